"""A backup taken while everybody writes comes back whole, with every save acknowledged before it began."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from cluster import Cluster

from endure.office import Office, damage, kept
from endure.outcome import Outcome
from endure.server import Server
from endure.troubles import wait_for
from endure.writers import Writer, working, wrongs
from hiring.storage import backup
from hiring.storage.audit import By
from hiring.storage.backup import Backup
from hiring.storage.database import Database
from hiring.storage.restoring import restore


def of_sqlite(rounds: int, folder: Path, seed: int) -> Outcome:  # noqa: ARG001 - each part takes the same
    """Take backups of SQLite."""
    return backups(rounds, Office(str(folder / "hiring.db")), folder)


def of_postgresql(rounds: int, folder: Path, seed: int) -> Outcome:  # noqa: ARG001 - each part takes the same
    """Take backups of PostgreSQL."""
    with Cluster() as cluster:
        return backups(rounds, Office(cluster.new_database("backups")), folder)


def backups(rounds: int, office: Office, folder: Path) -> Outcome:
    """Take so many backups while eight write, and bring each of them back."""
    outcome = Outcome()
    with Server(office.url, folder / "server.log") as server, working(office, [server.port]) as writers:
        for number in range(rounds):
            wait_for(partial(each_saved, writers, number))
            file, before = folder / f"backup-{number}.db", [writer.heard.saved for writer in writers]
            with office.inside() as database:
                made = backup.make(database, file, datetime.now(UTC))
            after = [writer.number for writer in writers]
            outcome.count("backups")
            come_back(made, folder / f"restored-{number}.db", writers, before, after, outcome)
        outcome.add(server.faults(), "log")
    outcome.add(wrongs(office, writers, allowed=()), "the database itself")
    outcome.count("saves acknowledged", sum(writer.heard.count for writer in writers))
    return outcome


def each_saved(writers: list[Writer], number: int) -> bool:
    """Whether everybody has saved more than so many times."""
    return all(writer.heard.count > number for writer in writers)


def come_back(
    made: Backup, file: Path, writers: list[Writer], before: list[int], after: list[int], outcome: Outcome
) -> None:
    """Bring a backup back into a new file, and compare it with what was acknowledged before and sent by its end."""
    database = Database(str(file))
    restore(made, database, By(None, datetime.now(UTC)))
    outcome.add(damage(database), file.name)
    for writer, least, most in zip(writers, before, after, strict=True):
        number = writer.desk.number_of(kept(database, writer.desk).filled)
        if not least <= number <= most:
            outcome.wrong.append(
                f"{file.name}: save {number} of card {writer.desk.card}, not {least} to {most}"
            )
    database.close()
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()
