"""Blind: whoever has not submitted gets the same bytes whatever others rated, from every address of the app."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from cluster import Cluster
from flask.testing import FlaskClient
from worlds import Route, World, routes

from hiring.storage import openings
from hiring.storage.database import Database

pytestmark = pytest.mark.usefixtures("not_typeset")
NUMBERS = count(1)
WATCHERS = ("Ada", "Maria")
FORM = {
    "version": "0",
    "action": "save",
    "editor": "x",
    "sequence": "1",
    "notes": "mine",
    "name": "Eve",
    "code_name": "Dill",
}


class Chance:
    """Every token and number that is drawn, counted up from where a test says, so that two worlds draw the same."""

    def __init__(self) -> None:
        self.next = count(1)

    def begin(self, number: int) -> None:
        self.next = count(number * 1000)

    def number(self, _: int = 0) -> int:
        return next(self.next)

    def word(self, _: int = 0) -> str:
        return f"{next(self.next):032x}"


CHANCE = Chance()


@pytest.fixture(autouse=True)
def no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.randbelow", CHANCE.number)
    monkeypatch.setattr("secrets.token_urlsafe", CHANCE.word)
    monkeypatch.setattr("secrets.token_hex", CHANCE.word)


class Pair:
    """Two worlds that differ in what others rated, as often as a test needs them afresh."""

    def __init__(self, folder: Path, request: pytest.FixtureRequest, kind: str) -> None:
        self.folder, self.request, self.kind = folder, request, kind
        self.databases: list[Database] = []

    @property
    def few(self) -> bool:
        """Whether one address of each rule will do: all of them are compared on SQLite."""
        return self.kind != "sqlite"

    def empty(self) -> Database:
        name = f"world_{next(NUMBERS)}"
        if self.kind == "sqlite":
            file = self.folder / f"{name}.db"
            shutil.copy(self.request.getfixturevalue("empty_file"), file)
            made = Database(str(file))
        else:
            cluster: Cluster = self.request.getfixturevalue("cluster")
            cluster.new_database(name, template="template_hiring")
            made = Database(cluster.url(name))
        self.databases.append(made)
        return made

    def worlds(self) -> tuple[World, World]:
        CHANCE.begin(1)
        kind = World(self.empty(), harsh=False)
        CHANCE.begin(1)
        return kind, World(self.empty(), harsh=True)

    def close(self) -> None:
        for database in self.databases:
            database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    made = Pair(tmp_path, request, request.param)
    yield made
    made.close()


def person_of(world: World, name: str) -> FlaskClient:
    CHANCE.begin(3)
    people = {"Maria": world.team.manager, "Ada": world.ada, "Ben": world.ben}
    return world.client(people[name])


def answer(client: FlaskClient, route: Route) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return all that an address gives: status, headers in their order, body."""
    CHANCE.begin(route.number)
    data = FORM if route.method == "POST" else None
    with client.open(route.address, method=route.method, data=data) as given:
        return given.status_code, list(given.headers), given.data


@pytest.mark.parametrize("watcher", WATCHERS)
def test_every_page_and_file_is_the_same_whatever_others_rated(pair: Pair, watcher: str) -> None:
    kind, harsh = pair.worlds()
    clients = person_of(kind, watcher), person_of(harsh, watcher)
    every = list(routes(kind, "GET", few=pair.few))

    differing = [str(route) for route in every if answer(clients[0], route) != answer(clients[1], route)]

    assert differing == []
    assert len(every) > 40


@pytest.mark.parametrize("watcher", WATCHERS)
def test_everything_that_can_be_sent_answers_the_same_whatever_others_rated(pair: Pair, watcher: str) -> None:
    kind, harsh = pair.worlds()
    clients = person_of(kind, watcher), person_of(harsh, watcher)
    differing = []
    for route in routes(kind, "POST", few=pair.few):
        if "/sign-out" in route.address or "/account/end" in route.address:
            continue
        if answer(clients[0], route) != answer(clients[1], route):
            differing.append(str(route))

    assert differing == []


def test_there_is_something_that_could_leak(pair: Pair) -> None:
    kind, harsh = pair.worlds()
    clients = person_of(kind, "Ben"), person_of(harsh, "Ben")

    differing = [
        str(r) for r in routes(kind, "GET", few=pair.few) if answer(clients[0], r) != answer(clients[1], r)
    ]

    assert differing, "Ben has submitted: what he sees must differ, or the test compares nothing"


def test_the_worlds_are_alike_but_for_the_ratings_of_others(pair: Pair) -> None:
    kind, harsh = pair.worlds()

    for world in (kind, harsh):
        with world.team.database.read() as db:
            assert len(openings.every_opening(db)) == 1
    assert (kind.amber, kind.cards, kind.seat) == (harsh.amber, harsh.cards, harsh.seat)
