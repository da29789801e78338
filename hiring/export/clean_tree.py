"""The clean HTML of a document as a small tree, for the forms that are not HTML."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

MOST_OPEN = 9  # deeper than this a document is flattened: nobody reads it, and typesetters give up
EMPTY = ("br", "hr")
INLINE = frozenset({"a", "br", "em", "strong"})
TABLE = frozenset({"table", "thead", "tbody", "tr", "th", "td"})
WORDLESS = frozenset({"ul", "ol", "dl", "table", "thead", "tbody", "tr"})
_SPACES = re.compile(r"[ \t\r\n\f]+")  # not the no-break space, which holds short Polish words


@dataclass(frozen=True)
class Element:
    """A tag with what is in it; `href` is a link's address, `start` an ordered list's first number."""

    tag: str
    children: list["Element | str"] = field(default_factory=list)
    href: str = ""
    start: int = 1

    def all(self, *tags: str) -> Iterator["Element"]:
        """Yield the elements below of these tags, in the order of the document."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.all(*tags)

    @property
    def words(self) -> str:
        """Return all text below as one string; a line break counts as a space."""
        if self.tag == "br":
            return " "
        return "".join(child if isinstance(child, str) else child.words for child in self.children)


Node = Element | str


def parse(html: str) -> Element:
    """Return the tree of a document's clean HTML; its root has the tag `body`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def blocks(nodes: Sequence[Node]) -> Iterator[Element]:
    """Yield what stands below each other; words that stand between blocks become paragraphs."""
    run: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or node.tag in INLINE:
            run.append(node)
            continue
        yield from _paragraph(run)
        run = []
        yield node
    yield from _paragraph(run)


def _paragraph(run: list[Node]) -> Iterator[Element]:
    if line := trimmed(run):
        yield Element("p", line)


def trimmed(run: Sequence[Node]) -> list[Node]:
    """Return a run of words without spaces and line breaks at its ends."""
    kept = list(run)
    while kept and (kept[0] == "" or _breaks(kept[0]) or isinstance(kept[0], str)):
        if isinstance(kept[0], str) and (words := kept[0].lstrip(" ")):
            kept[0] = words
            break
        del kept[0]
    while kept and (_breaks(kept[-1]) or isinstance(kept[-1], str)):
        if isinstance(kept[-1], str) and (words := kept[-1].rstrip(" ")):
            kept[-1] = words
            break
        del kept[-1]
    return kept


def one_space(words: str) -> str:
    """Return words in which several spaces and line ends are one space."""
    return _SPACES.sub(" ", words)


def _breaks(node: Node) -> bool:
    return isinstance(node, Element) and node.tag == "br"


class _Reader(HTMLParser):
    """Builds the tree; a tag that stands too deep, or a table in a table, gives only its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self._open = [("body", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag, or go on in the one around it."""
        around = self._open[-1][1]
        if tag in EMPTY:
            self._for_words().children.append(Element(tag))
        elif len(self._open) > MOST_OPEN or (tag in TABLE and self._in_another_table(tag)):
            if tag not in INLINE:
                self._for_words().children.append(Element("br"))
            self._open.append((tag, self._for_words()))
        else:
            made = _element(tag, dict(attrs))
            around.children.append(made)
            self._open.append((tag, made))

    def _in_another_table(self, tag: str) -> bool:
        tables = [name for name, _ in self._open].count("table")
        return tables > (0 if tag == "table" else 1)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest tag of this name."""
        names = [name for name, _ in self._open]
        if tag in names[1:]:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Keep words; several spaces are one."""
        self._for_words().children.append(one_space(data))

    def _for_words(self) -> Element:
        """Return the nearest open element that may hold words, which a list or a row may not."""
        return next(element for _, element in reversed(self._open) if element.tag not in WORDLESS)


def _element(tag: str, given: dict[str, str | None]) -> Element:
    start = given.get("start") or ""
    first = int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
    return Element(tag, href=given.get("href") or "", start=first)
