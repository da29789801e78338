"""`hiring posting BRIEF.yaml`."""

import sys
from datetime import date
from pathlib import Path
from typing import cast

import click

from hiring.brief import Brief
from hiring.cli.briefs import brief_argument
from hiring.cli.output import emit, output_options, own_option, tell
from hiring.cli.posting_files import Wanted, chosen, forms_of, read_sheet, write_postings
from hiring.findings import HiringError, Severity
from hiring.formats import POSTING_FORMATS
from hiring.library import Library
from hiring.short_posting import LENGTHS, MOST_WORDS, Length
from hiring.variants import variants_in


@click.command()
@brief_argument
@click.option(
    "--length",
    type=click.Choice(LENGTHS),
    default="standard",
    show_default=True,
    help=f"The whole posting, or a short one of at most {MOST_WORDS} words.",
)
@click.option("--variant", metavar="ID", help="Make one variant of the brief.")
@click.option("--all", "every", is_flag=True, help="Make the brief and all its variants, into a folder.")
@click.option("--watch", "watching", is_flag=True, help="Write again whenever the brief or --own changes.")
@output_options(POSTING_FORMATS)
@own_option
def command(
    brief: Path, length: str, variant: str | None, form: str, output: str | None, own: Path | None,
    *, every: bool, watching: bool, force: bool,
) -> None:  # fmt: skip
    """Make a job posting from a brief, a file or a folder with a brief.yaml (`hiring init DIR` writes one)."""
    today = date.today()  # noqa: DTZ011 - the day on the reader's own calendar
    wanted = Wanted(brief, form, output, cast("Length", length), today, variant, every=every, force=force)
    refuse_mixture(wanted, watching=watching)
    if watching:
        from hiring.cli.watch import watch_postings

        watch_postings(wanted, own)
    elif every:
        sys.exit(0 if write_postings(wanted, Library(own)) else 1)
    else:
        make_one(wanted, Library(own))


def refuse_mixture(wanted: Wanted, *, watching: bool) -> None:
    """Refuse options that do not go together."""
    if wanted.every and wanted.variant:
        raise click.UsageError("--all makes every variant, --variant one of them: take one of the two")
    if (wanted.every or watching) and wanted.output == "-":
        raise click.UsageError(
            f"{'--all' if wanted.every else '--watch'} writes files: name a folder with -o"
        )
    if wanted.every and Path(wanted.output or ".").is_file():
        raise click.UsageError("--all writes several files: give a folder with -o")


def make_one(wanted: Wanted, library: Library) -> None:
    """Make the brief's own posting, or that of one variant."""
    sheet = read_sheet(wanted.path)
    found = next(chosen(wanted, sheet, library))
    if found.brief is None:
        raise HiringError(found.findings)
    tell(found.findings)
    contents = dict(forms_of(wanted, found, library))
    emit(
        contents.__getitem__,
        wanted.form,
        POSTING_FORMATS,
        wanted.output,
        wanted.name(found),
        force=wanted.force,
    )
    if (others := variants_in(sheet)) and not wanted.variant:
        click.echo(f"the brief alone; with its variants it makes {others + 1} postings: --all", err=True)
    if sys.stderr.isatty():  # a person reads it, who can wait for the lint
        tell_open(found.brief, wanted.path, library, wanted.today)


def tell_open(filled: Brief, path: Path, library: Library, today: date) -> None:
    """Tell how many errors and warnings of the lint are open, and how to see them."""
    from hiring.brief_lint import lint_brief
    from hiring.waivers import waived

    left, _ = waived(lint_brief(filled, library, today), filled.waivers, library.posting_wording)
    count = sum(finding.severity is not Severity.INFO for finding in left)
    if count:
        click.echo(f"findings to look at: {count} (hiring lint {path} shows them)", err=True)
