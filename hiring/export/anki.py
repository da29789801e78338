"""A deck of practice cards for Anki; brought in again, it changes the cards that are there and adds none twice."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from html import escape
from itertools import count
from typing import Any

from hiring.cards_sheet import make_cards_sheet
from hiring.library import Library
from hiring.phrases import phrases
from hiring.practice import Card
from hiring.vocabulary import Language, Level, Motion

MEDIA_TYPE = "application/apkg"
FIELDS = ("Question", "About", "Levels", "Strong", "Weak", "Key", "Example")
FRONT = '<p class="about">{{About}}</p>\n<p class="question">{{Question}}</p>'
CSS = """\
.card { font: 18px/1.5 system-ui, sans-serif; text-align: left; max-width: 42em; margin: 0 auto; padding: 0 .5em;
  color: #1c2430; background: #fff; }
.about { font-size: .8em; color: #5a6675; }
.question { font-size: 1.15em; font-weight: 600; }
h2 { font-size: .95em; margin: 1.2em 0 .3em; }
ol, ul { margin: 0; padding-left: 1.4em; }
li { margin: .3em 0; }
.card.nightMode, .card.night_mode { color: #e6e9ee; background: #15191f; }
.nightMode .about, .night_mode .about { color: #a3adba; }
"""
DOS_EPOCH = (1980, 1, 1, 0, 0, 0)  # the one time that all files in the archive bear


def deck_file(
    cards: Sequence[Card], level: Level, motion: Motion, language: Language, library: Library, at: datetime
) -> bytes:
    """Return the questions of a deck as an Anki package; the same cards at the same time give the same bytes.

    Anki takes over changed texts of a note that it knows if they come from a later time `at`; what it knows of one's
    learning stays.
    """
    import genanki  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import, and few need it

    facts = make_cards_sheet(cards, level, motion, language, library)
    told = phrases(language)
    names = told.pgettext("level", level), told.pgettext("motion", motion)
    title = told.gettext("Account Executive: %(level)s, %(motion)s") % dict(
        zip(("level", "motion"), names, strict=True)
    )
    deck = genanki.Deck(number("deck", level, motion, language), title)
    model = _model(genanki, language)
    questions = [(skill, asked) for skill in facts["skills"] for asked in skill["questions"]]
    for place, (skill, asked) in enumerate(questions):
        note = genanki.Note(
            model,
            [field_of(name, asked, skill["name"], language) for name in FIELDS],
            guid=str(number("note", asked["id"], level, language)),
            tags=[level, asked["type"], *([skill["skill"]] if skill["skill"] else [])],
            due=place,
        )
        deck.add_note(note)
    return _packed(genanki.Package(deck), at)


def number(*words: str) -> int:
    """Return the number by which Anki knows a deck, note or model again, in the range that it asks for."""
    digest = blake2b("\x1f".join(words).encode(), digest_size=8).digest()
    return (1 << 30) + int.from_bytes(digest) % (1 << 30)


def field_of(name: str, asked: dict[str, Any], skill: str, language: Language) -> str:
    """Return a field of a note as HTML."""
    if name == "About":
        return _about(asked, skill, language)
    if name == "Levels":
        return _list("ol", [anchor["text"] for anchor in asked["anchors"]])
    if name in {"Strong", "Weak"}:
        return _list("ul", [signal["text"] for signal in asked[name.lower()]])
    return as_html(asked["text" if name == "Question" else name.lower()] or "")


def as_html(text: str) -> str:
    """Return a text as HTML that shows just these signs: neither tags nor Anki's own, such as [sound:…], do anything."""
    return escape(text).replace("[", "&#91;").replace("{{", "{&#123;").replace("\n", "<br>")


def _about(asked: dict[str, Any], skill: str, language: Language) -> str:
    told, minutes = phrases(language), asked["minutes"]
    length = told.ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}
    parts = [skill, told.pgettext("question type", asked["type"]), length]
    return " · ".join(as_html(part) for part in parts if part)


def _list(tag: str, texts: Sequence[str]) -> str:
    if not texts:
        return ""
    return f"<{tag}>{''.join(f'<li>{as_html(text)}</li>' for text in texts)}</{tag}>"


def _model(genanki: Any, language: Language) -> Any:
    """Return the kind of note in a language; what a question does not have leaves no heading."""
    told = phrases(language).gettext
    headings = {
        "Levels": told("What it looks like; 3 meets the bar for this level"),
        "Strong": told("Strong signals"),
        "Weak": told("Weak signals"),
        "Key": told("Key"),
        "Example": told("An example of a strong answer"),
    }
    parts = (
        f"{{{{#{name}}}}}<h2>{as_html(heading)}</h2>{{{{{name}}}}}{{{{/{name}}}}}"
        for name, heading in headings.items()
    )
    back = "\n".join(["{{FrontSide}}", '<hr id="answer">', *parts])
    return genanki.Model(
        number("model", language),
        f"Hiring Account Executives ({language})",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": told("Question"), "qfmt": FRONT, "afmt": back}],
        css=CSS,
    )


def _packed(package: Any, at: datetime) -> bytes:
    """Return a package as a file; written in memory, for the library would note the time of a temporary file."""
    seconds = at.astimezone(UTC).timestamp()
    with sqlite3.connect(":memory:") as collection:
        package.write_to_db(collection.cursor(), seconds, count(int(seconds * 1000)))
        collection.commit()
        content = collection.serialize()
    collection.close()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (("collection.anki2", content), ("media", json.dumps({}).encode())):
            archive.writestr(zipfile.ZipInfo(name, DOS_EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
