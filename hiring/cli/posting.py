"""`hiring posting BRIEF.yaml`."""

from datetime import date
from pathlib import Path

import click

from hiring.cli.briefs import brief_argument, brief_file, open_brief
from hiring.cli.output import emit, output_options, own_option
from hiring.formats import POSTING_FORMATS, posting_text
from hiring.library import Library
from hiring.posting import make_posting


@click.command()
@brief_argument
@output_options(POSTING_FORMATS)
@own_option
def command(brief: Path, form: str, output: str | None, own: Path | None, *, force: bool) -> None:
    """Make a job posting from a brief, a file or a folder with a brief.yaml (`hiring init DIR` writes one)."""
    library = Library(own)
    filled, _ = open_brief(brief, library)
    posting = make_posting(filled, library)
    today = date.today()  # noqa: DTZ011 - the day on the reader's own calendar
    emit(
        lambda each: posting_text(each, posting, filled, library.own, today),
        form,
        POSTING_FORMATS,
        output,
        f"{brief_file(brief).stem}-posting-{posting.language}",
        force=force,
    )
