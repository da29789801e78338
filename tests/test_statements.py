"""No page asks the database more than six times, whoever looks at it."""

from pathlib import Path

import pytest
from sql import statements
from worlds import World, routes

from hiring.storage.database import Database
from hiring.storage.schema import upgrade

MOST = 6
FILES = (
    "/record.csv",
    "/record.json",
    "/export.csv",
    "/export.json",
)  # a whole record is gathered from every table


@pytest.mark.usefixtures("not_typeset")
def test_every_page_asks_the_database_six_times_at_most(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "hiring.db"))
    upgrade(database)
    world = World(database, harsh=False)
    many, asked_at_all = [], 0

    for person in (world.team.manager, world.ada, world.ben):
        client = world.client(person)
        for route in routes(world, "GET"):
            with statements(database) as asked, client.get(route.address) as answer:
                asked_at_all += len(asked)
                if len(asked) > MOST and not route.address.endswith(FILES):
                    many.append(f"{person.name} {answer.status_code} {route}: {len(asked)}")
    database.close()

    assert (many, asked_at_all > 100) == ([], True)
