"""The clean HTML of a document as paragraphs and tables, for the forms that are no page of HTML."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from hiring.export.clean_tree import INLINE, Element, Node, blocks, one_space, parse

DEEPEST = 5  # levels of lists that look different
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STYLES = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3", "h4": "Heading4", "dt": "Term"}


@dataclass(frozen=True)
class Run:
    """Words that look the same; a line break is the sign for one."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True)
class Point:
    """The sign before a point of a list: how deep it stands, and of which numbered list it is, if of one."""

    level: int
    numbered: int | None = None


@dataclass
class Paragraph:
    """One paragraph: its style's id, or none for the style of its surroundings, and its words."""

    style: str
    runs: list[Run] = field(default_factory=list)
    point: Point | None = None

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass
class Row:
    """A row of a table: the paragraphs of each cell."""

    head: bool
    cells: list[list["Paragraph"]] = field(default_factory=list)

    @property
    def signs(self) -> int:
        """How long its words are."""
        return sum(len(str(paragraph)) for cell in self.cells for paragraph in cell)


@dataclass
class Table:
    """A table; a `box` is one that leaves room for notes."""

    rows: list[Row] = field(default_factory=list)
    box: bool = False

    @property
    def signs(self) -> int:
        """How long its words are."""
        return sum(row.signs for row in self.rows)


Block = Paragraph | Table


@dataclass
class Blocks:
    """A document's paragraphs and tables in their order, and the number that each numbered list begins with."""

    blocks: list[Block] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


def blocks_of(body: str) -> Blocks:
    """Return the paragraphs and tables of the clean HTML that `render.html` gives; no word of it is lost."""
    starts: list[int] = []
    return Blocks(list(_Place(starts).blocks(parse(body).children)), starts)


@dataclass(frozen=True)
class _Place:
    """Where a paragraph stands: the starts of the numbered lists up to it, its style, how many lists are around it."""

    starts: list[int]
    style: str = ""
    level: int = 0

    def blocks(self, nodes: Sequence[Node]) -> Iterator[Block]:
        """Yield what nodes hold, as blocks below each other."""
        for element in blocks(nodes):
            yield from self._block(element)

    def _block(self, element: Element) -> Iterator[Block]:
        match element.tag:
            case "ul" | "ol":
                yield from self._list(element)
            case "table":
                yield from self._table(element)
            case "blockquote":
                yield Table([Row(head=False, cells=[self._cell(element)])], box=True)
            case "hr":
                yield Paragraph("Rule")
            case "dd":
                yield from replace(self, style="Definition").blocks(element.children)
            case "p":
                yield from _paragraph(self.style, element)
            case tag if tag in _STYLES:
                yield from _paragraph(_STYLES[tag], element)
            case _:
                yield from self.blocks(element.children)

    def _list(self, element: Element) -> Iterator[Block]:
        level, number = min(self.level + 1, DEEPEST), None
        if element.tag == "ol":
            number = len(self.starts)
            self.starts.append(element.start)
        inside = replace(self, style=f"ListContinue{level}", level=level)
        for item in blocks(element.children):
            yield from inside.item(item, Point(level, number))

    def item(self, element: Element, point: Point) -> list[Block]:
        """Return what is in a point of a list; its first paragraph, or an empty one, carries the sign."""
        found = [*self.blocks([element])] or [Paragraph(self.style)]
        own = (each for each in found if isinstance(each, Paragraph) and each.style == self.style)
        if first := next(own, None):
            first.style, first.point = "", point
        return found

    def _table(self, element: Element) -> Iterator[Table]:
        """Yield a table, unless it has no cell."""
        heads = sum(len(list(head.all("tr"))) for head in element.all("thead"))
        rows = [
            Row(number < heads, [self._cell(cell) for cell in row.all("th", "td")])
            for number, row in enumerate(element.all("tr"))
        ]
        if any(row.cells for row in rows):
            yield Table(rows)

    def _cell(self, element: Element) -> list[Paragraph]:
        """Return the paragraphs of a cell; a table in it gives only its own."""
        found = _Place(self.starts).blocks(element.children)
        return [paragraph for block in found for paragraph in _paragraphs(block)]


def _paragraphs(block: Block) -> list[Paragraph]:
    if isinstance(block, Paragraph):
        return [block]
    return [paragraph for row in block.rows for cell in row.cells for paragraph in cell]


def _paragraph(style: str, element: Element) -> Iterator[Paragraph]:
    """Yield a paragraph, unless it has no words."""
    if runs := _tidy(_runs(element.children, Run(""))):
        yield Paragraph(style, runs)


def _runs(nodes: Sequence[Node], around: Run) -> Iterator[Run]:
    """Yield words as they look in their surroundings; a line break, or a block in a line, begins a line."""
    for node in nodes:
        if isinstance(node, str):
            yield replace(around, text=one_space(_NO_XML.sub("", node)))
            continue
        if node.tag == "br" or node.tag not in INLINE:
            yield replace(around, text="\n")
        bold, italic = around.bold or node.tag == "strong", around.italic or node.tag == "em"
        yield from _runs(node.children, Run("", bold, italic, node.href or around.link))


def plain(words: str) -> str:
    """Return words as one line without the signs that XML refuses."""
    return one_space(_NO_XML.sub("", words)).strip(" ")


def _tidy(runs: Iterable[Run]) -> list[Run]:
    """Return runs without the spaces that a page does not show: at both ends, after another, after a line break."""
    kept: list[Run] = []
    before = "\n"
    for run in runs:
        words = run.text.lstrip(" " if kept else " \n") if before in " \n" else run.text
        if words:
            kept.append(run if words == run.text else replace(run, text=words))
            before = words[-1]
    while kept and not kept[-1].text.strip(" \n"):
        kept.pop()
    return [*kept[:-1], replace(kept[-1], text=kept[-1].text.rstrip(" \n"))] if kept else []
