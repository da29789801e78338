"""What commands share: options, where documents go, and how findings are told."""

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeVar

import click

from hiring.findings import Finding

F = TypeVar("F", bound=Callable[..., Any])


def own_option(command: F) -> F:
    """Add `--own DIR`, the user's own folder of content and templates."""
    return click.option(
        "--own",
        envvar="HIRING_OWN",
        type=click.Path(path_type=Path),
        help="Your own folder of YAML and templates; its files go before ours (or set HIRING_OWN).",
    )(command)


def language_option(command: F) -> F:
    """Add `--language en|pl`."""
    return click.option("--language", type=click.Choice(["en", "pl"]), default="en", show_default=True)(
        command
    )


def output_options(formats: Sequence[str]) -> Callable[[F], F]:
    """Add `--format`, `-o` and `--force`."""

    def add(command: F) -> F:
        command = click.option("--force", is_flag=True, help="Write over a file that was changed by hand.")(
            command
        )
        command = click.option(
            "-o", "--output", help="A file, a folder with --format all, or - for standard output."
        )(command)
        choice = click.Choice([*formats, "all"])
        return click.option(
            "--format", "form", type=choice, default="md", show_default=True, help="Form of the document."
        )(command)

    return add


def emit(
    make: Callable[[str], bytes],
    form: str,
    formats: Sequence[str],
    output: str | None,
    name: str,
    *,
    force: bool,
) -> None:
    """Write a document to standard output, a file, or, in all formats, into a folder under `name`.

    All formats are those that this machine has the packages for; the others are named.
    """
    from hiring.formats import NEEDS, ON_PAPER, installed

    if form in ON_PAPER and output in (None, "-") and sys.stdout.isatty():
        raise click.UsageError(f"{form} is no text to show here: name a file with -o")
    if form != "all":
        _emit_one(make(form), form, output, force=force)
        return
    folder = Path(output or ".")
    if output == "-" or folder.is_file():
        raise click.UsageError("--format all writes several files: give a folder with -o")
    files = {folder / f"{name}.{each}": make(each) for each in formats if installed(each)}
    for path, content in files.items():
        refuse_changed(path, content, force=force)
    for path, content in files.items():
        write_whole(path, content, force=True)
    for each in formats:
        if not installed(each):
            click.echo(f"left out {name}.{each}, which needs one more package: {NEEDS[each][1]}", err=True)


def _emit_one(content: bytes, form: str, output: str | None, *, force: bool) -> None:
    from hiring.formats import ON_PAPER

    path = Path(output or "-")
    if output in (None, "-") and form in ON_PAPER:
        sys.stdout.buffer.write(content)
    elif output in (None, "-"):
        sys.stdout.write(content.decode())
    elif path.is_dir():
        raise click.UsageError(f"{path} is a folder: name a file, or take --format all")
    elif path.exists() and not path.is_file():
        path.write_bytes(content)  # a device or a pipe
    else:
        write_whole(path, content, force=force)


def refuse_changed(path: Path, content: bytes, *, force: bool) -> None:
    """Refuse to write over a file that holds something else than what we last wrote there."""
    if path.exists() and not force and path.read_bytes() != content and not _ours_untouched(path):
        raise click.ClickException(
            f"{path} is there already and is not as this tool left it: --force writes over it"
        )


def write_whole(path: Path, text: str | bytes, *, force: bool = False) -> None:
    """Write a file at once or not at all; one that was changed since we wrote it stays, unless forced."""
    target, content = path.resolve(), text.encode() if isinstance(text, str) else text
    refuse_changed(path, content, force=force)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as stream:
        temporary = Path(stream.name)
        try:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            temporary.chmod(mode)
            temporary.replace(target)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    _remember(path, content)
    click.echo(f"wrote {path}", err=True)


def _memory(path: Path) -> Path:
    """Return the file that keeps the hash of what we last wrote to a path."""
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return state / "hiring" / "written" / hashlib.sha256(str(path.resolve()).encode()).hexdigest()


def _ours_untouched(path: Path) -> bool:
    memory = _memory(path)
    return memory.is_file() and memory.read_text() == hashlib.sha256(path.read_bytes()).hexdigest()


def _remember(path: Path, content: bytes) -> None:
    memory = _memory(path)
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(hashlib.sha256(content).hexdigest())
    except OSError:
        click.echo("(cannot remember what was written: the next run will ask for --force)", err=True)


def tell(findings: Sequence[Finding]) -> None:
    """Print findings to standard error."""
    for finding in findings:
        click.echo(str(finding), err=True)
