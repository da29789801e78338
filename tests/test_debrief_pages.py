"""The debrief in the browser: closed until one has handed in, the decision, its files, candidates side by side."""

import json
from dataclasses import dataclass

import pytest
from pages import text_of
from sql import statements
from team import Team

from hiring.dossier import recomputed
from hiring.frozen_kit import FrozenKit
from hiring.scorecard import Rated, Scorecard
from hiring.storage import people, scorecards
from hiring.storage.people import Person
from hiring.storage.records import verdicts


@dataclass
class Panel:
    """Amber, rated two points apart by Ada and Ben on everything."""

    team: Team
    ada: Person
    ben: Person
    opening: int
    amber: int
    must: str


@pytest.fixture
def panel(team: Team) -> Panel:
    ada, ben = team.person("Ada"), team.person("Ben", junior=True)
    opening = team.opening("AE North")
    amber = team.candidate(opening)
    seats = team.seat(amber, ada), team.seat(amber, ben)
    team.submitted(seats[0], ada, team.filled(2, "no"))
    team.submitted(seats[1], ben, team.filled(4, "yes"))
    musts = [weight.skill for weight in team.kit.weights if weight.must_have]
    return Panel(team, ada, ben, opening, amber, musts[0])


def decision(panel: Panel, **fields: str) -> dict[str, str]:
    page = panel.team.client(panel.team.manager).get(f"/en/candidates/{panel.amber}/debrief").text
    shown = page.partition('name="record_hash" value="')[2].partition('"')[0]
    usual = {
        "who": "Maria",
        "choice": "decline",
        "reason": "No step was agreed.",
        "override": "",
        "record_hash": shown,
    }
    return {**usual, **fields}


def test_the_debrief_is_closed_to_a_panel_member_until_their_card_is_handed_in(panel: Panel) -> None:
    team = panel.team
    cleo = team.person("Cleo")
    seat = team.seat(panel.amber, cleo)
    browser = team.client(cleo)

    before = text_of(browser.get(f"/en/candidates/{panel.amber}/debrief").text)
    files = [
        browser.get(f"/en/candidates/{panel.amber}/{name}.json").status_code
        for name in ("debrief", "dossier")
    ]
    team.submitted(seat, cleo, team.filled(3))
    after = text_of(browser.get(f"/en/candidates/{panel.amber}/debrief").text)

    assert "once you have handed in your own scorecards" in before
    assert ("Ada" in before, "Agenda" in before, files) == (True, False, [404, 404])
    assert "Agenda" in after


def test_the_agenda_sets_the_lowest_beside_the_highest_and_lets_the_junior_speak_first(panel: Panel) -> None:
    page = text_of(panel.team.client(panel.ada).get(f"/en/candidates/{panel.amber}/debrief").text)

    assert "Lowest: 2" in page
    assert "Highest: 4" in page
    assert "Order of speaking: Ben, Ada" in page


def test_a_decision_is_kept_with_who_and_why_and_a_later_one_stands_beside_it(panel: Panel) -> None:
    browser = panel.team.client(panel.team.manager)
    address = f"/en/candidates/{panel.amber}/decision"

    first = browser.post(address, data=decision(panel))
    browser.post(
        address, data=decision(panel, choice="hire", reason="Met again.", override="Coaching is agreed.")
    )
    page = text_of(browser.get(f"/en/candidates/{panel.amber}/debrief").text)

    assert first.status_code == 303
    assert (
        page.index("replaced by the one below") < page.index("No step was agreed.") < page.index("Met again.")
    )
    assert "Why it stands against the scores: Coaching is agreed." in page


def test_a_decision_that_is_sent_twice_is_kept_once(panel: Panel) -> None:
    browser, given = panel.team.client(panel.team.manager), decision(panel)

    codes = [browser.post(f"/en/candidates/{panel.amber}/decision", data=given).status_code for _ in range(2)]

    with panel.team.database.read() as db:
        assert (codes, len(verdicts(db, panel.amber))) == ([303, 303], 1)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"who": " "}, "needs the name of who decides"),
        ({"choice": "perhaps"}, "needs a choice"),
        ({"reason": ""}, "needs a reason in words"),
        ({"reason": "x" * 4001}, "at most 4000 characters; this has 4001"),
        ({"reason": "a\x07b"}, "a control character"),
        ({"record_hash": "old"}, "the record has changed"),
    ],
)
def test_a_decision_that_lacks_something_comes_back_as_it_was_typed(
    panel: Panel, fields: dict[str, str], words: str
) -> None:
    given = decision(panel, **{"reason": "Kept <b>words</b>.", **fields})

    answer = panel.team.client(panel.team.manager).post(f"/en/candidates/{panel.amber}/decision", data=given)

    assert (answer.status_code, words in text_of(answer.text)) == (422, True)
    assert "<b>words" not in answer.text
    if "reason" not in fields:
        assert "Kept &lt;b&gt;words&lt;/b&gt;." in answer.text


def test_hiring_below_a_floor_needs_a_reason_of_its_own(team: Team) -> None:
    ada = team.person("Ada")
    amber = team.candidate(team.opening())
    team.submitted(team.seat(amber, ada), ada, team.filled(1))
    weak = Panel(team, ada, ada, 0, amber, "")
    browser, address = team.client(team.manager), f"/en/candidates/{amber}/decision"

    refused = browser.post(address, data=decision(weak, choice="hire"))
    kept = browser.post(
        address, data=decision(weak, choice="hire", override="A coach is named for the first quarter.")
    )

    assert (refused.status_code, "needs a reason of its own" in text_of(refused.text), kept.status_code) == (
        422,
        True,
        303,
    )


def test_an_interviewer_reads_the_debrief_and_does_not_decide(panel: Panel) -> None:
    browser = panel.team.client(panel.ada)

    answer = browser.post(f"/en/candidates/{panel.amber}/decision", data=decision(panel))

    assert answer.status_code == 404
    assert "Keep the decision" not in browser.get(f"/en/candidates/{panel.amber}/debrief").text


def test_a_manager_on_the_panel_cannot_decide_before_handing_in(panel: Panel) -> None:
    given = decision(panel)
    panel.team.seat(panel.amber, panel.team.manager)
    browser = panel.team.client(panel.team.manager)

    browser.post(f"/en/candidates/{panel.amber}/decision", data=given)

    with panel.team.database.read() as db:
        assert verdicts(db, panel.amber) == []


def test_the_dossier_checks_itself_without_the_database(panel: Panel) -> None:
    browser = panel.team.client(panel.team.manager)
    browser.post(f"/en/candidates/{panel.amber}/decision", data=decision(panel))

    dossier = json.loads(browser.get(f"/en/candidates/{panel.amber}/dossier.json").text)
    changed = json.loads(json.dumps(dossier))
    changed["scorecards"][0]["ratings"][0]["score"] = 5

    assert recomputed(dossier) == []
    assert recomputed(changed) != []


def test_a_revision_changes_what_stands_and_never_what_was_first(panel: Panel) -> None:
    team = panel.team
    with team.database.write() as db:
        own = next(card for card in scorecards.own_cards(db, panel.ada))
        scorecards.revise(db, own, own.skills[0], 4, "Ben's notes recall the price.", team.by(panel.ada))

    page = text_of(team.client(panel.ben).get(f"/en/candidates/{panel.amber}/debrief").text)

    assert "After the debrief: 4" in page
    assert "Ben's notes recall the price." in page
    assert "Towards the mean of the others' first scores: 1" in page


def test_the_note_for_the_candidate_holds_nobodys_words_or_name(panel: Panel) -> None:
    team = panel.team
    with team.database.read() as db:
        names = [person.name for person in people.everybody(db)]

    note = team.client(team.manager).get(f"/en/candidates/{panel.amber}/feedback.md").text

    assert note.startswith("# ")
    assert [word for word in (*names, "asked who decides", "Amber") if word in note] == []


def rated(team: Team, code_name: str, opening: int, scores: tuple[int, int]) -> int:
    made = team.candidate(opening, code_name)
    for name, score in zip(("Ada", "Ben"), scores, strict=True):
        with team.database.read() as db:
            person = people.named(db, name) or team.person(name)
        team.submitted(team.seat(made, person), person, team.filled(score))
    return made


def test_fewer_than_eight_candidates_stand_in_the_order_of_their_code_names(panel: Panel) -> None:
    rated(panel.team, "Zinc", panel.opening, (5, 5))

    page = text_of(panel.team.client(panel.team.manager).get(f"/en/openings/{panel.opening}/candidates").text)

    assert page.index("Amber") < page.index("Zinc")
    assert "An order by scores needs at least 8 candidates" in page


def test_from_eight_candidates_on_those_whom_chance_parts_share_a_band(team: Team) -> None:
    team.kit = one_stage(team)
    for name in ("Ada", "Ben"):
        team.person(name)
    opening = team.opening()
    for number, scores in enumerate([(1, 1), (1, 2), (2, 1), (2, 2), (4, 4), (5, 4), (4, 5), (5, 5)]):
        rated(team, f"Name {number}", opening, scores)

    page = text_of(team.client(team.manager).get(f"/en/openings/{opening}/candidates").text)

    assert "Band 1" in page
    assert page.index("Name 7") < page.index("Name 0")
    assert "Standard error: 0." in page


def one_stage(team: Team) -> FrozenKit:
    """Return the kit with its skills cut down to those of the first stage, so that all of them are assessed."""
    kit = team.kit
    seen = kit.rated_in(kit.stages[0])
    weights = [weight for weight in kit.weights if weight.skill in seen]
    fields = {name: getattr(kit, name) for name in FrozenKit.model_fields}
    return FrozenKit(**{**fields, "weights": weights, "stages": kit.stages[:1]})


def test_a_candidate_whom_one_still_has_to_rate_is_left_out_of_the_comparison(panel: Panel) -> None:
    rated(panel.team, "Zinc", panel.opening, (5, 5))
    panel.team.seat(panel.amber, panel.team.manager)

    page = text_of(panel.team.client(panel.team.manager).get(f"/en/openings/{panel.opening}/candidates").text)

    assert "Closed to you until you have handed in your own scorecards Amber" in page
    assert "2.00" not in page


def test_a_debrief_takes_six_statements_however_many_cards_there_are(panel: Panel) -> None:
    team = panel.team
    browser, counts = team.client(panel.ada), []
    for number in range(2):
        with statements(team.database) as asked:
            browser.get(f"/en/candidates/{panel.amber}/debrief")
        counts.append(len(asked))
        for extra in range(4 if not number else 0):
            person = team.person(f"More {extra}")
            team.submitted(team.seat(panel.amber, person), person, team.filled(3))

    assert (counts[0] <= 6, counts[0]) == (True, counts[1])


def test_what_was_typed_shows_as_text(team: Team) -> None:
    ada = team.person("Ada <i>Żak</i>")
    amber = team.candidate(team.opening("<script>alert(1)</script>"), "Amber & Sons")
    words = "<img src=x onerror=alert(1)> {{ 7*7 }} and thirty characters more of it"
    filled = team.filled(4)
    hostile = {skill: Rated(score=1, evidence=words) for skill in filled.ratings}
    team.submitted(team.seat(amber, ada), ada, Scorecard(ratings=hostile, recommendation="no", notes=words))

    for kind in ("debrief", "debrief.html", "dossier.html"):
        page = team.client(team.manager).get(f"/en/candidates/{amber}/{kind}").text
        assert "<img" not in page.replace('<img src="/static', "")
        assert "<script>alert" not in page
        assert "49" not in page.partition("onerror")[2][:40]
