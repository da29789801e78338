"""The library: the role, the levels, the skills and their rubrics, what changes between levels, and search."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from hiring import phrases, render
from hiring.formats import FORMATS, document_file
from hiring.library_search import plain, search
from hiring.rubric_sheet import make_rubric_sheet
from hiring.skill_model import of_motion
from hiring.vocabulary import LEVELS, MOTIONS, Level, Motion
from hiring.web.access import open_here
from hiring.web.choices import chosen, known
from hiring.web.downloads import download

blueprint = Blueprint("library", __name__, url_prefix="/library")
open_here(blueprint)


@blueprint.get("/")
def index() -> str:
    """Show the shelves, or what a search finds."""
    words = request.args.get("q", "").strip()[:200]
    hits = search(g.library, words) if words else []
    rubrics_by_name = sorted(g.library.rubrics(), key=lambda rubric: plain(rubric.name[g.language]))
    return render_template("library/index.html", rubrics=rubrics_by_name, q=words, hits=hits)


@blueprint.get("/role")
def role() -> str:
    """Show what an Account Executive is."""
    return render_template("library/role.html", role=g.library.role)


@blueprint.get("/levels/<level>")
def level(level: Level) -> str:
    """Show a level's skill model for a motion."""
    known(level, LEVELS)
    motion = chosen(request.args, "motion", MOTIONS, "full_cycle")
    model = g.library.skill_model(level)
    return render_template(
        "library/level.html",
        model=model,
        motion=motion,
        of_motion=of_motion,
        library=g.library,
        number=phrases.number,
    )


@blueprint.get("/skills/<skill>")
def skill(skill: str) -> str:
    """Show a skill's rubric as a level sees it."""
    known(skill, g.library.skills)
    levels = g.library.levels_of(skill) or abort(404)
    seen = chosen(request.args, "level", levels, levels[0])
    return render_template(
        "library/skill.html",
        rubric=g.library.rubric(skill),
        level=seen,
        of_levels=levels,
        anchors=g.library.anchors(skill, seen),
        scale=g.library.scale,
    )


@blueprint.get("/rubrics/<level>")
@blueprint.get("/rubrics/<level>.<form>")
def rubrics(level: Level, form: str = "") -> ResponseReturnValue:
    """Show, or give as a file, the rubrics of a level."""
    known(level, LEVELS)
    motion = chosen(request.args, "motion", ("", *MOTIONS), "")
    skills = g.library.skill_model(level).skills_for(motion)
    facts = make_rubric_sheet(level, skills, g.language, g.library)
    return document_page("rubric", form, facts, level=level, motion=motion)


@blueprint.get("/changes")
@blueprint.get("/changes.<form>")
def changes(form: str = "") -> ResponseReturnValue:
    """Show, or give as a file, what changes between two levels."""
    from hiring.delta import make_delta

    first = chosen(request.args, "from", LEVELS[:-1], "junior")
    last = chosen(request.args, "to", LEVELS[LEVELS.index(first) + 1 :], "senior")
    motion: Motion = chosen(request.args, "motion", MOTIONS, "full_cycle")
    levels = LEVELS[LEVELS.index(first) : LEVELS.index(last) + 1]
    facts = {"delta": make_delta(levels, motion, g.language, g.library).as_dict()}
    return document_page("delta", form, facts, motion=motion, first=first, last=last)


def document_page(name: str, form: str, facts: Mapping[str, Any], **choices: str) -> ResponseReturnValue:
    """Return a document as a page of the app, or as a file in one of its forms."""
    own = g.library.own
    if not form:
        body = render.html(render.document(name, facts, g.language, own))
        return render_template(f"library/{name}.html", body=body, **choices)
    known(form, FORMATS)
    content = document_file(name, form, facts, g.language, own)
    return download(content, "-".join([name, *filter(None, choices.values()), g.language]) + f".{form}", form)
