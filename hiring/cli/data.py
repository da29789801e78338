"""What commands about the team's data share: which database, opened and up to date."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from hiring.storage.audit import By
from hiring.storage.database import Database, Unavailable, default_url
from hiring.storage.schema import upgrade

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
    try:
        database.keep_open()
        upgrade(database)
    except Unavailable as problem:
        shown = database.url.render_as_string(hide_password=True)
        click.echo(f"hiring: {shown}: {problem}", err=True)
        sys.exit(3)
    return database


def by_command() -> By:
    """Return that the command line does something now."""
    return By(None, datetime.now(UTC))
