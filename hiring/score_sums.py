"""All scores summed, as a database sums them: what the figures of reliability rest on, however many the scores."""

from collections.abc import Mapping
from dataclasses import dataclass

from hiring.alpha import Pattern
from hiring.raters import Comparison, RaterRecord
from hiring.reliability import Sums
from hiring.vocabulary import SkillId

PersonId = int


@dataclass(frozen=True)
class SkillSums:
    """The scores on one skill.

    `patterns` counts the candidates who got the same scores, each rater's once, in rising order; `raters` sums all
    that each rater gave.
    """

    patterns: Mapping[Pattern, int]
    raters: Mapping[PersonId, Sums]


@dataclass(frozen=True)
class RaterSums:
    """What one rater gave in all.

    `shared` counts the candidates scored by somebody else too on a skill that the rater scored; `long_cards` the
    scorecards with four scores or more, `straight` those of them with one and the same score.
    """

    name: str
    record: RaterRecord
    shared: int
    long_cards: int
    straight: int


@dataclass(frozen=True)
class ScoreSums:
    """The scores of all candidates counted, by skill, by rater, and by who scored beside whom."""

    skills: Mapping[SkillId, SkillSums]
    raters: Mapping[PersonId, RaterSums]
    comparison: Comparison[PersonId]
