"""What is kept as files to take away: an opening's scorecards, one candidate's whole record. Noted in the audit."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from hiring.export import csv, lossless
from hiring.export.whole_record import unnamed
from hiring.record import Plain
from hiring.storage import exporting
from hiring.storage.audit import note
from hiring.storage.database import Database
from hiring.storage.people import Person
from hiring.web.access import by_me, database, for_managers, me, reading, writing

blueprint = Blueprint("exports", __name__)
WORTH_SENDING = 1 << 16  # bytes
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}


@blueprint.get("/openings/<int:opening_id>/export.<any(csv, json):form>")
@for_managers
def opening(opening_id: int, form: str) -> ResponseReturnValue:
    """Send an opening's scorecards as a stream; of candidates still closed to the viewer only who has handed in."""
    head = exporting.opening_data(reading(), opening_id) or abort(404)
    pieces = csv_pieces if form == "csv" else json_pieces
    taken("opening", opening_id, form)
    return attached(pieces(database(), me(), head), f"opening-{opening_id}", form)


@blueprint.get("/candidates/<int:candidate_id>/record.<any(csv, json):form>")
@for_managers
def candidate(candidate_id: int, form: str) -> ResponseReturnValue:
    """Send all about one candidate, for the candidate: interviewers are numbered unless `names` asks for names."""
    found = exporting.candidate_data(reading(), me(), candidate_id) or abort(404)
    whole = found if request.args.get("names") == "1" else unnamed(found)
    rows = csv.table(csv.CARDS, csv.card_rows([whole]))
    taken("candidate", candidate_id, form)
    return attached(
        rows if form == "csv" else [f"{lossless.dumped(whole)}\n"], f"candidate-{candidate_id}", form
    )


def csv_pieces(source: Database, viewer: Person, head: Plain) -> Iterator[str]:
    """Yield a row for each rating, read while it is sent; all of it is of one moment."""
    with source.read() as db:
        yield from csv.table(csv.CARDS, csv.card_rows(exporting.candidates_data(db, viewer, head["id"])))


def json_pieces(source: Database, viewer: Person, head: Plain) -> Iterator[str]:
    """Yield an opening with its candidates, read while it is sent; all of it is of one moment."""
    with source.read() as db:
        yield from lossless.pieces([(head, exporting.candidates_data(db, viewer, head["id"]))])


def taken(kind: str, number: int, form: str) -> None:
    """Note that data goes out."""
    with writing() as db:
        note(db, by_me(), "export", kind, number, format=form)


def attached(pieces: Iterable[str], name: str, form: str) -> Response:
    """Return pieces as a file to keep; its name is made of words of ours and an id."""
    answer = Response(gathered(pieces), mimetype=MEDIA_TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def gathered(pieces: Iterable[str]) -> Iterator[bytes]:
    """Yield the first piece at once, and the rest in parts that are worth sending."""
    part = bytearray()
    for number, piece in enumerate(pieces):
        part += piece.encode()
        if not number or len(part) >= WORTH_SENDING:
            yield bytes(part)
            part.clear()
    yield bytes(part)
