"""Invitations to an interview and reminders of scorecards: plain texts to copy into a mail, which the app never sends.

The candidate's says what awaits them, and no question; an interviewer's names the candidate by code name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from babel.dates import format_datetime

from hiring.phrases import phrases
from hiring.stage import Stage
from hiring.vocabulary import Language


@dataclass(frozen=True)
class Letter:
    """A subject and the lines of a text."""

    subject: str
    body: str


@dataclass(frozen=True)
class Meeting:
    """One interview: for which job, which stage, when if it is known, and where; `zone` none is this machine's."""

    title: str
    company: str
    stage: Stage
    starts_at: datetime | None
    minutes: int
    place: str
    zone: tzinfo | None


@dataclass(frozen=True)
class Part:
    """What one interviewer has to do in an interview: whom they meet, what they rate, with whom, and on which page."""

    person: str
    code_name: str
    skills: Sequence[str]
    others: Sequence[str]
    address: str


@dataclass(frozen=True)
class Late:
    """One scorecard that is waited for."""

    code_name: str
    title: str
    stage: str
    ended_at: datetime


def when(at: datetime, zone: tzinfo | None, language: Language) -> str:
    """Return a time as both sides understand it: in words, with the zone and its distance from UTC."""
    local = at.astimezone(zone)
    words = format_datetime(local, "EEEE, d MMMM y, HH:mm", locale=language)
    offset = local.utcoffset() or timedelta()
    minutes = int(abs(offset).total_seconds()) // 60
    sign = "-" if offset < timedelta() else "+"
    utc = (
        "UTC"
        if not minutes
        else f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")
    )
    name = getattr(zone, "key", "")
    return f"{words} ({name}, {utc})" if name and name != "UTC" else f"{words} ({utc})"


def for_candidate(meeting: Meeting, name: str, contact: str | None, language: Language) -> Letter:
    """Return the candidate's invitation; the name and the contact may be empty."""
    gettext = phrases(language).gettext
    adjustments = gettext(
        "If anything would make a conversation or the exercise easier for you, such as captions, large print, more reading time, a break or another format, tell us. It plays no part in the decision."
    )
    body = [
        gettext("Hello %(name)s,") % {"name": name} if name else gettext("Hello,"),
        "",
        gettext("we would like to talk with you about this job: %(title)s, %(company)s.") % vars(meeting),
        "",
        *_facts(meeting, language),
        "",
        str(meeting.stage.format[language]),
        "",
        adjustments,
        "",
        gettext("If the time does not suit you, tell us which ones do."),
        *([f"{gettext('Write to:')} {contact}"] if contact else []),
    ]
    return Letter(_subject(meeting, language), "\n".join(body))


def for_interviewer(meeting: Meeting, part: Part, language: Language) -> Letter:
    """Return an interviewer's invitation with the address of their scorecard."""
    gettext = phrases(language).gettext
    body = [
        gettext("Hello %(name)s,") % {"name": part.person},
        "",
        gettext("you hold this interview:"),
        "",
        _line(gettext("Candidate"), part.code_name),
        _line(gettext("Job"), f"{meeting.title}, {meeting.company}"),
        *_facts(meeting, language),
        *([_line(gettext("You rate"), ", ".join(part.skills))] if part.skills else []),
        *([_line(gettext("With you"), ", ".join(part.others))] if part.others else []),
        _line(gettext("Scorecard"), part.address),
        "",
        gettext("Ask the questions of the kit, in their order, and write down what you hear. Hand your card in within 24 hours, best within two, before you speak with the others about it."),
    ]  # fmt: skip
    return Letter(_subject(meeting, language, part.code_name), "\n".join(body))


def called_off(meeting: Meeting, name: str, language: Language, code_name: str = "") -> Letter:
    """Return what tells a candidate, or with a code name an interviewer, that an interview does not take place."""
    gettext = phrases(language).gettext
    body = [
        gettext("Hello %(name)s,") % {"name": name} if name else gettext("Hello,"),
        "",
        gettext("this interview does not take place; please take it out of your calendar:"),
        "",
        *([_line(gettext("Candidate"), code_name)] if code_name else []),
        *_facts(meeting, language),
    ]
    return Letter(_subject(meeting, language, code_name), "\n".join(body))


def reminder(person: str, late: Sequence[Late], address: str, zone: tzinfo | None, language: Language) -> str:
    """Return what reminds somebody of the scorecards that are waited for."""
    gettext = phrases(language).gettext
    return "\n".join([
        gettext("Hello %(name)s,") % {"name": person},
        "",
        gettext("these scorecards are still waited for. What you saw fades within a day, so please hand them in today:"),
        "",
        *(f"- {each.code_name} · {each.stage} · {each.title} · {when(each.ended_at, zone, language)}" for each in late),
        "",
        _line(gettext("Your scorecards"), address),
    ])  # fmt: skip


def _facts(meeting: Meeting, language: Language) -> list[str]:
    tell = phrases(language)
    minutes = tell.ngettext("%(num)s minute", "%(num)s minutes", meeting.minutes) % {"num": meeting.minutes}
    gettext = tell.gettext
    return [
        _line(gettext("Stage"), meeting.stage.name[language]),
        *([_line(gettext("When"), when(at, meeting.zone, language))] if (at := meeting.starts_at) else []),
        _line(gettext("How long"), minutes),
        *([_line(gettext("Where you meet"), meeting.place)] if meeting.place else []),
    ]


def _subject(meeting: Meeting, language: Language, code_name: str = "") -> str:
    parts = (code_name, str(meeting.stage.name[language]), meeting.title, meeting.company)
    return " · ".join(part for part in parts if part)


def _line(label: str, words: str) -> str:
    return f"{label}: {words}"
