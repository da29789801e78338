"""`hiring move-database URL`."""

from pathlib import Path

import click

from hiring.cli.data import by_command, database_option, existing, told
from hiring.storage.database import Database
from hiring.storage.restoring import move
from hiring.storage.sharing import refuse_shared


@click.command()
@click.argument("target", metavar="FILE|URL")
@database_option
def command(target: str, url: str) -> None:
    """Copy everything into another, empty database of either kind, with the server stopped.

    All of it is copied in one transaction and then compared, table by table; the old database stays as it is.
    """
    with told():
        source, into = Database(url), Database(target)
        if into.url == source.url or (source.file and into.file and same(source.file, into.file)):
            raise click.UsageError("that is the database itself: name another one")
        refuse_shared(source)
        source.close()
        found = move(existing(url), into, by_command())
    for name, content in found.items():
        click.echo(f"{name:14}{content.rows:>9}  {content.checksum[:16]}  the same in both")
    shown = into.file or into.url.render_as_string(hide_password=True)
    click.echo(f"Everything is in {shown} too. To switch, start with it from now on:", err=True)
    click.echo(f"  export HIRING_DATABASE='{shown}'", err=True)
    click.echo("The old database is as it was: remove it once all is well.", err=True)


def same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file."""
    return one.exists() and other.exists() and one.samefile(other)
