"""A card typed in from paper by a manager, for whoever sits in the seat."""

from sqlalchemy import Connection, exists, select, update

from hiring.storage.audit import By, note
from hiring.storage.scorecards import open_card
from hiring.storage.tables import people, scorecards


def type_in(db: Connection, seat_id: int, by: By) -> int | None:
    """Return the card of a seat to be typed in from paper by whoever asks; none once it was begun or handed in.

    What a manager began who is none any more is taken over.
    """
    found = select(scorecards).where(scorecards.c.seat_id == seat_id, scorecards.c.current)
    card = db.execute(found).first()
    if card is None:
        return open_card(db, seat_id, by, typed_by=by.person)
    if card.state == "draft" and card.typed_by == by.person:
        return int(card.id)
    if card.state != "draft" or (card.version if card.typed_by is None else _types(db, card.typed_by)):
        return None
    db.execute(update(scorecards).where(scorecards.c.id == card.id).values(typed_by=by.person))
    note(db, by, "type_in", "scorecard", card.id, seat=seat_id)
    return int(card.id)


def _types(db: Connection, typist: int) -> bool:
    manager = exists().where(people.c.id == typist, people.c.role == "manager", people.c.active)
    return bool(db.execute(select(manager)).scalar())


def typist(db: Connection, seat_id: int) -> str | None:
    """Return the name of whoever types in the card of a seat from paper."""
    query = select(people.c.name).join(scorecards, scorecards.c.typed_by == people.c.id)
    found: str | None = db.execute(
        query.where(scorecards.c.seat_id == seat_id, scorecards.c.current)
    ).scalar()
    return found
