"""A disk that is full, failing or slow under a working server."""

from functools import partial
from pathlib import Path

from disk import Disk, mounted_disk, mounting_works, shimmed_disk

from endure.browser import Browser
from endure.cuts import FILE, Watched, acknowledgements, lost
from endure.office import Office
from endure.outcome import Outcome
from endure.power_cut import mark
from endure.server import Server
from endure.shim import Faults, watching
from endure.troubles import RECOVERY, Trouble, troubled

SMALL = (4, 16)  # MiB
SLOW = 2.0  # seconds that each sync takes longer


def full(rounds: int, folder: Path, seed: int) -> Outcome:  # noqa: ARG001 - each part takes the same
    """Fill the disk under a server, as the shim does and as small real disks are."""
    outcome = Outcome()
    for told in (False, True)[:rounds]:
        with shimmed_disk(told=told) as disk:
            filling(disk, folder / f"shim-{told}.log", outcome, rounds)
    for size in SMALL[:rounds] if mounting_works() else ():
        with mounted_disk(size) as disk:
            filling(disk, folder / f"{size}.log", outcome, rounds)
    outcome.at_most("recovery", RECOVERY)
    outcome.at_least("saves refused", 1)
    return outcome


def filling(disk: Disk, log: Path, outcome: Outcome, times: int) -> None:
    """Fill a disk so many times while four people write."""
    office = Office(str(disk.folder / FILE), how_many=4)
    with Server(office.url, log, disk.environment) as server:
        for _ in range(times):
            outcome.count("times full")
            troubled(office, server, Trouble(disk.full), outcome)
        outcome.add(server.faults(), log.name)


def failing(rounds: int, folder: Path, seed: int) -> Outcome:
    """Let every sync fail for a while, then cut the power: no save was acknowledged that was not kept."""
    outcome, place, faults = Outcome(), Watched(folder, "failing"), Faults(folder / "faults")
    office = Office(str(place.file), how_many=4)
    environment = place.begin() | watching(place.folder, log=place.log, control=faults.control)
    with Server(office.url, folder / "server.log", environment) as server:
        for _ in range(rounds):
            outcome.count("times failing")
            troubled(
                office,
                server,
                Trouble(faults.failing_sync),
                outcome,
                told=lambda words: mark(words, place.log),
            )
        outcome.add(server.faults(), "log")
    for cut in place.left(partial(acknowledgements, how_many=10 * rounds, seed=seed), seed):
        outcome.count("cuts")
        outcome.add(lost(cut, office.desks), cut.folder.name)
    outcome.at_most("recovery", RECOVERY)
    outcome.at_least("saves refused", 1)
    return outcome


def slow(rounds: int, folder: Path, seed: int) -> Outcome:  # noqa: ARG001 - each part takes the same
    """Let every sync take two seconds longer for a while: saves are slow, pages are not."""
    outcome, faults = Outcome(), Faults(folder / "faults")
    data = folder / "slow"
    data.mkdir()
    office = Office(str(data / FILE), how_many=4)
    with Server(office.url, folder / "server.log", watching(data, control=faults.control)) as server:
        for _ in range(rounds):
            outcome.count("times slow")
            troubled(office, server, Trouble(lambda: faults.slow_sync(SLOW), SLOW), outcome)
        outcome.add(server.faults(), "log")
    outcome.at_most("page", 2 * SLOW)
    outcome.at_most("recovery", RECOVERY + SLOW)
    return outcome


def start_on_full(rounds: int, folder: Path, seed: int) -> Outcome:  # noqa: ARG001 - each part takes the same
    """Start a server while there is no room: pages can be read, saves are refused until there is."""
    outcome, faults, data = Outcome(), Faults(folder / "faults"), folder / "data"
    data.mkdir()
    office = Office(str(data / FILE), how_many=1)
    server = Server(office.url, folder / "server.log", watching(data, control=faults.control))
    for number in range(1, rounds + 1):
        with faults.free_space(0):
            server.start()
            browser = Browser(office.desks[0], [server.port])
            form = office.desks[0].form(number, number - 1, f"{number:016x}")
            found = [browser.page()[0], browser.ask("POST", "", form, html=False)[0]]
        found.append(browser.ask("POST", "", form, html=False)[0])
        browser.close()
        server.kill()
        outcome.count("starts")
        outcome.add([] if found == [200, 503, 200] else [f"answered {found}"], "start")
    outcome.add(server.faults(), "log")
    return outcome
