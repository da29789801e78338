"""Calendar files: read back as a calendar would, moved and called off as one entry, the same for good."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from hiring.export.ics import Entry, calendar, uid

START = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
AT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
ENTRY = Entry(
    uid("interview", 1),
    "Screen; Account Executive, Northwind",
    "When: Monday\n\nWhere: a, b; c \\ d",
    "Room 4, Deansgate",
    START,
    45,
    2,
    AT,
    organizer="jobs@northwind.example",
    company='North "Wind": Ltd; x',
)
TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=200)


def read(text: str) -> tuple[Calendar, Event]:
    whole = Calendar.from_ical(text)
    (event,) = whole.walk("VEVENT")
    assert isinstance(whole, Calendar)
    assert isinstance(event, Event)
    return whole, event


def test_an_entry_reads_back_as_it_was_meant() -> None:
    whole, event = read(calendar(ENTRY, AT))

    assert (str(whole["method"]), str(event["status"]), str(event["uid"])) == (
        "PUBLISH",
        "CONFIRMED",
        ENTRY.uid,
    )
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (START, START + timedelta(minutes=45))
    assert (event.decoded("sequence"), event.decoded("last-modified"), event.decoded("dtstamp")) == (
        2,
        AT,
        AT,
    )
    assert [str(event[name]) for name in ("summary", "description", "location")] == [
        ENTRY.summary,
        ENTRY.description,
        ENTRY.place,
    ]
    assert str(event["organizer"]) == "mailto:jobs@northwind.example"


def test_times_are_written_in_utc_and_lines_end_as_the_format_wants() -> None:
    local = replace(ENTRY, starts_at=START.astimezone())

    text = calendar(local, AT)

    assert "DTSTART:20260309T090000Z\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_an_entry_called_off_takes_the_same_entry_away_with_a_time_or_without() -> None:
    off = replace(ENTRY, called_off=True, sequence=3)

    for entry, starts in ((off, True), (replace(off, starts_at=None), False)):
        whole, event = read(calendar(entry, AT))

        assert (str(whole["method"]), str(event["status"]), "dtstart" in event) == (
            "CANCEL",
            "CANCELLED",
            starts,
        )
        assert (str(event["uid"]), event.decoded("sequence")) == (ENTRY.uid, 3)


def test_a_uid_is_the_same_for_the_same_parts_and_tells_none_of_them() -> None:
    assert uid("interview", 12, "Amber") == uid("interview", 12, "Amber")
    assert uid("interview", 12, "Amber") != uid("interview", 13, "Amber")
    assert "Amber" not in uid("interview", 12, "Amber")


@pytest.mark.parametrize("name", ["summary", "description", "place"])
@given(words=TYPED)
def test_no_words_that_people_type_break_out_of_their_field(name: str, words: str) -> None:
    _, event = read(calendar(replace(ENTRY, **{name: f"x{words}"}), AT))  # type: ignore[arg-type]

    keys = {
        "summary",
        "dtstart",
        "dtend",
        "dtstamp",
        "uid",
        "sequence",
        "description",
        "last-modified",
        "location",
    }
    assert {key.lower() for key in event} - keys == {"status", "organizer"}
    assert str(event["location" if name == "place" else name]) == f"x{words}"
