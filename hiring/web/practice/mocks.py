"""Mock interviews: a whole kit, stage by stage, that can be stopped and taken up again, and what it tells afterwards."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.findings import Said, say
from hiring.mock import mock
from hiring.mock_summary import Coached, summary
from hiring.practice import Setup
from hiring.question_bank import Question
from hiring.storage.practice import answers, mocks, reviews
from hiring.vocabulary import Level
from hiring.web.access import now, open_here
from hiring.web.practice.answers import read, refused, taken
from hiring.web.practice.coaching import seen_in
from hiring.web.practice.mock_room import MockRoom, lead_on, mock_room
from hiring.web.practice.room import answer_or_404, cards, hidden, keeping, looking, setup, today

blueprint = Blueprint("mocks", __name__, url_prefix="/practice/mocks")
open_here(blueprint)


@blueprint.get("/")
def every() -> ResponseReturnValue:
    """Show all mock interviews; one can be begun, or the one begun gone on with."""
    wanted = setup()
    return listed(wanted) if wanted else redirect(url_for("practice.choose"))


def listed(wanted: Setup, mistake: Said | None = None) -> ResponseReturnValue:
    """Return the page of all mock interviews."""
    found = mocks.all_mocks(looking())
    page = render_template(
        "mocks/every.html",
        setup=wanted,
        mocks=found,
        unfinished=next((each for each in found if each.finished_at is None), None),
        minutes=minutes_of(wanted.level),
        mistake=mistake,
    )
    return page, 422 if mistake else 200


def minutes_of(level: Level) -> list[tuple[str, int]]:
    """Return the stages of a level by name, with the minutes that each has for questions or an exercise."""
    stages = [g.library.stage(stage) for stage in g.library.skill_model(level).stages]
    return [(stage.name[g.language], stage.minutes.core) for stage in stages]


@blueprint.post("/")
def begin() -> ResponseReturnValue:
    """Begin a mock interview; one that was begun earlier is gone on with first."""
    wanted = setup()
    if wanted is None:
        return redirect(url_for("practice.choose"), 303)
    found = mocks.unfinished(looking())
    if found is None:
        chosen = mock(wanted.level, wanted.motion, g.library, hidden(), mocks.next_number(looking()))
        if not chosen.stages:
            return listed(
                wanted,
                say("There is nothing to ask: all questions of this level are in use on this machine."),
            )
        with keeping() as db:
            found = mocks.begin(db, chosen, now())
    return redirect(url_for(".show", mock_id=found), 303)


@blueprint.get("/<int:mock_id>")
def show(mock_id: int) -> str:
    """Show the stages and where one stands; once it is finished what it told."""
    room = mock_room(mock_id)
    times = [room.time(row) for row in range(len(room.kept.mock.stages))]
    if room.kept.finished_at is None:
        return render_template(
            "mocks/show.html", room=room, kept=room.kept, times=times, stages=g.library.stage
        )
    wanted = setup()
    deck = cards(wanted) if wanted else []
    dues = {due.card: due for due in reviews.dues(looking())}
    return render_template(
        "mocks/summary.html",
        room=room,
        kept=room.kept,
        told=summary(room.kept.mock, room.answers, room.asked, sure_notes(room), deck, dues),
        stages=g.library.stage,
        given=[each for each in room.answers if each.given and each.question in room.asked],
    )


def sure_notes(room: MockRoom) -> Coached:
    """Return for each typed answer to a question the rules of the notes that the coach is sure of."""
    found = (
        (each, room.asked.get(each.question)) for each in room.answers if each.kept_at and each.text.strip()
    )
    return {
        each.id: {
            note.rule for note in seen_in(each.text, asked.source.type, each.seconds)[0].notes if note.sure
        }
        for each, asked in found
        if asked and isinstance(asked.source, Question)
    }


@blueprint.post("/<int:mock_id>/next")
def go_on(mock_id: int) -> ResponseReturnValue:
    """Lead to whatever comes next; a stage begins only by its own button."""
    return lead_on(mock_id, wished=request.form.get("begin") == "on")


@blueprint.post("/<int:mock_id>/answers/<int:answer_id>/skip")
def skip(mock_id: int, answer_id: int) -> ResponseReturnValue:
    """Leave a question out; what was typed of an answer is kept all the same."""
    found = answer_or_404(answer_id)
    if found.mock_id != mock_id:
        abort(404)
    typed, mistake = read(found)
    if mistake:
        return refused(found, typed, mistake)
    with keeping() as db:
        saved = answers.save(db, answer_id, typed, now())
        if saved is not None:
            answers.keep(db, answer_id, now())
    if saved is None and (again := answer_or_404(answer_id)).state == "draft":
        return taken(again, typed)
    return lead_on(mock_id)


@blueprint.post("/<int:mock_id>/finish")
def finish(mock_id: int) -> ResponseReturnValue:
    """Finish a mock interview early; what is not answered stays so."""
    mock_room(mock_id)
    with keeping() as db:
        mocks.finish(db, mock_id, now(), today())
    return redirect(url_for(".show", mock_id=mock_id), 303)


@blueprint.post("/<int:mock_id>/delete")
def delete(mock_id: int) -> ResponseReturnValue:
    """Delete an unfinished mock interview of which nothing is rated."""
    mock_room(mock_id)
    with keeping() as db:
        deleted = mocks.drop(db, mock_id)
    return redirect(url_for(".every") if deleted else url_for(".show", mock_id=mock_id), 303)
