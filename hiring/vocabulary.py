"""The words that every file shares: levels, motions, languages, ids, and how strictly a file is read."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

Level = Literal["junior", "mid", "senior"]
Motion = Literal["new_business", "full_cycle", "expansion"]
Language = Literal["en", "pl"]

LEVELS: tuple[Level, ...] = get_args(Level)
MOTIONS: tuple[Motion, ...] = get_args(Motion)
LANGUAGES: tuple[Language, ...] = get_args(Language)

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,60}$")]
SkillId = Id
SeedId = Annotated[str, Field(pattern=r"^F[1-9][0-9]{0,2}$")]
Line = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"\S")]
LongLine = Annotated[str, Field(min_length=1, max_length=3000, pattern=r"\S")]
Score = Annotated[int, Field(ge=1, le=5)]
Motions = Annotated[list[Motion], Field(min_length=1, max_length=3)]
Seeds = list[SeedId]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


KIND = "kind of value: "  # begins the tag of a value that may be one of several kinds
# Signs that no text of ours may hold: control characters other than tab and line ends.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Strict(BaseModel):
    """A part of a YAML file: unknown keys and near-miss types are mistakes, never guesses."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def refuse(rule: str, words: str, **values: object) -> PydanticCustomError:
    """Return the error to raise in a validator: a rule id and a sentence with %(value)s places."""
    return PydanticCustomError(rule, words, values)


def refuse_twice(ids: Iterable[str]) -> None:
    """Refuse an id that stands twice."""
    for name, count in Counter(ids).items():
        if count > 1:
            raise refuse("same-id-twice", "the id %(id)s stands twice", id=name)


def iso_date(value: Any) -> date:
    """Read `2026-12-31`; anything else is a mistake with the form to use."""
    if type(value) is date:
        return value
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except (TypeError, ValueError):
        pass
    raise refuse("date", "write the date as year-month-day, for example 2026-12-31")


IsoDate = Annotated[
    date,
    BeforeValidator(iso_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
