"""`hiring erase CANDIDATE`."""

import sys

import click

from hiring.cli.candidates import one_candidate, scrubbed, tell_backups
from hiring.cli.data import by_command, database_option, existing, told
from hiring.storage.candidates import candidate
from hiring.storage.erasing import erase


@click.command()
@click.argument("given", metavar="CANDIDATE...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@database_option
def command(given: tuple[str, ...], url: str, *, yes: bool) -> None:
    """Erase a candidate for good: CANDIDATE is the number, or opening/code name.

    Scorecards, notes, decisions and interviews go; scores stay as numbers of nobody, for the figures on reliability.
    """
    with told():
        database = existing(url)
        with database.read() as db:
            chosen = [one_candidate(db, words) for words in given]
            held = [name for number, name in chosen if (found := candidate(db, number)) and found.hold]
        if held:
            raise click.UsageError(f"{', '.join(held)}: held from being erased; release the hold first")
        if not yes:
            names = ", ".join(name for _, name in chosen)
            if not sys.stdin.isatty():
                raise click.UsageError(f"add --yes to erase {names} where nobody can be asked")
            click.confirm(f"Erase {names} for good?", abort=True, err=True)
        with database.write() as db:
            done = [gone for number, _ in chosen if (gone := erase(db, number, by_command()))]
        scrubbed(database)
    for gone in done:
        click.echo(
            f"erased candidate {gone.candidate_id}: {gone.cards} scorecards, {gone.decisions} decisions"
        )
    tell_backups(done)
