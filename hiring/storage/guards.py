"""Triggers by which the database itself keeps what must not change: submitted scorecards and all that is only added to."""

from collections.abc import Iterator

# Columns of a scorecard that stay as submitted; `current` may change when a slip is mended by a new card.
SUBMITTED = (
    "seat_id, candidate_id, person_id, number, version, state, data, editor, sequence, created_at, saved_at, "
    "submitted_at, typed_by"
)
ADDED_ONLY = ("kits", "revisions", "decisions", "audit")
OF_CANDIDATES = {"scorecards": "candidate_id", "revisions": "candidate_id", "decisions": "candidate_id"}
_ERASED = "EXISTS (SELECT 1 FROM erasing WHERE candidate_id = OLD.{column})"
# Of an audit row only the detail may go, and only while somebody is erased.
_EMPTIED = (
    "EXISTS (SELECT 1 FROM erasing) AND NEW.detail = '{}' AND NEW.id = OLD.id AND NEW.at = OLD.at "
    "AND NEW.act = OLD.act AND NEW.kind = OLD.kind AND COALESCE(NEW.actor, 0) = COALESCE(OLD.actor, 0) "
    "AND COALESCE(NEW.object, 0) = COALESCE(OLD.object, 0)"
)


def statements(dialect: str) -> Iterator[str]:
    """Yield the statements that make the triggers; erasing a candidate is the one thing that they let pass."""
    yield from _trigger(
        dialect,
        "scorecards",
        f"UPDATE OF {SUBMITTED}",
        "OLD.state = 'submitted'",
        "a submitted scorecard is locked",
    )
    yield from _trigger(
        dialect, "scorecards", "DELETE", "OLD.state = 'submitted'", "a submitted scorecard is kept"
    )
    for table in ADDED_ONLY:
        unless = f"NOT ({_EMPTIED})" if table == "audit" else ""
        yield from _trigger(dialect, table, "UPDATE", unless, f"{table} is only added to")
        yield from _trigger(dialect, table, "DELETE", "", f"{table} is only added to")


def _trigger(dialect: str, table: str, event: str, when: str, words: str) -> Iterator[str]:
    name = f"{table}_{event.partition(' ')[0].lower()}"
    erased = (
        _ERASED.format(column=OF_CANDIDATES[table]) if table in OF_CANDIDATES and event == "DELETE" else ""
    )
    conditions = " AND ".join(part for part in (when, f"NOT {erased}" if erased else "") if part)
    if dialect == "sqlite":
        condition = f"WHEN {conditions} " if conditions else ""
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {condition}"
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
        return
    result = "OLD" if event == "DELETE" else "NEW"
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {conditions or 'true'} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN {result}; END $$"
    )
    yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
