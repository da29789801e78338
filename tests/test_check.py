"""The shipped library has nothing to mend; each check is seen to fire, at the right line, on a defect planted in a copy."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from defects import copied, library_with, line_of

from hiring.check import ASIDE, TRACKS, check_library
from hiring.findings import Severity
from hiring.library import Library

JUNIOR, COACHABILITY = "skill_models/junior.yaml", "scorecards/rubrics/coachability.yaml"
READINESS, SEEDS = "question_banks/readiness.yaml", "seed_facts.yaml"
ALL = "[new_business, full_cycle, expansion]"


@dataclass(frozen=True)
class Defect:
    """A change to a copy of a shipped file, and the finding it must bring at the line where `at` ends."""

    rule: str
    file: str
    old: str
    new: str
    at: str
    words: str


FIRST = re.search(r"rungs:\n  - en: (.*)\n    pl: (.*)\n", Library().path(COACHABILITY).read_text("utf-8"))
assert FIRST
EN, PL = FIRST.groups()

DEFECTS = (
    Defect("file-named-otherwise", COACHABILITY, "skill: coachability", "skill: coaching", "skill: coaching", "coachability"),
    Defect("unknown-skill", JUNIOR, "  - skill: selling", "  - skill: seling", "- skill: seling", "seling"),
    Defect("unknown-skill", JUNIOR, "skills: [problem_solving]", "skills: [leadership]", "id: solve_problems", "leadership"),
    Defect("rung-count", COACHABILITY, f"  - en: {EN}\n    pl: {PL}\n", f"  - en: {EN}\n    pl: {PL}\n" * 2, "rungs:\n  - en", "6 rungs"),
    Defect("lines-for-each-motion", JUNIOR, "goals:\n", "goals:\n  - id: more\n    measure: ramp\n    text:\n      en: A\n      pl: B\n    motions: [new_business]\n    seed: []\n", "goals:\n  - id", "new_business has 4 lines"),
    Defect("skills-of-a-motion", JUNIOR, "  - skill: selling", "  - skill: negotiation\n    motions: [new_business]\n    weight: 1\n  - skill: selling", "skills:\n  - skill", "weighs negotiation twice"),
    Defect("skills-of-a-motion", JUNIOR, "  - skill: determination\n    motions: [new_business]", f"  - skill: determination\n    motions: {ALL}", "skills:\n  - skill", "has 9 skills"),
    Defect("skills-of-a-motion", JUNIOR, "    must_have: true\n    floor: 3\n", "", "skills:\n  - skill", "no must-have"),
    Defect("weight-without-reason", JUNIOR, f"  - skill: selling\n    motions: {ALL}\n    weight: 1", f"  - skill: selling\n    motions: {ALL}\n    weight: 3", "- skill: selling", "weighs 3"),
    Defect("same-id-twice", JUNIOR, "  - id: quota", "  - id: satisfaction", "seed: [F61]\n  - id: satisfaction", "stands twice"),
    Defect("unknown-stage", JUNIOR, "role_play, panel]", "role_play, panels]", "stages:", "no stage panels"),
    Defect("same-id-twice", READINESS, "      - id: few\n", "      - id: none_yet\n", "  - id: customers", "none_yet stands twice"),
    Defect("same-id-twice", READINESS, "  - id: senior\n", "  - id: sales_rep\n", "verdicts:", "sales_rep stands twice"),
    Defect("bars-vague", COACHABILITY, EN, f"{EN} appropriately", "rungs:\n  - en", "appropriately"),
    Defect("bars-kind", COACHABILITY, EN, f"{EN} rarely", "rungs:\n  - en", "rarely"),
    Defect("bars-trait", COACHABILITY, EN, f"{EN} confidently", "rungs:\n  - en", "confidently"),
    Defect("bars-trait", COACHABILITY, PL, f"{PL} pewna siebie", "rungs:\n  - en", "pewna siebie"),
    Defect("bars-verb", COACHABILITY, EN, f"Understands {EN}", "rungs:\n  - en", "understands"),
    Defect("bars-verb", COACHABILITY, EN, f"Feedback {EN}", "rungs:\n  - en", "feedback"),
    Defect("bars-length", COACHABILITY, EN, "Explains why.", "rungs:\n  - en", "2 words (en)"),
    Defect("bars-length", COACHABILITY, PL, f"{PL} {'słowo ' * 40}".strip(), "rungs:\n  - en", "(pl)"),
    Defect("bars-length", COACHABILITY, EN, "Explains why.", "rungs:\n  - en", "over twice the shortest (2)"),
    Defect("pl-gender", COACHABILITY, "  pl: Uczenie się z informacji", "  pl: Uczyłeś się z informacji", "  pl: Uczyłeś", "Uczyłeś"),
    Defect("pl-gender", COACHABILITY, "  pl: Uczenie się z", "  pl: Kandydat uczy się z", "  pl: Kandydat", "Kandydat"),
    Defect("pl-gender", COACHABILITY, "  pl: Uczenie się z", "  pl: Nauczyłem się z", "  pl: Nauczyłem", "Nauczyłem"),
    Defect("unknown-seed", JUNIOR, "seed: [F68]", "seed: [F999]", "seed: [F999]", "no seed fact F999"),
    Defect("seed-without-home", SEEDS, "  - id: F104\n", "  - id: F105\n    article: en\n    fact: A fact.\n  - id: F104\n", "  - id: F105", "nothing carries F105"),
)  # fmt: skip


def planted(own: Path, defect: Defect) -> tuple[Path, int]:
    """Write a copy with the defect; return its path and the line on which the finding must stand."""
    text = Library().path(defect.file).read_text("utf-8")
    changed = (
        text.replace(defect.old, defect.new) if not defect.new else text.replace(defect.old, defect.new, 1)
    )
    return copied(own, defect.file, changed), line_of(changed, defect.at)


def test_the_shipped_library_has_nothing_to_mend(library: Library) -> None:
    assert check_library(library) == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.rule}: {defect.words}")
def test_a_planted_defect_is_found_at_its_line(tmp_path: Path, library: Library, defect: Defect) -> None:
    path, line = planted(tmp_path, defect)

    found = [
        (finding.place.file, finding.place.line, finding.severity)
        for finding in check_library(library_with(tmp_path, library))
        if finding.rule == defect.rule and defect.words in str(finding.message)
    ]

    assert (str(path), line, Severity.ERROR) in found


def test_a_rubric_whose_skill_no_level_assesses_is_found(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "scorecards" / "rubrics" / "curling.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        Library().path(COACHABILITY).read_text("utf-8").replace("skill: coach", "skill: curling #"), "utf-8"
    )

    assert [str(finding) for finding in check_library(library_with(tmp_path, library))] == [
        f"{path}:2:8: error: no level assesses curling [orphan-skill]"
    ]


def test_two_rungs_that_say_the_same_are_found(tmp_path: Path, library: Library) -> None:
    second = re.findall(r"  - en: (.*)", Library().path(COACHABILITY).read_text("utf-8"))[1]
    path, line = planted(
        tmp_path, Defect("bars-gap", COACHABILITY, second, EN, "rungs:\n  - en", "two rungs")
    )

    found = [
        (f.place.file, f.place.line, f.rule)
        for f in check_library(library_with(tmp_path, library))
        if f.rule == "bars-gap"
    ]

    assert found == [(str(path), line, "bars-gap")]


def test_two_rungs_missing_are_told_with_the_number_needed(tmp_path: Path, library: Library) -> None:
    name = "scorecards/rubrics/negotiation.yaml"
    text = Library().path(name).read_text("utf-8")
    rungs = re.search(r"rungs:\n((?:  - en: .*\n    pl: .*\n){2})", text)
    assert rungs
    (tmp_path / "scorecards" / "rubrics").mkdir(parents=True)
    (tmp_path / name).write_text(text.replace(rungs[1], ""), "utf-8")

    found = [
        str(finding.message)
        for finding in check_library(library_with(tmp_path, library))
        if finding.rule == "rung-count"
    ]

    assert found == ["5 rungs; junior, mid, senior assess this skill and need 7"]


def test_a_negative_weight_is_a_mistake_of_the_file(tmp_path: Path, library: Library) -> None:
    path, line = planted(
        tmp_path, Defect("limit", JUNIOR, "    weight: 1\n", "    weight: -2\n", "weight: -2", "")
    )

    found = [(str(finding.place), finding.rule) for finding in check_library(library_with(tmp_path, library))]

    assert found == [(f"{path}:{line}:13", "limit")]


def test_every_check_is_seen_to_fire() -> None:
    tracks = (group for _, groups in TRACKS for group in groups)
    checks = {check for group in (ASIDE, *tracks) for check in group if check.__module__ == "hiring.check"}
    names = {check.__name__.replace("_", "-") for check in checks} - {
        "file-cannot-be-read",
        "orphan-skill",
        "anchor-wording",
        "polish-gender",
    }
    wording = {
        "bars-vague",
        "bars-kind",
        "bars-trait",
        "bars-verb",
        "bars-length",
        "pl-gender",
        "file-named-otherwise",
    }

    assert {defect.rule for defect in DEFECTS} == names | wording


@pytest.mark.parametrize(
    "text", ["z zespołem", "przed działem", "nad materiałem", "pod tytułem", "handlowiec / handlowczyni"]
)
def test_nouns_that_look_like_a_gendered_verb_are_no_finding(
    tmp_path: Path, library: Library, text: str
) -> None:
    planted(
        tmp_path,
        Defect("", COACHABILITY, "  pl: Uczenie się z informacji", f"  pl: Uczenie {text}", "skill:", ""),
    )

    assert check_library(library_with(tmp_path, library)) == []
