"""Times as they are typed in a team's zone, and how late a scorecard is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.findings import HiringError, Place
from hiring.interview_time import lateness, local_text, read_local

WARSAW = ZoneInfo("Europe/Warsaw")
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHERE = Place("form", path="starts_at")


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-03-09T10:00", datetime(2026, 3, 9, 9, 0, tzinfo=UTC)),
        ("2026-07-09 10:00", datetime(2026, 7, 9, 8, 0, tzinfo=UTC)),
        (" 2026-07-09T10:00:00 ", datetime(2026, 7, 9, 8, 0, tzinfo=UTC)),
        ("2026-03-29T01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        ("2026-03-29T03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # passed through twice: the first
    ],
)
def test_a_time_is_meant_in_the_teams_zone(typed: str, moment: datetime) -> None:
    read = read_local(typed, WARSAW, AT, WHERE)

    assert (read, read.tzinfo) == (moment, UTC)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-03-29T02:30", "does not exist: the clocks go forward in that hour"),
        ("2026-02-30T10:00", "is no date and time"),
        ("2026-03-09", "is no date and time"),
        ("2026-03-09T24:00", "is no date and time"),
        ("2026-03-09T10:00Z", "is no date and time"),
        ("٢٠٢٦-٠٣-٠٩T10:00", "is no date and time"),
        ("tomorrow", "is no date and time"),
        ("0001-01-01T00:00", "more than two years away"),
        ("9999-12-31T23:59", "more than two years away"),
        ("2062-03-09T10:00", "more than two years away"),
    ],
)
def test_nonsense_and_hours_that_do_not_exist_are_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(HiringError, match=words):
        read_local(typed, WARSAW, AT, WHERE)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_time_or_a_finding(typed: str) -> None:
    try:
        found: object = read_local(typed, WARSAW, AT, WHERE)
    except HiringError as problem:
        found = [finding.place for finding in problem.findings]

    assert isinstance(found, datetime) or found == [WHERE]


@given(st.integers(-500_000, 500_000))
def test_a_time_shown_in_a_field_is_read_back_as_itself(minutes: int) -> None:
    moment = AT + timedelta(minutes=minutes)

    read = read_local(local_text(moment, WARSAW), WARSAW, AT, WHERE)

    assert moment - read in {
        timedelta(),
        timedelta(hours=1),
    }  # the hour that comes twice is taken as the first


def test_without_a_zone_times_are_those_of_this_machine() -> None:
    local = AT.astimezone()

    assert read_local(f"{local:%Y-%m-%dT%H:%M}", None, AT, WHERE) == AT
    assert local_text(None, None) == ""


def test_a_card_is_due_two_hours_after_the_interview_and_overdue_after_a_day() -> None:
    hours = (0, 1.99, 2, 24, 24.01)

    assert [lateness(AT, AT + timedelta(hours=each)) for each in hours] == [
        "early", "early", "due", "due", "overdue",
    ]  # fmt: skip
    assert lateness(None, AT) == "early"
