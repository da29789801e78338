"""A disk that fills up, fails or is slow under a running process does so exactly while it is told to."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from disk import MEBIBYTE, Disk, mounted_disk, mounting_works, shimmed_disk
from endure.power_cut import read_log
from endure.shim import Faults, watching

KEEPER = """
import os, shutil, sqlite3, sys
db = sqlite3.connect("cards.db", isolation_level=None)
db.execute("PRAGMA journal_mode=WAL")
db.execute("PRAGMA synchronous=FULL")
db.execute("CREATE TABLE IF NOT EXISTS cards (notes TEXT)")
def save():
    db.execute("INSERT INTO cards VALUES (?)", ("evidence " * 3000,))
    return "saved"
def count():
    return db.execute("SELECT count(*) FROM cards").fetchone()[0]
def new_file():
    open("new", "x").close()
def free():
    return shutil.disk_usage(".").free
def write():
    with open("piece", "wb", buffering=0) as file:
        return file.write(b"12345678")
def append():
    with open("piece", "ab", buffering=0) as file:
        return file.write(b"12")
def overwrite():
    with open("cards.db", "r+b", buffering=0) as file:
        return os.pwrite(file.fileno(), os.pread(file.fileno(), 100, 0), 0)
print("ready", flush=True)
for line in sys.stdin:
    try:
        print(globals()[line.strip()](), flush=True)
    except (OSError, sqlite3.Error) as error:
        print(error, flush=True)
"""
Ask = Callable[[str], str]


@contextmanager
def keeper(folder: Path, environment: dict[str, str]) -> Iterator[Ask]:
    """Run a process that keeps cards in a folder, and ask it to save or count one at a time."""
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", KEEPER],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        asked, answers = process.stdin, process.stdout
        assert answers.readline() == "ready\n"

        def ask(what: str) -> str:
            asked.write(f"{what}\n")
            asked.flush()
            return answers.readline().strip()

        yield ask
        asked.close()


@contextmanager
def faulty(place: Path) -> Iterator[tuple[Ask, Faults]]:
    """Run a keeper on a disk with the switches of its faults."""
    folder, faults = place / "data", Faults(place / "faults")
    folder.mkdir()
    with keeper(folder, watching(folder, log=place / "log", control=faults.control)) as ask:
        yield ask, faults


METHODS: list[Callable[[], AbstractContextManager[Disk]]] = [shimmed_disk]
if mounting_works():
    METHODS.append(lambda: mounted_disk(4))


@pytest.mark.parametrize("method", METHODS, ids=["shim", "mount"][: len(METHODS)])
def test_a_full_disk_keeps_what_it_has_and_takes_no_more_until_it_is_freed(
    method: Callable[[], AbstractContextManager[Disk]],
) -> None:
    with method() as disk, keeper(disk.folder, disk.environment) as ask:
        assert [ask("save"), ask("count")] == ["saved", "1"]
        with disk.full():
            assert ask("save") == "database or disk is full"
            assert ask("overwrite") == "100"
            assert ask("count") == "1"
        assert [ask("save"), ask("count")] == ["saved", "2"]


def test_a_full_disk_takes_no_new_file(tmp_path: Path) -> None:
    with faulty(tmp_path) as (ask, faults), faults.disk_full():
        assert ask("new_file") == "[Errno 28] No space left on device: 'new'"


def test_a_full_disk_takes_nothing_more_at_the_end_of_a_file(tmp_path: Path) -> None:
    with faulty(tmp_path) as (ask, faults):
        assert ask("write") == "8"
        with faults.disk_full():
            assert ask("append") == "[Errno 28] No space left on device"
    assert (tmp_path / "data/piece").read_bytes() == b"12345678"


def test_a_disk_may_fill_up_in_the_middle_of_a_transaction(tmp_path: Path) -> None:
    with faulty(tmp_path) as (ask, faults):
        ask("save")
        log = len(read_log(tmp_path / "log"))
        with faults.disk_full(after=3):
            assert ask("save") == "database or disk is full"
        assert [record.kind for record in read_log(tmp_path / "log")[log:]] == ["W"] * 3
        assert [ask("save"), ask("count")] == ["saved", "2"]


def test_free_space_is_as_told_and_by_itself_stops_nothing(tmp_path: Path) -> None:
    with faulty(tmp_path) as (ask, faults):
        before = int(ask("free"))
        with faults.free_space(3 * MEBIBYTE):
            assert [ask("free"), ask("save")] == [str(3 * MEBIBYTE), "saved"]
        assert abs(int(ask("free")) - before) < before / 10
        with shimmed_disk(told=True) as disk, keeper(disk.folder, disk.environment) as other, disk.full():
            assert other("free") == "0"


def test_a_sync_that_fails_is_no_commit(tmp_path: Path) -> None:
    with faulty(tmp_path) as (ask, faults):
        ask("save")
        with faults.failing_sync():
            assert ask("save") == "disk I/O error"
            assert ask("count") == "1"
        assert [ask("save"), ask("count")] == ["saved", "2"]


def test_a_slow_sync_delays_every_save(tmp_path: Path) -> None:
    with faulty(tmp_path) as (ask, faults), faults.slow_sync(0.3):
        start = time.monotonic()
        assert ask("save") == "saved"
        assert time.monotonic() - start > 0.3


def test_a_short_write_says_how_much_it_kept_and_is_carried_on(tmp_path: Path) -> None:
    with faulty(tmp_path) as (ask, faults), faults.short_writes():
        assert [ask("write"), ask("save"), ask("count")] == ["4", "saved", "1"]
    assert (tmp_path / "data/piece").read_bytes() == b"1234"
