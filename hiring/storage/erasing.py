"""Erasing one candidate for good: every row about them, and what the audit tells of them.

Their scores stay for the figures on reliability, under a new random number that nothing else has ever held.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Text, and_, delete, insert, or_, select, type_coerce, update

from hiring.storage.audit import By, note
from hiring.storage.candidates import SUBJECTS
from hiring.storage.database import Database, Unavailable
from hiring.storage.retention import forget
from hiring.storage.tables import (
    audit,
    candidates,
    decisions,
    erasing,
    interviews,
    revisions,
    scorecards,
    scores,
    seats,
    settings,
)

ABOUT = (revisions, scorecards, decisions, seats, interviews)  # in the order in which their rows may go
OBJECTS = {"interview": interviews, "seat": seats, "scorecard": scorecards, "decision": decisions}
TRACES = "traces of erased candidates"  # the setting that is there while the file may still hold some


@dataclass(frozen=True)
class Erased:
    """What was erased, and when backups were made that still hold the candidate."""

    candidate_id: int
    opening_id: int
    cards: int
    decisions: int
    backups: tuple[datetime, ...]


def erase(db: Connection, candidate_id: int, by: By) -> Erased | None:
    """Erase a candidate in the caller's transaction; none if there is no such candidate, or they are held."""
    row = db.execute(select(candidates).where(candidates.c.id == candidate_id)).first()
    if row is None or row.hold:
        return None
    db.execute(insert(erasing).values(candidate_id=candidate_id))
    db.execute(update(audit).where(concerning(candidate_id)).values(detail={}))
    gone = {
        table.name: db.execute(delete(table).where(table.c.candidate_id == candidate_id)).rowcount
        for table in ABOUT
    }
    forget(db, candidate_id)
    db.execute(delete(candidates).where(candidates.c.id == candidate_id))
    renamed = update(scores).where(scores.c.subject == row.subject)
    db.execute(renamed.values(subject=secrets.randbelow(SUBJECTS)))
    db.execute(delete(erasing).where(erasing.c.candidate_id == candidate_id))
    made = tuple(backups_since(db, row.created_at))
    cards, decided = gone["scorecards"], gone["decisions"]
    note(
        db, by, "erase", "candidate", candidate_id,
        opening=row.opening_id, scorecards=cards, decisions=decided, backups=len(made),
    )  # fmt: skip
    _expect_traces(db)
    return Erased(candidate_id, row.opening_id, cards, decided, made)


def concerning(candidate_id: int) -> ColumnElement[bool]:
    """Select the audit's rows about a candidate, about what is theirs, and those that name them."""
    detail = type_coerce(audit.c.detail, Text)
    named = (detail.like(f'%"candidate":{candidate_id}{end}%') for end in (",", "}"))
    theirs = (
        and_(audit.c.kind == kind, audit.c.object.in_(select(table.c.id).where(table.c.candidate_id == candidate_id)))
        for kind, table in OBJECTS.items()
    )  # fmt: skip
    return or_(and_(audit.c.kind == "candidate", audit.c.object == candidate_id), *theirs, *named)


def erased(db: Connection, candidate_id: int) -> dict[str, int] | None:
    """Return how much was erased of somebody, as the audit has it; none if nobody of that number was."""
    query = select(audit).where(
        audit.c.act == "erase", audit.c.kind == "candidate", audit.c.object == candidate_id
    )
    row = db.execute(query).first()
    return dict(row.detail) if row else None


def backups_since(db: Connection, at: datetime) -> list[datetime]:
    """Return when backups were made since a time; where they are now, nobody here knows."""
    query = select(audit.c.at).where(audit.c.act == "backup", audit.c.kind == "database", audit.c.at >= at)
    return list(db.execute(query.order_by(audit.c.at)).scalars())


def scrub(database: Database) -> None:
    """Write a SQLite file anew if somebody was erased, so that no byte of them is left in it or in its log.

    SQLite overwrites what is deleted, but not the copies that it left behind when it moved rows between pages.
    Raises Unavailable while others keep the file busy; the next call then does it.
    """
    if database.file is None:
        return
    with database.read() as db:
        wanted = db.execute(select(settings.c.value).where(settings.c.key == TRACES)).scalar()
    if wanted is None:
        return
    with database.outside(alone=True) as db:
        db.exec_driver_sql("VACUUM")
    fold(database)
    with database.write() as db:
        db.execute(delete(settings).where(settings.c.key == TRACES, settings.c.value == wanted))


def fold(database: Database) -> None:
    """Fold a SQLite log back into its file and empty it; Unavailable while somebody else still reads from it."""
    with database.outside(alone=True) as db:
        busy = db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    if busy:
        raise Unavailable("somebody else is reading")


def _expect_traces(db: Connection) -> None:
    if db.dialect.name == "sqlite":
        db.execute(delete(settings).where(settings.c.key == TRACES))
        db.execute(insert(settings).values(key=TRACES, value=secrets.token_hex(8)))
