"""The web app: pages over the same core as the command line."""
