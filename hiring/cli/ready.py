"""`hiring ready`."""

import json
import sys
from pathlib import Path

import click

from hiring import yaml_file, yaml_reader
from hiring.advised_brief import advised_brief
from hiring.cli.output import language_option, own_option, write_whole
from hiring.findings import HiringError
from hiring.library import Library
from hiring.phrases import phrases
from hiring.readiness import Advice, Readiness, advise, check_answers
from hiring.vocabulary import Language


@click.command()
@click.argument("answers", required=False, type=click.Path(path_type=Path))
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print the advice as JSON.")
@click.option("--brief", type=click.Path(path_type=Path), help="Write a brief to start from to this file.")
@click.option("--force", is_flag=True, help="Write over a brief that was changed by hand.")
@own_option
def command(
    answers: Path | None,
    language: Language,
    brief: Path | None,
    own: Path | None,
    *,
    as_json: bool,
    force: bool,
) -> None:
    """Say whether an Account Executive is the right hire now, or a sales rep first, or a senior.

    Asks six questions, or reads ANSWERS, a YAML file with one line `question: option` each. A brief to start from has
    the level and the motion of the advice, and keeps the answers.
    """
    readiness = Library(own).readiness
    given = _read(answers, readiness) if answers else _ask(readiness, language)
    advice = advise(readiness, given)
    click.echo(_as_json(advice, language) if as_json else _as_text(advice, language))
    if brief and advice.motion is None:
        raise click.ClickException(
            f"{brief} is not written: the advice is not to hire an Account Executive yet"
        )
    if brief:
        write_whole(brief, advised_brief(advice, given, language), force=force)
        click.echo(f"Now edit it, then: hiring lint {brief}", err=True)


def _read(path: Path, readiness: Readiness) -> dict[str, str]:
    sheet = yaml_reader.parse(yaml_file.read(path, str(path)), str(path))
    findings = [*sheet.findings, *check_answers(sheet.data, sheet, readiness)]
    if findings:
        raise HiringError(findings)
    answers: dict[str, str] = sheet.data
    return answers


def _ask(readiness: Readiness, language: Language) -> dict[str, str]:
    """Ask one question after the other in the terminal."""
    if not sys.stdin.isatty():
        example = "\n".join(f"  {question.id}: {question.options[0].id}" for question in readiness.questions)
        raise click.UsageError(f"give a file of answers where nobody can be asked, for example\n{example}")
    given = {}
    for question in readiness.questions:
        click.echo(f"\n{question.text[language]}", err=True)
        for row, option in enumerate(question.options, 1):
            click.echo(f"  {row}. {option.text[language]}", err=True)
        chosen = click.prompt(">", type=click.IntRange(1, len(question.options)), err=True, prompt_suffix=" ")
        given[question.id] = question.options[chosen - 1].id
    return given


def _as_text(advice: Advice, language: Language) -> str:
    words = phrases(language)
    lines = [advice.verdict.name[language], advice.verdict.meaning[language], ""]
    if advice.motion:
        lines += [f"{words.gettext('Motion')}: {words.pgettext('motion', advice.motion)}", ""]
    for title, options in (
        ("What speaks for it", advice.reasons),
        ("What speaks for another answer", advice.against),
    ):
        if options:
            lines += [words.gettext(title), *(f"- {option.reason[language]}" for option in options), ""]
    return "\n".join(lines).strip()


def _as_json(advice: Advice, language: Language) -> str:
    told = {
        "verdict": advice.verdict.id,
        "motion": advice.motion,
        "reasons": [option.reason[language] for option in advice.reasons],
        "against": [option.reason[language] for option in advice.against],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
