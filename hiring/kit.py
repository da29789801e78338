"""From a brief: which questions and exercises are asked in which stage, frozen by a hash of all that they say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property

from hiring.choice import MOST_TIMES, Ask, Choice, Problem, Room, Task, Value, Wanted, times_seen, value
from hiring.chooser import choose, too_large
from hiring.exercise import Exercise
from hiring.findings import Place, refused, say
from hiring.frozen_kit import FORMS, Form, FrozenKit, FrozenStage
from hiring.library import Library
from hiring.question_bank import Question
from hiring.skill_model import SkillWeight, of_motion
from hiring.stage import Stage
from hiring.vocabulary import Level, Motion, SkillId

KIT = Place("kit")
# Juniors have little history to ask about and seniors much; both kinds are asked at every level.
SITUATIONAL: dict[Level, Fraction] = {
    "junior": Fraction(2, 3),
    "mid": Fraction(1, 2),
    "senior": Fraction(1, 3),
}


@dataclass(frozen=True)
class Wish:
    """What a kit is made for; without stages they are those of the level. `loop` is where the stages are named.

    `without` names questions and exercises that it must not use.
    """

    level: Level
    motion: Motion
    stages: Sequence[str] | None = None
    form: Form = "A"
    seed: int = 0
    loop: Place = KIT
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class KitStage:
    """One stage of a kit: the questions in their order, the exercise if there is one, the skills rated in it."""

    stage: Stage
    questions: tuple[Question, ...]
    exercise: Exercise | None
    skills: tuple[SkillId, ...]

    @property
    def minutes(self) -> int:
        """Minutes that the questions and the exercise take."""
        contact = self.exercise.timing.contact if self.exercise else 0
        return contact + sum(question.minutes for question in self.questions)


class Shelf:
    """What suits a wish and some skills: questions, each with its twin (or itself), and exercises."""

    def __init__(self, wish: Wish, skills: Sequence[SkillId], library: Library) -> None:
        questions = {
            question.id: question
            for question in library.questions_on(skills)
            if question.asked_at(wish.level, wish.motion) and question.id not in wish.without
            if question.skill is None or question.skill in skills
        }
        self.twins: dict[str, tuple[Question, Question]] = {}
        for question in questions.values():
            twin = questions.get(question.pair or "", question)
            twin = twin if question.is_equal_to(twin) else question
            if twin.id not in self.twins:
                self.twins[question.id] = (question, twin)
        self.exercises = {
            exercise.id: exercise
            for exercise in library.exercises()
            if wish.level in exercise.levels and wish.motion in exercise.motions
            if exercise.id not in wish.without and {*exercise.skill_ids} & {*skills}
        }

    def question(self, ask: Ask, form: Form) -> Question:
        """Return the twin that a form asks."""
        return self.twins[ask.id][FORMS.index(form)]

    def asks(self) -> tuple[Ask, ...]:
        """Return the questions as the chooser sees them, twins as one."""
        return tuple(Ask(q.id, q.skill, q.type, q.minutes) for q, _ in self.twins.values())

    def tasks(self) -> tuple[Task, ...]:
        """Return the exercises as the chooser sees them."""
        return tuple(
            Task(each.id, frozenset(each.skill_ids), each.method, each.timing.contact, each.timing.home)
            for each in self.exercises.values()
        )


@dataclass(frozen=True)
class Kit:
    """All that the interviewers of one opening ask and rate."""

    wish: Wish
    weights: tuple[SkillWeight, ...]
    loop: tuple[Stage, ...]
    problem: Problem
    choice: Choice
    shelf: Shelf
    library: Library

    @cached_property
    def stages(self) -> list[KitStage]:
        """The stages with what is asked and rated in them."""
        return [
            self._stage(stage, asks, task)
            for stage, asks, task in zip(self.loop, self.choice.asks, self.choice.tasks, strict=True)
        ]

    def _stage(self, stage: Stage, asks: Sequence[Ask], task: Task | None) -> KitStage:
        seen = {ask.skill for ask in asks if ask.rated} | (task.skills if task else frozenset())
        return KitStage(
            stage,
            tuple(self.shelf.question(ask, self.wish.form) for ask in asks),
            self.shelf.exercises[task.id] if task else None,
            tuple(skill for skill in self.skills if skill in seen),
        )

    @property
    def skills(self) -> list[SkillId]:
        """The skills of the level and motion, in the model's order."""
        return [weight.skill for weight in self.weights]

    @property
    def value(self) -> Value:
        """How good the choice is."""
        return value(self.problem, self.choice)

    @property
    def times_seen(self) -> dict[SkillId, int]:
        """How often each skill is seen in all."""
        seen = times_seen(self.choice)
        return {skill: seen[skill] for skill in self.skills}

    def changes(self, other: "Kit") -> list[tuple[SkillId, int, int]]:
        """Return the skills that another kit sees more or less often, with how often this one and that one do."""
        before, after = self.times_seen, other.times_seen
        return [
            (skill, before[skill], after[skill]) for skill in self.skills if before[skill] != after[skill]
        ]

    @cached_property
    def frozen(self) -> FrozenKit:
        """The kit as it would be frozen: all that it says, without the library that it was chosen from."""
        return FrozenKit(
            title=self.library.skill_model(self.wish.level).title,
            form=self.wish.form,
            level=self.wish.level,
            motion=self.wish.motion,
            weights=list(self.weights),
            scale=self.library.scale,
            rubrics=[self.library.rubric(skill) for skill in self.skills],
            anchors={
                skill: [text for _, text in self.library.anchors(skill, self.wish.level)]
                for skill in self.skills
            },
            not_to_ask=self.library.not_to_ask,
            stages=[
                FrozenStage(stage=each.stage, questions=list(each.questions), exercise=each.exercise)
                for each in self.stages
            ],
        )

    @property
    def hash(self) -> str:
        """Twelve signs that stand for every text, weight and rubric in the kit: one changed letter changes them."""
        return self.frozen.hash

    def place_of(self, question: str) -> tuple[int, int] | None:
        """Return the stage and the position in it of a question, or none if the kit does not ask it."""
        return next(
            (
                (row, position)
                for row, stage in enumerate(self.stages)
                for position, asked in enumerate(stage.questions)
                if asked.id == question
            ),
            None,
        )

    def instead(self, question: str) -> Iterator[tuple[Question, "Kit"]]:
        """Yield every question that may be asked instead of one, with the kit that it would make."""
        place = self.place_of(question)
        used = {ask.id for asks in self.choice.asks for ask in asks}
        for ask in self.problem.asks if place else ():
            if ask.id not in used and place and (kit := self._with(ask, *place)):
                yield self.shelf.question(ask, self.wish.form), kit

    def _with(self, ask: Ask, row: int, position: int) -> "Kit | None":
        """Return the kit with another question in a place, or none where that breaks a rule of the choice."""
        room, asks = self.problem.rooms[row], list(self.choice.asks[row])
        old, asks[position] = asks[position], ask
        kit = replace(self, choice=replace(self.choice, asks=_replaced(self.choice.asks, row, tuple(asks))))
        skills = [each.skill for each in asks if each.rated]
        task = self.choice.tasks[row]
        minutes = sum(each.minutes for each in asks) + (task.minutes if task else 0)
        allowed = (
            ask.type in room.methods
            and ask.rated == old.rated
            and (ask.rated or ask.type == old.type)
            and minutes <= room.minutes
            and len(set(skills)) == len(skills)
            and (not ask.rated or times_seen(kit.choice)[str(ask.skill)] <= MOST_TIMES)
        )
        return kit if allowed else None


def _replaced(
    all_asks: Sequence[tuple[Ask, ...]], row: int, asks: tuple[Ask, ...]
) -> tuple[tuple[Ask, ...], ...]:
    return (*all_asks[:row], asks, *all_asks[row + 1 :])


def make_kit(wish: Wish, library: Library) -> Kit:
    """Return the best kit; the same wish gives the same kit on every machine.

    HiringError tells of stages too many to choose for, and of ids unknown.
    """
    model = library.skill_model(wish.level)
    names = list(model.stages if wish.stages is None else wish.stages)
    for stage in names:
        if names.count(stage) > 1:
            raise refused(wish.loop, "same-stage-twice", say("the stage %(stage)s stands twice", stage=stage))
    stages = tuple(library.stage(stage) for stage in names)
    weights = tuple(of_motion(model.skills, wish.motion))
    shelf = Shelf(wish, [weight.skill for weight in weights], library)
    problem = Problem(
        rooms=tuple(Room(stage.minutes.core, frozenset(stage.methods)) for stage in stages),
        wanted=tuple(Wanted(weight.skill, weight.weight, weight.must_have) for weight in weights),
        asks=shelf.asks(),
        tasks=shelf.tasks(),
        situational=SITUATIONAL[wish.level],
        seed=wish.seed,
    )
    if too_large(problem):
        message = say("there are too many ways to fill so many stages")
        suggestion = say("leave a stage out, or give questions of one type the same minutes")
        raise refused(wish.loop, "too-many-stages", message, suggestion)
    return Kit(wish, weights, stages, problem, choose(problem), shelf, library)


def swapped(kit: Kit, swaps: Sequence[tuple[str, str]]) -> Kit:
    """Return the kit with questions swapped, (old, new) ids in order; raise HiringError where one cannot be."""
    for old, new in swaps:
        found = next((other for question, other in kit.instead(old) if question.id == new), None)
        if found is None:
            message = say("%(new)s cannot be asked instead of %(old)s", new=new, old=old)
            asked = [question.id for each in kit.stages for question in each.questions]
            others = [question.id for question, _ in kit.instead(old)]
            near = get_close_matches(new, others, 1) if old in asked else get_close_matches(old, asked, 1)
            suggestion = (
                say("did you mean %(guess)s?", guess=near[0])
                if near
                else say("the kit's page in the browser lists what can be")
            )
            raise refused(Place("kit"), "swap", message, suggestion)
        kit = found
    return kit
