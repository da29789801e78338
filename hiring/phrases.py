"""The words of documents and pages in a language, and its money, numbers, dates and typography."""

import contextlib
import hashlib
import os
import re
import struct
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.dates import format_date
from babel.numbers import format_decimal

from hiring.brief import Bounds
from hiring.library import shipped
from hiring.vocabulary import Language

_ONE_LETTER_WORD = re.compile(r"(?<![^\s(„\u00a0])([AaIiOoUuWwZz]) (?=\S)")
NO_BREAK_SPACE = "\u00a0"


@cache
def phrases(language: Language) -> GNUTranslations:
    """Return the catalogue of a language; it is compiled once and then kept in the user's cache folder."""
    source = (shipped("templates") / "phrases" / f"{language}.po").read_bytes()
    kept = cache_folder() / f"{language}-{hashlib.sha256(source).hexdigest()[:32]}.mo"
    try:
        return GNUTranslations(BytesIO(kept.read_bytes()))
    except (OSError, ValueError, EOFError, struct.error):
        compiled = _compiled(source, language)
        _keep(kept, compiled)
        return GNUTranslations(BytesIO(compiled))


def _compiled(source: bytes, language: Language) -> bytes:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only when a catalogue has changed
    from babel.messages.pofile import read_po  # noqa: PLC0415

    out = BytesIO()
    write_mo(out, read_po(BytesIO(source), locale=language))
    return out.getvalue()


def cache_folder() -> Path:
    """Return the user's folder for what can be made again: compiled phrases and templates."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hiring"


def _keep(path: Path, content: bytes) -> None:
    """Write a cache file whole, or not at all where the folder cannot be written."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as stream:
            stream.write(content)
        Path(stream.name).replace(path)


def number(value: float, language: Language, form: str = "") -> str:
    """Return a number with the language's grouping and decimal sign: 12,000 or 12 000; sums with both decimals or none."""
    form = form or ("#,##0" if value == int(value) else "#,##0.00")
    return str(format_decimal(Decimal(str(value)), format=form, locale=language))


def money(bounds: Bounds, currency: str, language: Language) -> str:
    """Return a sum or range: `PLN 12,000–18,000` in English, `12 000–18 000 zł` in Polish."""
    ends = [number(bounds.min, language), number(bounds.max, language)]
    amount = ends[0] if bounds.min == bounds.max else "–".join(ends)
    if language == "pl":
        return f"{amount}{NO_BREAK_SPACE}{'zł' if currency == 'PLN' else currency}"
    return f"{currency}{NO_BREAK_SPACE}{amount}"


def long_date(day: date, language: Language) -> str:
    """Return a date in words: 31 December 2026, 31 grudnia 2026."""
    return str(format_date(day, "d MMMM y", locale=language))


def long_time(at: datetime, language: Language) -> str:
    """Return a time in words: 31 December 2026, 10:00 UTC."""
    utc = at.astimezone(UTC)
    return f"{long_date(utc, language)}, {utc:%H:%M} UTC"


def country(code: str, language: Language) -> str:
    """Return a country's name, or the code where the language has none."""
    from babel import Locale  # noqa: PLC0415

    return str(Locale.parse(language).territories.get(code, code))


def typeset(text: str, language: Language) -> str:
    """Keep Polish one-letter words on the line of the next word."""
    return _ONE_LETTER_WORD.sub(rf"\1{NO_BREAK_SPACE}", text) if language == "pl" else text
