"""A mock interview: a whole kit for one candidate alone, asked stage by stage and compared after each of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hiring.answer import Answer
from hiring.exercise import Exercise
from hiring.frozen_kit import FORMS
from hiring.kit import KitStage, Wish, make_kit
from hiring.library import Library
from hiring.question_bank import Question
from hiring.skill_model import of_motion
from hiring.vocabulary import Level, Motion, SkillId

EXERCISE = "exercise:"  # stands before the id of an exercise where that of a card stands for a question


@dataclass(frozen=True)
class MockStage:
    """One stage: its minutes for questions and exercise, the questions in their order, the exercise if there is one."""

    id: str
    minutes: int
    questions: tuple[str, ...]
    exercise: str | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids of all that is asked, in its order."""
        return (*self.questions, self.exercise) if self.exercise else self.questions


@dataclass(frozen=True)
class Mock:
    """A mock interview as it is kept: what it is for, and what is asked in each stage."""

    level: Level
    motion: Motion
    stages: tuple[MockStage, ...]


@dataclass(frozen=True)
class Asked:
    """A question or an exercise of a mock interview, with the one skill that it is rated on; motivation has none."""

    source: Question | Exercise
    skill: SkillId | None

    @property
    def id(self) -> str:
        """Its id in the library."""
        return self.source.id

    @property
    def minutes(self) -> int:
        """The minutes planned for it."""
        return self.source.minutes if isinstance(self.source, Question) else self.source.timing.contact


@dataclass(frozen=True)
class Step:
    """Where a mock interview goes on: what to answer next, which answer to compare and rate, or the end."""

    to: Literal["answer", "rate", "end"]
    stage: int = 0
    asked: str = ""
    answer: int = 0


def mock(level: Level, motion: Motion, library: Library, hidden: Collection[str], number: int) -> Mock:
    """Return the mock interview of a number: the best kit of what is neither hidden nor reserved for interviews.

    Forms alternate, so that one mock asks the twins of what the one before it asked; each has its own seed.
    """
    reserved = {each.id for name in library.banks for each in library.bank(name) if not each.practice}
    form = FORMS[(number + 1) % len(FORMS)]
    wish = Wish(level, motion, form=form, seed=number, without=frozenset(hidden) | reserved)
    stages = (_stage(each) for each in make_kit(wish, library).stages)
    return Mock(level, motion, tuple(each for each in stages if each.asked))


def _stage(each: KitStage) -> MockStage:
    questions = tuple(question.id for question in each.questions)
    return MockStage(
        each.stage.id, each.stage.minutes.core, questions, each.exercise.id if each.exercise else None
    )


def plain(stages: Iterable[MockStage]) -> list[dict[str, Any]]:
    """Return stages as plain data."""
    return [{**vars(each), "questions": list(each.questions)} for each in stages]


def stages_of(data: Iterable[Mapping[str, Any]]) -> tuple[MockStage, ...]:
    """Return stages from plain data."""
    return tuple(
        MockStage(each["id"], each["minutes"], tuple(each["questions"]), each["exercise"]) for each in data
    )


def main_skill(exercise: Exercise, skills: Collection[SkillId]) -> SkillId:
    """Return the skill that weighs most in an exercise, among those of a level where it shows any of them."""
    known = [scored for scored in exercise.skills if scored.skill in skills] or exercise.skills
    return max(known, key=lambda scored: scored.weight).skill


def all_asked(wanted: Mock, library: Library, hidden: Collection[str]) -> dict[str, Asked]:
    """Return all that a mock interview asks by id, but for what is hidden by now or has left the library."""
    skills = [weight.skill for weight in of_motion(library.skill_model(wanted.level).skills, wanted.motion)]
    asked = {each for stage in wanted.stages for each in stage.questions} - set(hidden)
    tasks = {stage.exercise for stage in wanted.stages} - set(hidden)
    questions = (each for name in library.banks for each in library.bank(name) if each.id in asked)
    found = {each.id: Asked(each, each.skill) for each in questions if each.practice}
    exercises = (each for each in library.exercises() if each.id in tasks)
    return found | {each.id: Asked(each, main_skill(each, skills)) for each in exercises}


def in_stage(answers: Iterable[Answer], stage: int) -> dict[str, Answer]:
    """Return the answers of a stage by question; of several to one question the one that is kept."""
    found: dict[str, Answer] = {}
    for each in answers:
        if each.stage == stage and (each.question not in found or each.kept_at):
            found[each.question] = each
    return found


def is_over(wanted: Mock, stage: int, answers: Iterable[Answer], asked: Collection[str]) -> bool:
    """Whether everything in a stage that can still be asked was answered or skipped."""
    kept = {question for question, each in in_stage(answers, stage).items() if each.kept_at}
    return all(each in kept for each in wanted.stages[stage].asked if each in asked)


def next_step(wanted: Mock, answers: Sequence[Answer], asked: Collection[str]) -> Step:
    """Return where a mock interview goes on: a stage is answered whole, then compared and rated, then comes the next."""
    for row, stage in enumerate(wanted.stages):
        here = in_stage(answers, row)
        for each in stage.asked:
            if each in asked and not (each in here and here[each].kept_at):
                return Step("answer", row, each)
        for each in stage.asked:
            if each in asked and each in here and here[each].given and not here[each].review:
                return Step("rate", row, each, here[each].id)
    return Step("end", len(wanted.stages))
