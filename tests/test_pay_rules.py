"""What a brief tells of pay is held against the rules of the places that it names, and against ours."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from hiring.brief import JURISDICTIONS, Brief
from hiring.library import Library
from hiring.lint_finding import BriefFinding
from hiring.pay_law import NEEDS
from hiring.pay_needs import FIELDS
from hiring.pay_rules import JUDGES, pay_findings, pay_laws
from hiring.text import Text
from hiring.vocabulary import LANGUAGES, MOTIONS

BRIEF = {"level": "mid", "motion": "full_cycle", "company": "A", "place": "B", "country": "US", "apply": "C"}
BASE = {"min": 60_000, "max": 80_000}
VARIABLE = {"min": 40_000, "max": 50_000}
PAID = {"currency": "USD", "period": "year", "tax": "gross"}
PAY = {
    **PAID,
    "base": BASE,
    "variable": VARIABLE,
    "plan": "8% of first-year contract value.",
    "rules": "None apply.",
}
WHOLE = {**BRIEF, "pay": PAY, "benefits": ["Health cover"], "deadline": "2027-01-31"}
US = [code for code in JURISDICTIONS if code.startswith("US-") or code == "strictest"]


def found(library: Library, **changes: Any) -> list[BriefFinding]:
    return list(pay_findings(Brief.model_validate({**WHOLE, **changes}), library))


def told(library: Library, **changes: Any) -> list[tuple[str, str, str]]:
    """Return rule, severity and field of what is found."""
    return [(each.rule, str(each.severity), each.field) for each in found(library, **changes)]


def without(*names: str) -> dict[str, Any]:
    """Return changes that take parts of the pay away."""
    return {"pay": {name: value for name, value in PAY.items() if name not in names}}


@pytest.mark.parametrize("where", US)
def test_a_whole_brief_passes_in_every_state(where: str, library: Library) -> None:
    assert told(library, jurisdictions=[where]) == []


def test_the_strictest_brief_passes_all_rules_of_the_united_states(library: Library) -> None:
    strict = told(library, jurisdictions=["strictest"])

    assert (strict, told(library, jurisdictions=US)) == ([], [])


def test_the_strictest_preset_asks_all_that_a_state_asks(library: Library) -> None:
    laws = [law for law in pay_laws(library).laws if law.where in US]
    strictest = next(law for law in laws if law.where == "strictest")
    met_by = {"commission": "plan"}

    assert len(laws) == len(US)
    assert {met_by.get(need, need) for law in laws for need in law.needs} == set(strictest.needs)


NO_BASE = without("base")
NO_WORD = without("variable", "plan")
MISSING: list[tuple[str, dict[str, Any], list[str]]] = [
    *[(where, NO_WORD | {"pay": {**PAID, "plan": "x", "variable_kind": "bonus"}}, ["pay.base"])
      for where in ("US-MA", "US-HI", "US-DC", "US-NYC", "US-VT", "US-NY", "US-MN", "US-CO")],
    ("US-CO", NO_WORD, ["pay.plan"]),
    ("US-CO", {"benefits": []}, ["benefits"]),
    ("US-CO", {"deadline": None}, ["deadline"]),
    ("US-CO", {"pay": None}, ["pay.base", "pay.plan"]),
    ("US-CA", without("variable"), ["pay.variable"]),
    ("US-CA", NO_WORD, []),
    ("US-CA", {"benefits": [], "deadline": None}, []),
    ("US-WA", NO_WORD, ["pay.variable"]),
    ("US-WA", {"benefits": []}, ["benefits"]),
    ("US-NY", {"duties": []}, ["duties"]),
    ("US-NY", {"benefits": [], "deadline": None, **NO_WORD}, []),
    ("US-NYC", {"pay": {**PAID, "base": {"min": 70_000, "max": 70_000}}}, []),
    ("US-IL", NO_WORD, ["pay.variable"]),
    ("US-IL", {"benefits": []}, ["benefits"]),
    ("US-NJ", NO_WORD, ["pay.variable"]),
    ("US-NJ", {"benefits": []}, ["benefits"]),
    ("US-MN", {"benefits": []}, ["benefits"]),
    ("US-MN", NO_WORD, []),
    ("US-VT", NO_WORD, ["pay.plan"]),
    ("US-VT", {"benefits": []}, []),
    ("US-MD", NO_WORD, ["pay.variable"]),
    ("US-MD", {"benefits": []}, ["benefits"]),
    ("US-MD", {"pay": None}, ["pay.base", "pay.variable"]),
    ("EU", without("rules"), ["pay.rules"]),
    ("EU", NO_WORD, ["pay.variable"]),
    ("EU", NO_BASE, ["pay.base"]),
    ("strictest", {"pay": None, "benefits": [], "deadline": None, "duties": []},
     ["pay.base", "pay.variable", "pay.plan", "benefits", "pay.variable", "deadline", "duties"]),
    ("strictest", without("plan"), ["pay.plan"]),
    ("strictest", without("variable"), ["pay.variable"]),
    ("other", {"pay": None, "benefits": []}, []),
]  # fmt: skip


@pytest.mark.parametrize(("where", "changes", "fields"), MISSING)
def test_what_a_place_wants_told_and_the_brief_does_not_tell(
    where: str, changes: dict[str, Any], fields: list[str], library: Library
) -> None:
    rule = "PAY-" + where.removeprefix("US-").upper()

    assert told(library, jurisdictions=[where], **changes) == [(rule, "warning", field) for field in fields]


ALONE = {**PAID, "plan": "10% of every contract."}
RANGED = {**PAID, "variable": VARIABLE}


@pytest.mark.parametrize(
    ("where", "pay", "passes"),
    [
        ("US-NY", ALONE, True),
        ("US-VT", ALONE, True),
        ("US-NYC", ALONE, False),
        ("US-NYC", RANGED, False),
        ("US-MA", ALONE, False),
        ("US-MA", RANGED, True),
        ("US-CA", RANGED, True),
        ("EU", RANGED | {"rules": "x"}, False),
        ("US-NY", {**ALONE, "ote": VARIABLE}, False),
        ("US-NY", {**ALONE, "variable_kind": "bonus"}, False),
    ],
)
def test_pay_by_commission_alone(where: str, pay: dict[str, Any], *, passes: bool, library: Library) -> None:
    fields = [each.field for each in found(library, pay=pay, jurisdictions=[where])]

    assert ("pay.base" not in fields) is passes


POLISH = {"country": "PL", "pay": {**PAY, "currency": "PLN", "period": "month"}}
NOT_VERIFIED = ("PAY-PL2", "info", "jurisdictions")


def test_work_in_poland_is_under_polish_rules_whether_named_or_not(library: Library) -> None:
    silent = {**POLISH, "pay": None, "benefits": []}
    fields = ["pay.base", "pay.variable", "benefits", "pay.rules"]
    expected = [*[("PAY-PL", "warning", field) for field in fields], NOT_VERIFIED]

    assert told(library, **silent) == expected
    assert told(library, **silent, jurisdictions=["PL"]) == expected
    assert told(library, **POLISH) == [NOT_VERIFIED]


@pytest.mark.parametrize("when", ["before_interview", "before_contract"])
def test_pay_told_later_is_information_in_poland_and_the_union(when: str, library: Library) -> None:
    silent = {"country": "PL", "pay": None, "pay_information": when, "jurisdictions": ["EU", "PL", "US-MA"]}

    assert told(library, **silent) == [
        ("PAY-MA", "warning", "pay.base"),
        ("PAY-INFORMATION", "info", "pay_information"),
        ("PAY-INFORMATION", "info", "pay_information"),
        NOT_VERIFIED,
    ]
    assert told(library, **{**POLISH, "pay_information": when}) == [NOT_VERIFIED]


def test_a_rule_that_is_switched_off_tells_why(library: Library) -> None:
    finding = next(each for each in found(library, **POLISH) if each.rule == "PAY-PL2")

    assert "could not verify" in finding.why.en
    assert "nie udało się ustalić" in finding.why.pl


@pytest.mark.parametrize(
    ("contract", "tax", "period", "fields"),
    [
        ("employment", "gross", "month", []),
        ("employment", None, "month", ["pay.tax"]),
        ("employment", "net", "month", ["pay.tax"]),
        ("employment", "gross", "year", ["pay.period"]),
        ("mandate", "gross", "hour", []),
        ("b2b", "net_vat", "day", []),
        ("b2b", "gross", "month", ["pay.tax"]),
    ],
)
def test_polish_sums_are_gross_for_a_month_or_net_with_vat(
    contract: str, tax: str | None, period: str, fields: list[str], library: Library
) -> None:
    pay = {**PAY, "tax": tax, "period": period}

    rules = told(library, country="PL", contract=contract, pay=pay)

    assert [field for rule, _, field in rules if rule == "PAY-CURRENCY"] == fields


EACH = {"min": 61_000, "max": 61_000}
TERMS = {"quota": 600_000}


def planned(**terms: Any) -> dict[str, Any]:
    return {"base": EACH, "variable": EACH, "terms": {**TERMS, **terms}}


OURS: list[tuple[dict[str, Any], list[tuple[str, str, str]]]] = [
    ({"base": {"min": 50, "max": 80}}, []),
    ({"base": {"min": 50, "max": 80.01}}, [("PAY-WIDE", "warning", "pay.base")]),
    ({"base": {"min": 50, "max": 100}}, [("PAY-WIDE", "warning", "pay.base")]),
    ({"base": {"min": 50, "max": 100.01}}, [("PAY-WIDE-TWICE", "warning", "pay.base")]),
    ({"ote": {"min": 100, "max": 120}}, [("PAY-OTE", "warning", "pay.ote")]),
    ({"base": BASE, "ote": {"min": 70_000, "max": 80_000}}, [("JP-OTE", "warning", "pay.base")]),
    ({"base": BASE, "ote": {"min": 100_000, "max": 130_000}}, []),
    (planned(threshold=100, cap=100), []),
    (planned(threshold=101), [("PLAN-THRESHOLD", "warning", "pay.terms.threshold")]),
    (planned(cap=99), [("PLAN-CAP", "warning", "pay.terms.cap")]),
    (planned(cap=100, accelerator=2), [("PLAN-ACCELERATOR", "warning", "pay.terms.accelerator")]),
    (planned(cap=101, accelerator=2), []),
    ({"base": BASE, "terms": TERMS}, [("PLAN-VARIABLE", "warning", "pay.variable")]),
    (planned(quota=366_000), []),
    (planned(quota=365_999), [("PLAN-TARGET", "info", "pay.terms.quota")]),
    (planned(quota=976_000), []),
    (planned(quota=976_001), [("PLAN-TARGET", "info", "pay.terms.quota")]),
]


@pytest.mark.parametrize(("pay", "expected"), OURS)
def test_ranges_and_plans(
    pay: dict[str, Any], expected: list[tuple[str, str, str]], library: Library
) -> None:
    assert told(library, pay={**PAID, **pay}) == expected


REFERENCES = [
    ({"base": {"min": 39_000, "max": 95_000}}, "pay.base", "US, 2022-01, source: Glassdoor"),
    ({"base": {"min": 60_000, "max": 60_000}}, "pay.base", "US, 2022-01, source: Glassdoor"),
    ({"base": {"min": 68_490, "max": 68_490}}, "pay.base", "US, undated, source: not named"),
    ({"ote": {"min": 40_000, "max": 40_000}}, "pay.ote", "US, undated, source: not named"),
]


@pytest.mark.parametrize(("pay", "field", "words"), REFERENCES)
def test_the_sums_of_an_article_are_no_range_of_ones_own(
    pay: dict[str, Any], field: str, words: str, library: Library
) -> None:
    same = [each for each in found(library, pay={**PAID, **pay}) if each.rule == "PAY-REFERENCE"]

    assert [(str(each.severity), each.field) for each in same] == [("info", field)]
    assert f"({words})" in same[0].why.en


@pytest.mark.parametrize(
    "changes",
    [
        {"currency": "EUR"},
        {"period": "month"},
        {"base": {"min": 39_000, "max": 94_999}},
        {"base": {"min": 39_000, "max": 39_000}},
    ],
)
def test_other_sums_are_ones_own(changes: dict[str, Any], library: Library) -> None:
    pay = {**PAID, "base": {"min": 39_000, "max": 95_000}, **changes}

    assert "PAY-REFERENCE" not in {rule for rule, _, _ in told(library, pay=pay)}


GOALS: list[tuple[str, str, str, bool]] = [
    ("new_business", "en", "Renewal rate of your clients", True),
    ("new_business", "en", "Net revenue retention above 110%", True),
    ("new_business", "en", "Revenue from newly signed contracts", False),
    ("new_business", "en", "Referrals from existing clients", False),
    ("new_business", "pl", "Poziom utrzymania klientów", True),
    ("new_business", "pl", "Przychody z nowo podpisanych umów", False),
    ("expansion", "en", "Number of opportunities created", True),
    ("expansion", "en", "New customers won each quarter", True),
    ("expansion", "en", "Account growth of 15% a year", False),
    ("expansion", "pl", "Liczba szans sprzedaży z prospectingu", True),
    ("expansion", "pl", "Wzrost przychodu od obecnych klientów", False),
    ("full_cycle", "en", "Number of opportunities created and renewal rate", False),
]


@pytest.mark.parametrize(("motion", "language", "goal", "reported"), GOALS)
def test_goals_and_plan_fit_the_motion(
    motion: str, language: str, goal: str, *, reported: bool, library: Library
) -> None:
    texts = {"goals": [{"text": "Forecast"}, {"text": goal}], "pay": {**PAY, "plan": goal}}

    rules = told(library, motion=motion, language=language, **texts)

    fields = ["goals.1", "pay.plan"] if reported else []
    assert rules == [("GOAL-MOTION", "warning", field) for field in fields]


def test_words_that_do_not_fit_are_told_as_typed(library: Library) -> None:
    goals = [{"text": "Then: NUMBER  of Opportunities, per month"}]

    assert [each.words for each in found(library, motion="expansion", goals=goals)] == [
        ("NUMBER  of Opportunities",)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("motion", MOTIONS)
def test_the_models_own_goals_fit_their_motion(motion: str, language: str, library: Library) -> None:
    for model in library.skill_models():
        goals = [{"text": goal.text[language]} for goal in model.goals if motion in goal.motions]  # type: ignore[index]
        assert told(library, motion=motion, language=language, level=model.level, goals=goals) == []


def test_laws_are_warnings_to_look_at_with_counsel_and_never_verdicts(library: Library) -> None:
    silent = found(
        library, pay=None, benefits=[], deadline=None, duties=[], jurisdictions=list(JURISDICTIONS)
    )

    assert {str(each.severity) for each in silent} == {"warning", "info"}
    assert {each.rule for each in silent if "counsel" not in each.why.en + each.mend.en} == set()
    words = json.dumps([asdict(each) | {"why": each.why.en} for each in silent], default=str)
    assert [word for word in ("illegal", "unlawful", "violat", "fine of") if word in words.lower()] == []


def test_every_finding_is_dated_sourced_and_hashable(library: Library) -> None:
    findings = found(library, pay=None, benefits=[], jurisdictions=list(JURISDICTIONS))

    assert len(set(findings)) == len(findings) > 10
    assert {type(each.why) for each in findings} == {Text}
    assert all(each.source.name.en and each.source.as_of for each in findings)


def test_every_rule_is_used_and_every_place_has_its_rules(library: Library) -> None:
    laws = pay_laws(library)

    assert set(FIELDS) == set(NEEDS)
    assert {law.where for law in laws.laws} == set(JURISDICTIONS) - {"other"}
    assert set(laws.rule) == {*JUDGES, "PAY-INFORMATION", "PAY-REFERENCE", "GOAL-MOTION"}
    assert {law.source for law in laws.laws} | {each.source for each in laws.rules} == set(laws.source)
