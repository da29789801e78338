"""Rounds of calibration: who rated which example answers when, and how."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from hiring.calibration import Given
from hiring.storage.audit import By, note
from hiring.storage.tables import calibrations
from hiring.vocabulary import Level, Motion


@dataclass(frozen=True)
class Rated:
    """One round as it is kept."""

    id: int
    person_id: int
    level: Level
    motion: Motion
    given: tuple[Given, ...]
    at: datetime


def every_round(db: Connection) -> list[Rated]:
    """Return all rounds of everybody, oldest first."""
    rows = db.execute(select(calibrations).order_by(calibrations.c.id))
    return [
        Rated(row.id, row.person_id, row.level, row.motion, tuple(Given(**each) for each in row.data), row.at)
        for row in rows
    ]


def keep_round(
    db: Connection, person_id: int, level: Level, motion: Motion, given: list[Given], by: By
) -> int:
    """Keep what a person rated in a round, and return its id."""
    values = {"person_id": person_id, "level": level, "motion": motion, "at": by.at,
              "data": [vars(each) for each in given]}  # fmt: skip
    made: int = db.execute(insert(calibrations).values(values).returning(calibrations.c.id)).scalar_one()
    note(db, by, "calibrate", "calibration", made, person=person_id, level=level, motion=motion)
    return made


def last_calibrated(db: Connection) -> dict[int, datetime]:
    """Return for each person who has calibrated when they did so last."""
    query = select(calibrations.c.person_id, func.max(calibrations.c.at).label("at"))
    return {row.person_id: row.at for row in db.execute(query.group_by(calibrations.c.person_id))}
