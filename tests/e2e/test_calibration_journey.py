"""Calibration in a real browser: rated by keyboard and mouse, without a barrier at any width."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect
from served import Served


def barriers(page: Page) -> list[tuple[str, Any]]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth") > 320
    return [
        *((rule["id"], rule["nodes"][0]["target"]) for rule in found),
        *([("scrolls", None)] if wide else []),
    ]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_three_answers_are_rated_and_the_differences_told(served: Served, width: int, scheme: Any) -> None:
    ada = served.team.person("Ada")
    size = {"width": width, "height": 844}
    page = served.context(ada, viewport=size, color_scheme=scheme).new_page()
    page.goto("/en/calibration/")
    found = barriers(page)
    page.set_viewport_size({"width": width, "height": 844})
    page.get_by_label("Level").select_option("senior")
    page.get_by_role("button", name="Rate three answers").click()
    found += barriers(page)
    page.get_by_role("button", name="See where I stand").click()
    expect(page.get_by_role("heading", name="A score is missing")).to_be_visible()
    for rating in page.locator("fieldset.rating").all():
        rating.get_by_role("radio").nth(2).check()
    page.get_by_role("button", name="See where I stand").click()

    expect(page).to_have_url(re.compile("/en/calibration/1$"))
    expect(page.get_by_text("You: 3")).to_have_count(3)
    assert found + barriers(page) == []
