"""Checks of the whole library: that every part can be traced to the others, and that every text keeps the rules.

One check is one generator; its docstring is its manual and its name, with hyphens, the rule's id.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hiring import bank_checks, wording
from hiring.findings import Finding, Place, did_you_mean, error, has_errors, say
from hiring.library import Library
from hiring.own_folder import file_never_read, template_mistakes
from hiring.posting import MOST
from hiring.rubric import SCORES, Rubric
from hiring.skill_model import SkillModel, of_motion
from hiring.text import parts, texts
from hiring.vocabulary import MOTIONS
from hiring.yaml_file import Loc

Check = Callable[[Library], Iterator[Finding]]
MOST_SKILLS = 8


def check_library(library: Library) -> list[Finding]:
    """Return everything to mend in the library.

    Checks of a track need the files that it names to be readable, and each of its groups the one before it to be
    clean; a mistake in one track hides none in another.
    """
    found = [finding for check in ASIDE for finding in check(library)]
    broken = {name for name, _ in library.files() if name not in library.read}
    for needs, groups in TRACKS:
        if not any(name.startswith(needs) for name in broken):
            found += _first_unclean(groups, library)
    return sorted(set(found))


def _first_unclean(groups: tuple[tuple[Check, ...], ...], library: Library) -> list[Finding]:
    """Return what a track's groups find, up to the first in which there is an error."""
    found: list[Finding] = []
    for checks in groups:
        found += [finding for check in checks for finding in check(library)]
        if has_errors(found):
            break
    return found


def file_cannot_be_read(library: Library) -> Iterator[Finding]:
    """Report every mistake in every content file."""
    yield from library.load_everything()


def file_named_otherwise(library: Library) -> Iterator[Finding]:
    """Report a file whose name is not the id inside it."""
    for folder, key in (
        ("scorecards/rubrics", "skill"),
        ("scorecards/stages", "id"),
        ("skill_models", "level"),
        ("question_banks/exercises", "id"),
    ):
        for name in (name for name in library.names(folder) if name in library.read):
            inside = getattr(library.load(name, dict(library.files())[name]).model, key, None)
            if inside is not None and inside != Path(name).stem:
                yield error(
                    library.place(name, key),
                    "file-named-otherwise",
                    say("the file is named otherwise: %(name)s", name=name),
                )


def unknown_skill(library: Library) -> Iterator[Finding]:
    """Report a skill that has no rubric, or that the level does not assess in any motion."""
    for model in library.skill_models():
        for section in ("skills", "duties", "requirements", "nice_to_have"):
            for row, line in enumerate(getattr(model, section)):
                for skill in [line.skill] if section == "skills" else line.skills:
                    place = _place(library, model, section, row)
                    if skill not in library.skills:
                        message = say("no rubric for a skill %(skill)s", skill=skill)
                        yield error(place, "unknown-skill", message, did_you_mean(skill, library.skills))
                    elif section in {"duties", "requirements"} and skill not in model.skill_ids:
                        message = say("%(level)s does not assess %(skill)s", level=model.level, skill=skill)
                        yield error(place, "unknown-skill", message, did_you_mean(skill, model.skill_ids))


def orphan_skill(library: Library) -> Iterator[Finding]:
    """Report a rubric whose skill no level assesses."""
    for rubric in library.rubrics():
        if not library.levels_of(rubric.skill):
            message = say("no level assesses %(skill)s", skill=rubric.skill)
            yield error(_rubric_place(library, rubric, "skill"), "orphan-skill", message)


def rung_count(library: Library) -> Iterator[Finding]:
    """Report a ladder that is too short or long: five rungs for one level, one more for each further level."""
    for rubric in library.rubrics():
        levels = library.levels_of(rubric.skill)
        wanted = SCORES - 1 + len(levels)
        if levels and len(rubric.rungs) != wanted:
            message = say(
                "%(found)s rungs; %(levels)s assess this skill and need %(wanted)s",
                found=len(rubric.rungs),
                levels=", ".join(levels),
                wanted=wanted,
            )
            yield error(_rubric_place(library, rubric, "rungs"), "rung-count", message)


def lines_for_each_motion(library: Library) -> Iterator[Finding]:
    """Report a motion with more lines than a reader takes in, or with no duty, requirement or goal."""
    for model in library.skill_models():
        for motion in MOTIONS:
            for section in ("summary", "account_manager", "duties", "requirements", "nice_to_have", "goals"):
                found = len(of_motion(getattr(model, section), motion))
                most = 1 if section in {"summary", "account_manager"} else MOST.get(section, 3)
                least = 0 if section == "nice_to_have" else 1
                if not least <= found <= most:
                    message = say(
                        "%(motion)s has %(found)s lines; %(least)s to %(most)s are allowed",
                        motion=motion,
                        found=found,
                        least=least,
                        most=most,
                    )
                    yield error(_place(library, model, section), "lines-for-each-motion", message)


def skills_of_a_motion(library: Library) -> Iterator[Finding]:
    """Report a motion that weighs a skill twice, assesses more than eight, or has no must-have."""
    for model in library.skill_models():
        for motion in MOTIONS:
            weights = of_motion(model.skills, motion)
            place = _place(library, model, "skills")
            for skill, count in Counter(weight.skill for weight in weights).items():
                if count > 1:
                    message = say("%(motion)s weighs %(skill)s twice", motion=motion, skill=skill)
                    yield error(place, "skills-of-a-motion", message)
            if not 1 <= len(weights) <= MOST_SKILLS:
                message = say(
                    "%(motion)s has %(count)s skills; 1 to 8 can be assessed",
                    motion=motion,
                    count=len(weights),
                )
                yield error(place, "skills-of-a-motion", message)
            if weights and not any(weight.must_have for weight in weights):
                yield error(
                    place, "skills-of-a-motion", say("%(motion)s has no must-have skill", motion=motion)
                )


def weight_without_reason(library: Library) -> Iterator[Finding]:
    """Report a weight other than 1 that gives no reason: weights are equal unless somebody says why."""
    for model in library.skill_models():
        for row, weight in enumerate(model.skills):
            if weight.weight != 1 and weight.reason is None:
                message = say(
                    "%(skill)s weighs %(weight)s without a reason", skill=weight.skill, weight=weight.weight
                )
                yield error(_place(library, model, "skills", row), "weight-without-reason", message)


def same_id_twice(library: Library) -> Iterator[Finding]:
    """Report a list of a skill model in which two lines have one id."""
    for model in library.skill_models():
        for section in ("duties", "requirements", "nice_to_have", "goals"):
            seen: set[str] = set()
            for row, line in enumerate(getattr(model, section)):
                if line.id in seen:
                    place = _place(library, model, section, row)
                    yield error(place, "same-id-twice", say("the id %(id)s stands twice", id=line.id))
                seen.add(line.id)


def unknown_stage(library: Library) -> Iterator[Finding]:
    """Report a stage that has no file."""
    for model in library.skill_models():
        for row, stage in enumerate(model.stages):
            if stage not in library.stages:
                place = _place(library, model, "stages", row)
                yield error(
                    place,
                    "unknown-stage",
                    say("no stage %(stage)s", stage=stage),
                    did_you_mean(stage, library.stages),
                )


def anchor_wording(library: Library) -> Iterator[Finding]:
    """Report anchors that judge, count or label instead of describing what is seen and heard."""
    words = library.anchor_words
    for rubric in library.rubrics():
        yield from wording.ladder_findings(rubric.rungs, _rubric_place(library, rubric, "rungs"))
        for row, rung in enumerate(rubric.rungs):
            yield from wording.anchor_findings(rung, _rubric_place(library, rubric, "rungs", row), words)


def polish_gender(library: Library) -> Iterator[Finding]:
    """Report Polish sentences that fit only a man or only a woman."""
    for name, model in library.files():
        for loc, text in texts(library.load(name, model).model):
            if text.pl != text.en:
                yield from wording.polish_findings(text.pl, library.place(name, *loc, "pl"))


def unknown_seed(library: Library) -> Iterator[Finding]:
    """Report a citation of a seed fact that the register does not have."""
    known = [fact.id for fact in library.seed_facts.facts]
    for name, loc, seed in citations(library):
        if seed not in known:
            message = say("no seed fact %(seed)s", seed=seed)
            yield error(library.place(name, *loc), "unknown-seed", message, did_you_mean(seed, known))


def seed_without_home(library: Library) -> Iterator[Finding]:
    """Report a seed fact that no content carries."""
    cited = {seed for _, _, seed in citations(library)}
    for row, fact in enumerate(library.seed_facts.facts):
        if fact.id not in cited:
            place = library.place("seed_facts.yaml", "facts", row)
            message = say("nothing carries %(seed)s: %(fact)s", seed=fact.id, fact=fact.fact)
            yield error(place, "seed-without-home", message)


def citations(library: Library) -> Iterator[tuple[str, Loc, str]]:
    """Yield every citation of a seed fact: the file, its path there, and the fact's id."""
    for name, model in library.files():
        for loc, seed in _seeds(library.load(name, model).model):
            yield name, loc, seed


def _seeds(part: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    for step, inside in parts(part):
        if step == "seed":
            yield from (((*loc, step, row), seed) for row, seed in enumerate(inside))
        else:
            yield from _seeds(inside, (*loc, step))


def _place(library: Library, model: SkillModel, *loc: str | int) -> Place:
    return library.place(f"skill_models/{model.level}.yaml", *loc)


def _rubric_place(library: Library, rubric: Rubric, *loc: str | int) -> Place:
    return library.place(f"scorecards/rubrics/{rubric.skill}.yaml", *loc)


# Checks that need no other to be clean; reading comes first, for the tracks need its outcome.
ASIDE: tuple[Check, ...] = (file_cannot_be_read, file_never_read, template_mistakes)
MODEL = ("skill_models/", "scorecards/rubrics/")
TRACKS: tuple[tuple[tuple[str, ...], tuple[tuple[Check, ...], ...]], ...] = (
    (
        (*MODEL, "scorecards/", "question_banks/", "seed_facts.yaml"),
        (
            (file_named_otherwise,),
            (unknown_skill, unknown_stage),
            (polish_gender, unknown_seed, seed_without_home, bank_checks.topic_not_to_ask),
        ),
    ),
    (
        (*MODEL, "scorecards/anchor_words.yaml"),
        (
            (file_named_otherwise,),
            (unknown_skill,),
            (
                orphan_skill,
                rung_count,
                lines_for_each_motion,
                skills_of_a_motion,
                weight_without_reason,
                same_id_twice,
                anchor_wording,
            ),
        ),
    ),
    (
        (*MODEL, "question_banks/"),
        (
            (file_named_otherwise,),
            (unknown_skill,),
            (
                bank_checks.question_of_unknown_skill,
                bank_checks.question_id_twice,
                bank_checks.unequal_twins,
                bank_checks.too_few_questions,
                bank_checks.too_few_examples,
                bank_checks.questions_alike,
                bank_checks.exercise_of_unknown_skill,
                bank_checks.observation_of_unrated_skill,
                bank_checks.must_have_without_exercise,
            ),
        ),
    ),
)
