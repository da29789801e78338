"""`hiring cards --level junior`."""

from pathlib import Path

import click

from hiring.cards_sheet import make_cards_sheet
from hiring.cli.data import database_option
from hiring.cli.output import emit, language_option, output_options, own_option
from hiring.cli.practice_deck import in_use, level_options
from hiring.formats import FORMATS, document_file
from hiring.library import Library
from hiring.practice import deck
from hiring.vocabulary import Language, Level, Motion


@click.command()
@level_options
@language_option
@output_options(FORMATS)
@database_option
@own_option
def command(
    level: Level,
    motion: Motion,
    language: Language,
    form: str,
    output: str | None,
    url: str,
    own: Path | None,
    *,
    force: bool,
) -> None:
    """Print the practice questions of a level as cards, with what interviewers look for.

    Questions that an open opening of this machine uses are left out.
    """
    library = Library(own)
    cards = deck(level, motion, library, in_use(url, library))
    facts = make_cards_sheet(cards, level, motion, language, library)
    emit(
        lambda each: document_file("cards", each, facts, language, library.own),
        form,
        FORMATS,
        output,
        f"cards-{level}-{motion}-{language}",
        force=force,
    )
