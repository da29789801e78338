from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

FILLED = {
    "company": "Northwind Instruments",
    "place": "Manchester",
    "country": "GB",
    "apply": "https://northwind.example/jobs",
}


@pytest.fixture
def browser_context_args(base_url: str) -> dict[str, object]:
    """Return how to open the browser: without scripts."""
    return {"base_url": base_url, "java_script_enabled": False}


def open_kit(page: Page) -> Page:
    """Fill the posting form, press the button of the kit, and return its new tab."""
    page.goto("/en/posting")
    for name, words in FILLED.items():
        page.locator(f"[name='{name}']").fill(words)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Interview kit (in a new tab)").click()
    return opened.value


def test_from_the_posting_to_a_kit_a_swap_and_a_panel_plan_without_a_script(page: Page) -> None:
    kit = open_kit(page)
    expect(kit.locator(".lead")).to_contain_text("Account Executive · Northwind Instruments")
    expect(kit.locator("#pane-0")).to_be_visible()
    expect(kit.locator("#pane-2")).to_be_hidden()
    frozen = kit.locator(".lead code").inner_text()

    kit.get_by_role("navigation", name="Parts of the kit").get_by_role("link", name="2.").click()
    stage = kit.locator("#pane-2")
    expect(stage).to_be_visible()
    expect(kit.locator("#pane-0")).to_be_hidden()

    stage.get_by_role("link", name="Ask something else").first.click()
    instead = kit.get_by_role("region", name="What may be asked instead")
    expect(instead).to_be_visible()
    expect(instead.get_by_role("row")).not_to_have_count(2)
    expect(instead.locator("tr.now")).to_contain_text("As it is now")
    other = instead.get_by_role("link").first
    words = other.inner_text()
    other.click()
    expect(kit.locator(".says", has_text=words)).to_be_in_viewport()
    expect(kit.locator(".lead code")).not_to_have_text(frozen)

    kit.get_by_role("link", name="Panel plan").click()
    for row, name in enumerate(("Ann Lee", "Bo Cole", "Cy Dee")):
        kit.locator(f"[name='{row}.name']").fill(name)
        kit.locator(f"[name='{row}.minutes']").fill("240")
    kit.get_by_role("button", name="Make the plan").click()
    plan = kit.get_by_role("region", name="Panel plan")
    expect(plan).to_contain_text("Northwind Instruments")
    expect(plan.get_by_role("row", name="Bo Cole").first).to_be_visible()
    expect(kit.locator("[name='1.minutes']")).to_have_value("240")
    assert len(parse_qs(urlsplit(kit.url).query)["swap"]) == 1

    expect(page.locator("[name='company']")).to_have_value("Northwind Instruments")


def test_every_stage_of_a_kit_opens_by_its_tab_and_closes_the_one_before(page: Page) -> None:
    page.goto("/pl/kit/")
    for tab in page.locator(".panes-tabs a").all():
        tab.click()
        place = str(tab.get_attribute("href"))
        assert [str(pane.get_attribute("id")) for pane in page.locator(".pane:visible").all()] == [place[1:]]


def test_the_keyboard_alone_swaps_a_question(page: Page) -> None:
    page.goto("/en/kit/#pane-1")
    link = page.locator("#pane-1 .swap a").first
    link.focus()
    page.keyboard.press("Enter")
    instead = page.get_by_role("region", name="What may be asked instead")
    expect(instead).to_be_visible()
    instead.get_by_role("link").first.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#pane-1")).to_be_visible()
    page.get_by_text("Level, motion, form and interviews").click()
    expect(page.get_by_role("link", name="Undo all swaps")).to_be_visible()


def test_another_level_and_form_are_chosen_on_the_kits_own_page(page: Page) -> None:
    page.goto("/en/kit/?company=Northwind")
    page.get_by_text("Level, motion, form and interviews").click()
    page.locator("[name='level']").select_option("senior")
    page.locator("[name='form']").select_option("B")
    page.get_by_role("button", name="Make this kit").click()

    expect(page.locator(".lead")).to_contain_text("Senior Account Executive · Northwind")
    expect(page.locator(".lead")).to_contain_text("Form B")
