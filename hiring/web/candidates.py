"""One candidate: interviews with their times and people, cards typed in from paper, withdrawing and holding."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from hiring.findings import Finding, HiringError, Place, error, say
from hiring.interview_time import local_text, read_local
from hiring.storage import candidates, people
from hiring.storage.candidates import Seat
from hiring.storage.mending import informed
from hiring.storage.openings import Opening
from hiring.storage.people import Person
from hiring.storage.scorecards import open_card
from hiring.storage.seating import type_in, typist
from hiring.storage.visibility import may_read
from hiring.vocabulary import CONTROL, SkillId
from hiring.web.access import by_me, for_managers, known_id, me, now, reading, writing
from hiring.web.loops import Loop, Talk, read_loop

blueprint = Blueprint("candidates", __name__, url_prefix="/candidates")
FORM = Place("form")
MOST_PLACE = 400


@dataclass(frozen=True)
class Rejected:
    """A form that was sent and cannot be kept: which one, and why; what was typed stands in the request."""

    form: str = ""
    findings: Sequence[Finding] = field(default_factory=list)


@blueprint.get("/<int:candidate_id>")
@for_managers
def show(candidate_id: int) -> str:
    """Show a candidate's interviews: when, who, and whose cards were handed in."""
    return page(candidate_id, Rejected())


def page(candidate_id: int, rejected: Rejected) -> str:
    """Return a candidate's page; a rejected form comes back as it was typed."""
    db = reading()
    loop, opening = read_loop(db, candidate_id)
    words = loop.words(g.language)
    return render_template(
        "candidates/candidate.html",
        candidate=loop.candidate,
        opening=opening,
        loop_of=loop,
        words=words,
        gaps=[words.told(finding.message) for finding in loop.gaps],
        people=[person for person in people.everybody(db) if person.active],
        at=now(),
        zone=zone_name(),
        local=lambda moment: local_text(moment, current_app.config["ZONE"]),
        stopped=stopped(loop, opening),
        waits_for_me=loop.waits_for(me().id),
        has_debriefs="debriefs.show" in current_app.view_functions,
        rejected=rejected,
        typed=request.form,
    )


def zone_name() -> str:
    """Return what the zone of times on pages is called."""
    zone = current_app.config["ZONE"]
    return str(getattr(zone, "key", None) or now().astimezone(zone).tzname())


def stopped(loop: Loop, opening: Opening) -> Finding | None:
    """Return why nothing more is planned for a candidate, if so."""
    if opening.closed_at:
        return error(FORM, "closed", say("this opening is closed; open it again first"))
    if loop.candidate.withdrawn_at:
        return error(FORM, "withdrawn", say("this candidate has withdrawn; take them back first"))
    return None


def done(candidate_id: int, interview_id: int) -> ResponseReturnValue:
    """Lead back to an interview on the candidate's page."""
    return redirect(url_for(".show", candidate_id=candidate_id) + f"#interview-{interview_id}", 303)


@blueprint.post("/<int:candidate_id>/interviews/<int:interview_id>")
@for_managers
def schedule(candidate_id: int, interview_id: int) -> ResponseReturnValue:
    """Fix, move or clear when and where an interview takes place."""
    where = " ".join(request.form.get("place", "").split())
    with writing() as db:
        loop, opening = read_loop(db, candidate_id)
        interview = loop.talk(interview_id).interview
        starts_at, findings = moment_typed()
        findings = [why] if (why := stopped(loop, opening)) else [*findings, *place_findings(where)]
        if not findings and (starts_at, where) != (interview.starts_at, interview.place):
            candidates.schedule(db, interview_id, starts_at, where, by_me())
    if findings:
        return page(candidate_id, Rejected(f"time-{interview_id}", findings)), 422
    return done(candidate_id, interview_id)


def moment_typed() -> tuple[datetime | None, list[Finding]]:
    """Return the time typed, none where the field is empty, and what is wrong with it."""
    typed, place = request.form.get("starts_at", ""), Place("form", path="starts_at")
    try:
        return read_local(typed, current_app.config["ZONE"], now(), place) if typed.strip() else None, []
    except HiringError as problem:
        return None, problem.findings


def place_findings(where: str) -> list[Finding]:
    """Return what is wrong with a place."""
    if len(where) <= MOST_PLACE and not CONTROL.search(where):
        return []
    words = say("a place has at most %(most)s signs, all of them printable", most=MOST_PLACE)
    return [error(Place("form", path="place"), "place", words)]


@blueprint.post("/<int:candidate_id>/interviews/<int:interview_id>/seats")
@for_managers
def assign(candidate_id: int, interview_id: int) -> ResponseReturnValue:
    """Put somebody into an interview, to rate all of its skills or some."""
    with writing() as db:
        loop, opening = read_loop(db, candidate_id)
        talk = loop.talk(interview_id)
        person, skills = chosen_person(db), chosen_skills(talk)
        why = stopped(loop, opening) or person_finding(talk, person) or skills_finding(talk, skills)
        if person and not why:
            seat(db, loop, talk, person, skills)
    if why:
        return page(candidate_id, Rejected(f"assign-{interview_id}", [why])), 422
    return done(candidate_id, interview_id)


def chosen_person(db: Connection) -> Person | None:
    """Return the person whom a form names."""
    typed = request.form.get("person", "")
    return people.person(db, known_id(int(typed))) if typed.isdecimal() and len(typed) < 20 else None


def chosen_skills(talk: Talk) -> list[SkillId]:
    """Return the skills ticked, in the kit's order."""
    ticked = request.form.getlist("skills")
    return [skill for skill in talk.skills if skill in ticked]


def person_finding(talk: Talk, person: Person | None) -> Finding | None:
    """Return why a person cannot be put into an interview."""
    place = Place("form", path="person")
    if person is None or not person.active:
        return error(place, "person", say("choose who sits in this interview"))
    if person.id in {taken.person_id for taken in talk.seats}:
        return error(place, "person", say("%(name)s sits in this interview already", name=person.name))
    return None


def skills_finding(talk: Talk, skills: Sequence[SkillId]) -> Finding | None:
    """Return what is wrong with the skills ticked."""
    if skills or not talk.skills:
        return None
    return error(Place("form", path="skills"), "skills", say("tick at least one skill"))


def seat(db: Connection, loop: Loop, talk: Talk, person: Person, skills: Sequence[SkillId]) -> None:
    """Give a person a seat, or the one that they left back; note whether they have seen others' ratings before."""
    seen = informed(db, person, loop.candidate.id)
    seat_id = candidates.assign(db, talk.interview, person.id, skills, by_me(), informed=seen)
    if person.id in {left.person_id for left in talk.left}:
        candidates.rate(db, seat_id, skills, by_me())


@blueprint.post("/<int:candidate_id>/seats/<int:seat_id>/<any(skills, replace, leave):act>")
@for_managers
def change_seat(candidate_id: int, seat_id: int, act: str) -> ResponseReturnValue:
    """Let a person rate other skills, put somebody else in their place, or take them out; their row stays."""
    with writing() as db:
        loop, opening = read_loop(db, candidate_id)
        talk, taken = loop.seat(seat_id)
        why = stopped(loop, opening) or locked(taken)
        if not why and taken.left_at is None:
            why = seat_changed(db, loop, talk, taken, act)
    if why:
        return page(candidate_id, Rejected(f"{act}-{seat_id}", [why])), 422
    return done(candidate_id, talk.interview.id)


def locked(taken: Seat) -> Finding | None:
    """Return that a seat whose card was handed in stays as it is."""
    if taken.submitted:
        return error(
            FORM, "handed-in", say("%(name)s has handed the card in: this stays as it is", name=taken.name)
        )
    return None


def seat_changed(db: Connection, loop: Loop, talk: Talk, taken: Seat, act: str) -> Finding | None:
    """Do one act on a seat, or return why it cannot be done."""
    if act == "skills":
        skills = chosen_skills(talk)
        if why := skills_finding(talk, skills):
            return why
        candidates.rate(db, taken.id, skills, by_me())
        return None
    if act == "replace":
        person = chosen_person(db)
        if (why := person_finding(talk, person)) or person is None:
            return why
        seat(db, loop, talk, person, taken.skills)
    candidates.leave(db, taken.id, by_me())
    return None


@blueprint.post("/<int:candidate_id>/seats/<int:seat_id>/paper")
@for_managers
def paper(candidate_id: int, seat_id: int) -> ResponseReturnValue:
    """Open the card of a seat to type it in from paper; it keeps whose it is and who typed it."""
    card = None
    with writing() as db:
        loop, opening = read_loop(db, candidate_id)
        _, taken = loop.seat(seat_id)
        why = stopped(loop, opening) or (None if taken.left_at is None else abort(404))
        if not why and taken.person_id == me().id:
            card = open_card(db, seat_id, by_me())
        elif not why and not may_read(db, me(), candidate_id):
            why = error(FORM, "blind", say("hand in your own scorecards of this candidate first: typing in somebody else's would show you how they rated"))  # fmt: skip
        elif not why and (card := type_in(db, seat_id, by_me())) is None:
            begun = say("%(name)s has begun this card: only they can finish it", name=typist(db, seat_id) or taken.name)  # fmt: skip
            why = error(FORM, "begun", begun)
    if why:
        return page(candidate_id, Rejected(f"paper-{seat_id}", [why])), 422
    return redirect(url_for("scorecards.fill", scorecard_id=card), 303)


@blueprint.post("/<int:candidate_id>/<any(withdraw, back, hold, release):act>")
@for_managers
def change(candidate_id: int, act: str) -> ResponseReturnValue:
    """Let a candidate withdraw or come back, or hold what is kept of them from being erased."""
    values: dict[str, dict[str, Any]] = {
        "withdraw": {"withdrawn_at": now()},
        "back": {"withdrawn_at": None},
        "hold": {"hold": True},
        "release": {"hold": False},
    }
    with writing() as db:
        found = candidates.candidate(db, candidate_id) or abort(404)
        if act != "withdraw" or found.withdrawn_at is None:
            candidates.change_candidate(db, candidate_id, by_me(), act, **values[act])
    return redirect(url_for(".show", candidate_id=candidate_id), 303)
