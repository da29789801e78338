"""What is practised when: cards from the library, when each is due again, and the plan up to the interview."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from practice_lives import TODAY, born, broken_in, card, in_days, setup, whole_deck

from hiring import practice_plan
from hiring.practice import SCORES, Card, Due, Setup, reviewed
from hiring.practice_plan import LeftOut, Plan, plan
from hiring.practice_room import LAST_WEEK, Room

LIVES, PORTIONS = 500, 10


def history(for_what: Setup, **answers: list[tuple[int, int]]) -> dict[str, Due]:
    """Return how cards stand after answers, each so many days ago and with its score."""
    dues: dict[str, Due] = {}
    for name, given in answers.items():
        for ago, score in given:
            dues[name] = reviewed(dues.get(name), card(name), score, in_days(-ago), for_what)
    return dues


def lines(made: Plan) -> list[str]:
    """Return a line a day: the cards, similar ones with a tilde, again with a plus, those of weak skills with a mark."""
    marks = {"new": "", "similar": "~", "again": "+", "weak": "!"}
    return [
        " ".join([*(item.card + marks[item.why] for item in day.items), *["mock"] * day.mock])
        for day in made.days
    ]


def planned(for_what: Setup, cards: Sequence[Card], dues: dict[str, Due] | None = None, **more: date) -> Plan:
    return plan(for_what, cards, dues or {}, [], TODAY, days=70, **more)


FOUR = [card(name) for name in "abcd"]


def test_every_card_comes_twice_on_days_apart_with_the_mock_and_nothing_new_at_the_end() -> None:
    assert lines(planned(setup(10, 6), FOUR)) == ["a b", "c d", "a~ b~", "c~ d~", "mock", "a+ b+"]


def test_what_does_not_fit_twice_is_left_out_whole_and_told() -> None:
    made = planned(setup(10, 4), FOUR)

    assert lines(made) == ["a b", "a~ b~", "mock", "a+ b+"]
    assert made.left_out == (LeftOut("c", 0, "minutes"), LeftOut("d", 0, "minutes"))


def test_with_three_days_left_each_skill_comes_twice_and_there_are_no_days_for_more_but_of_weak_ones() -> (
    None
):
    made = planned(setup(60, 3), [*FOUR, card("a2"), card("c2"), card("d2")])

    assert lines(made) == ["a b c d a2", "mock", "a~ b~ c~ d~ a2~"]
    assert made.left_out == (LeftOut("c2", 0, "days"), LeftOut("d2", 0, "days"))


@pytest.mark.parametrize(
    ("left", "mock_done", "wanted"),
    [
        (3, None, ["a!", "mock", "a!"]),
        (3, -5, ["a!", "mock", "a!"]),
        (2, None, ["mock", "a!"]),
        (2, 0, ["", "a!"]),
        (1, None, ["mock"]),
        (1, -2, ["mock"]),
        (1, -1, ["a!"]),
        (1, 0, [""]),
        (0, None, []),
        (-4, None, []),
    ],
)
def test_the_mock_has_the_day_before_the_last_or_the_last(
    left: int, mock_done: int | None, wanted: list[str]
) -> None:
    what = setup(30, left)
    dues = history(what, a=[(6, 2), (3, 1)])
    done = {} if mock_done is None else {"mock_done": in_days(mock_done)}

    assert lines(planned(what, [card("a")], dues, **done)) == wanted


def test_a_card_begun_goes_before_new_ones_and_needs_one_more() -> None:
    what = setup(5, 6)

    made = planned(what, FOUR, history(what, d=[(2, 4)]))

    assert lines(made) == ["d~", "a", "b", "a~", "mock", "b~"]


def test_weak_skills_come_again_in_the_last_week() -> None:
    what = setup(20, 20)
    dues = history(what, a=[(1, 5)], b=[(1, 5)], c=[(2, 1), (1, 1)], d=[(2, 2), (1, 2)])

    made = planned(what, FOUR, dues)

    assert made.weak == ("c", "d")
    week = made.days[-7:-2]
    assert {item.card for day in week for item in day.items} == {"c", "d"}
    assert {item.why for day in week for item in day.items} == {"weak"}


def test_neighbours_differ_in_skill_while_another_is_left() -> None:
    cards = [card("a1"), card("a2"), card("a3"), card("b1")]
    dues = history(setup(20), a1=[(9, 3)], a2=[(9, 3)], a3=[(9, 3)], b1=[(9, 4)])

    assert lines(planned(setup(20), cards, dues))[0] == "a1~ b1~ a2~ a3~"
    assert lines(plan(setup(20), cards, dues, ["a1"], TODAY, days=1)) == ["b1~ a2~ a3~"]


def test_what_was_answered_today_and_not_scored_does_not_come_again_today() -> None:
    dues = history(setup(20), a=[(9, 3)])

    assert lines(plan(setup(20), [card("a")], dues, ["a"], TODAY, days=2)) == ["", "a~"]


def test_who_has_begun_without_motivation_gets_it_next() -> None:
    cards = [card("a"), card("b"), card("why", 4, "motivation")]

    assert lines(planned(setup(9), cards, history(setup(9), a=[(0, 4)])))[0] == "why b"


def test_a_question_on_motivation_is_among_the_first_and_knowledge_comes_after_rated_questions() -> None:
    cards = [
        *(card(f"{skill}{number}") for skill in "abcdefg" for number in (1, 2)),
        card("a0", 2, "knowledge"),
        card("why", 4, "motivation"),
    ]

    first = " ".join(lines(planned(setup(10, 40), cards))[:5]).split()

    assert "why" in first[:6]
    assert "a0" not in first


def lived_with(score: int, for_what: Setup, cards: Sequence[Card]) -> list[list[tuple[str, str]]]:
    """Return the cards answered each day, with why, by one who always gives the same score; planned after each answer."""
    by_id, dues, lived = {one.id: one for one in cards}, dict[str, Due](), list[list[tuple[str, str]]]()
    assert for_what.interview is not None
    for number in range((for_what.interview - TODAY).days):
        today: list[tuple[str, str]] = []
        while items := plan(for_what, cards, dues, [one for one, _ in today], in_days(number)).days[0].items:
            one = by_id[items[0].card]
            dues[one.id] = reviewed(dues.get(one.id), one, score, in_days(number), for_what)
            today.append((one.id, items[0].why))
        lived.append(today)
    return lived


@pytest.mark.parametrize("score", SCORES)
def test_no_skill_is_unseen_at_the_end_nor_waits_for_another_ones_second(score: int) -> None:
    cards = whole_deck("junior", "new_business")
    skill = {one.id: one.skill for one in cards}

    lived = lived_with(score, Setup("junior", "new_business", "en", 20, in_days(8)), cards)

    new = [skill[one] for day in lived for one, why in day if why == "new"]
    assert len(set(new)) == len(set(skill.values()))
    assert len(set(new)) == len(set(new[: len(set(new))]))


@pytest.mark.parametrize("score", SCORES)
def test_a_day_holds_one_question_on_motivation_and_two_on_a_skill(score: int) -> None:
    cards = whole_deck("junior", "new_business")
    skill = {one.id: one.skill for one in cards}

    lived = lived_with(score, Setup("junior", "new_business", "en", 20, in_days(20)), cards)

    for day in lived[:-LAST_WEEK]:
        on_skill = Counter(skill[one] for one, _ in day)
        assert on_skill.pop(None, 0) <= 1
        assert max(on_skill.values(), default=0) <= 2


def test_the_last_minutes_of_a_day_are_for_knowledge_of_a_skill_that_it_does_not_hold_yet() -> None:
    cards = [card("a"), card("b"), card("a0", 2, "knowledge"), card("b0", 2, "knowledge")]
    dues = history(setup(7), a=[(40, 4)], b=[(1, 5)])

    assert lines(planned(setup(7), cards, dues))[0] == "a~ b0"
    assert lines(planned(setup(12, 30), [*cards[:3], card("c")]))[:2] == ["a b", "c a0"]


def test_a_skills_second_question_waits_for_every_skills_first() -> None:
    cards = [card("a"), card("b", 7), card("a0", 2, "knowledge")]

    assert lines(planned(setup(9), cards))[:2] == ["a", "b a0"]
    assert lines(planned(setup(9, 30), cards))[:2] == ["a", "b a0"]


@pytest.mark.parametrize(("score", "why"), [(1, "weak"), (2, "weak"), (3, "again"), (5, "again")])
def test_a_skill_is_told_to_be_weak_below_the_middle_and_a_twin_not_seen_yet_is_similar(
    score: int, why: str
) -> None:
    cards = [card("a"), card("b")]
    once = planned(setup(10), cards, history(setup(10), a=[(9, score)]))
    twice = planned(setup(10), cards, history(setup(10), a=[(39, score), (38, score)]))

    assert (once.days[0].items[0].why, twice.days[0].items[0].why) == ("similar", why)


def test_minutes_of_today_are_those_that_are_left() -> None:
    made = plan(setup(10, 9), FOUR, {}, ["a"], TODAY)

    assert (made.done_today, lines(made)[0]) == (5, "b")


def test_a_card_longer_than_a_day_is_left_out() -> None:
    long = card("long", 25)

    assert planned(setup(20), [long]).left_out == (LeftOut("long", 0, "minutes"),)
    assert planned(setup(20, 20), [long]).left_out == (LeftOut("long", 0, "minutes"),)


def test_without_a_date_due_cards_go_first_weakest_skill_first_and_then_new_ones() -> None:
    what = setup(15)
    dues = history(what, b=[(9, 4)], d=[(9, 1)])

    made = planned(what, FOUR, dues)

    assert lines(made)[:2] == ["d~ b~ a", "c"]
    assert made.left_out == ()


def test_a_history_from_before_the_date_was_known_is_due_in_half_the_time() -> None:
    dues = history(setup(10), a=[(20, 5), (12, 5)], b=[(1, 5)], c=[(1, 5)])
    assert dues["a"].due is not None
    assert dues["a"].due > in_days(30)

    made = planned(setup(10, 12), FOUR, dues)

    assert "a+" in lines(made)[0]


def test_days_tells_how_many_are_listed_and_changes_nothing_else() -> None:
    cards = whole_deck("senior", "expansion")
    long = plan(setup(20, 40), cards, {}, [], TODAY, days=40)
    short = plan(setup(20, 40), cards, {}, [], TODAY, days=3)

    assert (short.days, short.left_out) == (long.days[:3], long.left_out)
    assert len(long.days) == 40


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_candidates_who_live_their_plans_get_what_was_promised(portion: int) -> None:
    seeds = range(portion, LIVES, PORTIONS)

    assert {seed: found for seed in seeds if (found := list(broken_in(born(seed))))} == {}


@pytest.mark.parametrize("seed", range(200))
def test_nothing_left_out_would_fit_and_weak_skills_wait_for_the_last_week(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms: list[Room] = []

    class Kept(Room):
        def __post_init__(self) -> None:
            super().__post_init__()
            rooms.append(self)

    monkeypatch.setattr(practice_plan, "Room", Kept)
    life = born(seed)
    made = life.plan(TODAY)
    for room in rooms:
        weakest, by_id = set(made.weak), {one.id: one for one in life.cards}
        if room.week <= 0:
            weakest.add(None)
        for out in made.left_out:
            one = by_id[out.card]
            seen = {each.skill for each in life.cards if each.id in life.dues}
            first = one.skill not in seen.union(each.skill for placed in room.placed for each in placed)
            start = 0 if first else room.start
            last_too = first or one.skill in weakest
            assert not fits(one, room, start, begun=out.times == 1, last_too=last_too)
        assert room.week <= 0 or not list(too_early(room, weakest))


def fits(out: Card, room: Room, start: int, *, begun: bool, last_too: bool) -> bool:
    """Whether a card could still be placed as often as it needs."""
    last = len(room.minutes) - 1
    days = [
        day
        for day, minutes in enumerate(room.minutes)
        if minutes >= out.minutes and (out.skill or all(one.skill for one in room.placed[day]))
    ]
    if begun:
        return bool(days)
    return any(
        start <= first < other and first < last - 1 and (other < last - 1 or last_too)
        for first in days
        for other in days
    )


def too_early(room: Room, weakest: set[str | None]) -> list[str]:
    """Return cards of weak skills that come again before the last week though it has room for them."""
    sights: dict[str, list[int]] = {}
    weak = {one.id: one for placed in room.placed for one in placed if one.skill in weakest}
    for day, placed in enumerate(room.placed):
        for one in placed:
            sights.setdefault(one.id, []).append(day)
    return [
        name
        for name, one in weak.items()
        if len(sights[name]) == 2 and sights[name][1] < room.week
        if any(minutes >= one.minutes for minutes in room.minutes[room.week : -2])
    ]
