"""Practice stays on its own machine and out of the company's data: absent elsewhere, blind to a team, no open question."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from practice_room import ANSWER, Room
from team import Team
from werkzeug.routing import Rule

from hiring.library import Library
from hiring.storage import openings
from hiring.storage.database import Database
from hiring.storage.practice import schema
from hiring.web.app import PRACTICE, Site, create_app

SHARED = (
    "preparation",
)  # pages of a team's server too; they read which questions are in use, and nothing else
NOUNS = {module.blueprint.name for module in PRACTICE}


def rules(app: Flask) -> Iterator[Rule]:
    """Yield every address of practice."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in {*NOUNS, *SHARED}:
            yield rule


def addresses(app: Flask, method: str, parts: dict[str, object]) -> list[str]:
    """Return every address of practice that takes a method; one whose parts are not known fails the test."""
    bound = app.url_map.bind("localhost")
    return sorted(
        bound.build(rule.endpoint, {name: parts[name] for name in rule.arguments}, method)
        for rule in rules(app)
        if method in (rule.methods or ())
    )


def company(file: Path, name: str, *, closed: bool) -> Team:
    """Return a team with an opening, two candidates and a submitted card, all of whose words begin with a name."""
    database = Database(str(file))
    team = Team(database, number=sum(map(ord, name)))
    opening = team.opening(f"{name} Account Executive")
    ada = team.person(f"{name} Ada")
    candidate = team.candidate(opening, f"{name[:3]} Amber", f"{name} Nowak")
    team.card(team.seat(candidate, ada))
    with database.write() as db:
        openings.close(db, opening, team.by(), closed=closed)
    return team


@pytest.fixture
def empty(empty_file: Path, tmp_path: Path) -> Path:
    """Return where databases of a team can be made."""
    for name in ("one", "two"):
        tmp_path.joinpath(f"{name}.db").write_bytes(empty_file.read_bytes())
    return tmp_path


def parts_of(room: Room) -> dict[str, object]:
    """Do a little of everything; return what addresses are made of."""
    room.begin(minutes=60, days=12)
    first = room.next()
    assert first
    room.keep(first)
    room.rate(first)
    room.post("/practice/mocks/")
    room.post(
        "/practice/stories/new",
        title="The hotel",
        situation="s",
        task="t",
        action="a",
        result="r",
        skills="selling",
    )
    return {
        "lang": "en", "answer_id": first, "mock_id": 1, "story_id": 1, "question_id": "motivation_first_sale",
        "level": "junior", "motion": "full_cycle", "kind": "md", "form": "md", "stage": 0, "language": "en", "document": "cards",
    }  # fmt: skip


def told(room: Room, team: Team) -> list[tuple[str, int, bytes]]:
    """Return what every page of practice answers beside a team, nobody or its manager being signed in."""
    parts, found = parts_of(room), []
    room.client.set_cookie("hiring", session(team))
    for address in addresses(room.app, "GET", parts):
        answer = room.client.get(address)
        body = re.sub(rb'name="editor" value="[^"]*"', b"", answer.data)
        found.append((address, answer.status_code, body if "zip" not in str(answer.mimetype) else b""))
    return found


def session(team: Team) -> str:
    client = team.client(team.manager)
    cookie = client.get_cookie("hiring")
    assert cookie
    return cookie.value


def test_no_page_of_practice_depends_on_what_a_team_has(empty: Path) -> None:
    answers = []
    for name, file in (("Quixote", "one"), ("Zenobia", "two")):
        team = company(empty / f"{file}.db", name, closed=True)
        room = Room(empty / f"{file}-practice.db", team.database)
        pages = told(room, team)
        answers.append([(address, code, body.replace(b"Manager", b"")) for address, code, body in pages])
        room.close()
        leaks = [address for address, _, body in pages if name.encode() in strip_menu(body)]
        assert leaks == []

    assert len(answers[0]) > 15
    assert [strip(page) for page in answers[0]] == [strip(page) for page in answers[1]]


def strip_menu(body: bytes) -> bytes:
    """Return a page without its head, which names whoever is signed in."""
    return body.partition(b"<main")[2]


def strip(page: tuple[str, int, bytes]) -> tuple[str, int, bytes]:
    address, code, body = page
    return address, code, strip_menu(body) or body


def test_a_question_of_an_open_opening_is_nowhere_in_practice_and_comes_back_when_it_closes(
    empty: Path,
) -> None:
    team = company(empty / "one.db", "Quixote", closed=False)
    room = Room(empty / "practice.db", team.database)
    used = {q.id: q.text.en for stage in team.kit.stages for q in stage.questions}
    parts = parts_of(room)

    shown = [
        (address, name)
        for address in addresses(room.app, "GET", parts)
        if "library" not in address
        for page in [room.client.get(address).data.decode("utf-8", "replace").replace("&#39;", "'")]
        for name, text in used.items()
        if text in page
    ]

    assert used
    assert shown == []
    one = next(iter(used))
    assert room.post(f"/practice/ask/{one}").status_code == 404
    with team.database.write() as db:
        openings.close(db, 1, team.by(), closed=True)
    room.begin(motion="new_business")
    assert room.post(f"/practice/ask/{one}").status_code == 303
    room.close()


def test_an_opening_that_has_no_candidate_yet_hides_what_its_kit_would_ask(empty: Path) -> None:
    database = Database(str(empty / "one.db"))
    team = Team(database, number=7001)
    team.opening("Not begun")
    room = Room(empty / "practice.db", database)
    room.begin(motion="new_business")
    with database.read() as db:
        from hiring.storage.opening_kit import questions_in_use

        used = questions_in_use(db, Library(), {})

    codes = {room.post(f"/practice/ask/{name}").status_code for name in used}

    assert len(used) > 5
    assert codes == {404}
    room.close()


def test_an_answer_to_a_question_that_an_opening_uses_now_shows_the_answer_alone(empty: Path) -> None:
    team = company(empty / "one.db", "Quixote", closed=True)
    room = Room(empty / "practice.db", team.database)
    room.begin(motion="new_business")
    question = next(q for stage in team.kit.stages for q in stage.questions)
    answer = int(room.post(f"/practice/ask/{question.id}").location.rpartition("/")[2])
    room.keep(answer)
    with team.database.write() as db:
        openings.close(db, 1, team.by(), closed=False)

    page = room.get(f"/practice/answers/{answer}").text

    assert "This question is in use" in page
    assert ANSWER in page
    assert question.text.en not in page.replace("&#39;", "'")
    room.close()


def test_a_teams_server_has_no_practice_at_all(empty: Path) -> None:
    database, practice = Database(str(empty / "one.db")), Database(str(empty / "practice.db"))
    schema.prepare(practice)
    app = create_app(None, database, Site("https://hiring.example.org"), practice)

    assert {rule.endpoint.partition(".")[0] for rule in rules(app)} == set(SHARED)
    assert {"practice", "answers", "stories", "mocks", "taking_along"} <= NOUNS
    answer = app.test_client().get("/en/practice/", base_url="https://hiring.example.org")
    assert answer.status_code == 404


def test_practice_answers_to_no_other_host(room: Room) -> None:
    room.begin()

    codes = {
        room.client.get("/en/practice/", base_url=f"http://{host}").status_code
        for host in ("192.168.1.7:8700", "evil.example", "127.0.0.1.evil.example")
    }

    assert codes == {400}


def test_nothing_is_changed_by_a_request_from_another_site(room: Room) -> None:
    room.begin()
    parts = {**parts_of(room), "stage": 0}

    codes = {
        room.client.post(address, data={"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code
        for address in addresses(room.app, "POST", parts)
    }

    assert codes == {403}
