"""Ratings of one's own answers, and when each card is due again; the last rating can be taken back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from hiring.answer import Answer, Review
from hiring.practice import Due
from hiring.storage.practice.tables import answers, cards, reviews

# Made once: making a statement takes longer than SQLite does.
_DUE = select(cards).where(cards.c.id == bindparam("card"))
_RATE = insert_or(reviews).on_conflict_do_nothing()
_PUT = insert_or(cards)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["id"], set_={each.name: each for each in _PUT.excluded if each.name != "id"}
)


def _due(row: Row[Any]) -> Due:
    return Due(row.id, row.skill, row.due, row.times_seen, row.last_score, row.state)


def _values(due: Due) -> dict[str, Any]:
    return {
        "id": due.card, "skill": due.skill, "due": due.due, "times_seen": due.times_seen,
        "last_score": due.last_score, "state": dict(due.state),
    }  # fmt: skip


def dues(db: Connection) -> list[Due]:
    """Return how every card stands that was ever rated, by id."""
    return [_due(row) for row in db.execute(select(cards).order_by(cards.c.id))]


def due_of(db: Connection, card: str) -> Due | None:
    """Return how a card stands, or none where it was never rated."""
    row = db.execute(_DUE, {"card": card}).first()
    return _due(row) if row else None


def next_due(db: Connection, day: date, most: int) -> list[Due]:
    """Return the cards that are due by a day, longest due first."""
    query = select(cards).where(cards.c.due <= day).order_by(cards.c.due, cards.c.id).limit(most)
    return [_due(row) for row in db.execute(query)]


def rate(db: Connection, answer: Answer, review: Review, before: Due | None, after: Due | None) -> bool:
    """Keep a rating and when its card is due, if it is one; return whether the answer had none yet."""
    row = {
        "answer_id": answer.id, "card": answer.card, "question": answer.question, "score": review.score,
        "evidence": review.evidence, "day": review.day, "at": review.at,
        "before": None if before is None else plain(before),
    }  # fmt: skip
    if not db.execute(_RATE, row).rowcount:
        return False
    if after:
        db.execute(_PUT, _values(after))
    return True


def take_back(db: Connection) -> int | None:
    """Take the last rating back, its card to how it stood; return the answer that it was of."""
    row = db.execute(select(reviews).order_by(reviews.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    db.execute(delete(reviews).where(reviews.c.id == row.id))
    taken = {"score": str(row.score), "evidence": row.evidence}
    db.execute(update(answers).where(answers.c.id == row.answer_id).values(taken_back=taken))
    if row.before is None:
        db.execute(delete(cards).where(cards.c.id == row.card))
    else:
        values = {**row.before, "due": row.before["due"] and date.fromisoformat(row.before["due"])}
        db.execute(update(cards).where(cards.c.id == row.card).values(values))
    return int(row.answer_id)


def last_rated(db: Connection) -> int | None:
    """Return the answer whose rating would be taken back."""
    query = select(reviews.c.answer_id).order_by(reviews.c.id.desc()).limit(1)
    return db.execute(query).scalar()


def put_all(db: Connection, every: list[Due]) -> None:
    """Replace how all cards stand, as after another interview date."""
    db.execute(delete(cards))
    if every:
        db.execute(insert(cards), [_values(due) for due in every])


def ratings(db: Connection) -> list[tuple[str, str, int, date, datetime]]:
    """Return every rating as card, question, score, day and time, oldest first."""
    query = select(reviews.c.card, reviews.c.question, reviews.c.score, reviews.c.day, reviews.c.at)
    return [tuple(row) for row in db.execute(query.order_by(reviews.c.id))]


def mock_ratings(db: Connection, mock_id: int) -> int:
    """Return how many answers of a mock interview are rated."""
    query = select(reviews.c.id).join(answers, answers.c.id == reviews.c.answer_id)
    return len(db.execute(query.where(answers.c.mock_id == mock_id)).all())


def plain(due: Due) -> dict[str, Any]:
    """Return how a card stands as plain data."""
    return {**_values(due), "due": due.due.isoformat() if due.due else None}
