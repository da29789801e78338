"""`hiring lint` tells what to mend in postings and briefs, as lines to click on and as JSON."""

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands_here import here

from hiring.brief import Brief
from hiring.cli.posting import tell_open
from hiring.library import Library
from hiring.samples import starter_brief

BRIEF = """\
level: mid
motion: full_cycle
company: Northwind
place: Leeds
country: GB
apply: jobs@northwind.example
about: |
  We make sensors.

  You join a young team.
summary: >-
  You are a
  sales ninja.
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Write a file into the current folder."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str) -> str:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return name

    return write


def heads(out: str) -> list[str]:
    """Return the lines that name a place."""
    return [line for line in out.splitlines() if line and not line.startswith(" ")]


def test_a_posting_is_told_by_line_and_column_errors_first(file: Any) -> None:
    result = here("lint", file("posting.md", "# Sales ninja\n\nJoin a Young team.\n"))

    assert (result.returncode, heads(result.stdout)) == (
        1,
        [
            "posting.md:3:8: error AGE-YOUNG “Young”",
            "posting.md:1:9: warning BRO “ninja” → “professional”",
            "posting.md: info EEO-LINE",
            "posting.md: info LEN (6)",
        ],
    )
    assert result.stderr == "errors: 1, warnings: 1, information: 2\n"


def test_a_rule_gives_its_reason_once_for_all_its_words(file: Any) -> None:
    out = here("lint", file("posting.txt", "A ninja.\nA guru.\n")).stdout

    assert out.startswith(
        "posting.txt:1:3: warning BRO “ninja” → “professional”\nposting.txt:2:3: warning BRO “guru”"
    )
    assert out.count("Fighting and superhero words") == out.count("keeps the forecast") == 1
    assert max(map(len, out.splitlines())) <= 100


def test_warnings_alone_end_well(file: Any) -> None:
    assert here("lint", file("posting.md", "A ninja.")).returncode == 0


def test_reasons_are_told_in_the_postings_language(file: Any) -> None:
    name = file("oferta.md", "Szukamy osoby do młodego zespołu.")

    assert "Źródło: " in here("lint", name).stdout
    assert "AGE-YOUNG" not in here("lint", name, "--language", "en").stdout


def test_a_brief_is_told_at_the_words_in_its_file(file: Any) -> None:
    result = here("lint", file("brief.yaml", BRIEF))

    assert result.returncode == 1
    assert heads(result.stdout)[0] == "brief.yaml:10:14: error AGE-YOUNG about “young”"
    assert "brief.yaml:13:9: warning BRO summary “ninja” → “professional”" in heads(result.stdout)


def test_a_folder_and_standard_input_may_hold_a_brief(file: Any) -> None:
    folder = Path(file("job/brief.yaml", BRIEF)).parent

    assert "job/brief.yaml:10:14: error" in here("lint", folder).stdout
    assert "-:10:14: error" in here("lint", "-", stdin=BRIEF).stdout
    assert "-:1:1: error" in here("lint", "-", stdin="Young team wanted.").stdout


def test_what_is_waived_is_counted_and_fails_nothing(file: Any) -> None:
    waivers = "waivers:\n  - rule: AGE-YOUNG\n    reason: a youth club\n"
    result = here("lint", file("brief.yaml", BRIEF + waivers))

    assert (result.returncode, "AGE-YOUNG" in result.stdout) == (0, False)
    assert result.stderr.endswith("; waived with a reason: 1\n")


def test_json_holds_everything_and_the_waived_apart(file: Any) -> None:
    waivers = "waivers:\n  - rule: AGE-YOUNG\n    reason: a youth club\n"
    result = here("lint", file("brief.yaml", BRIEF + waivers), file("posting.md", "A ninja."), "--json")

    brief, posting = json.loads(result.stdout)["files"]
    assert [(each["rule"], each["path"], each["reason"]) for each in brief["waived"]] == [
        ("AGE-YOUNG", "about", "a youth club")
    ]
    first = posting["findings"][0]
    assert (first["file"], first["line"], first["column"], first["words"]) == ("posting.md", 1, 3, ["ninja"])
    assert (first["severity"], first["instead"], first["source"]["as_of"]) == (
        "warning",
        "professional",
        "2026-11",
    )
    assert (posting["language"], posting["waived"]) == ("en", [])


def test_a_page_of_html_is_read_as_its_words(file: Any) -> None:
    page = "<html><body><h1>Sales ninja</h1><script>young</script><p>We sell.</p></body></html>"

    told = heads(here("lint", file("posting.html", page)).stdout)

    assert [line for line in told if "info" not in line] == [
        "posting.html:1:9: warning BRO “ninja” → “professional”"
    ]


def test_mistakes_of_one_file_leave_the_others_read(file: Any) -> None:
    result = here("lint", file("brief.yaml", "level: boss\n"), "missing.md", file("posting.md", "A ninja."))

    assert result.returncode == 1
    assert "brief.yaml:1:8: error: boss is not one of the choices" in result.stderr
    assert "missing.md: error: cannot be read" in result.stderr
    assert "posting.md:1:3: warning BRO" in result.stdout


def test_a_picture_is_refused_in_words(file: Any) -> None:
    file("posting.md", "")
    Path("posting.md").write_bytes(b"\x89PNG\r\n")

    result = here("lint", "posting.md")

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("posting.md: error: this is a picture")


def test_a_word_processors_file_is_read(file: Any) -> None:
    here("posting", file("brief.yaml", BRIEF), "--format", "docx", "-o", "posting.docx")

    told = heads(here("lint", "posting.docx").stdout)

    assert [line.partition(": ")[2] for line in told if "ninja" in line] == [
        "warning BRO “ninja” → “professional”"
    ]


def test_a_megabyte_is_read_in_two_seconds(file: Any) -> None:
    name = file("posting.md", "You meet a client. " * 52_000)
    begun = time.thread_time()

    result = here("lint", name)

    assert "only the first 100,000 signs are read" in result.stderr
    assert time.thread_time() - begun < 2


def test_making_a_posting_tells_a_person_how_many_findings_are_open(
    capsys: pytest.CaptureFixture[str],
) -> None:
    library, today = Library(), date(2026, 11, 22)
    brief = starter_brief("en")
    sloppy = Brief.model_validate(
        {**brief.model_dump(mode="json", exclude_none=True), "title": "Young ninja"}
    )
    waivers = [{"rule": rule, "reason": "ours"} for rule in ("AGE-YOUNG", "BRO")]
    waived = Brief.model_validate({**sloppy.model_dump(mode="json", exclude_none=True), "waivers": waivers})

    for each in (brief, sloppy, waived):
        tell_open(each, Path("brief.yaml"), library, today)

    assert capsys.readouterr().err == "findings to look at: 2 (hiring lint brief.yaml shows them)\n"


def answers_file(file: Any, choice: int) -> str:
    """Write answers to the readiness check: each question's first option, or its last with -1."""
    questions = Library().readiness.questions
    name: str = file("answers.yaml", "".join(f"{each.id}: {each.options[choice].id}\n" for each in questions))
    return name


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_readiness_check_writes_a_brief_that_its_lint_agrees_with(file: Any, language: str) -> None:
    result = here("ready", answers_file(file, -1), "--brief", "brief.yaml", "--language", language)

    brief = Path("brief.yaml").read_text("utf-8")
    assert (result.returncode, "level: senior " in brief, "# yaml-language" in brief) == (0, True, False)
    assert "READY" not in here("lint", "brief.yaml").stdout


def test_a_brief_changed_by_hand_is_not_written_over(file: Any) -> None:
    file("brief.yaml", "my own words")

    refused = here("ready", answers_file(file, -1), "--brief", "brief.yaml")

    assert (refused.returncode, Path("brief.yaml").read_text("utf-8")) == (1, "my own words")
    assert "--force" in refused.stderr


def test_no_brief_is_written_where_nobody_should_be_hired_yet(file: Any) -> None:
    result = here("ready", answers_file(file, 0), "--brief", "brief.yaml")

    assert (result.returncode, Path("brief.yaml").exists()) == (1, False)
    assert "the advice is not to hire an Account Executive yet" in result.stderr
