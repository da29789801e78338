"""A posting as its lint reads it: sentences, lines, and where the words of every list stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from hiring.cues import Cues, Sentences, Span, joined, sentences
from hiring.library import Library
from hiring.posting_plain import MOST_LINTED
from hiring.posting_reading import language_of
from hiring.posting_wording import RuleId
from hiring.posting_words import Years
from hiring.vocabulary import Language

_SAMPLE = 20_000  # signs that tell a language
_TITLE_LINES = 8
_LONGEST_TITLE = 120


@dataclass(frozen=True)
class Line:
    """A line of the text: where it is, and whether it is a point of a list."""

    span: Span
    words: str
    point: bool


@dataclass(frozen=True)
class PostingText:
    """A posting, and the ranges of tokens at which the words of each list stand."""

    text: str
    language: Language
    sentences: Sentences
    ranges: dict[str, list[Span]]
    years: Years

    def place(self, found: Span) -> Span:
        """Return where a range of tokens begins and ends in the text, without the signs at its ends."""
        tokens = self.sentences.tokens
        words = [each for each in tokens[found[0] : found[1]] if each.small[0].isalnum()]
        return (
            (words[0].start, words[-1].end) if words else (tokens[found[0]].start, tokens[found[1] - 1].end)
        )

    def counted(self, name: str, but: str = "") -> list[Span]:
        """Return the ranges of a list's words that overlap no range of another list, in order and apart."""
        other = joined(self.ranges.get(but, ()))
        return [each for each in joined(self.ranges.get(name, ())) if not meets(each, other)]

    def words_of(self, rule: RuleId) -> list[Span]:
        """Return the ranges of a rule's words that count, in order and apart."""
        beside, weak_with = (self.sentences_with(f"{name} {rule}") for name in ("beside", "weak_with"))
        always, firm, weak = (
            self.counted(f"{name} {rule}", f"but {rule}") for name in ("always", "words", "weak")
        )
        weak = [each for each in weak if self.sentence(each[0]) in weak_with]
        told = f"elsewhere {rule}" in self.ranges
        found = [each for each in [*firm, *weak] if not told and self.sentence(each[0]) not in beside]
        return joined([*always, *found])

    def sentence(self, token: int) -> int:
        """Return the number of the sentence that a token stands in."""
        return bisect_right(self.begins, token) - 1

    @cached_property
    def starts(self) -> list[int]:
        """The place at which each token begins."""
        return [token.start for token in self.sentences.tokens]

    @cached_property
    def begins(self) -> list[int]:
        """The token at which each sentence begins."""
        return [begin for begin, _ in self.sentences.ranges]

    def sentences_with(self, *names: str) -> set[int]:
        """Return the numbers of the sentences in which words of one of some lists stand."""
        return {self.sentence(begin) for name in names for begin, _ in self.ranges.get(name, ())}

    @cached_property
    def lines(self) -> list[Line]:
        """The lines with words in them."""
        return list(lines_of(self.text))

    def line(self, token: int) -> int:
        """Return the number of the line that a token stands in."""
        return bisect_right(self._line_starts, self.sentences.tokens[token].start) - 1

    def in_title(self, found: Span) -> bool:
        """Whether words stand in one of the first lines, and this is short as titles are."""
        number = self.line(found[0])
        line = self.lines[number]
        return number < _TITLE_LINES and len(line.words) <= _LONGEST_TITLE and not line.point

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.span[0] for line in self.lines]


def posting_text(text: str, language: Language | None, library: Library) -> PostingText:
    """Read a posting; without a language it is the one of its small words.

    Of a text of more than `MOST_LINTED` signs the rest is not read.
    """
    text = text[:MOST_LINTED]
    language = language or language_of(sentences(text[:_SAMPLE]), library)
    wording, years = library.posting_wording, library.skill_words[language].years
    found = sentences(text, wording[language].abbreviations)
    words = [token.small for token in found.tokens]
    of_years = Cues({"years experience": years.experience, "years but": years.but})
    ranges = {**wording.cues[language].found(words), **of_years.found(words)}
    return PostingText(text, language, found, ranges, years)


def meets(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span overlaps one of others that are in their order and apart."""
    before = bisect_left(others, (span[1],))
    return before > 0 and others[before - 1][1] > span[0]


_SIGNS = "-–—*•·◦▪‣●○✓✔➢➤►"


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a text that have words in them."""
    start = 0
    for line in text.split("\n"):
        words = line.strip()
        if any(sign.isalnum() for sign in words):
            begin = start + line.index(words)
            yield Line((begin, begin + len(words)), words, _is_point(words))
        start += len(line) + 1


def _is_point(words: str) -> bool:
    """Whether a line begins as points of a list do: with a sign, or a number and a full stop or bracket."""
    if words[0] in _SIGNS:
        return not words.startswith("**")
    number = words[:3].lstrip("0123456789")
    return len(number) < len(words[:3]) and number[:1] in {".", ")"}
