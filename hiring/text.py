"""One text in English and Polish."""

from collections.abc import Iterator
from typing import Any

from hiring.vocabulary import Language, Line, LongLine, Seeds, Strict


class Ours(str):
    """Words of our own content: they may hold Markdown, while anything else is text as typed."""

    __slots__ = ()


class Lines(str):
    """Words as typed whose line breaks a document keeps; of any other typed text it makes one line."""

    __slots__ = ()


class Text(Strict):
    """What one thing says, in both languages."""

    en: Line
    pl: Line

    def __getitem__(self, language: Language) -> Ours:
        return Ours(self.pl if language == "pl" else self.en)


class Story(Text):
    """A longer text, such as an answer told as a person would tell it."""

    en: LongLine
    pl: LongLine


def texts(part: Any, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """Yield every text inside a model with its path."""
    for step, inside in parts(part):
        if isinstance(inside, Text):
            yield (*loc, step), inside
        else:
            yield from texts(inside, (*loc, step))


def parts(part: Any) -> Iterator[tuple[str | int, Any]]:
    """Yield the fields of a model or the entries of a list, with their names or numbers; a list of words has none."""
    if isinstance(part, list):
        if part and not isinstance(part[0], str):
            yield from enumerate(part)
    elif isinstance(part, Strict):
        yield from ((name, getattr(part, name)) for name in type(part).model_fields)


class Statement(Strict):
    """One sentence of content with the seed facts that it carries."""

    text: Text
    seed: Seeds = []
