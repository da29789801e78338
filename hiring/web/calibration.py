"""Calibration: three example answers to rate, and where one stands to the descriptions and to the others."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.calibration import Calibration, Given, Round, Sample, choose, compare, samples
from hiring.findings import Finding, Place, error, say
from hiring.storage.calibrations import Rated, every_round, keep_round
from hiring.vocabulary import LEVELS, MOTIONS
from hiring.web.access import by_me, for_people, me, reading, writing
from hiring.web.choices import chosen

blueprint = Blueprint("calibration", __name__, url_prefix="/calibration")
SCORES = {str(score): score for score in range(1, 6)}


@blueprint.get("/")
@for_people
def start() -> str:
    """Offer a round, and show where the reader stands after those before."""
    every = every_round(reading())
    mine = of(every, me().id)
    last = mine[-1] if mine else None
    return render_template(
        "calibration/start.html",
        rounds=mine[::-1],
        standing=compared(every, [each for one in mine for each in one.given]),
        level=last.level if last else "mid",
        motion=last.motion if last else "full_cycle",
    )


@blueprint.get("/round")
@for_people
def rate() -> ResponseReturnValue:
    """Show the example answers of the reader's next round with the descriptions to rate them by."""
    wanted = next_round(every_round(reading()), request.args)
    return page(wanted, choose(wanted, g.library), [])


@blueprint.post("/round")
@for_people
def keep() -> ResponseReturnValue:
    """Keep a round and show where the reader stands; one that was kept already is not kept twice."""
    wanted = next_round(every_round(reading()), request.form)
    asked = sent(wanted)
    findings = [
        error(
            Place("calibration", path=f"score-{sample.id}"), "score", say("choose a score for every answer")
        )
        for sample in asked
        if request.form.get(f"score-{sample.id}") not in SCORES
    ]
    if findings and is_next(wanted):
        return page(wanted, asked, findings)
    with writing() as db:
        if not is_next(next_round(every_round(db), request.form)):
            return redirect(url_for(".start"), 303)
        given = [
            Given(each.id, wanted.level, SCORES[request.form[f"score-{each.id}"]], each.reference)
            for each in asked
        ]
        made = keep_round(db, me().id, wanted.level, wanted.motion, given, by_me())
    return redirect(url_for(".show", calibration_id=made), 303)


def is_next(wanted: Round) -> bool:
    """Whether a form belongs to the reader's next round, and not to one that was kept already."""
    return request.form.get("number") == str(wanted.number)


@blueprint.get("/<int:calibration_id>")
@for_people
def show(calibration_id: int) -> str:
    """Show a round of the reader's own beside the descriptions and what others gave, without names."""
    every = every_round(reading())
    mine = of(every, me().id)
    kept = next((each for each in mine if each.id == calibration_id), None) or abort(404)
    known = {sample.id: sample for sample in samples(kept.level, kept.motion, g.library)}
    return render_template(
        "calibration/result.html",
        kept=kept,
        result=compared(every, kept.given),
        standing=compared(every, [each for one in mine for each in one.given]),
        samples=known,
        anchors={id_: anchors_of(sample, kept) for id_, sample in known.items()},
    )


def page(wanted: Round, asked: Sequence[Sample], findings: Sequence[Finding]) -> ResponseReturnValue:
    """Return the answers to rate, with what was chosen and what is missing."""
    return render_template(
        "calibration/rate.html",
        wanted=wanted,
        samples=asked,
        anchors={sample.id: anchors_of(sample, wanted) for sample in asked},
        rubrics={sample.skill: g.library.rubric(sample.skill) for sample in asked},
        typed=request.form,
        findings=findings,
        missing={finding.place.path for finding in findings},
    ), 422 if findings else 200


def anchors_of(sample: Sample, job: Round | Rated) -> list[tuple[int, str]]:
    """Return the five descriptions by which an answer is rated."""
    return [(score, text[g.language]) for score, text in g.library.anchors(sample.skill, job.level)]


def of(every: Sequence[Rated], person: int) -> list[Rated]:
    """Return a person's rounds."""
    return [each for each in every if each.person_id == person]


def next_round(every: Sequence[Rated], values: Mapping[str, str]) -> Round:
    """Return the reader's next round for the level and motion that an address or a form names."""
    mine = of(every, me().id)
    others = [each for each in every if each.person_id != me().id]
    return Round(
        chosen(values, "level", LEVELS, "mid"),
        chosen(values, "motion", MOTIONS, "full_cycle"),
        me().id,
        len(mine) + 1,
        frozenset(each.example for one in mine for each in one.given),
        frozenset(each.example for one in others for each in one.given),
    )


def sent(wanted: Round) -> list[Sample]:
    """Return the examples that the page of a round had, as its form names them: three at most, each once."""
    known: dict[str, Any] = {sample.id: sample for sample in samples(wanted.level, wanted.motion, g.library)}
    named = list(dict.fromkeys(request.form.getlist("example")))
    found = [known[each] for each in named[:3] if each in known]
    return found or choose(wanted, g.library)


def compared(every: Sequence[Rated], given: Sequence[Given]) -> Calibration:
    """Return ratings of the reader beside those of everybody else."""
    others: dict[int, list[Given]] = {}
    for each in every:
        if each.person_id != me().id:
            others.setdefault(each.person_id, []).extend(each.given)
    return compare(given, others.values())
