"""Makes the tables of practice.db, and refuses a file that is somebody else's or from a newer program."""

from sqlalchemy import Connection, inspect

from hiring.findings import Place, refused, say
from hiring.storage.database import Database
from hiring.storage.practice.tables import metadata

VERSION = 1
OURS = 0x41455052  # the mark in the file's head by which it is known


def prepare(database: Database) -> None:
    """Make the tables of a new file; raise HiringError for a file that is not ours to write to."""
    if database.file is None:
        remedy = say("name a file; a team's database is no place for it")
        raise refused(Place("HIRING_PRACTICE"), "practice", say("practice is kept in a file"), remedy)
    with database.look() as db:
        if check(db, str(database.file)) == VERSION:
            return
    with database.write() as db:
        if check(db, str(database.file)) == 0:
            metadata.create_all(db)
            db.exec_driver_sql(f"PRAGMA application_id = {OURS}")
            db.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def check(db: Connection, where: str) -> int:
    """Return the version of a file, 0 for a blank one."""
    mark, version = (
        int(db.exec_driver_sql(f"PRAGMA {name}").scalar_one()) for name in ("application_id", "user_version")
    )
    if mark != OURS and (mark or version or inspect(db).get_table_names()):
        words, remedy = (
            say("the file is no practice file of this app"),
            say("name another one with --practice"),
        )
        raise refused(Place(where), "practice", words, remedy)
    if version > VERSION:
        words = say("the file was made by a newer version of the app (%(version)s)", version=version)
        raise refused(Place(where), "practice", words, say("install that version; nothing was changed"))
    return version
