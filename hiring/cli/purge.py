"""`hiring purge`."""

import click

from hiring.cli.candidates import scrubbed, tell_backups
from hiring.cli.data import by_command, database_option, existing, told
from hiring.storage import retention
from hiring.storage.erasing import Erased, erase


@click.command()
@click.option("--dry-run", is_flag=True, help="Only list who is due.")
@database_option
def command(url: str, *, dry_run: bool) -> None:
    """Erase the candidates whose time is over, by what their openings chose; who is held stays.

    Run it once a day. The pages under Retention tell what is due when; check the presets with counsel.
    """
    done: list[Erased] = []
    with told():
        database, by = existing(url), by_command()
        with database.read() as db:
            due = retention.due(db, by.at.date())
        for (opening, title), candidates in retention.by_opening(due).items():
            click.echo(f"{title} (opening {opening})")
            for each in candidates:
                click.echo(f"  {each.code_name} (candidate {each.candidate_id}): {told_term(each)}")
        if not dry_run:
            for each in due:
                with database.write() as db:
                    still = retention.due(db, by.at.date(), each.candidate_id)
                    gone = erase(db, each.candidate_id, by) if still else None
                done += [gone] if gone else []
            scrubbed(database)
    click.echo(f"{len(due)} due" + ("" if dry_run else f", {len(done)} erased"), err=True)
    tell_backups(done)


def told_term(kept: retention.Kept) -> str:
    """Return since when and until when somebody was to be kept."""
    term = kept.term
    return f"{term.since} on {term.start}, {term.preset.name}, kept until {term.until}"
