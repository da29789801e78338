"""A real browser and a real server for the tests of whole journeys; without a browser they fail."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from team import Team
from waitress.server import create_server

from hiring.storage import people
from hiring.storage.database import Database
from hiring.storage.people import Person
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
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Return how to start Debian's Chromium."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, "no Chromium: apt-get install chromium-headless-shell"
    return {"executable_path": found, "args": FLAGS}


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an app on a free port of this machine and give its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = create_server(app, sockets=[listening], threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.close()
    thread.join(5)


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """Serve the app without a database and return its address."""
    with serving(create_app()) as address:
        yield address


@dataclass(frozen=True)
class Served:
    """A team whose app is served, and the browser to look at it with."""

    team: Team
    address: str
    browser: Browser

    def context(self, person: Person, **options: Any) -> BrowserContext:
        """Return a browser of its own, signed in as a person."""
        with self.team.database.write() as db:
            token = people.start_session(db, person.id, "test", self.team.at)
        context = self.browser.new_context(base_url=self.address, reduced_motion="reduce", **options)
        context.add_cookies([{"name": "hiring", "value": token, "url": self.address}])
        return context


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
