"""In which order cards are practised: weak skills first, skills in turn, and no two neighbours on one skill."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import zip_longest

from hiring.practice import Card, Due
from hiring.vocabulary import SkillId

MIDDLE = 3.0  # where a skill stands that nobody has practised yet
GOOD_ENOUGH = 4.0
Skills = Sequence[SkillId | None]


def means(cards: Iterable[Card], dues: Mapping[str, Due]) -> dict[SkillId | None, float]:
    """Return the mean of the last scores of each skill's cards, for the skills practised; none is motivation."""
    scores = defaultdict(list)
    for card in cards:
        if card.id in dues:
            scores[card.skill].append(dues[card.id].last_score)
    return {skill: sum(each) / len(each) for skill, each in scores.items()}


def weakest_first(cards: Iterable[Card], judged: Mapping[SkillId | None, float]) -> Skills:
    """Return a deck's skills by their means, weakest first; among equals, and of those not practised, in its order."""
    return sorted(dict.fromkeys(card.skill for card in cards), key=lambda skill: judged.get(skill, MIDDLE))


def weak(skills: Skills) -> Skills:
    """Return the weakest third of the skills, weakest first: two at least, three at most."""
    return skills[: min(3, max(2, len(skills) // 3))]


def in_turn(cards: Iterable[Card], skills: Skills) -> list[Card]:
    """Return cards with every skill's first before any skill's second, a skill's rated ones before its knowledge."""
    piles: dict[SkillId | None, list[Card]] = {skill: [] for skill in skills}
    for card in sorted(cards, key=lambda card: (not card.rated, card.id)):
        piles[card.skill].append(card)
    return [card for row in zip_longest(*piles.values()) for card in row if card]


def new_in_turn(cards: Sequence[Card], skills: Skills, dues: Mapping[str, Due]) -> list[Card]:
    """Return the cards not seen yet in turn, with one on motivation as the very second, for everybody is asked that.

    Who has begun without one gets it next.
    """
    known = any(card.skill is None for card in cards if card.id in dues)
    order = in_turn((card for card in cards if card.id not in dues), skills)
    motivation = next((card for card in order if card.skill is None), None)
    if motivation and not known:
        order.remove(motivation)
        order.insert(0 if dues else 1, motivation)
    return order


def interleaved(cards: Iterable[Card], previous: Card | None) -> list[Card]:
    """Return a day's cards so that neighbours differ in skill, as long as another skill remains."""
    left, order = list(cards), []
    while left:
        other = (card for card in left if previous is None or card.skill != previous.skill)
        previous = next(other, left[0])
        left.remove(previous)
        order.append(previous)
    return order


class Waiting:
    """Cards that wait for room in a day, by their minutes; the one of lowest rank goes first."""

    def __init__(self) -> None:
        self.piles: dict[int, list[tuple[tuple[int, str], Card]]] = defaultdict(list)

    def add(self, card: Card, rank: int) -> None:
        """Let a card wait; of equal ranks the first by id goes first."""
        heappush(self.piles[card.minutes], ((rank, card.id), card))

    def take(self, room: int) -> Card | None:
        """Take out the first card that fits so many minutes."""
        fitting = [pile for minutes, pile in self.piles.items() if pile and minutes <= room]
        return heappop(min(fitting, key=lambda pile: pile[0][0]))[1] if fitting else None
