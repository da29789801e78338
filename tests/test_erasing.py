"""Erasing one candidate: no byte of them is left, nobody else is touched, and their scores lead back to nobody."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, Text, func, insert, select, text, type_coerce, update
from sqlalchemy.exc import DBAPIError
from team import Team

from hiring.debrief import Decision
from hiring.scorecard import Rated, Scorecard
from hiring.storage import candidates, erasing, mending, people, records, retention, scorecards
from hiring.storage.audit import By, acts
from hiring.storage.database import Database, Unavailable
from hiring.storage.erasing import ABOUT, Erased, erase, scrub
from hiring.storage.people import Person
from hiring.storage.scorecards import Save
from hiring.storage.tables import audit, metadata, scores, settings
from hiring.storage.tables import candidates as candidate_rows

CANARY = "Kanarek\u017b\u00f3\u0142ty"
TABLE_LEAF = 13  # how SQLite marks a page that holds rows
ONLY_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def by(team: Team) -> By:
    return By(team.manager.id, team.at)


def gone(team: Team, candidate: int) -> Erased | None:
    with team.database.write() as db:
        found = erase(db, candidate, by(team))
    scrub(team.database)
    return found


def fill(team: Team, opening: int, name: str, raters: list[Person]) -> int:
    """Add a candidate with a canary in every field that somebody types into, in drafts and mended cards too."""
    candidate = team.candidate(opening, name[:60], f"{name} Kowalska")
    with team.database.write() as db:
        for each in candidates.interviews_of(db, [candidate]):
            candidates.schedule(db, each.id, team.at, f"room of {name}", by(team))
        retention.agree(db, candidate, team.at.date(), by(team))
    for rater in raters:
        card = team.submitted(team.seat(candidate, rater), rater, told(team, name))
        with team.database.write() as db:
            mended = mending.mend(db, rater, team_card(db, rater, card), By(rater.id, team.at))
            assert mended or len(raters) > 1
            current = team_card(db, rater, mended or card)
            scorecards.revise(db, current, current.skills[0], 2, f"reason of {name}", By(rater.id, team.at))
    draft = team.card(team.seat(candidate, team.manager, 1))
    for number in range(1, 6):
        with team.database.write() as db:
            scorecards.save(
                db, draft, Save(number - 1, "window", number, told(team, name * number, 1)), team.at
            )
    with team.database.write() as db:
        decision = Decision(f"who {name}", "decline", f"why {name}", f"override {name}")
        records.decide(db, candidate, decision, "0" * 64, by(team))
    return candidate


def told(team: Team, words: str, stage: int = 0) -> Scorecard:
    skills = team.kit.rated_in(team.kit.stages[stage])
    ratings = {skill: Rated(score=3, evidence=f"evidence of {words} " * 3) for skill in skills}
    return Scorecard(ratings=ratings, recommendation="yes", notes=f"notes on {words} " * 20)


def team_card(db: Connection, person: Person, card: int) -> scorecards.Card:
    found = scorecards.own_card(db, person, card)
    assert found
    return found


def rows(database: Database) -> dict[str, list[Any]]:
    """Return all rows of all tables."""
    with database.read() as db:
        return {
            table.name: sorted(map(tuple, db.execute(select(*plain(table)))), key=repr) for table in TABLES
        }


TABLES = [table for table in metadata.sorted_tables if table.name not in {"kits", "sessions"}]


def plain(table: Table) -> list[Any]:
    return [
        type_coerce(column, Text) if column.name in {"data", "detail"} else column for column in table.columns
    ]


def in_tables(team: Team) -> list[str]:
    return [name for name, found in rows(team.database).items() if CANARY in repr(found)]


def in_files(team: Team) -> list[str]:
    """Return the files beside the database, it included, that hold the canary."""
    assert team.database.file
    spellings = [CANARY.encode(), CANARY.encode("utf-16-le"), CANARY[:7].encode()]
    files = [path for path in team.database.file.parent.glob("hiring.db*") if path.is_file()]
    return [path.name for path in files if any(each in path.read_bytes() for each in spellings)]


def test_a_canary_in_every_field_is_afterwards_in_no_table(team: Team) -> None:
    opening = team.opening()
    candidate = fill(team, opening, CANARY, [team.person("Ada")])
    before = sorted(in_tables(team))

    found = gone(team, candidate)

    assert before == ["candidates", "decisions", "interviews", "revisions", "scorecards"]
    assert found == Erased(candidate, opening, 3, 1, ())
    assert in_tables(team) == []


@ONLY_SQLITE
def test_a_canary_in_every_field_is_afterwards_in_no_byte_of_any_file(team: Team) -> None:
    team.database.keep_open()
    candidate = fill(team, team.opening(), CANARY, [team.person("Ada"), team.person("Ben")])
    before = in_files(team)

    gone(team, candidate)

    assert set(before) >= {"hiring.db-wal"}
    assert in_files(team) == []


@ONLY_SQLITE
def test_a_copy_in_the_free_room_of_a_page_does_not_outlive_erasing(team: Team) -> None:
    """SQLite leaves such copies behind, rarely, when it moves rows from page to page; none of its settings prevents it."""
    candidate = fill(team, team.opening(), CANARY, [team.person("Ada")])
    team.database.close()
    assert team.database.file
    leave_copies(team.database.file, CANARY.encode())
    with team.database.write() as db:
        erase(db, candidate, by(team))

    scrub(team.database)

    assert in_files(team) == []


def leave_copies(file: Path, words: bytes) -> None:
    """Write words into the room between the list of rows and the rows of every page of a table."""
    content = bytearray(file.read_bytes())
    size, left = int.from_bytes(content[16:18], "big"), 0
    for page in range(size, len(content), size):
        first = page + 8 + 2 * int.from_bytes(content[page + 3 : page + 5], "big")
        last = page + int.from_bytes(content[page + 5 : page + 7], "big")
        if content[page] == TABLE_LEAF and last - first > len(words):
            content[first : first + len(words)] = words
            left += 1
    file.write_bytes(content)
    assert left > 5


@ONLY_SQLITE
def test_traces_are_cleared_at_the_next_call_where_somebody_was_reading(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate = fill(team, team.opening(), CANARY, [team.person("Ada")])
    monkeypatch.setattr("hiring.storage.database.BUSY_SECONDS", 0)
    monkeypatch.setattr("hiring.storage.erasing.fold", busy)
    with pytest.raises(Unavailable):
        gone(team, candidate)
    monkeypatch.undo()
    before = in_files(team)

    scrub(team.database)

    assert (before != [], in_files(team)) == (True, [])
    assert [row for row in rows(team.database)["settings"] if erasing.TRACES in row] == []


def busy(_: Database) -> None:
    raise Unavailable


def test_nothing_of_anybody_else_is_touched(team: Team) -> None:
    ada = team.person("Ada")
    fill(team, team.opening("Kept"), "Kept", [ada])
    before = rows(team.database)
    candidate = fill(team, team.opening("Other"), CANARY, [ada])

    gone(team, candidate)

    after = rows(team.database)
    for name in ("interviews", "seats", "scorecards", "revisions", "decisions", "candidates", "people"):
        assert after[name] == before[name], name
    assert [row for row in after["audit"] if row in before["audit"]] == before["audit"]


def test_scores_stay_under_a_number_that_nothing_ever_held(team: Team) -> None:
    candidate = fill(team, team.opening(), CANARY, [team.person("Ada"), team.person("Ben")])
    with team.database.read() as db:
        subject = db.execute(select(candidate_rows.c.subject)).scalar_one()
        before = numbers(db)

    gone(team, candidate)

    with team.database.read() as db:
        after = numbers(db)
        left = db.execute(select(scores.c.subject).distinct()).scalars().all()
    assert before
    assert after == before
    assert (len(left), subject in left) == (1, False)
    assert str(subject) not in repr(rows(team.database))
    assert str(left[0]) not in repr({**rows(team.database), "scores": []})


def numbers(db: Connection) -> list[Any]:
    columns = [column for column in scores.c if column.name != "subject"]
    return sorted(map(tuple, db.execute(select(*columns))))


def test_the_audit_keeps_that_it_happened_and_nothing_that_tells_what_was_theirs(team: Team) -> None:
    opening = team.opening()
    candidate = fill(team, opening, CANARY, [team.person("Ada")])

    gone(team, candidate)

    with team.database.read() as db:
        found = acts(db)
    assert (found[0].actor, found[0].act, found[0].kind, found[0].object) == (
        "Maria",
        "erase",
        "candidate",
        candidate,
    )
    assert found[0].detail == {"backups": 0, "decisions": 1, "opening": opening, "scorecards": 3}
    theirs = [
        act for act in found[1:] if act.kind in {"candidate", "interview", "seat", "scorecard", "decision"}
    ]
    assert len(theirs) > 8
    assert {str(act.detail) for act in theirs} == {"{}"}
    assert not [act for act in found[1:] if f"'candidate': {candidate}" in str(act.detail)]


def test_a_candidate_with_a_longer_number_keeps_the_audit(team: Team) -> None:
    """Candidate 1 is erased; what names candidate 11 or 10 stays."""
    opening, ada = team.opening(), team.person("Ada")
    made = [team.candidate(opening, f"C{number}") for number in range(11)]
    for candidate in (made[0], made[9], made[10]):
        team.submitted(team.seat(candidate, ada), ada, team.filled())

    gone(team, made[0])

    with team.database.read() as db:
        submits = [act.detail for act in acts(db) if act.act == "submit"]
    assert submits == [{"candidate": 11}, {"candidate": 10}, {}]


def test_whoever_is_held_or_not_there_is_not_erased(team: Team) -> None:
    held = fill(team, team.opening(), CANARY, [team.person("Ada")])
    with team.database.write() as db:
        candidates.change_candidate(db, held, by(team), "hold", hold=True)
    before = rows(team.database)

    assert (gone(team, held), gone(team, 999)) == (None, None)
    assert rows(team.database) == before


def test_backups_made_while_the_candidate_was_here_are_told(team: Team) -> None:
    opening = team.opening()
    note_backup(team)
    team.at = team.at.replace(hour=10)
    candidate = team.candidate(opening)
    team.at = team.at.replace(hour=11)
    note_backup(team)

    found = gone(team, candidate)

    assert found
    assert found.backups == (team.at,)


def note_backup(team: Team) -> None:
    values = {"at": team.at, "act": "backup", "kind": "database", "detail": {}}
    with team.database.write() as db:
        db.execute(insert(audit).values(values))


def test_every_table_that_belongs_to_a_candidate_is_emptied() -> None:
    belongs = {
        table.name
        for table in metadata.sorted_tables
        if any(key.column.table.name == "candidates" for key in table.foreign_keys)
        or "candidate_id" in table.c
    }

    assert belongs - {"erasing"} == {table.name for table in ABOUT}
    assert {table.name for table in metadata.sorted_tables if "subject" in table.c} == {
        "candidates",
        "scores",
    }


def test_nothing_but_erasing_changes_the_audit_and_it_only_empties_details(team: Team) -> None:
    team.candidate(team.opening())
    changes: list[dict[str, Any]] = [
        {"detail": {}},
        {"actor": 9},
        {"act": "x"},
        {"object": 9},
        {"at": team.at.replace(year=2020)},
        {"detail": {"x": 1}},
    ]

    refused = [change for change in changes if refuses(team, change, erasing_now=False)]
    refused_while_erasing = [change for change in changes if refuses(team, change, erasing_now=True)]

    assert (refused, refused_while_erasing) == (changes, changes[1:])


def refuses(team: Team, change: dict[str, Any], *, erasing_now: bool) -> bool:
    """Whether the database refuses a change of the audit; nothing of it stays."""
    try:
        with team.database.write() as db:
            if erasing_now:
                db.execute(text("INSERT INTO erasing VALUES (1)"))
            db.execute(update(audit).values(**change))
            db.rollback()
    except DBAPIError:
        return True
    return False


def test_who_is_erased_is_gone_for_everybody(team: Team) -> None:
    ada = team.person("Ada")
    candidate = fill(team, team.opening(), CANARY, [ada])

    gone(team, candidate)

    with team.database.read() as db:
        assert candidates.candidate(db, candidate) is None
        assert scorecards.own_cards(db, ada) == []
        assert people.named(db, "Ada")
        assert db.execute(select(func.count()).select_from(settings)).scalar_one() == 0
