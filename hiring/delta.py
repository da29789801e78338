"""What changes from one level to the next, skill by skill and duty by duty."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, Literal

from hiring.library import Library
from hiring.skill_model import Duty, SkillModel, of_motion
from hiring.text import Ours, Text
from hiring.vocabulary import Language, Level, Motion, SkillId

BAR = 3
Change = Literal["new", "grows", "same", "gone"]


@dataclass(frozen=True)
class SkillStep:
    """One skill at two levels: what meets the bar (score 3) before and after."""

    name: str
    change: Change
    before: str | None
    after: str | None
    must_have_before: bool
    must_have_after: bool


@dataclass(frozen=True)
class DutyStep:
    """One duty at two levels."""

    change: Change
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Step:
    """From one level to the next."""

    before: str
    after: str
    before_title: str
    after_title: str
    reports_to_before: str
    reports_to_after: str
    skills: list[SkillStep]
    duties: list[DutyStep]
    goals_before: list[str]
    goals_after: list[str]


@dataclass(frozen=True)
class Delta:
    """All steps between two levels for one motion."""

    motion: Ours
    steps: list[Step]

    def as_dict(self) -> dict[str, Any]:
        """Return the steps as plain data: what the template and the JSON format get."""
        return asdict(self)


def make_delta(levels: Sequence[Level], motion: Motion, language: Language, library: Library) -> Delta:
    """Return the steps between consecutive `levels` for a motion, in a language."""
    models = [library.skill_model(level) for level in levels]
    return Delta(Ours(motion), [_step(*pair, motion, language, library) for pair in pairwise(models)])


def _step(
    before: SkillModel, after: SkillModel, motion: Motion, language: Language, library: Library
) -> Step:
    return Step(
        before=Ours(before.level),
        after=Ours(after.level),
        before_title=before.title[language],
        after_title=after.title[language],
        reports_to_before=before.reports_to.text[language],
        reports_to_after=after.reports_to.text[language],
        skills=_skill_steps(before, after, motion, language, library),
        duties=_duty_steps(of_motion(before.duties, motion), of_motion(after.duties, motion), language),
        goals_before=[goal.text[language] for goal in of_motion(before.goals, motion)],
        goals_after=[goal.text[language] for goal in of_motion(after.goals, motion)],
    )


def _skill_steps(
    before: SkillModel, after: SkillModel, motion: Motion, language: Language, library: Library
) -> list[SkillStep]:
    old = {weight.skill: weight for weight in of_motion(before.skills, motion)}
    new = {weight.skill: weight for weight in of_motion(after.skills, motion)}
    return [
        SkillStep(
            name=library.rubric(skill).name[language],
            change=_change(skill in old, skill in new, same=False),
            before=_bar(library, skill, before.level)[language] if skill in old else None,
            after=_bar(library, skill, after.level)[language] if skill in new else None,
            must_have_before=skill in old and old[skill].must_have,
            must_have_after=skill in new and new[skill].must_have,
        )
        for skill in dict.fromkeys([*new, *old])
    ]


def _bar(library: Library, skill: SkillId, level: Level) -> Text:
    """Return the anchor that meets the bar of a level."""
    return dict(library.anchors(skill, level))[BAR]


def _duty_steps(before: Sequence[Duty], after: Sequence[Duty], language: Language) -> list[DutyStep]:
    old = {duty.id: duty.text[language] for duty in before}
    new = {duty.id: duty.text[language] for duty in after}
    return [
        DutyStep(
            _change(name in old, name in new, same=old.get(name) == new.get(name)),
            old.get(name),
            new.get(name),
        )
        for name in dict.fromkeys([*new, *old])
    ]


def _change(before: bool, after: bool, *, same: bool) -> Change:  # noqa: FBT001
    if before and after:
        return "same" if same else "grows"
    return "new" if after else "gone"
