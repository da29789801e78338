"""The made-up company that the demo shows: its people, and for each opening what happened and what was written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from hashlib import sha256
from itertools import product
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from hiring import yaml_file
from hiring.brief import Brief
from hiring.debrief import Choice
from hiring.findings import Place, Said, say
from hiring.frozen_kit import FrozenKit
from hiring.interview_time import read_local
from hiring.library import shipped
from hiring.retention import PresetId
from hiring.scorecard import Scorecard
from hiring.scoring import HIGHEST, LOWEST
from hiring.vocabulary import Id, Language, Level, Line, Score, SkillId, Strict

# `-3d 10:00`: ten o'clock on the third working day before the demo is started; `-3h`: three hours before.
When = Annotated[str, Field(pattern=r"^([-+][1-9][0-9]?d [0-2][0-9]:[0-5][0-9]|-[1-9][0-9]?h)$")]
Key = Id  # of a person, in these files
WEEKEND = 5  # and 6, as `date.weekday` counts


class Member(Strict):
    """Somebody of the company; `leans` is by how many hundredths of a point they score above others."""

    name: Line
    role: Literal["manager", "interviewer"]
    language: Language
    junior: bool = False
    leans: int
    link: bool = False  # whether the demo offers to sign in as this person


class ToldRevision(Strict):
    """A score changed after the debrief."""

    skill: SkillId
    score: Score
    at: When
    reason: Line


class ToldCard(Scorecard):
    """What somebody wrote, `after` so many minutes from the interview's end; not submitted it is half-finished."""

    after: int
    submitted: bool = True
    typed_by: Key | None = None
    revised: list[ToldRevision] = []

    def on(self, skills: Sequence[SkillId]) -> Scorecard:
        """Return the card with what it says of some skills; one that it lacks is not assessed once it is submitted."""
        blank = Scorecard.model_validate({"ratings": {skill: {} for skill in skills if self.submitted}})
        said = {skill: rated for skill, rated in self.ratings.items() if skill in skills}
        begun = {skill: words for skill, words in self.undecided.items() if skill in skills}
        return Scorecard(
            ratings={**blank.ratings, **said},
            undecided=begun,
            recommendation=self.recommendation,
            notes=self.notes,
        )


class ToldSeat(Strict):
    """Who sat in an interview; without `skills` they rate all that the kit rates there."""

    person: Key
    skills: list[SkillId] | None = None
    since: When | None = None
    left: When | None = None
    card: ToldCard | None = None

    def rated(self, skills: Sequence[SkillId]) -> list[SkillId]:
        """Return which of a stage's skills the seat rates."""
        return [skill for skill in skills if self.skills is None or skill in self.skills]


class ToldInterview(Strict):
    """One interview; without `starts` no time is fixed yet."""

    stage: Id
    starts: When | None = None
    place: str = ""
    seats: list[ToldSeat]


class ToldDecision(Strict):
    """What was decided on a candidate."""

    by: Key
    at: When
    choice: Choice
    reason: Line
    override: str = ""


class ToldCandidate(Strict):
    """One candidate's course."""

    code_name: Line
    added: When
    withdrawn: When | None = None
    interviews: list[ToldInterview]
    decision: ToldDecision | None = None


class ToldRound(Strict):
    """A round of calibration: by how many points each of its scores is off the example's reference."""

    person: Key
    at: When
    off: list[int]


class Counted(Strict):
    """How many people of a group applied for an opening and were selected."""

    name: Line
    applicants: int
    selected: int


class Story(Strict):
    """One opening: what it is, and all that happened; `earlier` candidates left nothing but scores."""

    opened: When
    by: Key
    retention: PresetId = "EU_default"
    earlier: int
    raters: list[Key]
    asked: list[Id]
    brief: Brief
    selections: list[Counted]
    calibrations: list[ToldRound]
    candidates: list[ToldCandidate]


class Members(Strict):
    """The file that begins: who is there, and which openings are told."""

    people: dict[Key, Member]
    openings: list[Id]


class Company(NamedTuple):
    """All of it."""

    people: Mapping[Key, Member]
    stories: Sequence[Story]


class EarlierScore(NamedTuple):
    """What one rater gave one earlier candidate; `candidate` counts from 0."""

    candidate: int
    rater: Key
    stage: Id
    skill: SkillId
    level: Level
    score: int


def read_company() -> Company:
    """Return the company as its files tell it."""
    folder = shipped("demo")
    members = yaml_file.load(folder / "company.yaml", Members, "demo/company.yaml").model
    names = [f"{name}.yaml" for name in members.openings]
    return Company(
        members.people, [yaml_file.load(folder / name, Story, f"demo/{name}").model for name in names]
    )


def moment(when: When, at: datetime, zone: tzinfo | None) -> datetime:
    """Return the time that a story means where it is told at a time in a zone; none is this machine's zone."""
    if when.endswith("h"):
        half = at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)
        return half + timedelta(hours=int(when.removesuffix("h")))
    days, clock = when.split("d ")
    day = working_day(at.astimezone(zone).date(), int(days))
    return read_local(f"{day} {clock}", zone, at, Place("demo"))


def working_day(day: date, steps: int) -> date:
    """Return the day so many working days, Monday to Friday, after or before another."""
    step = timedelta(days=1 if steps > 0 else -1)
    for _ in range(abs(steps)):
        day += step
        while day.weekday() >= WEEKEND:
            day += step
    return day


def without_words(story: Story, kit: FrozenKit) -> Iterator[Said]:
    """Yield what submitted cards should say by a kit, and the story has no words for."""
    stages = {each.stage.id: kit.rated_in(each) for each in kit.stages}
    for candidate, interview, seat in _seats(story):
        card, skills = seat.card, seat.rated(stages.get(interview.stage, []))
        for skill in skills if card and card.submitted else ():
            if card and skill not in card.ratings:
                yield say(
                    "the demo has no words of %(person)s about %(skill)s in %(stage)s, candidate %(candidate)s",
                    person=seat.person,
                    skill=Said(skill),
                    stage=Said(interview.stage),
                    candidate=candidate.code_name,
                )


def _seats(story: Story) -> Iterator[tuple[ToldCandidate, ToldInterview, ToldSeat]]:
    for candidate in story.candidates:
        for interview in candidate.interviews:
            yield from ((candidate, interview, seat) for seat in interview.seats)


def earlier_scores(story: Story, kit: FrozenKit, people: Mapping[Key, Member]) -> Iterator[EarlierScore]:
    """Yield what earlier candidates were given, each stage by as many raters as it needs at least, in turn."""
    for candidate in range(story.earlier):
        for turn, each in enumerate(kit.stages):
            first, number = candidate + turn, min(each.stage.interviewers.min, len(story.raters))
            raters = [story.raters[(first + seat) % len(story.raters)] for seat in range(number)]
            for rater, skill in product(raters, kit.rated_in(each)):
                given = (candidate, rater, each.stage.id, skill, kit.level)
                yield EarlierScore(*given, _score(people[rater].leans, *given))


def _score(leans: int, candidate: int, rater: Key, stage: Id, skill: SkillId, level: Level) -> int:
    """Return what somebody can do, more or less of it on each skill, as a rater with a leaning sees it on a day."""
    able = 160 + 2 * _drawn(level, candidate) + _drawn(level, candidate, skill)  # in hundredths
    seen = leans + _drawn(level, candidate, skill, rater, stage) - 50
    return min(max((able + seen + 50) // 100, LOWEST), HIGHEST)


def _drawn(*about: object) -> int:
    """Return a number from 0 to 99 that looks drawn and is the same every time."""
    return int(sha256("/".join(map(str, about)).encode()).hexdigest()[:8], 16) % 100
