"""What to practise on which day: every card twice before the interview as far as the minutes go, and then FSRS.

With an interview date, the day before the last belongs to a mock interview, nothing new comes in the last two days,
and the minutes left over in the last week are for the weakest skills. Cards that do not fit twice are left out and
told. Without a date the cards that are due go first, then new ones. Days ahead are planned as if every answer were
good. The plan is a function of the history alone: after a missed day it is simply made again.
"""

from collections import defaultdict
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

SIGHTS = 2


@dataclass(frozen=True)
class Item:
    """One question to answer on a day: new, again, or again because its skill is among the weakest."""

    card: str
    variant: str
    minutes: int
    why: Literal["new", "again", "weak"]


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
    for rank, card in enumerate(candidate.new, start=len(candidate.skills)):
        ahead.let_in(card, int(card.id in candidate.seen_today), rank)
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
    room = Room(candidate.rooms(left), before_last)
    left_out = list(_place(candidate, room)) if left else []
    ahead = _Ahead(candidate, room.minutes)
    return [
        ahead.live(
            room.placed[day], candidate.skills if day < room.week else candidate.weak, mock=day == mock
        )
        for day in range(min(days, left))
    ], left_out


def _place(candidate: _Candidate, room: Room) -> Iterator[LeftOut]:
    """Place what every card still needs, cards begun before new ones; yield those that do not fit."""
    begun = [card for card in candidate.cards if card.id in candidate.dues]
    once = [card for card in begun if candidate.dues[card.id].times_seen < SIGHTS]
    for card in [*in_turn(once, candidate.skills), *candidate.new]:
        is_weak, after = card.skill in candidate.weak, -1 + candidate.is_done_today(card)
        if card.id in candidate.dues:
            fits = room.place_begun(card, after, candidate.due(card) or 0, weak=is_weak)
            possible = next(room.days_again(after, 0, weak=is_weak, begun=True), None) is not None
        else:
            fits = room.place_new(card, after + 1, weak=is_weak)
            first = after + 1 < room.new_until
            possible = first and next(room.days_again(after + 1, 0, weak=is_weak), None) is not None
        if not fits:
            times = candidate.dues[card.id].times_seen if card.id in candidate.dues else 0
            yield LeftOut(card.id, times, "minutes" if possible else "days")


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
        for card in candidate.cards:
            if card.id in candidate.dues:
                self.let_in(card, candidate.due(card), self.ranks[card.skill])

    def let_in(self, card: Card, day: int | None, rank: int) -> None:
        """Let a card wait for minutes from a day on."""
        if day is not None:
            self.due[card.id] = day
            self.arriving[day].append((card, rank))

    def live(self, placed: Sequence[Card], skills: Skills, *, mock: bool = False) -> Day:
        """Return the next day: what has its place there, then what is due on some skills while minutes are left."""
        candidate, room, seen = self.candidate, self.minutes[self.day], list(placed)
        for card in placed:
            self.review(card)
        for card, rank in self.arriving.pop(self.day, ()):
            self.waiting.add(card, rank)
        while spare := self.waiting.take(room):
            if self.due[spare.id] <= self.day and spare.skill in skills:
                room -= spare.minutes
                seen.append(spare)
                self.review(spare)
        previous = candidate.answered[-1] if self.day == 0 and candidate.answered else None
        items = tuple(self.item(card) for card in interleaved(seen, previous))
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

    def item(self, card: Card) -> Item:
        """Return how a card is shown on the day on which it was just answered."""
        seen = self.times[card.id] - 1
        is_weak = (
            card.skill in self.candidate.weak
            and self.candidate.judged.get(card.skill, GOOD_ENOUGH) < GOOD_ENOUGH
        )
        why: Literal["new", "again", "weak"] = "weak" if is_weak else "again"
        return Item(card.id, card.variant(seen).id, card.minutes, why if seen else "new")
