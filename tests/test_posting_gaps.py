"""What a posting leaves out beside the model, and the brief that begins from it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.brief_from_posting import STAND_INS, brief_from_posting, start_of, start_yaml
from hiring.formats import posting_text
from hiring.library import Library
from hiring.posting import make_posting, read_brief
from hiring.posting_gaps import posting_gaps
from hiring.posting_plain import plain_text
from hiring.posting_points import points, points_of
from hiring.posting_reading import read_posting
from hiring.posting_told import country_of, told_facts
from hiring.samples import starter_brief
from hiring.skill_model import of_motion
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language, Level, Motion
from hiring.yaml_reader import parse

LIBRARY = Library()
WHOLE = """Senior Account Executive
Company: Northwind Ltd
Location: Leeds, United Kingdom
Salary: £60,000–£70,000 a year. A permanent contract.

Responsibilities
- Win new customers by prospecting
- Negotiate contracts

Requirements
1. You coach junior colleagues
2. 8 years in sales

Nice to have
• MEDDIC

Apply: https://northwind.example/jobs
"""
HOSTILE = (
    "<p>" * 60_000,
    "<p><p>" + "<!--" * 50_000,
    "<p><p>" + "<script>" * 25_000,
    "<p><p>" + "<" * 200_000,
    "<p>" * 2 + "<a " * 60_000,
)


def filled(yaml: str) -> str:
    """Fill the places that a brief marks."""
    for key, value in STAND_INS.items():
        yaml = yaml.replace(f"\n{key}:   # FILL IN\n", f'\n{key}: "{value}"\n')
    return yaml


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("level", "motion"), [(level, motion) for level in LEVELS for motion in MOTIONS])
def test_a_posting_of_the_library_leaves_few_of_its_own_skills_out(
    level: Level, motion: Motion, language: Language
) -> None:
    brief = starter_brief(language).model_copy(update={"level": level, "motion": motion})
    text = posting_text("md", make_posting(brief, LIBRARY), brief, None, None)  # type: ignore[arg-type]
    reading = read_posting(text, LIBRARY, language)

    gaps = posting_gaps(text, reading, LIBRARY)

    assert not {"pay", "stages", "duties", "requirements"} & set(gaps.silent)
    assert len(gaps.skills) <= 3


def test_of_a_posting_that_says_nothing_all_is_left_out_in_its_own_language() -> None:
    text = "Account Executive\nSzukamy osoby do pracy w naszej firmie."
    reading = read_posting(text, LIBRARY)
    gaps = posting_gaps(text, reading, LIBRARY)
    model = LIBRARY.skill_model("mid")
    weights = of_motion(model.skills, "full_cycle")

    assert gaps.assumed == ("level", "motion")
    assert gaps.silent == ("duties", "requirements", "pay", "stages", "contract")
    assert {gap.skill for gap in gaps.skills} == {weight.skill for weight in weights}
    assert [gap.must_have for gap in gaps.skills] == sorted(
        (weight.must_have for weight in weights), reverse=True
    )
    assert [gap.text for gap in gaps.duties] == [
        line.text["pl"] for line in of_motion(model.duties, "full_cycle")
    ]


def test_points_are_found_under_their_headings_and_prose_is_not() -> None:
    text = "Tasks\nYou sell.\n- one\n\n- two\n\n**What we offer**\n- tea\n\nRequirements:\n2) three"
    found = points_of(text, read_posting(text, LIBRARY, "en"))

    assert {section: list(points(spans, text)) for section, spans in found.items()} == {
        "duties": ["one", "two"],
        "requirements": ["three"],
        "nice_to_have": [],
    }


def test_a_whole_posting_becomes_a_brief_without_a_place_to_fill() -> None:
    brief, findings = read_brief(parse(brief_from_posting(WHOLE, LIBRARY), "brief.yaml"), LIBRARY)

    assert findings == []
    assert brief is not None
    assert (brief.level, brief.motion, brief.company, brief.place, brief.country, brief.apply) == (
        "senior", "new_business", "Northwind Ltd", "Leeds", "GB", "https://northwind.example/jobs",
    )  # fmt: skip
    assert brief.pay is not None
    assert (brief.pay.currency, brief.pay.period, brief.pay.base) == ("GBP", "year", brief.pay.base)
    assert [line.text for line in brief.requirements or []] == [
        "You coach junior colleagues",
        "8 years in sales",
    ]


@pytest.mark.parametrize(
    ("line", "pay"),
    [
        ("Salary: £40,000 to £50,000 a year", {"currency": "GBP", "period": "year", "base": {"min": 40000, "max": 50000}}),
        ("Wynagrodzenie: 9-12 tys. zł brutto miesięcznie", {"currency": "PLN", "period": "month", "tax": "gross", "base": {"min": 9000, "max": 12000}}),
        ("Wynagrodzenie: 18 000–22 000 zł brutto, premia roczna", None),
        ("Salary: 40,000 to 50,000 a year", None),
        ("Salary: from $40,000 a year", None),
        ("Salary: $50k-$60k, OTE $100k", None),
    ],
)  # fmt: skip
def test_pay_is_taken_where_all_of_it_is_told(line: str, pay: dict[str, object] | None) -> None:
    text = f"Account Executive\n{line}"

    assert told_facts(text, read_posting(text, LIBRARY)).get("pay") == pay


def test_two_addresses_or_a_long_place_are_no_answer() -> None:
    text = "Account Executive\nLocation: London with travel to two other towns\na@b.example or c@d.example"
    facts = told_facts(text, read_posting(text, LIBRARY))

    assert not {"apply", "place", "company", "country"} & facts.keys()
    assert [country_of(words) for words in ("PL", "Polska", "Germany", "ZZ", "Leeds")] == [
        "PL",
        "PL",
        "DE",
        None,
        None,
    ]


def test_more_lines_than_a_brief_takes_become_notes() -> None:
    text = "Account Executive\nResponsibilities\n" + "\n".join(f"- duty {row}" for row in range(9))
    start = start_of(text, read_posting(text, LIBRARY), LIBRARY)

    assert len(start.known["duties"]) == 7
    assert start.notes["duties"][:2] == ('- text: "duty 7"', '- text: "duty 8"')


@settings(deadline=None, max_examples=25)
@given(st.lists(st.text(max_size=60) | st.sampled_from(WHOLE.split("\n")), max_size=25))
def test_whatever_a_posting_holds_its_brief_is_accepted_once_filled(lines: list[str]) -> None:
    text = plain_text("\n".join(lines))
    start = start_of(text, read_posting(text, LIBRARY), LIBRARY)

    brief, findings = read_brief(parse(filled(start_yaml(start)), "brief.yaml"), LIBRARY)

    assert (brief is not None, [each for each in findings if each.severity == "error"]) == (True, [])


def test_a_page_becomes_lines_and_its_scripts_go() -> None:
    page = "<!doctype html><title>x</title><style>p{}</style><h1>Sales &amp; more</h1><ul><li>one<li>two</ul><script>no</script>"

    assert plain_text(page) == "# Sales & more\n\n- one\n- two\n"
    assert plain_text("a < b\r\n<3 and 5 > 4") == "a < b\n<3 and 5 > 4"


@pytest.mark.parametrize("sent", HOSTILE, ids=lambda sent: repr(sent[4:12]))
def test_a_hostile_page_takes_less_than_a_second(sent: str) -> None:
    start = time.thread_time()
    plain_text(sent)

    assert time.thread_time() - start < 1
