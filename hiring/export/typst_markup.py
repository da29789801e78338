"""The clean tree of a document as Typst's markup; every text in it is a string literal, which does nothing."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from hiring.export.clean_tree import INLINE, Element, Node, blocks, trimmed
from hiring.export.table_widths import Shape, shape

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
LISTED = frozenset({"ul", "ol", "table"})
MOST_TOPIC, MOST_LEAD = 60, 300  # letters of a paragraph that stays with the list or table after it
SQUARE = "□"  # for what cannot be shown
_NEVER = "\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U0001f000-\U0010ffff"  # no font here has Chinese or emoji
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_LONE = re.compile(r"(?<!\S)[^\x00-\u02ff]")
_UNBROKEN = re.compile(r"[^\s\xa0]{25,}")
_WORD = re.compile(r"[^\W\d_]{1,45}[.,;:!?)”»]*")
_NUMBERED = re.compile(r"\d+\. ")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]{1,2000}", re.IGNORECASE)


def markup(tree: Element, *, parted: bool) -> str:
    """Return a document as Typst, to stand below the preamble that defines its own words such as `keep`.

    In a parted document each numbered part, such as a stage, has pages of its own.
    """
    return "\n".join(_kept_together(list(blocks(tree.children)), parted=parted))


def seen(text: str) -> str:
    """Return text without the signs that nobody can see, which no accessible PDF may hold.

    An accent on nothing becomes a square: the typesetter may break down on it.
    """
    if text.isascii() and text.isprintable():
        return text
    signs = _SELECTOR.sub("", re.sub("[\u2028\u2029\x1c-\x1f\x85\v]", " ", text))
    shown = "".join(sign for sign in signs if unicodedata.category(sign) not in _INVISIBLE)
    return with_squares(_LONE.sub(_carried, unicodedata.normalize("NFC", shown)), _NEVER)


def with_squares(text: str, signs: str) -> str:
    """Return text with a square for each of the signs, written as in a regular expression's brackets."""
    if not signs:
        return text
    squares = re.sub(f"[{signs}]", SQUARE, text)
    return re.sub(rf"(?<={SQUARE})[^\x00-\u02ff]+", _without_accents, squares)


def _without_accents(found: re.Match[str]) -> str:
    signs = found.group()
    return signs.lstrip("".join(sign for sign in signs if unicodedata.category(sign).startswith("M")))


def _carried(found: re.Match[str]) -> str:
    sign = found.group()
    return SQUARE if unicodedata.category(sign).startswith("M") else sign


def literal(text: str) -> str:
    """Return text as a string that Typst shows as it is, and that breaks where no word would."""
    return quoted(_UNBROKEN.sub(_breakable, seen(text)))


def quoted(text: str) -> str:
    """Return text between Typst's quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _breakable(found: re.Match[str]) -> str:
    """Return what is no word, such as an address, so that it may break anywhere; a word breaks by its syllables."""
    signs = found.group()
    return signs if _WORD.fullmatch(signs) else "\u200b".join(signs)


def _kept_together(body: list[Element], *, parted: bool) -> Iterator[str]:
    """Yield the blocks of a document; what follows a third heading is kept on one page with it where it fits."""
    level, section, part = 0, False, ""
    for before, each, after in _with_neighbours(body):
        if each.tag not in HEADINGS:
            yield _paragraph(each, before, after) if each.tag == "p" else _block(each)
            continue
        if section and each.tag != "h4":
            yield "]"
            section = False
        if each.tag == "h2":
            words = each.words
            if parted and part and (_NUMBERED.match(words) or _NUMBERED.match(part)):
                yield "#pagebreak(weak: true)"
            part = words
        if each.tag == "h3":
            yield "#keep(most: 200mm)[" if parted else "#keep["
            section = True
        level = min(HEADINGS[each.tag], level + 1)
        yield f"#heading(level: {level})[{_line(each.children)}]"
    if section:
        yield "]"


def _with_neighbours(body: list[Element]) -> Iterator[tuple[str, Element, str]]:
    """Yield each block between the tags of the one before it and the one after it."""
    tags = ["", *(each.tag for each in body), ""]
    yield from zip(tags, body, tags[2:], strict=False)


def _paragraph(paragraph: Element, before: str, after: str) -> str:
    """Return a paragraph in the role that its neighbours give it."""
    words, line = paragraph.words.strip(), _line(paragraph.children)
    unended = words[-1:].isalnum() and isinstance(paragraph.children[0], str)
    if before in HEADINGS and unended and (" · " in words or len(words) <= MOST_TOPIC):
        return f"#facts[{line}]"
    if after in LISTED and unended and len(words) <= MOST_TOPIC:
        return f"#topic[{line}]"
    return f"#leads[{line}]" if after in LISTED and len(words) <= MOST_LEAD else f"#par[{line}]"


def _block(element: Element) -> str:
    """Return a block that no neighbour changes."""
    match element.tag:
        case "ul" | "ol":
            return _list(element)
        case "dl":
            return _definitions(element)
        case "table":
            return _table(element)
        case "blockquote":
            return f"#notes[{_inside(element)}]"
        case "hr":
            return "#rule"
    if element.tag in HEADINGS:
        return f"#par[#strong[{_line(element.children)}]]"
    if any(isinstance(child, Element) and child.tag not in INLINE for child in element.children):
        return _inside(element)
    return f"#par[{_line(element.children)}]"


def _inside(element: Element) -> str:
    """Return what stands in an item, a cell or a quotation: a first paragraph without a frame of its own."""
    parts = list(blocks(element.children))
    first = [_line(parts.pop(0).children)] if parts and parts[0].tag == "p" else []
    return "\n".join([*first, *map(_block, parts)])


def _list(element: Element) -> str:
    items = ", ".join(f"[{_inside(item)}]" for item in element.children if isinstance(item, Element))
    if not items:
        return ""
    return f"#enum(start: {element.start}, {items})" if element.tag == "ol" else f"#list({items})"


def _definitions(element: Element) -> str:
    """Return a list of terms; terms that share a definition stand below each other."""
    terms: list[str] = []
    items: list[str] = []
    for part in element.children:
        if isinstance(part, Element) and part.tag == "dt":
            terms.append(_line(part.children))
        elif isinstance(part, Element):
            items.append(f"terms.item([{'#linebreak();'.join(terms)}], [{_inside(part)}])")
            terms = []
    items += [f"terms.item([{term}], [])" for term in terms]
    return f"#terms({', '.join(items)})"


def _table(element: Element) -> str:
    """Return a table whose head is told again on every page; a row breaks only where it is long."""
    rows = [list(row.all("th", "td")) for row in element.all("tr")]
    if not any(rows):
        return ""
    form = shape([[cell.words for cell in row] for row in rows])
    head, *others = (_row(row, form, number) for number, row in enumerate(rows))
    repeat = "false" if form.long_rows[0] else "true"
    lines = [f"table.header(repeat: {repeat}, {head})", *others]
    options = f"count: {len(form.columns)}, whole: {str(form.whole).lower()}, ({', '.join(form.columns)},)"
    return f"#sheet({options}, {', '.join(lines)})"


def _row(row: list[Element], form: Shape, number: int) -> str:
    """Return a row's cells, as many as the table has columns."""
    cells = [f"[{_inside(cell) if cell.words.strip() else '#room'}]" for cell in row]
    cells += ["[]"] * (len(form.columns) - len(row))
    if form.long_rows[number]:
        cells = [f"table.cell(breakable: true){cell}" for cell in cells]
    return ", ".join(cells)


def _line(nodes: Sequence[Node]) -> str:
    """Return words with their emphasis and links on one line; a block among them gives its words only."""
    return "".join(_piece(node) for node in trimmed(nodes))


def _piece(node: Node) -> str:
    if isinstance(node, str):
        return f"#{literal(node)};"
    inner = "".join(map(_piece, node.children))
    match node.tag:
        case "br":
            return "#linebreak();"
        case "strong":
            return f"#strong[{inner}];"
        case "em":
            return f"#emph[{inner}];"
        case "a" if _LINK.fullmatch(node.href) and node.words.strip():
            return f"#link({quoted(node.href)})[{inner}];"
        case "a":
            return inner
    return f"#linebreak();{inner}"
