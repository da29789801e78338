"""Stories: every change names the version that it was made from, so that no window overwrites another."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from hiring.storage.practice.tables import stories
from hiring.story import Story, story_of


@dataclass(frozen=True)
class Kept:
    """A story as it is kept; `version` counts its changes."""

    story: Story
    version: int
    changed_at: datetime


def _kept(row: Row[Any]) -> Kept:
    return Kept(story_of(row.data, row.id), row.version, row.changed_at)


def every_story(db: Connection) -> list[Kept]:
    """Return all stories, oldest first."""
    return [_kept(row) for row in db.execute(select(stories).order_by(stories.c.id))]


def story(db: Connection, story_id: int) -> Kept | None:
    """Return a story, or none."""
    row = db.execute(select(stories).where(stories.c.id == story_id)).first()
    return _kept(row) if row else None


def add(db: Connection, new: Story, at: datetime, most: int) -> int | None:
    """Keep a new story; return its id, or none where there are so many already."""
    if db.execute(select(func.count()).select_from(stories)).scalar_one() >= most:
        return None
    values = {"data": new.as_data(), "version": 1, "changed_at": at}
    return int(db.execute(insert(stories).values(values).returning(stories.c.id)).scalar_one())


def change(db: Connection, changed: Story, version: int, at: datetime) -> bool:
    """Keep a story's new words; return whether it still stood at that version."""
    query = (
        update(stories)
        .where(stories.c.id == changed.id, stories.c.version == version)
        .values(data=changed.as_data(), version=version + 1, changed_at=at)
    )
    return bool(db.execute(query).rowcount)


def remove(db: Connection, story_id: int, version: int) -> bool:
    """Delete a story; return whether it still stood at that version."""
    found = delete(stories).where(stories.c.id == story_id, stories.c.version == version)
    return bool(db.execute(found).rowcount)
