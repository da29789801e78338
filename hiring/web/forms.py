"""The posting form and a brief: the same data, the same mistakes, nothing typed ever lost."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml
from werkzeug.datastructures import MultiDict

from hiring.brief import Brief
from hiring.findings import Place
from hiring.posting import VARIANTS
from hiring.skill_model import SkillModel
from hiring.web.rows import (
    MOST_ROWS,
    SECTIONS,
    Row,
    Selection,
    line_of,
    model_rows,
    same_words,
    texts_of,
    with_room,
)
from hiring.yaml_reader import Sheet

TEXTS = (
    "level", "motion", "language", "title", "company", "about", "industry", "place", "region", "country", "remote",
    "contract", "hours", "pay.currency", "pay.period", "pay.tax", "pay.variable_kind", "pay.plan", "pay.rules",
    "pay_information", "summary", "reports_to", "preview", "apply", "contact", "deadline", "posted", "reference", "data_protection",
)  # fmt: skip
NUMBERS = (
    "travel",
    "pay.base.min",
    "pay.base.max",
    "pay.variable.min",
    "pay.variable.max",
    "pay.ote.min",
    "pay.ote.max",
    "pay.terms.quota",
    "pay.terms.accelerator",
    "pay.terms.threshold",
    "pay.terms.cap",
)
LISTS = ("benefits", "remote_from", "pay.terms.ramp")
CARRIED = ("readiness", "waivers", VARIANTS)
CODES = {"country": 2, "pay.currency": 3}
PAID_WORDS = ("pay.plan", "pay.rules", "pay.terms.ramp")
BULLETS = "•·*– \t-"
ASIDE = ("pay.period", "pay.variable_kind", "pay.currency", "pay.tax")

_NUMBER = re.compile(r"-?\d{1,12}([.,]\d{1,2})?")


@dataclass(frozen=True)
class FormSheet(Sheet):
    """A form's data with the names of its fields as places."""

    rows: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def __init__(self, data: Any, rows: Mapping[str, Sequence[int]] | None = None) -> None:
        object.__setattr__(self, "file", "form")
        object.__setattr__(self, "data", data)
        object.__setattr__(self, "rows", rows or {})

    def place(self, loc: Sequence[str | int] = (), *, key: bool = False) -> Place:  # noqa: ARG002 - as a sheet's
        """Return the field at a path; a line's number is that of its row in the form."""
        steps = list(loc)
        if len(steps) > 1 and steps[0] in self.rows and isinstance(steps[1], int):
            steps[1] = self.rows[str(steps[0])][steps[1]]
        return Place("form", path=".".join(map(str, steps)))


@dataclass
class PostingForm:
    """Everything in the posting form as typed: simple fields, lists, and the rows of the three sections."""

    values: dict[str, str]
    jurisdictions: list[str]
    stages: list[str]
    rows: dict[str, list[Row]]

    @property
    def filled(self) -> bool:
        """Whether anything was typed about pay, so that currency and period count."""
        return any(self.values.get(name, "").strip() for name in (*NUMBERS[1:], *PAID_WORDS))

    def sheet(self, model: SkillModel) -> FormSheet:
        """Return the form as a brief's data; an untouched line is a `use`, blank ones are left out."""
        data: dict[str, Any] = {}
        for name in (*TEXTS, *NUMBERS):
            value = self.values.get(name, "")
            if value.strip() and (self.filled or name not in ASIDE):
                _put(data, name, _typed(name, value))
        for name, values in (
            ("benefits", [line.lstrip(BULLETS) for line in self.values.get("benefits", "").splitlines()]),
            ("remote_from", re.split(r"[\s,;]+", self.values.get("remote_from", "").upper())),
            ("jurisdictions", self.jurisdictions),
        ):
            if any(value.strip() for value in values):
                data[name] = [value.strip() for value in values if value.strip()]
        if ramp := _numbers(self.values.get("pay.terms.ramp", "")):
            _put(data, "pay.terms.ramp", ramp)
        data |= carried(self.values.get("carried", ""))
        if self.stages != model.stages:
            data["stages"] = self.stages
        numbers = {section: self._lines(section, model, data) for section in SECTIONS}
        return FormSheet(data, numbers)

    def _lines(self, section: str, model: SkillModel, data: dict[str, Any]) -> list[int]:
        """Put a section's kept lines into a brief's data; return the number of each one's row."""
        kept = [
            (number, row)
            for number, row in enumerate(self.rows[section])
            if row.keep and (row.use or row.text.strip())
        ]
        own_words = texts_of(model, section, Selection.read(self.values, "en"))
        lines = [line_of(row, own_words.get(row.use)) for _, row in kept]
        if lines != [{"use": name} for name in own_words]:
            data[section] = lines
        return [number for number, _ in kept]


def new_form(selection: Selection, model: SkillModel) -> PostingForm:
    """Return the form with nothing typed and every line of the model kept."""
    values: dict[str, str] = {
        "level": selection.level,
        "motion": selection.motion,
        "language": selection.language,
    }
    return PostingForm(
        values, [], model.stages, {section: model_rows(selection, model, section) for section in SECTIONS}
    )


def form_of_brief(brief: Brief, model: SkillModel, variants: Sequence[Any] = ()) -> PostingForm:
    """Return the form that a brief fills; it keeps the brief's variants as they are."""
    selection = Selection(brief.level, brief.motion, brief.language)
    flat = dict(_flat(brief.model_dump(mode="json", exclude_none=True, exclude=set(SECTIONS))))
    values = {name: flat[name] for name in (*TEXTS, *NUMBERS) if name in flat}
    values["benefits"] = "\n".join(brief.benefits)
    values["remote_from"] = ", ".join(brief.remote_from)
    values["pay.terms.ramp"] = ", ".join(
        map(str, brief.pay.terms.ramp if brief.pay and brief.pay.terms else [])
    )
    aside = brief.model_dump(mode="json", include=set(CARRIED), exclude_defaults=True)
    aside |= {VARIANTS: variants} if variants else {}
    values["carried"] = json.dumps(aside, ensure_ascii=False)
    rows = {}
    for section in SECTIONS:
        known = texts_of(model, section, selection)
        lines = getattr(brief, section)
        if lines is None:
            rows[section] = model_rows(selection, model, section)
            continue
        chosen = [
            Row(line.use or "", line.text or known.get(line.use, ""), skills=",".join(line.skills))
            for line in lines
        ]
        rest = [
            Row(name, text, keep=False)
            for name, text in known.items()
            if name not in {row.use for row in chosen}
        ]
        rows[section] = with_room([*chosen, *rest])
    stages = model.stages if brief.stages is None else brief.stages
    return PostingForm(values, list(brief.jurisdictions), stages, rows)


def read_form(form: MultiDict[str, str]) -> PostingForm:
    """Return what was typed, just as it was typed (line ends apart)."""
    names = (*TEXTS, *NUMBERS, *LISTS, "carried")
    values = {name: _lines_ended(form[name]) for name in names if form.get(name)}
    return PostingForm(
        values,
        form.getlist("jurisdictions"),
        form.getlist("stages"),
        {section: list(_rows(form, section)) for section in SECTIONS},
    )


def carried(text: str) -> dict[str, Any]:
    """Return what a brief holds and the form has no field for, from the form's hidden field."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {name: data[name] for name in CARRIED if name in data} if isinstance(data, dict) else {}


def _lines_ended(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _rows(form: MultiDict[str, str], section: str) -> Iterator[Row]:
    number = 0
    while number < MOST_ROWS and (text := form.get(f"{section}.{number}.text")) is not None:
        use, keep = form.get(f"{section}.{number}.use", ""), f"{section}.{number}.keep" in form
        yield Row(use, _lines_ended(text), keep, form.get(f"{section}.{number}.skills", ""))
        number += 1


def refitted(
    form: PostingForm, made_for: Selection, now: Selection, old: SkillModel, new: SkillModel
) -> PostingForm:
    """Return the form with the lines of another level, motion or language; own and reworded lines stay."""
    rows = {}
    for section in SECTIONS:
        before = texts_of(old, section, made_for)
        typed = [
            row
            for row in form.rows[section]
            if row.text.strip() and not same_words(row.text, before.get(row.use))
        ]
        fresh = [
            row
            for row in model_rows(now, new, section)
            if row.text and row.use not in {own.use for own in typed}
        ]
        known = texts_of(new, section, now)
        kept = [replace(row, use=row.use if row.use in known else "") for row in typed]
        rows[section] = with_room([*fresh[: MOST_ROWS - len(kept)], *kept])
    return replace(form, values={**new_form(now, new).values, **form.values}, rows=rows)


def moved(form: PostingForm, move: str) -> PostingForm:
    """Return the form with one line a place further up or down, as `duties.2.up` says."""
    section, _, rest = move.partition(".")
    number, _, direction = rest.partition(".")
    rows = list(form.rows.get(section, []))
    here = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else len(rows)
    there = here - 1 if direction == "up" else here + 1
    if here < len(rows) and 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        return replace(form, rows={**form.rows, section: rows})
    return form


def with_blank_rows(form: PostingForm) -> PostingForm:
    """Return the form with blank rows for further own lines at the end of each section."""
    rows = {
        section: with_room([row for row in lines if row.use or row.text.strip()])
        for section, lines in form.rows.items()
    }
    return replace(form, rows=rows)


def brief_yaml(sheet: FormSheet) -> str:
    """Return a form's brief as a YAML file that the command line reads."""
    body = yaml.safe_dump(
        sheet.data, allow_unicode=True, sort_keys=False, width=100, default_flow_style=False
    )
    return f"# yaml-language-server: $schema=schemas/brief.json\n{body}"


def _typed(name: str, value: str) -> Any:
    """Return a field's value as YAML would hold it: numbers as numbers, codes in capitals."""
    if name in NUMBERS:
        plain = re.sub(r"[\s\u00a0\u202f]", "", value)
        if _NUMBER.fullmatch(plain):
            number = float(plain.replace(",", "."))
            return int(number) if number == int(number) else number
        return value
    value = value.strip()
    return value.upper() if name in CODES and len(value) <= CODES[name] else value


def _numbers(text: str) -> list[int | str]:
    """Return the whole numbers of a list as typed; what is no number stays as it is."""
    typed = [part.removesuffix("%") for part in re.split(r"[\s,;]+", text) if part]
    return [int(part) if re.fullmatch(r"[0-9]{1,9}", part) else part for part in typed]


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    *groups, last = path.split(".")
    for group in groups:
        data = data.setdefault(group, {})
    data[last] = value


def _flat(data: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value).removesuffix(".0")
