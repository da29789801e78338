"""The paragraphs and tables of a document as WordprocessingML. Every word is text: no fields, no macros."""

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from hiring.export.blocks import Block, Blocks, Paragraph, Row, Run, Table
from hiring.export.table_widths import columns

TEXT_WIDTH = 9864  # twentieths of a point between the margins of A4
LONG_ROW = 3000  # signs of a row, for each of its columns, that may not fit on a page
KEPT_TABLE = 1800  # signs of a table that is kept on one page
BOX_HEIGHT = 1300  # twentieths of a point of room for notes
LONGEST_LINK = 2000
_IN_LINKS = "-._~:/?#[]@!$&'()*+,;=%"
_MAIL = re.compile(r"mailto:[\w.!#$%&'*+/=?^`{|}~-]{1,200}@[\w.-]{1,200}(\?[^\s\"<>]*)?", re.ASCII)


class Body:
    """Writes the body of a document; `links` are the addresses that its relations r1, r2 … lead to."""

    def __init__(self, document: Blocks, *, pages_of_heads: bool) -> None:
        """Prepare to write; `pages_of_heads` begins a page at each second heading."""
        self.document = document
        self.pages_of_heads = pages_of_heads
        self.links: dict[str, int] = {}
        self.levels = [0] * len(document.starts)

    def xml(self) -> str:
        """Return all paragraphs and tables."""
        blocks, pieces, second = self.document.blocks, [], 0
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            if isinstance(block, Table):
                pieces.append(self._table(block))
                continue
            second += block.style == "Heading2"
            begins_page = self.pages_of_heads and block.style == "Heading2" and second > 1
            before = _kept(block, following) + "<w:pageBreakBefore/>" * begins_page
            after = '<w:spacing w:after="110"/>' * _last_point(block, following)
            pieces.append(self._paragraph(block, before=before, after=after))
        return "".join(pieces)

    def _paragraph(self, paragraph: Paragraph, style: str = "", *, before: str = "", after: str = "") -> str:
        """Return a paragraph; `before` and `after` are properties that stand before and after its number."""
        point, style, numbers = paragraph.point, paragraph.style or style, ""
        if point:
            kind, level = "ListBullet" if point.numbered is None else "ListNumber", point.level
            style = f"{kind}{level if level > 1 else ''}"
            numbers = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{self._list(point.numbered, level)}"/></w:numPr>'
        style = "ListContinue" if style == "ListContinue1" else style
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        runs = "".join(self._run(run) for run in paragraph.runs)
        return f"<w:p><w:pPr>{named}{before}{numbers}{after}</w:pPr>{runs}</w:p>"

    def _list(self, numbered: int | None, level: int) -> int:
        if numbered is None:
            return 1
        self.levels[numbered] = level - 1
        return numbered + 3

    def _run(self, run: Run) -> str:
        link = self._link(run.link)
        looks = (
            '<w:rStyle w:val="Hyperlink"/>' * bool(link)
            + "<w:b/><w:bCs/>" * run.bold
            + "<w:i/><w:iCs/>" * run.italic
        )
        lines = (
            f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in run.text.split("\n")
        )
        written = f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{'<w:br/>'.join(lines)}</w:r>"
        return f'<w:hyperlink r:id="r{link}" w:history="1">{written}</w:hyperlink>' if link else written

    def _link(self, address: str) -> int:
        """Return the number of a link's relation, or none if it leads nowhere that we let it."""
        target = link_target(address)
        return self.links.setdefault(target, len(self.links) + 1) if target else 0

    def _table(self, table: Table) -> str:
        widths = _widths(table)
        together = table.box or table.signs <= KEPT_TABLE
        rows = "".join(
            self._row(row, widths, box=table.box, kept=together and (table.box or row is not table.rows[-1]))
            for row in table.rows
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        look = f'<w:tblLook w:val="0020" w:firstRow="{int(not table.box)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{"NotesBox" if table.box else "TableGrid"}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
            f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{"<w:keepNext/>" * table.box}</w:pPr></w:p>'
        )

    def _row(self, row: Row, widths: Sequence[int], *, box: bool, kept: bool) -> str:
        style = "Note" if box else "TableHead" if row.head else "TableText"
        short = row.signs * len(widths) <= LONG_ROW
        height = f'<w:trHeight w:val="{BOX_HEIGHT}" w:hRule="atLeast"/>' * box
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._cell(cell, style, kept=kept)}</w:tc>'
            for cell, width in zip([*row.cells, *[[]] * (len(widths) - len(row.cells))], widths, strict=True)
        )
        return f"<w:tr><w:trPr>{'<w:cantSplit/>' * short}{height}{'<w:tblHeader/>' * row.head}</w:trPr>{cells}</w:tr>"

    def _cell(self, cell: Sequence[Paragraph], style: str, *, kept: bool) -> str:
        keep = "<w:keepNext/>" * kept
        return "".join(self._paragraph(each, style, before=keep) for each in cell or [Paragraph("")])


def _kept(block: Paragraph, following: Block | None) -> str:
    """Return what keeps a paragraph on the page of the list or table that it leads into."""
    leads = isinstance(following, Table) or (isinstance(following, Paragraph) and following.point is not None)
    return "<w:keepNext/>" if leads and not block.point and len(str(block)) < KEPT_TABLE else ""


def _last_point(block: Paragraph, following: Block | None) -> bool:
    """Whether a list ends with this paragraph."""
    listed = block.point is not None or block.style.startswith("ListContinue")
    goes_on = isinstance(following, Paragraph) and (
        following.point or following.style.startswith("ListContinue")
    )
    return listed and not goes_on


def link_target(address: str) -> str:
    """Return an address as a relation may hold it, or nothing if it is none of http, https and mailto."""
    quoted = quote(address.strip(), safe=_IN_LINKS)
    if len(quoted) > LONGEST_LINK:
        return ""
    if quoted.startswith("mailto:"):
        return quoted if _MAIL.fullmatch(quoted) else ""
    try:
        parts = urlsplit(quoted)
        parts.port  # noqa: B018 - raises if it is none
    except ValueError:
        return ""
    return quoted if parts.scheme in {"http", "https"} and parts.hostname else ""


def _widths(table: Table) -> list[int]:
    """Return the width of each column, in twentieths of a point."""
    across = columns([[" ".join(map(str, cell)) for cell in row.cells] for row in table.rows])
    letters = sum(column.letters for column in across)
    return [round(TEXT_WIDTH * column.letters / letters) for column in across]
