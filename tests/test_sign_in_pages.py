"""Coming in by a link, going out, and what a link says when it does not open."""

from datetime import timedelta

from team import Team

from hiring.storage import people


def link_of(team: Team, name: str = "Maria") -> str:
    with team.database.write() as db:
        person = people.named(db, name)
        assert person
        return f"/en/sign-in/{people.make_link(db, person.id, team.by())}"


def test_opening_a_link_uses_nothing_up_and_its_button_signs_in_once(team: Team) -> None:
    link, browser, other = link_of(team), team.client(), team.client()

    looked = [browser.get(link).status_code for _ in range(3)]
    entered = browser.post(link)
    again = other.post(link)

    assert looked == [200, 200, 200]
    assert (entered.status_code, entered.location) == (303, "/en/openings/")
    assert browser.get("/en/account").status_code == 200
    assert (again.status_code, "was used on" in again.text) == (410, True)
    assert other.get("/en/account").status_code == 401


def test_a_link_expires_after_fourteen_days(team: Team) -> None:
    link = link_of(team)
    team.at += timedelta(days=14)

    answer = team.client().post(link)

    assert (answer.status_code, "It expired on" in answer.text) == (410, True)


def test_a_new_link_withdraws_the_one_before(team: Team) -> None:
    first, _ = link_of(team), link_of(team)

    answer = team.client().post(first)

    assert (answer.status_code, "It was withdrawn" in answer.text) == (410, True)


def test_twenty_wrong_links_within_an_hour_must_wait_and_then_the_right_one_opens(team: Team) -> None:
    link, browser = link_of(team), team.client()

    codes = [browser.get(f"/en/sign-in/nonsense{number}").status_code for number in range(21)]
    waiting = browser.post(link)
    team.at += timedelta(minutes=61)

    assert codes == [404] * 20 + [429]
    assert (waiting.status_code, waiting.headers["Retry-After"]) == (429, "3600")
    assert browser.post(link).status_code == 303


def test_a_session_ends_thirty_days_after_the_last_visit(team: Team) -> None:
    browser = team.client(team.manager)
    for _ in range(3):
        team.at += timedelta(days=29)
        assert browser.get("/en/account").status_code == 200
    team.at += timedelta(days=31)

    assert browser.get("/en/account").status_code == 401


def test_signing_out_ends_the_session_in_the_database(team: Team) -> None:
    browser, copy = team.client(team.manager), team.client()
    cookie = browser.get_cookie("hiring")
    assert cookie
    copy.set_cookie("hiring", cookie.value)

    browser.post("/en/sign-out")

    assert copy.get("/en/account").status_code == 401


def test_whoever_has_left_is_out_at_the_next_request_on_every_device(team: Team) -> None:
    ben = team.person("Ben")
    devices = [team.client(ben), team.client(ben)]
    before = [each.get("/en/account").status_code for each in devices]

    team.client(team.manager).post(f"/en/people/{ben.id}/leave")

    assert (before, [each.get("/en/account").status_code for each in devices]) == ([200, 200], [401, 401])


def test_a_person_ends_other_sessions_and_keeps_this_one(team: Team) -> None:
    here, there = team.client(team.manager), team.client(team.manager)

    here.post("/en/account/end", data={"session": "others"})

    assert (here.get("/en/account").status_code, there.get("/en/account").status_code) == (200, 401)


def test_nobody_ends_the_session_of_somebody_else(team: Team) -> None:
    ben = team.person("Ben")
    his = team.client(ben)
    with team.database.read() as db:
        session = people.sessions_of(db, ben.id, team.at)[0].id

    answer = team.client(team.manager).post("/en/account/end", data={"session": str(session)})

    assert (answer.status_code, his.get("/en/account").status_code) == (404, 200)


def test_people_are_for_managers_and_look_to_others_as_if_they_were_not_there(team: Team) -> None:
    ben = team.client(team.person("Ben"))

    assert (ben.get("/en/people/").status_code, team.client().get("/en/people/").status_code) == (404, 401)
    assert ben.get("/en/people/").text == ben.get("/en/people/").text
    assert ben.get("/en/nowhere").text.replace("nowhere", "people/") == ben.get("/en/people/").text


def test_the_only_manager_can_neither_leave_nor_step_down(team: Team) -> None:
    browser = team.client(team.manager)

    answers = [browser.post(f"/en/people/{team.manager.id}/{act}") for act in ("leave", "interviewer")]

    assert [(each.status_code, "is the only manager" in each.text) for each in answers] == [(422, True)] * 2


def test_a_person_added_gets_a_link_that_is_shown_once(team: Team) -> None:
    browser = team.client(team.manager)

    answer = browser.post("/en/people/", data={"name": "Ada Żak", "role": "interviewer", "language": "pl"})
    again = browser.post("/en/people/", data={"name": "ada żak"})

    assert (answer.status_code, "/pl/sign-in/" in answer.text) == (200, True)
    assert (again.status_code, "is here already" in again.text) == (422, True)
    assert "/sign-in/" not in browser.get("/en/people/").text


def test_whoever_has_left_gets_no_link(team: Team) -> None:
    ada, browser = team.person("Ada"), team.client(team.manager)
    browser.post(f"/en/people/{ada.id}/leave")

    answer = browser.post(f"/en/people/{ada.id}/link")

    assert (answer.status_code, "Ada has left" in answer.text, "/sign-in/" in answer.text) == (
        422,
        True,
        False,
    )


def test_a_name_that_nobody_can_see_is_refused(team: Team) -> None:
    answer = team.client(team.manager).post("/en/people/", data={"name": "\u200b"})

    assert (answer.status_code, "a person needs a name" in answer.text) == (422, True)
