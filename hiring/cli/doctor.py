"""`hiring doctor`."""

import os
import platform
import sys
from importlib.util import find_spec
from pathlib import Path

import click
import yaml

import hiring
from hiring.check import check_library
from hiring.cli.output import own_option
from hiring.findings import Severity
from hiring.library import Library, shipped


@click.command()
@own_option
def command(own: Path | None) -> None:
    """Say what works on this machine and what is missing; exit 3 when something needed is."""
    rows = [
        ("hiring", True, hiring.__version__),
        ("Python 3.11 or newer", sys.version_info >= (3, 11), platform.python_version()),
        ("content", shipped("scorecards").is_dir(), str(shipped("scorecards").parent)),
        ("library without errors", _healthy(own), f"own folder: {own}" if own else "no own folder"),
        ("cache folder", *_writable(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")),
    ]
    for name, works, detail in rows:
        click.echo(f"{'ok     ' if works else 'MISSING'} {name}: {detail}")
    for name, works, detail in _optional():
        click.echo(f"{'ok     ' if works else 'without'} {name}: {detail}")
    sys.exit(0 if all(works for _, works, _ in rows) else 3)


def _healthy(own: Path | None) -> bool:
    return not any(finding.severity is Severity.ERROR for finding in check_library(Library(own)))


def _writable(folder: str | Path) -> tuple[bool, str]:
    """Say whether a folder, or the first of its parents that is there, can be written."""
    path = Path(folder)
    there = next(parent for parent in (path, *path.parents) if parent.exists())
    return os.access(there, os.W_OK), str(path)


def _optional() -> list[tuple[str, bool, str]]:
    return [
        ("fast YAML", bool(getattr(yaml, "CSafeLoader", None)), "libyaml; without it loading is slower"),
        ("pdf extra", find_spec("typst") is not None, "pip install 'hiring-account-executives[pdf]'"),
        (
            "postgres extra",
            find_spec("psycopg") is not None,
            "pip install 'hiring-account-executives[postgres]'",
        ),
    ]
