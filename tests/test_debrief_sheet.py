"""What a debrief shows: the figures of the worked scorecard, each with its n, and both sides of every dispute."""

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import EVIDENCE, WEIGHTS, kit_of, record_of, whole_kit, with_card, worked

from hiring import scoring
from hiring.debrief_sheet import make_debrief, make_debrief_sheet
from hiring.record import Record
from hiring.sample_record import sample_record
from hiring.scoring import Revision
from hiring.vocabulary import LANGUAGES, Language


def sample(language: Language = "en") -> Record:
    return sample_record(whole_kit(), "Account Executive", "Northwind", language)


def figures(part: Any) -> Iterator[dict[str, Any]]:
    """Yield everything that looks like a figure, wherever in the facts."""
    if isinstance(part, dict):
        if "exact" in part or "shown" in part:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from figures(each)


def test_the_worked_scorecard_gives_its_published_figures() -> None:
    debrief = make_debrief(worked(), "en")

    assert debrief["overall"] == {
        "n": 15,
        "mean": {"exact": "221/60", "shown": "3.68", "n": 15},
        "percent": {"exact": "805/12", "shown": "67.1%", "n": 15},
        "coverage": {"exact": "1/1", "shown": "100%", "n": 5, "of": 5},
        "incomplete": False,
        "lowest": {"exact": "221/60", "shown": "3.68", "n": 15},
        "highest": {"exact": "221/60", "shown": "3.68", "n": 15},
    }
    assert debrief["floors"] == []
    assert debrief["suggestion"] == {
        "band": "yes",
        "text": "suggested by the scores: yes",
        "held_back": False,
    }


def test_the_worked_scorecard_is_talked_about_by_weight_and_spread() -> None:
    rows = [
        (each["skill"], each["mean"]["exact"], each["spread"]["exact"], each["deviation"]["exact"], each["r_wg"]["exact"],
         each["n"], [flag["flag"] for flag in each["flags"]])
        for each in make_debrief(worked(), "en")["agenda"]
    ]  # fmt: skip

    assert rows == [
        ("account_growth", "10/3", 2, "8/9", "1/3", 3, ["spread", "deviation"]),
        ("discovery", "13/3", 1, "4/9", "5/6", 3, []),
        ("negotiation", "10/3", 1, "4/9", "5/6", 3, []),
        ("communication", "13/3", 1, "4/9", "5/6", 3, []),
        ("pipeline", "3/1", 0, "0/1", "1/1", 3, []),
    ]


def test_a_topic_has_both_sides_with_their_anchors_and_all_ratings_in_the_order_of_speaking() -> None:
    record = worked()
    anchors = record.kit.anchors["account_growth"]

    topic = make_debrief(record, "en")["agenda"][0]

    rating = {"stage": "screen", "stage_name": "Recruiter screen", "evidence": EVIDENCE, "revised": None}
    assert topic["speakers"] == ["Cyd", "Ben", "Ada"]
    assert (topic["lowest"], topic["highest"]) == (
        {"score": 2, "anchor": anchors[1].en},
        {"score": 4, "anchor": anchors[3].en},
    )
    assert topic["ratings"] == [
        {"interviewer": "Cyd", "score": 4, "side": "highest", **rating},
        {"interviewer": "Ben", "score": 4, "side": "highest", **rating},
        {"interviewer": "Ada", "score": 2, "side": "lowest", **rating},
    ]
    assert [flag["text"] for flag in topic["flags"]] == [
        "the highest score is 2 points above the lowest",
        "the scores are 0.89 points from their mean on average; more than 0.83 is wide apart",
    ]


def test_a_mean_below_the_floor_stands_beside_any_mean_and_holds_the_suggestion_back() -> None:
    debrief = make_debrief(worked({"account_growth": 4, "discovery": 4}), "en")

    assert debrief["floors"] == [
        {
            "skill": "account_growth",
            "name": "Account growth",
            "must_have": True,
            "floor": 4,
            "mean": {"exact": "10/3", "shown": "3.33", "n": 3},
            "text": "below floor: Account growth",
        }
    ]
    assert debrief["suggestion"]["band"] == "discuss"
    assert debrief["suggestion"]["held_back"]
    assert debrief["agenda"][0]["flags"][0] == {
        "flag": "below_floor",
        "text": "the mean of 3.33 (n = 3) is below the floor of 4",
    }


def test_what_was_not_assessed_lowers_coverage_and_opens_bounds() -> None:
    kit = kit_of({"communication": 3, "negotiation": 2, "pipeline": 3}, {"negotiation": 3})
    debrief = make_debrief(
        record_of(kit, {"communication": (4,), "negotiation": (None,), "pipeline": (3,)}), "en"
    )

    told = debrief["overall"]
    assert {name: told[name]["shown"] for name in ("mean", "coverage", "lowest", "highest", "percent")} == {
        "mean": "3.50", "coverage": "75%", "lowest": "2.88", "highest": "3.88", "percent": "62.5%"
    }  # fmt: skip
    assert (told["n"], told["coverage"]["n"], told["coverage"]["of"], told["incomplete"]) == (2, 2, 3, True)
    assert [each["text"] for each in debrief["floors"]] == ["must-have that nobody assessed: Negotiation"]
    assert [each["mean"] for each in debrief["floors"]] == [None]


def test_a_single_score_agrees_with_nothing() -> None:
    [topic] = make_debrief(record_of(kit_of({"discovery": 1}), {"discovery": (4,)}), "en")["agenda"]

    assert (topic["n"], topic["mean"]["shown"]) == (1, "4.00")
    assert (topic["spread"], topic["deviation"], topic["r_wg"], topic["lowest"]) == (None,) * 4


def test_before_any_card_there_is_no_figure_and_everybody_is_awaited() -> None:
    record = replace(worked(), cards=())

    debrief = make_debrief(record, "en")

    assert (debrief["overall"]["mean"], debrief["overall"]["percent"], debrief["overall"]["n"]) == (
        None,
        None,
        0,
    )
    assert debrief["overall"]["lowest"] == {"exact": "1/1", "shown": "1.00", "n": 0}
    assert debrief["scorecards"] == {"n": 0, "of": 3}
    assert [each["awaited"] for each in debrief["agenda"]] == [["Ada", "Ben", "Cyd"]] * 5


def test_first_and_revised_ratings_stand_side_by_side_and_moves_are_counted() -> None:
    record = worked()
    ada = record.cards[0]
    changed = [
        replace(rating, revised=Revision(3, "heard the tape")) if rating.skill == "account_growth" else rating
        for rating in ada.ratings
    ]

    debrief = make_debrief(with_card(record, 0, replace(ada, ratings=tuple(changed))), "en")

    topic = debrief["agenda"][0]
    assert topic["mean"] == {"exact": "10/3", "shown": "3.33", "n": 3}
    assert topic["revised_mean"] == {"exact": "11/3", "shown": "3.67", "n": 3}
    assert topic["ratings"][2]["score"] == 2
    assert topic["ratings"][2]["revised"] == {"score": 3, "reason": "heard the tape"}
    assert debrief["moves"] == {"changed": 1, "towards": 1, "away": 0, "n": 15}
    assert [each["revised_mean"] for each in debrief["agenda"][1:]] == [None] * 4


def test_missing_typed_and_informed_cards_are_named_with_their_stage() -> None:
    debrief = make_debrief(sample(), "en")

    screen = {"stage": "screen", "stage_name": "Recruiter screen"}
    assert debrief["from_paper"] == [{"interviewer": "Ben", **screen, "typed_by": "Ada"}]
    assert debrief["informed"] == [{"interviewer": "Cyd", **screen}]
    assert debrief["missing"] == [
        {
            "interviewer": "Cyd",
            "stage": "role_play",
            "stage_name": "Role-play or work sample",
            "skills": ["Negotiation", "Communication", "Empathy"],
        }
    ]
    assert debrief["scorecards"] == {"n": 5, "of": 6}


def test_recommendations_are_counted_in_the_order_of_the_scale() -> None:
    told = [
        (each["id"], each["name"], each["count"], each["n"])
        for each in make_debrief(sample("pl"), "pl")["recommendations"]
    ]

    assert told == [
        ("strong_no", "Zdecydowanie nie", 0, 5),
        ("no", "Nie", 2, 5),
        ("yes", "Tak", 2, 5),
        ("strong_yes", "Zdecydowanie tak", 1, 5),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [worked, sample])
def test_every_figure_has_its_n_and_is_shown_as_it_is(language: Language, make: Any) -> None:
    facts = make_debrief(make(), language)

    found = list(figures(facts))
    assert len(found) > 15
    assert [each for each in found if not isinstance(each["n"], int)] == []
    for each in (each for each in found if "shown" in each and not each["shown"].endswith("%")):
        assert each["shown"] == scoring.shown(Fraction(each["exact"]), language)
    assert json.loads(json.dumps(facts)) == facts


def test_in_polish_numbers_and_words_are_polish() -> None:
    debrief = make_debrief(worked({"account_growth": 4}), "pl")

    assert debrief["overall"]["mean"]["shown"] == "3,68"
    assert debrief["floors"][0]["text"] == "poniżej progu: Rozwój klienta"
    assert debrief["agenda"][0]["flags"][0]["text"] == "średnia 3,33 (n = 3) jest poniżej progu 4"


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(5)), st.permutations(range(6)))
def test_the_order_in_which_the_record_was_read_changes_nothing(cards: list[int], seats: list[int]) -> None:
    record = sample()
    mixed = replace(
        record,
        cards=tuple(
            replace(record.cards[row], ratings=record.cards[row].ratings[::-1]) for row in cards
        ),
        seats=tuple(record.seats[row] for row in seats),
        roles=dict(list(record.roles.items())[::-1]),
    )  # fmt: skip

    assert make_debrief_sheet(mixed, "en") == make_debrief_sheet(record, "en")
    assert mixed.hash == record.hash


def test_the_sheet_rests_on_the_kit_and_the_record_that_it_names() -> None:
    record = worked()

    sheet = make_debrief_sheet(record, "en")

    assert (sheet["kit"], sheet["hash"]) == ({"hash": record.kit.hash}, record.hash)
    assert set(WEIGHTS) == {each["skill"] for each in sheet["debrief"]["agenda"]}
