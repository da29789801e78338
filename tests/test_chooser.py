"""The chooser finds the best of all legal choices: a brute force over small problems knows no better."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from choice_rules import legal, legal_in_room, legal_together, objective, seen
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring import chooser
from hiring.choice import Ask, Choice, Problem, Room, Task, Wanted, value
from hiring.chooser import choose, too_large

TALK, TASKS, ALL = (
    frozenset({"behavioural", "situational"}),
    frozenset({"role_play"}),
    frozenset({"behavioural", "situational", "motivation", "knowledge"}),
)
METHODS = [
    ALL,
    TALK,
    TALK | TASKS,
    ALL | TASKS,
    TASKS,
    frozenset({"behavioural"}),
    frozenset({"situational", "motivation"}),
    frozenset({"knowledge", "role_play"}),
]
LENGTHS = {"behavioural": (7, 8), "situational": (5, 7), "knowledge": (2, 3), "motivation": (3, 4)}
Filled = tuple[tuple[Ask, ...], Task | None]
SHARES = [Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1)]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Two or three stages, two to four skills, four to seven questions, at most two exercises.

    An exercise may also show a skill that is not wanted.
    """
    skills = "abcd"[: draw(st.integers(2, 4))]
    rooms = st.builds(Room, st.sampled_from([14, 17, 22, 30, 9, 5]), st.sampled_from(METHODS))
    types = draw(st.lists(st.sampled_from([*LENGTHS, "behavioural", "situational"]), min_size=4, max_size=7))
    asks = [
        Ask(
            f"q{row}",
            None if kind == "motivation" else draw(st.sampled_from(skills)),
            kind,
            draw(st.sampled_from(LENGTHS[kind])),
        )
        for row, kind in enumerate(types)
    ]
    shown = st.frozensets(st.sampled_from([*skills, "unwanted"]), min_size=1, max_size=3)
    minutes, home = st.sampled_from([10, 15]), st.sampled_from([0, 30, 45])
    tasks = [
        Task(f"t{row}", draw(shown), "role_play", draw(minutes), draw(home))
        for row in range(draw(st.integers(0, 2)))
    ]
    return Problem(
        tuple(draw(st.lists(rooms, min_size=2, max_size=3))),
        tuple(Wanted(skill, draw(st.integers(1, 2)), draw(st.booleans())) for skill in skills),
        tuple(asks),
        tuple(tasks),
        draw(st.sampled_from(SHARES)),
        draw(st.integers(0, 3)),
    )


def legal_choices(problem: Problem) -> Iterator[Choice]:
    """Yield every legal choice, stage by stage."""
    rooms = [
        [
            (asks, task)
            for task in (None, *problem.tasks)
            for size in range(len(problem.asks) + 1)
            for asks in combinations(problem.asks, size)
            if legal_in_room(problem, row, asks, task)
        ]
        for row in range(len(problem.rooms))
    ]
    for filled in once_each(rooms):
        choice = Choice(tuple(asks for asks, _ in filled), tuple(task for _, task in filled))
        if legal_together(problem, choice):
            yield choice


def once_each(rooms: list[list[Filled]], used: frozenset[str] = frozenset()) -> Iterator[tuple[Filled, ...]]:
    """Yield every way to fill the stages in which no question and no exercise stands twice."""
    if not rooms:
        yield ()
        return
    for asks, task in rooms[0]:
        ids = {ask.id for ask in asks} | ({task.id} if task else set())
        if not ids & used:
            yield from (((asks, task), *rest) for rest in once_each(rooms[1:], used | ids))


@settings(max_examples=300, deadline=None)
@given(problems())
def test_no_legal_choice_is_better_than_the_chosen_one(problem: Problem) -> None:
    choice = choose(problem)

    best = max(objective(problem, each) for each in legal_choices(problem))
    assert legal(problem, choice)
    assert objective(problem, choice) == best


@settings(max_examples=100, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_value_told_of_a_choice_is_its_objective(problem: Problem, chance: random.Random) -> None:
    asks: list[list[Ask]] = [[] for _ in problem.rooms]
    for ask in problem.asks:
        chance.choice([*asks, []]).append(ask)
    tasks = [None, *problem.tasks, None, None]
    choice = Choice(tuple(map(tuple, asks)), tuple(tasks[: len(problem.rooms)]))

    told = value(problem, choice)

    assert (
        told.weight,
        told.must_haves_twice,
        told.must_haves,
        told.in_mix,
        told.minutes,
        told.must_have_weight_in_exercises,
        told.weight_in_exercises,
    ) == objective(problem, choice)


def large(seed: int, rooms: int = 4, copies: int = 3) -> Problem:
    """Return a problem of the library's size: eight skills, each kind of question on each `copies` times."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    kinds = [("behavioural", 7), ("situational", 5)]
    asks = [
        Ask(f"{skill}{kind}{copy}", skill, kind, minutes)
        for skill in "abcdefgh"
        for kind, minutes in kinds
        for copy in range(copies)
    ]
    asks += [Ask(f"m{copy}", None, "motivation", 4) for copy in range(copies)]
    asks += [Ask(f"k{copy}", "a", "knowledge", 2) for copy in range(copies)]
    return Problem(
        tuple(Room(chance.choice([22, 45]), chance.choice([ALL, TALK, TASKS])) for _ in range(rooms)),
        tuple(Wanted(skill, chance.randint(1, 3), chance.random() < 0.4) for skill in "abcdefgh"),
        tuple(asks),
        tuple(
            Task(f"t{row}", frozenset(chance.sample("abcdefgh", 3)), "role_play", 20, chance.choice([0, 30]))
            for row in range(6)
        ),
        chance.choice(SHARES),
    )


@pytest.mark.parametrize("seed", range(10))
def test_a_choice_of_the_librarys_size_keeps_the_rules_and_takes_few_seconds(seed: int) -> None:
    problem = large(seed)
    start = time.thread_time()

    choice = choose(problem)

    assert time.thread_time() - start < 5
    assert legal(problem, choice)


def test_exercises_alone_do_not_show_a_skill_more_than_three_times() -> None:
    tasks = tuple(Task(f"t{row}", frozenset("a"), "role_play", 10, 0) for row in range(4))
    problem = Problem((Room(10, TASKS),) * 4, (Wanted("a", 1, must_have=True),), (), tasks, Fraction(1, 2))

    assert seen(choose(problem)) == {"a": 3}


@pytest.mark.parametrize("seed", range(8))
def test_where_one_of_two_equal_weights_is_seen_it_is_the_must_have(seed: int) -> None:
    wanted = (Wanted("a", 1, must_have=False), Wanted("b", 1, must_have=True))
    asks = tuple(Ask(f"{skill}{kind}", skill, kind, 5) for skill in "ab" for kind in sorted(TALK))
    longer = Ask("long", "a", "situational", 7)  # better in mix and minutes, which count for less
    problem = Problem((Room(7, TALK),), wanted, (*asks, longer), (), Fraction(1), seed)

    assert seen(choose(problem)) == {"b": 1}


def test_preparation_at_home_is_an_hour_in_all() -> None:
    tasks = (Task("t0", frozenset("a"), "role_play", 10, 30), Task("t1", frozenset("b"), "role_play", 10, 31))
    problem = Problem(
        (Room(10, TASKS),) * 2,
        (Wanted("a", 1, must_have=False), Wanted("b", 2, must_have=False)),
        (),
        tasks,
        SHARES[0],
    )

    assert choose(problem).exercises == [tasks[1]]


@pytest.mark.parametrize("skill", ["motivation", "knowledge"])
def test_a_skill_may_bear_the_name_of_a_type(skill: str) -> None:
    rated, extra = Ask("r", skill, "behavioural", 7), Ask("e", skill, "knowledge", 3)
    methods = frozenset({"behavioural", "knowledge", "motivation"})
    problem = Problem(
        (Room(30, methods),), (Wanted(skill, 1, must_have=False),), (rated, extra), (), Fraction(0)
    )

    assert choose(problem) == Choice(((rated, extra),), (None,))


def test_nothing_to_ask_and_no_stage_at_all_are_empty_choices() -> None:
    nothing = Problem(
        (Room(30, ALL), Room(30, TASKS)), (Wanted("a", 1, must_have=True),), (), (), Fraction(1, 2)
    )

    assert choose(nothing) == Choice(((), ()), (None, None))
    assert choose(replace(nothing, rooms=())) == Choice((), ())


@settings(max_examples=60, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_questions_and_exercises_changes_nothing(
    problem: Problem, chance: random.Random
) -> None:
    asks, tasks = list(problem.asks), list(problem.tasks)
    chance.shuffle(asks)
    chance.shuffle(tasks)

    assert choose(replace(problem, asks=tuple(asks), tasks=tuple(tasks))) == choose(problem)


def chosen_in_words(seed: int) -> str:
    """Return a choice for a problem in words that are the same in every process."""
    choice = choose(large(seed))
    return f"{choice.asks} {[task and task.id for task in choice.tasks]}"


@pytest.mark.parametrize("hash_seed", ["1", "77"])
def test_a_fresh_interpreter_with_another_hash_seed_chooses_the_same(hash_seed: str) -> None:
    tests = Path(__file__).parent
    path = os.pathsep.join([str(tests), str(tests.parent)])

    told = subprocess.run(
        [sys.executable, "-c", "from test_chooser import chosen_in_words as c; print(c(1), c(5))"],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert told == f"{chosen_in_words(1)} {chosen_in_words(5)}\n"


def test_other_seeds_give_other_choices_that_are_equally_good() -> None:
    problem = large(1)

    choices = [choose(replace(problem, seed=seed)) for seed in range(10)]

    assert len(set(choices)) == 10
    assert {objective(problem, choice) for choice in choices} == {objective(problem, choices[0])}


def test_the_seed_chooses_among_questions_that_are_alike() -> None:
    asks = tuple(Ask(name, "a", "behavioural", 7) for name in ("one", "two", "three"))
    problem = Problem((Room(7, TALK),), (Wanted("a", 1, must_have=True),), asks, (), Fraction(0))

    assert {choose(replace(problem, seed=seed)).asks[0][0].id for seed in range(20)} == {
        "one",
        "two",
        "three",
    }


@pytest.mark.parametrize("seed", range(5))
def test_forty_times_the_questions_that_are_copies_make_nothing_better_nor_slow(seed: int) -> None:
    problem, plenty = large(seed, rooms=3), large(seed, rooms=3, copies=120)
    start = time.thread_time()

    chosen = choose(plenty)

    assert time.thread_time() - start < 5
    assert len(plenty.asks) == 40 * len(problem.asks)
    assert objective(plenty, chosen) == objective(problem, choose(problem))


ASKS = (Ask("b", "a", "behavioural", 7), Ask("s", "a", "situational", 5), Ask("k", "a", "knowledge", 2))
SCREEN, SITUATIONS = Room(14, TALK), Room(10, frozenset({"situational"}))
WAYS = len([(0, 0), (0, 1), (1, 0), (1, 1)])  # of one skill: no question, either type, both


@pytest.mark.parametrize(
    ("rooms", "count"),
    [
        ((), 1),
        ((SCREEN,), WAYS),
        ((SITUATIONS,), len([0, 1])),  # ten minutes ask one skill
        ((SCREEN, SITUATIONS, Room(60, TASKS)), WAYS * 2),
        ((SCREEN, SCREEN), WAYS * WAYS),
    ],
)
def test_the_most_shapes_are_the_counts_of_rated_questions_that_fit_multiplied_over_the_stages(
    rooms: tuple[Room, ...], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = Problem(rooms, (Wanted("a", 1, must_have=True),), ASKS, (), Fraction(1, 2))

    told = []
    for most in (count, count - 1):
        monkeypatch.setattr(chooser, "MOST_SHAPES", most)
        told.append(too_large(problem))

    assert told == [False, True]


@pytest.mark.parametrize(("rooms", "count"), [(0, 1), (1, 4), (2, 16), (3, 64)])
def test_the_most_settings_are_the_exercises_that_fit_and_none_multiplied_over_the_stages(
    rooms: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fit = [Task(f"t{row}", frozenset("a"), "role_play", 10, 0) for row in range(3)]
    others = [
        Task("long", frozenset("a"), "role_play", 11, 0),
        Task("x", frozenset("a"), "work_sample", 9, 0),
    ]
    problem = Problem(
        (*((Room(10, TASKS),) * rooms), SCREEN),
        (Wanted("a", 1, must_have=True),),
        (),
        (*fit, *others),
        Fraction(0),
    )

    told = []
    for most in (count, count - 1):
        monkeypatch.setattr(chooser, "MOST_SETTINGS", most)
        told.append(too_large(problem))

    assert told == [False, True]


def of_many_lengths(most: int, *minutes: int) -> Problem:
    """Return a problem of eight skills, with a question of each type and of each length from four minutes on."""
    asks = [
        Ask(f"{skill}{kind}{length}", skill, kind, length)
        for skill in "abcdefgh"
        for kind in sorted(TALK)
        for length in range(4, most + 1)
    ]
    rooms = tuple(Room(number, TALK) for number in minutes)
    return Problem(
        rooms,
        tuple(Wanted(skill, 1, must_have=True) for skill in "abcdefgh"),
        tuple(asks),
        (),
        Fraction(1, 2),
    )


@pytest.mark.parametrize("problem", ["9, 45", "6, 22, 45"])
def test_questions_of_many_lengths_are_chosen_from_or_too_large_in_little_time_and_memory(
    problem: str,
) -> None:
    code = (
        "from test_chooser import choose, of_many_lengths, too_large\n"
        f"problem = of_many_lengths({problem})\n"
        "too_large(problem) or choose(problem)"
    )
    tests = Path(__file__).parent

    ended = subprocess.run(
        ["sh", "-c", 'ulimit -t 5; ulimit -v 2000000; exec "$0" "$@"', sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
