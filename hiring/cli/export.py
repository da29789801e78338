"""`hiring export`."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import click
from sqlalchemy import Connection

from hiring.cli.candidates import one_candidate
from hiring.cli.data import by_command, database_option, existing, refuse_existing, told
from hiring.export import csv, lossless
from hiring.export.whole_record import unnamed
from hiring.record import utc_text
from hiring.storage import exporting
from hiring.storage.audit import note
from hiring.storage.backup import beside, put_in_place
from hiring.storage.database import Database

Form = Literal["csv", "json"]


@click.command()
@click.option("--opening", type=click.IntRange(1, 2**63 - 1), help="Only one opening, by its number.")
@click.option(
    "--candidate", help="One candidate's whole record, for the candidate: number, or opening/code name."
)
@click.option("--names", is_flag=True, help="With --candidate: the names of interviewers, not their numbers.")
@click.option("--audit", is_flag=True, help="Who did what and when, in place of scorecards.")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True), default="-")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@database_option
def command(
    opening: int | None, candidate: str | None, form: Form, output: Path, url: str, *,
    names: bool, audit: bool, force: bool,
) -> None:  # fmt: skip
    """Export openings with all scorecards, as CSV (a row for each rating) or JSON (loses nothing).

    The command line is the operator's: drafts and replaced scorecards are there too.
    """
    if sum((opening is not None, candidate is not None, audit)) > 1:
        raise click.UsageError("--opening, --candidate and --audit do not go together")
    with told():
        database = existing(url)
        to_file = str(output) != "-"
        if to_file:
            refuse_existing(output, database, force=force)
        with database.read() as db:
            pieces, kind, number = chosen(db, opening, candidate, form, names=names, audit=audit)
            write_file(output, pieces) if to_file else write_out(pieces)
        noted(database, kind, number, form)


def chosen(
    db: Connection, opening: int | None, candidate: str | None, form: Form, *, names: bool, audit: bool
) -> tuple[Iterable[str], str, int | None]:
    """Return what is exported, piece by piece, and what that is called in the audit."""
    if audit:
        return acts(db, form), "audit", None
    if candidate is not None:
        number, _ = one_candidate(db, candidate)
        record = exporting.candidate_data(db, None, number) or {}
        whole = record if names else unnamed(record)
        rows = csv.table(csv.CARDS, csv.card_rows([whole]))
        return rows if form == "csv" else [f"{lossless.dumped(whole)}\n"], "candidate", number
    ids = exporting.opening_ids(db)
    if opening is not None and opening not in ids:
        known = ", ".join(map(str, ids)) or "none"
        raise click.UsageError(f"there is no opening {opening}; there are: {known}")
    return openings(db, ids if opening is None else [opening], form), "opening", opening


def openings(db: Connection, ids: list[int], form: Form) -> Iterable[str]:
    """Return the pieces of some openings."""
    if form == "csv":
        candidates = (each for number in ids for each in exporting.candidates_data(db, None, number))
        return csv.table(csv.CARDS, csv.card_rows(candidates))
    data = ((number, exporting.opening_data(db, number)) for number in ids)
    return lossless.pieces(
        (head, exporting.candidates_data(db, None, number)) for number, head in data if head
    )


def acts(db: Connection, form: Form) -> Iterator[str]:
    """Yield the pieces of the audit."""
    rows = (
        {"id": act.id, "at": utc_text(act.at), "who": act.actor or "command line", "act": act.act,
         "kind": act.kind, "object": act.object, "detail": lossless.dumped(act.detail) if form == "csv" else act.detail}
        for act in exporting.every_act(db)
    )  # fmt: skip
    if form == "csv":
        yield from csv.table(csv.ACTS, rows)
    else:
        yield from ("[", *lossless.listed(rows), "\n]\n")


def write_out(pieces: Iterable[str]) -> None:
    """Write to standard output as it is, whatever the terminal does with line ends."""
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode())
    sys.stdout.buffer.flush()


def write_file(target: Path, pieces: Iterable[str]) -> None:
    """Write a file at once or not at all; only its owner may read it."""
    with beside(target) as partial:
        with partial.open("wb") as stream:
            stream.writelines(piece.encode() for piece in pieces)
        put_in_place(partial, target)
    click.echo(f"wrote {target}", err=True)


def noted(database: Database, kind: str, number: int | None, form: Form) -> None:
    """Note in the audit that data went out."""
    with database.write() as db:
        note(db, by_command(), "export", kind, number, format=form)
