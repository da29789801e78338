"""Sample facts for every document: to try a user's templates, and to show what a template gets."""

from collections.abc import Iterator
from typing import Any

from hiring import yaml_file
from hiring.brief import Brief
from hiring.delta import make_delta
from hiring.library import Library, shipped
from hiring.posting import make_posting
from hiring.rubric_sheet import make_rubric_sheet
from hiring.vocabulary import LEVELS, Language


def starter_brief(language: Language) -> Brief:
    """Return the brief that `hiring init` writes."""
    path = shipped("templates") / "starters" / f"brief.{language}.yaml"
    return yaml_file.load(path, Brief, path.name).model


def sample_facts(language: Language, library: Library) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each document's name with the facts that its template gets."""
    yield "posting", {"posting": make_posting(starter_brief(language), library).as_dict()}
    yield "rubric", make_rubric_sheet("mid", library.skill_model("mid").skill_ids, language, library)
    yield "delta", {"delta": make_delta(LEVELS, "full_cycle", language, library).as_dict()}
