"""What tests share: the shipped library, and folders of their own for what the program remembers."""

from pathlib import Path

import pytest

from hiring.library import Library

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden documents")


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's cache and state folders out of the tests."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.delenv("HIRING_OWN", raising=False)


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the shipped library, loaded once."""
    return Library()
