"""YAML files into models: every mistake at once, each with file, line, column and a way to mend it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from hiring.findings import Finding, HiringError, Place, Severity, refused, say
from hiring.mistakes import explain
from hiring.vocabulary import KIND, LANGUAGES
from hiring.yaml_reader import Sheet, parse

MAX_BYTES = 1024 * 1024

M = TypeVar("M", bound=BaseModel)
Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """A checked model, the sheet it came from, and warnings met on the way."""

    model: M
    sheet: Sheet
    warnings: tuple[Finding, ...] = ()


def load(path: Path, model: type[M], name: str, *, one_language: bool = False) -> Loaded[M]:
    """Read a YAML file into a model; raise HiringError with every mistake in it.

    `name` is the file as a person calls it. With `one_language` a text in one language only is
    a warning and the other language repeats it.
    """
    return check(parse(read(path, name), name), model, one_language=one_language)


def read(path: Path, name: str) -> str:
    """Return a file's text; refuse what is missing, too large or not UTF-8."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as problem:
        raise refused(
            Place(name), "file", say("cannot be read: %(why)s", why=problem.strerror or problem)
        ) from None
    return decode(raw, name)


def decode(raw: bytes, name: str) -> str:
    """Return bytes as text; refuse more than 1 MiB and anything that is not UTF-8."""
    if len(raw) > MAX_BYTES:
        raise refused(
            Place(name), "too-large", say("the file is over 1 MiB"), say("divide it into smaller files")
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = raw[: problem.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise refused(
            Place(name, line, column),
            "encoding",
            say("this is not UTF-8 text"),
            say("save the file as UTF-8"),
        ) from None


def check(sheet: Sheet, model: type[M], *, one_language: bool = False) -> Loaded[M]:
    """Validate a sheet; raise HiringError with every mistake in it, those of its reading included."""
    warnings: list[Finding] = []
    while True:
        try:
            checked = model.model_validate(sheet.data)
        except ValidationError as problem:
            errors: list[Any] = [
                {**e, "loc": _keys_only(e["loc"])} for e in problem.errors(include_url=False)
            ]
        else:
            errors = []
        filled = [e for e in errors if one_language and _fill_language(sheet.data, e["type"], e["loc"])]
        warnings += [_mistake(error, sheet, model, Severity.WARNING) for error in filled]
        if not filled:
            break
    if errors or sheet.findings:
        raise HiringError([*sheet.findings, *warnings, *(_mistake(error, sheet, model) for error in errors)])
    return Loaded(checked, sheet, tuple(warnings))


def _keys_only(loc: Loc) -> Loc:
    """Return a path without pydantic's notes on which kind of value it took one for."""
    return tuple(step for step in loc if not str(step).startswith(KIND))


def _fill_language(data: Any, kind: str, loc: Loc) -> bool:
    """Repeat a text's one language as the other where that is all that is wrong; say whether it was."""
    if kind != "missing" or loc[-1] not in LANGUAGES:
        return False
    for step in loc[:-1]:
        data = data[step]
    other = next((data[language] for language in LANGUAGES if language in data), None)
    if isinstance(other, str):
        data[loc[-1]] = other
    return isinstance(other, str)


def _mistake(
    error: Any, sheet: Sheet, model: type[BaseModel], severity: Severity = Severity.ERROR
) -> Finding:
    rule, message, suggestion = explain(error, model)
    place = sheet.place(error["loc"], key=error["type"] == "extra_forbidden")
    return Finding(place, rule, severity, message, suggestion)
