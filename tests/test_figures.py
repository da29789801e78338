"""The sums that a database makes of scores: the published examples end to end, and the same as adding them here."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import NamedTuple

import krippendorff
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, delete, event, insert, select, text

from hiring.alpha import Alpha, patterns
from hiring.raters import RaterRecord, Severity, crossed_severities, severities, straight_lined
from hiring.reliability import NoFigure, Sums, TwoWay, Why, icc_one_way, icc_two_way
from hiring.score_sums import RaterSums, ScoreSums
from hiring.skill_agreement import SkillAgreement, Spread, skill_agreement
from hiring.storage.database import Database
from hiring.storage.figures import score_sums
from hiring.storage.tables import people, scores

PATIENT = settings(deadline=None, max_examples=60)
NAMES = {1: "Ada", 2: "Bo", 3: "Cy", 4: "Di"}
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
EXAMPLE_C: list[list[int | None]] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
SCORECARD = {"discovery": (4, 4, 5), "negotiation": (3, 4, 3), "account_growth": (2, 4, 4),
             "forecasting": (3, 3, 3), "communication": (4, 5, 4)}  # fmt: skip


class Given(NamedTuple):
    """One row of the table of scores."""

    subject: int
    rater: int
    skill: str
    score: int
    stage: str = "panel"
    level: str = "junior"


def keep(db: Connection, rows: Iterable[Given]) -> None:
    known = [each._asdict() for each in rows]
    if known:
        db.execute(insert(scores), known)


def sums_of(database: Database, rows: Iterable[Given], left_out: Iterable[int] = ()) -> ScoreSums:
    with database.write() as db:
        db.execute(insert(people), [person(number, name) for number, name in NAMES.items()])
        keep(db, rows)
    with database.read() as db:
        return score_sums(db, list(left_out))


def person(number: int, name: str) -> dict[str, object]:
    return {"id": number, "name": name, "role": "interviewer", "junior": False, "language": "en",
            "active": True, "created_at": datetime(2026, 1, 1, tzinfo=UTC)}  # fmt: skip


def table(skill: str, rows: Iterable[Iterable[int | None]]) -> Iterator[Given]:
    """Yield a table of candidates by raters."""
    for subject, row in enumerate(rows, start=1):
        for rater, score in enumerate(row, start=1):
            if score is not None:
                yield Given(subject, rater, skill, score)


def severity_of(sums: ScoreSums, least: int = 1) -> dict[int, Severity | NoFigure]:
    totals = {rater: each.record.given.total for rater, each in sums.raters.items()}
    return sums.comparison.severities(
        totals, {rater: each.shared for rater, each in sums.raters.items()}, least
    )


def test_krippendorffs_example_c_comes_out_of_the_database_for_its_own_skill(database: Database) -> None:
    units = list(zip(*EXAMPLE_C, strict=True))
    other = [Given(subject, rater, "selling", 3) for subject in range(1, 13) for rater in (1, 2)]

    sums = sums_of(database, [*table("discovery", units), *other])
    found = skill_agreement(sums.skills["discovery"])

    assert sums.skills["discovery"].patterns == patterns(units)
    assert isinstance(found.alpha, Alpha)
    assert (found.candidates, found.paired, found.scores) == (12, 11, 41)
    assert (found.alpha.units, found.alpha.ratings) == (11, 40)
    assert f"{float(found.alpha.value):.6f}" == "0.815388"
    assert skill_agreement(sums.skills["selling"]).alpha == NoFigure(12, Why.NO_SPREAD)


def test_the_scorecard_example_eight_times_over_has_its_agreement_and_deviation(database: Database) -> None:
    rows = [
        Given(subject, rater, skill, score)
        for subject in range(8)
        for skill, given_scores in SCORECARD.items()
        for rater, score in enumerate(given_scores, start=1)
    ]
    sums = sums_of(database, rows)
    found = {skill: skill_agreement(each).spread for skill, each in sums.skills.items()}

    one_apart = Spread(wide=Fraction(), r_wg=Fraction(5, 6), deviation=Fraction(4, 9))
    assert found == {
        "discovery": one_apart,
        "negotiation": one_apart,
        "account_growth": Spread(wide=Fraction(1), r_wg=Fraction(1, 3), deviation=Fraction(8, 9)),
        "forecasting": Spread(wide=Fraction(), r_wg=Fraction(1), deviation=Fraction()),
        "communication": one_apart,
    }


def test_the_table_of_shrout_and_fleiss_gives_its_severities_through_sql() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as db:
        people.create(db)
        scores.create(db)
        db.execute(text("PRAGMA ignore_check_constraints=ON"))  # their scale goes up to ten
        keep(db, table("discovery", SHROUT_FLEISS))
        sums = score_sums(db, [])

    by_rater = dict(enumerate(map(Sums.of, zip(*SHROUT_FLEISS, strict=True)), start=1))
    assert sums.skills["discovery"].raters == by_rater
    assert severity_of(sums) == crossed_severities(by_rater, least=6)
    assert [f"{float(each.points):+.4f}" for each in severity_of(sums).values() if isinstance(each, Severity)] == [
        "+2.3750", "-2.7917", "-0.9583", "+1.3750",
    ]  # fmt: skip


def test_a_crossed_panel_has_all_its_correlations_through_sql(database: Database) -> None:
    rows = [[(score + 1) // 2 for score in row] for row in SHROUT_FLEISS]
    rows += [row[::-1] for row in rows[:2]]
    sums = sums_of(database, table("discovery", rows))

    expected = icc_two_way(map(Sums.of, rows), map(Sums.of, zip(*rows, strict=True)))
    assert isinstance(expected, TwoWay)
    assert skill_agreement(sums.skills["discovery"]).two_way == expected
    assert skill_agreement(sums.skills["discovery"]).one_way == icc_one_way(map(Sums.of, rows))


def test_the_raters_are_summed_by_name_with_their_habits(database: Database) -> None:
    line = [Given(7, 1, skill, 3) for skill in ("discovery", "empathy", "selling", "analysis")]
    later = [Given(7, 1, skill, 5, "screen") for skill in ("discovery", "empathy", "selling", "analysis")]
    uneven = [Given(8, 1, "discovery", 3), Given(8, 2, "discovery", 5), Given(9, 99, "discovery", 1)]
    later[0] = later[0]._replace(score=4)

    assert sums_of(database, [*line, *later, *uneven]).raters == {
        1: RaterSums("Ada", RaterRecord(2, Sums.of([3] * 4 + [4] + [5] * 3 + [3]), 5), 1, 2, 1),
        2: RaterSums("Bo", RaterRecord(1, Sums.of([5]), 0), 1, 0, 0),
        99: RaterSums("99", RaterRecord(1, Sums.of([1]), 0), 0, 0, 0),
    }


def test_who_scores_twice_agrees_with_others_and_not_with_the_own_first_score(database: Database) -> None:
    twice = [Given(subject, 1, "discovery", 1 + subject % 5, "alone") for subject in range(8)]
    again = [Given(subject, 1, "discovery", 5, "panel") for subject in range(8)]
    other = [Given(subject, 2, "discovery", 1 + subject % 5) for subject in range(8)]

    found = skill_agreement(sums_of(database, [*twice, *again, *other]).skills["discovery"])

    assert (found.candidates, found.paired, found.scores) == (8, 8, 16)
    assert isinstance(found.alpha, Alpha)
    assert found.alpha.value == 1
    assert found.two_way == NoFigure(8, Why.NOT_CROSSED)


def test_subjects_left_out_leave_no_trace(database: Database) -> None:
    counted = list(table("discovery", zip(*EXAMPLE_C, strict=True)))
    hidden = [
        Given(subject, rater, skill, 5, stage)
        for subject in (2**52, 2**53 - 1)
        for rater in NAMES
        for skill in ("discovery", "selling")
        for stage in ("panel", "screen")
    ]
    everything = sums_of(database, [*counted, *hidden])
    with database.read() as db:
        chosen = select(scores.c.subject).where(scores.c.skill == "selling").scalar_subquery()
        without, by_query = score_sums(db, [2**52, 2**53 - 1]), score_sums(db, chosen)
    with database.write() as db:
        db.execute(delete(scores).where(scores.c.subject >= 2**52))
    with database.read() as db:
        never = score_sums(db, [])

    assert all_of(everything) != all_of(never)
    assert all_of(without) == all_of(by_query) == all_of(never)


def all_of(sums: ScoreSums) -> tuple[object, ...]:
    return sums.skills, sums.raters, severity_of(sums)


def test_one_level_is_counted_alone(database: Database) -> None:
    junior = list(table("discovery", zip(*EXAMPLE_C, strict=True)))
    senior = [each._replace(subject=each.subject + 100, level="senior", score=5) for each in junior[::2]]
    sums_of(database, [*junior, *senior])

    with database.read() as db:
        counted = score_sums(db, [], "junior").skills["discovery"].patterns
        assert counted == patterns(zip(*EXAMPLE_C, strict=True))
        assert score_sums(db, [], "mid").skills == {}


@pytest.mark.parametrize("skills", [1, 30])
def test_three_statements_are_enough_however_many_the_skills(database: Database, skills: int) -> None:
    several = [f"skill_{number}" for number in range(skills)]
    sums_of(
        database,
        [Given(subject, rater, skill, 3) for subject in range(9) for rater in (1, 2) for skill in several],
    )
    sent: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *call: sent.append(call[2]))
    with database.read() as db:
        found = score_sums(db, [5])

    assert len(found.skills) == skills
    assert sum("FROM scores" in words for words in sent) == 3
    assert len([words for words in sent if words != "BEGIN"]) == 3


@pytest.fixture(scope="module")
def memory() -> Iterator[Connection]:
    """Return a connection to a SQLite without a file."""
    engine = create_engine("sqlite://")
    with engine.connect() as db:
        people.create(db)
        scores.create(db)
        yield db
    engine.dispose()


cell = st.tuples(
    st.integers(1, 6), st.integers(1, 4), st.sampled_from(("discovery", "selling")), st.sampled_from(("panel", "screen"))
)  # fmt: skip
random_scores = st.dictionaries(cell, st.integers(1, 5), max_size=40)


def given_by(made: Mapping[tuple[int, int, str, str], int]) -> list[Given]:
    return [
        Given(subject, rater, skill, score, stage) for (subject, rater, skill, stage), score in made.items()
    ]


def summed(memory: Connection, rows: Iterable[Given]) -> ScoreSums:
    memory.execute(delete(scores))
    keep(memory, rows)
    return score_sums(memory, [])


@PATIENT
@given(random_scores)
def test_agreement_by_sql_is_agreement_reckoned_here(
    memory: Connection, made: Mapping[tuple[int, int, str, str], int]
) -> None:
    rows = given_by(made)
    units: dict[str, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for each in sorted(rows, key=lambda row: row.stage, reverse=True):
        units[each.skill][each.subject][each.rater] = each.score
    sums = summed(memory, rows)

    assert {skill: each.patterns for skill, each in sums.skills.items()} == {
        skill: patterns(raters.values() for raters in subjects.values()) for skill, subjects in units.items()
    }
    for skill, subjects in units.items():
        found = skill_agreement(sums.skills[skill], least=1)
        assert found.one_way == icc_one_way(
            [Sums.of(raters.values()) for raters in subjects.values()], least=1
        )
        assert_as_the_oracle_says(found, subjects)


def assert_as_the_oracle_says(found: SkillAgreement, subjects: Mapping[int, Mapping[int, int]]) -> None:
    if isinstance(found.alpha, Alpha):
        data = [[raters.get(rater, float("nan")) for raters in subjects.values()] for rater in NAMES]
        oracle = krippendorff.alpha(reliability_data=data, level_of_measurement="ordinal")
        assert float(found.alpha.value) == pytest.approx(oracle)


@PATIENT
@given(random_scores)
def test_severity_by_sql_is_severity_by_every_single_score(
    memory: Connection, made: Mapping[tuple[int, int, str, str], int]
) -> None:
    units: dict[tuple[str, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for each in given_by(made):
        units[each.skill, each.subject][each.rater].append(each.score)
    sums = summed(memory, given_by(made))
    found = {rater: each for rater, each in severity_of(sums).items() if isinstance(each, Severity)}

    expected: dict[int, Fraction] = {}
    for group in sums.comparison.groups():
        within = [{rater: Sums.of(given_scores) for rater, given_scores in unit.items()} for unit in units.values() if group & set(unit)]  # fmt: skip
        direct = severities(within, least=1)
        assert isinstance(direct, dict)
        expected |= {rater: each.points for rater, each in direct.items()}
    assert {rater: each.points for rater, each in found.items()} == expected
    assert {rater: each.candidates for rater, each in found.items()} == dict(shared(units))


def shared(units: Mapping[tuple[str, int], Mapping[int, object]]) -> Counter[int]:
    pairs = {
        (rater, subject) for (_, subject), raters in units.items() if len(raters) > 1 for rater in raters
    }
    return Counter(rater for rater, _ in pairs)


@PATIENT
@given(random_scores)
def test_habits_by_sql_are_habits_counted_here(
    memory: Connection, made: Mapping[tuple[int, int, str, str], int]
) -> None:
    rows = given_by(made)
    wide = [each._replace(skill=f"{each.skill}_{turn}") for each in rows for turn in (1, 2, 3)]
    sums = summed(memory, wide)

    for rater, found in sums.raters.items():
        own = [each for each in wide if each.rater == rater]
        cards = defaultdict(list)
        for each in own:
            cards[each.subject, each.stage].append(each.score)
        assert found.record.given == Sums.of(each.score for each in own)
        assert found.record.candidates == len({each.subject for each in own})
        assert found.record.threes == sum(each.score == 3 for each in own)
        assert found.long_cards == sum(len(card) >= 4 for card in cards.values())
        assert found.straight == sum(straight_lined(Sums.of(card)) for card in cards.values())
