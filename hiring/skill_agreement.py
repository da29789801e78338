"""How far all raters agree on one skill, over many candidates: every figure from the sums, each with its own n."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from hiring.agreement import Agreement, agreement
from hiring.alpha import Alpha, Pattern, alpha
from hiring.reliability import (
    LEAST_CANDIDATES,
    NoFigure,
    OneWay,
    Sums,
    TwoWay,
    Why,
    icc_one_way,
    icc_two_way,
)
from hiring.score_sums import SkillSums
from hiring.scoring import WIDE_SPREAD


@dataclass(frozen=True)
class Spread:
    """How far the raters of one candidate are apart, over the candidates with two scores or more.

    `wide` is the share of candidates whose highest and lowest score are two points apart, or more; `r_wg` and
    `deviation` are the means over the candidates, of single candidates' figures.
    """

    wide: Fraction
    r_wg: Fraction
    deviation: Fraction


@dataclass(frozen=True)
class SkillAgreement:
    """Agreement on one skill: `candidates` have `scores` in all; `paired` of them have two or more."""

    candidates: int
    paired: int
    scores: int
    alpha: Alpha | NoFigure
    one_way: OneWay | NoFigure
    two_way: TwoWay | NoFigure
    spread: Spread | NoFigure


def skill_agreement(sums: SkillSums, least: int = LEAST_CANDIDATES) -> SkillAgreement:
    """Return every figure of a skill; at least `least` candidates must have two scores."""
    candidates = Counter[Sums]()
    for pattern, times in sums.patterns.items():
        candidates[Sums.of(pattern)] += times
    return SkillAgreement(
        candidates=candidates.total(),
        paired=sum(times for each, times in candidates.items() if each.n > 1),
        scores=sum(each.n * times for each, times in candidates.items()),
        alpha=alpha(sums.patterns, least=least),
        one_way=icc_one_way(candidates, least),
        two_way=_two_way(candidates, list(sums.raters.values()), least),
        spread=_spread(sums.patterns, least),
    )


def _two_way(candidates: Mapping[Sums, int], raters: list[Sums], least: int) -> TwoWay | NoFigure:
    """Return ICC(2) and ICC(3); not crossed either where somebody scored a candidate twice, at two stages."""
    scores = sum(each.n * times for each, times in candidates.items())
    if scores != sum(each.n for each in raters):
        return NoFigure(sum(candidates.values()), Why.NOT_CROSSED)
    return icc_two_way(candidates, raters, least)


def _spread(patterns: Mapping[Pattern, int], least: int) -> Spread | NoFigure:
    each = [
        (found, times)
        for scores, times in patterns.items()
        if isinstance(found := agreement([int(score) for score in scores]), Agreement)
    ]
    paired = sum(times for _, times in each)
    if paired < max(least, 1):
        return NoFigure(paired, Why.TOO_FEW)
    return Spread(
        wide=Fraction(sum(times for found, times in each if found.spread >= WIDE_SPREAD), paired),
        r_wg=sum((found.r_wg * times for found, times in each), Fraction()) / paired,
        deviation=sum((found.deviation * times for found, times in each), Fraction()) / paired,
    )
