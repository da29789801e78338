"""When an interview is, as people type and read it, and how late the scorecards of it are."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from hiring.findings import Place, refused, say

DUE_AFTER, OVERDUE_AFTER = timedelta(hours=2), timedelta(hours=24)
FARTHEST = timedelta(days=2 * 366)
_TYPED = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::00)?", re.ASCII)
Lateness = Literal["early", "due", "overdue"]


def read_local(typed: str, zone: tzinfo | None, at: datetime, place: Place) -> datetime:
    """Return a time typed in a zone (none is this machine's) as UTC; raise HiringError for what is no time there.

    An hour that the clocks go through twice is taken as the first.
    """
    found = _TYPED.fullmatch(typed.strip())
    try:
        local = datetime(*map(int, found.groups())) if found else None  # type: ignore[arg-type] # noqa: DTZ001
    except ValueError:
        local = None
    if local is None:
        raise refused(
            place,
            "time",
            say("%(typed)s is no date and time", typed=typed),
            say("write it as 2026-12-31 14:30"),
        )
    if abs(local - at.replace(tzinfo=None)) > FARTHEST:
        raise refused(
            place, "time", say("%(typed)s is more than two years away; is the year right?", typed=typed)
        )
    moment = (local.replace(tzinfo=zone) if zone else local).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local:
        raise refused(
            place,
            "time",
            say("%(typed)s does not exist: the clocks go forward in that hour", typed=typed),
            say("take another hour"),
        )
    return moment


def local_text(at: datetime | None, zone: tzinfo | None) -> str:
    """Return a time as a field for local times holds it; empty for none."""
    return f"{at.astimezone(zone):%Y-%m-%dT%H:%M}" if at else ""


def ends(starts_at: datetime, minutes: int) -> datetime:
    """Return when an interview ends."""
    return starts_at + timedelta(minutes=minutes)


def lateness(ends_at: datetime | None, at: datetime) -> Lateness:
    """Return how late a card that was not handed in is: due two hours after the interview, overdue after a day."""
    if ends_at is None or at < ends_at + DUE_AFTER:
        return "early"
    return "overdue" if at > ends_at + OVERDUE_AFTER else "due"
