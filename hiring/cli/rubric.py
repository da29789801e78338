"""`hiring rubric --level junior`."""

from pathlib import Path

import click

from hiring.cli.output import emit, language_option, output_options, own_option
from hiring.formats import FORMATS, document_file
from hiring.library import Library
from hiring.rubric_sheet import make_rubric_sheet
from hiring.vocabulary import LEVELS, MOTIONS, Language, Level, Motion


@click.command()
@click.option("--level", type=click.Choice(LEVELS), required=True)
@click.option("--motion", type=click.Choice(MOTIONS), help="Only the skills of this motion.")
@click.option("--skill", "skills", multiple=True, help="Only this skill; may be given again.")
@language_option
@output_options(FORMATS)
@own_option
def command(
    level: Level,
    motion: Motion | None,
    skills: tuple[str, ...],
    language: Language,
    form: str,
    output: str | None,
    own: Path | None,
    *,
    force: bool,
) -> None:
    """Print what each score looks like at a level, for all its skills or some."""
    library = Library(own)
    of_level = library.skill_model(level).skills_for(motion)
    facts = make_rubric_sheet(level, skills or of_level, language, library)
    emit(
        lambda each: document_file("rubric", each, facts, language, library.own),
        form,
        FORMATS,
        output,
        f"rubric-{level}-{language}",
        force=force,
    )
