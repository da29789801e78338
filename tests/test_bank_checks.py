"""Each check of banks and exercises is seen to fire, with place and words, on a defect planted in a copy."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from defects import copied, library_with, line_of

from hiring import bank_checks
from hiring.check import check_library
from hiring.findings import Finding
from hiring.library import Library, shown

BANK, EXERCISE = "question_banks/coachability.yaml", "question_banks/exercises/coaching.yaml"
FIRST, TWIN = "coachability_disagreed", "coachability_heard_twice"
HEAD, *BLOCKS = re.split(r"(?m)^(?=  - id: )", Library().path(BANK).read_text("utf-8"))
COACHING = Library().path(EXERCISE).read_text("utf-8")


@dataclass(frozen=True)
class Defect:
    """A changed copy of a shipped file, and all that its rule must tell: each at the line where `at` ends."""

    rule: str
    file: str
    text: str
    findings: tuple[tuple[str, str], ...]


def bank(*blocks: str) -> str:
    return HEAD + "".join(blocks)


def first(old: str, new: str) -> str:
    """Return the bank with a change in its first question."""
    assert re.search(old, BLOCKS[0])
    return bank(re.sub(old, new, BLOCKS[0], count=1), *BLOCKS[1:])


def coaching(old: str, new: str) -> str:
    """Return the exercise with one change."""
    assert old in COACHING
    return COACHING.replace(old, new, 1)


def said(text: str, language: str) -> str:
    """Return the first question's text in a language, with a sentence more."""
    return first(rf"(      {language}: \"?.*?)(\"?\n)", rf"\g<1> {text}\g<2>")


QUESTIONS = "questions:\n  - id"
WORDS_OF_FIRST = re.search(r"    text:\n(.*\n.*\n)", BLOCKS[0])
assert WORDS_OF_FIRST
SECOND_ALIKE = re.sub(r"    text:\n.*\n.*\n", lambda _: f"    text:\n{WORDS_OF_FIRST[1]}", BLOCKS[1], count=1)
FAMILY = "Marriage, partner, pregnancy, children, care for others (ask about the work instead)"

DEFECTS = (
    Defect("question-of-unknown-skill", BANK, first("skill: coachability", "skill: coachabilty"), (
        ("skill: coachabilty", "error: no rubric for a skill coachabilty (did you mean coachability?)"),
    )),
    Defect("question-of-unknown-skill", BANK, first("skill: coachability", "skill: discovery"), (
        ("skill: discovery", "error: a question on discovery stands in the bank on coachability"),
    )),
    Defect("question-of-unknown-skill", BANK, first(r"levels: \[junior\]", "levels: [senior]"), (
        ("levels: [senior]", "error: senior does not assess coachability in these motions"),
    )),
    Defect("question-id-twice", BANK, bank(*BLOCKS, BLOCKS[0]), (
        ("".join(BLOCKS) + f"  - id: {FIRST}", f"error: the id {FIRST} stands twice"),
    )),
    Defect("unequal-twins", BANK, bank(*BLOCKS[1:]), (
        (f"pair: {FIRST}", f"error: no question {FIRST} (did you mean coachability_asked?)"),
    )),
    Defect("unequal-twins", BANK, first(f"pair: {TWIN}", "pair: coachability_herd_twice"), (
        ("pair: coachability_herd_twice", f"error: no question coachability_herd_twice (did you mean {TWIN}?)"),
        (f"pair: {FIRST}", f"error: {FIRST} names another twin than {TWIN}"),
    )),
    Defect("unequal-twins", BANK, first(f"    pair: {TWIN}\n", ""), (
        (f"id: {FIRST}", f"warning: {FIRST} has no twin: forms A and B ask the same (write an equal one and name it)"),
        (f"pair: {FIRST}", f"error: {FIRST} names another twin than {TWIN}"),
    )),
    Defect("unequal-twins", BANK, first("type: behavioural", "type: situational"), (
        (f"pair: {TWIN}", f"error: {FIRST} and {TWIN} differ in type"),
    )),
    Defect("unequal-twins", BANK, first(r"minutes: \d+", "minutes: 29"), (
        (f"pair: {TWIN}", f"error: {FIRST} and {TWIN} differ in minutes"),
    )),
    Defect("too-few-questions", BANK, bank(*BLOCKS[:5]), (
        (QUESTIONS, "error: coachability has 5 questions for junior; 6 are needed"),
    )),
    Defect("too-few-questions", BANK, bank(*BLOCKS).replace("type: situational", "type: behavioural"), (
        (QUESTIONS, "error: coachability has questions of one type only for junior"),
    )),
    Defect("too-few-examples", BANK, re.sub(r"    examples:\n(?:      .*\n)+", "", bank(*BLOCKS)), (
        (QUESTIONS, "error: coachability has 0 strong and 0 weak examples for junior; 2 and 1 are needed"),
    )),
    Defect("too-few-examples", BANK, first(r"rung: \d", "rung: 6"), (
        ("examples:\n      - rung", "error: the ladder of coachability has 5 rungs"),
    )),
    Defect("questions-alike", BANK, bank(BLOCKS[0], SECOND_ALIKE, *BLOCKS[2:]), tuple(
        (f"{SECOND_ALIKE.partition('    text:')[0]}    text:\n      en", f"warning: {TWIN} asks nearly the same as {FIRST} ({language})")
        for language in ("en", "pl")
    )),
    Defect("topic-not-to-ask", BANK, said("Are you married?", "en"), (
        ("Are you married?", f"error: married touches {FAMILY}"),
    )),
    Defect("topic-not-to-ask", BANK, said("Czy masz dzieci?", "pl"), (
        ("Czy masz dzieci?", f"error: dzieci touches {FAMILY}"),
    )),
    Defect("topic-not-to-ask", EXERCISE, coaching("  en: Coaching an AE", "  en: How old are you, AE"), (
        ("  en: How old", "error: How old touches Age, year of birth or of graduation (ask about the work instead)"),
    )),
    Defect("exercise-of-unknown-skill", EXERCISE, coaching("- skill: analysis", "- skill: analisys"), (
        ("- skill: analisys", "error: no rubric for a skill analisys (did you mean analysis?)"),
    )),
    Defect("observation-of-unrated-skill", EXERCISE, coaching("- skill: leadership\n    text:", "- skill: empathy\n    text:"), (
        ("- skill: empathy", "error: coaching does not rate empathy (known are analysis, leadership)"),
    )),
    Defect("exercise-of-unknown-skill", EXERCISE, coaching("levels: [senior]", "levels: [junior]"), tuple(
        ("skills:\n  - skill", f"error: shows no skill of junior and {motion}")
        for motion in ("expansion", "full_cycle", "new_business")
    )),
)  # fmt: skip


def told(findings: list[Finding], rule: str) -> Iterator[str]:
    """Yield the findings of a rule, without the column."""
    for finding in findings:
        if finding.rule == rule:
            yield re.sub(r"^(\S+:\d+):\d+:", r"\1:", str(finding))


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.rule}: {defect.findings[0][1]}")
def test_a_planted_defect_is_told_at_its_line_and_nothing_else_of_its_rule(
    tmp_path: Path, library: Library, defect: Defect
) -> None:
    path = copied(tmp_path, defect.file, defect.text)

    found = list(told(check_library(library_with(tmp_path, library)), defect.rule))

    assert sorted(found) == sorted(
        f"{path}:{line_of(defect.text, at)}: {words} [{defect.rule}]" for at, words in defect.findings
    )


def test_a_must_have_that_no_exercise_shows_is_told_at_its_skill_model(
    tmp_path: Path, library: Library
) -> None:
    copied(tmp_path, EXERCISE, coaching("- skill: leadership", "- skill: negotiation"))
    name = "skill_models/senior.yaml"
    path = library.path(name)
    line = line_of(path.read_text("utf-8"), "- skill: leadership")

    found = list(told(check_library(library_with(tmp_path, library)), "must-have-without-exercise"))

    assert found == [
        f"{shown(path)}:{line}: error: no exercise shows leadership for {motion} [must-have-without-exercise]"
        for motion in ("expansion", "full_cycle", "new_business")
    ]


def test_every_check_of_banks_is_seen_to_fire() -> None:
    checks = {
        name.replace("_", "-")
        for name, check in inspect.getmembers(bank_checks, inspect.isgeneratorfunction)
        if check.__module__ == bank_checks.__name__ and not name.startswith("_")
    }

    assert checks - {"must-have-without-exercise", "broken-banks"} == {defect.rule for defect in DEFECTS}
