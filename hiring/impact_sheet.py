"""The four-fifths rule over the people counted for an opening, as it is shown: numbers of people, never one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hiring.adverse_impact import Group, Impact, Verdict, four_fifths
from hiring.fact import percent
from hiring.findings import Said, say
from hiring.scoring import shown
from hiring.vocabulary import Language

MOST_EXACT = 2000  # people; above it Fisher's test takes long and the large-sample one serves
VERDICTS = {
    Verdict.HIGHEST: say("selected most often: the others are compared with it"),
    Verdict.WITHIN: say("at least four fifths of the highest rate"),
    Verdict.FLAGGED: say("below four fifths of the highest rate: look into the reasons"),
    Verdict.TOO_FEW: say("too few data: one person more or fewer would reverse it"),
}


@dataclass(frozen=True)
class ImpactRow:
    """One group: its people, its rate, its rate by the highest, how likely chance alone is, and what the rule says."""

    name: str
    applicants: int
    selected: int
    rate: str
    ratio: str
    chance: str
    verdict: Said


@dataclass(frozen=True)
class SelectionTable:
    """The groups of one opening; of those too small to compare only the names."""

    title: str
    applicants: int
    rows: tuple[ImpactRow, ...]
    suppressed: tuple[str, ...]


def selection_table(title: str, groups: Sequence[Group], language: Language) -> SelectionTable:
    """Return the groups compared, in the order given."""
    found = four_fifths(groups)
    rows = tuple(_row(each, language) for each in found.compared)
    return SelectionTable(title, found.applicants, rows, found.suppressed)


def _row(impact: Impact, language: Language) -> ImpactRow:
    group, ratio = impact.group, impact.ratio
    alone = impact.verdict is Verdict.HIGHEST or ratio is None
    return ImpactRow(
        name=group.name,
        applicants=group.applicants,
        selected=group.selected,
        rate=percent(group.rate, language),
        ratio="" if ratio is None else shown(ratio, language),
        chance="" if alone else shown(_chance(impact), language, 3),
        verdict=VERDICTS[impact.verdict],
    )


def _chance(impact: Impact) -> Fraction:
    if impact.group.applicants + impact.highest.applicants <= MOST_EXACT:
        return impact.exact_chance()
    return Fraction(impact.chance or 0)
