"""What a power cut leaves of a SQLite database at any moment: every save acknowledged by then, in a sound file."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from endure.office import Desk, Office, damage, kept
from endure.outcome import Outcome
from endure.power_cut import Cut, Disk, Record, after_marks, mark, power_cuts, read_log, some
from endure.server import Server
from endure.shim import watching
from endure.troubles import wait_for
from endure.writers import working, wrongs
from hiring.storage.database import Database
from hiring.storage.schema import upgrade

FILE = "hiring.db"
LONGEST = 300  # seconds of traffic, on a slow disk


class Watched:
    """A folder whose changes are written down, with a copy of how it was before."""

    def __init__(self, place: Path, name: str) -> None:
        self.folder, self.log = place / name / "data", place / name / "log"
        self.before, self.cuts = place / name / "before", place / name / "cuts"
        self.folder.mkdir(parents=True)
        self.file = self.folder / FILE

    def begin(self) -> dict[str, str]:
        """Return the environment of processes that are watched from now on."""
        shutil.copytree(self.folder, self.before)
        return watching(self.folder, log=self.log)

    def left(self, moments: Callable[[list[Record]], Sequence[int]], seed: int) -> Iterator[Cut]:
        """Yield what power cuts at some moments leave."""
        records = read_log(self.log)
        disk = Disk(before=self.before)
        yield from power_cuts(records, moments(records), self.cuts, seed=seed, disk=disk)


def in_traffic(rounds: int, folder: Path, seed: int) -> Outcome:
    """Cut the power when a save was just acknowledged over HTTP."""
    outcome, place = Outcome(), Watched(folder, "traffic")
    office = Office(str(place.file), how_many=4)
    with Server(str(place.file), folder / "server.log", place.begin()) as server:
        with working(office, [server.port], told=lambda words: mark(words, place.log)) as writers:
            wait_for(lambda: sum(writer.heard.count for writer in writers) >= 2 * rounds, LONGEST)
        outcome.add(server.faults(), "log")
    outcome.add(wrongs(office, writers), "without a cut")
    outcome.count("saves acknowledged", sum(writer.heard.count for writer in writers))
    for cut in place.left(partial(acknowledgements, how_many=rounds, seed=seed), seed):
        outcome.count("cuts")
        outcome.add(lost(cut, office.desks), f"{cut.record} {cut.policy}")
    return outcome


def acknowledgements(records: Sequence[Record], how_many: int, seed: int) -> list[int]:
    """Choose so many of the moments at which something was just acknowledged, or all if there are fewer."""
    moments = after_marks(records)
    return some(moments, min(how_many, len(moments)), seed=seed)


def lost(cut: Cut, desks: Sequence[Desk]) -> Iterator[str]:
    """Yield the acknowledged saves that a cut took, and what is wrong with the file that it left."""
    acknowledged = {int(card): int(number) for card, number in map(str.split, cut.marks)}
    with database_of(cut) as database:
        yield from damage(database)
        for desk in desks:
            number = desk.number_of(kept(database, desk).filled)
            if number < acknowledged.get(desk.card, 0):
                yield f"card {desk.card} holds save {number}, but {acknowledged[desk.card]} was acknowledged"


@contextmanager
def database_of(cut: Cut) -> Iterator[Database]:
    """Lend the database that a power cut left, as a start of the app finds it."""
    database = Database(str(cut.folder / FILE))
    try:
        upgrade(database)
        yield database
    finally:
        database.close()
