"""Random candidates who live their plans day by day, and what every plan promises them."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from hiring.library import Library
from hiring.practice import Card, Due, Setup, deck, reviewed
from hiring.practice_order import means, weak, weakest_first
from hiring.practice_plan import Day, Plan, plan
from hiring.question_bank import QuestionType
from hiring.vocabulary import LEVELS, MOTIONS, Level, Motion

TODAY = date(2026, 3, 2)
LIBRARY = Library()
SAMPLE = LIBRARY.bank("question_banks/selling.yaml")[0]
OPEN_END = 20  # days that somebody without a date is watched


@cache
def whole_deck(level: Level, motion: Motion) -> list[Card]:
    return deck(level, motion, LIBRARY, ())


@cache
def card(name: str, minutes: int = 5, kind: QuestionType = "behavioural") -> Card:
    """Return a card such as `selling2` on the skill `selling`, with a twin."""
    skill = None if kind == "motivation" else name.rstrip("0123456789")
    like = {"skill": skill, "type": kind, "minutes": minutes}
    twins = [SAMPLE.model_copy(update={"id": each, **like}) for each in (name, f"{name}_twin")]
    return Card(name, skill, tuple(twins), minutes)


def in_days(number: int) -> date:
    return TODAY + timedelta(number)


def setup(minutes: int, left: int | None = None) -> Setup:
    return Setup("mid", "expansion", "en", minutes, None if left is None else in_days(left))


@dataclass
class Life:
    """A candidate: what they prepare for, how they keep to the plan, and all that they have done."""

    setup: Setup
    cards: list[Card]
    chance: random.Random
    skips: float = 0.0  # share of days without practice
    leaves: float = 0.0  # share of a day's items left undone
    anew: bool = False  # on some days the list is made again after each answer
    dues: dict[str, Due] = field(default_factory=dict)
    seen: dict[date, list[str]] = field(default_factory=dict)
    before: set[str] = field(default_factory=set)  # cards seen before this plan
    mocks: list[date] = field(default_factory=list)

    @property
    def keeps_to_it(self) -> bool:
        return not self.skips and not self.leaves

    def plan(self, today: date, days: int = 14) -> Plan:
        done = self.mocks[-1] if self.mocks else None
        seen_today = self.seen.get(today, [])
        return plan(self.setup, self.cards, self.dues, seen_today, today, mock_done=done, days=days)

    def answer(self, card: str, today: date) -> None:
        self.dues[card] = reviewed(
            self.dues.get(card),
            next(each for each in self.cards if each.id == card),
            self.chance.choice((1, 2, 3, 3, 4, 4, 5)),
            today,
            self.setup,
        )
        self.seen.setdefault(today, []).append(card)

    def live(self, today: date, planned: Plan) -> None:
        """Do all or some of what a plan says for today."""
        if self.chance.random() < self.skips:
            return
        if planned.days[0].mock and self.chance.random() >= self.leaves:
            self.mocks.append(today)
        if not self.anew or self.leaves or self.chance.random() < 0.7:
            for item in planned.days[0].items:
                if self.chance.random() >= self.leaves:
                    self.answer(item.card, today)
            return
        while items := self.plan(today, 1).days[0].items:
            self.answer(items[0].card, today)


def born(seed: int) -> Life:
    """Return a candidate with a random setup, and for some an earlier history with gaps."""
    chance = random.Random(seed)  # noqa: S311 - the same candidate each time
    level, motion = chance.choice(LEVELS), chance.choice(MOTIONS)
    left = chance.choice([None, *range(1, 61)]) if chance.random() < 0.95 else None
    setup = Setup(level, motion, "en", chance.randint(10, 90))
    every = whole_deck(level, motion)
    cards = every if chance.random() < 0.7 else [card for card in every if chance.random() < 0.5] or every[:1]
    life = Life(setup, cards, chance, anew=chance.random() < 0.5)
    if chance.random() < 0.6:
        life.skips, life.leaves = chance.choice([(0.3, 0), (0, 0.4), (0.2, 0.2), (0.6, 0.3)])
    if chance.random() < 0.5:
        for ago in sorted(chance.sample(range(1, 90), chance.randint(1, 20)), reverse=True):
            for card in chance.sample(cards, min(len(cards), chance.randint(1, 5))):
                life.answer(card.id, TODAY - timedelta(ago))
    life.seen.clear()
    life.before = set(life.dues)
    life.setup = Setup(level, motion, "en", setup.minutes_a_day, TODAY + timedelta(left) if left else None)
    return life


def broken_by_turns(life: Life, planned: Plan) -> Iterator[str]:
    """Yield where a plan asks a second question on a skill on an earlier day than the first one on another."""
    skills = {card.id: card.skill for card in life.cards}
    new = [(day.date, skills[item.card]) for day in planned.days for item in day.items if item.why == "new"]
    seen = {skills[card] for card in life.dues}
    firsts = {skill: day for day, skill in reversed(new) if skill not in seen}
    seconds = [
        day for place, (day, skill) in enumerate(new) if skill in seen | {one for _, one in new[:place]}
    ]
    if firsts and seconds and min(seconds) < max(firsts.values()):
        yield f"{min(seconds)} has another question on a skill while a skill is unseen"


def broken_by_crowd(life: Life, today: date, planned: Plan) -> Iterator[str]:
    """Yield where today has two questions on motivation, or three on a skill though one on another is due."""
    by_id = {card.id: card for card in life.cards}
    items = [by_id[item.card] for item in planned.days[0].items]
    held = Counter(card.skill for card in [*(by_id[card] for card in life.seen.get(today, ())), *items])
    if held.pop(None, 0) > 1:
        yield f"{today} has more than one question on motivation"
    free = life.setup.minutes_a_day - planned.done_today - planned.days[0].minutes
    needed = 0 if life.setup.interview is None else 2
    spare = [card for card in items if card.id in life.dues and life.dues[card.id].times_seen >= needed]
    for skill in {card.skill for card in spare if held[card.skill] > 2}:
        room = free + min(card.minutes for card in items if card.skill == skill)
        waiting = [
            due.card
            for due in life.dues.values()
            if due.due and due.due <= today and due.skill and not held[due.skill]
            if by_id[due.card].minutes <= room and (left_of(life, today) > 7 or due.skill in planned.weak)
        ]
        if waiting:
            yield f"{today} has {held[skill]} questions on {skill} while {waiting} are due"


def left_of(life: Life, today: date) -> int:
    """Return the days to the interview, and many without one."""
    return (life.setup.interview - today).days if life.setup.interview else 1000


def days_of(life: Life) -> Iterator[date]:
    """Yield the days on which a candidate might practise: to the interview, or some weeks."""
    end = life.setup.interview or TODAY + timedelta(OPEN_END)
    yield from (TODAY + timedelta(number) for number in range((end - TODAY).days))


def broken_by(life: Life, today: date, planned: Plan) -> Iterator[str]:
    """Yield what a plan of all days does not keep of its promises."""
    again = Life(life.setup, life.cards, life.chance, dues=dict(reversed(life.dues.items())))
    again.seen, again.mocks = life.seen, life.mocks
    if again.plan(today, len(planned.days)) != planned:
        yield "the same history makes another plan"
    if [day.date for day in planned.days] != [today + timedelta(i) for i in range(len(planned.days))]:
        yield "the days are not those from today on"
    for day in planned.days:
        yield from broken_by_day(life, today, day, planned)
    yield from broken_by_turns(life, planned)
    if life.setup.interview:
        yield from broken_by_sights(life, today, planned)


def broken_by_day(life: Life, today: date, day: Day, planned: Plan) -> Iterator[str]:
    """Yield what a day does not keep of its promises."""
    skills = {card.id: card.skill for card in life.cards}
    room = life.setup.minutes_a_day - (planned.done_today if day.date == today else 0)
    if day.minutes != sum(item.minutes for item in day.items) or day.minutes > max(0, room):
        yield f"{day.date} has too many minutes"
    cards = [item.card for item in day.items]
    if len(set(cards)) != len(cards) or (day.date == today and set(cards) & set(life.seen.get(today, ()))):
        yield f"{day.date} has a card twice"
    for place, (one, other) in enumerate(pairwise(cards)):
        if skills[one] == skills[other] and any(skills[card] != skills[one] for card in cards[place + 1 :]):
            yield f"{day.date} has two neighbours on one skill"
    if life.setup.interview and day.date >= life.setup.interview:
        yield f"{day.date} is not before the interview"


def broken_by_sights(life: Life, today: date, planned: Plan) -> Iterator[str]:
    """Yield what a plan up to an interview does not keep of its promises."""
    assert life.setup.interview is not None
    skills = {card.id: card.skill for card in life.cards}
    weakest = weak(weakest_first(life.cards, means(life.cards, life.dues)))
    left = {day.date: (life.setup.interview - day.date).days for day in planned.days}
    times = Counter({card: due.times_seen for card, due in life.dues.items()})
    for day in planned.days:
        for item in day.items:
            times[item.card] += 1
            if min(times[item.card], 3) != {"new": 1, "similar": 2}.get(item.why, 3):
                yield f"{day.date} calls {item.card} {item.why}"
            if left[day.date] == 2 or (left[day.date] == 1 and (item.why == "new" or day.mock)):
                yield f"{day.date} is too late for {item.card}"
            if left[day.date] <= 7 and skills[item.card] not in weakest and times[item.card] > 2:
                yield f"{day.date} spends minutes on a skill that is not weak"
    short = {card.id: times[card.id] for card in life.cards if times[card.id] < 2}
    if short != {each.card: each.times for each in planned.left_out}:
        yield "the cards not seen twice are not those left out"
    done = bool(life.mocks) and life.mocks[-1] >= life.setup.interview - timedelta(2)
    mocks = [left[day.date] for day in planned.days if day.mock]
    if mocks != ([] if done else [min(2, left[today])]):
        yield "the mock interview has not its day"


def broken_in(life: Life) -> Iterator[str]:
    """Live to the interview, or some weeks; yield what was not kept of the promises."""
    new_after: list[tuple[date, str]] = []
    days = list(days_of(life))
    looked_at = {*days[:1], *days[-3:], *life.chance.sample(days, min(1, len(days)))}
    for today in days:
        planned = life.plan(today, len(days) if today in looked_at else 1)
        if today in looked_at:
            yield from broken_by(life, today, planned)
        yield from broken_by_crowd(life, today, planned)
        known = set(life.dues)
        life.live(today, planned)
        new_after += [(today, card) for card in life.seen.get(today, []) if card not in known]
    yield from broken_at_the_end(life, new_after)


def broken_at_the_end(life: Life, new: Sequence[tuple[date, str]]) -> Iterator[str]:
    """Yield what a candidate was promised and did not get."""
    minutes = {card.id: card.minutes for card in life.cards}
    for day, cards in life.seen.items():
        if sum(minutes[card] for card in cards) > life.setup.minutes_a_day:
            yield f"{day} took too many minutes"
    if life.setup.interview is None:
        return
    late = [card for day, card in new if day >= life.setup.interview - timedelta(2)]
    if late:
        yield f"new in the last two days: {late}"
    if any(
        due.due and due.due >= life.setup.interview for due in life.dues.values() if due.card in life.seen
    ):
        yield "something is due on the day of the interview or later"
    if len(life.mocks) > 1 or (life.keeps_to_it and len(life.mocks) != 1):
        yield f"{len(life.mocks)} mock interviews"
    first = [card for _, card in new][:6]
    motivation = {card.id for card in life.cards if card.skill is None}
    if (
        life.keeps_to_it
        and not life.before
        and motivation
        and len(first) == 6
        and not motivation & set(first)
    ):
        yield f"none of the first six is on motivation: {first}"
    yield from broken_by_skills(life, new)
    once = [card for _, card in new if life.dues[card].times_seen < 2]
    if life.keeps_to_it and once:
        yield f"begun and not seen twice: {once}"


def broken_by_skills(life: Life, new: Sequence[tuple[date, str]]) -> Iterator[str]:
    """Yield skills never seen by a candidate who kept to the plan, where further questions on others took their minutes.

    What a day had left for further questions, and left over, is no time if no question on a skill never seen is so short.
    """
    by_id = {card.id: card for card in life.cards}
    known = {by_id[card].skill for card in life.before}
    further: defaultdict[date, list[Card]] = defaultdict(list)
    for day, card in new:
        if by_id[card].skill in known:
            further[day].append(by_id[card])
        known.add(by_id[card].skill)
    unseen = {card.skill: card.minutes for card in sorted(life.cards, key=lambda card: -card.minutes) if card.skill not in known}  # fmt: skip
    for day, cards in further.items() if life.keeps_to_it and unseen else ():
        spare = life.setup.minutes_a_day - sum(by_id[card].minutes for card in life.seen[day])
        if spare + sum(card.minutes for card in cards) >= min(unseen.values()):
            yield f"never seen {set(unseen)}, though there was time for {[card.id for card in cards]} on {day}"
