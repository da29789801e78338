"""Reading choices from an address or a form."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from flask import abort

W = TypeVar("W", bound=str)


def known(word: str, words: Sequence[str]) -> None:
    """Answer 404 for a word that is none of ours."""
    if word not in words:
        abort(404)


def chosen(values: Mapping[str, str], name: str, words: Sequence[W], default: W) -> W:
    """Return the choice that values name if it is one of the words, else the default."""
    word = values.get(name)
    return next((each for each in words if each == word), default)
