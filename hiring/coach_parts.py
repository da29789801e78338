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
    ended = [place for place in results(reading) if place > action]
    late = [place for place in ended if place >= len(told) * 3 // 5]
    result = next(iter([*late, *ended[-1:], len(told)]))
    found = [
        Part.SITUATION if place < action else Part.ACTION if place < result else Part.RESULT
        for place in range(len(told))
    ]
    return [said or part for said, part in zip(_labelled(reading), found, strict=True)]


_LABELS = {
    "situation_labels": Part.SITUATION,
    "action_labels": Part.ACTION,
    "result_labels": Part.RESULT,
}
_AFTER_LABEL = (":", "-", "–", "—", "\n")


def _labelled(reading: Reading) -> list[Part | None]:
    """Return the part of the label before each sentence, in it or further up; none before the first label."""
    said: list[Part | None] = []
    labels = {
        begin: (part, reading.tokens[end - 1].end)
        for name, part in _LABELS.items()
        for begin, end in reading.found.get(name, [])
    }
    for each in reading.sentences:
        part, end = labels.get(each.tokens[0] + 1, (None, 0))
        here = part and reading.text[end : end + 5].lstrip(" *").startswith(_AFTER_LABEL)
        said.append(part if here else said[-1] if said else None)
    return said


def story(reading: Reading) -> list[int]:
    """Return the sentences from the first deed on, without what was learned from it."""
    told = reading.sentences
    places = [place for place, each in enumerate(told) if "lessons" not in each.cues]
    first = next((at for at, place in enumerate(places) if told[place].deeds), len(places) // 2)
    return places[first:]


def results(reading: Reading) -> list[int]:
    """Return the sentences that tell a result: those under its label, or else those with its words or in its place.

    Of the last ones these are also those that tell an outcome or count what came, and of those after the last deed or in
    the last third also those that tell of a later time what others did, or how much.
    """
    told = reading.sentences
    labelled = [
        place
        for place, part in enumerate(_labelled(reading))
        if part is Part.RESULT and told[place].words > 1
    ]
    if labelled:
        return labelled
    places = story(reading)
    return sorted(
        {
            *(place for place in places[1:] if "results" in told[place].cues),
            *(place for place in _after_deeds(told, places) if _later(reading, told[place])),
            *(place for place in places[-2:] if "outcomes" in told[place].cues),
            *(place for place in places[-3:] if "numbers" in told[place].cues and not told[place].deeds),
        }
    )


def _after_deeds(told: list[Sentence], places: list[int]) -> list[int]:
    """Return the sentences of a story after its last deed and in its last third; none of one without deeds."""
    acting = [at for at, place in enumerate(places) if told[place].deeds]
    return places[min(acting[-1] + 1, len(places) * 2 // 3) :] if acting else []


def _later(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence tells of a later time what others did, or how much."""
    if sentence.deeds or "later" not in sentence.cues:
        return False
    return "others" in sentence.cues or not reading.measures.isdisjoint(range(*sentence.tokens))


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
