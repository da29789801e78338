"""A commission plan pays what its terms say, to the penny, and the posting tells it."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.brief import Brief, CommissionTerms, Pay
from hiring.library import Library
from hiring.pay_plan import (
    TOLD_AT,
    Ends,
    Payout,
    base_share,
    earned,
    ote_fits,
    pay_at_target,
    payout,
    payouts,
    rate,
    target_over_pay,
    variable_at_target,
)
from hiring.posting import make_posting, read_brief
from hiring.posting_terms import PostingPayout, PostingTerms
from hiring.render import document
from hiring.vocabulary import LANGUAGES, Language
from hiring.yaml_reader import parse

BRIEF = {"level": "mid", "motion": "full_cycle", "company": "A", "place": "B", "country": "US", "apply": "C"}
SIXTY = {"min": 60_000, "max": 60_000}
TERMS = {"quota": 600_000, "accelerator": 1.5, "threshold": 50}


def pay(**changes: Any) -> Pay:
    data = {"currency": "USD", "period": "year", "base": SIXTY, "variable": SIXTY, "terms": TERMS, **changes}
    return Pay.model_validate(data)


def terms(**changes: Any) -> CommissionTerms:
    return CommissionTerms.model_validate({"quota": 600_000, **changes})


def exact(low: int, high: int) -> Ends:
    return Fraction(low), Fraction(high)


def told(language: Language, library: Library, **changes: Any) -> str:
    """Return the posting's words on pay, a line a sentence."""
    brief = Brief.model_validate({**BRIEF, "language": language, "pay": pay(**changes).model_dump()})
    text = document("posting", {"posting": make_posting(brief, library).as_dict()}, language)
    return text.replace("\u00a0", " ").replace("\\", "")


@pytest.mark.parametrize(
    ("attainment", "variable", "total"),
    [(40, 0, 60_000), (80, 48_000, 108_000), (100, 60_000, 120_000), (120, 78_000, 138_000), (150, 105_000, 165_000)],
)  # fmt: skip
def test_a_plan_pays_in_proportion_faster_above_target_and_nothing_below_the_threshold(
    attainment: int, variable: int, total: int
) -> None:
    paid = payout(terms(**TERMS), pay(), attainment)

    assert paid == Payout(attainment, exact(variable, variable), exact(total, total))


def test_the_rate_the_mix_and_pay_at_target_follow_from_the_sums() -> None:
    offer = pay()

    assert rate(terms(), offer) == (Fraction(1, 10), Fraction(1, 10))
    assert base_share(offer) == (Fraction(1, 2), Fraction(1, 2))
    assert pay_at_target(offer) == exact(120_000, 120_000)
    assert target_over_pay(terms(), offer) == exact(5, 5)


def test_ranges_give_both_ends() -> None:
    offer = pay(base={"min": 40_000, "max": 60_000}, variable={"min": 30_000, "max": 60_000})

    paid = payout(terms(), offer, 50)

    assert rate(terms(), offer) == (Fraction(1, 20), Fraction(1, 10))
    assert paid == Payout(50, exact(15_000, 30_000), exact(55_000, 90_000))


def test_variable_pay_is_what_pay_at_target_leaves_beside_base_pay() -> None:
    left = pay(variable=None, ote={"min": 100_000, "max": 130_000})

    assert variable_at_target(left) == exact(40_000, 70_000)
    assert variable_at_target(pay(variable=None, ote=SIXTY)) is None
    assert variable_at_target(pay(variable=None)) is None


@pytest.mark.parametrize(
    ("attainment", "share"),
    [(49, 0), (50, Fraction(1, 2)), (100, 1), (150, 2), (180, Fraction(13, 5)), (300, 3)],
)
def test_the_threshold_counts_itself_and_the_cap_ends_it(attainment: int, share: Fraction) -> None:
    assert earned(terms(threshold=50, accelerator=2, cap=200), attainment) == share


def test_a_plan_without_further_terms_pays_in_proportion() -> None:
    assert [earned(terms(), attainment) for attainment in (0, 40, 150)] == [0, Fraction(2, 5), Fraction(3, 2)]


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 100), st.integers(100, 400), st.integers(100, 1000), st.integers(0, 500), st.integers(0, 50)
)  # fmt: skip
def test_more_revenue_never_pays_less(threshold: int, cap: int, times: int, at: int, more: int) -> None:
    plan = terms(threshold=threshold, cap=cap, accelerator=times / 100)

    assert earned(plan, at) <= earned(plan, at + more) <= earned(plan, cap)


def test_sums_are_those_typed_and_not_binary_fractions() -> None:
    offer = pay(variable={"min": 0.1, "max": 0.1})

    assert rate(terms(quota=0.3), offer) == (Fraction(1, 3), Fraction(1, 3))


def test_a_plan_is_counted_out_for_five_shares_or_not_at_all() -> None:
    assert tuple(paid.attainment for paid in payouts(terms(), pay())) == TOLD_AT
    assert list(payouts(terms(), pay(variable=None))) == []


@pytest.mark.parametrize(
    ("base", "variable", "ote", "fits"),
    [
        ((60, 60), (60, 60), (120, 120), True),
        ((60, 60), (60, 60), (119, 120), False),
        ((60, 60), (60, 60), (120, 121), False),
        ((60, 70), (40, 50), (110, 110), True),
        ((60, 70), None, (59, 80), False),
        ((60, 70), None, (90, 95), True),
        (None, (60, 60), (70, 70), True),
    ],
)
def test_pay_at_target_is_base_and_variable_pay_together(
    base: tuple[int, int] | None, variable: tuple[int, int] | None, ote: tuple[int, int], *, fits: bool
) -> None:
    sums = {"base": base, "variable": variable, "ote": ote}
    bounds = {name: {"min": each[0], "max": each[1]} for name, each in sums.items() if each}

    assert ote_fits(Pay.model_validate({"currency": "USD", "period": "year", **bounds})) is fits


def test_a_plan_without_a_target_is_a_mistake(library: Library) -> None:
    text = "\n".join(f"{key}: {value}" for key, value in BRIEF.items())
    text += "\npay:\n  currency: USD\n  period: year\n  terms:\n    accelerator: 1.5\n    ramp: [25, 101]\n"

    brief, findings = read_brief(parse(text, "b.yaml"), library)

    assert brief is None
    assert sorted((f.place.path, f.rule) for f in findings) == [
        ("pay.terms.quota", "missing"),
        ("pay.terms.ramp.1", "limit"),
    ]


def test_the_facts_of_a_plan_are_in_the_postings_language(library: Library) -> None:
    brief = Brief.model_validate(
        {**BRIEF, "language": "pl", "pay": pay(terms={**TERMS, "ramp": [50]}).model_dump()}
    )

    posting = make_posting(brief, library)

    assert posting.pay is not None
    assert posting.pay.terms == PostingTerms(
        quota="600\u00a0000\u00a0USD", rate="10%", accelerator="1,5", threshold=50, cap=None, ramp=[50],
        payouts=[
            PostingPayout(40, None, "60\u00a0000\u00a0USD"),
            PostingPayout(80, "48\u00a0000\u00a0USD", "108\u00a0000\u00a0USD"),
            PostingPayout(100, "60\u00a0000\u00a0USD", "120\u00a0000\u00a0USD"),
            PostingPayout(120, "78\u00a0000\u00a0USD", "138\u00a0000\u00a0USD"),
            PostingPayout(150, "105\u00a0000\u00a0USD", "165\u00a0000\u00a0USD"),
        ],
    )  # fmt: skip


SENTENCES: list[tuple[dict[str, Any], str, str]] = [
    (
        {},
        "Commission is 10% of closed revenue up to the target of USD 600,000 per year, and 1.5 times that above it.",
        "Prowizja wynosi 10% przychodu z podpisanych umów aż do celu, czyli 600 000 USD rocznie; powyżej celu stawkę",
    ),
    (
        {"terms": {"quota": 700_000}},
        "Commission is 8.57% of closed revenue; the target is USD 700,000 per year, and the rate stays the same",
        "Prowizja wynosi 8,57% przychodu z podpisanych umów; cel to 700 000 USD rocznie, a powyżej niego stawka",
    ),
    (
        {"variable": {"min": 45_000, "max": 60_000}, "terms": {"quota": 600_000}},
        "Commission is 7.5–10% of closed revenue",
        "Prowizja wynosi 7,5–10% przychodu",
    ),
    (
        {"variable": None},
        "The target is USD 600,000 per year; commission depends on how much of it is met.",
        "Cel to 600 000 USD rocznie; prowizja zależy od stopnia jego realizacji.",
    ),
    ({"variable": None}, "What comes above the target counts 1.5 times.", "Nadwyżka ponad cel liczy się z mnożnikiem 1,5."),
    (
        {"variable_kind": "bonus"},
        "The target is USD 600,000 per year; the whole bonus is paid when it is met",
        "Cel to 600 000 USD rocznie; po jego realizacji premia jest wypłacana w całości",
    ),
    ({}, "No variable pay is due below 50% of the target.", "Poniżej 50% celu część zmienna nie jest wypłacana."),
    (
        {"terms": {"quota": 600_000, "cap": 200}},
        "Variable pay stops growing at 200% of the target.",
        "Od 200% celu część zmienna już nie rośnie.",
    ),
    (
        {"terms": {"quota": 600_000, "ramp": [25, 50, 75]}},
        "In the first 3 months the target is 25%, 50%, 75% of the full one.",
        "W pierwszych 3 miesiącach cel wynosi kolejno 25%, 50%, 75% pełnego celu.",
    ),
    (
        {"terms": {"quota": 600_000, "ramp": [0]}},
        "In the first month the target is 0% of the full one.",
        "W pierwszym miesiącu cel wynosi 0% pełnego celu.",
    ),
    (
        {"base": None},
        "- 80% of the target: USD 48,000\n",
        "- 80% celu: 48 000 USD\n",
    ),
    ({}, "- 40% of the target: base pay alone, USD 60,000\n", "- 40% celu: sama podstawa, 60 000 USD\n"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "english", "polish"), SENTENCES)
def test_the_posting_tells_the_plan(
    changes: dict[str, Any], english: str, polish: str, library: Library
) -> None:
    assert english in told("en", library, **changes)
    assert polish in told("pl", library, **changes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_typed_plan_goes_before_the_terms(language: Language, library: Library) -> None:
    text = told(language, library, plan="Own words.")

    assert "Own words." in text
    assert "1.5" not in text
    assert "1,5" not in text


def test_the_largest_and_smallest_sums_are_told_too(library: Library) -> None:
    largest = told("en", library, variable={"min": 1e9, "max": 1e9}, terms={"quota": 0.01, "accelerator": 10})

    assert (
        "Commission is 10,000,000,000,000% of closed revenue up to the target of USD 0.01 per year" in largest
    )
    assert "- 150% of the target: USD 6,000,000,000 on top of base pay" in largest
