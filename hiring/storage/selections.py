"""Counts of applicants and of those selected, by groups that people chose to be counted in; never by person."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from hiring.adverse_impact import Group
from hiring.storage.audit import By, note
from hiring.storage.people import Person
from hiring.storage.tables import candidates, openings, selections
from hiring.storage.visibility import pending


def count(db: Connection, opening_id: int, groups: Sequence[Group], by: By) -> None:
    """Keep the counts of an opening beside the earlier ones; the last ones stand."""
    data = {"groups": [vars(group) for group in groups]}
    values = {"opening_id": opening_id, "data": data, "made_by": by.person, "at": by.at}
    db.execute(insert(selections).values(values))
    note(db, by, "count", "opening", opening_id, groups=len(groups))


def counted(db: Connection) -> list[tuple[int, str, list[Group]]]:
    """Return each opening's id and title with its last counts, if it has any, by title."""
    last = select(func.max(selections.c.id)).group_by(selections.c.opening_id)
    query = (
        select(openings.c.id, openings.c.title, selections.c.data)
        .join(openings, openings.c.id == selections.c.opening_id)
        .where(selections.c.id.in_(last))
        .order_by(openings.c.title, openings.c.id)
    )
    return [
        (row.id, row.title, [Group(**group) for group in row.data["groups"]]) for row in db.execute(query)
    ]


def waiting(db: Connection, viewer: Person) -> int:
    """Return how many candidates still wait for the viewer's own scorecards."""
    query = select(func.count()).select_from(candidates).where(pending(viewer.id, candidates.c.id))
    return int(db.execute(query).scalar_one())
