"""Any text gives plain data or findings at their places; nothing else, however hostile the text."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hiring.findings import Finding, HiringError
from hiring.yaml_reader import MAX_DEPTH, parse

REFUSED = {
    "duplicate key": ("a: 1\nb: 2\na: 3\n", ["3:1 duplicate"]),
    "duplicate key inside": ("a:\n  b: 1\n  b: 2\n", ["3:3 duplicate"]),
    "duplicate key with Windows line ends": ("a: 1\r\na: 2\r\n", ["2:1 duplicate"]),
    "alias and its anchor": ("a: &x 1\nb: *x\n", ["1:4 anchor", "2:4 alias"]),
    "alias without an anchor": ("a: *x\n", ["1:4 alias"]),
    "alias as a key": ("*x : 2\n", ["1:1 alias", "1:1 key"]),
    "anchor on a list": ("a: &x\n  - 1\n", ["1:4 anchor"]),
    "anchor on a key": ("&x a: 1\n", ["1:1 anchor"]),
    "tag that runs a program": ("a: !!python/object/apply:os.system ['ls']\n", ["1:4 tag"]),
    "harmless tag": ("a: !!str 1\n", ["1:4 tag"]),
    "tag on keys": ("!!map\na: 1\n", ["1:1 tag"]),
    "tag on a key": ("!!str a: 1\n", ["1:1 tag"]),
    "merge key": ("a:\n  <<:\n    b: 1\n", ["2:3 merge"]),
    "merge key with an alias": ("a: &x\n  b: 1\nc:\n  <<: *x\n", ["1:4 anchor", "4:3 merge", "4:7 alias"]),
    "tab as indentation": ("a:\n\tb: 1\n", ["2:1 syntax"]),
    "control character": ("a: 1\nb: x\x07y\n", ["2:5 control"]),
    "C1 control character": ("a: x\x80y\n", ["1:5 control"]),
    "lone surrogate": ("a: \ud800\n", ["1:4 control"]),
    "noncharacter": ("a: \ufffe\n", ["1:4 control"]),
    "control character by escape": ('a: "x\\ay"\n', ["1:4 control"]),
    "NUL by escape": ('a: "\\0"\n', ["1:4 control"]),
    "DEL by escape": ('a: "\\x7f"\n', ["1:4 control"]),
    "surrogate by escape": ('a: "\\ud800"\n', ["1:7 syntax"]),
    "unknown escape": ('a: "\\q"\n', ["1:5 syntax"]),
    "empty": ("", ["1:1 empty"]),
    "blank lines": ("\n\n", ["1:1 empty"]),
    "only comments": ("# one\n# two\n", ["1:1 empty"]),
    "two documents": ("a: 1\n---\nb: 2\n", ["2:1 documents"]),
    "text after the end": ("a: 1\n...\nb: 2\n", ["3:1 syntax"]),
    "unknown directive": ("%FOO\na: 1\n", ["1:5 syntax"]),
    "list as a key": ("? [a]\n: 1\n", ["1:3 key"]),
    "keys as a key": ("? {a: 1}\n: 1\n", ["1:3 flow-mapping", "1:3 key"]),
    "comma of a text in braces": ("name: {en: One, two, pl: Raz}\n", ["1:7 flow-mapping"]),
    "colon in a text": ("a: 1\nen: Note: this\n", ["2:9 syntax"]),
    "quote never closed": ('a: 1\nb: "never\nc: 1\n', ["2:4 syntax"]),
    "quote that ends early": ('a: "x" y\n', ["1:8 syntax"]),
    "bracket never closed": ("a: [1, 2\n", ["2:1 syntax"]),
    "key deeper than its neighbour": ("a: 1\n  b: 2\n", ["2:4 syntax"]),
    "key between two depths": ("a:\n  b: 1\n c: 2\n", ["3:2 syntax"]),
    "key without a colon": ("a: 1\nb\nc: 2\n", ["3:1 syntax"]),
    "text that starts with @": ("a: @x\n", ["1:4 syntax"]),
    "text that starts with %": ("a: %x\n", ["1:4 syntax"]),
    "100,000 brackets": ("[" * 100_000, ["1:41 depth"]),
    "100,000 braces": ("{" * 100_000, ["1:41 depth"]),
    "60 lists in each other": ("- " * 60 + "x", ["1:81 depth"]),
    "60 keys in each other": ("\n".join("  " * depth + "a:" for depth in range(60)), ["41:81 depth"]),
    "50 complex keys in each other": ("? " * 50 + "x", ["1:81 depth"]),
    "mistakes before a syntax error": (
        "a: &x 1\na: 2\nb: [\n",
        ["1:4 anchor", "2:1 duplicate", "4:1 syntax"],
    ),
    "five mistakes": (
        "a: &x 1\nb: *x\na: 2\nc: {d: 1}\ne: !!str f\n",
        ["1:4 anchor", "2:4 alias", "3:1 duplicate", "4:4 flow-mapping", "5:4 tag"],
    ),
}

TEXTS = (
    "no", "yes", "on", "off", "y", "12:30:00", "12:30", "010", "0o17", "0x1F", "1_000", "2001-13-45", "2001-01-01",
    "1e3", ".inf", ".nan", "NaN", "1.", ".5", "=", "1.1234567", "1234567890123456", "9" * 5_000, "١٢",
)  # fmt: skip
VALUES: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "true": True, "FALSE": False, "0": 0, "-7": -7, "+7": 7,
    "1.5": 1.5, "-2.25": -2.25, "123456789012345": 123_456_789_012_345, '"7"': "7", "'no'": "no", '""': "", "{}": {},
    "[a, 1]": ["a", 1],
}  # fmt: skip


def mistakes(text: str) -> list[Finding]:
    """Return what is wrong with a text, whether reading could go on or not."""
    try:
        return sorted(parse(text, "f.yaml").findings)
    except HiringError as refused:
        return refused.findings


def told(findings: list[Finding]) -> list[str]:
    return [
        f"{finding.place.line}:{finding.place.column} {finding.rule}"
        for finding in findings
        if finding.place.file == "f.yaml"
    ]


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_a_mistaken_or_hostile_text_is_refused_with_every_place(text: str, expected: list[str]) -> None:
    assert told(mistakes(text)) == expected


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_what_only_looks_like_a_number_a_date_or_a_truth_stays_text(text: str) -> None:
    assert parse(f"a: {text}\n", "f.yaml").data == {"a": text}


@pytest.mark.parametrize(("text", "value"), VALUES.items(), ids=repr)
def test_numbers_truths_and_nothing_are_read_as_yaml_1_2_says(text: str, value: object) -> None:
    found = parse(f"a: {text}\n", "f.yaml").data["a"]

    assert (type(found), found) == (type(value), value)


def test_forty_deep_is_read_and_one_more_is_not() -> None:
    deepest = parse("- " * MAX_DEPTH + "x", "f.yaml").data
    for _ in range(MAX_DEPTH):
        [deepest] = deepest
    assert deepest == "x"

    with pytest.raises(HiringError) as refused:
        parse("- " * (MAX_DEPTH + 1) + "x", "f.yaml")
    assert told(refused.value.findings) == ["1:81 depth"]


def test_a_quoted_merge_sign_is_a_key_like_any_other() -> None:
    assert parse('"<<": 1\n', "f.yaml").data == {"<<": 1}


def test_every_value_and_key_has_its_place() -> None:
    sheet = parse("a:\n  b: one\n  c:\n    - two\n    - d: three\n", "f.yaml")

    assert str(sheet.place(["a", "c", 1, "d"])) == "f.yaml:5:10"
    assert str(sheet.place(["a", "c", 1, "d"], key=True)) == "f.yaml:5:7"
    assert str(sheet.place(["a", "b"], key=True)) == "f.yaml:2:3"


def test_the_place_of_what_is_missing_is_what_should_hold_it() -> None:
    sheet = parse("a:\n  b: one\n", "f.yaml")

    assert (str(sheet.place(["a", "c", "d"])), sheet.place(["a", "c", "d"]).path) == ("f.yaml:2:3", "a.c.d")


@given(st.text())
def test_any_text_is_data_or_findings(text: str) -> None:
    try:
        parse(text, "f.yaml")
    except HiringError as refused:
        assert refused.findings  # noqa: PT017 - both ends are right, a third is not


plain_texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"))
plain_data = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | plain_texts,
    lambda inside: st.lists(inside, min_size=1) | st.dictionaries(plain_texts, inside, min_size=1),
    max_leaves=20,
)


@given(plain_data)
def test_plain_data_written_in_block_style_comes_back(data: object) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=False)

    assert parse(text, "f.yaml").data == data
