"""A backup: one SQLite file with everything, whichever kind of database it comes from, checked before it is there."""

import json
import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from hiring.findings import HiringError, Place, Said, refused, say
from hiring.record import utc_text
from hiring.storage import seal
from hiring.storage.copying import COUNTING, contents, copy, unhurried
from hiring.storage.database import Damaged, Database, Unavailable
from hiring.storage.schema import STEPS, upgrade

SIBLINGS = ("", "-wal", "-shm", "-journal", ".turn")
BEGINNING = b"SQLite format 3\0"
NAMED = ("openings", "candidates", "scorecards", "people")


@dataclass(frozen=True)
class Backup:
    """What a backup file holds: how many rows of each table, when it was made, by which step of the schema."""

    file: Path
    made_at: datetime
    version: str
    rows: Mapping[str, int]

    def __str__(self) -> str:
        held = ", ".join(f"{self.rows.get(name, 0)} {name}" for name in NAMED)
        size = self.file.stat().st_size / 1024
        return f"{held}; made {self.made_at:%Y-%m-%d %H:%M} UTC; {size:,.0f} KiB; whole"


def make(database: Database, target: Path, at: datetime) -> Backup:
    """Write a backup, of one moment, while others go on reading and writing; the file is there whole or not at all."""
    with beside(target) as partial:
        try:
            _snapshot(database, partial) if database.file else _copied(database, partial)
            _finish(partial, at)
        except (sqlite3.DatabaseError, DatabaseError, Damaged) as problem:
            raise _fault(problem, str(database.file or target)) from problem
        put_in_place(partial, target)
    return read(target)


def copy_as_it_is(database: Database, target: Path) -> None:
    """Write a copy of a SQLite database of whichever version, checked; it is a database itself, not a backup."""
    with beside(target) as partial:
        try:
            _snapshot(database, partial)
            with closing(sqlite3.connect(partial)) as db:
                check(db, str(partial))
        except (sqlite3.DatabaseError, DatabaseError, Damaged) as problem:
            raise _fault(problem, str(database.file)) from problem
        put_in_place(partial, target)


def _fault(problem: Exception, where: str) -> Exception:
    """Return what a database's complaint is to a person: no room, or a file that cannot be trusted."""
    told = str(getattr(problem, "orig", problem))
    if isinstance(problem, sqlite3.OperationalError) and "malformed" not in told:
        return Unavailable(told)
    return refused(Place(where), "backup", say("the database is damaged: %(why)s", why=told))


def _snapshot(database: Database, partial: Path) -> None:
    with database.outside() as db:
        db.execute(text("VACUUM INTO :file"), {"file": str(partial)})


def _copied(database: Database, partial: Path) -> None:
    made = Database(str(partial))
    try:
        upgrade(made)
        with database.read() as source, made.write() as target:
            unhurried(source)
            copy(source, target)
            if contents(source) != contents(target):
                raise refused(Place(str(partial)), "backup", say("the copy differs from the database"))
    finally:
        made.close()


def _finish(partial: Path, at: datetime) -> None:
    """Check all that was copied, and add what it holds with a checksum of every byte."""
    marked = seal.mark()
    with closing(sqlite3.connect(partial, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=DELETE")
        db.execute("PRAGMA journal_mode=MEMORY")
        check(db, str(partial))
        rows = {name: db.execute(str(query)).fetchone()[0] for name, query in COUNTING.items()}
        version = db.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        db.execute("DROP TABLE IF EXISTS backup")
        db.execute("CREATE TABLE backup (checksum TEXT, made_at TEXT, version TEXT, tables TEXT)")
        values = (marked, utc_text(at), version, json.dumps(rows))
        db.execute("INSERT INTO backup VALUES (?, ?, ?, ?)", values)
    seal.seal(partial, marked)


def check(db: sqlite3.Connection, where: str) -> None:
    """Refuse a database whose pages or references do not hold together."""
    found = [row[0] for row in db.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"] or db.execute("PRAGMA foreign_key_check").fetchone():
        raise _damaged(where)


def read(file: Path) -> Backup:
    """Return what a backup holds; refuse what is none, one with a changed byte, and one of a newer program."""
    where = str(file)
    with file.open("rb") as stream:
        if stream.read(len(BEGINNING)) != BEGINNING:
            raise _no_backup(where)
    try:
        with closing(sqlite3.connect(f"file:{quote(where)}?mode=ro&immutable=1", uri=True)) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'backup'").fetchone():
                raise _no_backup(where)
            checksum, made_at, version, rows = db.execute(
                "SELECT checksum, made_at, version, tables FROM backup"
            ).fetchone()
    except (sqlite3.DatabaseError, TypeError, ValueError) as problem:
        raise _damaged(where) from problem
    if not seal.whole(file, str(checksum)):
        raise _damaged(where)
    if version not in STEPS:
        words = say("the backup was made by a newer version of the app (%(version)s)", version=version)
        raise refused(Place(where), "backup", words, say("install that version; nothing was changed"))
    return Backup(file, datetime.fromisoformat(made_at), version, json.loads(rows))


def _no_backup(where: str) -> HiringError:
    words = say("the file is no backup: it was not written by hiring backup")
    remedy = say("to use a database file as it is, name it with --database")
    return refused(Place(where), "backup", words, remedy)


def _damaged(where: str, why: Said | None = None) -> HiringError:
    words = why or say("the backup is damaged: it is not as it was written")
    return refused(Place(where), "backup", words, say("take another one; nothing was changed"))


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Lend a new file in the same folder, which only its owner may read; what is left of it is removed in the end."""
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    partial.touch(mode=0o600, exist_ok=False)
    try:
        yield partial
    finally:
        for ending in SIBLINGS:
            with suppress(FileNotFoundError):
                partial.with_name(partial.name + ending).unlink()


def put_in_place(partial: Path, target: Path) -> None:
    """Give a finished file its name, durably: at every moment the name leads to the old file or to the new one."""
    partial.chmod(0o600)
    with partial.open("r+b") as stream:
        os.fsync(stream.fileno())
    partial.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
