from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

TYPED = {
    "Company": "Northwind Instruments",
    "City or town": "Manchester",
    "How to apply": "https://northwind.example/jobs",
}


@pytest.fixture
def browser_context_args(request: pytest.FixtureRequest, base_url: str) -> dict[str, object]:
    """Return how to open the browser: without scripts, unless a test asks for both."""
    return {"base_url": base_url, "java_script_enabled": getattr(request, "param", False)}


def fill(page: Page) -> None:
    for label, words in TYPED.items():
        page.get_by_label(label, exact=False).first.fill(words)


@pytest.mark.parametrize("browser_context_args", [True, False], ids=["script", "no script"], indirect=True)
def test_a_posting_from_the_home_page_to_the_file(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    page.get_by_role("button", name="Write a posting").click()
    fill(page)
    page.get_by_label("Country required").fill("Poland")
    page.get_by_role("button", name="Show the posting").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("1 thing to mend")
    expect(page.get_by_label("Company required")).to_have_value("Northwind Instruments")
    summary.get_by_role("link", name="Country").click()
    expect(page.get_by_label("Country required")).to_be_focused()
    expect(page.get_by_label("Country required")).to_have_attribute("aria-invalid", "true")

    page.get_by_label("Country required").fill("GB")
    page.get_by_role("button", name="Show the posting").click()
    preview = page.get_by_role("region", name="The posting")
    expect(preview).to_be_in_viewport()
    expect(preview).to_contain_text("Northwind Instruments")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Account Executive")

    page.get_by_text("Take it along").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Posting as Markdown").click()
    started.value.save_as(tmp_path / "posting.md")
    assert started.value.suggested_filename == "posting-mid-en.md"
    assert "Northwind Instruments" in (tmp_path / "posting.md").read_text("utf-8")


def test_the_language_switch_keeps_what_was_typed(page: Page) -> None:
    page.goto("/en/posting")
    fill(page)
    page.get_by_role("button", name="Polski").click()

    expect(page).to_have_url("/pl/posting")
    expect(page.get_by_label("Firma wymagane")).to_have_value("Northwind Instruments")
    expect(page.locator("html")).to_have_attribute("lang", "pl")


def test_a_line_that_is_moved_stays_in_view(page: Page) -> None:
    page.goto("/en/posting")
    third = page.locator("[name='duties.2.text']").input_value()

    page.get_by_role("button", name="Move line 3 up").first.click()

    expect(page.locator("[name='duties.1.text']")).to_have_value(third)
    expect(page.locator("[name='duties.1.text']")).to_be_in_viewport()


def test_another_level_brings_its_lines_and_keeps_an_own_one(page: Page) -> None:
    page.goto("/en/posting")
    page.locator("[name='duties.7.text']").fill("Show the product at two trade fairs a year")
    page.get_by_role("radio", name="Senior Named").check()
    page.get_by_role("button", name="Load the lines").click()

    expect(page.locator("[name='made_for']")).to_have_value("senior|full_cycle|en")
    texts = page.locator("[name^='duties.'][name$='.text']").all()
    assert "Show the product at two trade fairs a year" in [text.input_value() for text in texts]


def test_a_saved_brief_can_be_opened_and_a_broken_one_is_told_beside_its_field(page: Page) -> None:
    page.goto("/en/posting")
    fill(page)
    page.get_by_text("Go on with a saved brief").click()
    page.get_by_label("Paste the YAML of the brief").fill("level: sideways\n")
    page.get_by_role("button", name="Fill the form with it").click()

    told = page.locator("#brief-mistakes")
    expect(told).to_contain_text("brief.yaml:1:8 sideways is not one of the choices")
    expect(told).to_be_in_viewport()
    expect(page.get_by_label("Company required")).to_have_value("Northwind Instruments")

    page.get_by_label("Paste the YAML of the brief").fill(
        "level: junior\nmotion: expansion\ncompany: Opened\nremote: full\ncountry: PL\napply: x@example.org\n"
    )
    page.get_by_role("button", name="Fill the form with it").click()
    expect(page.get_by_label("Company required")).to_have_value("Opened")
    expect(page.get_by_role("radio", name="Junior First")).to_be_checked()


def tab_to(page: Page, name: str, most: int = 200) -> None:
    """Press Tab until the field of this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    pytest.fail(f"{name} cannot be reached by the Tab key")


def test_the_keyboard_alone_fills_the_form_and_sends_it(page: Page) -> None:
    page.goto("/en/posting")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "level")
    page.keyboard.press("ArrowRight")
    for name, words in (
        ("company", "Northwind"),
        ("place", "Manchester"),
        ("country", "GB"),
        ("apply", "a@example.org"),
    ):
        tab_to(page, name)
        page.keyboard.type(words)
    page.keyboard.press("Enter")

    preview = page.get_by_role("region", name="The posting")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Senior Account Executive")
    expect(preview).to_contain_text("Northwind")


def test_the_menu_of_files_opens_by_the_keyboard(page: Page) -> None:
    page.goto("/en/posting")
    page.locator("[name='jurisdictions']").last.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Length of the posting")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show the posting")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Interview kit")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Posting as Markdown")).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "pl"])
def test_six_answers_lead_to_an_advice_and_to_a_posting(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/ready")
    for question in page.locator("fieldset.question").all():
        question.get_by_role("radio").nth(2).check()
    page.locator("#answers > button").click()
    page.locator("a[role=button]").click()

    expect(page.locator("#posting")).to_be_visible()


def test_the_browser_reports_no_broken_rule_and_asks_no_other_host(browser: Browser, base_url: str) -> None:
    context: BrowserContext = browser.new_context(base_url=base_url)
    page, told, asked = context.new_page(), [], set()
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda problem: told.append(str(problem)))
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    for path in (
        "/",
        "/en/posting",
        "/en/ready",
        "/en/library/",
        "/pl/library/changes",
        "/en/library/rubrics/mid",
    ):
        page.goto(path)
    context.close()

    assert (told, asked) == ([], {base_url.partition("//")[2]})
