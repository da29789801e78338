"""Everything that is typed in a brief, field by field."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hiring.brief import Brief
from hiring.cues import Span

_FIELDS = (
    "title", "company", "about", "industry", "place", "region", "reports_to", "summary", "duties", "goals", "requirements",
    "nice_to_have", "preview", "pay", "benefits", "apply", "contact", "reference", "data_protection",
)  # fmt: skip
ORDER = ("level", "motion", "language", *_FIELDS, "deadline", "readiness", "waivers")
MOST_ROWS = 30  # of a list in a brief
_APART = "\n\n"  # which ends a sentence and a line


def typed_texts(brief: Brief) -> Iterator[tuple[str, str]]:
    """Yield the path and the words of every field of a brief in which something is typed, in their order."""
    for name in _FIELDS:
        value = getattr(brief, name)
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, list):
            for row, line in enumerate(value):
                if isinstance(line, str):
                    yield f"{name}.{row}", line
                elif line.text:
                    yield f"{name}.{row}.text", line.text
    if brief.pay:
        yield from (
            (f"pay.{name}", words) for name in ("plan", "rules") if (words := getattr(brief.pay, name))
        )


@dataclass(frozen=True)
class Typed:
    """All typed texts of a brief as one text, and the field in which each place of it stands."""

    text: str
    fields: Sequence[str]
    begins: Sequence[int]

    def field(self, span: Span) -> tuple[str, Span]:
        """Return the field in which words stand, and their place inside it."""
        row = bisect_right(self.begins, span[0]) - 1
        return self.fields[row], (span[0] - self.begins[row], span[1] - self.begins[row])

    def find(self, words: str) -> tuple[str, Span] | None:
        """Return the first field that has some words, with any spaces between them, and their place inside it."""
        found = re.search(r"\s+".join(map(re.escape, words.split())), self.text)
        return self.field(found.span()) if found else None


def typed(brief: Brief) -> Typed:
    """Return the typed texts of a brief, each apart from the next as paragraphs are."""
    fields, texts, begins, end = [], [], [], 0
    for name, words in typed_texts(brief):
        fields.append(name)
        texts.append(words)
        begins.append(end)
        end += len(words) + len(_APART)
    return Typed(_APART.join(texts), fields, begins)


def order_of(field: str) -> tuple[int, list[str]]:
    """Return what sorts the paths of fields as a reader meets them."""
    name, *steps = field.split(".")
    row = ORDER.index(name) if name in ORDER else len(ORDER)
    return row, [step.zfill(len(str(MOST_ROWS))) for step in steps]
