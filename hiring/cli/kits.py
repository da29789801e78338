"""What commands about a kit share: the options that name one, and making it from a brief."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from hiring.brief import Brief
from hiring.cli.briefs import brief_argument, brief_file, open_brief
from hiring.cli.output import emit, output_options, own_option
from hiring.formats import FORMATS, document_file
from hiring.frozen_kit import FORMS, Form, FrozenKit
from hiring.kit import Kit, Wish, make_kit, swapped
from hiring.kit_sheet import Heading
from hiring.library import Library
from hiring.yaml_reader import Sheet

F = TypeVar("F", bound=Callable[..., Any])


def kit_options(command: F) -> F:
    """Add BRIEF, `--form`, `--seed` and `--swap`, which name one kit among those that a brief allows."""
    command = click.option(
        "--swap",
        "swaps",
        multiple=True,
        metavar="OLD=NEW",
        help="Ask one question instead of another, by their ids; may be given again.",
    )(command)
    command = click.option(
        "--seed",
        type=click.IntRange(0, 1_000_000),
        default=0,
        show_default=True,
        help="Another number, another of the equally good kits.",
    )(command)
    command = click.option(
        "--form",
        "kit_form",
        type=click.Choice(FORMS),
        default="A",
        show_default=True,
        help="Form B asks the twin of every question of form A.",
    )(command)
    return brief_argument(command)


def kit_of(
    brief: Brief, sheet: Sheet, library: Library, form: Form, seed: int, swaps: tuple[str, ...]
) -> Kit:
    """Return the kit of a brief with the swaps wished for."""
    wish = Wish(brief.level, brief.motion, brief.stages, form, seed, sheet.place(["stages"]))
    pairs = [swap.partition("=") for swap in swaps]
    if wrong := [swap for swap, parts in zip(swaps, pairs, strict=True) if not all(parts)]:
        raise click.UsageError(f"--swap takes OLD=NEW, two ids of questions; this is {wrong[0]!r}")
    return swapped(make_kit(wish, library), [(old, new) for old, _, new in pairs])


def heading_of(brief: Brief) -> Heading:
    """Return what documents about the interviews name of the job."""
    return Heading(brief.language, brief.title, brief.company, brief.contact)


def paper_command(
    document: str, name: str, make: Callable[[FrozenKit, Heading], dict[str, Any]], words: str
) -> click.Command:
    """Return the command that makes one document of a brief's kit; its files are called by `name`."""

    @click.command(help=words)
    @kit_options
    @output_options(FORMATS)
    @own_option
    def command(
        brief: Path,
        kit_form: Form,
        seed: int,
        swaps: tuple[str, ...],
        form: str,
        output: str | None,
        own: Path | None,
        *,
        force: bool,
    ) -> None:
        library = Library(own)
        filled, sheet = open_brief(brief, library)
        kit = kit_of(filled, sheet, library, kit_form, seed, swaps)
        facts = make(kit.frozen, heading_of(filled))
        emit(
            lambda each: document_file(document, each, facts, filled.language, library.own),
            form,
            FORMATS,
            output,
            f"{brief_file(brief).stem}-{name}-{kit_form}-{filled.language}",
            force=force,
        )

    return command
