"""Severity by means and by least squares, and the habits of a rater at their limits."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hiring.raters import (
    MOST_RATERS,
    RaterRecord,
    Severity,
    crossed_severities,
    severities,
    straight_lined,
)
from hiring.reliability import NoFigure, Sums, Why

PATIENT = settings(deadline=None)  # a busy machine is no mistake
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
PUBLISHED = {
    "A": Severity(Fraction(19, 8), 6),
    "B": Severity(Fraction(-67, 24), 6),
    "C": Severity(Fraction(-23, 24), 6),
    "D": Severity(Fraction(11, 8), 6),
}
Given = dict[str, list[int]]


def summed(candidates: list[Given]) -> list[dict[str, Sums]]:
    return [{rater: Sums.of(scores) for rater, scores in candidate.items()} for candidate in candidates]


def points(candidates: list[Given]) -> dict[str, Fraction]:
    found = severities(summed(candidates), least=1)
    assert isinstance(found, dict)
    return {rater: each.points for rater, each in found.items()}


ratings = st.dictionaries(
    st.sampled_from("ABCDE"), st.lists(st.integers(1, 5), max_size=3), min_size=1, max_size=4
)
panels = st.lists(ratings, min_size=1, max_size=8)


def test_the_published_table_has_its_severities() -> None:
    raters = dict(zip("ABCD", map(Sums.of, zip(*SHROUT_FLEISS, strict=True)), strict=True))

    assert crossed_severities(raters, least=6) == PUBLISHED
    assert [f"{float(each.points):+.6f}" for each in PUBLISHED.values()] == [
        "+2.375000",
        "-2.791667",
        "-0.958333",
        "+1.375000",
    ]


def test_least_squares_over_the_published_table_gives_the_same() -> None:
    candidates = [dict(zip("ABCD", [Sums.of([x]) for x in row], strict=True)) for row in SHROUT_FLEISS]

    assert severities(candidates, least=6) == PUBLISHED


def test_raw_means_call_the_severe_rater_lenient_who_saw_the_best_and_least_squares_does_not() -> None:
    candidates: list[Given] = [{"A": [4], "B": [5]}] + [{"A": [4]}] * 3 + [{"B": [2]}] * 3

    assert Sums.of([4, 4, 4, 4]).mean > Sums.of([5, 2, 2, 2]).mean
    assert points(candidates) == {"A": Fraction(-1, 2), "B": Fraction(1, 2)}


def test_a_chain_of_shared_candidates_joins_raters_who_never_met() -> None:
    candidates: list[Given] = [{"A": [4], "B": [3]}, {"B": [4], "C": [2]}]

    assert points(candidates) == {"A": Fraction(4, 3), "B": Fraction(1, 3), "C": Fraction(-5, 3)}


def test_raters_whom_no_chain_joins_have_no_severity() -> None:
    candidates = summed([{"A": [4], "B": [3]}, {"C": [4], "D": [2]}] * 4)

    assert severities(candidates) == NoFigure(8, Why.NOT_CONNECTED)


def test_seven_shared_candidates_are_too_few_for_severities() -> None:
    candidates = summed([{"A": [4], "B": [3]}] * 7 + [{"A": [4], "B": []}])

    assert severities(candidates) == NoFigure(7, Why.TOO_FEW)
    assert severities([*candidates, candidates[0]]) == {
        "A": Severity(Fraction(1, 2), 9),
        "B": Severity(Fraction(-1, 2), 8),
    }
    assert crossed_severities({"A": Sums.of([4] * 7), "B": Sums.of([3] * 7)}) == NoFigure(7, Why.TOO_FEW)


@pytest.mark.parametrize("candidates", [[], [{}], [{"A": [3]}]])
def test_nobody_to_compare_with_is_too_few_however_few_will_do(candidates: list[Given]) -> None:
    assert severities(summed(candidates), least=0) == NoFigure(0, Why.TOO_FEW)


def test_more_raters_than_can_be_compared_exactly_are_too_many() -> None:
    three = Sums.of([3])
    candidates = [{str(rater): three, str(rater + 1): three} for rater in range(MOST_RATERS)]

    assert severities(candidates[1:]) == {
        str(rater + 1): Severity(Fraction(), 1 if rater in {0, 99} else 2) for rater in range(MOST_RATERS)
    }
    assert severities(candidates) == NoFigure(MOST_RATERS, Why.TOO_MANY)


def test_raters_of_unequally_many_candidates_are_not_crossed() -> None:
    raters = {"A": Sums.of([3] * 8), "B": Sums.of([4] * 9)}

    assert crossed_severities(raters) == NoFigure(8, Why.NOT_CROSSED)


@PATIENT
@given(panels)
def test_severities_leave_residuals_that_sum_to_zero_for_every_rater(candidates: list[Given]) -> None:
    found = severities(summed(candidates), least=1)
    assume(isinstance(found, dict))
    assert isinstance(found, dict)

    left = dict.fromkeys(found, Fraction())
    for candidate in candidates:
        cells = [(r, score - found[r].points) for r, scores in candidate.items() for score in scores]
        for rater, corrected in cells:
            left[rater] += corrected - sum((each for _, each in cells), Fraction()) / len(cells)
    assert set(left.values()) == {0}
    assert sum(each.points for each in found.values()) == 0


@PATIENT
@given(panels, st.fractions(-2, 2, max_denominator=7))
def test_points_added_to_all_that_one_rater_gives_move_that_rater_and_nobody_else(
    candidates: list[Given], more: Fraction
) -> None:
    before = severities(summed(candidates), least=1)
    assume(isinstance(before, dict))
    assert isinstance(before, dict)
    after = severities(
        [
            {rater: Sums.of(x + more * (rater == "A") for x in scores) for rater, scores in candidate.items()}
            for candidate in candidates
        ],
        least=1,
    )
    share = more / len(before) if "A" in before else Fraction()

    assert after == {
        rater: Severity(each.points + more * (rater == "A") - share, each.candidates)
        for rater, each in before.items()
    }


@pytest.mark.parametrize(
    ("scores", "expected"),
    [([3, 3, 3, 3], True), ([5, 5, 5], False), ([3, 3, 3, 4], False), ([1] * 9, True), ([], False)],
)
def test_four_skills_scored_alike_are_a_straight_line(scores: list[int], *, expected: bool) -> None:
    assert straight_lined(Sums.of(scores)) is expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [([3, 3, 3, 3, 5], True), ([3, 3, 3, 5], False), ([3] * 79 + [4] * 21, False), ([], False)],
)
def test_four_threes_in_five_are_central_tendency(scores: list[int], *, expected: bool) -> None:
    record = RaterRecord(candidates=5, given=Sums.of(scores), threes=scores.count(3))

    assert record.central is expected


@pytest.mark.parametrize(
    ("candidates", "total", "expected"), [(5, 43, True), (5, 42, False), (4, 50, False), (0, 0, False)]
)
def test_a_mean_of_4_3_over_five_candidates_is_leniency(
    candidates: int, total: int, *, expected: bool
) -> None:
    assert RaterRecord(candidates, Sums(10, total, 0), threes=0).lenient is expected
