"""All submitted ratings of a candidate put together: what to talk about first, and what a person then decides."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Literal, get_args

from hiring.agreement import StandardError
from hiring.findings import Finding, Place, Said, error, say
from hiring.library_search import plain
from hiring.rubric import Scale
from hiring.scoring import (
    Disagreement,
    Floors,
    Overall,
    Rating,
    Suggestion,
    average_deviation,
    disagreements,
    evidence_findings,
    floors,
    mean,
    skill_means,
    spread,
)
from hiring.skill_model import SkillWeight
from hiring.text import Text
from hiring.vocabulary import SkillId
from hiring.wording import length

Role = Literal["junior", "interviewer", "hiring_manager"]
SPEAKING: tuple[Role, ...] = get_args(Role)  # whoever is easiest to sway speaks first
Flag = Literal["below_floor", "nobody_assessed", "evidence_missing"] | Disagreement
Choice = Literal["hire", "decline"]
LEAST_CANDIDATES = 8
AGAINST: set[tuple[Choice, str]] = {("hire", "no"), ("decline", "yes"), ("decline", "strong_yes")}


@dataclass(frozen=True)
class Seat:
    """A scorecard that is expected: whose, of which stage, and the skills that it rates."""

    interviewer: str
    stage: str
    skills: tuple[SkillId, ...]


@dataclass(frozen=True)
class Topic:
    """One skill on the agenda, its ratings in the order in which to speak; `awaited` have not handed in a card."""

    weight: SkillWeight
    ratings: tuple[Rating, ...]
    awaited: tuple[str, ...] = ()

    @property
    def skill(self) -> SkillId:
        """The skill to talk about."""
        return self.weight.skill

    @property
    def assessed(self) -> tuple[Rating, ...]:
        """The ratings with a first score."""
        return tuple(rating for rating in self.ratings if rating.score is not None)

    @property
    def first(self) -> tuple[int, ...]:
        """The scores as first submitted: mean, spread, average deviation and flags rest on them."""
        return tuple(rating.score for rating in self.ratings if rating.score is not None)

    @property
    def revised(self) -> tuple[int, ...]:
        """The scores as they stand after the debrief."""
        return tuple(rating.last for rating in self.ratings if rating.last is not None)

    @property
    def n(self) -> int:
        """How many first scores there are."""
        return len(self.first)

    @property
    def mean(self) -> Fraction | None:
        """The mean of the first scores, or none."""
        return mean(self.first)

    @property
    def revised_mean(self) -> Fraction | None:
        """The mean of the scores after the debrief, or none."""
        return mean(self.revised)

    @property
    def spread(self) -> int:
        """The highest first score minus the lowest."""
        return spread(self.first)

    @property
    def average_deviation(self) -> Fraction:
        """The mean distance of the first scores from their mean."""
        return average_deviation(self.first)

    @property
    def lowest(self) -> tuple[Rating, ...]:
        """The ratings with the lowest score, to be read beside the highest; none where all agree."""
        return tuple(r for r in self.assessed if self.spread and r.score == min(self.first))

    @property
    def highest(self) -> tuple[Rating, ...]:
        """The ratings with the highest score; none where all agree."""
        return tuple(r for r in self.assessed if self.spread and r.score == max(self.first))

    @property
    def speakers(self) -> tuple[str, ...]:
        """Those who rated the skill, in the order in which to speak."""
        return tuple(dict.fromkeys(rating.interviewer for rating in self.assessed))

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Why the skill needs talking about, the weightiest reason first."""
        reasons: dict[Flag, bool] = {
            "below_floor": bool(floors([self.weight], skill_means(self.ratings)).below),
            "nobody_assessed": not self.first,
            "evidence_missing": any(_lacks_evidence(rating) for rating in self.ratings),
        }
        return (*(name for name, found in reasons.items() if found), *disagreements(self.first))


def _lacks_evidence(rating: Rating) -> bool:
    return any(evidence_findings(rating, Place("scorecard")))


def _turn(topic: Topic) -> tuple[int, int]:
    """Put broken floors first, then missing evidence, then the rest; among these by weight and spread."""
    gap = {"nobody_assessed", "evidence_missing"} & set(topic.flags)
    row = 0 if "below_floor" in topic.flags else 1 if gap else 2
    return row, -topic.weight.weight * topic.spread


def agenda(
    weights: Iterable[SkillWeight],
    ratings: Collection[Rating],
    roles: Mapping[str, Role] | None = None,
    missing: Collection[Seat] = (),
) -> list[Topic]:
    """Return the skills in the order in which to talk about them; ties keep the skill model's order.

    `roles` say who is junior and who is the hiring manager, `missing` which cards were not handed in.
    """
    in_turn = speaking_order(ratings, roles or {})
    topics = []
    for weight in weights:
        awaited = {seat.interviewer for seat in missing if weight.skill in seat.skills}
        of_skill = tuple(rating for rating in in_turn if rating.skill == weight.skill)
        topics.append(Topic(weight, of_skill, tuple(sorted(awaited))))
    return sorted(topics, key=_turn)


def speaking_order(ratings: Iterable[Rating], roles: Mapping[str, Role]) -> list[Rating]:
    """Return ratings with those of juniors first and the hiring manager's last; others are in between."""

    def turn(rating: Rating) -> tuple[int, str, str]:
        role = roles.get(rating.interviewer, "interviewer")
        return SPEAKING.index(role), rating.interviewer, rating.stage

    return sorted(ratings, key=turn)


def missing_cards(seats: Iterable[Seat], submitted: Collection[tuple[str, str]]) -> list[Seat]:
    """Return the seats whose card is not among those submitted, each named by interviewer and stage."""
    return [seat for seat in seats if (seat.interviewer, seat.stage) not in submitted]


def count_recommendations(given: Iterable[str], scale: Scale) -> dict[str, int]:
    """Return how many scorecards give each recommendation, in the scale's order; no arithmetic rests on it."""
    counted = Counter(given)
    return {each.id: counted[each.id] for each in scale.recommendations}


@dataclass(frozen=True)
class Decision:
    """A named person's choice with its reason, and why it stands against a floor or the suggestion."""

    who: str
    choice: Choice | None
    reason: str
    override: str = ""


def decision_findings(
    decision: Decision, suggestion: Suggestion, broken: Floors, place: Place
) -> Iterator[Finding]:
    """Report what a decision lacks: who, choice, reason, and a reason of its own for each override."""
    if not length(decision.who):
        yield error(replace(place, path="who"), "decision", say("a decision needs the name of who decides"))
    if decision.choice is None:
        yield error(replace(place, path="choice"), "decision", say("a decision needs a choice"))
    if not length(decision.reason):
        yield error(replace(place, path="reason"), "decision", say("a decision needs a reason in words"))
    if not length(decision.override):
        for message in overridden(decision.choice, suggestion, broken):
            yield error(replace(place, path="override"), "override", message)


def overridden(choice: Choice | None, suggestion: Suggestion, broken: Floors) -> Iterator[Said]:
    """Yield what a choice overrides, each as a sentence that asks for the reason."""
    for skill in broken.below if choice == "hire" else ():
        yield say("hiring below the floor of %(skill)s needs a reason of its own", skill=Said(skill))
    for skill in broken.unseen if choice == "hire" else ():
        yield say("hiring when nobody assessed %(skill)s needs a reason of its own", skill=Said(skill))
    if choice and (choice, suggestion.band) in AGAINST:
        yield say("a choice against what the scores suggest needs a reason of its own")


@dataclass(frozen=True)
class Standing:
    """One candidate beside others."""

    code_name: str
    overall: Overall
    floors: Floors


@dataclass(frozen=True)
class SideBySide:
    """Candidates in tie bands, in each band by code name; `apart` are those with too little assessed.

    Without an order there is one band of all.
    """

    ordered: bool
    bands: tuple[tuple[Standing, ...], ...]
    apart: tuple[Standing, ...] = ()


def side_by_side(candidates: Iterable[Standing], error: StandardError | None) -> SideBySide:
    """Return candidates in tie bands, highest first, where eight or more can be compared; else in no order.

    A band ends where the next candidate is further away than chance, so candidates of different bands differ by
    more than that. Without a standard error there is no order.
    """
    by_name = sorted(candidates, key=lambda each: (plain(each.code_name), each.code_name))
    compared = [each for each in by_name if not each.overall.incomplete]
    if error is None or len(compared) < LEAST_CANDIDATES:
        return SideBySide(ordered=False, bands=(tuple(by_name),) if by_name else ())
    bands = _bands({value for each in compared if (value := each.overall.mean)}, error)
    return SideBySide(
        ordered=True,
        bands=tuple(tuple(each for each in compared if each.overall.mean in band) for band in bands),
        apart=tuple(each for each in by_name if each.overall.incomplete),
    )


def _bands(values: Iterable[Fraction], error: StandardError) -> list[list[Fraction]]:
    """Return values in groups, highest first, parted where the step to the next is more than chance."""
    bands: list[list[Fraction]] = []
    for value in sorted(values, reverse=True):
        if bands and not error.differ(bands[-1][-1], value):
            bands[-1].append(value)
        else:
            bands.append([value])
    return bands


@dataclass(frozen=True)
class FeedbackLine:
    """What a candidate showed on one skill, and what would come next; none at the top of the ladder."""

    skill: SkillId
    shown: Text
    next: Text | None


def feedback(
    means: Mapping[SkillId, Fraction], anchors: Mapping[SkillId, Sequence[Text]]
) -> list[FeedbackLine]:
    """Return a note for the candidate in anchors alone: of each skill's mean rounded down, and the next rung.

    `anchors` begin with that of score 1; a sixth is what comes after 5. It sees no rating, so it can tell
    nobody's words or name.
    """
    lines = []
    for skill in (skill for skill in anchors if skill in means):
        after = floor(means[skill])
        further = anchors[skill][after] if after < len(anchors[skill]) else None
        lines.append(FeedbackLine(skill, anchors[skill][after - 1], further))
    return lines
