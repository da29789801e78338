"""A candidate's own practice: a file of its own, never the team's database."""
