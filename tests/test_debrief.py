"""A debrief starts with what matters most, shows both sides, and leaves the decision to a named person."""

import ast
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring import debrief, scoring
from hiring.agreement import StandardError
from hiring.debrief import (
    Choice,
    Decision,
    FeedbackLine,
    Role,
    Seat,
    SideBySide,
    Standing,
    Topic,
    agenda,
    count_recommendations,
    decision_findings,
    feedback,
    missing_cards,
    side_by_side,
)
from hiring.findings import Place
from hiring.library import Library
from hiring.scoring import NOTHING_ASSESSED, Band, Floors, Overall, Rating, Revision, Suggestion, skill_means
from hiring.skill_model import SkillWeight
from hiring.text import Text
from hiring.vocabulary import MOTIONS

FORM = Place("form")
PATIENT = settings(deadline=None)
LONG = "asked what the delay cost, and wrote the sum down"
NAMES = ("ada", "ben", "cy")
ROLES: dict[str, Role] = {"ada": "hiring_manager", "cy": "junior"}


def weight(skill: str, counts: int = 1, floor: int | None = None) -> SkillWeight:
    return SkillWeight(
        motions=list(MOTIONS), skill=skill, weight=counts, must_have=floor is not None, floor=floor
    )


def rated(skill: str, *scores: int | None, evidence: str = LONG) -> list[Rating]:
    """Return the ratings of one skill by ada, ben and cy, as far as scores are given."""
    return [Rating(name, "panel", skill, score, evidence) for name, score in zip(NAMES, scores, strict=False)]


def skills(topics: list[Topic]) -> list[str]:
    return [topic.skill for topic in topics]


# The agenda


def test_broken_floors_come_first_then_missing_evidence_then_weight_times_spread() -> None:
    weights = [
        weight("communication"),
        weight("negotiation", 3),
        weight("discovery", 2),
        weight("empathy", 5),
        weight("selling", 1, floor=3),
        weight("forecasting"),
    ]
    ratings = [
        *rated("communication", 4, 4, 4),
        *rated("negotiation", 3, 4),
        *rated("discovery", 2, 4),
        *rated("empathy", None, None),
        *rated("selling", 3, 3, 2),
        *rated("forecasting", 2, 4, evidence=" "),
    ]

    topics = agenda(weights, ratings)

    assert skills(topics) == [
        "selling",  # below its floor
        "forecasting",  # scores without a word
        "empathy",  # nobody assessed it
        "discovery",  # 2 x 2
        "negotiation",  # 3 x 1
        "communication",  # all agree
    ]
    assert [topic.flags for topic in topics] == [
        ("below_floor",),
        ("evidence_missing", "spread", "deviation"),
        ("nobody_assessed",),
        ("spread", "deviation"),
        (),
        (),
    ]


def test_ties_keep_the_order_of_the_skill_model() -> None:
    weights = [weight("selling", 2), weight("discovery"), weight("empathy", 2), weight("closing", 4)]
    ratings = [
        *rated("closing", 3, 4),
        *rated("empathy", 2, 4),
        *rated("discovery", 1, 5),
        *rated("selling", 3, 5),
    ]

    assert skills(agenda(weights, ratings)) == ["selling", "discovery", "empathy", "closing"]


def test_several_broken_floors_are_ordered_by_weight_and_spread_too() -> None:
    weights = [weight("selling", 1, floor=3), weight("discovery", 2, floor=3)]

    topics = agenda(weights, [*rated("selling", 1, 3), *rated("discovery", 1, 3)])

    assert skills(topics) == ["discovery", "selling"]


def test_a_topic_carries_first_and_revised_numbers_with_their_count() -> None:
    ada, ben, cy = rated("discovery", 2, 4, None)
    ada = Rating(
        ada.interviewer, ada.stage, ada.skill, ada.score, ada.evidence, Revision(3, "heard the tape")
    )

    [topic] = agenda([weight("discovery", 3)], [ada, ben, cy])

    assert (topic.n, topic.first, topic.revised) == (2, (2, 4), (3, 4))
    assert (topic.mean, topic.revised_mean) == (Fraction(3), Fraction(7, 2))
    assert (topic.spread, topic.average_deviation) == (2, Fraction(1))
    assert topic.flags == ("spread", "deviation")


def test_the_opposing_evidence_stands_side_by_side() -> None:
    high, low, low_too = rated("discovery", 5, 2, 2)

    [topic] = agenda([weight("discovery")], [high, low, low_too])

    assert (topic.lowest, topic.highest) == ((low, low_too), (high,))


def test_where_all_agree_there_is_no_opposing_evidence() -> None:
    [topic] = agenda([weight("discovery")], rated("discovery", 3, 3, None))

    assert (topic.lowest, topic.highest) == ((), ())


def test_the_junior_speaks_first_and_the_hiring_manager_last() -> None:
    ratings = rated("discovery", 3, 3, 4)

    [told] = agenda([weight("discovery")], ratings, ROLES)
    [untold] = agenda([weight("discovery")], ratings)

    assert told.speakers == ("cy", "ben", "ada")
    assert untold.speakers == ("ada", "ben", "cy")


def test_who_rated_a_skill_twice_speaks_once_and_who_did_not_assess_it_not_at_all() -> None:
    again = Rating("ben", "role_play", "discovery", 4, LONG)

    [topic] = agenda([weight("discovery")], [*rated("discovery", 3, 3, None), again])

    assert (topic.speakers, topic.n) == (("ada", "ben"), 3)


def test_a_missing_card_is_named_and_the_others_still_stand() -> None:
    seats = [Seat(name, "panel", ("discovery", "selling")) for name in NAMES]
    missing = missing_cards(seats, {("ada", "panel"), ("ben", "panel"), ("cy", "screen")})

    [discovery, empathy] = agenda(
        [weight("discovery", floor=3), weight("empathy")],
        [*rated("discovery", 2, 3), *rated("empathy", 4, 4)],
        missing=missing,
    )

    assert missing == [seats[2]]
    assert (discovery.n, discovery.awaited, discovery.flags) == (2, ("cy",), ("below_floor",))
    assert (empathy.n, empathy.awaited) == (2, ())


def test_without_any_card_every_skill_lacks_evidence() -> None:
    topics = agenda([weight("discovery", floor=3), weight("empathy")], [])

    assert [(topic.skill, topic.n, topic.mean, topic.flags) for topic in topics] == [
        ("discovery", 0, None, ("nobody_assessed",)),
        ("empathy", 0, None, ("nobody_assessed",)),
    ]


SKILLS = ("discovery", "selling", "empathy")
some_ratings = st.lists(
    st.builds(
        Rating,
        st.sampled_from(NAMES),
        st.sampled_from(["screen", "panel"]),
        st.sampled_from(SKILLS),
        st.none() | st.integers(1, 5),
        st.sampled_from(["", "ok", LONG]),
        st.none() | st.builds(Revision, st.none() | st.integers(1, 5), st.just("heard more")),
    ),
    unique_by=lambda each: (each.interviewer, each.stage, each.skill),
)


@PATIENT
@given(some_ratings.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_in_which_cards_came_in_changes_nothing(orders: tuple[list[Rating], list[Rating]]) -> None:
    weights = [weight(skill, row, floor=3) for row, skill in enumerate(SKILLS, start=1)]
    one, other = (agenda(weights, ratings, ROLES) for ratings in orders)

    assert one == other


@PATIENT
@given(some_ratings)
def test_every_skill_is_on_the_agenda_once_and_every_rating_under_its_skill(ratings: list[Rating]) -> None:
    topics = agenda([weight(skill) for skill in SKILLS], ratings)

    assert sorted(skills(topics)) == sorted(SKILLS)
    assert sum(len(topic.ratings) for topic in topics) == len(ratings)
    assert all(rating.skill == topic.skill for topic in topics for rating in topic.ratings)
    assert {t.skill: t.mean for t in topics if t.mean} == skill_means(ratings)


def test_recommendations_are_counted_as_words_in_the_order_of_the_scale(library: Library) -> None:
    counted = count_recommendations(["yes", "strong_no", "yes"], library.scale)

    assert list(counted.items()) == [("strong_no", 1), ("no", 0), ("yes", 2), ("strong_yes", 0)]


# The decision


def problems(
    decision: Decision, band: Band = "discuss", broken: Floors | None = None
) -> list[tuple[str, str]]:
    found = decision_findings(decision, Suggestion(band), broken or Floors(), FORM)
    return [(finding.place.path, finding.rule) for finding in found]


def test_a_decision_needs_a_person_a_choice_and_a_reason() -> None:
    assert problems(Decision("", None, " \n")) == [
        ("who", "decision"),
        ("choice", "decision"),
        ("reason", "decision"),
    ]
    assert problems(Decision("Ada Nowak", "hire", "discovery well above the bar")) == []


@pytest.mark.parametrize(
    ("choice", "band", "against"),
    [
        ("hire", "strong_yes", False),
        ("hire", "yes", False),
        ("hire", "discuss", False),
        ("hire", "no", True),
        ("decline", "strong_yes", True),
        ("decline", "yes", True),
        ("decline", "discuss", False),
        ("decline", "no", False),
    ],
)
def test_a_choice_against_the_suggestion_needs_a_reason_of_its_own(
    choice: Choice, band: Band, *, against: bool
) -> None:
    expected = [("override", "override")] if against else []

    assert problems(Decision("Ada", choice, "my reason"), band) == expected
    assert problems(Decision("Ada", choice, "my reason", " \n"), band) == expected
    assert problems(Decision("Ada", choice, "my reason", "and why"), band) == []


def test_hiring_over_a_broken_floor_needs_a_reason_and_declining_does_not() -> None:
    broken = Floors(below=("discovery",), unseen=("selling",))
    hire, decline = (Decision("Ada", choice, "my reason") for choice in ("hire", "decline"))

    found = list(decision_findings(hire, Suggestion("discuss", held_back=True), broken, FORM))

    assert [str(finding.message) for finding in found] == [
        "hiring below the floor of discovery needs a reason of its own",
        "hiring when nobody assessed selling needs a reason of its own",
    ]
    assert problems(decline, broken=broken) == []
    assert problems(Decision("Ada", "hire", "my reason", "she starts in training"), broken=broken) == []


@pytest.mark.parametrize("module", [scoring, debrief], ids=lambda each: each.__name__)
def test_no_arithmetic_makes_a_decision(module: object) -> None:
    """A decision is made by whoever fills in the form: nothing in the core calls it into being or names its choice."""
    tree = ast.parse(Path(str(getattr(module, "__file__", ""))).read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    said = {
        node.id if isinstance(node, ast.Name) else getattr(node, "value", None)
        for function in functions
        for line in function.body
        for node in ast.walk(line)
        if isinstance(node, (ast.Name, ast.Constant))
    }

    assert len(functions) > 10
    assert said & {"Decision", "decline", "reject", "rejected"} == set()


# Candidates side by side


def standing(name: str, mean: str | int | Fraction, coverage: str | int = 1) -> Standing:
    return Standing(name, Overall(Fraction(mean), Fraction(coverage)), Floors())


def names(table: SideBySide) -> list[list[str]]:
    return [[each.code_name for each in band] for band in table.bands]


EIGHT = [
    standing("Łoś", "4.5"),
    standing("Wren", "4.1"),
    standing("Otter", "3.6"),
    standing("Lynx", "3.6"),
    standing("Mole", "3.5"),
    standing("Żuk", "3"),
    standing("Crane", "2.5"),
    standing("Adder", "2.1"),
]
ERROR = StandardError(Fraction(9, 100), 8)  # differences up to 0.4242... are chance


def test_eight_candidates_stand_in_tie_bands_by_the_standard_error() -> None:
    table = side_by_side(EIGHT, ERROR)

    assert table.ordered
    assert names(table) == [["Łoś", "Wren"], ["Lynx", "Mole", "Otter"], ["Żuk"], ["Adder", "Crane"]]


@pytest.mark.parametrize(
    ("candidates", "error"),
    [(EIGHT[:7], ERROR), (EIGHT, None), ([*EIGHT[:7], standing("Stork", "4.9", "0.79")], ERROR)],
    ids=["seven", "no standard error", "the eighth is incomplete"],
)
def test_with_too_few_data_there_is_no_order_but_that_of_names(
    candidates: list[Standing], error: StandardError | None
) -> None:
    table = side_by_side(candidates, error)

    assert (table.ordered, table.apart) == (False, ())
    alphabet = ["Adder", "Crane", "Łoś", "Lynx", "Mole", "Otter", "Stork", "Wren", "Żuk"]
    assert names(table) == [[name for name in alphabet if name in {each.code_name for each in candidates}]]


def test_nobody_beside_nobody_is_an_empty_table() -> None:
    assert side_by_side([], ERROR) == SideBySide(ordered=False, bands=())


def test_a_candidate_with_too_little_assessed_stands_apart_from_the_bands() -> None:
    half, none = standing("Stork", 5, "0.79"), Standing("Bat", NOTHING_ASSESSED, Floors())

    table = side_by_side([half, *EIGHT, none], ERROR)

    assert table.apart == (none, half)
    assert names(table) == names(side_by_side(EIGHT, ERROR))


@pytest.mark.parametrize(("step", "bands"), [("0.4242", 1), ("0.4243", 8)])
def test_a_standard_error_of_three_tenths_ties_what_is_within_0_4243(step: str, bands: int) -> None:
    spaced = [standing(name, 1 + row * Fraction(step)) for row, name in enumerate("abcdefgh")]

    assert len(side_by_side(spaced, ERROR).bands) == bands


many = st.lists(st.integers(10, 50), min_size=8, max_size=14).map(
    lambda tenths: [standing(f"Bird {row:02}", Fraction(each, 10)) for row, each in enumerate(tenths)]
)


@PATIENT
@given(many, st.integers(0, 9).map(lambda tenths: StandardError(Fraction(tenths**2, 100), 8)))
def test_whoever_is_in_a_higher_band_is_ahead_by_more_than_chance(
    candidates: list[Standing], error: StandardError
) -> None:
    bands = [
        [each.overall.mean or Fraction(0) for each in band] for band in side_by_side(candidates, error).bands
    ]

    for higher, lower in pairwise(bands):
        assert min(higher) > max(lower)
        assert error.differ(min(higher), max(lower))
    assert sum(map(len, bands)) == len(candidates)


@PATIENT
@given(many.flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_in_which_candidates_came_changes_nothing(
    orders: tuple[Sequence[Standing], Sequence[Standing]],
) -> None:
    one, other = (side_by_side(candidates, ERROR) for candidates in orders)

    assert one == other


# The note for the candidate

LADDER = [Text(en=f"rung {number}", pl=f"stopień {number}") for number in range(1, 7)]


@pytest.mark.parametrize(
    ("mean", "shown", "further"),
    [("1", 0, 1), ("2.99", 1, 2), ("3", 2, 3), ("4.5", 3, 4), ("5", 4, 5)],
)
def test_the_note_tells_the_anchor_of_the_mean_rounded_down_and_the_next(
    mean: str, shown: int, further: int
) -> None:
    note = feedback({"discovery": Fraction(mean)}, {"discovery": LADDER})

    assert note == [FeedbackLine("discovery", LADDER[shown], LADDER[further])]


def test_at_the_top_of_the_ladder_nothing_comes_next() -> None:
    assert feedback({"discovery": Fraction(5)}, {"discovery": LADDER[:5]}) == [
        FeedbackLine("discovery", LADDER[4], None)
    ]


def test_the_note_leaves_out_what_nobody_assessed_and_keeps_the_order_of_the_anchors() -> None:
    anchors = dict.fromkeys(["selling", "empathy", "discovery"], LADDER)

    note = feedback({"discovery": Fraction(3), "selling": Fraction(3), "closing": Fraction(3)}, anchors)

    assert [line.skill for line in note] == ["selling", "discovery"]


def test_the_note_holds_nobody_s_words_or_name() -> None:
    canary = "canary " * 6
    ratings = [
        Rating("canary", "canary", "discovery", score, canary, Revision(4, canary)) for score in (2, 5)
    ]

    note = feedback(skill_means(ratings), {"discovery": LADDER})

    assert "canary" in repr(ratings)
    assert "canary" not in repr(note)
    assert [vars(line) for line in note] == [{"skill": "discovery", "shown": LADDER[2], "next": LADDER[3]}]
