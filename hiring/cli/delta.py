"""`hiring delta --from junior --to senior`."""

from pathlib import Path

import click

from hiring.cli.output import emit, language_option, output_options, own_option
from hiring.delta import make_delta
from hiring.formats import FORMATS, document_file
from hiring.library import Library
from hiring.vocabulary import LEVELS, MOTIONS, Language, Level, Motion


@click.command()
@click.option("--from", "first", type=click.Choice(LEVELS), default="junior", show_default=True)
@click.option("--to", "last", type=click.Choice(LEVELS), default="senior", show_default=True)
@click.option("--motion", type=click.Choice(MOTIONS), default="full_cycle", show_default=True)
@language_option
@output_options(FORMATS)
@own_option
def command(
    first: Level,
    last: Level,
    motion: Motion,
    language: Language,
    form: str,
    output: str | None,
    own: Path | None,
    *,
    force: bool,
) -> None:
    """Show what changes from one level to the next, skill by skill and duty by duty."""
    levels = LEVELS[LEVELS.index(first) : LEVELS.index(last) + 1]
    if len(levels) < 2:
        raise click.UsageError(f"--to must be a higher level than --from: {' < '.join(LEVELS)}")
    library = Library(own)
    facts = {"delta": make_delta(levels, motion, language, library).as_dict()}
    emit(
        lambda each: document_file("delta", each, facts, language, library.own),
        form,
        FORMATS,
        output,
        f"delta-{first}-{last}-{language}",
        force=force,
    )
