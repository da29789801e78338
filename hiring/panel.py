"""Who sits in which stage and rates what: every must-have by two different people, the minutes shared out evenly."""

from collections.abc import Iterator
from dataclasses import dataclass

from hiring.findings import (
    NOTHING,
    Finding,
    HiringError,
    Said,
    Severity,
    did_you_mean,
    error,
    has_errors,
    say,
)
from hiring.interviewer import ALL, Interviewer, Interviewers
from hiring.kit import Kit, KitStage
from hiring.panel_search import MOST_STEPS, RATERS, Search, Seats, Worth
from hiring.vocabulary import SkillId
from hiring.yaml_reader import Sheet


@dataclass(frozen=True)
class PanelPlan:
    """For each stage of a kit the people in it; `proven` tells that no other plan is better."""

    kit: Kit
    interviewers: tuple[Interviewer, ...]
    seats: tuple[Seats, ...]
    proven: bool

    def raters(self, stage: KitStage, skill: SkillId) -> list[str]:
        """Return who rates a skill in a stage."""
        people = self.seats[self.kit.stages.index(stage)]
        return [person.name for person in people if person.rates(skill)]

    def minutes(self, person: Interviewer) -> int:
        """Return the minutes that a person spends with the candidate."""
        return sum(
            stage.minutes.total
            for stage, people in zip(self.kit.loop, self.seats, strict=True)
            if person in people
        )

    def raters_of(self, skill: SkillId) -> list[str]:
        """Return everybody who rates a skill in some stage, each once."""
        found = (self.raters(stage, skill) for stage in self.kit.stages if skill in stage.skills)
        return list(dict.fromkeys(name for names in found for name in names))


def plan_panel(kit: Kit, people: Interviewers) -> PanelPlan:
    """Return the best plan by the order of `Worth`.

    After 15,000 steps the best plan found so far is returned, and its `proven` is false.
    """
    search = Search(kit, tuple(people.interviewers))
    search.fill((), Worth(0, 0, 0, 0, 0))
    return PanelPlan(kit, search.people, search.best, proven=search.steps < MOST_STEPS)


def check_interviewers(people: Interviewers, sheet: Sheet, kit: Kit) -> Iterator[Finding]:
    """Yield skills that interviewers may rate and that the kit does not have."""
    for row, person in enumerate(people.interviewers):
        place = sheet.place(["interviewers", row, "skills"])
        for skill in person.skills if person.skills != [ALL] else ():
            if skill not in kit.skills:
                known = skill in kit.library.skills
                message = say(
                    "%(name)s: the kit does not rate %(skill)s", name=person.name, skill=Said(skill)
                )
                severity = Severity.WARNING if known else Severity.ERROR
                near = NOTHING if known else did_you_mean(skill, kit.skills)
                yield Finding(place, "unknown-skill", severity, message, near)


def planned(people: Interviewers, sheet: Sheet, kit: Kit) -> tuple[PanelPlan, list[Finding]]:
    """Return the plan with all that is to be told of it; raise HiringError where the people must be mended first."""
    findings = list(check_interviewers(people, sheet, kit))
    if has_errors(findings):
        raise HiringError(findings)
    plan = plan_panel(kit, people)
    return plan, [*findings, *left_over(plan, sheet)]


def left_over(plan: PanelPlan, sheet: Sheet) -> Iterator[Finding]:
    """Yield what a plan cannot do: seats not taken, skills that nobody rates, must-haves rated by one person."""
    place = sheet.place(["interviewers"])
    for each, people in zip(plan.kit.stages, plan.seats, strict=True):
        missing = each.stage.interviewers.min - len(people)
        if missing > 0:
            message = say(
                "%(stage)s lacks %(missing)s of its interviewers", stage=Said(each.stage.id), missing=missing
            )
            more = say("it takes %(minutes)s minutes of each", minutes=each.stage.minutes.total)
            yield error(place, "seat-not-taken", message, more)
        for skill in each.skills:
            if not plan.raters(each, skill):
                message = say(
                    "nobody rates %(skill)s in %(stage)s", skill=Said(skill), stage=Said(each.stage.id)
                )
                yield Finding(place, "skill-not-rated", Severity.WARNING, message)
    for weight in plan.kit.weights:
        raters = plan.raters_of(weight.skill)
        if weight.must_have and len(raters) < RATERS:
            message = say(
                "the must-have %(skill)s is rated by %(count)s of the two different people that it needs",
                skill=Said(weight.skill),
                count=len(raters),
            )
            yield error(place, "must-have-by-one", message, _second_rater(plan, weight.skill))


def _second_rater(plan: PanelPlan, skill: SkillId) -> Said:
    """Return what would let a second person rate a must-have."""
    if sum(person.rates(skill) for person in plan.interviewers) < RATERS:
        return say("let one more person rate it")
    if sum(each.stage.interviewers.max for each in plan.kit.stages if skill in each.skills) < RATERS:
        return say("the kit looks at it where only one person sits: add a stage")
    seats = zip(plan.kit.stages, plan.seats, strict=True)
    if all(len(people) >= each.stage.interviewers.max for each, people in seats if skill in each.skills):
        return say("every seat where it is looked at is taken: let those who sit there rate it too")
    return say("let one more person rate it, or give those who may rate it more minutes")
