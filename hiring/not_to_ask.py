"""What no interviewer may ask, what to ask instead, and the words by which a text betrays such a topic."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from hiring.text import Text
from hiring.vocabulary import Id, Language, Line, Strict
from hiring.wording import met


class Words(Strict):
    """Words of both languages; `*` stands for any ending."""

    en: Annotated[list[Line], Field(min_length=1)]
    pl: Annotated[list[Line], Field(min_length=1)]


class Topic(Strict):
    """One topic that has no place in an interview."""

    id: Id
    name: Text
    instead: Text
    words: Words


class NotToAsk(Strict):
    """All such topics, and what to do when a candidate brings one up."""

    topics: Annotated[list[Topic], Field(min_length=1)]
    volunteered: Text

    def met(self, text: str, language: Language) -> Iterator[tuple[Topic, str]]:
        """Yield every topic that a text touches, with the words that betray it."""
        every = [word for topic in self.topics for word in getattr(topic.words, language)]
        for topic in self.topics if next(met(every, text), None) else ():
            yield from ((topic, word) for word in met(getattr(topic.words, language), text))
