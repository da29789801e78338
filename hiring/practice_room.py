"""Which days before the interview have room for what: every card twice, on different days, as far as minutes go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hiring.forgetting import first_interval
from hiring.practice import Card

LAST_WEEK = 7  # days before the interview from which on spare minutes are for weak skills


@dataclass
class Room:
    """The days from today (0) to the one before the interview, with the minutes left and the cards placed on each.

    The last but one belongs to the mock interview, and the last to repeating (to the mock if it is still to come).
    """

    minutes: list[int]
    repeats_last: bool
    placed: list[list[Card]] = field(init=False)
    new_until: int = field(init=False)  # the first day on which nothing new is asked any more
    week: int = field(init=False)  # the first day of the last week; not above zero if it has begun
    earliest: dict[int, int] = field(default_factory=dict)
    too_long: dict[bool, int] = field(
        default_factory=dict
    )  # minutes that fit no more, of weak skills and others

    def __post_init__(self) -> None:
        count = len(self.minutes)
        self.placed = [[] for _ in self.minutes]
        self.new_until, self.week = count - 2, count - LAST_WEEK
        for day in range(max(0, self.new_until), count):
            if day != count - 1 or not self.repeats_last:
                self.minutes[day] = 0

    def first_sight(self, card: Card, start: int) -> int | None:
        """Return the first day with room for a card not seen yet; days only ever fill up."""
        day = max(start, self.earliest.get(card.minutes, 0))
        while day < self.new_until and self.minutes[day] < card.minutes:
            day += 1
        if start == 0:
            self.earliest[card.minutes] = day
        return day if day < self.new_until else None

    def days_again(self, after: int, due: int, *, weak: bool, begun: bool = False) -> Iterator[int]:
        """Yield the days on which a card may be seen again, best first.

        A weak skill's are in the last week if that is still to come; the very last day takes weak skills, and as a
        last resort what was begun.
        """
        if weak and self.week > 0:
            yield from _nearest(range(max(after + 1, self.week), self.new_until), due)
            yield from _nearest(range(after + 1, min(self.week, self.new_until)), due)
        else:
            yield from _nearest(range(after + 1, self.new_until), due)
        last = len(self.minutes) - 1
        if (weak or begun) and self.repeats_last and after < last:
            yield last

    def place(self, card: Card, days: Iterable[int]) -> None:
        """Put a card on days that have room for it."""
        for day in days:
            self.placed[day].append(card)
            self.minutes[day] -= card.minutes

    def again(self, card: Card, days: Iterable[int]) -> int | None:
        """Return the first of these days with room for a card."""
        return next((day for day in days if self.minutes[day] >= card.minutes), None)

    def place_begun(self, card: Card, after: int, due: int, *, weak: bool) -> bool:
        """Find a day for the second sight of a card seen once; tell whether there is one."""
        day = self.again(card, self.days_again(after, due, weak=weak, begun=True))
        self.place(card, [] if day is None else [day])
        return day is not None

    def place_new(self, card: Card, start: int, *, weak: bool) -> bool:
        """Find two days for a card not seen yet, or none; tell whether there are."""
        if card.minutes >= self.too_long.get(weak, card.minutes + 1):
            return False
        days = self.two_days(card, start, weak=weak)
        self.place(card, days)
        if not days and start == 0:
            self.too_long[weak] = card.minutes
        return bool(days)

    def two_days(self, card: Card, start: int, *, weak: bool) -> list[int]:
        """Return the first day with room for a card and the best one to see it again; none if one is missing."""
        first = self.first_sight(card, start)
        if first is None:
            return []
        longest = max(1, (len(self.minutes) - first) // 2)
        due = first + min(first_interval(), longest)
        second = self.again(card, self.days_again(first, due, weak=weak))
        return [] if second is None else [first, second]


def _nearest(days: range, due: int) -> Iterator[int]:
    """Yield days from the due one on, then those before it, latest first."""
    middle = min(max(due, days.start), max(days.stop, days.start))
    yield from range(middle, days.stop)
    yield from range(middle - 1, days.start - 1, -1)
