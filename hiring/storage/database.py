"""The one place that opens connections: SQLite that survives a power cut, or PostgreSQL; reads and writes apart."""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import NullPool, QueuePool

from hiring.findings import Place, refused, say
from hiring.storage.looking import look

SQLITE = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL may lose an acknowledged save when the power is cut
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA wal_autocheckpoint=300",
    "PRAGMA journal_size_limit=2097152",
)
POSTGRES = "postgresql+psycopg"
BUSY_SECONDS = 10
WHERE = Place("HIRING_DATABASE")
READ_ONLY = "25006"  # PostgreSQL's word for a server that stands by
LEAST_FREE = 2 * 1024 * 1024  # bytes of disk that a write leaves for the log to be folded back


class Unavailable(Exception):  # noqa: N818 - a state, not a mistake
    """The database cannot take or give anything now: disk full, locked, or away. What was asked may be tried again."""


class Damaged(Unavailable):
    """The file of the database is not whole, or is none; only a backup helps."""


def data_folder() -> Path:
    """Return the user's own data folder."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "hiring"


def default_url() -> str:
    """Return where the data is kept if nobody says otherwise: a file in the user's own data folder."""
    return f"sqlite:///{data_folder() / 'hiring.db'}"


class Database:
    """The data of one team; `url` is SQLAlchemy's, or the path of a SQLite file."""

    def __init__(self, url: str) -> None:
        """Prepare for connections; none is opened yet, but the folder of a SQLite file is made."""
        self.url = _url(url)
        self.file = _file(self.url)
        self.turn, self._queue = threading.Lock(), f"{self.file}.turn"
        self.engine = self._sqlite(self.file) if self.file else self._postgres()
        self._kept: Connection | None = None
        self._writer: Connection | None = None

    def _sqlite(self, file: Path) -> Engine:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = create_engine(
            self.url,
            poolclass=QueuePool,
            pool_size=16,
            max_overflow=16,
            connect_args={"timeout": BUSY_SECONDS},
            hide_parameters=True,  # what people typed is for no log
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        event.listen(engine, "handle_error", _unavailable)
        return engine

    def _postgres(self) -> Engine:
        session = "-c application_name=hiring -c timezone=UTC -c statement_timeout=20000 -c lock_timeout=10000 -c synchronous_commit=on -c jit=off"
        try:
            engine = create_engine(
                self.url,
                pool_size=8,
                max_overflow=8,
                pool_pre_ping=True,
                pool_timeout=BUSY_SECONDS,
                isolation_level="REPEATABLE READ",
                connect_args={"connect_timeout": 5, "options": session},
                hide_parameters=True,
            )
        except ImportError as problem:
            remedy = say("pip install 'hiring-account-executives[postgres]'")
            raise refused(WHERE, "database", say("PostgreSQL needs one more package"), remedy) from problem
        event.listen(engine, "begin", _queue)
        event.listen(engine, "handle_error", _unavailable)
        return engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the data."""
        with _told(self), self.engine.connect() as db:
            seen = db.begin()
            try:
                yield db
            finally:
                with suppress(Unavailable):  # whatever was read was read
                    seen.rollback()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose changes are all kept, durably, or none: one transaction, begun as a writer."""
        with _told(self), self._in_turn(), self._writing() as db:
            yield db

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """Give a connection that changes nothing, not even the kind of journal that a file has; blank where none is."""
        if self.file is None:
            with self.read() as db:
                yield db
            return
        engine = create_engine(
            "sqlite://", creator=partial(look, self.file, BUSY_SECONDS), poolclass=NullPool
        )
        event.listen(engine, "handle_error", _unavailable)
        with engine.connect() as db:
            yield db

    @contextmanager
    def outside(self, *, alone: bool = False) -> Iterator[Connection]:
        """Give a connection to SQLite that is in no transaction; `alone` makes writers wait until it is given back."""
        with _told(self), self._in_turn() if alone else nullcontext(), self._connected(outside=True) as db:
            yield db

    @contextmanager
    def _connected(self, **options: Any) -> Iterator[Connection]:
        with self.engine.connect() as db, db.execution_options(**options).begin():
            yield db

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Give a connection for writing: to SQLite always the same one, for only one at a time has its turn."""
        if self.file is None:
            with self._connected(immediate=True) as db:
                yield db
            return
        if self._writer is None:
            self._writer = self.engine.connect().execution_options(immediate=True)
        with self._writer.begin():
            yield self._writer

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let writers of all threads and processes queue, so that none starves; refuse while the disk is nearly full."""
        if self.file is None:
            yield
            return
        if not self.turn.acquire(timeout=BUSY_SECONDS):
            raise Unavailable("others are writing")
        try:
            queue = os.open(self._queue, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(queue, fcntl.LOCK_EX)
                disk = os.statvfs(self._queue)
                if disk.f_bavail * disk.f_frsize < LEAST_FREE:
                    raise Unavailable("the disk is full")
                yield
            finally:
                os.close(queue)
        finally:
            self.turn.release()

    def refuse_read_only(self) -> None:
        """Raise Unavailable where a SQLite file or its folder may not be written to, before anything is tried."""
        for path in () if self.file is None else (self.file, self.file.parent):
            if path.exists() and not os.access(path, os.W_OK):
                raise Unavailable(f"{path} may not be written to by this user")

    def keep_open(self) -> None:
        """Keep one connection as long as the process lives: the last to close would delete the log and its index."""
        if self.file is not None and self._kept is None:
            with _told(self):
                self._kept = self.engine.connect()

    def close(self) -> None:
        """Close every connection."""
        for each in (self._writer, self._kept):
            if each is not None:
                each.close()
        self._writer = self._kept = None
        self.engine.dispose()


@contextmanager
def _told(database: Database) -> Iterator[None]:
    """Turn what the system says of the folder of a database into `Unavailable`."""
    try:
        yield
    except OSError as problem:
        if (
            database.file is None
            or problem.filename is None
            or Path(str(problem.filename)).parent != database.file.parent
        ):
            raise
        raise Unavailable(str(problem)) from problem


def _unavailable(context: ExceptionContext) -> Unavailable | None:
    """Turn what a database says of disks, locks and networks into `Unavailable`; that connection is not trusted again."""
    problem = context.sqlalchemy_exception
    if context.is_pre_ping or not isinstance(problem, DBAPIError):
        return None
    if not (
        isinstance(problem, OperationalError)
        or context.is_disconnect
        or _passing(problem)
        or _damaged(problem)
    ):
        return None
    context.invalidate_pool_on_disconnect = context.is_disconnect
    context.is_disconnect = True
    return (Damaged if _damaged(problem) else Unavailable)(str(problem.orig))


def _passing(problem: DBAPIError) -> bool:
    """Whether PostgreSQL says that the same would succeed later: it stops, has no room, or chose another writer."""
    state = str(getattr(problem.orig, "sqlstate", "") or "")
    return state == READ_ONLY or state[:2] in {"08", "40", "53", "57", "58"}


def _damaged(problem: DBAPIError) -> bool:
    """Whether SQLite says that a file is none of its own, or not whole."""
    return getattr(problem.orig, "sqlite_errorcode", 0) & 0xFF in {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }


def _prepare(connection: Any, record: object) -> None:  # noqa: ARG001 - SQLAlchemy's signature
    connection.isolation_level = None  # BEGIN is ours to say
    for pragma in (f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}", *SQLITE):
        connection.execute(pragma)


def _queue(db: Connection) -> None:
    """Let one writer in at a time, as SQLite does: what it has read stays true until it has written."""
    if db.get_execution_options().get("immediate"):
        db.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        db.exec_driver_sql("SELECT pg_advisory_xact_lock(7301)")


def _begin(db: Connection) -> None:
    options = db.get_execution_options()
    if options.get("outside"):
        return
    words = "BEGIN IMMEDIATE" if options.get("immediate") else "BEGIN"
    own: Any = db.connection.dbapi_connection
    try:
        own.execute(words)
    except sqlite3.OperationalError as problem:
        db.invalidate()
        raise Unavailable(str(problem)) from problem


def _url(url: str) -> Any:
    """Return a SQLAlchemy URL from one, from a usual `postgres://` address or from the path of a file."""
    if "://" not in url:
        return make_url(f"sqlite:///{Path(url).expanduser().resolve()}")
    scheme, _, rest = url.partition("://")
    name = {"sqlite": "sqlite", "postgres": POSTGRES, "postgresql": POSTGRES, POSTGRES: POSTGRES}.get(scheme)
    try:
        if name:
            return make_url(f"{name}://{rest}")
    except (ArgumentError, ValueError):
        pass
    words = say("%(scheme)s://… is no address of a database that the app knows", scheme=scheme)
    remedy = say("write sqlite:///path/of/file.db or postgresql://user:password@host/name")
    raise refused(WHERE, "database", words, remedy)


def _file(url: Any) -> Path | None:
    """Return the file of a SQLite database, or none for PostgreSQL."""
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise refused(WHERE, "database", say("name a file; memory keeps nothing"))
    return Path(url.database)
