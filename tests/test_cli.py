"""The command line as a person meets it: each command runs at least once in a process of its own."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands_here import here, started

from hiring.library import Library


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    here("init", str(tmp_path / "job"))
    return tmp_path / "job" / "brief.yaml"


def test_a_brief_becomes_a_posting_on_standard_output(brief: Path) -> None:
    result = started("posting", str(brief))

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("# Account Executive\n\n- **Company:** Northwind Instruments")


def test_init_writes_a_brief_and_a_schema_in_either_language(tmp_path: Path) -> None:
    result = started("init", str(tmp_path), "--language", "pl")

    assert result.returncode == 0
    assert "# Brief: wszystko" in (tmp_path / "brief.yaml").read_text("utf-8")
    assert json.loads((tmp_path / "schemas" / "brief.json").read_text("utf-8"))["title"] == "Brief"


def test_all_formats_go_into_a_folder(brief: Path, tmp_path: Path) -> None:
    result = here("posting", str(brief), "--format", "all", "-o", str(tmp_path / "out"))

    names = [f"brief-posting-en.{form}" for form in ("docx", "html", "json", "jsonld", "md", "pdf", "txt")]
    assert result.returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names


def test_a_file_changed_by_hand_is_not_written_over(brief: Path, tmp_path: Path) -> None:
    out = tmp_path / "posting.md"
    here("posting", str(brief), "-o", str(out))
    again = here("posting", str(brief), "--format", "html", "-o", str(out))
    out.write_text("my own words", "utf-8")
    refused = here("posting", str(brief), "-o", str(out))

    assert again.returncode == 0
    assert (refused.returncode, out.read_text("utf-8")) == (1, "my own words")
    assert "--force" in refused.stderr
    assert here("posting", str(brief), "-o", str(out), "--force").returncode == 0


def test_every_mistake_of_a_brief_is_told_with_its_place(tmp_path: Path) -> None:
    brief = tmp_path / "brief.yaml"
    brief.write_text(
        "level: middle\nmotion: full_cycle\ncompny: X\ncountry: PL\nplace: Łódź\napply: 7\n", "utf-8"
    )

    result = started("posting", str(brief))

    assert (result.returncode, result.stdout) == (1, "")
    assert [line.removeprefix(str(brief)) for line in result.stderr.splitlines()] == [
        ":1:1: error: company is missing [missing]",
        ":1:8: error: middle is not one of the choices (did you mean mid?) [choice]",
        ":3:1: error: unknown key compny (did you mean company?) [unknown-key]",
        ":6:8: error: expected a text, found a number (put it in quotes) [type]",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("postng",), "did you mean posting?"),
        (("rubric", "--level", "boss"), "'boss' is not one of"),
        (("delta", "--from", "senior", "--to", "junior"), "must be a higher level"),
        (("posting",), "Missing argument 'BRIEF'"),
        (("copy", "nothing.yaml", "--own", "x"), "no file nothing.yaml"),
        (("copy", "scorecards/scale.yaml"), "--own DIR"),
        (("ready",), "give a file of answers"),
    ],
)
def test_wrong_usage_is_told_in_words(words: tuple[str, ...], told: str) -> None:
    result = here(*words)

    assert (result.returncode, "Traceback" in result.stderr) == (2, False)
    assert told in result.stderr


def test_rubrics_are_printed_for_one_skill_or_all() -> None:
    one = here("rubric", "--level", "junior", "--skill", "negotiation", "--language", "pl")
    every = json.loads(here("rubric", "--level", "senior", "--format", "json").stdout)

    assert one.stdout.count("\n## ") == 2  # the scale and the skill
    assert [rubric["skill"] for rubric in every["rubrics"]] == Library().skill_model("senior").skill_ids


def test_an_unknown_skill_gets_a_suggestion() -> None:
    result = started("rubric", "--level", "junior", "--skill", "negotation")

    assert (result.returncode, "did you mean negotiation?" in result.stderr) == (1, True)


def test_delta_shows_each_step_between_two_levels() -> None:
    result = started("delta", "--from", "junior", "--to", "senior", "--motion", "expansion")

    assert re.findall(r"^## (.*)$", result.stdout, re.MULTILINE) == [
        "Junior Account Executive → Account Executive",
        "Account Executive → Senior Account Executive",
    ]


def test_check_lists_a_home_for_every_seed_fact() -> None:
    result = here("check", "--seeds")

    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert result.returncode == 0
    assert [row[0] for row in rows] == [f"F{number}" for number in range(1, 105)]
    assert [row[0] for row in rows if not row[1]] == []


def test_check_as_json_always_parses(tmp_path: Path) -> None:
    (tmp_path / "scorecards").mkdir()
    (tmp_path / "scorecards" / "scale.yaml").write_text("scores: [\n", "utf-8")

    fine, broken = started("check", "--json"), here("check", "--json", "--own", str(tmp_path))

    nowhere = here("check", "--json", "--own", str(tmp_path / "nowhere"))
    seeds = json.loads(here("check", "--json", "--seeds").stdout)["seeds"]

    assert (fine.returncode, json.loads(fine.stdout)) == (0, {"findings": []})
    assert (broken.returncode, json.loads(broken.stdout)["findings"][0]["rule"]) == (1, "syntax")
    assert (nowhere.returncode, json.loads(nowhere.stdout)["findings"][0]["rule"]) == (1, "own")
    assert (len(seeds), "scorecards/rubrics/negotiation.yaml" in seeds[34]["homes"]) == (104, True)


def test_a_file_copied_into_the_own_folder_is_used_there(tmp_path: Path, brief: Path) -> None:
    own = str(tmp_path / "own")
    copied = here("copy", "templates/documents/posting.md.j2", "--own", own)
    template = tmp_path / "own" / "templates" / "documents" / "posting.md.j2"
    template.write_text(
        '{% extends "shipped/posting.md.j2" %}\n{% block title %}# Ahoy{% endblock %}\n', "utf-8"
    )
    result = here("posting", str(brief), HIRING_OWN=own)

    assert copied.returncode == 0
    assert result.stdout.splitlines()[0] == "# Ahoy"


def test_a_copied_content_file_points_to_the_schema_beside_it(tmp_path: Path) -> None:
    started("copy", "hiring/skill_models/junior.yaml", "--own", str(tmp_path))
    started("schema", str(tmp_path))

    first = (tmp_path / "skill_models" / "junior.yaml").read_text("utf-8").splitlines()[0]
    assert (tmp_path / "skill_models" / first.partition("$schema=")[2]).resolve().is_file()


def test_ready_reads_answers_and_gives_reasons(tmp_path: Path) -> None:
    questions = Library().readiness.questions
    answers = tmp_path / "answers.yaml"
    answers.write_text("".join(f"{q.id}: {q.options[0].id}\n" for q in questions), "utf-8")

    told = json.loads(started("ready", str(answers), "--json").stdout)

    assert (told["verdict"], told["motion"]) == ("sales_rep", None)
    assert told["reasons"]


def test_ready_tells_wrong_answers_with_their_place(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("customers: none_yett\nbudgett: yes\n", "utf-8")

    result = started("ready", str(answers))

    assert result.returncode == 1
    assert f"{answers}:1:12: error: none_yett is not one of the choices" in result.stderr
    assert f"{answers}:2:1: error: unknown key budgett (did you mean budget?)" in result.stderr


def test_doctor_finds_nothing_missing() -> None:
    result = started("doctor")

    assert (result.returncode, "MISSING" in result.stdout) == (0, False)


def test_a_full_disk_or_forbidden_folder_is_told_in_words(brief: Path) -> None:
    result = started("posting", str(brief), "-o", "/proc/nowhere/posting.md")

    assert (result.returncode, "Traceback" in result.stderr) == (3, False)
    assert result.stderr.startswith("hiring: /proc/nowhere")


def test_all_formats_leave_everything_as_it_was_when_one_file_was_changed(
    brief: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    here("posting", str(brief), "--format", "all", "-o", str(out))
    (out / "brief-posting-en.html").write_text("mine", "utf-8")
    brief.write_text(brief.read_text("utf-8").replace("Northwind", "Southwind"), "utf-8")

    refused = here("posting", str(brief), "--format", "all", "-o", str(out))

    assert (refused.returncode, "brief-posting-en.html is there already" in refused.stderr) == (1, True)
    assert "Northwind" in (out / "brief-posting-en.md").read_text("utf-8")


def test_a_posting_can_go_to_a_device_and_through_a_link(brief: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "real.md", tmp_path / "link.md"
    target.write_text("", "utf-8")
    target.chmod(0o600)
    link.symlink_to(target)

    results = [here("posting", str(brief), "-o", path, "--force") for path in ("/dev/null", str(link))]

    assert [result.returncode for result in results] == [0, 0]
    assert (link.is_symlink(), target.stat().st_mode & 0o777) == (True, 0o600)
    assert target.read_text("utf-8").startswith("# Account Executive")
    assert not Path("/dev/null").is_file()


def test_polish_is_printed_whatever_the_terminal_says() -> None:
    result = started("rubric", "--level", "junior", "--language", "pl", PYTHONIOENCODING="cp1252")

    assert (result.returncode, "Ocena 3 oznacza spełnienie wymagań" in result.stdout) == (0, True)


def test_help_and_version_import_nothing_heavy() -> None:
    heavy = [
        "flask",
        "sqlalchemy",
        "typst",
        "docx",
        "markdown",
        "babel",
        "pydantic",
        "importlib.metadata",
        "yaml",
        "jinja2",
    ]
    code = f"import hiring.cli, sys; print([name for name in {heavy!r} if name in sys.modules])"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert loaded.stdout == "[]\n"


def test_a_posting_reads_only_the_files_that_it_needs(brief: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from hiring.library import Library; from hiring import yaml_file\n"
        "from hiring.brief import Brief; from hiring.posting import make_posting\n"
        "library = Library(); make_posting(yaml_file.load(Path(sys.argv[1]), Brief, 'b').model, library)\n"
        "print(sorted(library.read))"
    )

    read = subprocess.run(
        [sys.executable, "-c", code, str(brief)], capture_output=True, text=True, check=True
    )

    stages = [
        f"scorecards/stages/{name}.yaml" for name in ("manager_interview", "panel", "role_play", "screen")
    ]
    assert read.stdout.strip() == str([*stages, "skill_models/mid.yaml"])
