"""One candidate's record put together for whoever may read it, and the decisions on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from hiring.debrief import Decision, Role, Seat
from hiring.frozen_kit import FrozenKit
from hiring.record import Card, Record, Verdict
from hiring.scorecard import Scorecard
from hiring.scoring import Rating, Revision
from hiring.storage.audit import By, note
from hiring.storage.people import Person
from hiring.storage.tables import (
    candidates,
    decisions,
    interviews,
    kits,
    openings,
    people,
    revisions,
    scorecards,
    scores,
    seats,
)
from hiring.storage.visibility import concerned, readable
from hiring.vocabulary import SkillId


@dataclass(frozen=True)
class Debriefed:
    """A candidate as a viewer may see them: with the record, or without it while it is closed to the viewer."""

    candidate_id: int
    opening_id: int
    code_name: str
    withdrawn_at: datetime | None
    kit: FrozenKit
    turned_in: Sequence[tuple[str, str, bool]]  # interviewer, stage, whether the card was handed in
    own_cards: Sequence[int]
    record: Record | None


@lru_cache(maxsize=64)
def frozen_kit(content: str) -> FrozenKit:
    """Return a frozen kit from its content, read once."""
    return FrozenKit.model_validate_json(content)


def debriefed(db: Connection, viewer: Person | None, candidate_id: int) -> Debriefed | None:
    """Return a candidate who concerns the viewer (nobody is the command line, which reads all); else none."""
    open_to_all = viewer is None
    query = (
        select(
            candidates, openings.c.title, openings.c.company, kits.c.content,
            *(() if viewer is None else (readable(viewer, candidates.c.id).label("readable"),)),
        )
        .join(openings, openings.c.id == candidates.c.opening_id)
        .join(kits, kits.c.id == candidates.c.kit_id)
        .where(candidates.c.id == candidate_id)
    )  # fmt: skip
    if viewer is not None:
        query = query.where(concerned(viewer, candidates.c.id))
    row = db.execute(query).first()
    if row is None:
        return None
    sitting = _sitting(db, candidate_id)
    record = _record(db, row, sitting) if open_to_all or row.readable else None
    turned_in = [(each.name, each.stage, each.state == "submitted") for each in sitting if _expected(each)]
    own = [each.card_id for each in sitting if viewer and each.person_id == viewer.id and each.card_id]
    return Debriefed(
        row.id,
        row.opening_id,
        row.code_name,
        row.withdrawn_at,
        frozen_kit(row.content),
        turned_in,
        own,
        record,
    )


def _sitting(db: Connection, candidate_id: int) -> Sequence[Any]:
    """Return all seats of a candidate with their people and current cards."""
    card = (scorecards.c.seat_id == seats.c.id) & scorecards.c.current
    query = (
        select(
            seats.c.id.label("seat_id"), seats.c.person_id, seats.c.skills, seats.c.left_at, seats.c.informed, interviews.c.stage,
            people.c.name, people.c.role, people.c.junior, scorecards.c.id.label("card_id"), scorecards.c.state,
            scorecards.c.data, scorecards.c.submitted_at, scorecards.c.typed_by,
        )
        .join(interviews, interviews.c.id == seats.c.interview_id)
        .join(people, people.c.id == seats.c.person_id)
        .outerjoin(scorecards, card)
        .where(seats.c.candidate_id == candidate_id)
        .order_by(interviews.c.number, people.c.name)
    )  # fmt: skip
    return db.execute(query).all()


def _expected(seat: Row[Any]) -> bool:
    return seat.left_at is None or seat.state == "submitted"


def _record(db: Connection, row: Row[Any], sitting: Sequence[Row[Any]]) -> Record:
    submitted = [seat for seat in sitting if seat.state == "submitted"]
    changed = _last_revisions(db, [seat.card_id for seat in submitted])
    typists = _names(db, [seat.typed_by for seat in submitted if seat.typed_by])
    return Record(
        opening=row.title,
        company=row.company,
        candidate=row.code_name,
        kit=frozen_kit(row.content),
        seats=tuple(Seat(seat.name, seat.stage, tuple(seat.skills)) for seat in sitting if _expected(seat)),
        cards=tuple(_card(seat, changed, typists) for seat in submitted),
        roles={seat.name: _role(seat) for seat in sitting},
        verdicts=tuple(verdicts(db, row.id)),
    )


def _role(seat: Row[Any]) -> Role:
    if seat.junior:
        return "junior"
    return "hiring_manager" if seat.role == "manager" else "interviewer"


def _card(
    seat: Row[Any], changed: Mapping[tuple[int, SkillId], Revision], typists: Mapping[int, str]
) -> Card:
    filled = Scorecard.model_validate(seat.data)
    ratings = tuple(
        Rating(
            each.interviewer,
            each.stage,
            each.skill,
            each.score,
            each.evidence,
            changed.get((seat.card_id, each.skill)),
        )
        for each in filled.as_ratings(seat.name, seat.stage, seat.skills)
    )
    return Card(
        seat.name, seat.stage, ratings, filled.recommendation or "", filled.notes, seat.submitted_at,
        typists.get(seat.typed_by), seat.informed,
    )  # fmt: skip


def _last_revisions(db: Connection, cards: Sequence[int]) -> dict[tuple[int, SkillId], Revision]:
    query = select(revisions).where(revisions.c.scorecard_id.in_(cards)).order_by(revisions.c.id)
    return {(row.scorecard_id, row.skill): Revision(row.score, row.reason) for row in db.execute(query)}


def _names(db: Connection, ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    query = select(people.c.id, people.c.name).where(people.c.id.in_(ids))
    return {row.id: row.name for row in db.execute(query)}


def verdicts(db: Connection, candidate_id: int) -> list[Verdict]:
    """Return all decisions on a candidate, oldest first; the last one stands."""
    query = select(decisions).where(decisions.c.candidate_id == candidate_id).order_by(decisions.c.id)
    return [
        Verdict(Decision(row.who, row.choice, row.reason, row.override), row.at, row.record_hash)
        for row in db.execute(query)
    ]


def decide(db: Connection, candidate_id: int, decision: Decision, record_hash: str, by: By) -> None:
    """Keep a decision beside those before it; one that was sent twice is kept once."""
    last = (
        select(decisions)
        .where(decisions.c.candidate_id == candidate_id)
        .order_by(decisions.c.id.desc())
        .limit(1)
    )
    kept = db.execute(last).first()
    same = {**vars(decision), "record_hash": record_hash, "made_by": by.person}
    if (
        kept
        and by.at - kept.at < timedelta(minutes=1)
        and all(getattr(kept, name) == value for name, value in same.items())
    ):
        return
    values = {"candidate_id": candidate_id, "made_by": by.person, "who": decision.who, "choice": decision.choice,
              "reason": decision.reason, "override": decision.override, "record_hash": record_hash, "at": by.at}  # fmt: skip
    made = db.execute(insert(decisions).values(values).returning(decisions.c.id)).scalar_one()
    note(db, by, "decide", "candidate", candidate_id, decision=made, choice=decision.choice)


@dataclass(frozen=True)
class Compared:
    """One candidate of an opening with the scores that each rater gave; without scores while closed to the viewer."""

    candidate_id: int
    code_name: str
    withdrawn: bool
    kit: FrozenKit
    readable: bool
    given: Mapping[int, Mapping[SkillId, Sequence[int]]]


def compared(db: Connection, viewer: Person, opening_id: int) -> list[Compared]:
    """Return the candidates of an opening, by code name, with the scores that the viewer may read."""
    query = (
        select(candidates, kits.c.content, readable(viewer, candidates.c.id).label("readable"))
        .join(kits, kits.c.id == candidates.c.kit_id)
        .where(candidates.c.opening_id == opening_id)
        .order_by(candidates.c.code_name)
    )
    rows = db.execute(query).all()
    given: dict[int, dict[int, dict[SkillId, list[int]]]] = {row.subject: {} for row in rows if row.readable}
    for each in db.execute(select(scores).where(scores.c.subject.in_(list(given)))):
        given[each.subject].setdefault(each.rater, {}).setdefault(each.skill, []).append(each.score)
    return [
        Compared(
            row.id, row.code_name, row.withdrawn_at is not None, frozen_kit(row.content), row.readable,
            given.get(row.subject, {}),
        )
        for row in rows
    ]  # fmt: skip
