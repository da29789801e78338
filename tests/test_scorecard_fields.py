"""A scorecard as fields and back: any words come back as they were typed, or are refused with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.findings import Said
from hiring.scorecard import Rated, Scorecard, missing
from hiring.scorecard_fields import (
    RECOMMENDED,
    SCORES,
    card_of,
    differing,
    field_findings,
    field_names,
    fields_of,
    fuller,
    picked,
)

SKILLS = ("discovery", "selling")
BLANK = dict.fromkeys(field_names(SKILLS), "")
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\t\n"), max_size=200
)
FIELDS = st.fixed_dictionaries(
    {
        **{f"evidence-{skill}": TEXTS for skill in SKILLS},
        **{f"score-{skill}": st.sampled_from(["", *SCORES]) for skill in SKILLS},
        "recommendation": st.sampled_from(["", *RECOMMENDED]),
        "notes": TEXTS,
    }
)


@given(FIELDS)
def test_whatever_is_typed_comes_back_as_it_was(fields: dict[str, str]) -> None:
    card = card_of(fields, SKILLS, Scorecard())

    assert list(field_findings(fields, SKILLS)) == []
    assert fields_of(card, SKILLS) == fields
    assert Scorecard.model_validate(card.model_dump()) == card


@given(st.dictionaries(st.sampled_from([*BLANK, "score-other", "state"]), st.text(max_size=50)))
def test_whatever_is_sent_is_kept_or_refused_and_never_breaks(sent: dict[str, str]) -> None:
    fields = picked(sent, SKILLS, BLANK)
    if not list(field_findings(fields, SKILLS)):
        assert fields_of(card_of(fields, SKILLS, Scorecard()), SKILLS) == fields


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_kind_of_line_end_is_kept_as_one_kind(end: str) -> None:
    assert picked({"notes": f"one{end}two"}, SKILLS, BLANK)["notes"] == "one\ntwo"


def test_evidence_before_a_choice_is_kept_and_still_asks_for_one() -> None:
    card = card_of({**BLANK, "evidence-discovery": "asked who decides"}, SKILLS, Scorecard())

    assert card == Scorecard(undecided={"discovery": "asked who decides"})
    assert [each.place.path for each in missing(card, SKILLS)] == [
        "score-discovery",
        "score-selling",
        "recommendation",
    ]


def test_not_assessed_is_a_choice_and_not_a_blank() -> None:
    card = card_of({**BLANK, "score-discovery": "none"}, SKILLS, Scorecard())

    assert card.ratings == {"discovery": Rated(score=None)}
    assert "score-discovery" not in {each.place.path for each in missing(card, SKILLS)}


def test_what_was_written_on_a_skill_taken_off_the_card_stays_for_its_return() -> None:
    both = card_of({**BLANK, "evidence-selling": "pitched", "score-selling": "2"}, SKILLS, Scorecard())

    less = card_of({**BLANK, "notes": "x"}, ["discovery"], both)

    assert fields_of(less, SKILLS)["evidence-selling"] == "pitched"
    assert [each.skill for each in less.as_ratings("", "", ["discovery"])] == ["discovery"]


def test_a_skill_that_the_page_did_not_have_keeps_what_it_has() -> None:
    before = {
        **BLANK,
        "evidence-selling": "pitched",
        "score-selling": "2",
        "notes": "n",
        "recommendation": "no",
    }

    assert picked({"evidence-discovery": "asked"}, SKILLS, before) == {
        **before,
        "evidence-discovery": "asked",
    }


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("notes", "x" * 10_001, "Notes: 10001 characters; at most 10000 are kept"),
        ("evidence-discovery", "x" * 4001, "discovery: 4001 characters; at most 4000 are kept"),
        ("notes", "a\0b", "Notes: a control character stands in the text; remove it"),
        ("evidence-selling", "\x1b[31m", "selling: a control character stands in the text; remove it"),
        ("score-selling", "6", "selling: choose one of those offered"),
        ("score-selling", "²", "selling: choose one of those offered"),
        ("recommendation", "maybe", "Own recommendation: choose one of those offered"),
    ],
)
def test_what_cannot_be_kept_is_told(name: str, text: str, words: str) -> None:
    found = list(field_findings({**BLANK, name: text}, SKILLS))

    assert [(each.place.path, each.message.told(str)) for each in found] == [(name, words)]
    assert found[0].message != Said()


@pytest.mark.parametrize("text", ["x" * 10_000, "🦊" * 10_000, "\n" * 10_000])
def test_notes_of_ten_thousand_characters_are_kept(text: str) -> None:
    assert list(field_findings({**BLANK, "notes": text}, SKILLS)) == []


def test_two_versions_differ_where_they_differ() -> None:
    assert differing({**BLANK, "notes": "a"}, {**BLANK, "score-selling": "1"}) == ["score-selling", "notes"]


@pytest.mark.parametrize(
    ("saved", "mine", "found"),
    [("", "mine", True), ("saved", "", False), ("one", "one and two", True), ("one and two", "one", False), ("a", "b", True)],
)  # fmt: skip
def test_of_two_versions_the_fuller_one_is_proposed(saved: str, mine: str, found: bool) -> None:  # noqa: FBT001
    assert fuller(saved, mine) is found
