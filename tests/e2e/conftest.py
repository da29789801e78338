"""A real browser and a real server for the tests of whole journeys; without a browser they fail."""

import shutil
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from waitress.server import create_server

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


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """Serve the app on a free port of this machine and return its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = create_server(create_app(), sockets=[listening], threads=4)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.close()
    serving.join(5)
