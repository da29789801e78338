"""What is asked of a database while something happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from hiring.storage.database import Database

AROUND = ("BEGIN", "SET TRANSACTION", "SELECT pg_advisory_xact_lock")


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collect the statements that ask or change something, without those that only begin a transaction."""
    found: list[str] = []

    def asked(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(AROUND):
            found.append(statement)

    event.listen(database.engine, "before_cursor_execute", asked)
    yield found
    event.remove(database.engine, "before_cursor_execute", asked)
