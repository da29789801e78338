"""Scorecards and the audit as CSV (RFC 4180, UTF-8 with a byte order mark, as spreadsheets want it).

A cell that a spreadsheet could take for a formula begins with an apostrophe, which stays visible: whoever reads the
file with a program takes one apostrophe away where one of `DANGEROUS` follows. JSON is the export that loses nothing.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from hiring.record import Plain

MARK = "\ufeff"
# The signs that begin a formula, their full-width forms, and those that spreadsheets drop before they look.
DANGEROUS = frozenset("=+-@\t\r\n\x00" + "\uff1d\uff0b\uff0d\uff20" + "\u00a0\ufeff\u200b")
CARDS = (
    "candidate", "opening", "company", "kit", "level", "motion", "stage", "interviewer", "status", "submitted_at",
    "skill", "score", "evidence", "recommendation", "notes", "revised_score", "revised_reason",
)  # fmt: skip
ACTS = ("id", "at", "who", "act", "kind", "object", "detail")


def defused(value: Any) -> str:
    """Return a cell's text, such that no spreadsheet calculates it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text and text[0] in DANGEROUS else text


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table piece by piece: its head, then each row as soon as it is there."""
    yield MARK + _line(columns)
    for row in rows:
        yield _line([defused(row.get(name)) for name in columns])


def _line(cells: Sequence[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerow(cells)
    return out.getvalue()


def card_rows(candidates: Iterable[Plain]) -> Iterator[Plain]:
    """Yield a row for each rating of each candidate, and one for each scorecard of which no rating is there."""
    for each in candidates:
        for talk in each["interviews"]:
            for card in talk["scorecards"]:
                whole = {**each, **card, "stage": talk["stage"]}
                yield from ({**whole, **_rating(rated)} for rated in card["ratings"] or [{}])


def _rating(rated: Plain) -> Plain:
    """Return a rating's own cells; of several revisions the last one stands."""
    last = rated["revisions"][-1] if rated.get("revisions") else {}
    return {
        "skill": rated.get("skill"), "score": rated.get("score"), "evidence": rated.get("evidence"),
        "revised_score": last.get("score"), "revised_reason": last.get("reason"),
    }  # fmt: skip
