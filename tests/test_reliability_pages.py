"""The reliability page, and the counts for the four-fifths rule."""

import pytest
from pages import text_of
from team import Team

from hiring.storage import people

PAIRS = [(1, 1), (1, 2), (2, 3), (3, 3), (4, 3), (4, 4), (5, 4), (5, 5)]


def rated(team: Team, pairs: list[tuple[int, int]]) -> list[int]:
    """Let Ada and Ben rate a candidate for each pair of scores; return the candidates."""
    raters = [team.person("Ada"), team.person("Ben")]
    opening, made = team.opening(), []
    for number, scores in enumerate(pairs):
        candidate = team.candidate(opening, f"Name {number}")
        for person, score in zip(raters, scores, strict=True):
            team.submitted(team.seat(candidate, person), person, team.filled(score))
        made.append(candidate)
    return made


def page(team: Team, address: str = "/en/reliability") -> str:
    answer = team.client(team.manager).get(address)
    assert answer.status_code == 200
    return text_of(answer.text)


def test_without_a_scorecard_there_are_too_few_data(team: Team) -> None:
    assert "No scorecard has been handed in yet" in page(team)


def test_below_eight_candidates_every_figure_says_too_few_data(team: Team) -> None:
    rated(team, PAIRS[:7])

    shown = page(team)

    assert "Too few data" in shown
    assert "excellent reliability" not in shown


def test_from_eight_candidates_on_agreement_and_severity_are_told_by_name(team: Team) -> None:
    rated(team, PAIRS)

    shown = page(team)

    assert "0.94 excellent reliability" in shown
    assert (
        shown.index("Agreement on each skill")
        < shown.index("Severity of raters")
        < shown.index("Four-fifths rule")
    )


def test_a_level_that_nobody_was_hired_for_has_too_few_data(team: Team) -> None:
    rated(team, PAIRS)

    assert "No scorecard has been handed in yet" in page(team, "/en/reliability?level=senior")


def test_candidates_whom_the_manager_still_has_to_rate_are_left_out(team: Team) -> None:
    made = rated(team, PAIRS)
    team.seat(made[0], team.manager)

    shown = page(team)

    assert "1 candidate is left out until you have handed in your own scorecards." in shown
    assert "excellent reliability" not in shown


def test_counts_are_kept_and_compared(team: Team) -> None:
    opening = team.opening("AE North")
    browser = team.client(team.manager)

    kept = browser.post(f"/en/openings/{opening}/counts", data={"lines": "women; 40; 12\r\nmen; 80; 48\r\n"})
    shown = page(team)

    assert kept.status_code == 303
    assert "AE North" in shown
    assert "women 40 12" in shown
    assert "women; 40; 12\nmen; 80; 48" in browser.get(f"/en/openings/{opening}/counts").text


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("women 40 12", "line 1: write a group's name"),
        ("women; 12; 40", "line 1: more were selected than applied"),
        ("a; 9; 1\na; 8; 1", "line 2: this group stands twice"),
        ("\n".join(f"g{number}; 9; 1" for number in range(21)), "at most 20 groups"),
        ("a\x07; 9; 1", "line 1: write a group's name"),
        ("a; 99999999; 1", "line 1: write a group's name"),
    ],
)
def test_counts_that_are_wrong_come_back_as_they_were_typed(team: Team, lines: str, words: str) -> None:
    answer = team.client(team.manager).post(f"/en/openings/{team.opening()}/counts", data={"lines": lines})

    assert (answer.status_code, words in text_of(answer.text)) == (422, True)
    assert lines.partition("\n")[0].partition(";")[2] in answer.text


def test_interviewers_do_not_see_how_severe_their_colleagues_are(team: Team) -> None:
    rated(team, PAIRS)
    with team.database.read() as db:
        ada = people.named(db, "Ada")
    assert ada

    assert team.client(ada).get("/en/reliability").status_code == 404
