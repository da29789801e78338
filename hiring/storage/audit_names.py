"""Whom and what the audit's rows are about, by their names of today; who was erased has none any more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, literal, null, select, union_all

from hiring.storage.audit import Act
from hiring.storage.people import Person
from hiring.storage.tables import audit, candidates, interviews, openings, people, scorecards, seats
from hiring.storage.visibility import pending

Key = tuple[str, int]
OF_A_CANDIDATE = {"interview": interviews, "seat": seats, "scorecard": scorecards}
OF_OPENINGS = {"opening", "retention"}


@dataclass(frozen=True)
class About:
    """What one act is about; a candidate without a name was erased."""

    candidate_id: int | None = None
    candidate: str | None = None
    opening_id: int | None = None
    opening: str | None = None
    person: str | None = None


def abouts(db: Connection, acts: Sequence[Act]) -> dict[int, About]:
    """Return for each act, by its id, what it is about."""
    owners = _owners(db, acts)
    named = {act.id: _ids(act, owners) for act in acts}
    names = _names(db, [key for ids in named.values() for key in ids.items()])
    return {number: _about(ids, names) for number, ids in named.items()}


def told_to(viewer: Person) -> ColumnElement[bool]:
    """Select the acts that a viewer may know of: none that followed from ratings which they may not read yet."""
    closed = select(candidates.c.id).where(pending(viewer.id, candidates.c.id))
    revised = select(scorecards.c.id).where(scorecards.c.candidate_id.in_(closed))
    return and_(
        ~and_(audit.c.act == "decide", audit.c.kind == "candidate", audit.c.object.in_(closed)),
        ~and_(audit.c.act == "revise", audit.c.kind == "scorecard", audit.c.object.in_(revised)),
    )


def _owners(db: Connection, acts: Sequence[Act]) -> dict[Key, int]:
    """Return whose the interviews, seats and scorecards are that acts were done on."""
    queries = [
        select(literal(kind).label("kind"), table.c.id, table.c.candidate_id).where(
            table.c.id.in_([act.object for act in acts if act.kind == kind])
        )
        for kind, table in OF_A_CANDIDATE.items()
    ]
    return {(row.kind, row.id): row.candidate_id for row in db.execute(union_all(*queries))}


def _ids(act: Act, owners: Mapping[Key, int]) -> dict[str, int]:
    """Return the ids of the candidate, the opening and the person that an act is about, where there are any."""
    number = act.object or 0
    found = {
        "candidate": number if act.kind == "candidate" else owners.get((act.kind, number)) or act.detail.get("candidate"),
        "opening": number if act.kind in OF_OPENINGS else act.detail.get("opening"),
        "person": number if act.kind == "person" else act.detail.get("person"),
    }  # fmt: skip
    return {kind: each for kind, each in found.items() if each}


def _names(db: Connection, keys: Iterable[Key]) -> dict[Key, tuple[str, int | None, str | None]]:
    """Return names by kind and id; a candidate's with the id and title of the opening."""
    wanted: dict[str, set[int]] = {"candidate": set(), "opening": set(), "person": set()}
    for kind, number in keys:
        wanted[kind].add(number)
    rows = union_all(
        select(
            literal("candidate").label("kind"), candidates.c.id, candidates.c.code_name.label("name"),
            openings.c.id.label("opening_id"), openings.c.title,
        )
        .join(openings, openings.c.id == candidates.c.opening_id)
        .where(candidates.c.id.in_(wanted["candidate"])),
        select(literal("opening"), openings.c.id, openings.c.title, openings.c.id, openings.c.title).where(
            openings.c.id.in_(wanted["opening"])
        ),
        select(literal("person"), people.c.id, people.c.name, null(), null()).where(people.c.id.in_(wanted["person"])),
    )  # fmt: skip
    return {(row.kind, row.id): (row.name, row.opening_id, row.title) for row in db.execute(rows)}


def _about(ids: Mapping[str, int], names: Mapping[Key, tuple[str, int | None, str | None]]) -> About:
    unknown = (None, None, None)
    candidate = names.get(("candidate", ids.get("candidate", 0)), unknown)
    opening = names.get(("opening", ids.get("opening", 0)), unknown)
    person = names.get(("person", ids.get("person", 0)), unknown)
    return About(
        ids.get("candidate"), candidate[0], candidate[1] or opening[1], candidate[2] or opening[2], person[0]
    )
