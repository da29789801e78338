import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

TYPED = {
    "company": "Northwind",
    "place": "Manchester",
    "country": "GB",
    "apply": "x@example.org",
    "about": "A young dynamic team.",
}


@pytest.fixture(scope="module")
def context(browser: Browser, base_url: str) -> Iterator[BrowserContext]:
    """Return a browser that three tests share."""
    context = browser.new_context(base_url=base_url, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    yield page
    page.close()


def barriers(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def test_the_list_comes_while_one_types_and_leaves_the_form_alone(page: Page) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto("/en/posting")
    page.fill("[name='about']", TYPED["about"])
    page.fill("[name='title']", "Sales rockstar")

    cards = page.get_by_role("region", name="What to look at")
    expect(cards.get_by_role("heading", name="Fighting and superhero words")).to_be_visible()
    expect(page.locator("#findings-count")).to_contain_text("to look at")
    expect(page.locator("[name='title']")).to_be_focused()

    def away(route: Route) -> None:
        route.abort()

    page.route("**/posting/findings", away)
    page.locator("[name='title']").press_sequentially("s")
    expect(page.locator("#findings-state")).to_contain_text("Not checked just now")
    expect(cards.get_by_role("heading", name="Fighting and superhero words")).to_be_visible()
    expect(page.locator("[name='title']")).to_have_value("Sales rockstars")

    page.unroute("**/posting/findings", away)
    page.fill("[name='title']", "Account Executive")
    expect(cards.get_by_role("heading", name="Fighting and superhero words")).to_have_count(0)
    expect(page.locator("#findings-state")).to_be_empty()
    assert [words for words in told if not re.search("ERR_FAILED|^htmx:", words)] == []


def test_better_words_are_put_in_and_a_finding_is_waived_and_taken_back(page: Page) -> None:
    page.goto("/en/posting")
    for name, words in {**TYPED, "title": "Sales rockstar"}.items():
        page.fill(f"[name='{name}']", words)
    page.click(".actions > button")
    expect(page.locator(".paper mark")).to_have_text(["rockstar", "young", "dynamic"])
    assert barriers(page) == []

    page.get_by_role("button", name="Put instead: professional").click()
    expect(page.locator("[name='title']")).to_have_value("Sales professional")
    expect(page.locator("[name='about']")).to_have_value(TYPED["about"])
    expect(page.locator(".paper mark")).to_have_text(["young", "dynamic"])

    card = page.locator(".finding", has_text="AGE-YOUNG")
    card.get_by_text("Waive", exact=True).press("Enter")
    card.get_by_label("Why it stays").fill("The team is for a product for the young")
    card.get_by_role("button", name="Waive with this reason").press("Enter")
    expect(page.locator(".paper mark")).to_have_text(["dynamic"])

    page.get_by_text("1 waived with a reason").click()
    expect(page.locator(".waived li")).to_contain_text("for a product for the young")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".paper mark")).to_have_text(["young", "dynamic"])
    expect(page.locator(".waived")).to_have_count(0)


def test_the_posting_with_its_list_is_readable_in_polish_in_the_dark_and_narrow(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.emulate_media(color_scheme="dark")
    page.goto("/pl/posting")
    for name, words in {**TYPED, "country": "PL", "title": "Rekin sprzedaży"}.items():
        page.fill(f"[name='{name}']", words)
    page.click(".actions > button")
    page.locator(".paper mark a").first.click()

    expect(page).to_have_url(re.compile("#c-"))
    expect(page.locator(".finding:target")).to_be_in_viewport()
    assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.emulate_media(media="print")
    expect(page.locator(".findings")).to_be_hidden()
    expect(page.locator(".paper")).to_be_visible()
