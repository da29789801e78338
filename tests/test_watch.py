"""`hiring posting --watch`: each save writes what has changed, mistakes are told, Ctrl+C ends it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from commands_here import here

from hiring.cli import watch
from hiring.cli.posting_files import Wanted
from hiring.cli.watch import PAUSE, files_in, watch_postings

BRIEF = "level: mid\nmotion: expansion\ncompany: Ada\nplace: B\ncountry: PL\napply: C\n"
VARIANTS = f"{BRIEF}variants:\n  - id: east\n    place: East\n"
TITLE = '{% extends "shipped/posting.md.j2" %}{% block title %}# '
Step = Callable[[], object]


def watched(folder: Path, *steps: Step, own: Path | None = None, every: bool = False) -> Wanted:
    """Watch a brief while steps are done, one at a look; then Ctrl+C."""
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) % 3 == 0:  # in between it sees that nothing moves any more
            if len(waits) // 3 > len(steps):
                raise KeyboardInterrupt
            steps[len(waits) // 3 - 1]()

    wanted = Wanted(folder / "b.yaml", "md", str(folder), "standard", date(2026, 11, 22), every=every)
    watch_postings(wanted, own, wait)
    assert set(waits) == {PAUSE}
    return wanted


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "b.yaml"
    path.write_text(BRIEF)
    return path


def told(capsys: pytest.CaptureFixture[str], folder: Path) -> list[str]:
    return capsys.readouterr().err.replace(f"{folder}/", "").splitlines()


def test_a_save_writes_the_posting_again(brief: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watched(brief.parent, lambda: brief.write_text(BRIEF.replace("Ada", "Corvid")))

    assert "Corvid" in (brief.parent / "b-posting-en.md").read_text()
    assert told(capsys, brief.parent) == [
        "watching b.yaml; Ctrl+C ends it",
        "wrote b-posting-en.md",
        "up to date",
        "wrote b-posting-en.md",
        "up to date",
        "stopped watching",
    ]


def test_a_broken_brief_is_told_and_the_next_save_mends_it(
    brief: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watched(
        brief.parent,
        lambda: brief.write_text(BRIEF + "oops: [\n"),
        lambda: brief.write_text(BRIEF + "compny: A\n"),
        lambda: brief.write_text(BRIEF),
    )

    lines = told(capsys, brief.parent)
    assert [line.partition(" (")[0] for line in lines[3:6]] == [
        "b.yaml:8:1: error: this is not YAML: did not find expected node content [syntax]",
        "b.yaml:7:1: error: unknown key compny",
        "not written: b",
    ]
    assert lines[6:] == ["up to date", "stopped watching"]


def test_a_brief_that_is_gone_for_a_while_is_told(brief: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watched(brief.parent, brief.unlink, lambda: brief.write_text(BRIEF))

    lines = told(capsys, brief.parent)
    assert lines[3] == "b.yaml: error: cannot be read: No such file or directory [file]"
    assert lines[4:] == ["up to date", "stopped watching"]


def test_only_the_variants_that_change_are_written(brief: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief.write_text(VARIANTS)

    watched(brief.parent, lambda: brief.write_text(VARIANTS.replace("East", "Far")), every=True)

    assert told(capsys, brief.parent)[6:] == [
        "1 of 2 b",
        "2 of 2 east",
        "wrote b-east-posting-en.md",
        "up to date",
        "stopped watching",
    ]


def test_a_save_in_the_own_folder_counts_and_its_mistakes_are_told(
    brief: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = brief.parent / "own"
    template = own / "templates" / "documents" / "posting.md.j2"
    template.parent.mkdir(parents=True)

    watched(
        brief.parent,
        lambda: template.write_text(TITLE + "Ahoy{% endblock %}"),
        lambda: template.write_text(TITLE + "{{ posting.titel }}{% endblock %}"),
        own=own,
    )

    lines = told(capsys, brief.parent)
    assert (brief.parent / "b-posting-en.md").read_text().startswith("# Ahoy")
    assert lines[3:5] == ["wrote b-posting-en.md", "up to date"]
    assert "posting.md.j2:1:1: error:" in lines[5]


def test_a_file_changed_by_hand_stays(brief: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = brief.parent / "b-posting-en.md"

    def by_hand() -> None:
        made.write_text("Mine.")
        brief.write_text(BRIEF.replace("Ada", "Corvid"))

    watched(brief.parent, by_hand)

    assert made.read_text() == "Mine."
    assert any("is not as this tool left it" in line for line in told(capsys, brief.parent))


def test_a_disk_that_takes_nothing_is_told(
    brief: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "b-posting-en.md")

    monkeypatch.setattr(watch, "write_postings", full)

    watched(brief.parent)

    assert told(capsys, brief.parent)[1:] == ["b-posting-en.md: No space left on device", "stopped watching"]


def test_hidden_files_are_not_watched(tmp_path: Path) -> None:
    for name in (".git/a", "b/.c", "b/d"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    assert [path.name for path in files_in(tmp_path)] == ["d"]


def test_standard_output_cannot_be_watched(brief: Path) -> None:
    ended = here("posting", brief, "--watch", "-o", "-")

    assert (ended.returncode, "--watch writes files" in ended.stderr) == (2, True)


def test_the_command_ends_with_words_and_no_failure(brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(watch.watch_postings, "__defaults__", (pressed,))

    ended = here("posting", brief, "--watch", "-o", brief.parent / "x.md")

    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (0, "stopped watching")
    assert (brief.parent / "x.md").read_text().startswith("# Account Executive")
