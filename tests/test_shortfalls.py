"""What a kit leaves open is told with its place, and what is suggested truly mends it."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from own_content import changed, library_of, put, read, with_copies

from hiring.findings import Finding, Place, Severity
from hiring.kit import Kit, Wish, make_kit
from hiring.library import Library
from hiring.shortfalls import shortfalls
from hiring.vocabulary import LEVELS, Level, Motion

LOOP = Place("brief.yaml", 7, 1, "stages")
NO_SINGLE = "no single change is enough: use more stages, or longer ones"
STAGES = ["manager_interview", "panel", "role_play", "screen"]


PAIRS = list(combinations(STAGES, 2))


def resize(own: Path, stage: str, core: int) -> Library:
    """Return a library in which a stage has so many core minutes."""
    name = f"scorecards/stages/{stage}.yaml"
    data = read(library_of(own), name)
    data["minutes"]["total"] = data["minutes"]["opening"] + core + data["minutes"]["closing"]
    return put(own, name, data)


def without_questions(own: Path, skill: str, level: Level) -> Library:
    """Return a library whose bank on a skill has no question for a level."""
    name = f"question_banks/{skill}.yaml"
    kept = [question for question in read(Library(), name)["questions"] if level not in question["levels"]]
    return put(own, name, {"questions": kept})


def with_more_questions(own: Path, skill: str, level: Level, motion: Motion) -> Library:
    """Return a library with three more questions of each type on a skill."""
    name = f"question_banks/{skill}.yaml"
    data, shipped = read(library_of(own), name), read(Library(), name)["questions"]
    for kind in ("behavioural", "situational"):
        sample = next(question for question in shipped if question["type"] == kind)
        sample = {key: value for key, value in sample.items() if key != "pair"}
        data["questions"] += [
            {**sample, "id": f"own_{kind}_{row}", "levels": [level], "motions": [motion]} for row in range(3)
        ]
    return put(own, name, data)


def values(finding: Finding) -> Mapping[str, str]:
    return {name: str(value) for name, value in finding.suggestion.values}


def mended(kit: Kit, finding: Finding, own: Path) -> Kit:
    """Return the kit made again, once what a finding suggests is done in a copy of its own folder."""
    wish, told, words = kit.wish, values(finding), finding.suggestion.words
    loop = [stage.id for stage in kit.loop]
    if words.startswith("add the stage"):
        return make_kit(replace(wish, stages=[*loop, *told.values()]), kit.library)
    if words == "leave this stage out":
        left = [stage for stage in loop if stage != Path(finding.place.file).stem]
        return make_kit(replace(wish, stages=left), kit.library)
    if kit.library.own:
        shutil.copytree(kit.library.own, own)
    else:
        own.mkdir()
    if words.startswith("give"):
        core = kit.library.stage(told["stage"]).minutes.core + int(told["minutes"])
        return make_kit(wish, resize(own, told["stage"], core))
    if words.startswith("add questions"):
        return make_kit(wish, with_more_questions(own, told["skill"], wish.level, wish.motion))
    assert words == "the shortest takes %(minutes)s"
    return make_kit(wish, resize(own, Path(finding.place.file).stem, int(told["minutes"])))


def gap(finding: Finding) -> tuple[str, str]:
    """Return what makes two findings tell of the same gap: the rule, and the skill or stage."""
    told = {name: str(value) for name, value in finding.message.values}
    return finding.rule, told.get("skill", told.get("stage", ""))


def not_mended(kit: Kit, folder: Path) -> list[str]:
    """Return the findings that are still there when what they suggest is done."""
    findings = shortfalls(kit)
    left: dict[tuple[str, Place], list[tuple[str, str]]] = {}
    for finding in findings:
        mend = str(finding.suggestion), finding.place
        if mend not in left:
            left[mend] = [*map(gap, shortfalls(mended(kit, finding, folder / f"mended-{len(left)}")))]
    return [str(each) for each in findings if gap(each) in left[str(each.suggestion), each.place]]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return an own folder with nothing in it yet."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def minutes_of(library: Library, stage: str) -> str:
    """Return where a stage's minutes stand."""
    return str(library.place(f"scorecards/stages/{stage}.yaml", "minutes"))


def test_a_stage_too_short_for_anything_is_told_with_the_minutes_that_it_needs(
    own: Path, tmp_path: Path
) -> None:
    library = resize(own, "panel", 4)
    kit = make_kit(Wish("mid", "full_cycle", loop=LOOP), library)

    [finding] = shortfalls(kit)
    assert str(finding) == (
        f"{minutes_of(library, 'panel')}: error: nothing fits into the 4 minutes that panel leaves for questions"
        " or an exercise (the shortest takes 5) [empty-stage]"
    )
    assert not_mended(kit, tmp_path) == []


def test_five_minutes_ask_one_short_question_and_hold_no_exercise(own: Path, tmp_path: Path) -> None:
    resize(own, "panel", 5)
    library = resize(own, "role_play", 5)
    kit = make_kit(Wish("mid", "full_cycle", loop=LOOP), library)

    empty, *rest = shortfalls(kit)

    assert [len(stage.questions) for stage in kit.stages if stage.stage.id == "panel"] == [1]
    assert str(empty) == (
        f"{minutes_of(library, 'role_play')}: error: nothing fits into the 5 minutes that role_play leaves for"
        " questions or an exercise (the shortest takes 45) [empty-stage]"
    )
    assert [(each.rule, str(each.suggestion)) for each in rest] == [
        ("must-have-once", "give manager_interview 5 minutes more")
    ]
    assert not_mended(kit, tmp_path) == []


def test_one_stage_is_not_enough_for_all_must_haves_and_one_more_is(library: Library, tmp_path: Path) -> None:
    kit = make_kit(Wish("mid", "full_cycle", stages=["manager_interview"], loop=LOOP), library)

    findings = shortfalls(kit)

    musts = [weight.skill for weight in kit.weights if weight.must_have]
    unseen = [skill for skill in kit.skills if kit.times_seen[skill] == 0]
    once = [skill for skill in musts if kit.times_seen[skill] == 1]
    assert {(*gap(finding), finding.place, finding.severity) for finding in findings} == {
        *(("skill-not-seen", skill, LOOP, Severity.ERROR) for skill in unseen),
        *(("must-have-once", skill, LOOP, Severity.ERROR) for skill in once),
    }
    told = {(finding.rule, str(finding.suggestion)) for finding in findings}
    assert {mend for rule, mend in told if rule == "must-have-once"} == {"add the stage panel"}
    assert {mend for rule, mend in told if rule == "skill-not-seen"} == {
        "give manager_interview 5 minutes more",
        "give manager_interview 15 minutes more",
    }
    assert not_mended(kit, tmp_path) == []


def test_each_reason_is_told_in_words(library: Library) -> None:
    kit = make_kit(Wish("mid", "full_cycle", stages=["manager_interview"], loop=LOOP), library)

    told = {gap(finding): str(finding.message) for finding in shortfalls(kit)}

    for (rule, skill), words in told.items():
        if rule == "skill-not-seen":
            assert words == f"{skill} is not seen in any stage: the minutes are taken by other skills"
        else:
            why = "no other stage has the method and the minutes for it"
            assert words == f"the must-have {skill} is seen only once: {why}"


def test_a_skill_whose_questions_are_all_gone_asks_for_questions(own: Path, tmp_path: Path) -> None:
    library = without_questions(own, "discovery", "mid")
    kit = make_kit(Wish("mid", "full_cycle", stages=["panel", "manager_interview"], loop=LOOP), library)

    [finding] = [each for each in shortfalls(kit) if gap(each)[1] == "discovery"]

    assert (finding.place, finding.rule) == (LOOP, "skill-not-seen")
    assert str(finding.suggestion) == "add questions on it to question_banks/discovery.yaml"
    assert not_mended(kit, tmp_path) == []


def test_a_skill_that_nothing_shows_at_all_names_the_bank_to_fill(own: Path, tmp_path: Path) -> None:
    library = without_questions(own, "discovery", "mid")
    for name in library.names("question_banks/exercises"):
        data = read(library, name)
        put(own, name, {**data, "levels": ["junior"]})
    kit = make_kit(
        Wish("mid", "full_cycle", stages=["panel", "manager_interview"], loop=LOOP), library_of(own)
    )

    [finding] = [each for each in shortfalls(kit) if gap(each)[1] == "discovery"]

    assert str(finding) == (
        "brief.yaml:7:1: error: discovery is not seen in any stage: no further question or exercise on it is for"
        " this level and motion (add questions on it to question_banks/discovery.yaml) [skill-not-seen]"
    )
    assert not_mended(kit, tmp_path) == []


def test_a_kit_without_stages_is_one_finding(library: Library) -> None:
    kit = make_kit(Wish("mid", "full_cycle", stages=[], loop=LOOP), library)

    assert [str(finding) for finding in shortfalls(kit)] == [
        "brief.yaml:7:1: error: a kit needs at least one stage (name the stages, or leave the key out) [no-stage]"
    ]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_what_is_suggested_for_a_loop_of_one_stage_mends_it(
    level: Level, stage: str, library: Library, tmp_path: Path
) -> None:
    kit = make_kit(Wish(level, "full_cycle", stages=[stage], loop=LOOP), library)

    assert shortfalls(kit) != []
    assert not_mended(kit, tmp_path) == []


def home(minutes: int) -> Callable[[Any], None]:
    """Return what gives an exercise so many minutes of preparation at home."""
    return lambda data: data["timing"].update(home=minutes)


def empty_stages(kit: Kit) -> list[Finding]:
    """Return what is told of stages that stay empty."""
    return [finding for finding in shortfalls(kit) if finding.rule == "empty-stage"]


USED = "%s stays empty: what fits into it is used elsewhere, or needs too much time at home"


def test_a_stage_left_empty_by_the_hour_at_home_does_not_ask_for_minutes_that_it_has(
    own: Path, tmp_path: Path
) -> None:
    for name in ("negotiation", "renewal_save"):
        changed(own, f"question_banks/exercises/{name}.yaml", home(31))
    library, stages = with_copies(own, "role_play", 2)
    kit = make_kit(Wish("junior", "expansion", stages=stages, loop=LOOP), library)

    [finding] = empty_stages(kit)

    name = next(each.stage.id for each in kit.stages if each.exercise is None)
    assert (str(finding.place), str(finding.message)) == (minutes_of(library, name), USED % name)
    assert str(finding.suggestion) == "leave this stage out"
    assert empty_stages(mended(kit, finding, tmp_path / "shorter")) == []


def test_a_stage_left_empty_because_every_exercise_is_set_elsewhere_is_to_be_left_out(
    own: Path, tmp_path: Path
) -> None:
    library, stages = with_copies(own, "role_play", 3)
    kit = make_kit(Wish("junior", "expansion", stages=stages, loop=LOOP), library)

    [finding] = empty_stages(kit)

    name = next(each.stage.id for each in kit.stages if each.exercise is None)
    assert (str(finding.message), str(finding.suggestion)) == (USED % name, "leave this stage out")
    assert empty_stages(mended(kit, finding, tmp_path / "shorter")) == []


def test_a_second_screen_is_not_told_to_ask_what_only_the_first_asks(own: Path, tmp_path: Path) -> None:
    resize(own, "screen", 3)
    library, stages = with_copies(own, "screen", 2)
    kit = make_kit(Wish("mid", "full_cycle", stages=stages, loop=LOOP), library)

    empty = empty_stages(kit)

    assert [str(finding.suggestion) for finding in empty] == ["the shortest takes 5"]
    assert gap(empty[0]) not in map(gap, shortfalls(mended(kit, empty[0], tmp_path / "longer")))


@pytest.mark.parametrize("stages", PAIRS, ids="-".join)
@pytest.mark.parametrize("level", LEVELS)
def test_what_is_suggested_for_a_loop_of_two_stages_mends_it(
    level: Level, stages: tuple[str, str], library: Library, tmp_path: Path
) -> None:
    kit = make_kit(Wish(level, "full_cycle", stages=stages, loop=LOOP), library)

    assert not_mended(kit, tmp_path) == []


def long_questions(data: Any) -> None:
    """Make every question as long as a question may be."""
    for question in data["questions"]:
        question["minutes"] = 30


def test_what_no_single_change_mends_is_said_to_need_longer_stages_which_do_mend_it(own: Path) -> None:
    """Stages of two minutes and questions of thirty: one more question is asked, and each must-have needs two."""
    skills = make_kit(Wish("mid", "full_cycle"), Library()).skills
    for skill in skills:
        changed(own, f"question_banks/{skill}.yaml", long_questions)
    for stage in STAGES:
        library = resize(own, stage, 2)
    kit = make_kit(Wish("mid", "full_cycle", stages=["screen", "panel"], loop=LOOP), library)

    told = {gap(finding)[1]: str(finding.suggestion) for finding in shortfalls(kit)}
    resize(own, "screen", 210)
    longer = make_kit(kit.wish, resize(own, "panel", 210))

    assert {skill: told[skill] for skill in skills} == dict.fromkeys(skills, NO_SINGLE)
    assert shortfalls(longer) == []
