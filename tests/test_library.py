"""The user's own folder goes before ours, file by file."""

from pathlib import Path

import pytest

from hiring.check import check_library
from hiring.findings import HiringError, Severity
from hiring.library import Library
from hiring.shelves import SHELVES


def put(own: Path, name: str, text: str) -> None:
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def shipped_text(name: str) -> str:
    return Library().path(name).read_text("utf-8")


def test_an_own_file_of_the_same_name_replaces_ours(tmp_path: Path) -> None:
    name = "scorecards/stages/panel.yaml"
    put(tmp_path, name, shipped_text(name).replace("en: Panel interview", "en: Team talk"))
    library = Library(tmp_path)

    assert library.stage("panel").name.en == "Team talk"
    assert library.stage("screen") == Library().stage("screen")
    assert (library.is_own(name), library.is_own("scorecards/stages/screen.yaml")) == (True, False)


def test_an_own_file_of_a_new_name_is_added(tmp_path: Path) -> None:
    text = shipped_text("scorecards/stages/panel.yaml").replace("id: panel", "id: coffee")
    put(tmp_path, "scorecards/stages/coffee.yaml", text)
    library = Library(tmp_path)

    assert library.stage("coffee").id == "coffee"
    assert set(library.names("scorecards/stages")) == {
        *Library().names("scorecards/stages"),
        "scorecards/stages/coffee.yaml",
    }
    assert check_library(library) == []


def test_a_text_in_one_language_is_a_warning_in_the_own_folder(tmp_path: Path) -> None:
    name = "scorecards/stages/panel.yaml"
    put(tmp_path, name, shipped_text(name).replace("  en: Panel interview\n", ""))
    library = Library(tmp_path)

    [finding] = check_library(library)

    assert (finding.place.line, finding.rule, finding.severity) == (4, "missing-language", Severity.WARNING)
    assert library.stage("panel").name.en == library.stage("panel").name.pl


def test_a_broken_own_file_is_findings_with_its_name_and_lines(tmp_path: Path) -> None:
    name = "scorecards/stages/panel.yaml"
    put(
        tmp_path,
        name,
        shipped_text(name).replace("total: 60", "total: sixty").replace("id: panel", "idd: panel"),
    )

    found = [(str(f.place), f.rule) for f in check_library(Library(tmp_path))]

    assert found == [
        (f"{tmp_path / name}:2:1", "missing"),
        (f"{tmp_path / name}:2:1", "unknown-key"),
        (f"{tmp_path / name}:7:10", "type"),
    ]


def test_two_broken_files_are_both_told(tmp_path: Path) -> None:
    put(tmp_path, "scorecards/stages/panel.yaml", "id: [\n")
    put(tmp_path, "scorecards/scale.yaml", "")

    found = [(Path(f.place.file).name, f.rule) for f in check_library(Library(tmp_path))]

    assert found == [("scale.yaml", "empty"), ("panel.yaml", "syntax")]


@pytest.mark.parametrize("name", ["missing", "file"])
def test_an_own_folder_that_is_none_is_a_finding(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(HiringError) as refused:
        Library(tmp_path / name)

    assert [(str(f.place), f.rule) for f in refused.value.findings] == [(str(tmp_path / name), "own")]


def test_an_unknown_skill_is_a_finding_with_the_nearest_one(library: Library) -> None:
    with pytest.raises(HiringError) as refused:
        library.rubric("negotiaton")

    assert [str(f) for f in refused.value.findings] == [
        "scorecards/rubrics: error: negotiaton is not known here (did you mean negotiation?) [unknown]"
    ]


def test_a_skill_that_a_level_does_not_assess_has_no_anchors_there(library: Library) -> None:
    with pytest.raises(HiringError) as refused:
        library.anchors("coachability", "senior")

    assert [str(f) for f in refused.value.findings] == [
        "skill_models/senior.yaml: error: senior does not assess coachability (known are junior) [unknown-skill]"
    ]


def test_a_stage_that_is_a_path_elsewhere_is_unknown(library: Library) -> None:
    with pytest.raises(HiringError) as refused:
        library.stage("../rubrics/selling")

    assert [f.rule for f in refused.value.findings] == ["unknown"]


def test_every_file_on_a_shelf_is_read_with_the_first_model_that_fits(library: Library) -> None:
    files = dict(library.files())

    assert len(files) == len(list(library.files())) > 20
    assert files["skill_models/role.yaml"] is SHELVES["skill_models/role.yaml"]
    assert files["skill_models/mid.yaml"] is SHELVES["skill_models/*.yaml"]
    assert set(files.values()) == set(SHELVES.values())
