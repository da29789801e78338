"""Calibration: interviewers rate three example answers and see how far they are from the descriptions.

An example was written for one rung of its skill's ladder. The score that a level gives to this rung is the example's
reference; examples for rungs that the level does not see are left out. Nothing here touches a candidate's score.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import blake2b
from itertools import product

from hiring.choice import rank
from hiring.findings import Said, say
from hiring.library import Library
from hiring.question_bank import Example, Question
from hiring.scoring import mean, shown
from hiring.skill_model import of_motion
from hiring.vocabulary import Language, Level, Motion, SkillId

WEAK, MIDDLE_OR_STRONG, STRONG = (1, 2), (3, 4, 5), (4, 5)
KINDS = (WEAK, MIDDLE_OR_STRONG, STRONG)  # one example of each in a round
LEAST_OTHERS = 2
LEAST_FOR_A_HABIT = 9  # ratings: three rounds


@dataclass(frozen=True)
class Round:
    """Whose round it is, which of theirs by number, for which job.

    `rated` are the ids of the examples that the person has rated, `rated_by_others` of those that others have.
    """

    level: Level
    motion: Motion
    person: int
    number: int
    rated: frozenset[str] = frozenset()
    rated_by_others: frozenset[str] = frozenset()

    @property
    def seed(self) -> int:
        """A number that gives each person and round another choice."""
        return rank(self.person, str(self.number))


@dataclass(frozen=True)
class Sample:
    """One example answer to rate at a level, the skill to rate it on, and its reference score."""

    question: Question
    example: Example
    skill: SkillId
    reference: int

    @cached_property
    def id(self) -> str:
        """What stands for the example for good: one changed letter makes another example of it."""
        text = self.example.text
        words = f"{text.en}\0{text.pl}".encode()
        return f"{self.question.id}:{blake2b(words, digest_size=4).hexdigest()}"


def samples(level: Level, motion: Motion, library: Library) -> Iterator[Sample]:
    """Yield every example answer whose rung is one of the five that the level sees."""
    skills = library.skill_model(level).skills_for(motion)
    lowest = {skill: library.levels_of(skill).index(level) for skill in skills}
    most = {skill: len(library.anchors(skill, level)) for skill in skills}
    for question in library.questions_on(skills):
        skill = question.skill
        if skill in lowest and question.rated and question.asked_at(level, motion):
            for example in question.examples:
                if 1 <= example.rung - lowest[skill] <= most[skill]:
                    yield Sample(question, example, skill, example.rung - lowest[skill])


def choose(wanted: Round, library: Library) -> list[Sample]:
    """Return three examples on different skills: a weak one, a strong one, and one that is middle or strong.

    Where a choice is left, it prefers in this order what the person has not rated before, must-have skills, what
    others have rated, and three different references; then the seed decides. It decides the order too, so that the
    place tells nothing. Language plays no part: colleagues rate the same examples in either. Where content lacks an
    example of a kind, there are fewer than three.
    """
    model = library.skill_model(wanted.level)
    musts = {weight.skill for weight in of_motion(model.skills, wanted.motion) if weight.must_have}
    pool = list(samples(wanted.level, wanted.motion, library))
    sets = (_without_gaps(each) for each in product(*(_best(pool, kind, wanted) for kind in KINDS)))
    apart = (each for each in sets if len({sample.skill for sample in each}) == len(each))
    best = max(apart, key=lambda each: _worth(each, musts, wanted))
    return sorted(best, key=lambda sample: rank(wanted.seed, "order", sample.id))


def _best(pool: Iterable[Sample], kind: Collection[int], wanted: Round) -> list[Sample | None]:
    """Return of each skill and reference the example of a kind to take; none leaves the kind out."""
    best: dict[tuple[SkillId, int], Sample] = {}
    for sample in sorted(pool, key=lambda each: _turn(each, wanted)):
        if sample.reference in kind:
            best.setdefault((sample.skill, sample.reference), sample)
    return [None, *best.values()]


def _turn(sample: Sample, wanted: Round) -> tuple[bool, bool, int]:
    """Put new examples first, and of these the ones that others have rated."""
    return sample.id in wanted.rated, sample.id not in wanted.rated_by_others, rank(wanted.seed, sample.id)


def _without_gaps(chosen: Iterable[Sample | None]) -> list[Sample]:
    return [sample for sample in chosen if sample]


def _worth(chosen: Sequence[Sample], musts: Collection[SkillId], wanted: Round) -> tuple[int, ...]:
    """Return how good a choice is, the greater the better."""
    return (
        len(chosen),
        sum(sample.id not in wanted.rated for sample in chosen),
        sum(sample.skill in musts for sample in chosen),
        sum(sample.id in wanted.rated_by_others for sample in chosen),
        len({sample.reference for sample in chosen}),
        rank(wanted.seed, *(sample.id for sample in chosen)),
    )


@dataclass(frozen=True)
class Given:
    """The score that a person gave to an example at a level, and the example's reference then."""

    example: str
    level: Level
    score: int
    reference: int

    @property
    def difference(self) -> int:
        """How many points above the reference (lenient) or below (severe) the score is."""
        return self.score - self.reference

    def told(self) -> Said:
        """Return the difference in words."""
        points = abs(self.difference)
        if points == 0:
            return say("the same as the description")
        if points == 1 and self.difference > 0:
            return say("within a point of the description, on the lenient side")
        if points == 1:
            return say("within a point of the description, on the severe side")
        if self.difference > 0:
            return say("%(points)s points more lenient than the description", points=points)
        return say("%(points)s points more severe than the description", points=points)


@dataclass(frozen=True)
class Others:
    """What other people gave to the same example at the same level: two of them or more, and no names."""

    n: int
    mean: Fraction
    lowest: int
    highest: int

    def told(self, language: Language) -> Said:
        """Return the figures in words."""
        return say(
            "rated by %(count)s others: %(mean)s on average, from %(lowest)s to %(highest)s",
            count=self.n,
            mean=shown(self.mean, language),
            lowest=self.lowest,
            highest=self.highest,
        )


@dataclass(frozen=True)
class Compared:
    """One rating beside its reference, and beside those of others where there are enough."""

    given: Given
    others: Others | None = None

    @property
    def from_others(self) -> Fraction | None:
        """How many points above the others' mean or below the score is."""
        return self.given.score - self.others.mean if self.others else None


@dataclass(frozen=True)
class Calibration:
    """A person's ratings compared: what a page shows after a round, or over all rounds."""

    lines: tuple[Compared, ...]

    @property
    def n(self) -> int:
        """How many ratings it rests on."""
        return len(self.lines)

    @property
    def leniency(self) -> Fraction | None:
        """The mean difference from the references, above zero lenient and below severe; none without a rating."""
        return mean([line.given.difference for line in self.lines])

    @property
    def distance(self) -> Fraction | None:
        """The mean distance from the references, in which lenient and severe ratings do not cancel out."""
        return mean([abs(line.given.difference) for line in self.lines])

    def told(self, language: Language) -> list[Said]:
        """Return in words how lenient the person is, how far away, and whether that is enough to go by."""
        if self.leniency is None or self.distance is None:
            return [say("nothing has been rated yet")]
        points, away = shown(abs(self.leniency), language), shown(self.distance, language)
        said = [_leniency(self.leniency, points, self.n)]
        said += [say("%(points)s points away from the descriptions on average", points=away)]
        few = say("fewer than %(least)s ratings are too few to speak of a habit", least=LEAST_FOR_A_HABIT)
        return said if self.n >= LEAST_FOR_A_HABIT else [*said, few]


def _leniency(difference: Fraction, points: str, n: int) -> Said:
    if difference > 0:
        words = "%(points)s points more lenient than the descriptions on average (ratings: %(count)s)"
        return say(words, points=points, count=n)
    if difference < 0:
        words = "%(points)s points more severe than the descriptions on average (ratings: %(count)s)"
        return say(words, points=points, count=n)
    return say("neither lenient nor severe on average (ratings: %(count)s)", count=n)


def compare(own: Iterable[Given], others: Iterable[Iterable[Given]] = ()) -> Calibration:
    """Compare a person's ratings with the references and with other people's ratings, each person's oldest first.

    Of others only the first rating of an example at a level counts: after it they know the reference.
    """
    given: dict[tuple[str, Level], list[int]] = {}
    for ratings in others:
        first: dict[tuple[str, Level], int] = {}
        for rating in ratings:
            first.setdefault((rating.example, rating.level), rating.score)
        for key, score in first.items():
            given.setdefault(key, []).append(score)
    return Calibration(
        tuple(Compared(each, _others(given.get((each.example, each.level), []))) for each in own)
    )


def _others(scores: Sequence[int]) -> Others | None:
    """Return the figures of others' scores; none where so few would show who gave what."""
    middle = mean(scores) if len(scores) >= LEAST_OTHERS else None
    return None if middle is None else Others(len(scores), middle, min(scores), max(scores))
