"""How far raters agree over many candidates: intraclass correlations, exactly.

Ratings come here already summed, so that a database can sum a million of them. A figure is a `Fraction` inside a
value that carries its n. Where there is none, the answer is a `NoFigure` that says why: that, and nothing else, is
"too few data". Estimates below zero are given as they come out; whoever shows them says "0 or less".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

LEAST_CANDIDATES = 8  # below it nothing is told about raters

Number = int | Fraction


class Why(StrEnum):
    """Why there is no figure."""

    TOO_FEW = "too_few"  # candidates (or, for one candidate, scores)
    NO_SPREAD = "no_spread"  # the ratings tell the candidates no further apart than nothing would
    NOT_CROSSED = "not_crossed"  # not every rater rated every candidate
    TOO_MANY = "too_many"  # raters to be compared exactly
    NOT_CONNECTED = "not_connected"  # raters whom no chain of shared candidates joins cannot be compared


@dataclass(frozen=True)
class NoFigure:
    """In place of a figure: how many candidates (or scores) there were, and why that does not do."""

    n: int
    why: Why


class Sums(NamedTuple):
    """Ratings summed: how many, their total and the total of their squares, as whole numbers or fractions.

    `SELECT count(score), sum(score), sum(score * score) ... GROUP BY candidate` makes such rows.
    """

    n: int
    total: Number
    squares: Number

    @classmethod
    def of(cls, ratings: Iterable[Number]) -> "Sums":
        """Sum ratings."""
        known = list(ratings)
        return cls(len(known), sum(known), sum(rating * rating for rating in known))

    @property
    def mean(self) -> Fraction:
        """The mean, in points; there must be a rating."""
        return Fraction(self.total, self.n)


@dataclass(frozen=True)
class OneWay:
    """Intraclass correlation where each candidate may have raters of its own, with its mean squares.

    `raters` is how many a candidate has; k0, which is a little under the mean, where they have unequally many.
    """

    candidates: int
    ratings: int
    raters: Fraction
    between: Fraction
    within: Fraction

    @property
    def icc_1_1(self) -> Fraction:
        """ICC(1,1): how far to rely on one rater."""
        return (self.between - self.within) / (self.between + (self.raters - 1) * self.within)

    @property
    def icc_1_k(self) -> Fraction:
        """ICC(1,k): how far to rely on the mean of a candidate's raters."""
        return (self.between - self.within) / self.between


@dataclass(frozen=True)
class TwoWay(OneWay):
    """All six intraclass correlations, where every rater rated every candidate, with their mean squares."""

    between_raters: Fraction
    residual: Fraction

    @property
    def icc_2_1(self) -> Fraction:
        """ICC(2,1): one rater out of many, severity counted as error."""
        return self._signal / (
            self.between + (self.raters - 1) * self.residual + self.raters * self._severity
        )

    @property
    def icc_2_k(self) -> Fraction:
        """ICC(2,k): the mean of the panel, severity counted as error."""
        return self._signal / (self.between + self._severity)

    @property
    def icc_3_1(self) -> Fraction:
        """ICC(3,1): one of just these raters, severity left aside."""
        return self._signal / (self.between + (self.raters - 1) * self.residual)

    @property
    def icc_3_k(self) -> Fraction:
        """ICC(3,k): the mean of just this panel, severity left aside; the same as Cronbach's alpha."""
        return self._signal / self.between

    @property
    def _signal(self) -> Fraction:
        return self.between - self.residual

    @property
    def _severity(self) -> Fraction:
        return (self.between_raters - self.residual) / self.candidates


@dataclass(frozen=True)
class _Groups:
    """Sums of groups of ratings, added up: `sizes` maps a number of ratings to how many groups have it."""

    sizes: Mapping[int, int]
    total: Number
    squares: Number
    explained: Fraction  # by the groups' means: the sum of total ** 2 / n

    @property
    def number(self) -> int:
        return sum(self.sizes.values())

    @property
    def ratings(self) -> int:
        return sum(n * times for n, times in self.sizes.items())

    @property
    def between(self) -> Fraction:
        """Sum of squares between the groups' means."""
        return self.explained - Fraction(self.total * self.total, self.ratings)


def _added(groups: Iterable[Sums] | Mapping[Sums, int]) -> _Groups:
    sizes: Counter[int] = Counter()
    squared: defaultdict[int, Number] = defaultdict(int)
    total: Number = 0
    squares: Number = 0
    counted = groups.items() if isinstance(groups, Mapping) else ((sums, 1) for sums in groups)
    for (n, group_total, group_squares), times in counted:
        if n:
            sizes[n] += times
            squared[n] += times * group_total * group_total
            total += times * group_total
            squares += times * group_squares
    explained = sum((Fraction(square, n) for n, square in squared.items()), Fraction())
    return _Groups(sizes, total, squares, explained)


def icc_one_way(
    candidates: Iterable[Sums] | Mapping[Sums, int], least: int = LEAST_CANDIDATES
) -> OneWay | NoFigure:
    """Return ICC(1,1) and ICC(1,k) from the sums of each candidate's ratings, one rating a rater.

    The number of raters may differ: then k0 = (N - sum(n ** 2) / N) / (candidates - 1) stands for it, in the
    one-way random effects model (Donner 1986, International Statistical Review 54, 67-82). At least `least`
    candidates must have two ratings; those with one count towards the mean squares. Formulas: Shrout & Fleiss
    1979, Psychological Bulletin 86, 420-428. The sums are read once, in any order; a mapping says how many
    candidates have the same.
    """
    return _one_way(_added(candidates), least)


def _one_way(groups: _Groups, least: int) -> OneWay | NoFigure:
    number, ratings = groups.number, groups.ratings
    twice = number - groups.sizes.get(1, 0)
    if twice < max(least, 1) or number < 2:
        return NoFigure(twice, Why.TOO_FEW)
    between = groups.between / (number - 1)
    if not between:
        return NoFigure(twice, Why.NO_SPREAD)
    squared = sum(n * n * times for n, times in groups.sizes.items())
    raters = (ratings - Fraction(squared, ratings)) / (number - 1)
    return OneWay(number, ratings, raters, between, (groups.squares - groups.explained) / (ratings - number))


def icc_two_way(
    candidates: Iterable[Sums] | Mapping[Sums, int],
    raters: Iterable[Sums],
    least: int = LEAST_CANDIDATES,
) -> TwoWay | NoFigure:
    """Return all six intraclass correlations from the sums of each candidate's and of each rater's ratings.

    Both sum the same ratings, at most one of a candidate by a rater (ValueError where the totals differ). Not
    crossed unless every rater rated every candidate. No spread also where the variance under ICC(2,k) is not
    above zero, for then its sign means nothing. Formulas: Shrout & Fleiss 1979.
    """
    rows, columns = _added(candidates), _added(raters)
    if not _crossed(rows, columns):
        return NoFigure(rows.number, Why.NOT_CROSSED)
    one = _one_way(rows, least)
    if isinstance(one, NoFigure):
        return one
    judges = columns.between / (columns.number - 1)
    residual = (one.within * rows.number - judges) / (rows.number - 1)
    if one.between + (judges - residual) / one.candidates <= 0:
        return NoFigure(rows.number, Why.NO_SPREAD)
    return TwoWay(one.candidates, one.ratings, one.raters, one.between, one.within, judges, residual)


def _crossed(rows: _Groups, columns: _Groups) -> bool:
    if (rows.ratings, rows.total, rows.squares) != (columns.ratings, columns.total, columns.squares):
        raise ValueError("the sums of candidates and of raters are not of the same ratings")
    return set(rows.sizes) <= {columns.number} and set(columns.sizes) <= {rows.number}


def raters_needed(single: Fraction, wanted: Fraction = Fraction(4, 5)) -> Fraction | None:
    """Return how many raters make their mean as reliable as wanted, to be rounded up (Spearman-Brown).

    `single` is how far to rely on one rater, at most 1; None at zero or below, where no number would do.
    """
    return wanted * (1 - single) / ((1 - wanted) * single) if single > 0 else None
