"""The wheel carries everything: built, installed into a fresh environment and used away from the checkout."""

import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

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


def needed(package: Distribution, extras: frozenset[str] = frozenset()) -> set[str]:
    """Return what a package says that it needs, and what that needs, all of this environment."""
    wanted = map(Requirement, package.requires or [])
    direct = {
        (str(canonicalize_name(each.name)), frozenset(each.extras))
        for each in wanted
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras or {""})
    }
    return {name for name, _ in direct}.union(*(needed(distribution(name), of_it) for name, of_it in direct))


def lent(site: Path, package: str) -> None:
    """Lend a package of this environment to a fresh one, which takes no time and no network."""
    own = distribution(package)
    for top in {file.parts[0] for file in own.files or []} - {"..", "__pycache__"}:
        (site / top).symlink_to(str(own.locate_file(top)))


def test_the_wheel_makes_a_posting_in_a_fresh_environment_of_what_it_says_it_needs(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "env", symlinks=True)
    binary = tmp_path / "env" / "bin"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(binary / "python")]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)], check=True)
    (site,) = (tmp_path / "env" / "lib").glob("*/site-packages")
    (installed,) = distributions(path=[str(site)])
    for package in needed(installed):
        lent(site, package)
    lacking = subprocess.run([*pip, "check"], check=False, capture_output=True, text=True)
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

    assert (lacking.returncode, lacking.stdout) == (0, "No broken requirements found.\n")
    assert posting.stdout.startswith("# Account Executive (sprzedaż B2B)\n")
    assert (checked.returncode, checked.stderr.splitlines()[-1]) == (0, "65 files; errors: 0, warnings: 0")
