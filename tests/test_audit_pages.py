"""The audit's page: every act in words, the latest first, by name, and nothing that tells how others rated."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import text_of
from sqlalchemy import event
from team import Team

from hiring.debrief import Decision
from hiring.storage import records, scorecards
from hiring.storage.audit import By, note
from hiring.storage.erasing import erase
from hiring.web.audit import AT_ONCE, WORDS

ROOT = Path(__file__).parent.parent
AUDIT = "/en/audit"


def literals(node: ast.expr) -> list[str] | None:
    """Return the words that an argument can be; none where that is not written there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        parts = [literals(node.body), literals(node.orelse)]
        return None if None in parts else [word for part in parts if part for word in part]
    return None


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted(ROOT.glob("hiring/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == name
            ):
                yield path, node


def noted() -> Iterator[tuple[str, str]]:
    """Yield every act and kind that a call of `note` can write; those that a variable holds stand in VARIABLE."""
    for path, call in calls("note"):
        acts, kinds = literals(call.args[2]), literals(call.args[3])
        if acts is None or kinds is None:
            yield from VARIABLE[path.relative_to(ROOT).as_posix()]
        else:
            yield from ((act, kind) for act in acts for kind in kinds)
    for _, call in calls("change_candidate"):
        for act in literals(call.args[3]) or []:
            yield act, "candidate"


# Modules that take an act or a kind from a variable, with all that it can be.
VARIABLE = {
    "hiring/storage/candidates.py": [(act, "candidate") for act in ("withdraw", "back", "hold", "release")],
    "hiring/web/exports.py": [("export", "opening"), ("export", "candidate")],
    "hiring/cli/export.py": [("export", "opening"), ("export", "candidate"), ("export", "audit")],
}


def test_every_act_that_is_noted_anywhere_has_words_and_no_others_have() -> None:
    found = set(noted())

    assert sorted(found - set(WORDS)) == []
    assert sorted(set(WORDS) - found) == []


def rows_of(team: Team, address: str = AUDIT) -> list[str]:
    """Return the rows of the page, each as one line of words."""
    page = team.client(team.manager).get(address).text
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [text_of(row) for row in body.split("</tr>") if "<td" in row]


def test_acts_are_told_by_name_in_words_with_the_latest_first(team: Team) -> None:
    ada, opening = team.person("Ada"), team.opening("Account Executive")
    candidate = team.candidate(opening, "Amber")
    team.submitted(team.seat(candidate, ada), ada, team.filled(3))

    found = rows_of(team)

    assert [row.removeprefix("2 Mar 2026, 09:00 ") for row in found[1:6]] == [
        "Ada Scorecard handed in Amber · Account Executive",
        "Maria Scorecard begun Amber · Account Executive",
        "Maria Interviewer assigned Amber · Account Executive · Ada",
        "Maria Candidate added Amber · Account Executive",
        "Maria Interview kit frozen Account Executive",
    ]
    assert "Command line Person added Maria" in found[-1]


def test_who_was_erased_has_no_name_and_nothing_leads_to_them(team: Team) -> None:
    candidate = team.candidate(team.opening(), "Amber")
    team.seat(candidate, team.person("Ada"))
    with team.database.write() as db:
        erase(db, candidate, By(team.manager.id, team.at))

    page = text_of(team.client(team.manager).get(AUDIT).text)

    assert "Amber" not in page
    assert f"Candidate erased candidate {candidate}, erased" in page


def test_pages_follow_each_other_without_a_gap(team: Team) -> None:
    with team.database.write() as db:
        for number in range(AT_ONCE * 2):
            note(db, By(team.manager.id, team.at), "change", "opening", number)
    first = team.client(team.manager).get(AUDIT).text
    older = first.partition('rel="next"')[0].rpartition("href=")[2].split('"')[1]

    found = [rows_of(team), rows_of(team, older)]

    assert [len(rows) for rows in found] == [AT_ONCE, AT_ONCE]
    last = team.client(team.manager).get(f"{AUDIT}?before=1").text
    assert "Nothing was noted before that." in last
    assert older != AUDIT


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 30, "\u00b2", "0"])
def test_whatever_stands_in_the_address_gives_a_page(team: Team, before: str) -> None:
    assert team.client(team.manager).get(f"{AUDIT}?before={before}").status_code == 200


def test_a_number_that_no_row_can_have_is_not_found(team: Team) -> None:
    assert team.client(team.manager).get(f"{AUDIT}?before={2**63}").status_code == 404


def test_the_audit_is_for_managers(team: Team) -> None:
    codes = [client.get(AUDIT).status_code for client in (team.client(team.person("Ben")), team.client())]

    assert codes == [404, 401]


def test_what_follows_from_others_ratings_is_left_out_until_one_has_handed_in(team: Team) -> None:
    ben, candidate = team.person("Ben"), team.candidate(team.opening())
    card = team.submitted(team.seat(candidate, ben), ben, team.filled(3))
    seat = team.seat(candidate, team.manager)
    with team.database.write() as db:
        kept = team.kept(card, ben)
        scorecards.revise(db, kept, kept.skills[0], 4, "heard more", By(ben.id, team.at))
        records.decide(db, candidate, Decision("Maria", "hire", "x", ""), "0" * 64, By(ben.id, team.at))

    before = rows_of(team)
    team.submitted(seat, team.manager, team.filled(2))
    after = rows_of(team)

    told = ("Score revised", "Decision kept")
    assert [[any(words in row for row in rows) for words in told] for rows in (before, after)] == [
        [False] * 2,
        [True] * 2,
    ]


def test_a_page_asks_the_database_six_times_at_most_however_much_there_is(team: Team) -> None:
    counts = []
    for number in range(2):
        ada = team.person(f"Ada {number}")
        for each in range(1 + 9 * number):
            candidate = team.candidate(team.opening(), f"C{each}")
            team.submitted(team.seat(candidate, ada), ada, team.filled(3))
        client = team.client(team.manager)
        statements: list[object] = []

        def count(*args: object, kept: list[object] = statements) -> None:
            if not str(args[2]).startswith(("BEGIN", "SET")):
                kept.append(args[2])

        event.listen(team.database.engine, "before_cursor_execute", count)
        client.get(AUDIT)
        event.remove(team.database.engine, "before_cursor_execute", count)
        counts.append(len(statements))

    assert (counts[0] == counts[1], counts[0] <= 6) == (True, True), counts


def test_nothing_in_a_page_counts_what_is_hidden(team: Team) -> None:
    ben, candidate = team.person("Ben"), team.candidate(team.opening())
    team.submitted(team.seat(candidate, ben), ben, team.filled(3))
    team.seat(candidate, team.manager)
    with team.database.write() as db:
        for _ in range(AT_ONCE):
            note(db, team.by(), "hold", "candidate", candidate)
    browser = team.client(team.manager)

    before = browser.get(AUDIT).text
    with team.database.write() as db:
        for _ in range(3):
            records.decide(db, candidate, Decision("Maria", "hire", "x", ""), "0" * 64, team.by(ben))
    after = browser.get(AUDIT).text

    assert before.count("<tr>") == AT_ONCE + 1
    assert after == before
