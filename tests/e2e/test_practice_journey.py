"""A candidate in a real browser: keys alone, a recording, a server that goes away, a narrow screen without barriers."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect
from practice_room import ANSWER, Room
from served import serving

from hiring.library import Library
from hiring.practice import deck

PAGES = (
    "/practice/setup", "/practice/", "/practice/answers/1", "/practice/answers/2", "/practice/answers/3",
    "/practice/progress", "/practice/stories/", "/practice/stories/new", "/practice/posting", "/practice/mocks/",
    "/practice/take-along/", "/preparation/",
)  # fmt: skip
LOOKS: tuple[tuple[str, int, Literal["light", "dark"]], ...] = (("en", 1280, "light"), ("pl", 320, "dark"))


@pytest.fixture
def address(room: Room) -> Iterator[str]:
    """Serve the practice of a candidate who has begun."""
    room.begin(minutes=30, days=12)
    with serving(room.app) as found:
        yield found


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """Return a browser with a microphone that hums."""
    made = browser.new_context(
        base_url=address, permissions=["microphone"], viewport={"width": 390, "height": 800}
    )
    yield made
    made.close()


def begun(context: BrowserContext) -> Page:
    """Return a page on the first question of the day."""
    page = context.new_page()
    page.goto("/en/practice/")
    page.get_by_role("button", name="Next question").click()
    expect(page).to_have_title(re.compile("Your answer"))
    return page


def press(page: Page, key: str) -> None:
    """Press a key once the page is whole; before that no script hears it."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def test_a_round_goes_by_keys_alone(context: BrowserContext) -> None:
    page = begun(context)
    page.focus("#text")
    page.keyboard.type("I asked the owner what had changed 2 weeks ago")
    expect(page.locator("#state")).to_contain_text(re.compile("^saved"))
    press(page, "Control+Enter")
    expect(page.get_by_role("heading", name="What interviewers look for")).to_be_visible()
    press(page, "4")
    expect(page.locator("#evidence")).to_be_focused()
    page.keyboard.type("Asked first")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="You gave yourself 4")).to_be_visible()
    press(page, "u")
    expect(page.get_by_role("button", name="Keep the rating")).to_be_visible()
    expect(page.locator("#evidence")).to_have_value("Asked first")
    press(page, "5")
    expect(page.get_by_role("heading", name="You gave yourself 5")).to_be_visible()
    press(page, " ")

    expect(page).to_have_title(re.compile("Your answer"))
    expect(page.locator("#text")).to_have_value("")


def test_keys_do_nothing_while_typing_or_switched_off(context: BrowserContext) -> None:
    page = begun(context)
    page.fill("#text", "I asked the owner what had changed")
    page.focus("#text")
    page.keyboard.type(" 4 u")
    expect(page.locator("#text")).to_have_value("I asked the owner what had changed 4 u")
    page.uncheck("#keys")
    page.locator("h1").click()
    press(page, " ")

    expect(page).to_have_title(re.compile("Your answer"))


def test_a_recording_is_heard_beside_the_descriptions_and_leaves_the_browser_never(
    context: BrowserContext,
) -> None:
    page = begun(context)
    bodies: list[str] = []
    page.on(
        "request",
        lambda request: bodies.append(request.post_data or "") if request.method == "POST" else None,
    )
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("button", name="Stop recording")).to_be_visible()
    expect(page.locator("#time")).to_have_text("0:01", timeout=5000)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#clock-told")).to_have_text("Paused")
    page.get_by_role("button", name="Stop recording").click()
    expect(page.locator("#played")).to_be_visible()
    page.get_by_role("button", name="Keep and compare").click()

    player = page.locator("#kept-recording")
    expect(player).to_be_visible()
    assert (player.get_attribute("src") or "").startswith("blob:")
    assert player.evaluate(
        "sound => new Promise(done => { sound.onloadeddata = () => done(true); sound.load(); })"
    )
    expect(page.get_by_text(re.compile("Answered aloud in 0:0"))).to_be_visible()
    assert [body for body in bodies if len(body) > 2000 or "audio" in body] == []


def test_while_the_server_is_away_the_text_stays_and_is_kept_later(context: BrowserContext) -> None:
    page = begun(context)
    context.route("**/practice/answers/*", lambda route: route.abort())
    page.fill("#text", ANSWER)
    expect(page.locator("#state")).to_contain_text("not saved")
    context.unroute("**/practice/answers/*")

    expect(page.locator("#state")).to_contain_text(re.compile("^saved"), timeout=10_000)
    again = context.new_page()
    again.goto(page.url)
    expect(again.locator("#text")).to_have_value(ANSWER)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_two_tabs_overwrite_nothing(context: BrowserContext) -> None:
    one = begun(context)
    two = context.new_page()
    two.goto(one.url)
    one.fill("#text", "from the first tab")
    expect(one.locator("#state")).to_contain_text(re.compile("^saved"))
    two.fill("#text", "from the second tab")

    expect(two.locator("#state")).to_contain_text("changed in another window")
    two.get_by_role("button", name="Save and go on later").click()
    expect(two.get_by_role("heading", name="The text in the other window")).to_be_visible()
    expect(two.locator("#text")).to_have_value("from the second tab")
    expect(two.get_by_text("from the first tab")).to_be_visible()


def test_a_candidate_without_javascript_does_the_same(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = begun(context)
    page.fill("#text", ANSWER)
    page.get_by_role("button", name="Keep and compare").click()
    page.fill("#evidence", "Named the price")
    page.check("input[value='3']")
    page.get_by_role("button", name="Keep the rating").click()

    expect(page.get_by_role("heading", name="You gave yourself 3")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_no_page_of_practice_has_a_barrier_or_scrolls_sideways(
    browser: Browser, room: Room, language: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    room.begin(minutes=60, days=12)
    one, two, three = (card.variants[0].id for card in deck("junior", "full_cycle", Library(), ())[:3])
    for question in (one, two, three):
        room.post(f"/practice/ask/{question}")
    room.keep(2)
    room.keep(3)
    room.rate(3)
    with serving(room.app) as base:
        context = browser.new_context(
            base_url=base, viewport={"width": width, "height": 800}, color_scheme=scheme
        )
        page, found = context.new_page(), {}
        for path in PAGES:
            answer = page.goto(f"/{language}{path}")
            if answer and answer.status == 404:
                continue
            wrong = [v["id"] for v in Axe().run(page).response["violations"]]
            wide = page.evaluate("document.documentElement.scrollWidth") > width
            if wrong or wide:
                found[path] = (wrong, wide)
        context.close()

    assert found == {}
