"""Own practice as a file to keep, brought in again, or deleted; the way to the deck and the printed cards."""

from contextlib import suppress

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.findings import Finding, HiringError, Place, error, say
from hiring.practice_file import PracticeFile
from hiring.practice_file_reader import MOST_BYTES, in_words, read, written
from hiring.storage.database import Unavailable
from hiring.storage.practice.taking_along import counts, delete_all, everything, leave_no_traces, put
from hiring.vocabulary import SkillId
from hiring.web.access import finished, open_here
from hiring.web.downloads import download
from hiring.web.practice.room import keeping, looking, today
from hiring.web.security import take_a_file

blueprint = Blueprint("taking_along", __name__, url_prefix="/practice/take-along")
open_here(blueprint)
FILE = Place("form", path="file")
REPLACE = Place("form", path="replace")


@blueprint.get("/")
def show() -> ResponseReturnValue:
    """Show what can be taken along, and the way to bring it in again or to delete it; first what was just done."""
    return page([])


def page(findings: list[Finding], code: int = 200) -> ResponseReturnValue:
    """Return the page, with what is wrong with a file."""
    file = everything(looking())
    answer = render_template(
        "taking_along/show.html",
        setup=file.setup,
        counts={part: len(getattr(file, part)) for part in ("answers", "reviews", "stories", "mocks")},
        findings=findings,
        in_words=in_words,
        brought="brought" in request.args,
        deleted="deleted" in request.args and file.setup is None and not file.answers,
        mistaken={finding.place.path for finding in findings},
        too_large=len(written(file).encode()) > MOST_BYTES,
    )
    return answer, code


@blueprint.get("/practice.json")
def take() -> ResponseReturnValue:
    """Give all that is kept as a file."""
    return download(written(everything(looking())), f"practice-{today().isoformat()}.json", "json")


@blueprint.post("/bring-in")
@take_a_file(MOST_BYTES)
def bring_in() -> ResponseReturnValue:
    """Put what a file holds in the place of what is kept; a file that cannot be read changes nothing."""
    try:
        brought = sent()
    except HiringError as problem:
        too_large = any(finding.rule == "too-large" for finding in problem.findings)
        return page(problem.findings, 413 if too_large else 422)
    with keeping() as db:
        replaces = any(counts(db).values())
        if agreed := not replaces or request.form.get("replace") == "on":
            put(db, brought, skills())
    if agreed:
        return redirect(url_for(".show", brought="in"), 303)
    words = say("There is practice here already: tick that it is replaced, and choose the file again.")
    return page([error(REPLACE, "replace", words)], 422)


def sent() -> PracticeFile:
    """Return the file that was sent; HiringError where there is none, or another one."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise HiringError([error(FILE, "file", say("Choose a file first"))])
    with file.stream as stream:
        return read(stream.read(MOST_BYTES + 1), "form")


def skills() -> dict[str, SkillId | None]:
    """Return the skill of every question."""
    return {each.id: each.skill for name in g.library.banks for each in g.library.bank(name)}


@blueprint.get("/delete")
def ask() -> str:
    """Ask whether everything is to be deleted."""
    return render_template("taking_along/delete.html", counts=counts(looking()))


@blueprint.post("/delete")
def delete() -> ResponseReturnValue:
    """Delete everything for good, and start anew."""
    with keeping() as db:
        delete_all(db)
    finished()
    with suppress(Unavailable):  # deleted it is; the next deletion writes the file anew
        leave_no_traces(current_app.config["PRACTICE"])
    return redirect(url_for(".show", deleted="all"), 303)
