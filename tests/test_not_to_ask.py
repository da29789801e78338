"""Interviewers' notes that touch a topic without a place in an interview are told, and sales talk is left alone."""

import sys
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from own_content import changed

from hiring.library import Library
from hiring.not_to_ask import NotToAsk, Topic, Touched, Words
from hiring.phrases import phrases
from hiring.question_bank import Question
from hiring.text import Text
from hiring.vocabulary import LANGUAGES, Language

LEAST_PRECISION, LEAST_RECALL = Fraction(95, 100), Fraction(80, 100)
NAME = Text(en="Family", pl="Rodzina")
FAMILY = Words(en=["pregnan*", "her/his kid*", "has * * kids", "wife"], pl=["w ciąży", "ma * dzieci"])
HARMLESS = Words(en=["pregnant pause", "his kids division"], pl=["dla dzieci"])
MANY_WORDS = (
    "has" + " " * 20_000 + "tea",
    "has " * 20_000,
    "2" * 20_000,
    "pregnant pause, her kids, " * 2_000,
)


def topic(notes: Words | None = FAMILY, harmless: Words | None = HARMLESS) -> Topic:
    words = Words(en=["married"], pl=["mąż"])
    return Topic(id="family", name=NAME, instead=NAME, words=words, notes=notes, harmless=harmless)


def found(text: str, each: Topic | None = None) -> list[str]:
    """Return the words of notes that touch a topic."""
    return [text[start:end] for start, end in (each or topic()).in_notes(text)]


@cache
def labelled(language: Language) -> dict[str, set[str]]:
    """Return every labelled note with the topics that it touches."""
    groups = yaml.safe_load((Path(__file__).parent / "notes_on_topics.yaml").read_text("utf-8"))[language]
    notes: dict[str, set[str]] = {}
    for name, texts in groups.items():
        for text in texts:
            notes.setdefault(text, set()).update({name} - {"clean"})
    return notes


@dataclass(frozen=True)
class Figures:
    """How many labels were found, how many were not, and what was found without one."""

    hits: int
    missed: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> Fraction:
        return Fraction(self.hits, self.hits + len(self.wrong))

    @property
    def recall(self) -> Fraction:
        return Fraction(self.hits, self.hits + self.missed)


def measured(topics: NotToAsk, notes: dict[str, set[str]]) -> Figures:
    """Compare what is found in notes with their labels, topic by topic."""
    told = {text: {touched.topic.id for touched in topics.in_notes(text)} for text in notes}
    hits = sum(len(wanted & told[text]) for text, wanted in notes.items())
    wrong = ((name, text) for text in notes for name in sorted(told[text] - notes[text]))
    return Figures(hits, sum(map(len, notes.values())) - hits, tuple(wrong))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_is_right_and_most_of_what_should_be_told_is(
    language: Language, library: Library
) -> None:
    notes = labelled(language)
    figures = measured(library.not_to_ask, notes)

    sys.stdout.write(
        f"{language}: {len(notes)} notes, precision {float(figures.precision):.3f},"
        f" recall {float(figures.recall):.3f}\n"
    )
    assert figures.precision >= LEAST_PRECISION, figures.wrong
    assert figures.recall >= LEAST_RECALL


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labelled_notes_are_many_touch_every_topic_and_are_half_clean(
    language: Language, library: Library
) -> None:
    notes = labelled(language)
    clean = [text for text, wanted in notes.items() if not wanted]

    assert set().union(*notes.values()) == {each.id for each in library.not_to_ask.topics}
    assert len(notes) >= 60
    assert 2 <= len(notes) / len(clean) <= 2.5


def told_of(question: Question, language: Language) -> list[str]:
    """Return what our content says of answers: the talk that notes are full of."""
    heard = [*question.strong, *question.weak, *(example.text for example in question.examples)]
    return [str(text[language]) for text in heard]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_that_our_own_banks_tell_touches_a_topic(language: Language, library: Library) -> None:
    texts = [
        text for name in library.banks for each in library.bank(name) for text in told_of(each, language)
    ]
    told = [(each.words, text) for text in texts for each in library.not_to_ask.in_notes(text)]

    assert len(texts) > 500
    assert told == []


def test_notes_in_two_languages_tell_the_words_and_where_they_stand() -> None:
    topics = NotToAsk(topics=[topic()], volunteered=NAME)

    assert topics.in_notes("Pregnant; jest w  Ciąży, pregnant. Her kids!") == [
        Touched(
            topic(), ((0, 8), (15, 23), (25, 33), (35, 43)), ("Pregnant", "w  Ciąży", "pregnant", "Her kids")
        )
    ]


def test_the_warning_names_the_topic_and_the_words_in_the_readers_language(library: Library) -> None:
    [touched] = library.not_to_ask.in_notes("She’s on sick leave, and ill: off sick.")
    warning = touched.told("pl")

    assert str(touched.told("en")) == (
        "These words touch a topic that has no place in an interview (Health, disability, sick leave, medication):"
        " sick leave, off sick. Leave out what the job does not need."
    )
    assert warning.told(phrases("pl").gettext) == (
        "Te słowa dotykają tematu, na który nie ma miejsca w rozmowie"
        " (Zdrowie, niepełnosprawność, zwolnienia lekarskie, leki): sick leave, off sick."
        " Pomiń to, czego ta praca nie wymaga."
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There was a pregnant pause.", []),
        ("A pregnant\npause. Then: she is pregnant", ["pregnant"]),
        ("Led his kids division, asked about her kids", ["her kids"]),
        ("Has two small kids", ["Has two small kids"]),
        ("Has\u00a0two small kids, his kids", ["Has\u00a0two small kids", "his kids"]),
        ("Ma dwoje dzieci", ["Ma dwoje dzieci"]),
        ("Ma ubrania dla dzieci", []),
        ("midwife, housewife, wifely", []),
        ("İs pregnant, his wife", ["pregnant", "wife"]),
        ("", []),
    ],
)
def test_words_count_whole_and_not_where_they_are_part_of_other_talk(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_a_topic_without_words_for_notes_goes_by_its_words_for_questions() -> None:
    own = topic(notes=None, harmless=None)

    assert found("Married, her kids, mąż", own) == ["Married", "mąż"]


def test_overlapping_finds_are_one() -> None:
    own = topic(Words(en=["has * kids", "two kids", "kids at home"], pl=["dzieci"]), harmless=None)

    assert found("has two kids at home", own) == ["has two kids at home"]


def test_an_own_file_from_before_there_were_words_for_notes_still_loads(tmp_path: Path) -> None:
    def without_notes(data: Any) -> None:
        for each in data["topics"]:
            del each["notes"], each["harmless"]

    own = changed(tmp_path, "question_banks/not_to_ask.yaml", without_notes).not_to_ask

    assert [each.topic.id for each in own.in_notes("His wife is ill")] == ["family"]


@pytest.mark.parametrize("text", MANY_WORDS, ids=["spaces", "words", "one word", "finds"])
def test_notes_made_to_be_slow_are_read_like_others(text: str, library: Library) -> None:
    assert len(library.not_to_ask.in_notes(text)) <= 1
