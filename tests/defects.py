"""Defects planted in copies of shipped files, and the library that reads only those copies anew."""

from pathlib import Path

from hiring.library import Library


def copied(own: Path, name: str, text: str) -> Path:
    """Write a changed copy of a shipped file into the own folder; return its path."""
    assert text != Library().path(name).read_text("utf-8")
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def line_of(text: str, at: str) -> int:
    """Return the line of a text on which `at` ends."""
    return text.count("\n", 0, text.index(at) + len(at)) + 1


def library_with(own: Path, library: Library) -> Library:
    """Return the library with an own folder; what that folder does not hold is taken from a loaded one."""
    list(library.load_everything())
    made = Library(own)
    made.read = {name: loaded for name, loaded in library.read.items() if not made.is_own(name)}
    return made
