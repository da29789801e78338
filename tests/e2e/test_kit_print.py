"""A kit on paper: its hash on every sheet, and no ladder of anchors cut in two."""

import subprocess
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from hiring.kit import Kit, Wish, make_kit
from hiring.library import Library
from hiring.vocabulary import Language

QUERY = "level=senior&motion=expansion&company=Northwind"
PRINTED = [("", "en"), ("", "pl"), ("kit.html", "en"), ("kit.html", "pl"), ("scorecard.html", "en"), ("scorecard", "pl")]  # fmt: skip


@cache
def kit() -> Kit:
    return make_kit(Wish("senior", "expansion"), Library())


def plain(text: str) -> str:
    """Return letters and digits alone, so that line breaks and ligatures of the PDF make no difference."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def sheets(page: Page, path: str, lang: str, folder: Path) -> list[str]:
    """Print a page to a PDF and return the words of each sheet."""
    answer = page.request.get(f"/{lang}/kit/{path}?{QUERY}")
    if path.endswith(".html"):
        (folder / "kit.html").write_text(answer.text(), "utf-8")
        page.goto((folder / "kit.html").as_uri())
    else:
        page.goto(f"/{lang}/kit/{path}?{QUERY}")
    page.pdf(path=folder / "kit.pdf", prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", folder / "kit.pdf", "-"], capture_output=True, text=True, check=True)
    return [plain(sheet) for sheet in told.stdout.removesuffix("\f").split("\f")]


def ladders(lang: Language) -> list[tuple[str, str]]:
    """Return the beginning of the first anchor and of the last one of every skill."""
    wish = kit().wish
    rungs = [[text for _, text in kit().library.anchors(skill, wish.level)] for skill in kit().skills]
    return [(plain(str(each[0][lang]))[:40], plain(str(each[-1][lang]))[:40]) for each in rungs]


@pytest.mark.parametrize(("path", "lang"), PRINTED)
def test_every_sheet_has_the_hash_and_no_ladder_is_cut(
    page: Page, path: str, lang: Language, tmp_path: Path
) -> None:
    found = sheets(page, path, lang, tmp_path)

    cut = [
        (number, first)
        for number, sheet in enumerate(found, start=1)
        for first, last in ladders(lang)
        if sheet.count(first) != sheet.count(last)
    ]
    without_hash = [number for number, sheet in enumerate(found, start=1) if kit().hash not in sheet]
    printed = sum(sheet.count(first) for sheet in found for first, _ in ladders(lang))
    assert (without_hash, cut) == ([], [])
    assert printed == sum(len(each.skills) for each in kit().stages)
    assert len(found) > 4


def test_every_stage_begins_a_sheet_and_none_of_the_controls_is_printed(page: Page, tmp_path: Path) -> None:
    found = sheets(page, "", "en", tmp_path)

    starts = [plain(f"{row}. {each.stage.name.en} {each.stage.minutes.total} minutes") for row, each in enumerate(kit().stages, start=1)]  # fmt: skip
    assert [sum(sheet.startswith(start) for sheet in found) for start in starts] == [1] * len(starts)
    controls = ("Ask something else", "Make this kit", "Take it along", "Parts of the kit")
    assert [words for words in controls if plain(words) in "".join(found)] == []
