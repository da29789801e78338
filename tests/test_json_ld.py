"""A posting as job search engines read it."""

import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hiring.brief import Brief
from hiring.export import json_ld
from hiring.formats import posting_text
from hiring.library import Library
from hiring.posting import make_posting
from hiring.samples import starter_brief
from hiring.vocabulary import LANGUAGES, Language

LIBRARY = Library()
TODAY = date(2026, 11, 22)
FIELDS = (
    "title", "company", "about", "industry", "place", "region", "summary", "reports_to", "preview", "apply", "contact",
    "reference", "data_protection",
)  # fmt: skip


def brief_with(language: Language = "en", **changes: Any) -> Brief:
    data = starter_brief(language).model_dump(mode="json", exclude_none=True) | changes
    return Brief.model_validate({key: value for key, value in data.items() if value is not None})


def page_of(brief: Brief) -> str:
    return posting_text("html", make_posting(brief, LIBRARY), brief, None, TODAY)


def job_of(brief: Brief) -> dict[str, Any]:
    text = posting_text("jsonld", make_posting(brief, LIBRARY), brief, None, TODAY)
    job: dict[str, Any] = json.loads(text)
    return job


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_search_engines_require_is_there(language: Language) -> None:
    brief = starter_brief(language)
    job = job_of(brief)

    assert {
        key: job[key] for key in ("@context", "@type", "datePosted", "validThrough", "hiringOrganization")
    } == {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "datePosted": "2026-11-22",
        "validThrough": "2027-01-31T23:59:59",
        "hiringOrganization": {"@type": "Organization", "name": brief.company},
    }
    assert job["title"] == make_posting(brief, LIBRARY).title
    assert len(job["description"]) > 500


def test_the_day_of_posting_is_the_briefs_if_it_gives_one() -> None:
    assert job_of(brief_with(posted="2026-10-01"))["datePosted"] == "2026-10-01"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_has_only_paragraphs_and_lists(language: Language) -> None:
    description = job_of(starter_brief(language))["description"]

    assert set(re.findall(r"<[^>]*>", description)) == {"<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>"}


def test_base_pay_is_the_base_alone_and_the_rest_is_incentive() -> None:
    job = job_of(starter_brief("en"))

    assert job["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"@type": "QuantitativeValue", "minValue": 42000, "maxValue": 52000, "unitText": "YEAR"},
    }
    assert "OTE: GBP\xa080,000–100,000" in job["incentiveCompensation"]
    assert "commission: GBP\xa038,000–48,000" in job["incentiveCompensation"]


def test_pay_at_target_alone_gives_no_base_pay() -> None:
    job = job_of(
        brief_with(pay={"currency": "GBP", "period": "year", "ote": {"min": 80_000, "max": 100_000}})
    )

    assert "baseSalary" not in job
    assert job["incentiveCompensation"] == "OTE: GBP\xa080,000–100,000"


def test_a_brief_without_pay_gives_no_pay_at_all() -> None:
    assert {"baseSalary", "incentiveCompensation"} & job_of(brief_with(pay=None)).keys() == set()


PLACE = {
    "@type": "Place",
    "address": {"@type": "PostalAddress", "addressLocality": "Manchester", "addressCountry": "GB"},
}
REMOTE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "none": ({"remote": "none"}, {"jobLocation": PLACE}),
    "hybrid": ({"remote": "hybrid"}, {"jobLocation": PLACE}),
    "full, near a place": (
        {"remote": "full"},
        {
            "jobLocation": PLACE,
            "jobLocationType": "TELECOMMUTE",
            "applicantLocationRequirements": [{"@type": "Country", "name": "GB"}],
        },
    ),
    "full, from two countries": (
        {"remote": "full", "place": None, "remote_from": ["PL", "DE"]},
        {
            "jobLocationType": "TELECOMMUTE",
            "applicantLocationRequirements": [
                {"@type": "Country", "name": "PL"},
                {"@type": "Country", "name": "DE"},
            ],
        },
    ),
}


@pytest.mark.parametrize(("changes", "expected"), REMOTE.values(), ids=REMOTE.keys())
def test_where_the_work_is_done_is_told_in_each_form(
    changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    job = job_of(brief_with(**changes))

    keys = ("jobLocation", "jobLocationType", "applicantLocationRequirements")
    assert {key: job[key] for key in keys if key in job} == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["FULL_TIME"]),
        ({"hours": "part_time"}, ["PART_TIME"]),
        ({"contract": "b2b"}, ["FULL_TIME", "CONTRACTOR"]),
        ({"contract": "mandate", "hours": "part_time"}, ["PART_TIME", "CONTRACTOR"]),
    ],
)
def test_contract_and_hours_give_the_employment_types(changes: dict[str, Any], expected: list[str]) -> None:
    assert job_of(brief_with(**changes))["employmentType"] == expected


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(FIELDS),
    st.sampled_from(["", "</script>", "<!--", "<script>", "]]>", "&lt;/script&gt;"]),
    st.text(min_size=1, max_size=40),
)
def test_no_text_ends_the_script_that_carries_the_data(field: str, start: str, rest: str) -> None:
    changes: dict[str, Any] = {field: start + rest}
    try:
        brief = brief_with(**changes)
    except (ValidationError, UnicodeEncodeError):
        reject()
    page = page_of(brief)

    inside = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(inside) == job_of(brief)
    assert re.search(r"[<>&]", inside) is None
    assert page.lower().count("<script") == page.lower().count("</script") == 1


def test_only_what_is_known_is_written() -> None:
    brief = Brief(
        level="mid", motion="expansion", company="A", place="B", country="PL", apply="C",
    )  # fmt: skip

    assert (
        job_of(brief).keys() & {"industry", "identifier", "validThrough", "baseSalary", "jobBenefits"}
        == set()
    )
    assert all(value not in (None, "", []) for value in job_of(brief).values())


def test_headings_of_a_description_become_paragraphs_and_numbered_lists_plain_ones() -> None:
    html = '<h2>A</h2><ol><li><strong>b</strong> <a href="https://x.example">c</a></li></ol><table><tr><td>d</td></tr></table>'

    assert json_ld.description(html) == "<p>A</p><ul><li>b c</li></ul>d"


def test_nothing_is_said_of_education_where_the_brief_asks_for_things_of_its_own() -> None:
    own = brief_with(requirements=[{"text": "A degree in engineering"}])

    assert [("educationRequirements" in job_of(each)) for each in (brief_with(), own)] == [True, False]


def test_the_kind_of_incentive_is_said_in_the_language_of_the_posting() -> None:
    told = [job_of(brief_with(language))["incentiveCompensation"].partition(":")[0] for language in LANGUAGES]

    assert told == ["commission", "prowizja"]
