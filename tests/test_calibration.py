"""Example answers to rate, and how far ratings are from the descriptions and from those of others."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from own_content import changed, library_of

from hiring.calibration import Calibration, Compared, Given, Others, Round, Sample, choose, compare, samples
from hiring.library import Library
from hiring.phrases import phrases
from hiring.skill_model import of_motion
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Level, Motion

JOBS = list(product(LEVELS, MOTIONS))


def rounds(level: Level, motion: Motion, number: int, library: Library) -> Iterator[list[Sample]]:
    """Yield what one person gets, round after round."""
    rated: frozenset[str] = frozenset()
    for each in range(1, number + 1):
        chosen = choose(Round(level, motion, person=7, number=each, rated=rated), library)
        rated |= {sample.id for sample in chosen}
        yield chosen


def given(*pairs: tuple[int, int], level: Level = "mid") -> list[Given]:
    """Return ratings of examples a, b, c and so on from scores and references."""
    return [Given(name, level, *pair) for name, pair in zip("abcdefghi", pairs, strict=False)]


@pytest.mark.parametrize(("level", "motion"), JOBS)
def test_five_rounds_have_three_new_examples_each_at_every_level_and_motion(
    level: Level, motion: Motion, library: Library
) -> None:
    skills = library.skill_model(level).skills_for(motion)
    every = list(rounds(level, motion, 5, library))

    for chosen in every:
        weak, second, strong = sorted(sample.reference for sample in chosen)
        assert (weak <= 2, second >= 3, strong >= 4) == (True, True, True)
        assert len({sample.skill for sample in chosen} & set(skills)) == 3
        assert all(sample.example.text[language].split() for sample in chosen for language in LANGUAGES)
    assert len({sample.id for chosen in every for sample in chosen}) == 15


@pytest.mark.parametrize(("level", "motion"), JOBS)
def test_a_reference_is_the_score_whose_anchor_is_the_examples_rung(
    level: Level, motion: Motion, library: Library
) -> None:
    pool = list(samples(level, motion, library))

    assert len({sample.id for sample in pool}) == len(pool) >= 25
    for sample in pool:
        anchors = dict(library.anchors(sample.skill, level))
        assert anchors[sample.reference] == library.rubric(sample.skill).rungs[sample.example.rung - 1]
        assert sample.question.asked_at(level, motion)


def test_one_example_is_a_point_less_at_the_next_level(library: Library) -> None:
    references = {
        level: {each.id: each.reference for each in samples(level, "expansion", library)} for level in LEVELS
    }
    shared = references["junior"].keys() & references["mid"].keys()

    steps = {
        references["junior"][each] - references["mid"][each]
        for each in shared
        if each.startswith("problem_solving")
    }

    assert steps == {1}


@pytest.mark.parametrize(("level", "motion"), JOBS)
def test_the_first_round_is_of_must_haves(level: Level, motion: Motion, library: Library) -> None:
    weights = of_motion(library.skill_model(level).skills, motion)
    [chosen] = rounds(level, motion, 1, library)

    assert {sample.skill for sample in chosen} <= {each.skill for each in weights if each.must_have}


def test_the_references_of_a_round_differ_where_they_can(library: Library) -> None:
    every = (choose(Round("junior", "new_business", person, 1), library) for person in range(6))

    assert [len({sample.reference for sample in chosen}) for chosen in every] == [3] * 6


def test_an_example_that_the_level_does_not_see_or_rate_is_left_out(tmp_path: Path, library: Library) -> None:
    stay = next(samples("mid", "expansion", library)).example.model_dump()

    def outside(data: Any) -> None:
        for question in data["questions"]:
            question["examples"] = [{**stay, "rung": rung} for rung in (1, 2, 6, 7)]

    def unrated(data: Any) -> None:
        for question in data["questions"]:
            question["examples"] = [{**stay, "rung": 3}]

    changed(tmp_path, "question_banks/knowledge.yaml", unrated)
    pool = list(samples("mid", "expansion", changed(tmp_path, "question_banks/communication.yaml", outside)))

    assert {each.example.rung for each in pool if each.skill == "communication"} == {2, 6}
    assert {each.question.type for each in pool} == {"behavioural", "situational"}


def test_when_everything_has_been_rated_there_are_still_three(library: Library) -> None:
    rated = frozenset(sample.id for sample in samples("senior", "expansion", library))

    chosen = choose(Round("senior", "expansion", 7, 40, rated), library)

    assert len({sample.skill for sample in chosen}) == 3


def test_a_new_example_of_another_skill_goes_before_a_rated_one_of_a_must_have(library: Library) -> None:
    pool = list(samples("junior", "expansion", library))
    new = next(each for each in pool if each.reference <= 2 and each.skill == "organisation")
    rated = frozenset(sample.id for sample in pool) - {new.id}

    assert new in choose(Round("junior", "expansion", 7, 40, rated), library)


def test_what_others_have_rated_goes_before_what_nobody_has(library: Library) -> None:
    first = {sample.id for sample in choose(Round("mid", "expansion", 1, 1), library)}
    alone = {sample.id for sample in choose(Round("mid", "expansion", 2, 1), library)}
    together = choose(Round("mid", "expansion", 2, 1, rated_by_others=frozenset(first)), library)

    assert alone != first
    assert {sample.id for sample in together} == first


def test_the_same_round_is_the_same_again_and_people_and_rounds_differ(library: Library) -> None:
    def ids(person: int, number: int) -> tuple[str, ...]:
        return tuple(sample.id for sample in choose(Round("mid", "full_cycle", person, number), library))

    assert ids(1, 1) == ids(1, 1)
    assert len({ids(person, number) for person in range(1, 6) for number in range(1, 4)}) > 10


def test_the_place_of_an_example_does_not_tell_its_reference(library: Library) -> None:
    places = {
        [sample.reference <= 2 for sample in choose(Round("mid", "expansion", person, 1), library)].index(
            True
        )
        for person in range(12)
    }

    assert places == {0, 1, 2}


def test_an_id_lasts_until_a_letter_of_the_example_changes(library: Library, tmp_path: Path) -> None:
    name = "question_banks/discovery.yaml"

    def move(data: Any) -> None:
        data["questions"].reverse()

    def mend(data: Any) -> None:
        for question in data["questions"]:
            for example in question.get("examples", ()):
                example["text"]["pl"] += "!"

    def ids(other: Library) -> set[str]:
        return {each.id for each in samples("mid", "full_cycle", other) if each.skill == "discovery"}

    assert ids(changed(tmp_path / "moved", name, move)) == ids(library)
    assert not ids(changed(tmp_path / "mended", name, mend)) & ids(library)


def without(tmp_path: Path, rungs: set[int]) -> Library:
    """Return the library without the examples for some rungs."""

    def drop(data: Any) -> None:
        for question in data["questions"]:
            kept = [each for each in question.pop("examples", []) if each["rung"] not in rungs]
            question.update({"examples": kept} if kept else {})

    for name in library_of(tmp_path).banks:
        changed(tmp_path, name, drop)
    return library_of(tmp_path)


def test_content_without_a_weak_example_gives_two_and_without_any_none(tmp_path: Path) -> None:
    wanted = Round("junior", "expansion", 7, 1)

    no_weak = choose(wanted, without(tmp_path / "strong", {1, 2}))
    nothing = choose(wanted, without(tmp_path / "none", set(range(8))))

    assert [sample.reference >= 4 for sample in no_weak] == [True, True]
    assert nothing == []


def test_ratings_are_compared_with_the_references() -> None:
    found = compare(given((5, 4), (4, 2), (1, 4)))

    assert [line.given.difference for line in found.lines] == [1, 2, -3]
    assert (found.n, found.leniency, found.distance) == (3, Fraction(0), Fraction(2))


@pytest.mark.parametrize(
    ("score", "reference", "words", "polish"),
    [
        (4, 4, "the same as the description", "tak jak w opisie"),
        (
            5,
            4,
            "within a point of the description, on the lenient side",
            "w granicach punktu od opisu, w stronę łagodności",
        ),
        (
            3,
            4,
            "within a point of the description, on the severe side",
            "w granicach punktu od opisu, w stronę surowości",
        ),
        (4, 2, "2 points more lenient than the description", "łagodniej niż w opisie o 2 punkty"),
        (1, 5, "4 points more severe than the description", "surowiej niż w opisie o 4 punkty"),
    ],
)
def test_a_difference_is_told_in_words(score: int, reference: int, words: str, polish: str) -> None:
    said = Given("a", "mid", score, reference).told()

    assert (str(said), said.told(phrases("pl").gettext)) == (words, polish)


def test_others_are_told_from_two_on_without_names_and_by_their_first_rating() -> None:
    own = given((5, 4), (3, 2), (4, 4))
    kim = [*given((4, 4), (2, 2)), Given("a", "mid", 1, 4)]
    lee = given((3, 4))
    ann = [*given((3, 4)), *given((1, 3), (1, 1), level="senior")]

    found = compare(own, [kim, lee, ann])

    assert found == Calibration(
        (
            Compared(own[0], Others(3, Fraction(10, 3), lowest=3, highest=4)),
            Compared(own[1]),
            Compared(own[2]),
        )
    )
    assert [line.from_others for line in found.lines] == [Fraction(5, 3), None, None]


def test_two_ratings_of_one_person_are_not_two_others() -> None:
    twice = [*given((4, 4)), *given((3, 4))]

    assert compare(given((5, 4)), [twice]).lines[0].others is None
    assert compare(given((5, 4)), [twice, given((5, 4))]).lines[0].others == Others(2, Fraction(9, 2), 4, 5)


def test_the_figures_of_others_are_told_as_each_language_writes_them() -> None:
    others = Others(3, Fraction(10, 3), lowest=3, highest=4)

    assert str(others.told("en")) == "rated by 3 others: 3.33 on average, from 3 to 4"
    assert others.told("pl").told(phrases("pl").gettext) == "oceny innych osób: 3; średnia 3,33, od 3 do 4"


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([], ["nothing has been rated yet"]),
        (
            [(5, 4), (4, 2), (4, 4)],
            [
                "1.00 points more lenient than the descriptions on average (ratings: 3)",
                "1.00 points away from the descriptions on average",
                "fewer than 9 ratings are too few to speak of a habit",
            ],
        ),
        (
            [(4, 5), (2, 2), (3, 4), (1, 1), (2, 4), (5, 5), (4, 4), (2, 1), (3, 3)],
            [
                "0.33 points more severe than the descriptions on average (ratings: 9)",
                "0.56 points away from the descriptions on average",
            ],
        ),
        (
            [(4, 2), (2, 4), (3, 3)],
            [
                "neither lenient nor severe on average (ratings: 3)",
                "1.33 points away from the descriptions on average",
                "fewer than 9 ratings are too few to speak of a habit",
            ],
        ),
    ],
)
def test_leniency_and_distance_are_told_with_their_number(
    pairs: list[tuple[int, int]], told: list[str]
) -> None:
    assert [str(said) for said in compare(given(*pairs)).told("en")] == told


def test_leniency_is_told_in_polish() -> None:
    said = compare(given((5, 4), (4, 2), (3, 4))).told("pl")

    assert [each.told(phrases("pl").gettext) for each in said] == [
        "średnio łagodniej niż w opisach o 0,67 punktu (ocen: 3)",
        "średnia odległość od opisów: 1,33 punktu",
        "ocen jest mniej niż 9: za mało, by mówić o nawyku",
    ]
