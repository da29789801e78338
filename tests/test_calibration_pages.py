"""Calibration: three answers are rated before their references are told, kept once, and compared without names."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from pages import Reader, fields_of, text_of
from team import Team

from hiring.calibration import samples
from hiring.library import Library
from hiring.storage.audit import acts
from hiring.storage.calibrations import Rated, every_round
from hiring.storage.people import Person

ROUND = "/en/calibration/round"
JOB = "level=mid&motion=full_cycle"


def kept(team: Team) -> list[Rated]:
    with team.database.read() as db:
        return every_round(db)


def form(browser: FlaskClient, score: str = "3") -> Mapping[str, object]:
    """Return the form of the next round, every answer rated alike."""
    fields = fields_of(browser.get(f"{ROUND}?{JOB}"))
    examples = fields.getlist("example")
    return {**fields.to_dict(), "example": examples, **{f"score-{each}": score for each in examples}}


def rated(team: Team, person: Person, score: str = "3") -> str:
    browser = team.client(person)
    return str(browser.post(ROUND, data=form(browser, score)).location)


def test_three_answers_are_rated_by_the_real_anchors_in_either_language(team: Team, library: Library) -> None:
    browser = team.client(team.person("Ada"))
    known = {each.id: each for each in samples("mid", "full_cycle", library)}
    asked = fields_of(browser.get(f"{ROUND}?{JOB}")).getlist("example")

    for language in ("en", "pl"):
        page = text_of(browser.get(f"{ROUND}?{JOB}".replace("/en/", f"/{language}/")).text)
        for sample in (known[each] for each in asked):
            wanted = [
                sample.question.text,
                sample.example.text,
                *(text for _, text in library.anchors(sample.skill, "mid")),
            ]
            assert [text for text in wanted if " ".join(text[language].split()) not in page] == []
    assert len(asked) == 3


def test_the_reference_is_told_only_after_rating(team: Team) -> None:
    ada = team.person("Ada")
    browser = team.client(ada)
    before = text_of(browser.get(f"{ROUND}?{JOB}").text)

    after = text_of(browser.get(rated(team, ada)).text)

    told = ("Written for", "lenient", "severe", "the same as the description")
    assert [words for words in told if words in before] == []
    assert [words for words in told if words in after] != []


def test_a_round_is_kept_with_its_references_and_noted(team: Team, library: Library) -> None:
    ada = team.person("Ada")
    known = {each.id: each.reference for each in samples("mid", "full_cycle", library)}

    address = rated(team, ada, "4")

    one = kept(team)[0]
    with team.database.read() as db:
        latest = acts(db)[0]
    assert (address, one.person_id, one.level, one.motion, one.at) == (
        "/en/calibration/1", ada.id, "mid", "full_cycle", team.at,
    )  # fmt: skip
    assert [(each.score, each.reference) for each in one.given] == [
        (4, known[each.example]) for each in one.given
    ]
    assert (latest.act, latest.kind, latest.object, latest.actor) == ("calibrate", "calibration", 1, "Ada")


def test_a_round_sent_twice_is_kept_once(team: Team) -> None:
    browser = team.client(team.person("Ada"))
    data = form(browser)

    answers = [browser.post(ROUND, data=data).location for _ in range(2)]

    assert (answers, len(kept(team))) == (["/en/calibration/1", "/en/calibration/"], 1)


@pytest.mark.parametrize("score", ["", "0", "6", "²", "none"])
def test_an_answer_without_a_score_is_asked_for_and_the_others_stay_chosen(team: Team, score: str) -> None:
    browser = team.client(team.person("Ada"))
    data = dict(form(browser, "2"))
    first = data["example"][0]  # type: ignore[index]

    answer = browser.post(ROUND, data={**data, f"score-{first}": score})

    chosen = [tag["name"] for name, tag in Reader(answer.text).tags if name == "input" and "checked" in tag]
    assert (answer.status_code, len(chosen), f"score-{first}" in chosen, kept(team)) == (422, 2, False, [])
    assert fields_of(answer).getlist("example") == data["example"]


def test_the_next_round_has_other_answers(team: Team) -> None:
    browser = team.client(team.person("Ada"))
    first = form(browser)["example"]
    browser.post(ROUND, data=form(browser))

    assert set(first) & set(form(browser)["example"]) == set()  # type: ignore[call-overload]


def test_others_are_compared_from_two_on_and_never_by_name(team: Team) -> None:
    people = [team.person(name) for name in ("Ada", "Benedict", "Cleopatra")]
    data = dict(form(team.client(people[0])))
    for score, person in zip("245", people, strict=True):
        scores = {f"score-{each}": score for each in data["example"]}  # type: ignore[attr-defined]
        team.client(person).post(ROUND, data={**data, **scores})

    browser = team.client(people[0])
    page = text_of(browser.get("/en/calibration/1").text)

    assert page.count("rated by 2 others: 4.50 on average, from 4 to 5") == 3
    assert [name for name in ("Benedict", "Cleopatra") if name in page] == []


def test_one_other_is_too_few_to_compare_with(team: Team) -> None:
    ada, ben = team.person("Ada"), team.person("Ben")
    data = form(team.client(ada))
    for person in (ada, ben):
        team.client(person).post(ROUND, data=data)

    page = text_of(team.client(ada).get("/en/calibration/1").text)

    assert ("Too few others" in page, "others:" in page) == (True, False)


def test_the_round_of_somebody_else_looks_as_if_it_did_not_exist(team: Team) -> None:
    rated(team, team.person("Ada"))
    ben = team.client(team.person("Ben"))

    there, absent = ben.get("/en/calibration/1"), ben.get("/en/calibration/99")

    assert (there.status_code, there.text) == (404, absent.text)


def test_managers_see_who_has_calibrated_and_when(team: Team) -> None:
    ada = team.person("Ada")
    rated(team, ada)
    team.at += timedelta(days=1)
    rated(team, ada)

    page = text_of(team.client(team.manager).get("/en/people/").text)

    assert ("3 Mar 2026" in page, page.count("not yet")) == (True, 1)
