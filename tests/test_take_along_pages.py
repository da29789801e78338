"""Own practice taken along as a file, brought in again and deleted, on the pages."""

import json
import sqlite3
from pathlib import Path

import pytest
from pages import Reader, text_of
from practice_room import Room
from sql import statements
from werkzeug.test import TestResponse

from hiring.practice_file_reader import MOST_BYTES, read
from hiring.vocabulary import LANGUAGES

PLACE = "/practice/take-along/"
BLANK = b'{"format": "hiring-practice", "version": 1}'
HEADERS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def used(room: Room) -> Room:
    """Return a room where some questions were answered."""
    room.begin()
    room.practise()
    return room


def file_of(room: Room) -> bytes:
    return bytes(room.get(f"{PLACE}practice.json").data)


def bring_in(room: Room, raw: bytes, *, replace: bool = False) -> TestResponse:
    """Send a file as a browser does."""
    parts = [b'name="file"; filename="practice.json"\r\n\r\n' + raw, *[b'name="replace"\r\n\r\non'] * replace]
    body = (
        b"".join(b"--b\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts) + b"--b--\r\n"
    )
    kind = "multipart/form-data; boundary=b"
    return room.client.post(f"/en{PLACE}bring-in", data=body, content_type=kind, headers=HEADERS)


def dump(room: Room) -> str:
    """Return every row of every table, as they are in the file."""
    db = sqlite3.connect(str(room.database.file))
    try:
        return "\n".join(db.iterdump())
    finally:
        db.close()


def test_what_is_taken_along_comes_back_on_another_machine(used: Room, tmp_path: Path) -> None:
    other = Room(tmp_path / "other.db")
    taken = file_of(used)

    answer = bring_in(other, taken)

    assert (answer.status_code, answer.location, file_of(other)) == (303, f"/en{PLACE}?brought=in", taken)
    assert len(read(taken).reviews) > 1
    plans = [text_of(each.get("/practice/").text) for each in (used, other)]
    assert plans[0] == plans[1]
    other.close()


def test_what_was_brought_in_is_counted(used: Room, tmp_path: Path) -> None:
    other = Room(tmp_path / "other.db")
    file = read(file_of(used))

    answer = bring_in(other, file_of(used))
    page = text_of(other.get(answer.location).text)

    assert "Brought in" in page
    told = (
        f"{len(file.answers)} answers",
        f"{len(file.reviews)} own ratings",
        "0 stories",
        "0 mock interviews",
    )
    assert [each for each in told if each not in page] == []
    assert "Brought in" not in text_of(other.get(PLACE).text)
    other.close()


def test_after_deleting_it_is_said_that_all_is_gone(used: Room) -> None:
    early = text_of(used.get(f"{PLACE}?deleted=all").text)
    answer = used.post(f"{PLACE}delete")
    page = text_of(used.get(answer.location).text)

    assert "Everything is deleted" in page
    assert "Everything is deleted" not in early


def test_the_file_is_named_by_the_day(used: Room) -> None:
    answer = used.get(f"{PLACE}practice.json")

    told = (answer.mimetype, answer.headers["Content-Disposition"])
    assert told == ("application/json", 'attachment; filename="practice-2027-03-01.json"')


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        (b"", 422, "the file is empty"),
        (b"\x89PNG\r\n", 422, "this is not UTF-8 text"),
        (b'{"decks": []}', 422, "This is no file of practice; it holds: decks"),
        (b'{"format": "hiring-practice", "version": 9}', 422, "the file was made by a newer version of the app (9)"),
        (b'{"format": "hiring-practice", "ver', 422, "the file ends in the middle"),
        (b'{"format": "hiring-practice", "version": 1, "answers": [{"id": "<b>"}]}', 422, "answer 1, id: expected a whole number, found a text"),
        (b"x" * (MOST_BYTES + 1), 413, "the file is over 1 MiB"),
    ],
    ids=["empty", "picture", "another app", "newer", "cut off", "wrong", "large"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_changes_nothing(used: Room, raw: bytes, code: int, words: str) -> None:
    before = dump(used)

    answer = bring_in(used, raw, replace=True)

    page = text_of(answer.text)
    assert (answer.status_code, "Nothing was changed" in page, words in page) == (code, True, True)
    assert dump(used) == before


def test_a_file_far_too_large_is_refused_before_it_is_read(used: Room) -> None:
    before = dump(used)

    answer = bring_in(used, b"x" * 2 * MOST_BYTES, replace=True)

    told = (answer.status_code, "The file is over 1 MiB" in text_of(answer.text), dump(used) == before)
    assert told == (413, True, True)


def test_other_forms_stay_small(used: Room) -> None:
    typed = {"text": "x" * 300_000}

    answer = used.client.post("/en/practice/setup", data=typed, headers=HEADERS)

    assert (answer.status_code, "256 KiB" in text_of(answer.text)) == (413, True)


def test_no_file_is_asked_for_in_words(used: Room) -> None:
    before = dump(used)

    answer = used.client.post(f"/en{PLACE}bring-in", data={"replace": "on"}, headers=HEADERS)

    assert (answer.status_code, "Choose a file first" in text_of(answer.text)) == (422, True)
    assert dump(used) == before


def test_what_is_there_is_replaced_only_if_it_is_ticked(used: Room) -> None:
    before = dump(used)
    count = len(read(file_of(used)).answers)

    refused = bring_in(used, BLANK)
    kept = dump(used)
    page = Reader(refused.text)
    agreed = bring_in(used, BLANK, replace=True)

    assert (refused.status_code, "tick that it is replaced" in text_of(refused.text)) == (422, True)
    assert (f"{count} answers" in text_of(refused.text), "replace" in set(page.values("input", "name"))) == (
        True,
        True,
    )
    assert (kept == before, agreed.status_code, read(file_of(used)).answers) == (True, 303, [])


def test_a_blank_practice_needs_no_tick(room: Room) -> None:
    assert "replace" not in set(Reader(room.get(PLACE).text).values("input", "name"))
    assert bring_in(room, BLANK).status_code == 303


def test_an_old_window_finds_nothing_after_a_file_came_in(used: Room) -> None:
    answer = used.next() or used.post("/practice/answers/1").status_code
    taken = file_of(used)
    bring_in(used, taken, replace=True)

    late = used.post("/practice/answers/1", text="late", version="1", editor="e", sequence="9")

    assert (late.status_code, bool(answer), file_of(used)) == (404, True, taken)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_deleting_tells_what_goes_and_begins_anew(used: Room, lang: str) -> None:
    ratings = len(read(file_of(used)).reviews)
    page = text_of(used.get(f"/{lang}{PLACE}delete").text)

    answer = used.post(f"/{lang}{PLACE}delete")

    assert str(ratings) in page
    assert (answer.status_code, answer.location) == (303, f"/{lang}{PLACE}?deleted=all")
    assert used.get(f"/{lang}/practice/").location == f"/{lang}/practice/setup"
    assert json.loads(file_of(used)) == {
        "format": "hiring-practice", "version": 1, "setup": None, "answers": [], "reviews": [], "stories": [], "mocks": []
    }  # fmt: skip


@pytest.mark.parametrize("address", ["bring-in", "delete"])
def test_another_site_can_neither_bring_in_nor_delete(used: Room, address: str) -> None:
    before = dump(used)

    answer = used.client.post(f"/en{PLACE}{address}", headers={"Sec-Fetch-Site": "cross-site"})

    assert (answer.status_code, dump(used) == before) == (403, True)


def test_a_page_takes_few_statements_however_much_there_is(used: Room) -> None:
    asked = []
    for day in (2, 9):
        with statements(used.database) as found:
            used.get(PLACE)
        asked.append(len(found))
        used.day = used.day.replace(day=day)
        used.practise()

    assert (asked[0] == asked[1], asked[0] <= 6) == (True, True)
