"""The goals of the practice file: a rating scheduled and kept against a bare commit, and what is due among many cards."""

import statistics
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bare_commit import BareCommit
from fsrs import Card as Memory
from pairs import Goal, ratio, took

from hiring import forgetting
from hiring.answer import Review
from hiring.practice import Card, Due, Setup, reviewed
from hiring.storage.database import Database
from hiring.storage.practice import answers, reviews, schema

ROUNDS = 400
SPARE = 0.0005  # seconds that ours may take longer
FEW, MANY = 2_000, 200_000
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
SETUP = Setup("mid", "full_cycle", "en", 20, None)
TEXT = "x" * 200


def kept(folder: Path) -> Iterator[Goal]:
    """Yield how much longer a rating takes than a bare commit and a bare review, in units of half a millisecond."""
    database, bare = Database(str(folder / "practice.db")), BareCommit(folder / "bare.db")
    schema.prepare(database)
    database.keep_open()
    with database.write() as db:
        given = [answers.open_answer(db, f"card_{n}", f"question_{n}", NOW) for n in range(ROUNDS)]
    with database.read() as db:
        found = [answer for answer in answers.all_answers(db) if answer.id in given]
    longer = []
    with closing(bare):
        for number, answer in enumerate(found):
            card = Card(answer.card, "discovery", (), 5)
            day = NOW.date() + timedelta(number % 30)

            def ours(answer=answer, card=card, day=day) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
                with database.write() as db:
                    before = reviews.due_of(db, card.id)
                    after = reviews_of(before, card, day)
                    reviews.rate(db, answer, Review(4, "a line", day, NOW), before, after)

            def least() -> None:
                forgetting.scheduler(forgetting.LONGEST).review_card(
                    Memory(card_id=0), forgetting.RATINGS[4], NOW
                )
                bare.save(TEXT)

            longer.append(took(ours) - took(least))
    database.close()
    figure = statistics.median(longer[ROUNDS // 10 :]) / SPARE
    yield "F1 a rating kept, longer than bare commit and review, in units of 0.5 ms", 1.0, figure


def reviews_of(before: Due | None, card: Card, day: date) -> Due:
    """Return how a card stands after a good answer."""
    return reviewed(before, card, 4, day, SETUP)


def due(folder: Path) -> Iterator[Goal]:
    """Yield how long it takes to find the next cards due among many, against few."""
    few, many = (filled(folder / f"{count}.db", count) for count in (FEW, MANY))

    def asked(database: Database) -> None:
        with database.read() as db:
            for _ in range(50):
                assert len(reviews.next_due(db, NOW.date(), 20)) == 20

    yield (
        f"F1 next due among {MANY} / {FEW}",
        2.0,
        ratio(lambda: took(lambda: asked(many)), lambda: took(lambda: asked(few))),
    )
    few.close()
    many.close()


def filled(file: Path, count: int) -> Database:
    """Return a practice file with so many cards."""
    database = Database(str(file))
    schema.prepare(database)
    state = dict(forgetting.review(forgetting.memory(None), 4, NOW.date(), None).to_dict())
    with database.write() as db:
        start = NOW.date() - timedelta(200)
        reviews.put_all(
            db, [Due(f"card_{n}", "discovery", start + timedelta(n % 400), 1, 4, state) for n in range(count)]
        )
    return database
