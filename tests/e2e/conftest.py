"""A real browser and a real server for the tests of whole journeys; without a browser they fail."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from served import Served, serving
from team import Team

from hiring.storage.database import Database
from hiring.web.app import create_app

BROWSERS = ("chromium-headless-shell", "chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return how to start Debian's Chromium."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, "no Chromium: apt-get install chromium-headless-shell"
    return {"executable_path": found, "args": FLAGS}


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """Serve the app without a database and return its address."""
    with serving(create_app()) as address:
        yield address


@pytest.fixture
def served(empty_file: Path, tmp_path: Path, browser: Browser) -> Iterator[Served]:
    """Serve the app of a fresh team over SQLite."""
    shutil.copy(empty_file, tmp_path / "hiring.db")
    database = Database(str(tmp_path / "hiring.db"))
    team = Team(database)
    with serving(team.app) as address:
        yield Served(team, address, browser)
        for context in list(browser.contexts):
            context.close()
    database.close()
