"""Whether somebody else, such as the server, has the database open; and holding a SQLite file for oneself."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import text

from hiring.storage.database import Database, Unavailable

ALONE = ("PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE", "COMMIT")
FOLD = ("PRAGMA journal_mode=DELETE",)
PATIENCE = 1  # seconds, for another command that is about to end


@contextmanager
def held(file: Path, *, fold: bool = False) -> Iterator[None]:
    """Hold a SQLite file, its log folded in and removed if asked; Unavailable if any process has it open.

    A file that is damaged or none of SQLite's cannot be held, and nobody can be working with it.
    """
    try:
        db = sqlite3.connect(file, isolation_level=None, timeout=PATIENCE)
    except sqlite3.OperationalError as problem:
        raise Unavailable(str(problem)) from problem
    with closing(db):
        try:
            for words in (*ALONE, *(FOLD if fold else ())):
                db.execute(words)
        except sqlite3.OperationalError as problem:
            raise _in_use() if "locked" in str(problem) else Unavailable(str(problem)) from problem
        except sqlite3.DatabaseError:
            pass  # nothing of SQLite's to hold
        yield


def refuse_shared(database: Database) -> None:
    """Raise Unavailable while another process has a database open; this one must not have opened it yet."""
    if database.file is None:
        with database.read() as db:
            query = text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND application_name = 'hiring' AND pid <> pg_backend_pid()"
            )
            if db.execute(query).scalar_one():
                raise _in_use()
    elif database.file.exists():
        with held(database.file):
            pass


def _in_use() -> Unavailable:
    return Unavailable("another process has the database open: stop the server, then try again")
