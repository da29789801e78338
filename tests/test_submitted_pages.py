"""A submitted card: a slip is mended as long as one is blind, a rating is changed with a reason afterwards."""

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from pages import Reader, fields_of, text_of
from team import Team

from hiring.storage import openings, scorecards
from hiring.storage.people import Person
from hiring.storage.scorecards import Revised

REASON = "Ben heard her name the number that I had missed"


@dataclass
class Panel:
    """Ada has submitted her card; Ben sits in the same interview."""

    team: Team
    ada: Person
    ben: Person
    seats: tuple[int, int]
    card: int
    browser: FlaskClient

    @property
    def page(self) -> str:
        return f"/en/scorecards/{self.card}"

    @property
    def skill(self) -> str:
        return self.team.kit.rated_in(self.team.kit.stages[0])[0]

    def ben_submits(self) -> None:
        self.team.submitted(self.seats[1], self.ben, self.team.filled(5))

    def revise(self, score: str = "4", reason: str = REASON, skill: str = "") -> tuple[int, str]:
        data = {"skill": skill or self.skill, "score": score, "reason": reason}
        answer = self.browser.post(f"{self.page}/revise", data=data)
        return answer.status_code, answer.text

    def revisions(self) -> list[Revised]:
        with self.team.database.read() as db:
            return scorecards.revisions_of(db, [self.card])


@pytest.fixture
def panel(team: Team) -> Panel:
    ada, ben, candidate = team.person("Ada"), team.person("Ben"), team.candidate(team.opening())
    seats = team.seat(candidate, ada), team.seat(candidate, ben)
    return Panel(team, ada, ben, seats, team.submitted(seats[0], ada, team.filled(2)), team.client(ada))


def test_a_slip_is_mended_by_a_new_card_and_the_first_is_kept(panel: Panel) -> None:
    offered = "Mend a slip" in text_of(panel.browser.get(panel.page).text)

    answer = panel.browser.post(f"{panel.page}/mend")

    assert (offered, answer.status_code, answer.location) == (True, 303, "/en/scorecards/2")
    assert fields_of(panel.browser.get(answer.location))[f"score-{panel.skill}"] == "2"
    panel.team.submitted(panel.seats[0], panel.ada, panel.team.filled(3))
    first = panel.browser.get(panel.page)
    assert (
        "A later card has taken the place of this one." in text_of(first.text),
        "<form" in first.text,
    ) == (True, False)


def test_no_slip_is_mended_once_anything_of_others_can_be_read(panel: Panel) -> None:
    panel.ben_submits()

    page, answer = panel.browser.get(panel.page), panel.browser.post(f"{panel.page}/mend")

    assert "Mend a slip" not in text_of(page.text)
    assert (answer.status_code, "Others' ratings can be read by now" in text_of(answer.text)) == (422, True)
    assert panel.team.kept(panel.card, panel.ada).current


def test_whether_others_have_submitted_changes_nothing_for_whoever_is_still_blind(panel: Panel) -> None:
    panel.team.seat(panel.team.kept(panel.card, panel.ada).candidate_id, panel.ada, stage=1)
    before = panel.browser.get(panel.page).text

    panel.ben_submits()

    assert panel.browser.get(panel.page).text == before


def test_a_rating_is_changed_with_a_reason_and_the_first_stays_beside_it(panel: Panel) -> None:
    panel.ben_submits()
    before = text_of(panel.browser.get(panel.page).text)

    code, _ = panel.revise()

    page = text_of(panel.browser.get(panel.page).text)
    anchors = [panel.team.kit.anchors[panel.skill][score].en for score in (1, 3)]
    assert ("Change this rating" in before, code) == (True, 303)
    assert [(each.skill, each.score, each.reason) for each in panel.revisions()] == [(panel.skill, 4, REASON)]
    assert (f"2 {anchors[0]}" in page, "Changed to: 4" in page, REASON in page) == (True, True, True)


def test_a_rating_can_be_taken_back_to_not_assessed(panel: Panel) -> None:
    panel.ben_submits()

    assert panel.revise("none")[0] == 303
    assert [each.score for each in panel.revisions()] == [None]
    assert "Changed to: Not assessed" in text_of(panel.browser.get(panel.page).text)


@pytest.mark.parametrize(
    ("score", "reason", "words"),
    [
        ("", REASON, "Choose the score that it becomes."),
        ("6", REASON, "Choose the score that it becomes."),
        ("2", REASON, "That is the score already."),
        ("4", " \n", "a score that was changed needs a reason in words"),
        ("4", "x" * 2001, "2001 characters; at most 2000 are kept"),
        ("4", "a\0b", "a control character stands in the text; remove it"),
    ],
)
def test_a_change_that_cannot_be_is_told_and_comes_back_as_typed(
    panel: Panel, score: str, reason: str, words: str
) -> None:
    panel.ben_submits()

    code, page = panel.revise(score, reason)

    assert (code, words in text_of(page), panel.revisions()) == (422, True, [])
    assert Reader(page).fields.getlist("reason")[0] == reason


def test_the_last_change_counts_as_the_score_that_is(panel: Panel) -> None:
    panel.ben_submits()

    assert [panel.revise(score)[0] for score in ("4", "4", "2")] == [303, 422, 303]


def test_nothing_is_changed_while_one_is_blind_or_once_the_opening_is_closed(panel: Panel) -> None:
    blind = panel.revise()
    panel.ben_submits()
    with panel.team.database.write() as db:
        opening = panel.team.kept(panel.card, panel.ada).opening_id
        openings.close(db, opening, panel.team.by(), closed=True)
    closed, page = panel.revise(), panel.browser.get(panel.page)

    assert ([blind[0], closed[0]], panel.revisions()) == ([422, 422], [])
    assert "<form" not in page.text


def test_only_skills_of_the_card_and_only_ones_own_cards_are_changed(panel: Panel) -> None:
    panel.ben_submits()
    ben = panel.team.client(panel.ben)

    answers = [ben.post(f"{panel.page}/{act}", data={"skill": panel.skill, "score": "4", "reason": REASON}).status_code
               for act in ("revise", "mend")]  # fmt: skip

    assert (answers, panel.revise(skill="nonsense")[0], panel.revisions()) == ([404, 404], 404, [])
