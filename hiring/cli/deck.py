"""`hiring deck --level junior -o FILE.apkg`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from hiring.cli.data import database_option
from hiring.cli.output import language_option, own_option, write_whole
from hiring.cli.practice_deck import in_use, level_options
from hiring.export.anki import deck_file
from hiring.library import Library
from hiring.practice import deck
from hiring.vocabulary import Language, Level, Motion

ENDING = ".apkg"


@click.command()
@level_options
@language_option
@click.option("-o", "--output", required=True, help="A file such as deck.apkg, or - for standard output.")
@click.option("--force", is_flag=True, help="Write over a file that was changed by hand.")
@database_option
@own_option
def command(
    level: Level, motion: Motion, language: Language, output: str, url: str, own: Path | None, *, force: bool
) -> None:
    """Make an Anki deck of the practice questions of a level; bring it in again to renew what has changed.

    Questions that an open opening of this machine uses are left out.
    """
    if output != "-" and Path(output).is_dir():
        raise click.UsageError(f"{output} is a folder: name a file")
    if output != "-" and Path(output).suffix.lower() != ENDING:
        raise click.UsageError(f"{output}: Anki opens files that end in {ENDING}, such as deck{ENDING}")
    library = Library(own)
    cards = deck(level, motion, library, in_use(url, library))
    content = deck_file(cards, level, motion, language, library, datetime.now(UTC))
    if output == "-":
        sys.stdout.buffer.write(content)
    else:
        write_whole(Path(output), content, force=force)
