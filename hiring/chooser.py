"""Finds the best choice of questions and exercises, exactly, by the objective of `hiring.choice`.

Questions of one skill, type and length are alike to the objective, so the search is over counts. A shape is how
many questions of each type and length stand in each stage; the set of shapes reached so far is one large integer
with a bit a shape, and to ask one more question is to shift it. Skill after skill is added, one such set for each
loss of weight and of must-haves; the best shape in the set of least loss is the answer, traced back to its questions.

The time grows with the number of shapes (the product, over the stages, of the counts that fit) and of skills, and
not with the number of questions: those are only counted and sorted. `too_large` tells of a problem that nobody would
wait for; the worst below it is a screen and three hours of questions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations_with_replacement, product
from math import prod

from hiring.choice import (
    MOST_TIMES,
    Ask,
    Choice,
    Problem,
    Room,
    Task,
    Value,
    Wanted,
    rank,
    value,
    weight_shown,
)
from hiring.exercise import MOST_AT_HOME
from hiring.shapes import Beside, Kind, Space, best_extras, counts_that_fit, most_of_each, space_of

Loss = tuple[int, int, int]  # weight of skills not seen, must-haves not seen twice, must-haves not seen
Shelf = tuple[bool, str]  # whether rated, then the skill, of extras the type
Stock = Mapping[Shelf, Mapping[Kind, list[Ask]]]
MOST_SHAPES = 300_000
MOST_SETTINGS = 100
MOST_BITS = 16_000_000


def too_large(problem: Problem) -> bool:
    """Whether there are more shapes, or more ways to set exercises, than can be gone through while a person waits."""
    search = _Search(problem, (None,) * len(problem.rooms), _stock(problem))
    bits = prod(2 + most for room in search.rooms for most in most_of_each(room, search.kinds).values())
    if bits > MOST_BITS:
        return True
    shapes = prod(
        sum(1 for _ in counts_that_fit(most_of_each(room, search.kinds), room)) for room in search.rooms
    )
    return shapes > MOST_SHAPES or prod(map(len, _fitting(problem))) > MOST_SETTINGS


def choose(problem: Problem) -> Choice:
    """Return the best choice; among equally good ones the seed decides."""
    settings = sorted(_settings(problem), key=lambda each: each[:2], reverse=True)
    best: tuple[Value, Choice] | None = None
    for bound, _, search in settings:
        if best and bound <= best[0]:
            break
        choice = search.best()
        found = value(problem, choice)
        if best is None or found > best[0]:
            best = found, choice
    return best[1] if best else Choice((), ())


def _settings(problem: Problem) -> Iterator[tuple[Value, int, "_Search"]]:
    """Yield every way to set exercises, with a bound that no choice of questions around it can exceed."""
    stock = _stock(problem)
    for tasks in product(*_fitting(problem)):
        ids = [task.id for task in tasks if task]
        shown = Counter(skill for task in tasks if task for skill in task.skills)
        at_home = sum(task.home for task in tasks if task)
        often = any(shown[want.skill] > MOST_TIMES for want in problem.wanted)
        if len(set(ids)) == len(ids) and at_home <= MOST_AT_HOME and not often:
            search = _Search(problem, tasks, stock)
            yield search.bound(), rank(problem.seed, *ids), search


def _fitting(problem: Problem) -> list[list[Task | None]]:
    """Return for each stage no exercise, and every one that fits it."""
    return [
        [
            None,
            *(task for task in problem.tasks if task.method in room.methods and task.minutes <= room.minutes),
        ]
        for room in problem.rooms
    ]


def _stock(problem: Problem) -> Stock:
    """Return the questions by skill (extras by type) and kind, in the order that the seed gives them."""
    stock: dict[Shelf, dict[Kind, list[Ask]]] = defaultdict(lambda: defaultdict(list))
    for ask in sorted(problem.asks, key=lambda ask: rank(problem.seed, ask.id)):
        shelf = (True, str(ask.skill)) if ask.rated else (False, ask.type)
        stock[shelf][ask.type, ask.minutes].append(ask)
    return stock


def _loss(want: Wanted, seen: int) -> Loss:
    return 0 if seen else want.weight, int(want.must_have and seen < 2), int(want.must_have and not seen)


def _sum(loss: Loss, other: Loss, sign: int = 1) -> Loss:
    return loss[0] + sign * other[0], loss[1] + sign * other[1], loss[2] + sign * other[2]


class _Search:
    """The search for the best questions around one setting of exercises."""

    def __init__(self, problem: Problem, tasks: tuple[Task | None, ...], stock: Stock) -> None:
        self.problem, self.tasks, self.stock = problem, tasks, stock
        self.shown = Counter(skill for task in tasks if task for skill in task.skills)
        having = Counter(kind for want in problem.wanted for kind in stock.get((True, want.skill), ()))
        self.kinds = tuple(sorted(having.items()))
        types = {kind for (kind, _), _ in self.kinds} | {kind for _, kind, _ in problem.extras()}
        self.rooms = tuple(
            Room(room.minutes - (task.minutes if task else 0), room.methods & types)
            if room.methods & types
            else Room(0, frozenset())
            for room, task in zip(problem.rooms, tasks, strict=True)
        )

    @cached_property
    def beside(self) -> tuple[tuple[Beside, ...], ...]:
        """For each stage every set of extras that it may ask."""
        options: list[list[Beside]] = [[(0, 0, ())] for _ in self.rooms]
        for row, kind, most in self.problem.extras():
            pile = self.stock.get((False, kind), {})
            sets = [
                picks
                for number in range(most + 1)
                for picks in combinations_with_replacement(sorted(pile), number)
                if all(picks.count(pick) <= len(pile[pick]) for pick in picks)
            ]
            options[row] = [
                (missing + most - len(picks), minutes + sum(pick[1] for pick in picks), (*before, *picks))
                for missing, minutes, before in options[row]
                for picks in sets
            ]
        return tuple(tuple(each) for each in options)

    @cached_property
    def space(self) -> Space:
        """All shapes of this setting."""
        return space_of(self.rooms, self.kinds, self.beside, self.problem.situational)

    def bound(self) -> Value:
        """Return a value that no choice of questions in this setting exceeds."""
        lost = [min(loss for _, loss in self.options(want)) for want in self.problem.wanted]
        off, unused, *_ = self.space.order[0]
        musts = sum(want.must_have for want in self.problem.wanted)
        return Value(
            sum(want.weight for want in self.problem.wanted) - sum(weight for weight, _, _ in lost),
            musts - sum(once for _, once, _ in lost),
            musts - sum(unseen for _, _, unseen in lost),
            -off,
            sum(task.minutes for task in self.tasks if task) - unused,
            *weight_shown(self.problem, [task for task in self.tasks if task]),
        )

    def options(self, want: Wanted) -> list[tuple[tuple[Kind | None, ...], Loss]]:
        """Return every way to ask of a skill (the kind of question, or none, in each stage) and what it loses."""
        stock, shown = self.stock.get((True, want.skill), {}), self.shown[want.skill]
        ways = product(*([None, *(kind for kind in stock if kind in place)] for place in self.space.places))
        found = []
        for way in ways:
            asked = Counter(kind for kind in way if kind)
            seen = asked.total() + shown
            if (not asked or seen <= MOST_TIMES) and all(asked[kind] <= len(stock[kind]) for kind in asked):
                found.append((way, _loss(want, seen)))
        return found

    def shift(self, way: tuple[Kind | None, ...]) -> int:
        """Return what a way to ask adds to a shape."""
        return sum(place[kind] for place, kind in zip(self.space.places, way, strict=True) if kind)

    def reached(self) -> list[dict[Loss, int]]:
        """Return, before the first and after each skill, the shapes reached by their least loss."""
        steps: list[dict[Loss, int]] = [{(0, 0, 0): 1}]
        for want in self.problem.wanted:
            moves = {(self.shift(way), loss) for way, loss in self.options(want)}
            after: dict[Loss, int] = defaultdict(int)
            for before, shapes in steps[-1].items():
                for shift, loss in moves:
                    after[_sum(before, loss)] |= (shapes << shift) & self.space.fits
            better, kept = 0, {}
            for loss in sorted(after):
                kept[loss] = after[loss] & ~better
                better |= after[loss]
            steps.append({loss: shapes for loss, shapes in kept.items() if shapes})
        return steps

    def best(self) -> Choice:
        """Return the best choice of this setting."""
        steps = self.reached()
        loss = min(steps[-1])
        bits = steps[-1][loss].to_bytes(self.space.fits.bit_length() // 8 + 1, "little")
        shape = next(shape for *_, shape in self.space.order if bits[shape >> 3] >> (shape & 7) & 1)
        ways = []
        for want, before in zip(reversed(self.problem.wanted), reversed(steps[:-1]), strict=True):
            way, loss, shape = self.step_back(want, before, loss, shape)
            ways.append(way)
        return self.asked(ways[::-1])

    def step_back(
        self, want: Wanted, before: dict[Loss, int], loss: Loss, shape: int
    ) -> tuple[tuple[Kind | None, ...], Loss, int]:
        """Return one way to ask of a skill that led to a shape, and the loss and shape before it."""
        ways = sorted(self.options(want), key=lambda each: self.preference(want, each[0]))
        for way, lost in ways:
            rest, left = shape - self.shift(way), _sum(loss, lost, -1)
            if rest >= 0 and before.get(left, 0) >> rest & 1:
                return way, left, rest
        raise AssertionError("every shape reached was reached from another")

    def preference(self, want: Wanted, way: tuple[Kind | None, ...]) -> tuple[int, bool, int]:
        """Return what orders equally good ways: seen twice, must-haves in the first stage that asks, then the seed."""
        seen = sum(kind is not None for kind in way) + self.shown[want.skill]
        first = next((kind for place, kind in zip(self.space.places, way, strict=True) if place), None)
        return abs(seen - 2), bool(first) != want.must_have, rank(self.problem.seed, want.skill, str(way))

    def asked(self, ways: list[tuple[Kind | None, ...]]) -> Choice:
        """Return the questions behind the kinds: extras around the rated ones, skills in the model's order."""
        rooms: list[list[Ask]] = [[] for _ in self.rooms]
        for want, way in zip(self.problem.wanted, ways, strict=True):
            piles = {kind: iter(asks) for kind, asks in self.stock.get((True, want.skill), {}).items()}
            for room, kind in zip(rooms, way, strict=True):
                if kind:
                    room.append(next(piles[kind]))
        for row, extras in enumerate(self.beside):
            left = self.rooms[row].minutes - sum(ask.minutes for ask in rooms[row])
            piles = {kind: iter(asks) for pile in self.stock.values() for kind, asks in pile.items()}
            beside = [next(piles[kind]) for kind in best_extras(extras, left)[2]]
            opening = [ask for ask in beside if ask.skill is None]
            rooms[row] = [*opening, *rooms[row], *(ask for ask in beside if ask.skill is not None)]
        return Choice(tuple(tuple(room) for room in rooms), self.tasks)
