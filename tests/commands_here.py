"""Commands run in this very process, which spares them a start; and in one of their own, as a person runs them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from click.testing import CliRunner

from hiring.cli import commands
from hiring.storage.database import Database

Ended = subprocess.CompletedProcess[str]


def here(*words: object, stdin: str = "", **environment: str) -> Ended:
    """Run a command in this process; anything but words and an exit status is raised."""
    ended = bytes_here(*words, stdin=stdin, **environment)
    out, told = (each.decode().replace("\r\n", "\n") for each in (ended.stdout, ended.stderr))
    return Ended(ended.args, ended.returncode, out, told)


def bytes_here(*words: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in this process and return what it wrote byte by byte."""
    typed, umask = [*map(str, words)], os.umask(0o022)
    try:
        with databases_closed():
            result = CliRunner().invoke(commands, typed, input=stdin, env=environment, prog_name="hiring")
    finally:
        os.umask(umask)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return subprocess.CompletedProcess(typed, result.exit_code, result.stdout_bytes, result.stderr_bytes)


@contextmanager
def databases_closed() -> Iterator[None]:
    """Close in the end every database that is opened within, as the end of a process does."""
    made: list[Database] = []
    begin = Database.__init__

    def noted(self: Database, *given: Any, **named: Any) -> None:
        begin(self, *given, **named)
        made.append(self)

    Database.__init__ = noted  # type: ignore[method-assign]
    try:
        yield
    finally:
        Database.__init__ = begin  # type: ignore[method-assign]
        for each in made:
            each.close()


def started(*words: object, stdin: str = "", **environment: str) -> Ended:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "hiring.cli", *map(str, words)]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
