"""Search over the library in both languages; accents and the endings of longer words may differ."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hiring.library import Library
from hiring.text import Text, texts

MOST_HITS = 60
Kind = Literal["skill", "level", "role", "question", "exercise"]


@dataclass(frozen=True)
class Hit:
    """One text that holds all words sought: where it is shown, and the text."""

    kind: Kind
    id: str
    name: Text
    text: Text


def search(library: Library, words: str) -> list[Hit]:
    """Return the texts that hold every word in one language, names first, at most 60."""
    wanted = sought(words)
    hits = [hit for hit in _everything(library) if holds(hit.text, wanted)]
    return sorted(hits, key=lambda hit: hit.text != hit.name)[:MOST_HITS]


def sought(words: str) -> list[str]:
    """Return the stems of the words that somebody looks for."""
    return [stem(word) for word in plain(words).split()]


def stem(word: str) -> str:
    """Return a longer word without its last two letters, so that Polish cases and English plurals meet."""
    return word[:-2] if len(word) > 6 else word


@lru_cache(maxsize=20_000)  # the whole library's texts, twice
def plain(text: str) -> str:
    """Return a text in small letters without accents, Polish ł included."""
    letters = unicodedata.normalize("NFKD", text.lower().replace("ł", "l"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def holds(text: Text, wanted: Sequence[str]) -> bool:
    """Whether a text holds every word sought, in one of its languages."""
    return bool(wanted) and any(all(word in plain(said) for word in wanted) for said in (text.en, text.pl))


def _everything(library: Library) -> Iterator[Hit]:
    for rubric in library.rubrics():
        yield from (Hit("skill", rubric.skill, rubric.name, text) for _, text in texts(rubric))
    for level in library.skill_models():
        yield from (Hit("level", level.level, level.title, text) for _, text in texts(level))
    for name in library.banks:
        for question in library.bank(name):
            yield from (Hit("question", question.id, question.text, text) for _, text in texts(question))
    for exercise in library.exercises():
        yield from (Hit("exercise", exercise.id, exercise.name, text) for _, text in texts(exercise))
    role = library.role
    yield from (Hit("role", "role", role.name, text) for _, text in texts(role))
