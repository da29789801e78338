"""The interview kit: its page with swaps, its documents, and the panel plan. The address holds all that it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from hiring import render
from hiring.bank_checks import broken_banks
from hiring.findings import HiringError, Place
from hiring.formats import FORMATS, document_file
from hiring.frozen_kit import FORMS
from hiring.kit import Kit, Wish, make_kit, swapped
from hiring.kit_sheet import Heading, make_kit_sheet, make_prep_sheet, make_scorecard_sheet, told_shortfalls
from hiring.shortfalls import shortfalls
from hiring.storage import openings
from hiring.storage.openings import Opening
from hiring.vocabulary import CONTROL, LANGUAGES, LEVELS, MOTIONS
from hiring.web.access import open_here, reading
from hiring.web.choices import chosen, known
from hiring.web.downloads import download
from hiring.web.panel import PanelForm, plan_of, row_of

blueprint = Blueprint("kits", __name__, url_prefix="/kit")
open_here(blueprint)
MOST_SEED = 1_000_000
KEPT = ("level", "motion", "language", "form", "seed", "stages", "swap", "title", "company", "contact")
PAGES = {"scorecard": make_scorecard_sheet, "prep_sheet": make_prep_sheet}


@dataclass(frozen=True)
class Request:
    """A kit as an address names it: what it is made for, its swaps, and what documents call the job."""

    wish: Wish
    swaps: tuple[tuple[str, str], ...]
    heading: Heading

    @classmethod
    def read(cls, args: MultiDict[str, str]) -> "Request":
        """Return what an address names, with the usual for what it leaves out or names wrongly."""
        seed = args.get("seed", "")
        wish = Wish(
            level=chosen(args, "level", LEVELS, "mid"),
            motion=chosen(args, "motion", MOTIONS, "full_cycle"),
            stages=list(dict.fromkeys(stage for stage in args.getlist("stages") if stage))[:8] or None,
            form=chosen(args, "form", FORMS, "A"),
            seed=min(int(seed), MOST_SEED) if seed.isdecimal() and len(seed) < 9 else 0,
            loop=Place("kit", path="stages"),
        )
        swaps = tuple(
            (old, new) for old, _, new in (swap.partition("=") for swap in args.getlist("swap")[:60])
        )
        language = chosen(args, "language", LANGUAGES, g.language)
        typed = {
            name: CONTROL.sub("", args.get(name, "")).strip()[:300] or None
            for name in ("title", "company", "contact")
        }
        return cls(wish, swaps, Heading(language, **typed))

    def kit(self) -> Kit:
        """Return the kit; raise HiringError where it cannot be made."""
        return swapped(make_kit(self.wish, g.library), self.swaps)

    def swaps_with(self, old: str, new: str) -> list[str]:
        """Return the swaps, as an address holds them, after one more; one that undoes the last takes it away."""
        undone = self.swaps[-1:] == ((new, old),)
        pairs = self.swaps[:-1] if undone else (*self.swaps, (old, new))
        return [f"{first}={second}" for first, second in pairs]


@blueprint.get("/")
def show() -> ResponseReturnValue:
    """Show the kit stage by stage; for the question named by `instead` also what may be asked in its place."""
    wanted = Request.read(request.args)
    try:
        kit = wanted.kit()
    except HiringError as problem:
        return render_template(
            "kits/kit.html", kit=None, findings=problem.findings, **page_words(wanted)
        ), 422
    findings = shortfalls(kit)
    question = request.args.get("instead", "")
    return render_template(
        "kits/kit.html",
        kit=kit,
        facts=make_kit_sheet(
            kit.frozen, wanted.heading, told_shortfalls(findings, wanted.heading.language, g.library)
        ),
        findings=[*broken_banks(g.library), *findings],
        swap_for=question,
        others=alternatives(kit, question),
        names={skill: g.library.rubric(skill).name[wanted.heading.language] for skill in kit.skills},
        openings=openings_for(wanted.wish),
        **page_words(wanted),
    )


def openings_for(wish: Wish) -> list[Opening]:
    """Return the openings that a manager may use a kit for."""
    manages = g.get("person") is not None and g.person.manages
    return openings.unfrozen_for(reading(), wish.level, wish.motion) if manages else []


def alternatives(kit: Kit, question: str) -> list[tuple[Any, Kit]]:
    """Return what may be asked instead of a question, the same skill first, then the best for the kit."""
    skill = {asked.id: asked.skill for each in kit.stages for asked in each.questions}.get(question)
    return sorted(
        kit.instead(question), key=lambda other: (other[0].skill == skill, other[1].value), reverse=True
    )


def page_words(wanted: Request) -> dict[str, Any]:
    """Return what every page of a kit gets: how it was asked for, and addresses with one thing changed."""
    kept = {name: request.args.getlist(name) for name in KEPT if name in request.args}

    def address(endpoint: str, **changes: object) -> str:
        return url_for(endpoint, **{**kept, **changes})  # type: ignore[arg-type]

    usual = g.library.skill_model(wanted.wish.level).stages
    stages = wanted.wish.stages or usual
    in_usual_order = stages == [stage for stage in usual if stage in stages]
    return {
        "wanted": wanted,
        "kit_language": wanted.heading.language,
        "address": address,
        "stages": [
            g.library.stage(name)
            for name in dict.fromkeys(
                (*(() if in_usual_order else _known(stages)), *usual, *g.library.stages)
            )
        ],
        "stages_chosen": stages,
    }


def _known(stages: Any) -> list[str]:
    return [stage for stage in stages if stage in g.library.stages]


@blueprint.get("/kit.<kind>")
def files(kind: str) -> ResponseReturnValue:
    """Give the kit as a file."""
    wanted = Request.read(request.args)
    if (kit := made(wanted)) is None:
        return to_the_kit()
    return as_file(
        "kit",
        kind,
        make_kit_sheet(
            kit.frozen, wanted.heading, told_shortfalls(shortfalls(kit), wanted.heading.language, g.library)
        ),
        kit,
    )


@blueprint.get("/<any(scorecard, prep_sheet):document>")
@blueprint.get("/<any(scorecard, prep_sheet):document>.<kind>")
def paper(document: str, kind: str = "") -> ResponseReturnValue:
    """Show, or give as a file, the blank scorecards or the candidate's preparation sheet."""
    wanted = Request.read(request.args)
    if (kit := made(wanted)) is None:
        return to_the_kit()
    facts = PAGES[document](kit.frozen, wanted.heading)
    if kind:
        return as_file(document, kind, facts, kit)
    body = render.html(render.document(document, facts, wanted.heading.language, g.library.own))
    return render_template(
        "kits/paper.html", document=document, body=body, hash=facts["hash"], **page_words(wanted)
    )


@blueprint.route("/panel", methods=["GET", "POST"])
def panel() -> ResponseReturnValue:
    """Show the form for the interviewers, and once it is sent the plan with what is left over."""
    wanted = Request.read(request.args)
    try:
        kit = wanted.kit()
    except HiringError as problem:
        typed = request.form.items(multi=True)
        return render_template(
            "kits/again.html", findings=problem.findings, typed=typed, **page_words(wanted)
        ), 422
    form = PanelForm.read(request.form, kit)
    body, findings = plan_of(form, kit, wanted.heading) if request.method == "POST" else (None, [])
    page = render_template(
        "kits/panel.html",
        kit=kit,
        form=form,
        body=body,
        findings=findings,
        row_of=row_of,
        **page_words(wanted),
    )
    return page, 422 if findings and body is None else 200


def made(wanted: Request) -> Kit | None:
    """Return the kit, or none where it cannot be made."""
    try:
        return wanted.kit()
    except HiringError:
        return None


def to_the_kit() -> ResponseReturnValue:
    """Lead to the kit's own page, which says why it cannot be made."""
    kept = {name: request.args.getlist(name) for name in KEPT if name in request.args}
    return redirect(url_for("kits.show", **kept), 303)  # type: ignore[arg-type]


def as_file(document: str, kind: str, facts: Mapping[str, Any], kit: Kit) -> ResponseReturnValue:
    """Return a document of a kit as a file, named by the kit that it belongs to."""
    known(kind, FORMATS)
    wish, language = kit.wish, Request.read(request.args).heading.language
    content = document_file(document, kind, facts, language, g.library.own)
    name = f"{document}-{wish.level}-{wish.motion}-{wish.form}-{kit.hash}-{language}.{kind}"
    return download(content, name, kind)
