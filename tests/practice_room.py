"""A candidate who practises in tests: an app with a practice file, a clock that can be set, and what one does most."""

import re
import shutil
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hiring.storage.database import Database
from hiring.storage.practice import schema
from hiring.web.app import create_app

START = date(2027, 3, 1)
ANSWER = (
    "At my last company a hotel wanted to leave us in March. I called the owner and asked what had changed for her. "
    "She said that two invoices were wrong. I had them corrected within a day and visited her twice. "
    "In the end she renewed for 12,000 euros, and 3 of her colleagues asked for an offer."
)

# Apps with the team's pages and without, that no room uses now; their templates and our files are read already.
APPS: dict[bool, list[Flask]] = {True: [], False: []}


@cache
def prepared() -> tuple[TemporaryDirectory[str], Path]:
    """Return a practice file in which nobody has practised, made once, and what keeps it till the tests end."""
    folder = TemporaryDirectory(prefix="practice-")
    database = Database(str(Path(folder.name) / "empty.db"))
    schema.prepare(database)
    database.close()
    return folder, Path(folder.name) / "empty.db"


class Room:
    """One candidate's practice; `day` is the date of the clock."""

    def __init__(self, file: Path, team: Database | None = None) -> None:
        if not file.exists():
            shutil.copy(prepared()[1], file)
        self.database = Database(str(file))
        schema.prepare(self.database)
        self.apps = APPS[team is not None]
        self.app = self.apps.pop() if self.apps else create_app(None, team, practice=self.database)
        self.app.config.update(DATABASE=team, PRACTICE=self.database, IN_USE={})
        self.day = START
        self.app.config["CLOCK"] = lambda: datetime.combine(self.day, time(9, 30), UTC)
        self.app.config["ZONE"] = UTC
        self.client: FlaskClient = self.app.test_client()

    def close(self) -> None:
        """Close the file, and leave the app to the next room."""
        self.database.close()
        self.apps.append(self.app)

    def get(self, address: str) -> TestResponse:
        """Return a page; `address` is without its language."""
        return self.client.get(f"/en{address}" if not address.startswith(("/en", "/pl")) else address)

    def post(self, address: str, **typed: Any) -> TestResponse:
        """Send a form as the app's own pages do."""
        whole = f"/en{address}" if not address.startswith(("/en", "/pl")) else address
        return self.client.post(whole, data=typed, headers={"Sec-Fetch-Site": "same-origin"})

    def begin(
        self, level: str = "junior", motion: str = "full_cycle", minutes: int = 20, days: int | None = None
    ) -> None:
        """Choose what to prepare for, with the interview in some days."""
        interview = (self.day + timedelta(days)).isoformat() if days else ""
        typed = {"level": level, "motion": motion, "minutes_a_day": str(minutes), "interview": interview}
        assert self.post("/practice/setup", **typed).status_code == 303

    def next(self) -> int | None:
        """Open the next question of today; return its answer's id, or none where the day is done."""
        address = self.post("/practice/next").location
        found = re.fullmatch(r"/en/practice/answers/(\d+)", address)
        return int(found[1]) if found else None

    def keep(self, answer: int, text: str = ANSWER) -> None:
        """Keep an answer for good."""
        typed = {"text": text, "version": "0", "editor": "e", "sequence": "1", "action": "keep"}
        assert self.post(f"/practice/answers/{answer}", **typed).status_code == 303

    def rate(self, answer: int, score: int = 4) -> None:
        """Rate an answer that is kept."""
        sent = self.post(f"/practice/answers/{answer}/rate", score=str(score), evidence="Named a number.")
        assert sent.status_code == 303

    def practise(self, score: int = 4) -> list[int]:
        """Answer and rate everything that today holds; return the answers."""
        done = []
        while (answer := self.next()) is not None:
            self.keep(answer)
            self.rate(answer, score)
            done.append(answer)
        return done
