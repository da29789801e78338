"""What is wrong in a user's own folder that reading its content does not show: idle files, templates' mistakes."""

from collections.abc import Iterator
from pathlib import Path

from hiring import render
from hiring.findings import Finding, HiringError, Place, did_you_mean, error, say
from hiring.library import Library, shipped, shown
from hiring.samples import sample_facts
from hiring.vocabulary import LANGUAGES

TOPS = ("posting_rules", "question_banks", "scorecards", "skill_models", "templates")


def file_never_read(library: Library) -> Iterator[Finding]:
    """Report a file in the own folder's shelves that nothing reads, with the nearest name that something does."""
    if library.own is None:
        return
    documents = {
        f"templates/documents/{path.name}" for path in (shipped("templates") / "documents").glob("*.j2")
    }
    known = {name for name, _ in library.files()} | documents
    for path in sorted(library.own.rglob("*.*")):
        name = path.relative_to(library.own).as_posix()
        if name.startswith(tuple(f"{top}/" for top in TOPS)) and name not in known and not _included(path):
            message = say("nothing reads a file of this name here")
            yield error(Place(shown(path)), "file-never-read", message, did_you_mean(name, known))


def _included(path: Path) -> bool:
    """Whether another template of the same folder names a file."""
    others = (other for other in path.parent.glob("*.j2") if other != path)
    return any(path.name in other.read_text("utf-8", "replace") for other in others)


def template_mistakes(library: Library) -> Iterator[Finding]:
    """Report the mistakes in the user's document templates, found by making every document of ours from them."""
    if library.own is None or not (library.own / "templates" / "documents").is_dir():
        return
    yield from _unknown_blocks(library.own)
    seen: set[Finding] = set()
    for language in LANGUAGES:
        for name, facts in sample_facts(language, Library()):
            try:
                render.document(name, facts, language, library.own)
            except HiringError as problem:
                yield from (finding for finding in problem.findings if finding not in seen)
                seen.update(problem.findings)


def _unknown_blocks(own: Path) -> Iterator[Finding]:
    """Report a block that a template gives to one of ours that does not have it: nothing would show it."""
    for path in sorted((own / "templates" / "documents").glob("*.md.j2")):
        for line, block in render.blocks_given(path.read_text("utf-8", "replace")):
            known = render.blocks_of(path.name)
            if known and block not in known:
                message = say(
                    "the shipped template has no block %(block)s, so nothing shows this one", block=block
                )
                yield error(Place(shown(path), line, 1), "unknown-block", message, did_you_mean(block, known))
