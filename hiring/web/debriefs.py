"""The debrief of a candidate, the decision, the dossier, the note for the candidate, and candidates side by side."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.debrief import Choice, Decision, decision_findings, overridden
from hiring.debrief_sheet import make_debrief_sheet
from hiring.findings import Finding, Place, error, say
from hiring.formats import FORMATS, document_file
from hiring.record import Record
from hiring.scoring import floors, overall, skill_means, suggest
from hiring.storage import openings
from hiring.storage.records import Debriefed, compared, debriefed, decide
from hiring.vocabulary import CONTROL
from hiring.web.access import by_me, for_managers, for_people, me, reading, writing
from hiring.web.choices import known
from hiring.web.downloads import download

blueprint = Blueprint("debriefs", __name__)
CHOICES: tuple[Choice, ...] = ("hire", "decline")
MOST_REASON = 4000
FORM = Place("form")


@blueprint.get("/candidates/<int:candidate_id>/debrief")
@for_people
def show(candidate_id: int) -> ResponseReturnValue:
    """Show the debrief, or who is still awaited while it is closed to the reader."""
    return page(found(candidate_id), {}, [])


def found(candidate_id: int) -> Debriefed:
    """Return a candidate who concerns the reader; 404 for every other."""
    return debriefed(reading(), me(), candidate_id) or abort(404)


def page(candidate: Debriefed, typed: dict[str, str], findings: list[Finding]) -> ResponseReturnValue:
    """Return the debrief page, with the decision as typed and what it lacks."""
    if candidate.record is None:
        return render_template(
            "debriefs/closed.html", candidate=candidate, typed=typed
        ), 409 if typed else 200
    record = candidate.record
    code = 422 if findings else 200
    return render_template(
        "debriefs/show.html",
        candidate=candidate,
        facts=make_debrief_sheet(record, g.language),
        record=record,
        typed=typed,
        findings=findings,
        reasons_needed={choice: list(overridden(choice, *suggested(record))) for choice in CHOICES},
        most=MOST_REASON,
    ), code


def suggested(record: Record) -> tuple[Any, Any]:
    """Return what the scores suggest, and the floors that are broken."""
    means = skill_means(record.ratings)
    broken = floors(record.kit.weights, means)
    weights = {weight.skill: weight.weight for weight in record.kit.weights}
    return suggest(overall(weights, means), broken), broken


@blueprint.post("/candidates/<int:candidate_id>/decision")
@for_managers
def decision(candidate_id: int) -> ResponseReturnValue:
    """Keep a named person's decision with its reason, made on the record as it was shown."""
    typed = {
        name: request.form.get(name, "") for name in ("who", "choice", "reason", "override", "record_hash")
    }
    choice = next((each for each in CHOICES if each == typed["choice"]), None)
    made = Decision(typed["who"].strip(), choice, _lines(typed["reason"]), _lines(typed["override"]))
    with writing() as db:
        candidate = debriefed(db, me(), candidate_id) or abort(404)
        record = candidate.record
        findings = (
            []
            if record is None
            else [*length_findings(typed), *decision_findings(made, *suggested(record), FORM)]
        )
        if record is not None and not findings and typed["record_hash"] != record.hash:
            findings = [
                error(FORM, "changed", say("the record has changed since you opened the page; read it again"))
            ]
        if record is not None and not findings:
            decide(db, candidate_id, made, record.hash, by_me())
    if record is None or findings:
        return page(candidate, typed, findings)
    return redirect(url_for(".show", candidate_id=candidate_id) + "#decision", 303)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def length_findings(typed: dict[str, str]) -> list[Finding]:
    """Return what is too long, or holds signs that no text may hold."""
    found = []
    for name, most in (("who", 200), ("reason", MOST_REASON), ("override", MOST_REASON)):
        place = Place("form", path=name)
        if len(typed[name]) > most:
            found.append(
                error(
                    place,
                    "long",
                    say("at most %(most)s characters; this has %(count)s", most=most, count=len(typed[name])),
                )
            )
        elif CONTROL.search(_lines(typed[name])):
            found.append(error(place, "control", say("a control character stands in the text; remove it")))
    return found


@blueprint.get("/candidates/<int:candidate_id>/<any(debrief, dossier):document>.<kind>")
@for_people
def files(candidate_id: int, document: str, kind: str) -> ResponseReturnValue:
    """Give the debrief or the whole dossier as a file."""
    from hiring.dossier import make_dossier

    known(kind, FORMATS)
    record = found(candidate_id).record or abort(404)
    facts = (
        make_dossier(record, g.language) if document == "dossier" else make_debrief_sheet(record, g.language)
    )
    content = document_file(document, kind, facts, g.language, g.library.own)
    return download(content, f"{document}-{candidate_id}-{record.hash[:12]}-{g.language}.{kind}", kind)


@blueprint.get("/candidates/<int:candidate_id>/feedback.<kind>")
@for_managers
def feedback(candidate_id: int, kind: str) -> ResponseReturnValue:
    """Give the note for the candidate as a file."""
    from hiring.feedback_sheet import make_feedback_sheet

    known(kind, FORMATS)
    candidate = found(candidate_id)
    record = candidate.record or abort(404)
    opening = openings.opening(reading(), candidate.opening_id) or abort(404)
    facts = make_feedback_sheet(record, g.language, opening.brief.get("contact"))
    return download(
        document_file("feedback", kind, facts, g.language, g.library.own),
        f"feedback-{candidate_id}-{g.language}.{kind}",
        kind,
    )


@blueprint.get("/openings/<int:opening_id>/candidates")
@for_managers
def side_by_side(opening_id: int) -> ResponseReturnValue:
    """Show the candidates of an opening beside each other, without those who are still closed to the reader."""
    from hiring.side_by_side import compare

    opening = openings.opening(reading(), opening_id) or abort(404)
    every = compared(reading(), me(), opening_id)
    shown = [each for each in every if each.readable and each.given]
    comparison = compare({each.code_name: (each.kit, each.given) for each in shown})
    kits = {each.kit.hash for each in shown}
    return render_template(
        "debriefs/side_by_side.html",
        opening=opening,
        comparison=comparison,
        kit=shown[0].kit if shown else None,
        kits=kits,
        ids={each.code_name: each.candidate_id for each in every},
        waiting=[each.code_name for each in every if not each.readable],
        unrated=[each.code_name for each in every if each.readable and not each.given],
        withdrawn={each.code_name for each in every if each.withdrawn},
    )
