"""What differs between two kits: every letter that the hash counts is told, as few words as can be marked."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError
from team import frozen

from hiring.exercise import Exercise
from hiring.frozen_kit import FrozenKit
from hiring.kit_changes import PARTS, Change, Line, Run, changes
from hiring.not_to_ask import Topic
from hiring.question_bank import Question
from hiring.rubric import Rubric, Scale
from hiring.skill_model import SkillWeight
from hiring.stage import Stage

Path = tuple[str | int, ...]


@pytest.fixture(scope="module")
def kit() -> FrozenKit:
    return frozen("junior", "new_business")


def with_value(kit: FrozenKit, path: Path, value: Any) -> FrozenKit:
    """Return the kit with another value at a path."""
    data = kit.model_dump()
    *steps, last = path
    inner: Any = data
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return FrozenKit.model_validate(data)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every value that holds no others, with its path."""
    if isinstance(value, dict | list):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*path, step))
    else:
        yield path, value


def other(value: Any) -> Any:
    """Return another value of the same kind."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else f"{value}_x"


def test_a_kit_differs_in_nothing_from_itself_in_another_form(kit: FrozenKit) -> None:
    assert changes(kit, kit.model_copy(update={"form": "B"}), "en") == []


def test_a_reworded_question_shows_which_words_came_and_went(kit: FrozenKit) -> None:
    path = ("stages", 0, "questions", 0, "text", "en")
    old = with_value(kit, path, "Tell me about a deal that you lost.")
    new = with_value(kit, path, "Tell me about a large deal that you lost last year.")

    found = changes(old, new, "en")

    runs = (
        Run("same", "Tell me about a"),
        Run("added", "large"),
        Run("same", "deal that you"),
        Run("removed", "lost."),
        Run("added", "lost last year."),
    )
    name = "Tell me about a large deal that you lost last year."
    assert found == [Change("question", name, "changed", (Line(PARTS["text"], "en", runs),))]


def test_a_rung_is_told_by_the_score_that_it_stands_for(kit: FrozenKit) -> None:
    data, skill = kit.model_dump(), kit.skills[0]
    rungs = data["rubrics"][0]["rungs"]
    row = rungs.index(data["anchors"][skill][2])
    rungs[row] = data["anchors"][skill][2] = {"en": "Asks who decides.", "pl": "Pyta, kto decyduje."}

    found = changes(kit, FrozenKit.model_validate(data), "pl")

    assert [(change.thing, change.name, [str(line.part) for line in change.lines]) for change in found] == [
        ("rubric", kit.rubric(skill).name.pl, ["Score 3", "Score 3"])
    ]


def test_a_weight_is_told_with_what_it_was(kit: FrozenKit) -> None:
    before = kit.weights[0].weight

    found = changes(kit, with_value(kit, ("weights", 0, "weight"), 9), "en")

    runs = (Run("removed", str(before)), Run("added", "9"))
    name = str(kit.rubric(kit.skills[0]).name.en)
    assert found == [Change("weight", name, "changed", (Line(PARTS["weight"], None, runs),))]


def test_questions_added_removed_and_moved_are_told_once(kit: FrozenKit) -> None:
    data = kit.model_dump()
    first, second = data["stages"][0]["questions"], data["stages"][1]["questions"]
    gone, moved = first.pop(0), second.pop()
    first.append(moved)
    new = FrozenKit.model_validate(data)

    there, back = changes(kit, new, "en"), changes(new, kit, "en")

    assert [(change.name, change.state) for change in there] == [
        (moved["text"]["en"], "changed"),
        (gone["text"]["en"], "removed"),
    ]
    assert {(change.name, change.state) for change in back} == {
        (moved["text"]["en"], "changed"),
        (gone["text"]["en"], "added"),
    }


def test_a_new_order_of_the_same_questions_is_told(kit: FrozenKit) -> None:
    data = kit.model_dump()
    data["stages"][1]["questions"].reverse()

    found = changes(kit, FrozenKit.model_validate(data), "en")

    assert [(change.thing, change.name, change.lines[0].part) for change in found] == [
        ("question", "", PARTS["order"])
    ]


def test_one_probe_more_does_not_make_those_after_it_differ(kit: FrozenKit) -> None:
    path = ("stages", 0, "questions", 0, "probes")
    probes = kit.model_dump()["stages"][0]["questions"][0]["probes"]
    probe = {"en": "And then?", "pl": "A potem?"}

    found = changes(with_value(kit, path, probes[:2]), with_value(kit, path, [probe, *probes[:2]]), "en")

    assert [line.runs for change in found for line in change.lines] == [
        (Run("added", "And then?"),),
        (Run("added", "A potem?"),),
    ]


def test_whatever_the_hash_counts_is_told(kit: FrozenKit) -> None:
    kinds: dict[Path, tuple[Path, Any]] = {}
    for path, value in leaves(kit.model_dump(exclude={"title", "form"})):
        if path[0] in {"weights", "rubrics"} and path[-1] == "skill":
            continue  # no kit weighs a skill that it has no rubric of
        kind = tuple(step for step in path if not isinstance(step, int) and step not in kit.skills)
        kinds.setdefault(kind, (path, value))
    silent, tried = [], 0
    for path, value in kinds.values():
        try:
            new = with_value(kit, path, other(value))
        except ValidationError:
            continue
        tried += 1
        if new.hash == kit.hash or not changes(kit, new, "en"):
            silent.append(path)

    assert silent == []
    assert tried > 90


def test_every_part_of_every_thing_has_a_name() -> None:
    models = (Stage, Question, Exercise, SkillWeight, Rubric, Scale, Topic)

    parts = {name for model in models for name in model.model_fields}

    assert sorted(parts - set(PARTS) - {"id"}) == []
