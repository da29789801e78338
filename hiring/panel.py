"""Who sits in which stage and rates what: every must-have by two different people, the minutes shared out evenly."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from hiring.brief import Short
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
from hiring.kit import Kit, KitStage
from hiring.vocabulary import SkillId, Strict, refuse
from hiring.yaml_reader import Sheet

RATERS = 2
MOST_STEPS = 15_000
ALL = "all"


def _all_as_list(value: Any) -> Any:
    return [ALL] if value == ALL else value


def _some(skills: list[SkillId]) -> list[SkillId]:
    if not skills:
        raise refuse(
            "no-skills", "no skill is named that this person may rate; name one at least, or write all"
        )
    return skills


Skills = Annotated[
    list[SkillId],
    Field(max_length=40),
    BeforeValidator(_all_as_list),
    AfterValidator(_some),
    WithJsonSchema({"anyOf": [{"const": ALL}, {"type": "array", "items": {"type": "string"}}]}),
]


class Interviewer(Strict):
    """One person: the minutes that they have for interviews in all, and the skills that they may rate."""

    name: Short
    minutes: Annotated[int, Field(ge=0, le=10_000)]
    skills: Skills

    def rates(self, skill: SkillId) -> bool:
        """Whether the person may rate a skill."""
        return self.skills == [ALL] or skill in self.skills


class Interviewers(Strict):
    """Those who can take part."""

    interviewers: Annotated[list[Interviewer], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def every_name_once(self) -> "Interviewers":
        """Refuse two people of one name: nobody could tell them apart in the plan."""
        names = [person.name for person in self.interviewers]
        for name in names:
            if names.count(name) > 1:
                raise refuse("same-name", "the name %(name)s stands twice; add an initial", name=name)
        return self


Seats = tuple[Interviewer, ...]


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
    """Return the best plan by the order of `_Worth`.

    After 15,000 steps the best plan found so far is returned, and its `proven` is false.
    """
    search = _Search(kit, tuple(people.interviewers))
    search.fill((), _Worth(0, 0, 0, 0, 0))
    return PanelPlan(kit, search.people, search.best, proven=search.steps < MOST_STEPS)


@dataclass(frozen=True, order=True)
class _Worth:
    """What makes a plan worse, the weightiest first; of the squared loads the even ones have the least sum."""

    seats_not_taken: int
    must_haves_by_one: int
    skills_not_rated: int
    seats: int
    squared_loads: int


class _Search:
    """Depth first over the stages; a branch ends where even the best rest could not beat the best plan found."""

    def __init__(self, kit: Kit, people: tuple[Interviewer, ...]) -> None:
        self.kit, self.people, self.steps = kit, people, 0
        self.musts = [weight.skill for weight in kit.weights if weight.must_have]
        self.options = [list(self._options(each)) for each in kit.stages]
        self.best: tuple[Seats, ...] = tuple(() for _ in kit.stages)
        self.least: _Worth | None = None

    def _options(self, each: KitStage) -> Iterator[tuple[Seats, int, int]]:
        """Yield every set of people who can rate something in a stage, usual sizes first, with what each lacks."""
        able = [p for p in self.people if any(p.rates(skill) for skill in each.skills) or not each.skills]
        least, most = each.stage.interviewers.min, each.stage.interviewers.max
        for size in sorted(
            range(min(most, len(able)) + 1), key=lambda size: (size < least, abs(size - least))
        ):
            for option in combinations(able, size):
                unrated = sum(not any(person.rates(skill) for person in option) for skill in each.skills)
                yield option, max(0, least - size), unrated

    def fill(self, seats: tuple[Seats, ...], worth: _Worth) -> None:
        """Try every way to fill the stages that follow those filled."""
        row = len(seats)
        if row == len(self.kit.stages):
            self.least, self.best = worth, seats
            return
        for bound, _, option in sorted(self.steps_from(seats, worth), key=lambda each: each[:2]):
            if self.least is not None and bound >= self.least:
                return
            self.fill((*seats, option), bound)

    def steps_from(self, seats: tuple[Seats, ...], worth: _Worth) -> Iterator[tuple[_Worth, int, Seats]]:
        """Yield every way to fill the next stage with what it can at best lead to, as long as there are steps left."""
        loads = self.loads(seats)
        for number, (option, missing, unrated) in enumerate(self.options[len(seats)]):
            if self.least is not None and self.steps >= MOST_STEPS:
                return
            self.steps += 1
            if self.possible(option, seats, loads):
                filled = (*seats, option)
                bound = self.bound(filled, worth.seats_not_taken + missing, worth.skills_not_rated + unrated)
                yield bound, number, option

    def bound(self, seats: tuple[Seats, ...], missing: int, unrated: int) -> _Worth:
        """Return what a plan half made can at best become: all further seats taken by the fewest, as evenly as can be."""
        rest = self.kit.loop[len(seats) :]
        further = sum(stage.interviewers.min * stage.minutes.total for stage in rest)
        return _Worth(
            missing,
            self.must_haves_by_one(seats),
            unrated,
            sum(map(len, seats)) + sum(stage.interviewers.min for stage in rest),
            _least_squares(sorted(self.loads(seats).values()), further),
        )

    def loads(self, seats: tuple[Seats, ...]) -> dict[str, int]:
        """Return everybody's minutes in the stages filled so far."""
        loads = {person.name: 0 for person in self.people}
        for stage, people in zip(self.kit.loop, seats, strict=False):
            for person in people:
                loads[person.name] += stage.minutes.total
        return loads

    def possible(self, option: Seats, seats: tuple[Seats, ...], loads: dict[str, int]) -> bool:
        """Whether all have the minutes, and of people who are alike so far the first are taken first."""
        minutes = self.kit.loop[len(seats)].minutes.total
        if any(loads[person.name] + minutes > person.minutes for person in option):
            return False
        taken = {person.name for person in option}
        passed_over: set[tuple[object, ...]] = set()
        whole_loop = sum(stage.minutes.total for stage in self.kit.loop)
        for person in self.people:
            alike = (
                tuple(person.skills),
                min(person.minutes, whole_loop),
                *(person in people for people in seats),
            )
            if person.name not in taken:
                passed_over.add(alike)
            elif alike in passed_over:
                return False
        return True

    def must_haves_by_one(self, seats: tuple[Seats, ...]) -> int:
        """Return how many must-haves cannot be rated by two people any more."""
        rest = self.kit.stages[len(seats) :]
        short = 0
        for skill in self.musts:
            raters = {
                person.name
                for each, people in zip(self.kit.stages, seats, strict=False)
                if skill in each.skills
                for person in people
                if person.rates(skill)
            }
            if len(raters) < RATERS and any(skill in each.skills for each in rest):
                raters |= {person.name for person in self.people if person.rates(skill)}
            short += len(raters) < RATERS
        return short


def _least_squares(loads: list[int], further: int) -> int:
    """Return a sum that the squared loads cannot fall below once further minutes are shared out; loads ascend."""
    filled = 1
    while filled < len(loads) and loads[filled] * filled - sum(loads[:filled]) <= further:
        filled += 1
    level = sum(loads[:filled]) + further
    return level * level // filled + sum(load * load for load in loads[filled:])


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
