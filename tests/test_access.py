"""Who reaches what: every route has a rule, every rule holds for every role, and absent and forbidden look alike."""

import re
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from flask.testing import FlaskClient
from team import Team
from worlds import Route, World, routes

from hiring.storage import people
from hiring.storage.database import Database
from hiring.web.access import Access, access_of
from hiring.web.app import Site, create_app
from hiring.web.security import HEADERS

OF_NOBODY = {"static"}


@pytest.fixture
def world(database: Database) -> World:
    return World(database, harsh=False)


def endpoint_of(world: World, route: Route) -> str:
    adapter = world.team.app.url_map.bind("localhost")
    found: str = adapter.match(route.address.partition("?")[0], method=route.method)[0]
    return found


def every(world: World, access: Access) -> Iterator[Route]:
    """Yield every address that is open to just these."""
    for method in ("GET", "POST"):
        for route in routes(world, method, few=True):
            endpoint = endpoint_of(world, route)
            if endpoint not in OF_NOBODY and access_of(world.team.app, endpoint) is access:
                yield route


def code(client: FlaskClient, route: Route, base: str = "http://localhost") -> int:
    with client.open(route.address, method=route.method, base_url=base) as answer:
        return answer.status_code


def test_every_route_has_a_rule(world: World) -> None:
    app = world.team.app
    closed = [rule.endpoint for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None]

    assert set(closed) == OF_NOBODY


def test_a_route_without_a_rule_is_closed_even_to_managers(team: Team) -> None:
    clock = team.app.config["CLOCK"]
    team.app = create_app(None, team.database)
    team.app.config["CLOCK"] = clock
    team.app.add_url_rule("/<any(en,pl):lang>/forgotten", "forgotten", lambda: "secret")

    answer = team.client(team.manager).get("/en/forgotten")

    assert (answer.status_code, "secret" in answer.text) == (404, False)


def test_whoever_is_not_signed_in_gets_none_of_the_teams_pages(world: World) -> None:
    nobody = world.team.client()

    codes = {
        code(nobody, route) for access in (Access.PERSON, Access.MANAGER) for route in every(world, access)
    }

    assert codes == {401}


def test_an_interviewer_reaches_no_managers_page(world: World) -> None:
    ada = world.client(world.ada)

    found = [str(route) for route in every(world, Access.MANAGER) if code(ada, route) != HTTPStatus.NOT_FOUND]

    assert found == []


def test_an_interviewer_without_a_seat_reaches_no_candidate_and_no_card(world: World) -> None:
    stranger = world.client(world.team.person("Stranger"))
    about = re.compile(r"/(candidates|scorecards|openings|interviews|seats)/(\w+/)*\d")

    reached = [
        str(route)
        for route in every(world, Access.PERSON)
        if about.search(route.address) and code(stranger, route) != HTTPStatus.NOT_FOUND
    ]

    assert reached == []


def test_a_thing_out_of_reach_answers_as_one_that_does_not_exist(world: World) -> None:
    stranger = world.client(world.team.person("Stranger"))
    differing = []
    for route in every(world, Access.PERSON):
        absent = Route(route.number, route.method, re.sub(r"\d+", "999999", route.address))
        if absent.address == route.address:
            continue
        answers = []
        for each in (route, absent):
            with stranger.open(each.address, method=each.method) as answer:
                answers.append((answer.status_code, sorted(answer.headers), answer.data))
        if answers[0] != answers[1]:
            differing.append(str(route))

    assert differing == []


@pytest.mark.parametrize("number", ["0", str(2**63)])
def test_a_number_that_no_database_holds_is_a_page_that_does_not_exist(world: World, number: str) -> None:
    client = world.client(world.team.manager)
    codes = set()
    for route in (*every(world, Access.MANAGER), *every(world, Access.PERSON)):
        address = re.sub(r"(?<=/)\d+(?=[/.]|$)", number, route.address)
        if address != route.address:
            codes.add(code(client, Route(route.number, route.method, address)))

    assert codes == {404}


def test_no_form_is_taken_from_another_site(world: World) -> None:
    client = world.client(world.team.manager)
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"

    assert {code(client, route) for route in routes(world, "POST", few=True)} == {403}


def test_every_answer_carries_the_security_headers(world: World) -> None:
    lacking = []
    client = world.team.client(world.team.manager)
    for access in (Access.ANYONE, Access.PERSON, Access.MANAGER):
        for route in every(world, access):
            with client.open(route.address, method=route.method) as answer:
                if not set(HEADERS.items()) - {("Referrer-Policy", "same-origin")} <= set(
                    answer.headers.items()
                ):
                    lacking.append(str(route))

    assert lacking == []


def test_on_a_teams_server_every_page_but_the_sign_in_asks_who_one_is(database: Database) -> None:
    world = World(database, harsh=False)
    app = world.team.app
    app.config.update(TEAM=True, ADDRESS="https://hiring.example.org")
    client = app.test_client()
    base = "https://hiring.example.org"

    open_pages = {
        endpoint_of(world, route)
        for route in routes(world, "GET", few=True)
        if code(client, route, base) not in {401, 404}
    }

    assert open_pages == {"static", "first_page"}


def test_over_https_the_cookie_is_bound_to_this_host_and_secure(database: Database) -> None:
    team = Team(database, Site("https://hiring.example.org"))
    with database.write() as db:
        token = people.make_link(db, team.manager.id, team.by())
    client = team.app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"

    answer = client.post(f"/en/sign-in/{token}", base_url="https://hiring.example.org")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-hiring=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "Domain" not in cookie
