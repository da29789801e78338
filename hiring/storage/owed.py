"""Scorecards that are waited for: interviews that have begun, and whose card nobody has handed in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, select

from hiring.interview_time import Lateness, ends, lateness
from hiring.storage.tables import candidates, interviews, openings, people, scorecards, seats
from hiring.vocabulary import Language


@dataclass(frozen=True)
class Owed:
    """One card that is waited for: whose, of which interview, and when that ended."""

    opening_id: int
    title: str
    candidate_id: int
    code_name: str
    stage: str
    person_id: int
    name: str
    language: Language
    ended_at: datetime
    active: bool  # whether that person is still in the team

    def lateness(self, at: datetime) -> Lateness:
        """Return how late the card is."""
        return lateness(self.ended_at, at)


def owed(db: Connection, at: datetime) -> list[Owed]:
    """Return the cards of open openings that are waited for, by person; nobody is reminded of who has withdrawn."""
    handed_in = exists().where(
        scorecards.c.seat_id == seats.c.id, scorecards.c.current, scorecards.c.state == "submitted"
    )
    query = (
        select(
            openings.c.id.label("opening_id"), openings.c.title, seats.c.candidate_id, candidates.c.code_name,
            interviews.c.stage, interviews.c.starts_at, interviews.c.minutes, seats.c.person_id, people.c.name,
            people.c.language, people.c.active,
        )
        .join(interviews, interviews.c.id == seats.c.interview_id)
        .join(candidates, candidates.c.id == seats.c.candidate_id)
        .join(openings, openings.c.id == candidates.c.opening_id)
        .join(people, people.c.id == seats.c.person_id)
        .where(
            seats.c.left_at.is_(None), candidates.c.withdrawn_at.is_(None), openings.c.closed_at.is_(None),
            interviews.c.starts_at < at, ~handed_in,
        )
        .order_by(people.c.name, people.c.id, interviews.c.starts_at)
    )  # fmt: skip
    return [
        Owed(
            row.opening_id, row.title, row.candidate_id, row.code_name, row.stage, row.person_id, row.name,
            row.language, ends(row.starts_at, row.minutes), row.active,
        )
        for row in db.execute(query)
    ]  # fmt: skip
