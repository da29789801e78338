"""Something goes wrong under a working server for a while: everybody is told so, nothing is lost, then all is well."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from endure.browser import Browser
from endure.office import Office
from endure.outcome import Outcome
from endure.server import Server
from endure.writers import nothing, working, wrongs

UNAVAILABLE = 503
RECOVERY = 5.0  # seconds
PATIENCE = 30.0


@dataclass(frozen=True)
class Trouble:
    """What goes wrong, for how many seconds, and whether pages can still be read."""

    begin: Callable[[], AbstractContextManager[None]]
    seconds: float = 1.0
    readable: bool = True


def wait_for(done: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until something is so, at most so long."""
    limit = time.monotonic() + seconds
    while not done() and time.monotonic() < limit:
        time.sleep(0.02)


def troubled(
    office: Office,
    server: Server,
    trouble: Trouble,
    outcome: Outcome,
    told: Callable[[str], None] = nothing,
) -> None:
    """Let everybody write before, during and after a trouble; count what was refused and how long recovery took."""
    with working(office, [server.port], told=told) as writers:
        wait_for(lambda: all(writer.heard.count for writer in writers))
        with trouble.begin():
            read(office, server, outcome, trouble)
        freed = time.monotonic()
        wait_for(lambda: all(writer.heard.last > freed for writer in writers))
        outcome.longest("recovery", time.monotonic() - freed)
    outcome.count("saves acknowledged", sum(writer.heard.count for writer in writers))
    outcome.count("saves refused", sum(writer.heard.statuses[UNAVAILABLE] for writer in writers))
    outcome.longest("save", max(writer.heard.slowest for writer in writers))
    outcome.add(wrongs(office, writers, allowed={UNAVAILABLE}), "trouble")


def read(office: Office, server: Server, outcome: Outcome, trouble: Trouble) -> None:
    """Read pages as long as a trouble lasts."""
    browser, limit = Browser(office.desks[0], [server.port]), time.monotonic() + trouble.seconds
    while time.monotonic() < limit:
        begun = time.monotonic()
        status, _ = browser.page()
        outcome.longest("page", time.monotonic() - begun)
        if status != 200 and (trouble.readable or status != UNAVAILABLE):
            outcome.wrong.append(f"a page was answered {status}")
        outcome.count("pages read", status == 200)
        time.sleep(0.05)
    browser.close()
