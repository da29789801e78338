"""The library's questions and exercises: lists with filters and search, and each on a page of its own."""

from collections.abc import Sequence
from typing import get_args

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from hiring import render
from hiring.exercise import Exercise
from hiring.exercise_sheet import make_exercise_sheet
from hiring.formats import FORMATS, document_file
from hiring.library_search import holds, sought
from hiring.question_bank import Example, Question, QuestionType
from hiring.rubric import SCORES
from hiring.text import texts
from hiring.vocabulary import LEVELS, MOTIONS, Level
from hiring.web.access import open_here
from hiring.web.choices import chosen, known
from hiring.web.downloads import download

blueprint = Blueprint("questions", __name__, url_prefix="/library")
open_here(blueprint)
SIDES = ("interviewers", "candidate")
SHOWN = 40


@blueprint.get("/questions")
def questions() -> str:
    """Show the questions that fit the filters and the words sought, 40 on a page."""
    filters = read_filters()
    words = sought(filters["q"])
    found = [
        question for question in every_question() if fits(question, filters) and holds_all(question, words)
    ]
    page = request.args.get("page", "1")
    first = (
        SHOWN * (min(max(int(page), 1), 1 + len(found) // SHOWN) - 1)
        if page.isdecimal() and len(page) < 5
        else 0
    )
    return render_template(
        "questions/list.html",
        questions=found[first : first + SHOWN],
        count=len(found),
        first=first,
        shown=SHOWN,
        filters=filters,
        types=get_args(QuestionType),
        rubrics={rubric.skill: rubric.name[g.language] for rubric in g.library.rubrics()},
    )


@blueprint.get("/questions/<question_id>")
def question(question_id: str) -> str:
    """Show a question with its probes, signals, twin and examples."""
    by_id = {each.id: each for each in every_question()}
    found = by_id.get(question_id) or abort(404)
    return render_template(
        "questions/question.html",
        question=found,
        twin=by_id.get(found.pair or ""),
        rubric=g.library.rubric(found.skill) if found.skill else None,
        scores=lambda example: scores(found, example),
    )


def scores(asked: Question, example: Example) -> list[tuple[Level, int]]:
    """Return what an example scores at each level of its question that assesses the skill."""
    of_levels = g.library.levels_of(asked.skill) if asked.skill else []
    return [
        (level, max(1, min(SCORES, example.rung - of_levels.index(level))))
        for level in asked.levels
        if level in of_levels
    ]


@blueprint.get("/exercises")
def exercises() -> str:
    """Show all exercises."""
    filters = read_filters()
    words = sought(filters["q"])
    found = [
        exercise
        for exercise in g.library.exercises()
        if suits(exercise, filters) and holds_all(exercise, words)
    ]
    names = {rubric.skill: rubric.name[g.language] for rubric in g.library.rubrics()}
    return render_template("questions/exercises.html", exercises=found, names=names, filters=filters)


@blueprint.get("/exercises/<exercise>")
@blueprint.get("/exercises/<exercise>.<form>")
def exercise(exercise: str, form: str = "") -> ResponseReturnValue:
    """Show, or give as a file, an exercise: what the interviewers need, or the candidate's paper alone."""
    known(exercise, [each.id for each in g.library.exercises()])
    side = chosen(request.args, "side", SIDES, "interviewers")
    facts = make_exercise_sheet(g.library.exercise(exercise), side, g.language, g.library)
    if form:
        known(form, FORMATS)
        content = document_file("exercise", form, facts, g.language, g.library.own)
        return download(content, f"{exercise}-{side}-{g.language}.{form}", form)
    body = render.html(render.document("exercise", facts, g.language, g.library.own))
    return render_template("questions/exercise.html", body=body, exercise=exercise, side=side, sides=SIDES)


def read_filters() -> dict[str, str]:
    """Return the filters that the address names; one that is none of ours is left out."""
    return {
        "q": request.args.get("q", "").strip()[:200],
        "skill": chosen(request.args, "skill", g.library.skills, ""),
        "level": chosen(request.args, "level", LEVELS, ""),
        "motion": chosen(request.args, "motion", MOTIONS, ""),
        "type": chosen(request.args, "type", get_args(QuestionType), ""),
    }


def every_question() -> list[Question]:
    """Return every question of every bank."""
    return [each for name in g.library.banks for each in g.library.bank(name)]


def fits(asked: Question, filters: dict[str, str]) -> bool:
    """Whether a question passes the filters."""
    return (
        filters["skill"] in {"", asked.skill}
        and filters["type"] in {"", asked.type}
        and filters["level"] in {"", *asked.levels}
        and filters["motion"] in {"", *asked.motions}
    )


def suits(exercise: Exercise, filters: dict[str, str]) -> bool:
    """Whether an exercise passes the filters."""
    return (
        filters["skill"] in {"", *exercise.skill_ids}
        and filters["level"] in {"", *exercise.levels}
        and filters["motion"] in {"", *exercise.motions}
    )


def holds_all(part: Question | Exercise, words: Sequence[str]) -> bool:
    """Whether one of the texts in a question or an exercise holds every word sought."""
    return not words or any(holds(text, words) for _, text in texts(part))
