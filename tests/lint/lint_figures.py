"""Compares what the posting lint reports in labelled sentences with their labels, rule by rule."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hiring.library import Library
from hiring.posting_lint import lint_text
from hiring.vocabulary import LANGUAGES, Language

HERE = Path(__file__).parent
RULES = (
    *(
        "AGE-YOUNG",
        "AGE-ENERGY",
        "SEX-NOUN",
        "SEX-FAMILY",
        "ABLE-METAPHOR",
        "ABLE-REQ",
        "ORIG-NATIVE",
        "ORIG-CIT",
    ),
    *("BRO", "CULTURE", "HOURS", "REQ-DEGREE", "REQ-YEARS", "REQ-VAGUE", "REQ-CAR", "REQ-PHOTO", "CLICHE"),
    *("PAY-OPEN", "PAY-EARN", "PAY-HISTORY", "PL-GENDER"),
)
Span = tuple[int, int]


@dataclass(frozen=True)
class Labelled:
    """A sentence of a posting, and for each rule that it breaks, the places of the words that do."""

    id: str
    text: str
    expect: dict[str, list[Span]]

    @property
    def odd(self) -> bool:
        """Whether the lists were tuned on this sentence; the others were held out."""
        return int(re.sub(r"\D", "", self.id)) % 2 == 1


@cache
def labelled(language: Language, folder: Path = HERE) -> list[Labelled]:
    """Return the labelled sentences of a language."""
    rows = yaml.safe_load((folder / f"{language}.yaml").read_text("utf-8"))["sentences"]
    return [_labelled(row) for row in rows]


def _labelled(row: dict[str, Any]) -> Labelled:
    expect = {
        rule: list(_places(row["text"], words or [])) for rule, words in (row.get("expect") or {}).items()
    }
    return Labelled(row["id"], row["text"], expect)


def _places(text: str, words: list[str]) -> Iterator[Span]:
    """Yield where labelled words stand, a phrase that is listed again at its next occurrence."""
    after: dict[str, int] = {}
    for phrase in words:
        begin = text.index(phrase, after.get(phrase, 0))
        after[phrase] = begin + len(phrase)
        yield begin, after[phrase]


@dataclass
class Figures:
    """How often a rule was rightly reported, reported, and expected, and in which sentences not."""

    hits: int = 0
    told: int = 0
    expected: int = 0
    placed: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> Fraction:
        """The share of reports that were expected."""
        return Fraction(self.hits, self.told) if self.told else Fraction(1)

    @property
    def recall(self) -> Fraction:
        """The share of expected reports that were made."""
        return Fraction(self.hits, self.expected) if self.expected else Fraction(1)

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(**{name: getattr(self, name) + getattr(other, name) for name in vars(self)})


def measured(language: Language, rows: Iterable[Labelled]) -> dict[str, Figures]:
    """Return the figures of each rule over some sentences."""
    figures = {rule: Figures() for rule in RULES}
    library = Library()
    for row in rows:
        told: dict[str, list[Span]] = {}
        for finding in lint_text(row.text, language, library):
            told.setdefault(finding.rule, []).extend(finding.spans)
        for rule in RULES:
            figures[rule] += _compared(row, rule, told)
    return figures


def _compared(row: Labelled, rule: str, told: dict[str, list[Span]]) -> Figures:
    reported, wanted = rule in told, rule in row.expect
    return Figures(
        hits=reported and wanted,
        told=reported,
        expected=wanted,
        placed=reported and wanted and any(_meets(span, row.expect[rule]) for span in told[rule]),
        wrong=[row.id] if reported and not wanted else [],
        missed=[row.id] if wanted and not reported else [],
    )


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(begin < span[1] and span[0] < end for begin, end in others)


@cache
def halves(language: Language, folder: Path = HERE) -> dict[str, dict[str, Figures]]:
    """Return the figures of the sentences tuned on, and of those held out."""
    rows = labelled(language, folder)
    return {
        "odd": measured(language, [each for each in rows if each.odd]),
        "even": measured(language, [each for each in rows if not each.odd]),
    }


def in_all(figures: dict[str, Figures]) -> Figures:
    """Return the sum over all rules."""
    return sum(figures.values(), Figures())


def table(language: Language, folder: Path = HERE) -> str:
    """Return the figures as a table in Markdown: right, reported and expected, and the shares, of both halves."""
    found = halves(language, folder)
    rows = [
        "| rule | odd: right / reported / expected | precision | recall | even | precision | recall |",
        "|---|---|---|---|---|---|---|",
    ]
    for rule in (*RULES, "in all"):
        parts = [in_all(half) if rule == "in all" else half[rule] for half in (found["odd"], found["even"])]
        if any(part.told or part.expected for part in parts):
            cells = (
                f"{part.hits} / {part.told} / {part.expected} | {_share(part.precision, part.told)}"
                f" | {_share(part.recall, part.expected)}"
                for part in parts
            )
            rows.append(f"| {rule} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _share(share: Fraction, of: int) -> str:
    return f"{float(share):.2f}" if of else "–"


if __name__ == "__main__":
    shown = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for each in LANGUAGES:
        sys.stdout.write(f"{each}\n\n{table(each, shown)}\n\n")
