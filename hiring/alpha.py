"""Krippendorff's alpha, exactly: how far raters agree where some ratings are missing.

Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability. For 1-to-5 ratings the scale is ordinal.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import Literal

from hiring.reliability import LEAST_CANDIDATES, NoFigure, Number, Why

Pattern = tuple[Number, ...]
Scale = Literal["nominal", "ordinal", "interval", "ratio"]


@dataclass(frozen=True)
class Alpha:
    """Krippendorff's alpha with the number of units and of ratings that it rests on, pairable ones only."""

    value: Fraction
    units: int
    ratings: int


def patterns(units: Iterable[Iterable[Number | None]]) -> Counter[Pattern]:
    """Count how many units got the same ratings, whoever gave them; None is not rated.

    A unit is one candidate on one skill. Of 1-to-5 ratings there are few patterns, however many the units.
    """
    return Counter(tuple(sorted(rating for rating in unit if rating is not None)) for unit in units)


def coincidences(units: Mapping[Pattern, int]) -> dict[tuple[Number, Number], Fraction]:
    """Return how often two values meet in a unit, each unit counting for as many as it has ratings."""
    found: defaultdict[tuple[Number, Number], Fraction] = defaultdict(Fraction)
    for ratings, times in units.items():
        for pair in permutations(ratings, 2):
            found[pair] += Fraction(times, len(ratings) - 1)
    return dict(found)


def alpha(
    units: Mapping[Pattern, int], scale: Scale = "ordinal", least: int = LEAST_CANDIDATES
) -> Alpha | NoFigure:
    """Return Krippendorff's alpha; ratings may be missing.

    `units` maps each pattern of ratings to the number of units that got it. At least `least` units must have
    two ratings; whoever takes several skills together must see to the number of candidates. No spread where all
    pairable ratings are alike.
    """
    paired = sum(times for ratings, times in units.items() if len(ratings) >= 2)
    if paired < least:
        return NoFigure(paired, Why.TOO_FEW)
    counts = _pairable(units)
    distance, number = DISTANCES[scale], counts.total()
    expected = sum(counts[a] * counts[b] * distance(a, b, counts) for a in counts for b in counts)
    if not expected:
        return NoFigure(paired, Why.NO_SPREAD)
    observed = sum(times * distance(*pair, counts) for pair, times in coincidences(units).items())
    return Alpha(1 - (number - 1) * observed / expected, paired, number)


def _pairable(units: Mapping[Pattern, int]) -> Counter[Number]:
    """Count the ratings that have another beside them."""
    counts: Counter[Number] = Counter()
    for ratings, times in units.items():
        for rating in ratings if len(ratings) >= 2 else ():
            counts[rating] += times
    return counts


def _nominal(first: Number, second: Number, _: Mapping[Number, int]) -> Fraction:
    return Fraction(first != second)


def _ordinal(first: Number, second: Number, counts: Mapping[Number, int]) -> Fraction:
    low, high = min(first, second), max(first, second)
    between = sum(times for value, times in counts.items() if low <= value <= high)
    return (between - Fraction(counts[first] + counts[second], 2)) ** 2


def _interval(first: Number, second: Number, _: Mapping[Number, int]) -> Fraction:
    return Fraction(first - second) ** 2


def _ratio(first: Number, second: Number, _: Mapping[Number, int]) -> Fraction:
    return Fraction(first - second, first + second) ** 2 if first != second else Fraction()


DISTANCES: Mapping[Scale, Callable[[Number, Number, Mapping[Number, int]], Fraction]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
