"""`hiring panel BRIEF.yaml --interviewers FILE`."""

from pathlib import Path

import click

from hiring import yaml_file, yaml_reader
from hiring.cli.briefs import brief_file, open_brief
from hiring.cli.kits import heading_of, kit_of, kit_options
from hiring.cli.output import emit, output_options, own_option, tell
from hiring.findings import has_errors
from hiring.formats import FORMATS, document_file
from hiring.frozen_kit import Form
from hiring.interviewer import Interviewers
from hiring.library import Library
from hiring.panel import planned
from hiring.panel_sheet import make_panel_sheet


@click.command()
@click.option(
    "--interviewers",
    "people_file",
    type=click.Path(path_type=Path),
    required=True,
    help="YAML with a list `interviewers`: for each a name, minutes, and skills (or all).",
)
@kit_options
@output_options(FORMATS)
@own_option
@click.pass_context
def command(
    ctx: click.Context,
    brief: Path,
    people_file: Path,
    kit_form: Form,
    seed: int,
    swaps: tuple[str, ...],
    form: str,
    output: str | None,
    own: Path | None,
    *,
    force: bool,
) -> None:
    """Plan who sits in which stage and rates what: every must-have by two people, the load shared out.

    What is left over is printed and told as findings; then the exit status is 1.
    """
    library = Library(own)
    filled, sheet = open_brief(brief, library)
    kit = kit_of(filled, sheet, library, kit_form, seed, swaps)
    people_sheet = yaml_reader.parse(yaml_file.read(people_file, str(people_file)), str(people_file))
    people = yaml_file.check(people_sheet, Interviewers).model
    plan, findings = planned(people, people_sheet, kit)
    facts = make_panel_sheet(plan, heading_of(filled), findings)
    emit(
        lambda each: document_file("panel", each, facts, filled.language, library.own),
        form,
        FORMATS,
        output,
        f"{brief_file(brief).stem}-panel-{filled.language}",
        force=force,
    )
    tell(findings)
    ctx.exit(int(has_errors(findings)))
