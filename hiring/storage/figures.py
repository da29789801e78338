"""The sums of all scores that the figures of reliability rest on: the database adds, and few rows come back.

Every query leaves out the subjects that it is told, which are those still pending for the viewer, and may keep to one
level. Where somebody scored a candidate on a skill at several stages, agreement counts the first by the stage's id.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    ScalarSelect,
    Select,
    String,
    case,
    cast,
    distinct,
    exists,
    func,
    null,
    select,
    union_all,
)

from hiring.alpha import Pattern
from hiring.raters import MIDDLE, SKILLS_IN_LINE, Comparison, Panel, RaterRecord
from hiring.reliability import Sums
from hiring.rubric import SCORES
from hiring.score_sums import PersonId, RaterSums, ScoreSums, SkillSums
from hiring.storage.tables import people, scores
from hiring.vocabulary import Level, SkillId

Subjects = Collection[int] | ScalarSelect[int]

_ROOM = 4096  # for the count of each score in a pattern told as one number; nobody has so many raters
_CODE = case({score: _ROOM ** (score - 1) for score in range(1, SCORES + 1)}, value=scores.c.score)
_SQUARE = scores.c.score * scores.c.score


def score_sums(db: Connection, left_out: Subjects, level: Level | None = None) -> ScoreSums:
    """Return the sums of all scores but those of the subjects left out, at one level or at all, in three statements."""
    counted = _counted(left_out, level)
    return ScoreSums(_skills(db, counted), _raters(db, counted), Comparison(_panels(db, counted)))


def _counted(left_out: Subjects, level: Level | None) -> list[ColumnElement[bool]]:
    of_level = [scores.c.level == level] if level else []
    if isinstance(left_out, ScalarSelect) or left_out:
        return [scores.c.subject.not_in(left_out), *of_level]
    return of_level


def _whole(value: ColumnElement[int]) -> ColumnElement[int]:
    """Return a sum as a whole number; PostgreSQL would make it a decimal one."""
    return cast(func.sum(value), BigInteger)


def _skills(db: Connection, counted: list[ColumnElement[bool]]) -> dict[SkillId, SkillSums]:
    patterns: defaultdict[SkillId, Counter[Pattern]] = defaultdict(Counter)
    raters: defaultdict[SkillId, dict[PersonId, Sums]] = defaultdict(dict)
    by_rater = select(scores.c.skill, scores.c.rater, func.count(), _whole(scores.c.score), _whole(_SQUARE))
    by_rater = by_rater.where(*counted).group_by(scores.c.skill, scores.c.rater)
    for skill, rater, first, second, third in db.execute(union_all(_patterns(counted), by_rater)):
        if rater is None:
            patterns[skill][_pattern(first)] += second
        else:
            raters[skill][rater] = Sums(first, second, third)
    return {skill: SkillSums(patterns[skill], raters[skill]) for skill in patterns}


def _patterns(counted: list[ColumnElement[bool]]) -> Select[tuple[str, None, int, int, None]]:
    """Select how many candidates got the same scores on a skill, the scores told as one number."""
    units = _codes().where(*counted).cte("units")
    later = _later().cte("later")
    here = (later.c.skill == units.c.skill) & (later.c.subject == units.c.subject)
    code = units.c.code - func.coalesce(later.c.code, 0)
    each = select(units.c.skill, code.label("code")).join(later, here, isouter=True).subquery()
    return select(
        each.c.skill, cast(null(), Integer), each.c.code, func.count(), cast(null(), BigInteger)
    ).group_by(each.c.skill, each.c.code)


def _codes() -> Select[tuple[str, int, int]]:
    columns = (scores.c.skill, scores.c.subject)
    return select(*columns, _whole(_CODE).label("code")).group_by(*columns)


def _later() -> Select[tuple[str, int, int]]:
    """Select the scores that somebody gave again, to the same candidate on the same skill at a later stage."""
    cards = (scores.c.subject, scores.c.rater)
    several = func.min(scores.c.stage) < func.max(scores.c.stage)
    repeated = select(*cards).group_by(*cards).having(several).cte("repeated")
    here = (repeated.c.subject == scores.c.subject) & (repeated.c.rater == scores.c.rater)
    first = scores.alias()
    same = (first.c[name] == scores.c[name] for name in ("subject", "rater", "skill"))
    earlier = exists().where(*same, first.c.stage < scores.c.stage)
    return _codes().join(repeated, here).where(earlier)


def _pattern(code: int) -> Pattern:
    """Return the scores, in rising order, whose counts one number tells."""
    return tuple(score for score in range(1, SCORES + 1) for _ in range(code // _ROOM ** (score - 1) % _ROOM))


def _raters(db: Connection, counted: list[ColumnElement[bool]]) -> dict[PersonId, RaterSums]:
    cards = _cards(counted).subquery()
    long = cards.c.n >= SKILLS_IN_LINE
    query = (
        select(
            cards.c.rater,
            func.min(people.c.name),
            func.count(distinct(cards.c.subject)),
            *(_whole(cards.c[name]) for name in ("n", "total", "squares", "threes")),
            func.count(distinct(case((cards.c.met > 0, cards.c.subject)))),
            func.count().filter(long),
            func.count().filter(long, cards.c.straight),
        )
        .join(people, people.c.id == cards.c.rater, isouter=True)
        .group_by(cards.c.rater)
    )
    return {
        rater: RaterSums(
            name or str(rater), RaterRecord(candidates, Sums(n, total, squares), threes), *counts
        )
        for rater, name, candidates, n, total, squares, threes, *counts in db.execute(query)
    }


def _cards(counted: list[ColumnElement[bool]]) -> Select[tuple[int, int, int, int, int, int, bool, int]]:
    """Select each scorecard: what it gives, and how many of its scores have another rater's beside them."""
    units = (scores.c.skill, scores.c.subject)
    several = func.min(scores.c.rater) < func.max(scores.c.rater)
    met = select(*units).where(*counted).group_by(*units).having(several).subquery()
    here = (met.c.skill == scores.c.skill) & (met.c.subject == scores.c.subject)
    columns = (
        scores.c.subject,
        scores.c.rater,
        func.count().label("n"),
        _whole(scores.c.score).label("total"),
        _whole(_SQUARE).label("squares"),
        func.count().filter(scores.c.score == MIDDLE).label("threes"),
        (func.min(scores.c.score) == func.max(scores.c.score)).label("straight"),
        func.count(met.c.skill).label("met"),
    )
    cards = select(*columns).select_from(scores.join(met, here, isouter=True)).where(*counted)
    return cards.group_by(scores.c.subject, scores.c.rater, scores.c.stage)


def _panels(db: Connection, counted: list[ColumnElement[bool]]) -> Iterator[Panel[PersonId]]:
    """Yield who scored a candidate on a skill, how often just these, and the total of their scores."""
    units = (
        select(
            func.aggregate_strings(cast(scores.c.rater, String), ",").label("raters"),
            func.sum(scores.c.score).label("total"),
        )
        .where(*counted)
        .group_by(scores.c.skill, scores.c.subject)
        .subquery()
    )
    query = select(units.c.raters, func.count(), _whole(units.c.total)).group_by(units.c.raters)
    for raters, times, total in db.execute(query, execution_options={"yield_per": 1000}):
        yield Panel(tuple(map(int, raters.split(","))), times, total)
