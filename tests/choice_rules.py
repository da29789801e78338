"""The rules of a choice and how good it is, said once more and apart from the code under test."""

from collections import Counter
from fractions import Fraction
from math import floor

from hiring.choice import Ask, Choice, Problem, Task

Objective = tuple[int, int, int, int, int, int, int]


def extra_stage(problem: Problem, kind: str) -> int | None:
    """Return the stage that asks questions of an unrated type: the first that may."""
    return next((row for row, room in enumerate(problem.rooms) if kind in room.methods), None)


def legal_in_room(problem: Problem, row: int, asks: tuple[Ask, ...], task: Task | None) -> bool:
    """Whether one stage alone keeps the rules."""
    room, types = problem.rooms[row], Counter(ask.type for ask in asks)
    rated = [ask.skill for ask in asks if ask.type in {"behavioural", "situational"}]
    left = room.minutes - (task.minutes if task else 0)
    return (
        {*types, *([task.method] if task else [])} <= room.methods
        and sum(ask.minutes for ask in asks) <= left
        and len(rated) == len(set(rated)) <= max(1, left // 7)
        and types["motivation"] <= (extra_stage(problem, "motivation") == row)
        and types["knowledge"] <= 2 * (extra_stage(problem, "knowledge") == row)
    )


def seen(choice: Choice) -> Counter[str]:
    """Return in how many rated questions and exercises each skill is seen."""
    rated = [ask for asks in choice.asks for ask in asks if ask.type in {"behavioural", "situational"}]
    return Counter(
        [str(ask.skill) for ask in rated] + [s for task in choice.tasks if task for s in task.skills]
    )


def legal_together(problem: Problem, choice: Choice) -> bool:
    """Whether the stages, each legal alone, keep the rules that hold for all of them."""
    ids = [ask.id for asks in choice.asks for ask in asks] + [task.id for task in choice.tasks if task]
    times = seen(choice)
    return (
        len(ids) == len(set(ids))
        and all(times[want.skill] <= 3 for want in problem.wanted)
        and sum(task.home for task in choice.tasks if task) <= 60
    )


def legal(problem: Problem, choice: Choice) -> bool:
    """Whether a choice keeps every rule."""
    rooms = enumerate(zip(choice.asks, choice.tasks, strict=True))
    return (
        len(choice.asks) == len(problem.rooms)
        and all(legal_in_room(problem, row, asks, task) for row, (asks, task) in rooms)
        and legal_together(problem, choice)
    )


def objective(problem: Problem, choice: Choice) -> Objective:
    """Return how good a choice is, by the words at the head of `hiring.choice`; the greater is the better."""
    times = seen(choice)
    types = Counter(ask.type for asks in choice.asks for ask in asks)
    rated = types["behavioural"] + types["situational"]
    off = abs(types["situational"] - floor(rated * problem.situational + Fraction(1, 2)))
    for kind, wanted in (("motivation", 1), ("knowledge", 2)):
        off += wanted - types[kind] if extra_stage(problem, kind) is not None else 0
    tasks = [task for task in choice.tasks if task]
    shown = [want for want in problem.wanted if any(want.skill in task.skills for task in tasks)]
    return (
        sum(want.weight for want in problem.wanted if times[want.skill] >= 1),
        sum(1 for want in problem.wanted if want.must_have and times[want.skill] >= 2),
        sum(1 for want in problem.wanted if want.must_have and times[want.skill] >= 1),
        -off,
        sum(task.minutes for task in tasks) + sum(ask.minutes for asks in choice.asks for ask in asks),
        sum(want.weight for want in shown if want.must_have),
        sum(want.weight for want in shown),
    )
