"""What commands of practice share: which questions may be practised on this machine."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from hiring.findings import HiringError
from hiring.library import Library
from hiring.storage.database import Database, Unavailable
from hiring.storage.opening_kit import questions_in_use
from hiring.vocabulary import LEVELS, MOTIONS

F = TypeVar("F", bound=Callable[..., Any])


def level_options(command: F) -> F:
    """Add `--level` and `--motion`."""
    motion = click.option("--motion", type=click.Choice(MOTIONS), default="full_cycle", show_default=True)
    return click.option("--level", type=click.Choice(LEVELS), required=True)(motion(command))


def in_use(url: str, library: Library) -> frozenset[str]:
    """Return the questions that open openings of a team's database use; none where there is no such database.

    It is only looked at, never made; where it cannot be read, nothing may be shown, and the command ends in words.
    """
    file = Path(url.removeprefix("sqlite:///")).expanduser()
    if (url.startswith("sqlite:///") or "://" not in url) and not file.exists():
        return frozenset()
    try:
        with Database(url).look() as db:
            return questions_in_use(db, library, {})
    except (Unavailable, HiringError) as problem:
        click.echo(f"hiring: {file if '://' not in url else 'the database'}: {problem}", err=True)
        words = "It would tell which questions open openings use; without it none can be shown. Name another with --database."
        click.echo(words, err=True)
        sys.exit(3)
