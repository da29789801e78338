"""Scorecards: what a person has to rate, the page to fill in, its saves, the check before submitting, submitting."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.exercise_sheet import interviewers_part
from hiring.findings import Finding
from hiring.frozen_kit import FrozenKit, FrozenStage
from hiring.names import teller
from hiring.phrases import phrases
from hiring.scorecard import missing
from hiring.scorecard_fields import (
    EVIDENCE,
    SCORE,
    Fields,
    card_of,
    differing,
    field_findings,
    field_title,
    fields_of,
    picked,
)
from hiring.scorecard_parts import in_page_order, parts
from hiring.storage import my_seats, scorecards
from hiring.storage.scorecards import Card, Stop
from hiring.storage.settings import choose, setting
from hiring.vocabulary import SkillId
from hiring.web.access import by_me, for_people, me, now, reading, writing
from hiring.web.cards import (
    STOPPED,
    about,
    asked_by,
    clock,
    gone,
    is_must_have,
    kit_of,
    new_editor,
    number,
    own_card_or_404,
    touched,
    wanted,
    wants_json,
)
from hiring.web.conflicts import conflict_page, taken
from hiring.web.submitted import submitted_page

blueprint = Blueprint("scorecards", __name__, url_prefix="/scorecards")
GONE: tuple[Stop, ...] = ("left", "withdrawn", "closed")


@blueprint.get("/")
@for_people
def mine() -> str:
    """Show what the reader has to rate, and what they have rated."""
    db = reading()
    return render_template(
        "scorecards/mine.html",
        waiting=my_seats.to_rate(db, me()),
        done=my_seats.done(db, me()),
        now=now(),
        stage_name=teller(g.language, g.library),
    )


@blueprint.post("/begin/<int:seat_id>")
@for_people
def begin(seat_id: int) -> ResponseReturnValue:
    """Open the card of a seat of one's own."""
    with writing() as db:
        if not my_seats.is_open_seat(db, me(), seat_id):
            abort(404)
        card = scorecards.open_card(db, seat_id, by_me())
    return redirect(url_for(".fill", scorecard_id=card), 303)


@blueprint.get("/<int:scorecard_id>")
@for_people
def fill(scorecard_id: int) -> ResponseReturnValue:
    """Show the page of a card; one that is submitted can only be read."""
    card = own_card_or_404(scorecard_id)
    if card.stopped:
        return submitted_page(card)
    return form_page(card, fields_of(card.filled, card.skills), card.version, [])


def form_page(card: Card, fields: Fields, version: int, findings: Sequence[Finding]) -> ResponseReturnValue:
    """Return the page to fill in, with fields as typed and what keeps them from being kept."""
    words = about(card)
    all_parts = parts(words["stage"], card.skills)
    fresh = "saved" in request.args or bool(findings)
    return render_template(
        "scorecards/fill.html",
        **words,
        fields=fields,
        version=version,
        editor=new_editor(),
        parts=all_parts,
        exercise=exercise_of(words["stage"], words["kit"]),
        skills=in_page_order(all_parts),
        done=sum(bool(fields[SCORE + skill]) for skill in card.skills),
        must_have=lambda skill: is_must_have(words["kit"], skill),
        findings=findings,
        by_field={finding.place.path: finding for finding in findings},
        touched=touched(words["kit"], fields) if fresh else {},
        gone=[
            skill
            for skill in words["kit"].rated_in(words["stage"])
            if skill not in card.skills and fields.get(EVIDENCE + skill)
        ],
        keys=setting(reading(), keys_of()) is not False,
    ), 422 if findings else 200


def exercise_of(each: FrozenStage, kit: FrozenKit) -> dict[str, Any] | None:
    """Return the exercise of a stage with all that is hidden from the candidate, if it has one."""
    return interviewers_part(each.exercise, kit.skills, g.language, kit) if each.exercise else None


@blueprint.post("/<int:scorecard_id>")
@for_people
def save(scorecard_id: int) -> ResponseReturnValue:
    """Keep what was typed, or tell what stands in the way; either way nothing typed is lost."""
    card = own_card_or_404(scorecard_id)
    skills = asked_by(card, request.form)
    typed = picked(request.form, skills, fields_of(card.filled, skills))
    return kept(card, skills, typed, typed)


@blueprint.post("/<int:scorecard_id>/settle")
@for_people
def settle(scorecard_id: int) -> ResponseReturnValue:
    """Keep of two versions of a card what was chosen, as long as the other one is still as it was shown."""
    card = own_card_or_404(scorecard_id)
    skills = asked_by(card, request.form)
    own, chosen = taken(request.form, fields_of(card.filled, skills), skills)
    return kept(card, skills, chosen, own)


def kept(card: Card, skills: Sequence[SkillId], fields: Fields, typed: Fields) -> ResponseReturnValue:
    """Keep fields as the next version of a card; where that cannot be, show what was typed with the reason."""
    findings = [*field_findings(fields, skills)]
    if findings:
        return refused(card, typed, findings)
    with writing() as db:
        filled = card_of(fields, skills, card.filled)
        version = scorecards.save(db, card.id, wanted(request.form, filled), now())
        found = None if version is not None else scorecards.own_card(db, me(), card.id) or gone()
    if found is not None:
        return (
            locked(found, found.stopped, skills, typed)
            if found.stopped
            else conflicting(found, skills, typed)
        )
    if wants_json():
        return {"state": "saved", "version": version, "at": clock()}
    then = request.form.get("then", "")
    if then == "check":
        return redirect(url_for(".check", scorecard_id=card.id), 303)
    anchor = f"score-{then}" if then in card.skills else None
    return redirect(url_for(".fill", scorecard_id=card.id, saved=1, _anchor=anchor), 303)


def refused(card: Card, typed: Fields, findings: Sequence[Finding]) -> ResponseReturnValue:
    """Tell what keeps a text from being kept; the page holds it as it was typed."""
    if wants_json():
        told = about(card)["said"]
        return {"state": "refused", "words": [told(finding.message) for finding in findings]}, 422
    return form_page(card, typed, number(request.form.get("version")), findings)


def conflicting(card: Card, skills: Sequence[SkillId], typed: Fields) -> ResponseReturnValue:
    """Tell that another window has kept something else; the page shows both."""
    return ({"state": "conflict"}, 409) if wants_json() else conflict_page(card, skills, typed)


def locked(card: Card, why: Stop, skills: Sequence[SkillId], typed: Fields) -> ResponseReturnValue:
    """Tell why nothing more is kept, and give back what was typed, to be copied."""
    code = 410 if why in GONE else 423
    if wants_json():
        return {"state": "locked", "words": STOPPED[why].told(phrases(g.language).gettext)}, code
    saved = fields_of(card.filled, skills)
    given = [(name, field_title(name), typed[name]) for name in differing(saved, typed) if typed[name]]
    return render_template("scorecards/locked.html", **about(card), given=given), code


@blueprint.get("/<int:scorecard_id>/check")
@for_people
def check(scorecard_id: int) -> ResponseReturnValue:
    """Show a card as it would be submitted, with what it lacks."""
    card = own_card_or_404(scorecard_id)
    return check_page(card) if card.stopped is None else redirect(url_for(".fill", scorecard_id=card.id), 303)


def check_page(card: Card, *, changed: bool = False) -> str:
    """Return the check; `changed` tells that the card is not any more as it was when Submit was pressed."""
    words = about(card)
    fields = fields_of(card.filled, card.skills)
    return render_template(
        "scorecards/check.html",
        **words,
        fields=fields,
        skills=in_page_order(parts(words["stage"], card.skills)),
        lacking=list(missing(card.filled, card.skills)),
        touched=touched(words["kit"], fields),
        changed=changed,
    )


@blueprint.post("/<int:scorecard_id>/submit")
@for_people
def submit(scorecard_id: int) -> ResponseReturnValue:
    """Lock a card as it was shown by the check; show the check again where that cannot be."""
    own_card_or_404(scorecard_id)
    version = number(request.form.get("version"))
    with writing() as db:
        card = scorecards.own_card(db, me(), scorecard_id) or gone()
        whole = (
            card.stopped is None and card.version == version and not any(missing(card.filled, card.skills))
        )
        if whole:
            subject, level = scorecards.subject_and_level(db, card.candidate_id)
            scorecards.submit(db, card, version, level, subject, by_me())
    if card.stopped in GONE:
        return locked(card, card.stopped, card.skills, fields_of(card.filled, card.skills))
    if whole and card.person_id != me().id:  # what was typed in from paper is its rater's from now on
        return redirect(url_for(".mine"), 303)
    if whole or card.stopped:
        return redirect(url_for(".fill", scorecard_id=card.id), 303)
    changed = card.version != version
    return check_page(card, changed=changed), 409 if changed else 422


@blueprint.get("/<int:scorecard_id>/touched")
@for_people
def look(scorecard_id: int) -> ResponseReturnValue:
    """Tell the page's script which texts touch a topic that is not to be asked about."""
    card = own_card_or_404(scorecard_id)
    tell = phrases(g.language).gettext
    found = touched(kit_of(card), fields_of(card.filled, card.skills))
    return {name: [each.told(tell) for each in told] for name, told in found.items()}


@blueprint.post("/keys")
@for_people
def keys() -> ResponseReturnValue:
    """Switch one's own shortcuts of single keys on or off."""
    with writing() as db:
        choose(db, keys_of(), request.form.get("keys") == "on")
    return {"state": "saved"} if wants_json() else redirect(url_for(".mine"), 303)


def keys_of() -> str:
    """Return under which key it is kept whether a person wants shortcuts of single keys."""
    return f"keys:{me().id}"
