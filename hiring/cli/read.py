"""`hiring read POSTING`."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import click

from hiring.brief_from_posting import start_of, start_yaml
from hiring.cli.output import own_option, write_whole
from hiring.library import Library
from hiring.lint_finding import LintFinding
from hiring.posting_file import MOST_TEXT, posting_text_in, posting_text_of
from hiring.posting_gaps import Gaps, posting_gaps
from hiring.posting_lint import lint_text
from hiring.posting_reading import Cue, Reading, read_posting
from hiring.vocabulary import Language

_MOST_WORDS = 6


@click.command()
@click.argument("posting", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--brief", type=click.Path(path_type=Path, dir_okay=False), help="Write a brief to start from.")
@click.option("--force", is_flag=True, help="Write over a brief that was changed by hand.")
@click.option("--json", "as_json", is_flag=True, help="Write what was read as JSON.")
@click.option(
    "--language", type=click.Choice(["en", "pl"]), help="Language of the posting; else it is told from it."
)
@own_option
def command(
    posting: Path, brief: Path | None, language: str | None, own: Path | None, *, force: bool, as_json: bool
) -> None:
    """Show what a posting asks for and leaves out (.md, .txt, .html, .docx, or - for standard input)."""
    library, text = Library(own), text_at(posting)
    reading = read_posting(text, library, cast("Language | None", language))
    gaps = posting_gaps(text, reading, library)
    findings = lint_text(text, reading.language, library)
    if as_json:
        click.echo(json.dumps(_facts(text, reading, gaps, findings), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_told(posting, text, reading, gaps, findings, library)))
    if brief:
        write_whole(brief, start_yaml(start_of(text, reading, library)), force=force)


def text_at(posting: Path) -> str:
    """Return a posting's words from its file or from standard input."""
    if str(posting) == "-":
        return posting_text_in(sys.stdin.buffer.read(MOST_TEXT + 1), "-")
    return posting_text_of(posting)


def _told(
    posting: Path, text: str, reading: Reading, gaps: Gaps, findings: list[LintFinding], library: Library
) -> Iterator[str]:
    """Yield what was read and what is left out, line by line."""
    yield f"Language: {reading.language}"
    for kind, chosen, why, cues in (
        ("level", reading.level, reading.why_level, reading.level_cues),
        ("motion", reading.motion, reading.why_motion, reading.motion_cues),
    ):
        yield f"{kind.capitalize()}: {chosen or 'not told'} ({why})"
        yield from (f"  {cue.name}: {_quotes(text, cue)}" for cue in cues)
    yield "Asks for:"
    for cue in reading.skills:
        yield f"  {library.rubric(cue.name).name[reading.language]}: {_quotes(text, cue)}"
    for number in reading.numbers:
        yield f"  {number.kind}: {_one_line(text[slice(*number.span)])}"
    if gaps.assumed:
        yield f"Not told, taken as usual: {', '.join(f'{name} {getattr(gaps, name)}' for name in gaps.assumed)}"
    yield f"No words found, beside the model of {gaps.level}, {gaps.motion}, for:"
    for gap in gaps.skills:
        must = " (must-have)" if gap.must_have else ""
        yield f"  {gap.name}{must}: {gap.lines[0] if gap.lines else gap.definition}"
    yield f"Silent on: {', '.join(gaps.silent) or '-'}"
    counts = Counter(str(finding.severity) for finding in findings)
    told = ", ".join(f"{counts[each]} {each}" for each in ("error", "warning", "info"))
    yield f"To mend in its wording: {told}. hiring lint {posting} shows them."


def _quotes(text: str, cue: Cue) -> str:
    """Return the different words of some evidence; the first few."""
    found = dict.fromkeys(_one_line(text[begin:end]) for begin, end in cue.spans)
    return ", ".join(f"“{words}”" for words in list(found)[:_MOST_WORDS])


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _facts(text: str, reading: Reading, gaps: Gaps, findings: list[LintFinding]) -> dict[str, Any]:
    """Return what was read as plain data; places are counted in signs of the text that was read."""

    def evidence(cues: tuple[Cue, ...]) -> list[dict[str, Any]]:
        return [
            {"id": cue.name, "words": [text[begin:end] for begin, end in cue.spans], "places": cue.spans}
            for cue in cues
        ]

    return {
        "language": reading.language,
        "level": {"is": reading.level, "why": reading.why_level, "evidence": evidence(reading.level_cues)},
        "motion": {
            "is": reading.motion,
            "why": reading.why_motion,
            "evidence": evidence(reading.motion_cues),
        },
        "skills": evidence(reading.skills),
        "numbers": [{"kind": each.kind, "words": text[slice(*each.span)]} for each in reading.numbers],
        "contracts": evidence(reading.contracts),
        "gaps": {
            "level": gaps.level,
            "motion": gaps.motion,
            "assumed": gaps.assumed,
            "skills": [vars(gap) for gap in gaps.skills],
            "duties": [vars(gap) for gap in gaps.duties],
            "requirements": [vars(gap) for gap in gaps.requirements],
            "silent": gaps.silent,
        },
        "findings": Counter(str(finding.severity) for finding in findings),
    }
