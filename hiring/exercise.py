"""A role-play or work sample: what the candidate gets, what the actor hides, and the key."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from hiring.text import Text
from hiring.vocabulary import KIND, Id, Level, Line, Motions, Seeds, SkillId, Strict, refuse

Number = float


def _kind(value: Any) -> str:
    """Tell what a cell is meant to be."""
    if isinstance(value, dict | Text):
        return KIND + "text"
    return KIND + ("word" if isinstance(value, str) else "number")


Cell = Annotated[
    Annotated[Number, Tag(KIND + "number")]
    | Annotated[Line, Tag(KIND + "word")]
    | Annotated[Text, Tag(KIND + "text")],
    Discriminator(_kind),
]
Texts = Annotated[list[Text], Field(min_length=1, max_length=12)]
MOST_AT_HOME = 60


class Timing(Strict):
    """Minutes with the candidate, minutes to rate afterwards, minutes of preparation at home."""

    contact: Annotated[int, Field(ge=10, le=120)]
    rating: Annotated[int, Field(ge=0, le=60)]
    home: Annotated[int, Field(ge=0, le=MOST_AT_HOME)]


class Step(Strict):
    """One part of the time with the candidate."""

    minutes: Annotated[int, Field(ge=1, le=120)]
    text: Text


class ScoredSkill(Strict):
    """A skill that the exercise shows, and its per cent of the exercise."""

    skill: SkillId
    weight: Annotated[int, Field(ge=5, le=100)]


class Figure(Strict):
    """One number of the case, with its unit in words."""

    id: Id
    name: Text
    value: Number
    unit: Text


class Column(Strict):
    """One column of a table."""

    id: Id
    name: Text


class Table(Strict):
    """Data of the case: a cell is a number, a word that is the same in both languages, or a text."""

    id: Id
    name: Text
    columns: Annotated[list[Column], Field(min_length=2, max_length=8)]
    rows: Annotated[list[list[Cell]], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def every_row_fits(self) -> "Table":
        """Refuse a row with more or fewer cells than there are columns."""
        for row, cells in enumerate(self.rows, start=1):
            if len(cells) != len(self.columns):
                words = "row %(row)s has %(found)s cells; there are %(wanted)s columns"
                raise refuse("row", words, row=row, found=len(cells), wanted=len(self.columns))
        return self


class CandidateBrief(Strict):
    """All that the candidate reads: before the day, or at its start."""

    given: Literal["beforehand", "on_site"]
    situation: Texts
    task: Texts
    figures: Annotated[list[Figure], Field(max_length=12)] = []
    tables: Annotated[list[Table], Field(max_length=4)] = []


class HiddenFact(Strict):
    """What the actor tells only once the trigger has happened."""

    id: Id
    fact: Text
    trigger: Text
    value: Number | None = None


class Actor(Strict):
    """The sheet of the person who plays the other side."""

    who: Text
    manner: Texts
    facts: Annotated[list[HiddenFact], Field(min_length=3, max_length=14)]


class KeyEntry(Strict):
    """One thing that a complete solution holds; `value` is its number where it has one."""

    id: Id
    text: Text
    value: Number | None = None


class Observation(Strict):
    """What to look for while the exercise runs, and on which skill it bears."""

    skill: SkillId
    text: Text


class Exercise(Strict):
    """A conversation or task that shows skills at work, the same for every candidate."""

    id: Id
    name: Text
    method: Literal["role_play", "work_sample"]
    levels: Annotated[list[Level], Field(min_length=1, max_length=3)]
    motions: Motions
    seed: Seeds
    purpose: Text
    timing: Timing
    steps: Annotated[list[Step], Field(min_length=2, max_length=10)]
    skills: Annotated[list[ScoredSkill], Field(min_length=1, max_length=6)]
    candidate: CandidateBrief
    actor: Actor | None = None
    key: Annotated[list[KeyEntry], Field(min_length=1, max_length=14)]
    observe: Annotated[list[Observation], Field(min_length=3, max_length=14)]
    red_flags: Texts

    @property
    def skill_ids(self) -> list[SkillId]:
        """The skills that the exercise shows, in the order of its file."""
        return [scored.skill for scored in self.skills]

    @model_validator(mode="after")
    def adds_up(self) -> "Exercise":
        """Refuse steps that do not fill the contact minutes, weights that are not 100, and a role-play without actor."""
        if (found := sum(step.minutes for step in self.steps)) != self.timing.contact:
            words = "the steps take %(found)s minutes, the contact %(wanted)s"
            raise refuse("steps", words, found=found, wanted=self.timing.contact)
        if (found := sum(scored.weight for scored in self.skills)) != 100:
            raise refuse("weights", "the weights sum to %(found)s, not 100", found=found)
        if self.method == "role_play" and self.actor is None:
            raise refuse("actor", "a role-play needs an actor's sheet")
        return self
