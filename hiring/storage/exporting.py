"""What is kept about openings and candidates as plain data, for whoever asks: nobody is the command line, and reads all.

The number that a candidate's scores are counted under is in none of it: nothing may lead back to them after erasing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, null, or_, select, true

from hiring.record import Plain, utc_text
from hiring.storage.audit import Act
from hiring.storage.erasing import concerning
from hiring.storage.people import Person
from hiring.storage.retention import everybody_kept
from hiring.storage.tables import (
    MOST_ID,
    audit,
    candidates,
    decisions,
    interviews,
    kits,
    openings,
    people,
    revisions,
    scorecards,
    seats,
)
from hiring.storage.visibility import readable

AT_ONCE = 50  # candidates


def opening_ids(db: Connection) -> list[int]:
    """Return the ids of all openings."""
    return list(db.execute(select(openings.c.id).order_by(openings.c.id)).scalars())


def opening_data(db: Connection, opening_id: int) -> Plain | None:
    """Return an opening with its brief and all its frozen kits; none if there is no such opening."""
    row = db.execute(select(openings).where(openings.c.id == opening_id)).first()
    if row is None:
        return None
    found = db.execute(select(kits).where(kits.c.opening_id == opening_id).order_by(kits.c.version))
    return {
        "id": row.id, "opening": row.title, "company": row.company, "language": row.language, "level": row.level,
        "motion": row.motion, "form": row.form, "seed": row.seed, "swaps": row.swaps, "retention": row.retention,
        "created_at": utc_text(row.created_at), "closed_at": _text(row.closed_at), "brief": row.brief,
        "kits": [
            {"version": kit.version, "hash": kit.hash, "created_at": utc_text(kit.created_at),
             "shortfalls": kit.shortfalls, "content": json.loads(kit.content)}
            for kit in found
        ],
    }  # fmt: skip


def candidates_data(db: Connection, viewer: Person | None, opening_id: int) -> Iterator[Plain]:
    """Yield all candidates of an opening with what the viewer may read about them, a few read at a time."""
    query = select(candidates.c.id).where(candidates.c.opening_id == opening_id).order_by(candidates.c.id)
    ids = list(db.execute(query).scalars())
    names = _names(db)
    for start in range(0, len(ids), AT_ONCE):
        yield from _batch(db, viewer, ids[start : start + AT_ONCE], names)


def candidate_data(db: Connection, viewer: Person | None, candidate_id: int) -> Plain | None:
    """Return all about one candidate that the viewer may read: until when they are kept, and what was done, too."""
    found = next(_batch(db, viewer, [candidate_id], _names(db)), None)
    if found is None:
        return None
    (kept,) = everybody_kept(db, only=candidate_id)
    if found["decisions"] is not None:
        found["kept_by"] = kept.term.preset.id
        found["kept_until"] = kept.term.until.isoformat() if kept.term.until else None
        found["acts"] = _acts(db, candidate_id)
    return {**found, "consent": kept.consent.isoformat() if kept.consent else None}


def _names(db: Connection) -> dict[int | None, str]:
    return {row.id: row.name for row in db.execute(select(people.c.id, people.c.name))}


def _batch(
    db: Connection, viewer: Person | None, ids: Sequence[int], names: Mapping[int | None, str]
) -> Iterator[Plain]:
    rows = _candidates(db, viewer, ids)
    open_ids = [row.id for row in rows if row.open]
    talks = _grouped(
        db, select(interviews).where(interviews.c.candidate_id.in_(ids)).order_by(interviews.c.number)
    )
    cards = _grouped(db, _cards(viewer).where(seats.c.candidate_id.in_(ids)))
    changed = _grouped(
        db, select(revisions).where(revisions.c.candidate_id.in_(open_ids)).order_by(revisions.c.id)
    )
    decided = _grouped(
        db, select(decisions).where(decisions.c.candidate_id.in_(open_ids)).order_by(decisions.c.id)
    )
    for row in rows:
        revised = [
            (each.scorecard_id, each.skill, _revision(each, names)) for each in changed.get(row.id, [])
        ]
        written = [(each.interview_id, _card(each, revised, names)) for each in cards.get(row.id, [])]
        verdicts = [_decision(each, names) for each in decided.get(row.id, [])]
        yield {
            **_head(row),
            "interviews": [
                {**_talk(talk), "scorecards": [card for where, card in written if where == talk.id]}
                for talk in talks.get(row.id, [])
            ],
            "decisions": verdicts if row.open else None,
        }  # fmt: skip


def _candidates(db: Connection, viewer: Person | None, ids: Sequence[int]) -> Sequence[Row[Any]]:
    query = (
        select(
            candidates, openings.c.title, openings.c.company, openings.c.level, openings.c.motion,
            kits.c.version, kits.c.hash,
            (true() if viewer is None else readable(viewer, candidates.c.id)).label("open"),
        )
        .join(openings, openings.c.id == candidates.c.opening_id)
        .join(kits, kits.c.id == candidates.c.kit_id)
        .where(candidates.c.id.in_(ids))
        .order_by(candidates.c.id)
    )  # fmt: skip
    return db.execute(query).all()


def _cards(viewer: Person | None) -> Any:
    """Select all seats with their cards; what a card says stands only in those that the viewer may read."""
    shown = _shown(viewer)
    return (
        select(
            seats, scorecards.c.id.label("card_id"), scorecards.c.state, scorecards.c.current, scorecards.c.number,
            scorecards.c.submitted_at, scorecards.c.typed_by, case((shown, scorecards.c.data), else_=null()).label("data"),
        )
        .outerjoin(scorecards, scorecards.c.seat_id == seats.c.id)
        .where(or_(scorecards.c.id.is_(None), scorecards.c.current, shown))
        .order_by(seats.c.id, scorecards.c.number)
    )  # fmt: skip


def _shown(viewer: Person | None) -> ColumnElement[bool]:
    if viewer is None:
        return true()
    own = scorecards.c.person_id == viewer.id
    return and_(scorecards.c.state == "submitted", or_(own, readable(viewer, scorecards.c.candidate_id)))


def _grouped(db: Connection, query: Any) -> dict[int, list[Row[Any]]]:
    """Return rows by the candidate that they belong to."""
    found: dict[int, list[Row[Any]]] = {}
    for row in db.execute(query):
        found.setdefault(row.candidate_id, []).append(row)
    return found


def _head(row: Row[Any]) -> Plain:
    return {
        "id": row.id, "candidate": row.code_name, "real_name": row.real_name, "opening": row.title,
        "company": row.company, "kit": f"{row.version} {row.hash}", "level": row.level, "motion": row.motion,
        "added_at": utc_text(row.created_at), "withdrawn_at": _text(row.withdrawn_at), "held": row.hold,
    }  # fmt: skip


def _talk(row: Row[Any]) -> Plain:
    return {"stage": row.stage, "starts_at": _text(row.starts_at), "minutes": row.minutes, "place": row.place}


def _card(row: Row[Any], revised: Sequence[tuple[int, str, Plain]], names: Mapping[int | None, str]) -> Plain:
    status = (
        "none" if row.card_id is None else row.state if row.current or row.state == "draft" else "replaced"
    )
    ratings = None if row.data is None else [
        {"skill": skill, "score": rated["score"], "evidence": rated["evidence"],
         "revisions": [each for card, on, each in revised if (card, on) == (row.card_id, skill)]}
        for skill, rated in sorted(row.data["ratings"].items(), key=lambda pair: _turn(row.skills, pair[0]))
    ]  # fmt: skip
    filled = row.data or {}
    return {
        "interviewer": names[row.person_id], "status": status, "number": row.number, "skills": row.skills,
        "informed": row.informed, "assigned_at": utc_text(row.assigned_at), "left_at": _text(row.left_at),
        "submitted_at": _text(row.submitted_at), "typed_by": names.get(row.typed_by),
        "recommendation": filled.get("recommendation"), "notes": filled.get("notes"), "ratings": ratings,
    }  # fmt: skip


def _turn(skills: Sequence[str], skill: str) -> tuple[int, str]:
    return (skills.index(skill) if skill in skills else len(skills), skill)


def _revision(row: Row[Any], names: Mapping[int | None, str]) -> Plain:
    return {"score": row.score, "reason": row.reason, "by": names.get(row.made_by), "at": utc_text(row.at)}


def _decision(row: Row[Any], names: Mapping[int | None, str]) -> Plain:
    return {
        "who": row.who, "choice": row.choice, "reason": row.reason, "override": row.override,
        "by": names.get(row.made_by), "at": utc_text(row.at), "record_hash": row.record_hash,
    }  # fmt: skip


def _acts(db: Connection, candidate_id: int) -> list[Plain]:
    """Return what was done about a candidate and when, without who did it."""
    rows = db.execute(select(audit).where(concerning(candidate_id)).order_by(audit.c.id))
    return [{"at": utc_text(row.at), "act": row.act, "kind": row.kind} for row in rows]


def _text(at: datetime | None) -> str | None:
    return utc_text(at) if at else None


def called(db: Connection, words: str) -> list[tuple[int, str]]:
    """Return the candidates that words name, by id or as opening/code name (the opening by id or title), with their names."""
    query = select(candidates.c.id, candidates.c.opening_id, candidates.c.code_name, openings.c.title).join(
        openings
    )
    if words.isascii() and words.isdecimal():
        query = query.where(candidates.c.id == min(int(words[:18]), MOST_ID))
    rows = db.execute(query.order_by(candidates.c.id)).all()
    return [
        (row.id, f"{row.title} ({row.opening_id}) / {row.code_name}")
        for row in rows
        if words == str(row.id)
        or words.casefold() in {f"{name}/{row.code_name}".casefold() for name in (row.title, row.opening_id)}
    ]


def every_act(db: Connection) -> Iterator[Act]:
    """Yield all that was noted, oldest first."""
    query = select(audit, people.c.name).outerjoin(people, people.c.id == audit.c.actor).order_by(audit.c.id)
    for row in db.execute(query, execution_options={"stream_results": True, "yield_per": 500}):
        yield Act(row.id, row.at, row.name, row.act, row.kind, row.object, row.detail)
