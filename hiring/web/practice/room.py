"""What the pages of practice share: the candidate's own file, today's date, and the deck without questions in use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import cast

from flask import abort, current_app, g
from sqlalchemy import Connection

from hiring.answer import Answer
from hiring.practice import Card, Setup, deck
from hiring.question_bank import Question
from hiring.storage.opening_kit import questions_in_use
from hiring.storage.practice import setting_up
from hiring.storage.practice.answers import answer
from hiring.web.access import now, reading, writing


def looking() -> Connection:
    """Return the request's connection for reading the candidate's own file."""
    return reading("PRACTICE")


@contextmanager
def keeping() -> Iterator[Connection]:
    """Give a connection for changes to the candidate's own file."""
    with writing("PRACTICE") as db:
        yield db


def today() -> date:
    """Return today's date where the candidate is."""
    return now().astimezone(current_app.config["ZONE"]).date()


def setup() -> Setup | None:
    """Return what the candidate prepares for, or none before the start."""
    return setting_up.chosen(looking())


def hidden() -> frozenset[str]:
    """Return the questions and exercises that open openings of this machine use: all that practice learns of a team."""
    if "hidden" not in g:
        team = current_app.config.get("DATABASE")
        known = current_app.config["IN_USE"]
        g.hidden = questions_in_use(reading(), g.library, known) if team else frozenset()
    return cast("frozenset[str]", g.hidden)


def cards(wanted: Setup) -> list[Card]:
    """Return what there is to practise."""
    return deck(wanted.level, wanted.motion, g.library, hidden())


def question(question_id: str) -> Question | None:
    """Return a question of the library that may be practised now, or none."""
    everything = (each for name in g.library.banks for each in g.library.bank(name))
    found = next((each for each in everything if each.id == question_id), None)
    return found if found and found.practice and found.id not in hidden() else None


def answer_or_404(answer_id: int) -> Answer:
    """Return an answer; 404 where there is none."""
    return answer(looking(), answer_id) or abort(404)
