"""`hiring restore FILE`."""

import os
from pathlib import Path

import click

from hiring.cli.data import by_command, database_option, told
from hiring.storage import backup
from hiring.storage.database import Database
from hiring.storage.restoring import erased_since, restore


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only look whether the file is whole, and what it holds.")
@database_option
def command(file: Path, url: str, *, check: bool) -> None:
    """Bring a backup back, with the server stopped.

    A SQLite database that is there is kept beside under a dated name; PostgreSQL must be empty.
    """
    os.umask(0o077)
    with told():
        found = backup.read(file)
        click.echo(f"{file}: {found}")
        if check:
            return
        database = Database(url)
        aside = restore(found, database, by_command())
        shown = database.url.render_as_string(hide_password=True)
        click.echo(f"restored into {database.file or shown}", err=True)
        click.echo("everybody is signed out: hiring serve or hiring link NAME makes a new link", err=True)
        if aside is None:
            return
        click.echo(f"the database before is kept as {aside}: remove it once all is well", err=True)
        if again := erased_since(aside, found.made_at):
            words = " ".join(map(str, again))
            click.echo(f"erased since, and here again: candidates {words}; hiring erase {words}", err=True)
