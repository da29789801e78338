"""Every text of ours is spelt as the dictionaries of Debian's hunspell have it, or as our own word lists do."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from hiring.library import Library
from hiring.text import texts
from hiring.vocabulary import LANGUAGES, Language

ROOT = Path(__file__).parent.parent
DICTIONARIES = {"en": "en_GB", "pl": "pl_PL"}
INSTALL = "install the spelling checker: apt-get install hunspell hunspell-en-gb hunspell-pl"
DOCUMENTS = (
    "README.md",
    "CHANGELOG.md",
    "SECURITY.md",
    *(f"docs/{path.name}" for path in ROOT.glob("docs/*.md")),
)

# Code, addresses, file names, values to fill in, tags, and the Polish ending of an abbreviation (CRM-ie).
NO_WORDS = re.compile(
    r"`[^`]*`|\w+://\S+|\S+@\S+|[\w/-]*\.(?:md|py|yaml)\b|%\(\w+\)s|</?\w[^>]*>|&\w+;"
    r"|(?<=[A-Z])-[a-ząćęłńóśźż]{1,4}\b"
)
WORD = re.compile(r"\w+(?:['’-]\w+)*")


def words(text: str) -> Iterator[str]:
    """Yield the words of a text, without an English 's; of a compound its parts of four letters or more."""
    for found in WORD.findall(NO_WORDS.sub(" ", text)):
        parts = re.sub(r"['’]s\b", "", found).replace("’", "'").split("-")
        for part in parts:
            if len(part) > (3 if len(parts) > 1 else 1) and not re.search(r"[\d_]", part):
                yield part


def in_library(library: Library, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the place of every content text with the text."""
    for name, model in library.files():
        for loc, text in texts(library.load(name, model).model):
            yield str(library.place(name, *loc, language)), text[language]


def in_phrases(language: Language) -> Iterator[tuple[str, str]]:
    """Yield the place of every phrase in a language; English ones without a context are their own keys."""
    for catalogue in LANGUAGES:
        path = ROOT / "templates" / "phrases" / f"{catalogue}.po"
        with path.open("rb") as stream:
            messages = [each for each in read_po(stream, locale=catalogue) if each.id]
        for each in messages:
            key, said = joined(each.id), joined(each.string)
            if catalogue == language:
                yield f"{path.name}:{each.lineno}", without_words_of(key, said) if language == "pl" else said
            elif language == "en" and not each.context:
                yield f"{path.name}:{each.lineno}", key


def joined(forms: str | Iterable[str] | None) -> str:
    """Return all plural forms of a phrase as one text."""
    return forms if isinstance(forms, str) else "\n".join(forms or ())


def without_words_of(other: str, text: str) -> str:
    """Return a text without the words that another one has too: keys of files, the same in every language."""
    same = set(WORD.findall(other))
    return WORD.sub(lambda found: "" if found.group() in same else found.group(), text)


def in_documents() -> Iterator[tuple[str, str]]:
    for name in DOCUMENTS:
        for line, text in enumerate(without_code((ROOT / name).read_text("utf-8")).splitlines(), start=1):
            yield f"{name}:{line}", text


def without_code(text: str) -> str:
    """Return Markdown with its code blocks and code spans empty, and every line where it was."""
    return re.sub(r"```.*?```|`[^`]*`", lambda code: "\n" * code.group().count("\n"), text, flags=re.DOTALL)


@cache
def places(language: Language) -> dict[str, str]:
    """Return every word of ours with one place where it stands."""
    told = [*in_library(Library(), language), *in_phrases(language)]
    told += in_documents() if language == "en" else ()
    return {word: place for place, text in told for word in words(text)}


@cache
def misspelt(language: Language) -> set[str]:
    """Return the words of ours that the dictionary does not have."""
    return not_in_dictionary(places(language), language)


def not_in_dictionary(asked: Iterable[str], language: Language) -> set[str]:
    """Return the words that hunspell does not know; it is asked once for all."""
    command, lines = ["hunspell", "-d", DICTIONARIES[language], "-i", "utf-8", "-l"], "\n".join(sorted(asked))
    try:
        done = subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        pytest.fail(INSTALL)
    if done.returncode:
        pytest.fail(f"{INSTALL}\n{done.stderr}")
    return set(done.stdout.split())


def listed(language: Language) -> list[str]:
    """Return our own words: terms, abbreviations, invented names."""
    return (Path(__file__).parent / "words" / f"{language}.txt").read_text("utf-8").split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_in_the_dictionary_or_on_our_list(language: Language) -> None:
    unknown = misspelt(language) - set(listed(language))

    assert sorted(f"{places(language)[word]}: {word}" for word in unknown) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_on_our_list_is_needed_and_stands_there_once_in_order(language: Language) -> None:
    needed = misspelt(language) & set(listed(language))

    assert listed(language) == sorted(needed)


def test_words_are_found_without_code_values_and_endings() -> None:
    found = list(
        words(
            "The AE’s `code`, CRM-ie, add-ons, self-asessment: %(name)s, A01, F35, brief.yaml, me@b.example"
        )
    )

    assert found == ["The", "AE", "CRM", "self", "asessment"]


def test_a_misspelt_word_is_found_in_either_language() -> None:
    found = [
        not_in_dictionary(["receive", "recieve", "odpowiedź", "odpowiedż"], language)
        for language in LANGUAGES
    ]

    assert found == [{"recieve", "odpowiedź", "odpowiedż"}, {"receive", "recieve", "odpowiedż"}]
