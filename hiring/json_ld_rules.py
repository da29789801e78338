"""Whether job search engines take a posting: the rules on its JobPosting that a brief can break.

That base pay ends where pay at target ends (JP-OTE) is told with the rules on pay.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hiring.brief import Brief
from hiring.brief_says import of_brief
from hiring.brief_texts import Typed
from hiring.cues import Span, apart
from hiring.library import Library
from hiring.lint_finding import BriefFinding
from hiring.posting_numbers import sums
from hiring.posting_text import PostingText, posting_text

_TYPES = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}
_UNITS = {"HOUR", "DAY", "WEEK", "MONTH", "YEAR"}
_REQUIRED = {"title": "title", "description": "duties", "datePosted": "posted"}
_RECOMMENDED = {"baseSalary": "pay", "validThrough": "deadline", "identifier": "reference"}
_FEWEST_SIGNS = 3  # of a place, company or code that is looked for in a title
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,200})?/?>")
_FORMATTED = re.compile(
    rf"{_TAG.pattern}|&(?:[a-z]{{2,8}}|#\d{{1,6}});|\*\*[^*\n]{{1,200}}\*\*|^#{{1,6}} (?=\S)", re.MULTILINE
)
_KNOWN_TAGS = re.compile(r"</?(?:p|ul|li|br)\s*/?>")
_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b20\d\d\b")
_LOUD = re.compile(r"[!*]+")


@dataclass(frozen=True)
class Advertised:
    """A brief, its typed texts, and the JobPosting made from it."""

    job: Mapping[str, Any]
    brief: Brief
    typed: Typed
    words: PostingText
    library: Library
    day: date

    def finding(
        self, rule: str, field: str, *words: str, spans: Sequence[Span] = ()
    ) -> Iterator[BriefFinding]:
        """Yield the finding of a rule at a field."""
        for found in of_brief(self.library.posting_wording, rule, field, words):
            yield replace(found, spans=tuple(spans))


Rule = Callable[[Advertised], Iterator[BriefFinding]]


def json_ld_findings(advertised: Advertised) -> Iterator[BriefFinding]:
    """Yield what keeps a posting out of job search engines, or makes them show it less."""
    for rule in RULES:
        yield from rule(advertised)


def missing(advertised: Advertised) -> Iterator[BriefFinding]:
    """Report required properties that are missing or hold no letter."""
    job, brief = advertised.job, advertised.brief
    for name, field in _REQUIRED.items():
        if not _says_something(job.get(name)):
            yield from advertised.finding("JP-REQ", field, name)
    if not _says_something(job.get("hiringOrganization", {}).get("name")):
        yield from advertised.finding("JP-REQ", "company", "hiringOrganization")
    address = job.get("jobLocation", {}).get("address", {})
    place = brief.place is not None or brief.remote != "full"
    if place and not (_says_something(address.get("addressLocality")) and address.get("addressCountry")):
        yield from advertised.finding("JP-REQ", "place", "jobLocation")
    if not place and not job.get("applicantLocationRequirements"):
        yield from advertised.finding("JP-REQ", "remote_from", "applicantLocationRequirements")


def _says_something(words: object) -> bool:
    return any(sign.isalnum() for sign in str(words or ""))


def recommended(advertised: Advertised) -> Iterator[BriefFinding]:
    """Report recommended properties that are missing, all as one."""
    names = [name for name in _RECOMMENDED if name not in advertised.job]
    if names:
        yield from advertised.finding("JP-REC", _RECOMMENDED[names[0]], *names)


def unknown_value(advertised: Advertised) -> Iterator[BriefFinding]:
    """Report a kind of employment, a unit or a currency that schema.org or ISO 4217 does not know."""
    from babel.core import get_global  # noqa: PLC0415 - Babel's tables are read when a currency is

    job = advertised.job
    salary = job.get("baseSalary", {})
    currency, unit = salary.get("currency"), salary.get("value", {}).get("unitText")
    known = {name for rows in get_global("territory_currencies").values() for name, *_ in rows}
    if currency and currency not in known:
        yield from advertised.finding("JP-ENUM", "pay.currency", currency)
    if unit and unit not in _UNITS:
        yield from advertised.finding("JP-ENUM", "pay.period", unit)
    for kind in job.get("employmentType", []):
        if kind not in _TYPES:
            yield from advertised.finding("JP-ENUM", "contract", kind)
    if job.get("jobLocationType", "TELECOMMUTE") != "TELECOMMUTE":
        yield from advertised.finding("JP-ENUM", "remote", job["jobLocationType"])


def not_remote(advertised: Advertised) -> Iterator[BriefFinding]:
    """Report words of hybrid work in a posting marked as fully remote, or none that it is."""
    if advertised.job.get("jobLocationType") != "TELECOMMUTE":
        return
    for found in advertised.words.counted("hybrid"):
        place = advertised.words.place(found)
        field, span = advertised.typed.field(place)
        yield from advertised.finding("JP-REMOTE", field, advertised.typed.text[slice(*place)], spans=[span])
        return
    description = posting_text(
        _plain(advertised.job["description"]), advertised.brief.language, advertised.library
    )
    if not description.ranges.get("remote"):
        yield from advertised.finding("JP-REMOTE", "remote")


def expired(advertised: Advertised) -> Iterator[BriefFinding]:
    """Report a deadline before the day of the lint."""
    deadline = advertised.brief.deadline
    if deadline and deadline < advertised.day:
        yield from advertised.finding("JP-EXPIRED", "deadline", deadline.isoformat())


def crowded_title(advertised: Advertised) -> Iterator[BriefFinding]:
    """Report a title with pay, place, date, company, code, exclamation marks, stars or capitals only."""
    title, brief = advertised.brief.title or "", advertised.brief
    spans = [*sums(title), *(found.span() for found in _LOUD.finditer(title))]
    spans += (found.span() for found in _DATE.finditer(title))
    for words in (brief.company, brief.place, brief.reference):
        if words and len(words) >= _FEWEST_SIGNS:
            spans += (
                found.span()
                for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", title, re.IGNORECASE)
            )
    if title.isupper() and len(title.split()) > 1:
        spans = [(0, len(title))]
    if spans:
        spans = apart(spans)
        crowding = (title[begin:end] for begin, end in spans)
        yield from advertised.finding("JP-TITLE", "title", *crowding, spans=spans)


def formatted(advertised: Advertised) -> Iterator[BriefFinding]:
    """Report typed signs of formatting, which readers would see, and tags in the description that no engine reads."""
    signs: dict[str, list[tuple[str, Span]]] = {}
    for found in _FORMATTED.finditer(advertised.typed.text):
        field, span = advertised.typed.field(found.span())
        signs.setdefault(field, []).append((found.group(), span))
    for field, typed in signs.items():
        words, spans = zip(*typed, strict=True)
        yield from advertised.finding("JP-HTML", field, *words, spans=spans)
    left = _TAG.search(_KNOWN_TAGS.sub("", advertised.job.get("description", "")))
    if left:
        yield from advertised.finding("JP-HTML", "duties", left.group())


def says_no_more_than_the_title(advertised: Advertised) -> Iterator[BriefFinding]:
    """Report a description that is the title over again."""
    job = advertised.job
    if _plain(job.get("description", "")).casefold() == str(job.get("title", "")).strip().casefold():
        yield from advertised.finding("JP-DESC-TITLE", "title", str(job.get("title", "")))


def _plain(html: str) -> str:
    return " ".join(_TAG.sub(" ", html).split())


RULES: tuple[Rule, ...] = (
    missing, recommended, unknown_value, not_remote, expired, crowded_title, formatted,
    says_no_more_than_the_title,
)  # fmt: skip
