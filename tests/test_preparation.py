"""What a candidate prepares with: every level and motion has its own, every seed fact about getting the job a place."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from test_kit_commands import hiring

from hiring import wording, yaml_file
from hiring.check import citations
from hiring.findings import HiringError, Place
from hiring.library import Library
from hiring.preparation import Preparation
from hiring.preparation_sheet import make_preparation_sheet
from hiring.render import document
from hiring.vocabulary import LEVELS, MOTIONS, Level, Motion
from hiring.yaml_reader import Sheet, parse

NAME = "question_banks/preparation.yaml"
EVERY = [(level, motion) for level, motion in product(LEVELS, MOTIONS)]
NUMBERS: tuple[tuple[Level, Motion, list[str]], ...] = (
    ("junior", "new_business", ["everyday_number", "own_target", "outreach", "pay_range"]),
    (
        "mid",
        "full_cycle",
        [
            "quota",
            "attainment",
            "deal_size",
            "cycle_length",
            "win_rate",
            "pipeline_coverage",
            "retention",
            "pay_range",
        ],
    ),
    (
        "senior",
        "expansion",
        [
            "quota",
            "attainment",
            "retention",
            "account_growth",
            "client_grade",
            "forecast_accuracy",
            "team_result",
            "pay_range",
        ],
    ),
)


def refused(**changes: Any) -> list[tuple[str, str]]:
    """Return the place and rule of each mistake in the shipped file with some parts replaced."""
    sheet = parse(Library().path(NAME).read_text("utf-8"), NAME)
    with pytest.raises(HiringError) as problem:
        yaml_file.check(Sheet(sheet.file, {**sheet.data, **changes}, sheet.root), Preparation)
    return [(finding.place.file, finding.rule) for finding in problem.value.findings]


def shipped_part(name: str) -> Any:
    return parse(Library().path(NAME).read_text("utf-8"), NAME).data[name]


@pytest.mark.parametrize(("level", "motion", "ids"), NUMBERS)
def test_numbers_are_those_of_the_level_and_motion(
    level: Level, motion: Motion, ids: list[str], library: Library
) -> None:
    assert [number.id for number in library.preparation.numbers_for(level, motion)] == ids


@pytest.mark.parametrize(("level", "motion"), EVERY)
def test_no_level_and_motion_is_left_with_few_numbers(level: Level, motion: Motion, library: Library) -> None:
    assert len(library.preparation.numbers_for(level, motion)) >= 4


def test_every_tip_of_the_article_on_getting_the_job_has_its_place_here(library: Library) -> None:
    cited = {seed for name, _, seed in citations(library) if name == NAME}

    assert {"F3", *(f"F{number}" for number in range(40, 56))} - cited == set()


@pytest.mark.parametrize("kind", ["knowledge", "motivation"])
def test_self_ratings_are_written_as_the_rubrics_are(kind: Any, library: Library) -> None:
    anchors, place = library.preparation.anchors(kind), Place(NAME)
    rungs = [text for _, text in anchors]

    assert [score for score, _ in anchors] == [1, 2, 3, 4, 5]
    assert list(wording.ladder_findings(rungs, place)) == []
    assert [
        found for rung in rungs for found in wording.anchor_findings(rung, place, library.anchor_words)
    ] == []


def test_two_tips_or_moments_of_one_id_and_a_short_ladder_are_refused() -> None:
    ladders = shipped_part("self_ratings")

    assert refused(donts=shipped_part("dos")) == [(NAME, "same-id-twice")]
    assert refused(call_checklist=shipped_part("call_checklist")[:1] * 2) == [(NAME, "same-id-twice")]
    assert refused(self_ratings={**ladders, "knowledge": ladders["knowledge"][:4]}) == [(NAME, "limit")]


@pytest.mark.parametrize(("level", "motion"), EVERY)
def test_a_sheet_names_each_question_of_its_level_and_motion_under_one_person(
    level: Level, motion: Motion, library: Library
) -> None:
    sheet = make_preparation_sheet(level, motion, "en", library)
    wanted = {
        question.id: question.ask[0]
        for question in library.ask_back.questions
        if level in question.levels and motion in question.motions
    }

    told = [
        (question["id"], person["ask"]) for person in sheet["ask_back"] for question in person["questions"]
    ]

    assert sorted(told) == sorted(wanted.items())


def test_a_sheet_begins_with_the_questions_of_its_own_level(library: Library) -> None:
    sheet = make_preparation_sheet("junior", "full_cycle", "en", library)

    [manager] = [person for person in sheet["ask_back"] if person["ask"] == "hiring_manager"]

    assert [question["id"] for question in manager["questions"]][:3] == [
        "ask_junior_support",
        "ask_challenges",
        "ask_development",
    ]


def test_a_sheet_shows_the_skills_of_its_motion_with_what_meets_the_bar(library: Library) -> None:
    facts = make_preparation_sheet("mid", "expansion", "pl", library)

    text = document("preparation", facts, "pl").replace("\N{NO-BREAK SPACE}", " ")

    skills = library.skill_model("mid").skills_for("expansion")
    assert [skill["skill"] for skill in facts["skills"]] == skills
    for skill in skills:
        anchors = dict(library.anchors(skill, "mid"))
        assert (anchors[3].pl in text, anchors[2].pl in text) == (True, False)


def test_a_line_for_every_kind_of_conversation_is_not_marked(library: Library) -> None:
    [evening] = [
        moment
        for moment in make_preparation_sheet("mid", "expansion", "en", library)["call_checklist"]
        if moment["when"] == "day_before"
    ]

    assert [line["meetings"] for line in evening["lines"]] == [
        [],
        [],
        ["phone", "video"],
        ["video"],
        ["in_person"],
        [],
    ]


def test_the_command_prints_the_sheet_of_a_level_and_motion() -> None:
    printed = hiring("prepare", "--level", "senior", "--motion", "expansion", "--language", "pl")
    facts = json.loads(hiring("prepare", "--level", "senior", "--format", "json").stdout)

    assert (printed.returncode, printed.stderr) == (0, "")
    assert printed.stdout.startswith("# Karta przygotowań: Senior Account Executive")
    assert (facts["document"], facts["level"], facts["motion"]) == ("preparation", "senior", "full_cycle")


def test_the_command_writes_every_format_into_a_folder(tmp_path: Path) -> None:
    result = hiring("prepare", "--level", "mid", "--format", "all", "-o", str(tmp_path))

    assert result.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"preparation-mid-full_cycle-en.{form}" for form in ("docx", "html", "json", "md", "pdf")
    ]


def test_the_command_needs_a_level() -> None:
    result = hiring("prepare")

    assert (result.returncode, "--level" in result.stderr) == (2, True)


def test_own_words_take_the_place_of_ours(tmp_path: Path) -> None:
    own = tmp_path / "question_banks"
    own.mkdir()
    text = Library().path(NAME).read_text("utf-8").replace("Leaving it to chance", "Winging it")
    (own / "preparation.yaml").write_text(text, "utf-8")

    result = hiring("prepare", "--level", "junior", "--own", str(tmp_path))

    assert ("**Winging it.**" in result.stdout, "Leaving it to chance" in result.stdout) == (True, False)
