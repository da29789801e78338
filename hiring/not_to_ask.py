"""What no interviewer may ask, what to ask instead, and the words by which a text betrays such a topic."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from hiring.findings import Said, say
from hiring.text import Text
from hiring.vocabulary import Id, Language, Line, Strict
from hiring.wording import met, spans

Span = tuple[int, int]


class Words(Strict):
    """Words of both languages; `*` stands for any ending, alone for any word."""

    en: Annotated[list[Line], Field(min_length=1)]
    pl: Annotated[list[Line], Field(min_length=1)]

    @property
    def both(self) -> list[str]:
        """The words of both languages: interviewers mix them."""
        return [*self.en, *self.pl]


class Topic(Strict):
    """One topic that has no place in an interview.

    `words` betray it in questions. `notes` betray it in what interviewers write, where `words` do without them,
    and `harmless` is other talk: words that overlap it do not count, such as those of a pregnant pause.
    """

    id: Id
    name: Text
    instead: Text
    words: Words
    notes: Words | None = None
    harmless: Words | None = None

    def in_notes(self, text: str) -> list[Span]:
        """Return where notes touch the topic, in their order and apart from each other."""
        found = _joined(spans((self.notes or self.words).both, text))
        other = _joined(spans(self.harmless.both, text)) if found and self.harmless else []
        return [span for span in found if not _meets(span, other)]


@dataclass(frozen=True)
class Touched:
    """A topic that notes touch, where they do, and the words that stand there, each once."""

    topic: Topic
    spans: tuple[Span, ...]
    words: tuple[str, ...]

    def told(self, language: Language) -> Said:
        """Return the warning for whoever writes the notes."""
        return say(
            "These words touch a topic that has no place in an interview (%(topic)s): %(found)s."
            " Leave out what the job does not need.",
            topic=self.topic.name[language],
            found=", ".join(self.words),
        )


class NotToAsk(Strict):
    """All such topics, and what to do when a candidate brings one up."""

    topics: Annotated[list[Topic], Field(min_length=1)]
    volunteered: Text

    def met(self, text: str, language: Language) -> Iterator[tuple[Topic, str]]:
        """Yield every topic that a text touches, with the words that betray it."""
        every = [word for topic in self.topics for word in getattr(topic.words, language)]
        for topic in self.topics if next(met(every, text), None) else ():
            yield from ((topic, word) for word in met(getattr(topic.words, language), text))

    def in_notes(self, text: str) -> list[Touched]:
        """Return the topics that an interviewer's notes touch, in either language, in the file's order."""
        return [
            Touched(topic, tuple(found), tuple(dict.fromkeys(text[start:end] for start, end in found)))
            for topic in self.topics
            if (found := topic.in_notes(text))
        ]


def _meets(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span overlaps one of others that are in their order and apart: the last that begins before its end."""
    before = bisect_left(others, (span[1],))
    return before > 0 and others[before - 1][1] > span[0]


def _joined(found: Iterable[Span]) -> list[Span]:
    """Return spans in their order, those that overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
