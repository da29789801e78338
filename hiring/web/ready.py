"""The readiness check as a page."""

from collections.abc import Mapping

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
    return render_template(
        "ready/advice.html", verdicts=verdicts, advice=advice, answers=answers, address=in_address(answers)
    )


def in_address(answers: Mapping[str, str]) -> str:
    """Return answers as an address holds them, one after the other in the order of the questions."""
    return ".".join(answers[question.id] for question in g.library.readiness.questions)


def of_address(text: str) -> dict[str, str]:
    """Return the answers that an address holds; none where they are not those of the questions."""
    questions, given = g.library.readiness.questions, text.split(".")
    answers = {question.id: answer for question, answer in zip(questions, given, strict=False)}
    wrong = any(check_answers(answers, FormSheet(answers), g.library.readiness))
    return {} if wrong or len(given) != len(questions) else answers
