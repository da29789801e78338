"""One brief, several postings: keys of a variant over the brief's, every mistake at its own line."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands_here import here
from jsonschema import Draft202012Validator
from pages import app_over, fields_of, send, sent

from hiring.findings import HiringError
from hiring.library import Library
from hiring.posting import read_brief
from hiring.schemas import schemas
from hiring.variants import MOST, Variant, one_variant, read_variants, variants_in
from hiring.yaml_reader import parse

EXAMPLE = Path(__file__).parent.parent / "docs" / "briefs" / "variants" / "senior-new_business.yaml"
CLIENT = app_over().test_client()
BRIEF = """\
level: mid
motion: expansion
company: Ada
about: We make machines for the people who need them.
place: B
country: PL
apply: https://a.example
benefits:
  - Leave of 30 days
"""
HEAD = BRIEF + "variants:\n"


def read(text: str, library: Library) -> list[Variant]:
    return list(read_variants(parse(text, "b.yaml"), library))


def found(text: str, library: Library) -> list[tuple[str | None, str, str]]:
    """Return id, line and column, and rule of what is found in a brief and its variants."""
    return [
        (each.id, f"{one.place.line}:{one.place.column}", one.rule)
        for each in read(text, library)
        for one in each.findings
    ]


def test_the_keys_of_a_variant_replace_the_briefs_own(library: Library) -> None:
    text = HEAD + "  - id: east\n    place: East\n    benefits:\n      - Tea\n    about:\n"

    alone, east = read(text, library)

    assert (alone.id, east.id) == (None, "east")
    assert alone.brief is not None
    assert east.brief == alone.brief.model_copy(update={"place": "East", "benefits": ["Tea"], "about": None})
    assert [*alone.findings, *east.findings] == []


def test_the_example_holds_a_role_in_two_languages_and_three_places(library: Library) -> None:
    made = read(EXAMPLE.read_text("utf-8"), library)

    assert [each.findings for each in made] == [[]] * 4
    assert [(each.id, each.brief.language, each.brief.place) for each in made if each.brief] == [
        (None, "en", "Berlin"),
        ("remote", "en", None),
        ("warsaw", "en", "Warsaw"),
        ("warsaw_pl", "pl", "Warszawa"),
    ]


VARIANTS = {
    "in the variant": ("  - id: a\n    country: UK\n", [("a", "12:14", "country")]),
    "deep in the variant": ("  - id: a\n    duties:\n      - use: nothing\n", [("a", "13:9", "unknown-line")]),
    "key of the variant": ("  - id: a\n    placе: X\n".replace("е", "e_"), [("a", "12:5", "unknown-key")]),
    "of both together": ("  - id: a\n    place:\n", [("a", "11:5", "place")]),
    "no id": ("  - place: X\n", [("1", "11:5", "missing")]),
    "bad id": ("  - id: Far East\n", [("Far East", "11:9", "form")]),
    "number": ("  - id: 5\n", [("5", "11:9", "type")]),
    "no keys": ("  - east\n", [("1", "11:5", "type")]),
    "twice": ("  - id: a\n  - id: a\n    place: X\n", [("a", "12:9", "same-id-twice")]),
    "nested": ("  - id: a\n    variants: []\n", [("a", "12:5", "nested")]),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_a_mistake_is_told_with_the_variant_at_its_place(name: str, library: Library) -> None:
    text, expected = VARIANTS[name]

    assert found(HEAD + text + "  - id: last\n", library) == expected


@pytest.mark.parametrize(("variants", "rule"), [("x", "type"), ("", "type"), ("\n  a: 1", "type"), ("\n" + "  - id: a\n" * (MOST + 1), "limit")])  # fmt: skip
def test_what_is_no_list_of_variants_is_refused(variants: str, rule: str, library: Library) -> None:
    with pytest.raises(HiringError) as problem:
        read(f"{BRIEF}variants: {variants}\n", library)

    assert [each.rule for each in problem.value.findings] == [rule]


def test_a_mistake_of_the_brief_is_told_once_and_a_variant_may_mend_it(library: Library) -> None:
    text = HEAD.replace("country: PL", "country: UK") + "  - id: a\n  - id: b\n    country: GB\n"

    assert found(text, library) == [(None, "6:10", "country")]
    assert [each.brief is None for each in read(text, library)] == [True, True, False]


def test_words_in_the_briefs_language_are_told_where_a_variant_has_another(library: Library) -> None:
    text = HEAD + "  - id: a\n    language: pl\n    benefits:\n      - 30 dni urlopu\n"

    _, variant = read(text, library)

    said = (
        "variant a: words of the brief stay in its own language: about (give these keys in the variant too)"
    )
    assert [str(each) for each in variant.findings] == [f"b.yaml:12:15: warning: {said} [other-language]"]
    assert variant.brief is not None


def test_words_that_are_in_the_variants_language_already_are_no_warning(library: Library) -> None:
    polish = "about: Robimy maszyny dla ludzi, którzy ich potrzebują, i to od lat, bo nie ma ich na rynku."
    about = "about: We make machines for the people who need them."

    _, variant = read(
        HEAD.replace(about, polish) + "  - id: a\n    language: pl\n    benefits: []\n", library
    )

    assert variant.findings == []


def test_one_variant_is_found_by_its_id(library: Library) -> None:
    sheet = parse(HEAD + "  - id: east\n    place: East\n  - 5\n", "b.yaml")

    variant = one_variant(sheet, "east", library)

    assert (variants_in(sheet), variant.brief and variant.brief.place) == (2, "East")
    with pytest.raises(HiringError, match="did you mean east"):
        one_variant(sheet, "eats", library)


def test_a_brief_is_read_without_its_variants(library: Library) -> None:
    brief, findings = read_brief(parse(HEAD + "  - id: a\n    nonsense: 1\n", "b.yaml"), library)

    assert (brief is not None, findings) == (True, [])


def test_the_schema_knows_variants() -> None:
    schema = Draft202012Validator(json.loads(schemas()["brief"]))
    data = parse(EXAMPLE.read_text("utf-8"), "b.yaml").data
    wrong: list[dict[str, Any]] = [{"place": "X"}, {"id": "Far East"}, {"id": "a", "plce": "X"}, {"id": "a", "variants": []}]  # fmt: skip

    assert schema.is_valid(data)
    assert [schema.is_valid({**data, "variants": [each]}) for each in wrong] == [False] * 4
    assert not schema.is_valid({**data, "variants": [{"id": "a"}] * (MOST + 1)})


def test_every_variant_is_written_and_a_broken_one_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(
        HEAD + "  - id: east\n    country: UK\n  - id: west\n    language: pl\n    about:\n    benefits: []\n"
    )

    ended = here("posting", path, "--all", "-o", tmp_path / "out", "--format", "txt")

    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == [
        "b-posting-en.txt",
        "b-west-posting-pl.txt",
    ]
    lines = [line.replace(f"{tmp_path}/", "") for line in ended.stderr.splitlines()]
    assert (ended.returncode, ended.stdout) == (1, "")
    assert lines == [
        "1 of 3 b",
        "wrote out/b-posting-en.txt",
        "2 of 3 east",
        "b.yaml:12:14: error: variant east: UK is no country's code; write GB [country]",
        "not written: east",
        "3 of 3 west",
        "wrote out/b-west-posting-pl.txt",
    ]


def test_one_posting_goes_to_standard_output(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(HEAD + "  - id: east\n    place: Far East\n")

    alone, east = here("posting", path), here("posting", path, "--variant", "east")

    assert ("Far East" in alone.stdout, "Far East" in east.stdout) == (False, True)
    assert "it makes 2 postings: --all" in alone.stderr
    assert east.stderr == ""


def test_a_file_changed_by_hand_stops_only_its_own_variant(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(HEAD + "  - id: east\n")
    (tmp_path / "b-posting-en.md").write_text("Mine.")

    ended = here("posting", tmp_path / "b.yaml", "--all", "-o", tmp_path)

    assert (ended.returncode, (tmp_path / "b-posting-en.md").read_text()) == (1, "Mine.")
    assert (tmp_path / "b-east-posting-en.md").is_file()


@pytest.mark.parametrize(
    "options", [("--all", "-o", "-"), ("--all", "--variant", "a"), ("--all", "-o", __file__)]
)
def test_options_that_do_not_go_together_are_refused(options: tuple[str, ...]) -> None:
    assert here("posting", EXAMPLE, *options).returncode == 2


def test_the_form_keeps_variants_as_they_are() -> None:
    text = EXAMPLE.read_text("utf-8")
    opened = send(CLIENT, "/en/posting", {"action": "open", "brief": text})

    saved = send(CLIENT, "/en/posting", {**sent(fields_of(opened)), "action": "yaml"})

    assert parse(saved.text, "b.yaml").data["variants"] == parse(text, "b.yaml").data["variants"]
    assert yaml.safe_load(saved.text)["variants"][2]["id"] == "warsaw_pl"
