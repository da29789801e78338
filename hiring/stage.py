"""One interview in the loop."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from hiring.text import Text
from hiring.vocabulary import Id, Seeds, Strict, refuse

Method = Literal["behavioural", "situational", "role_play", "work_sample", "knowledge", "motivation"]
LONGEST = 240
Minutes = Annotated[int, Field(ge=1, le=LONGEST)]


class StageMinutes(Strict):
    """How long a stage lasts, and what opening and closing take of it."""

    total: Minutes
    opening: Minutes
    closing: Minutes

    @property
    def core(self) -> int:
        """Minutes left for questions or an exercise."""
        return self.total - self.opening - self.closing

    @model_validator(mode="after")
    def leaves_a_core(self) -> "StageMinutes":
        """Refuse minutes that leave no time to ask anything."""
        if self.core < 1:
            raise refuse("minutes", "opening and closing leave no minutes of the %(total)s", total=self.total)
        return self


class Interviewers(Strict):
    """How many people hold a stage."""

    min: Annotated[int, Field(ge=1, le=8)]
    max: Annotated[int, Field(ge=1, le=8)]

    @model_validator(mode="after")
    def in_order(self) -> "Interviewers":
        """Refuse a least number above the greatest."""
        if self.min > self.max:
            raise refuse("order", "min %(min)s is above max %(max)s", min=self.min, max=self.max)
        return self


class Stage(Strict):
    """One interview: its minutes, methods, people, and what each side is told."""

    id: Id
    name: Text
    minutes: StageMinutes
    methods: Annotated[list[Method], Field(min_length=1)]
    interviewers: Interviewers
    purpose: Text
    format: Text
    opening: Text
    closing: Text
    seed: Seeds
