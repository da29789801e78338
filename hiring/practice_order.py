"""In which order cards are practised: weak skills first, skills in turn, and no two neighbours on one skill."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import zip_longest
from operator import itemgetter

from hiring.practice import Card, Due
from hiring.vocabulary import SkillId

MIDDLE = 3.0  # where a skill stands that nobody has practised yet
GOOD_ENOUGH = 3.0  # a skill with a lower mean is told to be a weaker one
NONE: Mapping[SkillId | None, int] = {}
Skills = Sequence[SkillId | None]
Place = tuple[tuple[int, str], Card]  # in a queue: by rank and id


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


def most_a_day(card: Card) -> int:
    """Return how many of its skill a day may hold, this one included, before other skills have their turn."""
    return 2 if card.rated else 1


def in_turn(cards: Iterable[Card], skills: Skills, had: Mapping[SkillId | None, int] = NONE) -> list[Card]:
    """Return cards with every skill's first before any skill's second, a skill's rated ones before its knowledge.

    A skill that has had its turn so many times already waits until the others have had theirs.
    """
    piles: dict[SkillId | None, list[Card | None]] = {skill: [None] * had.get(skill, 0) for skill in skills}
    for card in sorted(cards, key=lambda card: (not card.rated, card.id)):
        piles[card.skill].append(card)
    return [card for row in zip_longest(*piles.values()) for card in row if card]


def new_in_turn(cards: Sequence[Card], skills: Skills, dues: Mapping[str, Due]) -> list[Card]:
    """Return the cards not seen yet in turn, with one on motivation as the very second, for everybody is asked that.

    Cards seen count as turns: no skill has its second before every skill has had its first, however often a plan is
    made again. Who has begun without one on motivation gets it next.
    """
    had = Counter(card.skill for card in cards if card.id in dues)
    order = in_turn((card for card in cards if card.id not in dues), skills, had)
    motivation = next((card for card in order if card.skill is None), None)
    if motivation and None not in had:
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
        self.piles: dict[int, list[Place]] = defaultdict(list)
        self.put_off: list[Place] = []  # today, for the day holds enough of their skill

    def add(self, card: Card, rank: int) -> None:
        """Let a card wait; of equal ranks the first by id goes first."""
        heappush(self.piles[card.minutes], ((rank, card.id), card))

    def take(self, room: int, today: Mapping[SkillId | None, int]) -> Card | None:
        """Take out the first card that fits so many minutes, after so many of each skill today.

        Skills of which the day holds enough go after all others; a second one on motivation does not come at all.
        """
        fitting: list[list[Place]] = []
        for minutes, pile in self.piles.items():
            if minutes <= room:
                if today:
                    self.put_enough_off(pile, today)
                if pile:
                    fitting.append(pile)
        if fitting:
            return heappop(min(fitting, key=itemgetter(0)))[1]
        last = min((each for each in self.put_off if each[1].skill and each[1].minutes <= room), default=None)
        if last:
            self.put_off.remove(last)
        return last[1] if last else None

    def put_enough_off(self, pile: list[Place], today: Mapping[SkillId | None, int]) -> None:
        """Take the first of a pile out of today's turn, as long as the day holds enough of its skill."""
        while pile and (count := today.get(pile[0][1].skill)) and count >= most_a_day(pile[0][1]):
            self.put_off.append(heappop(pile))

    def end_day(self) -> None:
        """Let what was put off wait for another day."""
        for place in self.put_off:
            heappush(self.piles[place[1].minutes], place)
        self.put_off.clear()
