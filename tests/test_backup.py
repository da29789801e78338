"""Backups are whole or not there, come back into either kind of database, and a changed byte is found."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import OperationalError
from team import START, Team

from hiring.findings import HiringError
from hiring.storage import backup, candidates, people, schema
from hiring.storage.audit import By
from hiring.storage.backup import Backup
from hiring.storage.copying import Content, contents
from hiring.storage.database import Database, Unavailable
from hiring.storage.erasing import erase
from hiring.storage.restoring import erased_since, move, restore
from hiring.storage.schema import upgrade
from hiring.storage.sharing import refuse_shared
from hiring.storage.tables import audit, scorecards

NUMBERS = count(1)
BY = By(None, START)
HOSTILE = "Żółć \N{BEER MUG} '); DROP TABLE people; -- \u202e\ttab\nline \\ %s :name"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Return another database without any table, once of each kind."""
    if request.param == "sqlite":
        made = Database(str(tmp_path / "elsewhere" / "other.db"))
        yield made
        made.close()
        return
    cluster: Any = request.getfixturevalue("cluster")
    name = f"empty_{next(NUMBERS)}"
    made = Database(cluster.new_database(name))
    yield made
    made.close()
    cluster.drop_database(name)


def filled(team: Team) -> None:
    """Give a team something in every table that people write into."""
    ada = team.person("Ada", language="pl")
    opening = team.opening(HOSTILE[:100], retention="PL_strict")
    for name in ("Amber", HOSTILE[:50]):
        candidate = team.candidate(opening, name, HOSTILE)
        team.submitted(team.seat(candidate, ada), ada, team.filled(4, notes=HOSTILE * 20))
        team.card(team.seat(candidate, team.manager, 1))


def held(database: Database) -> dict[str, Content]:
    with database.read() as db:
        return contents(db)


def without_notes_of_moves(database: Database) -> dict[str, Content]:
    """Return what a database holds, but for the audit's rows on its being restored or moved."""
    with database.write() as db:
        if database.file:
            db.execute(text("DROP TRIGGER audit_delete"))
        else:
            db.execute(text("DROP TRIGGER audit_delete ON audit"))
        db.execute(delete(audit).where(audit.c.kind == "database"))
    return held(database)


def made(team: Team, folder: Path) -> Backup:
    return backup.make(team.database, folder / "backup.db", START)


def test_a_backup_of_either_kind_comes_back_into_either_kind(
    team: Team, empty: Database, tmp_path: Path
) -> None:
    filled(team)
    before = held(team.database)

    restore(made(team, tmp_path), empty, BY)

    assert before["scorecards"].rows == 4
    assert without_notes_of_moves(empty) == before


def test_a_backup_says_what_it_holds_and_only_its_owner_may_read_it(team: Team, tmp_path: Path) -> None:
    filled(team)

    found = made(team, tmp_path)

    assert str(found).startswith(
        "1 openings, 2 candidates, 4 scorecards, 2 people; made 2026-03-02 09:00 UTC; "
    )
    assert (found.version, found.file.stat().st_mode & 0o777) == (schema.STEPS[-1], 0o600)
    assert [path.name for path in tmp_path.glob("*backup*")] == ["backup.db"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_one_changed_byte_anywhere_is_found(team: Team, tmp_path: Path) -> None:
    filled(team)
    whole = made(team, tmp_path).file.read_bytes()
    chance = random.Random(7)  # noqa: S311 - the same bytes at every run
    broken = tmp_path / "broken.db"

    found = 0
    for _ in range(50):
        place = chance.randrange(len(whole))
        broken.write_bytes(
            whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :]
        )
        with pytest.raises(HiringError):
            backup.read(broken)
        found += 1

    assert found == 50
    assert backup.read(tmp_path / "backup.db").rows["candidates"] == 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_backup_cut_short_or_with_more_at_its_end_is_found(team: Team, tmp_path: Path) -> None:
    whole = made(team, tmp_path).file.read_bytes()

    for number, content in enumerate([whole[:-1], whole[:4096], whole[:100], whole + b"\0", whole + whole]):
        broken = tmp_path / f"{number}.db"
        broken.write_bytes(content)
        with pytest.raises(HiringError, match="damaged"):
            backup.read(broken)


@pytest.mark.parametrize("content", [b"", b"notes", b"SQLite format 4\0" * 99, None])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, empty_file: Path, content: bytes | None) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(empty_file.read_bytes() if content is None else content)

    with pytest.raises(HiringError, match="no backup"):
        backup.read(file)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_backup_of_a_newer_program_is_refused_in_words(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = made(team, tmp_path)
    monkeypatch.setattr(backup, "STEPS", ("0000",))

    with pytest.raises(HiringError, match=f"newer version of the app .{found.version}."):
        backup.read(found.file)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_backup_of_an_older_program_is_brought_up_to_date(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(team)
    found = made(team, tmp_path)
    versions = tmp_path / "migrations" / "versions"
    shutil.copytree(schema.MIGRATIONS, tmp_path / "migrations")
    (versions / "next_step.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = 'next', '{schema.STEPS[-1]}'\n"
        "def upgrade():\n    op.add_column('people', sa.Column('since', sa.Integer))\n",
        "utf-8",
    )
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "next"))
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")
    into = Database(str(tmp_path / "into.db"))

    restore(found, into, BY)

    with into.read() as db:
        assert schema.version(db) == "next"
        assert db.execute(text("SELECT name, since FROM people WHERE name = 'Ada'")).all() == [("Ada", None)]
    into.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_database_before_is_kept_aside_under_a_dated_name(team: Team, tmp_path: Path) -> None:
    assert team.database.file
    found = made(team, tmp_path)
    with team.database.write() as db:
        people.add(db, "Later", "interviewer", "en", BY)
    team.database.close()

    aside = restore(found, team.database, BY)

    assert aside == team.database.file.with_name("hiring.db.2026-03-02T090000Z")
    before = Database(str(aside))
    with before.read() as old, team.database.read() as new:
        assert people.named(old, "Later")
        assert people.named(new, "Later") is None
    before.close()
    team.database.close()
    again = restore(found, Database(str(team.database.file)), BY)
    assert again == team.database.file.with_name("hiring.db.2026-03-02T090000Z.2")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("there", [b"", b"no database at all", None])
def test_a_backup_takes_the_place_of_a_broken_database_and_its_log(
    team: Team, tmp_path: Path, there: bytes | None
) -> None:
    filled(team)
    found, folder = made(team, tmp_path), tmp_path / "broken"
    folder.mkdir()
    if there is not None:
        (folder / "hiring.db").write_bytes(there)
    (folder / "hiring.db-wal").write_bytes(b"left over")
    into = Database(str(folder / "hiring.db"))

    aside = restore(found, into, BY)

    assert without_notes_of_moves(into) == held(team.database)
    assert (aside is not None) == (there is not None)
    assert not there or (aside and aside.read_bytes() == there)
    left = [path.read_bytes() for path in folder.glob("*Z-wal")]
    assert left == ([] if there == b"" else [b"left over"])  # SQLite itself throws away the log of nothing
    into.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_restoring_while_the_server_has_the_database_open_is_refused(team: Team, tmp_path: Path) -> None:
    assert team.database.file
    found = made(team, tmp_path)
    with Server(team.database):
        content = team.database.file.read_bytes()
        with pytest.raises(Unavailable, match="stop the server"):
            restore(found, Database(str(team.database.file)), BY)

        assert team.database.file.read_bytes() == content
    assert list(tmp_path.glob("*Z")) == []


def test_postgresql_and_any_other_database_is_copied_into_only_while_it_is_empty(
    team: Team, empty: Database, tmp_path: Path
) -> None:
    upgrade(empty)
    with empty.write() as db:
        people.add(db, "Already here", "manager", "en", BY)
    before = held(empty)

    with pytest.raises(HiringError, match="not empty"):
        move(team.database, empty, BY)
    if empty.file is None:
        with pytest.raises(HiringError, match="not empty"):
            restore(made(team, tmp_path), empty, BY)

    assert held(empty) == before


def test_a_database_moves_to_either_kind_and_ids_go_on_from_there(team: Team, empty: Database) -> None:
    filled(team)
    with team.database.write() as db:
        assert erase(db, 2, BY)  # the highest id: nobody else may ever get it

    found = move(team.database, empty, BY)
    moved = Team.__new__(Team)
    moved.database, moved.at, moved.kit, moved.manager = empty, team.at, team.kit, team.manager

    assert found == held(team.database)
    assert without_notes_of_moves(empty) == found
    assert moved.candidate(1, "Third") == 3
    assert moved.person("New").id == 3


def test_triggers_guard_a_database_that_was_moved(team: Team, empty: Database) -> None:
    filled(team)
    move(team.database, empty, BY)

    with pytest.raises(Exception, match="a submitted scorecard is kept"), empty.write() as db:
        db.execute(delete(scorecards).where(scorecards.c.state == "submitted"))


def test_a_move_that_fails_leaves_nothing_behind(
    team: Team, empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(team)
    monkeypatch.setattr("hiring.storage.restoring.contents", lambda db: object() if db else None)

    with pytest.raises(HiringError, match="differs"):
        move(team.database, empty, BY)

    assert {content.rows for content in held(empty).values()} == {0}


def test_whoever_else_has_the_database_open_is_noticed(team: Team) -> None:
    team.database.close()
    refuse_shared(team.database)
    with Server(team.database), pytest.raises(Unavailable, match="stop the server"):
        refuse_shared(team.database)
    refuse_shared(team.database)


class Server:
    """Another process with the database open, for the length of a block."""

    def __init__(self, database: Database) -> None:
        code = (
            "import sys; from hiring.storage.database import Database; own = Database(sys.argv[1])\n"
            "with own.read() as db: db.exec_driver_sql('SELECT 1 FROM people')\n"
            "own.keep_open(); print('open', flush=True); sys.stdin.read()"
        )
        url = database.url.render_as_string(hide_password=False)
        command = [sys.executable, "-c", code, url]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> None:
        assert self.process.stdout
        assert self.process.stdout.readline() == "open\n"

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


def test_backups_made_while_others_write_hold_every_save_before_and_half_of_none(
    team: Team, tmp_path: Path
) -> None:
    filled(team)
    stop = threading.Event()
    saved: list[str] = []

    def write() -> None:
        while not stop.is_set():
            with team.database.write() as db:
                name = f"person {len(saved)}"
                people.add(db, name, "interviewer", "en", BY)
            saved.append(name)

    writer = threading.Thread(target=write)
    writer.start()
    lost = []
    for number in range(5):
        before = len(saved)
        found = backup.make(team.database, tmp_path / f"{number}.db", START)
        with closing(sqlite3.connect(found.file)) as db:
            names = {row[0] for row in db.execute("SELECT name FROM people")}
            noted = db.execute("SELECT count(*) FROM audit WHERE act = 'add' AND kind = 'person'").fetchone()[
                0
            ]
        lost += [name for name in saved[:before] if name not in names]
        assert noted == len(names)
    stop.set()
    writer.join()

    assert (lost, len(saved) > 5) == ([], True)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_damaged_database_gives_no_backup(team: Team, tmp_path: Path) -> None:
    assert team.database.file
    filled(team)
    team.database.close()
    content = bytearray(team.database.file.read_bytes())
    content[4096 * 3 : 4096 * 4] = os.urandom(4096)
    team.database.file.write_bytes(content)

    with pytest.raises((HiringError, Unavailable), match=r"damaged|malformed"):
        made(team, tmp_path)

    assert list(tmp_path.glob("*backup*")) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_those_erased_after_the_backup_was_made_are_told(team: Team, tmp_path: Path) -> None:
    assert team.database.file
    filled(team)
    found = made(team, tmp_path)
    with team.database.write() as db:
        erase(db, 1, team.by())
    team.database.close()

    aside = restore(found, team.database, BY)

    assert aside
    assert erased_since(aside, found.made_at) == [1]
    with team.database.read() as db:
        assert candidates.candidate(db, 1)


def test_a_foreign_sqlite_file_keeps_its_words(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as db:
        db.execute("CREATE TABLE backup (songs TEXT)")

    with pytest.raises(HiringError, match="damaged"):
        backup.read(tmp_path / "foreign.db")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_full_disk_leaves_no_half_backup(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OperationalError("VACUUM", {}, sqlite3.OperationalError("database or disk is full"))

    monkeypatch.setattr("hiring.storage.backup._finish", full)

    with pytest.raises((Unavailable, HiringError), match="disk is full"):
        made(team, tmp_path)

    assert list(tmp_path.glob("*backup*")) == []


def test_a_backup_is_a_plain_sqlite_file(team: Team, tmp_path: Path) -> None:
    filled(team)
    found = made(team, tmp_path)

    with closing(sqlite3.connect(found.file)) as db:
        row = db.execute("SELECT made_at, version FROM backup").fetchone()
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    with team.database.read() as live:
        version = live.execute(select(text("version_num")).select_from(text("alembic_version"))).scalar_one()
    assert row == ("2026-03-02T09:00:00Z", version)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_database_that_was_once_a_backup_gives_backups_too(team: Team, tmp_path: Path) -> None:
    with team.database.write() as db:
        db.execute(text("CREATE TABLE backup (checksum TEXT, made_at TEXT, version TEXT, tables TEXT)"))
        db.execute(text("INSERT INTO backup VALUES ('0', 'x', 'y', '{}')"))

    assert made(team, tmp_path).rows["people"] == 1


def test_nobody_comes_in_by_what_a_backup_had_open(team: Team, empty: Database, tmp_path: Path) -> None:
    ada = team.person("Ada")
    with team.database.write() as db:
        token = people.make_link(db, ada.id, team.by())
        session = people.start_session(db, team.manager.id, "desk", team.at)

    restore(made(team, tmp_path), empty, BY)

    with empty.read() as db:
        link = people.link(db, token)
        assert link
        assert (link.state(team.at), people.session_of(db, session, team.at)) == ("withdrawn", None)
        assert people.open_links(db, team.at) == {}
