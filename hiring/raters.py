"""What one rater does differently: severity, and habits worth a word with the rater.

All of it is information: it never changes a candidate's score.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm
from typing import Generic, NamedTuple, TypeVar

from hiring.reliability import LEAST_CANDIDATES, NoFigure, Number, Sums, Why

SKILLS_IN_LINE = 4
MIDDLE = 3
MOST_IN_MIDDLE = Fraction(4, 5)
LENIENT_MEAN = Fraction(43, 10)
LENIENT_CANDIDATES = 5
MOST_RATERS = 100  # compared exactly in half a second; the time grows faster than their cube

Rater = TypeVar("Rater", bound=Hashable)


@dataclass(frozen=True)
class Severity:
    """How many points above the others (lenient) or below (severe) a rater rates, and over how many candidates."""

    points: Fraction
    candidates: int


def crossed_severities(
    raters: Mapping[Rater, Sums], least: int = LEAST_CANDIDATES
) -> dict[Rater, Severity] | NoFigure:
    """Return each rater's mean minus the mean of all, from the sums of what each rater gave.

    Every rater must have rated every candidate once; where the sums show otherwise it is not crossed.
    """
    everything = [sums for sums in raters.values() if sums.n]
    n = min((sums.n for sums in everything), default=0)
    if n < max(least, 1) or len(raters) < 2:
        return NoFigure(n, Why.TOO_FEW)
    if any(sums.n != n for sums in raters.values()):
        return NoFigure(n, Why.NOT_CROSSED)
    mean = Fraction(sum(sums.total for sums in everything), n * len(raters))
    return {rater: Severity(sums.mean - mean, n) for rater, sums in raters.items()}


def severities(
    candidates: Iterable[Mapping[Rater, Sums]], least: int = LEAST_CANDIDATES
) -> dict[Rater, Severity] | NoFigure:
    """Return each rater's severity, whoever rated whom: least squares, rating = candidate + rater, raters sum to 0.

    Each candidate, read once and not kept, maps its raters to the sums of what they gave on the same skills. At
    least `least` must have two raters. Not connected where no chain of shared candidates joins all raters.
    """
    equations: _Equations[Rater] = _Equations()
    for candidate in candidates:
        equations.add({rater: sums for rater, sums in candidate.items() if sums.n})
    if equations.shared < max(least, 1):
        return NoFigure(equations.shared, Why.TOO_FEW)
    if len(equations.seen) > MOST_RATERS:
        return NoFigure(equations.shared, Why.TOO_MANY)
    points = _solution(equations.rows(equations.seen, {}))
    if points is None:
        return NoFigure(equations.shared, Why.NOT_CONNECTED)
    known = zip(equations.seen.items(), points, strict=True)
    return {rater: Severity(point / equations.unit, seen) for (rater, seen), point in known}


class Panel(NamedTuple, Generic[Rater]):
    """Who rated a candidate on a skill, each once for each score; how many times just these; the total they gave."""

    raters: tuple[Rater, ...]
    times: int
    total: Number


class Comparison(Generic[Rater]):
    """Who rated what beside whom, summed over panels: as large as the number of raters, however many the ratings."""

    def __init__(self, panels: Iterable[Panel[Rater]]) -> None:
        """Read panels once, in any order; the same one may come in parts."""
        self._equations: _Equations[Rater] = _Equations()
        for panel in panels:
            self._equations.add_panel(panel)

    def groups(self) -> list[frozenset[Rater]]:
        """Return the raters in groups that chains of shared candidates join; outside a group nobody is compared."""
        groups: list[frozenset[Rater]] = []
        for pair in self._equations.met():
            joined = [group for group in groups if group & pair]
            groups = [*(group for group in groups if not group & pair), pair.union(*joined)]
        return groups

    def severities(
        self,
        totals: Mapping[Rater, Number],
        candidates: Mapping[Rater, int],
        least: int = LEAST_CANDIDATES,
    ) -> dict[Rater, Severity | NoFigure]:
        """Return the severity of each rater in `totals`, by least squares within a group, where those told sum to 0.

        rating = candidate on that skill + rater: so no skill that is harder, and no candidate that is better, makes a
        rater look severe. `totals` are of all that a rater gave in the panels, `candidates` those whom the rater
        shares with another on a skill. Too few for a rater with fewer than `least` of them; not connected where no
        other in the group has as many.
        """
        found: dict[Rater, Severity | NoFigure] = {}
        for group in self.groups():
            told = [rater for rater in totals if rater in group and candidates[rater] >= least]
            if len(told) > 1:
                found.update(self._within(group, told, totals, candidates))
        return {rater: found.get(rater) or _not_compared(candidates[rater], least) for rater in totals}

    def _within(
        self,
        group: Collection[Rater],
        told: Collection[Rater],
        totals: Mapping[Rater, Number],
        candidates: Mapping[Rater, int],
    ) -> dict[Rater, Severity | NoFigure]:
        if len(group) > MOST_RATERS:
            return {rater: NoFigure(candidates[rater], Why.TOO_MANY) for rater in told}
        solved = _solution(self._equations.rows(group, totals)) or []
        points = {rater: each / self._equations.unit for rater, each in zip(group, solved, strict=True)}
        mean = sum((points[rater] for rater in told), Fraction()) / len(told)
        return {rater: Severity(points[rater] - mean, candidates[rater]) for rater in told}


def _not_compared(candidates: int, least: int) -> NoFigure:
    return NoFigure(candidates, Why.TOO_FEW if candidates < least else Why.NOT_CONNECTED)


class _Equations(Generic[Rater]):
    """The normal equations, candidates eliminated; kept apart by a candidate's number of ratings, so in integers."""

    def __init__(self) -> None:
        self.seen: Counter[Rater] = Counter()
        self.shared = 0
        self.unit = 1  # that totals are multiplied by to be whole
        self._left: Counter[tuple[Rater, Rater, int]] = Counter()
        self._right: defaultdict[tuple[Rater, int], Number] = defaultdict(int)

    def add(self, candidate: Mapping[Rater, Sums]) -> None:
        n = sum(sums.n for sums in candidate.values())
        total = sum(sums.total for sums in candidate.values())
        self.shared += len(candidate) > 1
        for rater, given in candidate.items():
            self.seen[rater] += 1
            self._left[rater, rater, n] += given.n * n
            self._right[rater, n] += given.total * n - given.n * total
            for other, theirs in candidate.items():
                self._left[rater, other, n] -= given.n * theirs.n

    def add_panel(self, panel: Panel[Rater]) -> None:
        """Add all but what each rater gave, which `rows` is told in all."""
        raters, times, total = panel
        n = len(raters)
        for rater in raters:
            self._left[rater, rater, n] += times * n
            self._right[rater, n] -= total
        for rater, other in product(raters, repeat=2):
            self._left[rater, other, n] -= times

    def met(self) -> set[frozenset[Rater]]:
        """Return each pair of raters who rated a candidate on the same skill."""
        return {frozenset((rater, other)) for rater, other, _ in self._left if rater != other}

    def rows(self, raters: Iterable[Rater], totals: Mapping[Rater, Number]) -> list[list[int]]:
        """Return a row of coefficients and right side for each rater, the last saying that they sum to zero."""
        self.unit = lcm(*(value.denominator for value in (*self._right.values(), *totals.values())))
        common = lcm(*(n for _, n in self._right))
        place = {rater: row for row, rater in enumerate(raters)}
        rows = [[0] * len(place) + [int(totals.get(rater, 0) * self.unit) * common] for rater in place]
        for (rater, other, n), value in self._left.items():
            if rater in place:
                rows[place[rater]][place[other]] += value * (common // n)
        for (rater, n), right in self._right.items():
            if rater in place:
                rows[place[rater]][-1] += int(right * self.unit) * (common // n)
        return [*rows[:-1], [1] * len(place) + [0]]


def _solution(rows: list[list[int]]) -> list[Fraction] | None:
    """Solve by Gaussian elimination in integers (Bareiss 1968); None where the raters are not connected.

    Rows need no exchange: the first pivot that is zero closes a group of raters whom none of the others has met.
    """
    last = 1
    for column in range(len(rows)):
        pivot = rows[column]
        if not pivot[column]:
            return None
        for below in range(column + 1, len(rows)):
            pairs, factor = zip(rows[below], pivot, strict=True), rows[below][column]
            rows[below] = [(pivot[column] * own - factor * its) // last for own, its in pairs]
        last = pivot[column]
    return _back(rows, last)


def _back(rows: list[list[int]], whole: int) -> list[Fraction]:
    """Substitute from the last row up, in parts of `whole`, the last pivot: by Cramer's rule these are integers."""
    parts: list[int] = []
    for place, row in reversed(list(enumerate(rows))):
        known = sum(factor * part for factor, part in zip(row[place + 1 : -1], parts, strict=True))
        parts.insert(0, (row[-1] * whole - known) // row[place])
    return [Fraction(part, whole) for part in parts]


def straight_lined(scorecard: Sums) -> bool:
    """Whether a scorecard gives all its skills, four or more, the same score."""
    n, total, squares = scorecard
    return n >= SKILLS_IN_LINE and n * squares == total * total


@dataclass(frozen=True)
class RaterRecord:
    """What one rater has given in all: over how many candidates, summed, and how many of the scores are threes."""

    candidates: int
    given: Sums
    threes: int

    @property
    def central(self) -> bool:
        """Whether four in five scores are threes, or more."""
        return self.given.n > 0 and self.threes >= MOST_IN_MIDDLE * self.given.n

    @property
    def lenient(self) -> bool:
        """Whether the mean is 4.3 or more, over five candidates or more."""
        return self.candidates >= LENIENT_CANDIDATES and self.given.total >= LENIENT_MEAN * self.given.n
