"""The pages on retention: what is due when, what an opening chose, and erasing one candidate."""

from datetime import timedelta

import pytest
from pages import text_of
from sqlalchemy import event
from team import Team

from hiring.debrief import Decision
from hiring.storage import candidates, records, retention
from hiring.storage.audit import By, acts, note
from hiring.storage.database import Unavailable

RETENTION = "/en/retention"


def decided(team: Team, opening: int, name: str) -> int:
    candidate = team.candidate(opening, name)
    with team.database.write() as db:
        records.decide(db, candidate, Decision("Maria", "decline", "enough seen", ""), "0" * 64, team.by())
    return candidate


def part(page: str, name: str) -> str:
    """Return the words of one section of a page."""
    return text_of(page.partition(f'<section id="{name}">')[2].partition("</section>")[0])


def shown(team: Team, *names: str) -> list[str]:
    page = team.client(team.manager).get(RETENTION).text
    return [part(page, name) for name in names]


def test_who_is_due_now_later_held_or_not_yet_is_told(team: Team) -> None:
    soon, late = team.opening("Soon", retention="PL_strict"), team.opening("Late", retention="US")
    for opening, name in ((soon, "Amber"), (late, "Basil"), (soon, "Cedar")):
        held = decided(team, opening, name)
    with team.database.write() as db:
        candidates.change_candidate(db, held, team.by(), "hold", hold=True)
    team.candidate(soon, "Dill")
    team.at += timedelta(days=90)

    due, later, on_hold = shown(team, "due", "later", "held")

    assert "Amber Soon decision of 2 March 2026 Poland, soon: 90 days 31 May 2026 Erase… Amber" in due
    assert ("Basil" in due, "Cedar" in due, "Dill" in due) == (False, False, False)
    assert "Basil Late decision of 2 March 2026 United States: 365 days 2 March 2027" in later
    assert "1 candidate is still in a process" in later
    assert "Cedar Soon decision of 2 March 2026 Poland, soon: 90 days the hold ends" in on_hold


def test_an_opening_takes_another_preset_and_a_document_where_one_is_needed(team: Team) -> None:
    opening, browser = team.opening(), team.client(team.manager)
    address = f"{RETENTION}/openings/{opening}"

    without = browser.post(address, data={"preset": "PL_claims", "document": " "})
    long = browser.post(address, data={"preset": "PL_claims", "document": "x" * 201})
    kept = browser.post(address, data={"preset": "PL_claims", "document": "  LIA   2026-3 "})

    assert (without.status_code, "this preset needs a document" in without.text) == (422, True)
    assert '<option value="PL_claims" selected>' in without.text
    assert (long.status_code, "x" * 201 in long.text) == (422, True)
    assert (kept.status_code, kept.location) == (303, f"/en/retention#opening-{opening}")
    page = browser.get(RETENTION).text
    assert ('<option value="PL_claims" selected>' in page, 'value="LIA 2026-3"' in page) == (True, True)
    with team.database.read() as db:
        assert [(act.act, act.kind, act.object, act.detail) for act in acts(db, limit=1)] == [
            ("choose", "retention", opening, {"preset": "PL_claims"})
        ]


def test_consent_to_the_talent_pool_is_noted_by_day(team: Team) -> None:
    opening = team.opening(retention="talent_pool")
    candidate, browser = decided(team, opening, "Amber"), team.client(team.manager)
    address = f"{RETENTION}/candidates/{candidate}"

    wrong = [browser.post(address, data={"consent": day}) for day in ("soon", "2026-02-30", "2026-03-03")]
    before = shown(team, "later")
    right = browser.post(address, data={"consent": "2026-03-01"})
    after = shown(team, "later")
    browser.post(address, data={"consent": ""})

    assert [(each.status_code, 'aria-invalid="true"' in each.text) for each in wrong] == [(422, True)] * 3
    assert right.status_code == 303
    assert ["2 September 2026" in before[0], "2 March 2027" in after[0]] == [True, True]
    assert shown(team, "later") == before


def test_erasing_asks_for_the_code_name_and_then_nothing_is_left(team: Team) -> None:
    opening, ada, browser = team.opening(), team.person("Ada"), team.client(team.manager)
    candidate = team.candidate(opening, "Amber Żak", "Real Name")
    team.submitted(team.seat(candidate, ada), ada, team.filled(3))
    address = f"/en/candidates/{candidate}/erase"

    asked = browser.get(address)
    wrong = browser.post(address, data={"code_name": "Amber"})
    with team.database.read() as db:
        still = candidates.candidate(db, candidate)
    right = browser.post(address, data={"code_name": " amber  żak "})

    assert "1 scorecard with its scores" in text_of(asked.text)
    assert (wrong.status_code, 'value="Amber"' in wrong.text, still is not None) == (422, True, True)
    assert (right.status_code, right.location) == (303, f"/en/retention?erased={candidate}")
    told = text_of(browser.get(right.location).text)
    assert f"Candidate {candidate} was erased 1 scorecard is gone" in told
    assert "No backup was made with our command while they were here" in told
    assert browser.get(address).status_code == 404
    with team.database.read() as db:
        assert candidates.candidate(db, candidate) is None


def test_backups_made_meanwhile_are_told_before_and_after(team: Team) -> None:
    candidate, browser = team.candidate(team.opening(), "Amber"), team.client(team.manager)
    with team.database.write() as db:
        note(db, By(None, team.at), "backup", "database")
    address = f"/en/candidates/{candidate}/erase"

    before = text_of(browser.get(address).text)
    after = text_of(browser.get(browser.post(address, data={"code_name": "Amber"}).location).text)

    assert "backups made while they were here, until you delete them: 2 Mar 2026" in before
    assert "1 backup was made while they were here and still holds them" in after


def test_whoever_is_on_hold_is_not_erased(team: Team) -> None:
    candidate, browser = team.candidate(team.opening(), "Amber"), team.client(team.manager)
    with team.database.write() as db:
        candidates.change_candidate(db, candidate, team.by(), "hold", hold=True)
    address = f"/en/candidates/{candidate}/erase"

    answer = browser.post(address, data={"code_name": "Amber"})

    assert (answer.status_code, "is on hold" in answer.text) == (422, True)
    assert "<form" not in browser.get(address).text.partition("<main")[2].replace("sign-out", "")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_somebody_reading_just_then_delays_the_clearing_and_not_the_erasing(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidate, browser = team.candidate(team.opening(), "Amber"), team.client(team.manager)

    def busy(_: object) -> None:
        raise Unavailable

    monkeypatch.setattr("hiring.storage.erasing.fold", busy)
    answer = browser.post(f"/en/candidates/{candidate}/erase", data={"code_name": "Amber"})

    assert answer.location == f"/en/retention?erased={candidate}&waits=1"
    assert "traces are left in the database" in browser.get(answer.location).text


def test_the_pages_are_for_managers_and_of_what_is_there(team: Team) -> None:
    candidate = team.candidate(team.opening())
    ben, manager = team.client(team.person("Ben")), team.client(team.manager)
    gets = [RETENTION, f"/en/candidates/{candidate}/erase"]
    posts = [
        f"/en/candidates/{candidate}/erase",
        f"{RETENTION}/openings/1",
        f"{RETENTION}/candidates/{candidate}",
    ]
    absent = ["/en/candidates/99/erase", f"{RETENTION}/openings/99", f"{RETENTION}/candidates/99"]

    assert [ben.get(each).status_code for each in gets] == [404] * 2
    assert [ben.post(each, data={"code_name": "Amber"}).status_code for each in posts] == [404] * 3
    assert [manager.post(each).status_code for each in absent] == [404] * 3
    with team.database.read() as db:
        assert candidates.candidate(db, candidate)


@pytest.mark.parametrize("erased", ["x", "1", "9" * 25, "9" * 18, "2147483648", "-1"])
def test_nobody_is_told_to_be_erased_who_was_not(team: Team, erased: str) -> None:
    page = team.client(team.manager).get(f"{RETENTION}?erased={erased}")

    assert (page.status_code, "was erased" in page.text) == (200, False)


def test_the_page_asks_the_database_as_often_for_many_as_for_few(team: Team) -> None:
    counts = []
    for count in (1, 20):
        for number in range(count):
            decided(team, team.opening(), f"C{count}-{number}")
        client = team.client(team.manager)
        statements: list[object] = []

        def told(*args: object, kept: list[object] = statements) -> None:
            if not str(args[2]).startswith(("BEGIN", "SET")):
                kept.append(args[2])

        event.listen(team.database.engine, "before_cursor_execute", told)
        client.get(RETENTION)
        event.remove(team.database.engine, "before_cursor_execute", told)
        counts.append(len(statements))

    assert (counts[0] == counts[1], counts[0] <= 6) == (True, True), counts


def test_at_most_a_hundred_who_are_due_later_are_listed(team: Team) -> None:
    opening = team.opening()
    for number in range(102):
        decided(team, opening, f"C{number}")

    (later,) = shown(team, "later")

    assert (later.count("Erase…"), "2 more are due after these" in later) == (100, True)
    with team.database.read() as db:
        assert len(retention.everybody_kept(db)) == 102


def test_a_decision_is_not_told_to_whoever_has_a_card_still_to_hand_in(team: Team) -> None:
    candidate = decided(team, team.opening(), "Amber")
    seat = team.seat(candidate, team.manager)

    before = shown(team, "later")[0]
    team.submitted(seat, team.manager, team.filled(3))
    after = shown(team, "later")[0]

    assert ("Amber" in before, "decision of" in before) == (False, False)
    assert "1 candidate for whom you have scorecards still to hand in is counted without a decision" in before
    assert "Amber Account Executive decision of 2 March 2026" in after
    assert "still to hand in" not in after
