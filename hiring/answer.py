"""One answer of a candidate to one question, from its first word to its rating."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

State = Literal["draft", "kept", "rated"]
MOST_SIGNS = 10_000
LEAST_WORDS = 5  # of a typed answer, before anything is shown to compare it with
MOST_SECONDS = 60 * 60
MOST_EVIDENCE = 500


def enough(text: str) -> bool:
    """Whether a typed text is an answer at all."""
    return len(text.split()) >= LEAST_WORDS


@dataclass(frozen=True)
class Review:
    """How the candidate rated an answer: a score from 1 to 5, what it rests on, and the day that it counts for."""

    score: int
    evidence: str
    day: date
    at: datetime


@dataclass(frozen=True)
class Answer:
    """An answer as it is kept: typed, told aloud for some seconds, or both; `version` counts its saves.

    `taken_back` are the score and the line of a rating that was taken back, to begin from.
    """

    id: int
    card: str
    question: str
    mock_id: int | None
    stage: int | None
    text: str
    seconds: int | None
    version: int
    editor: str
    sequence: int
    begun_at: datetime
    saved_at: datetime | None
    kept_at: datetime | None
    review: Review | None = None
    taken_back: Mapping[str, str] | None = None

    @property
    def state(self) -> State:
        """How far it has come; only when it is kept are the descriptions of good answers shown."""
        if self.review:
            return "rated"
        return "kept" if self.kept_at else "draft"

    @property
    def given(self) -> bool:
        """Whether anything was answered at all."""
        return bool(self.text.strip() or self.seconds)
