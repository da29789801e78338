"""A server asked to end answers what it has begun; one that cannot start says why and leaves the data alone."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from endure.cuts import FILE
from endure.office import Office
from endure.outcome import Outcome
from endure.server import HIRING, Server
from endure.shim import Faults, watching
from endure.writers import working, wrongs

LONGEST_STOP = 10.0  # seconds
SLOW = 0.5  # seconds that a save in flight takes
MISSING = 3  # exit status: something is missing on this machine


def in_traffic(rounds: int, folder: Path, seed: int) -> Outcome:
    """End a server in the middle of traffic, by SIGTERM; once after another was started on its port."""
    chance, outcome = Random(seed), Outcome()  # noqa: S311 - repeatable
    office = Office(str(folder / FILE))
    server = Server(office.url, folder / "server.log")
    for number in range(rounds):
        server.start()
        with working(office, [server.port]) as writers:
            if number == 0:
                outcome.add(wrong_second_start(office.url, server.port), "port taken")
            time.sleep(chance.uniform(0.1, 0.6))
            status, seconds = server.stop()
        outcome.count("stops")
        outcome.longest("stop", seconds)
        outcome.count("saves acknowledged", sum(writer.heard.count for writer in writers))
        outcome.add(wrongs(office, writers), f"round {number}")
        outcome.add([f"ended with {status}"] if status else [], f"round {number}")
    outcome.add(server.faults(), "log")
    outcome.at_most("stop", LONGEST_STOP)
    return outcome


def in_flight(rounds: int, folder: Path, seed: int) -> Outcome:  # noqa: ARG001 - each part takes the same
    """End a server while it is keeping a save: the save is kept, and its sender is told."""
    outcome, faults, data = Outcome(), Faults(folder / "faults"), folder / "data"
    data.mkdir()
    office = Office(str(data / FILE), how_many=1)
    server = Server(office.url, folder / "server.log", watching(data, control=faults.control))
    for _ in range(rounds):
        server.start()
        with faults.slow_sync(SLOW), working(office, [server.port]) as (writer,):
            time.sleep(SLOW / 2)
            outcome.longest("stop", server.stop()[1])
        outcome.count("stops")
        outcome.add(wrongs(office, [writer]), "in flight")
        outcome.add([] if writer.heard.count else ["nobody was told"], "in flight")
    outcome.at_most("stop", LONGEST_STOP)
    return outcome


def wrong_second_start(url: str, port: int) -> Iterator[str]:
    """Yield what is wrong with how a second server on a port that is taken says so."""
    command = [str(HIRING), "serve", "--port", str(port), "--database", url]
    second = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    words = f"port {port}: Address already in use"
    if second.returncode != MISSING or words not in second.stderr or "Traceback" in second.stderr:
        yield f"the second start ended with {second.returncode}: {second.stderr}"
