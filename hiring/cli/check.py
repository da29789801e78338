"""`hiring check`."""

import sys
from collections import defaultdict
from pathlib import Path

import click

from hiring.check import check_library, citations
from hiring.cli.output import own_option, tell
from hiring.findings import Severity
from hiring.library import Library
from hiring.samples import template_findings


@click.command()
@own_option
@click.option("--seeds", is_flag=True, help="List every seed fact and the files that carry it.")
@click.option("--json", "as_json", is_flag=True, help="Print findings as JSON.")
def command(own: Path | None, *, seeds: bool, as_json: bool) -> None:
    """Check the whole library: unknown words, orphans, anchors, languages, seed facts, templates."""
    library = Library(own)
    findings = sorted([*check_library(library), *template_findings(library)])
    tell(findings, as_json=as_json)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if seeds and not errors:
        _tell_seeds(library)
    if not as_json:
        files = sum(1 for _ in library.files())
        click.echo(f"{files} files, {errors} errors, {len(findings) - errors} warnings", err=True)
    sys.exit(1 if errors else 0)


def _tell_seeds(library: Library) -> None:
    """Print each seed fact with its homes, or the part that will bring one."""
    homes: dict[str, set[str]] = defaultdict(set)
    for name, _, seed in citations(library):
        homes[seed].add(name)
    for fact in library.seed_facts.facts:
        home = ", ".join(sorted(homes[fact.id])) or f"not yet ({fact.later})"
        click.echo(f"{fact.id}\t{home}\t{fact.fact}")
