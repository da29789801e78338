"""Kits of the real library: the rules they keep, their twin forms, their hash, their swaps, and what a candidate reads."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from choice_rules import legal, objective
from own_content import changed, with_copies

from hiring.findings import HiringError, Place
from hiring.formats import document_text
from hiring.frozen_kit import FORMS
from hiring.kit import Kit, Wish, make_kit, swapped
from hiring.kit_sheet import Heading, make_kit_sheet, make_prep_sheet, make_scorecard_sheet
from hiring.library import Library
from hiring.question_bank import Question
from hiring.shortfalls import shortfalls
from hiring.text import texts
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language, Level, Motion

WISHES = [pytest.param(level, motion, id=f"{level}-{motion}") for level in LEVELS for motion in MOTIONS]
every_kit = pytest.mark.parametrize(("level", "motion"), WISHES)


def questions(kit: Kit) -> list[Question]:
    return [question for stage in kit.stages for question in stage.questions]


def ids(kit: Kit) -> list[list[str]]:
    return [[question.id for question in stage.questions] for stage in kit.stages]


@every_kit
def test_a_kit_sees_every_skill_and_every_must_have_twice(
    level: Level, motion: Motion, library: Library
) -> None:
    kit = make_kit(Wish(level, motion), library)

    model = [weight for weight in library.skill_model(level).skills if motion in weight.motions]
    assert kit.skills == [weight.skill for weight in model]
    assert [skill for skill, times in kit.times_seen.items() if times == 0] == []
    assert [weight.skill for weight in model if weight.must_have and kit.times_seen[weight.skill] < 2] == []
    assert shortfalls(kit) == []


@every_kit
def test_a_kit_keeps_the_rules_of_a_choice_and_the_minutes_of_its_stages(
    level: Level, motion: Motion, library: Library
) -> None:
    kit = make_kit(Wish(level, motion), library)

    assert [stage.stage.id for stage in kit.stages] == library.skill_model(level).stages
    assert [each.stage.id for each in kit.stages if each.minutes > each.stage.minutes.core] == []
    assert legal(kit.problem, kit.choice)
    assert kit.value == type(kit.value)(*objective(kit.problem, kit.choice))


@every_kit
def test_a_kit_asks_only_what_suits_its_level_motion_skills_and_stage(
    level: Level, motion: Motion, library: Library
) -> None:
    kit = make_kit(Wish(level, motion), library)

    for stage in kit.stages:
        for question in stage.questions:
            assert (level in question.levels, motion in question.motions) == (True, True)
            assert question.type in stage.stage.methods
            assert question.skill in {*kit.skills, None}
        if stage.exercise:
            assert (level in stage.exercise.levels, motion in stage.exercise.motions) == (True, True)
            assert stage.exercise.method in stage.stage.methods
            assert {*stage.exercise.skill_ids} & {*kit.skills} <= {*stage.skills}


@every_kit
def test_form_b_asks_exactly_the_twins_of_form_a_in_the_same_places(
    level: Level, motion: Motion, library: Library
) -> None:
    first, second = (make_kit(Wish(level, motion, form=form), library) for form in FORMS)

    twins = [[question.pair or question.id for question in stage.questions] for stage in first.stages]
    assert ids(second) == twins
    assert [stage.exercise for stage in second.stages] == [stage.exercise for stage in first.stages]
    assert [stage.skills for stage in second.stages] == [stage.skills for stage in first.stages]


@every_kit
def test_no_kit_asks_a_question_with_its_twin(level: Level, motion: Motion, library: Library) -> None:
    for form in FORMS:
        asked = questions(make_kit(Wish(level, motion, form=form), library))

        assert {question.pair for question in asked} & {question.id for question in asked} == set()
        assert len({question.id for question in asked}) == len(asked)


@pytest.mark.parametrize("motion", MOTIONS)
@pytest.mark.parametrize(("level", "situational", "of"), [("junior", 2, 3), ("mid", 1, 2), ("senior", 1, 3)])
def test_the_mix_of_types_is_that_of_the_level(
    level: Level, situational: int, of: int, motion: Motion, library: Library
) -> None:
    types = [question.type for question in questions(make_kit(Wish(level, motion), library))]

    rated = types.count("situational") + types.count("behavioural")
    assert abs(types.count("situational") * of - rated * situational) * 2 <= of
    assert (types.count("motivation"), types.count("knowledge")) == (1, 2)


def test_a_kit_has_the_stages_wished_for_in_their_order(tmp_path: Path) -> None:
    library, _ = with_copies(tmp_path, "panel", 2)
    wished = ["panel", "screen", "panel_2"]

    kit = make_kit(Wish("mid", "full_cycle", stages=wished), library)

    assert [stage.stage.id for stage in kit.stages] == wished
    assert legal(kit.problem, kit.choice)
    assert {question.type for question in kit.stages[1].questions} >= {"motivation", "knowledge"}


def test_a_kit_of_no_stage_is_empty_and_has_a_hash(library: Library) -> None:
    kit = make_kit(Wish("mid", "full_cycle", stages=[]), library)

    assert (kit.stages, kit.times_seen, len(kit.hash)) == ([], dict.fromkeys(kit.skills, 0), 12)


def test_a_stage_that_stands_twice_is_refused_where_the_stages_are_named(library: Library) -> None:
    loop = Place("brief.yaml", 9, 1, "stages")

    with pytest.raises(HiringError) as refused:
        make_kit(Wish("mid", "full_cycle", stages=["panel", "screen", "panel"], loop=loop), library)

    assert str(refused.value) == "brief.yaml:9:1: error: the stage panel stands twice [same-stage-twice]"


def four_exercises(own: Path) -> tuple[Library, list[str]]:
    """Return a library where four stages have room for four exercises that all show communication, and their ids."""
    _, ids = with_copies(own, "role_play", 4)
    for name in ids:
        method = ["role_play"] if name in ids[:2] else ["work_sample"]
        changed(own, f"scorecards/stages/{name}.yaml", partial(dict.update, methods=method))
    left_out = partial(dict.update, levels=["senior"])
    for name in ("account_plan", "shortest_path"):
        changed(own, f"question_banks/exercises/{name}.yaml", left_out)
    plan = "question_banks/exercises/territory_plan.yaml"
    return changed(own, plan, show_communication_in_expansion), ids


def show_communication_in_expansion(data: Any) -> None:
    """Make an exercise show communication instead of its first skill, in every motion, with nothing at home."""
    old = data["skills"][0]["skill"]
    data["motions"] = [*MOTIONS]
    data["timing"]["home"] = 0
    for row in [*data["skills"], *data["observe"]]:
        row["skill"] = "communication" if row["skill"] == old else row["skill"]


def test_four_exercises_that_all_show_a_skill_are_not_set_in_one_kit(tmp_path: Path) -> None:
    library, ids = four_exercises(tmp_path)

    kit = make_kit(Wish("mid", "expansion", stages=ids), library)

    assert ["communication" in each.exercise.skill_ids for each in kit.stages if each.exercise] == [True] * 3
    assert kit.times_seen["communication"] == 3
    assert legal(kit.problem, kit.choice)
    assert sum("communication" in task.skills for task in kit.problem.tasks) == 4  # there was a fourth to set


@pytest.mark.parametrize("number", [2, 6])
def test_a_loop_of_exercises_alone_is_chosen_or_refused_at_once(number: int, tmp_path: Path) -> None:
    library, ids = with_copies(tmp_path, "role_play", number)
    start = time.thread_time()

    with suppress(HiringError):
        make_kit(Wish("senior", "full_cycle", stages=ids), library)

    assert time.thread_time() - start < 3


def test_stages_that_could_be_filled_in_too_many_ways_are_refused_in_words(tmp_path: Path) -> None:
    loop = Place("brief.yaml", 9, 1, "stages")
    library, ids = with_copies(tmp_path, "screen", 8)

    with pytest.raises(HiringError) as refused:
        make_kit(Wish("mid", "full_cycle", stages=ids, loop=loop), library)

    assert str(refused.value) == (
        "brief.yaml:9:1: error: there are too many ways to fill so many stages"
        " (leave a stage out, or give questions of one type the same minutes) [too-many-stages]"
    )


def test_another_seed_makes_another_kit_that_is_equally_good(library: Library) -> None:
    kits = [make_kit(Wish("mid", "full_cycle", seed=seed), library) for seed in range(5)]

    assert len({kit.hash for kit in kits}) == 5
    assert {kit.value for kit in kits} == {kits[0].value}


def test_a_second_process_makes_the_same_kit_with_the_same_hash(library: Library) -> None:
    code = (
        "from hiring.kit import Wish, make_kit; from hiring.library import Library\n"
        "print(make_kit(Wish('senior', 'expansion', form='B', seed=7), Library()).hash)"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert told.strip() == make_kit(Wish("senior", "expansion", form="B", seed=7), library).hash


def longer(text: dict[str, str]) -> None:
    """Add one letter to the Polish words of a text."""
    text["pl"] += "x"


def entry(data: Any, wanted: str) -> Any:
    """Return the question of an id from a bank's data."""
    return next(question for question in data["questions"] if question["id"] == wanted)


def weigh_more(data: Any) -> None:
    """Add one to the weight of a level's first skill."""
    data["skills"][0]["weight"] += 1


RUBRIC = "scorecards/rubrics/communication.yaml"
HASHED = {
    "an anchor": (RUBRIC, lambda data: longer(data["rungs"][3])),
    "a rung that another level sees": (RUBRIC, lambda data: longer(data["rungs"][-1])),
    "the name of a skill": (RUBRIC, lambda data: longer(data["name"])),
    "the definition of a skill": (RUBRIC, lambda data: longer(data["definition"])),
    "evidence": (RUBRIC, lambda data: longer(data["evidence"][0])),
    "a red flag": (RUBRIC, lambda data: longer(data["red_flags"][0])),
    "a probe of a rubric": (RUBRIC, lambda data: longer(data["probes"][0])),
    "what to ask instead": (
        "question_banks/not_to_ask.yaml",
        lambda data: longer(data["topics"][0]["instead"]),
    ),
    "what to do when a topic is brought up": (
        "question_banks/not_to_ask.yaml",
        lambda data: longer(data["volunteered"]),
    ),
    "a weight": ("skill_models/mid.yaml", weigh_more),
    "a stage": ("scorecards/stages/panel.yaml", lambda data: longer(data["opening"])),
    "the scale": ("scorecards/scale.yaml", lambda data: longer(data["not_assessed"]["meaning"])),
}


@pytest.mark.parametrize("part", ["text", "probes", "strong", "weak"])
def test_one_changed_letter_of_a_question_changes_the_hash(
    part: str, library: Library, tmp_path: Path
) -> None:
    wish = Wish("mid", "full_cycle")
    kit = make_kit(wish, library)
    question = next(question for question in questions(kit) if question.rated)

    def change(data: Any) -> None:
        texts = entry(data, question.id)[part]
        longer(texts if part == "text" else texts[0])

    other = make_kit(wish, changed(tmp_path, f"question_banks/{question.skill}.yaml", change))

    assert ids(other) == ids(kit)
    assert other.hash != kit.hash


@pytest.mark.parametrize(("name", "change"), HASHED.values(), ids=HASHED)
def test_one_changed_letter_of_what_a_kit_rests_on_changes_its_hash(
    name: str, change: Callable[[Any], None], library: Library, tmp_path: Path
) -> None:
    wish = Wish("mid", "full_cycle")

    assert make_kit(wish, changed(tmp_path, name, change)).hash != make_kit(wish, library).hash


def test_a_changed_exercise_changes_the_hash(library: Library, tmp_path: Path) -> None:
    wish = Wish("mid", "full_cycle")
    kit = make_kit(wish, library)
    [exercise] = [stage.exercise.id for stage in kit.stages if stage.exercise]

    own = changed(
        tmp_path, f"question_banks/exercises/{exercise}.yaml", lambda data: longer(data["key"][0]["text"])
    )

    assert make_kit(wish, own).hash != kit.hash


def test_a_copied_file_and_a_question_that_is_not_asked_leave_the_hash_as_it_was(
    library: Library, tmp_path: Path
) -> None:
    wish = Wish("mid", "full_cycle")
    kit = make_kit(wish, library)
    bank = "question_banks/negotiation.yaml"
    asked = {question.id for question in questions(kit)}
    silent = next(question.id for question in library.bank(bank) if question.id not in asked)

    same = changed(tmp_path, bank, lambda data: None)  # noqa: ARG005 - a plain copy
    other = changed(tmp_path, bank, lambda data: longer(entry(data, silent)["text"]))

    assert (make_kit(wish, same).hash, make_kit(wish, other).hash) == (kit.hash, kit.hash)


def one_changed(before: list[list[str]], after: list[list[str]]) -> list[tuple[str, str]]:
    """Return the (old, new) ids where two kits differ, place by place."""
    return [
        (old, new)
        for row, other in zip(before, after, strict=True)
        for old, new in zip(row, other, strict=True)
        if old != new
    ]


@every_kit
@pytest.mark.parametrize("form", FORMS)
def test_every_swap_offered_changes_one_question_and_keeps_the_rules(
    form: str, level: Level, motion: Motion, library: Library
) -> None:
    kit = make_kit(replace(Wish(level, motion), form="B" if form == "B" else "A"), library)

    for question in questions(kit):
        others = list(kit.instead(question.id))
        assert others != []
        for other, swap in others:
            assert one_changed(ids(kit), ids(swap)) == [(question.id, other.id)]
            assert legal(swap.problem, swap.choice)
            assert other.rated == question.rated
            assert {q.pair for q in questions(swap)} & {q.id for q in questions(swap)} == set()


def test_no_swap_is_offered_that_does_not_fit_the_minutes(tmp_path: Path) -> None:
    def five_minutes(data: Any) -> None:
        data["minutes"]["total"] = data["minutes"]["opening"] + data["minutes"]["closing"] + 5

    own = changed(tmp_path, "scorecards/stages/panel.yaml", five_minutes)
    kit = make_kit(Wish("mid", "full_cycle"), own)
    [question] = kit.stages[-1].questions

    others = [other for other, _ in kit.instead(question.id)]

    assert {other.minutes for other in others} == {5}
    assert len(others) > 3


def test_no_swap_is_offered_for_a_question_that_is_not_asked(library: Library) -> None:
    assert list(make_kit(Wish("mid", "full_cycle"), library).instead("nothing")) == []


def test_swaps_are_made_one_after_the_other_and_can_be_taken_back(library: Library) -> None:
    kit = make_kit(Wish("mid", "full_cycle"), library)
    first, second = (stage.questions[-1].id for stage in kit.stages[:2])
    new_first = next(other.id for other, _ in kit.instead(first))
    new_second = next(
        other.id for other, _ in swapped(kit, [(first, new_first)]).instead(second) if other.id != first
    )

    both = swapped(kit, [(first, new_first), (second, new_second)])
    back = swapped(both, [(new_second, second), (new_first, first)])

    assert sorted(one_changed(ids(kit), ids(both))) == sorted([(first, new_first), (second, new_second)])
    assert both.hash != kit.hash
    assert (back.choice, back.hash) == (kit.choice, kit.hash)


def refusal(kit: Kit, old: str, new: str) -> tuple[str, str, str]:
    """Return rule, message and suggestion of a swap that is refused."""
    with pytest.raises(HiringError) as refused:
        swapped(kit, [(old, new)])
    [finding] = refused.value.findings
    return finding.rule, str(finding.message), str(finding.suggestion)


PAGE = "the kit's page in the browser lists what can be"


def test_a_misspelt_question_to_ask_instead_is_told_with_the_nearest_that_can_be(library: Library) -> None:
    kit = make_kit(Wish("mid", "full_cycle"), library)
    old = kit.stages[1].questions[0].id

    for other, _ in kit.instead(old):
        typed = other.id[:-1] + "\N{MULTIPLICATION SIGN}"
        rule, message, suggestion = refusal(kit, old, typed)
        guess = suggestion.removeprefix("did you mean ").removesuffix("?")
        assert (rule, message) == ("swap", f"{typed} cannot be asked instead of {old}")
        assert guess in {each.id for each, _ in kit.instead(old)}


def test_a_question_that_nothing_is_like_is_refused_with_the_page_that_lists_all(library: Library) -> None:
    kit = make_kit(Wish("mid", "full_cycle"), library)
    old = kit.stages[1].questions[0].id

    assert refusal(kit, old, "##") == ("swap", f"## cannot be asked instead of {old}", PAGE)
    assert refusal(kit, "##", old) == ("swap", f"{old} cannot be asked instead of ##", PAGE)


def test_the_twin_of_a_question_cannot_be_asked_instead_of_it(library: Library) -> None:
    kit = make_kit(Wish("mid", "full_cycle"), library)
    old = kit.stages[1].questions[0]

    rule, message, suggestion = refusal(kit, old.id, str(old.pair))

    assert (rule, message) == ("swap", f"{old.pair} cannot be asked instead of {old.id}")
    assert suggestion in {PAGE, *(f"did you mean {other.id}?" for other, _ in kit.instead(old.id))}


def test_a_misspelt_question_of_the_kit_is_told_with_the_nearest_that_it_asks(library: Library) -> None:
    kit = make_kit(Wish("mid", "full_cycle"), library)
    asked = questions(kit)[3].id

    found = refusal(kit, f"{asked}x", questions(kit)[0].id)

    message = f"{questions(kit)[0].id} cannot be asked instead of {asked}x"
    assert found == ("swap", message, f"did you mean {asked}?")


HIDDEN = {"actor", "key", "observe", "red_flags", "steps", "purpose"}


def secrets(kit: Kit, language: Language) -> Iterator[str]:
    """Yield the sentences that only interviewers may read: of questions all, of exercises what is hidden."""
    for stage in kit.stages:
        told = [text for question in stage.questions for _, text in texts(question)]
        if stage.exercise:
            told += [text for path, text in texts(stage.exercise) if path[0] in HIDDEN]
        yield from (text[language] for text in told if len(text[language]) > 12)


def plain(text: str) -> str:
    """Return words alone: what escaping, quotes and line breaks cannot hide."""
    return "".join(sign for sign in text if sign.isalnum()).casefold()


@pytest.mark.parametrize("language", LANGUAGES)
@every_kit
def test_a_preparation_sheet_holds_nothing_that_only_interviewers_may_read(
    level: Level, motion: Motion, language: Language, library: Library
) -> None:
    for form in FORMS:
        kit = make_kit(Wish(level, motion, form=form), library)
        hidden = {plain(text) for text in secrets(kit, language)}

        facts = make_prep_sheet(kit.frozen, Heading(language))
        sheet = plain(json.dumps(facts, ensure_ascii=False))
        paper = plain(document_text("prep_sheet", "md", facts, language, None))
        told = plain(
            document_text("kit", "md", make_kit_sheet(kit.frozen, Heading(language), []), language, None)
        )

        assert [text for text in hidden if text in sheet or text in paper] == []
        assert len([text for text in hidden if text in told]) > 150  # interviewers do read them


@every_kit
def test_scorecards_show_every_skill_rated_in_each_stage_and_no_question(
    level: Level, motion: Motion, library: Library
) -> None:
    kit = make_kit(Wish(level, motion), library)

    sheet = make_scorecard_sheet(kit.frozen, Heading("en"))

    cards = [[rubric["skill"] for rubric in stage["rubrics"]] for stage in sheet["stages"]]
    words = plain(json.dumps(sheet, ensure_ascii=False))
    assert cards == [[*stage.skills] for stage in kit.stages if stage.skills]
    assert [text for text in secrets(kit, "en") if plain(text) in words] == []
