"""What a mock interview tells afterwards: strengths and gaps, minutes, and how one's own ratings fit the coach's notes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from hiring.answer import Answer
from hiring.exercise import Exercise
from hiring.mock import Asked, Mock, in_stage
from hiring.practice import Card, Due
from hiring.practice_order import means, weakest_first
from hiring.question_bank import Question
from hiring.scoring import mean
from hiring.vocabulary import SkillId

STRONG = 4
BAR = 3
WEAK = 2
LEAST_COMPARED = 6
NEXT = 5
MOST_TIMES_PLANNED = 2  # how often its own minutes an answer may take; beyond that it was a break
# What the coach says of how an answer is built; the other rules are on words and length.
STRUCTURE = frozenset(
    {
        "no_example", "no_situation", "no_action", "no_result", "result_without_number", "long_situation", "we",
        "nothing_asked",
    }
)  # fmt: skip
Coached = Mapping[int, Collection[str]]  # by typed answer the rules of the notes that the coach is sure of


@dataclass(frozen=True)
class SkillInMock:
    """How one skill went: what was asked and answered, the mean of the ratings, and whether the coach found nothing.

    It is `shown` by an answer to a question that has descriptions of every score, or by an exercise.
    """

    skill: SkillId | None
    asked: int
    answered: int
    mean: Fraction | None
    clean: bool
    shown: bool

    @property
    def is_gap(self) -> bool:
        """Whether it was rated 2 or lower, or not answered at all."""
        return self.answered == 0 or (self.mean is not None and self.mean <= WEAK)

    @property
    def is_strength(self) -> bool:
        """Whether it was shown and rated 4 or higher; 3 is enough where the coach found nothing in what was typed."""
        return self.shown and self.mean is not None and self.mean >= (BAR if self.clean else STRONG)


@dataclass(frozen=True)
class StageTime:
    """A stage's minutes, and those that its answers took."""

    stage: str
    minutes: int
    used: int
    answered: int
    asked: int


@dataclass(frozen=True)
class SelfRating:
    """How one's own ratings fit the coach's notes: how many of those compared the notes speak against."""

    compared: int
    high_with_notes: int
    low_without_notes: int


@dataclass(frozen=True)
class Summary:
    """What a mock interview tells; there are no figures on one's own ratings from fewer than six answers."""

    strengths: tuple[SkillInMock, ...]
    gaps: tuple[SkillInMock, ...]
    stages: tuple[StageTime, ...]
    self_rating: SelfRating | None
    next_cards: tuple[Card, ...]


def summary(
    wanted: Mock,
    answers: Sequence[Answer],
    asked: Mapping[str, Asked],
    coached: Coached,
    deck: Sequence[Card],
    dues: Mapping[str, Due],
) -> Summary:
    """Return what a mock interview tells; what has been hidden since is not spoken of."""
    skills = list(_skills(wanted, answers, asked, coached))
    return Summary(
        tuple(each for each in skills if each.is_strength),
        tuple(sorted((each for each in skills if each.is_gap), key=lambda each: each.mean or WEAK + 1)),
        tuple(stage_time(wanted, stage, answers, asked) for stage in range(len(wanted.stages))),
        self_rating(answers, asked, coached),
        tuple(next_cards(not_answered(wanted, answers, asked), deck, dues)),
    )


def _skills(
    wanted: Mock, answers: Sequence[Answer], asked: Mapping[str, Asked], coached: Coached
) -> Iterator[SkillInMock]:
    """Yield every skill that was to be shown, in the order in which the stages ask."""
    places = [(row, each) for row, stage in enumerate(wanted.stages) for each in stage.asked if each in asked]
    for skill in dict.fromkeys(asked[each].skill for _, each in places):
        own = [(row, each) for row, each in places if asked[each].skill == skill]
        given = [found for row, each in own if (found := in_stage(answers, row).get(each)) and found.given]
        notes = [coached[each.id] for each in given if each.id in coached]
        scores = [each.review.score for each in given if each.review]
        clean = bool(notes) and not any(notes)
        shown = any(each.review and has_descriptions(asked[each.question]) for each in given)
        yield SkillInMock(skill, len(own), len(given), mean(scores), clean, shown)


def has_descriptions(asked: Asked) -> bool:
    """Whether an answer is rated by descriptions of its skill; those on knowledge and motivation are not."""
    return isinstance(asked.source, Exercise) or asked.source.rated


def not_answered(wanted: Mock, answers: Sequence[Answer], asked: Collection[str]) -> list[str]:
    """Return what was asked, or would have been, and has no answer."""
    given = {each.question for each in answers if each.given}
    return [each for stage in wanted.stages for each in stage.asked if each in asked and each not in given]


def stage_time(wanted: Mock, stage: int, answers: Iterable[Answer], asked: Mapping[str, Asked]) -> StageTime:
    """Return how a stage's minutes were used: the time from opening a question to keeping its answer."""
    found = wanted.stages[stage]
    given = [each for each in in_stage(answers, stage).values() if each.given and each.question in asked]
    seconds = sum(seconds_used(each, asked[each.question].minutes) for each in given)
    there = sum(each in asked for each in found.asked)
    return StageTime(found.id, found.minutes, round(seconds / 60), len(given), there)


def seconds_used(answer: Answer, planned: int) -> int:
    """Return the time that an answer took: twice the planned minutes at most, or as long as it was told aloud."""
    until = answer.kept_at or answer.saved_at or answer.begun_at
    open_for = int((until - answer.begun_at).total_seconds())
    return max(answer.seconds or 0, min(open_for, MOST_TIMES_PLANNED * planned * 60), 0)


def self_rating(answers: Iterable[Answer], asked: Mapping[str, Asked], coached: Coached) -> SelfRating | None:
    """Return how ratings fit the coach's notes on structure, where that can be told of six typed answers or more."""
    pairs = [
        (each.review.score, bool(STRUCTURE & set(coached[each.id])))
        for each in answers
        if each.review and each.id in coached and is_built(asked.get(each.question))
    ]
    if len(pairs) < LEAST_COMPARED:
        return None
    high = sum(notes for score, notes in pairs if score >= STRONG)
    low = sum(not notes for score, notes in pairs if score <= WEAK)
    return SelfRating(len(pairs), high, low)


def is_built(asked: Asked | None) -> bool:
    """Whether the coach has rules for how an answer to this is built."""
    return asked is not None and isinstance(asked.source, Question) and asked.source.rated


def next_cards(unanswered: Collection[str], deck: Sequence[Card], dues: Mapping[str, Due]) -> list[Card]:
    """Return five cards to practise next: those not answered first, then of each skill its weakest or a new one.

    In both the weakest skill goes first; what was answered well last time is left alone.
    """
    skills = weakest_first(deck, means(deck, dues))
    open_cards = [card for card in deck if any(each.id in unanswered for each in card.variants)]
    first = sorted(open_cards, key=lambda card: skills.index(card.skill))
    left = [card for card in deck if card not in first and _last(card, dues) < STRONG]
    piles = [
        sorted((card for card in left if card.skill == skill), key=lambda card: _last(card, dues))
        for skill in skills
    ]
    return [*first, *(card for row in zip_longest(*piles) for card in row if card)][:NEXT]


def _last(card: Card, dues: Mapping[str, Due]) -> float:
    """Return the last score of a card; one not seen yet stands between those to be done again and the middling."""
    return dues[card.id].last_score if card.id in dues else WEAK + 0.5
