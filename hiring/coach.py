"""Feedback on a practice answer by rules alone: what an interviewer would miss in it, and how to mend it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hiring.coach_notes import Note, Rule
from hiring.coach_parts import Shares, shares
from hiring.coach_reading import LONGEST, CoachWords, Reading, read
from hiring.coach_story_rules import (
    long_situation,
    no_action,
    no_example,
    no_result,
    no_situation,
    result_without_number,
    we,
)
from hiring.coach_talk_rules import (
    nothing_asked,
    on_length,
    only_self,
    only_self_in_motivation,
    too_long,
    too_short,
)
from hiring.coach_word_rules import filler, hedge, passive
from hiring.cues import Span, sentences
from hiring.library import Library
from hiring.question_bank import QuestionType
from hiring.vocabulary import LANGUAGES, Language

# The rules for each type of question, the weightiest first; rules on length come before those on words.
_STORY: tuple[Rule, ...] = (
    no_example,
    no_situation,
    no_action,
    we,
    no_result,
    result_without_number,
    long_situation,
)
_RULES: dict[QuestionType, tuple[Rule, ...]] = {
    "behavioural": (*_STORY, only_self),
    "situational": (nothing_asked, only_self),
    "motivation": (only_self_in_motivation,),
    "knowledge": (),
}
_ON_WORDS: dict[QuestionType, tuple[Rule, ...]] = {
    "behavioural": (passive, hedge, filler),
    "situational": (passive, hedge, filler),
    "motivation": (hedge, filler),
    "knowledge": (hedge, filler),
}
RULES = tuple(
    rule.__name__ for rule in (*_STORY, only_self, nothing_asked, too_short, too_long, passive, hedge, filler)
)

FEWEST_KNOWN = 3  # small words from which on the language of an answer is told


@dataclass(frozen=True)
class Coaching:
    """What the rules found in an answer: the notes, the weightiest first, and what they counted.

    `mine` and `ours` are how often the first person stands there, in the singular and in the plural.
    """

    notes: tuple[Note, ...]
    words: int
    numbers: tuple[Span, ...] = ()
    mine: int = 0
    ours: int = 0
    shares: Shares | None = None


@dataclass(frozen=True)
class Piece:
    """A piece of an answer, and the rules whose notes are about its words."""

    text: str
    rules: tuple[str, ...] = ()


def coach(
    answer: str, question_type: QuestionType, words: CoachWords, spoken_seconds: int | None = None
) -> Coaching:
    """Return the coach's notes on an answer; of a spoken answer without text only its length is judged."""
    reading = read(answer, words)
    notes: list[Note | None] = [on_length(reading.words, question_type, spoken_seconds)]
    if reading.words:
        notes = [
            *(rule(reading) for rule in _RULES[question_type]),
            *notes,
            *(rule(reading) for rule in _ON_WORDS[question_type]),
        ]
    kept = tuple(note for note in notes if note)
    return Coaching(
        kept,
        reading.words,
        tuple(map(reading.place, reading.numbers)),
        reading.count("me", "my_deeds", "my_present_deeds"),
        reading.count("us", "our_deeds"),
        _shares(reading, kept) if question_type == "behavioural" else None,
    )


def _shares(reading: Reading, notes: Sequence[Note]) -> Shares | None:
    """Return the parts' shares; none where no result was found and yet nothing says that it is missing."""
    found = shares(reading)
    if found is None or found.result or any(note.rule == "no_result" for note in notes):
        return found
    return None


def language_of(text: str, library: Library) -> Language | None:
    """Return the language whose small words stand in an answer at least twice as often as any other's, if any does."""
    words = [token.small for token in sentences(text[:LONGEST]).tokens]
    counts = {
        each: len(library.coach_words(each).small_words.found(words).get("known_by", []))
        for each in LANGUAGES
    }
    best = max(LANGUAGES, key=lambda each: counts[each])
    others = sum(count for each, count in counts.items() if each != best)
    return best if counts[best] >= max(FEWEST_KNOWN, 2 * others) else None


def highlighted(answer: str, coaching: Coaching) -> list[Piece]:
    """Return the answer in pieces, each with the rules that are about its words."""
    return list(_pieces(answer, coaching))


def _pieces(answer: str, coaching: Coaching) -> Iterator[Piece]:
    changes: dict[int, list[tuple[str, int]]] = {}
    for note in coaching.notes:
        for begin, end in note.spans:
            changes.setdefault(begin, []).append((note.rule, 1))
            changes.setdefault(end, []).append((note.rule, -1))
    begun, here = dict.fromkeys(RULES, 0), 0
    for place in sorted({*changes, len(answer)}):
        if place > here:
            yield Piece(answer[here:place], tuple(rule for rule, count in begun.items() if count))
        here = place
        for rule, step in changes.get(place, ()):
            begun[rule] += step
