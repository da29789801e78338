"""Candidates by code name, their interviews, and who sits in them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, func, insert, select, update

from hiring.storage.audit import By, note
from hiring.storage.tables import candidates, interviews, kits, people, scorecards, seats
from hiring.vocabulary import Language, SkillId

SUBJECTS = 2**53  # so that JSON readers keep every digit


@dataclass(frozen=True)
class Candidate:
    """Somebody who is interviewed, by code name; `subject` is the number that their scores are counted under."""

    id: int
    opening_id: int
    kit_id: int
    code_name: str
    real_name: str
    subject: int
    hold: bool
    created_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Interview:
    """One stage of one candidate: when, how long, where; without a time it is not fixed yet."""

    id: int
    candidate_id: int
    stage: str
    number: int
    starts_at: datetime | None
    minutes: int
    place: str


@dataclass(frozen=True)
class Seat:
    """Who sits in an interview and rates which skills; `state` of the card is `none`, `draft` or `submitted`."""

    id: int
    interview_id: int
    candidate_id: int
    person_id: int
    skills: tuple[SkillId, ...]
    informed: bool
    left_at: datetime | None
    card_id: int | None
    state: str
    submitted_at: datetime | None
    name: str
    language: Language
    mending: bool = False

    @property
    def submitted(self) -> bool:
        """Whether the card was handed in."""
        return self.state == "submitted"


def add_candidate(
    db: Connection, opening_id: int, kit_id: int, code_name: str, real_name: str, by: By
) -> int:
    """Keep a new candidate and return the id; the code name must be new in the opening."""
    values = {"opening_id": opening_id, "kit_id": kit_id, "code_name": code_name, "real_name": real_name,
              "subject": secrets.randbelow(SUBJECTS), "hold": False, "created_at": by.at}  # fmt: skip
    made: int = db.execute(insert(candidates).values(values).returning(candidates.c.id)).scalar_one()
    note(db, by, "add", "candidate", made, opening=opening_id)
    return made


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        row.id, row.opening_id, row.kit_id, row.code_name, row.real_name, row.subject, row.hold, row.created_at,
        row.withdrawn_at,
    )  # fmt: skip


def candidates_of(db: Connection, opening_id: int) -> list[Candidate]:
    """Return an opening's candidates, by code name."""
    query = select(candidates).where(candidates.c.opening_id == opening_id)
    return [_candidate(row) for row in db.execute(query.order_by(func.lower(candidates.c.code_name)))]


def counts(db: Connection) -> dict[int, int]:
    """Return how many candidates each opening has, without those who have withdrawn."""
    query = select(candidates.c.opening_id, func.count().label("number"))
    rows = db.execute(query.where(candidates.c.withdrawn_at.is_(None)).group_by(candidates.c.opening_id))
    return {row.opening_id: row.number for row in rows}


def candidate(db: Connection, candidate_id: int) -> Candidate | None:
    """Return a candidate by id."""
    row = db.execute(select(candidates).where(candidates.c.id == candidate_id)).first()
    return _candidate(row) if row else None


def with_kit(db: Connection, candidate_id: int) -> tuple[Candidate, str] | None:
    """Return a candidate with the content of the frozen kit that they are interviewed by."""
    query = select(candidates, kits.c.content).join(kits, kits.c.id == candidates.c.kit_id)
    row = db.execute(query.where(candidates.c.id == candidate_id)).first()
    return (_candidate(row), row.content) if row else None


def change_candidate(db: Connection, candidate_id: int, by: By, act: str, **values: Any) -> None:
    """Change a candidate: withdrawn or back, held from erasing, renamed."""
    db.execute(update(candidates).where(candidates.c.id == candidate_id).values(**values))
    note(db, by, act, "candidate", candidate_id)


def add_interviews(db: Connection, candidate_id: int, stages: Sequence[tuple[str, int]]) -> None:
    """Keep an interview for each stage of the kit, named with its minutes, in their order."""
    rows = [
        {"candidate_id": candidate_id, "stage": stage, "number": number, "minutes": minutes, "place": ""}
        for number, (stage, minutes) in enumerate(stages, start=1)
    ]
    db.execute(insert(interviews), rows)


def interviews_of(db: Connection, candidate_ids: Sequence[int]) -> list[Interview]:
    """Return the interviews of some candidates, stage by stage."""
    query = select(interviews).where(interviews.c.candidate_id.in_(candidate_ids))
    rows = db.execute(query.order_by(interviews.c.candidate_id, interviews.c.number))
    return [Interview(r.id, r.candidate_id, r.stage, r.number, r.starts_at, r.minutes, r.place) for r in rows]


def schedule(db: Connection, interview_id: int, starts_at: datetime | None, place: str, by: By) -> None:
    """Fix, move or clear when and where an interview takes place."""
    query = update(interviews).where(interviews.c.id == interview_id)
    db.execute(query.values(starts_at=starts_at, place=place))
    note(db, by, "schedule" if starts_at else "clear", "interview", interview_id)


def assign(
    db: Connection, interview: Interview, person_id: int, skills: Sequence[SkillId], by: By, *, informed: bool
) -> int:
    """Give a person a seat in an interview, or the seat that they left back; return its id."""
    where = (seats.c.interview_id == interview.id, seats.c.person_id == person_id)
    known: int | None = db.execute(select(seats.c.id).where(*where)).scalar()
    if known is not None:
        seen = {"informed": True} if informed else {}
        db.execute(update(seats).where(seats.c.id == known).values(left_at=None, **seen))
    else:
        values = {"interview_id": interview.id, "candidate_id": interview.candidate_id, "person_id": person_id,
                  "skills": list(skills), "informed": informed, "assigned_at": by.at}  # fmt: skip
        known = db.execute(insert(seats).values(values).returning(seats.c.id)).scalar_one()
    note(db, by, "assign", "seat", known, person=person_id, interview=interview.id)
    return known


def rate(db: Connection, seat_id: int, skills: Sequence[SkillId], by: By) -> None:
    """Change which skills a seat rates; one whose card was handed in keeps those that it rated."""
    handed_in = select(scorecards.c.id).where(
        scorecards.c.seat_id == seat_id, scorecards.c.current, scorecards.c.state == "submitted"
    )
    query = update(seats).where(seats.c.id == seat_id, ~handed_in.exists())
    if db.execute(query.values(skills=list(skills))).rowcount:
        note(db, by, "rate", "seat", seat_id, skills=len(skills))


def leave(db: Connection, seat_id: int, by: By) -> None:
    """Take a person out of an interview; the row stays, so that they stay blind where they have not submitted."""
    db.execute(update(seats).where(seats.c.id == seat_id).values(left_at=by.at))
    note(db, by, "leave", "seat", seat_id)


def seats_of(db: Connection, candidate_ids: Sequence[int]) -> list[Seat]:
    """Return all seats of some candidates, those left too, with whether their card was handed in, never what it says."""
    other = scorecards.alias()
    mended = exists().where(other.c.seat_id == seats.c.id, other.c.state == "draft")
    card = (scorecards.c.seat_id == seats.c.id) & scorecards.c.current
    query = (
        select(seats, scorecards.c.id.label("card_id"), scorecards.c.state, scorecards.c.submitted_at)
        .add_columns(people.c.name, people.c.language, mended.label("mending"))
        .join(people, people.c.id == seats.c.person_id)
        .outerjoin(scorecards, card)
        .where(seats.c.candidate_id.in_(candidate_ids))
        .order_by(seats.c.id)
    )
    return [
        Seat(
            row.id, row.interview_id, row.candidate_id, row.person_id, tuple(row.skills), row.informed, row.left_at,
            row.card_id, row.state or "none", row.submitted_at, row.name,
            row.language, row.mending and row.state == "submitted",
        )
        for row in db.execute(query)
    ]  # fmt: skip
