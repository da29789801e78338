"""What a kit is chosen from, and how good a choice is: the stated objective.

A skill is asked at most once in a stage and seen at most three times in all, a stage holds one exercise at most and
asks one skill at most for each seven minutes that the exercise leaves, and all exercises together need an hour of
preparation at home at most. Of all choices that keep these rules and the minutes, the best has, in this order,

1. the most weight of skills seen at all,
2. the most must-have skills seen twice: in two stages, or by a question and by an exercise,
3. the most must-have skills seen at all,
4. the fewest questions off the wanted mix of types,
5. the most minutes used,
6. the most weight seen in exercises, that of must-haves first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from hashlib import blake2b

from hiring.question_bank import RATED

MINUTES_A_SKILL = 7
MOST_TIMES = 3
EXTRAS = {"motivation": 1, "knowledge": 2}  # asked beside the rated questions, in the first stage that may


@dataclass(frozen=True)
class Room:
    """A stage as the chooser sees it: its minutes for questions and exercise, and what may happen in it."""

    minutes: int
    methods: frozenset[str]

    @property
    def most_skills(self) -> int:
        """How many skills are asked at most."""
        return max(1, self.minutes // MINUTES_A_SKILL)


@dataclass(frozen=True)
class Wanted:
    """A skill to be seen."""

    skill: str
    weight: int
    must_have: bool


@dataclass(frozen=True)
class Ask:
    """A question that may be asked; one on motivation has no skill."""

    id: str
    skill: str | None
    type: str
    minutes: int

    @property
    def rated(self) -> bool:
        """Whether the answer is rated with the skill's rubric."""
        return self.type in RATED


@dataclass(frozen=True)
class Task:
    """An exercise that may be set, its minutes with the candidate and at home."""

    id: str
    skills: frozenset[str]
    method: str
    minutes: int
    home: int


@dataclass(frozen=True)
class Problem:
    """What to fill with what; `situational` is the wanted share of situational questions among the rated."""

    rooms: tuple[Room, ...]
    wanted: tuple[Wanted, ...]
    asks: tuple[Ask, ...]
    tasks: tuple[Task, ...]
    situational: Fraction
    seed: int = 0

    def extras(self) -> Iterator[tuple[int, str, int]]:
        """Yield the stage that asks beside the rated questions, the type, and how many at most."""
        for kind, most in EXTRAS.items():
            first = next((row for row, room in enumerate(self.rooms) if kind in room.methods), None)
            if first is not None:
                yield first, kind, most


@dataclass(frozen=True)
class Choice:
    """For each stage its questions, and its exercise or none."""

    asks: tuple[tuple[Ask, ...], ...]
    tasks: tuple[Task | None, ...]

    @property
    def exercises(self) -> list[Task]:
        """The exercises set, in the order of the stages."""
        return [task for task in self.tasks if task]


@dataclass(frozen=True, order=True)
class Value:
    """How good a choice is; the greater is the better. Minutes are those with the candidate."""

    weight: int
    must_haves_twice: int
    must_haves: int
    in_mix: int
    minutes: int
    must_have_weight_in_exercises: int
    weight_in_exercises: int


def value(problem: Problem, choice: Choice) -> Value:
    """Return how good a choice is by the stated objective."""
    seen = times_seen(choice)
    types = Counter(ask.type for asks in choice.asks for ask in asks)
    off = off_mix(types["situational"], sum(types[kind] for kind in RATED), problem.situational)
    off += sum(most - types[kind] for _, kind, most in problem.extras())
    minutes = sum(ask.minutes for asks in choice.asks for ask in asks)
    return Value(
        sum(want.weight for want in problem.wanted if seen[want.skill]),
        sum(want.must_have and seen[want.skill] >= 2 for want in problem.wanted),
        sum(want.must_have and seen[want.skill] >= 1 for want in problem.wanted),
        -off,
        minutes + sum(task.minutes for task in choice.exercises),
        *weight_shown(problem, choice.exercises),
    )


def times_seen(choice: Choice) -> Counter[str]:
    """Return how often each skill is seen: in rated questions and in exercises."""
    asked = (ask.skill for asks in choice.asks for ask in asks if ask.skill and ask.rated)
    shown = (skill for task in choice.exercises for skill in task.skills)
    return Counter([*asked, *shown])


def off_mix(situational: int, rated: int, share: Fraction) -> int:
    """Return how many rated questions would have to be of the other type to meet the share."""
    wanted = (2 * rated * share.numerator + share.denominator) // (2 * share.denominator)  # rounded half up
    return abs(situational - wanted)


def weight_shown(problem: Problem, tasks: Iterable[Task]) -> tuple[int, int]:
    """Return the weight of the must-haves, and of all wanted skills, that exercises show."""
    shown = {skill for task in tasks for skill in task.skills}
    seen = [want for want in problem.wanted if want.skill in shown]
    return sum(want.weight for want in seen if want.must_have), sum(want.weight for want in seen)


def rank(seed: int, *words: str) -> int:
    """Return a number that is the same on every machine and puts equals into another order for each seed."""
    return int.from_bytes(blake2b("\0".join([str(seed), *words]).encode(), digest_size=8).digest())
