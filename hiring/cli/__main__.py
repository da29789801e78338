"""`python -m hiring.cli` is `hiring`."""

from hiring.cli import main

main()
