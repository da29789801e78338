"""The kit that an opening would be given now, and which questions the kits of open openings use."""

import json
from collections.abc import Iterator, MutableMapping
from typing import Any

from sqlalchemy import Connection, select

from hiring.findings import HiringError, Place, refused, say
from hiring.kit import Kit, Wish, make_kit, swapped
from hiring.library import Library
from hiring.storage.openings import Opening, unfrozen
from hiring.storage.tables import kits, openings

LOOP = Place("brief", path="stages")
Known = MutableMapping[Any, frozenset[str]]  # what frozen kits and briefs use, which never changes


def chosen(opening: Opening, library: Library) -> Kit:
    """Return the kit of an opening as the library makes it now; HiringError where it cannot, or has no interview."""
    wish = Wish(opening.level, opening.motion, opening.brief.get("stages"), opening.form, opening.seed, LOOP)
    kit = swapped(make_kit(wish, library), opening.swaps)
    if not kit.loop:
        raise refused(LOOP, "no-stage", say("a kit needs at least one stage"))
    return kit


def questions_in_use(db: Connection, library: Library, known: Known) -> frozenset[str]:
    """Return the ids of all questions and exercises that the kit of an open opening uses, frozen or not yet."""
    frozen = select(kits.c.id).join(openings, openings.c.id == kits.c.opening_id)
    ids = list(db.execute(frozen.where(openings.c.closed_at.is_(None))).scalars())
    new = [each for each in ids if each not in known]
    if new:
        for row in db.execute(select(kits.c.id, kits.c.content).where(kits.c.id.in_(new))):
            known[row.id] = frozenset(_asked(json.loads(row.content)))
    not_yet = (frozenset(_would_ask(opening, library)) for opening in unfrozen(db))
    return frozenset().union(*(known[each] for each in ids), *not_yet)


def _asked(content: dict[str, Any]) -> Iterator[str]:
    for stage in content["stages"]:
        yield from (question["id"] for question in stage["questions"])
        if stage["exercise"]:
            yield stage["exercise"]["id"]


def _would_ask(opening: Opening, library: Library) -> Iterator[str]:
    """Yield what a kit that can still be chosen would ask; nothing where none can be made."""
    try:
        kit = chosen(opening, library)
    except HiringError:
        return
    for stage in kit.stages:
        yield from (question.id for question in stage.questions)
        if stage.exercise:
            yield stage.exercise.id
