"""Finds the best choice of questions and exercises, exactly, by the objective of `hiring.choice`.

Questions of one skill, type and length are alike to the objective, so the search is over counts. A shape is how
many questions of each type and length stand in each stage; the set of shapes reached so far is one large integer
with a bit a shape, and to ask one more question is to shift it. Skill after skill is added, one such set for each
loss of weight and of must-haves; the best shape in the set of least loss is the answer, traced back to its questions.

The time grows with the number of shapes (the product, over the stages, of the counts that fit) and of skills, and
not with the number of questions: those are only counted and sorted. `shapes` tells how many there are, so that a
caller can refuse a loop beyond MOST_SHAPES; the worst below it is a screen and three hours of questions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
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
    off_mix,
    rank,
    value,
    weight_shown,
)
from hiring.exercise import MOST_AT_HOME

Kind = tuple[str, int]  # type and minutes of a question
Loss = tuple[int, int]  # weight of skills not seen, number of must-haves not seen twice
Beside = tuple[int, int, tuple[Kind, ...]]  # extras missing, their minutes, and which
Stock = Mapping[str, Mapping[Kind, list[Ask]]]  # by skill, extras by type
MOST_SHAPES = 300_000


def shapes(problem: Problem) -> int:
    """Return how many shapes there are at most, whatever exercises are set."""
    search = _Search(problem, (None,) * len(problem.rooms), _stock(problem))
    return prod(sum(1 for _ in _counts(_most(room, search.kinds), room)) for room in search.rooms)


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
    fitting = [
        [
            None,
            *(task for task in problem.tasks if task.method in room.methods and task.minutes <= room.minutes),
        ]
        for room in problem.rooms
    ]
    for tasks in product(*fitting):
        ids = [task.id for task in tasks if task]
        if len(set(ids)) == len(ids) and sum(task.home for task in tasks if task) <= MOST_AT_HOME:
            search = _Search(problem, tasks, stock)
            yield search.bound(), rank(problem.seed, *ids), search


def _stock(problem: Problem) -> Stock:
    """Return the questions by skill (extras by type) and kind, in the order that the seed gives them."""
    stock: dict[str, dict[Kind, list[Ask]]] = defaultdict(lambda: defaultdict(list))
    for ask in sorted(problem.asks, key=lambda ask: rank(problem.seed, ask.id)):
        stock[ask.skill if ask.skill and ask.rated else ask.type][ask.type, ask.minutes].append(ask)
    return stock


@dataclass(frozen=True)
class _Space:
    """All shapes: what a question of a kind adds in each stage, those that fit as bits, and all from the best on."""

    places: tuple[Mapping[Kind, int], ...]
    fits: int
    order: tuple[tuple[int, int, int, int], ...]  # off the mix, -minutes, unevenness, shape


@lru_cache(maxsize=64)
def _space(
    rooms: tuple[Room, ...], kinds: tuple[Kind, ...], beside: tuple[tuple[Beside, ...], ...], share: Fraction
) -> _Space:
    places: list[dict[Kind, int]] = []
    rows, size = [], 1
    for room, extras in zip(rooms, beside, strict=True):
        most = _most(room, kinds)
        places.append({})
        for kind in most:
            places[-1][kind] = size
            size *= most[kind] + 2  # one more than fits, so that a shift never carries over
        rows.append([_row(counts, places[-1], room, extras, share) for counts in _counts(most, room)])
    order = []
    for parts in product(*rows):
        shapes, situational, rated, missing, minutes, uneven = (
            zip(*parts, strict=True) if parts else ((),) * 6
        )
        off = off_mix(sum(situational), sum(rated), share) + sum(missing)
        order.append((off, -sum(minutes), sum(uneven), sum(shapes)))
    bits = bytearray(size // 8 + 1)
    for *_, shape in order:
        bits[shape >> 3] |= 1 << (shape & 7)
    return _Space(tuple(places), int.from_bytes(bits, "little"), tuple(sorted(order)))


def _most(room: Room, kinds: tuple[Kind, ...]) -> dict[Kind, int]:
    """Return how many questions of each kind a stage has room for, were there no others."""
    return {kind: min(room.most_skills, room.minutes // kind[1]) for kind in kinds if kind[0] in room.methods}


def _counts(most: Mapping[Kind, int], room: Room) -> Iterator[dict[Kind, int]]:
    """Yield every count of questions of each kind that fits a stage."""
    for numbers in product(*(range(1 + number) for number in most.values())):
        minutes = sum(kind[1] * number for kind, number in zip(most, numbers, strict=True))
        if sum(numbers) <= room.most_skills and minutes <= room.minutes:
            yield dict(zip(most, numbers, strict=True))


def _row(
    counts: Mapping[Kind, int],
    place: Mapping[Kind, int],
    room: Room,
    extras: tuple[Beside, ...],
    share: Fraction,
) -> tuple[int, int, int, int, int, int]:
    """Return a stage's part of a shape, its situational and rated questions, missing extras, minutes, unevenness."""
    used = sum(kind[1] * count for kind, count in counts.items())
    missing, minutes, _ = _best_extras(extras, room.minutes - used)
    situational = sum(count for kind, count in counts.items() if kind[0] == "situational")
    rated = sum(counts.values())
    shape = sum(place[kind] * count for kind, count in counts.items())
    uneven = abs(situational * share.denominator - rated * share.numerator)
    return shape, situational, rated, missing, used + minutes, uneven


def _best_extras(extras: tuple[Beside, ...], left: int) -> Beside:
    """Return the extras to ask in the minutes left: the fewest missing, then the longest."""
    return min((each for each in extras if each[1] <= left), key=lambda each: (each[0], -each[1]))


class _Search:
    """The search for the best questions around one setting of exercises."""

    def __init__(self, problem: Problem, tasks: tuple[Task | None, ...], stock: Stock) -> None:
        self.problem, self.tasks, self.stock = problem, tasks, stock
        self.shown = Counter(skill for task in tasks if task for skill in task.skills)
        self.kinds = tuple(sorted({kind for want in problem.wanted for kind in stock.get(want.skill, ())}))
        types = {kind for kind, _ in self.kinds} | {kind for _, kind, _ in problem.extras()}
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
            pile = self.stock.get(kind, {})
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
    def space(self) -> _Space:
        """All shapes of this setting."""
        return _space(self.rooms, self.kinds, self.beside, self.problem.situational)

    def bound(self) -> Value:
        """Return a value that no choice of questions in this setting exceeds."""
        lost = [min(loss for _, loss in self.options(want)) for want in self.problem.wanted]
        off, unused, *_ = self.space.order[0]
        return Value(
            sum(want.weight for want in self.problem.wanted) - sum(weight for weight, _ in lost),
            sum(want.must_have for want in self.problem.wanted) - sum(once for _, once in lost),
            -off,
            sum(task.minutes for task in self.tasks if task) - unused,
            *weight_shown(self.problem, [task for task in self.tasks if task]),
        )

    def options(self, want: Wanted) -> list[tuple[tuple[Kind | None, ...], Loss]]:
        """Return every way to ask of a skill (the kind of question, or none, in each stage) and what it loses."""
        stock, shown = self.stock.get(want.skill, {}), self.shown[want.skill]
        ways = product(*([None, *(kind for kind in stock if kind in place)] for place in self.space.places))
        found = []
        for way in ways:
            asked = Counter(kind for kind in way if kind)
            seen = asked.total() + shown
            if (not asked or seen <= MOST_TIMES) and all(asked[kind] <= len(stock[kind]) for kind in asked):
                found.append((way, (0 if seen else want.weight, int(want.must_have and seen < 2))))
        return found

    def shift(self, way: tuple[Kind | None, ...]) -> int:
        """Return what a way to ask adds to a shape."""
        return sum(place[kind] for place, kind in zip(self.space.places, way, strict=True) if kind)

    def reached(self) -> list[dict[Loss, int]]:
        """Return, before the first and after each skill, the shapes reached by their least loss."""
        steps: list[dict[Loss, int]] = [{(0, 0): 1}]
        for want in self.problem.wanted:
            moves = {(self.shift(way), loss) for way, loss in self.options(want)}
            after: dict[Loss, int] = defaultdict(int)
            for before, shapes in steps[-1].items():
                for shift, loss in moves:
                    after[before[0] + loss[0], before[1] + loss[1]] |= (shapes << shift) & self.space.fits
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
            rest, left = shape - self.shift(way), (loss[0] - lost[0], loss[1] - lost[1])
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
            piles = {kind: iter(asks) for kind, asks in self.stock.get(want.skill, {}).items()}
            for room, kind in zip(rooms, way, strict=True):
                if kind:
                    room.append(next(piles[kind]))
        for row, extras in enumerate(self.beside):
            left = self.rooms[row].minutes - sum(ask.minutes for ask in rooms[row])
            piles = {kind: iter(asks) for pile in self.stock.values() for kind, asks in pile.items()}
            beside = [next(piles[kind]) for kind in _best_extras(extras, left)[2]]
            opening = [ask for ask in beside if ask.skill is None]
            rooms[row] = [*opening, *rooms[row], *(ask for ask in beside if ask.skill is not None)]
        return Choice(tuple(tuple(room) for room in rooms), self.tasks)
