"""The facts of the reliability page: figures with their n, words of their sources, and why there is none."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest

from hiring.adverse_impact import Group, Verdict
from hiring.alpha import Pattern
from hiring.chart import balanced_marks, chart
from hiring.fact import Fact, compact, percent, points
from hiring.findings import say
from hiring.impact_sheet import VERDICTS, selection_table
from hiring.raters import Comparison, Panel, RaterRecord
from hiring.reliability import Sums
from hiring.reliability_sheet import ReliabilitySheet, band, make_reliability_sheet
from hiring.score_sums import RaterSums, ScoreSums, SkillSums

AGREED: dict[Pattern, int] = {(1, 1): 2, (2, 3): 2, (3, 3): 2, (5, 5): 2}


def sums_of(
    skills: Mapping[str, Mapping[Pattern, int]],
    raters: Mapping[int, RaterSums] | None = None,
    panels: Sequence[Panel[int]] = (),
) -> ScoreSums:
    return ScoreSums(
        {skill: SkillSums(units, {}) for skill, units in skills.items()}, raters or {}, Comparison(panels)
    )


def rater(name: str, given: Sequence[int], shared: int = 8, **more: int) -> RaterSums:
    record = RaterRecord(more.get("candidates", len(given)), Sums.of(given), given.count(3))
    return RaterSums(name, record, shared, more.get("long_cards", 0), more.get("straight", 0))


def sheet(sums: ScoreSums) -> ReliabilitySheet:
    return make_reliability_sheet(sums, {"discovery": "Discovery"}, "en")


def too_few(n: int) -> Fact:
    words = "too few data: %(n)s of at least %(least)s candidates have two scores"
    return Fact(words=say(words, n=n, least=8), told=False)


def test_a_skill_has_its_figures_with_their_n() -> None:
    (row,) = sheet(sums_of({"discovery": {**AGREED, (4,): 1}})).skills

    assert (row.name, row.candidates, row.paired, row.scores) == ("Discovery", 9, 8, 17)
    assert row.alpha == Fact("0.90")
    assert row.icc_1_k == Fact("0.97", say("excellent reliability"))
    assert (row.wide, row.r_wg, row.deviation) == (Fact("0%"), Fact("0.94"), Fact("0.13"))
    assert row.needed == Fact("1")


def test_below_eight_candidates_with_two_scores_a_skill_has_no_figure() -> None:
    (row,) = sheet(sums_of({"discovery": {**AGREED, (5, 5): 1, (4,): 5}})).skills

    assert {row.alpha, row.icc_1_1, row.icc_1_k, row.wide, row.r_wg, row.deviation, row.needed} == {
        too_few(7)
    }
    assert row.exact is None


def test_scores_that_tell_nobody_apart_are_no_agreement() -> None:
    (row,) = sheet(sums_of({"discovery": {(3, 3): 8}})).skills

    words = say("too few data: the scores do not tell the candidates apart")
    assert row.alpha == row.icc_1_1 == row.needed == Fact(words=words, told=False)
    assert row.wide == Fact("0%")


def test_agreement_below_chance_is_zero_or_less_and_no_number_of_raters_would_do() -> None:
    (row,) = sheet(sums_of({"discovery": {(1, 5): 7, (2, 5): 1}})).skills

    assert row.alpha == row.icc_1_1 == row.icc_1_k == Fact(words=say("0 or less"))
    assert row.needed == Fact(words=say("no number would do"))


@pytest.mark.parametrize(
    ("per_mille", "words"),
    [(900, "excellent"), (899, "good"), (750, "good"), (749, "moderate"), (500, "moderate"), (499, "poor")],
)
def test_the_words_are_those_of_koo_and_li(per_mille: int, words: str) -> None:
    assert band(Fraction(per_mille, 1000)) == say(f"{words} reliability")


def test_skills_and_people_stand_in_the_order_of_their_names_whatever_their_figures() -> None:
    skills: dict[str, dict[Pattern, int]] = {"zeal": AGREED, "discovery": {(1, 5): 8}}
    raters = {1: rater("Żaneta", [5] * 8), 2: rater("Łucja", [1] * 8), 3: rater("adam", [3] * 8)}
    panels = [Panel((1, 2), 8, 48), Panel((2, 3), 8, 32)]
    found = sheet(sums_of(skills, raters, panels))

    assert [row.name for row in found.skills] == ["Discovery", "zeal"]
    assert [row.name for row in found.raters] == ["adam", "Łucja", "Żaneta"]
    assert [dot.row.name for dot in found.rater_chart.dots] == ["adam", "Łucja", "Żaneta"]


def test_a_severity_has_its_sign_and_one_without_enough_candidates_its_reason() -> None:
    raters = {1: rater("Ada", [4] * 8), 2: rater("Bo", [3] * 9, shared=9), 3: rater("Cy", [3], shared=1)}
    found = sheet(sums_of({}, raters, [Panel((1, 2), 8, 56), Panel((2, 3), 1, 6)]))

    words = "too few data: %(n)s of at least %(least)s candidates shared with another rater"
    assert [(row.shared, row.severity) for row in found.raters] == [
        (8, Fact("+0.50")),
        (9, Fact("\N{MINUS SIGN}0.50")),
        (1, Fact(words=say(words, n=1, least=8), told=False)),
    ]
    assert (found.groups, found.scores) == (1, 18)


def test_raters_in_groups_of_their_own_are_counted() -> None:
    raters = {number: rater(name, [3] * 8) for number, name in enumerate("ABCD")}

    assert sheet(sums_of({}, raters, [Panel((0, 1), 8, 48), Panel((2, 3), 8, 48)])).groups == 2


def test_habits_are_told_from_five_candidates_on() -> None:
    few = rater("Few", [3, 3, 3, 3], long_cards=4, straight=1)
    high = rater("High", [5, 5, 4, 4, 5])
    middle = rater("Middle", [3, 3, 3, 3, 5])
    rows = sheet(sums_of({}, {1: few, 2: high, 3: middle})).raters

    missing = Fact(
        words=say("too few data: %(n)s of at least %(least)s candidates", n=4, least=5), told=False
    )
    none = Fact(words=say("too few data: no scorecard with %(least)s scores or more", least=4), told=False)
    assert [(row.mean, row.threes, row.straight) for row in rows] == [
        (missing, missing, Fact(words=say("%(some)s of %(all)s", some=1, all=4))),
        (Fact("4.60", say("high on average")), Fact("0%"), none),
        (Fact("3.40"), Fact("80%", say("mostly threes")), none),
    ]


def test_groups_are_compared_by_the_four_fifths_rule_and_small_ones_only_named() -> None:
    groups = [Group("A", 80, 60), Group("B", 80, 45), Group("C", 80, 48), Group("D", 4, 0)]
    found = selection_table("Warsaw", groups, "pl")

    rows = [(row.name, row.rate, row.ratio, row.chance, row.verdict) for row in found.rows]
    assert (found.title, found.applicants, found.suppressed) == ("Warsaw", 240, ("D",))
    assert rows == [
        ("A", "75%", "1,00", "", VERDICTS[Verdict.HIGHEST]),
        ("B", "56%", "0,75", "0,019", VERDICTS[Verdict.FLAGGED]),
        ("C", "60%", "0,80", "0,063", VERDICTS[Verdict.WITHIN]),
    ]


def test_very_many_people_are_compared_without_an_exact_test_and_nobody_selected_has_no_ratio() -> None:
    many = selection_table("", [Group("A", 9000, 4500), Group("B", 9000, 4400)], "en").rows
    nobody = selection_table("", [Group("A", 9, 0), Group("B", 9, 0)], "en").rows

    assert [row.chance for row in many] == ["", "0.136"]
    assert {(row.ratio, row.chance) for row in nobody} == {("", "")}


def test_an_axis_holds_every_point_with_zero_in_the_middle() -> None:
    assert balanced_marks([]) == balanced_marks([Fraction(-1, 2)])
    assert balanced_marks([Fraction(1, 2), Fraction(-51, 100)])[4] == Fraction(1)
    assert balanced_marks([Fraction(31, 10)]) == tuple(map(Fraction, (-4, -2, 0, 2, 4)))


def test_dots_stand_where_their_values_are_and_none_outside() -> None:
    marks = (Fraction(), Fraction(1, 2), Fraction(1))
    drawn = chart([("a", Fraction(1, 4)), ("b", Fraction(-3)), ("c", Fraction(1))], marks, str)

    assert [(mark.text, mark.at, mark.zero) for mark in drawn.marks] == [
        ("0", "8.00", True),
        ("1/2", "50.00", False),
        ("1", "92.00", False),
    ]
    assert [(dot.row, dot.at) for dot in drawn.dots] == [("a", "29.00"), ("b", "8.00"), ("c", "92.00")]
    assert drawn.start == "8.00"


def test_numbers_are_rounded_only_when_shown() -> None:
    assert [points(Fraction(n, 1000), "pl") for n in (4, -4, 5, -5)] == [
        "0,00",
        "0,00",
        "+0,01",
        "\N{MINUS SIGN}0,01",
    ]
    assert [compact(Fraction(n, 4), "en") for n in (0, 4, 2, 3)] == ["0", "1", "0.5", "0.75"]
    assert [percent(Fraction(n, 8), "pl") for n in (0, 1, 8)] == ["0%", "13%", "100%"]
