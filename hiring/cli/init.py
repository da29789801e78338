"""`hiring init DIR`."""

from pathlib import Path

import click

from hiring.cli.output import language_option, write_whole
from hiring.library import shipped
from hiring.schemas import schemas


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@language_option
@click.option("--force", is_flag=True, help="Write over files that were changed by hand.")
def command(folder: Path, language: str, *, force: bool) -> None:
    """Write a commented brief and interviewers that work at once, and the schemas that help an editor with them."""
    brief = folder / "brief.yaml"
    write_whole(
        brief, (shipped("templates") / "starters" / f"brief.{language}.yaml").read_text("utf-8"), force=force
    )
    people = shipped("templates") / "starters" / f"interviewers.{language}.yaml"
    write_whole(folder / "interviewers.yaml", people.read_text("utf-8"), force=force)
    for name in ("brief", "interviewers"):
        write_whole(folder / "schemas" / f"{name}.json", schemas()[name], force=force)
    click.echo(f"Now edit it, then: hiring posting {brief}", err=True)
