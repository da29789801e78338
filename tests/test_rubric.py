"""One ladder of rungs, seen through each level's window."""

from collections import defaultdict
from itertools import pairwise

from hiring.library import Library
from hiring.rubric_sheet import make_rubric_sheet
from hiring.vocabulary import LANGUAGES, LEVELS, Level, SkillId


def by_number_of_levels(library: Library) -> dict[int, list[SkillId]]:
    found = defaultdict(list)
    for skill in library.skills:
        found[len(library.levels_of(skill))].append(skill)
    return found


def rows(library: Library, skill: SkillId, level: Level) -> dict[int, str]:
    return {score: text.en for score, text in library.anchors(skill, level)}


def test_skills_of_one_two_and_three_levels_are_in_the_library(library: Library) -> None:
    assert set(by_number_of_levels(library)) == {1, 2, 3}


def test_a_rung_of_a_skill_of_three_levels_is_worth_a_point_less_at_each_higher_level(
    library: Library,
) -> None:
    for skill in by_number_of_levels(library)[3]:
        junior, mid, senior = (rows(library, skill, level) for level in LEVELS)

        assert junior[5] == mid[4] == senior[3]
        assert junior[3] == mid[2] == senior[1]
        assert len({junior[1], mid[1], senior[1], mid[5], senior[5]}) == 5


def test_a_rung_of_a_skill_of_two_levels_is_worth_a_point_less_at_the_higher_one(library: Library) -> None:
    for skill in by_number_of_levels(library)[2]:
        lower, higher = (rows(library, skill, level) for level in library.levels_of(skill))

        assert [lower[score] for score in (2, 3, 4, 5)] == [higher[score] for score in (1, 2, 3, 4)]
        assert lower[1] not in higher.values()
        assert higher[5] not in lower.values()


def test_every_level_sees_five_scores_of_every_skill_and_the_windows_fill_the_ladder(
    library: Library,
) -> None:
    for rubric in library.rubrics():
        levels = library.levels_of(rubric.skill)
        seen = [library.anchors(rubric.skill, level) for level in levels]

        assert [[score for score, _ in window] for window in seen] == [[1, 2, 3, 4, 5]] * len(levels)
        assert {text.en for window in seen for _, text in window} == {rung.en for rung in rubric.rungs}
        assert all(low[1:] != high[1:] for low, high in pairwise(seen))


def test_a_rubric_sheet_shows_the_window_of_its_level_in_its_language(library: Library) -> None:
    for language in LANGUAGES:
        [sheet] = make_rubric_sheet("senior", ["negotiation"], language, library)["rubrics"]

        assert sheet["anchors"] == [
            {"score": score, "text": text[language]}
            for score, text in library.anchors("negotiation", "senior")
        ]
        assert sheet["name"] == library.rubric("negotiation").name[language]


def test_a_rubric_sheet_keeps_the_order_of_the_skills_asked_for(library: Library) -> None:
    sheet = make_rubric_sheet("mid", ["negotiation", "communication"], "en", library)

    assert [rubric["skill"] for rubric in sheet["rubrics"]] == ["negotiation", "communication"]
    assert [step["score"] for step in sheet["scale"]["scores"]] == [1, 2, 3, 4, 5]
