"""The tables of practice.db. Days are the candidate's own calendar's, times UTC; texts are kept as typed."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    true,
)

from hiring.storage.columns import Json, Moment

metadata = MetaData()

setup = Table(
    "setup",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True),
    Column("level", String(20), nullable=False),
    Column("motion", String(20), nullable=False),
    Column("language", String(2), nullable=False),
    Column("minutes_a_day", Integer, nullable=False),
    Column("interview", Date),
    Column("single_keys", Boolean(create_constraint=False), nullable=False, server_default=true()),
)

mocks = Table(
    "mocks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("level", String(20), nullable=False),
    Column("motion", String(20), nullable=False),
    Column("stages", Json, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("finished_on", Date),
    sqlite_autoincrement=True,
)

answers = Table(
    "answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("card", String(80), nullable=False),
    Column("question", String(80), nullable=False),
    Column("mock_id", Integer, ForeignKey("mocks.id"), index=True),
    Column("stage", Integer),
    Column("text", Text, nullable=False),
    Column("seconds", Integer),
    Column("version", Integer, nullable=False),
    Column("editor", String(40), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("saved_at", Moment),
    Column("kept_at", Moment),
    Column("taken_back", Json),
    Index("ix_answers_question", "question", "kept_at"),
    sqlite_autoincrement=True,
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", Integer, ForeignKey("answers.id"), nullable=False, unique=True),
    Column("card", String(80), nullable=False),
    Column("question", String(80), nullable=False),
    Column("score", Integer, CheckConstraint("score BETWEEN 1 AND 5"), nullable=False),
    Column("evidence", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Column("before", Json),  # how the card stood, for undo
    sqlite_autoincrement=True,
)

cards = Table(
    "cards",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("skill", String(80)),
    Column("due", Date),  # none: not again before the interview
    Column("times_seen", Integer, nullable=False),
    Column("last_score", Integer, nullable=False),
    Column("state", Json, nullable=False),
    Index("ix_cards_due", "due", "id"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("data", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
