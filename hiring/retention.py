"""How long candidates' data is kept: the presets, what they count from, and what is due.

The presets are hints for a policy of one's own, not legal advice (domain: GDPR art. 5(1)(e); for the United States
29 CFR 1602.14). Dates are of UTC.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from hiring.findings import Said, say

PresetId = Literal["EU_default", "PL_strict", "PL_claims", "US", "talent_pool"]
PRESET_IDS: tuple[PresetId, ...] = get_args(PresetId)
Since = Literal["decision", "withdrawal", "closing"]
Needs = Literal["nothing", "document", "consent"]


@dataclass(frozen=True)
class Preset:
    """How long after the end of a process data is kept, and what that must rest on beside the process itself."""

    id: PresetId
    name: Said
    meaning: Said
    days: int = 0
    months: int = 0
    needs: Needs = "nothing"

    def after(self, start: date) -> date:
        """Return the first day on which what ended on `start` is due."""
        return _months_after(start, self.months) + timedelta(days=self.days)


PRESETS: dict[PresetId, Preset] = {
    preset.id: preset
    for preset in (
        Preset(
            "EU_default",
            say("European Union: 6 months"),
            say(
                "The GDPR names no number: keep no longer than the purpose needs, and be able to say why. Six to "
                "twelve months are usual."
            ),
            months=6,
        ),
        Preset(
            "PL_strict",
            say("Poland, soon: 90 days"),
            say(
                "The Polish data protection authority has long advised to delete soon after the process ends; 90 days "
                "leave time for questions."
            ),
            days=90,
        ),
        Preset(
            "PL_claims",
            say("Poland, for claims: 36 months"),
            say(
                "Polish administrative courts have accepted up to three years, to answer claims of discrimination. This "
                "is contested and rests on a written assessment of your legitimate interest: name that document."
            ),
            months=36,
            needs="document",
        ),
        Preset(
            "US",
            say("United States: 365 days"),
            say(
                "Federal rules ask private employers to keep hiring records, interview notes too, for one year. Federal "
                "contractors, some states and a pending charge ask for longer."
            ),
            days=365,
        ),
        Preset(
            "talent_pool",
            say("Talent pool: 12 months from consent"),
            say(
                "For candidates who agreed to be asked again. Whoever has no consent noted here is kept as long as the "
                "European Union's preset says."
            ),
            months=12,
            needs="consent",
        ),
    )
}


@dataclass(frozen=True)
class Course:
    """What a candidate's time counts from: the days of what happened, whether they agreed, whether they are held."""

    decided: date | None = None
    withdrawn: date | None = None
    closed: date | None = None
    consent: date | None = None
    held: bool = False


@dataclass(frozen=True)
class Term:
    """Since when and until when a candidate is kept, by which preset; without an end nothing ends it yet."""

    preset: Preset
    since: Since | None = None
    start: date | None = None
    until: date | None = None

    def due(self, today: date) -> bool:
        """Whether the data is to be erased by now."""
        return self.until is not None and self.until <= today


def preset(name: str) -> Preset:
    """Return a preset by its id; an unknown one counts as the European Union's."""
    return PRESETS.get(name, PRESETS["EU_default"])  # type: ignore[call-overload, no-any-return]


def term(chosen: Preset, course: Course) -> Term:
    """Return a candidate's term: it counts from the decision, else from the withdrawal, else from the opening's closing.

    Who is held has no end. The talent pool's time counts from the consent, but not from before the process ended.
    """
    ended: tuple[tuple[Since, date | None], ...] = (
        ("decision", course.decided),
        ("withdrawal", course.withdrawn),
        ("closing", course.closed),
    )
    since, start = next(((name, day) for name, day in ended if day), (None, None))
    used = PRESETS["EU_default"] if chosen.needs == "consent" and course.consent is None else chosen
    if start is None:
        return Term(used)
    counted = max(start, course.consent) if used.needs == "consent" and course.consent else start
    return Term(used, since, start, None if course.held else used.after(counted))


def _months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
