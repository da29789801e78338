"""Whether one group of applicants is selected much less often than another: the four-fifths rule, in whole numbers.

Only for numbers of people over a whole opening or more, never for one person. Sources: 29 CFR 1607.4(D) and the
Questions and Answers on the Uniform Guidelines, 44 FR 11996 (1979), answers 11, 18 and 21.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import comb, copysign, erfc, sqrt

LEAST_PEOPLE = 5  # a group below it is not told
LEAST_SHARE = Fraction(1, 50)  # of the pool; nor is a group below it


class Verdict(StrEnum):
    """What the four-fifths rule says of a group."""

    HIGHEST = "highest"  # it is the one that the others are compared with
    WITHIN = "within"
    FLAGGED = "flagged"
    TOO_FEW = "too_few"  # flagged, but one person exchanged would reverse it: too few to conclude


@dataclass(frozen=True)
class Group:
    """A group's number of applicants, and how many of them were selected."""

    name: str
    applicants: int
    selected: int

    def __post_init__(self) -> None:
        if not 0 <= self.selected <= self.applicants:
            raise ValueError(f"{self.selected} selected of {self.applicants}")

    @property
    def rate(self) -> Fraction:
        """The share selected; there must be an applicant."""
        return Fraction(self.selected, self.applicants)


@dataclass(frozen=True)
class Impact:
    """A group beside the group selected most often."""

    group: Group
    highest: Group
    verdict: Verdict

    @property
    def ratio(self) -> Fraction | None:
        """The impact ratio: its rate by the highest; None where nobody is selected."""
        return self.group.rate / self.highest.rate if self.highest.selected else None

    @property
    def z(self) -> float | None:
        """How many standard errors the two rates are apart (pooled); None where all or nobody is selected."""
        applicants = self.group.applicants + self.highest.applicants
        pooled = Fraction(self.group.selected + self.highest.selected, applicants)
        if pooled in {0, 1}:
            return None
        apart = self.group.rate - self.highest.rate
        each = Fraction(1, self.group.applicants) + Fraction(1, self.highest.applicants)
        return copysign(sqrt(apart**2 / (pooled * (1 - pooled) * each)), apart)

    @property
    def chance(self) -> float | None:
        """How likely chance alone sets two large groups so far apart: the two-sided p of z."""
        return None if self.z is None else erfc(abs(self.z) / sqrt(2))

    def exact_chance(self) -> Fraction:
        """Return the same for groups of any size: Fisher's exact test, two-sided. Slow above 10,000 people."""
        mine, theirs = self.group.applicants, self.highest.applicants
        selected = self.group.selected + self.highest.selected
        possible = range(max(0, selected - theirs), min(mine, selected) + 1)
        ways = {count: comb(mine, count) * comb(theirs, selected - count) for count in possible}
        rare = sum(way for way in ways.values() if way <= ways[self.group.selected])
        return Fraction(rare, comb(mine + theirs, selected))


@dataclass(frozen=True)
class Selection:
    """Groups of applicants compared; of a group too small to compare only the name is told.

    `applicants` counts those in the groups compared, so that nobody can subtract and learn how small the others are.
    """

    applicants: int
    compared: tuple[Impact, ...]
    suppressed: tuple[str, ...]


def four_fifths(groups: Sequence[Group]) -> Selection:
    """Compare each group's selection rate with the highest, in the order given; names differ.

    Groups of fewer than five people, or of less than 2 % of the pool, are left out. Of equal highest rates the
    group with the most applicants is the one compared with.
    """
    pool = sum(group.applicants for group in groups)
    told = [group for group in groups if _large_enough(group, pool)]
    highest = max(told, key=lambda group: (group.rate, group.applicants), default=None)
    compared = [Impact(group, highest, _verdict(group, highest)) for group in told if highest]
    hidden = tuple(group.name for group in groups if group not in told)
    return Selection(sum(group.applicants for group in told), tuple(compared), hidden)


def _large_enough(group: Group, pool: int) -> bool:
    return group.applicants >= LEAST_PEOPLE and group.applicants >= LEAST_SHARE * pool


def _verdict(group: Group, highest: Group) -> Verdict:
    if group == highest:
        return Verdict.HIGHEST
    if not below_four_fifths(group, highest):
        return Verdict.WITHIN
    return Verdict.TOO_FEW if reversed_by_one(group, highest) else Verdict.FLAGGED


def below_four_fifths(group: Group, highest: Group) -> bool:
    """Whether a group's rate is less than four fifths of the highest: 5 * x1 * n2 < 4 * x2 * n1, nothing rounded."""
    return 5 * group.selected * highest.applicants < 4 * highest.selected * group.applicants


def reversed_by_one(group: Group, highest: Group) -> bool:
    """Whether the group would have the higher rate had one more of it been selected, and one fewer of the other."""
    return (group.selected + 1) * highest.applicants > (highest.selected - 1) * group.applicants
