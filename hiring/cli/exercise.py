"""`hiring exercise negotiation --for candidate`."""

from pathlib import Path

import click

from hiring.cli.output import emit, language_option, output_options, own_option
from hiring.exercise_sheet import make_exercise_sheet
from hiring.formats import FORMATS, document_file
from hiring.library import Library
from hiring.vocabulary import Language


@click.command()
@click.argument("exercise", required=False)
@click.option(
    "--for",
    "side",
    type=click.Choice(["candidate", "interviewers"]),
    default="candidate",
    show_default=True,
    help="The candidate's paper holds nothing hidden; the interviewers' one holds the key and the part to play.",
)
@language_option
@output_options(FORMATS)
@own_option
def command(
    exercise: str | None,
    side: str,
    language: Language,
    form: str,
    output: str | None,
    own: Path | None,
    *,
    force: bool,
) -> None:
    """Print an exercise for the candidate or for those who hold it; without a name, list all exercises."""
    library = Library(own)
    if exercise is None and (form != "md" or output):
        raise click.UsageError("name an exercise; without a name they are only listed")
    if exercise is None:
        for each in library.exercises():
            click.echo(
                f"{each.id}: {each.name[language]} ({', '.join(each.levels)}; {', '.join(each.motions)})"
            )
        return
    facts = make_exercise_sheet(library.exercise(exercise), side, language, library)
    emit(
        lambda each: document_file("exercise", each, facts, language, library.own),
        form,
        FORMATS,
        output,
        f"{exercise}-{side}-{language}",
        force=force,
    )
