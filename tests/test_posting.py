"""A brief and a skill model become a posting: lines as chosen, pay as given, nothing else."""

import json
import re
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from hiring.brief import Brief
from hiring.formats import posting_text
from hiring.library import Library
from hiring.posting import MOST, PostingLine, check_brief, make_posting, paragraphs, read_brief
from hiring.samples import starter_brief
from hiring.skill_model import of_motion
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language, Level, Motion
from hiring.yaml_reader import parse

BRIEF = {"level": "mid", "motion": "full_cycle", "company": "A", "place": "B", "country": "PL", "apply": "C"}


def brief(**changes: Any) -> Brief:
    return Brief.model_validate({**BRIEF, **changes})


def rules(text: str, library: Library) -> list[tuple[str, str, str]]:
    """Return place, rule and suggestion of what is found in a brief's YAML."""
    sheet = parse("".join(f"{key}: {value}\n" for key, value in BRIEF.items()) + text, "b.yaml")
    found = check_brief(Brief.model_validate(sheet.data), sheet, library)
    return [(f"{f.place.line}:{f.place.column}", f.rule, str(f.suggestion)) for f in found]


def test_without_a_choice_a_posting_has_the_models_own_lines(library: Library) -> None:
    posting, model = make_posting(brief(), library), library.skill_model("mid")

    assert posting.duties == [
        PostingLine(duty.text.en, duty.skills, duty.id) for duty in of_motion(model.duties, "full_cycle")
    ]


def test_lines_are_chosen_reordered_reworded_and_added(library: Library) -> None:
    chosen = [
        {"text": "Own words", "skills": ["selling"]},
        {"use": "relationships", "text": "Other words"},
        {"use": "negotiate"},
        {"text": "No skill"},
    ]
    known = {duty.id: duty for duty in library.skill_model("mid").duties}

    posting = make_posting(brief(duties=chosen), library)

    assert posting.duties == [
        PostingLine("Own words", ["selling"], None),
        PostingLine("Other words", known["relationships"].skills, "relationships"),
        PostingLine(known["negotiate"].text.en, known["negotiate"].skills, "negotiate"),
        PostingLine("No skill", [], None),
    ]


def test_an_empty_choice_leaves_a_section_out(library: Library) -> None:
    posting = make_posting(brief(nice_to_have=[]), library)

    assert posting.nice_to_have == []


@pytest.mark.parametrize("section", MOST)
def test_more_lines_than_a_reader_takes_in_are_a_finding(library: Library, section: str) -> None:
    lines = "".join(f"  - text: line {row}\n" for row in range(MOST[section] + 1))

    assert rules(f"{section}:\n{lines}", library) == [("8:3", "too-many", "drop the least important")]
    assert rules(f"{section}:\n{lines.partition(chr(10))[2]}", library) == []


def test_an_unknown_line_and_skill_are_findings_with_the_nearest_ones(library: Library) -> None:
    text = "duties:\n  - use: negotiate\n  - use: relationship\n  - text: Own\n    skills: [seling]\n"

    assert rules(text, library) == [
        ("9:5", "unknown-line", "did you mean relationships?"),
        ("10:5", "unknown-skill", "did you mean selling?"),
    ]


def test_a_line_of_another_motion_is_unknown(library: Library) -> None:
    mid = library.skill_model("mid")
    other = next(duty.id for duty in mid.duties if "full_cycle" not in duty.motions)

    assert [rule for _, rule, _ in rules(f"duties:\n  - use: {other}\n", library)] == ["unknown-line"]


def test_without_pay_in_the_brief_there_is_none_in_the_posting(library: Library) -> None:
    assert make_posting(brief(), library).pay is None


def test_pay_is_printed_as_given_and_nothing_is_added(library: Library) -> None:
    pay = {"currency": "PLN", "period": "month", "base": {"min": 12_000, "max": 18_000}}

    posting = make_posting(brief(pay=pay, language="pl"), library)

    assert posting.as_dict()["pay"] == {
        "base": "12\xa0000–18\xa0000\xa0zł",
        "variable": None,
        "variable_kind": "commission",
        "ote": None,
        "plan": [],
        "terms": None,
        "rules": [],
        "period": "month",
        "tax": None,
    }


def article_sums(library: Library) -> set[int]:
    references = [reference for model in library.skill_models() for reference in model.pay_references]
    return {value for each in references for value in (each.amount, each.min, each.max) if value is not None}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("motion", MOTIONS)
@pytest.mark.parametrize("level", LEVELS)
def test_no_sum_of_the_articles_is_ever_in_a_posting(
    library: Library, level: Level, motion: Motion, language: Language
) -> None:
    asked = brief(level=level, motion=motion, language=language)
    text = posting_text("md", make_posting(asked, library), asked, None, date(2026, 11, 22))

    numbers = {
        int(re.sub(r"\D", "", found)) for found in re.findall(r"\d{1,3}(?:[,. \u00a0]\d{3})+|\d+", text)
    }
    assert len(article_sums(library)) > 3
    assert numbers & article_sums(library) == set()
    assert re.search(r"PLN|USD|EUR|zł|\$|€", text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_facts_of_a_posting_are_plain_data(library: Library, language: Language) -> None:
    facts = make_posting(starter_brief(language), library).as_dict()

    assert json.loads(json.dumps(facts)) == facts


def test_a_title_is_the_levels_unless_the_brief_gives_one(library: Library) -> None:
    assert make_posting(brief(), library).title == library.skill_model("mid").title.en
    assert make_posting(brief(title="Hunter"), library).title == "Hunter"


def test_the_models_words_on_reporting_stand_only_where_the_brief_is_silent(library: Library) -> None:
    ours = library.skill_model("mid").reports_to.text.en

    assert make_posting(brief(), library).reporting == ours
    assert make_posting(brief(reports_to="CEO"), library).reporting is None
    assert make_posting(brief(summary="Own words"), library).reporting is None


def test_blank_lines_divide_paragraphs() -> None:
    assert paragraphs("one\ntwo\n\n \t\n three \n\n") == ["one\ntwo", "three"]
    assert paragraphs(None) == paragraphs(" \n ") == []


def test_a_line_chosen_twice_and_a_country_that_is_none_are_findings(library: Library) -> None:
    lines = "duties:\n  - use: relationships\n  - use: negotiate\n  - use: relationships\n"
    text = "".join(f"{key}: {value}\n" for key, value in BRIEF.items())
    text += f"{lines}remote_from:\n  - PL\n  - Niemcy\n  - ZZ\n"

    _, findings = read_brief(parse(text, "b.yaml"), library)

    assert [(f.place.line, f.rule, str(f.message)) for f in findings] == [
        (10, "same-line-twice", "the line relationships stands twice"),
        (13, "country", "Niemcy is no country's code; write DE"),
        (14, "country", "ZZ is no country's code; write two letters, for example PL"),
    ]


@pytest.mark.parametrize(
    ("pay", "rule"),
    [
        ({"currency": "PLN", "period": "month"}, "pay"),
        ({"currency": "PLN", "period": "hour", "base": {"min": 31.125, "max": 32}}, "decimals"),
    ],
)
def test_pay_that_says_nothing_or_cannot_be_printed_as_given_is_refused(
    pay: dict[str, Any], rule: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        brief(pay=pay)

    assert [error["type"] for error in refused.value.errors()] == [rule]


def test_every_mistake_of_a_brief_is_told_in_one_round(library: Library) -> None:
    text = (
        "level: mid\nmotion: full_cycle\ncompny: X\ncountry: UK\nremote: hybrid\ntravel: lots\n"
        "duties:\n  - use: negotiat\nstages:\n  - scren\napply: x\napply: y\n"
    )

    brief, findings = read_brief(parse(text, "b.yaml"), library)

    assert brief is None
    assert [(f.place.line, f.rule) for f in findings] == [
        (1, "place"),
        (1, "missing"),
        (3, "unknown-key"),
        (4, "country"),
        (6, "type"),
        (8, "unknown-line"),
        (10, "unknown-stage"),
        (12, "duplicate"),
    ]


@pytest.mark.parametrize("data", ["[]", "words", "1", "level: {a: 1}", "{}"])
def test_a_brief_that_is_none_ends_in_findings(data: str, library: Library) -> None:
    assert read_brief(parse(data, "b.yaml"), library)[0] is None


def test_goals_and_interviews_can_be_chosen(library: Library) -> None:
    chosen = brief(goals=[{"text": "Own measure"}], stages=["panel", "screen"])

    posting = make_posting(chosen, library)

    assert [line.text for line in posting.goals] == ["Own measure"]
    assert [stage.name for stage in posting.stages] == ["Panel interview", "Recruiter screen"]


@pytest.mark.parametrize(
    ("ote", "rules_found"),
    [((14, 18), []), ((9, 18), ["ote-does-not-fit"]), ((14, 99), ["ote-does-not-fit"])],
)
def test_pay_at_target_that_does_not_fit_base_and_variable_is_a_warning(
    ote: tuple[int, int], rules_found: list[str], library: Library
) -> None:
    pay = "pay:\n  currency: PLN\n  period: year\n"
    for part, (least, most) in {"base": (10, 12), "variable": (4, 6), "ote": ote}.items():
        pay += f"  {part}:\n    min: {least}\n    max: {most}\n"
    sheet = parse("".join(f"{key}: {value}\n" for key, value in BRIEF.items()) + pay, "b.yaml")

    made, findings = read_brief(sheet, library)

    assert (made is not None, [f.rule for f in findings]) == (True, rules_found)
