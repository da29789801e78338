"""The commands on the team's data as a person meets them: each runs at least once in a process of its own."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from commands_here import Ended, here, started
from sqlalchemy import Connection
from team import Team

from hiring.cli import serve
from hiring.debrief import Decision
from hiring.storage import candidates, people, records, retention
from hiring.storage.audit import By, acts
from hiring.storage.database import Database
from hiring.storage.erasing import TRACES, erase
from hiring.storage.settings import setting

ONLY_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def on(team: Team, *words: str | Path) -> Ended:
    """Run a command on a team's database."""
    return here(*words, HIRING_DATABASE=url_of(team))


def started_on(team: Team, *words: str | Path) -> Ended:
    """Run a command on a team's database in a process of its own; every command is once, done and refused."""
    return started(*words, HIRING_DATABASE=url_of(team))


def url_of(team: Team) -> str:
    return str(team.database.url.render_as_string(hide_password=False))


def filled(team: Team) -> int:
    """Add a candidate with one submitted card, long ago."""
    team.at = datetime.now(UTC) - timedelta(days=200)
    ada, candidate = team.person("Ada"), team.candidate(team.opening("AE"), "Amber")
    team.submitted(team.seat(candidate, ada), ada, team.filled(3))
    return candidate


@ONLY_SQLITE
def test_a_backup_comes_back_and_says_what_it_holds(team: Team, tmp_path: Path) -> None:
    filled(team)
    file = tmp_path / "kept.db"

    made = started_on(team, "backup", file)
    looked = started("restore", "--check", file)
    restored = started("restore", file, HIRING_DATABASE=str(tmp_path / "new" / "machine.db"))

    held = "kept.db: 1 openings, 1 candidates, 1 scorecards, 2 people; made "
    assert [each.returncode for each in (made, looked, restored)] == [0, 0, 0]
    assert [held in each.stdout for each in (made, looked, restored)] == [True] * 3
    assert (made.stdout.count("\n"), made.stderr) == (1, "")
    assert started("link", "Ada", "--database", tmp_path / "new" / "machine.db").returncode == 0
    with team.database.read() as db:
        assert [(act.actor, act.act, act.kind) for act in acts(db, limit=1)] == [(None, "backup", "database")]


def test_a_backup_is_never_written_over_anything_unasked(team: Team, tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    file.write_text("my notes")

    refused = started_on(team, "backup", file)
    before = file.read_text()
    forced = on(team, "backup", file, "--force")

    assert (refused.returncode, "--force" in refused.stderr, before) == (2, True, "my notes")
    assert (forced.returncode, file.read_bytes()[:6]) == (0, b"SQLite")


@ONLY_SQLITE
def test_a_backup_over_the_database_itself_is_refused_even_when_forced(team: Team) -> None:
    assert team.database.file
    for ending in ("", "-wal"):
        result = on(team, "backup", f"{team.database.file}{ending}", "--force")
        assert (result.returncode, "is the database itself" in result.stderr) == (2, True)


@ONLY_SQLITE
def test_a_backup_is_made_while_the_server_goes_on_and_restoring_waits_for_its_end(
    team: Team, tmp_path: Path
) -> None:
    filled(team)
    file = tmp_path / "kept.db"
    url = str(team.database.file)
    with served(url):
        made = on(team, "backup", file)
        refused = started_on(team, "restore", file)
        moved = started_on(team, "move-database", tmp_path / "other.db")

    assert (made.returncode, refused.returncode, moved.returncode) == (0, 3, 3)
    assert ["stop the server" in each.stderr for each in (refused, moved)] == [True, True]
    team.database.close()
    assert on(team, "restore", file).returncode == 0


class served:  # noqa: N801 - reads as a block
    """The web app over a database, in a process of its own."""

    def __init__(self, url: str) -> None:
        command = [sys.executable, "-m", "hiring.cli", "serve", "--port", "0", "--database", url]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)

    def __enter__(self) -> None:
        assert self.process.stderr
        assert "Open http" in self.process.stderr.readline()
        time.sleep(0.3)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.communicate()


@ONLY_SQLITE
def test_traces_that_an_erasing_had_to_leave_are_cleared_when_the_server_starts(team: Team) -> None:
    candidate = filled(team)
    with team.database.write() as db:
        erase(db, candidate, team.by())
    with team.database.read() as db:
        before = setting(db, TRACES)
    team.database.close()

    with served(str(team.database.file)):
        pass

    with team.database.read() as db:
        assert (before is not None, setting(db, TRACES)) == (True, None)


@ONLY_SQLITE
def test_restoring_over_a_database_keeps_it_and_tells_who_is_back(team: Team, tmp_path: Path) -> None:
    candidate = filled(team)
    file = tmp_path / "kept.db"
    on(team, "backup", file)
    erased = started_on(team, "erase", str(candidate), "--yes")
    team.database.close()

    result = on(team, "restore", file)

    assert result.returncode == 0
    assert "the database before is kept as" in result.stderr
    assert f"erased since, and here again: candidates {candidate}; hiring erase {candidate}" in result.stderr
    assert "delete them, or replace them by a new one. These were made: " in erased.stderr
    kept = list(tmp_path.glob("hiring.db.*Z"))
    assert [path.stat().st_mode & 0o777 for path in kept] == [0o644 & kept[0].stat().st_mode]


@pytest.mark.parametrize("command", ["restore", "backup", "export", "erase", "purge", "move-database"])
@pytest.mark.parametrize(
    "content", [b"no database", b"SQLite format 3\0" + b"x" * 5000], ids=["text", "torn"]
)
def test_a_file_that_is_no_database_is_told_in_words_and_left_as_it_is(
    tmp_path: Path, command: str, content: bytes
) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(content)
    words: dict[str, list[str | Path]] = {
        "restore": [file],
        "backup": [tmp_path / "b.db"],
        "erase": ["1", "--yes"],
        "move-database": [tmp_path / "c.db"],
    }

    result = here(command, *words.get(command, []), HIRING_DATABASE=str(file))

    assert result.returncode in {2, 3}
    assert "x.db" in result.stderr
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "command", [("backup", "b.db"), ("export",), ("erase", "1"), ("purge",), ("move-database", "c.db")]
)
def test_no_database_is_made_where_none_is(tmp_path: Path, command: tuple[str, ...]) -> None:
    words = [str(tmp_path / word) if word.endswith(".db") else word for word in command]

    result = here(*words, HIRING_DATABASE=str(tmp_path / "typo.db"))

    assert (result.returncode, "there is no database" in result.stderr) == (2, True)
    assert not (tmp_path / "typo.db").exists()


def test_a_database_away_is_told_in_words(tmp_path: Path) -> None:
    result = here("backup", str(tmp_path / "b.db"), HIRING_DATABASE="postgresql://nobody@127.0.0.1:1/none")

    assert (result.returncode, "Traceback" in result.stderr, list(tmp_path.iterdir())) == (3, False, [])


@ONLY_SQLITE
def test_a_damaged_backup_changes_nothing(team: Team, tmp_path: Path) -> None:
    filled(team)
    file = tmp_path / "kept.db"
    on(team, "backup", file)
    content = bytearray(file.read_bytes())
    content[-700] ^= 1
    file.write_bytes(content)
    team.database.close()

    result = on(team, "restore", file)

    assert (result.returncode, "the backup is damaged" in result.stderr) == (2, True)
    assert list(tmp_path.glob("hiring.db.*Z")) == []


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "elsewhere.db")
        return
    cluster: Any = request.getfixturevalue("cluster")
    yield cluster.new_database("moved_by_command")
    cluster.drop_database("moved_by_command")


def test_everything_moves_and_every_table_is_compared(team: Team, elsewhere: str) -> None:
    filled(team)
    team.database.close()

    moved = (started_on if team.database.file else on)(team, "move-database", elsewhere)
    again = on(team, "move-database", elsewhere)

    assert (moved.returncode, "HIRING_DATABASE=" in moved.stderr) == (0, True)
    lines = {line.split()[0]: line.split()[1] for line in moved.stdout.splitlines()}
    assert (lines["people"], lines["scorecards"], lines["erasing"]) == ("2", "1", "0")
    assert all(line.endswith("the same in both") for line in moved.stdout.splitlines())
    assert (again.returncode, "is not empty" in again.stderr) == (2, True)
    other = Database(elsewhere)
    with other.read() as db:
        assert people.named(db, "Ada")
    other.close()


@ONLY_SQLITE
def test_a_database_does_not_move_onto_itself(team: Team) -> None:
    result = on(team, "move-database", str(team.database.file))

    assert (result.returncode, "is the database itself" in result.stderr) == (2, True)


def test_erasing_asks_first_and_takes_numbers_or_names(team: Team) -> None:
    candidate = filled(team)
    with team.database.write() as db:
        other = candidates.add_candidate(db, 1, 1, "Basil", "", By(team.manager.id, team.at))

    unasked = started_on(team, "erase", str(candidate))
    unknown = on(team, "erase", "AE/Nobody", "--yes")
    done = on(team, "erase", "ae/amber", "1/Basil", "--yes")

    assert (unasked.returncode, "add --yes to erase AE (1) / Amber" in unasked.stderr) == (2, True)
    assert (unknown.returncode, "no candidate 'AE/Nobody'" in unknown.stderr) == (2, True)
    assert (done.returncode, done.stdout) == (
        0,
        f"erased candidate {candidate}: 1 scorecards, 0 decisions\nerased candidate {other}: 0 scorecards, 0 decisions\n",
    )
    with team.database.read() as db:
        assert [candidates.candidate(db, each) for each in (candidate, other)] == [None, None]


def test_a_name_of_two_candidates_and_one_on_hold_are_refused_in_words(team: Team) -> None:
    first = filled(team)
    team.candidate(team.opening("AE"), "Amber")
    with team.database.write() as db:
        candidates.change_candidate(db, first, team.by(), "hold", hold=True)

    two, held = on(team, "erase", "AE/Amber", "--yes"), on(team, "erase", str(first), "--yes")

    assert (two.returncode, "1: AE (1) / Amber; 2: AE (2) / Amber" in two.stderr) == (2, True)
    assert (held.returncode, "release the hold first" in held.stderr) == (2, True)


def test_purging_lists_by_opening_and_erases_whose_time_is_over(team: Team) -> None:
    candidate = filled(team)
    team.candidate(1, "Later")
    with team.database.write() as db:
        records.decide(
            db, candidate, Decision("Maria", "decline", "x", ""), "0" * 64, By(team.manager.id, team.at)
        )

    dry, done, again = on(team, "purge", "--dry-run"), started_on(team, "purge"), on(team, "purge")

    day = f"{team.at:%Y-%m-%d}"
    assert dry.stdout.startswith(
        f"AE (opening 1)\n  Amber (candidate {candidate}): decision on {day}, European Union: 6 months, kept until "
    )
    assert (dry.stderr, dry.stdout == done.stdout) == ("1 due\n", True)
    assert (done.stderr.splitlines()[0], again.stderr) == ("1 due, 1 erased", "0 due, 0 erased\n")
    assert "Backups may still hold who was erased" in done.stderr
    with team.database.read() as db:
        assert [each.code_name for each in candidates.candidates_of(db, 1)] == ["Later"]


def test_a_number_that_no_candidate_can_have_is_told_in_words(team: Team) -> None:
    for number in ("99999999999", "9" * 30, "2147483648"):
        result = on(team, "erase", number, "--yes")
        assert (result.returncode, f"no candidate '{number}'" in result.stderr) == (2, True)


@pytest.mark.parametrize("name", ["", "  ", "A\x01B", "x" * 300, "\u200b"])
def test_a_link_is_made_for_a_name_that_the_pages_take_too(team: Team, name: str) -> None:
    result = on(team, "link", name, "--add", "manager")

    assert (result.returncode, "Traceback" in result.stderr, result.stdout) == (2, False, "")
    with team.database.read() as db:
        assert [each.name for each in people.everybody(db)] == ["Maria"]


def test_no_link_is_made_for_whoever_has_left(team: Team) -> None:
    ada = team.person("Ada")
    with team.database.write() as db:
        people.change(db, ada.id, team.by(), active=False)

    result = on(team, "link", "Ada")

    assert (result.returncode, "Ada has left" in result.stderr, result.stdout) == (2, True, "")


def test_the_first_manager_gets_a_name_that_is_free(team: Team) -> None:
    with team.database.write() as db:
        people.add(db, "manager", "interviewer", "en", team.by())
        people.change(db, team.manager.id, team.by(), role="interviewer")

    token, sentence = serve.first_link(team.database)

    with team.database.read() as db:
        found = people.link(db, token or "")
        assert found
        assert (found.person.name, found.person.role, sentence) == ("Manager 2", "manager", "")


def test_a_link_is_printed_only_until_a_manager_has_come_in(team: Team) -> None:
    first = serve.first_link(team.database)
    with team.database.write() as db:
        people.start_session(db, team.manager.id, "desk", datetime.now(UTC))
    here = serve.first_link(team.database)
    with team.database.write() as db:
        people.end_sessions(db, team.manager.id, team.by())
        token = people.make_link(db, team.manager.id, By(None, datetime.now(UTC)))
    out = serve.first_link(team.database)

    assert (first[0] is not None, first[1]) == (True, "")
    assert here == (None, "")
    assert (out[0], "hiring link Maria" in out[1]) == (None, True)
    with team.database.read() as db:
        found = people.link(db, token)
        assert found
        assert found.state(datetime.now(UTC)) == "open"


def test_restoring_tells_that_everybody_is_signed_out(team: Team, tmp_path: Path) -> None:
    on(team, "backup", tmp_path / "kept.db")

    result = here("restore", tmp_path / "kept.db", HIRING_DATABASE=str(tmp_path / "new.db"))

    assert (result.returncode, "everybody is signed out" in result.stderr) == (0, True)
    assert "hiring link NAME" in result.stderr


@ONLY_SQLITE
def test_a_backup_named_as_the_database_is_told_in_words(team: Team, tmp_path: Path) -> None:
    on(team, "backup", tmp_path / "kept.db")
    content = (tmp_path / "kept.db").read_bytes()

    result = started("link", "Maria", HIRING_DATABASE=str(tmp_path / "kept.db"))

    assert (result.returncode != 0, "hiring restore" in result.stderr) == (True, True)
    assert (tmp_path / "kept.db").read_bytes() == content


def test_whoever_is_held_while_others_are_purged_stays(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    first = filled(team)
    with team.database.write() as db:
        second = candidates.add_candidate(db, 1, 1, "Basil", "", By(team.manager.id, team.at))
        for each in (first, second):
            decision = Decision("Maria", "decline", "x", "")
            records.decide(db, each, decision, "0" * 64, By(team.manager.id, team.at))

    def erased(db: Connection, candidate: int, by: By) -> object:
        gone = erase(db, candidate, by)
        retention.choose(db, 1, "PL_claims", "assessment 7", by)
        return gone

    monkeypatch.setattr("hiring.cli.purge.erase", erased)
    monkeypatch.setattr("hiring.cli.purge.existing", lambda _: team.database)
    result = here("purge")

    assert (result.returncode, "2 due, 1 erased" in result.stderr) == (0, True)
    with team.database.read() as db:
        assert [each.id for each in candidates.candidates_of(db, 1)] == [second]


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("https://Hiring.Example.org:443/", "https://hiring.example.org"),
        ("http://LOCALHOST:8700", "http://localhost:8700"),
    ],
)
def test_an_address_is_spelt_in_one_way(address: str, same: str) -> None:
    assert serve.public(address, "127.0.0.1") == same


@pytest.mark.parametrize("address", ["https://x:99999", "https://x:abc", "https://a@x.org", "https://:443"])
def test_an_address_that_nobody_can_open_is_refused_in_words(tmp_path: Path, address: str) -> None:
    result = here("serve", "--address", address, "--database", tmp_path / "x.db")

    assert (result.returncode, "write it as https://hiring.example.org" in result.stderr) == (2, True)
