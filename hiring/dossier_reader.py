"""A dossier read back from JSON into the record that it tells; every part that cannot be read is a finding."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from hiring.debrief import Choice, Decision, Role, Seat
from hiring.findings import Finding, HiringError, Place, error, say
from hiring.frozen_kit import FrozenKit
from hiring.record import Card, Record, Verdict
from hiring.rubric import SCORES
from hiring.scoring import Rating, Revision
from hiring.vocabulary import Language, Score

NAME = "dossier"


def _time(value: Any) -> datetime:
    """Read `2026-11-22T10:00:00Z`."""
    if isinstance(value, str) and value.endswith("Z"):
        return datetime.fromisoformat(value.removesuffix("Z")).replace(tzinfo=UTC)
    raise ValueError("no time in UTC")


Time = Annotated[datetime, BeforeValidator(_time)]


class Read(BaseModel):
    """A part of a dossier: what a record is made of; what follows from it is left aside here."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True, defer_build=True)


class ReadRevision(Read):
    """A score changed after the debrief."""

    score: Score | None
    reason: str


class ReadRating(Read):
    """A rating on a card."""

    skill: str
    score: Score | None
    evidence: str
    revised: ReadRevision | None


class ReadCard(Read):
    """A scorecard."""

    interviewer: str
    stage: str
    submitted_at: Time
    typed_by: str | None
    informed: bool
    recommendation: str
    notes: str
    ratings: list[ReadRating]


class ReadSeat(Read):
    """A scorecard that was expected."""

    interviewer: str
    stage: str
    skills: list[str]


class ReadRole(Read):
    """Who is junior, or the hiring manager."""

    interviewer: str
    role: Role


class ReadDecision(Read):
    """A decision."""

    who: str
    choice: Choice
    reason: str
    override: str
    at: Time
    record_hash: str


class ReadKit(Read):
    """The kit with all that its hash stands for."""

    content: FrozenKit


class ReadDossier(Read):
    """All of a dossier that does not follow from the rest."""

    language: Language
    candidate: str
    opening: str
    company: str
    kit: ReadKit
    roles: list[ReadRole]
    seats: list[ReadSeat]
    scorecards: list[ReadCard]
    decisions: list[ReadDecision]


def record_of(dossier: Mapping[str, Any]) -> Record:
    """Return the record that a dossier tells; raise HiringError with every part that cannot be read."""
    try:
        read = ReadDossier.model_validate(dossier)
    except ValidationError as problem:
        raise HiringError(_unread(each["loc"]) for each in problem.errors(include_url=False)) from None
    strangers = list(_strangers(read))
    if strangers:
        raise HiringError(strangers)
    return Record(
        opening=read.opening,
        company=read.company,
        candidate=read.candidate,
        kit=read.kit.content,
        seats=tuple(Seat(seat.interviewer, seat.stage, tuple(seat.skills)) for seat in read.seats),
        cards=tuple(_card(card) for card in read.scorecards),
        roles={each.interviewer: each.role for each in read.roles},
        verdicts=tuple(_verdict(each) for each in read.decisions),
    )


def _unread(loc: tuple[str | int, ...]) -> Finding:
    path = ".".join(str(step) for step in loc) or NAME
    return error(
        Place(NAME, path=path),
        "unreadable",
        say("%(path)s is missing, or not as a dossier has it", path=path),
    )


def _strangers(read: ReadDossier) -> Iterator[Finding]:
    """Yield every stage, skill and recommendation that the kit does not know, and skills without their anchors."""
    kit = read.kit.content
    skills, stages = set(kit.skills), {each.stage.id for each in kit.stages}
    choices = {"", *(each.id for each in kit.scale.recommendations)}
    described = {rubric.skill for rubric in kit.rubrics if len(kit.anchors.get(rubric.skill, ())) == SCORES}
    yield from _unknown("kit.content.weights", kit.skills, described)
    for row, seat in enumerate(read.seats):
        yield from _unknown(f"seats.{row}.stage", [seat.stage], stages)
        yield from _unknown(f"seats.{row}.skills", seat.skills, skills)
    for row, card in enumerate(read.scorecards):
        yield from _unknown(f"scorecards.{row}.stage", [card.stage], stages)
        yield from _unknown(f"scorecards.{row}.recommendation", [card.recommendation], choices)
        yield from _unknown(f"scorecards.{row}.ratings", [each.skill for each in card.ratings], skills)


def _unknown(path: str, names: list[str], known: set[str]) -> Iterator[Finding]:
    for name in names:
        if name not in known:
            message = say("%(path)s: the kit of the dossier does not know %(name)s", path=path, name=name)
            yield error(Place(NAME, path=path), "unknown-name", message)


def _card(read: ReadCard) -> Card:
    return Card(
        interviewer=read.interviewer,
        stage=read.stage,
        ratings=tuple(_rating(read, rating) for rating in read.ratings),
        recommendation=read.recommendation,
        notes=read.notes,
        submitted_at=read.submitted_at,
        typed_by=read.typed_by,
        informed=read.informed,
    )


def _rating(card: ReadCard, read: ReadRating) -> Rating:
    revised = Revision(read.revised.score, read.revised.reason) if read.revised else None
    return Rating(card.interviewer, card.stage, read.skill, read.score, read.evidence, revised)


def _verdict(read: ReadDecision) -> Verdict:
    return Verdict(Decision(read.who, read.choice, read.reason, read.override), read.at, read.record_hash)
