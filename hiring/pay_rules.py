"""Checks what a brief tells of pay: the rules of the places that it names, the range, the plan, and the goals.

Laws are warnings to look at with counsel. Nothing is filled in and nothing is rewritten.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from hiring.brief import Bounds, Brief
from hiring.findings import Severity
from hiring.goal_words import goals_of_another_motion
from hiring.library import Library
from hiring.lint_finding import BriefFinding
from hiring.pay_law import PayLaws
from hiring.pay_needs import law_findings, where
from hiring.pay_plan import ends, target_over_pay, variable_at_target
from hiring.skill_model import PayReference
from hiring.text import Text

_WIDE, _TWICE = Fraction(8, 5), Fraction(2)
_LEAST_TARGET, _MOST_TARGET = 3, 8  # times pay at target
_UNDATED, _NOT_NAMED = Text(en="undated", pl="bez daty"), Text(en="not named", pl="niepodane")


@dataclass(frozen=True)
class Report:
    """What a rule found: the field to look at, what stands there, and values for the words of the reason."""

    path: str
    words: tuple[str, ...] = ()
    values: Mapping[str, Text] = field(default_factory=dict)


Judge = Callable[[Brief], Iterator[Report]]


def pay_laws(library: Library) -> PayLaws:
    """Return the rules on what a brief tells of pay."""
    return library.load("posting_rules/pay.yaml", PayLaws).model


def pay_findings(brief: Brief, library: Library) -> Iterator[BriefFinding]:
    """Yield what to mend in what a brief tells of pay and goals: laws by place first, then our own rules."""
    laws = pay_laws(library)
    yield from law_findings(brief, laws)
    for rule, judge in JUDGES.items():
        yield from (_finding(rule, report, laws) for report in judge(brief))
    for reference in (each for model in library.skill_models() for each in model.pay_references):
        yield from (_finding("PAY-REFERENCE", report, laws) for report in _same_sums(brief, reference))
    for path, words in goals_of_another_motion(brief, laws):
        yield _finding("GOAL-MOTION", Report(path, (words,)), laws)


def _finding(name: str, report: Report, laws: PayLaws) -> BriefFinding:
    rule, why = laws.rule[name], laws.rule[name].why
    for key, value in report.values.items():
        place = f"%({key})s"
        why = Text(en=why.en.replace(place, value.en), pl=why.pl.replace(place, value.pl))
    source = laws.source[rule.source]
    return BriefFinding(rule.id, Severity(rule.severity), report.path, report.words, why, rule.mend, source)


def wide_range(brief: Brief) -> Iterator[Report]:
    """Report base pay whose upper bound is more than 1.6 times, and at most twice, the lower one."""
    if brief.pay and (base := brief.pay.base) and _WIDE < _width(base) <= _TWICE:
        yield Report("pay.base", _sums(base))


def very_wide_range(brief: Brief) -> Iterator[Report]:
    """Report base pay whose upper bound is more than twice the lower one."""
    if brief.pay and (base := brief.pay.base) and _width(base) > _TWICE:
        yield Report("pay.base", _sums(base))


def _width(base: Bounds) -> Fraction:
    low, high = ends(base)
    return high / low


def target_pay_without_base(brief: Brief) -> Iterator[Report]:
    """Report pay at target (OTE) that stands without base pay."""
    if brief.pay and brief.pay.ote and not brief.pay.base:
        yield Report("pay.ote", _sums(brief.pay.ote))


def target_pay_as_base(brief: Brief) -> Iterator[Report]:
    """Report base pay that ends where pay at target (OTE) ends."""
    pay = brief.pay
    if pay and pay.ote and pay.base and pay.base.max == pay.ote.max:
        yield Report("pay.base", _sums(pay.base))


def unclear_sums(brief: Brief) -> Iterator[Report]:
    """Report sums under Polish rules that are not gross for a month, or under B2B not net with VAT on top."""
    pay = brief.pay
    if pay is None or "PL" not in where(brief):
        return
    if pay.tax != ("net_vat" if brief.contract == "b2b" else "gross"):
        yield Report("pay.tax", (pay.tax,) if pay.tax else ())
    if brief.contract == "employment" and pay.period != "month":
        yield Report("pay.period", (pay.period,))


def plan_without_variable_pay(brief: Brief) -> Iterator[Report]:
    """Report a plan with a sales target and no variable pay at 100% of it."""
    if brief.pay and brief.pay.terms and variable_at_target(brief.pay) is None:
        yield Report("pay.variable")


def threshold_above_target(brief: Brief) -> Iterator[Report]:
    """Report a plan that pays nothing at 100% of its target."""
    terms = brief.pay and brief.pay.terms
    if terms and (terms.threshold or 0) > 100:
        yield Report("pay.terms.threshold", (f"{terms.threshold}%",))


def cap_below_target(brief: Brief) -> Iterator[Report]:
    """Report a plan that ends variable pay before 100% of its target."""
    terms = brief.pay and brief.pay.terms
    if terms and terms.cap is not None and terms.cap < 100:
        yield Report("pay.terms.cap", (f"{terms.cap}%",))


def accelerator_beyond_cap(brief: Brief) -> Iterator[Report]:
    """Report an accelerator that never counts, since variable pay ends at 100% of the target or before."""
    terms = brief.pay and brief.pay.terms
    if terms and terms.accelerator and terms.cap is not None and terms.cap <= 100:
        yield Report("pay.terms.accelerator", (f"{terms.accelerator:g}",))


def unusual_target(brief: Brief) -> Iterator[Report]:
    """Report a sales target that is less than three or more than eight times pay at target, whatever its end."""
    terms = brief.pay and brief.pay.terms
    times = target_over_pay(terms, brief.pay) if brief.pay and terms else None
    if terms and times and (times[1] < _LEAST_TARGET or times[0] > _MOST_TARGET):
        yield Report("pay.terms.quota", _sums(Bounds(min=terms.quota, max=terms.quota)))


JUDGES: dict[str, Judge] = {
    "PAY-WIDE": wide_range,
    "PAY-WIDE-TWICE": very_wide_range,
    "PAY-OTE": target_pay_without_base,
    "JP-OTE": target_pay_as_base,
    "PAY-CURRENCY": unclear_sums,
    "PLAN-VARIABLE": plan_without_variable_pay,
    "PLAN-THRESHOLD": threshold_above_target,
    "PLAN-CAP": cap_below_target,
    "PLAN-ACCELERATOR": accelerator_beyond_cap,
    "PLAN-TARGET": unusual_target,
}


def _same_sums(brief: Brief, reference: PayReference) -> Iterator[Report]:
    """Report base pay, or pay at target, whose two bounds are the sums of an article."""
    pay, sums = brief.pay, {reference.amount, reference.min, reference.max} - {None}
    if pay is None or (pay.currency, pay.period) != (reference.currency, reference.period):
        return
    values = {
        "geography": Text(en=reference.geography, pl=reference.geography),
        "as_of": Text(en=reference.as_of, pl=reference.as_of) if reference.dated else _UNDATED,
        "source": _NOT_NAMED
        if reference.source == "unknown"
        else Text(en=reference.source, pl=reference.source),
    }
    for path, bounds in (("pay.base", pay.base), ("pay.ote", pay.ote)):
        if bounds is not None and {bounds.min, bounds.max} == sums:
            yield Report(path, _sums(bounds), values)


def _sums(bounds: Bounds) -> tuple[str, ...]:
    """Return the sums of a range, one where both are the same."""
    return tuple(dict.fromkeys(f"{each:.2f}".removesuffix(".00") for each in (bounds.min, bounds.max)))
