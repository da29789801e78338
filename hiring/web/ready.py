"""The readiness check as a page."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from hiring.readiness import advise, check_answers
from hiring.web.access import open_here
from hiring.web.forms import FormSheet

blueprint = Blueprint("ready", __name__)
open_here(blueprint)


@blueprint.get("/ready")
def ask() -> str:
    """Show the six questions."""
    return render_template("ready/ask.html", readiness=g.library.readiness, answers={}, findings={})


@blueprint.post("/ready")
def answer() -> ResponseReturnValue:
    """Show the advice, or the questions again with what is missing."""
    readiness = g.library.readiness
    answers = {q.id: request.form[q.id] for q in readiness.questions if request.form.get(q.id)}
    if request.form.get("action") == "stay":
        return render_template("ready/ask.html", readiness=readiness, answers=answers, findings={})
    findings = {f.place.path: f for f in check_answers(answers, FormSheet(answers), readiness)}
    if findings:
        page = render_template("ready/ask.html", readiness=readiness, answers=answers, findings=findings)
        return page, 422
    advice = advise(readiness, answers)
    verdicts = {meaning.id: meaning.name[g.language] for meaning in readiness.verdicts}
    return render_template("ready/advice.html", verdicts=verdicts, advice=advice, answers=answers)
