"""The database's goals: saves against bare commits, fair turns, and a debrief among a million ratings."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bare_commit import BareCommit
from endure.office import Office
from endure.together import PROCESSES, SECONDS, at_once
from pairs import Goal, ratio, took
from team import Team

from hiring.storage import scorecards
from hiring.storage.database import Database
from hiring.storage.schema import upgrade
from hiring.storage.scorecards import Save

ROUNDS, IN_A_ROUND = 15, 100
FEW, MANY = 10**4, 10**6


def saves(folder: Path) -> Iterator[Goal]:
    """Yield how long one writer's save takes against a bare commit, and how fair the turns of eight are."""
    office = Office(str(folder / "saves.db"), how_many=PROCESSES)
    desk, number = office.desks[0], 0
    text = desk.filled(1).model_dump_json()
    bare = BareCommit(folder / "bare.db")

    def many_bare() -> None:
        for _ in range(IN_A_ROUND):
            bare.save(text)

    with office.inside() as database, closing(bare):

        def many() -> None:
            nonlocal number
            for _ in range(IN_A_ROUND):
                number += 1
                with database.write() as db:
                    wanted = Save(number - 1, "0" * 16, number, desk.filled(1))
                    scorecards.save(db, desk.card, wanted, datetime.now(UTC))

        yield (
            "S1 one writer's save / bare commit",
            2.0,
            ratio(lambda: took(many), lambda: took(many_bare), ROUNDS),
        )
    found = at_once(office, office.desks, SECONDS)
    counts = [saved.saves for saved in found]
    yield "S1 saves of the busiest of 8 writers / of the one who waits most", 5.0, max(counts) / min(counts)
    yield "S1 errors of 8 writers", 0, sum(bool(saved.wrong) for saved in found)


# Copies of one candidate's interview, seat, card and scores under new numbers: as many as are asked for.
NUMBERED = "WITH RECURSIVE copies(copy) AS (SELECT 1001 UNION ALL SELECT copy + 1 FROM copies WHERE copy < 1000 + :cards)"
COPIES = """
candidates SELECT copy, opening_id, kit_id, 'Copy ' || copy, '', copy, hold, created_at, withdrawn_at
    FROM copies, candidates WHERE id = :candidate;
interviews SELECT copy, copy, stage, number, starts_at, minutes, place FROM copies, interviews WHERE id = :interview;
seats SELECT copy, copy, copy, person_id, skills, informed, assigned_at, left_at FROM copies, seats WHERE id = :seat;
scorecards SELECT copy, copy, copy, person_id, number, current, version, state, data, editor, sequence, created_at,
    saved_at, submitted_at, typed_by FROM copies, scorecards WHERE seat_id = :seat;
scores SELECT copy, rater, stage, skill, level, score FROM copies, scores WHERE subject = :subject AND rater = :rater
"""


def debriefs(folder: Path) -> Iterator[Goal]:
    """Yield how long one candidate's debrief takes among a million stored ratings, against ten thousand."""
    few, many = (debrief(folder / f"{ratings}.db", ratings) for ratings in (FEW, MANY))
    for who in few:
        figure = ratio(partial(took, many[who]), partial(took, few[who]))
        yield f"A1 debrief among 10^6 ratings / among 10^4, for {who}", 1.5, figure


def debrief(file: Path, ratings: int) -> dict[str, Callable[[], object]]:
    """Return what opens the debrief of one candidate in a new database with so many ratings, by who reads it."""
    database = Database(str(file))
    upgrade(database)
    database.keep_open()
    team = Team(database, number=ratings)
    candidate = team.candidate(team.opening())
    raters = [team.person(f"Ada {number}") for number in range(3)]
    seats = [team.seat(candidate, rater) for rater in raters]
    for seat, rater in zip(seats, raters, strict=True):
        team.submitted(seat, rater, team.filled(4))
    copied(file, candidate, seats[0], raters[0].id, ratings)
    browsers = {"a manager": team.client(team.manager), "whoever gave most of them": team.client(raters[0])}
    address = f"/en/candidates/{candidate}/debrief"
    for browser in browsers.values():
        assert browser.get(address).status_code == 200
    return {who: partial(browser.get, address) for who, browser in browsers.items()}


def copied(file: Path, candidate: int, seat: int, rater: int, ratings: int) -> None:
    """Copy one card with its scores until there are so many ratings."""
    with closing(sqlite3.connect(file)) as db:
        subject, given = db.execute(
            "SELECT subject, count(*) FROM scores JOIN candidates USING (subject) WHERE id = ? AND rater = ?",
            (candidate, rater),
        ).fetchone()
        interview = db.execute("SELECT interview_id FROM seats WHERE id = ?", (seat,)).fetchone()[0]
        values = {"candidate": candidate, "seat": seat, "rater": rater, "subject": subject, "interview": interview,
                  "cards": ratings // given}  # fmt: skip
        for copy in COPIES.split(";"):
            table, _, query = copy.partition(" SELECT ")
            db.execute(f"INSERT INTO {table} {NUMBERED} SELECT {query}", values)
        db.commit()
        assert db.execute("SELECT count(*) FROM scores").fetchone()[0] >= ratings
