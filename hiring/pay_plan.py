"""What a commission plan pays: the rate, the share of base pay, and the sums at a share of the sales target.

Every sum is exact (`Fraction`) and has two ends, since base and variable pay may be ranges; rounding is for display.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from hiring.brief import Bounds, CommissionTerms, Pay

TOLD_AT = (40, 80, 100, 120, 150)  # per cent of the target for which a plan is counted out
Ends = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Payout:
    """What is paid at a share of the sales target; `total` is none where base pay is not known."""

    attainment: int
    variable: Ends
    total: Ends | None


def ends(bounds: Bounds) -> Ends:
    """Return the two ends of a range as they were typed, not as binary fractions."""
    return Fraction(str(bounds.min)), Fraction(str(bounds.max))


def variable_at_target(pay: Pay) -> Ends | None:
    """Return variable pay at 100% of the target: as given, or what pay at target leaves beside base pay."""
    if pay.variable is not None:
        return ends(pay.variable)
    if pay.ote is None or pay.base is None:
        return None
    low, high = sorted(ote - base for ote, base in zip(ends(pay.ote), ends(pay.base), strict=True))
    return (low, high) if low > 0 else None


def pay_at_target(pay: Pay) -> Ends | None:
    """Return pay at 100% of the target (OTE): as given, or base and variable pay together."""
    if pay.ote is not None:
        return ends(pay.ote)
    if pay.base is None or pay.variable is None:
        return None
    return _sum(ends(pay.base), ends(pay.variable))


def base_share(pay: Pay) -> Ends | None:
    """Return the share of pay at target that is base pay: 1/2 for a mix of 50/50."""
    variable = variable_at_target(pay)
    if pay.base is None or variable is None:
        return None
    low, high = sorted(base / (base + more) for base, more in zip(ends(pay.base), variable, strict=True))
    return low, high


def rate(terms: CommissionTerms, pay: Pay) -> Ends | None:
    """Return the commission rate: variable pay at target over the sales target."""
    variable, quota = variable_at_target(pay), Fraction(str(terms.quota))
    return (variable[0] / quota, variable[1] / quota) if variable else None


def earned(terms: CommissionTerms, attainment: int) -> Fraction:
    """Return the share of variable pay that is earned at a share of the target, 1 at 100%.

    Below the threshold it is nothing; above 100% the accelerator multiplies what comes on top; at the cap it ends.
    """
    if attainment < (terms.threshold or 0):
        return Fraction(0)
    counted = Fraction(attainment if terms.cap is None else min(attainment, terms.cap), 100)
    return min(counted, Fraction(1)) + max(counted - 1, Fraction(0)) * Fraction(str(terms.accelerator or 1))


def payout(terms: CommissionTerms, pay: Pay, attainment: int) -> Payout | None:
    """Return what is paid at a share of the target; none where variable pay is not known."""
    target = variable_at_target(pay)
    if target is None:
        return None
    share = earned(terms, attainment)
    variable = target[0] * share, target[1] * share
    return Payout(attainment, variable, _sum(ends(pay.base), variable) if pay.base else None)


def payouts(terms: CommissionTerms, pay: Pay) -> Iterator[Payout]:
    """Yield what a plan pays at each of the shares that it is counted out for."""
    for attainment in TOLD_AT:
        if paid := payout(terms, pay, attainment):
            yield paid


def target_over_pay(terms: CommissionTerms, pay: Pay) -> Ends | None:
    """Return how many times pay at target the sales target is."""
    total, quota = pay_at_target(pay), Fraction(str(terms.quota))
    return (quota / total[1], quota / total[0]) if total else None


def ote_fits(pay: Pay) -> bool:
    """Whether pay at target can be base and variable pay together, as far as the brief gives them."""
    if pay.ote is None or pay.base is None:
        return True
    ote, base = ends(pay.ote), ends(pay.base)
    if pay.variable is None:
        return ote[0] >= base[0] and ote[1] >= base[1]
    least, most = _sum(base, ends(pay.variable))
    return least <= ote[0] and ote[1] <= most


def _sum(one: Ends, other: Ends) -> Ends:
    return one[0] + other[0], one[1] + other[1]
