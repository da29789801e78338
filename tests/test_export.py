"""What goes out: CSV that no spreadsheet calculates, JSON that loses nothing, and nobody's ratings before one may know."""

import csv
import io
import json
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from commands_here import bytes_here
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert
from team import START, WORDS, Team
from werkzeug.test import TestResponse

from hiring.debrief import Decision
from hiring.export.csv import CARDS, DANGEROUS, MARK, card_rows, defused, table
from hiring.export.whole_record import unnamed
from hiring.scorecard import Rated, Scorecard
from hiring.storage import candidates, exporting, mending, records, scorecards
from hiring.storage.audit import By, acts
from hiring.storage.people import Person
from hiring.storage.tables import candidates as candidate_rows
from hiring.storage.tables import interviews, seats
from hiring.storage.tables import scorecards as card_rows_table

OPENING, CANDIDATE = "/en/openings/1/export", "/en/candidates/1/record"


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith(MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(MARK), newline="")))


class Hired:
    """An opening with Amber, rated by Ben and Cleo and decided on, and Basil, whom only Ben has rated."""

    def __init__(self, team: Team) -> None:
        self.team, self.opening = team, team.opening("Account Executive")
        self.ben, self.cleo = team.person("Ben"), team.person("Cleo")
        self.amber, self.basil = (
            team.candidate(self.opening, name, f"{name} Real") for name in ("Amber", "Basil")
        )
        for person, score, notes in ((self.ben, 4, "=1+1"), (self.cleo, 2, 'Żółć;\n"said"')):
            team.submitted(team.seat(self.amber, person), person, team.filled(score, notes=notes))
        team.submitted(
            team.seat(self.basil, self.ben), self.ben, team.filled([3, *[None] * (skills(team) - 1)])
        )
        team.seat(self.basil, self.cleo, 1)
        self.revise(self.amber, self.cleo, 3, "@heard more")
        with team.database.write() as db:
            decision = Decision("Maria", "hire", "numbers named by Ben", "")
            records.decide(db, self.amber, decision, "0" * 64, By(team.manager.id, team.at))

    def revise(self, candidate: int, person: Person, score: int, reason: str) -> None:
        with self.team.database.write() as db:
            card = next(each for each in scorecards.own_cards(db, person) if each.candidate_id == candidate)
            scorecards.revise(db, card, card.skills[0], score, reason, By(person.id, self.team.at))

    def get(self, address: str, person: Person | None = None) -> TestResponse:
        return self.team.client(person or self.team.manager).get(address)


def skills(team: Team) -> int:
    return len(team.kit.rated_in(team.kit.stages[0]))


@pytest.fixture
def hired(team: Team) -> Hired:
    return Hired(team)


def test_an_opening_is_a_row_for_each_rating_and_one_for_each_card_that_is_missing(hired: Hired) -> None:
    found = read(hired.get(f"{OPENING}.csv").text)

    per_card = skills(hired.team)
    assert tuple(found[0]) == CARDS
    assert [(row["candidate"], row["interviewer"], row["status"]) for row in found] == [
        *[("Amber", "Ben", "submitted")] * per_card,
        *[("Amber", "Cleo", "submitted")] * per_card,
        *[("Basil", "Ben", "submitted")] * per_card,
        ("Basil", "Cleo", "none"),
    ]
    first = found[per_card]
    kit = hired.team.kit
    assert first == {
        "candidate": "Amber", "opening": "Account Executive", "company": "Northwind", "kit": f"1 {kit.hash}",
        "level": "junior", "motion": "new_business", "stage": "screen", "interviewer": "Cleo", "status": "submitted",
        "submitted_at": "2026-03-02T09:00:00Z", "skill": kit.rated_in(kit.stages[0])[0], "score": "2",
        "evidence": WORDS, "recommendation": "yes", "notes": 'Żółć;\n"said"', "revised_score": "3",
        "revised_reason": "'@heard more",
    }  # fmt: skip
    assert {row["notes"] for row in found[:per_card]} == {"'=1+1"}
    assert (found[-1]["score"], found[-1]["skill"], found[-1]["submitted_at"]) == ("", "", "")


def test_json_holds_all_that_is_kept_and_not_the_number_of_the_scores(hired: Hired) -> None:
    answer = hired.get(f"{OPENING}.json")

    (opening,) = json.loads(answer.text)["openings"]
    amber, basil = opening["candidates"]
    assert (opening["id"], opening["brief"]["company"], opening["kits"][0]["content"]["level"]) == (
        1,
        "Northwind Instruments",
        "junior",
    )
    ben, cleo = amber["interviews"][0]["scorecards"]
    assert (amber["real_name"], amber["decisions"][0]["reason"]) == ("Amber Real", "numbers named by Ben")
    assert cleo["ratings"][0]["revisions"] == [
        {"score": 3, "reason": "@heard more", "by": "Cleo", "at": "2026-03-02T09:00:00Z"}
    ]
    assert (ben["notes"], len(ben["ratings"]), ben["ratings"][0]["score"]) == ("=1+1", skills(hired.team), 4)
    assert basil["interviews"][0]["scorecards"][0]["ratings"][1]["score"] is None
    with hired.team.database.read() as db:
        found = candidates.candidate(db, hired.amber)
    assert found
    assert str(found.subject) not in answer.text


def test_downloads_are_attachments_with_names_of_ids(hired: Hired) -> None:
    answers = [hired.get(f"{address}.{form}") for address in (OPENING, CANDIDATE) for form in ("csv", "json")]

    assert [each.headers["Content-Disposition"] for each in answers] == [
        'attachment; filename="opening-1.csv"',
        'attachment; filename="opening-1.json"',
        'attachment; filename="candidate-1.csv"',
        'attachment; filename="candidate-1.json"',
    ]
    assert {each.headers["X-Content-Type-Options"] for each in answers} == {"nosniff"}
    assert {each.headers["Cache-Control"] for each in answers} == {"no-store"}
    assert [each.mimetype for each in answers] == ["text/csv", "application/json"] * 2


def test_a_record_is_everything_about_one_candidate_without_names_unless_asked(hired: Hired) -> None:
    record = json.loads(hired.get(f"{CANDIDATE}.json").text)
    named = json.loads(hired.get(f"{CANDIDATE}.json?names=1").text)

    assert [card["interviewer"] for card in record["interviews"][0]["scorecards"]] == [
        "Interviewer 1",
        "Interviewer 2",
    ]
    assert (record["decisions"][0]["who"], record["decisions"][0]["by"]) == ("Somebody else", "Somebody else")
    assert record["interviews"][0]["scorecards"][1]["ratings"][0]["revisions"][0]["by"] == "Interviewer 2"
    assert named["interviews"][0]["scorecards"][0]["interviewer"] == "Ben"
    assert (record["kept_by"], record["kept_until"], record["real_name"]) == (
        "EU_default",
        "2026-09-02",
        "Amber Real",
    )
    assert {"act": "add", "at": "2026-03-02T09:00:00Z", "kind": "candidate"} in record["acts"]
    assert "Basil" not in json.dumps([record, named])
    assert {row["interviewer"] for row in read(hired.get(f"{CANDIDATE}.csv").text)} == {
        "Interviewer 1",
        "Interviewer 2",
    }


def test_a_slip_that_was_mended_is_in_the_record_with_what_stood_before(team: Team) -> None:
    ben = team.person("Ben")
    candidate = team.candidate(team.opening())
    card = team.submitted(team.seat(candidate, ben), ben, team.filled(1, notes="slip"))
    with team.database.write() as db:
        mended = mending.mend(db, ben, team.kept(card, ben), team.by(ben))
    assert mended
    draft = mended

    web = json.loads(team.client(team.manager).get(f"{CANDIDATE}.json").text)
    with team.database.read() as db:
        whole = exporting.candidate_data(db, None, candidate)

    assert whole
    found = [
        [(each["number"], each["status"], each["notes"]) for each in record["interviews"][0]["scorecards"]]
        for record in (web, whole)
    ]
    assert draft != card
    assert found == [
        [(1, "submitted", "slip")],
        [(1, "submitted", "slip"), (2, "draft", "slip")],
    ]


def test_a_manager_on_the_panel_gets_the_same_bytes_whatever_others_rated(team: Team) -> None:
    hired = Hired(team)
    team.seat(hired.amber, team.manager)
    addresses = [f"{address}.{form}" for address in (OPENING, CANDIDATE) for form in ("csv", "json")]
    before = [hired.get(address).data for address in addresses]
    with team.database.write() as db:
        records.decide(db, hired.amber, Decision("Maria", "decline", "no", "x"), "1" * 64, By(1, team.at))
    hired.revise(hired.amber, hired.cleo, 5, "changed again")

    after = [hired.get(address).data for address in addresses]

    assert after == before
    text = before[0].decode()
    assert [WORDS in line for line in text.splitlines() if line.startswith('"Amber"')] == [
        False,
        False,
        False,
    ]
    assert [row["status"] for row in read(text) if row["candidate"] == "Amber"] == [
        "submitted",
        "submitted",
        "none",
    ]
    assert any(row["evidence"] == WORDS for row in read(text) if row["candidate"] == "Basil")
    assert json.loads(before[3])["decisions"] is None


def test_whoever_has_handed_in_gets_the_rest_too(team: Team) -> None:
    hired = Hired(team)
    team.submitted(team.seat(hired.amber, team.manager), team.manager, team.filled(3))

    found = [row for row in read(hired.get(f"{OPENING}.csv").text) if row["candidate"] == "Amber"]

    assert {row["interviewer"] for row in found if row["evidence"]} == {"Ben", "Cleo", "Maria"}


def test_exports_are_for_managers_and_of_what_is_there(hired: Hired) -> None:
    addresses = [
        OPENING,
        CANDIDATE,
        "/en/openings/99/export",
        "/en/candidates/99/record",
        f"/en/openings/{10**30}/export",
    ]

    codes = [
        [team_client.get(f"{address}.json").status_code for address in addresses]
        for team_client in (
            hired.team.client(hired.team.manager),
            hired.team.client(hired.ben),
            hired.team.client(),
        )
    ]

    assert codes == [[200, 200, 404, 404, 404], [404] * 5, [401, 401, 401, 401, 404]]
    assert hired.get(f"{OPENING}.xlsx").status_code == 404


def test_that_data_went_out_is_noted(hired: Hired) -> None:
    hired.get(f"{OPENING}.csv")
    hired.get(f"{CANDIDATE}.json")

    with hired.team.database.read() as db:
        found = [(act.actor, act.act, act.kind, act.object, act.detail) for act in acts(db, limit=3)]

    assert [each for each in found if each[1] == "export"] == [
        ("Maria", "export", "candidate", 1, {"format": "json"}),
        ("Maria", "export", "opening", 1, {"format": "csv"}),
    ]


@pytest.mark.parametrize("sign", sorted(DANGEROUS))
def test_no_cell_begins_as_a_formula_does(sign: str) -> None:
    assert defused(f"{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ["", "3", "a=b", "'quoted'", " =1", "żółw", "1+1", "–"])
def test_other_cells_are_as_they_are(text: str) -> None:
    assert defused(text) == text


@given(
    st.lists(
        st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")),
        min_size=1,
        max_size=4,
    )
)
def test_any_words_come_back_from_the_table(words: list[str]) -> None:
    names = [f"column {number}" for number in range(len(words))]

    found = read("".join(table(names, [dict(zip(names, words, strict=True))])))

    assert [list(row.values()) for row in found] == [[defused(each) for each in words]]


def test_the_command_line_gets_everything_drafts_too(hired: Hired, tmp_path: Path) -> None:
    team = hired.team
    draft = team.card(team.seat(hired.basil, team.manager, 1))
    with team.database.write() as db:
        filled = Scorecard(ratings={"discovery": Rated(score=5, evidence="first words")})
        scorecards.save(db, draft, scorecards.Save(0, "x", 1, filled), team.at)
    target = tmp_path / "out.csv"

    printed, written = started(team, "export"), hiring(team, "export", "-o", str(target), "--opening", "1")
    again = started(team, "export", "-o", str(target))

    assert (printed.returncode, written.returncode) == (0, 0)
    assert printed.stdout == target.read_bytes()
    rows = [row for row in read(printed.stdout.decode()) if row["status"] == "draft"]
    assert [(row["skill"], row["evidence"]) for row in rows] == [("discovery", "first words")]
    assert (again.returncode, b"--force" in again.stderr, target.stat().st_mode & 0o777) == (2, True, 0o600)


def test_one_record_and_the_audit_come_from_the_command_line_too(hired: Hired) -> None:
    record = json.loads(
        hiring(hired.team, "export", "--candidate", "account executive/amber", "--format", "json").stdout
    )
    audit = json.loads(hiring(hired.team, "export", "--audit", "--format", "json").stdout)
    table_of_audit = read(hiring(hired.team, "export", "--audit").stdout.decode())

    assert (record["candidate"], record["interviews"][0]["scorecards"][0]["interviewer"]) == (
        "Amber",
        "Interviewer 1",
    )
    assert (audit[0]["who"], audit[0]["act"], audit[0]["kind"]) == ("command line", "add", "person")
    assert [row["act"] for row in table_of_audit][-2:] == ["export", "export"]
    with hired.team.database.read() as db:
        assert acts(db)[0].act == "export"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--opening", "9"), "there is no opening 9; there are: 1"),
        (("--candidate", "Nobody"), "no candidate 'Nobody'"),
        (("--candidate", "1", "--audit"), "do not go together"),
        (("-o", "/nowhere/x.csv"), "there is no folder /nowhere"),
    ],
)
def test_mistakes_are_told_in_words(hired: Hired, words: tuple[str, ...], told: str) -> None:
    result = hiring(hired.team, "export", *words)

    assert (result.returncode, told in result.stderr.decode(), b"Traceback" in result.stderr) == (
        2,
        True,
        False,
    )


def hiring(team: Team, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line on a team's database."""
    return bytes_here(*words, "--database", url_of(team))


def started(team: Team, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line on a team's database in a process of its own."""
    command = [sys.executable, "-m", "hiring.cli", *words, "--database", url_of(team)]
    return subprocess.run(command, capture_output=True, check=False)


def url_of(team: Team) -> str:
    return str(team.database.url.render_as_string(hide_password=False))


def test_names_stay_out_of_a_record_with_a_typed_in_card() -> None:
    card = {"interviewer": "Ada", "typed_by": "Maria", "ratings": None}
    record: dict[str, Any] = {"interviews": [{"scorecards": [card]}], "decisions": []}

    assert unnamed(record) == {
        "interviews": [
            {"scorecards": [{"interviewer": "Interviewer 1", "typed_by": "Somebody else", "ratings": None}]}
        ],
        "decisions": [],
    }
    assert list(card_rows([])) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_thousands_of_cards_begin_to_arrive_at_once_and_memory_stays_flat(team: Team) -> None:
    many(team, 1250)
    client = team.client(team.manager)
    tracemalloc.start()
    started = time.monotonic()
    parts = iter(client.get(f"{OPENING}.csv", buffered=False).response)
    next(parts)
    first = time.monotonic() - started
    size = sum(len(part) for part in parts)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (first < 1, size > 4_500_000, peak < 3_000_000) == (True, True, True), (first, size, peak)


def many(team: Team, count: int) -> None:
    """Add candidates with four submitted cards each, fast."""
    opening = team.opening()
    team.candidate(opening)
    raters = [team.person(f"Rater {number}").id for number in range(4)]
    skill_ids = team.kit.rated_in(team.kit.stages[0])
    data = {
        "ratings": {skill: {"score": 3, "evidence": WORDS * 2} for skill in skill_ids},
        "recommendation": "yes",
        "notes": "",
    }
    with team.database.write() as db:
        numbers = range(2, count + 2)
        common = {"opening_id": opening, "kit_id": 1, "real_name": "", "hold": False, "created_at": START}
        db.execute(
            insert(candidate_rows), [{"id": n, "code_name": f"C{n}", "subject": n, **common} for n in numbers]
        )
        talk = {"stage": "screen", "number": 1, "minutes": 30, "place": ""}
        db.execute(insert(interviews), [{"id": n + 10, "candidate_id": n, **talk} for n in numbers])
        sat = [
            {"id": n * 4 + place, "interview_id": n + 10, "candidate_id": n, "person_id": rater, "skills": skill_ids,
             "informed": False, "assigned_at": START}
            for n in numbers
            for place, rater in enumerate(raters)
        ]  # fmt: skip
        db.execute(insert(seats), sat)
        card = {"number": 1, "current": True, "version": 1, "state": "submitted", "data": data, "editor": "", "sequence": 1,
                "created_at": START, "submitted_at": START}  # fmt: skip
        db.execute(
            insert(card_rows_table),
            [
                {"seat_id": s["id"], "candidate_id": s["candidate_id"], "person_id": s["person_id"], **card}
                for s in sat
            ],
        )


@pytest.mark.parametrize("sign", ["\u00a0", "\ufeff", "\u200b"])
def test_no_formula_hides_behind_a_sign_that_nobody_sees(sign: str) -> None:
    assert defused(f"{sign}=1+1") == f"'{sign}=1+1"


def test_every_cell_is_quoted_so_that_no_separator_splits_it() -> None:
    assert "".join(table(["a", "b"], [{"a": "1;=1+1", "b": None}])) == f'{MARK}"a","b"\r\n"1;=1+1",""\r\n'
