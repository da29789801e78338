"""Measure the speed goals; each is a ratio from one interleaved run. Prints goal, figure and verdict a line.

Run by `make bench`. Machines differ and drift, so seconds are not compared, only ratios; byte code is compiled first.
"""

import compileall
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from hiring.library import Library
from hiring.yaml_reader import garbage_collection_paused

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PAIRS = 21

IMPORTS = "import click, yaml, jinja2; from pydantic import BaseModel"


def wall(command: list[str]) -> float:
    """Return the seconds that a command takes, started in the project's folder with its output thrown away."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def took(work: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(ours: Callable[[], float], other: Callable[[], float], pairs: int = PAIRS) -> float:
    """Return the median of the ratios of pairs, each measured one right after the other."""
    ours(), other()
    return statistics.median(ours() / other() for _ in range(pairs))


def bare_parse() -> None:
    """Parse every content file with libyaml and nothing else, the collector paused."""
    library = Library()
    gc.disable()
    try:
        for name, _ in library.files():
            yaml.load(library.path(name).read_text("utf-8"), Loader=yaml.CSafeLoader)
    finally:
        gc.enable()


def whole_library() -> None:
    """Load and validate every content file."""
    if list(Library().load_everything()):
        raise SystemExit("the shipped library has findings")


def own_folder(folder: Path, times: int) -> Library:
    """Return a library whose own folder holds the shipped rubrics so many times over, under new names."""
    shelf = folder / str(times) / "scorecards" / "rubrics"
    shelf.mkdir(parents=True)
    ours = Library()
    for name in ours.names("scorecards/rubrics"):
        text = ours.path(name).read_text("utf-8")
        for copy in range(times):
            skill = f"{Path(name).stem}_{copy}"
            shelf.joinpath(f"{skill}.yaml").write_text(
                text.replace(f"skill: {Path(name).stem}", f"skill: {skill}"), "utf-8"
            )
    return Library(folder / str(times))


def rung_time(own: Path | None) -> float:
    """Return the seconds per rung of loading a library's rubrics, as the whole library is loaded."""
    library = Library(own)
    with garbage_collection_paused():
        seconds = took(lambda: list(library.rubrics()))
    return seconds / sum(len(rubric.rungs) for rubric in library.rubrics())


def growth() -> float:
    """Return the time per rung at forty times the rubrics over that of ours alone."""
    with tempfile.TemporaryDirectory() as folder:
        large = own_folder(Path(folder), 39).own
        return ratio(lambda: rung_time(large), lambda: rung_time(None), pairs=9)


def main() -> int:
    """Measure every goal; exit 1 when one is missed."""
    compileall.compile_dir(ROOT / "hiring", quiet=2)
    python, hiring, brief = sys.executable, str(BIN / "hiring"), "docs/briefs/senior-expansion.yaml"
    goals = [
        (
            "C1 posting to Markdown / bare imports",
            1.8,
            ratio(lambda: wall([hiring, "posting", brief]), lambda: wall([python, "-c", IMPORTS])),
        ),
        (
            "C3 --help / import click",
            1.3,
            ratio(lambda: wall([hiring, "--help"]), lambda: wall([python, "-c", "import click"])),
        ),
        (
            "C3 --version / import click",
            1.3,
            ratio(lambda: wall([hiring, "--version"]), lambda: wall([python, "-c", "import click"])),
        ),
        ("Y1 whole library / bare parse", 1.3, ratio(lambda: took(whole_library), lambda: took(bare_parse))),
        ("Y2 time per rung at 40 x / at 1 x", 1.2, growth()),
    ]
    for name, most, figure in goals:
        print(f"{name}: {figure:.2f} (at most {most}) {'ok' if figure <= most else 'MISSED'}")  # noqa: T201
    return int(any(figure > most for _, most, figure in goals))


if __name__ == "__main__":
    sys.exit(main())
