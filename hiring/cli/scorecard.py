"""`hiring scorecard BRIEF.yaml`."""

from hiring.cli.kits import paper_command
from hiring.kit_sheet import make_scorecard_sheet

command = paper_command(
    "scorecard",
    "scorecards",
    make_scorecard_sheet,
    "Make the blank scorecards of a brief's kit, one for each stage, to print and fill in.",
)
