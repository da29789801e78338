"""`hiring kit BRIEF.yaml`."""

from pathlib import Path

import click

from hiring.bank_checks import broken_banks
from hiring.cli.briefs import brief_file, open_brief
from hiring.cli.kits import heading_of, kit_of, kit_options
from hiring.cli.output import emit, output_options, own_option, tell
from hiring.findings import has_errors
from hiring.formats import FORMATS, document_file
from hiring.frozen_kit import Form
from hiring.kit_sheet import make_kit_sheet, told_shortfalls
from hiring.library import Library
from hiring.shortfalls import shortfalls


@click.command()
@kit_options
@output_options(FORMATS)
@own_option
@click.pass_context
def command(
    ctx: click.Context,
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
    """Make the interview kit of a brief: stages, questions with probes and signals, exercise, anchors.

    What the kit cannot reach is printed in it and told as findings; then the exit status is 1.
    """
    library = Library(own)
    filled, sheet = open_brief(brief, library)
    kit = kit_of(filled, sheet, library, kit_form, seed, swaps)
    gaps = shortfalls(kit)
    facts = make_kit_sheet(kit.frozen, heading_of(filled), told_shortfalls(gaps, filled.language, library))
    emit(
        lambda each: document_file("kit", each, facts, filled.language, library.own),
        form,
        FORMATS,
        output,
        f"{brief_file(brief).stem}-kit-{kit_form}-{filled.language}",
        force=force,
    )
    broken = list(broken_banks(library))
    tell([*broken, *gaps])
    ctx.exit(int(has_errors([*broken, *gaps])))
