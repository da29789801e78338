"""A submitted scorecard: to be read, a slip in it mended while one is blind, or a rating changed with a reason."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from hiring.findings import Finding, Place, error, say
from hiring.scorecard import CARD, Rated
from hiring.scorecard_fields import SCORES, fields_of
from hiring.scorecard_parts import in_page_order, parts
from hiring.scoring import Rating, Revision, revision_findings
from hiring.storage import mending, scorecards
from hiring.storage.scorecards import Card
from hiring.vocabulary import CONTROL, SkillId
from hiring.web.access import by_me, for_people, me, reading, writing
from hiring.web.cards import about, gone, own_card_or_404

blueprint = Blueprint("submitted", __name__, url_prefix="/scorecards")
MOST_REASON = 2000
BLANK = ("", "", "")
PLACE = Place(CARD)


def submitted_page(
    card: Card, findings: Sequence[Finding] = (), typed: tuple[str, str, str] = BLANK
) -> ResponseReturnValue:
    """Return a card to be read, with what can still be done to it; `typed` is a skill, its new score and the reason."""
    words = about(card)
    db, final = reading(), card.final or card.person_id != me().id
    sees_others = not final and mending.sees_others(db, me(), card.candidate_id)
    return render_template(
        "scorecards/submitted.html",
        **words,
        fields=fields_of(card.filled, card.skills),
        skills=in_page_order(parts(words["stage"], card.skills)),
        revised=scorecards.revisions_of(db, [card.id]),
        mends=not final and not sees_others and not mending.had_read(db, me(), card.candidate_id),
        revises=sees_others,
        findings=findings,
        typed=typed,
        most=MOST_REASON,
    ), 422 if findings else 200


@blueprint.post("/<int:scorecard_id>/mend")
@for_people
def mend(scorecard_id: int) -> ResponseReturnValue:
    """Open a submitted card again as a new one while nothing of others can be read; else tell what can be done."""
    own_card_or_404(scorecard_id)
    with writing() as db:
        card = scorecards.own_card(db, me(), scorecard_id) or gone()
        mended = mending.mend(db, me(), card, by_me())
    if mended is not None:
        return redirect(url_for("scorecards.fill", scorecard_id=mended), 303)
    words = say("Others' ratings can be read by now, or could be: change a rating instead, with a reason.")
    final = say("This card cannot be changed any more.")
    return submitted_page(card, [error(PLACE, "too-late", final if card.final else words)])


@blueprint.post("/<int:scorecard_id>/leave")
@for_people
def leave(scorecard_id: int) -> ResponseReturnValue:
    """Give up what mends a submitted card, and leave that one as it was."""
    card = own_card_or_404(scorecard_id)
    with writing() as db:
        left = mending.leave_as_it_was(db, card, by_me())
    there = url_for("scorecards.mine") if left else url_for("scorecards.fill", scorecard_id=card.id)
    return redirect(there, 303)


@blueprint.post("/<int:scorecard_id>/revise")
@for_people
def revise(scorecard_id: int) -> ResponseReturnValue:
    """Put another score beside the first one of a skill, with a reason."""
    own_card_or_404(scorecard_id)
    skill, score = request.form.get("skill", ""), request.form.get("score", "")
    reason = request.form.get("reason", "").replace("\r\n", "\n").replace("\r", "\n")
    with writing() as db:
        card = scorecards.own_card(db, me(), scorecard_id) or gone()
        if skill not in card.skills:
            abort(404)
        findings = list(revise_findings(db, card, skill, score, reason))
        if not findings:
            scorecards.revise(db, card, skill, SCORES[score], reason, by_me())
    if findings:
        return submitted_page(card, findings, (skill, score, reason))
    return redirect(url_for("scorecards.fill", scorecard_id=card.id, _anchor=f"score-{skill}"), 303)


def revise_findings(db: Connection, card: Card, skill: SkillId, score: str, reason: str) -> Iterator[Finding]:
    """Yield why a score cannot be changed so."""
    shut = card.final or card.person_id != me().id
    if shut or not mending.sees_others(db, me(), card.candidate_id):
        yield error(PLACE, "too-early", say("A rating of this card cannot be changed now."))
        return
    first = card.filled.ratings.get(skill, Rated()).score
    last = {each.skill: each.score for each in scorecards.revisions_of(db, [card.id])}.get(skill, first)
    if score not in SCORES:
        yield error(PLACE, "choice", say("Choose the score that it becomes."))
    elif SCORES[score] == last:
        yield error(PLACE, "same", say("That is the score already."))
    else:
        changed = Rating("", card.stage, skill, first, "", Revision(SCORES[score], reason))
        yield from revision_findings(changed, PLACE)
    if len(reason) > MOST_REASON:
        words = say("%(count)s characters; at most %(most)s are kept", count=len(reason), most=MOST_REASON)
        yield error(PLACE, "limit", words)
    if CONTROL.search(reason):
        yield error(PLACE, "control", say("a control character stands in the text; remove it"))
