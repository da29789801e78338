"""Who may read what others rated: the one place that knows. Every read of others' ratings goes through here.

A candidate is *pending* for a person while any seat that they ever had for the candidate, also one that they left,
has no submitted card, or a draft that mends it. Nothing that others rated for that candidate may reach the person before.
"""

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, and_, exists, or_, select, true

from hiring.storage.people import Person
from hiring.storage.tables import candidates, scorecards, seats

_SEAT, _CARD, _MENDED = (
    seats.alias(),
    scorecards.alias(),
    scorecards.alias(),
)  # apart from the tables that the query around them reads
_SUBMITTED = exists().where(_CARD.c.seat_id == _SEAT.c.id, _CARD.c.current, _CARD.c.state == "submitted")
_BEGUN = exists().where(_MENDED.c.seat_id == _SEAT.c.id, _MENDED.c.state == "draft")


def pending(viewer: int | ColumnElement[int], candidate: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a candidate is pending for a viewer: a seat of theirs has no submitted current card, or a draft."""
    open_seat = or_(~_SUBMITTED, _BEGUN)
    return exists().where(_SEAT.c.candidate_id == candidate, _SEAT.c.person_id == viewer, open_seat)


def concerned(viewer: Person, candidate: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a candidate concerns a viewer: managers all, interviewers those whom they have or had a seat for."""
    if viewer.manages:
        return true()
    return exists().where(_SEAT.c.candidate_id == candidate, _SEAT.c.person_id == viewer.id)


def readable(viewer: Person, candidate: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a viewer may read what others rated for a candidate."""
    return and_(concerned(viewer, candidate), ~pending(viewer.id, candidate))


def readable_cards(viewer: Person) -> Select[tuple[int]]:
    """Select the ids of the submitted current cards that a viewer may read: their own, and others' where not pending."""
    return select(scorecards.c.id).where(
        scorecards.c.current,
        scorecards.c.state == "submitted",
        or_(scorecards.c.person_id == viewer.id, readable(viewer, scorecards.c.candidate_id)),
    )


def subjects_pending(viewer: Person) -> ScalarSelect[int]:
    """Select the subjects of candidates still pending for a viewer, whom no figure shown to them may count."""
    query = select(candidates.c.subject).where(pending(viewer.id, candidates.c.id))
    return query.scalar_subquery()


def may_read(db: Connection, viewer: Person, candidate_id: int) -> bool:
    """Whether a viewer may read what others rated for a candidate; False too if there is no such candidate."""
    query = select(candidates.c.id).where(candidates.c.id == candidate_id, readable(viewer, candidates.c.id))
    return db.execute(query).first() is not None


def is_concerned(db: Connection, viewer: Person, candidate_id: int) -> bool:
    """Whether a candidate exists and concerns a viewer."""
    query = select(candidates.c.id).where(candidates.c.id == candidate_id, concerned(viewer, candidates.c.id))
    return db.execute(query).first() is not None
