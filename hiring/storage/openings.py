"""Openings: the brief, and the kits frozen for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from hiring.frozen_kit import Form, FrozenKit
from hiring.storage.audit import By, note
from hiring.storage.tables import kits, openings
from hiring.vocabulary import Language, Level, Motion


@dataclass(frozen=True)
class NewOpening:
    """What an opening is made from: the brief as data, and which of the kits that it allows."""

    title: str
    company: str
    language: Language
    level: Level
    motion: Motion
    brief: Mapping[str, Any]
    form: Form = "A"
    seed: int = 0
    swaps: Sequence[tuple[str, str]] = ()
    retention: str = "EU_default"


@dataclass(frozen=True)
class Opening:
    """One job being hired for; `kit_id` is its latest frozen kit, none before the first candidate."""

    id: int
    title: str
    company: str
    language: Language
    level: Level
    motion: Motion
    brief: Mapping[str, Any]
    form: Form
    seed: int
    swaps: tuple[tuple[str, str], ...]
    retention: str
    created_at: datetime
    closed_at: datetime | None
    kit_id: int | None
    kit_version: int | None
    kit_hash: str | None


def create(db: Connection, new: NewOpening, by: By) -> int:
    """Keep a new opening and return its id."""
    values = {**vars(new), "brief": dict(new.brief), "swaps": [list(pair) for pair in new.swaps],
              "created_by": by.person, "created_at": by.at}  # fmt: skip
    made: int = db.execute(insert(openings).values(values).returning(openings.c.id)).scalar_one()
    note(db, by, "create", "opening", made)
    return made


def just_made(db: Connection, new: NewOpening, by: By) -> int | None:
    """Return the opening that the same person made of the same brief within the last minute: a button pressed twice."""
    mine = (openings.c.created_by == by.person, openings.c.created_at > by.at - timedelta(minutes=1))
    rows = db.execute(select(openings.c.id, openings.c.brief).where(*mine))
    return next((row.id for row in rows if row.brief == dict(new.brief)), None)


def change(db: Connection, opening_id: int, by: By, **values: Any) -> None:
    """Change an opening's brief, kit choice, retention or its closing; frozen kits stay as they are."""
    db.execute(update(openings).where(openings.c.id == opening_id).values(**values))
    note(db, by, "change", "opening", opening_id, fields=sorted(values))


def close(db: Connection, opening_id: int, by: By, *, closed: bool) -> None:
    """Close an opening, or open it again; one that is so already keeps its day."""
    other = openings.c.closed_at.is_(None) if closed else openings.c.closed_at.is_not(None)
    changed = update(openings).where(openings.c.id == opening_id, other)
    if db.execute(changed.values(closed_at=by.at if closed else None)).rowcount:
        note(db, by, "close" if closed else "reopen", "opening", opening_id)


def _latest() -> Any:
    newest = select(kits.c.opening_id, func.max(kits.c.version).label("version")).group_by(kits.c.opening_id)
    return newest.subquery()


def _openings() -> Any:
    latest = _latest()
    return (
        select(
            openings,
            kits.c.id.label("kit_id"),
            kits.c.version.label("kit_version"),
            kits.c.hash.label("kit_hash"),
        )
        .outerjoin(latest, latest.c.opening_id == openings.c.id)
        .outerjoin(kits, (kits.c.opening_id == openings.c.id) & (kits.c.version == latest.c.version))
    )


def _opening(row: Row[Any]) -> Opening:
    return Opening(
        row.id, row.title, row.company, row.language, row.level, row.motion, row.brief, row.form, row.seed,
        tuple((old, new) for old, new in row.swaps), row.retention, row.created_at, row.closed_at,
        row.kit_id, row.kit_version, row.kit_hash,
    )  # fmt: skip


def every_opening(db: Connection) -> list[Opening]:
    """Return all openings, the newest first."""
    return [_opening(row) for row in db.execute(_openings().order_by(openings.c.id.desc()))]


def unfrozen(db: Connection) -> list[Opening]:
    """Return the open openings whose kit can still be chosen, for they have no candidate yet, the newest first."""
    which = openings.c.closed_at.is_(None), kits.c.id.is_(None)
    return [_opening(row) for row in db.execute(_openings().where(*which).order_by(openings.c.id.desc()))]


def unfrozen_for(db: Connection, level: Level, motion: Motion) -> list[Opening]:
    """Return those of them that are for a level and motion."""
    return [each for each in unfrozen(db) if (each.level, each.motion) == (level, motion)]


def opening(db: Connection, opening_id: int) -> Opening | None:
    """Return an opening by id."""
    row = db.execute(_openings().where(openings.c.id == opening_id)).first()
    return _opening(row) if row else None


def freeze(
    db: Connection, opening_id: int, kit: FrozenKit, shortfalls: Sequence[Mapping[str, Any]], by: By
) -> int:
    """Keep a kit as the opening's next version and return its id; the same hash again is the same version."""
    last = db.execute(
        select(kits).where(kits.c.opening_id == opening_id).order_by(kits.c.version.desc()).limit(1)
    ).first()
    if last and last.hash == kit.hash:
        return int(last.id)
    values = {"opening_id": opening_id, "version": (last.version if last else 0) + 1, "hash": kit.hash,
              "content": kit.content, "shortfalls": list(shortfalls), "created_at": by.at}  # fmt: skip
    made: int = db.execute(insert(kits).values(values).returning(kits.c.id)).scalar_one()
    note(db, by, "freeze", "kit", made, opening=opening_id, hash=kit.hash)
    return made


@dataclass(frozen=True)
class KeptKit:
    """A frozen kit as it is kept."""

    id: int
    version: int
    hash: str
    content: str
    shortfalls: Sequence[Mapping[str, Any]]
    created_at: datetime


def kits_of(db: Connection, opening_id: int) -> list[KeptKit]:
    """Return an opening's frozen kits, the newest first."""
    rows = db.execute(select(kits).where(kits.c.opening_id == opening_id).order_by(kits.c.version.desc()))
    return [
        KeptKit(row.id, row.version, row.hash, row.content, row.shortfalls, row.created_at) for row in rows
    ]
