"""Imports point inward: web and cli know storage and the core, storage the core, the core neither them nor a clock."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "hiring"
EDGES = ("cli", "web", "storage")
PAGES_AND_COMMANDS = {"flask", "werkzeug", "click", "waitress", "hiring.web", "hiring.cli"}
OUTWARD = {*PAGES_AND_COMMANDS, "sqlalchemy", "alembic", "hiring.storage"}
CLOCKS_AND_CHANCE = {"now", "utcnow", "today", "time", "time_ns", "random", "secrets", "uuid4"}


def modules(folder: str) -> list[Path]:
    """Return the modules of the core (`""`) or of an edge."""
    paths = sorted((PACKAGE / folder).rglob("*.py"))
    return [path for path in paths if folder or path.relative_to(PACKAGE).parts[0] not in EDGES]


def imported(path: Path) -> Iterator[str]:
    """Yield every name that a module imports, wherever in it, with its package."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def named(path: Path) -> Iterator[str]:
    """Yield the last part of every attribute and import that a module uses."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
    yield from (part for name in imported(path) for part in name.split("."))


def test_there_are_modules_in_every_layer() -> None:
    assert [len(modules(folder)) > 5 for folder in ("", *EDGES)] == [True] * 4


@pytest.mark.parametrize("path", modules(""), ids=lambda path: path.stem)
def test_the_core_imports_nothing_outward(path: Path) -> None:
    assert [name for name in imported(path) if within(name, OUTWARD)] == []


@pytest.mark.parametrize("path", modules(""), ids=lambda path: path.stem)
def test_the_core_has_no_clock_and_no_chance_of_its_own(path: Path) -> None:
    assert CLOCKS_AND_CHANCE & set(named(path)) == set()


@pytest.mark.parametrize("path", modules("storage"), ids=lambda path: path.stem)
def test_storage_knows_neither_pages_nor_commands(path: Path) -> None:
    assert [name for name in imported(path) if within(name, PAGES_AND_COMMANDS)] == []


@pytest.mark.parametrize("path", modules("storage"), ids=lambda path: path.stem)
def test_storage_is_told_the_time(path: Path) -> None:
    assert {"now", "utcnow", "today", "time_ns"} & set(named(path)) == set()


@pytest.mark.parametrize("path", modules("web"), ids=lambda path: path.stem)
def test_pages_do_not_import_commands(path: Path) -> None:
    assert [name for name in imported(path) if within(name, {"hiring.cli", "click"})] == []


@pytest.mark.parametrize("path", modules("cli"), ids=lambda path: path.stem)
def test_only_the_command_that_serves_imports_pages(path: Path) -> None:
    found = {name for name in imported(path) if within(name, {"hiring.web", "flask"})}

    served = {
        "flask.Flask",
        "hiring.web.app.Site",
        "hiring.web.app.create_app",
        "hiring.web.security.plain_address",
    }
    assert found == (served if path.stem == "serve" else set())
