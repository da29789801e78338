"""What is practised for a job, and when a card is due again."""

import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Iterator

import pytest
from practice_lives import LIBRARY, TODAY, card, in_days, setup, whole_deck

from hiring.library import Library
from hiring.practice import Card, deck, due_for_each_score, reviewed
from hiring.question_bank import Question
from hiring.skill_model import SkillModel, of_motion
from hiring.vocabulary import LEVELS, MOTIONS, Level, Motion


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("motion", MOTIONS)
def test_a_deck_holds_every_question_of_the_job_once(level: Level, motion: Motion) -> None:
    cards = deck(level, motion, LIBRARY, ())
    skills = {None, *(each.skill for each in of_motion(LIBRARY.skill_model(level).skills, motion))}
    wanted = [
        question.id
        for bank in LIBRARY.banks
        for question in LIBRARY.bank(bank)
        if question.asked_at(level, motion) and question.practice and question.skill in skills
    ]

    assert Counter(each.id for one in cards for each in one.variants) == Counter(wanted)
    assert all({one.minutes} == {each.minutes for each in one.variants} for one in cards)
    assert all(one.id == min(each.id for each in one.variants) for one in cards)
    assert {len(one.variants) for one in cards} == {2}


def test_a_deck_begins_with_must_haves_and_ends_with_motivation() -> None:
    cards = deck("junior", "expansion", LIBRARY, ())
    weights = of_motion(LIBRARY.skill_model("junior").skills, "expansion")
    must_haves = {weight.skill for weight in weights if weight.must_have}
    order = list(dict.fromkeys(one.skill for one in cards))

    assert set(order[: len(must_haves)]) == must_haves
    assert order[-1] is None


def test_must_haves_go_first_whatever_their_weight_and_then_the_heavier() -> None:
    model = LIBRARY.skill_model("junior")
    heavy = {"empathy": 10, "coachability": 5}
    weights = [each.model_copy(update={"weight": heavy.get(each.skill, 1)}) for each in model.skills]

    class Weighted(Library):
        def skill_model(self, level: Level) -> SkillModel:
            return super().skill_model(level).model_copy(update={"skills": weights})

    order = list(dict.fromkeys(one.skill for one in deck("junior", "expansion", Weighted(), ())))

    must_haves = {each.skill for each in of_motion(model.skills, "expansion") if each.must_have}
    assert order[0] == "coachability"
    assert order[len(must_haves)] == "empathy"


def test_a_question_reserved_for_interviews_is_in_no_deck() -> None:
    reserved, twin = whole_deck("mid", "full_cycle")[0].variants

    class Reserved(Library):
        def questions_on(self, skills: Collection[str]) -> Iterator[Question]:
            for question in super().questions_on(skills):
                yield question.model_copy(update={"practice": question.id != reserved.id})

    asked = {each.id for one in deck("mid", "full_cycle", Reserved(), ()) for each in one.variants}

    assert (reserved.id in asked, twin.id in asked) == (False, True)


def test_a_hidden_question_leaves_its_twin_and_hidden_twins_leave_no_card() -> None:
    first, second, *others = whole_deck("mid", "full_cycle")
    hidden, twin = first.variants

    cards = deck("mid", "full_cycle", LIBRARY, [hidden.id, *(each.id for each in second.variants)])

    left = Card(first.id, first.skill, (twin,), first.minutes)
    assert sorted(cards, key=lambda one: one.id) == sorted([left, *others], key=lambda one: one.id)


def test_a_deck_does_without_fsrs() -> None:
    code = "import sys, hiring.practice; sys.exit('fsrs' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_variants_of_a_card_are_asked_in_turn() -> None:
    assert [card("a").variant(times).id for times in range(3)] == ["a", "a_twin", "a"]


def test_without_a_date_the_intervals_are_those_of_fsrs() -> None:
    due, day, intervals = None, TODAY, []
    for _ in range(4):
        due = reviewed(due, card("a"), 4, day, setup(30))
        assert due.due is not None
        intervals.append((due.due - day).days)
        day = due.due

    assert intervals == [2, 11, 46, 163]
    assert due is not None
    assert (due.times_seen, due.last_score, due.skill) == (4, 4, "a")


def test_a_better_score_comes_later_and_the_two_lowest_are_one() -> None:
    assert due_for_each_score(None, card("a"), TODAY, setup(30)) == {
        1: in_days(1),
        2: in_days(1),
        3: in_days(1),
        4: in_days(2),
        5: in_days(8),
    }


def test_no_interval_is_longer_than_half_the_days_left_and_the_last_day_is_the_one_before() -> None:
    found = [due_for_each_score(None, card("a"), TODAY, setup(30, left))[5] for left in (30, 9, 4, 2, 1, 0)]

    assert found == [in_days(8), in_days(4), in_days(2), in_days(1), None, None]


def test_a_second_answer_on_a_day_is_no_second_sight() -> None:
    once = reviewed(None, card("a"), 2, TODAY, setup(30))
    twice = reviewed(once, card("a"), 5, TODAY, setup(30))

    assert (twice.times_seen, twice.last_score) == (1, 5)
