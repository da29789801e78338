"""The list points of a posting, under the headings of duties, requirements and extras."""

from collections.abc import Iterator
from typing import Literal, get_args

from hiring.cues import Span
from hiring.posting_reading import Reading
from hiring.posting_text import Line, lines_of

Section = Literal["duties", "requirements", "nice_to_have"]
SECTIONS: tuple[Section, ...] = get_args(Section)
_LONGEST_HEADING = 80
_MARKED = ("#", "**")


def points_of(text: str, reading: Reading) -> dict[Section, list[Span]]:
    """Return where the words of the points of each list stand, without their signs."""
    found: dict[Section, list[Span]] = {section: [] for section in SECTIONS}
    for section, line in _sectioned(text, reading):
        if section and line.point:
            found[section].append(_without_sign(line))
    return found


def headed(text: str, reading: Reading) -> set[Section]:
    """Return the lists that a heading of the posting names, whether points or prose stand under it."""
    return {section for section, line in _sectioned(text, reading) if section and not line.point}


def _sectioned(text: str, reading: Reading) -> Iterator[tuple[Section | None, Line]]:
    """Yield every line with the list that it belongs to."""
    named = {begin: section for section in SECTIONS for begin, _ in _spans(section, reading)}
    section: Section | None = None
    for line in lines_of(text):
        if not line.point:
            inside = next((named[place] for place in range(*line.span) if place in named), None)
            if _is_heading(line, known=inside is not None):
                section = inside
        yield section, line


def _spans(section: Section, reading: Reading) -> tuple[Span, ...]:
    cue = reading.cue(section, reading.brief)
    return cue.spans if cue else ()


def _is_heading(line: Line, *, known: bool) -> bool:
    """Whether a line is a heading: short and marked as one, or short and with a heading's words."""
    words = line.words.strip("*_ ")
    if len(line.words) > _LONGEST_HEADING or words.endswith((".", ";", ",")):
        return False
    return known or line.words.startswith(_MARKED) or words.endswith(":") or words.isupper()


def _without_sign(line: Line) -> Span:
    """Return where the words of a point stand."""
    bare = line.words.lstrip("-–—*•·◦▪‣●○✓✔➢➤► \t")
    if bare == line.words:
        bare = line.words.lstrip("0123456789").lstrip(".) \t")
    return line.span[1] - len(bare), line.span[1]


def points(spans: list[Span], text: str) -> Iterator[str]:
    """Yield the words of points as one line each."""
    yield from (" ".join(text[begin:end].split()) for begin, end in spans)
