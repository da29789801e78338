"""Ratings of one candidate as numbers: means, coverage, bounds, floors and how far raters agree.

Everything is exact; `shown` alone rounds. A number only ever suggests: a named person decides.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

from babel.numbers import format_decimal

from hiring.findings import Finding, Place, Said, error, say
from hiring.skill_model import SkillWeight
from hiring.vocabulary import Language, SkillId
from hiring.wording import length

LOWEST, HIGHEST = 1, 5
LEAST_CHARACTERS = 30  # of the evidence for the lowest and the highest score
LEAST_COVERAGE = Fraction(4, 5)
WIDE_SPREAD = 2
# A sixth of the number of scores; Burke & Dunlap 2002, Organizational Research Methods 5, 159-172.
WIDE_DEVIATION = Fraction(5, 6)

Band = Literal["strong_yes", "yes", "discuss", "no"]
Disagreement = Literal["spread", "deviation"]
BANDS: tuple[tuple[Fraction, Band], ...] = (
    (Fraction(4), "strong_yes"),
    (Fraction(13, 4), "yes"),
    (Fraction(5, 2), "discuss"),
    (Fraction(LOWEST), "no"),
)
SUGGESTED: dict[Band, Said] = {
    "strong_yes": say("suggested by the scores: strong yes"),
    "yes": say("suggested by the scores: yes"),
    "discuss": say("suggested by the scores: discuss"),
    "no": say("suggested by the scores: no"),
}


@dataclass(frozen=True)
class Revision:
    """What a score became after the debrief, and why; none withdraws it."""

    score: int | None
    reason: str


@dataclass(frozen=True)
class Rating:
    """One interviewer's score on one skill at one stage, 1 to 5 or none where it was not assessed."""

    interviewer: str
    stage: str
    skill: SkillId
    score: int | None
    evidence: str = ""
    revised: Revision | None = None

    @property
    def last(self) -> int | None:
        """The score that stands now."""
        return self.revised.score if self.revised else self.score


def evidence_findings(rating: Rating, place: Place) -> Iterator[Finding]:
    """Report a score without the evidence that it needs: any words for 2 to 4, 30 characters for 1 and 5."""
    count = characters(rating.evidence)
    if rating.score is None:
        return
    if not length(rating.evidence):
        message = say("a score needs words that tell what was seen or heard")
        yield error(place, "evidence-missing", message, say("write them down, or choose not assessed"))
    elif rating.score in {LOWEST, HIGHEST} and count < LEAST_CHARACTERS:
        message = say(
            "a score of %(score)s needs evidence of at least %(least)s characters; this has %(count)s",
            score=rating.score,
            least=LEAST_CHARACTERS,
            count=count,
        )
        yield error(place, "evidence-short", message, say("add what was said or done"))


def revision_findings(rating: Rating, place: Place) -> Iterator[Finding]:
    """Report a score changed after the debrief without a reason in words."""
    if rating.revised and not length(rating.revised.reason):
        yield error(place, "reason-missing", say("a score that was changed needs a reason in words"))


def characters(text: str) -> int:
    """Count what a reader sees: spaces in a row are one, accents and joiners belong to their letter or picture."""
    return sum(unicodedata.category(sign)[0] not in "MC" for sign in " ".join(text.split()))


def mean(scores: Collection[int]) -> Fraction | None:
    """Return the mean, or none where there is no score."""
    return Fraction(sum(scores), len(scores)) if scores else None


def spread(scores: Collection[int]) -> int:
    """Return the highest score minus the lowest."""
    return max(scores) - min(scores) if scores else 0


def average_deviation(scores: Collection[int]) -> Fraction:
    """Return the mean distance from the mean."""
    middle = mean(scores)
    if middle is None:
        return Fraction(0)
    return sum((abs(score - middle) for score in scores), Fraction(0)) / len(scores)


def disagreements(scores: Collection[int]) -> tuple[Disagreement, ...]:
    """Return by which measures raters are too far apart to let a mean stand without talking."""
    wide: dict[Disagreement, bool] = {
        "spread": spread(scores) >= WIDE_SPREAD,
        "deviation": average_deviation(scores) > WIDE_DEVIATION,
    }
    return tuple(name for name, found in wide.items() if found)


def skill_means(ratings: Iterable[Rating]) -> dict[SkillId, Fraction]:
    """Return the mean of the first submitted scores on every skill that anybody assessed."""
    scores: dict[SkillId, list[int]] = {}
    for rating in ratings:
        if rating.score is not None:
            scores.setdefault(rating.skill, []).append(rating.score)
    return {skill: Fraction(sum(each), len(each)) for skill, each in scores.items()}


@dataclass(frozen=True)
class Moves:
    """How many scores the debrief changed, and how many of them towards or away from the others' first mean."""

    changed: int = 0
    towards: int = 0
    away: int = 0


def moves(ratings: Collection[Rating]) -> Moves:
    """Count the scores that moved towards the group: nearer to the mean of the others' first scores."""
    changed = [rating for rating in ratings if rating.last != rating.score]
    steps = [_nearer(rating, ratings) for rating in changed]
    return Moves(len(changed), sum(step > 0 for step in steps), sum(step < 0 for step in steps))


def _nearer(rating: Rating, ratings: Iterable[Rating]) -> Fraction:
    """Return by how much a score came nearer to the others', below zero where it went away from them."""
    others = [other for other in ratings if other.interviewer != rating.interviewer]
    group = skill_means(others).get(rating.skill)
    if group is None or rating.score is None or rating.last is None:
        return Fraction(0)
    return abs(rating.score - group) - abs(rating.last - group)


@dataclass(frozen=True)
class Overall:
    """A weighted mean with the share of weight that it rests on; without a mean, nothing was assessed."""

    mean: Fraction | None
    coverage: Fraction

    @property
    def lowest(self) -> Fraction:
        """The mean if every skill not assessed had been scored 1."""
        return self._filled_with(LOWEST)

    @property
    def highest(self) -> Fraction:
        """The mean if every skill not assessed had been scored 5."""
        return self._filled_with(HIGHEST)

    @property
    def incomplete(self) -> bool:
        """Whether too little weight was assessed for the mean to stand for the whole."""
        return self.coverage < LEAST_COVERAGE

    @property
    def percent(self) -> Fraction | None:
        """The mean as a share of the way from 1 to 5, in percent."""
        return None if self.mean is None else (self.mean - LOWEST) / (HIGHEST - LOWEST) * 100

    def _filled_with(self, score: int) -> Fraction:
        return (self.mean or 0) * self.coverage + score * (1 - self.coverage)


NOTHING_ASSESSED = Overall(None, coverage=Fraction(0))


def overall(weights: Mapping[SkillId, int], means: Mapping[SkillId, Fraction]) -> Overall:
    """Return the weighted mean over the skills assessed, with the share of weight that it rests on."""
    seen = {skill: weight for skill, weight in weights.items() if skill in means}
    if not seen:
        return NOTHING_ASSESSED
    total = sum((weight * means[skill] for skill, weight in seen.items()), Fraction(0))
    return Overall(total / sum(seen.values()), coverage=Fraction(sum(seen.values()), sum(weights.values())))


@dataclass(frozen=True)
class Floors:
    """The must-haves that no mean can save: those below their floor, and those that nobody assessed."""

    below: tuple[SkillId, ...] = ()
    unseen: tuple[SkillId, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.below or self.unseen)

    def told(self) -> list[Said]:
        """Return what stands beside any mean."""
        return [
            *(say("below floor: %(skill)s", skill=Said(skill)) for skill in self.below),
            *(say("must-have that nobody assessed: %(skill)s", skill=Said(skill)) for skill in self.unseen),
        ]


def floors(weights: Iterable[SkillWeight], means: Mapping[SkillId, Fraction]) -> Floors:
    """Return the must-haves whose mean is below their floor or unknown, in the skill model's order."""
    musts = [(weight.skill, weight.floor) for weight in weights if weight.floor is not None]
    return Floors(
        below=tuple(skill for skill, least in musts if skill in means and means[skill] < least),
        unseen=tuple(skill for skill, _ in musts if skill not in means),
    )


@dataclass(frozen=True)
class Suggestion:
    """What the scores suggest, never a decision; held back where the mean alone would suggest a yes."""

    band: Band
    held_back: bool = False

    def __str__(self) -> str:
        return str(self.told())

    def told(self) -> Said:
        """Return the words, marked as a suggestion."""
        return SUGGESTED[self.band]


def suggest(result: Overall, broken: Floors) -> Suggestion:
    """Return the band of the mean; an incomplete mean or a must-have not met makes it `discuss` at best."""
    if result.mean is None:
        return Suggestion("discuss")
    band = next(band for least, band in BANDS if result.mean >= least)
    if band in {"strong_yes", "yes"} and (result.incomplete or broken):
        return Suggestion("discuss", held_back=True)
    return Suggestion(band)


def shown(value: Fraction, language: Language, decimals: int = 2) -> str:
    """Return a number rounded half up, as the language writes it: 2.875 is 2.88 in English, 2,88 in Polish."""
    units = floor(value * 10**decimals + Fraction(1, 2))
    form = f"0.{'0' * decimals}" if decimals else "0"
    return str(format_decimal(Decimal(units).scaleb(-decimals), format=form, locale=language))
