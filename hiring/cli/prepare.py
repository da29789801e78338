"""`hiring prepare --level junior`."""

from pathlib import Path

import click

from hiring.cli.output import emit, language_option, output_options, own_option
from hiring.formats import FORMATS, document_file
from hiring.library import Library
from hiring.preparation_sheet import make_preparation_sheet
from hiring.vocabulary import LEVELS, MOTIONS, Language, Level, Motion


@click.command()
@click.option("--level", type=click.Choice(LEVELS), required=True)
@click.option("--motion", type=click.Choice(MOTIONS), default="full_cycle", show_default=True)
@language_option
@output_options(FORMATS)
@own_option
def command(
    level: Level,
    motion: Motion,
    language: Language,
    form: str,
    output: str | None,
    own: Path | None,
    *,
    force: bool,
) -> None:
    """Print how to prepare for interviews at a level: posting, skills, numbers, questions to ask, checklist."""
    library = Library(own)
    facts = make_preparation_sheet(level, motion, language, library)
    emit(
        lambda each: document_file("preparation", each, facts, language, library.own),
        form,
        FORMATS,
        output,
        f"preparation-{level}-{motion}-{language}",
        force=force,
    )
