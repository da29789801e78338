"""A file gives a model, or every mistake at once with its place and a way to mend it."""

from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from hiring import yaml_file
from hiring.brief import Brief
from hiring.findings import HiringError, Severity
from hiring.library import Library
from hiring.text import Text
from hiring.vocabulary import Id, IsoDate, Level, Line, Seeds, Strict
from hiring.yaml_reader import parse


class Card(Strict):
    """A small model with a field of each kind."""

    id: Id
    name: Text
    level: Level
    weight: Annotated[int, Field(ge=1, le=10)] = 1
    share: float = 1.0
    must_have: bool = False
    day: IsoDate | None = None
    seed: Seeds = []
    parts: Annotated[list[Text], Field(max_length=2)] = []
    note: Line | None = None


WHOLE = "id: a\nlevel: mid\nname:\n  en: A\n  pl: B\n"
MISTAKEN = {
    "unknown key": (WHOLE + "wieght: 2\n", ["6:1 unknown-key (did you mean weight?)"]),
    "unknown key inside": (WHOLE + "  de: C\n", ["6:3 unknown-key (known are en, pl)"]),
    "unknown key in a list": (
        WHOLE + "parts:\n  - en: A\n    pl: B\n    eng: C\n",
        ["9:5 unknown-key (did you mean en?)"],
    ),
    "missing key": ("level: mid\nname:\n  en: A\n  pl: B\n", ["1:1 missing"]),
    "missing language": ("id: a\nlevel: mid\nname:\n  en: A\n", ["4:3 missing-language"]),
    "unknown choice": (
        WHOLE.replace("mid", "expert"),
        ["2:8 choice (known are junior, mid, senior)"],
    ),
    "misspelt choice": (WHOLE.replace("mid", "senoir"), ["2:8 choice (did you mean senior?)"]),
    "text for a number": (WHOLE + 'weight: "2"\n', ["6:9 type (write digits only, for example 42000)"]),
    "fraction for a whole number": (WHOLE + "weight: 1.5\n", ["6:9 type (write it without decimals)"]),
    "number for a text": (WHOLE + "note: 12\n", ["6:7 type (put it in quotes)"]),
    "truth for a text": (WHOLE + "note: true\n", ["6:7 type (put it in quotes)"]),
    "yes for a truth": (WHOLE + "must_have: yes\n", ["6:12 type"]),
    "number for a truth": (WHOLE + "must_have: 1\n", ["6:12 type"]),
    "text for a list": (WHOLE + "seed: F1\n", ["6:7 type"]),
    "text for keys": ("id: a\nlevel: mid\nname: A\n", ["3:7 type"]),
    "list for keys": ("id: a\nlevel: mid\nname:\n  - A\n", ["4:3 type"]),
    "nothing for keys": ("id: a\nlevel: mid\nname:\n", ["3:6 blank"]),
    "too small": (WHOLE + "weight: -1\n", ["6:9 limit"]),
    "too large": (WHOLE + "weight: 11\n", ["6:9 limit"]),
    "too many": (WHOLE + "parts:\n" + "  - en: A\n    pl: B\n" * 3, ["7:3 limit"]),
    "too long": (WHOLE + f"note: {'x' * 1001}\n", ["6:7 limit"]),
    "blank": (WHOLE + 'note: "  "\n', ["6:7 blank"]),
    "empty": (WHOLE + 'note: ""\n', ["6:7 blank"]),
    "form of an id": (
        WHOLE.replace("id: a", "id: A b"),
        ["1:5 form (use small letters, digits and _, starting with a letter)"],
    ),
    "form of a seed": (WHOLE + "seed:\n  - F1\n  - 35\n", ["8:5 type (put it in quotes)"]),
    "seed without F": (WHOLE + "seed:\n  - X1\n", ["7:5 form (write F and a number, for example F35)"]),
    "no such day": (WHOLE + "day: 2001-13-45\n", ["6:6 date"]),
    "day without lines": (WHOLE + 'day: "20261231"\n', ["6:6 date"]),
    "day of a week": (WHOLE + "day: 2026-W01-1\n", ["6:6 date"]),
    "a text alone": ("hello", ["1:1 type"]),
    "a list alone": ("- a", ["1:1 type"]),
    "everything at once": (
        "id: A\nlevl: mid\nname:\n  en: 1\nweight: 0\nseed: [F0]\n",
        [
            "1:1 missing",
            "1:5 form (use small letters, digits and _, starting with a letter)",
            "2:1 unknown-key (did you mean level?)",
            "4:3 missing-language",
            "4:7 type (put it in quotes)",
            "5:9 limit",
            "6:8 form (write F and a number, for example F35)",
        ],
    ),
}


def told(problem: HiringError) -> list[str]:
    return [
        f"{finding.place.line}:{finding.place.column} {finding.rule}"
        + (f" ({finding.suggestion})" if finding.suggestion else "")
        for finding in problem.findings
    ]


@pytest.mark.parametrize(("text", "expected"), MISTAKEN.values(), ids=MISTAKEN.keys())
def test_every_mistake_is_told_at_once_with_its_place_and_remedy(text: str, expected: list[str]) -> None:
    with pytest.raises(HiringError) as refused:
        yaml_file.check(parse(text, "f.yaml"), Card)

    assert told(refused.value) == expected


def test_a_whole_file_is_a_model() -> None:
    loaded = yaml_file.check(parse(WHOLE + "day: 2028-02-29\nshare: 2\n", "f.yaml"), Card)

    assert loaded.model.model_dump(exclude_defaults=True, mode="json") == {
        "id": "a",
        "level": "mid",
        "name": {"en": "A", "pl": "B"},
        "share": 2.0,
        "day": "2028-02-29",
    }
    assert loaded.warnings == ()


def test_one_language_is_a_warning_where_the_file_is_the_users() -> None:
    text = "id: a\nlevel: mid\nname:\n  pl: Tylko po polsku\n"

    loaded = yaml_file.check(parse(text, "f.yaml"), Card, one_language=True)

    assert loaded.model.name == Text(en="Tylko po polsku", pl="Tylko po polsku")
    assert [(str(f.place), f.rule, f.severity) for f in loaded.warnings] == [
        ("f.yaml:4:3", "missing-language", Severity.WARNING)
    ]


def test_no_language_at_all_is_an_error_in_any_file() -> None:
    with pytest.raises(HiringError) as refused:
        yaml_file.check(parse("id: a\nlevel: mid\nname: {}\n", "f.yaml"), Card, one_language=True)

    assert told(refused.value) == ["3:7 missing-language", "3:7 missing-language"]


def test_a_warning_does_not_hide_an_error() -> None:
    with pytest.raises(HiringError) as refused:
        yaml_file.check(parse("id: A\nlevel: mid\nname:\n  en: A\n", "f.yaml"), Card, one_language=True)

    assert [(f.place.line, f.rule, f.severity) for f in refused.value.findings] == [
        (1, "form", Severity.ERROR),
        (4, "missing-language", Severity.WARNING),
    ]


UNREADABLE = {
    "Latin-2": ("a: 1\nb: ż ź".encode("iso8859-2"), "f.yaml:2:4 encoding"),
    "after letters of two bytes": ("ż: ".encode() + b"\xff", "f.yaml:1:4 encoding"),
    "UTF-16": ("a: ł".encode("utf-16"), "f.yaml:1:1 encoding"),
    "10 MB": (b"a" * 10_000_000, "f.yaml too-large"),
    "one byte over 1 MiB": (b"#" * (1024 * 1024 + 1), "f.yaml too-large"),
}


@pytest.mark.parametrize(("raw", "expected"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_bytes_that_are_no_text_are_refused_at_their_place(raw: bytes, expected: str) -> None:
    with pytest.raises(HiringError) as refused:
        yaml_file.decode(raw, "f.yaml")

    assert [f"{finding.place} {finding.rule}" for finding in refused.value.findings] == [expected]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert yaml_file.decode("a: ł".encode("utf-8-sig"), "f.yaml") == "a: ł"


def test_a_large_file_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    endless = tmp_path / "large.yaml"
    with endless.open("wb") as stream:
        stream.truncate(2**40)

    with pytest.raises(HiringError) as refused:
        yaml_file.load(endless, Card, "large.yaml")

    assert [finding.rule for finding in refused.value.findings] == ["too-large"]


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, name: str) -> None:
    with pytest.raises(HiringError) as refused:
        yaml_file.load(tmp_path / name, Card, name)

    assert [(str(f.place), f.rule) for f in refused.value.findings] == [(name, "file")]


def read_or_findings(raw: bytes, model: type[BaseModel]) -> None:
    """Read bytes as any edge does; only a model or findings may come of it."""
    try:
        yaml_file.check(parse(yaml_file.decode(raw, "f.yaml"), "f.yaml"), model, one_language=True)
    except HiringError as refused:
        told = [str(finding) for finding in refused.findings]
        assert told


@given(st.binary())
@example(b"\xef\xbb\xbf")
@example(b"name: []\nid: a\nlevel: mid\n")
@example(b"1: 2\n")
def test_any_bytes_are_a_model_or_findings(raw: bytes) -> None:
    read_or_findings(raw, Card)


FILES = [
    *Library().files(),
    ("templates/starters/brief.en.yaml", Brief),
    ("templates/starters/brief.pl.yaml", Brief),
]
CUTS = st.tuples(
    st.sampled_from(FILES),
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 40),
    st.binary(max_size=8)
    | st.sampled_from([b"\n", b": ", b"- ", b'"', b"[", b"{", b"&x ", b"*x", b"!!int ", b"\t", b"  "]),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=CUTS)
def test_any_change_of_a_shipped_file_is_a_model_or_findings(
    library: Library, cut: tuple[tuple[str, type[BaseModel]], float, int, bytes]
) -> None:
    (name, model), where, length, instead = cut
    raw = library.path(name).read_bytes()
    start = int(where * len(raw))

    read_or_findings(raw[:start] + instead + raw[start + length :], model)
