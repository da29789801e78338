"""What the pages of a mock interview share: its answers, what may be compared by now, and where it goes on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from hiring.answer import Answer
from hiring.exercise import Exercise
from hiring.mock import EXERCISE, Asked, Step, all_asked, in_stage, is_over, next_step
from hiring.mock_summary import StageTime, stage_time
from hiring.practice import deck
from hiring.question_bank import Question
from hiring.storage.practice import answers, mocks
from hiring.storage.practice.mocks import KeptMock
from hiring.vocabulary import Level
from hiring.web.access import now
from hiring.web.practice.room import hidden, keeping, looking, question, today


@dataclass(frozen=True)
class MockRoom:
    """A mock interview as it stands: its answers, and what of it can be asked now."""

    kept: KeptMock
    answers: list[Answer]
    asked: dict[str, Asked]

    @cached_property
    def step(self) -> Step:
        """Where it goes on; once it is finished only to answers that wait for a rating."""
        if self.kept.finished_at is None:
            return next_step(self.kept.mock, self.answers, self.asked)
        waiting = (
            each
            for each in self.answers
            if each.given and each.state == "kept" and each.question in self.asked
        )
        found = next(waiting, None)
        return Step("rate", found.stage or 0, found.question, found.id) if found else Step("end")

    def is_over(self, stage: int) -> bool:
        """Whether the answers of a stage may be compared."""
        finished = self.kept.finished_at is not None
        return finished or is_over(self.kept.mock, stage, self.answers, self.asked)

    @property
    def waits(self) -> bool:
        """Whether a stage is about to begin, or was just over: nothing in it is answered or nothing rated."""
        if self.step.to == "end" or self.kept.finished_at is not None:
            return False
        here = in_stage(self.answers, self.step.stage).values()
        return not (any(each.review for each in here) if self.step.to == "rate" else here)

    @property
    def to_rate(self) -> int:
        """How many answers of the stage that is over wait for a rating."""
        here = in_stage(self.answers, self.step.stage).values()
        return sum(each.given and not each.review and each.question in self.asked for each in here)

    def time(self, stage: int) -> StageTime:
        """Return how a stage's minutes were used so far."""
        return stage_time(self.kept.mock, stage, self.answers, self.asked)


def mock_room(mock_id: int) -> MockRoom:
    """Return a mock interview; 404 where there is none."""
    rooms: dict[int, MockRoom] = g.setdefault("mock_rooms", {}) if request.method == "GET" else {}
    if mock_id not in rooms:
        found = mocks.mock(looking(), mock_id) or abort(404)
        given = answers.of_mock(looking(), mock_id)
        rooms[mock_id] = MockRoom(found, given, all_asked(found.mock, g.library, hidden()))
    return rooms[mock_id]


def asked_for(found: Answer) -> Question | Exercise | None:
    """Return what an answer is to, or none where that may not be shown now."""
    if not found.card.startswith(EXERCISE):
        return question(found.question)
    asked = mock_room(found.mock_id or 0).asked.get(found.question)
    return asked.source if asked and isinstance(asked.source, Exercise) else None


def held_back(found: Answer) -> bool:
    """Whether a kept answer may not be compared: its stage of a mock interview goes on, or it was skipped."""
    if found.mock_id is None or found.state != "kept":
        return False
    return not found.given or not mock_room(found.mock_id).is_over(found.stage or 0)


def place(found: Answer) -> dict[str, Any] | None:
    """Return where in its mock interview an answer stands, for the page; none outside of one."""
    if found.mock_id is None:
        return None
    room, stage = mock_room(found.mock_id), found.stage or 0
    asked = [each for each in room.kept.mock.stages[stage].asked if each in room.asked]
    return {
        "stage": g.library.stage(room.kept.mock.stages[stage].id),
        "number": asked.index(found.question) + 1 if found.question in asked else len(asked),
        "count": len(asked),
        "time": room.time(stage),
    }


def usual_minutes(level: Level) -> int:
    """Return the minutes for questions and exercises that a mock interview of a level takes in all."""
    return sum(g.library.stage(stage).minutes.core for stage in g.library.skill_model(level).stages)


def lead_on(mock_id: int, *, wished: bool = False) -> ResponseReturnValue:
    """Lead to the next question, to an answer to be rated, or to what the mock interview told.

    Before a stage begins, and once it is over, its page comes first; from there it goes on as the candidate wishes.
    """
    room = mock_room(mock_id)
    if room.waits and not wished:
        return redirect(url_for("mocks.show", mock_id=mock_id), 303)
    if room.step.to == "rate":
        return redirect(url_for("answers.show", answer_id=room.step.answer), 303)
    if room.step.to == "answer":
        card = card_of(room, room.asked[room.step.asked])
        with keeping() as db:
            found = answers.open_answer(db, card, room.step.asked, now(), (mock_id, room.step.stage))
        return redirect(url_for("answers.show", answer_id=found), 303)
    if room.kept.finished_at is None:
        with keeping() as db:
            mocks.finish(db, mock_id, now(), today())
    return redirect(url_for("mocks.show", mock_id=mock_id), 303)


def card_of(room: MockRoom, asked: Asked) -> str:
    """Return the card that an answer counts for; that of an exercise is none of the deck."""
    if isinstance(asked.source, Exercise):
        return EXERCISE + asked.id
    cards = deck(room.kept.mock.level, room.kept.mock.motion, g.library, hidden())
    return next((card.id for card in cards if asked.source in card.variants), asked.id)
