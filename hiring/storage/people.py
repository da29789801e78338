"""Who may come in: people, their one-time links, their sessions, and how often a wrong link was tried."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal
from unicodedata import category

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from hiring.findings import Finding, Place, Said, error, say
from hiring.storage.audit import By, note
from hiring.storage.tables import attempts, links, people, sessions
from hiring.vocabulary import CONTROL, Language

Role = Literal["manager", "interviewer"]
LINK_LASTS = timedelta(days=14)
SESSION_LASTS = timedelta(days=30)
SEEN_EVERY = timedelta(hours=1)
MOST_NAME = 200
BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that show nothing
MOST_PER_HOUR, MOST_PER_FIVE_MINUTES = 20, 1000


@dataclass(frozen=True)
class Person:
    """Somebody who takes part; `junior` speaks first in a debrief. `session` is the one that they came in by."""

    id: int
    name: str
    role: Role
    junior: bool
    language: Language
    active: bool
    created_at: datetime
    session: int = 0

    @property
    def manages(self) -> bool:
        """Whether the person is a manager."""
        return self.role == "manager"


@dataclass(frozen=True)
class Link:
    """A one-time link, without its token: of that only the hash is kept."""

    id: int
    person: Person
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    withdrawn_at: datetime | None

    def state(self, at: datetime) -> Literal["open", "used", "withdrawn", "expired"]:
        """Return what the link is good for at a time."""
        if self.used_at:
            return "used"
        if self.withdrawn_at or not self.person.active:
            return "withdrawn"
        return "open" if at < self.expires_at else "expired"


@dataclass(frozen=True)
class Session:
    """One device on which a person is signed in."""

    id: int
    device: str
    created_at: datetime
    seen_at: datetime


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _person(row: Row[Any], session: int = 0) -> Person:
    return Person(row.id, row.name, row.role, row.junior, row.language, row.active, row.created_at, session)


def everybody(db: Connection) -> list[Person]:
    """Return all people, those who left too, by name."""
    return [_person(row) for row in db.execute(select(people).order_by(func.lower(people.c.name)))]


def person(db: Connection, person_id: int) -> Person | None:
    """Return a person by id."""
    row = db.execute(select(people).where(people.c.id == person_id)).first()
    return _person(row) if row else None


def named(db: Connection, name: str) -> Person | None:
    """Return a person by name, capitals aside."""
    return next((each for each in everybody(db) if each.name.casefold() == name.casefold()), None)


def name_findings(name: str, known: Person | None) -> list[Finding]:
    """Return what is wrong with a new person's name; `known` is who is called so already."""
    place, kinds = Place("form", path="name"), {category(sign) for sign in name if sign not in BLANK}
    if len(name) > MOST_NAME or CONTROL.search(name) or "Cs" in kinds:
        words = say("a name has at most %(most)s signs, all of them printable", most=MOST_NAME)
        return [error(place, "name", words)]
    if not any(kind[0] in "LNPS" for kind in kinds):
        return [error(place, "name", say("a person needs a name"))]
    if known:
        return [error(place, "name", say("%(name)s is here already; add an initial", name=known.name))]
    return []


def add(db: Connection, name: str, role: Role, language: Language, by: By, *, junior: bool = False) -> Person:
    """Add a person; the name must be new."""
    values = {"name": name, "role": role, "junior": junior, "language": language, "active": True}
    query = insert(people).values(**values, created_at=by.at).returning(people)
    made = _person(db.execute(query).one())
    note(db, by, "add", "person", made.id, role=role)
    return made


def change(db: Connection, person_id: int, by: By, **values: Any) -> None:
    """Change a person's name, role, junior, language or active; whoever is not active any more is signed out."""
    db.execute(update(people).where(people.c.id == person_id).values(**values))
    told = {name: value for name, value in values.items() if name in {"role", "active", "junior"}}
    note(db, by, "change", "person", person_id, fields=sorted(values), **told)
    if values.get("active") is False:
        withdraw_links(db, person_id, by)
        end_sessions(db, person_id, by)


def left(gone: Person) -> Said:
    """Return what tells that somebody who has left gets no link."""
    return say("%(name)s has left: no link is made before they are back", name=gone.name)


def managers_left(db: Connection, without: int) -> int:
    """Return how many active managers there are but one."""
    query = select(func.count()).where(people.c.role == "manager", people.c.active, people.c.id != without)
    return int(db.execute(query.select_from(people)).scalar_one())


def make_link(db: Connection, person_id: int, by: By) -> str:
    """Make a one-time link and return its token, which is kept nowhere; earlier unused links are withdrawn."""
    withdraw_links(db, person_id, by)
    token = secrets.token_urlsafe(24)
    values = {
        "token_hash": hashed(token),
        "person_id": person_id,
        "created_at": by.at,
        "expires_at": by.at + LINK_LASTS,
    }
    made = db.execute(insert(links).values(values).returning(links.c.id)).scalar_one()
    note(db, by, "make", "link", made, person=person_id)
    return token


def withdraw_links(db: Connection, person_id: int, by: By) -> int:
    """Withdraw a person's unused links; return how many there were."""
    unused = (links.c.person_id == person_id, links.c.used_at.is_(None), links.c.withdrawn_at.is_(None))
    count = db.execute(update(links).where(*unused).values(withdrawn_at=by.at)).rowcount
    if count:
        note(db, by, "withdraw", "link", person=person_id)
    return count


def open_links(db: Connection, at: datetime) -> dict[int, datetime]:
    """Return for each person with a link that still opens when it expires."""
    query = select(links.c.person_id, links.c.expires_at).where(
        links.c.used_at.is_(None), links.c.withdrawn_at.is_(None), links.c.expires_at > at
    )
    return {row.person_id: row.expires_at for row in db.execute(query)}


def link(db: Connection, token: str) -> Link | None:
    """Return the link that a token belongs to."""
    query = select(links.c.id.label("link_id"), links.c.expires_at, links.c.used_at, links.c.withdrawn_at,
                   links.c.created_at.label("made_at"), people)  # fmt: skip
    row = db.execute(query.join(people).where(links.c.token_hash == hashed(token))).first()
    if row is None:
        return None
    return Link(row.link_id, _person(row), row.made_at, row.expires_at, row.used_at, row.withdrawn_at)


def sign_in(db: Connection, found: Link, device: str, at: datetime) -> str | None:
    """Use a link up and return a new session's token; none if somebody was faster."""
    used = update(links).where(links.c.id == found.id, links.c.used_at.is_(None)).values(used_at=at)
    if db.execute(used).rowcount != 1:
        return None
    return start_session(db, found.person.id, device, at)


def start_session(db: Connection, person_id: int, device: str, at: datetime) -> str:
    """Start a session and return its token."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": hashed(token), "person_id": person_id, "device": device[:200], "created_at": at,
              "seen_at": at, "expires_at": at + SESSION_LASTS}  # fmt: skip
    made = db.execute(insert(sessions).values(values).returning(sessions.c.id)).scalar_one()
    note(db, By(person_id, at), "sign_in", "session", made)
    return token


_SESSION = select(sessions.c.id.label("session_id"), sessions.c.seen_at, people).join(people).where(
    sessions.c.token_hash == bindparam("token"),
    sessions.c.ended_at.is_(None),
    sessions.c.expires_at > bindparam("at"),
    people.c.active,
)  # fmt: skip


def session_of(db: Connection, token: str, at: datetime) -> tuple[Person, datetime] | None:
    """Return whose session a token opens, as they are now, and when it was last seen; none once ended or expired."""
    row = db.execute(_SESSION, {"token": hashed(token), "at": at}).first()
    return (_person(row, row.session_id), row.seen_at) if row else None


def seen(db: Connection, session_id: int, at: datetime) -> None:
    """Let a session roll on for another thirty days."""
    values = {"seen_at": at, "expires_at": at + SESSION_LASTS}
    db.execute(update(sessions).where(sessions.c.id == session_id).values(values))


def sessions_of(db: Connection, person_id: int, at: datetime) -> list[Session]:
    """Return a person's open sessions, the latest seen first."""
    query = select(sessions).where(
        sessions.c.person_id == person_id, sessions.c.ended_at.is_(None), sessions.c.expires_at > at
    )
    rows = db.execute(query.order_by(sessions.c.seen_at.desc()))
    return [Session(row.id, row.device, row.created_at, row.seen_at) for row in rows]


def end_sessions(db: Connection, person_id: int, by: By, only: int | None = None) -> int:
    """End all of a person's sessions, or only one; return how many were ended."""
    which = [sessions.c.person_id == person_id, sessions.c.ended_at.is_(None)]
    if only is not None:
        which.append(sessions.c.id == only)
    count = db.execute(update(sessions).where(*which).values(ended_at=by.at)).rowcount
    if count:
        note(db, by, "end", "session", only, person=person_id)
    return count


def shut_out(db: Connection, by: By) -> None:
    """End all sessions and withdraw all unused links, of everybody."""
    db.execute(update(sessions).where(sessions.c.ended_at.is_(None)).values(ended_at=by.at))
    unused = (links.c.used_at.is_(None), links.c.withdrawn_at.is_(None))
    db.execute(update(links).where(*unused).values(withdrawn_at=by.at))


def has_come_in(db: Connection, person_ids: Sequence[int]) -> bool:
    """Whether any of some people ever had a session."""
    return (
        db.execute(select(sessions.c.id).where(sessions.c.person_id.in_(person_ids)).limit(1)).first()
        is not None
    )


def too_many_attempts(db: Connection, address: str, at: datetime) -> timedelta | None:
    """Return how long to wait after too many wrong links from an address, or from everywhere; else none."""
    here = select(func.count(), func.min(attempts.c.at)).where(
        attempts.c.address_hash == hashed(address), attempts.c.at > at - timedelta(hours=1)
    )
    everywhere = select(func.count(), func.min(attempts.c.at)).where(
        attempts.c.at > at - timedelta(minutes=5)
    )
    for query, most, window in (
        (here, MOST_PER_HOUR, timedelta(hours=1)),
        (everywhere, MOST_PER_FIVE_MINUTES, timedelta(minutes=5)),
    ):
        count, first = db.execute(query).one()
        if count >= most:
            wait: timedelta = first + window - at
            return min(max(wait, timedelta(seconds=1)), window)
    return None


def attempted(db: Connection, address: str, at: datetime) -> None:
    """Count a wrong link; what is older than a day is forgotten."""
    db.execute(delete(attempts).where(attempts.c.at < at - timedelta(days=1)))
    db.execute(insert(attempts).values(address_hash=hashed(address), at=at))
