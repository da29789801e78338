"""One brief, several postings: a variant is the brief with some keys of its own, such as place, pay or language."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ConfigDict

from hiring import yaml_file
from hiring.brief import Brief, link
from hiring.brief_texts import typed_texts
from hiring.findings import Finding, HiringError, Severity, did_you_mean, error, refused, say
from hiring.library import Library
from hiring.posting import VARIANTS, read_brief
from hiring.vocabulary import Id
from hiring.yaml_reader import Node, Sheet

MOST = 20
NAMES = frozenset({"company", "place", "region", "reference"})  # the same in every language


@dataclass(frozen=True)
class Variant:
    """A posting of a brief: its id, or none for the brief itself; no brief where something must be mended first."""

    id: str | None
    brief: Brief | None
    sheet: Sheet
    findings: list[Finding]


class _Named(BaseModel):
    """What every variant has; its other keys are read as a brief's."""

    model_config = ConfigDict(extra="allow", strict=True, defer_build=True)

    id: Id


def variants_in(sheet: Sheet) -> int:
    """Return how many variants a brief has."""
    return len(_entries(sheet))


def read_variants(sheet: Sheet, library: Library) -> Iterator[Variant]:
    """Yield a brief itself and then its variants; findings of the brief's own keys are told once, with the brief.

    Raises HiringError where `variants` is no list of at most `MOST`.
    """
    entries = _checked_entries(sheet)
    brief, findings = read_brief(sheet, library)
    yield Variant(None, brief, sheet, findings)
    told = {(each.place, each.rule) for each in findings}
    seen: set[str] = set()
    for row in range(len(entries)):
        found = _variant(sheet, row, library)
        if found.id in seen:
            found = _twice(found)
        seen.add(str(found.id))
        yield replace(
            found, findings=[each for each in found.findings if (each.place, each.rule) not in told]
        )


def one_variant(sheet: Sheet, name: str, library: Library) -> Variant:
    """Return the variant with an id; raise HiringError with the nearest one if there is none."""
    ids = [_name(entry, row) for row, entry in enumerate(_checked_entries(sheet))]
    if name not in ids:
        message = say("the brief has no variant %(id)s", id=name)
        raise refused(sheet.place([VARIANTS]), "unknown-variant", message, did_you_mean(name, ids))
    return _variant(sheet, ids.index(name), library)


def _entries(sheet: Sheet) -> list[Any]:
    found = sheet.data.get(VARIANTS) if isinstance(sheet.data, dict) else None
    return found if isinstance(found, list) else []


def _checked_entries(sheet: Sheet) -> list[Any]:
    """Return a brief's variants; refuse what is no list of at most `MOST`."""
    place = sheet.place([VARIANTS])
    if isinstance(sheet.data, dict) and not isinstance(sheet.data.get(VARIANTS, []), list):
        message, mend = say("expected a list of variants"), say("begin each with - id: and a name")
        raise refused(place, "type", message, mend)
    entries = _entries(sheet)
    if len(entries) > MOST:
        raise refused(place, "limit", say("has more than %(limit)s entries", limit=MOST))
    return entries


def _name(entry: Any, row: int) -> str:
    """Return what a variant is called: its id, or its number where it has none."""
    return str(entry["id"]) if isinstance(entry, dict) and "id" in entry else str(row + 1)


def _variant(sheet: Sheet, row: int, library: Library) -> Variant:
    """Return the variant of a row: read as a brief, each key at the place where it was given."""
    node, entry = sheet.root.inside[VARIANTS].inside[row], _entries(sheet)[row]
    name, own = _name(entry, row), replace(sheet.with_data(entry), root=node)
    try:
        yaml_file.check(own, _Named)
    except HiringError as problem:
        return Variant(name, None, own, named(problem.findings, name))
    merged = _merged(sheet, node, entry)
    brief, found = read_brief(merged, library)
    if VARIANTS in entry:
        place, message = own.place([VARIANTS], key=True), say("a variant has no variants of its own")
        brief, found = None, [*found, error(place, "nested", message)]
    if brief and brief.language != sheet.data.get("language", "en"):
        found += _in_the_other_language(brief, merged, set(entry), library)
    return Variant(name, brief, merged, named(found, name))


def _twice(variant: Variant) -> Variant:
    """Return a variant whose id another has: its file would be the other's."""
    twice = error(
        variant.sheet.place(["id"]), "same-id-twice", say("the id %(id)s stands twice", id=variant.id)
    )
    return replace(variant, brief=None, findings=[twice])


def _merged(sheet: Sheet, node: Node, own: dict[str, Any]) -> Sheet:
    """Return a brief's sheet with a variant's keys over its own, each at its place."""
    rest = sheet.without(VARIANTS)
    inside = {key: each for key, each in sheet.root.inside.items() if key != VARIANTS}
    root = Node(node.mark, node.key, {**inside, **node.inside})
    data = {**rest.data, **{key: value for key, value in own.items() if key != "id"}}
    return replace(rest.with_data(data), root=root)


def named(findings: list[Finding], name: str) -> list[Finding]:
    """Return findings that say which variant they are about."""
    return [
        replace(each, message=say("variant %(id)s: %(what)s", id=name, what=each.message))
        for each in findings
    ]


def _in_the_other_language(
    variant: Brief, sheet: Sheet, own: set[str], library: Library
) -> Iterator[Finding]:
    """Warn of words of the brief that stand in a variant of another language."""
    from hiring.coach import language_of  # noqa: PLC0415 - only a variant in another language needs it

    typed: dict[str, list[str]] = defaultdict(list)
    for path, words in typed_texts(variant):
        key = path.partition(".")[0]
        if key not in own | NAMES and link(words) is None:
            typed[key].append(words)
    keys = [key for key, texts in typed.items() if language_of("\n".join(texts), library) != variant.language]
    if keys:
        message = say("words of the brief stay in its own language: %(keys)s", keys=", ".join(keys))
        mend = say("give these keys in the variant too")
        yield Finding(sheet.place(["language"]), "other-language", Severity.WARNING, message, mend)


def variants_schema(brief: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of a brief with that of its variants: the same keys, of which only the id is needed."""
    keys = {"id": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,60}$"}, **brief["properties"]}
    variant = {"type": "object", "properties": keys, "required": ["id"], "additionalProperties": False}
    variants = {"type": "array", "items": variant, "maxItems": MOST}
    return {**brief, "properties": {**brief["properties"], VARIANTS: variants}}
