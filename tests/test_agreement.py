"""One candidate's scores, the standard error, and bands of candidates who cannot be told apart."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.agreement import (
    Z_68,
    Z_95,
    Agreement,
    StandardError,
    agreement,
    standard_error,
)
from hiring.reliability import NoFigure, Why

PATIENT = settings(deadline=None)  # a busy machine is no mistake
scores_of_one = st.lists(st.integers(1, 5), min_size=2, max_size=8)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([4, 4, 5], Agreement(3, 1, Fraction(4, 9), Fraction(5, 6))),
        ([3, 3, 3], Agreement(3, 0, Fraction(0), Fraction(1))),
        ([3, 4], Agreement(2, 1, Fraction(1, 2), Fraction(3, 4))),
        ([2, 4], Agreement(2, 2, Fraction(1), Fraction(0))),
        ([2, 4, 5], Agreement(3, 3, Fraction(10, 9), Fraction(0))),
        ([2, 4, 4], Agreement(3, 2, Fraction(8, 9), Fraction(1, 3))),
    ],
)
def test_agreement_of_a_few_raters(scores: list[int], expected: Agreement) -> None:
    assert agreement(scores) == expected


@pytest.mark.parametrize("scores", [[], [4]])
def test_one_score_agrees_with_nothing(scores: list[int]) -> None:
    assert agreement(scores) == NoFigure(len(scores), Why.TOO_FEW)


@PATIENT
@given(scores_of_one)
def test_agreement_is_within_its_bounds_and_the_same_for_mirrored_scores(scores: list[int]) -> None:
    found = agreement(scores)

    assert isinstance(found, Agreement)
    assert 0 <= found.r_wg <= 1
    assert 2 * found.deviation <= found.spread
    assert (found.r_wg == 1) == (found.spread == 0) == (len(set(scores)) == 1)
    assert agreement([6 - score for score in reversed(scores)]) == found


@pytest.mark.parametrize(
    ("reliability", "points", "at_95", "at_68"),
    [("3/4", "0.3000", "0.8316", "0.4243"), ("62/100", "0.3699", "1.0252", "0.5231")],
)
def test_the_standard_error_and_the_difference_needed(
    reliability: str, points: str, at_95: str, at_68: str
) -> None:
    error = standard_error(Fraction(6, 10) ** 2, Fraction(reliability), candidates=8)

    assert isinstance(error, StandardError)
    found = (error.points, error.difference(Z_95), error.difference(Z_68))
    assert tuple(f"{each:.4f}" for each in found) == (points, at_95, at_68)
    assert error.candidates == 8


def test_a_reliability_below_zero_makes_the_error_the_whole_spread() -> None:
    assert standard_error(Fraction(4), Fraction(-3), 8) == StandardError(Fraction(4), 8)


def test_seven_candidates_have_no_error() -> None:
    assert standard_error(Fraction(4), Fraction(1, 2), 7) == NoFigure(7, Why.TOO_FEW)


def test_a_difference_as_large_as_needed_is_a_tie_still() -> None:
    error = StandardError(Fraction(1, 8), 8)  # sqrt(2) * SEM is a half

    assert (error.difference(), error.differ(3, Fraction(7, 2)), error.differ(4, 3)) == (0.5, False, True)
    assert error.differ(4, 3, z=Z_95)
    assert not error.differ(4, 3, z=Fraction(2))
