"""A figure on its way to a page: shown as the language writes it, or in its place the words why there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from hiring.findings import NOTHING, Said
from hiring.reliability import NoFigure
from hiring.scoring import shown
from hiring.vocabulary import Language

MINUS = "\N{MINUS SIGN}"

Figure = TypeVar("Figure")


@dataclass(frozen=True)
class Fact:
    """A figure and words about it; where not `told`, only the words why there is no figure."""

    figure: str = ""
    words: Said = NOTHING
    told: bool = True


def told(found: Figure | NoFigure, tell: Callable[[Figure], Fact], why: Callable[[NoFigure], Said]) -> Fact:
    """Return the fact of a figure, or why there is none."""
    return Fact(words=why(found), told=False) if isinstance(found, NoFigure) else tell(found)


def percent(share: Fraction, language: Language) -> str:
    """Return a share in whole per cent."""
    return f"{shown(100 * share, language, 0)}%"


def compact(value: Fraction, language: Language) -> str:
    """Return a number with at most two decimals, and no more of them than it needs."""
    decimals = next((d for d in (0, 1) if (value * 10**d).denominator == 1), 2)
    return shown(value, language, decimals)


def points(value: Fraction, language: Language, show: Callable[[Fraction, Language], str] = shown) -> str:
    """Return points above or below zero with their sign; what is shown as zero has none."""
    size = show(abs(value), language)
    if size == show(Fraction(), language):
        return size
    return f"{'+' if value > 0 else MINUS}{size}"
