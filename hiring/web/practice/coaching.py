"""What the rules see in a text, read with the words of its own language; the rules are loaded when first asked for."""

from typing import TYPE_CHECKING

from flask import g

from hiring.question_bank import QuestionType

if TYPE_CHECKING:
    from hiring.coach import Coaching, Piece


def seen_in(
    text: str, question_type: QuestionType, seconds: int | None = None
) -> "tuple[Coaching, list[Piece]]":
    """Return what the rules see, and the text in pieces, each with the rules that are about its words."""
    from hiring.coach import coach, highlighted, language_of

    words = g.library.coach_words(language_of(text, g.library) or g.language)
    found = coach(text, question_type, words, seconds)
    return found, highlighted(text, found)
