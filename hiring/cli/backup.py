"""`hiring backup FILE`."""

from pathlib import Path

import click

from hiring.cli.data import by_command, database_option, existing, refuse_existing, told
from hiring.storage import backup
from hiring.storage.audit import note
from hiring.storage.database import Unavailable


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@database_option
def command(file: Path, url: str, *, force: bool) -> None:
    """Write everything into one file; the server may go on meanwhile.

    The file is checked before it is there: `hiring restore` brings it back, into SQLite or PostgreSQL.
    Keep it as safe as the database, and not for longer than you need it: it holds what is erased later, too.
    """
    with told():
        database = existing(url)
        refuse_existing(file, database, force=force)
        by = by_command()
        made = backup.make(database, file, by.at)
        try:
            with database.write() as db:
                note(db, by, "backup", "database")
        except Unavailable as problem:
            click.echo(f"hiring: the backup is whole, but is not noted in the audit: {problem}", err=True)
    click.echo(f"{file}: {made}")
