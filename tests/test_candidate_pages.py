"""A candidate in the browser: times, people and their skills, invitations, paper cards, withdrawing, and blindness."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar, Component
from pages import Reader, fields_of, text_of
from sql import statements
from team import Team
from werkzeug.test import TestResponse

from hiring.storage import candidates, people, scorecards
from hiring.storage.candidates import Interview, Seat
from hiring.storage.database import Database
from hiring.storage.people import Person
from hiring.web.app import Site

WARSAW = Site(zone="Europe/Warsaw")


@pytest.fixture
def team(database: Database) -> Team:
    """Return a team in Warsaw with one candidate, Amber, whose real name is known."""
    team = Team(database, WARSAW)
    assert team.candidate(team.opening(), "Amber", "Jan Kowalski") == 1
    return team


def interviews(team: Team) -> list[Interview]:
    with team.database.read() as db:
        return candidates.interviews_of(db, [1])


def seats(team: Team) -> list[Seat]:
    with team.database.read() as db:
        return candidates.seats_of(db, [1])


def post(team: Team, address: str, **typed: str | list[str] | int) -> TestResponse:
    return team.client(team.manager).post(f"/en/candidates/1{address}", data=typed)


def fix(team: Team, starts_at: str, place: str = "Room 4", stage: int = 0) -> TestResponse:
    return post(team, f"/interviews/{interviews(team)[stage].id}", starts_at=starts_at, place=place)


def assign(team: Team, person: Person, skills: list[str] | None = None, stage: int = 0) -> TestResponse:
    rated = team.kit.rated_in(team.kit.stages[stage])
    ticked = rated if skills is None else skills
    return post(team, f"/interviews/{interviews(team)[stage].id}/seats", person=person.id, skills=ticked)


def shown(team: Team) -> str:
    return text_of(team.client(team.manager).get("/en/candidates/1").text)


def test_a_time_is_typed_in_the_teams_zone_and_kept_for_the_field(team: Team) -> None:
    answer = fix(team, "2026-03-09T10:00", "  Room 4,\n Deansgate ")

    first = interviews(team)[0]
    assert (answer.status_code, answer.location) == (303, f"/en/candidates/1#interview-{first.id}")
    assert (first.starts_at, first.place) == (datetime(2026, 3, 9, 9, 0, tzinfo=UTC), "Room 4, Deansgate")
    page = team.client(team.manager).get("/en/candidates/1")
    assert fields_of(page)["starts_at"] == "2026-03-09T10:00"
    assert "Monday, 9 March 2026, 10:00" in text_of(page.text)


@pytest.mark.parametrize(
    ("starts_at", "place", "words"),
    [
        ("soon", "Room 4", "soon is no date and time"),
        ("2026-03-29T02:30", "Room 4", "does not exist"),
        ("2026-03-09T10:00", "x" * 401, "at most 400 signs"),
        ("2026-03-09T10:00", "a\x07b", "at most 400 signs"),
        ("0001-01-01T00:00", "", "more than two years away"),
    ],
)
def test_a_time_that_cannot_be_kept_comes_back_as_typed(
    team: Team, starts_at: str, place: str, words: str
) -> None:
    answer = fix(team, starts_at, place)

    typed = fields_of(answer)
    assert (answer.status_code, words in text_of(answer.text)) == (422, True)
    assert (typed["starts_at"], typed["place"]) == (starts_at, place)
    assert interviews(team)[0].starts_at is None


def test_an_interviewer_rates_all_skills_of_the_stage_or_those_ticked(team: Team) -> None:
    ben, ada = team.person("Ben"), team.person("Ada")
    rated = team.kit.rated_in(team.kit.stages[0])

    assign(team, ben)
    assign(team, ada, rated[:1])
    post(team, f"/seats/{seats(team)[0].id}/skills", skills=rated[1:])

    assert [(seat.name, list(seat.skills)) for seat in seats(team)] == [
        ("Ben", rated[1:]),
        ("Ada", rated[:1]),
    ]


def test_only_skills_of_the_stage_can_be_rated(team: Team) -> None:
    ben = team.person("Ben")

    answer = assign(team, ben, ["nonsense"])

    assert (answer.status_code, "tick at least one skill" in text_of(answer.text)) == (422, True)
    assert seats(team) == []


@pytest.mark.parametrize("person", ["", "0", "999", "-1", "x", "²", "9" * 12])
def test_somebody_who_is_not_there_is_not_put_in(team: Team, person: str) -> None:
    answer = post(team, f"/interviews/{interviews(team)[0].id}/seats", person=person, skills=["discovery"])

    assert answer.status_code in {404, 422}
    assert seats(team) == []


def test_nobody_sits_twice_and_nobody_who_has_left_sits_at_all(team: Team) -> None:
    ben, gone = team.person("Ben"), team.person("Gone")
    with team.database.write() as db:
        people.change(db, gone.id, team.by(), active=False)
    assign(team, ben)

    again, left = assign(team, ben), assign(team, gone)

    assert "Ben sits in this interview already" in text_of(again.text)
    assert "choose who sits in this interview" in text_of(left.text)
    assert [seat.name for seat in seats(team)] == ["Ben"]


def test_what_the_panel_leaves_open_is_told_until_it_is_filled(team: Team) -> None:
    ben, ada = team.person("Ben"), team.person("Ada")
    before = shown(team)

    for person in (ben, ada):
        for stage in (0, 1):
            assign(team, person, stage=stage)

    assert ("Recruiter screen lacks 1 of its interviewers" in before, "Who is still missing" in before) == (
        True,
        True,
    )
    assert "Who is still missing" not in shown(team)


def test_replacing_somebody_keeps_their_row_and_gives_their_skills_on(team: Team) -> None:
    ben, ada = team.person("Ben"), team.person("Ada")
    rated = team.kit.rated_in(team.kit.stages[0])
    assign(team, ben, rated[:1])

    answer = post(team, f"/seats/{seats(team)[0].id}/replace", person=ada.id)

    first, second = seats(team)
    assert answer.status_code == 303
    assert [(seat.name, list(seat.skills), seat.left_at) for seat in (first, second)] == [
        ("Ben", rated[:1], team.at),
        ("Ada", rated[:1], None),
    ]
    assert "still blind to what others rated: Ben" in shown(team)


def test_whoever_comes_back_has_one_row_and_the_skills_ticked_now(team: Team) -> None:
    ben = team.person("Ben")
    rated = team.kit.rated_in(team.kit.stages[0])
    assign(team, ben)
    post(team, f"/seats/{seats(team)[0].id}/leave")

    assign(team, ben, rated[:1])

    assert [(seat.name, list(seat.skills), seat.left_at) for seat in seats(team)] == [
        ("Ben", rated[:1], None)
    ]


@pytest.mark.parametrize("act", ["skills", "replace", "leave"])
def test_a_seat_whose_card_was_handed_in_stays_as_it_is(team: Team, act: str) -> None:
    ben, ada = team.person("Ben"), team.person("Ada")
    team.submitted(team.seat(1, ben), ben, team.filled())
    before = seats(team)

    answer = post(team, f"/seats/{before[0].id}/{act}", person=ada.id, skills=list(before[0].skills[:1]))

    assert (answer.status_code, "Ben has handed the card in" in text_of(answer.text)) == (422, True)
    assert seats(team) == before


def test_a_rejected_form_of_a_seat_comes_back_with_what_was_chosen(team: Team) -> None:
    ben = team.person("Ben")
    assign(team, ben)

    answer = post(team, f"/seats/{seats(team)[0].id}/replace", person=ben.id)

    assert (answer.status_code, "Ben sits in this interview already" in text_of(answer.text)) == (422, True)


def test_informed_tells_who_could_have_read_others_before(team: Team) -> None:
    ben, ada, boss = team.person("Ben"), team.person("Ada"), team.person("Boss", "manager")
    assign(team, boss)
    team.submitted(team.seat(1, ben), ben, team.filled())

    assign(team, ada)
    assign(team, team.manager)
    assign(team, boss, stage=1)

    assert {seat.name: seat.informed for seat in seats(team)} == {
        "Boss": False,  # still pending: the first card is not handed in
        "Ben": False,
        "Ada": False,
        "Maria": True,
    }


def test_whoever_typed_in_a_card_of_somebody_else_is_informed(team: Team) -> None:
    ben = team.person("Ben")
    seat = team.seat(1, ben)
    post(team, f"/seats/{seat}/paper")

    assign(team, team.manager, stage=1)

    assert seats(team)[1].informed


def test_a_manager_types_in_a_card_from_paper_for_somebody_else(team: Team) -> None:
    ben = team.person("Ben")
    seat = team.seat(1, ben)

    first, again = post(team, f"/seats/{seat}/paper"), post(team, f"/seats/{seat}/paper")

    card = team.kept(1, team.manager)
    assert (first.status_code, first.location, again.location) == (
        303,
        "/en/scorecards/1",
        "/en/scorecards/1",
    )
    assert (card.person_id, card.typed_by) == (ben.id, team.manager.id)


def test_a_card_that_its_owner_has_begun_is_not_typed_over(team: Team) -> None:
    ben = team.person("Ben")
    seat = team.seat(1, ben)
    card = team.card(seat)
    with team.database.write() as db:
        scorecards.save(db, card, scorecards.Save(0, "his", 1, team.filled()), team.at)

    answer = post(team, f"/seats/{seat}/paper")

    assert (answer.status_code, "Ben has begun this card" in text_of(answer.text)) == (422, True)
    assert team.kept(card, ben).typed_by is None


def test_a_card_opened_and_left_blank_can_still_be_typed_in(team: Team) -> None:
    ben = team.person("Ben")
    seat = team.seat(1, ben)
    card = team.card(seat)

    answer = post(team, f"/seats/{seat}/paper")

    assert (answer.status_code, team.kept(card, ben).typed_by) == (303, team.manager.id)


def test_a_manager_on_the_panel_types_in_nothing_before_their_own_card_is_handed_in(team: Team) -> None:
    ben = team.person("Ben")
    seat, own = team.seat(1, ben), team.seat(1, team.manager, 1)

    early = post(team, f"/seats/{seat}/paper")
    team.submitted(own, team.manager, team.filled(stage=1))
    later = post(team, f"/seats/{seat}/paper")

    assert (early.status_code, "hand in your own scorecards" in text_of(early.text)) == (422, True)
    assert later.status_code == 303


def test_ones_own_seat_leads_to_ones_own_card(team: Team) -> None:
    seat = team.seat(1, team.manager)

    answer = post(team, f"/seats/{seat}/paper")

    assert (answer.status_code, team.kept(1, team.manager).typed_by) == (303, None)


def test_invitations_speak_to_each_side_in_their_language(team: Team) -> None:
    ben, zofia = team.person("Ben"), team.person("Zofia", language="pl")
    fix(team, "2026-03-09T10:00")
    assign(team, ben)
    assign(team, zofia)
    address = f"/en/candidates/1/interviews/{interviews(team)[0].id}/invitations"

    page = team.client(team.manager).get(address).text

    candidate, to_ben, to_zofia = letters(page)
    assert ("Hello Jan Kowalski," in candidate, "Amber" in candidate) == (True, False)
    assert "When: Monday, 9 March 2026, 10:00 (Europe/Warsaw, UTC+1)" in candidate
    assert ("Jan" in to_ben, "Candidate: Amber" in to_ben, "With you: Zofia" in to_ben) == (False, True, True)
    assert "Scorecard: http://localhost/en/scorecards/" in to_ben
    assert ("Osoba kandydująca: Amber" in to_zofia, "Jan" in to_zofia) == (True, False)
    questions = [question.text.en for each in team.kit.stages for question in each.questions]
    assert [text for text in questions if text in page] == []


def letters(page: str) -> list[str]:
    """Return what the text areas of a page hold."""
    parts = page.split("<textarea")[1:]
    return [part.partition(">\n")[2].partition("</textarea>")[0] for part in parts]


def test_without_a_time_there_is_nothing_to_invite_to(team: Team) -> None:
    first = interviews(team)[0].id
    fix(team, "", "Room 4")
    browser = team.client(team.manager)

    page = browser.get(f"/en/candidates/1/interviews/{first}/invitations").text

    assert ("has no time yet" in page, letters(page)) == (True, [])
    assert browser.get(f"/en/candidates/1/interviews/{first}/candidate.ics").status_code == 404


def entry(team: Team, address: str) -> tuple[str, Component]:
    answer = team.client(team.manager).get(f"/en/candidates/1/{address}")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    whole = Calendar.from_ical(answer.text)
    (event,) = whole.walk("VEVENT")
    return str(whole["method"]), event


def test_an_interview_moved_is_the_same_entry_with_a_higher_number(team: Team) -> None:
    ben = team.person("Ben")
    fix(team, "2026-03-09T10:00")
    assign(team, ben)
    addresses = (
        f"interviews/{interviews(team)[0].id}/candidate.ics",
        f"seats/{seats(team)[0].id}/interview.ics",
    )
    before = [entry(team, address)[1] for address in addresses]
    team.at += timedelta(hours=1)

    fix(team, "2026-03-10T12:30", "Room 5")
    after = [entry(team, address)[1] for address in addresses]
    fix(team, "2026-03-10T12:30", "Room 5")
    same = [entry(team, address)[1] for address in addresses]

    for old, new in zip(before, after, strict=True):
        assert old["uid"] == new["uid"]
        assert old.decoded("sequence") < new.decoded("sequence")
        assert (new.decoded("last-modified"), str(new["location"])) == (team.at, "Room 5")
        assert new.decoded("dtstart") == datetime(2026, 3, 10, 11, 30, tzinfo=UTC)
    assert before[0]["uid"] != before[1]["uid"]
    assert [each.decoded("sequence") for each in same] == [each.decoded("sequence") for each in after]


def test_withdrawing_leaving_and_clearing_the_time_call_the_interview_off(team: Team) -> None:
    ben, ada = team.person("Ben"), team.person("Ada")
    fix(team, "2026-03-09T10:00")
    assign(team, ben)
    assign(team, ada)
    of_candidate = f"interviews/{interviews(team)[0].id}/candidate.ics"
    of_ben, of_ada = (f"seats/{seat.id}/interview.ics" for seat in seats(team))
    changes: tuple[Callable[[], TestResponse], ...] = (
        lambda: post(team, f"/seats/{seats(team)[0].id}/leave"),
        lambda: post(team, "/withdraw"),
        lambda: post(team, "/back"),
        lambda: fix(team, ""),
    )
    found = []

    for change in changes:
        change()
        found.append([entry(team, address)[0] for address in (of_candidate, of_ben, of_ada)])

    assert found == [
        ["PUBLISH", "CANCEL", "PUBLISH"],
        ["CANCEL", "CANCEL", "CANCEL"],
        ["PUBLISH", "CANCEL", "PUBLISH"],
        ["CANCEL", "CANCEL", "CANCEL"],
    ]


def words_of(event: Component) -> str:
    return " ".join(str(event[name]) for name in event)


def test_the_calendar_of_an_interviewer_never_holds_the_real_name(team: Team) -> None:
    ben = team.person("Ben")
    fix(team, "2026-03-09T10:00")
    assign(team, ben)

    _, event = entry(team, f"seats/{seats(team)[0].id}/interview.ics")
    _, own = entry(team, f"interviews/{interviews(team)[0].id}/candidate.ics")

    assert ("Amber" in str(event["summary"]), "Kowalski" in words_of(event)) == (True, False)
    assert ("Amber" in words_of(own), "Jan Kowalski" in str(own["description"])) == (False, True)


def test_a_candidate_who_withdraws_keeps_seats_and_comes_back(team: Team) -> None:
    ben = team.person("Ben")
    assign(team, ben)
    before = seats(team)

    post(team, "/withdraw")
    refused = [
        fix(team, "2026-03-09T10:00"),
        assign(team, team.manager),
        post(team, f"/seats/{before[0].id}/paper"),
    ]
    kept = seats(team)
    post(team, "/back")

    assert [answer.status_code for answer in refused] == [422, 422, 422]
    assert all("has withdrawn" in text_of(answer.text) for answer in refused)
    assert (kept, fix(team, "2026-03-09T10:00").status_code) == (before, 303)


def test_a_hold_is_set_and_ended_even_after_closing(team: Team) -> None:
    team.client(team.manager).post("/en/openings/1/close")
    found = []

    for act in ("hold", "release"):
        post(team, f"/{act}")
        with team.database.read() as db:
            amber = candidates.candidate(db, 1)
        assert amber
        found.append(amber.hold)

    assert found == [True, False]


def test_nothing_is_planned_in_a_closed_opening(team: Team) -> None:
    ben = team.person("Ben")
    assign(team, ben)
    team.client(team.manager).post("/en/openings/1/close")
    seat = seats(team)[0].id

    answers = [fix(team, "2026-03-09T10:00"), assign(team, team.manager), post(team, f"/seats/{seat}/leave")]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert all("open it again first" in text_of(answer.text) for answer in answers)
    assert [seat.left_at for seat in seats(team)] == [None]


def test_how_late_a_card_is_stands_beside_its_name(team: Team) -> None:
    ben = team.person("Ben")
    fix(team, "2026-03-02T08:00")
    assign(team, ben)
    found = []

    for hours in (0, 4, 24):
        team.at = datetime(2026, 3, 2, 7, 0, tzinfo=UTC) + timedelta(hours=hours)
        words = shown(team)
        found.append(
            next(state for state in ("not handed in yet", "overdue", "due") if f"Ben {state}" in words)
        )

    team.at += timedelta(hours=1)
    assert [*found, "Ben overdue" in shown(team)] == ["not handed in yet", "due", "due", True]


def test_the_page_of_a_candidate_is_the_same_whatever_was_rated(team: Team) -> None:
    ben = team.person("Ben")
    other = team.candidate(1, "Basil", "Jan Kowalski")
    for candidate, score in ((1, 1), (other, 5)):
        team.submitted(team.seat(candidate, ben), ben, team.filled(score, notes=f"canary {score}"))
    browser = team.client(team.manager)

    pages = [browser.get(f"/en/candidates/{candidate}").text for candidate in (1, other)]

    assert ["canary" in page for page in pages] == [False, False]
    words = [text_of(page) for page in pages]
    assert words[0].replace("Amber", "Basil") == words[1]


def test_the_page_asks_the_database_as_often_for_one_seat_as_for_many(team: Team) -> None:
    browser, asked = team.client(team.manager), []
    for number in (1, 12):
        for row in range(number):
            person = team.person(f"Person {number} {row}")
            for stage in (0, 1):
                team.seat(1, person, stage)
        with statements(team.database) as found:
            browser.get("/en/candidates/1")
        asked.append(len(found))

    assert asked == [6, 6]


def test_a_calendar_file_and_the_invitations_ask_the_database_no_more_than_six_times(team: Team) -> None:
    fix(team, "2026-03-09T10:00")
    seat, browser = team.seat(1, team.person("Ben")), team.client(team.manager)
    first, asked = interviews(team)[0].id, []

    for address in (
        f"interviews/{first}/invitations",
        f"interviews/{first}/candidate.ics",
        f"seats/{seat}/interview.ics",
    ):
        with statements(team.database) as found:
            assert browser.get(f"/en/candidates/1/{address}").status_code == 200
        asked.append(len(found))

    assert asked == [6, 6, 6]


ADDRESSES = (
    ("", "GET"), ("/withdraw", "POST"), ("/hold", "POST"), ("/interviews/1", "POST"), ("/interviews/1/seats", "POST"),
    ("/interviews/1/invitations", "GET"), ("/interviews/1/candidate.ics", "GET"), ("/seats/1/skills", "POST"),
    ("/seats/1/paper", "POST"), ("/seats/1/interview.ics", "GET"),
)  # fmt: skip


@pytest.mark.parametrize(("rest", "method"), ADDRESSES)
def test_interviewers_and_strangers_reach_none_of_it(team: Team, rest: str, method: str) -> None:
    ben = team.person("Ben")
    fix(team, "2026-03-09T10:00")
    team.seat(1, ben)

    codes = [
        team.client(who).open(f"/en/candidates/1{rest}", method=method).status_code for who in (ben, None)
    ]

    assert codes == [404, 401]


@pytest.mark.parametrize("number", [7, 2**31, 2**63, 10**30])
@pytest.mark.parametrize(("rest", "method"), ADDRESSES)
def test_what_there_is_not_is_not_found(team: Team, number: int, rest: str, method: str) -> None:
    browser = team.client(team.manager)
    elsewhere = team.candidate(team.opening(), "Basil")
    wrong = rest.replace("/1", f"/{number}")

    codes = {browser.open(f"/en/candidates/{number}{rest}", method=method).status_code}
    if wrong != rest:
        codes |= {browser.open(f"/en/candidates/1{wrong}", method=method).status_code}
        codes |= {browser.open(f"/en/candidates/{elsewhere}{rest}", method=method).status_code}

    assert codes == {404}


def test_every_form_of_the_page_can_be_reached_and_named(team: Team) -> None:
    assign(team, team.person("Ben"))
    page = team.client(team.manager).get("/en/candidates/1").text

    ids = list(Reader(page).values("form", "id"))
    assert len(ids) == len(set(ids)) == 8
