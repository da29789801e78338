"""How every mistake reaches a person: what, where, how bad, and how to mend it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: only errors make a command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class Place:
    """Where a finding is: a line and column of a file, or the path of a field such as `base.min`."""

    file: str
    line: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Said:
    """A sentence for a person: words that can be translated, and the values to put into them."""

    words: str = ""
    values: tuple[tuple[str, "str | Said"], ...] = ()

    def told(self, translate: Callable[[str], str]) -> str:
        """Return the sentence in another language."""
        words = translate(self.words) if self.words else ""
        values = {
            name: value.told(translate) if isinstance(value, Said) else value for name, value in self.values
        }
        return words % values if values else words

    def __str__(self) -> str:
        return self.told(str)

    def __bool__(self) -> bool:
        return bool(self.words)


def say(words: str, **values: object) -> Said:
    """Return a sentence; a value is a sentence too, or is kept as one line of at most 120 characters."""
    told = ((name, value if isinstance(value, Said) else _short(value)) for name, value in values.items())
    return Said(words, tuple(told))


def _short(value: object) -> str:
    line = " ".join(str(value).split())
    line = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)
    return line if len(line) <= 120 else f"{line[:119]}…"


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend, said in the reader's words."""

    place: Place
    rule: str
    severity: Severity
    message: Said
    suggestion: Said = field(default_factory=Said)

    def __str__(self) -> str:
        end = f" ({self.suggestion})" if self.suggestion else ""
        return f"{self.place}: {self.severity}: {self.message}{end} [{self.rule}]"

    def as_dict(self) -> dict[str, str | int]:
        """Return the finding as plain data, for `--json`."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "path": self.place.path,
            "rule": self.rule,
            "severity": str(self.severity),
            "message": str(self.message),
            "suggestion": str(self.suggestion),
        }


class HiringError(Exception):
    """Something that a person can mend; it carries its findings and never shows a traceback."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class NotInstalled(HiringError):  # noqa: N818 - what it is, not what went wrong
    """Something that needs a package which is not on this machine."""


NOTHING = Said()


def error(place: Place, rule: str, message: Said, suggestion: Said = NOTHING) -> Finding:
    """Return a finding that makes a command fail."""
    return Finding(place, rule, Severity.ERROR, message, suggestion)


def refused(place: Place, rule: str, message: Said, suggestion: Said = NOTHING) -> HiringError:
    """Return the exception to raise when one mistake stops everything."""
    return HiringError([error(place, rule, message, suggestion)])


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings makes a command fail."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def did_you_mean(word: str, known: Iterable[str]) -> Said:
    """Suggest the known word that is nearest to a misspelt one, or all of them when they are few."""
    words = sorted(known)
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return say("did you mean %(guess)s?", guess=near[0])
    return say("known are %(known)s", known=", ".join(words)) if 0 < len(words) <= 8 else Said()
