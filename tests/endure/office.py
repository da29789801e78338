"""Interviewers at work: each with a card of their own, a signed-in browser, and saves that tell if they are whole."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, text
from team import Team, form_of

from hiring.scorecard import Rated, Scorecard
from hiring.storage import people, scorecards
from hiring.storage.database import Database
from hiring.storage.people import Person
from hiring.storage.schema import upgrade
from hiring.storage.scorecards import Card
from hiring.storage.tables import candidates, scores
from hiring.vocabulary import SkillId


@dataclass(frozen=True)
class Desk:
    """One interviewer with an open card and the token of a session."""

    person: Person
    card: int
    skills: tuple[SkillId, ...]
    token: str

    def filled(self, number: int) -> Scorecard:
        """Return the card as its save of a number has it: the number stands in every field."""
        words = f"save {number} of {self.person.name}, asked who decides and what it costs to wait"
        ratings = {skill: Rated(score=number % 5 + 1, evidence=words) for skill in self.skills}
        return Scorecard(ratings=ratings, recommendation="yes", notes=f"{words}. {'More words. ' * 20}")

    def form(self, number: int, version: int, editor: str) -> dict[str, str]:
        """Return a save as the fields of the page."""
        fields = form_of(self.filled(number), version=version, editor=editor, sequence=number)
        return {name: str(value) for name, value in fields.items()}

    def number_of(self, filled: Scorecard) -> int:
        """Return which save a card holds, 0 for none, -1 if it is half of one and half of another."""
        if filled == Scorecard():
            return 0
        numbers = set(map(int, re.findall(r"save (\d+) of", filled.model_dump_json())))
        number = max(numbers, default=0)
        return number if filled == self.filled(number) else -1


class Office:
    """A database with interviewers at their desks; between its blocks `inside` nobody here has it open."""

    def __init__(self, url: str, *, how_many: int = 8) -> None:
        self._database = Database(url)
        self.url = url
        with self.inside() as database:
            upgrade(database)
            self._team = Team(database)
            self._opening = self._team.opening()
            self.desks = [self._desk(number) for number in range(how_many)]

    @contextmanager
    def inside(self) -> Iterator[Database]:
        """Lend the database, and close it in the end."""
        try:
            yield self._database
        finally:
            self._database.close()

    def sit_down_anew(self) -> None:
        """Give everybody another candidate with a blank card."""
        with self.inside():
            self.desks = [self._again(desk) for desk in self.desks]

    def _desk(self, number: int) -> Desk:
        person = self._team.person(f"Ada {number}")
        with self._database.write() as db:
            token = people.start_session(db, person.id, "test", datetime.now(UTC))
        return self._seated(person, token)

    def _again(self, desk: Desk) -> Desk:
        return self._seated(desk.person, desk.token)

    def _seated(self, person: Person, token: str) -> Desk:
        with self._database.read() as db:
            number = db.execute(select(candidates.c.id).order_by(candidates.c.id.desc())).scalar() or 0
        card = self._team.card(
            self._team.seat(self._team.candidate(self._opening, f"Amber {number}"), person)
        )
        return Desk(person, card, self._team.kept(card, person).skills, token)


def kept(database: Database, desk: Desk) -> Card:
    """Return a desk's card as a database has it."""
    with database.read() as db:
        found = scorecards.own_card(db, desk.person, desk.card)
    assert found
    return found


def counted(database: Database, card: Card) -> dict[SkillId, int]:
    """Return the scores that were counted of a card."""
    query = select(scores.c.skill, scores.c.score).join(candidates, candidates.c.subject == scores.c.subject)
    with database.read() as db:
        rows = db.execute(query.where(candidates.c.id == card.candidate_id))
        return {row.skill: row.score for row in rows}


def damage(database: Database) -> list[str]:
    """Return what SQLite finds wrong with its file; nothing on PostgreSQL, which checks its own."""
    if database.file is None:
        return []
    with database.read() as db:
        found = db.execute(text("PRAGMA integrity_check")).scalars().all()
    return [] if found == ["ok"] else list(found)
