"""What to look at in a brief while it is written: every finding as a card, with the field of the form to go to."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hiring.brief import Brief
from hiring.brief_lint import lint_brief
from hiring.findings import Severity
from hiring.library import Library
from hiring.lint_finding import BriefFinding
from hiring.pay_law import PayLaws
from hiring.pay_rules import pay_laws
from hiring.posting import MOST, read_brief
from hiring.text import Text
from hiring.waivers import RULE as UNMET
from hiring.waivers import waived
from hiring.web.forms import FormSheet, PostingForm
from hiring.web.rows import Selection

MOST_CARDS = 60
_NEAREST = {"pay": "pay.base", "readiness": "level"}  # the field that stands for a group or for what has none
_LAWS = {
    "labour_code",
    "pay_act",
    "data_to_ask",
    "gdpr",
    "eu_native",
    "us_age",
}  # sources of the wording rules
_STAND_INS = {"level": "mid", "motion": "full_cycle", "company": "–", "country": "CH", "apply": "–"}


@dataclass(frozen=True)
class Card:
    """A finding as it is shown: its id on the page, the form's field to go to, and the place whose pay rules it tells.

    `waiver` is the row of the waiver that answers for it, or that meets nothing and is itself what was found.
    """

    id: str
    finding: BriefFinding
    field: str | None
    other: str | None
    law: bool
    place: Text | None
    waiver: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Studio:
    """All findings of a form: those left in the order of their words, what is missing last, and those waived.

    `whole` is false where a field is empty or wrong, so that not all of the form could be read.
    Cards are made for so many findings only; `counts` tells of all.
    """

    brief: Brief
    left: list[Card]
    waived: list[Card]
    counts: list[tuple[Severity, int]]
    counsel: Text
    whole: bool

    @property
    def unshown(self) -> int:
        """How many findings are left without a card."""
        return sum(number for _, number in self.counts) - len(self.left)

    @property
    def marks(self) -> dict[str, BriefFinding]:
        """The findings left that have words in the posting, by the id of their card."""
        return {card.id: card.finding for card in self.left if card.finding.spans}


def studied(form: PostingForm, library: Library, today: date) -> Studio | None:
    """Return what to look at in a form as it is now; none where too little of it can be read."""
    sheet = form.sheet(library.skill_model(Selection.read(form.values, "en").level))
    brief, without = _readable(sheet, library)
    if brief is None:
        return None
    every = lint_brief(brief, library, today)
    found = [each for each in every if each.field.partition(".")[0] not in without]
    left, _ = waived(found, brief.waivers, library.posting_wording)
    answered = list(_answered(found, brief, library))
    laws = pay_laws(library)
    cards = Cards(sheet, dict(zip(map(id, found), _ids(found), strict=True)), laws)
    counts = Counter(each.severity for each in left)
    return Studio(
        brief=brief,
        left=[cards.of(each, _row(each)) for each in _first(left)],
        waived=[cards.of(each, row, brief.waivers[row].reason) for each, row in answered[:MOST_CARDS]],
        counts=[(severity, counts[severity]) for severity in Severity if counts[severity]],
        counsel=laws.counsel,
        whole=not without,
    )


@dataclass(frozen=True)
class Cards:
    """Makes cards of the findings of a form; `ids` holds the id of each by its identity."""

    sheet: FormSheet
    ids: Mapping[int, str]
    laws: PayLaws

    def of(self, finding: BriefFinding, waiver: int | None = None, reason: str = "") -> Card:
        """Return the card of a finding."""
        name = self.ids.get(id(finding), f"waiver-{waiver}")
        place = next((law.name for law in self.laws.laws if law.id == finding.rule), None)
        field, other = (_in_form(path, self.sheet) for path in (finding.field, finding.other))
        law = place is not None or finding.source.id in _LAWS
        return Card(name, finding, field, other, law, place, waiver, reason)


def _first(left: Sequence[BriefFinding]) -> list[BriefFinding]:
    """Return so many findings in the order of their words, what is missing last, that cards can be made of all."""
    missing = [each for each in left if not each.spans][:MOST_CARDS]
    return [*[each for each in left if each.spans][: MOST_CARDS - len(missing)], *missing]


def _readable(sheet: FormSheet, library: Library) -> tuple[Brief | None, set[str]]:
    """Return the brief in a form, without the fields that are empty or wrong, and the names of these."""
    brief, findings = read_brief(sheet, library)
    if brief is not None:
        return brief, set()
    wrong = {each.place.path.partition(".")[0] for each in findings if each.severity is Severity.ERROR}
    if "" in wrong:
        wrong |= {"place", "deadline"}
    if wrong & {"level", "motion"}:
        wrong |= set(MOST)
    rest = {name: value for name, value in sheet.data.items() if name not in wrong}
    stand_ins = _STAND_INS | ({"place": "–"} if "place" in wrong else {})
    return read_brief(FormSheet(stand_ins | rest, sheet.rows), library)[0], wrong


def _answered(
    found: Sequence[BriefFinding], brief: Brief, library: Library
) -> Iterator[tuple[BriefFinding, int]]:
    """Yield every finding that a waiver answers for, with the row of the first that does."""
    seen: set[int] = set()
    for row, waiver in enumerate(brief.waivers):
        for each in waived(found, [waiver], library.posting_wording)[1]:
            if id(each.finding) not in seen:
                seen.add(id(each.finding))
                yield each.finding, row


def _row(finding: BriefFinding) -> int | None:
    """Return the row of a waiver that meets nothing."""
    return int(finding.field.rpartition(".")[2]) if finding.rule == UNMET else None


def _ids(found: Sequence[BriefFinding]) -> Iterator[str]:
    """Yield an id for each finding that stays the same while other words of the form change."""
    before: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for each in found:
        told = (each.rule, each.field, each.words)
        before[told] += 1
        yield "c-" + hashlib.blake2s(repr((told, before[told])).encode(), digest_size=6).hexdigest()


def _in_form(path: str | None, sheet: FormSheet) -> str | None:
    """Return the field of the form for a path of the brief; none for what the form has no field for."""
    if path is None or path.startswith("waivers"):
        return None
    name, *rest = sheet.place(
        [int(step) if step.isdecimal() else step for step in path.split(".")]
    ).path.split(".")
    if name in MOST:
        return ".".join([name, *rest[:1]])
    return _NEAREST.get(path) or ".".join([name, *(step for step in rest if not step.isdecimal())])
