"""The wheel carries everything: built, installed into a fresh environment and used away from the checkout."""

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what git tracks, so that nothing untracked helps it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    parts = ("hiring", "templates", "question_banks", "scorecards", "pyproject.toml", "README.md", "LICENSE")
    for part in parts:
        made = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        made(ROOT / part, source / part)
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_data_inside_the_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"hiring"}
    for part in (
        "skill_models/junior.yaml",
        "scorecards/rubrics/negotiation.yaml",
        "templates/phrases/pl.po",
    ):
        assert f"hiring/{part}" in names


def test_the_wheel_makes_a_posting_in_a_fresh_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    binary = tmp_path / "env" / "bin"
    install = [str(binary / "pip"), "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    subprocess.run(install, check=True)
    subprocess.run([str(binary / "hiring"), "init", "job", "--language", "pl"], cwd=tmp_path, check=True)

    posting = subprocess.run(
        [str(binary / "hiring"), "posting", "job/brief.yaml"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    checked = subprocess.run(
        [str(binary / "hiring"), "check"], cwd=tmp_path, check=False, capture_output=True, text=True
    )

    assert posting.stdout.startswith("# Account Executive (sprzedaż B2B)\n")
    assert (checked.returncode, checked.stderr.splitlines()[-1]) == (0, "59 files; errors: 0, warnings: 0")
