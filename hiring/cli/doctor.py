"""`hiring doctor`."""

import os
import platform
import sys
from pathlib import Path

import click
import yaml

import hiring
from hiring.check import check_library
from hiring.cli.output import own_option
from hiring.findings import has_errors
from hiring.formats import NEEDS, installed
from hiring.library import Library, shipped


@click.command()
@own_option
def command(own: Path | None) -> None:
    """Say what works on this machine and what is missing; exit 3 when something needed is."""
    rows = [
        ("hiring", True, hiring.__version__),
        ("Python 3.11 or newer", sys.version_info >= (3, 11), platform.python_version()),
        ("content", shipped("scorecards").is_dir(), str(shipped("scorecards").parent)),
        ("library without errors", *_healthy(own)),
        ("fast YAML (libyaml)", hasattr(yaml, "CSafeLoader"), yaml.__version__),
        ("cache folder", *_writable(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")),
    ]
    for name, works, detail in rows:
        click.echo(f"{'ok     ' if works else 'MISSING'} {name}: {detail}")
    if not installed("pdf"):
        click.echo(f"without PDF: {NEEDS['pdf'][1]}")
    sys.exit(0 if all(works for _, works, _ in rows) else 3)


def _healthy(own: Path | None) -> tuple[bool, str]:
    """Say whether the library has no errors, and else what the first is."""
    findings = [finding for finding in check_library(Library(own)) if has_errors([finding])]
    if findings:
        return False, f"{findings[0]} (all of them: hiring check)"
    return True, f"own folder: {own}" if own else "no own folder"


def _writable(folder: str | Path) -> tuple[bool, str]:
    """Say whether a folder, or the first of its parents that is there, can be written."""
    path = Path(folder)
    there = next(parent for parent in (path, *path.parents) if parent.exists())
    return os.access(there, os.W_OK), str(path)
