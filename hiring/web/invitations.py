"""Invitations to one interview: texts to copy and calendar files, for the candidate and for each interviewer."""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, abort, current_app, g, render_template
from flask.typing import ResponseReturnValue

from hiring.brief import link
from hiring.export.ics import Entry, calendar, uid
from hiring.invitation import Letter, Meeting, Part, called_off, for_candidate, for_interviewer
from hiring.storage.audit import acts_on
from hiring.storage.candidates import Seat
from hiring.storage.openings import Opening
from hiring.vocabulary import Language
from hiring.web.access import absolute, for_managers, now, reading
from hiring.web.downloads import download
from hiring.web.loops import Loop, Talk, read_loop

blueprint = Blueprint("invitations", __name__, url_prefix="/candidates")


@blueprint.get("/<int:candidate_id>/interviews/<int:interview_id>/invitations")
@for_managers
def show(candidate_id: int, interview_id: int) -> str:
    """Show the invitations to an interview, or what calls it off for those who have left it."""
    loop, opening = read_loop(reading(), candidate_id)
    talk = loop.talk(interview_id)
    invited = was_fixed(changes(talk, loop, None))
    return render_template(
        "candidates/invitations.html",
        candidate=loop.candidate,
        opening=opening,
        talk=talk,
        name=talk.stage.stage.name[g.language],
        letter=candidates_letter(loop, talk, opening) if invited else None,
        letters=[
            (seat, interviewers_letter(loop, talk, opening, seat)) for seat in (*talk.seats, *talk.left)
        ],
        off=is_off(loop, talk),
    )


def meeting(talk: Talk, opening: Opening) -> Meeting:
    """Return what an invitation tells of an interview."""
    interview = talk.interview
    return Meeting(
        opening.title, opening.company, talk.stage.stage, interview.starts_at, interview.minutes,
        interview.place, current_app.config["ZONE"],
    )  # fmt: skip


def candidates_letter(loop: Loop, talk: Talk, opening: Opening) -> Letter:
    """Return the candidate's invitation in the opening's language: no code name, no question."""
    name, about = loop.candidate.real_name, meeting(talk, opening)
    if is_off(loop, talk):
        return called_off(about, name, opening.language)
    return for_candidate(about, name, opening.brief.get("contact"), opening.language)


def interviewers_letter(loop: Loop, talk: Talk, opening: Opening, seat: Seat) -> Letter:
    """Return an interviewer's invitation in their language, by the candidate's code name."""
    about, code_name = meeting(talk, opening), loop.candidate.code_name
    if is_off(loop, talk) or seat.left_at:
        return called_off(about, seat.name, seat.language, code_name)
    words = loop.words(seat.language)
    part = Part(
        seat.name,
        code_name,
        [str(words.skill(skill)) for skill in seat.skills],
        [other.name for other in talk.seats if other.id != seat.id and other.left_at is None],
        card_address(seat, seat.language),
    )
    return for_interviewer(about, part, seat.language)


def card_address(seat: Seat, language: Language) -> str:
    """Return the whole address of a seat's scorecard, or as long as it is not begun of the page that begins it."""
    if seat.card_id is not None:
        return absolute("scorecards.fill", scorecard_id=seat.card_id, lang=language)
    return absolute("scorecards.mine", lang=language)


@blueprint.get("/<int:candidate_id>/interviews/<int:interview_id>/candidate.ics")
@for_managers
def candidates_entry(candidate_id: int, interview_id: int) -> ResponseReturnValue:
    """Give the candidate's calendar file; it calls the interview off once they have withdrawn or its time is cleared."""
    loop, opening = read_loop(reading(), candidate_id)
    talk = loop.talk(interview_id)
    letter = candidates_letter(loop, talk, opening)
    return file(entry(loop, talk, opening, letter, None), f"interview-{interview_id}")


@blueprint.get("/<int:candidate_id>/seats/<int:seat_id>/interview.ics")
@for_managers
def interviewers_entry(candidate_id: int, seat_id: int) -> ResponseReturnValue:
    """Give an interviewer's calendar file; it calls the interview off for whoever has left it too."""
    loop, opening = read_loop(reading(), candidate_id)
    talk, seat = loop.seat(seat_id)
    letter = interviewers_letter(loop, talk, opening, seat)
    return file(entry(loop, talk, opening, letter, seat), f"interview-{talk.interview.id}-{seat_id}")


def is_off(loop: Loop, talk: Talk) -> bool:
    """Whether an interview does not take place: its candidate has withdrawn, or its time was cleared."""
    return loop.candidate.withdrawn_at is not None or talk.interview.starts_at is None


def changes(talk: Talk, loop: Loop, seat: Seat | None) -> list[tuple[str, datetime]]:
    """Return all that was done to an interview, as far as the calendar of the candidate, or of a seat, shows it."""
    return acts_on(reading(), [
        ("interview", [talk.interview.id], ["schedule", "clear"]),
        ("candidate", [loop.candidate.id], ["withdraw", "back"]),
        *([("seat", [seat.id], ["assign", "leave", "rate"])] if seat else []),
    ])  # fmt: skip


def was_fixed(done: Sequence[tuple[str, datetime]]) -> bool:
    """Whether an interview ever had a time, so that somebody may have been invited."""
    return any(act == "schedule" for act, _ in done)


def entry(loop: Loop, talk: Talk, opening: Opening, letter: Letter, seat: Seat | None) -> Entry:
    """Return a calendar entry whose number grows with every change; 404 if the interview never had a time."""
    done = changes(talk, loop, seat)
    if not was_fixed(done):
        abort(404)
    interview, candidate = talk.interview, loop.candidate
    contact = link(opening.brief.get("contact") or "") or ""
    return Entry(
        uid=uid(
            "interview", candidate.created_at.isoformat(), interview.id, seat.id if seat else "candidate"
        ),
        summary=letter.subject,
        description=letter.body,
        place=interview.place,
        starts_at=interview.starts_at,
        minutes=interview.minutes,
        sequence=len(done) - 1,
        changed_at=max(at for _, at in done),
        called_off=is_off(loop, talk) or (seat is not None and seat.left_at is not None),
        organizer=contact.removeprefix("mailto:") if contact.startswith("mailto:") else "",
        company=opening.company,
    )


def file(made: Entry, name: str) -> ResponseReturnValue:
    """Return a calendar entry as a file."""
    return download(calendar(made, now()), f"{name}.ics", "ics")
