"""All tables copied from one database to another, of either kind, and compared row by row. Ids stay."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Table,
    Text,
    func,
    insert,
    select,
    text,
)

from hiring.storage.columns import Json
from hiring.storage.tables import metadata

AT_ONCE = 500  # rows


def _plain(table: Table, into: MetaData) -> Table:
    """Return a table whose JSON is the text that is kept."""
    columns = (
        Column(each.name, Text() if isinstance(each.type, Json) else each.type, primary_key=each.primary_key)
        for each in table.columns
    )
    return Table(table.name, into, *columns)


TABLES = [_plain(table, copied) for copied in (MetaData(),) for table in metadata.sorted_tables]


@dataclass(frozen=True)
class Content:
    """How many rows a table has, and one number that stands for all of them in any order, as 64 hexadecimal digits."""

    rows: int
    checksum: str


def copy(source: Connection, target: Connection) -> None:
    """Copy every row into a database that has the tables and no rows; what ids were used up is carried along."""
    unhurried(source, target)
    for table in TABLES:
        for rows in _batches(source, table):
            target.execute(insert(table), [dict(row) for row in rows])
    _use_up(target, _used_up(source))


def contents(db: Connection) -> dict[str, Content]:
    """Return the content of each table; two databases with the same are the same, whatever their kind."""
    return {table.name: _content(db, table) for table in TABLES}


COUNTING = {table.name: select(func.count()).select_from(table) for table in TABLES}


def counts(db: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {name: int(db.execute(query).scalar_one()) for name, query in COUNTING.items()}


def unhurried(*connections: Connection) -> None:
    """Let a statement take its time in this transaction, as copying much does."""
    for db in connections:
        if db.dialect.name == "postgresql":
            db.execute(text("SET LOCAL statement_timeout = 0"))


def _batches(db: Connection, table: Table) -> Iterator[Any]:
    rows = db.execute(select(table), execution_options={"stream_results": True, "yield_per": AT_ONCE})
    yield from rows.mappings().partitions(AT_ONCE)


def _content(db: Connection, table: Table) -> Content:
    count = total = 0
    for rows in _batches(db, table):
        for row in rows:
            count += 1
            total += int.from_bytes(sha256(_spelt(list(row.values()))).digest(), "big")
    return Content(count, f"{total % 2**256:064x}")


def _spelt(row: list[Any]) -> bytes:
    """Return a row in the one spelling that both kinds of database share."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_moment).encode(
        "utf-8", "surrogatepass"
    )


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _numbered() -> list[Table]:
    return [table for table in TABLES if "id" in table.columns]


def _used_up(db: Connection) -> dict[str, int]:
    """Return the highest id that each table ever gave out, so that none is given twice, even after erasing."""
    highest = {
        table.name: int(db.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one())
        for table in _numbered()
    }
    for name, last in _sequences(db):
        highest[name] = max(highest[name], last)
    return highest


def _sequences(db: Connection) -> Iterator[tuple[str, int]]:
    if db.dialect.name == "sqlite":
        yield from ((row.name, row.seq) for row in db.execute(text("SELECT name, seq FROM sqlite_sequence")))
        return
    query = text("SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(:name, 'id')::regclass), 0)")
    for table in _numbered():
        yield table.name, int(db.execute(query, {"name": table.name}).scalar_one())


def _use_up(db: Connection, highest: dict[str, int]) -> None:
    for name, last in highest.items():
        values = {"name": name, "last": last}
        if not last:
            continue
        if db.dialect.name == "postgresql":
            db.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id')::regclass, :last)"), values)
        elif metadata.tables[name].dialect_options["sqlite"]["autoincrement"]:
            db.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
            db.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)
