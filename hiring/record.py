"""One candidate's interviews as plain data: what debrief, dossier and export rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from hiring.debrief import Decision, Role, Seat, missing_cards
from hiring.frozen_kit import FrozenKit, canonical
from hiring.scoring import Rating

Plain = dict[str, Any]


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

    def as_dict(self) -> Plain:
        """Return the card as plain data, its ratings by skill."""
        return {
            "interviewer": self.interviewer,
            "stage": self.stage,
            "submitted_at": utc_text(self.submitted_at),
            "typed_by": self.typed_by,
            "informed": self.informed,
            "recommendation": self.recommendation,
            "notes": self.notes,
            "ratings": [rating_dict(rating) for rating in sorted(self.ratings, key=lambda each: each.skill)],
        }

    @cached_property
    def hash(self) -> str:
        """The fingerprint of the card as it was handed in; scores revised later leave it as it was."""
        ratings = [{**rating, "revised": None} for rating in self.as_dict()["ratings"]]
        return fingerprint({**self.as_dict(), "ratings": ratings})


@dataclass(frozen=True)
class Verdict:
    """A decision with the time when it was made and the hash of the record that it was made on."""

    decision: Decision
    at: datetime
    record_hash: str

    def as_dict(self) -> Plain:
        """Return the decision as plain data."""
        return {**vars(self.decision), "at": utc_text(self.at), "record_hash": self.record_hash}

    @property
    def hash(self) -> str:
        """The fingerprint of the decision."""
        return fingerprint(self.as_dict())


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

    @property
    def missing(self) -> list[Seat]:
        """The seats whose card was not handed in, stage by stage."""
        handed_in = {(card.interviewer, card.stage) for card in self.cards}
        return sorted(missing_cards(self.seats, handed_in), key=self.turn)

    def turn(self, each: Card | Seat) -> tuple[int, str, str]:
        """Return what puts cards and seats in the order of the kit's stages, and of names within a stage."""
        stages = [stage.stage.id for stage in self.kit.stages]
        last = utc_text(each.submitted_at) if isinstance(each, Card) else " ".join(sorted(each.skills))
        return stages.index(each.stage), each.interviewer, last

    def as_dict(self) -> Plain:
        """Return all but the decisions as plain data: the same whatever order it was read in."""
        return {
            "candidate": self.candidate,
            "opening": self.opening,
            "company": self.company,
            "kit": self.kit.model_dump(),
            "roles": [{"interviewer": name, "role": self.roles[name]} for name in sorted(self.roles)],
            "seats": [
                {**vars(seat), "skills": sorted(seat.skills)} for seat in sorted(self.seats, key=self.turn)
            ],
            "scorecards": [card.as_dict() for card in sorted(self.cards, key=self.turn)],
        }

    @cached_property
    def hash(self) -> str:
        """The fingerprint of all but the decisions: what a decision is made on."""
        return fingerprint(self.as_dict())


def rating_dict(rating: Rating) -> Plain:
    """Return a rating as plain data, without whose and where it is."""
    revised = {**vars(rating.revised)} if rating.revised else None
    return {"skill": rating.skill, "score": rating.score, "evidence": rating.evidence, "revised": revised}


def fingerprint(value: Any) -> str:
    """Return the SHA-256 of plain data in its canonical spelling, as 64 hexadecimal digits."""
    return sha256(canonical(value).encode()).hexdigest()


def utc_text(at: datetime) -> str:
    """Return a time as ISO 8601 in UTC, with a Z at its end; ValueError for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
