"""A file that is no whole database of ours is refused in words at the start, and not one byte of it changes."""

import io
import os
import pwd
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, redirect_stderr
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from endure.cuts import FILE
from endure.office import Office
from endure.outcome import Outcome
from endure.server import HIRING
from hiring.cli.data import opened
from hiring.findings import HiringError

PAGE = 4096
REFUSED = {1, 3}
STATEMENTS = {
    "of a newer program": "UPDATE alembic_version SET version_num = '9999'",
    "of another program": "DROP TABLE alembic_version",
}
STARTED = {"chance bytes", "of a newer program"}  # by the command itself, too
# As nobody, whom root's rights do not help; all that is needed is imported before.
AS_NOBODY = """
import os, sys
from hiring.cli import main, serve
if sys.argv.pop(1) == "0":
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
main()
"""


def odd_files(rounds: int, folder: Path, seed: int) -> Outcome:
    """Start on files that are damaged, not ours or not to be written to, and on a good one cut at any page."""
    outcome, chance = Outcome(), Random(seed)  # noqa: S311 - repeatable
    Office(str(folder / FILE), how_many=1)
    whole = (folder / FILE).read_bytes()
    for name, file in odd(folder, whole, chance).items():
        before = content_of(file)
        outcome.add(wrong_opening(file), name)
        if name in STARTED:
            outcome.add(wrong_start([str(HIRING), "serve", "--port", "0", "--database", str(file)]), name)
        outcome.add(changed(before, file), name)
        outcome.count("odd files")
    for page in chance.sample(range(1, len(whole) // PAGE), min(10 * rounds, len(whole) // PAGE - 1)):
        file, before = folder / "cut.db", whole[: page * PAGE]
        file.write_bytes(before)
        outcome.add(wrong_opening(file), f"cut at {page * PAGE}")
        outcome.add(changed(before, file), f"cut at {page * PAGE}")
        outcome.count("files cut short")
    outcome.add(read_only(whole), "read-only")
    outcome.count("odd files")
    return outcome


def odd(folder: Path, whole: bytes, chance: Random) -> dict[str, Path]:
    """Return files that are no whole database of ours, by what is wrong with them."""
    files = {"a folder": folder / "folder.db"}
    files["a folder"].mkdir()
    contents = {
        "chance bytes": chance.randbytes(20_000),
        "words": b"just some words\n",
        "cut within the header": whole[:50],
        "cut in the middle": whole[: len(whole) // PAGE // 2 * PAGE],
    }
    for number, (name, content) in enumerate(contents.items()):
        files[name] = folder / f"odd-{number}.db"
        files[name].write_bytes(content)
    for number, (name, statement) in enumerate(STATEMENTS.items()):
        files[name] = folder / f"other-{number}.db"
        files[name].write_bytes(whole)
        with closing(sqlite3.connect(files[name], isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode=DELETE")
            db.execute(statement)
    return files


def content_of(file: Path) -> bytes | None:
    """Return the bytes of a file; none for a folder."""
    return file.read_bytes() if file.is_file() else None


def changed(before: bytes | None, file: Path) -> Iterator[str]:
    """Yield that a file has changed, if it has."""
    if content_of(file) != before:
        yield "the file was changed"


def wrong_start(command: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with how a start was refused."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except subprocess.TimeoutExpired:
        yield "it started"
        return
    if done.returncode not in REFUSED or not done.stderr.strip() or "Traceback" in done.stderr:
        yield f"it ended with {done.returncode}: {done.stderr[-300:]}"


def wrong_opening(file: Path) -> Iterator[str]:
    """Yield what is wrong with how a file is refused, within this process."""
    mask, words = os.umask(0o077), io.StringIO()
    try:
        with redirect_stderr(words):
            opened(str(file)).close()
        yield "it was opened"
    except SystemExit as ended:
        if ended.code not in REFUSED or not words.getvalue():
            yield f"it ended with {ended.code}: {words.getvalue()}"
    except HiringError:
        pass
    finally:
        os.umask(mask)


def read_only(whole: bytes) -> Iterator[str]:
    """Yield what is wrong with how a file that may only be read is refused."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "data"
        folder.mkdir()
        file = folder / FILE
        file.write_bytes(whole)
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            for path in (Path(place), folder, file):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
        start = [
            sys.executable,
            "-c",
            AS_NOBODY,
            str(os.geteuid()),
            "serve",
            "--port",
            "0",
            "--database",
            str(file),
        ]
        file.chmod(0o400)
        yield from wrong_start(start)
        yield from changed(whole, file)
