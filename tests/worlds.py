"""Two worlds that differ only in what others rated, and every address of the app to compare them by."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, product
from typing import Any

from flask.testing import FlaskClient
from team import Team
from werkzeug.routing import Rule

from hiring.debrief import Decision
from hiring.scorecard import Rated, Scorecard
from hiring.storage import candidates, records, scorecards
from hiring.storage.audit import note
from hiring.storage.database import Database
from hiring.storage.people import Person

LONG = (
    "It went on for a while: she named three numbers, two people who decide, and what would change for them. "
    * 3
)


class World:
    """An opening with three candidates: Amber is rated by all but the watchers, who still have their cards open.

    Ada is an interviewer, Maria the hiring manager; both sit on Amber's panel. Of Basil all is submitted, of Cedar
    nothing. `harsh` decides what Ben, Cleo and Dan gave Amber, and whether Olga, who sits on no panel, has decided on
    it: all that differs between two worlds. The audit holds more acts than a page of it.
    """

    def __init__(self, database: Database, *, harsh: bool) -> None:
        team = self.team = Team(database, number=int(harsh))
        self.ada, self.ben, self.cleo, self.dan = (
            team.person(name) for name in ("Ada", "Ben", "Cleo", "Dan")
        )
        self.opening = team.opening()
        self.amber, self.basil, self.cedar = (
            team.candidate(self.opening, name) for name in ("Amber", "Basil", "Cedar")
        )
        everybody = (self.ada, self.ben, self.cleo, self.dan, team.manager)
        for person in everybody:
            team.submitted(team.seat(self.basil, person), person, team.filled(3))
        seats = {person.name: team.seat(self.amber, person) for person in everybody}
        self.seat, self.cards = seats["Ada"], {name: team.card(seats[name]) for name in ("Ada", "Maria")}
        self.card = self.cards["Ada"]
        for person, card in zip((self.ben, self.cleo, self.dan), cards_of(team, harsh=harsh), strict=True):
            team.submitted(seats[person.name], person, card)
        self.olga = team.person("Olga", "manager")
        self.crowded()
        self.revised(harsh=harsh)
        if harsh:
            self.decided()
        with database.read() as db:
            self.interview = candidates.interviews_of(db, [self.amber])[0].id
        team.seat(self.cedar, self.ada)

    def crowded(self) -> None:
        """Note so many harmless acts that those which follow from ratings push the first of them off a page."""
        with self.team.database.write() as db:
            for _ in range(120):
                note(db, self.team.by(), "hold", "candidate", self.basil)

    def revised(self, *, harsh: bool) -> None:
        """Let Ben and Cleo change their minds after reading each other; where the ratings are harsh Dan does too."""
        team = self.team
        for person in (self.ben, self.cleo, *((self.dan,) if harsh else ())):
            with team.database.write() as db:
                own = next(
                    card for card in scorecards.own_cards(db, person) if card.candidate_id == self.amber
                )
                reason = LONG if harsh else "heard more"
                scorecards.revise(db, own, own.skills[0], 2 if harsh else 5, reason, team.by(person))

    def decided(self) -> None:
        """Let Olga, a manager who sits on no panel, decide on what was rated."""
        with self.team.database.write() as db:
            found = records.debriefed(db, self.olga, self.amber)
            assert found
            assert found.record
            decision = Decision("Olga", "decline", LONG)
            records.decide(db, self.amber, decision, found.record.hash, self.team.by(self.olga))

    def client(self, person: Person) -> FlaskClient:
        return self.team.client(person)


def cards_of(team: Team, *, harsh: bool) -> Iterator[Scorecard]:
    """Yield three cards: kind words and high scores, or long ones, low scores and one skill not assessed."""
    for number in range(3):
        if not harsh:
            yield team.filled(5, "strong_yes", "a pleasure")
            continue
        low = team.filled(1 + number % 2, "strong_no", LONG)
        ratings = {skill: Rated(score=rated.score, evidence=LONG) for skill, rated in low.ratings.items()}
        first = next(iter(ratings))
        yield low.model_copy(update={"ratings": {**ratings, first: Rated()} if number == 2 else ratings})


# What stands for each part of an address; a part that is not here fails the test until somebody names it.
PARTS: Mapping[str, Callable[[World], list[Any]]] = {
    "opening_id": lambda world: [world.opening],
    "candidate_id": lambda world: [world.amber, world.basil, world.cedar],
    "scorecard_id": lambda world: list(world.cards.values()),
    "card_id": lambda world: list(world.cards.values()),
    "seat_id": lambda world: [world.seat],
    "interview_id": lambda world: [world.interview],
    "person_id": lambda world: [world.ben.id, world.ada.id],
    "kit_id": lambda _: [1],
    "calibration_id": lambda _: [1],
    "version": lambda _: [1],
    "first": lambda _: [1],
    "second": lambda _: [1],
    "token": lambda _: ["nonsense"],
    "form": lambda _: ["md", "html", "json", "pdf", "docx"],
    "kind": lambda _: ["md", "html", "json", "pdf", "docx"],
    "filename": lambda _: ["hiring.css"],
    "level": lambda _: ["junior"],
    "motion": lambda _: ["expansion"],
    "skill": lambda _: ["discovery"],
    "question_id": lambda _: ["discovery_changed_offer"],
    "exercise": lambda _: ["negotiation"],
}


@dataclass(frozen=True)
class Route:
    """One address with one method."""

    number: int
    method: str
    address: str

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


def choices(rule: Rule, name: str, world: World) -> list[Any]:
    """Return what may stand for a part of a rule: all words that it allows, or what PARTS names."""
    if name == "lang":
        return ["en"]  # a page in another language asks the database the same
    allowed = getattr(rule._converters[name], "regex", "")  # noqa: SLF001 - werkzeug keeps it nowhere else
    if allowed.startswith("(?:") and "|" in allowed:
        return allowed.removeprefix("(?:").removesuffix(")").split("|")
    if name not in PARTS:
        raise AssertionError(f"{rule.rule}: say in PARTS what stands for {name}")
    return PARTS[name](world)


def routes(world: World, method: str, *, few: bool = False) -> Iterator[Route]:
    """Yield every address that takes a method, found in the app's own map; or `few`, one of each rule."""
    app, numbers = world.team.app, count(10)
    for rule in app.url_map.iter_rules():
        if method not in (rule.methods or ()):
            continue
        names = sorted(rule.arguments)
        for values in product(*(choices(rule, name, world)[: 1 if few else None] for name in names)):
            with app.test_request_context():
                built = rule.build(dict(zip(names, values, strict=True)))
            assert built, rule
            yield Route(next(numbers), method, built[1])
