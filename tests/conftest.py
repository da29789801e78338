"""What tests share: the shipped library, and folders of their own for what the program remembers."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import compiled_once
import pytest
import read_once
from cluster import Cluster
from practice_room import Room
from team import Team

from hiring import formats
from hiring.library import Library
from hiring.storage.database import Database
from hiring.storage.schema import STEPS, upgrade
from hiring.storage.tables import metadata

ROOT = Path(__file__).parent.parent
read_once.begin()
compiled_once.begin()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden documents")


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return ever new folders, made without a look at all that are there."""
    folder = tmp_path_factory.mktemp("states")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_state(
    states: Iterator[Path], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the user's cache, state and data folders out of the tests."""
    folder = next(states)
    folder.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.delenv("HIRING_OWN", raising=False)


@pytest.fixture
def not_typeset(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give, where a document would be set as PDF or DOCX, at once all that it would be made from."""
    monkeypatch.setattr(formats, "printed", lambda *whole: repr(whole).encode())


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the shipped library, loaded once."""
    return Library()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Return a PostgreSQL of the tests' own, with a database `template` that has all tables."""
    own = Cluster(durable=False)
    own.start()
    own.new_database("template_hiring")
    database = Database(own.url("template_hiring"))
    upgrade(database)
    database.close()
    yield own
    own.stop("immediate")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with all tables."""
    file = tmp_path_factory.mktemp("sqlite") / "empty.db"
    database = Database(str(file))
    upgrade(database)
    database.close()
    return file


# All tables empty and counting from one again: a hundred times faster than a new database.
BLANK = "".join(
    (
        "SET LOCAL session_replication_role = replica;",
        *(f"DELETE FROM {table.name};" for table in metadata.sorted_tables),  # noqa: S608 - our own names
        *(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), 1, false);"
            for table in metadata.sorted_tables
            if "id" in table.c
        ),
        f"UPDATE alembic_version SET version_num = '{STEPS[-1]}';",  # noqa: S608 - our own names
    )
)


@pytest.fixture(scope="session")
def emptied(cluster: Cluster) -> Callable[[], Database]:
    """Return what gives the one database of PostgreSQL that tests share, blank."""
    cluster.new_database("shared", template="template_hiring")

    def blank() -> Database:
        own = Database(cluster.url("shared"))
        with own.engine.begin() as db:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            db.exec_driver_sql(f"{others} WHERE datname = 'shared' AND pid <> pg_backend_pid()")
        with own.write() as db:
            db.exec_driver_sql(BLANK)
        return own

    return blank


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Return a fresh database with all tables, once of each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "hiring.db")
        own = Database(str(tmp_path / "hiring.db"))
        yield own
        own.close()
        return
    emptied: Callable[[], Database] = request.getfixturevalue("emptied")
    own = emptied()
    yield own
    own.close()


@pytest.fixture
def team(database: Database) -> Team:
    """Return a team with a manager, Maria, on each kind of database."""
    return Team(database)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Return a candidate's practice on a machine without a team."""
    own = Room(tmp_path / "practice.db")
    yield own
    own.close()
