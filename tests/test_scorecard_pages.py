"""The pages of a scorecard: what is to be rated, filling in, saving, checking, submitting."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from pages import Reader, fields_of, text_of
from sqlalchemy import event, func, select
from team import WORDS, Team, form_of
from werkzeug.test import TestResponse

from hiring.storage import candidates, database, openings, scorecards
from hiring.storage.audit import acts
from hiring.storage.database import Database
from hiring.storage.people import Person
from hiring.storage.scorecards import Card
from hiring.storage.tables import scorecards as cards
from hiring.storage.tables import scores

JSON = {"Accept": "application/json"}
HOSTILE = ["<script>alert(1)</script>", "{{ 7*7 }}", '"><img src=x onerror=alert(1)>', "</textarea><b>", "&lt;b&gt;",
           "\n\n two blank lines \n", "🦊 ÷ \u202etxet", "# *not* Markdown", "%(x)s %s ${y}", "\ttab", "łódź ß ﬃ"]  # fmt: skip


@dataclass
class Desk:
    """Ada at her desk, with the card of her one interview."""

    team: Team
    ada: Person
    candidate: int
    seat: int
    card: int
    browser: FlaskClient

    @property
    def page(self) -> str:
        return f"/en/scorecards/{self.card}"

    @property
    def skills(self) -> list[str]:
        return self.team.kit.rated_in(self.team.kit.stages[0])

    def kept(self) -> Card:
        return self.team.kept(self.card, self.ada)

    def save(
        self, version: Any = 0, editor: Any = "a" * 16, sequence: Any = 1, **fields: Any
    ) -> TestResponse:
        """Send the fields as the page's script does."""
        data = {"version": version, "editor": editor, "sequence": sequence, **fields}
        return self.browser.post(self.page, data=data, headers=JSON)

    def send(self, version: Any = 0, editor: Any = "a" * 16, **fields: Any) -> TestResponse:
        """Send the fields as a browser without scripts does."""
        return self.browser.post(
            self.page, data={"version": version, "editor": editor, "sequence": 1, **fields}
        )

    def whole(self, score: int = 3) -> TestResponse:
        """Fill the card in and submit it."""
        self.send(self.kept().version, **form_of(self.team.filled(score)))
        return self.browser.post(f"{self.page}/submit", data={"version": self.kept().version})


@pytest.fixture
def desk(team: Team) -> Desk:
    ada, candidate = team.person("Ada"), team.candidate(team.opening(), real_name="Real Name")
    seat = team.seat(candidate, ada)
    return Desk(team, ada, candidate, seat, team.card(seat), team.client(ada))


def statements(source: Database) -> list[str]:
    """Return a list that every statement from now on is added to."""
    found: list[str] = []

    def heard(*told: Any) -> None:
        found.append(told[2])

    event.listen(source.engine, "before_cursor_execute", heard)
    return found


def test_what_is_to_be_rated_stands_in_the_order_of_the_interviews(team: Team) -> None:
    ada, opening = team.person("Ada"), team.opening()
    for name, hours in (("Cedar", 30), ("Amber", -30), ("Basil", -3), ("Dill", None)):
        candidate = team.candidate(opening, name, "Real Name")
        seat = team.seat(candidate, ada)
        with team.database.write() as db:
            interview = candidates.interviews_of(db, [candidate])[0]
            at = None if hours is None else team.at + timedelta(hours=hours)
            candidates.schedule(db, interview.id, at, "Room 2", team.by())
        if name == "Basil":
            team.card(seat)

    page = text_of(team.client(ada).get("/en/scorecards/").text)

    places = [page.index(name) for name in ("Amber", "Basil", "Cedar", "Dill")]
    assert places == sorted(places)
    assert "overdue · not begun" in page
    assert "due now · draft, nothing written yet" in page
    assert "No time is fixed yet" in page
    assert "Real Name" not in page


def test_a_card_is_opened_by_its_button_and_by_nothing_else(team: Team) -> None:
    ada = team.person("Ada")
    seat, browser = team.seat(team.candidate(team.opening()), ada), team.client(ada)
    browser.get("/en/scorecards/")
    with team.database.read() as db:
        before = db.execute(select(func.count()).select_from(cards)).scalar()

    twice = [browser.post(f"/en/scorecards/begin/{seat}").location for _ in range(2)]

    assert (before, twice) == (0, ["/en/scorecards/1"] * 2)


def test_no_card_is_opened_for_a_seat_of_somebody_else_or_one_that_was_left(team: Team) -> None:
    ada, ben = team.person("Ada"), team.person("Ben")
    candidate = team.candidate(team.opening())
    his, hers = team.seat(candidate, ben), team.seat(candidate, ada)
    with team.database.write() as db:
        candidates.leave(db, hers, team.by())
    browser = team.client(ada)

    assert [browser.post(f"/en/scorecards/begin/{seat}").status_code for seat in (his, hers, 2**63)] == [
        404
    ] * 3


def test_the_page_holds_all_that_an_interview_needs_in_either_language(desk: Desk) -> None:
    each = desk.team.kit.stages[0]
    for language in ("en", "pl"):
        page = text_of(desk.browser.get(desk.page.replace("/en/", f"/{language}/")).text)
        wanted = [each.stage.purpose, each.stage.opening, each.stage.closing]
        wanted += [
            text
            for question in each.questions
            for text in (question.text, *question.probes, *question.strong)
        ]
        wanted += [anchor for skill in desk.skills for anchor in desk.team.kit.anchors[skill]]
        wanted += [choice.meaning for choice in desk.team.kit.scale.recommendations]
        wanted += [topic.instead for topic in desk.team.kit.not_to_ask.topics]

        assert [text for text in wanted if " ".join(text[language].split()) not in page] == []


def test_every_score_is_a_labelled_choice_and_so_is_not_assessed(desk: Desk) -> None:
    tags = Reader(desk.browser.get(desk.page).text).tags

    found = {
        (tag["name"], tag["value"]) for name, tag in tags if name == "input" and tag.get("type") == "radio"
    }
    assert found == {
        *((f"score-{skill}", value) for skill in desk.skills for value in ("1", "2", "3", "4", "5", "none")),
        *(("recommendation", value) for value in ("strong_no", "no", "yes", "strong_yes")),
    }


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_any_words_are_kept_and_shown_as_they_were_typed(desk: Desk, words: str) -> None:
    skill = desk.skills[0]
    desk.send(**{"notes": words, f"evidence-{skill}": words, f"score-{skill}": "3"})

    page = desk.browser.get(desk.page)
    tags = [
        name for name, tag in Reader(page.text).tags if name == "b" or (name == "script" and "src" not in tag)
    ]
    shown = fields_of(page)
    assert (desk.kept().filled.notes, shown["notes"], shown[f"evidence-{skill}"], tags) == (
        words,
        words,
        words,
        [],
    )
    for address in (f"{desk.page}/check", desk.page):
        assert " ".join(words.split()) in text_of(desk.browser.get(address).text)


def test_a_save_without_a_script_comes_back_with_the_time(desk: Desk) -> None:
    answer = desk.send(notes="one\r\ntwo")
    page = desk.browser.get(answer.location)

    assert (answer.status_code, answer.location) == (303, f"{desk.page}?saved=1")
    assert f"saved {desk.team.at.astimezone():%H:%M}" in text_of(page.text)
    assert (desk.kept().filled.notes, fields_of(page)["version"]) == ("one\ntwo", "1")


def test_saving_a_skill_comes_back_to_it_and_checking_leads_to_the_check(desk: Desk) -> None:
    skill = desk.skills[1]

    assert desk.send(notes="a", then=skill).location == f"{desk.page}?saved=1#score-{skill}"
    assert desk.send(1, notes="b", then="check").location == f"{desk.page}/check"


def test_the_script_is_told_version_and_time(desk: Desk) -> None:
    answer = desk.save(notes="words")

    assert (answer.status_code, answer.json) == (
        200,
        {"state": "saved", "version": 1, "at": f"{desk.team.at.astimezone():%H:%M}"},
    )


def test_of_one_window_later_words_win_though_an_answer_was_lost(desk: Desk) -> None:
    desk.save(notes="words", sequence=2)

    again, late = desk.save(notes="words and more", sequence=3), desk.save(notes="wor", sequence=1)

    assert [again.json, late.status_code, desk.kept().filled.notes] == [
        {"state": "saved", "version": 2, "at": f"{desk.team.at.astimezone():%H:%M}"}, 409, "words and more",
    ]  # fmt: skip


def test_a_second_window_overwrites_nothing_and_gets_both_versions(desk: Desk) -> None:
    skill = desk.skills[0]
    desk.send(**{"notes": "of the first", f"score-{skill}": "2", f"evidence-{skill}": "same"})

    told = desk.save(
        0, "b" * 16, **{"notes": "of the second", f"score-{skill}": "4", f"evidence-{skill}": "same"}
    )
    page = desk.send(
        0, "b" * 16, **{"notes": "of the second", f"score-{skill}": "4", f"evidence-{skill}": "same"}
    )

    words = text_of(page.text)
    anchors = [desk.team.kit.anchors[skill][score].en for score in (1, 3)]
    assert (told.status_code, told.json) == (409, {"state": "conflict"})
    assert (page.status_code, desk.kept().version) == (409, 1)
    assert all(each in words for each in ("of the first", "of the second", *anchors))
    assert "same" not in words


@pytest.mark.parametrize(
    ("choice", "notes", "score"),
    [("saved", "first", 2), ("mine", "second", 4), ("fields", "second", 2), ("nonsense", "first", 2)],
)
def test_of_two_versions_the_one_chosen_is_kept(desk: Desk, choice: str, notes: str, score: int) -> None:
    skill = desk.skills[0]
    desk.send(**{"notes": "first", f"evidence-{skill}": "e", f"score-{skill}": "2"})
    page = desk.send(0, "b" * 16, **{"notes": "second", f"evidence-{skill}": "e", f"score-{skill}": "4"})
    sent = {**fields_of(page), "choice": choice, "take-notes": "mine", f"take-score-{skill}": "saved"}

    answer = desk.browser.post(f"{desk.page}/settle", data=sent)

    filled = desk.kept().filled
    assert (answer.status_code, filled.notes, filled.ratings[skill].score) == (303, notes, score)


def test_two_versions_are_shown_again_where_a_third_was_saved_meanwhile(desk: Desk) -> None:
    desk.send(notes="first")
    page = desk.send(0, "b" * 16, notes="second")
    desk.send(1, "c" * 16, notes="third")

    answer = desk.browser.post(f"{desk.page}/settle", data={**fields_of(page), "choice": "mine"})

    words = text_of(answer.text)
    assert (answer.status_code, "third" in words, "second" in words, desk.kept().filled.notes) == (
        409, True, True, "third",
    )  # fmt: skip


def test_a_text_too_long_comes_back_whole_with_all_the_rest(desk: Desk) -> None:
    skill, long = desk.skills[0], "ż" * 4001
    fields = {f"evidence-{skill}": long, f"score-{skill}": "4", "notes": "kept too", "recommendation": "no"}

    told, page = desk.save(**fields), desk.send(**fields)

    name = desk.team.kit.rubric(skill).name.en
    shown = fields_of(page)
    assert (told.status_code, told.json) == (
        422, {"state": "refused", "words": [f"{name}: 4001 characters; at most 4000 are kept"]},
    )  # fmt: skip
    assert (page.status_code, {field: shown[field] for field in fields}) == (422, fields)
    assert desk.kept().version == 0
    assert desk.send(**{**dict(shown), f"evidence-{skill}": "short"}).status_code == 303


def test_a_refused_text_does_not_make_an_old_window_a_new_one(desk: Desk) -> None:
    desk.send(notes="of the first window")
    page = desk.send(0, "b" * 16, notes="x" * 10_001)

    answer = desk.browser.post(desk.page, data={**fields_of(page), "notes": "shortened"})

    assert (answer.status_code, desk.kept().filled.notes) == (409, "of the first window")


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x85"], ids=ascii)
def test_a_control_character_is_refused_in_words(desk: Desk, sign: str) -> None:
    answer = desk.save(notes=f"a{sign}b")

    assert (answer.status_code, desk.kept().version) == (422, 0)
    assert answer.json == {
        "state": "refused",
        "words": ["Notes: a control character stands in the text; remove it"],
    }


def stop(desk: Desk, why: str) -> None:
    """Let something happen after which nothing more is kept."""
    team = desk.team
    with team.database.write() as db:
        if why == "left":
            candidates.leave(db, desk.seat, team.by())
        elif why == "withdrawn":
            candidates.change_candidate(db, desk.candidate, team.by(), "withdraw", withdrawn_at=team.at)
        elif why == "closed":
            openings.close(db, desk.kept().opening_id, team.by(), closed=True)
    if why == "submitted":
        team.submitted(desk.seat, desk.ada, team.filled())


@pytest.mark.parametrize(
    ("why", "code"), [("submitted", 423), ("left", 410), ("withdrawn", 410), ("closed", 410)]
)
def test_where_nothing_more_is_kept_the_reason_is_told_and_the_text_given_back(
    desk: Desk, why: str, code: int
) -> None:
    stop(desk, why)
    before = desk.kept()

    told, page = desk.save(before.version, notes="too late"), desk.send(before.version, notes="too late")
    submitted = desk.browser.post(f"{desk.page}/submit", data={"version": before.version})

    assert (told.status_code, page.status_code) == (code, code)
    assert told.json
    assert (told.json["state"], told.json["words"] in text_of(page.text)) == ("locked", True)
    assert "too late" in [each.strip() for each in Reader(page.text).words]
    assert submitted.status_code == (303 if why == "submitted" else 410)
    assert desk.kept() == before
    assert "<textarea" not in desk.browser.get(desk.page).text


def test_whoever_is_signed_out_is_told_so_and_sends_it_again(desk: Desk) -> None:
    nobody = desk.team.client()

    told = nobody.post(desk.page, data={"notes": "mine"}, headers=JSON)
    page = nobody.post(desk.page, data={"notes": "mine"})

    assert (told.status_code, told.json) == (401, {"state": "signed_out"})
    assert (page.status_code, fields_of(page)["notes"]) == (401, "mine")


def test_a_full_disk_is_told_and_the_text_given_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    if desk.team.database.file is None:
        desk.team.database.close()
        monkeypatch.setattr(
            desk.team.database, "engine", Database("postgresql://nobody@127.0.0.1:1/none").engine
        )
    else:
        monkeypatch.setattr(database, "LEAST_FREE", 2**62)

    told, page = desk.save(notes="mine"), desk.send(notes="mine")

    assert (told.status_code, told.json, told.headers["Retry-After"]) == (503, {"state": "unavailable"}, "5")
    assert (page.status_code, fields_of(page)["notes"]) == (503, "mine")


def test_the_check_tells_what_is_missing_and_submit_refuses_without_it(desk: Desk) -> None:
    skill = desk.skills[0]
    desk.send(**{f"score-{skill}": "5", f"evidence-{skill}": "short"})

    page, refused = (
        desk.browser.get(f"{desk.page}/check"),
        desk.browser.post(f"{desk.page}/submit", data={"version": 1}),
    )

    wanted = [
        f"{desk.page}#evidence-{skill}",
        *(f"{desk.page}#score-{each}" for each in desk.skills[1:]),
        f"{desk.page}#recommendation",
    ]
    links = list(Reader(page.text).values("a", "href"))
    assert [link for link in wanted if link not in links] == []
    assert (refused.status_code, desk.kept().state) == (422, "draft")


def test_submitting_locks_the_card_and_counts_its_scores_once(desk: Desk) -> None:
    desk.send(**form_of(desk.team.filled(4)))

    answers = [desk.browser.post(f"{desk.page}/submit", data={"version": 1}) for _ in range(2)]

    with desk.team.database.read() as db:
        counted = [(row.skill, row.score) for row in db.execute(select(scores))]
    page = text_of(desk.browser.get(desk.page).text)
    assert [(each.status_code, each.location) for each in answers] == [(303, desk.page)] * 2
    assert (desk.kept().state, sorted(counted)) == ("submitted", sorted((skill, 4) for skill in desk.skills))
    assert WORDS in page
    assert "The card is locked." in page


def test_a_card_that_changed_since_the_check_is_shown_again(desk: Desk) -> None:
    desk.send(**form_of(desk.team.filled(4)))
    desk.send(1, "b" * 16, **form_of(desk.team.filled(2, notes="later")))

    answer = desk.browser.post(f"{desk.page}/submit", data={"version": 1})

    assert (answer.status_code, desk.kept().state, "later" in text_of(answer.text)) == (409, "draft", True)


def test_an_autosave_is_noted_nowhere_and_submitting_is(desk: Desk) -> None:
    with desk.team.database.read() as db:
        before = len(acts(db))
    for number in range(3):
        desk.save(number, notes=str(number), sequence=number)
    with desk.team.database.read() as db:
        saved = len(acts(db))
    desk.whole()

    with desk.team.database.read() as db:
        latest = [(each.act, each.kind, each.object) for each in acts(db)[: len(acts(db)) - saved]]
    assert (saved, latest) == (before, [("submit", "scorecard", desk.card)])


def test_nothing_but_the_answers_is_taken_from_the_form(desk: Desk) -> None:
    before = desk.kept()
    desk.send(notes="mine", person_id=desk.team.manager.id, state="submitted", number=9, candidate_id=99, typed_by=1,
              **{"score-not_a_skill": "5", "evidence-not_a_skill": "x", "score-": "1"})  # fmt: skip

    after = desk.kept()
    assert (after.person_id, after.state, after.number, after.candidate_id, after.typed_by) == (
        before.person_id, "draft", 1, before.candidate_id, None,
    )  # fmt: skip
    assert (after.filled.ratings, after.filled.undecided) == ({}, {})


@pytest.mark.parametrize("version", ["", "-1", "²", "9" * 30, "1e3", "NaN"])
def test_a_version_that_no_page_of_ours_sends_overwrites_nothing(desk: Desk, version: str) -> None:
    desk.send(notes="kept")

    answer = desk.send(version, "b" * 16, notes="other", sequence=version)

    assert (answer.status_code, desk.kept().filled.notes) == (409, "kept")


def test_the_card_of_somebody_else_looks_as_if_it_did_not_exist(desk: Desk) -> None:
    for person in (desk.team.person("Ben"), desk.team.manager):
        browser = desk.team.client(person)
        for path in ("", "/check", "/touched"):
            there, absent = browser.get(desk.page + path), browser.get(f"/en/scorecards/999{path}")
            assert (there.status_code, there.text) == (404, absent.text)
        assert browser.post(desk.page, data={"notes": "x"}).status_code == 404


def test_evidence_written_before_a_choice_is_kept(desk: Desk) -> None:
    skill = desk.skills[0]
    desk.send(**{f"evidence-{skill}": "asked who decides"})

    page = desk.browser.get(desk.page)
    assert fields_of(page)[f"evidence-{skill}"] == "asked who decides"
    assert f"0 of {len(desk.skills)} skills" in text_of(page.text)


def test_words_on_what_is_not_asked_are_told_and_never_in_the_way(desk: Desk) -> None:
    answer = desk.send(notes="She is pregnant.")
    saved, later = desk.browser.get(answer.location), desk.browser.get(desk.page)
    told = desk.browser.get(f"{desk.page}/touched", headers=JSON)

    warning = "These words touch a topic that has no place in an interview"
    assert [
        warning in text_of(page.text) for page in (saved, later, desk.browser.get(f"{desk.page}/check"))
    ] == [True, False, True]
    assert told.json
    assert [len(told.json["notes"]), "pregnant" in told.json["notes"][0]] == [1, True]
    assert desk.whole().status_code == 303


def test_single_keys_are_switched_off_for_one_person(desk: Desk) -> None:
    def on() -> bool:
        return "keys" in fields_of(desk.browser.get(desk.page))

    before = on()
    desk.browser.post("/en/scorecards/keys", data={})
    after = on()
    desk.browser.post("/en/scorecards/keys", data={"keys": "on"})

    assert (before, after, on()) == (True, False, True)


def test_a_card_from_paper_tells_whose_it_is_and_is_closed_to_who_is_blind(desk: Desk) -> None:
    team, ben = desk.team, desk.team.person("Ben")
    seat = team.seat(desk.candidate, ben)
    with team.database.write() as db:
        card = scorecards.open_card(db, seat, team.by(), typed_by=team.manager.id)
    maria = team.client(team.manager)
    page, desks = (
        text_of(maria.get(f"/en/scorecards/{card}").text),
        text_of(maria.get("/en/scorecards/").text),
    )
    team.seat(desk.candidate, team.manager)

    assert "Paper card of: Ben" in page
    assert "From paper, for: Ben" in desks
    assert maria.get(f"/en/scorecards/{card}").status_code == 404
    assert "Ben" not in maria.get("/en/scorecards/").text
    assert team.client(ben).get(f"/en/scorecards/{card}").status_code == 200


def asked(source: Database, browser: FlaskClient, address: str) -> int:
    browser.get(address)
    found = statements(source)
    assert browser.get(address).status_code == 200
    return len([each for each in found if not each.startswith(("BEGIN", "COMMIT"))])


def test_no_page_asks_the_database_more_than_six_things_and_a_list_as_many_for_thirty(desk: Desk) -> None:
    team = desk.team
    few = asked(team.database, desk.browser, "/en/scorecards/")
    opening = team.opening()
    for number in range(30):
        team.seat(team.candidate(opening, f"Name {number}"), desk.ada)
    many = asked(team.database, desk.browser, "/en/scorecards/")

    pages = [asked(team.database, desk.browser, address) for address in (desk.page, f"{desk.page}/check")]
    desk.whole()
    pages.append(asked(team.database, desk.browser, desk.page))
    assert many == few
    assert max(few, *pages) <= 6


def test_an_autosave_is_one_transaction_of_one_statement(desk: Desk) -> None:
    desk.save(notes="first")
    found = statements(desk.team.database)

    desk.save(1, notes="second", sequence=2)

    changes = [each for each in found if each.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert ([each.split()[1] for each in changes], len(found) <= 6) == (["scorecards"], True)
