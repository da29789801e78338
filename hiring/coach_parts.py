"""The parts of a story told in an answer: situation and task, action, result."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from hiring.coach_reading import Reading, Sentence
from hiring.cues import Span


class Part(StrEnum):
    """What a sentence tells of a story."""

    SITUATION = "situation"
    ACTION = "action"
    RESULT = "result"


@dataclass(frozen=True)
class Told:
    """A sentence's part and where the sentence stands in the answer."""

    part: Part
    span: Span


@dataclass(frozen=True)
class Shares:
    """How the words of a story are shared among its parts, and which sentence tells which."""

    situation: Fraction
    action: Fraction
    result: Fraction
    sentences: tuple[Told, ...]


def parts(reading: Reading) -> list[Part]:
    """Return each sentence's part: situation until the first steps, then action, and result from its first sign on."""
    told = reading.sentences
    action = _first_steps(told)
    after = max(action + 1, len(told) * 3 // 5)
    result = next((place for place in range(after, len(told)) if "results" in told[place].cues), len(told))
    return [
        Part.SITUATION if place < action else Part.ACTION if place < result else Part.RESULT
        for place in range(len(told))
    ]


def _first_steps(told: list[Sentence]) -> int:
    """Return the first sentence that tells deeds and is followed by more of them, or the first that tells any."""
    acting = [place for place, each in enumerate(told) if each.deeds and not _sets(each, place)]
    near = range(1, 5)
    steps = (
        place for place in acting if told[place].deeds > 1 or any(place + step in acting for step in near)
    )
    return next(steps, acting[0] if acting else len(told))


def _sets(sentence: Sentence, place: int) -> bool:
    """Whether a sentence sets the scene although it tells a deed."""
    return "tasks" in sentence.cues or (place == 0 and "events" in sentence.cues)


def shares(reading: Reading) -> Shares | None:
    """Return how the words are shared; none where situation and action cannot be told apart."""
    found = parts(reading)
    if not {Part.SITUATION, Part.ACTION} <= set(found):
        return None
    words = sum(each.words for each in reading.sentences)

    def share(part: Part) -> Fraction:
        told = zip(reading.sentences, found, strict=True)
        return Fraction(sum(each.words for each, its in told if its is part), words)

    return Shares(share(Part.SITUATION), share(Part.ACTION), share(Part.RESULT), tuple(_told(reading, found)))


def _told(reading: Reading, found: list[Part]) -> Iterator[Told]:
    for sentence, part in zip(reading.sentences, found, strict=True):
        first, last = reading.tokens[sentence.tokens[0]], reading.tokens[sentence.tokens[1] - 1]
        yield Told(part, (first.start, last.end))
