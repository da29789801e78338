"""All of a candidate's own practice at once: taken along, brought in again, or deleted."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from hiring.answer import Answer
from hiring.mock import EXERCISE
from hiring.practice import Card, Due, Setup, reviewed
from hiring.practice_file import (
    FORMAT,
    VERSION,
    AnswerPart,
    MockPart,
    PracticeFile,
    ReviewPart,
    SetupPart,
    StoryPart,
)
from hiring.storage.database import Database
from hiring.storage.erasing import fold
from hiring.storage.practice import answers as kept_answers
from hiring.storage.practice import reviews as kept_reviews
from hiring.storage.practice import setting_up
from hiring.storage.practice.tables import answers, cards, mocks, reviews, setup, stories
from hiring.vocabulary import SkillId

COUNTED = (answers, reviews, stories, mocks)
Numbers = Mapping[int, int]  # a row's id to its number in a file, or the reverse


def counts(db: Connection) -> dict[str, int]:
    """Return how many answers, ratings, stories and mock interviews there are."""
    every = (select(func.count()).select_from(table).scalar_subquery().label(table.name) for table in COUNTED)
    return dict(db.execute(select(*every)).mappings().one())


def everything(db: Connection) -> PracticeFile:
    """Return all that is kept; rows are numbered from one, so that the same data make the same file."""
    wanted = setting_up.chosen(db)
    given = kept_answers.all_answers(db)
    numbers = {answer.id: number for number, answer in enumerate(given, start=1)}
    rows = db.execute(select(mocks).order_by(mocks.c.id)).mappings().all()
    mock_numbers = {row["id"]: number for number, row in enumerate(rows, start=1)}
    return PracticeFile(
        format=FORMAT,
        version=VERSION,
        setup=SetupPart(**vars(wanted)) if wanted else None,
        answers=[_answer(answer, numbers[answer.id], mock_numbers) for answer in given],
        reviews=[_review(answer, numbers) for answer in kept_answers.rated(db)],
        stories=[
            StoryPart(**row.data, changed_at=row.changed_at)
            for row in db.execute(select(stories).order_by(stories.c.id))
        ],
        mocks=[MockPart.model_validate({**row, "id": mock_numbers[row["id"]]}) for row in rows],
    )


def _answer(answer: Answer, number: int, mock_numbers: Numbers) -> AnswerPart:
    same = ("card", "question", "stage", "text", "seconds", "begun_at", "saved_at", "kept_at")
    mock = mock_numbers[answer.mock_id] if answer.mock_id else None
    return AnswerPart(id=number, mock=mock, **{name: getattr(answer, name) for name in same})


def _review(answer: Answer, numbers: Numbers) -> ReviewPart:
    if answer.review is None:
        raise ValueError("an answer without a rating")
    return ReviewPart(answer=numbers[answer.id], **vars(answer.review))


def delete_all(db: Connection) -> None:
    """Delete everything; numbers once given are not given again, so that an old page leads to nothing."""
    for table in (reviews, answers, cards, stories, mocks, setup):
        db.execute(delete(table))


def put(db: Connection, file: PracticeFile, skills: Mapping[str, SkillId | None]) -> None:
    """Replace all that is kept by what a file holds; `skills` are those of the library's questions.

    When each card is due again is worked out from the reviews, as if the setup had been this all along.
    """
    keys = setting_up.keys(db)
    delete_all(db)
    if file.setup:
        setting_up.choose(db, Setup(**file.setup.model_dump()))
        setting_up.choose_keys(db, on=keys)
    mock_ids = {mock.id: _inserted(db, mocks, mock.model_dump(exclude={"id"})) for mock in file.mocks}
    answer_ids = {answer.id: _inserted(db, answers, _row(answer, mock_ids)) for answer in file.answers}
    for story in file.stories:
        data = story.model_dump(exclude={"changed_at"})
        _inserted(db, stories, {"data": data, "version": 1, "changed_at": story.changed_at})
    _put_reviews(db, file, answer_ids, skills)


def _inserted(db: Connection, table: Any, row: Mapping[str, Any]) -> int:
    key = db.execute(insert(table).values(row)).inserted_primary_key
    return int(key[0]) if key else 0


def _row(answer: AnswerPart, mock_ids: Numbers) -> dict[str, Any]:
    row = answer.model_dump(exclude={"id", "mock"})
    mock_id = mock_ids[answer.mock] if answer.mock else None
    return {**row, "mock_id": mock_id, "version": 1, "editor": "", "sequence": 0}


def _put_reviews(
    db: Connection, file: PracticeFile, answer_ids: Numbers, skills: Mapping[str, SkillId | None]
) -> None:
    """Keep the reviews, each with how its card stood before, so that they can be taken back as ever."""
    of = {answer.id: answer for answer in file.answers}
    setup_then = Setup(**file.setup.model_dump()) if file.setup else None
    dues: dict[str, Due] = {}
    for review in file.reviews:
        answer = of[review.answer]
        before = dues.get(answer.card)
        row = review.model_dump(exclude={"answer"}) | {"answer_id": answer_ids[review.answer]}
        row |= {"card": answer.card, "question": answer.question}
        _inserted(db, reviews, row | {"before": before and kept_reviews.plain(before)})
        if setup_then and not answer.card.startswith(EXERCISE):
            card = Card(answer.card, skills.get(answer.question), (), 0)
            dues[answer.card] = reviewed(before, card, review.score, review.day, setup_then)
    kept_reviews.put_all(db, sorted(dues.values(), key=lambda due: due.card))


def leave_no_traces(database: Database) -> None:
    """Write the file anew, so that no byte of what was deleted is left in it; raises Unavailable while it is busy."""
    with database.outside(alone=True) as db:
        db.exec_driver_sql("VACUUM")
    fold(database)
