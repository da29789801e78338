"""A backup brought back, or everything moved to another database; what was there before is never written over."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from sqlalchemy import text

from hiring.findings import Place, refused, say
from hiring.storage.audit import By, note
from hiring.storage.backup import Backup, beside, put_in_place
from hiring.storage.copying import Content, contents, copy, counts, unhurried
from hiring.storage.database import Database
from hiring.storage.people import shut_out
from hiring.storage.schema import upgrade
from hiring.storage.sharing import held

LOGS = ("-wal", "-shm", "-journal")


def restore(found: Backup, database: Database, by: By) -> Path | None:
    """Bring a backup back, brought up to date; return where the SQLite database that was there is kept, if there was one."""
    if database.file is None:
        with TemporaryDirectory() as folder, _fresh(found, Path(folder) / "restored.db", by) as made:
            move(made, database)
        return None
    with beside(database.file) as partial:
        with _fresh(found, partial, by):
            pass
        return _exchange(partial, database.file, by.at)


@contextmanager
def _fresh(found: Backup, file: Path, by: By) -> Iterator[Database]:
    """Lend a backup's database, up to date and checked, in a file of its own."""
    shutil.copyfile(found.file, file)
    with closing(sqlite3.connect(file)) as db:
        db.execute("DROP TABLE backup")
    made = Database(str(file))
    try:
        upgrade(made)
        with made.write() as db:
            shut_out(db, by)
            note(db, by, "restore", "database")
            if db.execute(text("PRAGMA integrity_check(1)")).scalar_one() != "ok":
                raise refused(
                    Place(str(found.file)),
                    "backup",
                    say("the backup is damaged: it is not as it was written"),
                )
        yield made
    finally:
        made.close()


def _exchange(fresh: Path, target: Path, at: datetime) -> Path | None:
    """Put a database in the place of another, which is kept under a dated name."""
    aside = _aside(target, at)
    if not target.exists():
        _set_logs_aside(target, aside)
        put_in_place(fresh, target)
        return None
    with held(target, fold=True):
        try:
            os.link(target, aside)
        except OSError:  # a file system without second names
            shutil.copy2(target, aside)
        _set_logs_aside(target, aside)
        put_in_place(fresh, target)
    return aside


def _aside(target: Path, at: datetime) -> Path:
    dated = f"{target.name}.{at:%Y-%m-%dT%H%M%S}Z"
    names = (dated if number == 1 else f"{dated}.{number}" for number in count(1))
    return next(path for name in names if not (path := target.with_name(name)).exists())


def _set_logs_aside(target: Path, aside: Path) -> None:
    """Take away a log that was left over: with another database it would be read as part of that."""
    for ending in LOGS:
        left = target.with_name(target.name + ending)
        if left.exists() and left.stat().st_size:
            left.rename(aside.with_name(aside.name + ending))
        else:
            left.unlink(missing_ok=True)


def move(source: Database, target: Database, by: By | None = None) -> dict[str, Content]:
    """Copy everything to an empty database in one transaction there; return what both then hold, table by table.

    Refuses a target that holds anything, and undoes all if the copy differs.
    """
    where = target.url.render_as_string(hide_password=True)
    upgrade(target)
    with source.read() as old, target.write() as new:
        unhurried(old, new)
        if any(counts(new).values()):
            words = say("the database to copy into is not empty")
            raise refused(Place(where), "database", words, say("name one that holds nothing yet"))
        copy(old, new)
        found = contents(new)
        if found != contents(old):
            raise refused(Place(where), "database", say("the copy differs from the database"))
        if by:
            note(new, by, "move", "database")
    return found


def erased_since(aside: Path, made_at: datetime) -> list[int]:
    """Return which candidates were erased, in the database set aside, after the backup was made that still has them."""
    query = "SELECT DISTINCT object FROM audit WHERE act = 'erase' AND kind = 'candidate' AND at >= ? ORDER BY object"
    try:
        with closing(sqlite3.connect(f"file:{quote(str(aside))}?mode=ro", uri=True)) as db:
            since = made_at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
            return [row[0] for row in db.execute(query, (since,))]
    except sqlite3.DatabaseError:
        return []
