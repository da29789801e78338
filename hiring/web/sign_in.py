"""Coming in by a one-time link, going out, and one's own devices."""

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.storage import people
from hiring.web.access import (
    absolute,
    anyone,
    by_me,
    cookie_name,
    for_people,
    me,
    now,
    reading,
    secure,
    writing,
)

blueprint = Blueprint("sign_in", __name__)
FIRST_PAGES = {"manager": "openings.every", "interviewer": "scorecards.mine"}
CODES = {"open": 200, "used": 410, "expired": 410, "withdrawn": 410, "unknown": 404}


@blueprint.get("/sign-in/<token>")
@anyone
def ask(token: str) -> ResponseReturnValue:
    """Show whose link it is with a button; opening the address alone uses nothing up, as scanners of mail do."""
    if (wait := too_often()) is not None:
        return wait
    link = people.link(reading(), token)
    state = link.state(now()) if link else "unknown"
    if link is None:
        with writing() as db:
            people.attempted(db, address(), now())
    page = render_template("sign_in/ask.html", link=link, state=state, token=token)
    return page, CODES[state], {"Referrer-Policy": "no-referrer"}


@blueprint.post("/sign-in/<token>")
@anyone
def come_in(token: str) -> ResponseReturnValue:
    """Use the link up and start a session on this device."""
    if (wait := too_often()) is not None:
        return wait
    with writing() as db:
        link = people.link(db, token)
        state = link.state(now()) if link else "unknown"
        session = people.sign_in(db, link, device(), now()) if link and state == "open" else None
        if link is None:
            people.attempted(db, address(), now())
    if link is None or session is None:
        return ask(token)
    answer = make_response(redirect(url_for(FIRST_PAGES[link.person.role], lang=link.person.language), 303))
    return with_session(answer, session)


@blueprint.get("/account")
@for_people
def account() -> str:
    """Show where one is signed in."""
    return render_template("sign_in/account.html", sessions=people.sessions_of(reading(), me().id, now()))


@blueprint.post("/account/device")
@for_people
def add_device() -> str:
    """Make a one-time link for another device of one's own."""
    with writing() as db:
        token = people.make_link(db, me().id, by_me())
    return render_template("sign_in/device.html", address=absolute("sign_in.ask", token=token))


@blueprint.post("/account/end")
@for_people
def end() -> ResponseReturnValue:
    """End one session, or all but this one."""
    chosen = request.form.get("session", "")
    with writing() as db:
        open_ones = people.sessions_of(db, me().id, now())
        if chosen == "others":
            for each in open_ones:
                if each.id != me().session:
                    people.end_sessions(db, me().id, by_me(), each.id)
        else:
            known = next((each for each in open_ones if str(each.id) == chosen), None)
            if known is None:
                abort(404)
            people.end_sessions(db, me().id, by_me(), known.id)
    return redirect(url_for(".account"), 303)


@blueprint.post("/sign-out")
@for_people
def go_out() -> ResponseReturnValue:
    """End the session of this device."""
    with writing() as db:
        people.end_sessions(db, me().id, by_me(), me().session)
    g.person = None
    answer = make_response(render_template("sign_in/out.html"))
    answer.delete_cookie(cookie_name(), secure=secure(), httponly=True, samesite="Lax")
    return answer


def with_session(answer: Response, session: str) -> Response:
    """Put the session's token into a cookie that scripts and other sites cannot read or send."""
    answer.set_cookie(
        cookie_name(), session, max_age=people.SESSION_LASTS, secure=secure(), httponly=True, samesite="Lax"
    )
    return answer


def too_often() -> ResponseReturnValue | None:
    """Return a page that asks to wait, after too many wrong links; else none."""
    wait = people.too_many_attempts(reading(), address(), now())
    if wait is None:
        return None
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    headers = {"Retry-After": str(int(wait.total_seconds()))}
    return render_template("sign_in/wait.html", minutes=minutes), 429, headers


def address() -> str:
    """Return where a request comes from."""
    return request.remote_addr or ""


def device() -> str:
    """Return in a few words what a person signs in with."""
    agent = request.headers.get("User-Agent", "")
    systems = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "Mac",
               "Linux": "Linux"}  # fmt: skip
    browsers = {"Firefox/": "Firefox", "Edg/": "Edge", "Chrome/": "Chrome", "Safari/": "Safari"}
    found = [
        next((name for sign, name in words.items() if sign in agent), "") for words in (browsers, systems)
    ]
    return " · ".join(word for word in found if word) or "?"
