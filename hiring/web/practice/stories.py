"""Stories of one's own: which skills they show, and which to tell for which question."""

from functools import partial

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from hiring.fact import percent
from hiring.findings import Said, say
from hiring.practice import Setup
from hiring.skill_model import of_motion
from hiring.storage.practice import stories
from hiring.storage.practice.stories import Kept
from hiring.story import LIMITS, MOST_SKILLS, MOST_STORIES, PARTS, Matrix, Story, matrix, mistakes
from hiring.vocabulary import SkillId
from hiring.web.access import now, open_here
from hiring.web.practice.coaching import seen_in
from hiring.web.practice.room import cards, keeping, looking, setup

blueprint = Blueprint("stories", __name__, url_prefix="/practice/stories")
open_here(blueprint)
ROWS = {"situation": 3, "task": 2, "action": 5, "result": 3, "learning": 2}


def job_skills(wanted: Setup | None) -> list[SkillId]:
    """Return the skills of the job prepared for; before the choice of one, all skills."""
    if wanted is None:
        return list(g.library.skills)
    return [each.skill for each in of_motion(g.library.skill_model(wanted.level).skills, wanted.motion)]


def matrix_of(kept: list[Kept], wanted: Setup) -> Matrix:
    """Return which stories show which skill of the job prepared for."""
    return matrix([each.story for each in kept], job_skills(wanted), cards(wanted))


def kept_or_404(story_id: int) -> Kept:
    """Return a story; 404 where there is none."""
    return stories.story(looking(), story_id) or abort(404)


@blueprint.get("/")
def every() -> ResponseReturnValue:
    """Show all stories, the skills that they show, and which to tell for which question."""
    wanted = setup()
    if wanted is None:
        return redirect(url_for("practice.choose"))
    kept = stories.every_story(looking())
    return render_template(
        "stories/every.html", kept=kept, matrix=matrix_of(kept, wanted), setup=wanted, most=MOST_STORIES
    )


@blueprint.get("/<int:story_id>")
def show(story_id: int) -> ResponseReturnValue:
    """Show a story as it would be told, with what the rules see in it."""
    kept, wanted = kept_or_404(story_id), setup()
    if wanted is None:
        return redirect(url_for("practice.choose"))
    story = kept.story
    coaching, pieces = seen_in(story.text, "behavioural")
    return render_template(
        "stories/show.html",
        kept=kept,
        story=story,
        coaching=coaching if not story.missing else None,
        pieces=pieces,
        percent=partial(percent, language=g.language),
        questions=matrix_of(stories.every_story(looking()), wanted).questions_of(story),
    )


@blueprint.get("/new")
def new() -> ResponseReturnValue:
    """Show an empty form; a skill may be chosen already by the link that led here."""
    chosen = tuple(skill for skill in request.args.getlist("skill")[:1] if skill in g.library.skills)
    return form(Story("", "", "", "", "", "", chosen))


@blueprint.get("/<int:story_id>/edit")
def edit(story_id: int) -> ResponseReturnValue:
    """Show a story to be changed."""
    kept = kept_or_404(story_id)
    return form(kept.story, kept.version)


def form(
    story: Story, version: int = 0, wrong: dict[str, Said] | None = None, other: Story | None = None
) -> ResponseReturnValue:
    """Return the page to write a story on, as typed, with what has to be mended and what another window kept."""
    own = job_skills(setup())
    page = render_template(
        "stories/form.html",
        story=story,
        version=version,
        wrong=wrong or {},
        other=other,
        skills=own,
        more=[skill for skill in g.library.skills if skill not in own],
        rows=ROWS,
        parts=PARTS,
        limits=LIMITS,
        most=MOST_SKILLS,
    )
    return page, 422 if wrong else 409 if other else 200


def typed(fields: MultiDict[str, str], story_id: int = 0) -> Story:
    """Return the story of a form, as typed but for line ends."""
    texts = {name: fields.get(name, "").replace("\r\n", "\n").replace("\r", "\n") for name in LIMITS}
    texts["title"] = " ".join(texts["title"].split())
    return Story(**texts, skills=tuple(fields.getlist("skill")), id=story_id)


@blueprint.post("/new")
def add() -> ResponseReturnValue:
    """Keep a new story."""
    story = typed(request.form)
    wrong = mistakes(story, g.library.skills)
    if wrong:
        return form(story, wrong=wrong)
    with keeping() as db:
        found = stories.add(db, story, now(), MOST_STORIES)
    if found is None:
        words = say(
            "There are %(most)s stories already; delete one that you no longer tell", most=MOST_STORIES
        )
        return form(story, wrong={"title": words})
    return redirect(url_for(".show", story_id=found), 303)


@blueprint.post("/<int:story_id>/edit")
def change(story_id: int) -> ResponseReturnValue:
    """Keep a story's new words, or show both texts where another window has changed it since."""
    kept_or_404(story_id)
    story, version = typed(request.form, story_id), version_of(request.form)
    wrong = mistakes(story, g.library.skills)
    if wrong:
        return form(story, version, wrong)
    with keeping() as db:
        done = stories.change(db, story, version, now())
    if done:
        return redirect(url_for(".show", story_id=story_id), 303)
    kept = kept_or_404(story_id)
    if kept.story == story:
        return redirect(url_for(".show", story_id=story_id), 303)
    return form(story, kept.version, other=kept.story)


def version_of(fields: MultiDict[str, str]) -> int:
    """Return the version that a form was made from; 0 is none."""
    number = fields.get("version", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


@blueprint.get("/<int:story_id>/delete")
def leave(story_id: int) -> ResponseReturnValue:
    """Ask whether a story is to be deleted."""
    return render_template("stories/delete.html", kept=kept_or_404(story_id), changed=False)


@blueprint.post("/<int:story_id>/delete")
def delete(story_id: int) -> ResponseReturnValue:
    """Delete a story, unless it was changed since it was asked."""
    kept_or_404(story_id)
    with keeping() as db:
        done = stories.remove(db, story_id, version_of(request.form))
    if done:
        return redirect(url_for(".every"), 303)
    return render_template("stories/delete.html", kept=kept_or_404(story_id), changed=True), 409
