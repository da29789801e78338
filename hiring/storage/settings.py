"""What a team or a person has chosen for the app itself, by key."""

from typing import Any

from sqlalchemy import Connection, insert, select, update

from hiring.storage.tables import settings


def setting(db: Connection, key: str) -> Any:
    """Return what was chosen, or none."""
    row = db.execute(select(settings.c.value).where(settings.c.key == key)).first()
    return row.value if row else None


def choose(db: Connection, key: str, value: Any) -> None:
    """Keep a choice in place of the one before."""
    if db.execute(update(settings).where(settings.c.key == key).values(value=value)).rowcount == 0:
        db.execute(insert(settings).values(key=key, value=value))
