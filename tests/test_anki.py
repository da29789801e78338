"""The deck for Anki, brought into the real Anki."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.export.anki import as_html, deck_file, number
from hiring.library import Library
from hiring.practice import Card, deck
from hiring.text import Text
from hiring.vocabulary import LANGUAGES, LEVELS, Language, Level

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Collection]:
    """Return an empty collection of Anki's."""
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def bring_in(collection: Collection, content: bytes) -> tuple[int, int]:
    """Bring a deck in; return how many notes were new and how many changed."""
    file = Path(collection.path).with_name("deck.apkg")
    file.write_bytes(content)
    log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(file))).log
    return len(log.new), len(log.updated)


def made(
    library: Library, cards: list[Card], at: datetime = AT, level: Level = "mid", language: Language = "en"
) -> bytes:
    return deck_file(cards, level, "full_cycle", language, library, at)


def reworded(cards: list[Card], words: str) -> list[Card]:
    """Return cards with another text in the first question."""
    first = cards[0]
    asked = first.variants[0].model_copy(update={"text": Text(en=words, pl=words)})
    return [replace(first, variants=(asked, *first.variants[1:])), *cards[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", LEVELS)
def test_every_question_of_a_deck_becomes_a_note(
    anki: Collection, library: Library, level: Level, language: Language
) -> None:
    cards = deck(level, "full_cycle", library, ())
    questions = {asked.id: asked for card in cards for asked in card.variants}

    new = bring_in(anki, made(library, cards, level=level, language=language))

    assert (new, anki.note_count(), anki.card_count()) == (
        (len(questions), 0),
        len(questions),
        len(questions),
    )
    fronts = {html.unescape(anki.get_note(note)["Question"]) for note in anki.find_notes("")}
    assert fronts == {asked.text[language] for asked in questions.values()}


def test_the_same_deck_brought_in_twice_adds_nothing(anki: Collection, library: Library) -> None:
    cards = deck("mid", "full_cycle", library, ())
    first = bring_in(anki, made(library, cards))

    again = [bring_in(anki, made(library, cards, AT + timedelta(days=day))) for day in (0, 1)]

    assert (first[0], [new for new, _ in again], anki.note_count()) == (anki.note_count(), [0, 0], first[0])


def test_a_changed_text_comes_in_and_what_was_learnt_stays(anki: Collection, library: Library) -> None:
    cards = deck("mid", "full_cycle", library, ())
    bring_in(anki, made(library, cards))
    card = anki.get_card(anki.find_cards("")[0])
    card.ivl, card.reps, card.type, card.queue = 21, 3, 2, 2  # type: ignore[assignment]
    anki.update_card(card)

    changed = bring_in(anki, made(library, reworded(cards, "Who decides?"), AT + timedelta(days=1)))

    found = [anki.get_note(note)["Question"] for note in anki.find_notes('"Question:Who decides?"')]
    kept = anki.get_card(card.id)
    assert (changed[0], found, anki.note_count()) == (
        0,
        ["Who decides?"],
        sum(len(c.variants) for c in cards),
    )
    assert (kept.ivl, kept.reps) == (21, 3)


def test_levels_and_languages_are_decks_of_their_own(anki: Collection, library: Library) -> None:
    brought = 0
    for level in LEVELS:
        for language in LANGUAGES:
            cards = deck(level, "full_cycle", library, ())
            brought += bring_in(anki, made(library, cards, level=level, language=language))[0]

    names = {each.name for each in anki.decks.all_names_and_ids()} - {"Default"}
    assert (len(names), anki.note_count()) == (6, brought)


def test_the_same_input_gives_the_same_bytes(library: Library) -> None:
    cards = deck("mid", "full_cycle", library, ())

    assert made(library, cards) == made(library, cards) != made(library, cards, AT + timedelta(seconds=1))


def test_the_back_holds_levels_signals_and_example(anki: Collection, library: Library) -> None:
    cards = deck("mid", "full_cycle", library, ())
    bring_in(anki, made(library, cards))
    asked = next(asked for card in cards for asked in card.variants if asked.examples and asked.skill)

    found = next(
        note
        for note in map(anki.get_note, anki.find_notes(f"tag:{asked.skill}"))
        if html.unescape(note["Question"]) == asked.text["en"]
    )

    back = " ".join(
        html.unescape(re.sub(r"<[^>]*>", " ", found.cards()[0].render_output().answer_text)).split()
    )
    rungs = [text["en"] for _, text in library.anchors(str(asked.skill), "mid")]
    expected = [*rungs, *(each["en"] for each in (*asked.strong, *asked.weak))]
    assert [text for text in expected if " ".join(text.split()) not in back] == []
    assert "An example of a strong answer" in back


def test_signs_of_html_and_of_anki_are_shown_as_they_are(anki: Collection, library: Library) -> None:
    words = "<b>1 < 2 & 3</b> [sound:a.mp3] [latex]x[/latex] {{c1::x}} {{Question}} <script>alert(1)</script>"
    cards = reworded(deck("mid", "full_cycle", library, ())[:1], words)

    bring_in(anki, made(library, cards))

    notes = [anki.get_note(note) for note in anki.find_notes("")]
    shown = [note.cards()[0].render_output() for note in notes]
    assert words in {html.unescape(note["Question"]) for note in notes}
    assert [each for each in shown if "<script" in each.question_text or each.question_av_tags] == []


@given(st.text())
@settings(deadline=None)
def test_any_text_becomes_html_without_tags(text: str) -> None:
    shown = as_html(text)

    assert html.unescape(shown.replace("<br>", "\n")) == html.unescape(html.escape(text))
    assert "<" not in shown.replace("<br>", "")


def test_numbers_are_in_the_range_that_anki_asks_for_and_apart() -> None:
    numbers = {number("note", str(each)) for each in range(2000)}

    assert (len(numbers), min(numbers) >= 1 << 30, max(numbers) < 1 << 31) == (2000, True, True)
    assert number("deck", "mid", "full_cycle", "en") == number("deck", "mid", "full_cycle", "en")
