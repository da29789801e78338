"""Mock interviews: begun, stopped and taken up again, finished, or deleted before they are."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, or_, select, text, update

from hiring.mock import Mock, plain, stages_of
from hiring.storage.practice.tables import answers, mocks, reviews


@dataclass(frozen=True)
class KeptMock:
    """A mock interview with its times; `answered` and `rated` count its answers."""

    id: int
    mock: Mock
    begun_at: datetime
    finished_at: datetime | None
    answered: int
    rated: int


_GIVEN = and_(
    answers.c.mock_id == mocks.c.id,
    answers.c.kept_at.is_not(None),
    or_(answers.c.text != "", answers.c.seconds.is_not(None)),
)
_QUERY = (
    select(mocks, func.count(answers.c.id).label("answered"), func.count(reviews.c.id).label("rated"))
    .outerjoin(answers, _GIVEN)
    .outerjoin(reviews, reviews.c.answer_id == answers.c.id)
    .group_by(mocks.c.id)
)


def _kept(row: Row[Any]) -> KeptMock:
    found = Mock(row.level, row.motion, stages_of(row.stages))
    return KeptMock(row.id, found, row.begun_at, row.finished_at, row.answered, row.rated)


def next_number(db: Connection) -> int:
    """Return the number that the next mock interview gets; that of a deleted one is not given again."""
    last = db.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'mocks'")).scalar()
    return 1 + int(last or 0)


def begin(db: Connection, wanted: Mock, at: datetime) -> int:
    """Keep a new mock interview and return its id."""
    values = {"level": wanted.level, "motion": wanted.motion, "stages": plain(wanted.stages), "begun_at": at}
    return int(db.execute(insert(mocks).values(values).returning(mocks.c.id)).scalar_one())


def mock(db: Connection, mock_id: int) -> KeptMock | None:
    """Return a mock interview."""
    row = db.execute(_QUERY.where(mocks.c.id == mock_id)).first()
    return _kept(row) if row else None


def all_mocks(db: Connection) -> list[KeptMock]:
    """Return every mock interview, newest first."""
    return [_kept(row) for row in db.execute(_QUERY.order_by(mocks.c.id.desc()))]


def unfinished(db: Connection) -> int | None:
    """Return the mock interview that can be gone on with."""
    return db.execute(select(func.max(mocks.c.id)).where(mocks.c.finished_at.is_(None))).scalar()


def last_finished(db: Connection) -> date | None:
    """Return the day on which a mock interview was last finished."""
    return db.execute(select(func.max(mocks.c.finished_on))).scalar()


def finish(db: Connection, mock_id: int, at: datetime, day: date) -> None:
    """Finish a mock interview for good: answers begun are kept as they are."""
    open_ones = and_(answers.c.mock_id == mock_id, answers.c.kept_at.is_(None))
    given = or_(func.trim(answers.c.text) != "", answers.c.seconds.is_not(None))
    db.execute(update(answers).where(open_ones, given).values(kept_at=at))
    unfinished_one = and_(mocks.c.id == mock_id, mocks.c.finished_at.is_(None))
    db.execute(update(mocks).where(unfinished_one).values(finished_at=at, finished_on=day))


def drop(db: Connection, mock_id: int) -> bool:
    """Delete an unfinished mock interview of which nothing is rated, with its answers; return whether it was deleted."""
    rated = select(reviews.c.id).join(answers, answers.c.id == reviews.c.answer_id)
    if db.execute(rated.where(answers.c.mock_id == mock_id).limit(1)).first():
        return False
    if (
        db.execute(select(mocks.c.id).where(mocks.c.id == mock_id, mocks.c.finished_at.is_(None))).first()
        is None
    ):
        return False
    db.execute(delete(answers).where(answers.c.mock_id == mock_id))
    db.execute(delete(mocks).where(mocks.c.id == mock_id))
    return True
