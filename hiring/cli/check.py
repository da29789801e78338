"""`hiring check`."""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import click

from hiring.check import check_library, citations
from hiring.cli.output import own_option, tell
from hiring.findings import Finding, HiringError, has_errors
from hiring.library import Library


@click.command()
@own_option
@click.option("--seeds", is_flag=True, help="List every seed fact and the files that carry it.")
@click.option("--json", "as_json", is_flag=True, help="Print findings, and seeds if asked for, as JSON.")
def command(own: Path | None, *, seeds: bool, as_json: bool) -> None:
    """Check the whole library: unknown words, orphans, anchors, languages, seed facts, templates."""
    try:
        library = Library(own)
        findings = check_library(library)
    except HiringError as problem:
        library, findings = Library(), problem.findings
    homes = _homes(library) if seeds and not has_errors(findings) else []
    if as_json:
        _tell_json(findings, homes if seeds else None)
    else:
        tell(findings)
        for row in homes:
            click.echo(f"{row['id']}\t{', '.join(row['homes'])}\t{row['fact']}")
        errors = sum(has_errors([finding]) for finding in findings)
        names = [name for name, _ in library.files()]
        mine = sum(library.is_own(name) for name in names)
        yours = f" ({mine} of them yours)" if own else ""
        click.echo(
            f"{len(names)} files{yours}; errors: {errors}, warnings: {len(findings) - errors}", err=True
        )
    sys.exit(1 if has_errors(findings) else 0)


def _tell_json(findings: list[Finding], homes: list[dict[str, Any]] | None) -> None:
    told: dict[str, Any] = {"findings": [finding.as_dict() for finding in findings]}
    if homes is not None:
        told["seeds"] = homes
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _homes(library: Library) -> list[dict[str, Any]]:
    """Return each seed fact with the files that carry it."""
    homes: dict[str, set[str]] = defaultdict(set)
    for name, _, seed in citations(library):
        homes[seed].add(name)
    return [{**fact.model_dump(), "homes": sorted(homes[fact.id])} for fact in library.seed_facts.facts]
