"""The files that `hiring posting` writes: of one posting, or of a brief and all its variants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from hiring import yaml_file, yaml_reader
from hiring.cli.briefs import brief_file
from hiring.cli.output import refuse_changed, tell, write_whole
from hiring.findings import HiringError, NotInstalled
from hiring.formats import NEEDS, POSTING_FORMATS, installed, posting_file
from hiring.library import Library
from hiring.short_posting import TEMPLATES, Length, left_out_findings, posting_of
from hiring.variants import Variant, named, one_variant, read_variants, variants_in
from hiring.yaml_reader import Sheet


@dataclass(frozen=True)
class Wanted:
    """What a person asks for: which postings of a brief, in which forms, how long, and where to put them."""

    path: Path
    form: str
    output: str | None
    length: Length
    today: date
    variant: str | None = None
    every: bool = False
    force: bool = False

    @property
    def forms(self) -> Sequence[str]:
        """The forms to write: one, or all that this machine has the packages for."""
        return [each for each in POSTING_FORMATS if installed(each)] if self.form == "all" else [self.form]

    def name(self, variant: Variant) -> str:
        """Return a posting's name for files: `brief-warsaw_pl-posting-pl`."""
        language = variant.brief.language if variant.brief else ""
        parts = (brief_file(self.path).stem, variant.id, TEMPLATES[self.length], language)
        return "-".join(part for part in parts if part)

    def file(self, variant: Variant, form: str) -> Path:
        """Return where a form of a posting is written."""
        one = not self.every and self.form != "all" and self.output is not None
        if one and not Path(self.output or "").is_dir():
            return Path(self.output or "")
        return Path(self.output or ".") / f"{self.name(variant)}.{form}"


def read_sheet(path: Path) -> Sheet:
    """Return a brief's data and its places."""
    path = brief_file(path)
    return yaml_reader.parse(yaml_file.read(path, str(path)), str(path))


def chosen(wanted: Wanted, sheet: Sheet, library: Library) -> Iterator[Variant]:
    """Yield the postings asked for: all, one variant, or the brief itself."""
    if wanted.variant:
        yield one_variant(sheet, wanted.variant, library)
        return
    found = read_variants(sheet, library)
    yield from found if wanted.every else [next(found)]


def write_postings(wanted: Wanted, library: Library, *, changed_only: bool = False) -> bool:
    """Write every posting asked for and tell what is found in each; return whether all were written."""
    sheet = read_sheet(wanted.path)
    number, good = 1 + variants_in(sheet), True
    for place, variant in enumerate(chosen(wanted, sheet, library), 1):
        name = variant.id or brief_file(wanted.path).stem
        if wanted.every:
            click.echo(f"{place} of {number} {name}", err=True)
        tell(sorted(variant.findings))
        if variant.brief is None:
            click.echo(f"not written: {name}", err=True)
        good &= _write(wanted, variant, library, changed_only=changed_only)
    for each in set(POSTING_FORMATS) - set(wanted.forms) if wanted.form == "all" else ():
        click.echo(f"left out {each}, which needs one more package: {NEEDS[each][1]}", err=True)
    return good


def _write(wanted: Wanted, variant: Variant, library: Library, *, changed_only: bool) -> bool:
    """Write a posting in all its forms or in none; return whether it was written."""
    try:
        files = {wanted.file(variant, form): content for form, content in forms_of(wanted, variant, library)}
        if changed_only:
            files = {path: content for path, content in files.items() if not _same(path, content)}
        for path, content in files.items():
            refuse_changed(path, content, force=wanted.force)
        for path, content in files.items():
            write_whole(path, content, force=True)
    except NotInstalled:
        raise
    except HiringError as problem:
        tell(problem.findings)
        return False
    except click.ClickException as problem:
        click.echo(problem.format_message(), err=True)
        return False
    return variant.brief is not None


def _same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def forms_of(wanted: Wanted, variant: Variant, library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield a posting in each form that is asked for; none of a brief with mistakes."""
    if variant.brief is None:
        return
    posting, left_out = posting_of(variant.brief, wanted.length, library)
    findings = left_out_findings(left_out, variant.sheet)
    tell(named(findings, variant.id) if variant.id else findings)
    for form in wanted.forms:
        content = posting_file(form, posting, variant.brief, library.own, wanted.today, wanted.length)
        yield form, content
