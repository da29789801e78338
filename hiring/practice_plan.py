"""What to practise on which day: every card twice before the interview as far as the minutes go, and then FSRS.

With an interview date, the day before the last belongs to a mock interview, nothing new comes in the last two days,
and the minutes left over in the last week are for the weakest skills. Cards that do not fit twice are left out and
told. Without a date the cards that are due go first, then new ones. Days ahead are planned as if every answer were
good. The plan is a function of the history alone: after a missed day it is simply made again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from hiring import forgetting
from hiring.practice import Card, Due, Setup
from hiring.practice_order import (
    GOOD_ENOUGH,
    Skills,
    Waiting,
    in_turn,
    interleaved,
    means,
    new_in_turn,
    weak,
    weakest_first,
)
from hiring.practice_room import Room
from hiring.vocabulary import SkillId

SIGHTS = 2
Why = Literal["new", "similar", "again", "weak"]


@dataclass(frozen=True)
class Item:
    """One question to answer on a day: new, similar to one seen, again, or again because its skill is a weaker one."""

    card: str
    variant: str
    minutes: int
    why: Why


@dataclass(frozen=True)
class Day:
    """What to do on a day; the minutes are those of its items, the mock interview comes on top."""

    date: date
    items: tuple[Item, ...]
    minutes: int
    mock: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A card that will not have been seen twice before the interview: how often, and what there is too little of."""

    card: str
    times: int
    reason: Literal["days", "minutes"]


@dataclass(frozen=True)
class Plan:
    """The days from today on, what is left out, the weakest skills (none is motivation), the minutes done today."""

    days: tuple[Day, ...]
    left_out: tuple[LeftOut, ...]
    weak: tuple[str | None, ...]
    done_today: int


@dataclass
class _Candidate:
    """What a plan is made of: the setup, the deck, how its cards stand, and the answers of today."""

    setup: Setup
    cards: Sequence[Card]
    dues: Mapping[str, Due]
    seen_today: Sequence[str]
    day: date

    def __post_init__(self) -> None:
        by_id = {card.id: card for card in self.cards}
        self.dues = {card: due for card, due in self.dues.items() if card in by_id}
        self.memories = {card: forgetting.memory(due.state) for card, due in self.dues.items()}
        self.answered = [by_id[card] for card in self.seen_today if card in by_id]
        self.done_today = sum(card.minutes for card in self.answered)
        self.judged = means(self.cards, self.dues)
        self.skills = weakest_first(self.cards, self.judged)
        self.weak = weak(self.skills)
        self.new = new_in_turn(self.cards, self.skills, self.dues)

    def rooms(self, days: int) -> list[int]:
        """Return the minutes of so many days, today those left."""
        minutes = self.setup.minutes_a_day
        return [max(0, minutes - self.done_today), *[minutes] * (days - 1)][:days]

    def known_skills(self) -> set[SkillId | None]:
        """Return the skills on which a card was seen; none is motivation."""
        return {card.skill for card in self.cards if card.id in self.dues}

    def is_done_today(self, card: Card) -> bool:
        """Whether a card was seen today already."""
        last = self.memories[card.id].last_review if card.id in self.memories else None
        return card.id in self.seen_today or (last is not None and last.date() >= self.day)

    def due(self, card: Card) -> int | None:
        """Return in how many days a card seen is due, today if it is overdue; none: not before the interview."""
        due = forgetting.due_again(self.memories[card.id], self.setup.interview)
        return None if due is None else max((due - self.day).days, int(self.is_done_today(card)))


def plan(  # noqa: PLR0913 - who prepares for what, what was done, and from when to when
    setup: Setup,
    cards: Sequence[Card],
    dues: Mapping[str, Due],
    seen_today: Sequence[str],
    today: date,
    *,
    mock_done: date | None = None,
    days: int = 14,
) -> Plan:
    """Return the next days of practice and, with an interview date, what will not have been seen twice before it.

    `seen_today` names the card of each answer given today (outside of a mock interview), in their order; `mock_done` is
    the day of the last whole mock interview. With an interview today or in the past there is nothing to plan.
    """
    candidate = _Candidate(setup, cards, dues, seen_today, today)
    if setup.interview is None:
        planned, left_out = _open_end(candidate, days)
    else:
        planned, left_out = _to_the_interview(candidate, setup.interview, mock_done, days)
    return Plan(tuple(planned), tuple(left_out), tuple(candidate.weak), candidate.done_today)


def _open_end(candidate: _Candidate, days: int) -> tuple[list[Day], list[LeftOut]]:
    """Plan days without an interview: what is due, then what is new; left out is what no day has the minutes for."""
    most = candidate.setup.minutes_a_day
    ahead = _Ahead(candidate, candidate.rooms(days))
    ahead.let_in_new(most)
    left_out = [LeftOut(card.id, 0, "minutes") for card in candidate.new if card.minutes > most]
    return [ahead.live([], candidate.skills) for _ in range(days)], left_out


def _to_the_interview(
    candidate: _Candidate, interview: date, mock_done: date | None, days: int
) -> tuple[list[Day], list[LeftOut]]:
    """Plan the days before an interview: two sights of each card first, then what is due in the minutes left."""
    left = max(0, (interview - candidate.day).days)
    done = mock_done is not None and mock_done >= interview - timedelta(2)
    before_last = left >= 2 or mock_done == interview - timedelta(2)
    mock = None if done else left - 2 if before_last else left - 1
    room = Room(candidate.rooms(left), before_last, candidate.answered, candidate.known_skills())
    left_out = list(_place(candidate, room)) if left else []
    ahead = _Ahead(candidate, room.minutes)
    ahead.promised.update(card.id for placed in room.placed for card in placed)
    return [
        ahead.live(
            room.placed[day], candidate.skills if day < room.week else candidate.weak, mock=day == mock
        )
        for day in range(min(days, left))
    ], left_out


def _place(candidate: _Candidate, room: Room) -> Iterator[LeftOut]:
    """Place what every card still needs: cards begun, then one of each skill not seen, then the rest of the new ones.

    Yield those that do not fit.
    """
    begun = [card for card in candidate.cards if card.id in candidate.dues]
    once = [card for card in begun if candidate.dues[card.id].times_seen < SIGHTS]
    for card in in_turn(once, candidate.skills):
        is_weak, after = _is_weak(candidate, room, card), -1 + candidate.is_done_today(card)
        if not room.place_begun(card, after, candidate.due(card) or 0, weak=is_weak):
            possible = next(room.days_again(after, 0, weak=is_weak, last_too=True), None) is not None
            times = candidate.dues[card.id].times_seen
            yield LeftOut(card.id, times, "minutes" if possible else "days")
    fits = _place_new(candidate, room)
    for card in candidate.new:
        if not fits[card.id]:
            start, is_weak = int(candidate.is_done_today(card)), _is_weak(candidate, room, card)
            again = room.days_again(start, 0, weak=is_weak, last_too=card.skill not in room.seen)
            possible = start < room.new_until and next(again, None) is not None
            yield LeftOut(card.id, 0, "minutes" if possible else "days")


def _place_new(candidate: _Candidate, room: Room) -> dict[str, bool]:
    """Place the new cards, one of each skill not seen before all others; return for each whether it fits."""
    fits: dict[str, bool] = {}

    def place(card: Card) -> None:
        start, is_weak = int(candidate.is_done_today(card)), _is_weak(candidate, room, card)
        fits[card.id] = room.place_new(card, start, weak=is_weak)

    for card in candidate.new:
        if card.skill not in room.seen:
            place(card)
    room.start = room.opened
    for card in candidate.new:
        if card.id not in fits:
            place(card)
    return fits


def _is_weak(candidate: _Candidate, room: Room, card: Card) -> bool:
    """Whether a card's skill is among the weakest; in the last week motivation counts as weak, it is asked for sure."""
    return card.skill in candidate.weak or (card.skill is None and room.week <= 0)


class _Ahead:
    """The days ahead, lived one after the other as if every answer were good."""

    def __init__(self, candidate: _Candidate, minutes: Sequence[int]) -> None:
        self.candidate, self.minutes, self.day = candidate, minutes, 0
        self.memories = dict(candidate.memories)
        self.times = {card: due.times_seen for card, due in candidate.dues.items()}
        self.ranks = {skill: rank for rank, skill in enumerate(candidate.skills)}
        self.due: dict[str, int] = {}
        self.arriving: dict[int, list[tuple[Card, int]]] = defaultdict(list)
        self.waiting = Waiting()
        self.promised: Counter[str] = Counter()  # how often a card still has its own place
        self.unopened: set[SkillId | None] = set()
        self.after_opening: list[tuple[Card, int]] = []
        for card in candidate.cards:
            if card.id in candidate.dues:
                self.let_in(card, candidate.due(card), self.ranks[card.skill])

    def let_in(self, card: Card, day: int | None, rank: int) -> None:
        """Let a card wait for minutes from a day on."""
        if day is not None:
            self.due[card.id] = day
            self.arriving[day].append((card, rank))

    def let_in_new(self, most: int) -> None:
        """Let the new cards of at most so many minutes wait; a skill's second until every skill has had its first."""
        new = [card for card in self.candidate.new if card.minutes <= most]
        self.unopened = {card.skill for card in new} - self.candidate.known_skills()
        opening = {card.skill: card.id for card in reversed(new) if card.skill in self.unopened}.values()
        for rank, card in enumerate(new, start=len(self.candidate.skills)):
            if card.id in opening or not self.unopened:
                self.let_in(card, int(self.candidate.is_done_today(card)), rank)
            else:
                self.after_opening.append((card, rank))

    def open(self, skill: SkillId | None) -> None:
        """Let all other new cards wait for minutes once a card of every skill has been seen."""
        self.unopened.discard(skill)
        if not self.unopened:
            for card, rank in self.after_opening:
                self.due[card.id] = self.day
                self.waiting.add(card, rank)
            self.after_opening.clear()

    def live(self, placed: Sequence[Card], skills: Skills, *, mock: bool = False) -> Day:
        """Return the next day: what has its place there, then what is due on some skills while minutes are left."""
        candidate, room, seen = self.candidate, self.minutes[self.day], list(placed)
        answered = candidate.answered if self.day == 0 else []
        on_skill: dict[SkillId | None, int] = {}
        for card in (*answered, *placed):
            on_skill[card.skill] = on_skill.get(card.skill, 0) + 1
        for card in placed:
            self.promised[card.id] -= 1
            self.review(card)
        for card, rank in self.arriving.pop(self.day, ()):
            self.waiting.add(card, rank)
        while spare := self.waiting.take(room, on_skill):
            comes_anyway = self.promised[spare.id] and spare.skill not in candidate.weak
            if self.due[spare.id] <= self.day and spare.skill in skills and not comes_anyway:
                room -= spare.minutes
                seen.append(spare)
                on_skill[spare.skill] = on_skill.get(spare.skill, 0) + 1
                self.review(spare)
        self.waiting.end_day()
        items = tuple(self.item(card) for card in interleaved(seen, answered[-1] if answered else None))
        self.day += 1
        on = candidate.day + timedelta(self.day - 1)
        return Day(on, items, sum(item.minutes for item in items), mock)

    def review(self, card: Card) -> None:
        """Let a card be answered well."""
        interview, on = self.candidate.setup.interview, self.candidate.day + timedelta(self.day)
        before = self.memories.get(card.id) or forgetting.memory(None)
        after = forgetting.review(before, forgetting.GOOD, on, interview)
        self.memories[card.id] = after
        self.times[card.id] = self.times.get(card.id, 0) + 1
        self.due[card.id] = due = (after.due.date() - self.candidate.day).days
        self.arriving[due].append((card, self.ranks[card.skill]))
        if self.unopened:
            self.open(card.skill)

    def item(self, card: Card) -> Item:
        """Return how a card is shown on the day on which it was just answered."""
        seen = self.times[card.id] - 1
        judged = self.candidate.judged.get(card.skill, GOOD_ENOUGH)
        is_weak = card.skill in self.candidate.weak and judged < GOOD_ENOUGH
        why: Why = "weak" if is_weak else "again"
        if seen < len(card.variants):
            why = "similar" if seen else "new"
        return Item(card.id, card.variant(seen).id, card.minutes, why)
