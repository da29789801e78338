"""Reading an old posting: what it asks for, what it leaves out, what to mend; nothing is kept."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from hiring.brief import Brief
from hiring.findings import Said, say
from hiring.posting_plain import MOST_LINTED, plain_text
from hiring.vocabulary import CONTROL
from hiring.web.access import open_here
from hiring.web.forms import form_of_brief
from hiring.web.postings import form_page
from hiring.web.practice.reading import quoted, spans_of
from hiring.web.security import take_a_text

if TYPE_CHECKING:
    from hiring.lint_finding import LintFinding

blueprint = Blueprint("read_posting", __name__)
open_here(blueprint)
LEAST_WORDS = 5
MOST_BYTES = 1_000_000
WEIGHT = ("error", "warning", "info")


@blueprint.get("/read")
def ask() -> ResponseReturnValue:
    """Show where to paste a posting."""
    return page("")


@blueprint.post("/read")
@take_a_text(MOST_BYTES)
def show() -> ResponseReturnValue:
    """Show what a pasted posting asks for and leaves out, or begin a brief with it."""
    text = plain_text(request.form.get("text", ""))
    if request.form.get("action") == "stay":
        return page(text)
    if mistake := wrong(text):
        return page(text, mistake)
    return begin(text) if request.form.get("action") == "start" else result(text)


def page(text: str, mistake: Said | None = None) -> ResponseReturnValue:
    """Return the form, as typed and with what has to be mended."""
    shown = render_template("read_posting/ask.html", text=text, mistake=mistake, most=MOST_LINTED)
    return shown, 422 if mistake else 200


def wrong(text: str) -> Said | None:
    """Return what keeps a text from being read as a posting."""
    if len(text) > MOST_LINTED:
        return say("At most %(most)s characters; there are %(count)s", most=MOST_LINTED, count=len(text))
    if CONTROL.search(text):
        return say("There are signs in it that cannot be shown; type them anew")
    if len(text.split()) < LEAST_WORDS:
        return say("Paste the whole text of the posting; this is too short to read anything from it.")
    return None


def result(text: str) -> str:
    """Return what was read, what is left out, and what the lint reports."""
    from hiring.posting_gaps import posting_gaps
    from hiring.posting_lint import lint_text
    from hiring.posting_reading import marked, read_posting

    reading = read_posting(text, g.library)
    found = lint_text(text, reading.language, g.library)
    to_mend = [span for finding in found for span in finding.spans]
    return render_template(
        "read_posting/show.html",
        text=text,
        most=MOST_LINTED,
        reading=reading,
        gaps=posting_gaps(text, reading, g.library),
        quoted=lambda spans: quoted(text, spans),
        pieces=marked(text, spans_of(reading) | {"mend": to_mend}),
        findings=by_rule(found),
    )


def by_rule(found: Sequence["LintFinding"]) -> list[list["LintFinding"]]:
    """Return the findings of each rule together, the gravest rules first."""
    ranked = sorted(found, key=lambda each: (WEIGHT.index(each.severity), each.rule))
    return [list(group) for _, group in groupby(ranked, key=lambda each: each.rule)]


def begin(text: str) -> ResponseReturnValue:
    """Show the posting form with what the posting surely tells, the rest left open."""
    from hiring.brief_from_posting import start_of
    from hiring.posting_reading import read_posting

    start = start_of(text, read_posting(text, g.library), g.library)
    brief = Brief.model_validate(start.filled())
    form = form_of_brief(brief, g.library.skill_model(brief.level))
    open_keys = [key for key in start.holes if key not in {"level", "motion"}]
    return form_page(replace(form, values={**form.values, **dict.fromkeys(open_keys, "")}), pasted="")
