"""The four-fifths rule on the published questions and answers, and what is told of small groups."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.adverse_impact import Group, Impact, Selection, Verdict, four_fifths

PATIENT = settings(deadline=None)  # a busy machine is no mistake
numbers = st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


def told(*groups: tuple[int, int]) -> Selection:
    """Compare groups given as (selected, applicants), named a, b, c and so on."""
    named = zip("abcdefgh", groups, strict=False)
    return four_fifths([Group(name, applicants, selected) for name, (selected, applicants) in named])


def verdicts(*groups: tuple[int, int]) -> list[Verdict]:
    return [impact.verdict for impact in told(*groups).compared]


def printed_like(example: str, figure: float | Fraction | None) -> str:
    """Print a figure to as many digits as a published one."""
    assert figure is not None
    return f"{float(figure):.{len(example.split('.')[1])}f}".lstrip("0")


def test_answer_11_flags_75_per_cent_and_not_80_or_85() -> None:
    found = told((60, 100), (45, 100), (48, 100), (51, 100)).compared

    assert [(each.ratio, each.verdict) for each in found] == [
        (1, Verdict.HIGHEST),
        (Fraction(75, 100), Verdict.FLAGGED),
        (Fraction(80, 100), Verdict.WITHIN),
        (Fraction(85, 100), Verdict.WITHIN),
    ]


def test_four_fifths_exactly_is_not_flagged_though_floats_would() -> None:
    assert (48 / 80) / (60 / 80) < 0.8
    assert verdicts((60, 80), (48, 80)) == [Verdict.HIGHEST, Verdict.WITHIN]
    assert verdicts((60, 80), (47, 80)) == [Verdict.HIGHEST, Verdict.FLAGGED]


def test_answer_21_one_person_exchanged_reverses_it() -> None:
    men, women = Group("men", 20, 3), Group("women", 10, 1)

    assert four_fifths([men, women]) == Selection(
        applicants=30,
        compared=(Impact(men, men, Verdict.HIGHEST), Impact(women, men, Verdict.TOO_FEW)),
        suppressed=(),
    )
    assert Impact(women, men, Verdict.TOO_FEW).ratio == Fraction(2, 3)


def test_the_person_exchanged_counts_in_both_groups() -> None:
    assert verdicts((3, 10), (2, 11)) == [Verdict.HIGHEST, Verdict.TOO_FEW]


def test_one_person_exchanged_that_only_makes_rates_equal_reverses_nothing() -> None:
    assert verdicts((3, 10), (1, 10)) == [Verdict.HIGHEST, Verdict.FLAGGED]


@pytest.mark.parametrize(
    ("highest", "group", "ratio", "z", "chance"),
    [
        ((48, 80), (12, 40), "1/2", "-3.0984", ".00195"),
        ((60, 100), (45, 100), "3/4", "-2.124", ".0337"),
        ((60, 1000), (45, 1000), "3/4", "-1.504", ".1326"),
    ],
)
def test_standard_errors_between_two_rates(
    highest: tuple[int, int], group: tuple[int, int], ratio: str, z: str, chance: str
) -> None:
    impact = told(highest, group).compared[1]

    assert (impact.verdict, impact.ratio) == (Verdict.FLAGGED, Fraction(ratio))
    assert (printed_like(z, impact.z), printed_like(chance, impact.chance)) == (z, chance)


@pytest.mark.parametrize(
    ("highest", "group", "chance"),
    [((48, 80), (12, 40), ".00341"), ((60, 100), (45, 100), ".0472")],
)
def test_the_exact_chance_of_two_rates(highest: tuple[int, int], group: tuple[int, int], chance: str) -> None:
    assert printed_like(chance, told(highest, group).compared[1].exact_chance()) == chance


def test_of_groups_too_small_only_the_names_are_told() -> None:
    large, small = Group("large", 249, 100), Group("small", 4, 0)
    rare, enough = Group("rare", 5, 5), Group("enough", 6, 0)

    assert four_fifths([small, large]).suppressed == ("small",)
    found = four_fifths([large, rare, small, enough])
    assert found.suppressed == ("rare", "small")
    assert [impact.group for impact in found.compared] == [large, enough]
    assert found.applicants == 255


def test_two_per_cent_of_the_pool_are_compared_and_less_is_not() -> None:
    assert told((100, 245), (5, 5)).suppressed == ()
    assert told((100, 246), (5, 5)).suppressed == ("b",)


def test_nobody_selected_is_no_impact() -> None:
    found = told((0, 10), (0, 20)).compared

    assert [(each.ratio, each.z, each.chance, each.verdict) for each in found] == [
        (None, None, None, Verdict.WITHIN),
        (None, None, None, Verdict.HIGHEST),
    ]


def test_no_group_large_enough_compares_nothing() -> None:
    assert told((1, 4), (2, 3)) == Selection(0, (), ("a", "b"))


@pytest.mark.parametrize(("applicants", "selected"), [(3, 4), (3, -1)])
def test_more_selected_than_applied_is_refused(applicants: int, selected: int) -> None:
    with pytest.raises(ValueError, match=f"{selected} selected of {applicants}"):
        Group("a", applicants, selected)


@PATIENT
@given(st.lists(numbers, min_size=1, max_size=5))
def test_verdicts_follow_from_exact_ratios_and_every_group_is_told_once(
    groups: list[tuple[int, int]],
) -> None:
    named = [Group(name, *each) for name, each in zip("abcde", groups, strict=False)]
    found = four_fifths(named)

    assert sorted([*found.suppressed, *(each.group.name for each in found.compared)]) == list(
        "abcde"[: len(groups)]
    )
    assert [each.verdict for each in found.compared].count(Verdict.HIGHEST) == (1 if found.compared else 0)
    for each in found.compared:
        assert each.group.applicants >= 5
        assert each.group.rate <= each.highest.rate
        flagged = each.verdict in {Verdict.FLAGGED, Verdict.TOO_FEW}
        assert flagged == (each.ratio is not None and each.ratio < Fraction(4, 5))
        assert 0 < each.exact_chance() <= 1
