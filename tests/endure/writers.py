"""Interviewers who save over HTTP as fast as they can, and remember what was acknowledged."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from json import loads
from random import Random

from endure.browser import Browser
from endure.office import Office, counted, damage, kept
from hiring.storage.database import Database

ACKNOWLEDGED = frozenset({200, 303})


def short(text: str) -> str:
    """Return the beginning of an answer, in one line."""
    return " ".join(text.split())[:200]


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
    """An interviewer in one window: saves number after number until told to stop, or submits after some seconds.

    `told` hears of each acknowledgement: "<card> <number>".
    """

    def __init__(
        self,
        browser: Browser,
        version: int,
        number: int,
        *,
        submits_after: float | None = None,
        told: Callable[[str], None] = nothing,
    ) -> None:
        super().__init__(daemon=True)
        self.browser, self.desk, self.version, self.number = browser, browser.desk, version, number
        self.submits_after, self.told = submits_after, told
        self.heard, self.over = Heard(), threading.Event()
        self._editor, self._chance = secrets.token_hex(8), Random(self.desk.card)  # noqa: S311 - repeatable

    def run(self) -> None:
        begun = time.monotonic()
        while not self.over.is_set():
            if self.submits_after is not None and time.monotonic() - begun > self.submits_after:
                self._submit()
                break
            self.number += 1
            self._save()
        self.browser.close()

    def _save(self) -> None:
        html = self._chance.random() < 0.5
        fields = self.desk.form(self.number, self.version, self._editor)
        begun = time.monotonic()
        status, text = self.browser.ask("POST", "", fields, html=html)
        if status:
            self.heard.slowest = max(self.heard.slowest, time.monotonic() - begun)
        self.heard.statuses[status] += 1
        if status in ACKNOWLEDGED:
            self._acknowledged(text, html=html)
        elif status == 503:
            self._given_back(text, fields["notes"], html=html)
        elif status:
            self.heard.wrong.append(f"a save of card {self.desk.card} was answered {status}: {short(text)}")
        else:
            time.sleep(0.02)

    def _acknowledged(self, text: str, *, html: bool) -> None:
        self.heard.saved, self.heard.last = self.number, time.monotonic()
        self.heard.count += 1
        self.told(f"{self.desk.card} {self.number}")
        if text and not html:
            self.version = int(loads(text)["version"])

    def _given_back(self, text: str, typed: str, *, html: bool) -> None:
        back = not text or (typed in text if html else loads(text) == {"state": "unavailable"})
        if not back:
            self.heard.wrong.append(f"a 503 without the text that was typed: {short(text)}")
        time.sleep(0.02)

    def _submit(self) -> None:
        _, page = self.browser.page()
        version = page.partition('name="version" value="')[2].partition('"')[0]
        status, text = self.browser.ask("POST", "/submit", {"version": version}, html=True)
        self.heard.statuses[status] += 1
        if status in ACKNOWLEDGED:
            self.heard.submitted = True
            self.told(f"{self.desk.card} submitted")
        elif status and self.heard.saved:
            self.heard.wrong.append(f"submitting card {self.desk.card} was answered {status}: {short(text)}")


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
            Browser(desk, ports),
            card.version,
            max(0, desk.number_of(card.filled)),
            submits_after=submits_after(),
            told=told,
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
    """Return everything that was lost, half saved (save -1) or answered as it should not have been.

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
    number = desk.number_of(card.filled)
    if not writer.heard.saved <= number <= writer.number:
        yield f"card {desk.card} holds save {number}, but {writer.heard.saved} was acknowledged"
    if writer.heard.submitted and card.state != "submitted":
        yield f"card {desk.card} was submitted, and is none"
    scores = dict.fromkeys(desk.skills, number % 5 + 1) if card.state == "submitted" else {}
    if counted(database, card) != scores:
        yield f"card {desk.card} is {card.state}, and its scores are counted otherwise"
