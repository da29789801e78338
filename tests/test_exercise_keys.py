"""The numbers in the keys of exercises follow from their data, and stand in both texts as each language writes them."""

import re

import pytest
from solutions import SOLVED, Case

from hiring.library import Library
from hiring.text import Text
from hiring.vocabulary import LANGUAGES, Language

EXERCISES = tuple(exercise.id for exercise in Library().exercises())


@pytest.mark.parametrize("name", EXERCISES)
def test_every_value_of_a_key_follows_from_the_data_of_its_exercise(name: str, library: Library) -> None:
    exercise = library.exercise(name)

    solved = {key: round(value, 6) for key, value in SOLVED[name](Case(exercise)).items()}

    assert {entry.id: entry.value for entry in exercise.key if entry.value is not None} == solved


NUMBERS = {
    "en": re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"),
    "pl": re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+)(?:,\d+)?"),
}


def numbers(text: Text, language: Language) -> set[str]:
    """Return the numbers that stand in a text, as they are written there."""
    return {found.replace("\u00a0", " ") for found in NUMBERS[language].findall(text[language])}


def as_written(value: float, language: Language) -> str:
    """Return a number as a language writes it: 24,472 or 24 472, 88.5 or 88,5."""
    words = f"{value:,}".removesuffix(".0")
    return words.replace(",", " ").replace(".", ",") if language == "pl" else words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXERCISES)
def test_every_value_of_a_key_stands_in_its_text(name: str, language: Language, library: Library) -> None:
    missing = [
        (entry.id, as_written(entry.value, language))
        for entry in library.exercise(name).key
        if entry.value is not None and as_written(entry.value, language) not in numbers(entry.text, language)
    ]

    assert missing == []


@pytest.mark.parametrize("name", EXERCISES)
def test_every_number_of_an_english_key_stands_in_the_polish_one(name: str, library: Library) -> None:
    missing = []
    for entry in library.exercise(name).key:
        english_ones = {word.replace(",", " ").replace(".", ",") for word in numbers(entry.text, "en")}
        missing += [(entry.id, word) for word in sorted(english_ones - numbers(entry.text, "pl"))]

    assert missing == []
