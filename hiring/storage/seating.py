"""What a seat begins with: whether its person has seen others' ratings, and a card typed in from paper."""

from sqlalchemy import Connection, select, update

from hiring.storage.audit import By, note
from hiring.storage.people import Person
from hiring.storage.scorecards import open_card, sees_others
from hiring.storage.tables import scorecards


def informed(db: Connection, person: Person, candidate_id: int) -> bool:
    """Whether a person can read what others rated for a candidate, or has typed in a card of somebody else."""
    typed = select(scorecards.c.id).where(
        scorecards.c.candidate_id == candidate_id,
        scorecards.c.typed_by == person.id,
        scorecards.c.person_id != person.id,
    )
    return sees_others(db, person, candidate_id) or db.execute(typed.limit(1)).first() is not None


def type_in(db: Connection, seat_id: int, by: By) -> int | None:
    """Return the card of a seat to be typed in from paper by whoever asks; none once it was begun or handed in."""
    found = select(scorecards).where(scorecards.c.seat_id == seat_id, scorecards.c.current)
    card = db.execute(found).first()
    if card is None:
        return open_card(db, seat_id, by, typed_by=by.person)
    if card.state == "draft" and card.typed_by == by.person:
        return int(card.id)
    if card.state != "draft" or card.typed_by is not None or card.version:
        return None
    db.execute(update(scorecards).where(scorecards.c.id == card.id).values(typed_by=by.person))
    note(db, by, "type_in", "scorecard", card.id, seat=seat_id)
    return int(card.id)
