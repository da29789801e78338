"""What commands about the team's data share: which database, opened and up to date."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from hiring.findings import HiringError
from hiring.storage.audit import By
from hiring.storage.database import Damaged, Database, Unavailable, data_folder, default_url
from hiring.storage.practice import schema
from hiring.storage.schema import behind, upgrade

F = TypeVar("F", bound=Callable[..., Any])


def database_option(command: F) -> F:
    """Add `--database`: a file or an address, from HIRING_DATABASE or in the user's data folder."""
    return click.option(
        "--database",
        "url",
        envvar="HIRING_DATABASE",
        default=default_url,
        show_default="a file in your data folder",
        metavar="FILE|URL",
        help="Where the team's data is kept: a SQLite file or postgresql://… (or set HIRING_DATABASE).",
    )(command)


def opened(url: str) -> Database:
    """Return the database with all its tables up to date; say in words why it cannot be opened."""
    os.umask(0o077)  # what people wrote is for the owner of the server alone
    database = Database(url)
    shown = database.url.render_as_string(hide_password=True)
    try:
        database.refuse_read_only()
        if older := behind(database):
            backup_first(database, older)
        upgrade(database)
        database.keep_open()
    except Damaged as problem:
        click.echo(f"hiring: {shown}: {problem}; nothing was changed. A backup comes back with", err=True)
        click.echo("  hiring restore FILE", err=True)
        sys.exit(3)
    except Unavailable as problem:
        click.echo(f"hiring: {shown}: {problem}", err=True)
        sys.exit(3)
    return database


def practice_option(command: F) -> F:
    """Add `--practice`: the file of one's own practice, from HIRING_PRACTICE or in the user's data folder."""
    return click.option(
        "--practice",
        "practice_file",
        envvar="HIRING_PRACTICE",
        default=lambda: str(data_folder() / "practice.db"),
        show_default="a file in your data folder",
        metavar="FILE",
        help="Where your own practice is kept (or set HIRING_PRACTICE).",
    )(command)


def opened_practice(file: str) -> Database:
    """Return the file of one's own practice with its tables; raise HiringError or Unavailable where it cannot be used."""
    os.umask(0o077)
    database = Database(file)
    database.refuse_read_only()
    schema.prepare(database)
    return database


def backup_first(database: Database, version: str) -> None:
    """Copy a SQLite database that is about to be brought up to date, and say where; the older program can use the copy."""
    from hiring.storage import backup

    at = datetime.now(UTC)
    if database.file:
        copy = database.file.with_name(f"{database.file.name}.{version}-{at:%Y%m%d-%H%M%S}")
        backup.copy_as_it_is(database, copy)
        click.echo(f"hiring: the database is brought up to date; as it was before: {copy}", err=True)


def by_command() -> By:
    """Return that the command line does something now."""
    return By(None, datetime.now(UTC))


def existing(url: str) -> Database:
    """Return a database as `opened` does, but never make one where there is none."""
    database = Database(url)
    if database.file and not database.file.exists():
        raise click.UsageError(f"there is no database {database.file}: name it with --database")
    database.close()
    return opened(url)


@contextmanager
def told() -> Iterator[None]:
    """End in words: with 2 for what the caller can mend, with 3 for what this machine or the database lacks."""
    try:
        yield
    except HiringError as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    except Unavailable as problem:
        click.echo(f"hiring: {problem}", err=True)
        sys.exit(3)


def refuse_existing(file: Path, database: Database, *, force: bool) -> None:
    """Refuse to write where there is no folder, over the database itself, or unforced over any file."""
    if not file.parent.is_dir():
        raise click.UsageError(f"there is no folder {file.parent}")
    own = database.file.resolve() if database.file else None
    if own and file.resolve() in {
        own.with_name(own.name + ending) for ending in ("", "-wal", "-shm", ".turn")
    }:
        raise click.UsageError(f"{file} is the database itself: name another file")
    if file.exists() and not force:
        raise click.UsageError(f"{file} is there already: --force writes over it")
