"""A kit as it was when its first candidate came: every text, weight and rubric in it, and a hash of them all."""

import json
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal, Protocol, get_args

from hiring.exercise import Exercise
from hiring.not_to_ask import NotToAsk
from hiring.question_bank import Question
from hiring.rubric import Rubric, Scale
from hiring.skill_model import SkillWeight
from hiring.stage import Stage
from hiring.text import Text
from hiring.vocabulary import Level, Motion, SkillId, Strict

Form = Literal["A", "B"]
FORMS: tuple[Form, ...] = get_args(Form)


class Rubrics(Protocol):
    """Whatever knows the rubric of a skill: the library, or a frozen kit."""

    def rubric(self, skill: SkillId) -> Rubric:
        """Return a skill's rubric."""


class FrozenStage(Strict):
    """One stage: its questions in their order, and the exercise if there is one."""

    stage: Stage
    questions: list[Question]
    exercise: Exercise | None

    @property
    def minutes(self) -> int:
        """Minutes that the questions and the exercise take."""
        contact = self.exercise.timing.contact if self.exercise else 0
        return contact + sum(question.minutes for question in self.questions)

    @property
    def seen(self) -> set[SkillId]:
        """The skills that its questions and its exercise show."""
        asked = {question.skill for question in self.questions if question.rated and question.skill}
        return asked | set(self.exercise.skill_ids if self.exercise else ())


class FrozenKit(Strict):
    """All that interviewers ask and rate, independent of any file."""

    title: Text
    form: Form
    level: Level
    motion: Motion
    weights: list[SkillWeight]
    scale: Scale
    rubrics: list[Rubric]
    anchors: dict[SkillId, list[Text]]
    not_to_ask: NotToAsk
    stages: list[FrozenStage]

    @cached_property
    def content(self) -> str:
        """The kit as JSON in one canonical spelling; `model_validate_json` reads it back."""
        return canonical(self.model_dump())

    @cached_property
    def hash(self) -> str:
        """Twelve signs that stand for every text, weight and rubric in the kit: one changed letter changes them."""
        return sha256(canonical(self.model_dump(exclude={"title", "form"})).encode()).hexdigest()[:12]

    @property
    def skills(self) -> list[SkillId]:
        """The skills of the level and motion, in the model's order."""
        return [weight.skill for weight in self.weights]

    @cached_property
    def _rubrics(self) -> dict[SkillId, Rubric]:
        return {rubric.skill: rubric for rubric in self.rubrics}

    def rubric(self, skill: SkillId) -> Rubric:
        """Return a skill's rubric; KeyError if the kit does not rate the skill."""
        return self._rubrics[skill]

    def stage(self, stage: str) -> FrozenStage:
        """Return a stage by its id; KeyError if the kit does not have it."""
        return next((each for each in self.stages if each.stage.id == stage), None) or _unknown(stage)

    def rated_in(self, each: FrozenStage) -> list[SkillId]:
        """Return the skills that are rated in a stage, in the model's order."""
        return [skill for skill in self.skills if skill in each.seen]

    def ladder(self, skill: SkillId) -> Sequence[Text]:
        """Return the anchors of scores 1 to 5 and, where there is one, the rung that comes after."""
        five, rungs = self.anchors[skill], self.rubric(skill).rungs
        return [*five, *rungs[rungs.index(five[-1]) + 1 :][:1]]


def canonical(value: Any) -> str:
    """Return plain data as JSON in the one spelling that hashes rest on."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _unknown(stage: str) -> FrozenStage:
    raise KeyError(stage)
