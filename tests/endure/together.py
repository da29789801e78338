"""Many who write at once: processes on storage, and two servers on one file. Nobody is refused, nobody starves."""

import multiprocessing
import os
import secrets
import time
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.forkserver import ensure_running
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NamedTuple

from endure.office import Desk, Office, kept
from endure.outcome import Outcome
from endure.server import Server
from endure.writers import working, wrongs
from hiring.storage import scorecards
from hiring.storage.database import Database, Unavailable
from hiring.storage.scorecards import Save

TESTS = Path(__file__).parents[1]
PROCESSES = 8
SECONDS = 4.0
LEAST_SHARE = 0.2  # of what the busiest has saved
WORST_WAIT = 3.0  # seconds
MOST = 10**6


class Saved(NamedTuple):
    """What one process did: saves, conflicts, the longest wait, and what went wrong."""

    saves: int
    conflicts: int
    longest: float
    wrong: str


class Task(NamedTuple):
    """What one process is to do: save a card with numbers of its own for some seconds."""

    desk: Desk
    numbers: range
    seconds: float


def on_storage(rounds: int, folder: Path, seed: int) -> Outcome:  # noqa: ARG001 - each part takes the same
    """Let eight processes save their own cards, then all the same one."""
    outcome = Outcome()
    office = Office(str(folder / "hiring.db"), how_many=PROCESSES)
    own = at_once(office, office.desks, SECONDS)
    shared = at_once(office, [office.desks[0]] * PROCESSES, SECONDS / 4)
    with office.inside() as database:
        versions = [kept(database, desk).version for desk in office.desks]
    expected = [saved.saves for saved in own]
    expected[0] += sum(saved.saves for saved in shared)
    if versions != expected:
        outcome.wrong.append(f"saves were lost: {versions} are kept of {expected}")
    for saved in (*own, *shared):
        outcome.count("saves", saved.saves)
        outcome.count("conflicts told", saved.conflicts)
        outcome.longest("wait", saved.longest)
        outcome.wrong += [saved.wrong] if saved.wrong else []
    share = min(saved.saves for saved in own) / max(saved.saves for saved in own)
    outcome.count("% least of most", round(100 * share))
    outcome.at_least("% least of most", round(100 * LEAST_SHARE))
    outcome.at_most("wait", WORST_WAIT)
    return outcome


def at_once(office: Office, desks: list[Desk], seconds: float) -> list[Saved]:
    """Let a process for each desk save for some seconds."""
    context = ready_to_fork()
    ready = context.Barrier(len(desks))
    pipes = [context.Pipe(duplex=False) for _ in desks]
    processes = [
        context.Process(
            target=save, args=(office.url, Task(desk, range(number, MOST, len(desks)), seconds), ready, told)
        )
        for number, (desk, (_, told)) in enumerate(zip(desks, pipes, strict=True))
    ]
    for process in processes:
        process.start()
    found = [answer.recv() for answer, _ in pipes]
    for process in processes:
        process.join()
    return found


def ready_to_fork() -> ForkServerContext:
    """Return what starts processes that have imported everything already."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(TESTS), before)))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["endure.together"])
    ensure_running()
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before
    return context


def save(url: str, task: Task, ready: Barrier, told: "Connection[Saved, None]") -> None:
    """Save one card over and over with numbers of one's own; read it again where another has saved it meanwhile."""
    desk, numbers, seconds = task
    database = Database(url)
    database.keep_open()
    version, editor = kept(database, desk).version, secrets.token_hex(8)
    saves = conflicts = 0
    longest, wrong = 0.0, ""
    ready.wait()
    limit = time.monotonic() + seconds
    while (begun := time.monotonic()) < limit and not wrong:
        try:
            with database.write() as db:
                wanted = Save(version, editor, 0, desk.filled(numbers[saves + conflicts]))
                made = scorecards.save(db, desk.card, wanted, datetime.now(UTC))
        except Unavailable as problem:
            wrong = repr(problem)
            break
        longest = max(longest, time.monotonic() - begun)
        if made not in {None, version + 1}:
            wrong = f"save {made} went over what another had saved since {version}"
        saves, conflicts = saves + (made is not None), conflicts + (made is None)
        version = made if made is not None else kept(database, desk).version
    told.send(Saved(saves, conflicts, longest, wrong))
    database.close()


def two_servers(rounds: int, folder: Path, seed: int) -> Outcome:  # noqa: ARG001 - each part takes the same
    """Let eight people write to two servers on one file for some seconds, while another reads all the time."""
    outcome = Outcome()
    office = Office(str(folder / "hiring.db"))
    with (
        Server(office.url, folder / "one.log") as one,
        Server(office.url, folder / "two.log") as two,
        working(office, [one.port, two.port]) as writers,
        office.inside() as database,
        database.read() as reader,
    ):
        reader.exec_driver_sql("SELECT count(*) FROM scorecards").scalar_one()
        time.sleep(2 * rounds)
        outcome.add([*one.faults(), *two.faults()], "log")
    outcome.add(wrongs(office, writers, allowed=()), "two servers")
    for writer in writers:
        outcome.count("saves acknowledged", writer.heard.count)
        outcome.longest("save", writer.heard.slowest)
    counts = [writer.heard.count for writer in writers]
    outcome.count("% least of most", round(100 * min(counts) / max(counts)))
    outcome.at_least("% least of most", round(100 * LEAST_SHARE))
    outcome.at_most("save", WORST_WAIT)
    return outcome
