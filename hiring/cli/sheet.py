"""`hiring sheet BRIEF.yaml`."""

from hiring.cli.kits import paper_command
from hiring.kit_sheet import make_prep_sheet

command = paper_command(
    "prep_sheet",
    "preparation",
    make_prep_sheet,
    "Make the candidate's preparation sheet: stages, lengths, skills looked at, adjustments; never a question.",
)
