"""The goals of documents on paper: everything in one call, and PDF beside WeasyPrint and with more pages."""

import re
import sys
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from markupsafe import Markup
from pairs import Goal, ratio, took, wall

from hiring import render
from hiring.export.pdf import pdf
from hiring.library import Library
from hiring.samples import sample_facts

BRIEF = "docs/briefs/senior-expansion.yaml"
HIRING = str(Path(sys.executable).parent / "hiring")
WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])"
NEW = count()  # what is set before is remembered, so every document differs


def in_one_call(folder: Path, imports: str) -> Iterator[Goal]:
    """Yield how a posting in every form compares with the bare imports."""
    ours = [HIRING, "posting", BRIEF, "--format", "all", "-o", str(folder)]
    figure = ratio(partial(wall, ours, quiet=True), lambda: wall([sys.executable, "-c", imports]))
    yield "C2 posting in every form, PDF too / bare imports", 2.8, figure


def beside_weasyprint(folder: Path) -> Iterator[Goal]:
    """Yield how a kit compares with WeasyPrint on the same page, if that is installed."""
    if find_spec("weasyprint") is None:
        print("P1 kit as PDF / WeasyPrint: not measured; pip install weasyprint, for this alone")  # noqa: T201
        return
    html, out = folder / "kit.html", folder / "kit.pdf"
    wall([HIRING, "kit", BRIEF, "--format", "html", "-o", str(html)], quiet=True)
    figure = ratio(
        lambda: wall([HIRING, "kit", BRIEF, "--format", "pdf", "-o", str(out)], quiet=True),
        lambda: wall([sys.executable, "-c", WEASYPRINT, str(html), str(folder / "other.pdf")], quiet=True),
        pairs=7,
    )
    yield "P1 kit as PDF / WeasyPrint on the same page", 0.5, figure


def more_pages(_: Path) -> Iterator[Goal]:
    """Yield how the time of a page grows with their number."""
    facts = next(facts for name, facts in sample_facts("pl", Library()) if name == "rubric")
    body = render.html(render.document("rubric", facts, "pl"))
    each = pages_and_time(body, 1)[0]
    few, many = round(25 / each) or 1, round(100 / each)
    figure = ratio(lambda: time_a_page(body, many), lambda: time_a_page(body, few), pairs=5)
    yield f"P1 time a page at {many * each} pages / at {few * each}", 1.4, figure


def time_a_page(body: Markup, times: int) -> float:
    """Return the seconds that a page takes when a document comes so many times over."""
    pages, seconds = pages_and_time(body, times)
    return seconds / pages


def pages_and_time(body: Markup, times: int) -> tuple[int, float]:
    """Return the pages of a document that comes so many times over, and the seconds that they take."""
    whole = Markup("").join(body.replace("</td>", f" {next(NEW)}</td>") for _ in range(times))
    made: list[bytes] = []
    seconds = took(lambda: made.append(pdf(whole, render.Paper("rubric", "Rubric", "pl"))))
    found = re.search(rb"/Type/Pages/Count (\d+)", made[0])
    assert found, "a PDF tells how many pages it has"
    return int(found[1]), seconds
