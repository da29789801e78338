"""Measure the speed goals; each is a ratio from one interleaved run. Prints goal, figure and verdict a line.

Run by `make bench`; `run.py documents`, `run.py papers`, `run.py team` or `run.py candidate`
measures only those. Machines differ and drift, so ratios are compared; only the chooser's goal is in time. Byte code is compiled first.
"""

import compileall
import gc
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import catalogue
import yaml
from pairs import ROOT, Goal, ratio, took, wall

from hiring.kit import Wish, make_kit
from hiring.library import Library
from hiring.vocabulary import LEVELS, MOTIONS
from hiring.yaml_reader import garbage_collection_paused

BIN = Path(sys.executable).parent
sys.path.append(str(ROOT / "tests"))

import paper  # noqa: E402 - what it needs is found by the line above
import practice  # noqa: E402
import practised  # noqa: E402
import stored  # noqa: E402
import web  # noqa: E402

IMPORTS = "import click, yaml, jinja2; from pydantic import BaseModel"


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


def larger(folder: Path, times: int) -> Path:
    """Return an own folder that holds the shipped question banks so many times over, under new names and ids."""
    shelf = folder / "question_banks"
    shelf.mkdir(parents=True)
    ours = Library()
    for name in ours.banks:
        text = ours.path(name).read_text("utf-8")
        for copy in range(times):
            renamed = re.sub(r"^(  - id|    pair): (\w+)$", rf"\1: \2_{copy}", text, flags=re.MULTILINE)
            shelf.joinpath(f"more_{Path(name).stem}_{copy}.yaml").write_text(renamed, "utf-8")
    return folder


def question_time(own: Path | None) -> float:
    """Return the seconds per question of loading a library's banks, as the whole library is loaded."""
    library = Library(own)
    with garbage_collection_paused():
        seconds = took(lambda: [library.bank(name) for name in library.banks])
    return seconds / sum(len(library.bank(name)) for name in library.banks)


def kit_times(library: Library) -> list[float]:
    """Return the seconds of choosing a kit of four stages for each level and motion, files read already."""
    wishes = [Wish(level, motion) for level in LEVELS for motion in MOTIONS]
    for wish in wishes:
        make_kit(wish, library)
    return [took(lambda wish=wish: make_kit(wish, library)) for wish in wishes]  # type: ignore[misc]


def worst_loop(folder: Path) -> float:
    """Return the seconds of a kit of a screen and three hours of questions, the largest loop that is usual."""
    shelf = folder / "scorecards" / "stages"
    shelf.mkdir(parents=True)
    text = Library().path("scorecards/stages/panel.yaml").read_text("utf-8")
    shelf.joinpath("panel_2.yaml").write_text(text.replace("id: panel", "id: panel_2"), "utf-8")
    library = Library(folder)
    stages = ["screen", "manager_interview", "panel", "panel_2"]
    make_kit(Wish("senior", "expansion", ["screen"]), library)
    return took(lambda: make_kit(Wish("senior", "expansion", stages, seed=1), library))


def catalogue_ratio() -> float:
    """Return the time of the catalogue over that of bare Jinja and Markdown on the same facts."""
    library = Library()
    everything = list(catalogue.every_document(library))
    assert catalogue.ours(library) == catalogue.bare(everything) == 108
    return ratio(
        lambda: took(lambda: catalogue.ours(library)),
        lambda: took(lambda: catalogue.bare(everything)),
        pairs=5,
    )


def growth() -> Iterator[tuple[str, float, float]]:
    """Yield the goals that compare ours with forty times the questions, and the kit's own."""
    ours = Library()
    warm = kit_times(ours)
    yield "K1 slowest kit of four stages, warm, in units of 100 ms", 1.0, max(warm) / 0.1
    with tempfile.TemporaryDirectory() as folder:
        yield (
            "K1 a screen and three hours of questions, first time, in seconds",
            5.0,
            worst_loop(Path(folder)),
        )
    with tempfile.TemporaryDirectory() as folder:
        own = larger(Path(folder), 39)
        yield "K1 kit at 40 x the questions / at 1 x", 40.0, max(kit_times(Library(own))) / max(warm)
        yield (
            "Y2 time per question at 40 x / at 1 x",
            1.2,
            ratio(lambda: question_time(own), lambda: question_time(None), pairs=9),
        )


def documents() -> Iterator[Goal]:
    """Yield the goals of the command line, the library and the documents."""
    python, hiring, brief = sys.executable, str(BIN / "hiring"), "docs/briefs/senior-expansion.yaml"
    yield (
        "C1 posting to Markdown / bare imports",
        1.8,
        ratio(lambda: wall([hiring, "posting", brief]), lambda: wall([python, "-c", IMPORTS])),
    )
    for option in ("--help", "--version"):
        figure = ratio(partial(wall, [hiring, option]), lambda: wall([python, "-c", "import click"]))
        yield f"C3 {option} / import click", 1.3, figure
    yield "Y1 whole library / bare parse", 1.3, ratio(lambda: took(whole_library), lambda: took(bare_parse))
    yield "C4 catalogue / bare Jinja and Markdown", 2.0, catalogue_ratio()
    yield from growth()


def papers() -> Iterator[Goal]:
    """Yield the goals of documents on paper."""
    for goals in (partial(paper.in_one_call, imports=IMPORTS), paper.beside_weasyprint, paper.more_pages):
        with tempfile.TemporaryDirectory() as folder:
            yield from goals(Path(folder))


def team() -> Iterator[Goal]:
    """Yield the goals of the web app and its database, each in a folder of its own."""
    for goals in (web.starts, web.pages, web.saves, stored.saves, stored.debriefs, web.interviewers):
        with tempfile.TemporaryDirectory() as folder:
            yield from goals(Path(folder))


def candidate() -> Iterator[Goal]:
    """Yield the goals of practice."""
    yield from practice.goals()
    for goals in (practised.kept, practised.due):
        with tempfile.TemporaryDirectory() as folder:
            yield from goals(Path(folder))


def main(*wanted: str) -> int:
    """Measure every goal, or only the parts that are named; exit 1 when one is missed."""
    compileall.compile_dir(ROOT / "hiring", quiet=2)
    missed = 0
    for part in (documents, papers, team, candidate):
        for name, most, figure in part() if part.__name__ in wanted or not wanted else ():
            verdict = "ok" if figure <= most else "MISSED"
            print(f"{name}: {figure:.2f} (at most {most:g}) {verdict}", flush=True)  # noqa: T201
            missed |= figure > most
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
