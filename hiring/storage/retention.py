"""How long each candidate is kept: the presets that openings chose, what these rest on, and whose time is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, case, delete, false, func, insert, null, select, true, update

from hiring.retention import Course, PresetId, Term, preset, term
from hiring.storage.audit import By, note
from hiring.storage.people import Person
from hiring.storage.tables import candidates, decisions, openings, settings
from hiring.storage.visibility import pending

DOCUMENT, CONSENT = "retention document of opening ", "consent of candidate "  # an id follows


@dataclass(frozen=True)
class Kept:
    """One candidate with the term that they are kept for."""

    candidate_id: int
    code_name: str
    opening_id: int
    title: str
    term: Term
    held: bool
    asks_consent: bool
    consent: date | None
    closed: bool = False


def everybody_kept(db: Connection, viewer: Person | None = None, only: int | None = None) -> list[Kept]:
    """Return all candidates: those whose time ends first come first, then those for whom nothing ends it yet.

    Whoever is closed to the viewer counts as one whom nobody has decided on. `only` asks for one candidate.
    """
    given = {name: date.fromisoformat(day) for name, day in _noted(db, CONSENT).items()}
    decided = (
        select(decisions.c.candidate_id, func.max(decisions.c.at).label("decided_at"))
        .group_by(decisions.c.candidate_id)
        .subquery()
    )
    closed = pending(viewer.id, candidates.c.id) if viewer else false()
    query = (
        select(
            candidates, openings.c.title, openings.c.retention, openings.c.closed_at, closed.label("closed"),
            case((closed, null()), else_=decided.c.decided_at).label("decided_at"),
        )
        .join(openings)
        .outerjoin(decided, decided.c.candidate_id == candidates.c.id)
        .where(true() if only is None else candidates.c.id == only)
        .order_by(openings.c.id, candidates.c.id)
    )  # fmt: skip
    found = [_kept(row, given.get(row.id)) for row in db.execute(query)]
    return sorted(found, key=lambda each: each.term.until or date.max)


def _kept(row: Row[Any], consent: date | None) -> Kept:
    chosen = preset(row.retention)
    course = Course(_day(row.decided_at), _day(row.withdrawn_at), _day(row.closed_at), consent, row.hold)
    return Kept(
        row.id, row.code_name, row.opening_id, row.title, term(chosen, course), row.hold,
        chosen.needs == "consent", consent, row.closed,
    )  # fmt: skip


def due(db: Connection, today: date, only: int | None = None) -> list[Kept]:
    """Return the candidates whose time is over, opening by opening; `only` asks about one."""
    over = [each for each in everybody_kept(db, only=only) if each.term.due(today)]
    return sorted(over, key=lambda each: (each.opening_id, each.candidate_id))


def documents(db: Connection) -> dict[int, str]:
    """Return for each opening the document named that its preset rests on."""
    return _noted(db, DOCUMENT)


def choose(db: Connection, opening_id: int, chosen: PresetId, document: str, by: By) -> None:
    """Choose how long an opening's candidates are kept, and name the document that this rests on."""
    db.execute(update(openings).where(openings.c.id == opening_id).values(retention=chosen))
    _note(db, f"{DOCUMENT}{opening_id}", document)
    note(db, by, "choose", "retention", opening_id, preset=chosen)


def agree(db: Connection, candidate_id: int, day: date | None, by: By) -> None:
    """Note on which day a candidate agreed to be kept for other openings, or that they no longer do."""
    _note(db, f"{CONSENT}{candidate_id}", day.isoformat() if day else "")
    note(db, by, "agree" if day else "disagree", "candidate", candidate_id)


def forget(db: Connection, candidate_id: int) -> None:
    """Remove what is noted here about a candidate."""
    _note(db, f"{CONSENT}{candidate_id}", "")


def _noted(db: Connection, prefix: str) -> dict[int, str]:
    rows = db.execute(select(settings).where(settings.c.key.startswith(prefix, autoescape=True)))
    return {int(row.key.removeprefix(prefix)): row.value for row in rows}


def _note(db: Connection, key: str, value: str) -> None:
    db.execute(delete(settings).where(settings.c.key == key))
    if value:
        db.execute(insert(settings).values(key=key, value=value))


def _day(at: datetime | None) -> date | None:
    return at.astimezone(UTC).date() if at else None


def by_opening(kept: Sequence[Kept]) -> dict[tuple[int, str], list[Kept]]:
    """Return candidates by the id and title of their opening."""
    found: dict[tuple[int, str], list[Kept]] = {}
    for each in kept:
        found.setdefault((each.opening_id, each.title), []).append(each)
    return found
