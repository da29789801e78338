"""Fills an empty database with the made-up company: everything in the order in which it happened, at its time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, insert

from hiring.calibration import Given, Round, choose
from hiring.debrief import Decision
from hiring.demo_company import (
    Company,
    Key,
    Story,
    ToldCandidate,
    ToldCard,
    ToldDecision,
    ToldInterview,
    ToldRevision,
    ToldRound,
    ToldSeat,
    When,
    earlier_scores,
    moment,
    without_words,
)
from hiring.findings import Said
from hiring.kit import Kit, Wish, make_kit
from hiring.kit_sheet import told_shortfalls
from hiring.library import Library
from hiring.scoring import HIGHEST, LOWEST
from hiring.shortfalls import shortfalls
from hiring.storage import calibrations, candidates, mending, openings, people, records, scorecards, seating
from hiring.storage.audit import By
from hiring.storage.candidates import Interview
from hiring.storage.openings import NewOpening
from hiring.storage.people import Person
from hiring.storage.scorecards import Save
from hiring.storage.tables import scores, selections
from hiring.vocabulary import LANGUAGES

EDITOR = "demo"


class Step(NamedTuple):
    """One thing that was done, and when."""

    at: datetime
    do: Callable[[], None]


@dataclass(frozen=True)
class Telling:
    """What telling a story needs: where to, who takes part, and what its times are counted from."""

    db: Connection
    people: Mapping[Key, Person]
    at: datetime
    zone: tzinfo | None

    def when(self, when: When) -> datetime:
        """Return a time of the story."""
        return moment(when, self.at, self.zone)

    def by(self, key: Key, when: When) -> By:
        """Return that somebody does something at a time."""
        return By(self.people[key].id, self.when(when))


def fill(db: Connection, company: Company, library: Library, at: datetime, zone: tzinfo | None) -> list[Said]:
    """Tell the company's story as it stands at a time; return what the library's kits ask and it has no words for."""
    first = min(moment(story.opened, at, zone) for story in company.stories)
    telling = Telling(db, _everybody(db, company, first), at, zone)
    told = [_Opening(telling, story, library) for story in company.stories]
    for step in sorted((step for each in told for step in each.steps()), key=lambda each: each.at):
        step.do()
    _earlier(telling, company, told)
    return [lacking for each in told for lacking in without_words(each.story, each.kit.frozen)]


def _everybody(db: Connection, company: Company, at: datetime) -> dict[Key, Person]:
    return {
        key: people.add(db, each.name, each.role, each.language, By(None, at), junior=each.junior)
        for key, each in company.people.items()
    }


def _earlier(telling: Telling, company: Company, told: list["_Opening"]) -> None:
    """Keep the scores of earlier candidates, of whom nothing else is left."""
    before = 0
    for each in told:
        rows = []
        for given in earlier_scores(each.story, each.kit.frozen, company.people):
            values = given._asdict() | {"rater": telling.people[given.rater].id}
            rows.append({"subject": 1 + before + values.pop("candidate"), **values})
        telling.db.execute(insert(scores), rows)
        before += each.story.earlier


class _Opening:
    """One opening as it is told: its kit, and the id that it gets."""

    def __init__(self, telling: Telling, story: Story, library: Library) -> None:
        self.telling, self.story, self.library, self.id = telling, story, library, 0
        self.kit: Kit = make_kit(Wish(story.brief.level, story.brief.motion, story.brief.stages), library)

    def steps(self) -> Iterator[Step]:
        """Yield all that was done for the opening and its candidates."""
        yield Step(self.telling.when(self.story.opened), self.open)
        for told in self.story.calibrations:
            yield Step(self.telling.when(told.at), partial(self.calibrate, told))
        for candidate in self.story.candidates:
            yield from _Course(self, candidate).steps()

    def open(self) -> None:
        """Keep the opening, and the numbers of people who told their group."""
        story, brief = self.story, self.story.brief
        by = self.telling.by(story.by, story.opened)
        data = brief.model_dump(mode="json", exclude_none=True)
        title = brief.title or str(self.kit.frozen.title[brief.language])
        new = NewOpening(title, brief.company, brief.language, brief.level, brief.motion, data, retention=story.retention)  # fmt: skip
        self.id = openings.create(self.telling.db, new, by)
        counted = {"groups": [each.model_dump() for each in story.selections]}
        values = {"opening_id": self.id, "data": counted, "made_by": by.person, "at": by.at}
        self.telling.db.execute(insert(selections).values(values))

    def calibrate(self, told: ToldRound) -> None:
        """Keep a round of somebody who rates the examples that are their turn."""
        brief, by = self.story.brief, self.telling.by(told.person, told.at)
        mine: set[str] = set()
        others: set[str] = set()
        number = 1
        for kept in calibrations.every_round(self.telling.db):
            number += kept.person_id == by.person
            (mine if kept.person_id == by.person else others).update(each.example for each in kept.given)
        wanted = Round(brief.level, brief.motion, by.person or 0, number, frozenset(mine), frozenset(others))
        given = [
            Given(each.id, brief.level, min(max(each.reference + off, LOWEST), HIGHEST), each.reference)
            for each, off in zip(choose(wanted, self.library), told.off, strict=False)
        ]
        calibrations.keep_round(self.telling.db, wanted.person, brief.level, brief.motion, given, by)

    def freeze(self, by: By) -> int:
        """Freeze the kit with what it does not reach, and return its id."""
        short = shortfalls(self.kit)
        told = [told_shortfalls(short, language, self.library) for language in LANGUAGES]
        kept = [dict(zip(LANGUAGES, texts, strict=True)) for texts in zip(*told, strict=True)]
        return openings.freeze(self.telling.db, self.id, self.kit.frozen, kept, by)


@dataclass
class _Course:
    """One candidate's course as it is told; interviews are known by their stage, seats by stage and person."""

    opening: _Opening
    story: ToldCandidate
    id: int = 0
    interviews: dict[str, Interview] = field(default_factory=dict)
    seats: dict[tuple[str, Key], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.telling, self.db = self.opening.telling, self.opening.telling.db
        kit = self.opening.kit.frozen
        self.skills = {each.stage.id: kit.rated_in(each) for each in kit.stages}
        self.minutes = {each.stage.id: each.stage.minutes.total for each in kit.stages}

    def steps(self) -> Iterator[Step]:
        """Yield all that was done with the candidate; of stages that the kit does not have, nothing."""
        when = self.telling.when
        yield Step(when(self.story.added), self.add)
        for interview in self.story.interviews:
            for seat in interview.seats if interview.stage in self.skills else ():
                yield from self.steps_of(interview, seat)
        if self.story.withdrawn:
            yield Step(when(self.story.withdrawn), partial(self.withdraw, self.story.withdrawn))
        if decision := self.story.decision:
            yield Step(when(decision.at), partial(self.decide, decision))

    def steps_of(self, interview: ToldInterview, seat: ToldSeat) -> Iterator[Step]:
        """Yield what was done with one seat."""
        when = self.telling.when
        since = seat.since or self.story.added
        yield Step(when(since), partial(self.sit, interview.stage, seat, since))
        if seat.left:
            yield Step(when(seat.left), partial(self.leave, interview.stage, seat.person, seat.left))
        if seat.card and interview.starts:
            after = self.minutes[interview.stage] + seat.card.after
            at = when(interview.starts) + timedelta(minutes=after)
            yield Step(at, partial(self.write, interview.stage, seat, seat.card, at))
            for revision in seat.card.revised:
                yield Step(when(revision.at), partial(self.revise, interview.stage, seat, revision))

    def add(self) -> None:
        """Keep the candidate with the interviews of the kit, at the times that the story has for them."""
        by = self.telling.by(self.opening.story.by, self.story.added)
        kit = self.opening.freeze(by)
        self.id = candidates.add_candidate(self.db, self.opening.id, kit, self.story.code_name, "", by)
        candidates.add_interviews(self.db, self.id, list(self.minutes.items()))
        self.interviews = {each.stage: each for each in candidates.interviews_of(self.db, [self.id])}
        for told in self.story.interviews:
            if told.starts and told.stage in self.interviews:
                starts_at = self.telling.when(told.starts)
                candidates.schedule(self.db, self.interviews[told.stage].id, starts_at, told.place, by)

    def sit(self, stage: str, seat: ToldSeat, when: When) -> None:
        """Give somebody a seat."""
        person, skills = self.telling.people[seat.person], seat.rated(self.skills[stage])
        informed = seat.since is not None and mending.informed(self.db, person, self.id)
        by = self.telling.by(self.opening.story.by, when)
        self.seats[stage, seat.person] = candidates.assign(
            self.db, self.interviews[stage], person.id, skills, by, informed=informed
        )

    def leave(self, stage: str, person: Key, when: When) -> None:
        """Take somebody out of an interview."""
        by = self.telling.by(self.opening.story.by, when)
        candidates.leave(self.db, self.seats[stage, person], by)

    def write(self, stage: str, seat: ToldSeat, card: ToldCard, at: datetime) -> None:
        """Keep a card, typed in by somebody else where the story says so, and submit it unless it is half-finished."""
        writer = self.telling.people[card.typed_by or seat.person]
        by, seat_id = By(writer.id, at), self.seats[stage, seat.person]
        made = seating.type_in(self.db, seat_id, by) if card.typed_by else None
        card_id = made or scorecards.open_card(self.db, seat_id, by)
        filled = card.on(seat.rated(self.skills[stage]))
        version = scorecards.save(self.db, card_id, Save(0, EDITOR, 1, filled), at)
        kept = scorecards.own_card(self.db, writer, card_id)
        if card.submitted and kept and version:
            subject, level = scorecards.subject_and_level(self.db, self.id)
            scorecards.submit(self.db, kept, version, level, subject, by)

    def revise(self, stage: str, seat: ToldSeat, told: ToldRevision) -> None:
        """Put another score beside the first one."""
        person, by = self.telling.people[seat.person], self.telling.by(seat.person, told.at)
        card_id = scorecards.open_card(self.db, self.seats[stage, seat.person], by)
        kept = scorecards.own_card(self.db, person, card_id)
        if kept and told.skill in kept.skills:
            scorecards.revise(self.db, kept, told.skill, told.score, told.reason, by)

    def withdraw(self, when: When) -> None:
        """Let the candidate withdraw."""
        by = self.telling.by(self.opening.story.by, when)
        candidates.change_candidate(self.db, self.id, by, "withdraw", withdrawn_at=by.at)

    def decide(self, told: ToldDecision) -> None:
        """Keep a decision on the record as it stands."""
        found = records.debriefed(self.db, None, self.id)
        if found and found.record:
            decision = Decision(self.telling.people[told.by].name, told.choice, told.reason, told.override)
            by = self.telling.by(told.by, told.at)
            records.decide(self.db, self.id, decision, found.record.hash, by)
