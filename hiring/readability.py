"""How hard a text is to read: word and syllable counts, and the formulas made from them.

Flesch Reading Ease and Flesch-Kincaid Grade are for English only; FOG counts words of three syllables in English and of
four in Polish (FOG-PL); LIX needs no syllables, but Polish is to be compared with Polish alone. A syllable count is
near, not exact: within a tenth it does for a posting.
"""

import re
from dataclasses import dataclass

from hiring.cues import Sentences
from hiring.vocabulary import Language

_HARD = {"en": 3, "pl": 4}  # syllables
_LONG = 6  # letters that a word of LIX has more than
_VOWELS = re.compile(r"[aeiouy]+")
_POLISH_VOWELS = re.compile(r"[ae]u|[aąeęioóuy]")
_SOFT = re.compile(r"i(?=[aąeęioóuy])")
_SILENT = re.compile(r"(?<=[^aeiouy])(?:es?|ed)$")
_SOUNDED = re.compile(r"(?:[^aeiouyl]le|[td]ed|(?:[cgsxz]|ch|sh)es)s?$")


@dataclass(frozen=True)
class Counts:
    """The words of a text, its sentences and syllables, its words of many syllables and those of many letters."""

    words: int
    sentences: int
    syllables: int
    hard: int
    long: int


def counts(found: Sentences, language: Language) -> Counts:
    """Count what the formulas need in the sentences of a text."""
    words = [token.small for token in found.tokens if token.small[0].isalnum()]
    each = {word: syllables(word, language) for word in set(words)}
    return Counts(
        len(words),
        len(found.ranges),
        sum(each[word] for word in words),
        sum(each[word] >= _HARD[language] for word in words),
        sum(sum(map(str.isalpha, word)) > _LONG for word in words),
    )


def syllables(word: str, language: Language) -> int:
    """Return about how many syllables a word has, at least one."""
    small = word.lower()
    if language == "pl":
        return max(1, len(_POLISH_VOWELS.findall(_SOFT.sub("", small))))
    silent = bool(_SILENT.search(small)) and not _SOUNDED.search(small)
    return max(1, len(_VOWELS.findall(small)) - silent)


def flesch(counted: Counts) -> float:
    """Return the Flesch Reading Ease, 0 (hard) to 100 (easy) for most texts."""
    return (
        206.835
        - 1.015 * _share(counted.words, counted.sentences)
        - 84.6 * _share(counted.syllables, counted.words)
    )


def flesch_kincaid(counted: Counts) -> float:
    """Return the Flesch-Kincaid grade: years of school that a reader needs."""
    return (
        0.39 * _share(counted.words, counted.sentences)
        + 11.8 * _share(counted.syllables, counted.words)
        - 15.59
    )


def fog(counted: Counts) -> float:
    """Return the Gunning FOG index, or FOG-PL for counts of a Polish text: years of school that a reader needs."""
    return 0.4 * (_share(counted.words, counted.sentences) + 100 * _share(counted.hard, counted.words))


def lix(counted: Counts) -> float:
    """Return the LIX index."""
    return _share(counted.words, counted.sentences) + 100 * _share(counted.long, counted.words)


def _share(part: int, of: int) -> float:
    return part / of if of else 0.0
