"""How a candidate prepares: dos and don'ts, numbers to have ready, checklist, reading a posting, self-rating."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hiring.question_bank import Levels
from hiring.text import Statement, Text
from hiring.vocabulary import Id, Level, Motion, Motions, Seeds, Strict, refuse_twice

Meeting = Literal["phone", "video", "in_person"]
Moment = Literal["day_before", "hour_before", "in_call", "after"]
Ladder = Annotated[list[Text], Field(min_length=5, max_length=5)]


class Tip(Strict):
    """One thing to do or to avoid: what exactly, and a sentence that shows it."""

    id: Id
    title: Text
    text: Text
    example: Text | None = None
    seed: Seeds = []


class NumberToHave(Strict):
    """A number to have ready: what it is, how to work it out, how to say it when it is confidential or bad."""

    id: Id
    levels: Levels
    motions: Motions
    name: Text
    meaning: Text
    work_out: Text
    say: Text
    seed: Seeds = []


class ChecklistLine(Statement):
    """One thing to see to; without `meetings` it holds for every kind of conversation."""

    meetings: Annotated[list[Meeting], Field(max_length=3)] = []


class Checklist(Strict):
    """What to see to at one moment before, in or after a conversation."""

    when: Moment
    lines: Annotated[list[ChecklistLine], Field(min_length=1)]


class PostingPart(Strict):
    """One thing that a posting should tell: what a silence about it may mean, and what to ask then."""

    id: Id
    look_for: Text
    silence: Text
    ask: Text
    seed: Seeds = []


class SelfRatings(Strict):
    """What scores 1 to 5 look like for the types of question that no rubric rates."""

    knowledge: Ladder
    motivation: Ladder


class Preparation(Strict):
    """All that a candidate prepares with, beside the questions and the rubrics."""

    intro: Statement
    dos: Annotated[list[Tip], Field(min_length=1)]
    donts: Annotated[list[Tip], Field(min_length=1)]
    numbers: Annotated[list[NumberToHave], Field(min_length=1)]
    call_checklist: Annotated[list[Checklist], Field(min_length=1)]
    posting_reading: Annotated[list[PostingPart], Field(min_length=1)]
    self_ratings: SelfRatings

    @model_validator(mode="after")
    def every_id_once(self) -> "Preparation":
        """Refuse two tips, numbers or parts of a posting of one id, or one moment twice."""
        lists: Sequence[Sequence[Tip | NumberToHave | PostingPart]] = (
            [*self.dos, *self.donts],
            self.numbers,
            self.posting_reading,
        )
        for entries in lists:
            refuse_twice([entry.id for entry in entries])
        refuse_twice([checklist.when for checklist in self.call_checklist])
        return self

    def numbers_for(self, level: Level, motion: Motion) -> list[NumberToHave]:
        """Return the numbers to have ready at a level and motion, in the file's order."""
        return [each for each in self.numbers if level in each.levels and motion in each.motions]

    def anchors(self, question_type: Literal["knowledge", "motivation"]) -> list[tuple[int, Text]]:
        """Return what scores 1 to 5 look like for a type of question that no rubric rates."""
        return list(enumerate(getattr(self.self_ratings, question_type), start=1))
