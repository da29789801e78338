"""Where in a file the findings of the lint stand: by line and column, for a posting and for a brief."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from hiring.findings import Place
from hiring.lint_finding import BriefFinding, LintFinding
from hiring.yaml_reader import Sheet

_SIGNS_AROUND = 200  # of YAML: quotes, indentation, the sign of a block


@dataclass(frozen=True)
class Placed:
    """A finding with its place in a file."""

    place: Place
    finding: LintFinding | BriefFinding


@dataclass(frozen=True)
class Lines:
    """A file's text, ready to tell the line and column of any place in it."""

    file: str
    text: str
    starts: Sequence[int]

    @classmethod
    def of(cls, text: str, file: str) -> "Lines":
        """Read where the lines of a text begin."""
        return cls(file, text, [0, *accumulate(len(line) + 1 for line in text.split("\n"))])

    def place(self, at: int, path: str = "") -> Place:
        """Return the line and column of a place in the text."""
        line = bisect_right(self.starts, at) - 1
        return Place(self.file, line + 1, at - self.starts[line] + 1, path)


def in_posting(findings: Sequence[LintFinding], text: str, file: str) -> Iterator[Placed]:
    """Yield findings at their first words; what is missing stands at the file."""
    lines = Lines.of(text, file)
    for finding in findings:
        yield Placed(lines.place(finding.spans[0][0]) if finding.spans else Place(file), finding)


def in_brief(findings: Sequence[BriefFinding], text: str, sheet: Sheet) -> Iterator[Placed]:
    """Yield findings at their words in the file of the brief, or at the field where they are not in one piece."""
    lines = Lines.of(text, sheet.file)
    for finding in findings:
        field = sheet.place([int(step) if step.isdecimal() else step for step in finding.field.split(".")])
        yield Placed(_words_after(field, finding, lines), finding)


def _words_after(field: Place, finding: BriefFinding, lines: Lines) -> Place:
    """Return the place of a finding's words in its field; YAML only adds signs to a text, so they stand no earlier."""
    if not finding.spans:
        return field
    begin, end = finding.spans[0]
    start = lines.starts[field.line - 1] + field.column - 1
    found = [at for words in finding.words if (at := lines.text.find(words, start + begin)) >= 0]
    nearest = min(found, default=-1)
    return lines.place(nearest, field.path) if 0 <= nearest <= start + 2 * end + _SIGNS_AROUND else field
