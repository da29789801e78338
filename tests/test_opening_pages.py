"""Openings in the browser: opened from the form or a brief, their kit chosen, frozen and renewed, what is overdue."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pages import FILLED, fields_of, sent, text_of
from sql import statements
from team import Team
from werkzeug.test import TestResponse

from hiring.kit import Wish, make_kit
from hiring.library import Library
from hiring.samples import starter_brief
from hiring.storage import candidates, openings
from hiring.storage.openings import KeptKit, Opening
from hiring.web.app import create_app

STARTER = Path(__file__).parent.parent / "templates" / "starters" / "brief.en.yaml"


def opening_of(team: Team, opening_id: int) -> Opening:
    with team.database.read() as db:
        found = openings.opening(db, opening_id)
    assert found
    return found


def kits_of(team: Team, opening_id: int) -> list[KeptKit]:
    with team.database.read() as db:
        return openings.kits_of(db, opening_id)


def add(team: Team, opening_id: int, code_name: str, real_name: str = "") -> TestResponse:
    typed = {"code_name": code_name, "real_name": real_name}
    return team.client(team.manager).post(f"/en/openings/{opening_id}/candidates", data=typed)


def held(team: Team, candidate: int, stage: int = 0, *, hours_ago: float) -> None:
    """Let an interview have ended some hours ago."""
    with team.database.write() as db:
        interview = candidates.interviews_of(db, [candidate])[stage]
        starts_at = team.at - timedelta(hours=hours_ago, minutes=interview.minutes)
        candidates.schedule(db, interview.id, starts_at, "", team.by())


def other_library(team: Team, folder: Path) -> None:
    """Let the library say something else: one rung of a rubric is reworded."""
    name = "scorecards/rubrics/communication.yaml"
    (folder / name).parent.mkdir(parents=True)
    text = Library().path(name).read_text("utf-8")
    assert "Delivers one" in text
    (folder / name).write_text(text.replace("Delivers one", "Repeats one", 1), "utf-8")
    clock = team.app.config["CLOCK"]
    team.app = create_app(folder, team.database)
    team.app.config["CLOCK"] = clock


def test_the_posting_form_opens_the_job_that_it_describes(team: Team) -> None:
    browser = team.client(team.manager)
    form = {**sent(fields_of(browser.get("/en/posting?level=junior&motion=new_business"))), **FILLED}

    answer = browser.post("/en/openings/new", data=form)

    assert (answer.status_code, answer.location) == (303, "/en/openings/1")
    made = opening_of(team, 1)
    assert (made.title, made.company, made.level, made.motion) == (
        "Junior Account Executive", "Northwind Instruments", "junior", "new_business",
    )  # fmt: skip
    assert made.brief["place"] == "Manchester"


def test_mistakes_in_the_posting_form_come_back_with_all_that_was_typed(team: Team) -> None:
    form = {**FILLED, "company": "", "about": "two\nlines", "country": "Poland"}

    answer = team.client(team.manager).post("/en/openings/new", data=form)

    typed = fields_of(answer)
    assert (answer.status_code, "2 things to mend" in text_of(answer.text)) == (422, True)
    assert (typed["about"], typed["country"], typed["place"]) == ("two\nlines", "Poland", "Manchester")


def test_only_managers_are_offered_to_open_a_job(team: Team) -> None:
    pages = [team.client(who).get("/en/posting").text for who in (None, team.person("Ben"), team.manager)]

    assert ["Open this job" in text_of(page) for page in pages] == [False, False, True]


def test_a_brief_as_yaml_opens_a_job_in_its_own_language(team: Team) -> None:
    text = STARTER.with_name("brief.pl.yaml").read_text("utf-8")

    answer = team.client(team.manager).post("/en/openings/brief", data={"brief": text})

    made, brief = opening_of(team, 1), starter_brief("pl")
    assert (answer.status_code, made.language, made.company) == (303, "pl", brief.company)
    assert made.brief == brief.model_dump(mode="json", exclude_none=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("level: junior\nmotion: nothing\n", "brief.yaml:2:9"),
        ("level: &a junior\nother: *a\n", "brief.yaml:1:8"),
        ("level: [", "brief.yaml:2:1"),
        ("", "brief.yaml:1:1"),
        ("a\0b", "brief.yaml:1:2"),
    ],
    ids=ascii,
)
def test_every_mistake_of_a_brief_is_told_with_its_line_and_the_text_is_kept(
    team: Team, text: str, told: str
) -> None:
    answer = team.client(team.manager).post("/en/openings/brief", data={"brief": text})

    assert (answer.status_code, told in answer.text) == (422, True)
    assert fields_of(answer)["brief"] == text


def test_switching_the_language_keeps_the_brief_typed_so_far(team: Team) -> None:
    typed = {"brief": "level: junior", "action": "stay"}

    answer = team.client(team.manager).post("/pl/openings/brief", data=typed)

    assert (answer.status_code, fields_of(answer)["brief"]) == (200, "level: junior")


def test_the_first_candidate_freezes_the_kit_that_the_page_showed(team: Team) -> None:
    opening = team.opening()
    page = team.client(team.manager).get(f"/en/openings/{opening}").text

    answer = add(team, opening, "Granite")

    wish = Wish("junior", "new_business", starter_brief("en").stages)
    kit = make_kit(wish, Library())
    (kept,) = kits_of(team, opening)
    assert (answer.status_code, answer.location) == (303, "/en/candidates/1")
    assert (kept.hash, kept.version, kit.hash in page) == (kit.hash, 1, True)
    with team.database.read() as db:
        stages = [interview.stage for interview in candidates.interviews_of(db, [1])]
    assert stages == [each.stage.id for each in kit.stages]


def test_a_candidate_whose_kit_cannot_be_made_is_not_added_and_says_why(team: Team) -> None:
    opening = team.opening()
    with team.database.write() as db:
        brief = {**opening_of(team, opening).brief, "stages": []}
        openings.change(db, opening, team.by(), brief=brief)

    answer = add(team, opening, "Granite", "Jan Kowalski")

    assert (answer.status_code, "needs at least one stage" in text_of(answer.text)) == (422, True)
    assert (fields_of(answer)["real_name"], kits_of(team, opening)) == ("Jan Kowalski", [])


def test_a_code_name_is_suggested_in_the_language_of_the_opening_and_never_twice(team: Team) -> None:
    opening = team.opening()
    browser = team.client(team.manager)

    suggested = [fields_of(browser.get(f"/pl/openings/{opening}"))["code_name"]]
    add(team, opening, suggested[0].upper())
    suggested.append(fields_of(browser.get(f"/pl/openings/{opening}"))["code_name"])

    assert suggested == ["Granite", "Maple"]


@pytest.mark.parametrize(
    ("code_name", "real_name", "words"),
    [
        ("", "", "needs a code name"),
        ("MAPLE", "", "MAPLE is the code name of another candidate"),
        ("JK", "Jan Kowalski", "must not tell who it is"),
        ("j. k.", "Jan Kowalski", "must not tell who it is"),
        ("jan", "Jan Kowalski", "must not tell who it is"),
        ("x" * 61, "", "at most 60 signs"),
        ("a\x07b", "", "at most 60 signs"),
        ("Birch", "x" * 201, "at most 200 signs"),
    ],
)
def test_a_name_that_cannot_be_kept_comes_back_in_words(
    team: Team, code_name: str, real_name: str, words: str
) -> None:
    opening = team.opening()
    add(team, opening, "Maple")

    answer = add(team, opening, code_name, real_name)

    typed = fields_of(answer)
    assert (answer.status_code, words in text_of(answer.text)) == (422, True)
    assert (typed["code_name"], typed["real_name"]) == (code_name, real_name)


def test_a_closed_opening_takes_no_candidate_until_it_is_opened_again(team: Team) -> None:
    opening = team.opening()
    browser = team.client(team.manager)

    browser.post(f"/en/openings/{opening}/close")
    refused = add(team, opening, "Granite")
    browser.post(f"/en/openings/{opening}/reopen")

    assert (refused.status_code, "open it again first" in text_of(refused.text)) == (422, True)
    assert add(team, opening, "Granite").status_code == 303


def use(team: Team, opening: int, **kit: Any) -> TestResponse:
    """Press the button of a kit's page."""
    address = "/en/kit/?level=junior&motion=new_business"
    form = sent(fields_of(team.client(team.manager).get(address)))
    names = ("level", "motion", "form", "seed")
    chosen = {name: value[-1] if isinstance(value := form[name], list) else value for name in names}
    return team.client(team.manager).post("/en/openings/kit", data={**chosen, "opening": opening, **kit})


def test_the_page_of_a_kit_sets_it_for_an_opening_without_candidates(team: Team) -> None:
    opening, other = team.opening(), team.opening("With a candidate")
    team.candidate(other)
    page = team.client(team.manager).get("/en/kit/?level=junior&motion=new_business").text

    answer = use(team, opening, form="B", seed="3", stages=["screen", "manager_interview"])

    made = opening_of(team, opening)
    assert ("With a candidate" in page, "Account Executive · Northwind" in page) == (False, True)
    assert (answer.status_code, made.form, made.seed) == (303, "B", 3)
    assert made.brief["stages"] == ["screen", "manager_interview"]
    kit = make_kit(Wish("junior", "new_business", ["screen", "manager_interview"], "B", 3), Library())
    assert kit.hash in team.client(team.manager).get(f"/en/openings/{opening}").text


def test_a_swap_on_the_page_of_a_kit_is_kept_for_the_opening(team: Team) -> None:
    opening = team.opening()
    kit = make_kit(Wish("junior", "new_business"), Library())
    old = kit.stages[1].questions[0].id
    new = next(question.id for question, _ in kit.instead(old))

    answer = use(team, opening, swap=f"{old}={new}")
    wrong = use(team, opening, swap="a=b")

    assert (answer.status_code, opening_of(team, opening).swaps) == (303, ((old, new),))
    assert (wrong.status_code, "b cannot be asked instead of a" in text_of(wrong.text)) == (422, True)


@pytest.mark.parametrize(
    ("kit", "words"),
    [
        ({"level": "senior"}, "for another level or motion"),
        ({"stages": "nonsense"}, "nonsense is not known here"),
    ],
)
def test_a_kit_that_does_not_fit_an_opening_is_refused_in_words(
    team: Team, kit: dict[str, str], words: str
) -> None:
    opening = team.opening()

    answer = use(team, opening, **kit)

    assert (answer.status_code, words in text_of(answer.text)) == (422, True)


def test_a_frozen_kit_is_not_chosen_anew(team: Team) -> None:
    opening = team.opening()
    team.candidate(opening)

    answer = use(team, opening, form="B")

    assert (answer.status_code, "is frozen" in text_of(answer.text)) == (422, True)
    assert opening_of(team, opening).form == "A"


def test_a_changed_library_makes_a_new_version_only_for_candidates_who_come_after(
    team: Team, tmp_path: Path
) -> None:
    opening = team.opening()
    add(team, opening, "Granite")
    before = team.client(team.manager).get(f"/en/openings/{opening}").text
    other_library(team, tmp_path / "own")
    browser = team.client(team.manager)

    page = browser.get(f"/en/openings/{opening}")
    changes = browser.get(f"/en/openings/{opening}/changes").text
    add(team, opening, "Birch")
    fields = {"hash": fields_of(page)["hash"]}
    answer = browser.post(f"/en/openings/{opening}/kits", data=fields)
    add(team, opening, "Maple")

    assert ["The library has changed" in text for text in (before, page.text)] == [False, True]
    assert ("<del>Delivers</del>" in changes, "<ins>Repeats</ins>" in changes) == (True, True)
    assert answer.status_code == 303
    newest, oldest = kits_of(team, opening)
    with team.database.read() as db:
        used = {each.code_name: each.kit_id for each in candidates.candidates_of(db, opening)}
    assert used == {"Granite": oldest.id, "Birch": oldest.id, "Maple": newest.id}
    both = text_of(browser.get(f"/en/openings/{opening}/changes?from=1&to=2").text)
    assert (f"Version 2 {newest.hash}" in both, "from now on" in both) == (True, False)


def test_a_version_that_is_no_longer_what_was_shown_is_not_frozen(team: Team) -> None:
    opening = team.opening()
    add(team, opening, "Granite")

    answer = team.client(team.manager).post(f"/en/openings/{opening}/kits", data={"hash": "0" * 12})

    assert (answer.status_code, "changed once more" in text_of(answer.text)) == (422, True)
    assert len(kits_of(team, opening)) == 1


@pytest.mark.parametrize("document", ["kit", "scorecard", "prep_sheet"])
def test_documents_of_a_frozen_kit_tell_its_own_texts_in_every_form(team: Team, document: str) -> None:
    opening = team.opening()
    team.candidate(opening)
    browser, address = team.client(team.manager), f"/pl/openings/{opening}/kits/1/{document}"

    page, files = browser.get(address), [browser.get(f"{address}.{kind}") for kind in ("md", "html", "json")]

    assert [answer.status_code for answer in (page, *files)] == [200] * 4
    assert all(team.kit.hash in answer.text for answer in (page, *files))
    assert files[2].get_json()["language"] == "en"
    assert browser.get(f"/en/openings/{opening}/kits/2/{document}").status_code == 404


def test_the_posting_of_an_opening_is_a_page_and_files(team: Team) -> None:
    opening = team.opening()
    browser = team.client(team.manager)

    page, text = (browser.get(f"/en/openings/{opening}/posting{kind}") for kind in ("", ".md"))

    assert text.text.startswith("# Account Executive")
    assert (page.status_code, "What you bring" in text_of(page.text)) == (200, True)
    assert browser.get(f"/en/openings/{opening}/posting.exe").status_code == 404


def test_a_brief_that_the_library_no_longer_fits_is_told_and_the_opening_still_opens(team: Team) -> None:
    opening = team.opening()
    with team.database.write() as db:
        brief = {**opening_of(team, opening).brief, "stages": ["gone"]}
        openings.change(db, opening, team.by(), brief=brief)
    browser = team.client(team.manager)

    posting, page = browser.get(f"/en/openings/{opening}/posting"), browser.get(f"/en/openings/{opening}")

    assert (posting.status_code, "no stage gone" in text_of(posting.text)) == (422, True)
    assert (page.status_code, "gone is not known here" in text_of(page.text)) == (200, True)


def test_cards_are_overdue_a_day_after_the_interview_and_a_reminder_is_at_hand(team: Team) -> None:
    ben, zofia = team.person("Ben"), team.person("Zofia", language="pl")
    amber = team.candidate(team.opening(), "Amber")
    team.seat(amber, ben)
    team.submitted(team.seat(amber, team.manager), team.manager, team.filled())
    team.seat(amber, zofia, 1)
    held(team, amber, hours_ago=23.9)
    held(team, amber, 1, hours_ago=24.1)
    browser = team.client(team.manager)

    first = browser.get("/en/openings/")
    team.at += timedelta(hours=1)
    later = browser.get("/en/openings/")

    told = fields_texts(later)
    assert [("<summary>Ben" in page.text, "<summary>Zofia" in page.text) for page in (first, later)] == [
        (False, True),
        (True, True),
    ]
    assert [text.splitlines()[0] for text in fields_texts(first)] == ["Dzień dobry,"]
    assert [text.splitlines()[0] for text in told] == ["Hello Ben,", "Dzień dobry,"]
    assert ("Amber · Recruiter screen" in told[0], "/en/scorecards/" in told[0]) == (True, True)


def fields_texts(answer: TestResponse) -> list[str]:
    """Return what the text areas of a page hold."""
    parts = answer.text.split("<textarea")[1:]
    return [part.partition(">\n")[2].partition("</textarea>")[0] for part in parts]


def test_nobody_is_reminded_of_who_has_withdrawn_or_of_a_closed_opening(team: Team) -> None:
    ben, opening = team.person("Ben"), team.opening()
    amber = team.candidate(opening, "Amber")
    team.seat(amber, ben)
    held(team, amber, hours_ago=30)
    browser = team.client(team.manager)

    shown = ["Overdue" in browser.get("/en/openings/").text.partition("<table")[0]]
    for act in (f"candidates/{amber}/withdraw", f"candidates/{amber}/back", f"openings/{opening}/close"):
        browser.post(f"/en/{act}")
        shown.append("Overdue" in browser.get("/en/openings/").text.partition("<table")[0])

    assert shown == [True, False, True, False]


def test_open_openings_stand_above_closed_ones(team: Team) -> None:
    team.opening("First")
    closed = team.opening("Second")
    browser = team.client(team.manager)
    browser.post(f"/en/openings/{closed}/close")

    page = text_of(browser.get("/en/openings/").text)

    assert page.index("First") < page.index("Second")


def test_the_lists_ask_the_database_as_often_for_one_as_for_many(team: Team) -> None:
    ben, browser = team.person("Ben"), team.client(team.manager)
    asked: dict[str, list[int]] = {"/en/openings/": [], "/en/openings/1": []}
    for number in (1, 30):
        for _ in range(number - 1 or 1):
            opening = team.opening()
            amber = team.candidate(opening, f"Amber {opening}")
            team.candidate(1, f"Basil {opening}")
            team.seat(amber, ben)
            held(team, amber, hours_ago=30)
        for address, found in asked.items():
            with statements(team.database) as told:
                assert browser.get(address).status_code == 200
            found.append(len(told))

    assert asked == {"/en/openings/": [4, 4], "/en/openings/1": [6, 6]}


@pytest.mark.parametrize("number", [0, 7, 2**31, 2**63, 10**30])
def test_an_opening_that_there_is_not_is_not_found(team: Team, number: int) -> None:
    browser = team.client(team.manager)

    codes = {browser.get(f"/en/openings/{number}{rest}").status_code for rest in ("", "/posting", "/changes")}
    codes.add(add(team, number, "Granite").status_code)
    codes.add(use(team, number).status_code)

    assert codes == {404}


@pytest.mark.parametrize("address", ["changes?from=9", "changes?from=1&to=9", "changes?from=x&to=-1"])
def test_versions_that_there_are_not_are_not_compared(team: Team, address: str) -> None:
    opening = team.opening()
    team.candidate(opening)

    assert team.client(team.manager).get(f"/en/openings/{opening}/{address}").status_code == 404


def test_what_people_type_never_becomes_a_tag(team: Team) -> None:
    hostile = '"><script>alert(1)</script>{{ 7*7 }}'
    opening = team.opening(hostile)
    add(team, opening, hostile, f"{hostile} of somebody")
    browser = team.client(team.manager)

    pages = [browser.get(f"/en/{part}").text for part in ("openings/", "openings/1", "candidates/1")]

    assert [("<script>alert" in page, "&lt;script&gt;" in page) for page in pages] == [(False, True)] * 3


def test_a_button_pressed_twice_opens_one_job_and_a_minute_later_another(team: Team) -> None:
    browser, typed = team.client(team.manager), {"brief": STARTER.read_text("utf-8")}

    twice = [browser.post("/en/openings/brief", data=typed).location for _ in range(2)]
    team.at += timedelta(minutes=2)
    later = browser.post("/en/openings/brief", data=typed).location

    assert (twice[0] == twice[1], later != twice[0]) == (True, True)


def test_nobody_who_has_left_is_reminded(team: Team) -> None:
    ben, amber = team.person("Ben"), team.candidate(team.opening(), "Amber")
    team.seat(amber, ben)
    held(team, amber, hours_ago=30)
    browser = team.client(team.manager)

    before = fields_texts(browser.get("/en/openings/"))
    browser.post(f"/en/people/{ben.id}/leave")

    assert (len(before), fields_texts(browser.get("/en/openings/"))) == (1, [])
