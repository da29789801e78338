"""Krippendorff's alpha: published examples to their printed digits, its laws, and another library's figures."""

from fractions import Fraction

import krippendorff
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hiring.alpha import Alpha, Scale, alpha, coincidences, patterns
from hiring.reliability import NoFigure, Why

Units = list[list[int | None]]
SCALES: list[Scale] = ["nominal", "ordinal", "interval", "ratio"]

PATIENT = settings(deadline=None)  # a busy machine is no mistake
OBSERVERS_C = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
OBSERVERS_A = ["0100000010", "1110010000"]


def units_of(observers: list[str]) -> Units:
    return [[None if sign == "." else int(sign) for sign in unit] for unit in zip(*observers, strict=True)]


def printed(figures: list[Fraction], digits: int) -> list[str]:
    return [f"{float(figure):.{digits}f}".lstrip("0") for figure in figures]


@st.composite
def units_with_gaps(draw: st.DrawFn) -> Units:
    """One to eight units by two to four raters, some ratings missing."""
    raters = draw(st.integers(2, 4))
    row = st.lists(st.none() | st.integers(1, 5), min_size=raters, max_size=raters)
    return draw(st.lists(row, min_size=1, max_size=8))


def test_four_observers_have_their_published_coincidences() -> None:
    found = coincidences(patterns(units_of(OBSERVERS_C)))

    third = Fraction(1, 3)
    assert [[found.get((a, b), 0) for b in range(1, 6)] for a in range(1, 6)] == [
        [7, 4 * third, third, third, 0],
        [4 * third, 10, 4 * third, third, 0],
        [third, 4 * third, 8, third, 0],
        [third, third, third, 4, 0],
        [0, 0, 0, 0, 3],
    ]


def test_four_observers_have_their_published_alpha() -> None:
    found = [alpha(patterns(units_of(OBSERVERS_C)), scale) for scale in SCALES]

    values = [each.value for each in found if isinstance(each, Alpha)]
    assert printed(values, 3) == [".743", ".815", ".849", ".797"]
    assert printed(values, 6) == [".743421", ".815388", ".849107", ".797403"]
    assert {(each.units, each.ratings) for each in found if isinstance(each, Alpha)} == {(11, 40)}


@pytest.mark.parametrize("scale", ["nominal", "ordinal", "interval"])
def test_two_observers_have_their_published_alpha(scale: Scale) -> None:
    units = patterns(units_of(OBSERVERS_A))

    assert coincidences(units) == {(0, 0): 10, (0, 1): 4, (1, 0): 4, (1, 1): 2}
    assert alpha(units, scale) == Alpha(Fraction(2, 21), units=10, ratings=20)
    assert f"{2 / 21:.6f}" == "0.095238"


def test_seven_units_are_too_few_and_eight_are_not() -> None:
    units = [[score, score + 1] for score in (1, 2, 3, 4, 1, 2, 3, 4)]

    assert alpha(patterns([*units[:7], [5, None]])) == NoFigure(7, Why.TOO_FEW)
    assert isinstance(alpha(patterns(units)), Alpha)


def test_ratings_all_alike_have_no_spread_and_unpaired_ones_are_too_few() -> None:
    assert alpha(patterns([[3, 3]] * 8)) == NoFigure(8, Why.NO_SPREAD)
    assert alpha(patterns([*[[3, 3]] * 8, [5, None]])) == NoFigure(8, Why.NO_SPREAD)
    assert alpha(patterns([[3, None], [None, 4]]), least=1) == NoFigure(0, Why.TOO_FEW)
    assert alpha({}, least=0) == NoFigure(0, Why.NO_SPREAD)


@PATIENT
@given(units_with_gaps(), st.sampled_from(SCALES))
def test_alpha_is_that_of_another_library(units: Units, scale: Scale) -> None:
    found = alpha(patterns(units), scale, least=1)
    assume(isinstance(found, Alpha))
    assert isinstance(found, Alpha)

    by_rater = [[float("nan") if x is None else x for x in rater] for rater in zip(*units, strict=True)]
    oracle = krippendorff.alpha(reliability_data=by_rater, level_of_measurement=scale)
    assert float(found.value) == pytest.approx(oracle, abs=1e-9)


@PATIENT
@given(st.lists(st.integers(1, 5), min_size=2), st.integers(2, 4), st.sampled_from(SCALES))
def test_alpha_of_identical_ratings_is_one(scores: list[int], raters: int, scale: Scale) -> None:
    assume(len(set(scores)) > 1)

    found = alpha(patterns([score] * raters for score in scores), scale, least=1)
    assert found == Alpha(Fraction(1), len(scores), len(scores) * raters)


@PATIENT
@given(units_with_gaps(), st.sampled_from(SCALES), st.data())
def test_the_order_of_units_and_of_raters_leaves_alpha(
    units: Units, scale: Scale, data: st.DataObject
) -> None:
    rows = data.draw(st.permutations(units))
    columns = data.draw(st.permutations(range(len(units[0]))))
    moved = patterns([row[column] for column in columns] for row in rows)

    assert alpha(moved, scale, least=1) == alpha(patterns(units), scale, least=1)


@PATIENT
@given(units_with_gaps(), st.integers(-3, 3).filter(bool), st.fractions(-5, 5, max_denominator=9))
def test_interval_alpha_survives_another_unit_and_zero(units: Units, factor: int, start: Fraction) -> None:
    moved = [[None if x is None else factor * x + start for x in unit] for unit in units]

    assert alpha(patterns(moved), "interval", least=1) == alpha(patterns(units), "interval", least=1)
