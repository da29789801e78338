"""How long candidates are kept, who is due when, and erasing one candidate for good."""

from datetime import UTC, date

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from hiring.findings import Finding, Place, error, say
from hiring.phrases import long_date
from hiring.retention import PRESET_IDS, PRESETS, Preset
from hiring.storage import candidates, erasing, openings, retention
from hiring.storage.candidates import Candidate
from hiring.storage.database import Unavailable
from hiring.storage.tables import MOST_ID
from hiring.vocabulary import CONTROL, iso_date
from hiring.web.access import by_me, database, for_managers, me, now, reading, writing
from hiring.web.choices import chosen

blueprint = Blueprint("retention", __name__)
MOST_SHOWN, MOST_DOCUMENT = 100, 200
FORM = Place("form")


@blueprint.get("/retention")
@for_managers
def show() -> str:
    """Show who is due when, the presets, and what each opening chose."""
    return page()


def page(rejected: str = "", findings: tuple[Finding, ...] = ()) -> str:
    """Return the page; `rejected` is the form that comes back with findings."""
    db, today = reading(), now().astimezone(UTC).date()
    everybody = retention.everybody_kept(db, me())
    ending = [each for each in everybody if each.term.until]
    return render_template(
        "retention/show.html",
        due=[each for each in ending if each.term.due(today)],
        later=[each for each in ending if not each.term.due(today)][:MOST_SHOWN],
        left_out=max(0, sum(not each.term.due(today) for each in ending) - MOST_SHOWN),
        held=[each for each in everybody if each.held],
        going_on=sum(each.term.start is None and not each.held and not each.closed for each in everybody),
        closed=sum(each.closed for each in everybody),
        pool=[each for each in everybody if each.asks_consent],
        openings=openings.every_opening(db),
        documents=retention.documents(db),
        presets=PRESETS,
        rejected=rejected,
        findings=findings,
        typed=request.form,
        gone=gone(db),
        day=lambda day: long_date(day, g.language),
    )


def gone(db: Connection) -> dict[str, int] | None:
    """Return how much was erased just now of whom the address names; else none."""
    number = request.args.get("erased", "")
    return (
        erasing.erased(db, int(number))
        if number.isascii() and number.isdecimal() and len(number) < 19 and int(number) <= MOST_ID
        else None
    )


@blueprint.post("/retention/openings/<int:opening_id>")
@for_managers
def choose(opening_id: int) -> ResponseReturnValue:
    """Choose how long an opening's candidates are kept."""
    preset = chosen(request.form, "preset", PRESET_IDS, "EU_default")
    document = " ".join(request.form.get("document", "").split())
    with writing() as db:
        if openings.opening(db, opening_id) is None:
            abort(404)
        findings = document_findings(PRESETS[preset], document)
        if not findings:
            retention.choose(db, opening_id, preset, document, by_me())
    if findings:
        return page(f"opening-{opening_id}", findings), 422
    return redirect(url_for(".show") + f"#opening-{opening_id}", 303)


def document_findings(preset: Preset, document: str) -> tuple[Finding, ...]:
    """Return what is wrong with the name of the document that a preset rests on."""
    if preset.needs == "document" and not document:
        words = say("this preset needs a document: name the written assessment that it rests on")
        return (error(FORM, "document", words),)
    if len(document) > MOST_DOCUMENT or CONTROL.search(document):
        return (error(FORM, "document", say("a document's name has at most %(most)s signs, all of them printable", most=MOST_DOCUMENT)),)  # fmt: skip
    return ()


@blueprint.post("/retention/candidates/<int:candidate_id>")
@for_managers
def agree(candidate_id: int) -> ResponseReturnValue:
    """Note on which day a candidate agreed to be kept in the talent pool; an empty day takes it back."""
    typed = request.form.get("consent", "").strip()
    day, findings = read_day(typed)
    with writing() as db:
        if candidates.candidate(db, candidate_id) is None:
            abort(404)
        if not findings:
            retention.agree(db, candidate_id, day, by_me())
    if findings:
        return page(f"candidate-{candidate_id}", findings), 422
    return redirect(url_for(".show") + "#pool", 303)


def read_day(typed: str) -> tuple[date | None, tuple[Finding, ...]]:
    """Return the day that was typed, none for nothing, or what is wrong with it."""
    if not typed:
        return None, ()
    try:
        day = iso_date(typed)
    except ValueError as problem:
        return None, (error(FORM, "day", say(str(problem))),)
    if day > now().astimezone(UTC).date():
        return None, (error(FORM, "day", say("this day is still to come")),)
    return day, ()


@blueprint.get("/candidates/<int:candidate_id>/erase")
@for_managers
def ask(candidate_id: int) -> str:
    """Tell what erasing a candidate means, and ask for the code name."""
    return asked(found(reading(), candidate_id), ())


def found(db: Connection, candidate_id: int) -> Candidate:
    """Return a candidate; 404 for none."""
    return candidates.candidate(db, candidate_id) or abort(404)


def asked(candidate: Candidate, findings: tuple[Finding, ...]) -> str:
    """Return the page that asks whether to erase a candidate."""
    db = reading()
    return render_template(
        "retention/erase.html",
        candidate=candidate,
        opening=openings.opening(db, candidate.opening_id),
        cards=sum(seat.card_id is not None for seat in candidates.seats_of(db, [candidate.id])),
        backups=erasing.backups_since(db, candidate.created_at),
        findings=findings,
        typed=request.form.get("code_name", ""),
    )


@blueprint.post("/candidates/<int:candidate_id>/erase")
@for_managers
def erase(candidate_id: int) -> ResponseReturnValue:
    """Erase a candidate whose code name was typed; what is left of them in the file is cleared at once."""
    typed = " ".join(request.form.get("code_name", "").split())
    with writing() as db:
        candidate = found(db, candidate_id)
        findings = erase_findings(candidate, typed)
        if not findings:
            erasing.erase(db, candidate_id, by_me())
    if findings:
        return asked(candidate, findings), 422
    try:
        erasing.scrub(database())
        waits = None
    except Unavailable:
        waits = "1"
    return redirect(url_for(".show", erased=candidate_id, waits=waits), 303)


def erase_findings(candidate: Candidate, typed: str) -> tuple[Finding, ...]:
    """Return why a candidate is not erased."""
    if candidate.hold:
        return (error(FORM, "held", say("this candidate is on hold: end the hold first")),)
    if typed.casefold() != " ".join(candidate.code_name.split()).casefold():
        return (error(FORM, "code_name", say("type the code name as it stands above")),)
    return ()
