"""`hiring schema DIR`."""

from pathlib import Path

import click

from hiring.cli.output import write_whole
from hiring.schemas import schemas


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--force", is_flag=True, help="Write over a schema that was changed by hand.")
def command(folder: Path, *, force: bool) -> None:
    """Write a JSON Schema for each kind of file to DIR/schemas, where the files' first lines point."""
    for name, text in schemas().items():
        write_whole(folder / "schemas" / f"{name}.json", text, force=force)
