"""Severity by means and by least squares, and the habits of a rater at their limits."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hiring.raters import (
    MOST_RATERS,
    Comparison,
    Panel,
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


def compared(
    candidates: list[Given], counts: dict[str, int] | None = None, least: int = 1
) -> dict[str, Severity | NoFigure]:
    """Return severities by panels; each candidate stands for a skill of one, `counts` overrides how many are shared."""
    panels = [
        Panel(tuple(r for r, scores in each.items() for _ in scores), 1, sum(map(sum, each.values())))
        for each in candidates
    ]
    totals = {r: sum(sum(each.get(r, ())) for each in candidates) for each in candidates for r in each}
    shared = Counter(r for each in candidates if sum(map(bool, each.values())) > 1 for r in each if each[r])
    return Comparison(panels).severities(totals, counts or {r: shared[r] for r in totals}, least)


def points_of(found: dict[str, Severity | NoFigure]) -> dict[str, Fraction]:
    return {rater: each.points for rater, each in found.items() if isinstance(each, Severity)}


@PATIENT
@given(panels, st.data())
def test_panels_give_the_severities_that_single_ratings_give(
    candidates: list[Given], data: st.DataObject
) -> None:
    direct = severities(summed(candidates), least=1)
    assume(isinstance(direct, dict))

    found = compared(data.draw(st.permutations(candidates)))
    assert isinstance(direct, dict)
    assert points_of(found) == {rater: each.points for rater, each in direct.items()}


def test_equal_panels_may_be_added_up_beforehand() -> None:
    apart: list[Given] = [{"A": [4], "B": [3]}, {"A": [5], "B": [1]}, {"B": [4], "C": [2]}]
    together = [Panel(("A", "B"), 2, 13), Panel(("B", "C"), 1, 6)]

    shared = {"A": 2, "B": 3, "C": 1}
    assert Comparison(together).severities({"A": 9, "B": 8, "C": 2}, shared, 1) == compared(apart)


def test_raters_whom_no_chain_joins_are_compared_within_their_own_group() -> None:
    candidates: list[Given] = [{"A": [4], "B": [3]}, {"C": [5], "D": [1]}, {"E": [2]}]

    assert points_of(compared(candidates)) == {
        "A": Fraction(1, 2),
        "B": Fraction(-1, 2),
        "C": Fraction(2),
        "D": Fraction(-2),
    }
    assert compared(candidates)["E"] == NoFigure(0, Why.TOO_FEW)


def test_a_rater_with_too_few_shared_candidates_is_not_told_and_does_not_shift_the_zero() -> None:
    candidates: list[Given] = [{"A": [4], "B": [3]}] * 8
    with_new = [*candidates, {"A": [5], "New": [1]}]

    assert points_of(compared(with_new, least=8)) == points_of(compared(candidates, least=8))
    assert compared(with_new, least=8)["New"] == NoFigure(1, Why.TOO_FEW)


def test_whoever_shares_enough_candidates_only_with_raters_who_do_not_is_not_connected() -> None:
    candidates: list[Given] = [{"A": [4], other: [3]} for other in "BCDEFGHI"]

    assert compared(candidates, least=8)["A"] == NoFigure(8, Why.NOT_CONNECTED)


def test_a_group_larger_than_can_be_solved_exactly_is_too_many_and_others_are_told() -> None:
    chain: list[Given] = [{str(rater): [3], str(rater + 1): [3]} for rater in range(MOST_RATERS)]
    found = compared([*chain, {"A": [4], "B": [3]}])

    assert found["0"] == NoFigure(1, Why.TOO_MANY)
    assert points_of(found) == {"A": Fraction(1, 2), "B": Fraction(-1, 2)}


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
