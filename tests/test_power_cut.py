"""The power-cut simulator sees what SQLite writes, and is sharp: it loses what was not synced."""

import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from endure.power_cut import Cut, Disk, Policy, Record, after_marks, mark, power_cuts, read_log, some
from endure.shim import compiled, watching

CUTS = 20
ROWS = 120
WRITER = """
import sqlite3, sys
from endure.power_cut import mark
journal, synchronous, writer, rows = sys.argv[1:]
db = sqlite3.connect("cards.db", isolation_level=None, timeout=30)
db.execute(f"PRAGMA journal_mode={journal}")
db.execute(f"PRAGMA synchronous={synchronous}")
db.execute("CREATE TABLE IF NOT EXISTS cards (id TEXT PRIMARY KEY, notes TEXT)")
for number in range(int(rows)):
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO cards VALUES (?, ?)", (f"{writer}-{number}", "evidence " * 40))
    db.execute("COMMIT")
    mark(f"{writer}-{number}")
"""
FILES = """
import os, shutil, sqlite3, sys, threading
from pathlib import Path
with open("notes", "wb", buffering=0) as notes:
    notes.write(b"first words")
    os.pwrite(notes.fileno(), b"W", 6)
    os.pwritev(notes.fileno(), [b"", b"F", b"I"], 0)
    notes.truncate(8)
Path("notes").open("ab").write(b" appended")
for content in (b"some words", b"few"):
    Path("again").write_bytes(content)
with open("cut", "wb", buffering=0) as file:
    file.write(b"some words")
    file.truncate(4)
Path("copy").write_bytes(b"to be replaced by a longer text" * 9)
shutil.copyfile("notes", "copy")
os.truncate("copy", 5)
os.makedirs("under", exist_ok=True)
Path("under/new").write_text("moved")
os.replace("under/new", "under/old")
os.link("under/old", "under/twin")
os.unlink("under/old")
there = os.open("under", os.O_RDONLY)
os.close(os.open("seen", os.O_CREAT | os.O_WRONLY, dir_fd=there))
os.unlink("seen", dir_fd=there)
Path("threads").write_bytes(bytes(4000))
def put(at):
    with open("threads", "r+b") as file:
        os.pwrite(file.fileno(), b"%d" % at, at * 100)
threads = [threading.Thread(target=put, args=(at,)) for at in range(40)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
db = sqlite3.connect("cards.db")
db.execute("VACUUM INTO 'backup.db'")
"""


def start(folder: Path, code: str, *words: str) -> subprocess.Popen[bytes]:
    """Start Python code in a watched folder, with the log beside it."""
    folder.mkdir(exist_ok=True)
    environment = watching(folder, log=log_of(folder)) | {"PYTHONPATH": str(Path(__file__).parent)}
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", code, *words], cwd=folder, env=environment)


def log_of(folder: Path) -> Path:
    return folder.with_suffix(".log")


def run(folder: Path, code: str, *words: str) -> list[Record]:
    with start(folder, code, *words) as process:
        assert process.wait(30) == 0
    return read_log(log_of(folder))


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, except SQLite's shared memory."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def at_the_end(
    records: list[Record], into: Path, policy: Policy, disk: Disk | None = None, seed: int = 1
) -> dict[str, bytes]:
    """Return what a power cut at the end of a log leaves."""
    for cut in power_cuts(records, [len(records)], into / "end", seed=seed, policies=[policy], disk=disk):
        left = contents(cut.folder)
    return left


def lost(cut: Cut) -> int:
    """Count the acknowledged rows that a power cut took; the database it leaves must be sound."""
    with closing(sqlite3.connect(cut.folder / "cards.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        kept = {row[0] for row in db.execute("SELECT id FROM cards")} if tables else set()
    return len(set(cut.marks) - kept)


def cuts(folder: Path, journal: str, synchronous: str, disk: Disk | None = None) -> Iterator[Cut]:
    """Write rows, and cut the power at 20 moments just after one was acknowledged."""
    records = run(folder, WRITER, journal, synchronous, "one", str(ROWS))
    moments = some(after_marks(records), CUTS, seed=7)
    return power_cuts(records, moments, folder.with_suffix(".cuts"), seed=7, disk=disk)


def losses(found: Iterator[Cut]) -> dict[str, int]:
    """Count the cuts that took acknowledged rows, by policy."""
    return Counter(cut.policy for cut in found if lost(cut))


def deed(kind: str, content: bytes = b"", *, file: int = 1, place: int = 0) -> Record:
    return Record(kind, (1, 1), file, place, content)


def test_every_change_of_a_file_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    run(folder, WRITER, "wal", "full", "one", "30")
    records = run(folder, FILES)

    assert at_the_end(records, tmp_path, "all") == contents(folder)
    assert set(contents(folder)) == {
        "cards.db",
        "backup.db",
        "notes",
        "again",
        "cut",
        "copy",
        "under/twin",
        "threads",
    }


def test_what_several_processes_write_is_seen_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    run(folder, WRITER, "wal", "full", "first", "1")
    writers = [start(folder, WRITER, "wal", "full", f"writer {number}", "25") for number in range(3)]
    assert [writer.wait(30) for writer in writers] == [0, 0, 0]
    records = read_log(log_of(folder))
    moments = some(after_marks(records), CUTS, seed=3)

    assert at_the_end(records, tmp_path, "all") == contents(folder)
    assert losses(power_cuts(records, moments, tmp_path, seed=3)) == {}


def test_a_log_synced_at_each_commit_loses_nothing(tmp_path: Path) -> None:
    assert losses(cuts(tmp_path / "data", "wal", "full")) == {}


def test_a_log_synced_at_each_commit_loses_nothing_between_acknowledgements(tmp_path: Path) -> None:
    records = run(tmp_path / "data", WRITER, "wal", "full", "one", "40")
    moments = some(range(1, len(records)), 60, seed=5)

    assert losses(power_cuts(records, moments, tmp_path / "cuts", seed=5)) == {}


def test_a_log_synced_now_and_then_loses_acknowledged_rows(tmp_path: Path) -> None:
    assert losses(cuts(tmp_path / "data", "wal", "normal")) == {"none": CUTS, "torn": CUTS}


def test_a_log_never_synced_loses_acknowledged_rows(tmp_path: Path) -> None:
    assert losses(cuts(tmp_path / "data", "wal", "off")) == {"none": CUTS, "torn": CUTS}


def test_a_journal_whose_end_is_not_synced_comes_back_and_takes_the_last_row(tmp_path: Path) -> None:
    found = losses(cuts(tmp_path / "strict", "delete", "full"))

    assert found["none"] == CUTS
    assert set(found) == {"none", "torn"}
    assert losses(cuts(tmp_path / "at-once", "delete", "full", Disk(strict=False))) == {}
    assert losses(cuts(tmp_path / "extra", "delete", "extra")) == {}


def test_what_was_there_before_the_log_began_stays(tmp_path: Path) -> None:
    folder, copy = tmp_path / "data", tmp_path / "copy"
    run(folder, WRITER, "wal", "full", "first", "5")
    shutil.copytree(folder, copy)
    log_of(folder).unlink()
    records = run(folder, WRITER, "wal", "full", "second", "5")
    cut = next(power_cuts(records, after_marks(records), tmp_path, seed=1, disk=Disk(before=copy)))

    with closing(sqlite3.connect(cut.folder / "cards.db")) as db:
        kept = [row[0] for row in db.execute("SELECT id FROM cards ORDER BY id")]
    assert kept == [*(f"first-{number}" for number in range(5)), "second-0"]


def test_what_a_failed_sync_covered_is_lost_for_good(tmp_path: Path) -> None:
    records = [deed("O", b".", file=9, place=1), deed("O", b"card"), deed("B", file=9), deed("E", file=9)]
    records += [
        deed("W", b"first"),
        deed("B"),
        deed("F"),
        deed("W", b"second", place=5),
        deed("B"),
        deed("E"),
    ]

    assert at_the_end(records, tmp_path, "none") == {"card": bytes(5) + b"second"}
    assert at_the_end(records, tmp_path, "all") == {"card": b"firstsecond"}


def test_a_sync_covers_only_what_was_written_before_it_began(tmp_path: Path) -> None:
    records = [deed("O", b"card"), deed("W", b"one"), deed("B"), deed("W", b"two", place=3), deed("E")]

    assert at_the_end(records, tmp_path, "none", Disk(strict=False)) == {"card": b"one"}


def test_a_torn_write_ends_at_a_sector(tmp_path: Path) -> None:
    records = [deed("O", b"card"), deed("W", b"x" * 3000, place=100)]
    found = [at_the_end(records, tmp_path, "torn", Disk(strict=False), seed)["card"] for seed in range(60)]

    assert {len(content.rstrip(b"\0")) for content in found} == {0, 512, 1024, 1536, 2048, 2560, 3072}


def test_a_rename_may_be_kept_before_the_words_that_it_puts_in_place(tmp_path: Path) -> None:
    records = [deed("O", b"new"), deed("W", b"words"), deed("R", b"new\0old")]

    assert at_the_end(records, tmp_path, "none", Disk(strict=False)) == {"old": b""}
    assert at_the_end(records, tmp_path, "none") == {}


def test_of_names_a_power_cut_keeps_the_first_few(tmp_path: Path) -> None:
    records = [deed("O", b"one"), deed("O", b"two", file=2), deed("R", b"one\0three")]
    found = {tuple(at_the_end(records, tmp_path, "torn", seed=seed)) for seed in range(40)}

    assert {frozenset(names) for names in found} == {
        frozenset(),
        frozenset({"one"}),
        frozenset({"one", "two"}),
        frozenset({"two", "three"}),
    }


def test_what_the_log_has_no_words_for_is_an_error(tmp_path: Path) -> None:
    for record in (deed("X", b"one\0other"), deed("R", b"\0from elsewhere")):
        with pytest.raises(ValueError, match=r"other|elsewhere"):
            at_the_end([record], tmp_path, "all")


def test_a_log_may_end_in_half_a_record(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for words in ("first", "second"):
        mark(words, log)
    whole = log.read_bytes()
    for end in (1, 10):
        log.write_bytes(whole[:-end])
        assert [record.name for record in read_log(log)] == ["first"]
    log.write_bytes(whole)
    assert [record.name for record in read_log(log)] == ["first", "second"]


def test_a_log_in_the_watched_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="lies in the folder that is watched"):
        watching(tmp_path, log=tmp_path / "log")


def test_a_missing_compiler_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    with pytest.raises(RuntimeError, match="apt-get install gcc libc6-dev"):
        compiled()
