"""Rules of the posting lint on demands: years of experience, and how many demands there are."""

from bisect import bisect_left
from collections.abc import Iterator

from hiring.cues import joined
from hiring.lint_finding import Report
from hiring.posting_numbers import years_asked
from hiring.posting_text import Line, PostingText

_LEAST_YEARS = 3
_MOST_MUST, _MOST_POINTS = 7, 12
_LONGEST_HEADING = 80


def years_demanded(page: PostingText) -> Iterator[Report]:
    """Report a demand for three years of experience or more."""
    capped = page.sentences_with("at_most")
    lists = {
        "but": joined(page.ranges.get("years but", ())),
        "experience": sorted([*page.ranges.get("years experience", ()), *page.ranges.get("demanded", ())]),
    }
    for least, span in years_asked(page.sentences, page.years, lists):
        token = bisect_left(page.starts, span[0])
        if least >= _LEAST_YEARS and page.sentence(token) not in capped:
            yield Report((span,), least)


def too_many_demands(page: PostingText) -> Iterator[Report]:
    """Report more than seven must-haves, or more than twelve points of what is asked for in all."""
    must, points, last = 0, 0, None
    for kind, line in _demands(page):
        must += kind == "must"
        points += 1
        if (kind == "must" and must == _MOST_MUST + 1) or (points == _MOST_POINTS + 1 and must <= _MOST_MUST):
            last = line
    if last:
        yield Report((last.span,), must if must > _MOST_MUST else points)


def _demands(page: PostingText) -> Iterator[tuple[str, Line]]:
    """Yield the points of lists under headings of what is asked for, with whether they are a must."""
    names: dict[int, str] = {}
    for name in ("must", "nice"):
        for begin, _ in page.ranges.get(name, ()):
            names[page.line(begin)] = name
    under = ""
    for number, line in enumerate(page.lines):
        if not line.point and _is_heading(line, known=number in names):
            under = names.get(number, "")
        elif line.point and under:
            yield under, line


def _is_heading(line: Line, *, known: bool) -> bool:
    """Whether a line is a heading: marked as one, or known words in a short line without a full stop."""
    bare = line.words.strip("*_# ")
    if len(bare) > _LONGEST_HEADING:
        return False
    marked = line.words.startswith(("#", "**")) or bare.endswith(":") or line.words.isupper()
    return marked or (known and not bare.endswith((".", ";", ",")))
