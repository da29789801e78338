"""What the job asks of an Account Executive at one level, for each of the three motions."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from hiring.text import Statement, Text
from hiring.vocabulary import MOTIONS, Id, Level, Line, Motion, Motions, Score, Seeds, SkillId, Strict, refuse

Measure = Literal[
    "new_revenue",
    "qualified_opportunities",
    "retention",
    "account_growth",
    "satisfaction",
    "forecast_accuracy",
    "team_attainment",
    "ramp",
]
Component = Literal["base", "commission", "total"]
Period = Literal["hour", "day", "month", "year"]
Whole = Annotated[int, Field(ge=0, le=1_000_000_000)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class ForMotions(Strict):
    """A part of the model that belongs to one, two or all three motions."""

    motions: Motions


class MotionText(ForMotions):
    """A text that differs by motion."""

    text: Text
    seed: Seeds = []


class Duty(ForMotions):
    """One thing that the person does, and the skills that it takes."""

    id: Id
    text: Text
    skills: Annotated[list[SkillId], Field(min_length=1, max_length=4)]
    seed: Seeds = []


class Requirement(Duty):
    """One thing that the person must bring."""


class NiceToHave(ForMotions):
    """One thing that helps and is not asked for."""

    id: Id
    text: Text
    skills: list[SkillId] = []
    seed: Seeds = []


class Goal(ForMotions):
    """One thing that the person is measured by."""

    id: Id
    measure: Measure
    text: Text
    seed: Seeds = []


class SkillWeight(ForMotions):
    """How much a skill counts at a level, and the score below which no average can save it."""

    skill: SkillId
    weight: Annotated[int, Field(ge=1, le=10)]
    reason: Text | None = None
    must_have: bool = False
    floor: Score | None = None

    @model_validator(mode="after")
    def must_have_has_a_floor(self) -> "SkillWeight":
        """Refuse a must-have without a floor, and a floor without a must-have."""
        if self.must_have != (self.floor is not None):
            raise refuse("floor", "must_have and floor go together: %(skill)s has only one", skill=self.skill)
        return self


def _year_and_month(value: Any) -> Any:
    return str(value) if type(value) is int else value


AsOf = Annotated[
    str,
    BeforeValidator(_year_and_month),
    Field(pattern=r"^(unknown|\d{4}(-\d{2})?)$"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^(unknown|\d{4}(-\d{2})?)$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }
    ),
]


class PayReference(Strict):
    """A sum that an article once named: always shown with its date and source, never as a market rate."""

    component: Component
    amount: Whole | None = None
    min: Whole | None = None
    max: Whole | None = None
    currency: Currency
    period: Period
    geography: Line
    as_of: AsOf
    source: Line
    note: Text
    seed: Seeds = []

    @property
    def dated(self) -> bool:
        """Whether the source says when it was true."""
        return self.as_of != "unknown"

    @model_validator(mode="after")
    def has_a_sum(self) -> "PayReference":
        """Refuse a reference without a sum, or with an amount beside bounds."""
        bounds = self.min is not None or self.max is not None
        if bounds == (self.amount is not None):
            raise refuse("sum", "give either amount, or min and max (one of them is enough)")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise refuse("order", "min %(min)s is above max %(max)s", min=self.min, max=self.max)
        return self


class SkillModel(Strict):
    """One level: duties, requirements, skills, goals, pay references and stages, by motion."""

    level: Level
    title: Text
    summary: Annotated[list[MotionText], Field(min_length=1)]
    reports_to: Statement
    duties: Annotated[list[Duty], Field(min_length=1)]
    requirements: Annotated[list[Requirement], Field(min_length=1)]
    nice_to_have: list[NiceToHave]
    goals: Annotated[list[Goal], Field(min_length=1)]
    skills: Annotated[list[SkillWeight], Field(min_length=1)]
    pay_references: list[PayReference]
    stages: Annotated[list[Id], Field(min_length=1)]
    background: list[Statement]
    path: list[Statement]
    account_manager: list[MotionText]

    @model_validator(mode="after")
    def whole_for_each_motion(self) -> "SkillModel":
        """Refuse a motion without its one summary, its one boundary to the Account Manager, or any skill."""
        for motion in MOTIONS:
            for section in ("summary", "account_manager"):
                if len(of_motion(getattr(self, section), motion)) != 1:
                    words = "%(section)s must have one text for %(motion)s"
                    raise refuse("motion", words, section=section, motion=motion)
            if not of_motion(self.skills, motion):
                raise refuse("motion", "no skill is assessed for %(motion)s", motion=motion)
        return self

    @property
    def skill_ids(self) -> list[SkillId]:
        """Every skill assessed at this level in any motion, in the file's order."""
        return list(dict.fromkeys(weight.skill for weight in self.skills))

    def skills_for(self, motion: str | None) -> list[SkillId]:
        """Return the skills assessed for a motion, or at the level at all where none is named."""
        if motion not in MOTIONS:
            return self.skill_ids
        return [weight.skill for weight in self.skills if motion in weight.motions]


P = TypeVar("P", bound=ForMotions)


def of_motion(parts: Iterable[P], motion: Motion) -> list[P]:
    """Return the parts that belong to a motion, in the file's order."""
    return [part for part in parts if motion in part.motions]
