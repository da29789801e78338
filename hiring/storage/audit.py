"""Who did what and when: rows that are only added, in the same transaction as the act, without personal text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, true

from hiring.storage.tables import audit, people

EVERY = true()


@dataclass(frozen=True)
class Act:
    """One act: who (none is the command line), what, on which object."""

    id: int
    at: datetime
    actor: str | None
    act: str
    kind: str
    object: int | None
    detail: dict[str, Any]


@dataclass(frozen=True)
class By:
    """Who does something, and when; nobody is the command line."""

    person: int | None
    at: datetime


def note(db: Connection, by: By, act: str, kind: str, obj: int | None = None, **detail: Any) -> None:
    """Note an act; `detail` holds ids, words of ours and numbers, never what somebody typed."""
    values = {"at": by.at, "actor": by.person, "act": act, "kind": kind, "object": obj, "detail": detail}
    db.execute(insert(audit).values(values))


def acts(db: Connection, limit: int = 100, skipped: int = 0, which: ColumnElement[bool] = EVERY) -> list[Act]:
    """Return the latest acts, newest first, after those skipped; `which` leaves out others before they are counted."""
    query = select(audit, people.c.name).outerjoin(people, people.c.id == audit.c.actor).where(which)
    rows = db.execute(query.order_by(audit.c.id.desc()).limit(limit).offset(skipped))
    return [Act(row.id, row.at, row.name, row.act, row.kind, row.object, row.detail) for row in rows]


def acts_on(
    db: Connection, done: Sequence[tuple[str, Sequence[int], Sequence[str]]]
) -> list[tuple[str, datetime]]:
    """Return the acts of some kinds on some objects, each a kind, its ids and the acts, with when; oldest first."""
    which = [
        and_(audit.c.kind == kind, audit.c.object.in_(objects), audit.c.act.in_(names))
        for kind, objects, names in done
    ]
    rows = db.execute(select(audit.c.act, audit.c.at).where(or_(*which)).order_by(audit.c.id))
    return [(row.act, row.at) for row in rows]


def count(db: Connection, which: ColumnElement[bool] = EVERY) -> int:
    """Return how many acts were noted."""
    return int(db.execute(select(func.count()).select_from(audit).where(which)).scalar_one())
