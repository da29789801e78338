"""Finds listed words and phrases in a text, many lists at once, in a time that grows with the text and no faster."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

START = "^"  # stands before a sentence's first word, so that a phrase can ask for it
_LEFT, _RIGHT = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"
_QUOTES = f"„“”\"«»'{_LEFT}{_RIGHT}"
_TOKEN = re.compile(rf"\d+(?:[.,:]\d+)*\w*|\w+(?:['{_RIGHT}\-]\w+)*|[.!?…]+|[,;:()–—]|\n+|[{_QUOTES}]")
_CLOSING = {"„": '”“"', "“": '”"', '"': '"”', "«": "»", _LEFT: f"{_RIGHT}'", "'": f"'{_RIGHT}"}
_ENDS = ".!?…\n"
_LONGEST_QUOTE = 1500


class Token(NamedTuple):
    """A word or a sign in small letters, and where it stands."""

    small: str
    start: int
    end: int
    quoted: bool = False


Span = tuple[int, int]


class Alternatives(NamedTuple):
    """The words that may stand at one place of a phrase: whole words, beginnings, ends, or any word."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    ends: tuple[str, ...]
    any: bool

    def fit(self, word: str) -> bool:
        """Whether a word is one of them."""
        if word in self.whole or (self.any and word[0].isalnum()):
            return True
        return word.startswith(self.beginnings) or word.endswith(self.ends)


class Entry(NamedTuple):
    """A phrase of a list: the words before and after the one that it is looked up by."""

    name: str
    before: int
    after: tuple[Alternatives, ...]


@dataclass(frozen=True)
class Sentences:
    """The tokens of a text, and the ranges of tokens that are its sentences."""

    tokens: list[Token]
    ranges: list[Span]


def sentences(text: str, abbreviations: Sequence[str] = ()) -> Sentences:
    """Divide a text into sentences; a full stop after an abbreviation ends none."""
    tokens: list[Token] = []
    ranges: list[Span] = []
    found = list(_with_quotes(text))
    known = set(abbreviations)
    begin = 0
    for place, token in enumerate(found):
        if len(tokens) == begin:
            tokens.append(Token(START, token.start, token.start))
        if token.small[0] not in _ENDS:
            tokens.append(token)
        elif _ends(token, tokens[-1], found[place + 1 : place + 2], known):
            if len(tokens) > begin + 1:
                ranges.append((begin, len(tokens)))
                begin = len(tokens)
            else:
                tokens.pop()
    if len(tokens) > begin + 1:
        ranges.append((begin, len(tokens)))
    return Sentences(tokens[: ranges[-1][1]] if ranges else [], ranges)


def _ends(stop: Token, before: Token, after: Sequence[Token], abbreviations: set[str]) -> bool:
    """Whether a full stop or the like ends a sentence."""
    if stop.small[0] == "\n" or not after or after[0].small[0] == "\n":
        return True
    if stop.small == "." and before.small in abbreviations:
        return False
    return after[0].start > stop.end


def _with_quotes(text: str) -> Iterator[Token]:
    """Yield words and signs, each with whether it stands in somebody's quoted speech; the quotes are left out."""
    found = list(_TOKEN.finditer(text))
    speech = _speech(text, [each.start() for each in found if each.group() in _QUOTES])
    inside = -1
    for each in found:
        place, sign = each.start(), each.group()
        if sign in _QUOTES:
            inside = speech.get(place, inside)
        else:
            small = sign.replace(_RIGHT, "'").lower() if sign[0] not in _ENDS else sign
            yield Token(small, place, each.end(), place < inside)


def _speech(text: str, marks: Sequence[int]) -> dict[int, int]:
    """Return where quoted speech begins and ends."""
    pairs: dict[int, int] = {}
    opened = -1
    for mark in marks:
        if opened >= 0 and mark - opened <= _LONGEST_QUOTE and _closes(text, opened, mark):
            pairs[opened] = mark
            opened = -1
        elif (opened < 0 or mark - opened > _LONGEST_QUOTE) and _opens(text, mark):
            opened = mark
    return pairs


def _opens(text: str, mark: int) -> bool:
    before, after = text[mark - 1 : mark] if mark else "", text[mark + 1 : mark + 2]
    return text[mark] in _CLOSING and not before.isalnum() and bool(after) and not after.isspace()


def _closes(text: str, opened: int, mark: int) -> bool:
    before, after = text[mark - 1], text[mark + 1 : mark + 2]
    return text[mark] in _CLOSING[text[opened]] and not after.isalnum() and not before.isspace()


class Cues:
    """Lists of words and phrases, ready to be found.

    In an entry `*` stands for any ending or beginning of a word, alone for any word; `her/his` for either word;
    `^` for the beginning of a sentence, and a comma for a comma.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._exact: dict[str, list[Entry]] = defaultdict(list)
        self._starts: dict[str, list[Entry]] = defaultdict(list)
        self._ends: dict[str, list[Entry]] = defaultdict(list)
        for name, entries in lists.items():
            for entry in entries:
                self._add(name, [tuple(word.split("/")) for word in entry.lower().split()])
        self._lengths = sorted({len(word) for word in [*self._starts, *self._ends]})

    def _add(self, name: str, words: list[tuple[str, ...]]) -> None:
        before = next((place for place, word in enumerate(words) if word != ("*",)), 0)
        entry = Entry(name, before, tuple(map(alternatives, words[before + 1 :])))
        for word in words[before]:
            if word.endswith("*"):
                self._starts[word[:-1]].append(entry)
            elif word.startswith("*"):
                self._ends[word[1:]].append(entry)
            else:
                self._exact[word].append(entry)

    def found(self, words: Sequence[str]) -> dict[str, list[Span]]:
        """Return the ranges of words where each list's entries stand, in order; of two from one word the longer."""
        known: dict[tuple[str, str], list[Entry]] = {}
        ranges: dict[str, dict[int, int]] = defaultdict(dict)
        for place, pair in enumerate(zip(words, [*words, ""][1:], strict=True)):
            if pair not in known:
                known[pair] = [each for each in self._beginning(pair[0]) if _goes_on(each, pair[1])]
            for entry in known[pair]:
                begin, end = place - entry.before, place + 1 + len(entry.after)
                if _stands(entry, words, place):
                    ranges[entry.name][begin] = max(end, ranges[entry.name].get(begin, 0))
        return {name: sorted(ends.items()) for name, ends in ranges.items()}

    def _beginning(self, word: str) -> tuple[Entry, ...]:
        """Return the entries that a word can begin."""
        entries = list(self._exact.get(word, ()))
        for length in self._lengths:
            if length > len(word) or not (length or word[0].isalnum()):
                continue
            entries += self._starts.get(word[:length], ())
            entries += self._ends.get(word[len(word) - length :], ())
        return tuple(entries)


def _goes_on(entry: Entry, word: str) -> bool:
    """Whether a word may follow the one that an entry is looked up by."""
    return not entry.after or (bool(word) and entry.after[0].fit(word))


def _stands(entry: Entry, words: Sequence[str], place: int) -> bool:
    """Whether the whole of an entry stands around one of its words, of which the next is known to fit."""
    begin, end = place - entry.before, place + 1 + len(entry.after)
    if begin < 0 or end > len(words):
        return False
    rest = zip(entry.after[1:], words[place + 2 : end], strict=True)
    return all(each.fit(word) for each, word in rest) and all(
        word[0].isalnum() for word in words[begin:place]
    )


def alternatives(words: Sequence[str]) -> Alternatives:
    """Return the words that may stand at one place of a phrase."""
    return Alternatives(
        frozenset(word for word in words if "*" not in word),
        tuple(word[:-1] for word in words if word.endswith("*") and word != "*"),
        tuple(word[1:] for word in words if word.startswith("*") and word != "*"),
        "*" in words,
    )


def joined(ranges: Sequence[Span]) -> list[Span]:
    """Return ranges in their order, those that overlap as one."""
    kept: list[Span] = []
    for begin, end in sorted(ranges):
        if kept and begin < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((begin, end))
    return kept


def apart(ranges: Sequence[Span]) -> list[Span]:
    """Return ranges in their order without those that overlap an earlier one."""
    kept: list[Span] = []
    for begin, end in sorted(ranges):
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return kept
