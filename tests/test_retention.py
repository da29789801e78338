"""From when a preset counts, until when, and who is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from team import Team

from hiring.debrief import Decision
from hiring.retention import PRESET_IDS, PRESETS, Course, PresetId, Term, preset, term
from hiring.storage import candidates, openings, records, retention
from hiring.storage.audit import By

DAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("name", "until"),
    [
        ("PL_strict", date(2026, 11, 29)),
        ("PL_claims", date(2029, 8, 31)),
        ("EU_default", date(2027, 2, 28)),
        ("US", date(2027, 8, 31)),
    ],
)
def test_a_term_ends_so_long_after_the_decision(name: PresetId, until: date) -> None:
    assert term(PRESETS[name], Course(decided=DAY)) == Term(PRESETS[name], "decision", DAY, until)


def test_the_decision_goes_before_the_withdrawal_and_that_before_the_closing() -> None:
    decided, withdrawn, closed = DAY, DAY - timedelta(9), DAY + timedelta(9)
    courses = [
        Course(decided, withdrawn, closed),
        Course(None, withdrawn, closed),
        Course(None, None, closed),
        Course(),
    ]

    found = [(each.since, each.start) for each in (term(PRESETS["US"], course) for course in courses)]

    assert found == [("decision", decided), ("withdrawal", withdrawn), ("closing", closed), (None, None)]


def test_nothing_is_due_while_the_process_goes_on_or_somebody_is_held() -> None:
    going_on, held = term(PRESETS["PL_strict"], Course()), term(PRESETS["PL_strict"], Course(DAY, held=True))

    assert [each.due(date.max) for each in (going_on, held)] == [False, False]
    assert (held.since, held.start, held.until) == ("decision", DAY, None)


def test_somebody_is_due_on_the_day_and_not_before() -> None:
    found = term(PRESETS["PL_strict"], Course(DAY))

    assert [found.due(date(2026, 11, day)) for day in (28, 29, 30)] == [False, True, True]


def test_the_talent_pool_counts_from_a_later_consent_and_not_without_one() -> None:
    pool = PRESETS["talent_pool"]

    assert term(pool, Course(DAY, consent=DAY + timedelta(10))).until == date(2027, 9, 10)
    assert term(pool, Course(DAY, consent=DAY - timedelta(10))).until == date(2027, 8, 31)
    assert term(pool, Course(DAY)) == term(PRESETS["EU_default"], Course(DAY))
    assert term(pool, Course(consent=DAY)).until is None


def test_a_preset_that_nobody_knows_counts_as_the_default() -> None:
    assert preset("for_ever") == PRESETS["EU_default"]


@given(st.sampled_from(PRESET_IDS), st.dates(max_value=date(9000, 1, 1)))
def test_every_preset_ends_after_it_began(name: PresetId, day: date) -> None:
    assert PRESETS[name].after(day) > day


def by(team: Team) -> By:
    return By(team.manager.id, team.at)


def decide(team: Team, candidate: int) -> None:
    with team.database.write() as db:
        records.decide(db, candidate, Decision("Maria", "decline", "enough seen", ""), "0" * 64, by(team))


def due(team: Team) -> list[str]:
    with team.database.read() as db:
        return [each.code_name for each in retention.due(db, team.at.date())]


def test_those_whose_time_is_over_are_listed_by_opening(team: Team) -> None:
    first, second = team.opening("First", retention="PL_strict"), team.opening("Second", retention="US")
    for opening, name in ((second, "Basil"), (first, "Amber"), (first, "Cedar")):
        decide(team, team.candidate(opening, name))
    team.candidate(first, "Dill")
    team.at += timedelta(days=90)
    soon = due(team)
    team.at += timedelta(days=275)

    assert (soon, due(team)) == (["Amber", "Cedar"], ["Amber", "Cedar", "Basil"])


def test_the_last_decision_counts_and_a_hold_or_a_longer_preset_keeps(team: Team) -> None:
    opening = team.opening(retention="PL_strict")
    again, held = team.candidate(opening, "Again"), team.candidate(opening, "Held")
    for candidate in (again, held):
        decide(team, candidate)
    with team.database.write() as db:
        candidates.change_candidate(db, held, by(team), "hold", hold=True)
    team.at += timedelta(days=60)
    decide(team, again)
    team.at += timedelta(days=60)
    before = due(team)
    team.at += timedelta(days=30)
    after = due(team)
    with team.database.write() as db:
        retention.choose(db, opening, "PL_claims", "assessment 7", by(team))

    assert (before, after, due(team)) == ([], ["Again"], [])
    with team.database.read() as db:
        assert retention.documents(db) == {opening: "assessment 7"}


def test_a_withdrawal_or_the_closing_of_the_opening_counts_where_nobody_decided(team: Team) -> None:
    opening = team.opening(retention="PL_strict")
    left, _ = team.candidate(opening, "Left"), team.candidate(opening, "Waiting")
    with team.database.write() as db:
        candidates.change_candidate(db, left, by(team), "withdraw", withdrawn_at=team.at)
    team.at += timedelta(days=90)
    first = due(team)
    with team.database.write() as db:
        openings.close(db, opening, by(team), closed=True)
    team.at += timedelta(days=90)

    assert (first, due(team)) == (["Left"], ["Left", "Waiting"])


def test_consent_is_kept_for_each_candidate_and_can_be_taken_back(team: Team) -> None:
    candidate = team.candidate(team.opening(retention="talent_pool"))
    decide(team, candidate)
    ends = []
    for day in (date(2026, 5, 1), None):
        with team.database.write() as db:
            retention.agree(db, candidate, day, by(team))
        with team.database.read() as db:
            ends.append([each.term.until for each in retention.everybody_kept(db)])

    assert ends == [[date(2027, 5, 1)], [date(2026, 9, 2)]]
