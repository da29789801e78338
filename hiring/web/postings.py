"""The posting form: fill, choose and reword lines, look at the posting, take it along."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from hiring import yaml_reader
from hiring.brief import JURISDICTIONS, Brief
from hiring.findings import Finding, HiringError, Said, say
from hiring.formats import POSTING_FORMATS, posting_body, posting_file
from hiring.posting import MOST, VARIANTS, read_brief
from hiring.short_posting import LENGTHS, TEMPLATES, LeftOut, Length, posting_of
from hiring.web.access import open_here
from hiring.web.downloads import download
from hiring.web.forms import (
    PostingForm,
    brief_yaml,
    form_of_brief,
    moved,
    new_form,
    read_form,
    refitted,
    with_blank_rows,
)
from hiring.web.labels import LABELS
from hiring.web.ready import of_address
from hiring.web.rows import Selection

if TYPE_CHECKING:
    from hiring.web.finding_acts import Act
    from hiring.web.posting_findings import Studio

blueprint = Blueprint("postings", __name__)
open_here(blueprint)
ACTS = ("mend", "waive", "take_back")  # the buttons of a finding's card


@dataclass(frozen=True)
class Seen:
    """What stands beside the form: what to look at, the posting and what it leaves out, what a card's button did."""

    studio: "Studio | None"
    posting: Markup | None = None
    act: "Act | None" = None
    left_out: Sequence[LeftOut] = ()


@blueprint.get("/posting")
def start() -> str:
    """Show the form for a level and motion; the answers of the readiness check that led here go with it."""
    selection = Selection.read(request.args.to_dict(), g.language)
    form = new_form(selection, g.library.skill_model(selection.level))
    if answers := of_address(request.args.get("readiness", "")):
        form.values["carried"] = json.dumps({"readiness": answers})
    return form_page(form)


@blueprint.post("/posting")
def work() -> ResponseReturnValue:
    """Do what the pressed button says: load other lines, move one, show the posting, or give it as a file."""
    if request.form.get("action") == "open":
        return open_brief(request.form.get("brief", ""))
    form = fitted_form()
    if "move" in request.form:
        return form_page(with_blank_rows(moved(form, request.form["move"])))
    if any(name in request.form for name in ACTS):
        return acted(form)
    if request.form.get("action") not in {"preview", "kit", "yaml", *POSTING_FORMATS}:
        return form_page(with_blank_rows(form))
    return checked(form, request.form["action"])


@blueprint.post("/posting/findings")
def look() -> str:
    """Return what to look at in the form as it is typed so far."""
    form = fitted_form()
    selection = Selection.read(form.values, g.language)
    return render_template(
        "postings/findings.html", studio=looked_at(form), selection=selection, label_of=label_of, live=True
    )


def looked_at(form: PostingForm) -> "Studio | None":
    """Return what to look at in a form today."""
    from hiring.web.posting_findings import studied

    return studied(form, g.library, date.today())  # noqa: DTZ011 - the day on the reader's own calendar


def acted(form: PostingForm) -> ResponseReturnValue:
    """Do what a card's button says and show the form again, with the posting where it was shown."""
    from hiring.web.finding_acts import act

    done = act(form, request.form, looked_at(form))
    if "shown" in request.form:
        return checked(done.form, "preview", done)
    form = with_blank_rows(done.form)
    return form_page(form, seen=Seen(looked_at(form), act=done))


def fitted_form() -> PostingForm:
    """Return the form as typed, with other lines where another level, motion or language was chosen."""
    form = read_form(request.form)
    made_for = Selection.parse(request.form.get("made_for", ""), g.language)
    now = Selection.read(form.values, g.language)
    if now == made_for and all(form.rows.values()):
        return form
    return refitted(
        form, made_for, now, g.library.skill_model(made_for.level), g.library.skill_model(now.level)
    )


def checked(form: PostingForm, action: str, done: "Act | None" = None) -> ResponseReturnValue:
    """Show the posting or give it as a file; with mistakes show the form again and everything typed in it."""
    sheet = form.sheet(g.library.skill_model(Selection.read(form.values, g.language).level))
    brief, findings = read_brief(sheet, g.library)
    if brief is None:
        return form_page(form, findings), 422
    if action == "kit":
        return redirect(url_for("kits.show", **kit_of(brief)), 303)
    if action == "yaml":
        return download(brief_yaml(sheet), "brief.yaml", "yaml")
    length, own, today = chosen_length(), g.library.own, date.today()  # noqa: DTZ011
    posting, left_out = posting_of(brief, length, g.library)
    if action == "preview":
        from hiring.web.posting_marks import marked_posting

        form = with_blank_rows(form)
        studio = looked_at(form)
        page = (
            posting_body(posting, own, length)
            if length == "short"
            else marked_posting(brief, studio.marks if studio else {}, g.library)
        )
        return form_page(form, findings, Seen(studio, page, done, left_out))
    content = posting_file(action, posting, brief, own, today, length)
    return download(content, f"{TEMPLATES[length]}-{brief.level}-{brief.language}.{action}", action)


def chosen_length() -> Length:
    """Return how long the posting shall be."""
    return next((each for each in LENGTHS if each == request.form.get("length")), LENGTHS[0])


def kit_of(brief: Brief) -> dict[str, Any]:
    """Return what the address of a brief's interview kit holds."""
    names = ("level", "motion", "language", "stages", "title", "company", "contact")
    return {name: getattr(brief, name) for name in names if getattr(brief, name)}


def open_brief(text: str) -> ResponseReturnValue:
    """Fill the form from a brief pasted as YAML, or say where it is wrong."""
    try:
        sheet = yaml_reader.parse(text, "brief.yaml")
        brief, findings = read_brief(sheet, g.library)
    except HiringError as problem:
        brief, findings = None, problem.findings
    if brief is None:
        return form_page(fitted_form(), pasted_findings=findings), 422
    model, variants = g.library.skill_model(brief.level), sheet.data.get(VARIANTS) or ()
    return form_page(form_of_brief(brief, model, variants), pasted="")


def form_page(
    form: PostingForm,
    findings: list[Finding] | None = None,
    seen: Seen | None = None,
    pasted: str | None = None,
    pasted_findings: list[Finding] | None = None,
) -> str:
    """Return the form's page."""
    return render_template(
        "postings/form.html",
        form=form,
        selection=Selection.read(form.values, g.language),
        labels=LABELS,
        jurisdictions=JURISDICTIONS,
        stages=[g.library.stage(stage) for stage in stages_offered(form)],
        findings=sorted(findings or [], key=place_in_form),
        by_field={field_of(finding): finding for finding in reversed(findings or [])},
        field_of=field_of,
        label_of=label_of,
        message_of=message_of,
        seen=seen,
        lengths=LENGTHS,
        length=chosen_length(),
        pasted=request.form.get("brief", "") if pasted is None else pasted,
        pasted_findings=pasted_findings or [],
        most=MOST,
    )


def field_of(finding: Finding) -> str:
    """Return the field that shows a finding: that of its path, or the one that a rule about the whole is nearest to."""
    path = finding.place.path or {"place": "place", "order": "deadline"}.get(finding.rule, "company")
    name, _, rest = path.partition(".")
    if name in MOST and rest:
        return f"{name}.{rest.partition('.')[0]}"
    return name if rest[:1].isdecimal() else re.sub(r"\.[0-9]+$", "", path)


def message_of(finding: Finding) -> Said:
    """Return what is wrong in words that stand behind a field's own name, where a key would say nothing."""
    return say("is empty") if finding.rule == "missing" else finding.message


def stages_offered(form: PostingForm) -> list[str]:
    """Return every stage once: those chosen in their order, then the level's, then the others."""
    usual = g.library.skill_model(Selection.read(form.values, g.language).level).stages
    known = [*(stage for stage in form.stages if stage in g.library.stages), *usual, *g.library.stages]
    return list(dict.fromkeys(known))


def place_in_form(finding: Finding) -> int:
    """Return how far down the form the field of a finding is."""
    names = list(LABELS)
    field = field_of(finding)
    return next((names.index(name) for name in (field, field.partition(".")[0]) if name in names), len(names))


def label_of(path: str) -> Said:
    """Return what the field at a path is called."""
    names = (path, path.partition(".")[0])
    return next((LABELS[name][0] for name in names if name in LABELS), Said(path))
