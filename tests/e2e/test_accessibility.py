from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

Scheme = Literal["dark", "light"]
FILLED = {"company": "Northwind", "place": "Manchester", "country": "GB", "apply": "x@example.org", "about": "x\n\ny",
          "pay.currency": "GBP", "pay.base.min": "1000", "pay.base.max": "2000"}  # fmt: skip
WRONG = {
    "travel": "lots",
    "country": "Poland",
    "pay.base.min": "9",
    "pay.base.max": "1",
    "duties.1.text": "x" * 401,
}
ADDRESSES = {
    "home": "/",
    "form": "/posting",
    "ready": "/ready",
    "library": "/library/",
    "search": "/library/?q=negocjacje",
    "role": "/library/role",
    "level": "/library/levels/mid",
    "skill": "/library/skills/negotiation",
    "rubrics": "/library/rubrics/senior",
    "changes": "/library/changes",
    "questions": "/library/questions?skill=discovery",
    "question": "/library/questions/discovery_changed_offer",
    "exercises": "/library/exercises",
    "exercise": "/library/exercises/negotiation",
    "candidate's paper": "/library/exercises/account_plan?side=candidate",
    "kit": "/kit/",
    "kit's stage": "/kit/?level=senior#pane-3",
    "swap": "/kit/?instead=motivation_company#motivation_company",
    "kit of one stage": "/kit/?stages=screen",
    "no kit": "/kit/?stages=nonsense",
    "scorecard": "/kit/scorecard",
    "preparation": "/kit/prep_sheet",
    "panel": "/kit/panel",
    "not found": "/nowhere",
}
# With the two looks that every page is tested in, each language meets each scheme and width, and each scheme each width.
LOOKS: dict[str, list[tuple[Scheme, int]]] = {
    "en": [("dark", 390), ("dark", 1280)],
    "pl": [("light", 390), ("light", 1280)],
}
JOURNEY = ["home", "form", "form with mistakes", "form with preview"]
PAGES = [
    *ADDRESSES,
    "form with mistakes",
    "form with preview",
    "form with its menu open",
    "ready with mistakes",
    "advice",
    "panel with mistakes",
    "panel with a plan",
]


@pytest.fixture(scope="module")
def window(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def show(window: Page, name: str, lang: str) -> None:
    """Open a page, and do what leads to its state."""
    start = name.partition(" with ")[0].replace("advice", "ready")
    window.goto(f"/{lang}{ADDRESSES[start]}")
    for field, words in {"form with mistakes": WRONG, "form with preview": FILLED}.get(name, {}).items():
        window.fill(f"[name='{field}']", words)
    if name in {"form with mistakes", "form with preview"}:
        press(window, ".actions > button")
    elif name == "form with its menu open":
        window.click(".dropdown > summary")
    elif name in {"ready with mistakes", "advice"}:
        for question in window.locator("fieldset.question").all() if name == "advice" else []:
            question.get_by_role("radio").nth(1).check()
        press(window, "#answers > button")
    elif name in {"panel with mistakes", "panel with a plan"}:
        window.fill("[name='0.name']", "Ann")
        window.fill("[name='0.minutes']", "90" if name == "panel with a plan" else "lots")
        press(window, ".people button")


def press(window: Page, button: str) -> None:
    """Press a button that leads to a page, and wait for all of that."""
    with window.expect_navigation():
        window.click(button)


def violations(window: Page) -> list[tuple[str, str, str]]:
    found = Axe().run(window, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (rule["id"], str(node["target"]), node["failureSummary"]) for rule in found for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("lang", "scheme", "width"), [("en", "light", 1280), ("pl", "dark", 390)])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_and_never_scrolls_sideways(
    window: Page, name: str, lang: str, scheme: Scheme, width: int
) -> None:
    window.emulate_media(color_scheme=scheme)
    window.set_viewport_size({"width": width, "height": 900})
    show(window, name, lang)
    found = violations(window)

    window.set_viewport_size({"width": 320, "height": 640})
    assert (found, window.evaluate("document.documentElement.scrollWidth")) == ([], 320)


@pytest.mark.parametrize("lang", LOOKS)
@pytest.mark.parametrize("name", JOURNEY)
def test_the_way_to_a_posting_has_no_barrier_in_any_look(window: Page, name: str, lang: str) -> None:
    show(window, name, lang)
    found = []
    for scheme, width in LOOKS[lang]:
        window.emulate_media(color_scheme=scheme)
        window.set_viewport_size({"width": width, "height": 900})
        found += violations(window)

    assert found == []
