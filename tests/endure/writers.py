"""Interviewers who save over HTTP as fast as they can, and remember what was acknowledged."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from json import loads
from random import Random
from urllib.parse import urlencode

from endure.office import Desk, Office, counted, damage, kept
from hiring.storage.database import Database

ACKNOWLEDGED = frozenset({200, 303})
TIMEOUT = 30


def nothing(_: str) -> None:
    """Tell nobody of an acknowledgement."""


@dataclass
class Heard:
    """What a writer heard: answers by status, the last save acknowledged, when, and what should not have been."""

    statuses: Counter[int] = field(default_factory=Counter)
    saved: int = 0
    submitted: bool = False
    count: int = 0
    slowest: float = 0.0
    last: float = 0.0
    wrong: list[str] = field(default_factory=list)


class Writer(threading.Thread):
    """One interviewer's browser: saves number after number in one window until told to stop, or submits then.

    `port` is asked anew for each connection, so that a server may come back elsewhere. `told` hears of each
    acknowledgement: "<card> <number>".
    """

    def __init__(
        self,
        desk: Desk,
        ports: Sequence[int],
        version: int,
        number: int,
        *,
        submits_after: float | None = None,
        told: Callable[[str], None] = nothing,
    ) -> None:
        super().__init__(daemon=True)
        self.desk, self.ports, self.version, self.number = desk, ports, version, number
        self.submits_after, self.told = submits_after, told
        self.heard, self.over = Heard(), threading.Event()
        self._editor, self._chance = secrets.token_hex(8), Random(desk.card)  # noqa: S311 - repeatable
        self._connection: HTTPConnection | None = None

    def run(self) -> None:
        begun = time.monotonic()
        while not self.over.is_set():
            if self.submits_after is not None and time.monotonic() - begun > self.submits_after:
                self._submit()
                return
            self.number += 1
            self._save()

    def read_page(self) -> int:
        """Open the page of the card, and return the status, 0 if there was no answer."""
        return self._ask("GET", "", {}, html=True)[0]

    def _save(self) -> None:
        html = self._chance.random() < 0.5
        fields = self.desk.form(self.number, self.version, self._editor)
        begun = time.monotonic()
        status, text = self._ask("POST", "", fields, html=html)
        took = time.monotonic() - begun
        self.heard.slowest = max(self.heard.slowest, took) if status else self.heard.slowest
        self.heard.statuses[status] += 1
        if status in ACKNOWLEDGED:
            self._acknowledged(text, html=html)
        elif status == 503:
            self._given_back(text, fields["notes"], html=html)
        elif status:
            self.heard.wrong.append(f"a save of card {self.desk.card} was answered {status}: {text[:200]}")
        else:
            time.sleep(0.02)

    def _acknowledged(self, text: str, *, html: bool) -> None:
        self.heard.saved, self.heard.last = self.number, time.monotonic()
        self.heard.count += 1
        self.told(f"{self.desk.card} {self.number}")
        if text and not html:
            self.version = int(loads(text)["version"])

    def _given_back(self, text: str, typed: str, *, html: bool) -> None:
        back = typed in text if html else text == "" or loads(text) == {"state": "unavailable"}
        if not back:
            self.heard.wrong.append(f"a 503 without the text that was typed: {text[:200]}")
        time.sleep(0.02)

    def _submit(self) -> None:
        self._version_from_page()
        status, text = self._ask("POST", "/submit", {"version": str(self.version)}, html=True)
        self.heard.statuses[status] += 1
        if status in ACKNOWLEDGED:
            self.heard.submitted = True
            self.told(f"{self.desk.card} submitted")
        elif status:
            self.heard.wrong.append(f"submitting card {self.desk.card} was answered {status}: {text[:200]}")

    def _version_from_page(self) -> None:
        _, text = self._ask("GET", "", {}, html=True)
        found = text.partition('name="version" value="')[2].partition('"')[0]
        self.version = int(found or -1)

    def _ask(self, method: str, path: str, fields: dict[str, str], *, html: bool) -> tuple[int, str]:
        """Return an answer's status, 0 if its first line never came, and its text, blank if that came not whole."""
        headers = {
            "Cookie": f"hiring={self.desk.token}",
            "Sec-Fetch-Site": "same-origin",
            "Accept": "text/html" if html else "application/json",
        }
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        address, status = f"/en/scorecards/{self.desk.card}{path}", 0
        try:
            connection = self._connected()
            connection.request(method, address, urlencode(fields) or None, headers)
            answer = connection.getresponse()
            status = answer.status
            return status, answer.read().decode()
        except (OSError, HTTPException):
            if self._connection is not None:
                self._connection.close()
            self._connection = None
            return status, ""

    def _connected(self) -> HTTPConnection:
        if self._connection is None:
            port = self.ports[self.desk.card % len(self.ports)]
            self._connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        return self._connection


@contextmanager
def working(
    office: Office,
    ports: Sequence[int],
    *,
    submits_after: Callable[[], float | None] = lambda: None,
    told: Callable[[str], None] = nothing,
) -> Iterator[list[Writer]]:
    """Let everybody in an office save for the length of the block; they go on from what is kept."""
    with office.inside() as database:
        cards = [(desk, kept(database, desk)) for desk in office.desks]
    writers = [
        Writer(
            desk, ports, card.version, desk.number_of(card.filled), submits_after=submits_after(), told=told
        )
        for desk, card in cards
    ]
    for writer in writers:
        writer.start()
    try:
        yield writers
    finally:
        for writer in writers:
            writer.over.set()
        for writer in writers:
            writer.join()


def wrongs(office: Office, writers: Sequence[Writer], allowed: Collection[int] = (0,)) -> list[str]:
    """Return everything that was lost, half saved or answered as it should not have been.

    `allowed` are the statuses that a save may get besides an acknowledgement; 0 is no answer.
    """
    with office.inside() as database:
        found = [*damage(database), *(each for writer in writers for each in _wrong(database, writer))]
    for writer in writers:
        found += writer.heard.wrong
        others = set(writer.heard.statuses) - ACKNOWLEDGED - set(allowed)
        found += [f"card {writer.desk.card}: a save was answered {status}" for status in others]
    return found


def _wrong(database: Database, writer: Writer) -> Iterator[str]:
    card, desk = kept(database, writer.desk), writer.desk
    try:
        number = desk.number_of(card.filled)
    except ValueError as problem:
        yield str(problem)
        return
    if not writer.heard.saved <= number <= writer.number:
        yield f"card {desk.card} holds save {number}, but {writer.heard.saved} was acknowledged"
    if writer.heard.submitted and card.state != "submitted":
        yield f"card {desk.card} was submitted, and is none"
    scores = dict.fromkeys(desk.skills, number % 5 + 1) if card.state == "submitted" else {}
    if counted(database, card) != scores:
        yield f"card {desk.card} is {card.state}, and its scores are counted otherwise"
