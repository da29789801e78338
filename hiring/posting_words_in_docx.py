"""What a reader sees of a DOCX: its paragraphs as lines, headings and points of lists with their signs."""

import re
from dataclasses import dataclass, field

_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
_HEADING = re.compile(r"(heading [1-9]|title)", re.IGNORECASE)
_LIST = re.compile(r"list (bullet|number)( [2-9])?", re.IGNORECASE)
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_UNSEEN = {"Fallback", "moveFrom", "del"}
_SPACES = re.compile(" {2,}")
_UNSEEN_SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad]")
Given = dict[str, str]


def _word(tag: str) -> str:
    """Return the local name of an element that is Word's, or of the one that stands for alternatives."""
    namespace, _, name = tag.rpartition(" ")
    return name if namespace in _NAMESPACES or name == "Fallback" else ""


def _value(given: Given, name: str = "val") -> str:
    return next((given[f"{each} {name}"] for each in _NAMESPACES if f"{each} {name}" in given), "")


class Styles:
    """Which styles, by their ids, make headings and points; the names of Word's own are English in every language."""

    signs = 0

    def __init__(self) -> None:
        self.headings: set[str] = set()
        self.points: set[str] = set()
        self._style = ""

    def begin(self, tag: str, given: Given) -> None:
        """Take note of a style's id, name and numbers."""
        name = _word(tag)
        if name == "style":
            self._style = _value(given, "styleId")
        elif name == "name" and _HEADING.fullmatch(_value(given)):
            self.headings.add(self._style)
        elif (name == "name" and _LIST.fullmatch(_value(given))) or name == "numPr":
            self.points.add(self._style)

    def end(self, tag: str) -> None:
        """Forget the style that ends."""
        if _word(tag) == "style":
            self._style = ""

    def text(self, words: str) -> None:
        """Take no words: there are none in styles."""


@dataclass
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    heading: bool = False
    point: bool | None = None


class Words:
    """Collects lines; a paragraph inside another, as in a text box, comes before it."""

    def __init__(self, styles: Styles) -> None:
        self.lines: list[str] = []
        self.signs = 0
        self._styles = styles
        self._open: list[_Paragraph] = []
        self._run: list[str] = []
        self._hidden = self._reads = False
        self._unseen = 0

    def begin(self, tag: str, given: Given) -> None:
        """Begin what an element begins."""
        name = _word(tag)
        self._unseen += name in _UNSEEN
        self._reads = name == "t"
        if name == "p":
            self._open.append(_Paragraph())
        elif name == "r":
            self._run, self._hidden = [], False
        elif name == "vanish":
            self._hidden = _value(given) not in {"0", "false"}
        elif name in _SIGNS:
            self._run.append(_SIGNS[name])
        elif self._open and name in {"pStyle", "numId", "outlineLvl"}:
            self._look(self._open[-1], name, _value(given))

    def _look(self, paragraph: _Paragraph, name: str, value: str) -> None:
        """Take note of what makes a paragraph a heading or a point."""
        if name == "numId":
            paragraph.point = value != "0"
        elif name == "outlineLvl":
            paragraph.heading = value in set("012345678")
        else:
            paragraph.heading = value in self._styles.headings
            if paragraph.point is None:
                paragraph.point = value in self._styles.points

    def end(self, tag: str) -> None:
        """End what an element ends."""
        name = _word(tag)
        self._unseen -= name in _UNSEEN
        self._reads = False
        if name == "r":
            if self._open and not self._hidden and not self._unseen:
                self._open[-1].pieces += self._run
            self._run = []
        elif name == "p" and self._open:
            self._end_paragraph(self._open.pop())

    def text(self, words: str) -> None:
        """Take words of a run."""
        if self._reads:
            self._run.append(words.replace("\n", " ").replace("\t", " "))

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        text = _UNSEEN_SIGNS.sub("", "".join(paragraph.pieces))
        lines = [line for line in (_SPACES.sub(" ", part).strip() for part in text.split("\n")) if line]
        if not lines:
            return
        sign = "\n# " if paragraph.heading else "- " if paragraph.point else ""
        lines[0] = sign + lines[0]
        self.lines += lines
        self.signs += sum(map(len, lines)) + len(lines)
