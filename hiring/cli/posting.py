"""`hiring posting BRIEF.yaml`."""

from datetime import date
from pathlib import Path

import click

from hiring import yaml_file
from hiring.brief import Brief
from hiring.cli.output import emit, output_options, own_option, stop_on_errors
from hiring.formats import POSTING_FORMATS, posting_text
from hiring.library import Library
from hiring.posting import check_brief, make_posting


@click.command()
@click.argument("brief", type=click.Path(path_type=Path))
@output_options(POSTING_FORMATS)
@own_option
def command(brief: Path, form: str, output: str | None, own: Path | None, *, force: bool) -> None:
    """Make a job posting from a brief (`hiring init DIR` writes one to start from)."""
    library = Library(own)
    read = yaml_file.load(brief, Brief, str(brief))
    stop_on_errors(list(check_brief(read.model, read.sheet, library)))
    posting = make_posting(read.model, library)
    today = date.today()  # noqa: DTZ011 - the day on the reader's own calendar
    emit(
        lambda each: posting_text(each, posting, read.model, library.own, today),
        form,
        POSTING_FORMATS,
        output,
        f"{brief.stem}-posting-{posting.language}",
        force=force,
    )
