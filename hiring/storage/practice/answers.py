"""Answers: drafts that no closed tab loses, kept for good before anything is shown to compare them with."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, or_, select, update

from hiring.answer import Answer, Review
from hiring.storage.practice.tables import answers, reviews


@dataclass(frozen=True)
class Save:
    """What one window wants to keep: the version that it knew, its own name and its own count of saves."""

    version: int
    editor: str
    sequence: int
    text: str
    seconds: int | None


_QUERY = select(
    answers, reviews.c.score, reviews.c.evidence, reviews.c.day, reviews.c.at, reviews.c.id.label("review_id")
).outerjoin(reviews, reviews.c.answer_id == answers.c.id)


def _answer(row: Row[Any]) -> Answer:
    review = Review(row.score, row.evidence, row.day, row.at) if row.score else None
    return Answer(
        row.id, row.card, row.question, row.mock_id, row.stage, row.text, row.seconds, row.version, row.editor,
        row.sequence, row.begun_at, row.saved_at, row.kept_at, review, row.taken_back,
    )  # fmt: skip


def answer(db: Connection, answer_id: int) -> Answer | None:
    """Return an answer with its rating."""
    row = db.execute(_QUERY.where(answers.c.id == answer_id)).first()
    return _answer(row) if row else None


def all_answers(db: Connection) -> list[Answer]:
    """Return every answer, oldest first."""
    return [_answer(row) for row in db.execute(_QUERY.order_by(answers.c.id))]


def unfinished(db: Connection) -> list[Answer]:
    """Return the answers outside of mock interviews that were begun and not yet rated, newest first; blank ones are left out."""
    given = or_(answers.c.text != "", answers.c.seconds.is_not(None))
    query = _QUERY.where(reviews.c.id.is_(None), answers.c.mock_id.is_(None), given)
    return [_answer(row) for row in db.execute(query.order_by(answers.c.id.desc()))]


def of_mock(db: Connection, mock_id: int) -> list[Answer]:
    """Return the answers of a mock interview, oldest first."""
    return [
        _answer(row) for row in db.execute(_QUERY.where(answers.c.mock_id == mock_id).order_by(answers.c.id))
    ]


def rated(db: Connection) -> list[Answer]:
    """Return the answers that were rated, in the order of their ratings."""
    query = _QUERY.where(reviews.c.id.is_not(None)).order_by(reviews.c.id)
    return [_answer(row) for row in db.execute(query)]


def to_question(db: Connection, question: str) -> list[Answer]:
    """Return the rated answers to a question, newest first."""
    query = _QUERY.where(answers.c.question == question, reviews.c.id.is_not(None))
    return [_answer(row) for row in db.execute(query.order_by(reviews.c.id.desc()))]


def open_answer(
    db: Connection, card: str, question: str, at: datetime, mock: tuple[int, int] | None = None
) -> int:
    """Return what was begun on a question and is not rated yet, or its draft in a mock interview's stage; else a new draft."""
    mock_id, stage = mock or (None, None)
    place = and_(answers.c.mock_id.is_not_distinct_from(mock_id), answers.c.stage.is_not_distinct_from(stage))
    unfinished = answers.c.kept_at.is_(None) if mock else reviews.c.id.is_(None)
    query = select(func.max(answers.c.id)).outerjoin(reviews, reviews.c.answer_id == answers.c.id)
    found = db.execute(query.where(answers.c.question == question, place, unfinished)).scalar()
    if found is not None:
        return int(found)
    values = {
        "card": card, "question": question, "mock_id": mock_id, "stage": stage, "text": "", "seconds": None,
        "version": 0, "editor": "", "sequence": 0, "begun_at": at,
    }  # fmt: skip
    return int(db.execute(insert(answers).values(values).returning(answers.c.id)).scalar_one())


def save(db: Connection, answer_id: int, typed: Save, at: datetime) -> int | None:
    """Keep a draft's words; return its new version, or none where another window saved since, or it is kept for good."""
    same_window = and_(answers.c.editor == typed.editor, answers.c.sequence < typed.sequence)
    query = (
        update(answers)
        .where(answers.c.id == answer_id, answers.c.kept_at.is_(None))
        .where(or_(answers.c.version == typed.version, same_window))
        .values(
            text=typed.text, seconds=typed.seconds, version=answers.c.version + 1, editor=typed.editor,
            sequence=typed.sequence, saved_at=at,
        )
        .returning(answers.c.version)
    )  # fmt: skip
    return db.execute(query).scalar()


def keep(db: Connection, answer_id: int, at: datetime) -> None:
    """Keep an answer for good: from now on it can be compared and rated, and no more changed."""
    db.execute(
        update(answers).where(answers.c.id == answer_id, answers.c.kept_at.is_(None)).values(kept_at=at)
    )


def rated_on(db: Connection, day: date) -> list[str]:
    """Return the cards rated on a day outside of mock interviews, in the order of rating."""
    query = (
        select(reviews.c.card)
        .join(answers, answers.c.id == reviews.c.answer_id)
        .where(reviews.c.day == day, answers.c.mock_id.is_(None))
    )
    return list(db.execute(query.order_by(reviews.c.id)).scalars())
