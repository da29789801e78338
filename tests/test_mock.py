"""A mock interview and what it tells, by hand for small ones and over every level and motion for whole ones."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from own_content import library_of

from hiring.answer import Answer, Review
from hiring.library import Library
from hiring.mock import Mock, Step, all_asked, is_over, main_skill, mock, next_step, plain, stages_of
from hiring.mock_summary import (
    SelfRating,
    SkillInMock,
    StageTime,
    has_descriptions,
    next_cards,
    self_rating,
    stage_time,
    summary,
)
from hiring.practice import Due, deck
from hiring.vocabulary import LEVELS, MOTIONS, Level, Motion

START = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
JOBS = [(level, motion) for level in LEVELS for motion in MOTIONS]


@pytest.fixture(scope="module")
def small(library: Library) -> Mock:
    """Return the first two stages' worth of a real mock interview."""
    whole = mock("junior", "full_cycle", library, (), 1)
    return Mock(whole.level, whole.motion, whole.stages[:2])


def answered(  # noqa: PLR0913 - all that an answer of a mock has
    number: int,
    stage: int,
    question: str,
    *,
    text: str = "five words and some more",
    kept: bool = True,
    score: int | None = None,
    minutes: int = 3,
    seconds: int | None = None,
) -> Answer:
    end = START + timedelta(minutes=minutes)
    review = Review(score, "Named a number.", date(2027, 3, 1), end) if score else None
    return Answer(
        number,
        question,
        question,
        1,
        stage,
        text,
        seconds,
        1,
        "e",
        1,
        START,
        end,
        end if kept else None,
        review,
    )


def all_answered(wanted: Mock, score: int | None, start: int = 1) -> list[Answer]:
    places = [(row, each) for row, stage in enumerate(wanted.stages) for each in stage.asked]
    return [answered(start + n, row, each, score=score) for n, (row, each) in enumerate(places)]


@pytest.mark.parametrize(("level", "motion"), JOBS)
def test_every_level_and_motion_has_a_whole_one_without_what_is_hidden(
    library: Library, level: Level, motion: Motion
) -> None:
    first = mock(level, motion, library, (), 1)
    hidden = {each for stage in first.stages for each in stage.asked}

    second = mock(level, motion, library, hidden, 1)

    asked = [each for stage in second.stages for each in stage.asked]
    assert [stage.id for stage in first.stages] == list(library.skill_model(level).stages)
    assert {stage.id for stage in second.stages} <= {stage.id for stage in first.stages}
    assert hidden & set(asked) == set()
    assert len(asked) == len(set(asked)) > 10
    assert set(asked) == set(all_asked(second, library, hidden))


@pytest.mark.parametrize(("level", "motion"), JOBS)
def test_mocks_differ_and_the_same_number_gives_the_same(
    library: Library, level: Level, motion: Motion
) -> None:
    mocks = [mock(level, motion, library, (), number) for number in (1, 2, 3)]

    asked = [{each for stage in found.stages for each in stage.questions} for found in mocks]
    assert mocks[1] == mock(level, motion, library, (), 2)
    shared = [len(a & b) / len(a) for a, b in ((asked[0], asked[1]), (asked[1], asked[2]))]
    assert [share < 0.75 for share in shared] == [True, True], shared
    assert len(asked[0] & asked[2]) / len(asked[0]) < 0.75


@pytest.mark.parametrize(("level", "motion"), JOBS)
def test_what_is_asked_are_cards_of_the_deck_that_fit_the_minutes(
    library: Library, level: Level, motion: Motion
) -> None:
    found = mock(level, motion, library, (), 3)

    asked = all_asked(found, library, ())
    in_deck = {each.id for card in deck(level, motion, library, ()) for each in card.variants}
    assert {each for stage in found.stages for each in stage.questions} - in_deck == set()
    assert [
        stage.id for stage in found.stages if sum(asked[each].minutes for each in stage.asked) > stage.minutes
    ] == []
    assert [stage.id for stage in found.stages if stage.exercise] == ["role_play"]


def test_nothing_reserved_for_interviews_is_asked(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "question_banks"
    folder.mkdir()
    for name in library.banks:
        text = library.path(name).read_text("utf-8")
        (tmp_path / name).write_text(
            text.replace("    minutes: ", "    practice: false\n    minutes: "), "utf-8"
        )

    own = library_of(tmp_path)
    reserved = mock("mid", "full_cycle", own, (), 1)
    earlier = mock("mid", "full_cycle", library, (), 1)

    assert [each.id for each in earlier.stages if set(each.asked) & set(all_asked(earlier, own, ()))] == [
        "role_play"
    ]
    assert [each.questions for each in reserved.stages] == [()]
    assert [each.exercise is not None for each in reserved.stages] == [True]


def test_where_everything_is_hidden_there_are_no_stages(library: Library) -> None:
    everything = {each.id for name in library.banks for each in library.bank(name)}
    everything |= {each.id for each in library.exercises()}

    assert mock("senior", "expansion", library, everything, 1).stages == ()


def test_stages_come_back_from_plain_data_as_they_were(small: Mock) -> None:
    assert stages_of(plain(small.stages)) == small.stages


def test_an_exercise_is_rated_on_the_skill_that_weighs_most_among_those_of_the_level(
    library: Library,
) -> None:
    call = library.exercise("discovery_call")

    assert main_skill(call, ["communication", "discovery"]) == "discovery"
    assert main_skill(call, ["communication", "selling"]) == "communication"
    assert main_skill(call, ["leadership"]) == "discovery"


def test_a_stage_is_answered_whole_then_rated_then_comes_the_next(small: Mock, library: Library) -> None:
    asked, first = all_asked(small, library, ()), small.stages[0].questions
    every = [answered(n, 0, each) for n, each in enumerate(first, start=1)]
    rated = [answered(n, 0, each, score=3) for n, each in enumerate(first, start=1)]

    found = [
        next_step(small, [], asked),
        next_step(small, [answered(1, 0, first[0], kept=False)], asked),
        next_step(small, every[:2], asked),
        next_step(small, every, asked),
        next_step(small, [*rated[:1], *every[1:]], asked),
        next_step(small, rated, asked),
        next_step(small, all_answered(small, 3), asked),
    ]

    assert found == [
        Step("answer", 0, first[0]),
        Step("answer", 0, first[0]),
        Step("answer", 0, first[2]),
        Step("rate", 0, first[0], 1),
        Step("rate", 0, first[1], 2),
        Step("answer", 1, small.stages[1].questions[0]),
        Step("end", 2),
    ]
    assert [is_over(small, 0, every[:2], asked), is_over(small, 0, every, asked)] == [False, True]


def test_what_was_left_out_is_not_rated_and_what_is_hidden_by_now_is_passed_over(
    small: Mock, library: Library
) -> None:
    first = small.stages[0].questions
    asked = all_asked(small, library, {first[0]})
    every = [answered(n, 0, each, text="") for n, each in enumerate(first[1:], start=2)]

    assert next_step(small, [], asked) == Step("answer", 0, first[1])
    assert next_step(small, every, asked) == Step("answer", 1, small.stages[1].questions[0])


def told(wanted: Mock, answers: Sequence[Answer], library: Library, **coached: set[str]) -> list[SkillInMock]:
    notes = {int(number.removeprefix("n")): rules for number, rules in coached.items()}
    found = summary(wanted, answers, all_asked(wanted, library, ()), notes, [], {})
    return [*found.strengths, *found.gaps]


def test_strengths_are_rated_four_or_three_where_the_rules_find_nothing(
    small: Mock, library: Library
) -> None:
    asked = all_asked(small, library, ())
    first = next(each for each in small.stages[0].questions if has_descriptions(asked[each]))

    def seen(score: int | None, **coached: set[str]) -> list[bool]:
        answers = [answered(1, 0, first, score=score)]
        return [each.is_strength for each in told(small, answers, library, **coached) if each.answered]

    assert [seen(4), seen(3), seen(3, n1=set()), seen(3, n1={"filler"})] == [[True], [], [True], []]
    assert [seen(4, n1={"no_result"}), seen(2, n1=set()), seen(None, n1=set())] == [[True], [False], []]


def test_gaps_are_rated_two_or_lower_or_not_answered(small: Mock, library: Library) -> None:
    asked = all_asked(small, library, ())
    low = summary(small, all_answered(small, 2), asked, {}, [], {})
    none = summary(small, [], asked, {}, [], {})
    middling = summary(small, all_answered(small, 3), asked, {}, [], {})

    assert (
        {each.skill for each in low.gaps}
        == {each.skill for each in none.gaps}
        == {each.skill for each in asked.values()}
    )
    assert {each.mean for each in low.gaps} == {Fraction(2)}
    assert (middling.strengths, middling.gaps) == ((), ())


def test_weak_skills_are_gaps_beside_those_not_answered_and_go_first(small: Mock, library: Library) -> None:
    asked = all_asked(small, library, ())
    first = small.stages[0].questions[0]
    answers = [answered(1, 0, first, score=2)]

    found = summary(small, answers, asked, {}, [], {}).gaps

    own = asked[first].skill
    assert (found[0].skill, found[0].mean) == (own, Fraction(2))
    assert {each.skill for each in found} == {each.skill for each in asked.values()}
    assert [each.answered for each in found[1:]] == [0] * (len(found) - 1)


def test_only_questions_that_are_rated_by_descriptions_make_a_strength(small: Mock, library: Library) -> None:
    asked = all_asked(small, library, ())
    places = [(row, key) for row, stage in enumerate(small.stages) for key in stage.asked]
    answers = [
        answered(number, row, key, score=5)
        for number, (row, key) in enumerate(places)
        if not has_descriptions(asked[key])
    ]

    assert answers
    assert summary(small, answers, asked, {}, [], {}).strengths == ()


def test_time_is_from_opening_to_keeping_and_a_break_counts_at_most_twice_the_minutes(
    small: Mock, library: Library
) -> None:
    asked, first = all_asked(small, library, ()), small.stages[0].questions
    planned = asked[first[1]].minutes
    answers = [
        answered(1, 0, first[0], minutes=3),
        answered(2, 0, first[1], minutes=600),
        answered(3, 0, first[2], minutes=1, seconds=240),
        answered(4, 0, first[3], minutes=9, text=""),
        answered(5, 1, small.stages[1].questions[0], minutes=2),
    ]

    assert stage_time(small, 0, answers, asked) == StageTime("screen", 22, 3 + 2 * planned + 4, 3, 5)
    assert stage_time(small, 1, answers, asked).used == 2


def test_own_ratings_are_held_against_the_rules_from_six_typed_answers_on(
    small: Mock, library: Library
) -> None:
    asked = all_asked(small, library, ())
    built = [each for stage in small.stages for each in stage.questions if asked[each].source.rated][:3]  # type: ignore[union-attr]
    scores, nothing = (5, 4, 1, 3, 2, 4), set[str]()
    notes = ({"no_result", "filler"}, {"filler"}, nothing, {"we"}, {"no_result"}, {"no_action"})
    answers = [answered(n, 0, each, score=scores[n]) for n, each in enumerate([*built, *built])]
    coached = dict(enumerate(notes))

    assert self_rating(answers, asked, coached) == SelfRating(6, 2, 1)
    assert self_rating(answers[:5], asked, coached) is None
    assert self_rating(answers, asked, {0: set()}) is None


def test_answers_on_knowledge_and_motivation_are_not_held_against_rules_on_structure(
    small: Mock, library: Library
) -> None:
    asked = all_asked(small, library, ())
    others = [key for key, each in asked.items() if not each.source.rated]  # type: ignore[union-attr]
    answers = [answered(n, 0, each, score=5) for n, each in enumerate([*others, *others, *others])]

    assert len(answers) >= 4
    assert self_rating(answers, asked, {each.id: set() for each in answers}) is None


def test_next_come_five_cards_not_answered_first_then_each_skill_weakest_first(library: Library) -> None:
    cards = deck("junior", "full_cycle", library, ())
    by_skill = {card.skill: card for card in reversed(cards)}
    scores = {"negotiation": 1, "communication": 2, "selling": 5}
    dues = {
        by_skill[skill].id: Due(by_skill[skill].id, skill, None, 1, score, {})
        for skill, score in scores.items()
    }
    open_one = next(card for card in cards if card.skill == "selling" and card.id not in dues)

    found = next_cards({open_one.variants[-1].id}, cards, dues)

    assert [found[0], found[1], found[2]] == [open_one, by_skill["negotiation"], by_skill["communication"]]
    assert len({card.id for card in found}) == 5
    assert by_skill["selling"] not in found


def test_the_same_things_told_in_the_same_order(small: Mock, library: Library) -> None:
    cards = deck("junior", "full_cycle", library, ())
    asked, answers = all_asked(small, library, ()), all_answered(small, 2)

    first, second = (summary(small, answers, asked, {}, cards, {}) for _ in range(2))

    assert first == second
    assert len(first.next_cards) == 5
