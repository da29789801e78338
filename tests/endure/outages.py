"""PostgreSQL stopped, crashed and cut off under a working server, which finds back to it by itself."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import psycopg
from cluster import Cluster

from endure.office import Office
from endure.outcome import Outcome
from endure.server import Server
from endure.troubles import RECOVERY, Trouble, troubled

AWAY = 0.5  # seconds for which it stays stopped


def restarts(rounds: int, folder: Path, seed: int) -> Outcome:  # noqa: ARG001 - each part takes the same
    """Stop PostgreSQL in turn fast, at once and by kill -9, and start it again."""
    outcome = Outcome()
    with Cluster() as cluster:
        office = Office(cluster.new_database("outages"))
        stops: list[Callable[[], None]] = [cluster.stop, lambda: cluster.stop("immediate"), cluster.kill9]
        with Server(office.url, folder / "server.log") as server:
            for stop in islice(cycle(stops), rounds):
                trouble = Trouble(lambda stop=stop: stopped(cluster, stop), AWAY, readable=False)  # type: ignore[misc]
                troubled(office, server, trouble, outcome)
                outcome.count("restarts")
            outcome.add(server.faults(), "log")
    outcome.at_most("recovery", RECOVERY)
    outcome.at_least("saves refused", 1)
    return outcome


@contextmanager
def stopped(cluster: Cluster, stop: Callable[[], None]) -> Iterator[None]:
    """Keep a cluster stopped for the length of the block."""
    stop()
    try:
        yield
    finally:
        cluster.start()


def storms(rounds: int, folder: Path, seed: int) -> Outcome:  # noqa: ARG001 - each part takes the same
    """End every connection of the server over and over, as an administrator does."""
    outcome = Outcome()
    with Cluster() as cluster:
        office = Office(cluster.new_database("storms"))
        with Server(office.url, folder / "server.log") as server:
            for _ in range(rounds):
                troubled(office, server, Trouble(lambda: ended(cluster), 1.0, readable=False), outcome)
                outcome.count("storms")
            outcome.add(server.faults(), "log")
    outcome.at_most("recovery", RECOVERY)
    return outcome


@contextmanager
def ended(cluster: Cluster) -> Iterator[None]:
    """End every connection to the app's database, again and again for the length of the block."""
    over = threading.Event()

    def end() -> None:
        with psycopg.connect(cluster.url().replace("+psycopg", ""), autocommit=True) as admin:
            while not over.wait(0.02):
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hiring'"
                )

    storm = threading.Thread(target=end)
    storm.start()
    try:
        yield
    finally:
        over.set()
        storm.join()
