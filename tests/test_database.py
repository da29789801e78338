"""What the one place that opens connections does when a disk, a file or a network fails, and how little a save costs."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, func, select, text
from team import Team, form_of

from hiring.storage import database as storage
from hiring.storage import people
from hiring.storage.database import Damaged, Database, Unavailable
from hiring.storage.schema import upgrade
from hiring.storage.tables import audit

NOT_AT_THE_START = (
    "alembic",
    "mako",
    "icalendar",
    "markdown",
    "typst",
    "docx",
    "psycopg",
    "hiring.demo_company",
)


def garbled(database: Database) -> None:
    """Put chance bytes over all but the first page of a SQLite file that nobody has open."""
    assert database.file
    whole = database.file.read_bytes()
    database.file.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))


def lose_connections(team: Team) -> None:
    """Let the database fail under every statement from now on: its file is garbled, or the connection is cut."""
    if team.database.file:
        team.database.close()
        garbled(team.database)
        return
    address = team.database.url.render_as_string(hide_password=False).replace("+psycopg", "")

    def cut(db: Any, *_: object) -> None:
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(%s, 5000)", (db.connection.driver_connection.info.backend_pid,)
            )

    event.listen(team.database.engine, "before_cursor_execute", cut)


def test_a_page_whose_connection_fails_is_unavailable_and_no_error(team: Team) -> None:
    client = team.client(team.manager)
    lose_connections(team)

    for page in ("/en/people/", "/en/openings/"):
        answer = client.get(page)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_failed_connection_is_given_back_without_a_word(team: Team) -> None:
    lose_connections(team)

    with pytest.raises(Unavailable), team.database.read() as db:
        people.everybody(db)


def test_a_connection_that_failed_is_not_used_again(team: Team) -> None:
    failing = "SELECT * FROM nowhere" if team.database.file else "DO 'BEGIN RAISE lock_not_available; END'"
    used: list[Any] = []
    event.listen(team.database.engine, "begin", lambda db: used.append(db.connection.driver_connection))

    with pytest.raises(Unavailable), team.database.read() as db:
        db.exec_driver_sql(failing)
    for _ in range(2):
        with team.database.read() as db:
            assert [person.name for person in people.everybody(db)] == ["Maria"]

    assert used[0] is not used[1]
    assert used[1] is used[2]


def test_what_people_typed_stands_in_no_error(team: Team) -> None:
    with pytest.raises(Exception, match="nowhere") as problem, team.database.read() as db:
        db.execute(text("SELECT nowhere FROM people WHERE name = :words"), {"words": "canary"})

    assert "canary" not in str(problem.value)


def test_whoever_waits_too_long_to_write_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0.1)
    own = Database(str(tmp_path / "hiring.db"))

    with own.turn, pytest.raises(Unavailable, match="others are writing"), own.write():
        pass
    with own.write() as db:
        assert db.exec_driver_sql("SELECT 1").scalar() == 1
    own.close()


def test_a_lock_of_another_program_is_told_and_writing_goes_on_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0.1)
    own = Database(str(tmp_path / "hiring.db"))
    upgrade(own)
    other = sqlite3.connect(tmp_path / "hiring.db", isolation_level=None)

    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="locked"), own.write():
        pass
    other.execute("ROLLBACK")

    with own.write() as db:
        assert people.everybody(db) == []
    other.close()
    own.close()


def test_a_file_that_may_only_be_read_is_told_before_anything_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Database(str(tmp_path / "hiring.db"))
    (tmp_path / "hiring.db").touch()
    monkeypatch.setattr("os.access", lambda path, _: path != own.file)

    with pytest.raises(Unavailable, match=r"hiring\.db may not be written to"):
        own.refuse_read_only()


def test_looking_makes_nothing_and_changes_nothing(tmp_path: Path) -> None:
    own = Database(str(tmp_path / "data" / "hiring.db"))
    with own.look() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    assert list((tmp_path / "data").iterdir()) == []

    (tmp_path / "data" / "hiring.db").write_bytes(b"words" * 1000)
    with pytest.raises(Damaged, match="not a database"):
        upgrade(own)
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["hiring.db"]
    assert (tmp_path / "data" / "hiring.db").read_bytes() == b"words" * 1000


@pytest.fixture
def statements(team: Team) -> Iterator[list[str]]:
    """Collect what is sent to the database, and where a transaction begins."""
    sent: list[str] = []

    def begin(db: Any) -> None:
        sent.append("write" if db.get_execution_options().get("immediate") else "read")

    def send(*call: Any) -> None:
        sent.append(call[2].split()[0])

    event.listen(team.database.engine, "begin", begin)
    event.listen(team.database.engine, "before_cursor_execute", send)
    yield sent
    event.remove(team.database.engine, "begin", begin)
    event.remove(team.database.engine, "before_cursor_execute", send)


def test_an_autosave_is_one_short_transaction_that_the_audit_does_not_note(
    team: Team, statements: list[str]
) -> None:
    ada = team.person("Ada")
    card = team.card(team.seat(team.candidate(team.opening()), ada))
    client, form = team.client(ada), form_of(team.filled(3), version=0, editor="0" * 16, sequence=1)
    with team.database.read() as db:
        noted = db.execute(select(func.count()).select_from(audit)).scalar()
    statements.clear()

    answer = client.post(f"/en/scorecards/{card}", data=form, headers={"Accept": "application/json"})

    assert answer.json
    assert (answer.json["state"], answer.json["version"]) == ("saved", 1)
    turn = [] if team.database.file else ["SET", "SELECT"]  # PostgreSQL's writers queue by a statement
    assert statements == ["read", "SELECT", "SELECT", *turn, "write", "UPDATE"]
    with team.database.read() as db:
        assert db.execute(select(func.count()).select_from(audit)).scalar() == noted


def test_a_start_imports_nothing_that_only_some_pages_need(empty_file: Path) -> None:
    code = (
        "import sys; from hiring.cli.serve import create_app; from hiring.cli.data import opened;"
        "create_app(None, opened(sys.argv[1])); print(*sys.modules)"
    )
    command = [sys.executable, "-c", code, str(empty_file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert set(NOT_AT_THE_START) & set(done.stdout.split()) == set()
