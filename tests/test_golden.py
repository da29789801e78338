"""Every document at every level, motion and language, compared line by line; --update-golden writes them anew."""

import re
from itertools import product
from pathlib import Path

import pytest

from hiring import render
from hiring.brief import Brief
from hiring.delta import make_delta
from hiring.library import Library
from hiring.posting import make_posting
from hiring.rubric_sheet import make_rubric_sheet
from hiring.samples import starter_brief
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language, Level, Motion

GOLDEN = Path(__file__).parent / "golden"


def brief(level: Level, motion: Motion, language: Language) -> Brief:
    return starter_brief(language).model_copy(update={"level": level, "motion": motion})


def headings(markdown: str) -> list[str]:
    """Return the headings of a document's page, as Markdown would begin them."""
    return ["#" * int(level) + " " for level in re.findall(r"<h([1-6])>", render.html(markdown))]


def compare(name: str, text: str, request: pytest.FixtureRequest) -> None:
    golden = GOLDEN / name
    if request.config.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8")
    assert re.findall(r"[a-z]+\\?_[a-z]+", text) == []  # no id of ours among the words
    assert headings(text) == re.findall(r"^#+ ", text, re.MULTILINE) or name.endswith(".html")
    assert text.splitlines() == golden.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("level", "motion", "language"), list(product(LEVELS, MOTIONS, LANGUAGES)))
def test_a_posting_reads_as_agreed(
    level: Level, motion: Motion, language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    posting = make_posting(brief(level, motion, language), library)

    text = render.document("posting", {"posting": posting.as_dict()}, language)

    compare(f"posting-{level}-{motion}-{language}.md", text, request)


@pytest.mark.parametrize(("level", "language"), list(product(LEVELS, LANGUAGES)))
def test_a_rubric_sheet_reads_as_agreed(
    level: Level, language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    facts = make_rubric_sheet(level, library.skill_model(level).skill_ids, language, library)

    compare(f"rubric-{level}-{language}.md", render.document("rubric", facts, language), request)


@pytest.mark.parametrize(("motion", "language"), list(product(MOTIONS, LANGUAGES)))
def test_a_level_sheet_reads_as_agreed(
    motion: Motion, language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    facts = {"delta": make_delta(LEVELS, motion, language, library).as_dict()}

    compare(f"delta-{motion}-{language}.md", render.document("delta", facts, language), request)


def test_the_web_page_of_a_posting_reads_as_agreed(library: Library, request: pytest.FixtureRequest) -> None:
    posting = make_posting(brief("senior", "expansion", "pl"), library)

    body = render.html(render.document("posting", {"posting": posting.as_dict()}, "pl"))

    compare("posting-senior-expansion-pl.html", str(body), request)


def test_no_golden_document_is_left_over() -> None:
    wanted = {
        *(f"posting-{'-'.join(parts)}.md" for parts in product(LEVELS, MOTIONS, LANGUAGES)),
        *(f"rubric-{'-'.join(parts)}.md" for parts in product(LEVELS, LANGUAGES)),
        *(f"delta-{'-'.join(parts)}.md" for parts in product(MOTIONS, LANGUAGES)),
        "posting-senior-expansion-pl.html",
    }

    assert {path.name for path in GOLDEN.iterdir()} == wanted
