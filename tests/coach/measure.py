"""Compares what the coach says of labelled answers with their labels, rule by rule."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hiring.coach import RULES, coach
from hiring.library import Library
from hiring.vocabulary import LANGUAGES, Language

HERE = Path(__file__).parent
WORD_RULES = ("filler", "hedge", "passive")
Span = tuple[int, int]


@dataclass(frozen=True)
class Labelled:
    """An answer, and for each rule that it should be told, the places of the words that the rule is about."""

    id: str
    question: str
    type: Any
    text: str
    expect: dict[str, list[Span]]

    @property
    def odd(self) -> bool:
        """Whether the rules were tuned on this answer; the others were held out."""
        return int(re.sub(r"\D", "", self.id)) % 2 == 1


@cache
def labelled(language: Language) -> list[Labelled]:
    """Return the labelled answers of a language."""
    rows = yaml.safe_load((HERE / f"{language}.yaml").read_text("utf-8"))["answers"]
    return [_labelled(row) for row in rows]


def _labelled(row: dict[str, Any]) -> Labelled:
    expect = {
        rule: list(_places(row["text"], words or [])) for rule, words in (row.get("expect") or {}).items()
    }
    return Labelled(row["id"], row["question"], row["type"], row["text"], expect)


def _places(text: str, words: list[str]) -> Iterator[Span]:
    """Yield where labelled words stand, a phrase that is listed again at its next occurrence."""
    after: dict[str, int] = {}
    for phrase in words:
        found = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)").search(text, after.get(phrase, 0))
        assert found, phrase
        after[phrase] = found.end()
        yield found.span()


@dataclass
class Figures:
    """How often a rule was rightly told, told, and expected; of its words likewise."""

    hits: int = 0
    told: int = 0
    expected: int = 0
    right_spans: int = 0
    told_spans: int = 0
    found_spans: int = 0
    expected_spans: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> Fraction:
        """The share of notes that were expected."""
        return Fraction(self.hits, self.told) if self.told else Fraction(1)

    @property
    def recall(self) -> Fraction:
        """The share of expected notes that were told."""
        return Fraction(self.hits, self.expected) if self.expected else Fraction(1)

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(**{name: getattr(self, name) + getattr(other, name) for name in vars(self)})


def measured(language: Language, answers: Iterable[Labelled]) -> dict[str, Figures]:
    """Return the figures of each rule over some answers."""
    figures = {rule: Figures() for rule in RULES}
    words = Library().coach_words(language)
    for answer in answers:
        notes = {note.rule: list(note.spans) for note in coach(answer.text, answer.type, words).notes}
        for rule in RULES:
            figures[rule] += _compared(answer, rule, notes)
    return figures


def _compared(answer: Labelled, rule: str, notes: dict[str, list[Span]]) -> Figures:
    told, wanted = rule in notes, rule in answer.expect
    spans, labels = notes.get(rule, []), answer.expect.get(rule, [])
    return Figures(
        hits=told and wanted,
        told=told,
        expected=wanted,
        right_spans=sum(1 for span in spans if _meets(span, labels)),
        told_spans=len(spans),
        found_spans=sum(1 for label in labels if _meets(label, spans)),
        expected_spans=len(labels),
        wrong=[answer.id] if told and not wanted else [],
        missed=[answer.id] if wanted and not told else [],
    )


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(begin < span[1] and span[0] < end for begin, end in others)


def halves(language: Language) -> dict[str, dict[str, Figures]]:
    """Return the figures of all answers, of those tuned on, and of those held out."""
    answers = labelled(language)
    return {
        "all": measured(language, answers),
        "odd": measured(language, [each for each in answers if each.odd]),
        "even": measured(language, [each for each in answers if not each.odd]),
    }


def in_all(figures: dict[str, Figures]) -> Figures:
    """Return the sum over all rules."""
    return sum(figures.values(), Figures())


def table(language: Language) -> str:
    """Return the figures as a table in Markdown: hits, told and expected of all, odd and even answers."""
    found = halves(language)
    rows = [
        "| rule | all: right / told / expected | precision | recall | odd | even |",
        "|---|---|---|---|---|---|",
    ]
    for rule in (*RULES, "in all"):
        every, odd, even = (
            in_all(part) if rule == "in all" else part[rule]
            for part in (found["all"], found["odd"], found["even"])
        )
        rows.append(
            f"| {rule} | {_counts(every)} | {_share(every.precision, every.told)}"
            f" | {_share(every.recall, every.expected)} | {_counts(odd)} | {_counts(even)} |"
        )
    return "\n".join(rows)


def words_table(language: Language) -> str:
    """Return how many of the told words were labelled, and how many of the labelled words were told."""
    found = halves(language)
    rows = ["| words of | right / told | found / labelled | odd | even |", "|---|---|---|---|---|"]
    for rule in WORD_RULES:
        every, odd, even = (found[part][rule] for part in ("all", "odd", "even"))
        rows.append(
            f"| {rule} | {every.right_spans} / {every.told_spans} | {every.found_spans} / {every.expected_spans}"
            f" | {_words(odd)} | {_words(even)} |"
        )
    return "\n".join(rows)


def _words(each: Figures) -> str:
    return f"{each.right_spans} / {each.told_spans}, {each.found_spans} / {each.expected_spans}"


def _counts(each: Figures) -> str:
    return f"{each.hits} / {each.told} / {each.expected}"


def _share(share: Fraction, of: int) -> str:
    return f"{float(share):.2f}" if of else "–"


if __name__ == "__main__":
    for each in LANGUAGES:
        sys.stdout.write(f"{each}\n\n{table(each)}\n\n{words_table(each)}\n\n")
