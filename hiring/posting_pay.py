"""The rule of the posting lint on pay that is named without both bounds."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hiring.cues import Span
from hiring.lint_finding import Report
from hiring.posting_numbers import amounts
from hiring.posting_text import PostingText

RULE = "PAY-OPEN"
_JOINS = {"-", "–", "—", "to", "do", "and", "i", "a"}
_ADDS = {"+", "plus", "and", "oraz", "i"}
_SHORT = 8  # tokens of a line that names a sum and little else


@dataclass(frozen=True)
class _Sum:
    """A sum, its tokens and sentence, and the token at which words begin that open it at one end."""

    span: Span
    tokens: Span
    sentence: int
    both: bool
    lower: int | None
    upper: int | None
    more: int | None


def pay_open(page: PostingText) -> Iterator[Report]:
    """Report pay with one bound or none; a range with both bounds beside it mends it."""
    found = list(_sums(page))
    ranged = {each.sentence for each in found if each.both} | set(_ranges_in_two(found, page.text))
    for words in page.words_of(RULE):
        if page.sentence(words[0]) not in ranged:
            yield Report((page.place(words),))
    for each in found:
        if each.sentence not in ranged and (span := _open(each, page)) and _is_pay(each, page):
            yield Report((span,))


def _sums(page: PostingText) -> Iterator[_Sum]:
    tokens = page.sentences.tokens
    ending = {
        name: {end: begin for begin, end in reversed(page.ranges.get(name, ()))}
        for name in ("lower", "upper")
    }
    more = dict(page.ranges.get("more", ()))
    for span, both in amounts(page.text):
        first, after = bisect_left(page.starts, span[0]), bisect_left(page.starts, span[1])
        while (
            first < after and tokens[first].start == tokens[first].end
        ):  # the mark of a sentence's beginning
            first += 1
        if first < after:
            lower, upper = (ending[name].get(first) for name in ("lower", "upper"))
            sentence = page.sentence(first)
            yield _Sum(span, (first, after), sentence, both, lower, upper, more.get(after))


def _ranges_in_two(found: Sequence[_Sum], text: str) -> Iterator[int]:
    """Yield the sentences in which two sums are the bounds of one range."""
    for one, other in pairwise(found):
        if one.sentence == other.sentence:
            between = text[one.span[1] : other.span[0]][:20].strip().lower()
            if between in _JOINS or (one.lower is not None and other.upper is not None):
                yield one.sentence


def _open(each: _Sum, page: PostingText) -> Span | None:
    """Return the place of a sum with the words that leave an end open; none for a sum that is exact."""
    tokens, (begin, end) = page.sentences.tokens, each.span
    opener = each.lower if each.lower is not None else each.upper
    if opener is not None:
        return tokens[opener].start, end
    if page.text[end : end + 1] == "+":
        return begin, end + 1
    return (begin, tokens[each.more - 1].end) if each.more is not None else None


def _is_pay(each: _Sum, page: PostingText) -> bool:
    """Whether the nearest word in the sentence that tells what a sum is tells of pay.

    Where no word tells, a sum with a bonus on top is pay, and so is one in a short line.
    """
    begin, end = page.sentences.ranges[each.sentence]
    on_top = _on_top(each, page)
    pay = _distance(page.ranges.get("pay", ()), each.tokens, (begin, end))
    other = _distance(page.ranges.get("other_sums", ()), each.tokens, (begin, end), but=on_top)
    if pay is None:
        return other is None and (on_top is not None or end - begin <= _SHORT)
    return other is None or pay <= other


def _on_top(each: _Sum, page: PostingText) -> int | None:
    """Return the token of a bonus or the like that is added to a sum, as in `from 7,000 + bonus`."""
    words = page.ranges.get("on_top", ())
    place = bisect_left(words, (each.tokens[1],))
    if place == len(words) or page.sentence(words[place][0]) != each.sentence:
        return None
    token = words[place][0]
    between = page.text[each.span[1] : page.starts[token]][:20].strip().lower()
    return token if between in _ADDS else None


def _distance(words: Sequence[Span], number: Span, sentence: Span, but: int | None = None) -> int | None:
    """Return how many tokens stand between a number and the nearest of some words of its sentence but one."""
    place = bisect_left(words, (number[0],))
    near = [
        each
        for each in words[max(0, place - 1) : place + 2]
        if sentence[0] <= each[0] < sentence[1] and each[0] != but
    ]
    return min((max(number[0] - each[1], each[0] - number[1], 0) for each in near), default=None)
