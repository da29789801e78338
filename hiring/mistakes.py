"""A validation error in a person's words, the same for a YAML file and for a form."""

import re
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel

from hiring.findings import Said, did_you_mean, say
from hiring.vocabulary import LANGUAGES

# A number written with signs between its thousands: 42,000 or 52 000.
_GROUPED = re.compile(r"[0-9]{1,3}([\s,.'][0-9]{3})+")
_LIMITS = {
    "greater_than": ("gt", "must be more than %(limit)s"),
    "greater_than_equal": ("ge", "must be at least %(limit)s"),
    "less_than": ("lt", "must be less than %(limit)s"),
    "less_than_equal": ("le", "must be at most %(limit)s"),
    "string_too_long": ("max_length", "is longer than %(limit)s characters"),
    "too_long": ("max_length", "has more than %(limit)s entries"),
    "too_short": ("min_length", "needs at least %(limit)s entries"),
}
_FORMS = {
    r"^[A-Z]{3}$": "write three capital letters, for example EUR",
    r"^F[1-9][0-9]{0,2}$": "write F and a number, for example F35",
    r"^(unknown|\d{4}(-\d{2})?)$": "write the year, or year and month, or unknown",
}
_WANTED = {
    "string_type": "expected a text, found %(found)s",
    "int_type": "expected a whole number, found %(found)s",
    "int_from_float": "expected a whole number, found %(found)s",
    "float_type": "expected a number, found %(found)s",
    "bool_type": "expected true or false, found %(found)s",
    "list_type": "expected a list, found %(found)s",
    "model_type": "expected keys with values, found %(found)s",
    "model_attributes_type": "expected keys with values, found %(found)s",
    "dict_type": "expected keys with values, found %(found)s",
}


def explain(error: Any, model: type[BaseModel]) -> tuple[str, Said, Said]:
    """Return rule, message and suggestion of one of pydantic's error details."""
    kind, loc, found = error["type"], error["loc"], error.get("input")
    if kind in {"missing", "extra_forbidden"}:
        return _key(kind, str(loc[-1]), _keys(model, loc))
    if found is None and (kind in _WANTED or kind == "literal_error"):
        return "blank", say("is empty"), Said()
    if kind in _WANTED:
        return "type", say(_WANTED[kind], found=_kind(found)), _way_out(kind, found, _at(model, loc))
    if kind == "literal_error":
        return "choice", say("%(found)s is not one of the choices", found=found), _choices(found, error)
    if kind in _LIMITS:
        key, words = _LIMITS[kind]
        return "limit", say(words, limit=f"{error['ctx'][key]:g}"), Said()
    if kind in {"string_too_short", "string_pattern_mismatch"}:
        return _form(error)
    return kind, _said(error), Said()


def _key(kind: str, key: str, known: list[str]) -> tuple[str, Said, Said]:
    """Explain a key that is missing or that nobody knows."""
    if kind == "extra_forbidden":
        return "unknown-key", say("unknown key %(key)s", key=key), did_you_mean(key, known)
    return "missing-language" if key in LANGUAGES else "missing", say("%(key)s is missing", key=key), Said()


def _said(error: Any) -> Said:
    """Return the sentence of a refusal of ours, or of an error of pydantic's that has no words here."""
    if "%(" in error["msg"]:
        return say(error["msg"], **error.get("ctx", {}))
    return Said(error["msg"])


def _form(error: Any) -> tuple[str, Said, Said]:
    """Explain a text that is blank or has not the form of an id."""
    if not str(error["input"]).strip():
        return "blank", say("is empty"), Said()
    suggestion = _FORMS.get(
        error["ctx"]["pattern"], "use small letters, digits and _, starting with a letter"
    )
    return "form", say("%(found)s does not have the right form", found=error["input"]), say(suggestion)


def _way_out(kind: str, found: object, model: type[BaseModel]) -> Said:
    """Suggest how to write what was meant, where that can be told from what was found."""
    if kind == "string_type" and isinstance(found, bool | int | float):
        return say("put it in quotes")
    if kind in {"int_type", "float_type"} and isinstance(found, str) and _GROUPED.fullmatch(found):
        return say("write %(digits)s", digits=re.sub(r"[\s,.']", "", found))
    if kind in {"int_type", "float_type"} and isinstance(found, str):
        return say("write digits only, for example 42000")
    if kind in {"int_type", "int_from_float"} and isinstance(found, float):
        return say("write it without decimals")
    if isinstance(found, str) and "use" in model.model_fields:
        return say("write use: %(found)s", found=found)
    return Said()


def _choices(found: object, error: Any) -> Said:
    """Suggest the nearest choice to a word; to a code, which is near many others, all of them."""
    known = error["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
    near = did_you_mean(str(found), known) if not any(word.isupper() for word in known) else Said()
    return near or say("known are %(known)s", known=", ".join(known))


def _kind(found: object) -> Said:
    if isinstance(found, bool):
        return say("true or false")
    if isinstance(found, dict):
        return say("keys with values")
    if isinstance(found, list):
        return say("a list")
    return say("a text") if isinstance(found, str) else say("a number")


def _keys(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """Return the keys known where one was missing or unknown."""
    return list(_at(model, loc[:-1]).model_fields)


def _at(model: type[BaseModel], loc: Sequence[str | int]) -> type[BaseModel]:
    """Return the model that a path leads to, or the bare BaseModel where it leads to something else."""
    here: Any = model
    for step in loc:
        here = here if isinstance(step, int) else _annotation(here, step)
    return _model(here)


def _annotation(owner: Any, key: str) -> Any:
    """Return what a field holds; none for the keys of a table, which are anybody's words."""
    field = _model(owner).model_fields.get(key)
    return field and field.annotation


def _model(annotation: Any) -> type[BaseModel]:
    """Return the model inside an annotation such as `list[Duty]` or `Pay | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _model(part)
        if found is not BaseModel:
            return found
    return BaseModel
