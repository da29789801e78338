"""People: who takes part, their one-time links, and ending it."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from hiring.findings import Finding, Place, error, say
from hiring.storage import people
from hiring.storage.calibrations import last_calibrated
from hiring.storage.people import Person
from hiring.vocabulary import LANGUAGES
from hiring.web.access import absolute, by_me, for_managers, me, now, reading, writing
from hiring.web.choices import chosen

blueprint = Blueprint("people", __name__, url_prefix="/people")
ROLES = ("interviewer", "manager")


@blueprint.get("/")
@for_managers
def everybody() -> str:
    """Show everybody with what they may do and whether they have come in."""
    return page([])


def page(findings: list[Finding], link: tuple[Person, str] | None = None) -> str:
    """Return the list of people, with a new link or with what is to be mended in a name."""
    db = reading()
    return render_template(
        "people/list.html",
        people=people.everybody(db),
        open_links=people.open_links(db, now()),
        calibrated=last_calibrated(db),
        findings=findings,
        typed=request.form,
        link=link,
        roles=ROLES,
    )


@blueprint.post("/")
@for_managers
def add() -> ResponseReturnValue:
    """Add a person and show their link, once."""
    name = " ".join(request.form.get("name", "").split())
    with writing() as db:
        findings = people.name_findings(name, people.named(db, name))
        if not findings:
            role, language = (
                chosen(request.form, "role", ROLES, "interviewer"),
                chosen(request.form, "language", LANGUAGES, "en"),
            )
            junior = request.form.get("junior") == "yes"
            made = people.add(db, name, role, language, by_me(), junior=junior)  # type: ignore[arg-type]
            token = people.make_link(db, made.id, by_me())
    if findings:
        return page(findings), 422
    return page([], (made, absolute("sign_in.ask", token=token, lang=made.language)))


@blueprint.post(
    "/<int:person_id>/<any(link, withdraw, out, leave, back, manager, interviewer, junior, experienced):act>"
)
@for_managers
def change(person_id: int, act: str) -> ResponseReturnValue:
    """Make or withdraw a link, sign somebody out everywhere, let them go or have them back, or change their role."""
    with writing() as db:
        person = people.person(db, person_id) or abort(404)
        if act in {"leave", "interviewer"} and not people.managers_left(db, person.id) and person.manages:
            words = say("%(name)s is the only manager; make somebody else one first", name=person.name)
            return page([error(Place("form"), "last-manager", words)]), 422
        if act == "link" and not person.active:
            return page([error(Place("form"), "left", people.left(person))]), 422
        token = acted(db, person, act)
    if token:
        return page([], (person, absolute("sign_in.ask", token=token, lang=person.language)))
    return redirect(url_for(".everybody" if me().id != person.id or act != "out" else "home.doors"), 303)


def acted(db: Connection, person: Person, act: str) -> str | None:
    """Do one act on a person; return the token of a link where one was made."""
    if act == "link":
        return people.make_link(db, person.id, by_me())
    if act == "withdraw":
        people.withdraw_links(db, person.id, by_me())
    elif act == "out":
        people.end_sessions(db, person.id, by_me())
    elif act in {"leave", "back"}:
        people.change(db, person.id, by_me(), active=act == "back")
    elif act in {"junior", "experienced"}:
        people.change(db, person.id, by_me(), junior=act == "junior")
    else:
        people.change(db, person.id, by_me(), role=act)
    return None
