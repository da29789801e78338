"""A whole loop in four browsers: a manager, an interviewer at a desk, one on a phone, one without scripts."""

import re

from playwright.sync_api import BrowserContext, Page, expect
from served import Served

BRIEF = {"company": "Northwind", "place": "Manchester", "country": "GB", "apply": "jobs@northwind.example",
         "pay.currency": "GBP", "pay.base.min": "40000", "pay.base.max": "52000"}  # fmt: skip
EVIDENCE = "Asked who signs, named the cost of waiting in hours, and agreed a call on Thursday."


def opened(manager: Page) -> None:
    """Write a posting, open the job and add the first candidate."""
    manager.goto("/en/posting?level=junior&motion=new_business")
    for name, words in BRIEF.items():
        manager.fill(f"[name='{name}']", words)
    manager.get_by_role("button", name="Open this job").click()
    manager.fill("[name=code_name]", "Amber")
    manager.get_by_role("button", name="Add", exact=True).click()
    expect(manager.get_by_role("heading", name="Amber")).to_be_visible()


def invited(manager: Page, name: str) -> str:
    """Add a person and return the link that is shown once."""
    manager.goto("/en/people/")
    manager.fill("[name=name]", name)
    manager.get_by_role("button", name="Add and make a link").click()
    return manager.locator(".notice input").input_value()


def seated(manager: Page, names: tuple[str, ...]) -> None:
    """Fix the time of the first interview and put everybody into it."""
    manager.goto("/en/openings/1")
    manager.get_by_role("link", name="Amber", exact=True).click()
    first = manager.locator(".interview").first
    first.locator("[name=starts_at]").fill("2026-03-01T10:00")
    first.locator("[name=place]").fill("Room 2")
    first.get_by_role("button", name="Keep time and place").click()
    for name in names:
        box = manager.locator(".interview").first.locator("form[id^=assign]")
        if not box.is_visible():
            manager.locator(".interview").first.get_by_text(re.compile("^Put somebody in")).click()
        box.locator("select").select_option(label=name)
        box.get_by_role("button", name="Put in").click()
        expect(manager.locator(".interview").first).to_contain_text(name)


def came_in(context: BrowserContext, link: str) -> Page:
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name="Sign in on this device").click()
    return page


def rated(page: Page, score: str, *, scripts: bool = True) -> None:
    """Fill in the only card and hand it in."""
    page.goto("/en/scorecards/")
    page.get_by_role("button", name="Begin").click()
    for box in page.locator("textarea[name^=evidence]").all():
        box.fill(EVIDENCE)
    for radio in page.locator(f"input[name^=score][value='{score}']").all():
        radio.check()
    page.locator("input[name=recommendation][value=yes]").check()
    page.locator("textarea[name=notes]").fill("Calm and prepared.")
    if scripts:
        expect(page.locator("#save-state")).to_contain_text(re.compile("saved \\d", re.IGNORECASE))
    page.get_by_role("button", name=re.compile("^Check")).first.click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    page.get_by_role("button", name="Submit").click()


def test_a_panel_of_three_rates_blind_argues_and_a_named_person_decides(served: Served) -> None:
    desk, phone, plain = "Ada", "Ben", "Cleo"
    manager = served.context(served.team.manager, viewport={"width": 1280, "height": 900}).new_page()
    opened(manager)
    links = {name: invited(manager, name) for name in (desk, phone, plain)}
    seated(manager, (desk, phone, plain))
    new = served.browser.new_context
    pages = {
        desk: came_in(new(base_url=served.address), links[desk]),
        phone: came_in(
            new(base_url=served.address, viewport={"width": 390, "height": 800}, has_touch=True), links[phone]
        ),
        plain: came_in(new(base_url=served.address, java_script_enabled=False), links[plain]),
    }

    rated(pages[desk], "5")
    pages[phone].goto("/en/candidates/1/debrief")
    expect(pages[phone].locator("main")).to_contain_text("once you have handed in your own scorecards")
    rated(pages[phone], "3")
    rated(pages[plain], "2", scripts=False)
    for page in pages.values():
        page.goto("/en/candidates/1/debrief")
        expect(page.locator("main")).to_contain_text("the highest score is 3 points above the lowest")

    manager.goto("/en/candidates/1/debrief")
    manager.get_by_label("hire", exact=True).check()
    manager.get_by_label("Reason", exact=True).fill(
        "The evidence on discovery and on the next step decides it."
    )
    manager.locator("[name=override]").fill("What nobody assessed is covered in the second interview.")
    manager.get_by_role("button", name="Keep the decision").click()

    expect(manager.locator("#decision")).to_contain_text("The evidence on discovery")
