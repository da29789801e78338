"""A commission plan as a posting tells it: the terms in the language's own form, and what they come to."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hiring import phrases
from hiring.brief import Bounds, Pay
from hiring.pay_plan import Ends, Payout, payouts, rate
from hiring.text import Ours
from hiring.vocabulary import Language

WHOLE_FROM = 1000


@dataclass(frozen=True)
class PostingPayout:
    """What is paid at a share of the target; none where that is nothing, or where base pay is not known."""

    attainment: int
    variable: str | None
    total: str | None


@dataclass(frozen=True)
class PostingTerms:
    """How commission is counted; none where the brief does not say it."""

    quota: str
    rate: str | None
    accelerator: str | None
    threshold: int | None
    cap: int | None
    ramp: list[int]
    payouts: list[PostingPayout]


def posting_terms(pay: Pay, language: Language) -> PostingTerms | None:
    """Return the commission plan of a brief's pay, none where it gives no terms."""
    terms = pay.terms
    if terms is None:
        return None
    quota, found = Fraction(str(terms.quota)), rate(terms, pay)
    times = phrases.number(terms.accelerator, language, "#,##0.##") if terms.accelerator else None
    return PostingTerms(
        quota=_money((quota, quota), pay.currency, language),
        rate=_percent(found, language) if found else None,
        accelerator=Ours(times) if times else None,
        threshold=terms.threshold,
        cap=terms.cap,
        ramp=terms.ramp,
        payouts=[_told(paid, pay.currency, language) for paid in payouts(terms, pay)],
    )


def _told(paid: Payout, currency: str, language: Language) -> PostingPayout:
    return PostingPayout(
        attainment=paid.attainment,
        variable=_money(paid.variable, currency, language) if paid.variable[1] else None,
        total=_money(paid.total, currency, language) if paid.total else None,
    )


def _percent(found: Ends, language: Language) -> Ours:
    """Return a rate in per cent with at most two decimals: 8–10%, in Polish 7,5%."""
    low, high = (phrases.number(_rounded(end * 100, "0.01"), language, "#,##0.##") for end in found)
    return Ours(f"{low}%" if low == high else f"{low}–{high}%")


def _money(found: Ends, currency: str, language: Language) -> str:
    """Return a sum or range, in whole units from a thousand on."""
    low, high = (_rounded(end, "1" if found[1] >= WHOLE_FROM else "0.01") for end in found)
    return phrases.money(Bounds.model_construct(min=low, max=high), currency, language)


def _rounded(value: Fraction, step: str) -> float:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(Decimal(step), ROUND_HALF_UP))
