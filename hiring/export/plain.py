"""A document as plain text, for job boards that strip formatting: every word, no signs of Markdown, lines unwrapped."""

from collections.abc import Iterator, Sequence

from hiring.export.clean_tree import EMPTY, Element, Node, blocks, parse

UNDERLINES = {"h1": "=", "h2": "-", "h3": "-", "h4": "-"}
LONGEST_UNDERLINE = 60
BETWEEN_CELLS = " · "
_TIGHT = frozenset({"ul", "ol"})
_INDENT = "  "


def plain_document(body: str) -> str:
    """Return the clean HTML that `render.html` gives as plain text that ends with a line end."""
    return "\n\n".join("\n".join(lines) for lines in _blocks(parse(body).children)) + "\n"


def _blocks(nodes: Sequence[Node]) -> Iterator[list[str]]:
    """Yield the lines of each block that has any."""
    yield from (lines for block in blocks(nodes) if (lines := list(_lines(block))))


def _lines(block: Element) -> Iterator[str]:
    if block.tag in UNDERLINES:
        yield from _heading(block)
    elif block.tag in _TIGHT:
        yield from _points(block)
    elif block.tag == "table":
        yield from (BETWEEN_CELLS.join(_cells(row)) for row in block.all("tr"))
    elif block.tag == "dd":
        yield from (f"{_INDENT}{line}" for line in _inside(block))
    elif block.tag in {"p", "dt"}:
        yield from _words(block)
    elif block.tag not in EMPTY:
        yield from _inside(block, apart="")


def _heading(block: Element) -> Iterator[str]:
    line = " ".join(_words(block))
    yield line
    yield UNDERLINES[block.tag] * min(len(line), LONGEST_UNDERLINE)


def _points(block: Element) -> Iterator[str]:
    """Yield the lines of a list, what follows in a point under its words."""
    points = (child for child in block.children if isinstance(child, Element))
    for number, point in enumerate(points, block.start):
        sign = f"{number}. " if block.tag == "ol" else "- "
        first, *rest = list(_inside(point)) or [""]
        yield f"{sign}{first}".rstrip(" ")
        yield from (f"{' ' * len(sign)}{line}" for line in rest)


def _inside(block: Element, apart: str | None = None) -> Iterator[str]:
    """Yield the lines of the blocks in a block; `apart` is a line between two of them."""
    for place, lines in enumerate(_blocks(block.children)):
        if place and apart is not None:
            yield apart
        yield from lines


def _cells(row: Element) -> Iterator[str]:
    yield from (" ".join(_inside(cell)) for cell in row.all("th", "td"))


def _words(block: Element) -> Iterator[str]:
    """Yield the lines of a paragraph; a link's address stands behind its words unless they are the address."""
    text = "".join(_written(block.children))
    yield from (line for part in text.split("\n") if (line := part.strip(" ")))


def _written(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == "br":
            yield "\n"
        elif node.tag == "a":
            words = "".join(_written(node.children))
            shown = node.href in {"", words.strip(" "), f"mailto:{words.strip(' ')}"}
            yield words if shown else f"{words} ({node.href.removeprefix('mailto:')})"
        else:
            yield from _written(node.children)
