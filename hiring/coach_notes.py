"""What the coach says of an answer: a rule, the words it is about, why they matter to an interviewer, and how to mend it."""

from collections.abc import Callable
from dataclasses import dataclass

from hiring.coach_reading import Reading
from hiring.cues import Span
from hiring.findings import Said, say
from hiring.vocabulary import SeedId


@dataclass(frozen=True)
class Note:
    """One remark of the coach; `spans` are the places in the answer that it is about, none for the whole answer."""

    rule: str
    sure: bool
    spans: tuple[Span, ...]
    message: Said
    mend: Said
    seed: tuple[SeedId, ...] = ()


Rule = Callable[[Reading], Note | None]


def sure(rule: str, message: Said, mend: Said, *seed: SeedId) -> Note:
    """Return a note on the whole answer."""
    return Note(rule, sure=True, spans=(), message=message, mend=mend, seed=seed)


def perhaps(rule: str, message: Said, mend: Said, *seed: SeedId) -> Note:
    """Return a note on the whole answer of which the rules are not certain."""
    return Note(
        rule,
        sure=False,
        spans=(),
        message=say("The rules are not sure of this: %(note)s", note=message),
        mend=mend,
        seed=seed,
    )


def on_words(rule: str, spans: list[Span], message: Said, mend: Said, *seed: SeedId) -> Note:
    """Return a note on some words of an answer."""
    return Note(rule, sure=True, spans=tuple(spans), message=message, mend=mend, seed=seed)


def quoted(text: str, spans: list[Span]) -> str:
    """Return the words that stand at some places of a text as they were typed, each once, the first of them first."""
    typed: dict[str, str] = {}
    for begin, end in spans[:40]:
        typed.setdefault(text[begin:end].lower(), text[begin:end])
    return ", ".join(typed.values())
