"""Who asks, and whether they may: every route is closed unless a rule opens it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Literal, TypeVar, cast

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from hiring.storage import people
from hiring.storage.audit import By
from hiring.storage.database import Database, Unavailable
from hiring.storage.people import Person
from hiring.storage.tables import MOST_ID

V = TypeVar("V", bound=Callable[..., ResponseReturnValue])
Kept = Literal["DATABASE", "PRACTICE"]  # the team's data, and a candidate's own practice


class Access(Enum):
    """Whom a route is open to."""

    ANYONE = "anyone"
    HERE = "here"  # anyone on this machine; on a team's server whoever is signed in
    PERSON = "person"
    MANAGER = "manager"


def open_to(access: Access) -> Callable[[V], V]:
    """Mark a view with whom it is open to; without a mark its blueprint's `access` counts, else it is closed."""

    def marked(view: V) -> V:
        view.access = access  # type: ignore[attr-defined]
        return view

    return marked


def open_here(blueprint: Blueprint) -> None:
    """Open all routes of a blueprint to anyone on this machine, on a team's server to whoever is signed in."""
    blueprint.access = Access.HERE  # type: ignore[attr-defined]


anyone, for_people, for_managers = open_to(Access.ANYONE), open_to(Access.PERSON), open_to(Access.MANAGER)


def access_of(app: Flask, endpoint: str) -> Access | None:
    """Return whom an endpoint is open to; none is nobody."""
    view, blueprint = app.view_functions[endpoint], app.blueprints.get(endpoint.partition(".")[0])
    found = getattr(view, "access", getattr(blueprint, "access", None))
    return found if isinstance(found, Access) else None


def watch(app: Flask) -> None:
    """Look up who asks before every request; give the connection back after it."""
    app.before_request(let_in)
    app.teardown_appcontext(lambda _: finished())
    app.register_error_handler(Unavailable, unavailable)


def database() -> Database:
    """Return the app's database."""
    return cast("Database", current_app.config["DATABASE"])


def now() -> datetime:
    """Return the time, UTC."""
    clock: Callable[[], datetime] = current_app.config.get("CLOCK", lambda: datetime.now(UTC))
    return clock()


def reading(name: Kept = "DATABASE") -> Connection:
    """Return the request's connection for reading: all that a page shows is of one moment."""
    readers = g.setdefault("readers", {})
    if name not in readers:
        stack = ExitStack()
        readers[name] = stack.enter_context(current_app.config[name].read()), stack
    return cast("Connection", readers[name][0])


@contextmanager
def writing(name: Kept = "DATABASE") -> Iterator[Connection]:
    """Give a connection for changes; what is read after them sees them."""
    finished()
    with current_app.config[name].write() as db:
        yield db


def finished() -> None:
    """Give the connections for reading back."""
    for _, stack in g.pop("readers", {}).values():
        stack.close()


def me() -> Person:
    """Return who is signed in; 404 where nobody is, as if the page did not exist."""
    if g.get("person") is None:
        abort(404)
    return cast("Person", g.person)


def by_me() -> By:
    """Return who does something now."""
    return By(me().id, now())


def cookie_name() -> str:
    """Return the name of the session's cookie; over HTTPS a name that no other site or path can set."""
    return "__Host-hiring" if secure() else "hiring"


def secure() -> bool:
    """Whether people reach the app over HTTPS."""
    return str(current_app.config.get("ADDRESS") or "").startswith("https://")


def known_id(number: int) -> int:
    """Return an id that was typed or asked for in a query; 404 for one that no row can have."""
    if number > MOST_ID:
        abort(404)
    return number


def absolute(endpoint: str, **values: Any) -> str:
    """Return the whole address of a page, as people outside reach it."""
    base = current_app.config.get("ADDRESS") or request.host_url
    return str(base).rstrip("/") + url_for(endpoint, **values)


def let_in() -> ResponseReturnValue | None:
    """Find out who asks; send away whoever may not ask this."""
    g.person = None
    if request.endpoint == "static":
        return None
    token = request.cookies.get(cookie_name(), "")
    if token and current_app.config.get("DATABASE"):
        recognise(token)
    if request.endpoint is None:
        return None
    if any(isinstance(part, int) and part > MOST_ID for part in (request.view_args or {}).values()):
        abort(404)
    access = access_of(current_app, request.endpoint)
    local = not current_app.config.get("TEAM")
    if access is Access.ANYONE or (access is Access.HERE and (local or g.person)):
        return None
    if access is None or (access is Access.MANAGER and g.person and not g.person.manages):
        abort(404)
    return None if g.person else signed_out()


def recognise(token: str) -> None:
    """Put whose session it is into the request; once an hour let the session roll on."""
    at = now()
    found = people.session_of(reading(), token, at)
    if found is None:
        return
    g.person, seen_at = found
    if at - seen_at > people.SEEN_EVERY:
        try:
            with writing() as db:
                people.seen(db, g.person.session, at)
        except Unavailable:
            return  # it rolls on at the next request


def signed_out() -> ResponseReturnValue:
    """Tell somebody who is not signed in how to get in; what they sent comes back, to be sent again."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return {"state": "signed_out"}, 401
    return given_back("errors/signed_out.html", 401)


def unavailable(problem: Unavailable) -> ResponseReturnValue:
    """Tell that nothing can be kept now; what was typed comes back, to be sent again."""
    current_app.logger.warning(
        "%s %s: the database is unavailable: %s", request.method, request.path, problem
    )
    finished()
    if request.headers.get("Accept", "").startswith("application/json"):
        answer: Response = make_response({"state": "unavailable"}, 503)
    else:
        answer = given_back("errors/unavailable.html", 503)
    answer.headers["Retry-After"] = "5"
    return answer


def given_back(template: str, code: int) -> Response:
    """Return a page with all that was typed, in fields that may be sent once more."""
    typed = list(request.form.items(multi=True)) if request.method == "POST" else []
    return make_response(render_template(template, typed=typed, address=request.full_path.rstrip("?")), code)
