"""`hiring practise --level junior`."""

import io
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from hiring.cli.data import database_option, opened_practice, practice_option, told
from hiring.cli.output import own_option
from hiring.cli.practice_deck import in_use
from hiring.cli.practice_talk import Talk
from hiring.findings import say
from hiring.library import Library
from hiring.phrases import phrases
from hiring.practice import MINUTES, Setup, replayed
from hiring.storage.database import Database
from hiring.storage.practice import reviews, setting_up
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language

FURTHEST = timedelta(days=365)
USUAL = {"motion": "full_cycle", "language": "en", "minutes_a_day": 20, "interview": None}
STOPPED = 130  # what shells give for Ctrl+C


def day_of(value: Any) -> Any:
    """Return the day from today to a year from now that was typed, or `none`."""
    try:
        day = value if value == "none" else date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        day = None
    today = here().date()
    if day is None or (day != "none" and not today <= day <= today + FURTHEST):
        raise click.BadParameter("write a day from today to a year from now as 2026-12-31, or none")
    return day


def here() -> datetime:
    """Return the time where the candidate is."""
    return datetime.now(UTC).astimezone()


@click.command()
@click.option("--level", type=click.Choice(LEVELS), help="What you prepare for; kept for the next time.")
@click.option(
    "--motion", type=click.Choice(MOTIONS), help="What the job sells; full_cycle if you do not say."
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="Of questions and notes; en if you do not say."
)
@click.option(
    "--date",
    "interview",
    callback=lambda _, __, value: value and day_of(value),
    metavar="DAY|none",
    help="The day of the interview.",
)
@click.option(
    "--minutes",
    "minutes_a_day",
    type=click.IntRange(MINUTES[0], MINUTES[-1]),
    help="Minutes a day; 20 if you do not say.",
)
@practice_option
@database_option
@own_option
def command(practice_file: str, url: str, own: Path | None, **chosen: Any) -> None:
    """Practise interview questions: answer first, then compare with what interviewers look for and rate yourself.

    Questions that an open opening of this machine uses are left out. Each line is kept as soon as it is typed;
    Ctrl+C stops, and the next start goes on from there.
    """
    library = Library(own)
    hidden = in_use(url, library)
    prepare_terminal()
    language: Language = chosen["language"] or "en"
    with told():
        database = opened_practice(practice_file)
        try:
            wanted = kept_setup(database, chosen)
            language = wanted.language
            Talk(database, library, wanted, hidden, here).hold()
        except KeyboardInterrupt:
            words = say("Stopped; what you answered is kept: hiring practise goes on from here.")
            click.echo(f"\n{words.told(phrases(language).gettext)}", err=True)
            sys.exit(STOPPED)
        finally:
            database.close()


def prepare_terminal() -> None:
    """Read UTF-8, let lines be edited where somebody types them, and leave colours away where they are not wanted."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    if sys.stdin.isatty():
        with suppress(ImportError):
            import_module("readline")
    if os.environ.get("NO_COLOR"):
        click.get_current_context().color = False


def kept_setup(database: Database, chosen: Mapping[str, Any]) -> Setup:
    """Return what is prepared for, after what was chosen now; ask for it where nothing is known."""
    with database.read() as db:
        before = setting_up.chosen(db)
    given = {name: None if value == "none" else value for name, value in chosen.items() if value is not None}
    if before is None and "level" not in given:
        given |= asked(given)
    wanted = Setup(**(({**USUAL, **given}) if before is None else {**vars(before), **given}))
    if wanted != before:
        with database.write() as db:
            setting_up.choose(db, wanted)
            ratings = [(card, score, day) for card, _, score, day, _ in reviews.ratings(db)]
            skills = {due.card: due.skill for due in reviews.dues(db)}
            known = [rating for rating in ratings if rating[0] in skills]
            reviews.put_all(db, replayed(known, skills, wanted))
    return wanted


def asked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Ask what the candidate prepares for; without somebody to ask say which option to give."""
    if not sys.stdin.isatty():
        raise click.UsageError("say what you prepare for: --level junior, mid or senior")
    questions: dict[str, tuple[str, Any, Any]] = {
        "level": ("Level", click.Choice(LEVELS), "mid"),
        "motion": ("Motion", click.Choice(MOTIONS), "full_cycle"),
        "language": ("Language", click.Choice(LANGUAGES), "en"),
        "interview": ("Day of the interview (2026-12-31, or none)", day_of, "none"),
        "minutes_a_day": ("Minutes a day", click.IntRange(MINUTES[0], MINUTES[-1]), 20),
    }
    answers = {
        name: click.prompt(words, type=kind, default=usual)
        for name, (words, kind, usual) in questions.items()
        if name not in given
    }
    return {name: None if value == "none" else value for name, value in answers.items()}
