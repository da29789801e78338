"""`hiring read` shows what a posting asks for, writes a brief, and refuses what is no posting in words."""

import json
from pathlib import Path

import pytest
from commands_here import here

from hiring.library import Library
from hiring.posting import read_brief
from hiring.yaml_reader import parse

LABELLED = Path(__file__).parent / "postings" / "labelled"
FINTECH = LABELLED / "en_fintech_enterprise.md"


def test_it_shows_what_is_asked_for_and_left_out_with_the_words() -> None:
    ended = here("read", LABELLED / "en_saas_expansion.html")

    assert (ended.returncode, ended.stderr) == (0, "")
    for words in (
        "Motion: expansion (words)",
        "Competitive defence: “competitor”",
        "No words found",
        "hiring lint",
    ):
        assert words in ended.stdout


def test_a_polish_posting_comes_through_standard_input_and_its_gaps_are_polish() -> None:
    ended = here("read", "-", stdin=(LABELLED / "pl_rekin.txt").read_text("utf-8"))

    assert "Language: pl" in ended.stdout
    assert "Negocjacje (must-have): Negocjacje: " in ended.stdout


def test_json_holds_the_same_as_plain_data() -> None:
    read = json.loads(here("read", FINTECH, "--json").stdout)

    assert list(read) == ["language", "level", "motion", "skills", "numbers", "contracts", "gaps", "findings"]
    assert "negotiation" in {skill["id"] for skill in read["skills"]}
    text = FINTECH.read_text("utf-8")
    for skill in read["skills"]:
        assert [text[begin:end] for begin, end in skill["places"]] == skill["words"]


def test_the_language_can_be_told() -> None:
    assert here("read", FINTECH, "--language", "pl").stdout.startswith("Language: pl\n")


def test_a_brief_is_written_and_only_its_marked_places_are_wrong(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"

    vague = LABELLED / "en_telecom_vague.txt"

    assert here("read", vague, "--brief", path).returncode == 0

    sheet = parse(path.read_text("utf-8"), "brief.yaml")
    _, findings = read_brief(sheet, Library())
    marked = {
        line.split(":")[0] for line in path.read_text("utf-8").splitlines() if line.endswith("# FILL IN")
    }
    assert marked == {"level", "motion", "company", "place", "country", "apply"}
    assert {finding.place.path for finding in findings} == (marked - {"place"}) | {""}
    path.write_text("mine", "utf-8")
    assert here("read", vague, "--brief", path).returncode == 1
    assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "PDF is not read"),
        (b"", "no words"),
        (b"-- \n", "no words"),
        (b"a" * 1_100_000, "1 MiB"),
    ],
)
def test_what_is_no_posting_is_refused_in_words(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    path.write_bytes(content)
    ended = here("read", path)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert words in ended.stderr


def test_a_file_that_is_not_there_is_told() -> None:
    ended = here("read", "nowhere.txt")

    assert (ended.returncode, "No such file" in ended.stderr) == (1, True)
