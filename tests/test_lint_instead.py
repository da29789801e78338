"""What the lint offers in the place of words fits the sentence, and is no finding itself."""

from collections.abc import Iterator

import pytest

from hiring.library import Library
from hiring.lint_finding import LintFinding
from hiring.posting_lint import lint_text
from hiring.vocabulary import LANGUAGES, Language

LIBRARY = Library()
AROUND = {"en": ("We see {} here.", "{} here."), "pl": ("Tu {} obok.", "{}.")}
NO_ARTICLE_BEFORE = {"blind to", "deaf to", "addicted to"}  # they follow a verb


def rows(language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield every rule, its words and what can take their place."""
    for rule in LIBRARY.posting_wording.rules:
        yield from ((rule.id, words, other) for words, other in rule[language].better.items())


def of(rule: str, text: str, language: Language) -> list[LintFinding]:
    return [each for each in lint_text(text, language, LIBRARY) if each.rule == rule]


def mended(rule: str, words: str, language: Language) -> str | None:
    """Return a sentence of some words with what the rule offers in their place; none where it offers nothing."""
    for frame in AROUND[language]:
        text = frame.format(words)
        text = text[0].upper() + text[1:]
        found = of(rule, text, language)
        if len(found) == 1 and found[0].instead:
            (begin, end), better = found[0].spans[0], found[0].instead
            return text[:begin] + better + text[end:]
    return None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_replacement_is_offered_and_is_no_finding(language: Language) -> None:
    table = [(*row, mended(row[0], row[1], language)) for row in rows(language)]

    assert [row for row in table if row[3] is None] == []
    assert [
        (row, each.rule, each.words)
        for row in table
        for each in lint_text(row[3] or "", language, LIBRARY)
        if each.spans
    ] == []


def test_there_are_enough_of_them_to_help() -> None:
    assert {language: len(list(rows(language))) >= 40 for language in LANGUAGES} == {"en": True, "pl": True}


def test_an_english_replacement_keeps_the_article_before_it() -> None:
    def vowel(words: str) -> bool:
        return words[0] in "aeiou"

    found = [
        words
        for _, words, other in rows("en")
        if vowel(words) != vowel(other) and words not in NO_ARTICLE_BEFORE
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "language", "rule", "instead"),
    [
        ("We seek a salesman.", "en", "SEX-NOUN", "salesperson"),
        ("Salesmen wanted.", "en", "SEX-NOUN", "Salespeople"),
        ("SALESMAN", "en", "SEX-NOUN", "SALESPERSON"),
        ("A native English  speaker.", "en", "ORIG-NATIVE", "fluent English speaker"),
        ("We’re a family here.", "en", "CULTURE", "We're a team"),
        ("Praca w młodym zespole.", "pl", "AGE-YOUNG", "zespole"),
        ("Dla dynamicznie rozwijającej się firmy.", "pl", "CLICHE", "rozwijającej się"),
        ("Szukamy handlowca.", "pl", "PL-GENDER", "Szukamy handlowca/handlowczyni"),
    ],
)
def test_a_replacement_has_the_capitals_of_the_words(
    text: str, language: Language, rule: str, instead: str
) -> None:
    assert [each.instead for each in of(rule, text, language)] == [instead]


@pytest.mark.parametrize(
    "words", ["We work hard and play hard.", "Under 30 only.", "A young, hungry closer."]
)
def test_nothing_is_offered_where_a_sentence_would_break(words: str) -> None:
    assert {each.instead for each in lint_text(words, "en", LIBRARY)} == {None}
