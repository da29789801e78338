"""`hiring link PERSON`."""

import os

import click

from hiring.cli.data import by_command, database_option, opened, told
from hiring.findings import HiringError
from hiring.storage import people
from hiring.vocabulary import Language


@click.command()
@click.argument("name", metavar="PERSON")
@click.option(
    "--address", envvar="HIRING_ADDRESS", default="http://127.0.0.1:8700", show_default=True, metavar="URL"
)
@click.option(
    "--add",
    "role",
    type=click.Choice(["manager", "interviewer"]),
    help="Add the person if nobody is called so.",
)
@click.option(
    "--language", type=click.Choice(["en", "pl"]), default="en", show_default=True, help="Of a person added."
)
@database_option
def command(name: str, address: str, role: people.Role | None, language: Language, url: str) -> None:
    """Make a one-time sign-in link for a person; earlier unused ones are withdrawn."""
    os.umask(0o077)
    name = " ".join(name.split())
    with told(), opened(url).write() as db:
        person = people.named(db, name)
        if person and not person.active:
            raise click.UsageError(str(people.left(person)))
        if person is None and role and (findings := people.name_findings(name, None)):
            raise HiringError(findings)
        if person is None and role is None:
            known = ", ".join(each.name for each in people.everybody(db)) or "nobody"
            raise click.UsageError(
                f"nobody is called {name!r}; here are: {known}. --add interviewer adds the person"
            )
        person = person or people.add(db, name, role or "interviewer", language, by_command())
        token = people.make_link(db, person.id, by_command())
    click.echo(f"{address.rstrip('/')}/{person.language}/sign-in/{token}")
