"""A database of an older version is copied before its tables change, and comes through with all that it holds."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text
from team import Team

from hiring.cli.data import opened
from hiring.findings import HiringError
from hiring.storage import people, schema
from hiring.storage.database import Database

NEXT = '''"""One more column, for a test.

Revision ID: 0002
"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("ALTER TABLE people ADD COLUMN motto VARCHAR(20)")
    {more}
'''


@pytest.fixture
def old(empty_file: Path, tmp_path: Path) -> Path:
    """Return a database of today with a person in it."""
    file = tmp_path / "hiring.db"
    shutil.copy(empty_file, file)
    database = Database(str(file))
    Team(database, number=8001).person("Zażółć <b>gęślą</b>")
    database.close()
    return file


def newer(monkeypatch: pytest.MonkeyPatch, folder: Path, more: str = "pass") -> None:
    """Make the program one step newer."""
    shutil.copytree(schema.MIGRATIONS, folder)
    folder.joinpath("versions", "one_more.py").write_text(NEXT.format(more=more), "utf-8")
    monkeypatch.setattr(schema, "STEPS", ("0001", "0002"))
    monkeypatch.setattr(schema, "MIGRATIONS", folder)


def names(file: Path) -> list[str]:
    database = Database(str(file))
    with database.look() as db:
        found = [person.name for person in people.everybody(db)]
    database.close()
    return found


def version(file: Path) -> str | None:
    database = Database(str(file))
    with database.look() as db:
        found = schema.version(db)
    database.close()
    return found


def test_an_older_database_is_copied_first_and_keeps_all_it_holds(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = names(old)
    newer(monkeypatch, tmp_path / "steps")

    opened(str(old)).close()

    (copy,) = tmp_path.glob("hiring.db.0001-*")
    assert str(copy) in capsys.readouterr().err
    assert [version(old), version(copy)] == ["0002", "0001"]
    assert before == names(old) == names(copy)
    assert copy.stat().st_mode & 0o077 == 0


def test_a_database_that_is_up_to_date_is_not_copied(old: Path, tmp_path: Path) -> None:
    opened(str(old)).close()

    assert list(tmp_path.glob("hiring.db.0001-*")) == []


def test_a_step_that_fails_leaves_the_database_as_it_was(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(monkeypatch, tmp_path / "steps", more='raise RuntimeError("no power")')

    with pytest.raises(RuntimeError, match="no power"):
        opened(str(old))

    database = Database(str(old))
    with database.look() as db:
        columns = [row[1] for row in db.execute(text("PRAGMA table_info(people)"))]
    assert "motto" not in columns
    assert version(old) == "0001"


def test_the_older_program_refuses_the_newer_database_in_words(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as ahead:
        newer(ahead, tmp_path / "steps")
        opened(str(old)).close()

    with pytest.raises(HiringError, match="made by a newer version of the app"):
        opened(str(old))
