"""Findings of the lint as lines to read, and as JSON."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from hiring.findings import Severity
from hiring.lint_finding import BriefFinding
from hiring.lint_places import Placed
from hiring.phrases import phrases
from hiring.vocabulary import Language

_WIDTH, _INDENT = 100, "    "
_WEIGHT = list(Severity)


@dataclass(frozen=True)
class Linted:
    """A file with its findings, those left and those that a waiver answers for with a reason."""

    file: str
    language: Language
    left: list[Placed]
    waived: list[tuple[Placed, str]]


def told(linted: Linted) -> Iterator[str]:
    """Yield the findings of a file, errors first, those of one rule together with its reason told once."""
    ranked = sorted(linted.left, key=lambda each: _WEIGHT.index(each.finding.severity))
    order = {rule: row for row, rule in reversed(list(enumerate(each.finding.rule for each in ranked)))}
    ranked.sort(key=lambda each: (_WEIGHT.index(each.finding.severity), order[each.finding.rule]))
    for _, group in groupby(ranked, key=lambda each: (each.finding.rule, each.finding.why)):
        rows = list(group)
        yield "\n".join([*map(_line, rows), *_reason(rows[0], linted.language), ""])


def _line(placed: Placed) -> str:
    """Return where and what: `posting.md:3:14: warning BRO “ninja” → “professional”`."""
    finding = placed.finding
    words = ", ".join(f"“{' '.join(each.split())}”" for each in finding.words)
    field = finding.field if isinstance(finding, BriefFinding) else ""
    count = f"({finding.count})" if finding.count is not None and not words else ""
    better = f"→ “{finding.instead}”" if finding.instead else ""
    parts = (f"{placed.place}:", str(finding.severity), finding.rule, field, words, count, better)
    return " ".join(part for part in parts if part)


def _reason(placed: Placed, language: Language) -> Iterator[str]:
    finding, words = placed.finding, phrases(language)
    name, as_of = finding.source.name[language], finding.source.as_of
    dated = words.gettext("date unknown") if as_of == "unknown" else as_of
    source = f"{words.gettext('Source:')} {name} ({dated})"
    for text in (finding.why[language], finding.mend[language], source):
        yield textwrap.fill(
            text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_long_words=False
        )


def summary(linted: Sequence[Linted]) -> str:
    """Return how many findings there are in all, in one line."""
    left = [placed.finding.severity for each in linted for placed in each.left]
    counts = ", ".join(f"{name}: {left.count(severity)}" for name, severity in _NAMES.items())
    answered = sum(len(each.waived) for each in linted)
    return f"{counts}; waived with a reason: {answered}" if answered else counts


_NAMES = {"errors": Severity.ERROR, "warnings": Severity.WARNING, "information": Severity.INFO}


def as_data(linted: Linted) -> dict[str, Any]:
    """Return the findings of a file as plain data, in its language."""
    return {
        "file": linted.file,
        "language": linted.language,
        "findings": [_plain(each, linted.language) for each in linted.left],
        "waived": [{**_plain(each, linted.language), "reason": reason} for each, reason in linted.waived],
    }


def _plain(placed: Placed, language: Language) -> dict[str, Any]:
    place, finding = placed.place, placed.finding
    source = finding.source
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "path": place.path,
        "rule": finding.rule,
        "severity": str(finding.severity),
        "words": list(finding.words),
        "count": finding.count,
        "why": finding.why[language],
        "mend": finding.mend[language],
        "instead": finding.instead,
        "source": {"id": source.id, "name": source.name[language], "as_of": source.as_of},
    }
