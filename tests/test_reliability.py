"""Intraclass correlations: the published table to its printed digits, and the laws that they obey."""

import sqlite3
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hiring.reliability import (
    LEAST_CANDIDATES,
    NoFigure,
    OneWay,
    Sums,
    TwoWay,
    Why,
    icc_one_way,
    icc_two_way,
    raters_needed,
)

Table = list[list[int]]

PATIENT = settings(deadline=None)  # a busy machine is no mistake
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def two_way(table: Table, least: int = 2) -> TwoWay | NoFigure:
    raters = zip(*table, strict=True)
    return icc_two_way(map(Sums.of, table), map(Sums.of, raters), least)


def defined(table: Table) -> TwoWay:
    found = two_way(table)
    assume(isinstance(found, TwoWay))
    assert isinstance(found, TwoWay)
    return found


def all_six(icc: TwoWay) -> list[Fraction]:
    return [icc.icc_1_1, icc.icc_2_1, icc.icc_3_1, icc.icc_1_k, icc.icc_2_k, icc.icc_3_k]


def printed(figures: list[Fraction], digits: int) -> list[str]:
    return [f"{float(figure):.{digits}f}".lstrip("0") for figure in figures]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Two to six candidates by two to four raters."""
    raters = draw(st.integers(2, 4))
    row = st.lists(st.integers(1, 5), min_size=raters, max_size=raters)
    return draw(st.lists(row, min_size=2, max_size=6))


def test_the_published_table_has_its_mean_squares() -> None:
    assert two_way(SHROUT_FLEISS) == TwoWay(
        candidates=6,
        ratings=24,
        raters=Fraction(4),
        between=Fraction(1349, 120),
        within=Fraction(451, 72),
        between_raters=Fraction(2339, 72),
        residual=Fraction(367, 360),
    )


def test_the_published_table_has_its_six_correlations() -> None:
    icc = two_way(SHROUT_FLEISS)

    assert isinstance(icc, TwoWay)
    figures = all_six(icc)
    assert printed(figures, 2) == [".17", ".29", ".71", ".44", ".62", ".91"]
    assert printed(figures, 6) == [".165742", ".289764", ".714841", ".442797", ".620051", ".909316"]


def test_the_table_with_raters_unknown_has_the_same_one_way_correlations() -> None:
    icc = icc_one_way(map(Sums.of, SHROUT_FLEISS), least=6)

    assert icc == OneWay(6, 24, Fraction(4), Fraction(1349, 120), Fraction(451, 72))
    assert printed([icc.icc_1_1, icc.icc_1_k], 6) == [".165742", ".442797"]
    assert icc.icc_1_k == 4 * icc.icc_1_1 / (1 + 3 * icc.icc_1_1)


def test_unequal_numbers_of_raters_are_reckoned_by_hand_the_same() -> None:
    icc = icc_one_way(map(Sums.of, [[1, 3], [4, 6, 8], [5]]), least=2)

    assert icc == OneWay(3, 6, Fraction(11, 6), Fraction(39, 4), Fraction(10, 3))
    assert (icc.icc_1_1, icc.icc_1_k) == (Fraction(21, 41), Fraction(77, 117))


@PATIENT
@given(st.lists(st.lists(st.integers(1, 5), min_size=0, max_size=5), min_size=2, max_size=8))
def test_one_way_mean_squares_are_those_of_the_definition(candidates: Table) -> None:
    icc = icc_one_way(map(Sums.of, candidates), least=1)
    assume(isinstance(icc, OneWay))
    assert isinstance(icc, OneWay)

    groups = [[Fraction(rating) for rating in ratings] for ratings in candidates if ratings]
    everything = [rating for group in groups for rating in group]
    mean = sum(everything) / len(everything)
    means = [sum(group) / len(group) for group in groups]
    between = sum(len(group) * (own - mean) ** 2 for group, own in zip(groups, means, strict=True))
    within = sum((x - own) ** 2 for group, own in zip(groups, means, strict=True) for x in group)
    assert icc.between * (len(groups) - 1) == between
    assert icc.within * (len(everything) - len(groups)) == within


@PATIENT
@given(tables())
def test_two_way_mean_squares_add_up_to_the_definition(table: Table) -> None:
    icc, n, k = defined(table), len(table), len(table[0])
    mean = Sums.of(rating for row in table for rating in row).mean
    rows, columns = [Sums.of(row).mean for row in table], [Sums.of(c).mean for c in zip(*table, strict=True)]

    left = [table[i][j] - rows[i] - columns[j] + mean for i in range(n) for j in range(k)]
    assert icc.residual * (n - 1) * (k - 1) == sum(each**2 for each in left)
    assert icc.between_raters * (k - 1) == n * sum((each - mean) ** 2 for each in columns)
    assert icc.within * n * (k - 1) == (icc.between_raters + icc.residual * (n - 1)) * (k - 1)


@PATIENT
@given(tables(), st.data())
def test_the_order_of_candidates_and_of_raters_changes_nothing(table: Table, data: st.DataObject) -> None:
    rows = data.draw(st.permutations(table))
    columns = data.draw(st.permutations(range(len(table[0]))))

    assert two_way([[row[column] for column in columns] for row in rows]) == two_way(table)


@PATIENT
@given(tables(), st.integers(-3, 3), st.integers(0, 1))
def test_a_constant_added_to_one_rater_leaves_the_third_correlations(
    table: Table, points: int, rater: int
) -> None:
    before = defined(table)
    after = defined([[x + points * (place == rater) for place, x in enumerate(row)] for row in table])

    assume(before.between and after.between)
    assert (after.icc_3_1, after.icc_3_k) == (before.icc_3_1, before.icc_3_k)


@PATIENT
@given(tables(), st.integers(1, 3))
def test_a_lenient_rater_grown_more_lenient_lowers_the_second_correlations(table: Table, points: int) -> None:
    before = defined(table)
    assume(before.between > before.residual)
    totals = [sum(column) for column in zip(*table, strict=True)]
    lenient = totals.index(max(totals))
    after = defined([[x + points * (place == lenient) for place, x in enumerate(row)] for row in table])

    assert after.icc_2_1 < before.icc_2_1
    assert after.icc_2_k < before.icc_2_k


@PATIENT
@given(tables())
def test_severity_draws_the_second_correlation_of_a_panel_towards_zero(table: Table) -> None:
    icc = defined(table)
    assume(icc.between_raters > icc.residual)

    assert abs(icc.icc_2_k) <= abs(icc.icc_3_k)
    assert icc.icc_2_k <= icc.icc_3_k or icc.between < icc.residual


@PATIENT
@given(tables())
def test_no_correlation_is_above_one(table: Table) -> None:
    assert max(all_six(defined(table))) <= 1


def test_estimates_below_zero_are_given_as_they_come_out() -> None:
    icc = icc_one_way(map(Sums.of, [[1, 5], [5, 2]]), least=2)

    assert isinstance(icc, OneWay)
    assert (icc.between, icc.within) == (Fraction(1, 4), Fraction(25, 4))
    assert (icc.icc_1_1, icc.icc_1_k) == (Fraction(-12, 13), Fraction(-24))


def test_seven_candidates_are_too_few_and_eight_are_not() -> None:
    table = [[score, score + 1] for score in (1, 2, 3, 4, 1, 2, 3, 4)]

    assert LEAST_CANDIDATES == 8
    assert icc_one_way(map(Sums.of, table[:7])) == NoFigure(7, Why.TOO_FEW)
    assert two_way(table[:7], LEAST_CANDIDATES) == NoFigure(7, Why.TOO_FEW)
    assert isinstance(icc_one_way(map(Sums.of, table)), OneWay)
    assert isinstance(two_way(table, LEAST_CANDIDATES), TwoWay)


def test_candidates_rated_once_do_not_count_towards_enough() -> None:
    table = [[score, score + 1] for score in (1, 2, 3, 4, 1, 2, 3)] + [[3], [4], []]

    assert icc_one_way(map(Sums.of, table)) == NoFigure(7, Why.TOO_FEW)


@pytest.mark.parametrize("table", [[], [[]], [[3]], [[3, 4]], [[3], [4]]])
def test_nothing_to_compare_is_too_few_however_few_will_do(table: Table) -> None:
    figure = icc_one_way(map(Sums.of, table), least=0)

    assert isinstance(figure, NoFigure)
    assert figure.why is Why.TOO_FEW


def test_candidates_of_one_mean_have_no_spread() -> None:
    assert icc_one_way(map(Sums.of, [[2, 4]] * 8)) == NoFigure(8, Why.NO_SPREAD)
    assert two_way([[3, 3]] * 8) == NoFigure(8, Why.NO_SPREAD)


def test_a_second_correlation_whose_variance_is_below_zero_is_not_told() -> None:
    table = [[1, 5], [5, 1], [1, 5], [5, 1], [1, 5], [5, 1], [2, 5], [5, 1]]

    assert two_way(table) == NoFigure(8, Why.NO_SPREAD)


def test_a_table_with_a_gap_is_not_crossed() -> None:
    candidates = [Sums.of([3, 4, 5])] * 7 + [Sums.of([3, 4])]
    raters = [Sums.of([3] * 8), Sums.of([4] * 8), Sums.of([5] * 7)]

    assert icc_two_way(candidates, raters) == NoFigure(8, Why.NOT_CROSSED)


def test_other_raters_for_each_candidate_are_not_crossed() -> None:
    ratings = [[score, 5 - score] for score in (1, 2, 3, 4)]
    raters = [Sums.of([score]) for row in ratings for score in row]

    assert icc_two_way(map(Sums.of, ratings), raters, least=2) == NoFigure(4, Why.NOT_CROSSED)


def test_sums_of_other_ratings_are_refused() -> None:
    with pytest.raises(ValueError, match="same ratings"):
        icc_two_way([Sums.of([1, 2])], [Sums.of([1]), Sums.of([3])])


def test_a_database_may_do_the_sums() -> None:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE TABLE rating (candidate, rater, score)")
        cells = [(i, j, x) for i, row in enumerate(SHROUT_FLEISS) for j, x in enumerate(row)]
        db.executemany("INSERT INTO rating VALUES (?, ?, ?)", cells)
        summed = "SELECT count(score), sum(score), sum(score * score) FROM rating GROUP BY "
        candidates = [Sums(*row) for row in db.execute(summed + "candidate")]
        raters = [Sums(*row) for row in db.execute(summed + "rater")]
    db.close()

    assert icc_two_way(candidates, raters, least=6) == two_way(SHROUT_FLEISS)


def test_raters_needed_for_a_reliability_of_four_fifths() -> None:
    needed = [raters_needed(Fraction(single, 10)) for single in (3, 5, 6, 7, 0, -1)]

    assert needed == [Fraction(28, 3), 4, Fraction(8, 3), Fraction(12, 7), None, None]


def test_candidates_with_the_same_sums_may_be_counted() -> None:
    table = [[1, 3], [1, 3], [4, 5], [2, 2], [3, 1]]
    raters = [Sums.of(column) for column in zip(*table, strict=True)]
    counted = Counter(map(Sums.of, table))

    assert len(counted) == 3
    assert icc_one_way(counted, least=5) == icc_one_way(map(Sums.of, table), least=5)
    assert icc_two_way(counted, raters, least=5) == icc_two_way(map(Sums.of, table), raters, least=5)
