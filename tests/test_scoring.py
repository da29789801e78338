"""Numbers over ratings are exact, tell what they rest on, and only ever suggest."""

from collections.abc import Sequence
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.findings import Place
from hiring.scoring import (
    BANDS,
    NOTHING_ASSESSED,
    SUGGESTED,
    Band,
    Disagreement,
    Floors,
    Moves,
    Overall,
    Rating,
    Revision,
    Suggestion,
    average_deviation,
    characters,
    disagreements,
    evidence_findings,
    floors,
    mean,
    moves,
    overall,
    revision_findings,
    shown,
    skill_means,
    spread,
    suggest,
)
from hiring.skill_model import SkillWeight
from hiring.vocabulary import LANGUAGES, MOTIONS, Language

CARD = Place("scorecard", path="discovery")
PATIENT = settings(deadline=None)
WEIGHTS = {"discovery": 20, "negotiation": 20, "account_growth": 25, "forecasting": 15, "communication": 20}
TABLE = {
    "discovery": (4, 4, 5),
    "negotiation": (3, 4, 3),
    "account_growth": (2, 4, 4),
    "forecasting": (3, 3, 3),
    "communication": (4, 5, 4),
}
SKILLS = tuple(WEIGHTS)
scores = st.integers(1, 5)
means_of_skills = st.dictionaries(
    st.sampled_from(SKILLS), st.integers(12, 60).map(lambda twelfths: Fraction(twelfths, 12))
)
weights_of_skills = st.fixed_dictionaries({skill: st.integers(1, 10) for skill in SKILLS})


def rating(score: int | None, evidence: str = "", *, by: str = "r1", skill: str = "discovery") -> Rating:
    return Rating(by, "panel", skill, score, evidence)


def revised(score: int | None, later: int | None, *, by: str, reason: str = "heard more") -> Rating:
    return Rating(by, "panel", "discovery", score, "asked twice", Revision(later, reason))


def table() -> list[Rating]:
    return [
        rating(score, by=f"r{row}", skill=skill)
        for skill, given_scores in TABLE.items()
        for row, score in enumerate(given_scores, start=1)
    ]


def weight(skill: str, floor: int | None = None) -> SkillWeight:
    return SkillWeight(motions=list(MOTIONS), skill=skill, weight=1, must_have=floor is not None, floor=floor)


def rules(score: int | None, evidence: str) -> list[str]:
    return [finding.rule for finding in evidence_findings(rating(score, evidence), CARD)]


# Means and what they rest on


def test_a_skill_nobody_assessed_lowers_coverage_and_not_the_mean() -> None:
    result = overall(
        {"communication": 3, "negotiation": 2, "selling": 3},
        {"communication": Fraction(4), "selling": Fraction(3)},
    )

    assert result == Overall(Fraction(7, 2), coverage=Fraction(3, 4))
    assert (result.lowest, result.highest) == (Fraction(23, 8), Fraction(31, 8))
    assert result.incomplete
    assert [shown(each, "en") for each in (Fraction(7, 2), result.lowest, result.highest)] == [
        "3.50",
        "2.88",
        "3.88",
    ]


def test_the_worked_table_gives_its_published_numbers() -> None:
    means = skill_means(table())
    weighted, equal = overall(WEIGHTS, means), overall(dict.fromkeys(WEIGHTS, 1), means)

    assert weighted == Overall(Fraction(221, 60), coverage=Fraction(1))
    assert equal == Overall(Fraction(11, 3), coverage=Fraction(1))
    assert [shown(each.mean or Fraction(0), "en", 6) for each in (weighted, equal)] == [
        "3.683333",
        "3.666667",
    ]
    assert [shown(each.percent or Fraction(0), "en", 4) for each in (weighted, equal)] == [
        "67.0833",
        "66.6667",
    ]


def test_each_rater_of_the_worked_table_has_an_own_weighted_mean() -> None:
    own = [
        overall(WEIGHTS, skill_means(each for each in table() if each.interviewer == name)).mean
        for name in ("r1", "r2", "r3")
    ]

    assert own == [Fraction("3.15"), Fraction("4.05"), Fraction("3.85")]


def test_only_one_skill_of_the_worked_table_is_disputed() -> None:
    assert {skill: found for skill, each in TABLE.items() if (found := disagreements(each))} == {
        "account_growth": ("spread", "deviation")
    }


def test_means_rest_on_first_scores_and_not_on_revised_ones() -> None:
    ratings = [revised(2, 4, by="r1"), rating(4, by="r2"), rating(None, by="r3")]

    assert skill_means(ratings) == {"discovery": Fraction(3)}


def test_a_skill_that_is_only_not_assessed_has_no_mean() -> None:
    assert skill_means([rating(None), rating(None, by="r2"), revised(None, 4, by="r3")]) == {}


@pytest.mark.parametrize("weights", [{}, {"discovery": 3}])
def test_nothing_assessed_is_a_value_of_its_own(weights: dict[str, int]) -> None:
    result = overall(weights, {})

    assert result is NOTHING_ASSESSED
    assert result.percent is None
    assert [result.lowest, result.highest] == [1, 5]
    assert result.incomplete


def test_a_mean_of_a_skill_without_a_weight_counts_for_nothing() -> None:
    means = {"discovery": Fraction(3), "empathy": Fraction(5)}

    assert overall({"discovery": 1}, means) == Overall(Fraction(3), Fraction(1))


@pytest.mark.parametrize(("seen", "incomplete"), [(8, False), (7, True)])
def test_a_mean_is_incomplete_under_four_fifths_of_the_weight(seen: int, *, incomplete: bool) -> None:
    result = overall({"discovery": seen, "empathy": 10 - seen}, {"discovery": Fraction(4)})

    assert result.incomplete is incomplete


@PATIENT
@given(weights_of_skills, means_of_skills)
def test_a_mean_lies_among_its_parts_and_within_its_bounds(
    weights: dict[str, int], means: dict[str, Fraction]
) -> None:
    result = overall(weights, means)

    assert 1 <= result.lowest <= result.highest <= 5
    if result.mean is not None:
        assert min(means.values()) <= result.mean <= max(means.values())
        assert result.lowest <= result.mean <= result.highest


@PATIENT
@given(weights_of_skills, means_of_skills)
def test_bounds_are_what_the_missing_skills_at_1_and_at_5_would_give(
    weights: dict[str, int], means: dict[str, Fraction]
) -> None:
    result = overall(weights, means)
    filled = [overall(weights, {skill: Fraction(end) for skill in SKILLS} | means).mean for end in (1, 5)]

    assert [result.lowest, result.highest] == filled


@PATIENT
@given(weights_of_skills, means_of_skills, st.integers(2, 99))
def test_larger_weights_of_the_same_shares_change_nothing(
    weights: dict[str, int], means: dict[str, Fraction], factor: int
) -> None:
    larger = {skill: each * factor for skill, each in weights.items()}

    assert overall(larger, means) == overall(weights, means)


@PATIENT
@given(weights_of_skills, means_of_skills.filter(bool), st.integers(1, 10))
def test_one_more_skill_that_nobody_assessed_leaves_the_mean(
    weights: dict[str, int], means: dict[str, Fraction], more: int
) -> None:
    before, after = overall(weights, means), overall({**weights, "empathy": more}, means)

    assert after.mean == before.mean
    assert after.coverage < before.coverage
    assert after.lowest <= before.lowest
    assert before.highest <= after.highest


@PATIENT
@given(st.permutations(table()), st.permutations(SKILLS))
def test_the_order_of_ratings_and_skills_changes_nothing(
    ratings: Sequence[Rating], skills: Sequence[str]
) -> None:
    weights = {skill: WEIGHTS[skill] for skill in skills}

    assert overall(weights, skill_means(ratings)) == Overall(Fraction(221, 60), Fraction(1))


@pytest.mark.parametrize(("score", "percent"), [(1, 0), (3, 50), (5, 100)])
def test_percent_is_the_share_of_the_way_from_1_to_5(score: int, percent: int) -> None:
    assert Overall(Fraction(score), Fraction(1)).percent == percent


# How far raters agree


@pytest.mark.parametrize(
    ("given_scores", "apart", "deviation", "found"),
    [
        ((4, 4, 5), 1, Fraction(4, 9), ()),
        ((3, 3, 3), 0, Fraction(0), ()),
        ((3, 4), 1, Fraction(1, 2), ()),
        ((2, 4), 2, Fraction(1), ("spread", "deviation")),
        ((2, 4, 5), 3, Fraction(10, 9), ("spread", "deviation")),
        ((2, 3, 3, 4), 2, Fraction(1, 2), ("spread",)),
        ((1, 3, 3, 3, 3, 3), 2, Fraction(5, 9), ("spread",)),
        ((5,), 0, Fraction(0), ()),
        ((), 0, Fraction(0), ()),
    ],
)
def test_disagreement_is_measured_by_spread_and_average_deviation(
    given_scores: tuple[int, ...], apart: int, deviation: Fraction, found: tuple[Disagreement, ...]
) -> None:
    assert (spread(given_scores), average_deviation(given_scores)) == (apart, deviation)
    assert disagreements(given_scores) == found


def test_a_deviation_of_exactly_five_sixths_is_not_flagged() -> None:
    at_the_line = (2, 2, 3, 3, 4, 4, 3, 5, 1, 4, 2, 3)  # 10 of distance over 12 scores

    assert average_deviation(at_the_line) == Fraction(5, 6)
    assert disagreements(at_the_line) == ("spread",)


@PATIENT
@given(st.lists(scores, min_size=1).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_of_raters_changes_no_measure(orders: tuple[list[int], list[int]]) -> None:
    one, other = ([mean(each), spread(each), average_deviation(each)] for each in orders)

    assert one == other


# What the debrief moved


def test_a_score_moves_towards_the_mean_of_the_others_first_scores_or_away_from_it() -> None:
    towards, away = revised(2, 3, by="r1"), revised(4, 5, by="r2")

    assert moves([towards, away, rating(4, by="r3")]) == Moves(changed=2, towards=1, away=1)


@pytest.mark.parametrize(
    ("moved", "others", "counted"),
    [
        (revised(2, 4, by="r1"), [rating(3, by="r2")], Moves(changed=1)),
        (revised(3, 3, by="r1"), [rating(5, by="r2")], Moves()),
        (revised(2, 5, by="r1"), [], Moves(changed=1)),
        (revised(2, 5, by="r1"), [rating(5, by="r1")], Moves(changed=1)),
        (revised(2, 5, by="r1"), [rating(5, by="r2", skill="empathy")], Moves(changed=1)),
        (revised(2, None, by="r1"), [rating(5, by="r2")], Moves(changed=1)),
        (revised(None, 5, by="r1"), [rating(5, by="r2")], Moves(changed=1)),
        (rating(2), [rating(5, by="r2")], Moves()),
    ],
    ids=[
        "as far on the other side",
        "not changed",
        "no group",
        "oneself is no group",
        "another skill",
        "withdrawn",
        "late",
        "left",
    ],
)
def test_only_a_changed_score_with_others_beside_it_has_a_direction(
    moved: Rating, others: list[Rating], counted: Moves
) -> None:
    assert moves([moved, *others]) == counted


def test_a_move_is_measured_against_first_scores_so_two_who_change_places_moved_towards() -> None:
    assert moves([revised(2, 4, by="r1"), revised(4, 2, by="r2")]) == Moves(changed=2, towards=2)


# Evidence


@pytest.mark.parametrize("score", [1, 5])
def test_the_ends_of_the_scale_need_thirty_characters(score: int) -> None:
    assert rules(score, "a" * 29) == ["evidence-short"]
    assert rules(score, "a" * 30) == []


@pytest.mark.parametrize("score", [2, 3, 4])
def test_the_middle_of_the_scale_needs_any_words(score: int) -> None:
    assert rules(score, "ok") == []
    assert rules(score, "7") == []


@pytest.mark.parametrize("score", [1, 2, 3, 4, 5])
@pytest.mark.parametrize(
    "evidence", ["", " \t\n", "\u00a0" * 40, "\u200b" * 40, "." * 40, "-" * 40, "👍" * 40, "❤️" * 40]
)
def test_what_holds_no_word_is_no_evidence(score: int, evidence: str) -> None:
    assert rules(score, evidence) == ["evidence-missing"]


@pytest.mark.parametrize("evidence", ["", " ", "👍", "some words"])
def test_a_skill_not_assessed_needs_no_evidence(evidence: str) -> None:
    assert rules(None, evidence) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" + " " * 28 + "b", 3),
        (f"  {'a' * 29}\n", 29),
        ("zażółć", 6),
        ("zaz\u0307o\u0301łc\u0301", 6),
        ("a\u200b\u200bb", 2),
        ("ok ❤️", 4),
        ("👨\u200d👩", 2),
        ("你好", 2),
    ],
)
def test_padding_and_parts_of_letters_are_not_counted(text: str, count: int) -> None:
    assert characters(text) == count


def test_evidence_that_is_too_short_is_told_with_both_numbers() -> None:
    [finding] = evidence_findings(rating(5, "asked why 👍"), CARD)

    assert finding.place == CARD
    assert str(finding.message) == ("a score of 5 needs evidence of at least 30 characters; this has 11")


@PATIENT
@given(st.one_of(st.none(), scores), st.text())
def test_any_evidence_gives_one_finding_at_most(score: int | None, evidence: str) -> None:
    assert len(rules(score, evidence)) <= 1


@pytest.mark.parametrize(("reason", "count"), [("", 1), (" \n", 1), ("👍", 1), ("heard the call again", 0)])
def test_a_changed_score_needs_a_reason(reason: str, count: int) -> None:
    assert len(list(revision_findings(revised(2, 3, by="r1", reason=reason), CARD))) == count


def test_a_score_that_stands_needs_no_reason() -> None:
    assert list(revision_findings(rating(2, "ok"), CARD)) == []


# Floors and suggestions


def test_a_must_have_below_its_floor_or_unseen_is_told_whatever_the_mean() -> None:
    weights = [weight("discovery", 3), weight("empathy"), weight("selling", 3), weight("negotiation", 4)]
    means = {"discovery": Fraction(299, 100), "empathy": Fraction(1), "negotiation": Fraction(4)}

    broken = floors(weights, means)

    assert broken == Floors(below=("discovery",), unseen=("selling",))
    assert [str(each) for each in broken.told()] == [
        "below floor: discovery",
        "must-have that nobody assessed: selling",
    ]


def test_a_must_have_at_its_floor_is_met() -> None:
    assert not floors([weight("discovery", 3)], {"discovery": Fraction(3)})


@pytest.mark.parametrize(
    ("value", "band"),
    [
        ("5", "strong_yes"),
        ("4", "strong_yes"),
        ("3.9999", "yes"),
        ("3.25", "yes"),
        ("3.2499", "discuss"),
        ("2.5", "discuss"),
        ("2.4999", "no"),
        ("1", "no"),
    ],
)
def test_the_band_of_a_mean_is_suggested(value: str, band: Band) -> None:
    assert suggest(Overall(Fraction(value), Fraction(1)), Floors()) == Suggestion(band)


@pytest.mark.parametrize(
    ("coverage", "broken"),
    [
        (1, Floors(below=("discovery",))),
        (1, Floors(unseen=("discovery",))),
        (Fraction(79, 100), Floors()),
    ],
    ids=["below floor", "must-have not assessed", "incomplete"],
)
def test_what_is_broken_or_missing_leaves_discuss_at_best(coverage: Fraction, broken: Floors) -> None:
    suggested = [suggest(Overall(Fraction(value), Fraction(coverage)), broken) for value in (5, "3.5", 3, 2)]

    held = Suggestion("discuss", held_back=True)
    assert suggested == [held, held, Suggestion("discuss"), Suggestion("no")]


def test_nothing_assessed_suggests_to_discuss() -> None:
    assert suggest(NOTHING_ASSESSED, Floors()) == Suggestion("discuss")


def test_every_band_has_words_that_mark_it_as_a_suggestion() -> None:
    bands = {band for _, band in BANDS}

    assert bands == set(SUGGESTED) == set(get_args(Band))
    assert all(str(Suggestion(band)).startswith("suggested by the scores: ") for band in bands)


# What is shown


@pytest.mark.parametrize(
    ("value", "english", "polish"),
    [
        (Fraction(23, 8), "2.88", "2,88"),
        (Fraction(31, 8), "3.88", "3,88"),
        (Fraction("2.885"), "2.89", "2,89"),
        (Fraction("2.8849999"), "2.88", "2,88"),
        (Fraction(7, 2), "3.50", "3,50"),
        (Fraction(4), "4.00", "4,00"),
        (Fraction(221, 60), "3.68", "3,68"),
        (Fraction(2, 3), "0.67", "0,67"),
    ],
)
def test_numbers_are_shown_rounded_half_up_to_two_decimals(
    value: Fraction, english: str, polish: str
) -> None:
    assert [shown(value, language) for language in LANGUAGES] == [english, polish]


def test_shares_are_shown_without_decimals_too() -> None:
    assert [shown(Fraction(149, 2), "en", 0), shown(Fraction(75), "pl", 0)] == ["75", "75"]


@PATIENT
@given(st.fractions(0, 100), st.sampled_from(LANGUAGES))
def test_what_is_shown_is_half_a_hundredth_off_at_most(value: Fraction, language: Language) -> None:
    off = Fraction(shown(value, language).replace(",", ".")) - value

    assert -Fraction(1, 200) < off <= Fraction(1, 200)
