"""What commands about candidates share: who is meant, and what is left of whoever was erased."""

from collections.abc import Sequence

import click
from sqlalchemy import Connection

from hiring.storage.database import Database, Unavailable
from hiring.storage.erasing import Erased, scrub
from hiring.storage.exporting import called


def one_candidate(db: Connection, words: str) -> tuple[int, str]:
    """Return the candidate that words name, with opening and code name; refuse words for none or for several."""
    found = called(db, words)
    if len(found) == 1:
        return found[0]
    if not found:
        raise click.UsageError(f"no candidate {words!r}: give the number, or opening/code name")
    several = "; ".join(f"{number}: {name}" for number, name in found)
    raise click.UsageError(f"{words!r} are several candidates, give the number: {several}")


def scrubbed(database: Database) -> None:
    """Clear the database's file of traces; say so where that has to wait."""
    try:
        scrub(database)
    except Unavailable as problem:
        click.echo(f"the file still holds traces ({problem}): run hiring purge again to clear them", err=True)


def tell_backups(done: Sequence[Erased]) -> None:
    """Say which backups may still hold somebody who was erased."""
    if not done:
        return
    times = sorted({at for gone in done for at in gone.backups})
    made = ", ".join(f"{at:%Y-%m-%d %H:%M} UTC" for at in times[-20:])
    known = f" These were made: {made}." if times else ""
    click.echo(
        f"Backups may still hold who was erased: delete them, or replace them by a new one.{known} Exports and"
        " printed papers, too.",
        err=True,
    )
