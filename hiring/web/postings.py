"""The posting form: fill, choose and reword lines, look at the posting, take it along."""

from datetime import date
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from hiring import render, yaml_reader
from hiring.brief import JURISDICTIONS, Brief
from hiring.findings import Finding, HiringError, Said, say
from hiring.formats import POSTING_FORMATS, posting_text
from hiring.posting import MOST, make_posting, read_brief
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
from hiring.web.rows import Selection

blueprint = Blueprint("postings", __name__)
open_here(blueprint)


@blueprint.get("/posting")
def start() -> str:
    """Show the form for a level and motion."""
    selection = Selection.read(request.args.to_dict(), g.language)
    return form_page(new_form(selection, g.library.skill_model(selection.level)))


@blueprint.post("/posting")
def work() -> ResponseReturnValue:
    """Do what the pressed button says: load other lines, move one, show the posting, or give it as a file."""
    if request.form.get("action") == "open":
        return open_brief(request.form.get("brief", ""))
    form = fitted_form()
    if "move" in request.form:
        return form_page(with_blank_rows(moved(form, request.form["move"])))
    if request.form.get("action") not in {"preview", "kit", "yaml", *POSTING_FORMATS}:
        return form_page(with_blank_rows(form))
    return checked(form, request.form["action"])


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


def checked(form: PostingForm, action: str) -> ResponseReturnValue:
    """Show the posting or give it as a file; with mistakes show the form again and everything typed in it."""
    sheet = form.sheet(g.library.skill_model(Selection.read(form.values, g.language).level))
    brief, findings = read_brief(sheet, g.library)
    if brief is None:
        return form_page(form, findings), 422
    if action == "kit":
        return redirect(url_for("kits.show", **kit_of(brief)), 303)
    if action == "yaml":
        return download(brief_yaml(sheet), "brief.yaml", "yaml")
    posting, own, today = make_posting(brief, g.library), g.library.own, date.today()  # noqa: DTZ011
    if action == "preview":
        body = render.html(render.document("posting", {"posting": posting.as_dict()}, brief.language, own))
        return form_page(with_blank_rows(form), findings, preview=body)
    text = posting_text(action, posting, brief, own, today)
    return download(text, f"posting-{brief.level}-{brief.language}.{action}", action)


def kit_of(brief: Brief) -> dict[str, Any]:
    """Return what the address of a brief's interview kit holds."""
    names = ("level", "motion", "language", "stages", "title", "company", "contact")
    return {name: getattr(brief, name) for name in names if getattr(brief, name)}


def open_brief(text: str) -> ResponseReturnValue:
    """Fill the form from a brief pasted as YAML, or say where it is wrong."""
    try:
        brief, findings = read_brief(yaml_reader.parse(text, "brief.yaml"), g.library)
    except HiringError as problem:
        brief, findings = None, problem.findings
    if brief is None:
        return form_page(fitted_form(), pasted_findings=findings), 422
    return form_page(form_of_brief(brief, g.library.skill_model(brief.level)), pasted="")


def form_page(
    form: PostingForm,
    findings: list[Finding] | None = None,
    preview: Markup | None = None,
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
        preview=preview,
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
    return name if rest[:1].isdecimal() else path


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
