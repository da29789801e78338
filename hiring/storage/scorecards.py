"""Scorecards: drafts that never lose a word, cards that lock, slips mended by a new card, revisions beside the first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from hiring.scorecard import Scorecard, as_data
from hiring.storage.audit import By, note
from hiring.storage.people import Person
from hiring.storage.tables import (
    candidates,
    interviews,
    kits,
    openings,
    people,
    revisions,
    scorecards,
    scores,
    seats,
)
from hiring.storage.visibility import pending
from hiring.vocabulary import Level, SkillId

State = Literal["draft", "submitted"]
Stop = Literal["replaced", "submitted", "left", "withdrawn", "closed"]


@dataclass(frozen=True)
class Card:
    """One card as it is kept, and what it belongs to; `version` counts its saves."""

    id: int
    seat_id: int
    candidate_id: int
    person_id: int
    opening_id: int
    kit_id: int
    stage: str
    skills: tuple[SkillId, ...]
    code_name: str
    number: int
    current: bool
    version: int
    state: State
    filled: Scorecard
    editor: str
    sequence: int
    saved_at: datetime | None
    submitted_at: datetime | None
    typed_by: int | None
    left: bool
    closed: bool
    withdrawn: bool
    opening: str

    @property
    def stopped(self) -> Stop | None:
        """Why nothing more can be typed, or none: a later card took its place, it is submitted, or nobody waits for it."""
        reasons: dict[Stop, bool] = {
            "replaced": self.state == "submitted" and not self.current,
            "submitted": self.state == "submitted",
            "left": self.left,
            "withdrawn": self.withdrawn,
            "closed": self.closed,
        }
        return next((reason for reason, true in reasons.items() if true), None)

    @property
    def mends(self) -> bool:
        """Whether it is to take the place of a submitted card, which counts until this one is submitted."""
        return self.state == "draft" and self.number > 1

    @property
    def final(self) -> bool:
        """Whether not even a revision can be added: not submitted, or its candidate or opening is done with."""
        return not self.current or self.state == "draft" or self.left or self.withdrawn or self.closed


@dataclass(frozen=True)
class Save:
    """What one window wants to keep: the version that it knew, its own name and its own count of saves."""

    version: int
    editor: str
    sequence: int
    filled: Scorecard


_QUERY = (
    select(
        scorecards,
        interviews.c.stage,
        seats.c.skills,
        seats.c.left_at,
        candidates.c.code_name,
        candidates.c.opening_id,
        candidates.c.kit_id,
        candidates.c.withdrawn_at,
        openings.c.closed_at,
        openings.c.title,
    )
    .join(seats, seats.c.id == scorecards.c.seat_id)
    .join(interviews, interviews.c.id == seats.c.interview_id)
    .join(candidates, candidates.c.id == scorecards.c.candidate_id)
    .join(openings, openings.c.id == candidates.c.opening_id)
)


def _card(row: Row[Any]) -> Card:
    return Card(
        row.id, row.seat_id, row.candidate_id, row.person_id, row.opening_id, row.kit_id, row.stage,
        tuple(row.skills), row.code_name, row.number, row.current, row.version, row.state,
        Scorecard.model_validate(row.data), row.editor, row.sequence, row.saved_at, row.submitted_at,
        row.typed_by, row.left_at is not None, row.closed_at is not None, row.withdrawn_at is not None, row.title,
    )  # fmt: skip


def own(viewer: int | ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a card is a person's own: theirs, or one that a manager types in while blind to nobody's ratings."""
    manages = exists().where(people.c.id == viewer, people.c.role == "manager", people.c.active)
    draft = and_(scorecards.c.typed_by == viewer, scorecards.c.state == "draft")
    typed = and_(draft, manages, ~pending(viewer, scorecards.c.candidate_id))
    return or_(scorecards.c.person_id == viewer, typed)


_OWN = _QUERY.where(scorecards.c.id == bindparam("card"), own(bindparam("viewer", type_=Integer)))


def own_card(db: Connection, viewer: Person, card_id: int) -> Card | None:
    """Return a person's own card: theirs, or one that they type in from paper for somebody else."""
    row = db.execute(_OWN, {"card": card_id, "viewer": viewer.id}).first()
    return _card(row) if row else None


def newest() -> ColumnElement[bool]:
    """Whether no later card of its seat was begun: the current one, or the draft that is to take its place."""
    later = scorecards.alias()
    return ~exists().where(later.c.seat_id == scorecards.c.seat_id, later.c.number > scorecards.c.number)


def own_cards(db: Connection, viewer: Person) -> list[Card]:
    """Return the newest card of each seat that a person fills in, newest first."""
    rows = db.execute(_QUERY.where(newest(), own(viewer.id)).order_by(scorecards.c.id.desc()))
    return [_card(row) for row in rows]


def _open(card_id: int | ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a card can still be typed in: a draft of a seat, candidate and opening that wait for it."""
    done = or_(
        seats.c.left_at.is_not(None),
        candidates.c.withdrawn_at.is_not(None),
        openings.c.closed_at.is_not(None),
    )
    over = (
        exists()
        .where(seats.c.id == scorecards.c.seat_id, candidates.c.id == seats.c.candidate_id)
        .where(openings.c.id == candidates.c.opening_id, done)
        .correlate(scorecards)
    )
    return and_(scorecards.c.id == card_id, scorecards.c.state == "draft", ~over)


def _save() -> ReturningUpdate[Any]:
    """Return how a draft is saved: unless another window saved since the version known, or this one a later count."""
    same_window = and_(scorecards.c.editor == bindparam("window"), scorecards.c.sequence < bindparam("count"))
    return (
        update(scorecards)
        .where(_open(bindparam("card")), or_(scorecards.c.version == bindparam("known"), same_window))
        .values(
            data=bindparam("typed"),
            version=scorecards.c.version + 1,
            editor=bindparam("window"),
            sequence=bindparam("count"),
            saved_at=bindparam("now"),
        )
        .returning(scorecards.c.version)
    )


_SAVE = _save()  # made once: it is what the app does most, and making it takes longer than doing it


def open_card(db: Connection, seat_id: int, by: By, typed_by: int | None = None) -> int:
    """Return the newest card of a seat; make its first one if it has none."""
    found = select(scorecards.c.id).where(scorecards.c.seat_id == seat_id, newest())
    known: int | None = db.execute(found).scalar()
    return known if known is not None else new_card(db, seat_id, 1, Scorecard(), by, typed_by)


def new_card(
    db: Connection, seat_id: int, number: int, filled: Scorecard, by: By, typed_by: int | None = None
) -> int:
    """Add a draft to a seat; it is current unless it is to take the place of one that stays so until then."""
    seat = db.execute(select(seats).where(seats.c.id == seat_id)).one()
    values = {
        "seat_id": seat_id, "candidate_id": seat.candidate_id, "person_id": seat.person_id, "number": number,
        "current": number == 1, "version": 0, "state": "draft", "data": as_data(filled), "editor": "", "sequence": 0,
        "created_at": by.at, "typed_by": typed_by,
    }  # fmt: skip
    made: int = db.execute(insert(scorecards).values(values).returning(scorecards.c.id)).scalar_one()
    note(db, by, "open", "scorecard", made, seat=seat_id, number=number)
    return made


def save(db: Connection, card_id: int, wanted: Save, at: datetime) -> int | None:
    """Keep a draft and return its new version; none if another window has kept something else, or it is locked.

    A save that this very content has reached already is acknowledged; of one window's saves the later one wins,
    whatever order they arrive in.
    """
    data = as_data(wanted.filled)
    values = {"known": wanted.version, "window": wanted.editor, "count": wanted.sequence}
    version: int | None = db.execute(_SAVE, {"card": card_id, "typed": data, "now": at, **values}).scalar()
    if version is not None:
        return version
    row = db.execute(select(scorecards).where(_open(card_id))).first()
    return row.version if row and row.data == data else None


def submit(db: Connection, card: Card, version: int, level: Level, subject: int, by: By) -> bool:
    """Lock a card, let it take the place of the one before and count its scores; False if changed since, or locked."""
    query = (
        update(scorecards)
        .where(_open(card.id), scorecards.c.version == version)
        .values(state="submitted", submitted_at=by.at)
    )
    if db.execute(query).rowcount != 1:
        return False
    if not card.current:
        before = update(scorecards).where(scorecards.c.seat_id == card.seat_id, scorecards.c.current)
        db.execute(before.values(current=False))
        db.execute(update(scorecards).where(scorecards.c.id == card.id).values(current=True))
    where = {"subject": subject, "rater": card.person_id, "stage": card.stage}
    db.execute(delete(scores).where(*(scores.c[name] == value for name, value in where.items())))
    rated = [
        rating for rating in card.filled.as_ratings("", card.stage, card.skills) if rating.score is not None
    ]
    if rated:
        rows = [{**where, "skill": rating.skill, "score": rating.score, "level": level} for rating in rated]
        db.execute(insert(scores), rows)
    note(db, by, "submit", "scorecard", card.id, candidate=card.candidate_id)
    return True


def subject_and_level(db: Connection, candidate_id: int) -> tuple[int, Level]:
    """Return under which number a candidate's scores are counted, and at which level."""
    query = select(candidates.c.subject, openings.c.level).join(openings)
    row = db.execute(query.where(candidates.c.id == candidate_id)).one()
    return row.subject, row.level


@dataclass(frozen=True)
class Revised:
    """A score changed after others' ratings could be read; the first one stays beside it."""

    scorecard_id: int
    skill: SkillId
    score: int | None
    reason: str
    made_by: int
    at: datetime


def revise(db: Connection, card: Card, skill: SkillId, score: int | None, reason: str, by: By) -> None:
    """Add a revision to a submitted card: who, when, what it becomes and why."""
    values = {"scorecard_id": card.id, "candidate_id": card.candidate_id, "skill": skill, "score": score,
              "reason": reason, "made_by": by.person, "at": by.at}  # fmt: skip
    made = db.execute(insert(revisions).values(values).returning(revisions.c.id)).scalar_one()
    note(db, by, "revise", "scorecard", card.id, revision=made, skill=skill)


def revisions_of(db: Connection, card_ids: list[int]) -> list[Revised]:
    """Return all revisions of some cards, oldest first; the last of a skill stands."""
    rows = db.execute(
        select(revisions).where(revisions.c.scorecard_id.in_(card_ids)).order_by(revisions.c.id)
    )
    return [Revised(r.scorecard_id, r.skill, r.score, r.reason, r.made_by, r.at) for r in rows]


def kit_content(db: Connection, kit_id: int) -> str:
    """Return the content of a frozen kit."""
    return str(db.execute(select(kits.c.content).where(kits.c.id == kit_id)).scalar_one())
