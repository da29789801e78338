"""The words of documents and pages: none missing, none left over, and each language's own forms."""

import ast
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from hiring import mistakes, yaml_reader
from hiring.brief import JURISDICTIONS, Bounds, Brief, Pay
from hiring.coach import RULES
from hiring.debrief import Choice
from hiring.delta import Change
from hiring.exercise import Exercise
from hiring.library import Library
from hiring.pay_rules import pay_laws
from hiring.phrases import country, long_date, money, number, phrases, typeset
from hiring.posting_gaps import Silence
from hiring.posting_words import Contract, NumberKind
from hiring.practice_plan import Item
from hiring.preparation import Meeting, Moment
from hiring.question_bank import Asked, QuestionType
from hiring.short_posting import LENGTHS
from hiring.skill_model import Component, Period
from hiring.stage import Method
from hiring.storage.people import Role
from hiring.story import TOLD
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language
from hiring.web.question_pages import SIDES

ROOT = Path(__file__).parent.parent
Key = tuple[str | None, str]

OF_COMMANDS_ONLY = {
    "backup.py",
    "bank_checks.py",
    "check.py",
    "database.py",
    "demo_company.py",
    "own_folder.py",
    "restoring.py",
    "schema.py",
    "wording.py",
}  # told by `hiring check` alone: the command line speaks English
AS_THEY_ARE = {"%(why)s"}  # holds no words of ours
TABLES = (mistakes._LIMITS, mistakes._FORMS, mistakes._WANTED)  # noqa: SLF001


def options(model: type, name: str) -> tuple[str, ...]:
    """Return the values that a field may have."""
    annotation: Any = model.model_fields[name].annotation  # type: ignore[attr-defined]
    inner = [part for part in get_args(annotation) if get_args(part)]
    return tuple(word for word in (get_args(inner[0]) if inner else get_args(annotation)) if word)


def rules_of_postings() -> Iterator[str]:
    """Yield the id of every rule on postings and briefs, the pay rules of single places apart."""
    library = Library()
    wording = library.posting_wording
    yield from (each.id for each in (*wording.rules, *wording.contradictions, *wording.of_briefs))
    yield from pay_laws(library).rule


# Words whose key comes from the data: the context, and every key that it can have.
CONTEXTS: dict[str, tuple[str, ...]] = {
    "part of a story": TOLD,
    "rule of the coach": RULES,
    "rule of a posting": tuple(rules_of_postings()),
    "why a question comes": get_args(Item.__annotations__["why"]),
    "number of a posting": get_args(NumberKind),
    "kind of contract": get_args(Contract),
    "left out of a posting": get_args(Silence),
    **{f"level{kind}": LEVELS for kind in ("", " title", " hint")},
    **{f"motion{kind}": MOTIONS for kind in ("", " title", " hint")},
    **{f"language{kind}": LANGUAGES for kind in (" title", " hint")},
    "remote": options(Brief, "remote"),
    "contract": options(Brief, "contract"),
    "hours": options(Brief, "hours"),
    "tax": options(Pay, "tax"),
    "period": get_args(Period),
    "variable": options(Pay, "variable_kind"),
    "variable title": options(Pay, "variable_kind"),
    "component": get_args(Component),
    "change": get_args(Change),
    "jurisdiction": JURISDICTIONS,
    "pay information": ("posting", "before_interview", "before_contract"),
    "length": LENGTHS,
    "question type": get_args(Method),
    "question type explained": get_args(QuestionType),
    "asked": get_args(Asked),
    "meeting": get_args(Meeting),
    "moment": get_args(Moment),
    "side": SIDES,
    "decision title": get_args(Choice),
    "person": get_args(Role),
    "choice": get_args(Choice),
    "cases to think of": LEVELS,
    "exercise explained": get_args(Exercise.model_fields["method"].annotation),
}


@cache
def catalogue(language: Language) -> Catalog:
    with (ROOT / "templates" / "phrases" / f"{language}.po").open("rb") as stream:
        return read_po(stream, locale=language)


@cache
def kept(language: Language) -> set[Key]:
    """Return every key of a catalogue."""
    return {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in catalogue(language) if m.id}


@cache
def in_templates() -> set[Key]:
    """Return every phrase that a template says."""
    found = set()
    for path in [*ROOT.glob("templates/documents/*"), *ROOT.glob("templates/pages/**/*.html")]:
        extension = {"trimmed": "true", "silent": "false"}
        keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
        for _, words, _, context in extract_from_file(
            "jinja2.ext:babel_extract", path, keywords, options=extension
        ):
            found.add((context, words if isinstance(words, str) else words[0]))
    return found


def calls(path: Path, names: set[str]) -> Iterator[list[str | None]]:
    """Yield the literal arguments of every call of a function in a module; none for what is no literal."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in names:
                yield [part.value if isinstance(part, ast.Constant) else None for part in node.args]  # type: ignore[misc]


@cache
def in_code() -> set[Key]:
    """Return every sentence that a page can be asked to say: `say`, `refuse`, and the tables of mistakes."""
    found: set[str | None] = {
        value if isinstance(value, str) else value[1] for table in TABLES for value in table.values()
    }
    found |= {words for row in yaml_reader._SYNTAX for words in row[1:]}  # noqa: SLF001
    for path in ROOT.glob("hiring/**/*.py"):
        if path.name not in OF_COMMANDS_ONLY:
            found |= {args[0] for args in calls(path, {"say", "gettext"}) if args}
            found |= {args[1] for args in calls(path, {"refuse"})}
            found |= {text for text in titles(path) if (None, text) in kept("pl")}
    return {(None, words) for words in found - AS_THEY_ARE if words}


def titles(path: Path) -> Iterator[str]:
    """Yield every text that stands in a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def by_key() -> set[Key]:
    return {(context, word) for context, words in CONTEXTS.items() for word in words}


def test_every_phrase_of_templates_and_code_is_in_the_polish_catalogue() -> None:
    assert sorted((in_templates() | in_code() | by_key()) - kept("pl"), key=str) == []


def test_every_phrase_of_a_catalogue_is_used() -> None:
    used = in_templates() | in_code() | by_key()

    assert [sorted(kept(language) - used, key=str) for language in LANGUAGES] == [[], []]


def test_every_word_that_the_data_chooses_is_in_both_catalogues() -> None:
    assert [sorted(by_key() - kept(language)) for language in LANGUAGES] == [[], []]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_translated_with_the_same_values(language: Language) -> None:
    messages = catalogue(language)
    problems = [(each.id, str(why)) for each in messages for why in each.check(messages)]

    assert [message.id for message in messages if message.id and not message.string] == []
    assert problems == []


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 minuta"), (2, "2 minuty"), (5, "5 minut"), (12, "12 minut"), (22, "22 minuty")],
)
def test_polish_counts_in_three_forms(count: int, words: str) -> None:
    assert phrases("pl").ngettext("%(num)s minute", "%(num)s minutes", count) % {"num": count} == words


@pytest.mark.parametrize(("count", "words"), [(1, "1 minute"), (2, "2 minutes"), (22, "22 minutes")])
def test_english_counts_in_two_forms(count: int, words: str) -> None:
    assert phrases("en").ngettext("%(num)s minute", "%(num)s minutes", count) % {"num": count} == words


MONEY: tuple[tuple[Language, str, float, float, str], ...] = (
    ("pl", "PLN", 12_000, 18_000, "12\xa0000–18\xa0000\xa0zł"),
    ("pl", "EUR", 12_000, 18_000, "12\xa0000–18\xa0000\xa0EUR"),
    ("pl", "PLN", 31.4, 40, "31,40–40\xa0zł"),
    ("pl", "PLN", 5_000, 5_000, "5\xa0000\xa0zł"),
    ("en", "PLN", 12_000, 18_000, "PLN\xa012,000–18,000"),
    ("en", "GBP", 42_000, 42_000, "GBP\xa042,000"),
    ("en", "USD", 0.1, 0.25, "USD\xa00.10–0.25"),
    ("en", "USD", 1_000_000_000, 1_000_000_000, "USD\xa01,000,000,000"),
)


@pytest.mark.parametrize(("language", "currency", "least", "most", "words"), MONEY)
def test_money_is_written_as_the_language_writes_it(
    language: Language, currency: str, least: float, most: float, words: str
) -> None:
    assert money(Bounds(min=least, max=most), currency, language) == words


def test_numbers_dates_and_countries_are_written_as_the_language_writes_them() -> None:
    day = date(2026, 12, 31)

    assert [number(1234.5, language) for language in LANGUAGES] == ["1,234.50", "1\xa0234,50"]
    assert [long_date(day, language) for language in LANGUAGES] == ["31 December 2026", "31 grudnia 2026"]
    assert [country("PL", language) for language in LANGUAGES] == ["Poland", "Polska"]
    assert [country("QX", language) for language in LANGUAGES] == ["QX", "QX"]


def test_polish_one_letter_words_stay_with_the_next_and_english_ones_do_not() -> None:
    text = "Praca w zespole i z klientem, a (o tym) na miejscu"

    assert typeset(text, "pl") == "Praca w\xa0zespole i\xa0z\xa0klientem, a\xa0(o\xa0tym) na miejscu"
    assert typeset(text, "en") == text
