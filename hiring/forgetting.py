"""How an answer is forgotten, and when it is due again: FSRS (the `fsrs` package) with one review a day.

The intervals are never longer than half the days left to the interview, so what was once seen comes back before it.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from fsrs import Card as Memory
from fsrs import Rating, Scheduler

RATINGS = {1: Rating.Again, 2: Rating.Again, 3: Rating.Hard, 4: Rating.Good, 5: Rating.Easy}
GOOD = 4
LONGEST = 36_500
NEVER = datetime(2000, 1, 1, 12, tzinfo=UTC)  # stands where FSRS wants a date of a card not seen yet


@cache
def scheduler(longest: int) -> Scheduler:
    """Return FSRS with whole days as its steps and intervals up to a number of days."""
    return Scheduler(
        desired_retention=0.9,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=longest,
        enable_fuzzing=False,
    )


@lru_cache(maxsize=1024)
def noon(day: date) -> datetime:
    """Return the moment at which FSRS is told that a day's answers were given."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def longest_interval(day: date, interview: date | None) -> int:
    """Return the most days to wait after a review: half of those left to the interview, one at least."""
    return LONGEST if interview is None else max(1, (interview - day).days // 2)


def memory(state: Mapping[str, Any] | None) -> Memory:
    """Return what FSRS knows of a card: its state as kept, or nothing yet."""
    return Memory.from_dict(dict(state)) if state else Memory(card_id=0, due=NEVER)  # type: ignore[arg-type]


def review(before: Memory, score: int, day: date, interview: date | None) -> Memory:
    """Return what FSRS knows after an answer scored 1 to 5 on a day."""
    fsrs = scheduler(longest_interval(day, interview))
    return fsrs.review_card(before, RATINGS[score], noon(day))[0]


def due_again(seen: Memory, interview: date | None) -> date | None:
    """Return the day on which a card seen is due; none: not before the interview.

    A review from before the date was known is treated as if it had been known.
    """
    if seen.last_review is None:
        return None
    last, due = seen.last_review.date(), seen.due.date()
    if interview is None:
        return due
    due = min(due, last + timedelta(longest_interval(last, interview)))
    return due if due < interview else None


@cache
def first_interval() -> int:
    """Return the days after which FSRS asks again what was answered well at first sight."""
    once = review(memory(None), GOOD, NEVER.date(), None)
    return (once.due - NEVER).days
