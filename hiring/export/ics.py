"""An interview as a calendar file: UTC times, one UID for good, a higher SEQUENCE with every change."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from icalendar import Event

MAKER = "-//hiring//Account Executive hiring//EN"


@dataclass(frozen=True)
class Entry:
    """One entry in one calendar; called off it takes the entry away. Without `starts_at` it can only be called off."""

    uid: str
    summary: str
    description: str
    place: str
    starts_at: datetime | None
    minutes: int
    sequence: int
    changed_at: datetime
    called_off: bool = False
    organizer: str = ""  # a mail address
    company: str = ""


def uid(*parts: object) -> str:
    """Return the same id for the same parts, on every machine, from which the parts cannot be read."""
    return f"{uuid5(NAMESPACE_URL, '/'.join(map(str, parts)))}@hiring"


def calendar(entry: Entry, at: datetime) -> str:
    """Return the file of one entry, made at a time; PUBLISH puts it into a calendar or moves it, CANCEL takes it out."""
    from icalendar import Calendar  # noqa: PLC0415 - slow to import, and no page needs it to be shown

    whole = Calendar()
    whole.add("prodid", MAKER)
    whole.add("version", "2.0")
    whole.add("method", "CANCEL" if entry.called_off else "PUBLISH")
    whole.add_component(_event(entry, at))
    made: bytes = whole.to_ical()
    return made.decode()


def _event(entry: Entry, at: datetime) -> "Event":
    from icalendar import Event, vCalAddress, vText  # noqa: PLC0415

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at)
    event.add("sequence", entry.sequence)
    event.add("last-modified", entry.changed_at)
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.called_off else "CONFIRMED")
    if entry.starts_at:
        event.add("dtstart", entry.starts_at)
        event.add("dtend", entry.starts_at + timedelta(minutes=entry.minutes))
    if entry.description:
        event.add("description", entry.description)
    if entry.place:
        event.add("location", entry.place)
    if entry.organizer:
        address = vCalAddress(f"mailto:{entry.organizer}")
        address.params["cn"] = vText(entry.company)
        event.add("organizer", address)
    return event
