"""A SQLite file opened only to be looked at: nothing of it changes, whatever it turns out to be."""

import sqlite3
from pathlib import Path
from urllib.parse import quote


def look(file: Path, patience: float) -> sqlite3.Connection:
    """Open a file for reading only; blank where there is none yet. `patience` is in seconds.

    It is opened for writing where SQLite must first undo what a power cut broke off.
    """
    if not file.exists() or (file.is_file() and not file.stat().st_size):
        return sqlite3.connect(":memory:")
    try:
        return _opened(file, "ro", patience)
    except sqlite3.OperationalError:
        return _opened(file, "rw", patience)


def _opened(file: Path, mode: str, patience: float) -> sqlite3.Connection:
    db = sqlite3.connect(f"file:{quote(str(file))}?mode={mode}", uri=True, timeout=patience)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        db.close()
        raise
    return db
