"""What a power cut leaves while a command is at work: all of it or nothing, and all once the command has ended."""

import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from endure.cuts import FILE, Watched, database_of
from endure.office import Desk, Office, damage, kept
from endure.outcome import Outcome
from endure.power_cut import Cut, Record, mark
from endure.server import HIRING, Server
from hiring.findings import HiringError
from hiring.storage import backup, people, scorecards
from hiring.storage.database import Database
from hiring.storage.scorecards import Save
from hiring.storage.tables import candidates, seats
from hiring.storage.tables import scorecards as cards

DONE = "done"
BACKUP = "backup.db"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def start_up(rounds: int, folder: Path, seed: int) -> Outcome:
    """Cut the power while the server makes its tables: it starts again, and a link that was shown is kept."""
    place, outcome = Watched(folder, "start"), Outcome()
    with Server(str(place.file), folder / "server.log", place.begin()):
        mark(DONE, place.log)
    for cut in cuts(place, rounds, seed, outcome):
        with database_of(cut) as database:
            outcome.add(damage(database), cut.folder.name)
            with database.read() as db:
                found = [people.open_links(db, NOW) for _ in people.everybody(db)]
        if cut.marks and not any(found):
            outcome.wrong.append(f"{cut.folder.name}: the first manager's link is lost")
    return outcome


def backing_up(rounds: int, folder: Path, seed: int) -> Outcome:
    """Cut the power during a backup: it is whole or not there, and the database is as before."""
    place, outcome = Watched(folder, "backup"), Outcome()
    office = filled(place, 1)
    run(place, "backup", str(place.folder / BACKUP))
    for cut in cuts(place, rounds, seed, outcome):
        outcome.add(backup_left(cut), cut.folder.name)
        outcome.add(saves_left(cut, office.desks, {1}), cut.folder.name)
    return outcome


def backup_left(cut: Cut) -> Iterator[str]:
    """Yield what is wrong with the backup that a cut left."""
    file = cut.folder / BACKUP
    if file.exists():
        try:
            backup.read(file)
        except HiringError as problem:
            yield str(problem)
    elif cut.marks:
        yield "the backup is lost"


def restoring(rounds: int, folder: Path, seed: int) -> Outcome:
    """Cut the power while a backup is brought back: there is the old database or the new one."""
    place, outcome = Watched(folder, "restore"), Outcome()
    office = filled(place, 1)
    with office.inside() as database:
        backup.make(database, place.folder / BACKUP, NOW)
        save_all(database, office.desks, 2)
    run(place, "restore", str(place.folder / BACKUP))
    for cut in cuts(place, rounds, seed, outcome):
        outcome.add(saves_left(cut, office.desks, {1} if cut.marks else {1, 2}), cut.folder.name)
    return outcome


def erasing(rounds: int, folder: Path, seed: int) -> Outcome:
    """Cut the power while a candidate is erased: all about them is there, or nothing."""
    place, outcome = Watched(folder, "erase"), Outcome()
    office = filled(place, 1)
    gone, *others = office.desks
    with office.inside() as database:
        candidate = kept(database, gone).candidate_id
    run(place, "erase", "--yes", str(candidate))
    for cut in cuts(place, rounds, seed, outcome):
        outcome.add(saves_left(cut, others, {1}), cut.folder.name)
        outcome.add(erased(cut, gone, candidate), cut.folder.name)
    return outcome


def erased(cut: Cut, desk: Desk, candidate: int) -> Iterator[str]:
    """Yield what is half erased, or not erased though it was told so."""
    owners = {candidates: candidates.c.id, seats: seats.c.candidate_id, cards: cards.c.candidate_id}
    with database_of(cut) as database, database.read() as db:
        rows = [
            db.execute(select(func.count()).select_from(table).where(owner == candidate)).scalar_one()
            for table, owner in owners.items()
        ]
    if cut.marks and any(rows):
        yield "somebody was told to be erased, and is there"
    if any(rows) and not all(rows):
        yield f"somebody is half erased: {rows}"
    typed = f"of {desk.person.name}, asked".encode()
    if cut.marks and any(typed in path.read_bytes() for path in cut.folder.iterdir()):
        yield "what was typed about somebody erased is left on the disk"


def filled(place: Watched, number: int) -> Office:
    """Return an office in a watched folder in which everybody has saved."""
    office = Office(str(place.file), how_many=3)
    with office.inside() as database:
        save_all(database, office.desks, number)
    return office


def save_all(database: Database, desks: Sequence[Desk], number: int) -> None:
    """Let everybody keep their save of a number."""
    for desk in desks:
        with database.write() as db:
            wanted = Save(number - 1, "0" * 16, number, desk.filled(number))
            assert scorecards.save(db, desk.card, wanted, NOW) == number


def run(place: Watched, *words: str) -> None:
    """Run a command on the watched database, and note that it has ended."""
    command = [str(HIRING), *words, "--database", str(place.file)]
    done = subprocess.run(command, env=place.begin(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"hiring {' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
    mark(DONE, place.log)


def cuts(place: Watched, rounds: int, seed: int, outcome: Outcome) -> Iterator[Cut]:
    """Yield what cuts at moments by chance leave, and one when the command had just ended; count them."""
    for cut in place.left(partial(moments, how_many=rounds, seed=seed), seed):
        outcome.count("cuts")
        yield cut


def moments(records: Sequence[Record], how_many: int, seed: int) -> list[int]:
    """Choose so many moments of a log by chance, and its end."""
    chance, before = Random(seed), range(1, len(records))  # noqa: S311 - repeatable
    return [*chance.sample(before, min(how_many, len(before))), len(records)]


def saves_left(cut: Cut, desks: Sequence[Desk], expected: set[int]) -> Iterator[str]:
    """Yield what is wrong with the saves that a cut left: each desk must hold the same one of those expected."""
    if not (cut.folder / FILE).exists():
        yield "the database is gone"
        return
    with database_of(cut) as database:
        yield from damage(database)
        found = {desk.number_of(kept(database, desk).filled) for desk in desks}
    if len(found) != 1 or not found <= expected:
        yield f"the cards hold the saves {sorted(found)} instead of {sorted(expected)}"
