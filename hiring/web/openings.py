"""Openings: what is being hired for, whose scorecards are overdue, the kit, and the candidates."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import Connection

from hiring import render, yaml_reader
from hiring.brief import Brief
from hiring.code_names import suggested, tells_who
from hiring.findings import Finding, HiringError, Place, error, say
from hiring.formats import POSTING_FORMATS, posting_file
from hiring.frozen_kit import FrozenKit
from hiring.posting import make_posting, read_brief
from hiring.storage import candidates, openings, scorecards
from hiring.storage.openings import NewOpening, Opening
from hiring.storage.owed import owed
from hiring.vocabulary import CONTROL
from hiring.web.access import by_me, for_managers, now, reading, writing
from hiring.web.choices import known
from hiring.web.downloads import download
from hiring.web.forms import FormSheet
from hiring.web.kits import Request
from hiring.web.loops import read_loops
from hiring.web.opening_kits import found, freeze_now, kit_now, shortfalls_in
from hiring.web.postings import fitted_form, form_page
from hiring.web.reminders import reminders, stage_name
from hiring.web.rows import Selection

blueprint = Blueprint("openings", __name__, url_prefix="/openings")
FORM = Place("form")
MOST_CODE_NAME, MOST_NAME = 60, 200


@blueprint.get("/")
@for_managers
def every() -> str:
    """Show all openings, the open ones first, and whose scorecards are overdue."""
    db, at = reading(), now()
    late = [card for card in owed(db, at) if card.lateness(at) == "overdue"]
    return render_template(
        "openings/every.html",
        openings=sorted(openings.every_opening(db), key=lambda opening: opening.closed_at is not None),
        candidates=candidates.counts(db),
        overdue=Counter(card.opening_id for card in late),
        reminders=list(reminders(late)),
        stage_name=stage_name,
    )


@blueprint.get("/new")
@for_managers
def new() -> str:
    """Show the page for a brief as YAML."""
    return brief_page([])


def brief_page(findings: Sequence[Finding]) -> str:
    """Return the page for a brief as YAML with what is to be mended in it."""
    typed = request.form.get("brief", "").replace("\r\n", "\n")
    return render_template("openings/new.html", findings=findings, typed=typed)


@blueprint.post("/new")
@for_managers
def open_form() -> ResponseReturnValue:
    """Open the job that the posting form describes, or show the form again with what is to be mended."""
    form = fitted_form()
    sheet = form.sheet(g.library.skill_model(Selection.read(form.values, g.language).level))
    brief, findings = read_brief(sheet, g.library)
    return (form_page(form, findings), 422) if brief is None else opened(brief)


@blueprint.post("/brief")
@for_managers
def open_brief() -> ResponseReturnValue:
    """Open the job that a brief as YAML describes, or tell every mistake in it with its line."""
    if request.form.get("action") == "stay":
        return brief_page([])
    try:
        brief, findings = read_brief(
            yaml_reader.parse(request.form.get("brief", ""), "brief.yaml"), g.library
        )
    except HiringError as problem:
        brief, findings = None, problem.findings
    return (brief_page(findings), 422) if brief is None else opened(brief)


def opened(brief: Brief) -> ResponseReturnValue:
    """Keep a new opening and lead to it."""
    title = brief.title or g.library.skill_model(brief.level).title[brief.language]
    data = brief.model_dump(mode="json", exclude_none=True)
    made = NewOpening(str(title), brief.company, brief.language, brief.level, brief.motion, data)
    with writing() as db:
        opening_id = openings.just_made(db, made, by_me()) or openings.create(db, made, by_me())
    return redirect(url_for(".show", opening_id=opening_id), 303)


@blueprint.get("/<int:opening_id>")
@for_managers
def show(opening_id: int) -> str:
    """Show an opening: posting, kit, candidates."""
    return page(opening_id, [])


def page(opening_id: int, findings: Sequence[Finding]) -> str:
    """Return an opening's page, with what was wrong in a form of it and all that was typed."""
    db = reading()
    opening = found(db, opening_id)
    kits = openings.kits_of(db, opening_id)
    loops = read_loops(db, opening_id, kits)
    made = kit_now(opening)
    return render_template(
        "openings/show.html",
        opening=opening,
        kits=kits,
        made=made,
        changed=bool(kits and made.kit and made.kit.hash != kits[0].hash),
        kit_address=kit_address(opening),
        shortfalls_in=shortfalls_in,
        loops=loops,
        at=now(),
        has_debriefs="debriefs.show" in current_app.view_functions,
        suggestion=suggested(opening.language, [loop.candidate.code_name for loop in loops]),
        typed=request.form,
        findings=findings,
    )


def kit_address(opening: Opening) -> dict[str, Any]:
    """Return what the address of the kit's own page holds for an opening."""
    return {
        "level": opening.level, "motion": opening.motion, "language": opening.language, "form": opening.form,
        "seed": opening.seed, "stages": opening.brief.get("stages"), "title": opening.title, "company": opening.company,
        "swap": [f"{old}={new}" for old, new in opening.swaps], "contact": opening.brief.get("contact"),
    }  # fmt: skip


@blueprint.get("/<int:opening_id>/posting")
@blueprint.get("/<int:opening_id>/posting.<kind>")
@for_managers
def posting(opening_id: int, kind: str = "") -> ResponseReturnValue:
    """Show the posting, or give it as a file."""
    opening = found(reading(), opening_id)
    brief, findings = read_brief(FormSheet(dict(opening.brief)), g.library)
    if brief is None:
        return render_template(
            "openings/paper.html", opening=opening, document="posting", findings=findings
        ), 422
    made, own = make_posting(brief, g.library), g.library.own
    if kind:
        known(kind, POSTING_FORMATS)
        content = posting_file(kind, made, brief, own, now().date())
        return download(content, f"posting-{opening.id}-{opening.language}.{kind}", kind)
    body: Markup = render.html(render.document("posting", {"posting": made.as_dict()}, brief.language, own))
    return render_template("openings/paper.html", opening=opening, document="posting", body=body)


@blueprint.post("/<int:opening_id>/<any(close, reopen):act>")
@for_managers
def change(opening_id: int, act: str) -> ResponseReturnValue:
    """Close an opening, or open it again."""
    with writing() as db:
        openings.close(db, found(db, opening_id).id, by_me(), closed=act == "close")
    return redirect(url_for(".show", opening_id=opening_id), 303)


@blueprint.post("/kit")
@for_managers
def use_kit() -> ResponseReturnValue:
    """Use a kit as its page shows it for an opening that has no candidate yet."""
    typed, wanted = request.form.get("opening", ""), Request.read(request.form)
    opening_id = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
    with writing() as db:
        opening = found(db, opening_id)
        findings = kit_findings(opening, wanted)
        if not findings:
            brief = {name: value for name, value in opening.brief.items() if name != "stages"}
            brief |= {"stages": list(wanted.wish.stages)} if wanted.wish.stages else {}
            openings.change(
                db, opening_id, by_me(), form=wanted.wish.form, seed=wanted.wish.seed,
                swaps=[list(swap) for swap in wanted.swaps], brief=brief,
            )  # fmt: skip
    if findings:
        return page(opening_id, findings), 422
    return redirect(url_for(".show", opening_id=opening_id) + "#kit", 303)


def kit_findings(opening: Opening, wanted: Request) -> list[Finding]:
    """Return why a kit cannot be used for an opening."""
    if opening.closed_at:
        return [closed()]
    if opening.kit_id is not None:
        return [error(FORM, "frozen", say("the kit of this opening is frozen: it has candidates already"))]
    if (opening.level, opening.motion) != (wanted.wish.level, wanted.wish.motion):
        return [error(FORM, "other-job", say("this kit is for another level or motion"))]
    try:
        wanted.kit()
    except HiringError as problem:
        return problem.findings
    return []


def closed() -> Finding:
    """Return what tells that nothing is added to a closed opening."""
    return error(FORM, "closed", say("this opening is closed; open it again first"))


@blueprint.post("/<int:opening_id>/candidates")
@for_managers
def add(opening_id: int) -> ResponseReturnValue:
    """Add a candidate; the first one freezes the kit."""
    code_name, real_name = (
        " ".join(request.form.get(name, "").split()) for name in ("code_name", "real_name")
    )
    candidate_id = 0
    with writing() as db:
        opening = found(db, opening_id)
        taken = [each.code_name for each in candidates.candidates_of(db, opening_id)]
        findings = [closed()] if opening.closed_at else list(name_findings(code_name, real_name, taken))
        if not findings:
            try:
                candidate_id = added(db, opening, code_name, real_name)
            except HiringError as problem:
                findings = problem.findings
    if findings:
        return page(opening_id, findings), 422
    return redirect(url_for("candidates.show", candidate_id=candidate_id), 303)


def added(db: Connection, opening: Opening, code_name: str, real_name: str) -> int:
    """Keep a candidate with an interview for each stage of the latest frozen kit, or of the kit frozen now."""
    if opening.kit_id is None:
        kit_id, kit = freeze_now(db, opening)
    else:
        kit_id = opening.kit_id
        kit = FrozenKit.model_validate_json(scorecards.kit_content(db, kit_id))
    made = candidates.add_candidate(db, opening.id, kit_id, code_name, real_name, by_me())
    stages = [(each.stage.id, each.stage.minutes.total) for each in kit.stages]
    candidates.add_interviews(db, made, stages)
    return made


def name_findings(code_name: str, real_name: str, taken: Sequence[str]) -> Iterator[Finding]:
    """Yield what is wrong with a new candidate's names."""
    place, real = Place("form", path="code_name"), Place("form", path="real_name")
    if not code_name:
        yield error(place, "name", say("a candidate needs a code name"))
    for where, name, most in ((place, code_name, MOST_CODE_NAME), (real, real_name, MOST_NAME)):
        if len(name) > most or CONTROL.search(name):
            yield error(
                where, "name", say("a name has at most %(most)s signs, all of them printable", most=most)
            )
    if code_name.casefold() in {name.casefold() for name in taken}:
        yield error(place, "name", say("%(name)s is the code name of another candidate here", name=code_name))
    if tells_who(code_name, real_name):
        words = say("a code name must not tell who it is: take no name and no initials")
        yield error(place, "telling", words)
