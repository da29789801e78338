"""What differs between two frozen kits, thing by thing and word by word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal, get_args

from hiring.findings import Said, say
from hiring.frozen_kit import FrozenKit, canonical
from hiring.vocabulary import LANGUAGES, Language

Thing = Literal["kit", "stage", "question", "exercise", "weight", "rubric", "scale", "topic"]
State = Literal["added", "removed", "changed"]
THINGS: tuple[Thing, ...] = get_args(Thing)
STATES: tuple[State, ...] = get_args(State)

# What the parts of a thing are called; a test knows that none is missing.
PARTS: dict[str, Said] = {
    "order": say("Order"), "stage": say("Stage"), "level": say("Level"), "motion": say("Motion"),
    "name": say("Name"), "minutes": say("Minutes"), "methods": say("Methods"), "interviewers": say("Interviewers"),
    "purpose": say("Purpose"), "format": say("What the candidate is told"), "opening": say("Opening words"),
    "closing": say("Closing words"), "seed": say("Source"), "skill": say("Skill"), "type": say("Type"),
    "levels": say("Levels"), "motions": say("Motions"), "pair": say("Question of equal difficulty"),
    "practice": say("Open for practice"), "text": say("Wording"), "probes": say("Probes"),
    "strong": say("Strong signals"), "weak": say("Weak signals"), "key": say("Key"),
    "examples": say("Example answers"), "method": say("Method"), "timing": say("Timing"), "steps": say("Steps"),
    "skills": say("Skills"), "candidate": say("What the candidate gets"), "actor": say("Actor's sheet"),
    "observe": say("What to look for"), "red_flags": say("Warning signs"), "definition": say("Definition"),
    "rungs": say("Other rungs of the ladder"), "evidence": say("Evidence"), "weight": say("Weight"),
    "reason": say("Reason"), "must_have": say("Must-have"), "floor": say("Floor"), "scores": say("Scores"),
    "not_assessed": say("Not assessed"), "recommendations": say("Recommendations"),
    "instead": say("What to ask instead"), "words": say("Words that betray it"), "notes": say("Words in notes"),
    "harmless": say("Words that are harmless"), "volunteered": say("What to do when a candidate brings one up"),
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    """Words that stand together: in both kits, only in the earlier, or only in the later."""

    kind: Literal["same", "removed", "added"]
    words: str


@dataclass(frozen=True)
class Line:
    """One text, number or choice that differs; texts name their language."""

    part: Said
    language: Language | None
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Change:
    """One thing that was added, removed or changed, and what differs in it."""

    thing: Thing
    name: str
    state: State
    lines: tuple[Line, ...] = ()


def changes(old: FrozenKit, new: FrozenKit, language: Language) -> list[Change]:
    """Return all that differs in what is asked, rated and weighed; `language` is that of the things' names."""
    before, after = _things(old, language), _things(new, language)
    found = []
    for thing in THINGS:
        here, there = before[thing], after[thing]
        for name in dict.fromkeys([*there, *here]):
            title = str(_title(there.get(name) or here[name], language))
            if name not in there or name not in here:
                found.append(Change(thing, title, "added" if name in there else "removed"))
            elif lines := tuple(_differences(here[name], there[name])):
                found.append(Change(thing, title, "changed", lines))
        if thing != "rubric" and (
            lines := tuple(_order(here, there, language))
        ):  # rubrics follow the weights
            found.append(Change(thing, "", "changed", lines))
    return found


def _things(kit: FrozenKit, language: Language) -> dict[Thing, dict[str, dict[str, Any]]]:
    """Return everything in a kit by what it is and its id, as plain data."""
    stages: dict[str, dict[str, Any]] = {}
    questions: dict[str, dict[str, Any]] = {}
    exercises: dict[str, dict[str, Any]] = {}
    for each in kit.stages:
        stages[each.stage.id] = each.stage.model_dump()
        where = {"stage": each.stage.id, "where": str(each.stage.name[language])}
        questions |= {question.id: {**question.model_dump(), **where} for question in each.questions}
        if each.exercise:
            exercises[each.exercise.id] = {**each.exercise.model_dump(), **where}
    rubrics = {rubric.skill: {**rubric.model_dump(), **_ladder(kit, rubric.skill)} for rubric in kit.rubrics}
    off_limits = kit.not_to_ask
    return {
        "kit": {"": {"level": kit.level, "motion": kit.motion}},
        "stage": stages,
        "question": questions,
        "exercise": exercises,
        "weight": {
            weight.skill: {**weight.model_dump(), "title": kit.rubric(weight.skill).name.model_dump()}
            for weight in kit.weights
        },
        "rubric": rubrics,
        "scale": {"": kit.scale.model_dump()},
        "topic": {"": {"volunteered": off_limits.volunteered.model_dump()}}
        | {topic.id: topic.model_dump() for topic in off_limits.topics},
    }


def _ladder(kit: FrozenKit, skill: str) -> dict[str, Any]:
    """Return the anchors of a skill by their scores, and the rungs that are no anchor of the level."""
    anchors = [anchor.model_dump() for anchor in kit.anchors[skill]]
    rungs = [rung.model_dump() for rung in kit.rubric(skill).rungs]
    return {"anchors": dict(enumerate(anchors, start=1)), "rungs": [each for each in rungs if each not in anchors]}  # fmt: skip


def _title(data: Mapping[str, Any], language: Language) -> Any:
    """Return what a thing is called: by its name, or as a question by its words."""
    return (data.get("title") or data.get("name") or data.get("text") or {language: ""})[language]


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Line]:
    for name in dict.fromkeys([*new, *old]):
        before, after = old.get(name), new.get(name)
        if name == "anchors":
            for score in dict.fromkeys([*(before or ()), *(after or ())]):
                part = say("Score %(score)s", score=score)
                yield from _compared(part, (before or {}).get(score), (after or {}).get(score))
        elif name == "stage":
            if before != after:
                yield Line(PARTS[name], None, tuple(_runs(old["where"], new["where"])))
        elif name not in ("id", "title", "where"):
            yield from _compared(PARTS[name], before, after)


def _compared(part: Said, old: Any, new: Any, language: Language | None = None) -> Iterator[Line]:
    """Yield a line for every text or value that differs, however deep it lies."""
    if canonical(old) == canonical(new):
        return
    if {type(old), type(new)} <= {dict, type(None)}:
        before, after = old or {}, new or {}
        for key in dict.fromkeys([*after, *before]):
            yield from _compared(part, before.get(key), after.get(key), key if key in LANGUAGES else language)
    elif {type(old), type(new)} <= {list, type(None)}:
        yield from _aligned(part, old or [], new or [], language)
    else:
        texts = isinstance(old, str) or isinstance(new, str)
        before, after = ("" if each is None and texts else _told(each) for each in (old, new))
        yield Line(part, language, tuple(_runs(before, after)))


def _aligned(part: Said, old: Sequence[Any], new: Sequence[Any], language: Language | None) -> Iterator[Line]:
    """Yield what differs between two lists, so that one entry more does not make all that follow differ."""
    match = SequenceMatcher(None, [canonical(each) for each in old], [canonical(each) for each in new], False)  # noqa: FBT003
    for kind, start, end, other_start, other_end in match.get_opcodes():
        if kind != "equal":
            for before, after in zip_longest(old[start:end], new[other_start:other_end]):
                yield from _compared(part, before, after, language)


def _order(old: Mapping[str, Any], new: Mapping[str, Any], language: Language) -> Iterator[Line]:
    """Yield in which other order the things stand that both kits have; of questions within their interview."""
    names = {name: str(_title(data, language)) for name, data in new.items()}
    stages = {name: data.get("stage") for name, data in old.items()}
    both = [(name, data.get("stage")) for name, data in new.items() if name in stages]
    for stage in dict.fromkeys(stage for _, stage in both):
        after = [name for name, where in both if where == stage == stages[name]]
        before = [name for name in stages if name in after]
        if before != after:
            yield Line(PARTS["order"], None, (
                Run("removed", " · ".join(names[name] for name in before)),
                Run("added", " · ".join(names[name] for name in after)),
            ))  # fmt: skip


def _told(value: Any) -> str:
    """Return a value as words that need no language."""
    if value is None or value is False:
        return "–"
    if value is True:
        return "✓"
    if isinstance(value, Mapping):
        return " · ".join(_told(part) for part in value.values())
    return value if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def _runs(old: str, new: str) -> Iterator[Run]:
    """Yield the words of two texts once, those in only one of them marked."""
    before, after = re.findall(r"\S+", old), re.findall(r"\S+", new)
    for kind, start, end, other_start, other_end in SequenceMatcher(None, before, after, False).get_opcodes():  # noqa: FBT003
        if kind == "equal":
            yield Run("same", " ".join(before[start:end]))
            continue
        if end > start:
            yield Run("removed", " ".join(before[start:end]))
        if other_end > other_start:
            yield Run("added", " ".join(after[other_start:other_end]))
