"""A disk that is full, failing or slow under a working server: nothing is lost, and all goes well again by itself."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from disk import mounted_disk, mounting_works, shimmed_disk
from endure.cuts import FILE, Watched, lost, wait_for
from endure.office import Office
from endure.outcome import Outcome
from endure.power_cut import after_marks, mark, some
from endure.server import Server
from endure.shim import Faults, watching
from endure.writers import Writer, working, wrongs

UNAVAILABLE = 503
RECOVERY = 5.0  # seconds
SLOW = 2.0  # seconds that each sync takes longer
Fault = Callable[[], AbstractContextManager[None]]


def full(rounds: int, folder: Path, seed: int) -> Outcome:
    """Fill the disk under the server, as the shim and as small real disks do."""
    outcome = Outcome()
    with shimmed_disk() as disk:
        place = disk.folder / FILE
        troubled(place, folder / "shim.log", disk.environment, disk.full, outcome, rounds)
    with shimmed_disk(told=True) as disk:
        place = disk.folder / FILE
        troubled(place, folder / "told.log", disk.environment, disk.full, outcome, 1)
    for size in (4, 16) if mounting_works() else ():
        with mounted_disk(size) as disk:
            place = disk.folder / FILE
            troubled(place, folder / f"{size}.log", disk.environment, disk.full, outcome, 1)
    outcome.at_most("recovery", RECOVERY)
    return outcome


def failing(rounds: int, folder: Path, seed: int) -> Outcome:
    """Let every sync fail for a while, and cut the power later: no save was acknowledged that was not kept."""
    outcome, place = Outcome(), Watched(folder, "failing")
    faults = Faults(folder / "faults")
    office = Office(str(place.file), how_many=4)
    environment = place.begin() | watching(place.folder, log=place.log, control=faults.control)
    with Server(str(place.file), folder / "server.log", environment) as server:
        for _ in range(rounds):
            with working(office, [server.port], told=lambda words: mark(words, place.log)) as writers:
                trouble(writers, faults.failing_sync, outcome)
            outcome.add(unexpected(writers), "failing sync")
        outcome.add(server.faults(), "log")
    for cut in place.left(lambda records: some(after_marks(records), 10 * rounds, seed=seed), seed):
        outcome.count("cuts")
        outcome.add(lost(cut, office.desks), cut.folder.name)
    outcome.at_most("recovery", RECOVERY)
    return outcome
