"""What a posting leaves out, beside the skill model of the level and motion that it reads like."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hiring.library import Library
from hiring.posting_points import headed
from hiring.posting_reading import Reading
from hiring.skill_model import Duty, SkillModel, of_motion
from hiring.vocabulary import LEVELS, MOTIONS, Id, Level, Motion, SkillId

Silence = Literal["duties", "requirements", "pay", "stages", "contract"]
USUAL_LEVEL: Level = LEVELS[1]
USUAL_MOTION: Motion = MOTIONS[1]


@dataclass(frozen=True)
class SkillGap:
    """A skill that is assessed at the level and that the posting does not ask for, in the posting's language."""

    skill: SkillId
    name: str
    definition: str
    must_have: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class LineGap:
    """A line of the model none of whose skills the posting asks for."""

    use: Id
    text: str


@dataclass(frozen=True)
class Gaps:
    """What is left out; `assumed` names what the posting did not tell and was taken as usual: level, motion."""

    level: Level
    motion: Motion
    assumed: tuple[Literal["level", "motion"], ...]
    skills: tuple[SkillGap, ...]
    duties: tuple[LineGap, ...]
    requirements: tuple[LineGap, ...]
    silent: tuple[Silence, ...]


def posting_gaps(text: str, reading: Reading, library: Library) -> Gaps:
    """Return what a posting that was read leaves out; must-haves come first, then in the model's order."""
    level, motion = reading.level or USUAL_LEVEL, reading.motion or USUAL_MOTION
    model = library.skill_model(level)
    asked = {cue.name for cue in reading.skills}
    skills = sorted(_skills(model, motion, asked, reading, library), key=lambda gap: not gap.must_have)
    return Gaps(
        level,
        motion,
        tuple(name for name in ("level", "motion") if getattr(reading, name) is None),
        tuple(skills),
        tuple(_lines(of_motion(model.duties, motion), asked, reading)),
        tuple(_lines(of_motion(model.requirements, motion), asked, reading)),
        tuple(_silent(text, reading)),
    )


def _skills(
    model: SkillModel, motion: Motion, asked: set[SkillId], reading: Reading, library: Library
) -> Iterator[SkillGap]:
    """Yield the skills assessed and not asked for, each with the model's requirement for it, else its duty."""
    language = reading.language
    for weight in of_motion(model.skills, motion):
        if weight.skill in asked:
            continue
        lines = [
            line.text[language]
            for lines in (model.requirements, model.duties)
            for line in of_motion(lines, motion)
            if weight.skill in line.skills
        ]
        rubric = library.rubric(weight.skill)
        yield SkillGap(
            weight.skill,
            rubric.name[language],
            rubric.definition[language],
            weight.must_have,
            tuple(lines[:2]),
        )


def _lines(lines: Sequence[Duty], asked: set[SkillId], reading: Reading) -> Iterator[LineGap]:
    return (LineGap(line.id, line.text[reading.language]) for line in lines if not asked & set(line.skills))


def _silent(text: str, reading: Reading) -> Iterator[Silence]:
    """Yield what a reader looks for in vain: lists without a heading, pay, interviews, the kind of contract."""
    lists = headed(text, reading)
    if "duties" not in lists:
        yield "duties"
    if "requirements" not in lists:
        yield "requirements"
    if not any(number.kind in {"pay", "ote"} for number in reading.numbers):
        yield "pay"
    stages = reading.cue("stages", reading.brief)
    if not (stages and stages.spans):
        yield "stages"
    if not reading.contracts:
        yield "contract"
