"""`hiring posting BRIEF.yaml`."""

from datetime import date
from pathlib import Path

import click

from hiring import yaml_file, yaml_reader
from hiring.cli.output import emit, output_options, own_option, tell
from hiring.findings import HiringError
from hiring.formats import POSTING_FORMATS, posting_text
from hiring.library import Library
from hiring.posting import make_posting, read_brief


@click.command()
@click.argument("brief", type=click.Path(path_type=Path))
@output_options(POSTING_FORMATS)
@own_option
def command(brief: Path, form: str, output: str | None, own: Path | None, *, force: bool) -> None:
    """Make a job posting from a brief, a file or a folder with a brief.yaml (`hiring init DIR` writes one)."""
    library = Library(own)
    path = brief / "brief.yaml" if brief.is_dir() else brief
    filled, findings = read_brief(yaml_reader.parse(yaml_file.read(path, str(path)), str(path)), library)
    if filled is None:
        raise HiringError(findings)
    tell(findings)
    posting = make_posting(filled, library)
    today = date.today()  # noqa: DTZ011 - the day on the reader's own calendar
    emit(
        lambda each: posting_text(each, posting, filled, library.own, today),
        form,
        POSTING_FORMATS,
        output,
        f"{path.stem}-posting-{posting.language}",
        force=force,
    )
