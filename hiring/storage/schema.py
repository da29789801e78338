"""Which tables a database has: made anew, brought up to date, or refused where they are newer than the program."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from hiring.findings import Place, refused, say
from hiring.storage.database import Database

STEPS = ("0001",)  # every step ever published, oldest first
MIGRATIONS = Path(__file__).parent / "migrations"


def version(db: Connection) -> str | None:
    """Return the last step that a database has taken, or none where it has no tables yet."""
    if not inspect(db).has_table("alembic_version"):
        return None
    return db.execute(text("SELECT version_num FROM alembic_version")).scalar()


def check(db: Connection, where: str) -> str | None:
    """Return the version; refuse a database of a newer program, or one that is somebody else's."""
    found = version(db)
    if found is not None and inspect(db).has_table("backup"):
        words, remedy = say("this is a backup"), say("bring it back with: hiring restore FILE")
        raise refused(Place(where), "schema", words, remedy)
    if found is None and inspect(db).get_table_names():
        raise refused(
            Place(where),
            "schema",
            say("the database holds tables of another program"),
            say("name an empty one"),
        )
    if found is not None and found not in STEPS:
        words = say("the database was made by a newer version of the app (%(version)s)", version=found)
        raise refused(Place(where), "schema", words, say("install that version; nothing was changed"))
    return found


def behind(database: Database) -> str | None:
    """Return the version of a database that has tables, but not all steps; none for a blank one and a whole one."""
    with database.look() as db:
        found = check(db, database.url.render_as_string(hide_password=True))
    return None if found == STEPS[-1] else found


def upgrade(database: Database) -> bool:
    """Take all steps that are missing, in one transaction; return whether there were any."""
    where = database.url.render_as_string(hide_password=True)
    with database.look() as db:
        found = check(db, where)
    if found == STEPS[-1]:
        return False
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with database.write() as db:
        if check(db, where) != STEPS[-1]:
            config.attributes["connection"] = db
            command.upgrade(config, "head")
    return True
