"""Statements compiled once for each kind of database, not anew for every test's own; a fifth of a test's time."""

from typing import Any

import sqlalchemy
from sqlalchemy import Engine

from hiring.storage import database

_first: dict[str, Engine] = {}


def _engine(url: Any, **options: Any) -> Engine:
    """Return an engine that knows what the first of its kind has compiled."""
    made = sqlalchemy.create_engine(url, **options)
    if made.dialect.name not in _first:
        with made.connect():  # a dialect learns of its server when it first connects
            _first[made.dialect.name] = made
    first = _first[made.dialect.name]
    made.dialect, made._compiled_cache = first.dialect, first._compiled_cache  # noqa: SLF001
    return made


def begin() -> None:
    """Let every database that is opened from now on share what was compiled."""
    with sqlalchemy.create_engine("sqlite://").connect() as db:
        _first["sqlite"] = db.engine
    vars(database)["create_engine"] = _engine
