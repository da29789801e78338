"""What keeps a posting out of job search engines is told at the field that can mend it."""

from datetime import date
from typing import Any

import pytest

from hiring import json_ld_rules
from hiring.brief import Brief
from hiring.brief_texts import typed
from hiring.export.json_ld import job_posting
from hiring.json_ld_rules import Advertised, json_ld_findings
from hiring.library import Library
from hiring.posting import make_posting
from hiring.posting_text import posting_text
from hiring.samples import starter_brief
from hiring.vocabulary import LANGUAGES, Language

LIBRARY = Library()
TODAY = date(2026, 11, 22)
Told = tuple[str, str, tuple[str, ...]]


def brief_with(language: Language = "en", **changes: Any) -> Brief:
    data = starter_brief(language).model_dump(mode="json", exclude_none=True) | changes
    return Brief.model_validate({key: value for key, value in data.items() if value is not None})


def told(
    brief: Brief, html: str = "<p>The job is fully remote. Praca w pełni zdalna.</p>", **job: Any
) -> list[Told]:
    """Return what is told of a brief's JobPosting, of which some properties are others (none: left out)."""
    made = job_posting(make_posting(brief, LIBRARY), brief, html, TODAY) | job
    texts = typed(brief)
    words = posting_text(texts.text, brief.language, LIBRARY)
    advertised = Advertised(
        {name: value for name, value in made.items() if value is not None},
        brief,
        texts,
        words,
        LIBRARY,
        TODAY,
    )
    return [(each.rule, each.field, each.words) for each in json_ld_findings(advertised)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_to_start_from_is_as_search_engines_want_it(language: Language) -> None:
    assert told(starter_brief(language)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "—"}, ("JP-REQ", "title", ("title",))),
        ({"company": "***"}, ("JP-REQ", "company", ("hiringOrganization",))),
        ({"place": "-"}, ("JP-REQ", "place", ("jobLocation",))),
        ({"reference": None}, ("JP-REC", "reference", ("identifier",))),
        (
            {"pay": None, "deadline": None, "reference": None},
            ("JP-REC", "pay", ("baseSalary", "validThrough", "identifier")),
        ),
        ({"deadline": "2026-11-21"}, ("JP-EXPIRED", "deadline", ("2026-11-21",))),
        ({"title": "Account Executive!!"}, ("JP-TITLE", "title", ("!!",))),
        ({"title": "Account Executive, £50k"}, ("JP-TITLE", "title", ("£50k",))),
        ({"title": "Account Executive from 01.02.2027"}, ("JP-TITLE", "title", ("01.02.2027",))),
        ({"title": "Account Executive, Manchester"}, ("JP-TITLE", "title", ("Manchester",))),
        ({"title": "NORTHWIND INSTRUMENTS seller"}, ("JP-TITLE", "title", ("NORTHWIND INSTRUMENTS",))),
        ({"title": "Seller AE-2027-01!"}, ("JP-TITLE", "title", ("!", "AE-2027-01"))),
        ({"title": "ACCOUNT EXECUTIVE"}, ("JP-TITLE", "title", ("ACCOUNT EXECUTIVE",))),
        ({"about": "We <b>sell</b>.<br/>"}, ("JP-HTML", "about", ("<b>", "</b>", "<br/>"))),
        (
            {"benefits": ["Fruit", "A **big** desk &amp; chair"]},
            ("JP-HTML", "benefits.1", ("**big**", "&amp;")),
        ),
        ({"summary": "# The job\n\nYou sell."}, ("JP-HTML", "summary", ("# ",))),
        ({"remote": "full", "about": "A hybrid model."}, ("JP-REMOTE", "about", ("hybrid model",))),
    ],
)
def test_what_a_brief_can_break_is_told_at_its_field(changes: dict[str, Any], expected: Told) -> None:
    found = [each for each in told(brief_with(**changes)) if each[0] == expected[0]]

    assert [(rule, field, tuple(sorted(words))) for rule, field, words in found] == [
        (*expected[:2], tuple(sorted(expected[2])))
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Account Executive",
        "Account Executive (sprzedaż B2B)",
        "AE",
        "Senior Account Executive, SaaS",
        "C# Sales",
    ],
)
def test_a_plain_title_is_left_alone(title: str) -> None:
    assert told(brief_with(title=title, company="A", place="B", reference="C")) == []


@pytest.mark.parametrize(
    "words", ["2 < 3 and 4 > 1", "R&D; P&L", "a * b * c", "#1 in Leeds", "5**", "mail <a@b.example>"]
)
def test_signs_that_are_no_formatting_are_left_alone(words: str) -> None:
    assert told(brief_with(about=words)) == []


def test_a_currency_of_no_country_is_told() -> None:
    pay = {"currency": "ZZZ", "period": "year", "base": {"min": 1, "max": 2}}

    assert told(brief_with(pay=pay)) == [("JP-ENUM", "pay.currency", ("ZZZ",))]


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        ({"employmentType": ["full time"]}, ("JP-ENUM", "contract", ("full time",))),
        ({"jobLocationType": "HYBRID"}, ("JP-ENUM", "remote", ("HYBRID",))),
        ({"datePosted": None}, ("JP-REQ", "posted", ("datePosted",))),
        ({"description": "<div>The job</div>"}, ("JP-HTML", "duties", ("<div>",))),
        ({"description": " <p>Account\nExecutive</p>"}, ("JP-DESC-TITLE", "title", ("Account Executive",))),
    ],
)
def test_what_only_a_template_of_ones_own_can_break_is_told_too(job: dict[str, Any], expected: Told) -> None:
    assert told(brief_with(title="Account Executive"), **job) == [expected]


@pytest.mark.parametrize("language", LANGUAGES)
def test_fully_remote_work_is_said_in_words(language: Language) -> None:
    brief = brief_with(language, remote="full", about="Firma.", place=None)

    assert told(brief) == []
    assert told(brief, "<p>The job.</p>") == [("JP-REMOTE", "remote", ())]


def test_remote_work_needs_a_country() -> None:
    brief = brief_with(remote="full", place=None)

    assert ("JP-REQ", "remote_from", ("applicantLocationRequirements",)) in told(
        brief, applicantLocationRequirements=None
    )


def test_every_rule_has_its_reason_among_those_of_briefs() -> None:
    known = {each.id for each in LIBRARY.posting_wording.of_briefs}

    assert {
        "JP-REQ",
        "JP-REC",
        "JP-ENUM",
        "JP-REMOTE",
        "JP-EXPIRED",
        "JP-TITLE",
        "JP-HTML",
        "JP-DESC-TITLE",
    } <= known
    assert len(json_ld_rules.RULES) == 8
