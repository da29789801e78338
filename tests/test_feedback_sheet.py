"""The candidate's note: the ladder's own words, and nothing that anybody typed, scored or decided."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from records import TABLE, kit_of, record_of, whole_kit, worked

from hiring.debrief import Decision
from hiring.feedback_sheet import make_feedback_sheet
from hiring.formats import TEXTS, document_text
from hiring.frozen_kit import FrozenKit
from hiring.record import Card, Record, Verdict
from hiring.sample_record import sample_record
from hiring.scoring import Rating, Revision
from hiring.vocabulary import LANGUAGES, Language

CANARY = "canary"


def note(record: Record, language: Language = "en", contact: str | None = "jobs@northwind.example") -> str:
    return document_text("feedback", "md", make_feedback_sheet(record, language, contact), language, None)


def test_the_note_tells_the_anchor_reached_and_the_next_in_the_kit_s_own_words() -> None:
    kit = kit_of({"discovery": 1, "negotiation": 1, "pipeline": 1})
    record = record_of(kit, {"discovery": (4, 4, 3), "negotiation": (None,) * 3, "pipeline": (5, 5, 5)})
    ladder = kit.rubric("pipeline").rungs

    facts = make_feedback_sheet(record, "pl", "jobs@northwind.example")

    assert facts == {
        "opening": "Account Executive",
        "company": "Northwind Instruments",
        "level": "mid",
        "motion": "full_cycle",
        "lines": [
            {
                "skill": "discovery",
                "name": kit.rubric("discovery").name.pl,
                "shown": kit.anchors["discovery"][2].pl,
                "next": kit.anchors["discovery"][3].pl,
            },
            {
                "skill": "pipeline",
                "name": kit.rubric("pipeline").name.pl,
                "shown": kit.anchors["pipeline"][4].pl,
                "next": ladder[ladder.index(kit.anchors["pipeline"][4]) + 1].pl,
            },
        ],
        "not_assessed": [kit.rubric("negotiation").name.pl],
        "conversations": ["Rozmowa wstępna"],
        "scorecards": 3,
        "independent": True,
        "contact": "jobs@northwind.example",
        "contact_link": "mailto:jobs@northwind.example",
    }


def with_canaries(record: Record) -> Record:
    """Return a record in which everything that anybody types or is called holds a canary."""

    def sung(text: str) -> str:
        return f"{CANARY} {text} {CANARY}"

    def card(each: Card) -> Card:
        ratings = [
            Rating(
                sung(each.interviewer), rating.stage, rating.skill, rating.score, CANARY, Revision(4, CANARY)
            )
            for rating in each.ratings
        ]
        return replace(
            each, interviewer=sung(each.interviewer), ratings=tuple(ratings), notes=CANARY, typed_by=CANARY
        )

    decision = Decision(CANARY, "decline", CANARY, CANARY)
    return replace(
        record,
        candidate=CANARY,
        seats=tuple(replace(seat, interviewer=sung(seat.interviewer)) for seat in record.seats),
        cards=tuple(card(each) for each in record.cards),
        roles={sung(name): role for name, role in record.roles.items()},
        verdicts=(Verdict(decision, record.cards[0].submitted_at + timedelta(days=1), record.hash),),
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", TEXTS)
def test_nothing_that_anybody_typed_is_in_the_note(form: str, language: Language) -> None:
    record = with_canaries(sample_record(whole_kit(), "Account Executive", "Northwind", language))

    text = document_text("feedback", form, make_feedback_sheet(record, language), language, None)

    assert CANARY in repr(record.as_dict())
    assert CANARY not in text.casefold()
    assert "Northwind" in text


def test_two_records_that_reach_the_same_descriptions_give_the_same_note() -> None:
    """No score, spread or recommendation shines through: only the mean rounded down counts."""
    other = record_of(worked().kit, {**TABLE, "discovery": (5, 5, 4), "negotiation": (5, 2, 3)})
    other = replace(other, cards=tuple(replace(card, recommendation="strong_no") for card in other.cards))

    assert make_feedback_sheet(other, "en") == make_feedback_sheet(worked(), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_holds_no_number_but_that_of_the_cards(language: Language) -> None:
    record = worked()
    ours = {anchor[language] for row in record.kit.anchors.values() for anchor in row}

    text = note(record, language)

    for anchor in ours:
        text = text.replace(anchor.replace(" i ", " i\u00a0"), "").replace(anchor, "")
    lines = [line for line in text.splitlines() if not line.startswith("**")]
    assert re.findall(r"\d+", " ".join(lines)) == ["3"]


def test_the_note_says_what_it_rests_on_and_whom_to_write_to() -> None:
    text = note(worked())

    assert (
        "Conversations: Recruiter screen. Scorecards written about them: 3. Each was written without" in text
    )
    assert "Write to: [jobs@northwind.example](<mailto:jobs@northwind.example>)" in text
    assert "Answer the message that this note came with." in note(worked(), contact=None)


def test_a_note_on_cards_that_are_not_independent_does_not_say_that_they_are() -> None:
    record = worked()
    ada, ben, cyd = record.cards

    text = note(replace(record, cards=(ada, replace(ben, informed=True), cyd)))

    assert "without sight of the others" not in text


def test_a_note_on_nothing_says_what_was_not_seen_and_no_more() -> None:
    text = note(replace(worked(), cards=()))

    assert "## What you showed" not in text
    assert "We did not get to see these skills" in text
    assert "Discovery, Negotiation, Account growth, Pipeline management, Communication." in text


def test_at_the_top_of_the_ladder_the_note_says_so() -> None:
    kit = kit_of({"discovery": 1})
    rubric = kit.rubric("discovery")
    top = rubric.model_copy(update={"rungs": [*kit.anchors["discovery"]]})
    kit = FrozenKit.model_validate({**kit.model_dump(), "rubrics": [top.model_dump()]})
    record = record_of(kit, {"discovery": (5,)})

    assert "There is no step above this one" in note(record)
