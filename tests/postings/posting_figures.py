"""Print how well the labelled postings are read: `python tests/postings/posting_figures.py`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hiring.library import Library
from hiring.posting_lint import lint_text
from hiring.posting_plain import plain_text
from hiring.posting_reading import Reading, read_posting
from hiring.vocabulary import LANGUAGES

HERE = Path(__file__).parent
LIBRARY = Library()
LABELS: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "labels.yaml").read_text("utf-8"))


@dataclass(frozen=True)
class Figures:
    """Counts over some postings: right answers, wrong ones, and what was found, expected and both."""

    postings: int
    level: int
    wrong_level: int
    motion: int
    wrong_motion: int
    skills: tuple[int, int, int]
    findings: tuple[int, int]
    false_findings: int

    @property
    def precision(self) -> float:
        """The share of the skills found that are asked for."""
        return self.skills[0] / self.skills[1]

    @property
    def recall(self) -> float:
        """The share of the skills asked for that are found."""
        return self.skills[0] / self.skills[2]


def text_of(name: str) -> str:
    """Return a posting as the program reads it."""
    return plain_text((HERE / "labelled" / name).read_text("utf-8"))


@cache
def reading_of(name: str) -> Reading:
    """Return what is read from a posting of which nothing is told."""
    return read_posting(text_of(name), LIBRARY)


@cache
def rules_of(name: str) -> frozenset[str]:
    """Return the rules of the lint that report something in a posting."""
    return frozenset(each.rule for each in lint_text(text_of(name), None, LIBRARY))


def figures(names: Sequence[str]) -> Figures:
    """Return the figures of some postings; an answer is wrong where there is one and it is another."""
    pairs = [(reading_of(name), LABELS[name]) for name in names]
    found = [({cue.name for cue in read.skills}, set(label["skills"])) for read, label in pairs]
    rules = [
        (set(label["findings"]), set(label["clean"]), rules_of(name))
        for name, (_, label) in zip(names, pairs, strict=True)
    ]
    return Figures(
        len(pairs),
        sum(read.level == label["level"] for read, label in pairs),
        sum(read.level not in (None, label["level"]) for read, label in pairs),
        sum(read.motion == label["motion"] for read, label in pairs),
        sum(read.motion not in (None, label["motion"]) for read, label in pairs),
        (sum(len(a & b) for a, b in found), sum(len(a) for a, _ in found), sum(len(b) for _, b in found)),
        (sum(len(must & came) for must, _, came in rules), sum(len(must) for must, _, _ in rules)),
        sum(len(clean & came) for _, clean, came in rules),
    )


def groups() -> dict[str, list[str]]:
    """Return the postings by language, apart from them those in plain words, and those that no word was added for."""
    usual = [name for name in LABELS if "_held_" not in name and "_plain_" not in name]
    by_language: dict[str, list[str]] = {
        language: [name for name in usual if name.startswith(language)] for language in LANGUAGES
    }
    return {
        **by_language,
        "plain words": [name for name in LABELS if "_plain_" in name],
        "held out": [name for name in LABELS if "_held_" in name],
    }


def table() -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| postings | level: right, wrong | motion: right, wrong | skills: right / found / asked | precision | recall | findings: reported / expected | where clean |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, postings in groups().items():
        one = figures(postings)
        cells = (
            f"{name}: {one.postings}",
            f"{one.level}, {one.wrong_level}",
            f"{one.motion}, {one.wrong_motion}",
            " / ".join(map(str, one.skills)),
            f"{one.precision:.2f}",
            f"{one.recall:.2f}",
            " / ".join(map(str, one.findings)),
            str(one.false_findings),
        )
        yield "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    print("\n".join(table()))  # noqa: T201 - what it is for
