"""A scorecard in a real browser: it saves itself, tells when it cannot, and never loses a word."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Dialog, Locator, Page, Route, expect
from served import Served
from team import WORDS

from hiring.storage.people import Person
from hiring.storage.scorecards import Card


@dataclass(frozen=True)
class Filling:
    """Ada, her card, and the browser that she fills it in with."""

    served: Served
    ada: Person
    card: int
    skills: list[str]

    @property
    def address(self) -> str:
        return f"/en/scorecards/{self.card}"

    def page(self, **options: Any) -> Page:
        page = self.served.context(self.ada, **options).new_page()
        page.goto(self.address)
        return page

    def kept(self) -> Card:
        return self.served.team.kept(self.card, self.ada)

    def evidence(self, skill: str) -> str:
        filled = self.kept().filled
        return filled.ratings[skill].evidence if skill in filled.ratings else filled.undecided.get(skill, "")


@pytest.fixture
def filling(served: Served) -> Filling:
    """Return a card that is opened and still blank."""
    team, ada = served.team, served.team.person("Ada")
    card = team.card(team.seat(team.candidate(team.opening()), ada))
    return Filling(served, ada, card, team.kit.rated_in(team.kit.stages[0]))


def state(page: Page) -> Locator:
    return page.locator("#save-state")


def questions(page: Page) -> list[str]:
    """Return the kinds of questions that the browser will have asked; each is answered with yes."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def with_own_clock(filling: Filling) -> Page:
    """Return the page with a clock that a test can move on."""
    page = filling.served.context(filling.ada).new_page()
    page.clock.install()
    page.goto(filling.address)
    return page


def until(page: Page, true: Callable[[], bool], tries: int = 50) -> bool:
    """Wait up to five seconds, or so many tenths, for something that the page does not show."""
    for _ in range(tries):
        if true():
            return True
        page.wait_for_timeout(100)
    return False


def tab_to(page: Page, place: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("place => document.activeElement.matches(place)", place):
            return
    raise AssertionError(place)


def test_what_is_typed_is_kept_within_three_seconds_and_stands_there_on_another_device(
    filling: Filling,
) -> None:
    page, first = filling.page(), filling.skills[0]
    page.fill(f"#evidence-{first}", "asked who decides\nand when")
    expect(state(page)).to_have_text(re.compile("saved [0-9]{2}:[0-9]{2}"), timeout=3000)

    other = filling.page(viewport={"width": 390, "height": 844})

    assert filling.evidence(first) == "asked who decides\nand when"
    expect(other.locator(f"#evidence-{first}")).to_have_value("asked who decides\nand when")


def test_while_somebody_types_on_and_on_it_is_kept_every_fifteen_seconds_at_the_latest(
    filling: Filling,
) -> None:
    page = with_own_clock(filling)
    page.locator("#notes").focus()
    for _ in range(14):
        page.keyboard.type("x")
        page.clock.fast_forward(1000)

    assert until(page, lambda: filling.kept().version > 0, tries=5)


def test_a_chosen_score_is_kept_at_once(filling: Filling) -> None:
    page, first = filling.page(), filling.skills[0]

    page.locator(f"[name='score-{first}'][value='4']").check()

    assert until(page, lambda: filling.kept().version == 1)
    assert filling.kept().filled.ratings[first].score == 4
    expect(page.locator("#progress")).to_have_text(f"1 of {len(filling.skills)} skills")


def test_without_a_network_it_says_so_keeps_the_text_and_saves_when_it_is_back(filling: Filling) -> None:
    page = filling.page()
    page.context.set_offline(True)
    page.fill("#notes", "typed in a tunnel")
    expect(state(page)).to_have_text("not saved – your text stays on this page, trying again", timeout=5000)
    page.locator("#notes").press_sequentially(" and after")
    assert filling.kept().filled.notes == ""

    page.context.set_offline(False)

    expect(state(page)).to_have_text(re.compile("^saved"), timeout=5000)
    assert filling.kept().filled.notes == "typed in a tunnel and after"


def test_a_dropped_answer_does_no_harm(filling: Filling) -> None:
    page = filling.page()
    dropped: list[str] = []

    def lose(route: Route) -> None:
        if dropped:
            route.continue_()
            return
        dropped.append(route.fetch().text())
        route.abort()

    page.route(f"**{filling.address}", lose)
    page.fill("#notes", "kept, and the answer lost")
    expect(state(page)).to_have_attribute("data-state", "failed", timeout=5000)
    page.locator("#notes").press_sequentially(" on the way")

    expect(state(page)).to_have_text(re.compile("^saved"), timeout=8000)
    assert (filling.kept().filled.notes, '"saved"' in dropped[0]) == (
        "kept, and the answer lost on the way",
        True,
    )


def test_a_server_that_answers_with_nonsense_is_asked_again(filling: Filling) -> None:
    page = filling.page()
    answers = [502, 503, 200]
    page.route(f"**{filling.address}", lambda route: route.fulfill(status=answers.pop(0), body="<html>") if len(answers) > 1 else route.continue_())  # fmt: skip
    page.fill("#notes", "words")

    expect(state(page)).to_have_attribute("data-state", "failed", timeout=4000)
    expect(state(page)).to_have_text(re.compile("^saved"), timeout=8000)
    assert filling.kept().filled.notes == "words"


def test_the_longer_it_fails_the_rarer_it_is_tried_and_at_once_when_the_network_is_back(
    filling: Filling,
) -> None:
    page = with_own_clock(filling)
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.method))
    page.context.set_offline(True)
    page.fill("#notes", "words")
    for _ in range(90):
        page.clock.fast_forward(1000)
        page.wait_for_timeout(10)
    tries = len(asked)

    page.context.set_offline(False)

    expect(state(page)).to_have_text(re.compile("^saved"), timeout=3000)
    assert 5 <= tries <= 9
    assert filling.kept().filled.notes == "words"


def test_only_one_save_is_under_way_at_a_time_and_none_forgets_what_came_after(
    filling: Filling, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, under_way, most = filling.served.team.app, [0], [0]
    answer = app.wsgi_app

    def slow(environ: Any, start: Any) -> Any:
        if environ["REQUEST_METHOD"] != "POST":
            return answer(environ, start)
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        time.sleep(0.4)
        under_way[0] -= 1
        return answer(environ, start)

    monkeypatch.setattr(app, "wsgi_app", slow)
    page = filling.page()
    for skill in filling.skills:
        for score in ("1", "2", "3"):
            page.locator(f"[name='score-{skill}'][value='{score}']").check()
    expect(state(page)).to_have_text(re.compile("^saved"), timeout=8000)

    scores = {skill: each.score for skill, each in filling.kept().filled.ratings.items()}
    assert (most[0], scores) == (1, dict.fromkeys(filling.skills, 3))


def test_closing_the_page_saves_and_leaving_with_unsaved_words_warns(filling: Filling) -> None:
    page = filling.page()
    page.fill("#notes", "the last words")
    asked = questions(page)
    page.goto("/en/scorecards/")

    assert until(page, lambda: filling.kept().filled.notes == "the last words")
    assert asked == ["beforeunload"]


def test_a_saved_page_is_left_without_a_question(filling: Filling) -> None:
    page = filling.page()
    page.fill("#notes", "words")
    expect(state(page)).to_have_text(re.compile("^saved"), timeout=4000)
    asked = questions(page)

    page.goto("/en/scorecards/")

    assert asked == []


def test_two_tabs_overwrite_nothing_and_the_choice_is_made_field_by_field(filling: Filling) -> None:
    first, second = filling.skills[:2]
    one, two = filling.page(), filling.page()
    one.fill(f"#evidence-{first}", "from the first tab")
    one.fill("#notes", "notes of the first tab")
    expect(state(one)).to_have_text(re.compile("^saved"), timeout=4000)
    two.fill("#notes", "notes of the second tab")
    two.locator(f"[name='score-{second}'][value='2']").check()
    expect(state(two)).to_have_attribute("data-state", "conflict", timeout=4000)
    assert filling.kept().filled.notes == "notes of the first tab"

    two.get_by_role("button", name="Look at both").click()
    for words in ("from the first tab", "notes of the first tab", "notes of the second tab"):
        expect(two.get_by_text(words)).to_be_visible()
    two.locator("[name='take-notes'][value='saved']").check()
    two.get_by_role("button", name="Keep what is chosen above").click()

    expect(two.locator("#notes")).to_have_value("notes of the first tab")
    filled = filling.kept().filled
    assert (filled.notes, filling.evidence(first), filled.ratings[second].score) == (
        "notes of the first tab", "from the first tab", 2,
    )  # fmt: skip


def test_after_going_back_nothing_newer_is_overwritten(filling: Filling) -> None:
    page = filling.page()
    page.fill("#notes", "first")
    page.get_by_role("button", name="Check your answers").click()
    expect(page).to_have_url(re.compile("/check$"))
    page.get_by_role("link", name="Back to the card").click()
    page.fill("#notes", "first and second")
    expect(state(page)).to_have_text(re.compile("^saved"), timeout=4000)

    page.go_back()
    page.go_back()
    page.wait_for_load_state()

    if page.locator("#notes").input_value() != "first and second":
        page.locator("#notes").press_sequentially(" third")
        expect(state(page)).to_have_attribute("data-state", "conflict", timeout=4000)
    assert filling.kept().filled.notes == "first and second"


def test_a_card_submitted_in_another_tab_is_told_and_the_text_stays(filling: Filling) -> None:
    page = filling.page()
    team = filling.served.team
    team.submitted(filling.kept().seat_id, filling.ada, team.filled())
    page.fill("#notes", "too late")

    expect(state(page)).to_have_text(
        "This scorecard is submitted; nothing more can be typed into it.", timeout=4000
    )
    expect(page.locator("#notes")).to_have_value("too late")


def test_a_text_that_is_too_long_is_told_and_nothing_of_it_is_lost(filling: Filling) -> None:
    page, first = filling.page(), filling.skills[0]
    page.locator(f"#evidence-{first}").fill("x" * 4001)

    expect(page.locator(f"#evidence-{first}-count")).to_have_text("4001 of at most 4000 characters")
    expect(state(page)).to_have_text(re.compile("4001 characters; at most 4000 are kept"), timeout=4000)
    page.locator(f"#evidence-{first}").press("Backspace")
    expect(state(page)).to_have_text(re.compile("^saved"), timeout=4000)
    assert filling.evidence(first) == "x" * 4000


def test_a_session_that_ends_in_between_costs_nothing(filling: Filling) -> None:
    context = filling.served.context(filling.ada)
    page = context.new_page()
    page.goto(filling.address)
    cookies = context.cookies()
    context.clear_cookies()
    page.fill("#notes", "typed while signed out")
    expect(state(page)).to_have_text(re.compile("you are signed out"), timeout=4000)

    context.add_cookies(cookies)  # type: ignore[arg-type]

    expect(state(page)).to_have_text(re.compile("^saved"), timeout=8000)
    assert filling.kept().filled.notes == "typed while signed out"


def test_words_on_what_is_not_asked_are_hinted_at_and_kept(filling: Filling) -> None:
    page = filling.page()
    page.fill("#notes", "She is pregnant.")
    page.locator("#notes").blur()

    expect(page.locator("#notes-touches")).to_contain_text("pregnant", timeout=4000)
    assert filling.kept().filled.notes == "She is pregnant."


def test_a_whole_card_is_filled_in_and_submitted_by_keys_alone(filling: Filling) -> None:
    page = filling.page()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#help")).to_be_focused()
    for number, skill in enumerate(filling.skills):
        page.keyboard.press("j")
        expect(page.locator(f"#score-{skill}")).to_be_focused()
        tab_to(page, f"#evidence-{skill}")
        page.keyboard.type(f"{WORDS} 1 j n ?")
        page.keyboard.press("Tab")
        page.keyboard.press("n" if number else "4")
    tab_to(page, "[name='recommendation']")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#notes")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile("/check$"))
    tab_to(page, "form button")
    page.keyboard.press("Enter")

    expect(page.get_by_text("The card is locked.")).to_be_visible()
    card = filling.kept()
    first, *others = (card.filled.ratings[skill] for skill in filling.skills)
    assert (card.state, card.filled.recommendation, card.filled.notes) == ("submitted", "no", "")
    assert (first.score, {each.score for each in others}) == (4, {None})
    assert {each.evidence for each in (first, *others)} == {f"{WORDS} 1 j n ?"}


def test_single_keys_can_be_switched_off_for_good(filling: Filling) -> None:
    page = filling.page()
    page.keyboard.press("?")
    with page.expect_response("**/scorecards/keys"):
        page.get_by_role("switch").uncheck()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("4")

    assert page.locator(":checked[type=radio]").count() == 0
    page.locator("#help").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_without_a_script_a_card_is_filled_in_saved_and_submitted(filling: Filling) -> None:
    page = filling.page(java_script_enabled=False)
    for skill in filling.skills:
        page.fill(f"#evidence-{skill}", WORDS)
        page.locator(f"[name='score-{skill}'][value='3']").check()
    page.locator(".card-bar").get_by_role("button", name="Save").click()
    expect(page.locator("#save-state")).to_have_text(re.compile("^saved"))
    page.locator("[name='recommendation'][value='no']").check()
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_text("The card is locked.")).to_be_visible()
    assert filling.kept().state == "submitted"


def test_without_a_script_two_windows_are_settled_by_a_form(filling: Filling) -> None:
    one, two = filling.page(java_script_enabled=False), filling.page(java_script_enabled=False)
    one.fill("#notes", "one")
    one.locator(".card-bar").get_by_role("button", name="Save").click()
    two.fill("#notes", "two")
    two.locator(".card-bar").get_by_role("button", name="Save").click()
    expect(two.get_by_role("heading", name="This card was changed in another window")).to_be_visible()
    assert filling.kept().filled.notes == "one"

    two.get_by_role("button", name="Put all of mine in its place").click()

    expect(two.locator("#notes")).to_have_value("two")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_no_page_of_a_card_has_a_barrier_or_scrolls_sideways(
    filling: Filling, width: int, scheme: Any
) -> None:
    context = filling.served.context(
        filling.ada, viewport={"width": width, "height": 844}, color_scheme=scheme
    )
    page = context.new_page()
    team, found = filling.served.team, []
    places = {"mine": "/en/scorecards/", "check": f"{filling.address}/check"}
    for stop in ("mine", "fill", "help", "conflict", "check", "locked", "submitted"):
        if stop == "locked":
            page.goto(filling.address)
            page.fill("#notes", "too late")
            team.submitted(filling.kept().seat_id, filling.ada, team.filled())
            page.evaluate("document.getElementById('card').submit()")
            expect(page.get_by_text("to be copied")).to_be_visible()
        else:
            page.goto(places.get(stop, filling.address))
        if stop == "help":
            page.locator("body").press("?")
        if stop == "conflict":
            other = filling.page()
            other.fill("#notes", "other")
            expect(state(other)).to_have_text(re.compile("^saved"), timeout=4000)
            page.fill("#notes", "mine")
            page.get_by_role("button", name="Look at both").click()
        answer = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        found += [(stop, rule["id"], node["target"]) for rule in answer for node in rule["nodes"]]
        page.set_viewport_size({"width": 320, "height": 640})
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found.append((stop, "scrolls", []))
        page.set_viewport_size({"width": width, "height": 844})

    assert found == []
