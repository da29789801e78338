"""A team for tests: a database of its own, a clock that stands, people, an opening, candidates and their cards."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from hiring.frozen_kit import FrozenKit
from hiring.kit import Wish, make_kit
from hiring.library import Library
from hiring.samples import starter_brief
from hiring.scorecard import Rated, Recommended, Scorecard
from hiring.storage import candidates, openings, people, scorecards
from hiring.storage.audit import By
from hiring.storage.database import Database
from hiring.storage.people import Person, Role
from hiring.storage.scorecards import Card, Save
from hiring.vocabulary import Language, Level, Motion
from hiring.web.app import ALONE, Site, create_app

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORDS = "asked who decides, named the cost of waiting and agreed on the next step"


@cache
def frozen(level: Level, motion: Motion, stages: tuple[str, ...] | None = None) -> FrozenKit:
    """Return the frozen kit of a level and motion, made once."""
    return make_kit(Wish(level, motion, stages), Library()).frozen


@cache
def app_of(site: Site, number: int) -> Flask:  # noqa: ARG001 - a key of the cache
    """Return an app, made once; `number` tells apart those that are used at the same time."""
    return create_app(None, Database("not-opened.db"), site)


class Team:
    """A team; what it makes goes straight to storage, what it asks goes through the app."""

    def __init__(self, database: Database, site: Site = ALONE, number: int = 0) -> None:
        self.database, self.at = database, START
        self.app = app_of(site, number)
        self.app.config.update(
            DATABASE=database, CLOCK=lambda: self.at, TEAM=site.address is not None, ADDRESS=site.address
        )
        self.kit = frozen("junior", "new_business", ("screen", "manager_interview"))
        self.manager = self.person("Maria", "manager")

    def by(self, person: Person | None = None) -> By:
        return By(person.id if person else self.manager.id, self.at)

    def person(
        self, name: str, role: Role = "interviewer", language: Language = "en", *, junior: bool = False
    ) -> Person:
        with self.database.write() as db:
            return people.add(db, name, role, language, By(None, self.at), junior=junior)

    def client(self, person: Person | None = None) -> FlaskClient:
        """Return a browser without scripts, signed in as a person or not at all."""
        client = self.app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        if person:
            with self.database.write() as db:
                token = people.start_session(db, person.id, "test", self.at)
            client.set_cookie("hiring", token)
        return client

    def opening(self, title: str = "Account Executive", **changes: Any) -> int:
        brief = starter_brief("en").model_dump(mode="json", exclude_none=True)
        new = openings.NewOpening(title, "Northwind", "en", self.kit.level, self.kit.motion, brief, **changes)
        with self.database.write() as db:
            return openings.create(db, new, self.by())

    def candidate(self, opening: int, code_name: str = "Amber", real_name: str = "") -> int:
        """Add a candidate with the interviews of the kit."""
        with self.database.write() as db:
            kit = openings.freeze(db, opening, self.kit, [], self.by())
            made = candidates.add_candidate(db, opening, kit, code_name, real_name, self.by())
            stages = [(each.stage.id, each.stage.minutes.total) for each in self.kit.stages]
            candidates.add_interviews(db, made, stages)
        return made

    def seat(self, candidate: int, person: Person, stage: int = 0, *, informed: bool = False) -> int:
        """Give a person a seat in an interview of a candidate, rating all the skills of the stage."""
        skills = self.kit.rated_in(self.kit.stages[stage])
        with self.database.write() as db:
            interview = candidates.interviews_of(db, [candidate])[stage]
            return candidates.assign(db, interview, person.id, skills, self.by(), informed=informed)

    def card(self, seat: int) -> int:
        """Open the card of a seat."""
        with self.database.write() as db:
            return scorecards.open_card(db, seat, self.by())

    def kept(self, card: int, person: Person) -> Card:
        """Return a card as it is kept."""
        with self.database.read() as db:
            found = scorecards.own_card(db, person, card)
        assert found
        return found

    def filled(
        self,
        scores: int | Sequence[int | None] = 3,
        recommendation: Recommended = "yes",
        notes: str = "",
        stage: int = 0,
    ) -> Scorecard:
        """Return a whole card of a stage: one score for all of its skills, or one for each."""
        skills = self.kit.rated_in(self.kit.stages[stage])
        given: Sequence[int | None] = [scores] * len(skills) if isinstance(scores, int) else scores
        ratings = {
            skill: Rated(score=score, evidence=WORDS if score else "")
            for skill, score in zip(skills, given, strict=True)
        }
        return Scorecard(ratings=ratings, recommendation=recommendation, notes=notes)

    def submitted(self, seat: int, person: Person, filled: Scorecard) -> int:
        """Fill in and submit the card of a seat; return its id."""
        card = self.card(seat)
        with self.database.write() as db:
            version = scorecards.save(
                db, card, Save(self.kept(card, person).version, "test", 1, filled), self.at
            )
            assert version is not None
            found = scorecards.own_card(db, person, card)
            assert found
            subject, level = scorecards.subject_and_level(db, found.candidate_id)
            assert scorecards.submit(db, found, version, level, subject, By(person.id, self.at))
        return card


def form_of(card: Scorecard, **more: Any) -> Mapping[str, Any]:
    """Return a card as the fields of its page."""
    fields: dict[str, Any] = {"recommendation": card.recommendation or "", "notes": card.notes}
    for skill, rated in card.ratings.items():
        fields[f"score-{skill}"] = "none" if rated.score is None else str(rated.score)
        fields[f"evidence-{skill}"] = rated.evidence
    return {**fields, **more}
