"""A slip in a submitted card is mended by a new one, but never by somebody who could ever read what others rated.

Until the new card is submitted the first one stays current and counted; its person is blind from the beginning on.
"""

from sqlalchemy import Connection, delete, exists, func, or_, select

from hiring.storage.audit import By, note
from hiring.storage.people import Person
from hiring.storage.scorecards import Card, new_card
from hiring.storage.tables import audit, scorecards, seats
from hiring.storage.visibility import readable


def sees_others(db: Connection, viewer: Person, candidate_id: int) -> bool:
    """Whether anything that others submitted for a candidate, mended since or not, can be read by the viewer."""
    query = select(scorecards.c.id).where(
        scorecards.c.candidate_id == candidate_id,
        scorecards.c.state == "submitted",
        scorecards.c.person_id != viewer.id,
        readable(viewer, scorecards.c.candidate_id),
    )
    return db.execute(query.limit(1)).first() is not None


def had_read(db: Connection, person: Person, candidate_id: int) -> bool:
    """Whether a person could read what others rated before one of their seats, or typed in a card of somebody else."""
    seen = exists().where(
        seats.c.candidate_id == candidate_id, seats.c.person_id == person.id, seats.c.informed
    )
    typed = exists().where(
        scorecards.c.candidate_id == candidate_id,
        scorecards.c.typed_by == person.id,
        scorecards.c.person_id != person.id,
    )
    return bool(db.execute(select(or_(seen, typed))).scalar())


def informed(db: Connection, person: Person, candidate_id: int) -> bool:
    """Whether a person can read, or could ever, what others rated for a candidate.

    What was open is closed again only by another seat, which keeps whether it was; before the first seat the
    candidate was open to whoever was a manager then.
    """
    if had_read(db, person, candidate_id) or sees_others(db, person, candidate_id):
        return True
    sat = select(seats.c.id).where(seats.c.candidate_id == candidate_id, seats.c.person_id == person.id)
    return db.execute(sat.limit(1)).first() is None and _managed_since_submitted(db, person, candidate_id)


def _managed_since_submitted(db: Connection, person: Person, candidate_id: int) -> bool:
    """Whether a person was a manager when others had submitted, or at any time since."""
    others = select(func.min(scorecards.c.submitted_at)).where(
        scorecards.c.candidate_id == candidate_id, scorecards.c.person_id != person.id
    )
    first = db.execute(others).scalar()
    if first is None:
        return False
    changes = select(audit.c.at, audit.c.detail).where(
        audit.c.kind == "person", audit.c.object == person.id, audit.c.act.in_(["add", "change"])
    )
    manages = {"role": "interviewer", "active": True}
    for row in db.execute(changes.order_by(audit.c.id)):
        was = manages["role"] == "manager" and manages["active"]
        manages |= {name: value for name, value in row.detail.items() if name in manages}
        if was and row.at >= first:
            return True
    return manages["role"] == "manager" and bool(manages["active"])


def mend(db: Connection, viewer: Person, card: Card, by: By) -> int | None:
    """Open a new card to mend a slip in one's own submitted one, or the one opened before; none once others' were open."""
    if card.person_id != viewer.id or card.final or informed(db, viewer, card.candidate_id):
        return None
    begun = select(scorecards.c.id).where(scorecards.c.seat_id == card.seat_id, scorecards.c.state == "draft")
    known: int | None = db.execute(begun).scalar()
    return known if known is not None else new_card(db, card.seat_id, card.number + 1, card.filled, by)


def leave_as_it_was(db: Connection, card: Card, by: By) -> bool:
    """Give a mended draft up: the submitted card stays as it was; False if there is none to give up."""
    mended = delete(scorecards).where(
        scorecards.c.id == card.id, scorecards.c.state == "draft", scorecards.c.number > 1
    )
    if db.execute(mended).rowcount != 1:
        return False
    note(db, by, "drop", "scorecard", card.id, candidate=card.candidate_id)
    return True
