"""Reads a practice answer for the coach: its sentences, whose deeds they tell, and which listed words they hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import Field

from hiring.cues import Cues, Sentences, Span, Token, joined, sentences
from hiring.vocabulary import Strict
from hiring.wording import length

_ONE = r"(?:\*|\*?[\w'-]+|[\w'-]+\*)"
_WORD = rf"(?:[\^,]|{_ONE}(?:/{_ONE})*)"
Phrase = Annotated[str, Field(max_length=3000, pattern=rf"^{_WORD}(?: +{_WORD})*$")]
Phrases = list[Phrase]
Listed = Annotated[list[Phrase], Field(min_length=1)]


class CoachWords(Strict):
    """The words by which the coach reads answers in one language.

    Deeds are told by `deeds` after a pronoun (`my_subject`, `our_subject`; only words `between` may stand there) or by
    verbs that need none (`my_deeds`, `our_deeds`); `no_deeds` look like deeds. What overlaps a `not_` list does not count.
    `known_by` are small words that tell the language from the others; `later` are times after the deeds, by which a
    sentence with a number or with `others` (a third person) tells a result. Labels stand before a part of the story.
    """

    known_by: Phrases = []
    abbreviations: Phrases = []
    fillers: Listed
    not_fillers: Phrases = []
    fillers_from_second: Phrases = []
    fillers_unless_counting: Phrases = []
    hedges: Listed
    hedges_beside_me: Phrases = []
    not_hedges: Phrases = []
    passives: Listed
    passives_from_second: Phrases = []
    not_passives: Phrases = []
    passives_of_results: Phrases = []
    not_passives_of_results: Phrases = []
    me: Listed
    us: Listed
    my_subject: Phrases = []
    our_subject: Phrases = []
    between: Phrases = []
    joining: Phrases = []
    my_deeds: Phrases = []
    my_present_deeds: Phrases = []
    our_deeds: Phrases = []
    deeds: Phrases = []
    no_deeds: Phrases = []
    habits: Listed
    wishes: Listed
    events: Listed
    once: Phrases = []
    places: Listed
    tasks: Listed
    results: Listed
    outcomes: Listed
    later: Phrases = []
    others: Phrases = []
    situation_labels: Phrases = []
    action_labels: Phrases = []
    result_labels: Phrases = []
    lessons: Listed
    other_views: Listed
    clients_or_firm: Listed
    asks: Listed
    not_asks: Phrases = []
    numbers: Listed

    @cached_property
    def small_words(self) -> Cues:
        """The words of the language, ready to be found."""
        return Cues({"known_by": self.known_by})

    @cached_property
    def cues(self) -> Cues:
        """All lists, ready to be found."""
        return Cues({name: getattr(self, name) for name in type(self).model_fields if name not in _NO_CUES})


_NO_CUES = {"abbreviations", "known_by"}
LONGEST = 30_000  # signs: half an hour of speech


@dataclass(frozen=True)
class Sentence:
    """A sentence: its tokens' range, how many words it has, and what stands in it, by the names of the lists."""

    tokens: Span
    words: int
    cues: frozenset[str]
    mine: int = 0
    ours: int = 0

    @property
    def deeds(self) -> int:
        """How many deeds of the speaker or the team it tells."""
        return self.mine + self.ours


@dataclass(frozen=True)
class Reading:
    """An answer as the coach reads it."""

    text: str
    tokens: list[Token]
    found: dict[str, list[Span]]
    sentences: list[Sentence] = field(default_factory=list)

    @cached_property
    def words(self) -> int:
        """How many words the answer has."""
        return length(self.text)

    @property
    def numbers(self) -> list[Span]:
        """The tokens that are numbers, dates, amounts or shares."""
        digits = [(i, i + 1) for i, token in enumerate(self.tokens) if any(map(str.isdigit, token.small))]
        return joined([*digits, *self.found.get("numbers", [])])

    @cached_property
    def acting(self) -> frozenset[int]:
        """The tokens by which the speaker acts: pronouns, and verbs that need none."""
        return frozenset(
            begin
            for name in ("me", "my_subject", "my_deeds", "my_present_deeds")
            for begin, _ in self.found.get(name, [])
        )

    @cached_property
    def counts(self) -> frozenset[int]:
        """The tokens that are numbers or parts of them."""
        return frozenset(place for begin, end in self.numbers for place in range(begin, end))

    @cached_property
    def measures(self) -> frozenset[int]:
        """The tokens at which numbers begin that are no part of a time after the deeds."""
        return frozenset(begin for begin, _ in without(self.numbers, self.found.get("later", [])))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that stand inside sentences."""
        places = (place for each in self.sentences for place in range(*each.tokens))
        return frozenset(self.tokens[place].small for place in places if self._is_name(place))

    def _is_name(self, place: int) -> bool:
        token, before = self.tokens[place], self.tokens[place - 1]
        word = self.text[token.start : token.end]
        return (
            before.small[0].isalnum()
            and word[:1].isupper()
            and word[1:2].islower()
            and not word.startswith("I'")
        )

    def counted(self, name: str) -> list[Span]:
        """Return where a list's words stand, apart from one another and from those of its `not_` list."""
        other = f"not_{name.removesuffix('_from_second').removesuffix('_beside_me')}"
        return without(joined(self.found.get(name, [])), self.found.get(other, []))

    def aloud(self, spans: list[Span]) -> list[Span]:
        """Return the ranges that are the speaker's own words, and not somebody's quoted speech."""
        return [span for span in spans if not self.tokens[span[0]].quoted]

    def place(self, span: Span) -> Span:
        """Return where a range of tokens begins and ends in the text, without the signs at its ends."""
        words = [each for each in self.tokens[span[0] : span[1]] if each.small[0].isalnum()]
        return (words[0].start, words[-1].end) if words else (self.tokens[span[0]].start,) * 2

    def count(self, *names: str) -> int:
        """Return how often words of these lists stand in the answer, without what only looks like a deed."""
        spans = {span for name in names for span in self.found.get(name, [])}
        return len(without(list(spans), self.found.get("no_deeds", [])))

    def number_of(self, *names: str) -> int:
        """Return in how many sentences words of one of these lists stand."""
        return sum(1 for each in self.sentences if not each.cues.isdisjoint(names))


def read(text: str, words: CoachWords) -> Reading:
    """Read an answer; of one that takes over half an hour to say only the beginning."""
    divided = sentences(text[:LONGEST], words.abbreviations)
    found = words.cues.found([token.small for token in divided.tokens])
    reading = Reading(text, divided.tokens, found)
    reading.sentences.extend(_sentences(divided, reading))
    return reading


def without(spans: list[Span], others: list[Span]) -> list[Span]:
    """Return the ranges that meet none of the others."""
    taken = {place for begin, end in others for place in range(begin, end)}
    return [span for span in spans if taken.isdisjoint(range(*span))]


def _sentences(divided: Sentences, reading: Reading) -> Iterator[Sentence]:
    """Yield the sentences with what stands in each."""
    places: dict[int, list[str]] = {}
    for name, spans in [*reading.found.items(), ("numbers", reading.numbers)]:
        for begin, _ in spans:
            places.setdefault(begin, []).append(name)
    for begin, end in divided.ranges:
        cues = frozenset(name for place in range(begin, end) for name in places.get(place, ()))
        deeds = list(_deeds(range(begin, end), places, reading.tokens))
        count = sum(1 for token in divided.tokens[begin:end] if token.small[0].isalnum())
        yield Sentence((begin, end), count, cues, deeds.count("mine"), deeds.count("ours"))


_TOLD_ALONE = {"my_deeds", "my_present_deeds", "our_deeds"}


def _deeds(tokens: range, places: dict[int, list[str]], words: list[Token]) -> Iterator[str]:
    """Yield whose deed each verb of a sentence tells that stands right after its pronoun, or needs none."""
    subject, near = "", False
    for place in tokens:
        names = places.get(place, ())
        told = "no_deeds" not in names and not words[place].quoted
        if "my_subject" in names or "our_subject" in names:
            subject, near = ("mine" if "my_subject" in names else "ours"), not words[place].quoted
        elif told and not _TOLD_ALONE.isdisjoint(names):
            yield "ours" if "our_deeds" in names else "mine"
        elif near and told and "deeds" in names:
            yield subject
            near = False
        elif "joining" in names:
            near = bool(subject)
        elif "between" not in names:
            near = False
