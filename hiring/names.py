"""Sentences for readers who know skills and stages by their names, not by their ids."""

from collections.abc import Callable

from hiring import phrases
from hiring.library import Library
from hiring.vocabulary import Language


def teller(language: Language, library: Library) -> Callable[[str], str]:
    """Return what translates the words of a sentence; the id of a skill or stage becomes its name."""
    gettext = phrases.phrases(language).gettext

    def tell(words: str) -> str:
        if words in library.skills:
            return library.rubric(words).name[language]
        if words in library.stages:
            return library.stage(words).name[language]
        return gettext(words)

    return tell
