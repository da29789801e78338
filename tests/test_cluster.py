"""The tests' own PostgreSQL starts, stops, crashes and comes back as they ask, and leaves nothing behind."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from cluster import Cluster, Mode, programs


@pytest.fixture(scope="module")
def durable() -> Iterator[Cluster]:
    with Cluster() as own:
        yield own


def connect(cluster: Cluster, database: str) -> psycopg.Connection:
    return psycopg.connect(cluster.url(database).replace("+psycopg", ""), autocommit=True)


def setting(cluster: Cluster, name: str) -> str:
    with connect(cluster, "postgres") as db:
        return str(db.execute(f"SHOW {name}").fetchone()[0])  # type: ignore[index]


def test_a_database_is_a_copy_of_its_template_until_it_is_dropped(durable: Cluster) -> None:
    durable.new_database("full")
    with connect(durable, "full") as db:
        db.execute("CREATE TABLE cards AS SELECT 7 AS id")
    address = durable.new_database("copy", template="full")

    assert address == f"postgresql+psycopg://postgres@127.0.0.1:{durable.port}/copy"
    with connect(durable, "copy") as db:
        assert db.execute("SELECT id FROM cards").fetchall() == [(7,)]
        durable.drop_database("copy")
        with pytest.raises(psycopg.OperationalError):
            db.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connect(durable, "copy")


@pytest.mark.parametrize("how", ["fast", "immediate", "kill -9"])
def test_what_was_committed_is_there_after_a_crash(durable: Cluster, how: str) -> None:
    durable.drop_database("crash")
    durable.new_database("crash")
    with connect(durable, "crash") as db:
        db.execute("CREATE TABLE cards AS SELECT 7 AS id")
        crash(durable, how)
        with pytest.raises(psycopg.OperationalError):
            db.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="refused"):
        connect(durable, "crash")
    durable.start()

    with connect(durable, "crash") as db:
        assert db.execute("SELECT id FROM cards").fetchall() == [(7,)]


def crash(cluster: Cluster, how: str) -> None:
    modes: dict[str, Mode] = {"fast": "fast", "immediate": "immediate"}
    if how in modes:
        cluster.stop(modes[how])
    else:
        cluster.kill9()


def test_a_cluster_is_durable_unless_it_is_asked_to_be_fast(durable: Cluster) -> None:
    names = ("fsync", "synchronous_commit", "full_page_writes")

    assert [setting(durable, name) for name in names] == ["on", "on", "on"]
    with Cluster(durable=False, settings={"lock_timeout": "3s"}) as fast:
        assert [setting(fast, name) for name in (*names, "lock_timeout")] == ["off", "off", "off", "3s"]


def test_a_server_that_does_not_start_says_why() -> None:
    cluster = Cluster(settings={"max_connections": "many"})
    try:
        with pytest.raises(RuntimeError, match="max_connections"):
            cluster.start()
    finally:
        cluster.close()


def test_tests_that_are_killed_leave_no_server_and_no_folder() -> None:
    code = (
        "from cluster import Cluster; own = Cluster(); own.start(); print(own._folder, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(Path(__file__).parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as tests:
        assert tests.stdout
        folder = Path(tests.stdout.readline().strip())
        assert (folder / "data/postmaster.pid").exists()
        tests.send_signal(signal.SIGKILL)

    limit = time.monotonic() + 20
    while folder.exists() and time.monotonic() < limit:
        time.sleep(0.05)
    assert not folder.exists()
    assert [path for path in running_in() if path.is_relative_to(folder)] == []


def running_in() -> Iterator[Path]:
    """Yield the folder in which each process that we may ask about runs."""
    for path in Path("/proc").glob("[0-9]*/cwd"):
        try:
            yield path.readlink()
        except OSError:
            continue


def test_a_missing_server_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("cluster.DEBIAN", tmp_path)

    with pytest.raises(RuntimeError, match="apt-get install postgresql"):
        programs()
