"""All that a candidate has practised as one JSON file, to keep or to take to another machine."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from hiring.answer import MOST_EVIDENCE, MOST_SECONDS, MOST_SIGNS
from hiring.practice import MINUTES
from hiring.story import LIMITS, MOST_SKILLS, MOST_STORIES
from hiring.vocabulary import (
    CONTROL,
    Id,
    IsoDate,
    Language,
    Level,
    Motion,
    Score,
    Strict,
    refuse,
    refuse_twice,
)

FORMAT: Literal["hiring-practice"] = "hiring-practice"
VERSION: Literal[1] = 1
YEARS = range(2000, 2100)


def plain(text: str) -> str:
    """Refuse signs that no text of ours may hold."""
    if CONTROL.search(text):
        raise refuse("control", "a control character stands in the text; remove it")
    return text


def moment(value: Any) -> datetime:
    """Read `2026-12-31T10:00:00Z`, a time with its zone."""
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        if at.tzinfo is not None and at.year in YEARS:
            return at.astimezone(UTC)
    except (TypeError, ValueError):
        pass
    raise refuse("time", "write the time with its zone, for example 2026-12-31T10:00:00Z")


def in_our_years(day: date) -> date:
    """Refuse a day that no practice was on."""
    if day.year not in YEARS:
        raise refuse("date", "write the date as year-month-day, for example 2026-12-31")
    return day


CardId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_:]{0,79}$")]
Day = Annotated[IsoDate, AfterValidator(in_our_years)]
At = Annotated[datetime, BeforeValidator(moment)]
Words = Annotated[str, Field(max_length=MOST_SIGNS), AfterValidator(plain)]
Evidence = Annotated[str, Field(max_length=MOST_EVIDENCE), AfterValidator(plain)]
Title = Annotated[str, Field(max_length=LIMITS["title"], pattern=r"\S"), AfterValidator(plain)]
Part = Annotated[str, Field(max_length=LIMITS["situation"]), AfterValidator(plain)]
Number = Annotated[int, Field(ge=1, le=1_000_000)]


class SetupPart(Strict):
    """What the candidate prepares for."""

    level: Level
    motion: Motion
    language: Language
    minutes_a_day: Annotated[int, Field(ge=MINUTES[0], le=MINUTES[-1])]
    interview: Day | None = None


class AnswerPart(Strict):
    """An answer; `id` is its number in this file, `mock` that of the mock interview in whose `stage` it was given."""

    id: Number
    card: CardId
    question: Id
    mock: Number | None = None
    stage: Annotated[int, Field(ge=0, le=100)] | None = None
    text: Words
    seconds: Annotated[int, Field(ge=0, le=MOST_SECONDS)] | None = None
    begun_at: At
    saved_at: At | None = None
    kept_at: At | None = None


class ReviewPart(Strict):
    """The own rating of an answer."""

    answer: Number
    score: Score
    evidence: Evidence
    day: Day
    at: At


class StoryPart(Strict):
    """A story with its parts and the skills that it shows."""

    title: Title
    situation: Part
    task: Part
    action: Part
    result: Part
    learning: Part
    skills: Annotated[list[Id], Field(min_length=1, max_length=MOST_SKILLS)]
    changed_at: At

    @model_validator(mode="after")
    def every_skill_once(self) -> "StoryPart":
        """Refuse a skill that stands twice."""
        refuse_twice(self.skills)
        return self


class StagePart(Strict):
    """A stage of a mock interview."""

    id: Id
    minutes: Annotated[int, Field(ge=0, le=1_000)]
    questions: Annotated[list[Id], Field(max_length=100)]
    exercise: Id | None = None


class MockPart(Strict):
    """A mock interview; `id` is its number in this file."""

    id: Number
    level: Level
    motion: Motion
    stages: Annotated[list[StagePart], Field(max_length=20)]
    begun_at: At
    finished_at: At | None = None
    finished_on: Day | None = None


class PracticeFile(Strict):
    """Everything that a candidate keeps; when cards are due again is worked out anew from the reviews.

    The reviews stand in the order in which they were given.
    """

    format: Literal["hiring-practice"]
    version: Literal[1]
    setup: SetupPart | None = None
    answers: Annotated[list[AnswerPart], Field(fail_fast=True)] = []
    reviews: Annotated[list[ReviewPart], Field(fail_fast=True)] = []
    stories: Annotated[list[StoryPart], Field(fail_fast=True, max_length=MOST_STORIES)] = []
    mocks: Annotated[list[MockPart], Field(fail_fast=True)] = []

    @model_validator(mode="after")
    def all_named_is_there(self) -> "PracticeFile":
        """Refuse a number that stands twice, and one that leads to nothing."""
        refuse_twice([str(answer.id) for answer in self.answers])
        refuse_twice([str(mock.id) for mock in self.mocks])
        refuse_twice([str(review.answer) for review in self.reviews])
        kept = {answer.id for answer in self.answers if answer.kept_at}
        stages = {mock.id: len(mock.stages) for mock in self.mocks}
        for review in self.reviews:
            if review.answer not in kept:
                raise refuse(
                    "review", "there is a rating of the answer %(id)s, and no such answer", id=review.answer
                )
        for answer in self.answers:
            if (answer.mock is None) != (answer.stage is None):
                raise refuse("mock", "the answer %(id)s needs mock and stage, or neither", id=answer.id)
            if answer.mock is not None and not (answer.stage or 0) < stages.get(answer.mock, 0):
                raise refuse(
                    "mock", "the answer %(id)s is of a mock interview that is not there", id=answer.id
                )
        return self
