"""The posting as it will be read, with the words of its findings marked and linked to their cards."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from markupsafe import Markup

from hiring import render
from hiring.brief import Brief, link
from hiring.brief_texts import typed_texts
from hiring.cues import Span
from hiring.library import Library
from hiring.lint_finding import BriefFinding
from hiring.posting import make_posting

_PRIVATE = range(0xE000, 0xF8FD, 3)  # signs that neither a font nor Markdown gives a meaning to


@dataclass(frozen=True)
class Signs:
    """Three signs that stand around words to be marked: `begin`, the number of the mark, `middle`, words, `end`."""

    begin: str
    middle: str
    end: str

    def around(self, text: str, spans: Sequence[tuple[Span, int]]) -> str:
        """Return a text with the signs around spans, line by line; where spans overlap the narrowest counts."""
        cuts = sorted({0, len(text), *(cut for span, _ in spans for cut in span)})
        owners = [_narrowest(each, spans) for each in pairwise(cuts)]
        pieces = groupby(zip(pairwise(cuts), owners, strict=True), key=lambda each: each[1])
        parts = []
        for number, group in pieces:
            places = [place for place, _ in group]
            words = text[places[0][0] : places[-1][1]]
            parts.append(words if number is None else self._signed(words, number))
        return "".join(parts)

    def _signed(self, words: str, number: int) -> str:
        before, after = f"{self.begin}{number}{self.middle}", self.end
        return re.sub(r"\S(?:[^\n]*\S)?", lambda line: f"{before}{line.group()}{after}", words)

    def to_tags(self, body: Markup, ids: Sequence[str], kinds: Sequence[str]) -> Markup:
        """Return clean HTML with marks in place of the signs; each is a link to the card of its finding."""

        def tag(found: re.Match[str]) -> str:
            row = int(found[1])
            return f'<mark class="{kinds[row]}"><a href="#{ids[row]}">{found[2]}</a></mark>'

        own = f"{self.begin}{self.middle}{self.end}"
        marked = re.sub(f"{self.begin}([0-9]{{1,4}}){self.middle}([^<>{own}]*){self.end}", tag, body)
        return Markup(marked)  # noqa: S704 - cleaned before; only our own tags are added


def _narrowest(place: Span, spans: Sequence[tuple[Span, int]]) -> int | None:
    """Return the number of the narrowest of the spans that hold a place."""
    around = [(end - begin, row) for (begin, end), row in spans if begin <= place[0] and place[1] <= end]
    return min(around)[1] if around else None


def unused_signs(text: str) -> Signs | None:
    """Return signs that do not stand in a text, if there are such."""
    used = set(text)
    runs = (tuple(map(chr, range(start, start + 3))) for start in _PRIVATE)
    return next((Signs(*run) for run in runs if used.isdisjoint(run)), None)


def marked_posting(brief: Brief, findings: Mapping[str, BriefFinding], library: Library) -> Markup:
    """Return a posting as HTML; `findings` are those to mark, by the id of the card that each mark leads to.

    The signs go around the words before these are escaped, and become tags when the HTML is clean.
    """
    texts = dict(typed_texts(brief))
    signs = unused_signs("".join(texts.values()))
    posting = make_posting(brief, library)
    if signs:
        spans = _spans(brief, findings.values())
        signed = {field: signs.around(texts[field], spans[field]) for field in spans if field in texts}
        marked = make_posting(_with_texts(brief, signed), library)
        posting = replace(marked, apply_link=posting.apply_link, contact_link=posting.contact_link)
    page = render.document("posting", {"posting": posting.as_dict()}, brief.language, library.own)
    body = render.html(page)
    kinds = [str(each.severity) for each in findings.values()]
    return signs.to_tags(body, list(findings), kinds) if signs else body


def _spans(brief: Brief, findings: Iterable[BriefFinding]) -> dict[str, list[tuple[Span, int]]]:
    """Return the places to mark in each field; an address is a link already and gets no second one."""
    linked = {name for name in ("apply", "contact") if link(getattr(brief, name) or "")}
    spans: dict[str, list[tuple[Span, int]]] = {}
    for row, finding in enumerate(findings):
        for span in finding.spans if finding.field not in linked else ():
            spans.setdefault(finding.field, []).append((span, row))
    return spans


def _with_texts(brief: Brief, texts: Mapping[str, str]) -> Brief:
    """Return a brief with other words in some fields; they are shown and not checked."""
    changed: dict[str, Any] = {}
    for path, text in texts.items():
        name, *steps = path.split(".")
        value = changed.get(name, getattr(brief, name))
        if not steps:
            changed[name] = text
        elif isinstance(value, list):
            line = value[int(steps[0])]
            other = text if isinstance(line, str) else line.model_copy(update={"text": text})
            changed[name] = [other if row == int(steps[0]) else each for row, each in enumerate(value)]
        else:
            changed[name] = value.model_copy(update={steps[0]: text})
    return brief.model_copy(update=changed)
