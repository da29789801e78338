"""The numbers that a posting names: sums of money with what they are, and years of experience."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hiring.cues import Sentences, Span, alternatives
from hiring.posting_words import NumberKind, Years

# Every part is bounded, and a number begins where no digit stands before it: time grows with the text and no faster.
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f.,]\d{3}){1,3}|\d{1,9}(?:[.,]\d{1,2})?)(?!\d)"
_MANY = r"(?:\s?(?:k|K|m|M|tys\.?|mln\.?|mio|million|thousand)(?!\w))?"
_SIGN = r"(?:[€$£]|zł(?!\w)|złotych|euro(?!\w)|PLN|EUR|USD|GBP|CHF|CZK|SEK)"
_SUM = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_SIGN})\s?)?{_NUMBER}(?P<many>{_MANY})"
    rf"(?:\s?(?:-|–|—|to|do)\s?(?:{_SIGN}\s?)?{_NUMBER}(?P<also>{_MANY}))?(?:\s?(?P<after>{_SIGN}))?"
)
_BREAK = 25  # signs that a comma or the like counts for, when the word beside a sum is looked for
_NEAR = 120
_MOST_YEARS = 12  # more are a company's age
_LEAST_BARE = 1000  # a number that may be pay without a currency
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_THOUSANDS = ("k", "tys.", "tys", "thousand")
_JOINED = re.compile(r"(?<=\d)[ \u00a0\u202f.,](?=\d{3})")
# What stands beside a sum that is a line of its own, or a part of one.
_OPENS = re.compile(
    r"(?:^|[\n|·•]|^[ \t]*[-*] )[ \t]*(?:od|do|from|up to|ok\.|około)?[ \t]*\Z", re.IGNORECASE | re.MULTILINE
)
_CLOSES = re.compile(
    r"[ \t]*(?:/ ?|a |per )?(?:mies(?:\.|iąc|ięcznie)?|month|year|rok|rocznie|monthly|yearly)?[ \t.]*(?:$|[\n|·•)(]|, )",
    re.IGNORECASE | re.MULTILINE,
)
_MORE = ("more", "więcej")
_RANGE = ("-", "–", "—", "to", "do", "or", "lub")


@dataclass(frozen=True)
class Number:
    """A quota, pay, or pay at the whole target, as the posting writes it."""

    kind: NumberKind
    span: Span


def sums(text: str) -> Iterator[Span]:
    """Yield where sums of money stand: with a currency, or in thousands."""
    for found in _SUM.finditer(text):
        if found["before"] or found["after"] or found["many"] or found["also"]:
            yield found.span()


def alone(text: str) -> Iterator[Span]:
    """Yield the sums that fill a line, or a part of it between bars: such a sum is the pay."""
    for found in _SUM.finditer(text):
        if not (found["before"] or found["after"] or found["many"] or found["also"]):
            continue
        figures = [int(part) for part in re.findall(r"\d+", _JOINED.sub("", found.group()))]
        many = (found["also"] or found["many"]).strip().lower()
        pay = figures[0] * (_LEAST_BARE if many in _THOUSANDS else 1)
        before, after = (
            text[max(0, found.start() - _BREAK) : found.start()],
            text[found.end() : found.end() + _BREAK],
        )
        if (
            many in {"", *_THOUSANDS}
            and pay >= _LEAST_BARE
            and _OPENS.search(before)
            and _CLOSES.match(after)
        ):
            yield found.span()


def named(text: str, words: Sequence[tuple[NumberKind, Span]], lines: Sequence[Span]) -> Iterator[Number]:
    """Yield the sums that stand beside a word for a quota or pay, in a sentence or right after a short one.

    `words` are these words with their places, `lines` the sentences; both in the order of the text.
    """
    place = line = 0
    inside: list[tuple[NumberKind, Span]] = []
    for start, end in sums(text):
        while line < len(lines) and lines[line][1] <= start:
            line += 1
        if line == len(lines):
            return
        earliest = lines[line][0]
        if line and lines[line - 1][1] - lines[line - 1][0] < _NEAR // 3:
            earliest = lines[line - 1][0]
        while place < len(words) and words[place][1][0] < min(lines[line][1], end + _NEAR):
            inside.append(words[place])
            place += 1
        inside = [each for each in inside if each[1][1] > max(earliest, start - _NEAR)]
        beside = [each for each in inside if each[1][1] <= start or each[1][0] >= end]
        if beside:
            distance, kind = min((_distance(text, span, (start, end)), kind) for kind, span in beside)
            if distance < _NEAR:
                yield Number(kind, (start, end))


def _distance(text: str, word: Span, number: Span) -> int:
    """Return how far a word stands from a number: signs between, where a comma counts for many, a semicolon for too many."""
    begin, end = (word[1], number[0]) if word[1] <= number[0] else (number[1], word[0])
    between = text[begin:end]
    return len(between) + _BREAK * sum(between.count(sign) for sign in ",()/|\n") + _NEAR * between.count(";")


def years_asked(
    found: Sentences, years: Years, spans: Mapping[str, Sequence[Span]]
) -> Iterator[tuple[int, Span]]:
    """Yield the least number of years of experience that each sentence asks for, and where it says so.

    `spans` are the ranges of tokens of the lists `experience` and `but`; with the company's own years in it a sentence
    asks for none.
    """
    counts, whole, units = _counts(years.numerals), _counts(years.whole), alternatives(years.units)
    for begin, end in found.ranges:
        if _any_in(spans.get("but", ()), begin, end) or not _any_in(spans.get("experience", ()), begin, end):
            continue
        for place in range(begin + 1, end):
            token = found.tokens[place]
            if token.small in whole:
                yield whole[token.small], (token.start, token.end)
            elif units.fit(token.small):
                before = [each.small for each in found.tokens[max(begin + 1, place - 5) : place]]
                least = _least(before, counts)
                if least is not None:
                    yield least[0], (found.tokens[place - least[1]].start, token.end)


def _counts(words: Sequence[str]) -> dict[str, int]:
    """Return numbers by their words: the first entry is one, the second two."""
    return {word: count for count, row in enumerate(words, start=1) for word in row.split("/")}


def _any_in(ranges: Sequence[Span], begin: int, end: int) -> bool:
    """Whether one of the ranges, which are in order, stands in a sentence."""
    place = bisect_left(ranges, (begin, 0))
    return place < len(ranges) and ranges[place][0] < end


def _least(before: Sequence[str], words: Mapping[str, int]) -> tuple[int, int] | None:
    """Return the lower number of years before their unit, and how many words back it begins; none where none is told."""
    skipped = 2 if before[-1:] and before[-1] in _MORE else 0  # five or more years
    numbers = [_number(word, words) for word in (before[:-skipped] if skipped else before)]
    if not numbers or (last := numbers[-1]) is None:
        return None
    least, back = last, 1
    if len(numbers) > 1 and numbers[-2] is not None:  # 2-4 years
        least, back = numbers[-2], 2
    elif len(numbers) > 1 and before[len(numbers) - 2] in _RANGE:
        lower = numbers[-3] if len(numbers) > 2 else None
        least, back = (min(last, 1), 2) if lower is None else (lower, 3)  # up to 2 years; 2 to 4 years
    return (least, back + skipped) if least <= _MOST_YEARS else None


def _number(word: str, words: Mapping[str, int]) -> int | None:
    if word in words:
        return words[word]
    return int(word) if word.isascii() and word.isdigit() and len(word) < 4 else None


def amounts(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield where sums of money and bare numbers of a thousand and more stand, each with whether it has both bounds."""
    for found in _SUM.finditer(text):
        named_so = found["before"] or found["after"] or found["many"] or found["also"]
        figures = [int(part) for part in re.findall(r"\d+", _JOINED.sub("", found.group()))]
        if named_so or (max(figures) >= _LEAST_BARE and not _FIRST_YEAR <= figures[0] <= _LAST_YEAR):
            yield found.span(), found["also"] is not None
