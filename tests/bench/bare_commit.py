"""The least that a durable save can be: one row changed in SQLite's own transaction, synced to the disk."""

import sqlite3
from pathlib import Path


class BareCommit:
    """One connection to a file with one row, as durable as ours."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("CREATE TABLE cards (id INTEGER PRIMARY KEY, version INTEGER, data TEXT)")
        self._db.execute("INSERT INTO cards VALUES (1, 0, '')")

    def save(self, text: str) -> None:
        """Keep a text."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("UPDATE cards SET data = ?, version = version + 1 WHERE id = 1", (text,))
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Close the connection."""
        self._db.close()
