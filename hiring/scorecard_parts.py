"""The parts of an interview in their order, each with the skills of a scorecard that it bears on."""

from collections.abc import Sequence
from dataclasses import dataclass

from hiring.exercise import Exercise
from hiring.frozen_kit import FrozenStage
from hiring.question_bank import Question
from hiring.vocabulary import SkillId


@dataclass(frozen=True)
class Part:
    """A question, the exercise, or neither of them, and the skills rated right beside it; each stands in one part."""

    question: Question | None
    exercise: Exercise | None
    skills: tuple[SkillId, ...]


def parts(each: FrozenStage, skills: Sequence[SkillId]) -> list[Part]:
    """Return the questions of a stage, its exercise, and last what neither of them shows."""
    left = list(skills)
    found = []
    for question in each.questions:
        shown = [question.skill] if question.rated and question.skill in left else []
        left = [skill for skill in left if skill not in shown]
        found.append(Part(question, None, tuple(shown)))
    if each.exercise:
        shown = [skill for skill in left if skill in each.exercise.skill_ids]
        left = [skill for skill in left if skill not in shown]
        found.append(Part(None, each.exercise, tuple(shown)))
    return [*found, Part(None, None, tuple(left))] if left else found


def in_page_order(all_parts: Sequence[Part]) -> list[SkillId]:
    """Return the skills as they follow each other from the first part to the last."""
    return [skill for part in all_parts for skill in part.skills]
