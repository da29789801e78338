"""How far the raters of one candidate agree, and which candidates a panel cannot tell apart."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from hiring.reliability import LEAST_CANDIDATES, NoFigure, Number, Sums, Why
from hiring.rubric import SCORES
from hiring.scoring import average_deviation, spread

CHANCE_VARIANCE = Fraction(SCORES**2 - 1, 12)  # of scores that are all equally likely
Z_68 = Fraction(1)
Z_95 = Fraction(196, 100)


@dataclass(frozen=True)
class Agreement:
    """How far `n` scores of one candidate on one skill agree; spread and deviation are in points.

    `spread` is the highest minus the lowest, `deviation` the mean distance from the mean; `r_wg` is 1 where all
    are alike and 0 where they are as far apart as chance, or further (James, Demaree & Wolf 1984, Journal of
    Applied Psychology 69, 85-98).
    """

    n: int
    spread: int
    deviation: Fraction
    r_wg: Fraction


def agreement(scores: Collection[int]) -> Agreement | NoFigure:
    """Return how far the scores of one candidate on one skill agree; one score agrees with nothing."""
    sums = Sums.of(scores)
    if sums.n < 2:
        return NoFigure(sums.n, Why.TOO_FEW)
    variance = (sums.squares - sums.total * sums.mean) / (sums.n - 1)
    r_wg = max(Fraction(), 1 - variance / CHANCE_VARIANCE)
    return Agreement(sums.n, spread(scores), average_deviation(scores), r_wg)


@dataclass(frozen=True)
class StandardError:
    """How far a candidate's score may be off, and how many candidates this is known from."""

    squared: Fraction
    candidates: int

    @property
    def points(self) -> float:
        """The standard error of measurement, in points."""
        return sqrt(self.squared)

    def difference(self, z: Fraction = Z_68) -> float:
        """Return by how many points two candidates must differ for it to mean something: z * sqrt(2) * SEM."""
        return sqrt(2 * self.squared) * float(z)

    def differ(self, first: Number, second: Number, z: Fraction = Z_68) -> bool:
        """Whether two scores are further apart than that; squares are compared, so nothing is rounded."""
        return (first - second) ** 2 > 2 * z * z * self.squared


def standard_error(
    variance: Fraction, reliability: Fraction, candidates: int, least: int = LEAST_CANDIDATES
) -> StandardError | NoFigure:
    """Return SD * sqrt(1 - reliability) from the variance of the candidates' scores and their ICC(2,k).

    Where the scores are means of the panel, their variance is the `between / raters` of the `TwoWay`. A reliability below zero counts as zero, for an error cannot be larger than the spread that it is part of.
    """
    if candidates < least:
        return NoFigure(candidates, Why.TOO_FEW)
    return StandardError(variance * (1 - max(Fraction(), reliability)), candidates)
