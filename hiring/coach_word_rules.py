"""The coach's rules on words: fillers, hedges, and hidden doers."""

from itertools import takewhile

from hiring.coach_notes import Note, on_words, quoted
from hiring.coach_reading import Reading, without
from hiring.cues import Span, joined
from hiring.findings import say

_STOPS = {",", ";", ":", "(", ")", "–", "—", "^"}


def filler(reading: Reading) -> Note | None:
    """Report words that fill time; those that are ordinary speech once, from the second time."""
    found = reading.aloud(reading.counted("fillers"))
    again = reading.aloud(reading.counted("fillers_from_second"))
    idle = [span for span in reading.aloud(_idle(reading)) if not _counting(reading, span)]
    spans = [reading.place(span) for span in joined([*found, *idle, *_from_second(reading, again)])]
    if not spans:
        return None
    return on_words(
        "filler",
        spans,
        say("These words fill time and say nothing: %(found)s.", found=quoted(reading.text, spans)),
        say("Leave them out; where you need to think, pause. Speech without them sounds surer of its facts."),
        "F48",
    )


def _idle(reading: Reading) -> list[Span]:
    """Return the words that fill time where they do not introduce a number."""
    return without(reading.counted("fillers_unless_counting"), reading.found.get("not_fillers", []))


def _counting(reading: Reading, span: Span) -> bool:
    """Whether a number stands among the two words before in the clause, or among the three that follow."""
    after = range(span[1], min(span[1] + 3, len(reading.tokens)))
    for way in (range(span[0] - 1, max(span[0] - 3, -1), -1), after):
        clause = takewhile(lambda place: reading.tokens[place].small not in _STOPS, way)
        if any(place in reading.counts for place in clause):
            return True
    return False


def _from_second(reading: Reading, spans: list[Span]) -> list[Span]:
    """Return the places of words that stand there more than once."""
    told = [reading.tokens[begin].small for begin, _ in spans]
    counts = {word: told.count(word) for word in set(told)}
    return [span for span, word in zip(spans, told, strict=True) if counts[word] > 1]


def hedge(reading: Reading) -> Note | None:
    """Report words that take strength from the speaker's own deed or judgement."""
    beside = [span for span in reading.counted("hedges_beside_me") if _beside_me(reading, span)]
    found = reading.aloud(joined([*reading.counted("hedges"), *beside]))
    found = without(found, [*reading.counted("fillers"), *_idle(reading)])
    spans = [reading.place(span) for span in found]
    if not spans:
        return None
    return on_words(
        "hedge",
        spans,
        say("These words make your own part sound smaller: %(found)s.", found=quoted(reading.text, spans)),
        say("Say what you did or think in a plain sentence; keep the doubt for what was really uncertain."),
        "F48",
    )


def _beside_me(reading: Reading, span: Span) -> bool:
    """Whether the speaker acts in the same clause, within a few words, and no number follows."""
    if span[1] in reading.counts:
        return False
    clause = set()
    for step in (-1, 1):
        place = span[0] + step
        while abs(place - span[0]) <= 6 and 0 <= place < len(reading.tokens):
            if reading.tokens[place].small in _STOPS:
                break
            clause.add(place)
            place += step
    return not clause.isdisjoint(reading.acting)


def passive(reading: Reading) -> Note | None:
    """Report sentences that hide who did something where the own part matters."""
    certain = reading.aloud([*reading.counted("passives"), *reading.counted("passives_of_results")])
    spans = [
        reading.place(span)
        for span in joined([*certain, *reading.aloud(reading.counted("passives_from_second"))])
    ]
    if len(spans) < (1 if certain else 2):
        return None
    return on_words(
        "passive",
        spans,
        say("Nobody can tell who did this: %(found)s.", found=quoted(reading.text, spans)),
        say("Name the person who did it. Where it was you, say so: an interviewer rates only your own part."),
        "F43",
    )
