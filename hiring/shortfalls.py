"""What a kit leaves open, why, and what would mend it: told as findings, never hidden."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations

from hiring.choice import Problem, Room, Wanted, times_seen
from hiring.chooser import choose, too_large
from hiring.findings import NOTHING, Finding, Said, error, say
from hiring.kit import Kit
from hiring.stage import LONGEST

MORE_MINUTES = (5, 10, 15, 20, 30)
MORE_STAGES = (
    say("add the stage %(first)s").words,
    say("add the stages %(first)s and %(second)s").words,
    say("add the stages %(first)s, %(second)s and %(third)s").words,
)


def shortfalls(kit: Kit) -> list[Finding]:
    """Return what a kit does not reach.

    Errors are a stage that stays empty, a skill that is not seen, a must-have that is seen only once.
    """
    if not kit.loop:
        message = say("a kit needs at least one stage")
        return [error(kit.wish.loop, "no-stage", message, say("name the stages, or leave the key out"))]
    return [*_empty_stages(kit), *_short_skills(kit)]


def _empty_stages(kit: Kit) -> Iterator[Finding]:
    extras = {(row, kind) for row, kind, _ in kit.problem.extras()}
    for row, each in enumerate(kit.stages):
        if not each.questions and each.exercise is None:
            methods, core = frozenset(each.stage.methods), each.stage.minutes.core
            asks = [
                a.minutes
                for a in kit.problem.asks
                if a.type in methods and (a.rated or (row, a.type) in extras)
            ]
            shortest = min(
                [*asks, *(t.minutes for t in kit.problem.tasks if t.method in methods)], default=None
            )
            place = kit.library.place(f"scorecards/stages/{each.stage.id}.yaml", "minutes")
            if shortest is not None and shortest <= core:
                message = say(
                    "%(stage)s stays empty: what fits into it is used elsewhere, or needs too much time at home",
                    stage=Said(each.stage.id),
                )
                yield error(place, "empty-stage", message, say("leave this stage out"))
            else:
                message = say(
                    "nothing fits into the %(minutes)s minutes that %(stage)s leaves for questions or an exercise",
                    minutes=core,
                    stage=Said(each.stage.id),
                )
                suggestion = say("the shortest takes %(minutes)s", minutes=shortest) if shortest else NOTHING
                yield error(place, "empty-stage", message, suggestion)


def _short_skills(kit: Kit) -> Iterator[Finding]:
    mends = _Mends(kit)
    for want in kit.problem.wanted:
        seen = kit.times_seen[want.skill]
        if seen == 0:
            message = say(
                "%(skill)s is not seen in any stage: %(why)s", skill=Said(want.skill), why=_why(kit, want)
            )
            yield error(kit.wish.loop, "skill-not-seen", message, mends.of(want))
        elif want.must_have and seen == 1:
            message = say(
                "the must-have %(skill)s is seen only once: %(why)s",
                skill=Said(want.skill),
                why=_why(kit, want),
            )
            yield error(kit.wish.loop, "must-have-once", message, mends.of(want))


def _why(kit: Kit, want: Wanted) -> Said:
    asks = [ask for ask in kit.problem.asks if ask.skill == want.skill and ask.rated]
    tasks = [task for task in kit.problem.tasks if want.skill in task.skills]
    if _known(kit, want) <= kit.times_seen[want.skill]:
        return say("no further question or exercise on it is for this level and motion")
    rooms = [
        room
        for room, each in zip(kit.problem.rooms, kit.stages, strict=True)
        if want.skill not in each.skills
        and (
            any(ask.type in room.methods and ask.minutes <= room.minutes for ask in asks)
            or any(task.method in room.methods and task.minutes <= room.minutes for task in tasks)
        )
    ]
    if not rooms:
        return say("no other stage has the method and the minutes for it")
    return say("the minutes are taken by other skills")


def _known(kit: Kit, want: Wanted) -> int:
    """Return how many questions and exercises there are on a skill, used or not."""
    asks = sum(ask.skill == want.skill and ask.rated for ask in kit.problem.asks)
    return asks + sum(want.skill in task.skills for task in kit.problem.tasks)


class _Mends:
    """Tries longer stages, then further ones, and says which is the first that mends a shortfall."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.tried: list[tuple[Said, Counter[str]]] = []
        self.untried = self.trials()

    def of(self, want: Wanted) -> Said:
        """Return what mends the shortfall of a skill, tried and found to work, or where to add questions."""
        needed = 2 if want.must_have else 1
        for suggestion, seen in chain(list(self.tried), self.untried):
            if seen[want.skill] >= needed:
                return suggestion
        if _known(self.kit, want) >= needed:
            return say("no single change is enough: use more stages, or longer ones")
        return say("add questions on it to question_banks/%(skill)s.yaml", skill=want.skill)

    def trials(self) -> Iterator[tuple[Said, Counter[str]]]:
        """Yield, and remember, every extension of the loop with how often it would show each skill."""
        for suggestion, problem in self.extensions():
            if not too_large(problem):
                self.tried.append((suggestion, times_seen(choose(problem))))
                yield self.tried[-1]

    def extensions(self) -> Iterator[tuple[Said, Problem]]:
        """Yield the kit's problem with more minutes in one stage, and with one stage more."""
        problem = self.kit.problem
        for more in MORE_MINUTES:
            for row, stage in enumerate(self.kit.loop):
                if stage.minutes.total + more > LONGEST:
                    continue
                room = replace(problem.rooms[row], minutes=problem.rooms[row].minutes + more)
                rooms = (*problem.rooms[:row], room, *problem.rooms[row + 1 :])
                words = say("give %(stage)s %(minutes)s minutes more", stage=Said(stage.id), minutes=more)
                yield words, replace(problem, rooms=rooms)
        for words, names in self.further_stages():
            stages = [self.kit.library.stage(name) for name in names]
            rooms = tuple(Room(stage.minutes.core, frozenset(stage.methods)) for stage in stages)
            yield words, replace(problem, rooms=(*problem.rooms, *rooms))

    def further_stages(self) -> Iterator[tuple[Said, tuple[str, ...]]]:
        """Yield one, then two, then three stages that the loop does not have, and how to tell of them."""
        others = [
            name for name in self.kit.library.stages if name not in {stage.id for stage in self.kit.loop}
        ]
        for names in (chosen for size in (1, 2, 3) for chosen in combinations(others, size)):
            known = dict(zip(("first", "second", "third"), map(Said, names), strict=False))
            yield say(MORE_STAGES[len(names) - 1], **known), names
