"""`hiring posting --watch`: files are written again when what they are made of is saved."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from hiring.cli.briefs import brief_file
from hiring.cli.posting_files import Wanted, write_postings
from hiring.findings import HiringError, NotInstalled
from hiring.library import Kept, Library

PAUSE = 0.3  # seconds between two looks
Stamps = dict[Path, tuple[int, int, int]]


def watch_postings(wanted: Wanted, own: Path | None, wait: Callable[[float], None] = time.sleep) -> None:
    """Write what is wanted, and again after every save of the brief or of a file of one's own, until Ctrl+C."""
    path, kept = brief_file(wanted.path), Kept()
    click.echo(f"watching {path}{f' and {own}' if own else ''}; Ctrl+C ends it", err=True)
    try:
        for _ in saves(path, own, wait):
            write_again(wanted, own, kept)
    except KeyboardInterrupt:
        click.echo("stopped watching", err=True)


def write_again(wanted: Wanted, own: Path | None, kept: Kept) -> None:
    """Write the postings that are not as they should be; whatever is wrong is told, and a next save may mend it."""
    try:
        if write_postings(wanted, Library(own, kept), changed_only=True):
            click.echo("up to date", err=True)
    except NotInstalled:
        raise
    except HiringError as problem:
        click.echo(str(problem), err=True)
    except OSError as problem:
        click.echo(f"{problem.filename or ''}: {problem.strerror or problem}", err=True)


def saves(path: Path, own: Path | None, wait: Callable[[float], None]) -> Iterator[None]:
    """Yield at once, and then each time that files have changed and stay as they are for one look."""
    seen = stamps(path, own)
    while True:
        yield
        now = seen
        while now == seen:
            wait(PAUSE)
            now = stamps(path, own)
        while now != seen:
            wait(PAUSE)
            seen, now = now, stamps(path, own)


def stamps(path: Path, own: Path | None) -> Stamps:
    """Return what changes when the brief or a file of one's own does; files that are not there have none."""
    found: Stamps = {}
    for file in (path, *files_in(own)):
        try:
            about = file.stat()
        except OSError:
            continue
        found[file] = (about.st_mtime_ns, about.st_size, about.st_ino)
    return found


def files_in(folder: Path | None) -> Iterator[Path]:
    """Yield the files of a folder and of those in it, but hidden ones."""
    for here, folders, files in os.walk(folder) if folder else ():
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(here, name) for name in files if not name.startswith("."))
