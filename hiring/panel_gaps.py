"""What the people who sit in a candidate's interviews leave open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hiring.findings import Finding, Place, Said, Severity, say
from hiring.frozen_kit import FrozenKit
from hiring.panel_search import RATERS
from hiring.vocabulary import SkillId

WHERE = Place("panel")


@dataclass(frozen=True)
class Taken:
    """One seat of a stage that is taken: by whom, and which skills they rate."""

    stage: str
    person: int
    skills: Sequence[SkillId]


def gaps(kit: FrozenKit, seats: Sequence[Taken]) -> Iterator[Finding]:
    """Yield stages with too few people, skills that nobody rates there, must-haves that fewer than two people rate."""
    for each in kit.stages:
        here = [seat for seat in seats if seat.stage == each.stage.id]
        missing = each.stage.interviewers.min - len({seat.person for seat in here})
        stage = Said(each.stage.id)
        if missing > 0:
            yield _warning("seat-not-taken", say("%(stage)s lacks %(missing)s of its interviewers", stage=stage, missing=missing))  # fmt: skip
        for skill in kit.rated_in(each) if here else ():
            if not any(skill in seat.skills for seat in here):
                message = say("nobody rates %(skill)s in %(stage)s", skill=Said(skill), stage=stage)
                yield _warning("skill-not-rated", message)
    yield from _musts(kit, seats)


def _musts(kit: FrozenKit, seats: Sequence[Taken]) -> Iterator[Finding]:
    for weight in kit.weights:
        raters = {seat.person for seat in seats if weight.skill in seat.skills}
        if weight.must_have and len(raters) < RATERS:
            message = say(
                "the must-have %(skill)s is rated by %(count)s of the two different people that it needs",
                skill=Said(weight.skill),
                count=len(raters),
            )
            yield _warning("must-have-by-one", message)


def _warning(rule: str, message: Said) -> Finding:
    return Finding(WHERE, rule, Severity.WARNING, message)
