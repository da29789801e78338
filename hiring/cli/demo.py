"""The demo of `hiring serve`: a made-up company in a database of its own, which is thrown away at the end."""

import atexit
import shutil
import tempfile
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import click
from click.core import ParameterSource

from hiring.cli.data import by_command, opened
from hiring.demo_company import read_company
from hiring.library import Library
from hiring.storage import demo, people
from hiring.storage.database import Database


def own_database() -> Database:
    """Return a new database in a folder that goes when the process ends; the team's is left alone, and that is said."""
    source = click.get_current_context().get_parameter_source("url")
    if source is ParameterSource.COMMANDLINE:
        raise click.UsageError("--demo makes a database of its own; leave --database out")
    if source is ParameterSource.ENVIRONMENT:
        click.echo("The demo leaves HIRING_DATABASE alone and makes a database of its own.", err=True)
    folder = tempfile.mkdtemp(prefix="hiring-demo-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return opened(str(Path(folder) / "demo.db"))


def own_practice(database: Database) -> str:
    """Return where practice is kept in the demo: beside its database, thrown away with it."""
    return str(database.file and database.file.with_name("practice.db"))


def tell_story(database: Database, library: Library, zone: tzinfo | None) -> None:
    """Fill the database with the made-up company as its story stands now; say what the story has no words for."""
    with database.write() as db:
        lacking = demo.fill(db, read_company(), library, datetime.now(UTC), zone)
    for words in lacking:
        click.echo(f"hiring: {words}", err=True)


def tell_links(database: Database, address: str) -> None:
    """Print a one-time link for each person whom the demo lets one be."""
    company = read_company()
    name = company.stories[0].brief.company
    click.echo(f"{name} is made up; what you change in it is thrown away at the end.", err=True)
    click.echo("Sign in once with each link, each in a browser or private window of its own:", err=True)
    with database.write() as db:
        known = {person.name: person for person in people.everybody(db)}
        for person in (known[member.name] for member in company.people.values() if member.link):
            token = people.make_link(db, person.id, by_command())
            click.echo(
                f"  {person.name}, {person.role}: {address}/{person.language}/sign-in/{token}", err=True
            )
