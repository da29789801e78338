"""What a candidate prepares for, and how much time there is."""

from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from hiring.practice import Setup
from hiring.storage.practice.tables import setup


def chosen(db: Connection) -> Setup | None:
    """Return what was chosen, or none before the start."""
    row = db.execute(select(setup)).first()
    if row is None:
        return None
    return Setup(row.level, row.motion, row.language, row.minutes_a_day, row.interview)


def choose(db: Connection, wanted: Setup) -> None:
    """Keep what was chosen; what was practised before stays."""
    values: dict[str, Any] = {"id": 1, **vars(wanted)}
    db.execute(insert(setup).values(values).on_conflict_do_update(index_elements=["id"], set_=values))


def keys(db: Connection) -> bool:
    """Return whether single keys do something on the pages."""
    return db.execute(select(setup.c.single_keys)).scalar() is not False


def choose_keys(db: Connection, *, on: bool) -> None:
    """Keep whether single keys do something."""
    db.execute(update(setup).values(single_keys=on))
