"""How wide the columns of a table on paper are, and which of its rows are too long to stay on one page."""

from dataclasses import dataclass
from itertools import zip_longest
from math import sqrt

ROOM = 95  # letters across a page
NARROW = 16  # letters; such a column is as wide as it needs to be
LONGEST_WORD = 40  # letters; a longer one is divided
PADDING = 4  # letters that the empty sides of a cell take
MOST_LINES = 12  # of a row that is kept whole; widths are guessed, so this is far below a page
MOST_ROWS = 18  # lines of a table that is kept whole


@dataclass(frozen=True)
class Column:
    """How many letters across a column is with its empty sides, and whether its words fit on one line."""

    letters: int
    fits: bool


@dataclass(frozen=True)
class Shape:
    """The widths of a table's columns as Typst writes them, which rows may break, and whether the table may."""

    columns: list[str]
    long_rows: list[bool]
    whole: bool


def shape(rows: list[list[str]]) -> Shape:
    """Return the shape of a table, given the words of its cells; the first row is its head."""
    across = columns(rows)
    lines = [_lines(row, across) for row in rows]
    return Shape(
        ["auto" if column.fits else f"{column.letters}fr" for column in across],
        [most > MOST_LINES for most in lines],
        sum(lines) <= MOST_ROWS,
    )


def columns(rows: list[list[str]]) -> list[Column]:
    """Return the columns of a table: narrow ones as wide as they need to be, the others share the rest."""
    texts = list(map(list, zip_longest(*rows, fillvalue="")))
    narrow = [text for text in texts if _narrow(text)]
    if narrow == texts or sum(map(_longest, narrow)) > ROOM / 2:
        narrow = []
    room = ROOM - sum(_longest(text) + PADDING for text in narrow)
    shared = iter(_letters([text for text in texts if text not in narrow], room))
    return [
        Column(_longest(text) + PADDING, fits=True) if text in narrow else Column(next(shared), fits=False)
        for text in texts
    ]


def least_width(rows: list[list[str]]) -> int:
    """Return how many letters across a table needs so that no word is divided."""
    return sum(_longest_word(list(column)) + PADDING for column in zip(*rows, strict=False))


def _narrow(column: list[str]) -> bool:
    """Whether a column is narrow, and is not left empty to write in."""
    return _longest(column) <= NARROW and any(cell.strip() for cell in column[1:])


def _longest(column: list[str]) -> int:
    return max(map(len, column))


def _longest_word(column: list[str]) -> int:
    return max((len(word) for cell in column for word in cell.split()), default=0)


def _letters(columns: list[list[str]], room: int) -> list[int]:
    """Return the widths in letters: room for the longest word of each, and the rest by how much there is to say."""
    least = [min(_longest_word(column), LONGEST_WORD) + PADDING for column in columns]
    wishes = [sqrt(_longest(column) * sum(map(len, column)) / len(column)) + 1 for column in columns]
    rest = max(room - sum(least), 0)
    return [start + round(rest * wish / sum(wishes)) for start, wish in zip(least, wishes, strict=True)]


def _lines(row: list[str], across: list[Column]) -> int:
    return (
        max((-(-len(cell) // column.letters) for cell, column in zip(row, across, strict=False)), default=1)
        or 1
    )
