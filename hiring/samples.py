"""Sample facts for every document: to try a user's templates, and to show what a template gets."""

from collections.abc import Iterator
from typing import Any

from hiring import render, yaml_file
from hiring.brief import Brief
from hiring.delta import make_delta
from hiring.findings import Finding, HiringError
from hiring.library import Library, shipped
from hiring.posting import make_posting
from hiring.rubric_sheet import make_rubric_sheet
from hiring.vocabulary import LANGUAGES, LEVELS, Language


def starter_brief(language: Language) -> Brief:
    """Return the brief that `hiring init` writes."""
    path = shipped("templates") / "starters" / f"brief.{language}.yaml"
    return yaml_file.load(path, Brief, path.name).model


def sample_facts(language: Language, library: Library) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each document's name with the facts that its template gets."""
    yield "posting", {"posting": make_posting(starter_brief(language), library).as_dict()}
    yield "rubric", make_rubric_sheet("mid", library.skill_model("mid").skill_ids, language, library)
    yield "delta", {"delta": make_delta(LEVELS, "full_cycle", language, library).as_dict()}


def template_findings(library: Library) -> Iterator[Finding]:
    """Yield the mistakes in the user's document templates, by making every document from them."""
    if library.own is None or not (library.own / "templates").is_dir():
        return
    seen: set[Finding] = set()
    for language in LANGUAGES:
        for name, facts in sample_facts(language, library):
            try:
                render.document(name, facts, language, library.own)
            except HiringError as problem:
                yield from (finding for finding in problem.findings if finding not in seen)
                seen.update(problem.findings)
