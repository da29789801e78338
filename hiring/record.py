"""One candidate's interviews as plain data: what debrief, dossier and export rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hiring.debrief import Decision, Role, Seat
from hiring.frozen_kit import FrozenKit
from hiring.scoring import Rating


@dataclass(frozen=True)
class Card:
    """One submitted scorecard: whose, of which stage, and all that was written; `typed_by` copied it from paper."""

    interviewer: str
    stage: str
    ratings: tuple[Rating, ...]
    recommendation: str
    notes: str
    submitted_at: datetime
    typed_by: str | None = None
    informed: bool = False  # whether others' ratings could be read before the seat was taken


@dataclass(frozen=True)
class Verdict:
    """A decision with the time when it was made and the hash of the record that it was made on."""

    decision: Decision
    at: datetime
    record_hash: str


@dataclass(frozen=True)
class Record:
    """One candidate at one opening: the frozen kit, who was to rate what, what they handed in, what was decided.

    `seats` are those expected, of people who have left the panel too where they handed in a card. Names are the
    interviewers' names, each once.
    """

    opening: str
    company: str
    candidate: str
    kit: FrozenKit
    seats: tuple[Seat, ...]
    cards: tuple[Card, ...]
    roles: Mapping[str, Role] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()

    @property
    def ratings(self) -> list[Rating]:
        """Every rating of every card."""
        return [rating for card in self.cards for rating in card.ratings]
