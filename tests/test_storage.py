"""What the database itself keeps: its tables, what must not change, and drafts from several windows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError
from team import Team

from hiring.findings import HiringError
from hiring.scorecard import Scorecard
from hiring.storage import backup, candidates, mending, openings, people, schema, scorecards, visibility
from hiring.storage.audit import acts
from hiring.storage.database import Database
from hiring.storage.people import Person
from hiring.storage.scorecards import Save
from hiring.storage.tables import audit, decisions, erasing, kits, metadata, revisions, scores, settings
from hiring.storage.tables import scorecards as cards


def test_the_steps_make_the_tables_as_they_are_written(database: Database) -> None:
    with database.read() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []


def test_the_program_knows_every_step_that_was_published() -> None:
    steps = ScriptDirectory("hiring/storage/migrations").walk_revisions()

    assert [step.revision for step in steps] == list(reversed(schema.STEPS))


def test_a_database_of_a_newer_program_is_refused_and_left_alone(database: Database) -> None:
    with database.write() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(HiringError, match="newer version of the app"):
        schema.upgrade(database)


def test_a_database_of_another_program_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Database(str(tmp_path_factory.mktemp("other") / "other.db"))
    with other.write() as db:
        db.execute(text("CREATE TABLE songs (id INTEGER)"))

    with pytest.raises(HiringError, match="another program"):
        schema.upgrade(other)


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "postgresql+nonsense://x", "sqlite://", "sqlite:///:memory:", "ftp://x"]
)
def test_an_address_of_no_known_database_is_refused_in_words(url: str) -> None:
    with pytest.raises(HiringError, match="HIRING_DATABASE"):
        Database(url)


def test_sqlite_is_opened_so_that_it_survives_a_power_cut(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = Database(str(tmp_path_factory.mktemp("pragmas") / "a.db"))
    names = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout", "secure_delete")

    with own.read() as db:
        found = [db.execute(text(f"PRAGMA {name}")).scalar() for name in names]

    assert found == ["wal", 2, 1, 0, 10000, 1]


def test_postgresql_confirms_a_write_only_once_it_is_on_disk(team: Team) -> None:
    if team.database.file is None:
        with team.database.read() as db:
            assert db.execute(text("SHOW synchronous_commit")).scalar() == "on"


def test_times_come_back_aware_and_the_same_and_naive_ones_are_refused(team: Team) -> None:
    moment = datetime(2026, 10, 25, 1, 30, 0, 123456, tzinfo=UTC)
    with team.database.write() as db:
        db.execute(insert(audit).values(at=moment, act="x", kind="y", detail={}))
    with team.database.read() as db:
        assert moment in db.execute(select(audit.c.at)).scalars().all()
    with pytest.raises(StatementError, match="without a zone"), team.database.write() as db:
        db.execute(insert(audit).values(at=moment.replace(tzinfo=None), act="x", kind="y", detail={}))


def test_words_of_every_kind_come_back_as_they_were_typed(team: Team) -> None:
    words = "'\"; DROP TABLE people;-- \\ %s :name {0} ą 漢字 🎉 \u202e\ufeff \t\n\n end "
    with team.database.write() as db:
        db.execute(insert(settings).values(key="words", value={"words": words}))
    with team.database.read() as db:
        assert db.execute(select(settings.c.value).where(settings.c.key == "words")).scalar() == {
            "words": words
        }


@pytest.fixture
def submitted(team: Team) -> tuple[Team, int]:
    """Return a team with one submitted card, a revision and a decision."""
    ada = team.person("Ada")
    candidate = team.candidate(team.opening())
    card = team.submitted(team.seat(candidate, ada), ada, team.filled(4))
    with team.database.write() as db:
        scorecards.revise(db, team.kept(card, ada), "discovery", 3, "heard more", team.by(ada))
        db.execute(
            insert(decisions).values(
                candidate_id=candidate, made_by=team.manager.id, who="Maria", choice="hire", reason="all of it",
                override="", record_hash="0", at=team.at,
            )
        )  # fmt: skip
    return team, card


LOCKED = {
    "a submitted card": update(cards).values(data={}),
    "its time": update(cards).values(submitted_at=datetime(2020, 1, 1, tzinfo=UTC)),
    "its state": update(cards).values(state="draft", submitted_at=None),
    "a card removed": delete(cards),
    "a kit": update(kits).values(content="{}"),
    "a kit removed": delete(kits),
    "a revision": update(revisions).values(reason="x"),
    "a revision removed": delete(revisions),
    "a decision": update(decisions).values(choice="decline"),
    "a decision removed": delete(decisions),
    "an act": update(audit).values(actor=None),
    "an act removed": delete(audit),
}


@pytest.mark.parametrize("name", LOCKED)
def test_the_database_itself_refuses_to_change(submitted: tuple[Team, int], name: str) -> None:
    team, _ = submitted

    with pytest.raises(IntegrityError, match=r"locked|kept|only added to"), team.database.write() as db:
        db.execute(LOCKED[name])


def test_erasing_is_the_one_thing_that_takes_a_submitted_card_away(submitted: tuple[Team, int]) -> None:
    team, card = submitted
    candidate = team.kept(card, _person(team, "Ada")).candidate_id

    with team.database.write() as db:
        db.execute(insert(erasing).values(candidate_id=candidate))
        db.execute(delete(revisions))
        db.execute(delete(cards))
        db.execute(delete(erasing))
    with team.database.read() as db:
        assert db.execute(select(cards)).all() == []


def _person(team: Team, name: str) -> Person:
    with team.database.read() as db:
        found = people.named(db, name)
    assert found
    return found


def saved(team: Team, card: int, version: int, sequence: int, notes: str, editor: str = "one") -> int | None:
    with team.database.write() as db:
        return scorecards.save(db, card, Save(version, editor, sequence, Scorecard(notes=notes)), team.at)


@pytest.fixture
def draft(team: Team) -> tuple[Team, int]:
    """Return a team with a draft that nobody has typed into."""
    return team, team.card(team.seat(team.candidate(team.opening()), team.person("Ada")))


def notes_of(team: Team, card: int) -> str:
    with team.database.read() as db:
        data = db.execute(select(cards.c.data).where(cards.c.id == card)).scalar_one()
    return str(data["notes"])


def test_each_save_counts_the_version_up(draft: tuple[Team, int]) -> None:
    team, card = draft

    assert [saved(team, card, version, version, str(version)) for version in range(3)] == [1, 2, 3]


def test_a_second_window_never_overwrites_what_the_first_has_kept(draft: tuple[Team, int]) -> None:
    team, card = draft
    saved(team, card, 0, 1, "first window")

    refused = saved(team, card, 0, 1, "second window", editor="two")

    assert (refused, notes_of(team, card)) == (None, "first window")


def test_a_save_whose_answer_was_lost_is_acknowledged_when_it_is_sent_again(draft: tuple[Team, int]) -> None:
    team, card = draft
    saved(team, card, 0, 1, "words")

    assert saved(team, card, 0, 1, "words") == 1


def test_typing_on_after_a_lost_answer_is_kept(draft: tuple[Team, int]) -> None:
    team, card = draft
    saved(team, card, 0, 1, "words")

    assert (saved(team, card, 0, 2, "words and more"), notes_of(team, card)) == (2, "words and more")


def test_of_one_window_an_older_save_that_comes_late_never_beats_a_newer_one(draft: tuple[Team, int]) -> None:
    team, card = draft
    saved(team, card, 0, 2, "newer")

    late = saved(team, card, 0, 1, "older")

    assert (late, notes_of(team, card)) == (None, "newer")


def test_nothing_is_kept_after_submitting(submitted: tuple[Team, int]) -> None:
    team, card = submitted

    assert saved(team, card, 1, 9, "late", editor="test") is None


def test_nothing_is_kept_once_the_seat_was_left(draft: tuple[Team, int]) -> None:
    team, card = draft
    with team.database.write() as db:
        candidates.leave(db, team.kept(card, _person(team, "Ada")).seat_id, team.by())

    assert saved(team, card, 0, 1, "late") is None


def test_submitting_counts_the_scores_and_not_what_was_not_assessed(team: Team) -> None:
    ada = team.person("Ada")
    candidate = team.candidate(team.opening())
    skills = team.kit.rated_in(team.kit.stages[0])
    given = [4, None, *[2] * (len(skills) - 2)]

    team.submitted(team.seat(candidate, ada), ada, team.filled(given))

    with team.database.read() as db:
        found = {row.skill: row.score for row in db.execute(select(scores))}
    assert found == {skill: score for skill, score in zip(skills, given, strict=True) if score}


def test_a_slip_is_mended_by_a_new_card_until_anything_of_others_can_be_read(team: Team) -> None:
    ada, ben = team.person("Ada"), team.person("Ben")
    candidate = team.candidate(team.opening())
    card = team.kept(team.submitted(team.seat(candidate, ada), ada, team.filled(4)), ada)
    seat = team.seat(candidate, ben)

    with team.database.write() as db:
        mended = mending.mend(db, ada, card, team.by(ada))
    with team.database.read() as db:
        counted = db.execute(select(scores)).all()
    assert mended
    assert {row.score for row in counted} == {4}  # the first card counts until the mended one is submitted
    assert team.kept(mended, ada).filled == card.filled

    team.submitted(card.seat_id, ada, team.filled(5))
    team.submitted(seat, ben, team.filled(1))
    with team.database.write() as db:
        refused = mending.mend(db, ada, team.kept(mended, ada), team.by(ada))
    assert refused is None


def test_whoever_mends_a_slip_is_blind_again_until_it_is_submitted(team: Team) -> None:
    ada, ben = team.person("Ada"), team.person("Ben")
    candidate = team.candidate(team.opening())
    card = team.kept(team.submitted(team.seat(candidate, ada), ada, team.filled(4)), ada)
    seat = team.seat(candidate, ben)
    with team.database.write() as db:
        mending.mend(db, ada, card, team.by(ada))

    team.submitted(seat, ben, team.filled(1))

    with team.database.read() as db:
        assert not visibility.may_read(db, ada, candidate)
    team.submitted(card.seat_id, ada, team.filled(4))
    with team.database.read() as db:
        assert visibility.may_read(db, ada, candidate)


def test_leaving_the_panel_does_not_end_being_blind(team: Team) -> None:
    candidate = team.candidate(team.opening())
    seat = team.seat(candidate, team.manager)
    with team.database.read() as db:
        before = visibility.may_read(db, team.manager, candidate)
    with team.database.write() as db:
        candidates.leave(db, seat, team.by())

    with team.database.read() as db:
        assert (before, visibility.may_read(db, team.manager, candidate)) == (False, False)


def test_a_seat_in_a_second_stage_keeps_one_blind_after_the_first_card(team: Team) -> None:
    ada = team.person("Ada")
    candidate = team.candidate(team.opening())
    team.submitted(team.seat(candidate, ada), ada, team.filled(4))
    second = team.seat(candidate, ada, stage=1)
    with team.database.read() as db:
        between = visibility.may_read(db, ada, candidate)

    team.submitted(second, ada, team.filled(4, stage=1))

    with team.database.read() as db:
        assert (between, visibility.may_read(db, ada, candidate)) == (False, True)


def test_an_interviewer_reads_nothing_of_candidates_who_do_not_concern_them(team: Team) -> None:
    ada, ben = team.person("Ada"), team.person("Ben")
    candidate = team.candidate(team.opening())
    team.submitted(team.seat(candidate, ada), ada, team.filled(4))

    with team.database.read() as db:
        found = [db.execute(visibility.readable_cards(who)).all() for who in (ben, ada, team.manager)]

    assert [len(each) for each in found] == [0, 1, 1]


def test_the_subject_of_a_pending_candidate_is_left_out_of_figures(team: Team) -> None:
    ada = team.person("Ada")
    candidate = team.candidate(team.opening())
    team.seat(candidate, ada)

    with team.database.read() as db:
        pending = db.execute(select(visibility.subjects_pending(ada))).scalars().all()
        subject, _ = scorecards.subject_and_level(db, candidate)

    assert pending == [subject]


def test_a_backup_is_not_used_as_a_database(tmp_path: Path, empty_file: Path) -> None:
    source = Database(str(empty_file))
    file = backup.make(source, tmp_path / "kept.db", datetime(2026, 3, 2, tzinfo=UTC)).file
    source.close()
    content, wrong = file.read_bytes(), Database(str(file))

    with pytest.raises(HiringError, match="this is a backup") as told:
        schema.upgrade(wrong)
    wrong.close()

    assert "hiring restore" in str(told.value)
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "name", ["", "\u200b", "\u200d\u2060\ufeff", "\u3164", "a\x01b", "x" * 201, "\udcff", "\u202e\u0301"]
)
def test_a_name_has_signs_that_can_be_seen_and_no_others(name: str) -> None:
    assert people.name_findings(name, None)


@pytest.mark.parametrize("name", ["Ada", "Ada Żak", "李", "Zoe\u0301", "X Æ A-12"])
def test_names_of_any_script_are_taken(name: str) -> None:
    assert people.name_findings(name, None) == []


def test_an_opening_is_closed_once_and_its_day_stays(team: Team) -> None:
    opening, first = team.opening(), team.at
    for day in range(2):
        team.at = first + timedelta(days=20 * day)
        with team.database.write() as db:
            openings.close(db, opening, team.by(), closed=True)
            found = openings.opening(db, opening)
    with team.database.write() as db:
        openings.close(db, opening, team.by(), closed=False)
        openings.close(db, opening, team.by(), closed=False)
        noted = [act.act for act in acts(db) if act.kind == "opening"]

    assert found
    assert (found.closed_at, noted) == (first, ["reopen", "close", "create"])
