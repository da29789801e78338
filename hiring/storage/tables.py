"""The tables. Times are UTC and aware, structures are JSON; ids are the database's own."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from hiring.storage.columns import Json, Moment

MOST_ID = 2**31 - 1  # what the id of a row can be in every database


metadata = MetaData(naming_convention={"fk": "fk_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s",
                                       "uq": "uq_%(table_name)s_%(column_0_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s",
                                       "ck": "ck_%(table_name)s_%(constraint_name)s"})  # fmt: skip


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _to(table: str, name: str = "", *, null: bool = False, index: bool = True) -> Column[int]:
    column = name or f"{table}_id"
    return Column(column, Integer, ForeignKey(f"{table}.id"), nullable=null, index=index)


people = Table(
    "people",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("junior", Boolean(create_constraint=False), nullable=False),
    Column("language", String(2), nullable=False),
    Column("active", Boolean(create_constraint=False), nullable=False),
    Column("created_at", Moment, nullable=False),
    CheckConstraint("role IN ('manager', 'interviewer')", name="role"),
    sqlite_autoincrement=True,
)

links = Table(
    "links",
    metadata,
    _id(),
    Column("token_hash", String(64), nullable=False, unique=True),
    _to("people", "person_id"),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("withdrawn_at", Moment),
)

sessions = Table(
    "sessions",
    metadata,
    _id(),
    Column("token_hash", String(64), nullable=False, unique=True),
    _to("people", "person_id"),
    Column("device", String(200), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

attempts = Table(
    "attempts",
    metadata,
    _id(),
    Column("address_hash", String(64), nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

openings = Table(
    "openings",
    metadata,
    _id(),
    Column("title", String(200), nullable=False),
    Column("company", String(200), nullable=False),
    Column("language", String(2), nullable=False),
    Column("level", String(10), nullable=False),
    Column("motion", String(20), nullable=False),
    Column("brief", Json, nullable=False),
    Column("form", String(1), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("swaps", Json, nullable=False),
    Column("retention", String(20), nullable=False),
    _to("people", "created_by"),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
    sqlite_autoincrement=True,
)

kits = Table(
    "kits",
    metadata,
    _id(),
    _to("openings", "opening_id"),
    Column("version", Integer, nullable=False),
    Column("hash", String(12), nullable=False),
    Column("content", Text, nullable=False),
    Column("shortfalls", Json, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("opening_id", "version", name="uq_kits_version"),
    sqlite_autoincrement=True,
)

candidates = Table(
    "candidates",
    metadata,
    _id(),
    _to("openings", "opening_id"),
    _to("kits", "kit_id"),
    Column("code_name", String(60), nullable=False),
    Column("real_name", String(200), nullable=False),
    Column("subject", BigInteger, nullable=False, unique=True),
    Column("hold", Boolean(create_constraint=False), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    UniqueConstraint("opening_id", "code_name", name="uq_candidates_code_name"),
    sqlite_autoincrement=True,
)

interviews = Table(
    "interviews",
    metadata,
    _id(),
    _to("candidates", "candidate_id"),
    Column("stage", String(61), nullable=False),
    Column("number", Integer, nullable=False),
    Column("starts_at", Moment),
    Column("minutes", Integer, nullable=False),
    Column("place", String(400), nullable=False),
    UniqueConstraint("candidate_id", "stage", name="uq_interviews_stage"),
    sqlite_autoincrement=True,
)

seats = Table(
    "seats",
    metadata,
    _id(),
    _to("interviews", "interview_id"),
    _to("candidates", "candidate_id", index=False),
    _to("people", "person_id"),
    Column("skills", Json, nullable=False),
    Column("informed", Boolean(create_constraint=False), nullable=False),
    Column("assigned_at", Moment, nullable=False),
    Column("left_at", Moment),
    UniqueConstraint("interview_id", "person_id", name="uq_seats_person"),
    Index("ix_seats_candidate_person", "candidate_id", "person_id"),  # who is pending is asked by both
    sqlite_autoincrement=True,
)

scorecards = Table(
    "scorecards",
    metadata,
    _id(),
    _to("seats", "seat_id", index=False),
    _to("candidates", "candidate_id"),
    _to("people", "person_id"),
    Column("number", Integer, nullable=False),
    Column("current", Boolean(create_constraint=False), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("data", Json, nullable=False),
    Column("editor", String(40), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("saved_at", Moment),
    Column("submitted_at", Moment),
    _to("people", "typed_by", null=True, index=False),
    UniqueConstraint("seat_id", "number", name="uq_scorecards_number"),
    # Unique among current cards only. To say so here would import both dialects at every start; the step says it.
    Index("uq_scorecards_current", "seat_id", unique=True),
    CheckConstraint("state IN ('draft', 'submitted')", name="state"),
    CheckConstraint("(state = 'submitted') = (submitted_at IS NOT NULL)", name="submitted"),
    sqlite_autoincrement=True,
)

scores = Table(
    "scores",
    metadata,
    Column("subject", BigInteger, primary_key=True, autoincrement=False),
    Column("rater", Integer, primary_key=True, autoincrement=False),
    Column("stage", String(61), primary_key=True),
    Column("skill", String(61), primary_key=True),
    Column("level", String(10), nullable=False),
    Column("score", Integer, nullable=False),
    CheckConstraint("score BETWEEN 1 AND 5", name="score"),
    Index("ix_scores_skill_subject", "skill", "subject", "rater", "score"),
    Index("ix_scores_subject_rater", "subject", "rater", "score"),
    Index("ix_scores_rater", "rater", "skill", "score"),
    sqlite_with_rowid=False,
)

revisions = Table(
    "revisions",
    metadata,
    _id(),
    _to("scorecards", "scorecard_id"),
    _to("candidates", "candidate_id"),
    Column("skill", String(61), nullable=False),
    Column("score", Integer),
    Column("reason", Text, nullable=False),
    _to("people", "made_by"),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

decisions = Table(
    "decisions",
    metadata,
    _id(),
    _to("candidates", "candidate_id"),
    _to("people", "made_by"),
    Column("who", String(200), nullable=False),
    Column("choice", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("override", Text, nullable=False),
    Column("record_hash", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

calibrations = Table(
    "calibrations",
    metadata,
    _id(),
    _to("people", "person_id"),
    Column("level", String(10), nullable=False),
    Column("motion", String(20), nullable=False),
    Column("data", Json, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

selections = Table(
    "selections",
    metadata,
    _id(),
    _to("openings", "opening_id"),
    Column("data", Json, nullable=False),
    _to("people", "made_by"),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", Moment, nullable=False),
    Column("actor", Integer),
    Column("act", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("object", Integer),
    Column("detail", Json, nullable=False),
    Index("ix_audit_object", "kind", "object"),
    sqlite_autoincrement=True,
)

erasing = Table("erasing", metadata, Column("candidate_id", Integer, primary_key=True, autoincrement=False))

settings = Table(
    "settings", metadata, Column("key", String(60), primary_key=True), Column("value", Json, nullable=False)
)
