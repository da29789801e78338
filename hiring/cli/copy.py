"""`hiring copy PATH`."""

import os
import re
from pathlib import Path

import click

from hiring.cli.output import own_option, write_whole
from hiring.findings import did_you_mean
from hiring.library import Library, shipped

_SCHEMA = re.compile(r"(?<=\$schema=)(?:\.\./)*schemas/")


@click.command()
@click.argument("path")
@own_option
@click.option("--force", is_flag=True, help="Write over a copy that was changed by hand.")
def command(path: str, own: Path | None, *, force: bool) -> None:
    """Copy one of our files into your own folder, to change it there (PATH as `hiring check` prints it).

    For example: hiring copy templates/documents/posting.md.j2 --own mine
    """
    if own is None:
        raise click.UsageError("say where your own folder is: --own DIR, or set HIRING_OWN")
    name, known = _name(path), _names()
    if name not in known:
        raise click.UsageError(
            f"no file {path}; {did_you_mean(name, known) or 'there are:'}\n  " + "\n  ".join(known)
        )
    top, _, rest = name.partition("/")
    text = (shipped(top) / rest).read_text("utf-8")
    write_whole(own / name, _SCHEMA.sub("../" * name.count("/") + "schemas/", text), force=force)


def _name(path: str) -> str:
    """Return a file's name in the library for the path that a person gives, absolute or not."""
    plain = os.path.normpath(path).replace(os.sep, "/")
    for root in (shipped("skill_models").parent, shipped("templates").parent):
        plain = plain.removeprefix(f"{root.as_posix()}/")
    return plain.removeprefix("hiring/")


def _names() -> list[str]:
    """Return the files that a user's own folder may replace."""
    templates = shipped("templates")
    documents = sorted(
        f"templates/documents/{path.name}" for path in (templates / "documents").glob("*.md.j2")
    )
    return [*documents, *(name for name, _ in Library().files() if "/" in name)]
