"""What commands about a brief share: naming and reading it."""

from pathlib import Path

import click

from hiring import yaml_file, yaml_reader
from hiring.brief import Brief
from hiring.cli.output import tell
from hiring.findings import HiringError
from hiring.library import Library
from hiring.posting import read_brief
from hiring.yaml_reader import Sheet

brief_argument = click.argument("brief", type=click.Path(path_type=Path))


def brief_file(path: Path) -> Path:
    """Return the brief that a path names: a file, or a folder's brief.yaml."""
    return path / "brief.yaml" if path.is_dir() else path


def open_brief(path: Path, library: Library) -> tuple[Brief, Sheet]:
    """Return a brief with its places; its warnings are told."""
    path = brief_file(path)
    sheet = yaml_reader.parse(yaml_file.read(path, str(path)), str(path))
    brief, findings = read_brief(sheet, library)
    if brief is None:
        raise HiringError(findings)
    tell(findings)
    return brief, sheet
