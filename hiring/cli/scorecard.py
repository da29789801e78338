"""`hiring scorecard BRIEF.yaml`."""

from pathlib import Path

import click

from hiring.cli.briefs import brief_file, open_brief
from hiring.cli.kits import kit_of, kit_options, opening_of
from hiring.cli.output import emit, output_options, own_option
from hiring.formats import FORMATS, document_text
from hiring.kit import Form
from hiring.kit_sheet import make_scorecard_sheet
from hiring.library import Library


@click.command()
@kit_options
@output_options(FORMATS)
@own_option
def command(
    brief: Path,
    kit_form: Form,
    seed: int,
    swaps: tuple[str, ...],
    form: str,
    output: str | None,
    own: Path | None,
    *,
    force: bool,
) -> None:
    """Make the blank scorecards of a brief's kit, one for each stage, to print and fill in."""
    library = Library(own)
    filled, sheet = open_brief(brief, library)
    kit = kit_of(filled, sheet, library, kit_form, seed, swaps)
    facts = make_scorecard_sheet(kit, opening_of(filled))
    emit(
        lambda each: document_text("scorecard", each, facts, filled.language, library.own),
        form,
        FORMATS,
        output,
        f"{brief_file(brief).stem}-scorecards-{kit_form}-{filled.language}",
        force=force,
    )
