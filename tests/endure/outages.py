"""PostgreSQL stopped, crashed and cut off under a working server, which finds back to it by itself."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import psycopg
from cluster import Cluster

from endure.office import Office
from endure.outcome import Outcome
from endure.server import Server
from endure.troubles import RECOVERY, Trouble, troubled

AWAY = 0.5  # seconds for which it stays stopped


def outages(rounds: int, folder: Path, seed: int) -> Outcome:  # noqa: ARG001 - each part takes the same
    """Stop PostgreSQL in turn fast, at once and by kill -9, or end every connection to it, and start it again."""
    outcome = Outcome()
    with Cluster() as cluster:
        office = Office(cluster.new_database("outages"))
        troubles = [
            Trouble(partial(stopped, cluster, cluster.stop), AWAY, readable=False),
            Trouble(partial(stopped, cluster, cluster.kill9), AWAY, readable=False),
            Trouble(partial(stopped, cluster, partial(cluster.stop, "immediate")), AWAY, readable=False),
            Trouble(partial(ended, cluster), readable=False),
        ]
        with Server(office.url, folder / "server.log") as server:
            for trouble in islice(cycle(troubles), rounds):
                troubled(office, server, trouble, outcome)
                outcome.count("outages")
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
