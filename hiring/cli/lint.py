"""`hiring lint FILE...`."""

import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

import click

from hiring import yaml_file, yaml_reader
from hiring.brief_lint import lint_brief
from hiring.cli.briefs import brief_file
from hiring.cli.lint_told import Linted, as_data, summary, told
from hiring.cli.output import own_option, tell
from hiring.findings import HiringError, Severity
from hiring.library import Library
from hiring.lint_places import in_brief, in_posting
from hiring.posting import read_brief
from hiring.posting_docx import MOST_BYTES
from hiring.posting_file import posting_text_in, posting_text_of
from hiring.posting_lint import lint_text
from hiring.posting_plain import MOST_LINTED
from hiring.posting_text import posting_text
from hiring.vocabulary import LANGUAGES, Language
from hiring.waivers import waived

STANDARD_INPUT = "-"
_BRIEF = re.compile(r"^level:.*^motion:|^motion:.*^level:", re.MULTILINE | re.DOTALL)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="Language of a posting; without it the words tell it."
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@own_option
def command(files: tuple[Path, ...], language: str | None, own: Path | None, *, as_json: bool) -> None:
    """Check postings (.md, .txt, .html, .docx, or - for standard input) and briefs (.yaml, or a folder with one).

    Says which words keep people away or cannot be checked, what is missing, and what a brief says twice and not alike.
    Nothing is rewritten. Exit status 1 is for errors that no waiver of the brief answers for.
    """
    library = Library(own)
    linted, unread = [], False
    for path in files:
        try:
            linted.append(_linted(path, cast("Language | None", language), library))
        except HiringError as problem:
            tell(problem.findings)
            unread = True
    if as_json:
        click.echo(json.dumps({"files": [as_data(each) for each in linted]}, ensure_ascii=False, indent=2))
    else:
        for each in linted:
            for part in told(each):
                click.echo(part)
        if linted:
            click.echo(summary(linted), err=True)
    sys.exit(1 if unread or _has_errors(linted) else 0)


def _linted(path: Path, language: Language | None, library: Library) -> Linted:
    path = brief_file(path)
    name = str(path)
    if name == STANDARD_INPUT:
        text = posting_text_in(sys.stdin.buffer.read(MOST_BYTES + 1), name)
        return _brief(text, name, library) if _BRIEF.search(text) else _posting(text, name, language, library)
    if path.suffix in {".yaml", ".yml"}:
        return _brief(yaml_file.read(path, name), name, library)
    return _posting(posting_text_of(path), name, language, library)


def _brief(text: str, name: str, library: Library) -> Linted:
    sheet = yaml_reader.parse(text, name)
    brief, findings = read_brief(sheet, library)
    if brief is None:
        raise HiringError(findings)
    tell(findings)
    found = lint_brief(brief, library, date.today())  # noqa: DTZ011 - the day on the reader's own calendar
    left, answered = waived(found, brief.waivers, library.posting_wording)
    placed = in_brief([each.finding for each in answered], text, sheet)
    reasons = (each.reason for each in answered)
    return Linted(
        name, brief.language, list(in_brief(left, text, sheet)), list(zip(placed, reasons, strict=True))
    )


def _posting(text: str, name: str, language: Language | None, library: Library) -> Linted:
    if len(text) > MOST_LINTED:
        click.echo(f"{name}: only the first {MOST_LINTED:,} signs are read", err=True)
        text = text[:MOST_LINTED]
    language = language or posting_text(text, None, library).language
    return Linted(name, language, list(in_posting(lint_text(text, language, library), text, name)), [])


def _has_errors(linted: Sequence[Linted]) -> bool:
    return any(each.finding.severity is Severity.ERROR for one in linted for each in one.left)
