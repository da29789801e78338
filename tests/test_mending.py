"""Slips are mended only blind, nothing submitted or typed is lost on the way, and a typist's hand ends with submitting."""

from dataclasses import dataclass
from typing import Any

import pytest
from pages import fields_of, text_of
from sqlalchemy import select
from team import Team, form_of
from werkzeug.test import TestResponse

from hiring.storage import candidates, erasing, mending, openings, people, records, scorecards, visibility
from hiring.storage.people import Person
from hiring.storage.tables import scores

TYPED = "WORDS-THAT-TOOK-LONG " * 20
JSON = {"Accept": "application/json"}


@dataclass
class Panel:
    """Ada and Ben have seats in the first interview of one candidate."""

    team: Team
    ada: Person
    ben: Person
    opening: int
    candidate: int
    seats: tuple[int, int]

    @property
    def skills(self) -> list[str]:
        return self.team.kit.rated_in(self.team.kit.stages[0])

    def submit(self, person: Person, score: int = 3) -> int:
        seat = self.seats[person == self.ben]
        return self.team.submitted(seat, person, self.team.filled(score))

    def post(self, person: Person, address: str, **data: Any) -> TestResponse:
        return self.team.client(person).post(f"/en/{address}", data=data)

    def act(self, person: Person, seat: int, act: str, **data: Any) -> TestResponse:
        return self.post(person, f"candidates/{self.candidate}/seats/{seat}/{act}", **data)

    def assign(self, person: Person, stage: int = 1) -> TestResponse:
        with self.team.database.read() as db:
            talk = candidates.interviews_of(db, [self.candidate])[stage]
        skills = list(self.team.kit.rated_in(self.team.kit.stages[stage]))
        address = f"candidates/{self.candidate}/interviews/{talk.id}/seats"
        form = {"person": person.id, "skills": skills}
        return self.team.client(self.team.manager).post(f"/en/{address}", data=form)

    def save(self, person: Person, card: int, **fields: Any) -> TestResponse:
        window = {"version": 0, "editor": "a" * 16, "sequence": 1}
        return self.post(person, f"scorecards/{card}", **{**window, **fields})

    def mended(self) -> int:
        answer = self.post(self.ada, f"scorecards/{self.submit(self.ada, 2)}/mend")
        return int(answer.location.rpartition("/")[2])

    def change(self, person: Person, **values: Any) -> None:
        with self.team.database.write() as db:
            people.change(db, person.id, self.team.by(), **values)

    def close(self) -> None:
        with self.team.database.write() as db:
            openings.close(db, self.opening, self.team.by(), closed=True)

    def rated(self) -> list[tuple[str, set[int | None]]]:
        with self.team.database.read() as db:
            found = records.debriefed(db, None, self.candidate)
        assert found
        assert found.record
        return [(card.interviewer, {each.score for each in card.ratings}) for card in found.record.cards]

    def counted(self) -> set[int]:
        with self.team.database.read() as db:
            return set(db.execute(select(scores.c.score).where(scores.c.rater == self.ada.id)).scalars())

    def may_read(self) -> bool:
        with self.team.database.read() as db:
            return visibility.may_read(db, self.ada, self.candidate)

    def informed(self, person: Person) -> bool:
        with self.team.database.read() as db:
            return mending.informed(db, person, self.candidate)

    def from_paper(self, typist: Person) -> int:
        """Let a manager type in and submit Ada's card."""
        card = int(self.act(typist, self.seats[0], "paper").location.rpartition("/")[2])
        self.save(typist, card, **form_of(self.team.filled(2)))
        assert self.post(typist, f"scorecards/{card}/submit", version=1).status_code == 303
        return card


@pytest.fixture
def panel(team: Team) -> Panel:
    ada, ben, opening = team.person("Ada"), team.person("Ben"), team.opening()
    candidate = team.candidate(opening)
    return Panel(team, ada, ben, opening, candidate, (team.seat(candidate, ada), team.seat(candidate, ben)))


def test_whoever_could_read_others_mends_nothing_even_with_another_seat(panel: Panel) -> None:
    card = panel.submit(panel.ada, 2)
    panel.submit(panel.ben, 5)
    assert panel.assign(panel.ada).status_code == 303

    page = panel.team.client(panel.ada).get(f"/en/scorecards/{card}")

    assert not panel.may_read()
    assert "Mend a slip" not in text_of(page.text)
    assert panel.post(panel.ada, f"scorecards/{card}/mend").status_code == 422


def test_whoever_got_another_seat_before_others_submitted_may_mend(panel: Panel) -> None:
    card = panel.submit(panel.ada, 2)
    panel.assign(panel.ada)
    panel.submit(panel.ben, 5)

    assert panel.post(panel.ada, f"scorecards/{card}/mend").status_code == 303


@pytest.mark.parametrize("end", ["close", "withdraw", "leave"])
def test_a_submitted_card_counts_while_it_is_mended_whatever_ends_it(panel: Panel, end: str) -> None:
    panel.mended()
    manager = panel.team.manager

    if end == "close":
        panel.close()
    elif end == "withdraw":
        panel.post(manager, f"candidates/{panel.candidate}/withdraw")
    else:
        assert panel.act(manager, panel.seats[0], "leave").status_code == 422

    assert (panel.rated(), panel.counted()) == ([("Ada", {2})], {2})


def test_a_mended_card_takes_its_place_when_it_is_submitted(panel: Panel) -> None:
    new = panel.mended()
    panel.submit(panel.ben, 5)
    blind = panel.may_read()
    desk = text_of(panel.team.client(panel.ada).get("/en/scorecards/").text)

    panel.save(panel.ada, new, **form_of(panel.team.filled(4)))
    panel.post(panel.ada, f"scorecards/{new}/submit", version=1)

    assert (blind, panel.may_read(), "Amber" in desk) == (False, True, True)
    assert (panel.rated(), panel.counted()) == ([("Ada", {4}), ("Ben", {5})], {4})


def test_mending_begun_twice_leads_to_the_same_card_and_can_be_given_up(panel: Panel) -> None:
    new = panel.mended()
    again = panel.post(panel.ada, f"scorecards/{new - 1}/mend")
    panel.submit(panel.ben, 5)
    panel.close()
    page = panel.team.client(panel.ada).get(f"/en/scorecards/{new}")

    answer = panel.post(panel.ada, f"scorecards/{new}/leave")

    assert (again.location, answer.status_code) == (f"/en/scorecards/{new}", 303)
    assert "Leave it as it was" in text_of(page.text)
    assert (panel.may_read(), panel.rated()[0], panel.counted()) == (True, ("Ada", {2}), {2})
    assert panel.post(panel.ada, f"scorecards/{new - 1}/leave").status_code == 303
    assert panel.rated()[0] == ("Ada", {2})


def test_a_card_from_paper_is_out_of_its_typists_hands_once_submitted(panel: Panel) -> None:
    panel.submit(panel.ben, 5)
    mike = panel.team.person("Mike", "manager")
    card = panel.from_paper(mike)

    change = {"skill": panel.skills[0], "score": "5", "reason": "better than Ada wrote"}
    answers = [
        panel.post(mike, f"scorecards/{card}/{act}", **change).status_code for act in ("revise", "mend")
    ]

    assert (answers, panel.team.client(mike).get(f"/en/scorecards/{card}").status_code) == ([404, 404], 404)
    assert ("Ada", {2}) in panel.rated()
    assert panel.post(panel.ada, f"scorecards/{card}/revise", **change).status_code == 303


@pytest.mark.parametrize("values", [{"role": "interviewer"}, {"active": False}])
def test_a_card_from_paper_leaves_with_the_role_and_goes_to_another_manager(
    panel: Panel, values: dict[str, Any]
) -> None:
    mike, zoe = (panel.team.person(name, "manager") for name in ("Mike", "Zoe"))
    card = int(panel.act(mike, panel.seats[0], "paper").location.rpartition("/")[2])
    refused = panel.act(zoe, panel.seats[0], "paper")

    panel.change(mike, **values)

    assert (refused.status_code, "Mike has begun this card" in text_of(refused.text)) == (422, True)
    if values.get("active", True):
        assert panel.team.client(mike).get(f"/en/scorecards/{card}").status_code == 404
    assert panel.act(zoe, panel.seats[0], "paper").location == f"/en/scorecards/{card}"
    assert panel.team.kept(card, zoe).typed_by == zoe.id


def test_text_on_a_skill_taken_away_meanwhile_is_kept_and_comes_back(panel: Panel) -> None:
    team, (first, second, *_) = panel.team, panel.skills
    card = team.card(panel.seats[0])
    panel.act(team.manager, panel.seats[0], "skills", skills=[first])
    form = {**form_of(team.filled(4)), f"evidence-{second}": TYPED}

    answer = panel.save(panel.ada, card, **form)
    panel.act(team.manager, panel.seats[0], "skills", skills=list(panel.skills))

    shown = fields_of(team.client(panel.ada).get(f"/en/scorecards/{card}"))
    assert answer.status_code == 303
    assert (shown[f"evidence-{second}"], shown[f"score-{second}"]) == (TYPED, "4")


@pytest.mark.parametrize("case", ["left", "conflict", "long"])
def test_text_on_a_skill_taken_away_is_given_back_where_it_is_not_kept(panel: Panel, case: str) -> None:
    team, (first, second, *_) = panel.team, panel.skills
    card = team.card(panel.seats[0])
    panel.act(team.manager, panel.seats[0], "skills", skills=[first])
    if case == "left":
        panel.act(team.manager, panel.seats[0], "leave")
    if case == "conflict":
        panel.save(panel.ada, card, editor="b" * 16, notes="another window")
    text = TYPED * (20 if case == "long" else 1)

    answer = panel.save(panel.ada, card, **{**form_of(team.filled(4)), f"evidence-{second}": text})

    assert (answer.status_code, text in answer.text) == (
        {"left": 410, "conflict": 409, "long": 422}[case],
        True,
    )


@pytest.mark.parametrize("case", ["closed", "pending"])
def test_a_reason_that_cannot_be_kept_is_given_back(panel: Panel, case: str) -> None:
    card = panel.submit(panel.ada)
    panel.submit(panel.ben)
    if case == "closed":
        panel.close()
    else:
        panel.assign(panel.ada)

    answer = panel.post(
        panel.ada, f"scorecards/{card}/revise", skill=panel.skills[0], score="5", reason=TYPED
    )

    assert (answer.status_code, TYPED in answer.text) == (422, True)


def test_a_decision_by_somebody_who_got_a_seat_meanwhile_is_given_back(panel: Panel) -> None:
    panel.submit(panel.ben)
    zoe = panel.team.person("Zoe", "manager")
    panel.assign(zoe)
    decision = {
        "who": "Zoe",
        "choice": "hire",
        "reason": TYPED,
        "override": "AGAINST",
        "record_hash": "0" * 64,
    }

    answer = panel.post(zoe, f"candidates/{panel.candidate}/decision", **decision)

    assert (answer.status_code, TYPED in answer.text, "AGAINST" in answer.text) == (409, True, True)


@pytest.mark.parametrize("case", ["erased", "typist"])
def test_a_card_lost_meanwhile_gives_back_what_was_typed_as_one_that_never_was(
    panel: Panel, case: str
) -> None:
    team, zoe = panel.team, panel.team.person("Zoe", "manager")
    if case == "erased":
        writer, card = panel.ada, team.card(panel.seats[0])
        with team.database.write() as db:
            erasing.erase(db, panel.candidate, team.by())
    else:
        writer, card = zoe, int(panel.act(zoe, panel.seats[0], "paper").location.rpartition("/")[2])
        panel.assign(zoe)

    answers = [panel.save(writer, number, **form_of(team.filled(4, notes=TYPED))) for number in (card, 999)]
    script = team.client(writer).post(f"/en/scorecards/{card}", data={"notes": TYPED}, headers=JSON)

    assert [(each.status_code, TYPED in each.text) for each in answers] == [(404, True)] * 2
    assert answers[0].text.replace(f"/{card}", "/999") == answers[1].text
    assert (script.status_code, TYPED in script.text) == (404, False)


def test_who_managed_while_others_had_submitted_is_informed(panel: Panel) -> None:
    early, late, never = (panel.team.person(name, "manager") for name in ("Eve", "Lea", "Nora"))
    panel.change(early, role="interviewer")
    panel.change(never, active=False)
    panel.team.at = panel.team.at.replace(hour=10)
    panel.submit(panel.ben)
    panel.change(late, role="interviewer")
    panel.change(never, role="interviewer", active=True)
    with panel.team.database.read() as db:
        now = {name: people.named(db, name) for name in ("Eve", "Lea", "Nora")}

    assert [panel.informed(each) for each in now.values() if each] == [False, True, False]
    panel.assign(late)
    with panel.team.database.read() as db:
        seats = candidates.seats_of(db, [panel.candidate])
    assert {seat.name for seat in seats if seat.informed} == {"Lea"}


def test_no_card_of_somebody_else_is_mended_in_storage_either(panel: Panel) -> None:
    card = panel.team.kept(panel.submit(panel.ada), panel.ada)

    with panel.team.database.write() as db:
        assert mending.mend(db, panel.team.manager, card, panel.team.by()) is None
        assert scorecards.own_card(db, panel.team.manager, card.id) is None
