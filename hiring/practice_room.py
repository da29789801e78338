"""Which days before the interview have room for what: every card twice, on different days, as far as minutes go."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hiring.forgetting import first_interval
from hiring.practice import Card
from hiring.practice_order import most_a_day
from hiring.vocabulary import SkillId

LAST_WEEK = 7  # days before the interview from which on spare minutes are for weak skills


@dataclass
class Room:
    """The days from today (0) to the one before the interview, with the minutes left and the cards placed on each.

    The last but one belongs to the mock interview, and the last to repeating (to the mock if it is still to come).
    """

    minutes: list[int]
    repeats_last: bool
    answered: Iterable[Card] = ()  # today already
    seen: set[SkillId | None] = field(
        default_factory=set
    )  # the skills on which something was seen or has its place
    placed: list[list[Card]] = field(init=False)
    on_skill: list[Counter[SkillId | None]] = field(
        init=False
    )  # how many each day holds, with those answered
    new_until: int = field(init=False)  # the first day on which nothing new is asked any more
    week: int = field(init=False)  # the first day of the last week; not above zero if it has begun
    start: int = 0  # the first day for what is not seen yet
    opened: int = 0  # the first day at whose end every skill that fits has been seen
    earliest: dict[object, int] = field(default_factory=dict)
    too_long: dict[bool, int] = field(
        default_factory=dict
    )  # minutes that fit no more, of weak skills and others

    def __post_init__(self) -> None:
        count = len(self.minutes)
        self.placed = [[] for _ in self.minutes]
        self.on_skill = [Counter() for _ in self.minutes]
        self.on_skill[:1] = [Counter(card.skill for card in self.answered)][:count]
        self.new_until, self.week = count - 2, count - LAST_WEEK
        for day in range(max(0, self.new_until), count):
            if day != count - 1 or not self.repeats_last:
                self.minutes[day] = 0

    def has_room(self, day: int, card: Card, *, crowded: bool) -> bool:
        """Whether a card fits on a day; a crowded one holds enough of its skill. Motivation comes once a day at most."""
        if self.minutes[day] < card.minutes:
            return False
        count = self.on_skill[day][card.skill]
        return count < most_a_day(card) or (crowded and card.skill is not None)

    def first_sight(self, card: Card, start: int, *, crowded: bool) -> int | None:
        """Return the first day with room for a card not seen yet; days only ever fill up."""
        like = card.minutes if crowded and card.skill else (card.minutes, card.skill, card.rated)
        day = max(start, self.earliest.get(like, 0))
        while day < self.new_until and (
            self.minutes[day] < card.minutes or not self.has_room(day, card, crowded=crowded)
        ):
            day += 1
        if start == self.start:
            self.earliest[like] = day
        return day if day < self.new_until else None

    def days_again(self, after: int, due: int, *, weak: bool, last_too: bool = False) -> Iterator[int]:
        """Yield the days on which a card may be seen again, best first.

        A weak skill's are in the last week if that is still to come; the very last day takes weak skills, and as a
        last resort what is asked to.
        """
        if weak and self.week > 0:
            yield from _nearest(range(max(after + 1, self.week), self.new_until), due)
            yield from _nearest(range(after + 1, min(self.week, self.new_until)), due)
        else:
            yield from _nearest(range(after + 1, self.new_until), due)
        last = len(self.minutes) - 1
        if (weak or last_too) and self.repeats_last and after < last:
            yield last

    def place(self, card: Card, days: Iterable[int]) -> None:
        """Put a card on days that have room for it."""
        for day in days:
            self.placed[day].append(card)
            self.on_skill[day][card.skill] += 1
            self.minutes[day] -= card.minutes

    def again(self, card: Card, days: Iterable[int], *, weak: bool) -> int | None:
        """Return the first of these days with room for a card, if possible one without enough of its skill.

        For that no card goes to the very last day, and none on a weak skill leaves the last week.
        """
        found: int | None = None
        for day in days:
            if found is None or self.part(day, weak=weak) == self.part(found, weak=weak):
                if self.has_room(day, card, crowded=False):
                    return day
                if found is None and self.has_room(day, card, crowded=True):
                    found = day
        return found

    def part(self, day: int, *, weak: bool) -> int:
        """Return where a day lies: at the very end, earlier, or, for a weak skill, before the last week."""
        return (day >= self.new_until) - (weak and day < self.week)

    def place_begun(self, card: Card, after: int, due: int, *, weak: bool) -> bool:
        """Find a day for the second sight of a card seen once; tell whether there is one."""
        day = self.again(card, self.days_again(after, due, weak=weak, last_too=True), weak=weak)
        self.place(card, [] if day is None else [day])
        return day is not None

    def place_new(self, card: Card, start: int, *, weak: bool) -> bool:
        """Find two days for a card not seen yet, or none; tell whether there are."""
        if card.minutes >= self.too_long.get(weak, card.minutes + 1):
            return False
        start = max(start, self.start)
        days = self.two_days(card, start, weak=weak) or self.two_days(card, start, weak=weak, crowded=True)
        self.place(card, days)
        if days and card.skill not in self.seen:
            self.seen.add(card.skill)
            self.opened = max(self.opened, days[0])
        elif not days and start == self.start and card.skill is not None:
            self.too_long[weak] = card.minutes
        return bool(days)

    def two_days(self, card: Card, start: int, *, weak: bool, crowded: bool = False) -> list[int]:
        """Return the first day with room for a card and the best one to see it again; none if one is missing.

        The first day may hold enough of its skill only if that is asked for. A skill's very first card may come again
        on the very last day.
        """
        first = self.first_sight(card, start, crowded=crowded)
        if first is None:
            return []
        longest = max(1, (len(self.minutes) - first) // 2)
        due = first + min(first_interval(), longest)
        again = self.days_again(first, due, weak=weak, last_too=card.skill not in self.seen)
        second = self.again(card, again, weak=weak)
        return [] if second is None else [first, second]


def _nearest(days: range, due: int) -> Iterator[int]:
    """Yield days from the due one on, then those before it, latest first."""
    middle = min(max(due, days.start), max(days.stop, days.start))
    yield from range(middle, days.stop)
    yield from range(middle - 1, days.start - 1, -1)
