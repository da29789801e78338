"""The facts of the reliability page, in its order; people by name, never by rank. Exact until shown.

Words about a figure are those of its source, for the estimate alone. Nothing here changes a score.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import ceil

from hiring.adverse_impact import Group
from hiring.chart import Chart, balanced_marks, chart
from hiring.fact import Fact, compact, percent, points, told
from hiring.findings import NOTHING, Said, say
from hiring.impact_sheet import SelectionTable, selection_table
from hiring.library_search import plain
from hiring.raters import LENIENT_CANDIDATES, MOST_RATERS, SKILLS_IN_LINE, RaterRecord, Severity
from hiring.reliability import LEAST_CANDIDATES, NoFigure, OneWay, Why, raters_needed
from hiring.score_sums import PersonId, RaterSums, ScoreSums, SkillSums
from hiring.scoring import shown
from hiring.skill_agreement import skill_agreement
from hiring.vocabulary import Language, SkillId

# Koo & Li 2016, Journal of Chiropractic Medicine 15, 155-163: each from its bound up.
BANDS = (
    (Fraction(9, 10), say("excellent reliability")),
    (Fraction(3, 4), say("good reliability")),
    (Fraction(1, 2), say("moderate reliability")),
)
LOWEST_BAND = say("poor reliability")
HIGH = say("high on average")
MIDDLING = say("mostly threes")
ICC_MARKS = (Fraction(), *sorted(bound for bound, _ in BANDS), Fraction(1))


@dataclass(frozen=True)
class SkillRow:
    """Agreement on one skill, and how many raters it would take; `exact` is ICC(1,k), for the chart."""

    name: str
    candidates: int
    paired: int
    scores: int
    alpha: Fact
    icc_1_1: Fact
    icc_1_k: Fact
    wide: Fact
    r_wg: Fact
    deviation: Fact
    icc_2_k: Fact
    needed: Fact
    exact: Fraction | None


@dataclass(frozen=True)
class RaterRow:
    """One rater: severity over the candidates shared with others, habits over all; `exact` is for the chart."""

    name: str
    shared: int
    severity: Fact
    candidates: int
    scores: int
    mean: Fact
    threes: Fact
    straight: Fact
    exact: Fraction | None


@dataclass(frozen=True)
class ReliabilitySheet:
    """All that the page shows; raters of different `groups` cannot be compared with one another."""

    scores: int
    skills: tuple[SkillRow, ...]
    raters: tuple[RaterRow, ...]
    groups: int
    skill_chart: Chart[SkillRow]
    rater_chart: Chart[RaterRow]
    selections: tuple[SelectionTable, ...]
    least: int = LEAST_CANDIDATES


def make_reliability_sheet(
    sums: ScoreSums,
    names: Mapping[SkillId, str],
    language: Language,
    selections: Iterable[tuple[str, Sequence[Group]]] = (),
) -> ReliabilitySheet:
    """Return the facts; `names` are those of skills, and `selections` the counts of each opening, by its title."""
    severities = _severities(sums)
    skills = [_skill_row(names.get(skill, skill), each, language) for skill, each in sums.skills.items()]
    raters = [_rater_row(each, severities[rater], language) for rater, each in sums.raters.items()]
    skills.sort(key=_by_name)
    raters.sort(key=_by_name)
    of_skills = [(row, row.exact) for row in skills if row.exact is not None]
    of_raters = [(row, row.exact) for row in raters if row.exact is not None]
    return ReliabilitySheet(
        scores=sum(row.scores for row in raters),
        skills=tuple(skills),
        raters=tuple(raters),
        groups=_groups(sums, severities),
        skill_chart=chart(of_skills, ICC_MARKS, partial(compact, language=language)),
        rater_chart=chart(
            of_raters,
            balanced_marks(exact for _, exact in of_raters),
            partial(points, language=language, show=compact),
        ),
        selections=tuple(selection_table(title, groups, language) for title, groups in selections),
    )


def _by_name(row: SkillRow | RaterRow) -> tuple[str, str]:
    return plain(row.name), row.name


def _severities(sums: ScoreSums) -> dict[PersonId, Severity | NoFigure]:
    totals = {rater: each.record.given.total for rater, each in sums.raters.items()}
    return sums.comparison.severities(totals, {rater: each.shared for rater, each in sums.raters.items()})


def _groups(sums: ScoreSums, severities: Mapping[PersonId, Severity | NoFigure]) -> int:
    compared = {rater for rater, each in severities.items() if isinstance(each, Severity)}
    return sum(not compared.isdisjoint(group) for group in sums.comparison.groups())


def _skill_row(name: str, sums: SkillSums, language: Language) -> SkillRow:
    found = skill_agreement(sums)
    icc = partial(_icc, language=language)
    number = partial(_number, language=language)
    return SkillRow(
        name=name,
        candidates=found.candidates,
        paired=found.paired,
        scores=found.scores,
        alpha=told(found.alpha, lambda each: icc(each.value), _why_skill),
        icc_1_1=told(found.one_way, lambda each: icc(each.icc_1_1), _why_skill),
        icc_1_k=told(found.one_way, lambda each: icc(each.icc_1_k, in_words=True), _why_skill),
        wide=told(found.spread, lambda each: Fact(percent(each.wide, language)), _why_skill),
        r_wg=told(found.spread, lambda each: number(each.r_wg), _why_skill),
        deviation=told(found.spread, lambda each: number(each.deviation), _why_skill),
        icc_2_k=told(found.two_way, lambda each: icc(each.icc_2_k), _why_skill),
        needed=told(found.one_way, _needed, _why_skill),
        exact=None if isinstance(found.one_way, NoFigure) else found.one_way.icc_1_k,
    )


def _number(value: Fraction, language: Language) -> Fact:
    return Fact(shown(value, language))


def _icc(value: Fraction, language: Language, *, in_words: bool = False) -> Fact:
    """Return an estimate of agreement; below zero it says no more than zero does."""
    if value <= 0:
        return Fact(words=say("0 or less"))
    return Fact(shown(value, language), band(value) if in_words else NOTHING)


def band(value: Fraction) -> Said:
    """Return the words of Koo and Li for an intraclass correlation."""
    return next((words for bound, words in BANDS if value >= bound), LOWEST_BAND)


def _needed(icc: OneWay) -> Fact:
    needed = raters_needed(icc.icc_1_1)
    return Fact(words=say("no number would do")) if needed is None else Fact(str(ceil(needed)))


def _why_skill(none: NoFigure) -> Said:
    if none.why is Why.NO_SPREAD:
        return say("too few data: the scores do not tell the candidates apart")
    if none.why is Why.NOT_CROSSED:
        return say("too few data: not every rater scored every candidate once")
    return say(
        "too few data: %(n)s of at least %(least)s candidates have two scores",
        n=none.n,
        least=LEAST_CANDIDATES,
    )


def _rater_row(sums: RaterSums, severity: Severity | NoFigure, language: Language) -> RaterRow:
    record = sums.record
    mean = Fact(shown(record.given.mean, language), HIGH if record.lenient else NOTHING)
    threes = Fact(
        percent(Fraction(record.threes, record.given.n), language), MIDDLING if record.central else NOTHING
    )
    return RaterRow(
        name=sums.name,
        shared=sums.shared,
        severity=told(severity, lambda each: Fact(points(each.points, language)), _why_rater),
        candidates=record.candidates,
        scores=record.given.n,
        mean=_habit(record, mean),
        threes=_habit(record, threes),
        straight=_straight(sums),
        exact=None if isinstance(severity, NoFigure) else severity.points,
    )


def _habit(record: RaterRecord, fact: Fact) -> Fact:
    if record.candidates >= LENIENT_CANDIDATES:
        return fact
    words = say(
        "too few data: %(n)s of at least %(least)s candidates", n=record.candidates, least=LENIENT_CANDIDATES
    )
    return Fact(words=words, told=False)


def _straight(sums: RaterSums) -> Fact:
    if not sums.long_cards:
        words = say("too few data: no scorecard with %(least)s scores or more", least=SKILLS_IN_LINE)
        return Fact(words=words, told=False)
    return Fact(words=say("%(some)s of %(all)s", some=sums.straight, all=sums.long_cards))


def _why_rater(none: NoFigure) -> Said:
    if none.why is Why.NOT_CONNECTED:
        return say("too few data: nobody else with as many shared candidates")
    if none.why is Why.TOO_MANY:
        return say("no figure: more than %(most)s raters are joined by shared candidates", most=MOST_RATERS)
    return say(
        "too few data: %(n)s of at least %(least)s candidates shared with another rater",
        n=none.n,
        least=LEAST_CANDIDATES,
    )
