"""Measures the planner of practice against bare FSRS, and lives thousands of random candidates' plans.

`python tests/bench/practice.py 10000` lives so many and prints what was not kept of the promises.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from unittest.mock import patch

from fsrs import Card as Memory
from pairs import ROOT, Goal, ratio, took

sys.path.append(str(ROOT / "tests"))

from practice_lives import TODAY, born, broken_in, card

from hiring import forgetting
from hiring.practice import Card, Setup
from hiring.practice_plan import plan

SKILLS = 15
Call = tuple[Memory, int, date, date | None]


def cards(count: int) -> list[Card]:
    """Return so many cards on the skills in turn."""
    return [card(f"skill_{number % SKILLS}_{number}", 2 + number % 6) for number in range(count)]


def year(left: int | None, minutes: int) -> float:
    """Return the time of planning 365 days for 500 cards over that of the bare FSRS calls made in it."""
    setup, deck = (
        Setup("mid", "full_cycle", "en", minutes, TODAY + timedelta(left) if left else None),
        cards(500),
    )
    calls: list[Call] = []

    def kept(*call: object) -> Memory:
        calls.append(call)  # type: ignore[arg-type]
        return review(*call)  # type: ignore[arg-type]

    review = forgetting.review
    with patch.object(forgetting, "review", kept):
        plan(setup, deck, {}, [], TODAY, days=365)
    bare = [
        (
            forgetting.scheduler(forgetting.longest_interval(day, end)),
            (memory, forgetting.RATINGS[score], forgetting.noon(day)),
        )
        for memory, score, day, end in calls
    ]
    return ratio(
        lambda: took(lambda: plan(setup, deck, {}, [], TODAY, days=365)),
        lambda: took(lambda: [fsrs.review_card(*call) for fsrs, call in bare]),
        pairs=9,
    )


def goals() -> Iterator[Goal]:
    """Yield the goals of the planner: few and many minutes, with and without an interview."""
    for words, left in (("to an interview", 365), ("without a date", None)):
        for minutes in (10, 60):
            name = f"365 days of 500 cards {words}, {minutes} minutes a day / bare FSRS"
            yield name, 3.0, year(left, minutes)


def histories(count: int, first: int = 0) -> Counter[str]:
    """Live so many candidates' plans; return what was not kept of the promises, with how often."""
    return Counter(broken for seed in range(first, first + count) for broken in broken_in(born(seed)))


if __name__ == "__main__":
    for name, most, figure in goals() if len(sys.argv) == 1 else ():
        print(f"{name}: {figure:.2f} (at most {most:g})", flush=True)  # noqa: T201
    for broken, times in histories(int(sys.argv[1])).items() if len(sys.argv) > 1 else ():
        print(times, broken)  # noqa: T201
