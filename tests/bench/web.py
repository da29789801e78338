"""The web app's goals: pages and saves against bare ones, the start, and forty interviewers at once."""

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bare_commit import BareCommit
from endure.browser import Browser
from endure.office import Office, kept
from endure.server import Server
from load import Load, load
from pairs import Goal, ratio, took, wall
from team import Team

from hiring.storage import people
from hiring.storage.database import Database
from hiring.storage.schema import upgrade

ROWS = 30
PAIRS = 5
INTERVIEWERS, EVERY, LASTING = 40, 2.0, 60.0  # people, seconds, seconds


@contextmanager
def bare_server(file: Path) -> Iterator[int]:
    """Run the bare page over a database; its port."""
    command = [sys.executable, str(Path(__file__).with_name("bare.py")), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def seated(file: Path) -> str:
    """Give one interviewer thirty seats in a new database; return the cookie of a session."""
    database = Database(str(file))
    upgrade(database)
    team = Team(database)
    ada, opening = team.person("Ada"), team.opening()
    for number in range(ROWS):
        team.card(team.seat(team.candidate(opening, f"Amber {number}"), ada))
    with database.write() as db:
        token = people.start_session(db, ada.id, "test", datetime.now(UTC))
    database.close()
    return f"hiring={token}"


def pages(folder: Path) -> Iterator[Goal]:
    """Yield how the page of one's scorecards compares with a bare one of as many rows, on the same server."""
    file = folder / "pages.db"
    cookie = seated(file)
    ours, bare = list[Load](), list[Load]()
    with Server(str(file), folder / "server.log") as server, bare_server(file) as port:
        for _ in range(PAIRS + 1):
            ours.append(load(server.port, "/en/scorecards/", cookie))
            bare.append(load(port, "/", ""))
    pairs = list(zip(ours, bare, strict=True))[1:]
    yield "W1 bare pages a second / ours", 2.5, statistics.median(b.rate / o.rate for o, b in pairs)
    tails = ((o.slowest / o.median) / (b.slowest / b.median) for o, b in pairs)
    yield "W1 how much longer the slowest page in 100 takes, ours / bare", 1.5, statistics.median(tails)


def saves(folder: Path) -> Iterator[Goal]:
    """Yield by how much a save over HTTP is slower than a bare durable commit, in units of 3 ms."""
    office = Office(str(folder / "saves.db"), how_many=1)
    bare, desk = BareCommit(folder / "bare.db"), office.desks[0]
    text = desk.filled(1).model_dump_json()
    longer = []
    with Server(office.url, folder / "server.log") as server, closing(bare):
        browser = Browser(desk, [server.port])
        for number in range(1, 401):
            form = desk.form(number, number - 1, "0" * 16)
            ours = took(lambda form=form: browser.ask("POST", "", form, html=False))  # type: ignore[misc]
            longer.append(ours - took(lambda: bare.save(text)))
        browser.close()
    with office.inside() as database:
        assert kept(database, desk).version == 400
    yield (
        "W3 a save over HTTP less a bare commit, in units of 3 ms",
        1.0,
        statistics.median(longer[50:]) / 0.003,
    )


def starts(folder: Path) -> Iterator[Goal]:
    """Yield how long the server takes to its first answer, against importing what it stands on."""
    imports = "import flask, sqlalchemy"
    server = Server(str(folder / "starts.db"), folder / "server.log")

    def start() -> float:
        with server:
            return server.seconds

    figure = ratio(start, lambda: wall([sys.executable, "-c", imports]), pairs=9)
    yield "W4 start to first answer / import flask, sqlalchemy", 1.8, figure


def interviewers(folder: Path) -> Iterator[Goal]:
    """Yield how long the slowest save in 100 takes while forty interviewers save every two seconds."""
    office = Office(str(folder / "load.db"), how_many=INTERVIEWERS)
    times, wrong = list[float](), list[int]()
    with Server(office.url, folder / "server.log") as server:
        end = time.monotonic() + LASTING
        threads = [
            threading.Thread(target=interview, args=(Browser(desk, [server.port]), end, times, wrong))
            for desk in office.desks
        ]
        for number, thread in enumerate(threads):
            thread.start()
            time.sleep(EVERY / len(threads) if number else 0)
        for thread in threads:
            thread.join()
    slowest = sorted(times)[int(len(times) * 0.99)]
    yield f"L {len(times)} saves of 40 interviewers, slowest in 100, in units of 300 ms", 1.0, slowest / 0.3
    yield "L saves that were not acknowledged", 0, len(wrong)


def interview(browser: Browser, end: float, times: list[float], wrong: list[int]) -> None:
    """Save every two seconds until the end, by turns with reading the page."""
    number = 0
    while (begun := time.monotonic()) < end:
        number += 1
        status, _ = browser.ask("POST", "", browser.desk.form(number, number - 1, "0" * 16), html=False)
        times.append(time.monotonic() - begun)
        if status != 200:
            wrong.append(status)
        time.sleep(max(0.0, begun + EVERY - time.monotonic()))
    browser.close()
