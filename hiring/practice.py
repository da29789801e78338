"""What a candidate practises: cards made of the library's questions, and when each is due again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hiring.library import Library
from hiring.question_bank import Question
from hiring.skill_model import of_motion
from hiring.vocabulary import Language, Level, Motion, SkillId

SCORES = (1, 2, 3, 4, 5)
MINUTES = range(10, 241)  # a day


@dataclass(frozen=True)
class Setup:
    """What a candidate prepares for, the minutes for it each day, and the day of the interview where it is known."""

    level: Level
    motion: Motion
    language: Language
    minutes_a_day: int
    interview: date | None = None


@dataclass(frozen=True)
class Card:
    """One thing to practise: a question and its twin, shown in turn; motivation has no skill."""

    id: str
    skill: SkillId | None
    variants: tuple[Question, ...]
    minutes: int

    @property
    def rated(self) -> bool:
        """Whether the answer is rated with the skill's rubric, and not compared with a key or just noted."""
        return self.variants[0].rated

    def variant(self, times_seen: int) -> Question:
        """Return the question to ask of somebody who has seen the card so many times."""
        return self.variants[times_seen % len(self.variants)]


@dataclass(frozen=True)
class Due:
    """How a card stands: the days on which it was seen, the last score, what FSRS keeps of it, and the next date.

    No date means that it does not come again before the interview.
    """

    card: str
    skill: SkillId | None
    due: date | None
    times_seen: int
    last_score: int
    state: Mapping[str, Any]


def deck(level: Level, motion: Motion, library: Library, hidden: Collection[str]) -> list[Card]:
    """Return the cards for a job but for hidden questions: what it asks for most goes first, motivation last.

    Must-haves go before other skills, then by weight; a skill's rated questions go before those on knowledge.
    """
    weights = of_motion(library.skill_model(level).skills, motion)
    first = sorted(weights, key=lambda weight: (not weight.must_have, -weight.weight))
    places: dict[SkillId | None, int] = {weight.skill: place for place, weight in enumerate(first)}
    places[None] = len(places)
    questions = [
        question
        for question in library.questions_on([weight.skill for weight in weights])
        if question.asked_at(level, motion) and question.skill in places
    ]
    open_ids = {question.id for question in questions if question.practice} - set(hidden)
    return sorted(_cards(questions, open_ids), key=lambda card: (places[card.skill], not card.rated, card.id))


def _cards(questions: Collection[Question], open_ids: Collection[str]) -> Iterator[Card]:
    """Yield a card for each pair of twins and for each question without one; what is not open is no variant.

    A card keeps its id, and with it its history, while one of its twins is hidden.
    """
    known = {question.id: question for question in questions}
    pairs: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        twin = known.get(question.pair or "")
        paired = twin is not None and question.is_equal_to(twin)
        first = min(question.id, twin.id) if twin and paired else question.id
        if question.id in open_ids:
            pairs[first].append(question)
    for card, variants in pairs.items():
        ordered = tuple(sorted(variants, key=lambda question: question.id))
        yield Card(card, ordered[0].skill, ordered, ordered[0].minutes)


def reviewed(before: Due | None, card: Card, score: int, day: date, setup: Setup) -> Due:
    """Return how a card stands after an answer that the candidate scored 1 to 5; a day counts as seen once."""
    from hiring import forgetting  # noqa: PLC0415 - FSRS is slow to import, and a deck does without it

    memory = forgetting.memory(before.state if before else None)
    again = before is not None and memory.last_review is not None and memory.last_review.date() == day
    after = forgetting.review(memory, score, day, setup.interview)
    times = (before.times_seen if before else 0) + (not again)
    due = forgetting.due_again(after, setup.interview)
    return Due(card.id, card.skill, due, times, score, dict(after.to_dict()))


def due_for_each_score(before: Due | None, card: Card, day: date, setup: Setup) -> dict[int, date | None]:
    """Return for each score the day on which the card would come again; none: not before the interview."""
    return {score: reviewed(before, card, score, day, setup).due for score in SCORES}


def replayed(
    ratings: Iterable[tuple[str, int, date]], skills: Mapping[str, SkillId | None], setup: Setup
) -> list[Due]:
    """Return how cards stand after all ratings (card, score, day; oldest first), as if the setup had been this all along."""
    dues: dict[str, Due] = {}
    for card, score, day in ratings:
        dues[card] = reviewed(dues.get(card), Card(card, skills.get(card), (), 0), score, day, setup)
    return list(dues.values())
