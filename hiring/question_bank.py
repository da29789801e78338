"""The questions of an interview, and those that candidates ask back."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from hiring.text import Story, Text
from hiring.vocabulary import Id, Level, Motion, Motions, Seeds, SkillId, Strict, refuse

RATED = ("behavioural", "situational")
QuestionType = Literal["behavioural", "situational", "knowledge", "motivation"]
Asked = Literal["recruiter", "hiring_manager", "peer", "customer_success", "leader"]
Levels = Annotated[list[Level], Field(min_length=1, max_length=3)]
Signals = Annotated[list[Text], Field(max_length=6)]


class Example(Strict):
    """An answer told as a person would tell it, and the rung of the skill's ladder that it deserves."""

    rung: Annotated[int, Field(ge=1, le=7)]
    text: Story


class Question(Strict):
    """One question with all that an interviewer needs to ask and to rate it."""

    id: Id
    skill: SkillId | None = None
    type: QuestionType
    levels: Levels
    motions: Motions
    minutes: Annotated[int, Field(ge=1, le=30)]
    pair: Id | None = None
    seed: Seeds = []
    practice: bool = True
    text: Text
    probes: Annotated[list[Text], Field(max_length=5)] = []
    strong: Signals = []
    weak: Signals = []
    key: Text | None = None
    examples: Annotated[list[Example], Field(max_length=4)] = []

    @model_validator(mode="after")
    def has_what_its_type_needs(self) -> "Question":
        """Refuse a question that nobody could rate: without skill, without signals and probes, without key."""
        if (self.skill is None) != (self.type == "motivation"):
            raise refuse("skill", "every question but one on motivation names the one skill that it shows")
        if (self.key is None) == (self.type == "knowledge"):
            raise refuse("key", "a question on knowledge has a key, and no other has one")
        if self.type != "knowledge" and not (len(self.probes) >= 2 and self.strong and self.weak):
            raise refuse(
                "signals", "2 to 5 probes, strong and weak signals are needed to ask and rate this question"
            )
        if self.pair == self.id:
            raise refuse("pair", "a question cannot be its own twin")
        return self

    @property
    def rated(self) -> bool:
        """Whether the answer is rated with the skill's rubric, and not just compared with a key or noted."""
        return self.type in RATED

    def is_equal_to(self, twin: "Question") -> bool:
        """Whether two questions name each other and are alike in all that a kit plans by."""
        return twin.pair == self.id and (twin.skill, twin.type, twin.minutes) == (
            self.skill,
            self.type,
            self.minutes,
        )

    def asked_at(self, level: Level, motion: Motion) -> bool:
        """Whether the question is for this level and motion."""
        return level in self.levels and motion in self.motions


class QuestionBank(Strict):
    """The questions on one skill, on knowledge, or on motivation."""

    questions: Annotated[list[Question], Field(min_length=1)]


class QuestionBack(Strict):
    """A question that a candidate asks, whom to ask (the most fitting first), and what to listen for."""

    id: Id
    ask: Annotated[list[Asked], Field(min_length=1, max_length=5)]
    levels: Levels
    motions: Motions
    seed: Seeds = []
    text: Text
    listen_for: Text


class AskBack(Strict):
    """The questions that candidates ask back."""

    questions: Annotated[list[QuestionBack], Field(min_length=1)]

    def asked_at(self, level: Level, motion: Motion) -> list[QuestionBack]:
        """Return the questions for a level and motion, in the file's order."""
        return [each for each in self.questions if level in each.levels and motion in each.motions]
