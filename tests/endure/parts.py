"""All parts of an endurance run: what each is called, how to do it, and how many of a run's rounds it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from endure import backups, commands, cuts, disks, kills, outages, refusals, stops, together
from endure.outcome import Outcome

Part = Callable[[int, Path, int], Outcome]  # rounds, a folder of its own, seed


@dataclass(frozen=True)
class Share:
    """A part, and its share of the rounds of a run; unless `least` is 0 even the shortest run does it."""

    name: str
    part: Part
    share: Fraction
    least: int = 1

    def rounds(self, of: int) -> int:
        """Return how many of a run's rounds are the part's."""
        return max(self.least, int(of * self.share))

    def run(self, rounds: int, folder: Path, seed: int) -> Outcome:
        """Do the part in a folder that is made for it."""
        folder.mkdir()
        return self.part(self.rounds(rounds), folder, seed)


def share(name: str, part: Part, one_of: float, *, least: int = 1) -> Share:
    """Return a part that gets one of so many rounds."""
    return Share(name, part, 1 / Fraction(one_of), least)


PARTS = (
    share("kill -9 on SQLite", kills.on_sqlite, 1.5),
    share("kill -9 on PostgreSQL", kills.on_postgresql, 3),
    share("power cut in traffic", cuts.in_traffic, 1),
    share("power cut at the first start", commands.start_up, 10),
    share("power cut during a backup", commands.backing_up, 5),
    share("power cut during a restore", commands.restoring, 5),
    share("power cut while erasing", commands.erasing, 5),
    share("full disk", disks.full, 30),
    share("start on a full disk", disks.start_on_full, 60),
    share("failing syncs, then a power cut", disks.failing, 30),
    share("slow syncs", disks.slow, 100, least=0),
    share("8 processes", together.on_storage, 300),
    share("2 servers on one file", together.two_servers, 60),
    share("backups of SQLite under load", backups.of_sqlite, 3),
    share("backups of PostgreSQL under load", backups.of_postgresql, 30, least=0),
    share("PostgreSQL away", outages.outages, 10, least=2),
    share("SIGTERM in traffic", stops.in_traffic, 10),
    share("SIGTERM during a save", stops.in_flight, 60),
    share("odd files", refusals.odd_files, 20),
)
