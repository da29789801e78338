"""What a person has to rate: their seats, and the cards of others that they type in from paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Integer, Select, and_, bindparam, not_, or_, select

from hiring.interview_time import Lateness, ends, lateness
from hiring.storage.people import Person
from hiring.storage.scorecards import newest, own
from hiring.storage.tables import candidates, interviews, openings, people, scorecards, seats

MOST_DONE = 50


@dataclass(frozen=True)
class MySeat:
    """One interview that a person rates, by the candidate's code name; `over` once nobody waits for its card."""

    seat_id: int
    card_id: int | None
    whose: str
    mine: bool
    code_name: str
    opening: str
    company: str
    stage: str
    starts_at: datetime | None
    minutes: int
    place: str
    state: Literal["none", "draft", "submitted"]
    saved_at: datetime | None
    submitted_at: datetime | None
    over: bool

    def lateness(self, at: datetime) -> Lateness:
        """Return how late the card is."""
        return lateness(self.starts_at and ends(self.starts_at, self.minutes), at)


_OVER = or_(
    seats.c.left_at.is_not(None), candidates.c.withdrawn_at.is_not(None), openings.c.closed_at.is_not(None)
)
_DONE = or_(_OVER, and_(scorecards.c.state.is_not(None), scorecards.c.state == "submitted"))
_QUERY = (
    select(
        seats.c.id,
        seats.c.person_id,
        people.c.name,
        candidates.c.code_name,
        openings.c.title,
        openings.c.company,
        interviews.c.stage,
        interviews.c.starts_at,
        interviews.c.minutes,
        interviews.c.place,
        scorecards.c.id.label("card_id"),
        scorecards.c.state,
        scorecards.c.saved_at,
        scorecards.c.submitted_at,
        _OVER.label("over"),
    )
    .join(interviews, interviews.c.id == seats.c.interview_id)
    .join(candidates, candidates.c.id == seats.c.candidate_id)
    .join(openings, openings.c.id == candidates.c.opening_id)
    .join(people, people.c.id == seats.c.person_id)
    .outerjoin(scorecards, and_(scorecards.c.seat_id == seats.c.id, newest()))
)


_VIEWER = bindparam("viewer", type_=Integer)
_MINE = or_(
    and_(seats.c.person_id == _VIEWER, seats.c.left_at.is_(None)),
    and_(scorecards.c.id.is_not(None), own(_VIEWER)),
)
# Made once: the page that everybody opens first takes longer to make these than to ask them.
_TO_RATE = _QUERY.where(_MINE, not_(_DONE)).order_by(
    interviews.c.starts_at.is_(None), interviews.c.starts_at, seats.c.id
)
_DONE_LAST = (
    _QUERY.where(_MINE, _DONE)
    .order_by(seats.c.assigned_at.desc(), seats.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)


def _rows(db: Connection, viewer: Person, query: Select[Any], **values: int) -> list[MySeat]:
    return [
        MySeat(
            row.id, row.card_id, row.name, row.person_id == viewer.id, row.code_name, row.title, row.company,
            row.stage, row.starts_at, row.minutes, row.place, row.state or "none", row.saved_at,
            row.submitted_at, bool(row.over),
        )
        for row in db.execute(query, {"viewer": viewer.id, **values})
    ]  # fmt: skip


def to_rate(db: Connection, viewer: Person) -> list[MySeat]:
    """Return the interviews whose cards a person has still to submit, the next first, those without a time last."""
    return _rows(db, viewer, _TO_RATE)


def done(db: Connection, viewer: Person, limit: int = MOST_DONE) -> list[MySeat]:
    """Return the last cards that a person submitted, or that nobody waits for any more, newest first."""
    return _rows(db, viewer, _DONE_LAST, most=limit)


def is_open_seat(db: Connection, viewer: Person, seat_id: int) -> bool:
    """Whether a seat is the viewer's own and its card still waited for."""
    query = _QUERY.where(seats.c.id == seat_id, seats.c.person_id == viewer.id, not_(_OVER))
    return db.execute(query).first() is not None
