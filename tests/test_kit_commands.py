"""The commands about a kit: documents on one stream, findings on the other, and the exit status."""

import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from own_content import with_copies

from hiring.cli import commands
from hiring.kit import Kit, Wish, make_kit
from hiring.library import Library

BRIEF = "level: mid\nmotion: full_cycle\ncompany: Zażółć & Co\nplace: Łódź\ncountry: PL\napply: x@y.pl\n"
PEOPLE = "interviewers:\n  - name: {}\n    minutes: 600\n    skills: all\n"
FOUR = PEOPLE.format("Ada") + "".join(PEOPLE.partition("\n")[2].format(name) for name in ("Bo", "Cy", "Di"))
COMMANDS = ("kit", "scorecard", "sheet", "panel")


def started(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "hiring.cli", *words]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
    assert "Traceback" not in result.stderr
    return result


def hiring(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, which takes no time to start."""
    out, told = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(told), pytest.raises(SystemExit) as ended:
        commands([*words], prog_name="hiring")
    return subprocess.CompletedProcess(words, int(ended.value.code or 0), out.getvalue(), told.getvalue())


def written(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return str(path)


@pytest.fixture
def brief(tmp_path: Path) -> str:
    """Return a brief whose loop is the level's own."""
    return written(tmp_path / "brief.yaml", BRIEF)


@pytest.fixture
def short(tmp_path: Path) -> str:
    """Return a brief whose loop is too short for its skills."""
    return written(tmp_path / "short.yaml", f"{BRIEF}stages: [screen]\n")


def words_for(command: str, brief: str, folder: Path) -> list[str]:
    """Return the words that run a command on a brief, with interviewers where it needs them."""
    if command != "panel":
        return [command, brief]
    return [command, brief, "--interviewers", written(folder / "people.yaml", FOUR)]


@pytest.fixture(scope="session")
def kit() -> Kit:
    """Return the kit of the brief."""
    return make_kit(Wish("mid", "full_cycle"), Library())


@pytest.mark.parametrize("command", COMMANDS)
def test_a_document_goes_to_standard_output_and_nothing_to_the_other_stream(
    command: str, brief: str, kit: Kit, tmp_path: Path
) -> None:
    result = started(*words_for(command, brief, tmp_path))

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("# ")
    assert kit.hash in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_json_is_json_and_names_its_document_and_its_kit(
    command: str, brief: str, kit: Kit, tmp_path: Path
) -> None:
    told = json.loads(hiring(*words_for(command, brief, tmp_path), "--format", "json").stdout)

    document = {"sheet": "prep_sheet"}.get(command, command)
    head = {key: told[key] for key in ("document", "language", "level", "motion", "company", "hash")}
    assert head == {
        "document": document,
        "language": "en",
        "level": "mid",
        "motion": "full_cycle",
        "company": "Zażółć & Co",
        "hash": kit.hash,
    }


def test_a_kit_with_shortfalls_is_printed_and_told_and_fails(short: str) -> None:
    result = started("kit", short, "--format", "json")

    told = json.loads(result.stdout)["shortfalls"]
    lines = result.stderr.splitlines()
    assert (result.returncode, len(told)) == (1, len(lines))
    assert len(told) >= 5
    assert [line for line in lines if not line.startswith(f"{short}:7:9: error: ")] == []
    assert [gap for gap in told if not gap["text"] or not gap["mend"]] == []


def test_a_printed_kit_tells_its_shortfalls_too(short: str, library: Library) -> None:
    result = hiring("kit", short)

    seen = make_kit(Wish("mid", "full_cycle", stages=["screen"]), library).times_seen
    unseen = [skill for skill, times in seen.items() if times == 0]
    assert (result.returncode, len(unseen) >= 4) == (1, True)
    for skill in unseen:
        assert f"{library.rubric(skill).name.en} is not seen in any stage" in result.stdout
        assert f"{skill} is not seen in any stage" in result.stderr


def asked(told: dict[str, Any]) -> list[str]:
    """Return the ids of all questions of a kit told as JSON."""
    return [question["id"] for stage in told["stages"] for question in stage["questions"]]


def test_swaps_change_the_questions_named_and_the_hash(brief: str, kit: Kit) -> None:
    old = kit.stages[1].questions[0].id
    new = next(other.id for other, _ in kit.instead(old))

    told = json.loads(hiring("kit", brief, "--swap", f"{old}={new}", "--format", "json").stdout)

    before = [question.id for stage in kit.stages for question in stage.questions]
    assert asked(told) == [new if question == old else question for question in before]
    assert told["hash"] != kit.hash


def test_scorecards_and_sheet_of_a_swapped_kit_bear_its_hash(brief: str, kit: Kit, tmp_path: Path) -> None:
    old = kit.stages[1].questions[0].id
    new, swapped = next((other.id, swap) for other, swap in kit.instead(old))

    for command in COMMANDS:
        words = words_for(command, brief, tmp_path)
        told = json.loads(hiring(*words, "--swap", f"{old}={new}", "--format", "json").stdout)
        assert (command, told["hash"]) == (command, swapped.hash)


def test_form_b_asks_the_twins_and_a_seed_asks_others(brief: str) -> None:
    twins = json.loads(hiring("kit", brief, "--form", "B", "--format", "json").stdout)
    seeded = json.loads(hiring("kit", brief, "--seed", "4", "--format", "json").stdout)

    wishes = [Wish("mid", "full_cycle", form="B"), Wish("mid", "full_cycle", seed=4)]
    kits = [make_kit(wish, Library()) for wish in wishes]
    assert [told["hash"] for told in (twins, seeded)] == [each.hash for each in kits]
    assert twins["form"] == "B"


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ("kit --swap one", 2, "--swap takes OLD=NEW, two ids of questions; this is 'one'"),
        ("panel --swap one", 2, "--swap takes OLD=NEW, two ids of questions; this is 'one'"),
        ("kit --swap one=two", 1, "two cannot be asked instead of one"),
        ("sheet --swap one=two", 1, "two cannot be asked instead of one"),
        ("scorecard --seed many", 2, "'many' is not a valid integer"),
        ("kit --seed -1", 2, "-1 is not in the range"),
        ("sheet --form C", 2, "'C' is not one of 'A', 'B'"),
        ("kit --format rtf", 2, "'rtf' is not one of"),
        ("scorecard --own nowhere", 1, "nowhere: error: is not a folder"),
        ("panel -o /proc/nowhere/kit.md", 3, "hiring: /proc/nowhere"),
    ],
)
def test_misuse_is_told_in_words_and_prints_no_document(
    words: str, status: int, told: str, brief: str, tmp_path: Path
) -> None:
    command, *options = words.split()

    result = hiring(*words_for(command, brief, tmp_path), *options)

    assert (result.returncode, result.stdout) == (status, "")
    assert told in result.stderr


@pytest.mark.parametrize("swap", ["=", "a=", "=b"])
def test_a_swap_without_an_id_is_wrong_usage(swap: str, brief: str) -> None:
    result = hiring("kit", brief, "--swap", swap)

    assert (result.returncode, "two ids of questions" in result.stderr) == (2, True)


def test_a_loop_of_too_many_stages_is_refused_at_its_line(tmp_path: Path) -> None:
    _, stages = with_copies(tmp_path / "own", "screen", 8)
    brief = written(tmp_path / "long.yaml", f"{BRIEF}stages: [{', '.join(stages)}]\n")

    result = hiring("kit", brief, "--own", str(tmp_path / "own"))

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{brief}:7:9: error: there are too many ways to fill so many stages")


def test_a_stage_that_stands_twice_is_refused_at_its_second_place(tmp_path: Path) -> None:
    brief = written(tmp_path / "twice.yaml", f"{BRIEF}stages: [screen, panel, screen]\n")

    result = hiring("kit", brief)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"{brief}:7:25: error: the stage screen stands twice [same-stage-twice]\n"


def test_all_formats_of_a_kit_go_into_a_folder(brief: str, tmp_path: Path) -> None:
    result = hiring("kit", brief, "--form", "B", "--format", "all", "-o", str(tmp_path / "out"))

    assert (result.returncode, result.stdout) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"brief-kit-B-en.{form}" for form in ("docx", "html", "json", "md", "pdf")
    ]


@pytest.mark.parametrize("command", ["scorecard", "sheet"])
def test_the_papers_of_form_b_do_not_take_the_place_of_those_of_form_a(
    command: str, brief: str, tmp_path: Path
) -> None:
    for form in ("A", "B"):
        hiring(command, brief, "--form", form, "--format", "all", "-o", str(tmp_path / "out"))

    names = {path.stem for path in (tmp_path / "out").iterdir()}
    hashes = [json.loads(path.read_text("utf-8"))["hash"] for path in (tmp_path / "out").glob("*.json")]
    kits = [make_kit(Wish("mid", "full_cycle", form=form), Library()) for form in ("A", "B")]
    assert sorted(hashes) == sorted(kit.hash for kit in kits)
    assert names == {
        f"brief-{'scorecards' if command == 'scorecard' else 'preparation'}-{form}-en" for form in "AB"
    }


def test_a_panel_that_one_person_cannot_hold_is_printed_told_and_fails(brief: str, tmp_path: Path) -> None:
    people = written(tmp_path / "people.yaml", PEOPLE.format("Ada"))

    result = hiring("panel", brief, "--interviewers", people, "--format", "json")

    told = json.loads(result.stdout)["left_over"]
    assert (result.returncode, len(told)) == (1, len(result.stderr.splitlines()))
    assert "role_play lacks 1 of its interviewers" in result.stderr
    assert [
        line for line in result.stderr.splitlines() if not line.startswith(f"{people}:2:3: error: ")
    ] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PEOPLE.format("Ada").replace("all", "[]"), "no skill is named that this person may rate"),
        (PEOPLE.format("Ada").replace("all", "[negotiaton]"), "did you mean negotiation?"),
        (PEOPLE.format("Ada") + PEOPLE.partition("\n")[2].format("Ada"), "the name Ada stands twice"),
        (PEOPLE.format("Ada").replace("600", "-1"), ":3:14: error: "),
        ("interviewers: []\n", "error: "),
        ("interviewers: [\n", "[syntax]"),
        ("", "[empty]"),
    ],
)
def test_mistakes_in_the_file_of_interviewers_are_told_with_their_place(
    text: str, told: str, brief: str, tmp_path: Path
) -> None:
    people = written(tmp_path / "people.yaml", text)

    result = hiring("panel", brief, "--interviewers", people)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(people)
    assert told in result.stderr


def test_a_panel_without_interviewers_is_wrong_usage(brief: str) -> None:
    missing, nowhere = hiring("panel", brief), hiring("panel", brief, "--interviewers", "nowhere.yaml")

    assert (missing.returncode, "--interviewers" in missing.stderr) == (2, True)
    assert (nowhere.returncode, nowhere.stdout) == (1, "")
    assert nowhere.stderr.startswith("nowhere.yaml: error: cannot be read")


def test_exercises_are_listed_with_levels_and_motions(library: Library) -> None:
    result = hiring("exercise", "--language", "pl")

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        f"{each.id}: {each.name.pl} ({', '.join(each.levels)}; {', '.join(each.motions)})"
        for each in library.exercises()
    ]


@pytest.mark.parametrize("words", [("--format", "json"), ("--format", "all"), ("-o", "exercises.md")])
def test_a_list_of_exercises_has_no_format_and_no_file(words: tuple[str, str], tmp_path: Path) -> None:
    command, option = words
    result = hiring("exercise", command, option if command == "--format" else str(tmp_path / option))

    assert (result.returncode, result.stdout, [*tmp_path.iterdir()]) == (2, "", [])
    assert "name an exercise; without a name they are only listed" in result.stderr


def test_only_the_interviewers_paper_holds_what_is_hidden(library: Library) -> None:
    exercise = library.exercise("negotiation")

    papers = {
        side: hiring("exercise", "negotiation", "--for", side).stdout
        for side in ("candidate", "interviewers")
    }
    sheets = [
        json.loads(hiring("exercise", "negotiation", "--for", side, "--format", "json").stdout)["exercise"]
        for side in papers
    ]

    assert exercise.actor
    hidden = [fact.fact.en for fact in exercise.actor.facts] + [entry.text.en for entry in exercise.key]
    candidate, interviewers = (json.dumps(sheet, ensure_ascii=False) for sheet in sheets)
    quoted = [json.dumps(text, ensure_ascii=False)[1:-1] for text in hidden]
    assert [text for text in quoted if text in candidate or text in papers["candidate"]] == []
    assert [text for text in quoted if text not in interviewers] == []


def test_an_unknown_exercise_gets_a_suggestion_and_a_wrong_side_is_wrong_usage() -> None:
    unknown, wrong = hiring("exercise", "negotiaton"), hiring("exercise", "negotiation", "--for", "boss")

    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "did you mean negotiation?" in unknown.stderr
    assert (wrong.returncode, "'boss' is not one of" in wrong.stderr) == (2, True)


def test_a_candidates_sheet_holds_no_question_of_its_kit(brief: str, kit: Kit) -> None:
    paper = "".join(sign for sign in hiring("sheet", brief).stdout if sign.isalnum())

    texts = ["".join(sign for sign in q.text.en if sign.isalnum()) for s in kit.stages for q in s.questions]
    assert len(texts) > 10
    assert [text for text in texts if text in paper] == []
