"""Measure goal A2: the figures of the reliability page over a million scores, against the SQL alone.

Run by `.venv/bin/python tests/bench/reliability_figures.py [SCORES]`. Everything happens in a temporary SQLite file.
Two ratios, interleaved: over the very statements that the page runs, sent by sqlite3 alone; and over the plain sums
that a textbook would write. Memory is the peak of a process of its own at a tenth of the scores and at all of them.
"""

import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import event

from hiring.reliability_sheet import ReliabilitySheet, make_reliability_sheet
from hiring.storage.database import Database
from hiring.storage.figures import score_sums
from hiring.storage.schema import upgrade

SCORES, RATERS, PAIRS = 1_000_000, 40, 5
MOST, MOST_MEMORY = 1.5, 1.25
SKILLS = (
    "analysis",
    "communication",
    "discovery",
    "empathy",
    "negotiation",
    "pipeline",
    "prospecting",
    "selling",
)
PLAIN = (
    (
        "SELECT skill, count(*), sum(n), sum(total), sum(squares), sum(total * total * 1.0 / n) FROM (SELECT skill, subject,"
        " count(*) n, sum(score) total, sum(score * score) squares FROM scores GROUP BY skill, subject) GROUP BY skill"
    ),
    "SELECT skill, rater, count(*), sum(score), sum(score * score) FROM scores GROUP BY skill, rater",
    (
        "SELECT rater, count(DISTINCT subject), count(*), sum(n >= 4 AND low = high), sum(n), sum(total), sum(threes) FROM"
        " (SELECT subject, rater, count(*) n, min(score) low, max(score) high, sum(score) total, sum(score = 3) threes"
        " FROM scores GROUP BY subject, rater, stage) GROUP BY rater"
    ),
    (
        "SELECT one.rater, other.rater, count(*), sum(one.score - other.score) FROM scores one JOIN scores other ON"
        " one.skill = other.skill AND one.subject = other.subject AND one.rater < other.rater GROUP BY 1, 2"
    ),
)


def some_scores(many: int) -> Iterator[tuple[int, int, str, str, str, int]]:
    """Yield scores: four raters of forty for each candidate, all on the same four to eight skills, mostly four."""
    chance, made = random.Random(4), 0  # noqa: S311 - the same data in every run
    while made < many:
        subject, level = chance.getrandbits(53), chance.choice(("junior", "mid", "senior"))
        skills = chance.sample(SKILLS, 4 if chance.random() < 0.9 else chance.randint(5, 8))
        candidate = chance.gauss(3, 0.7)
        for rater in chance.sample(range(1, RATERS + 1), 4):
            stage = chance.choice(("manager_interview", "panel"))
            for skill in skills:
                given = round(candidate + (rater % 5 - 2) * 0.2 + chance.gauss(0, 0.8))
                yield subject, rater, stage, skill, level, min(5, max(1, given))
                made += 1


def filled(file: Path, many: int) -> Database:
    """Return a database of its own with so many scores and their raters."""
    database = Database(str(file))
    upgrade(database)
    with sqlite3.connect(file) as db:
        people = [(number, f"Person {number}") for number in range(1, RATERS + 1)]
        db.executemany("INSERT INTO people VALUES (?, ?, 'interviewer', 0, 'en', 1, '2026-01-01')", people)
        db.executemany("INSERT INTO scores VALUES (?, ?, ?, ?, ?, ?)", some_scores(many))
    db.close()
    return database


def sheet(database: Database) -> ReliabilitySheet:
    """Return all that the page shows."""
    with database.read() as db:
        return make_reliability_sheet(score_sums(db, [1, 2, 3]), {}, "en")


def statements(database: Database) -> list[tuple[str, Any]]:
    """Return the statements of a page, with their parameters."""
    sent: list[tuple[str, Any]] = []

    def keep(*call: Any) -> None:
        sent.append((call[2], call[3]))

    event.listen(database.engine, "before_cursor_execute", keep)
    sheet(database)
    event.remove(database.engine, "before_cursor_execute", keep)
    return sent


def alone(file: Path, queries: list[tuple[str, Any]]) -> None:
    """Send statements by sqlite3 and fetch what they give."""
    db = sqlite3.connect(file)
    for words, values in queries:
        for _ in db.execute(words, values):
            pass
    db.close()


def took(work: Callable[[], object]) -> float:
    """Return the processor's seconds that a call takes: SQLite works in this very process."""
    start = time.thread_time()
    work()
    return time.thread_time() - start


def peak(file: Path) -> int:
    """Return the most memory, in KiB, of a process that makes the sheet."""
    command = [sys.executable, __file__, "--peak", str(file)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main(many: int) -> int:
    """Print each goal with its figure and verdict; exit 1 when one is missed."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.db", Path(folder) / "large.db"
        filled(small, many // 10).close()
        database = filled(large, many)
        queries, plain = statements(database), [(words, ()) for words in PLAIN]
        runs = [
            (
                took(lambda: sheet(database)),
                took(lambda: alone(large, queries)),
                took(lambda: alone(large, plain)),
            )
            for _ in range(PAIRS)
        ]
        database.close()
        memory = [peak(file) for file in (small, large)]
    page, own, textbook = (statistics.median(times) for times in zip(*runs, strict=True))
    print(f"{many:,} scores: page {page:.2f} s, its statements alone {own:.2f} s, plain sums {textbook:.2f} s; "  # noqa: T201
          f"peak {memory[0] / 1024:.0f} MiB at a tenth, {memory[1] / 1024:.0f} MiB")  # fmt: skip
    goals = [
        ("A2 figures / the same statements by sqlite3", MOST, statistics.median(p / s for p, s, _ in runs)),
        ("A2 figures / plain SQL sums", MOST, statistics.median(p / t for p, _, t in runs)),
        ("A2 peak memory / that at a tenth of the scores", MOST_MEMORY, memory[1] / memory[0]),
    ]
    for name, most, figure in goals:
        print(f"{name}: {figure:.2f} (at most {most}) {'ok' if figure <= most else 'MISSED'}")  # noqa: T201
    return int(any(figure > most for _, most, figure in goals))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        sheet(Database(sys.argv[2]))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # noqa: T201
        sys.exit()
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else SCORES))
