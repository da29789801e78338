"""A brief is checked field by field and as a whole; what the company answers for is counted and not told again."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from own_content import changed

from hiring.brief import Brief, Waiver
from hiring.brief_lint import WHOLE, lint_brief
from hiring.findings import Severity
from hiring.library import Library
from hiring.lint_finding import BriefFinding
from hiring.samples import starter_brief
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language, Level, Motion
from hiring.waivers import waived

LIBRARY = Library()
TODAY = date(2026, 11, 22)
SELLING = [{"text": "Close new clients."}]


def brief_with(language: Language = "en", **changes: Any) -> Brief:
    data = starter_brief(language).model_dump(mode="json", exclude_none=True) | changes
    return Brief.model_validate({key: value for key, value in data.items() if value is not None})


def linted(brief: Brief, *rules: str) -> list[BriefFinding]:
    """Return what some rules report in a brief, or all."""
    return [each for each in lint_brief(brief, LIBRARY, TODAY) if not rules or each.rule in rules]


def at(brief: Brief, *rules: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.rule, each.field, each.words) for each in linted(brief, *rules)]


@pytest.mark.parametrize(("level", "motion", "language"), list(product(LEVELS, MOTIONS, LANGUAGES)))
def test_our_own_content_says_nothing_badly_and_nothing_twice(
    level: Level, motion: Motion, language: Language
) -> None:
    brief = Brief(
        level=level, motion=motion, language=language, company="A", place="B", country="US", apply="C"
    )

    assert {each.rule for each in linted(brief)} <= {"JP-REC", "PII-CLAUSE"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_to_start_from_has_no_error(language: Language) -> None:
    assert [each for each in linted(starter_brief(language)) if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("title", {"title": "Sales ninja"}),
        ("about", {"about": "We sell.\n\nA ninja we seek."}),
        ("summary", {"summary": "You are a ninja."}),
        ("duties.1.text", {"duties": [*SELLING, {"text": "Be a ninja."}]}),
        ("goals.0.text", {"goals": [{"text": "Be a ninja."}]}),
        ("requirements.0.text", {"requirements": [{"text": "Be a ninja."}]}),
        ("nice_to_have.0.text", {"nice_to_have": [{"text": "Be a ninja."}]}),
        ("benefits.1", {"benefits": ["Fruit", "A ninja suit"]}),
        ("preview", {"preview": "Even a ninja gets tired."}),
        ("apply", {"apply": "Write to the ninja."}),
        ("contact", {"contact": "Our ninja"}),
        ("data_protection", {"data_protection": "The ninja keeps your data."}),
        ("pay.plan", {"pay": {"currency": "EUR", "period": "year", "plan": "10% for a ninja."}}),
    ],
)
def test_words_are_reported_at_their_field_and_place(field: str, changes: dict[str, Any]) -> None:
    (finding,) = linted(brief := brief_with(**changes), "BRO")

    value: Any = brief.model_dump()
    for step in field.split("."):
        value = value[int(step) if step.isdecimal() else step]
    begin, end = finding.spans[0]
    assert (finding.field, value[begin:end], finding.instead) == (field, "ninja", "professional")


def test_findings_come_in_the_order_of_the_fields() -> None:
    duties = [{"text": f"Line {row}, ninja."} for row in range(7)]
    found = linted(brief_with(duties=duties, title="Ninja", data_protection="ninja"), "BRO")

    assert [each.field for each in found] == [
        "title",
        *(f"duties.{row}.text" for row in range(7)),
        "data_protection",
    ]


def test_rules_about_the_whole_are_held_to_the_posting_made_from_the_brief() -> None:
    brief = brief_with("pl", data_protection=None, about="Firma. " * 500)

    assert [row for row in at(brief, *WHOLE) if row[0] != "YOU-WE"] == [
        ("LEN-LONG", "about", ()),
        ("PII-CLAUSE", "data_protection", ()),
    ]


def test_pay_is_checked_too() -> None:
    pay = {"currency": "EUR", "period": "year", "base": {"min": 1, "max": 9}, "ote": {"min": 9, "max": 9}}

    assert ("JP-OTE", "pay.base") in [row[:2] for row in at(brief_with(pay=pay))]


def test_two_fields_that_contradict_each_other_are_one_finding() -> None:
    pay = {"currency": "EUR", "period": "year", "plan": "Commission on new business only."}
    goals = [{"text": "You are measured on retention."}]

    (finding,) = linted(brief_with(pay=pay, goals=goals), "SAYS-COMMISSION")

    assert (finding.field, finding.other) == ("goals.0.text", "pay.plan")


def test_a_typed_field_that_contradicts_the_models_own_lines_is_told() -> None:
    duties = [{"text": "Lead a team of three."}]

    (finding,) = linted(brief_with(level="junior", duties=duties), "SAYS-JUNIOR")
    (titled,) = linted(brief_with(level="junior", title="Account Executive", duties=duties), "SAYS-JUNIOR")

    assert (finding.field, finding.other) == ("duties.0.text", None)
    assert (titled.field, titled.words, titled.other) == ("duties.0.text", ("junior", "Lead a team"), "level")
    assert linted(brief_with(level="senior", title="Account Executive", duties=duties), "SAYS-JUNIOR") == []


@pytest.mark.parametrize(
    ("rule", "changes", "words"),
    [
        ("SAYS-LEVEL", {"level": "mid", "title": "Senior Account Executive"}, "Senior Account Executive"),
        (
            "SAYS-LEVEL",
            {"level": "junior", "title": "AE", "requirements": [{"text": "You have 6 years of experience."}]},
            "6 years",
        ),
        ("SAYS-REMOTE", {"remote": "hybrid", "summary": "The job is fully remote."}, "fully remote"),
    ],
)
def test_words_against_the_level_and_the_place_are_told(rule: str, changes: Any, words: str) -> None:
    (finding,) = linted(brief_with(**changes), rule)

    assert words.startswith(finding.words)


def test_duties_of_another_motion_are_told() -> None:
    duties = [
        {"text": "Win new clients by cold calls and your own prospecting."},
        {"text": "Book first meetings at target companies, new logos only."},
        {"text": "Grow the pipeline of new business."},
    ]
    brief = brief_with(
        motion="expansion", summary="You win new customers.", duties=duties, goals=[], requirements=SELLING
    )

    assert [row[:2] for row in at(brief, "SAYS-MOTION")] == [("SAYS-MOTION", "motion")]


def test_a_title_of_sales_over_duties_of_service_is_told() -> None:
    duties = [{"text": words} for words in ("Onboard users.", "Answer support tickets.", "Drive product adoption.", "Sell.")]  # fmt: skip
    brief = brief_with(title="Account Executive", summary="The job.", duties=duties, goals=[], requirements=[], nice_to_have=[])  # fmt: skip

    assert at(brief, "ROLE-MIX") == [("ROLE-MIX", "duties", ("Onboard",))]


def answered(**answers: str) -> dict[str, str]:
    """Return answers to all questions: those given, else the first option that speaks for an AE."""
    usual = {
        question.id: next(o.id for o in question.options if o.verdict == "account_executive" or not o.points)
        for question in LIBRARY.readiness.questions
    }
    return usual | answers


def test_answers_that_advise_another_hire_are_told_with_their_reasons() -> None:
    (finding,) = linted(brief_with(readiness=answered(customers="none_yet")), "READY")

    assert (finding.field, finding.words, finding.other) == ("level", ("mid",), "readiness")
    assert "A sales rep first. Without clients there is nobody" in finding.why.en
    assert "Najpierw" in finding.why.pl


def test_answers_are_held_to_the_level_and_the_motion() -> None:
    advised: dict[str, Any] = {"motion": "new_business", "duties": SELLING, "readiness": answered()}
    fields = [
        [each.field for each in linted(brief_with(**advised | changes), "READY")]
        for changes in ({}, {"level": "senior"}, {"motion": "full_cycle"})
    ]

    assert fields == [[], ["level"], ["motion"]]


@pytest.mark.parametrize("answers", [{}, {"customers": "few"}, answered(customers="nonsense")])
def test_answers_to_other_questions_are_asked_for_again(answers: dict[str, str]) -> None:
    assert at(brief_with(readiness=answers), "READY", "READY-AGAIN") == [("READY-AGAIN", "readiness", ())]


def test_a_waiver_answers_for_a_rule_or_for_its_words_only() -> None:
    found = linted(brief_with(title="Ninja rockstar", about="Ninja"), "BRO")

    def left(*waivers: Waiver) -> list[tuple[str, ...]]:
        return [each.words for each in waived(found, waivers, LIBRARY.posting_wording)[0]]

    assert left(Waiver(rule="bro", reason="ours")) == []
    assert left(Waiver(rule="BRO", words="NINJA", reason="ours")) == [("rockstar",)]


def test_what_is_waived_keeps_the_reason() -> None:
    found = linted(brief_with(title="Ninja"), "BRO")

    left, answered_for = waived(found, [Waiver(rule="BRO", reason="our mascot")], LIBRARY.posting_wording)

    assert (left, [(each.finding, each.reason) for each in answered_for]) == ([], [(found[0], "our mascot")])


def test_a_waiver_that_meets_nothing_is_told() -> None:
    waivers = [Waiver(rule="BRO", words="guru", reason="ours")]

    left, _ = waived([], waivers, LIBRARY.posting_wording)

    assert [(each.rule, each.severity, each.field, each.words) for each in left] == [
        ("WAIVER", Severity.INFO, "waivers.0", ("BRO", "guru"))
    ]


def test_a_rule_that_the_companys_own_list_leaves_out_reports_nothing(tmp_path: Any) -> None:
    def without(data: Any) -> None:
        data["of_briefs"] = []

    library = changed(tmp_path, "posting_rules/wording.yaml", without)
    brief = brief_with(readiness={}, deadline="2026-01-01", title="Senior Sales!", remote="full")

    found = {each.rule for each in lint_brief(brief, library, TODAY)}

    assert {rule for rule in found if rule.startswith(("JP-", "READY", "SAYS-LEVEL"))} == set()
