"""What an answer is compared with once it is kept: the coach, descriptions and signals, of an exercise all that was hidden."""

from datetime import date
from functools import partial

from flask import g, render_template
from flask.typing import ResponseReturnValue

from hiring.answer import MOST_EVIDENCE, Answer
from hiring.cards_sheet import ladder
from hiring.exercise import Exercise
from hiring.exercise_sheet import interviewers_part
from hiring.fact import percent
from hiring.findings import Said
from hiring.practice import Card, Setup, due_for_each_score
from hiring.question_bank import Question
from hiring.storage.practice import answers, reviews
from hiring.vocabulary import Level
from hiring.web.practice.coaching import seen_in
from hiring.web.practice.mock_room import mock_room
from hiring.web.practice.room import looking, setup, today

Typed = dict[str, str]


def kept_page(
    found: Answer,
    asked: Question | Exercise,
    typed: Typed | None = None,
    mistake: Said | None = None,
) -> ResponseReturnValue:
    """Return the page to compare with: coach, descriptions, signals and rating; after the rating the example."""
    if isinstance(asked, Exercise):
        return observed_page(found, asked, typed, mistake)
    wanted = setup()
    level = level_of(asked, wanted)
    review = found.review
    coaching, pieces = seen_in(found.text, asked.type, found.seconds)
    page = render_template(
        "practice/compare.html",
        answer=found,
        question=asked,
        anchors=ladder(asked, level, g.library),
        coaching=coaching,
        pieces=pieces,
        percent=partial(percent, language=g.language),
        next_days=coming(found, asked, wanted) if wanted and not review else {},
        due=reviews.due_of(looking(), found.card) if review else None,
        typed=typed or found.taken_back or {"score": "", "evidence": ""},
        mistake=mistake,
        undo=review is not None and reviews.last_rated(looking()) == found.id,
        earlier=[] if found.mock_id else earlier(found),
        most=MOST_EVIDENCE,
        today=today(),
    )
    return page, 422 if mistake else 200


def earlier(found: Answer) -> list[Answer]:
    """Return the rated answers to the same question, newest first."""
    return [each for each in answers.to_question(looking(), found.question) if each.id != found.id]


def level_of(asked: Question, wanted: Setup | None) -> Level:
    """Return the level whose descriptions an answer is compared with."""
    return wanted.level if wanted and wanted.level in asked.levels else asked.levels[0]


def card_of(found: Answer, asked: Question) -> Card:
    """Return the card that an answer belongs to, also where the level prepared for has another deck by now."""
    return Card(found.card, asked.skill, (asked,), asked.minutes)


def coming(found: Answer, asked: Question, wanted: Setup) -> dict[int, date | None]:
    """Return for each score the day on which the card would be due again."""
    return due_for_each_score(reviews.due_of(looking(), found.card), card_of(found, asked), today(), wanted)


def observed_page(
    found: Answer, exercise: Exercise, typed: Typed | None, mistake: Said | None
) -> ResponseReturnValue:
    """Return the page to compare with: what the other side knew, the key, what observers look for, and the rating."""
    room, review = mock_room(found.mock_id or 0), found.review
    skill = room.asked[exercise.id].skill or exercise.skill_ids[0]
    page = render_template(
        "mocks/observed.html",
        answer=found,
        question=exercise,
        exercise=interviewers_part(exercise, exercise.skill_ids, g.language, g.library),
        skill=skill,
        anchors=g.library.anchors(skill, room.kept.mock.level),
        pieces=[{"text": found.text, "rules": ()}],
        typed=typed or found.taken_back or {"score": "", "evidence": ""},
        mistake=mistake,
        undo=review is not None and reviews.last_rated(looking()) == found.id,
        most=MOST_EVIDENCE,
        today=today(),
    )
    return page, 422 if mistake else 200
