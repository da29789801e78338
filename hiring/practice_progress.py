"""How far a candidate has come: what each skill was given last, and what was done on which day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from hiring.practice import Card, Due
from hiring.scoring import mean
from hiring.vocabulary import SkillId

DAYS = 28

Rating = tuple[str, str, int, date, datetime]  # card, question, score, day, time


@dataclass(frozen=True)
class SkillProgress:
    """One skill: how many of its questions were seen, and the mean of the last score of each card."""

    skill: SkillId | None
    questions: int
    seen: int
    mean: Fraction | None


def by_skill(deck: Sequence[Card], dues: Iterable[Due]) -> list[SkillProgress]:
    """Return each skill of a deck in its order; motivation has none."""
    stand = {due.card: due for due in dues}
    cards: dict[SkillId | None, list[Card]] = defaultdict(list)
    for card in deck:
        cards[card.skill].append(card)
    found = []
    for skill, own in cards.items():
        begun = [(card, stand[card.id]) for card in own if card.id in stand]
        seen = sum(min(due.times_seen, len(card.variants)) for card, due in begun)
        questions = sum(len(card.variants) for card in own)
        found.append(SkillProgress(skill, questions, seen, mean([due.last_score for _, due in begun])))
    return found


def over_days(ratings: Iterable[Rating], today: date) -> list[tuple[date, int]]:
    """Return the last four weeks' days with how many answers were rated on each, today last."""
    counts: dict[date, int] = defaultdict(int)
    for _, _, _, day, _ in ratings:
        counts[day] += 1
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    return [(day, counts[day]) for day in days]
