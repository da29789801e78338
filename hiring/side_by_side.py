"""The candidates of one opening side by side: means, coverage and floors, and an order only where one can be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hiring.agreement import StandardError, standard_error
from hiring.debrief import LEAST_CANDIDATES, SideBySide, Standing, side_by_side
from hiring.frozen_kit import FrozenKit
from hiring.reliability import NoFigure, Sums, icc_one_way
from hiring.scoring import floors, overall
from hiring.vocabulary import SkillId

Given = Mapping[int, Mapping[SkillId, Sequence[int]]]


@dataclass(frozen=True)
class Column:
    """One candidate: where they stand, the mean and number of first scores of each skill, how many rated."""

    code_name: str
    standing: Standing
    means: Mapping[SkillId, tuple[Fraction, int]]
    raters: int


@dataclass(frozen=True)
class Comparison:
    """All candidates, in bands or in none; `n` are those that can be compared."""

    columns: Mapping[str, Column]
    sides: SideBySide
    error: StandardError | None
    n: int

    @property
    def points(self) -> Fraction:
        """The standard error in points, to be shown."""
        return Fraction(self.error.points if self.error else 0)


def compare(candidates: Mapping[str, tuple[FrozenKit, Given]]) -> Comparison:
    """Return the candidates beside each other, named by code name, from the first scores that each rater gave."""
    columns = {name: column(name, kit, given) for name, (kit, given) in candidates.items()}
    error = error_of(candidates, columns)
    n = sum(not each.standing.overall.incomplete for each in columns.values())
    return Comparison(columns, side_by_side([each.standing for each in columns.values()], error), error, n)


def column(name: str, kit: FrozenKit, given: Given) -> Column:
    """Return one candidate's column."""
    scores: dict[SkillId, list[int]] = {}
    for skills in given.values():
        for skill, values in skills.items():
            scores.setdefault(skill, []).extend(values)
    means = {
        skill: Fraction(sum(values), len(values)) for skill, values in scores.items() if skill in kit.skills
    }
    weights = {weight.skill: weight.weight for weight in kit.weights}
    standing = Standing(name, overall(weights, means), floors(kit.weights, means))
    return Column(
        name, standing, {skill: (mean, len(scores[skill])) for skill, mean in means.items()}, len(given)
    )


def error_of(
    candidates: Mapping[str, tuple[FrozenKit, Given]], columns: Mapping[str, Column]
) -> StandardError | None:
    """Return SD * sqrt(1 - ICC(1,k)) of the candidates' overall means; none from fewer than eight.

    ICC(1,k), because candidates seldom have all the same raters; each rater's own weighted mean is one rating.
    """
    compared = [each for each in columns.values() if each.standing.overall.mean is not None]
    if len(compared) < LEAST_CANDIDATES:
        return None
    found = icc_one_way([Sums.of(_rater_means(*candidates[each.code_name])) for each in compared])
    if isinstance(found, NoFigure):
        return None
    n, total, squares = Sums.of(each.standing.overall.mean or 0 for each in compared)
    error = standard_error((squares - Fraction(total * total, n)) / (n - 1), found.icc_1_k, n)
    return None if isinstance(error, NoFigure) else error


def _rater_means(kit: FrozenKit, given: Given) -> list[Fraction]:
    """Return each rater's weighted mean over the skills that they rated."""
    weights = {weight.skill: weight.weight for weight in kit.weights}
    means = []
    for skills in given.values():
        own = {skill: Fraction(sum(values), len(values)) for skill, values in skills.items()}
        mean = overall(weights, own).mean
        if mean is not None:
            means.append(mean)
    return means
