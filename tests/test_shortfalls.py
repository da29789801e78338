"""What a kit leaves open is told with its place, and what is suggested truly mends it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from hiring.findings import Finding, Place, Severity
from hiring.kit import Kit, Wish, make_kit
from hiring.library import Library, shown
from hiring.shortfalls import shortfalls
from hiring.vocabulary import LEVELS, MOTIONS, Level, Motion

LOOP = Place("brief.yaml", 7, 1, "stages")
STAGES = ["manager_interview", "panel", "role_play", "screen"]


def put(own: Path, name: str, data: Any) -> None:
    """Keep a content file in an own folder."""
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def read(library: Library, name: str) -> Any:
    return yaml.safe_load(library.path(name).read_text("utf-8"))


def resize(own: Path, stage: str, core: int) -> Library:
    """Return a library in which a stage has so many core minutes."""
    name = f"scorecards/stages/{stage}.yaml"
    data = read(Library(own), name)
    data["minutes"]["total"] = data["minutes"]["opening"] + core + data["minutes"]["closing"]
    put(own, name, data)
    return Library(own)


def without_questions(own: Path, skill: str, level: Level) -> Library:
    """Return a library whose bank on a skill has no question for a level."""
    name = f"question_banks/{skill}.yaml"
    kept = [question for question in read(Library(), name)["questions"] if level not in question["levels"]]
    put(own, name, {"questions": kept})
    return Library(own)


def with_more_questions(own: Path, skill: str, level: Level, motion: Motion) -> Library:
    """Return a library with three more questions of each type on a skill."""
    name = f"question_banks/{skill}.yaml"
    data, shipped = read(Library(own), name), read(Library(), name)["questions"]
    for kind in ("behavioural", "situational"):
        sample = next(question for question in shipped if question["type"] == kind)
        sample = {key: value for key, value in sample.items() if key != "pair"}
        data["questions"] += [
            {**sample, "id": f"own_{kind}_{row}", "levels": [level], "motions": [motion]} for row in range(3)
        ]
    put(own, name, data)
    return Library(own)


def values(finding: Finding) -> Mapping[str, str]:
    return {name: str(value) for name, value in finding.suggestion.values}


def mended(kit: Kit, finding: Finding, own: Path) -> Kit:
    """Return the kit made again, once what a finding suggests is done."""
    wish, told, words = kit.wish, values(finding), finding.suggestion.words
    loop = [stage.id for stage in kit.loop]
    if words.startswith("add one more stage"):
        return make_kit(replace(wish, stages=[*loop, told["stage"]]), kit.library)
    if words.startswith("give"):
        core = kit.library.stage(told["stage"]).minutes.core + int(told["minutes"])
        return make_kit(wish, resize(own, told["stage"], core))
    if words.startswith("add questions"):
        return make_kit(wish, with_more_questions(own, told["skill"], wish.level, wish.motion))
    stage = Path(finding.place.file).stem
    return make_kit(wish, resize(own, stage, int(told["minutes"])))


def same(finding: Finding) -> tuple[str, str]:
    """Return what makes two findings tell of the same gap: the rule, and the skill or stage."""
    told = {name: str(value) for name, value in finding.message.values}
    return finding.rule, told.get("skill", told.get("stage", ""))


def not_mended(kit: Kit, own: Path) -> list[str]:
    """Return the findings that are still there when what they suggest is done."""
    return [
        str(finding)
        for finding in shortfalls(kit)
        if same(finding) in [same(each) for each in shortfalls(mended(kit, finding, own / same(finding)[1]))]
    ]


def own_folder(tmp_path: Path) -> Path:
    own = tmp_path / "own"
    own.mkdir()
    return own
