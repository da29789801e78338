"""A server killed at any moment has kept every save that it acknowledged, whole, and starts again by itself."""

import time
from pathlib import Path
from random import Random

from cluster import Cluster

from endure.office import Office
from endure.outcome import Outcome
from endure.server import Server
from endure.troubles import wait_for
from endure.writers import Writer, working, wrongs

SUBMITTING = 4  # every so many rounds end with submitting
LONGEST_START = 3.0  # seconds, or so many times the first start on a machine that is busy otherwise


def on_sqlite(rounds: int, folder: Path, seed: int) -> Outcome:
    """Kill a server on SQLite."""
    return kills(rounds, str(folder / "hiring.db"), folder, seed)


def on_postgresql(rounds: int, folder: Path, seed: int) -> Outcome:
    """Kill a server on PostgreSQL."""
    with Cluster() as cluster:
        return kills(rounds, cluster.new_database("kills"), folder, seed)


def kills(rounds: int, url: str, folder: Path, seed: int) -> Outcome:
    """Kill a server so many times while eight write, and compare what it acknowledged with what is kept."""
    chance = Random(seed)  # noqa: S311 - repeatable
    office, server, outcome = Office(url), Server(url, folder / "server.log"), Outcome()
    first = 0.0
    for number in range(rounds):
        submitting = number % SUBMITTING == SUBMITTING - 1
        if submitting:
            office.sit_down_anew()
        server.start()
        first = first or server.seconds
        outcome.longest("restart", server.seconds if number else 0.0)
        writers = one_round(office, server, chance, submitting=submitting)
        outcome.add(wrongs(office, writers), f"round {number}")
        outcome.count("saves acknowledged", sum(writer.heard.count for writer in writers))
        outcome.count("submits acknowledged", sum(writer.heard.submitted for writer in writers))
        if submitting:
            office.sit_down_anew()
    outcome.count("kills", rounds)
    outcome.at_most("restart", max(LONGEST_START, LONGEST_START * first))
    outcome.add(server.faults(), "log")
    return outcome


def one_round(office: Office, server: Server, chance: Random, *, submitting: bool) -> list[Writer]:
    """Let everybody write until the server is killed."""

    def submits_after() -> float | None:
        return chance.uniform(0.05, 0.6) if submitting else None

    with working(office, [server.port], submits_after=submits_after) as writers:
        if submitting:
            wait_for(lambda: any(writer.heard.submitted for writer in writers))
        time.sleep(chance.uniform(0.0, 0.2) if submitting else chance.uniform(0.15, 0.8))
        server.kill()
    return writers
