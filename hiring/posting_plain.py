"""A posting's page becomes plain lines: headings and list points keep their signs, scripts and styles go."""

import html
import re
from collections.abc import Iterator

MOST_LINTED = 100_000  # signs; the longest postings have a fifth of them
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>])[^<>]*>|<!--|<![^<>]*>")
_LINES = frozenset(
    ["address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "footer", "form",
     "header", "hr", "main", "ol", "pre", "section", "table", "td", "th", "tr", "ul"]
)  # fmt: skip
_BEGINS = {
    **dict.fromkeys(_LINES, "\n"),
    **{f"h{depth}": "\n\n# " for depth in range(1, 7)},
    "li": "\n- ",
    "p": "\n\n",
}
_ENDS = {**dict.fromkeys(_BEGINS, "\n"), "br": "", "li": ""}
_UNSEEN = frozenset(["!--", "nav", "noscript", "script", "style", "svg", "template", "title"])
_OF_A_PAGE = re.compile(
    r"<(?:!doctype|html|body|div|p|h[1-6]|ul|ol|li|section|article|table|br)\b[^<>]*>", re.IGNORECASE
)
_LOOKED_AT = 20_000  # signs in which a page shows that it is one
_LEAST_TAGS = 2
_BLANK_LINES = re.compile(r"\n{3,}")


def plain_text(text: str) -> str:
    """Return a posting as lines; a text that is no HTML page comes back as it is, its line ends made one kind."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(_OF_A_PAGE.findall(text[:_LOOKED_AT])) < _LEAST_TAGS:
        return text
    lines = (" ".join(line.split()) for line in "".join(_pieces(text)).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


def _pieces(page: str) -> Iterator[str]:
    """Yield what a reader sees of a page, in its order."""
    small, place, never_closed = page.lower(), 0, set[str]()
    while found := _TAG.search(page, place):
        yield _words(page[place : found.start()])
        place = found.end()
        name = (found["name"] or found[0][1:4]).lower()
        if found["end"]:
            yield _ENDS.get(name, "")
        elif name not in _UNSEEN:
            yield _BEGINS.get(name, "")
        elif name not in never_closed:
            mark = "-->" if name == "!--" else f"</{name}"
            closed = small.find(mark, place)
            if closed < 0:
                never_closed.add(name)
            else:
                place = closed + len(mark) if name == "!--" else closed
    yield _words(page[place:])


def _words(text: str) -> str:
    """Return the words between two tags; line ends among them are spaces."""
    return re.sub(r"\s+", " ", html.unescape(text))
