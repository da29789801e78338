"""Dots on one axis, each at a share of the chart's width: what is drawn is rounded, the table beside it says it exactly."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Generic, TypeVar

HALF_AXES = (Fraction(1, 2), Fraction(1), Fraction(2))  # points to either side of zero
MARGIN = 8  # per cent of the width, at both ends, for the words below the outer marks

Row = TypeVar("Row")


@dataclass(frozen=True)
class Dot(Generic[Row]):
    """One row of a chart, and where its dot stands, in per cent of the width."""

    row: Row
    at: str


@dataclass(frozen=True)
class Mark:
    """A mark of the axis, the words below it, and where it stands; bars begin at `zero`."""

    text: str
    at: str
    zero: bool


@dataclass(frozen=True)
class Chart(Generic[Row]):
    """Rows in the order given, and the marks of their axis."""

    marks: tuple[Mark, ...]
    dots: tuple[Dot[Row], ...]

    @property
    def start(self) -> str:
        """Where bars begin."""
        return next(mark.at for mark in self.marks if mark.zero)


def chart(
    rows: Iterable[tuple[Row, Fraction]], marks: Sequence[Fraction], text: Callable[[Fraction], str]
) -> Chart[Row]:
    """Return a chart on an axis from the first mark to the last, zero among them; a value beyond it stands at its end."""

    def place(value: Fraction) -> str:
        share = (min(max(value, marks[0]), marks[-1]) - marks[0]) / (marks[-1] - marks[0])
        return f"{float(MARGIN + (100 - 2 * MARGIN) * share):.2f}"

    return Chart(
        tuple(Mark(text(mark), place(mark), mark == 0) for mark in marks),
        tuple(Dot(row, place(value)) for row, value in rows),
    )


def balanced_marks(values: Iterable[Fraction]) -> tuple[Fraction, ...]:
    """Return five marks, zero in the middle, between which all values lie."""
    most = max((abs(value) for value in values), default=Fraction())
    half = next((half for half in HALF_AXES if most <= half), Fraction(ceil(most)))
    return (-half, -half / 2, Fraction(), half / 2, half)
