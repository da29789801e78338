"""What changes from one level to the next."""

import pytest

from hiring.delta import make_delta
from hiring.library import Library
from hiring.skill_model import SkillModel, of_motion
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language, Level, Motion


def skills(model: SkillModel, motion: Motion) -> list[str]:
    return [weight.skill for weight in of_motion(model.skills, motion)]


@pytest.mark.parametrize("motion", MOTIONS)
def test_each_skill_of_two_levels_is_new_grows_or_is_gone(library: Library, motion: Motion) -> None:
    junior, mid = library.skill_model("junior"), library.skill_model("mid")
    before, after = skills(junior, motion), skills(mid, motion)

    [step] = make_delta(["junior", "mid"], motion, "en", library).steps

    assert [(skill.name, skill.change) for skill in step.skills] == [
        *((library.rubric(name).name.en, "grows" if name in before else "new") for name in after),
        *((library.rubric(name).name.en, "gone") for name in before if name not in after),
    ]
    assert {"grows", "new", "gone"} == {skill.change for skill in step.skills}


def test_what_meets_the_bar_is_the_third_anchor_of_each_level(library: Library) -> None:
    [step] = make_delta(["junior", "senior"], "new_business", "pl", library).steps
    name = library.rubric("negotiation").name.pl

    [row] = [skill for skill in step.skills if skill.name == name]

    rungs = library.rubric("negotiation").rungs
    assert (row.before, row.after) == (rungs[2].pl, rungs[4].pl)


def test_a_new_skill_has_no_bar_before_and_a_gone_one_none_after(library: Library) -> None:
    for step in make_delta(LEVELS, "full_cycle", "en", library).steps:
        rows = [(skill.change, skill.before, skill.after) for skill in step.skills]
        rows += [(duty.change, duty.before, duty.after) for duty in step.duties]
        for change, before, after in rows:
            assert (before is None, after is None) == (change == "new", change == "gone")


def test_a_must_have_is_told_for_each_side(library: Library) -> None:
    [step] = make_delta(["junior", "mid"], "full_cycle", "en", library).steps
    must: dict[Level, set[str]] = {
        level: {
            library.rubric(weight.skill).name.en
            for weight in of_motion(library.skill_model(level).skills, "full_cycle")
            if weight.must_have
        }
        for level in ("junior", "mid")
    }

    assert {skill.name for skill in step.skills if skill.must_have_before} == must["junior"] != set()
    assert {skill.name for skill in step.skills if skill.must_have_after} == must["mid"] != set()


def test_a_duty_with_the_same_words_is_the_same_and_with_others_grows(library: Library) -> None:
    [step] = make_delta(["mid", "mid"], "full_cycle", "en", library).steps

    assert {duty.change for duty in step.duties} == {"same"}
    assert {
        duty.change for duty in make_delta(["junior", "mid"], "full_cycle", "en", library).steps[0].duties
    } > {"grows"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_levels_are_two_steps_with_titles_reporting_and_goals(
    library: Library, language: Language
) -> None:
    steps = make_delta(LEVELS, "expansion", language, library).steps

    assert [(step.before, step.after) for step in steps] == [("junior", "mid"), ("mid", "senior")]
    assert [step.after_title for step in steps] == [
        library.skill_model(level).title[language] for level in LEVELS[1:]
    ]
    senior = library.skill_model("senior")
    assert steps[1].reports_to_after == senior.reports_to.text[language]
    assert steps[1].goals_after == [goal.text[language] for goal in of_motion(senior.goals, "expansion")]


def test_one_level_is_no_step(library: Library) -> None:
    assert make_delta(["mid"], "expansion", "en", library).steps == []
