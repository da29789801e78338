"""The schemas that editors use and the loader agree, file by file and change by change."""

import copy
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from pydantic import BaseModel

from hiring import yaml_file
from hiring.brief import Bounds, Brief
from hiring.exercise import Exercise, Table
from hiring.findings import HiringError
from hiring.library import Library
from hiring.posting_wording import PostingWording
from hiring.question_bank import Question
from hiring.readiness import Readiness
from hiring.schemas import schemas
from hiring.shelves import SHELVES
from hiring.skill_model import PayReference, SkillModel, SkillWeight
from hiring.stage import StageMinutes
from hiring.vocabulary import LANGUAGES
from hiring.yaml_reader import Sheet, parse

Loc = tuple[str | int, ...]

BRIEFS = [(f"templates/starters/brief.{language}.yaml", Brief) for language in LANGUAGES]
FILES: list[tuple[str, type[BaseModel]]] = [*Library().files(), *BRIEFS]

BRIEF = {"level": "mid", "motion": "expansion", "company": "A", "place": "B", "country": "PL", "apply": "C"}
WEIGHT = {"skill": "selling", "weight": 1, "motions": ["expansion"]}
PAY = {
    "component": "base",
    "currency": "PLN",
    "period": "month",
    "geography": "PL",
    "as_of": "unknown",
    "source": "A",
    "note": {"en": "A", "pl": "B"},
}


def shipped_data(name: str) -> Any:
    """Return a shipped file's plain data."""
    return parse(Library().path(name).read_text("utf-8"), name).data


JUNIOR = shipped_data("skill_models/junior.yaml")
READINESS = shipped_data("question_banks/readiness.yaml")
QUESTION = shipped_data("question_banks/discovery.yaml")["questions"][0]
ROLE_PLAY = shipped_data("question_banks/exercises/discovery_call.yaml")
WORDING = shipped_data("posting_rules/wording.yaml")
TABLE = shipped_data("question_banks/exercises/forecast.yaml")["candidate"]["tables"][0]

# What a schema cannot say: the loader's rule, the reason, and an example that only the loader refuses.
CANNOT_SAY: dict[str, tuple[str, type[BaseModel], dict[str, Any]]] = {
    "order": (
        "JSON Schema does not compare two values",
        Brief,
        {**BRIEF, "deadline": "2027-01-01", "posted": "2027-01-02"},
    ),
    "place": (
        "a place is needed unless the work is fully remote, and pydantic writes no conditions into a schema",
        Brief,
        {key: value for key, value in BRIEF.items() if key != "place"},
    ),
    "line": ("use or text: a condition too", Brief, {**BRIEF, "duties": [{"skills": ["selling"]}]}),
    "floor": ("must_have and floor go together: a condition too", SkillWeight, {**WEIGHT, "must_have": True}),
    "sum": ("amount, or min and max: a condition too", PayReference, PAY),
    "minutes": (
        "JSON Schema does not add: opening and closing must leave minutes",
        StageMinutes,
        {"total": 10, "opening": 5, "closing": 5},
    ),
}

CANNOT_SAY |= {
    "country": (
        "a list of countries would be a second one beside Babel's",
        Brief,
        {**BRIEF, "country": "UK"},
    ),
    "pay": (
        "pay must say something: a condition too",
        Brief,
        {**BRIEF, "pay": {"currency": "PLN", "period": "month"}},
    ),
    "decimals": ("multipleOf 0.01 fails on binary fractions", Bounds, {"min": 1.005, "max": 2}),
    "motion": (
        "one summary for each motion: JSON Schema does not count by a value",
        SkillModel,
        {**JUNIOR, "summary": JUNIOR["summary"][:1]},
    ),
    "same-id-twice": (
        "JSON Schema does not compare ids inside entries",
        Readiness,
        {**READINESS, "questions": READINESS["questions"] * 2},
    ),
}

CANNOT_SAY |= {
    "skill": (
        "a skill for every type but one: a condition too",
        Question,
        {**QUESTION, "skill": None},
    ),
    "key": (
        "a key for one type only: a condition too",
        Question,
        {**QUESTION, "key": {"en": "A", "pl": "B"}},
    ),
    "signals": (
        "probes and signals for all types but one: a condition too",
        Question,
        {**QUESTION, "weak": []},
    ),
    "pair": (
        "JSON Schema does not compare a question's id with its twin's",
        Question,
        {**QUESTION, "pair": QUESTION["id"]},
    ),
    "unknown-source": (
        "JSON Schema does not compare a rule's source with the ids of the sources",
        PostingWording,
        {**WORDING, "sources": WORDING["sources"][1:]},
    ),
    "row": (
        "JSON Schema does not count columns",
        Table,
        {**TABLE, "rows": [row[1:] for row in TABLE["rows"]]},
    ),
    "steps": (
        "JSON Schema does not add: the steps fill the minutes with the candidate",
        Exercise,
        {**ROLE_PLAY, "steps": ROLE_PLAY["steps"][1:]},
    ),
    "weights": (
        "JSON Schema does not add: the weights sum to 100",
        Exercise,
        {**ROLE_PLAY, "skills": ROLE_PLAY["skills"][1:]},
    ),
    "actor": (
        "an actor's sheet for one method only: a condition too",
        Exercise,
        {key: value for key, value in ROLE_PLAY.items() if key != "actor"},
    ),
}

OTHER_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 2020, 1.5, "", " ", "other words", "20270131", "2027-13-01", [], {}, ["x"], {"en": "x"},
)  # fmt: skip


@cache
def validator(model: type[BaseModel]) -> Any:
    """Return the validator of the schema that we write for a model."""
    names: dict[type[BaseModel], str] = {kind: name_of(pattern) for pattern, kind in SHELVES.items()}
    names[Brief] = "brief"
    return Draft202012Validator(
        json.loads(every_schema()[names[model]]), format_checker=FormatChecker(["date"])
    )


@cache
def every_schema() -> Mapping[str, str]:
    return schemas()


def validator_of_changes(model: type[BaseModel], data: Any) -> Any:
    """Return a validator of data with one change each, which looks at what they share with the data only once."""
    shared = {id(at(data, loc)) for loc, _ in kinds_of_places(data) if isinstance(at(data, loc), dict | list)}
    valid: set[tuple[int, str]] = set()

    def once(own: Any, ref: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
        key = (id(instance), ref)
        if key in valid:
            return
        found = list(Draft202012Validator.VALIDATORS["$ref"](own, ref, instance, schema))
        if not found and key[0] in shared:
            valid.add(key)
        yield from found

    whole = validator(model)
    kind: Any = extend(Draft202012Validator, {"$ref": once})  # type: ignore[no-untyped-call]
    return kind(whole.schema, format_checker=whole.format_checker)


def name_of(pattern: str) -> str:
    path = Path(pattern)
    return path.stem if path.stem != "*" else path.parent.name.removesuffix("s")


def rules(data: Any, sheet: Sheet, model: type[BaseModel]) -> set[str]:
    """Return the rules that the loader finds broken."""
    try:
        yaml_file.check(Sheet(sheet.file, data, sheet.root), model)
    except HiringError as refused:
        return {finding.rule for finding in refused.findings}
    return set()


def kinds_of_places(data: Any, loc: Loc = (), kind: Loc = ()) -> Iterator[tuple[Loc, Loc]]:
    """Yield every path with its kind: all entries of a list are of one kind."""
    yield loc, kind
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in entries:
        yield from kinds_of_places(value, (*loc, step), (*kind, step if isinstance(step, str) else 0))


def changed(data: Any, loc: Loc) -> Iterator[Any]:
    """Yield the data with one change at a path: dropped, another value, a key more, or entries more."""
    owner, value = at(data, loc[:-1]), at(data, loc)
    yield replaced(data, loc[:-1], without(owner, loc[-1]))
    for other in OTHER_VALUES:
        yield replaced(data, loc, other)
    if isinstance(value, dict):
        yield replaced(data, loc, {**value, "not_a_key": "x"})
    if isinstance(value, list):
        yield replaced(data, loc, value[:1] * 40)


def at(data: Any, loc: Loc) -> Any:
    for step in loc:
        data = data[step]
    return data


def replaced(data: Any, loc: Loc, value: Any) -> Any:
    """Return the data with another value at a path; what did not change is shared."""
    if not loc:
        return value
    other = copy.copy(data)
    other[loc[0]] = replaced(data[loc[0]], loc[1:], value)
    return other


def without(owner: Any, step: Any) -> Any:
    rest = copy.copy(owner)
    del rest[step]
    return rest


@pytest.mark.parametrize(("name", "model"), FILES, ids=[name for name, _ in FILES])
def test_schema_and_loader_accept_every_shipped_file(name: str, model: type[BaseModel]) -> None:
    sheet = parse(Library().path(name).read_text("utf-8"), name)

    assert [str(problem.message) for problem in validator(model).iter_errors(sheet.data)] == []
    assert rules(sheet.data, sheet, model) == set()


@pytest.mark.parametrize(
    "model", dict.fromkeys(model for _, model in FILES), ids=lambda model: model.__name__
)
def test_schema_and_loader_agree_on_every_change_of_one_step(model: type[BaseModel]) -> None:
    disagreements = []
    for name, loc, data, sheet, validator in changes(model):
        broken, valid = rules(data, sheet, model), validator.is_valid(data)
        if (valid and broken - CANNOT_SAY.keys()) or (not valid and not broken):
            disagreements.append((name, loc, sorted(broken)))

    assert disagreements == []


def changes(model: type[BaseModel]) -> Iterator[tuple[str, Loc, Any, Sheet, Any]]:
    """Yield every change of every kind of place in a model's files, with the validator for it."""
    seen: set[Loc] = set()
    for name, kind_of_file in FILES:
        if kind_of_file is not model:
            continue
        sheet = parse(Library().path(name).read_text("utf-8"), name)
        data = sheet.data
        for key in data:
            short = {**data, key: shortened(data[key])}
            data = data if rules(short, sheet, model) else short
        validator = validator_of_changes(model, data)
        for loc, kind in kinds_of_places(data):
            if loc and kind not in seen:
                seen.add(kind)
                yield from ((name, loc, other, sheet, validator) for other in changed(data, loc))


def shortened(data: Any) -> Any:
    """Return data without the entries of long lists that bring no new kind of place; it may break a rule."""
    if isinstance(data, dict):
        return {key: shortened(value) for key, value in data.items()}
    if not isinstance(data, list) or len(data) <= 7:
        return data
    seen: set[Loc] = set()
    kept = []
    for row, value in enumerate(data):
        kinds = {kind for _, kind in kinds_of_places(value)}
        if row < 2 or kinds - seen:
            kept.append(value)
        seen |= kinds
    return kept


@pytest.mark.parametrize("rule", CANNOT_SAY)
def test_what_the_schema_cannot_say_the_loader_says(rule: str) -> None:
    _, model, data = CANNOT_SAY[rule]

    assert Draft202012Validator(model.model_json_schema()).is_valid(data)
    assert rules(data, parse("a: 1", "f.yaml"), model) == {rule}


def test_a_whole_number_with_a_point_is_one_for_the_schema_and_none_for_the_loader() -> None:
    data = {**BRIEF, "travel": 15.0}

    assert validator(Brief).is_valid(data)
    assert rules(data, parse("a: 1", "brief.yaml"), Brief) == {"type"}


@pytest.mark.parametrize(("name", "model"), FILES, ids=[name for name, _ in FILES])
def test_every_file_names_the_schema_that_we_write_for_it(name: str, model: type[BaseModel]) -> None:
    first = Library().path(name).read_text("utf-8").partition("\n")[0]
    schema = first.rpartition("/")[2].removesuffix(".json")

    assert json.loads(schemas()[schema])["title"] == model.__name__
