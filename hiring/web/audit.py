"""The audit for managers: who did what and when, in words; it is only added to."""

from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import Connection

from hiring.findings import Said, say
from hiring.storage import audit
from hiring.storage.audit import Act
from hiring.storage.audit_names import abouts, told_to
from hiring.web.access import for_managers, known_id, me, reading

blueprint = Blueprint("audit", __name__)
AT_ONCE = 100
WORDS: dict[tuple[str, str], Said] = {
    ("add", "candidate"): say("Candidate added"),
    ("add", "person"): say("Person added"),
    ("agree", "candidate"): say("Consent to the talent pool noted"),
    ("assign", "seat"): say("Interviewer assigned"),
    ("back", "candidate"): say("Withdrawal undone"),
    ("backup", "database"): say("Backup made"),
    ("calibrate", "calibration"): say("Calibration finished"),
    ("change", "opening"): say("Opening changed"),
    ("change", "person"): say("Person changed"),
    ("choose", "retention"): say("Retention chosen"),
    ("clear", "interview"): say("Time of an interview cleared"),
    ("close", "opening"): say("Opening closed"),
    ("count", "opening"): say("Counts for the four-fifths rule kept"),
    ("create", "opening"): say("Opening created"),
    ("decide", "candidate"): say("Decision kept"),
    ("disagree", "candidate"): say("Consent to the talent pool taken back"),
    ("drop", "scorecard"): say("Mending given up"),
    ("end", "session"): say("Session ended"),
    ("erase", "candidate"): say("Candidate erased"),
    ("export", "audit"): say("Audit exported"),
    ("export", "candidate"): say("Whole record of a candidate exported"),
    ("export", "opening"): say("Scorecards exported"),
    ("freeze", "kit"): say("Interview kit frozen"),
    ("hold", "candidate"): say("Candidate put on hold"),
    ("leave", "seat"): say("Interviewer taken out of an interview"),
    ("make", "link"): say("One-time link made"),
    ("move", "database"): say("Everything moved to this database"),
    ("open", "scorecard"): say("Scorecard begun"),
    ("rate", "seat"): say("Skills to rate changed"),
    ("release", "candidate"): say("Hold ended"),
    ("reopen", "opening"): say("Opening opened again"),
    ("restore", "database"): say("Backup brought back"),
    ("revise", "scorecard"): say("Score revised"),
    ("schedule", "interview"): say("Interview scheduled"),
    ("sign_in", "session"): say("Signed in"),
    ("submit", "scorecard"): say("Scorecard handed in"),
    ("type_in", "scorecard"): say("Scorecard typed in from paper"),
    ("withdraw", "candidate"): say("Candidate withdrawn"),
    ("withdraw", "link"): say("One-time link withdrawn"),
}


@blueprint.get("/audit")
@for_managers
def show() -> str:
    """Show the latest acts, or those before the one that the address names.

    It names the how manieth of those that the viewer may know of: an id would count the others.
    """
    db = reading()
    typed = request.args.get("before", "")
    before = known_id(int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 20 else None
    which = told_to(me())
    total = audit.count(db, which)
    last = total if before is None else max(0, min(before - 1, total))
    found = audit.acts(db, min(AT_ONCE, last), total - last, which)
    return render_template(
        "audit/list.html",
        rows=rows(db, found),
        first=before is None,
        older=last - AT_ONCE + 1 if last > AT_ONCE else None,
    )


def rows(db: Connection, acts: list[Act]) -> list[dict[str, Any]]:
    """Return acts with their words and what they are about."""
    about = abouts(db, acts)
    return [
        {
            "act": act,
            "words": WORDS.get((act.act, act.kind), Said(f"{act.act} {act.kind}")),
            "about": about[act.id],
        }
        for act in acts
    ]
