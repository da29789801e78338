"""The app as it is served, to be looked at with a browser by somebody who is signed in."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from team import Team
from waitress.server import create_server

from hiring.storage import people
from hiring.storage.people import Person


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
