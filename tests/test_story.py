"""Stories: what has to be mended, which skill they show, and which to tell for which question."""

from dataclasses import replace

import pytest

from hiring.library import Library
from hiring.practice import Card, deck
from hiring.story import LIMITS, Story, matrix, mistakes, story_of

STORY = Story(
    "The school that came back", "In March a school turned us down.", "I had to fill two places.",
    "I asked why and proposed a trial of two months.", "In June they signed for 2 years.", "", ("negotiation",), 1,
)  # fmt: skip
SKILLS = ("negotiation", "discovery", "selling")


def told(number: int, *skills: str) -> Story:
    return replace(STORY, id=number, title=f"Story {number}", skills=skills)


@pytest.fixture(scope="module")
def cards(library: Library) -> list[Card]:
    return deck("mid", "new_business", library, frozenset())


def behavioural(cards: list[Card], skill: str) -> list[Card]:
    return [card for card in cards if card.skill == skill and card.variants[0].type == "behavioural"]


def test_a_story_comes_back_from_plain_data_as_it_was() -> None:
    assert story_of(STORY.as_data(), 1) == STORY


def test_a_story_is_told_in_the_order_of_its_parts_without_empty_ones() -> None:
    assert STORY.text == f"{STORY.situation}\n{STORY.task}\n{STORY.action}\n{STORY.result}"
    assert replace(STORY, action=" ", result="").missing == ("action", "result")


def test_a_whole_story_has_nothing_to_mend() -> None:
    assert mistakes(STORY, SKILLS) == {}
    assert mistakes(replace(STORY, situation="", action="", result=""), SKILLS) == {}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"title": " "}, {"title"}),
        ({"title": "x" * (LIMITS["title"] + 1)}, {"title"}),
        ({"result": "x" * (LIMITS["result"] + 1)}, {"result"}),
        ({"task": "a\x00b", "learning": "a\x1bb"}, {"task", "learning"}),
        ({"skills": ()}, {"skills"}),
        ({"skills": ("negotiation", "negotiation")}, {"skills"}),
        ({"skills": (*SKILLS, "pipeline")}, {"skills"}),
        ({"skills": ("juggling",)}, {"skills"}),
    ],
)
def test_what_has_to_be_mended_is_told_by_field(change: dict[str, object], fields: set[str]) -> None:
    assert set(mistakes(replace(STORY, **change), SKILLS)) == fields  # type: ignore[arg-type]


def test_the_matrix_shows_each_skill_of_the_job_and_where_there_are_too_few(cards: list[Card]) -> None:
    first, second = told(1, "negotiation", "discovery"), told(2, "negotiation", "leadership")

    found = matrix([first, second], ["negotiation", "discovery", "pipeline"], cards)

    assert [(each.skill, each.stories) for each in found.shown] == [
        ("negotiation", (first, second)), ("discovery", (first,)), ("pipeline", ()),
    ]  # fmt: skip
    assert [each.skill for each in found.thin] == ["discovery", "pipeline"]


def test_every_behavioural_question_of_the_job_is_there_and_no_other(cards: list[Card]) -> None:
    found = matrix([], ["negotiation", "discovery"], cards)

    asked = [each.card for each in found.choices]
    assert asked == [
        card for card in cards if card in behavioural(cards, card.skill or "") and card.skill in SKILLS[:2]
    ]
    assert len(asked) > 3
    assert found.open == found.choices


def test_stories_take_turns_and_of_equals_the_one_of_fewer_skills_goes_first(cards: list[Card]) -> None:
    broad, narrow = told(1, "negotiation", "discovery"), told(2, "negotiation")
    asked = behavioural(cards, "negotiation")

    found = matrix([broad, narrow], ["negotiation"], asked)

    turns = [each.stories for each in found.choices]
    assert turns[:2] == [(narrow, broad), (broad, narrow)]
    assert found.questions_of(narrow) == asked[::2]
    assert found.questions_of(broad) == asked[1::2]


def test_a_story_told_for_another_skill_waits(cards: list[Card]) -> None:
    both, only = told(1, "negotiation", "discovery"), told(2, "discovery", "selling")
    asked = [behavioural(cards, "negotiation")[0], behavioural(cards, "discovery")[0]]

    found = matrix([both, only], ["negotiation", "discovery"], asked)

    assert [each.stories[0] for each in found.choices] == [both, only]


def test_of_equals_the_story_written_earlier_goes_first_whatever_its_id(cards: list[Card]) -> None:
    earlier, later = told(9, "negotiation"), told(3, "negotiation")

    found = matrix([earlier, later], ["negotiation"], behavioural(cards, "negotiation")[:1])

    assert found.choices[0].stories == (earlier, later)
