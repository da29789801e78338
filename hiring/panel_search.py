"""The search for the best panel plan: every way to fill the stages, cut off where it could not beat the best one found."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from hiring.interviewer import Interviewer
from hiring.kit import Kit, KitStage

RATERS = 2
MOST_STEPS = 15_000
Seats = tuple[Interviewer, ...]


@dataclass(frozen=True, order=True)
class Worth:
    """What makes a plan worse, the weightiest first; of the squared loads the even ones have the least sum."""

    seats_not_taken: int
    must_haves_by_one: int
    skills_not_rated: int
    seats: int
    squared_loads: int


class Search:
    """Depth first over the stages; a branch ends where even the best rest could not beat the best plan found."""

    def __init__(self, kit: Kit, people: tuple[Interviewer, ...]) -> None:
        self.kit, self.people, self.steps = kit, people, 0
        self.musts = [weight.skill for weight in kit.weights if weight.must_have]
        self.options = [list(self._options(each)) for each in kit.stages]
        self.best: tuple[Seats, ...] = tuple(() for _ in kit.stages)
        self.least: Worth | None = None

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

    def fill(self, seats: tuple[Seats, ...], worth: Worth) -> None:
        """Try every way to fill the stages that follow those filled."""
        row = len(seats)
        if row == len(self.kit.stages):
            self.least, self.best = worth, seats
            return
        for bound, _, option in sorted(self.steps_from(seats, worth), key=lambda each: each[:2]):
            if self.least is not None and bound >= self.least:
                return
            self.fill((*seats, option), bound)

    def steps_from(self, seats: tuple[Seats, ...], worth: Worth) -> Iterator[tuple[Worth, int, Seats]]:
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

    def bound(self, seats: tuple[Seats, ...], missing: int, unrated: int) -> Worth:
        """Return what a plan half made can at best become: all further seats taken by the fewest, as evenly as can be."""
        rest = self.kit.loop[len(seats) :]
        further = sum(stage.interviewers.min * stage.minutes.total for stage in rest)
        return Worth(
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
