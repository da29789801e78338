"""The whole catalogue in one process, ours and bare: every posting, kit and rubric sheet as Markdown and HTML."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import jinja2
import markdown

from hiring import phrases, render
from hiring.kit import Wish, make_kit
from hiring.kit_sheet import Heading, make_kit_sheet, told_shortfalls
from hiring.library import Library, shipped
from hiring.posting import make_posting
from hiring.rubric_sheet import make_rubric_sheet
from hiring.samples import starter_brief
from hiring.shortfalls import shortfalls
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language

Facts = tuple[str, Language, dict[str, Any]]


def every_document(library: Library) -> Iterator[Facts]:
    """Yield each document's name, language and facts: 3 levels, 3 motions, 2 languages, 3 documents."""
    for level, motion, language in product(LEVELS, MOTIONS, LANGUAGES):
        brief = starter_brief(language).model_copy(update={"level": level, "motion": motion})
        yield "posting", language, {"posting": make_posting(brief, library).as_dict()}
        kit = make_kit(Wish(level, motion), library)
        yield (
            "kit",
            language,
            make_kit_sheet(
                kit.frozen, Heading(language), told_shortfalls(shortfalls(kit), language, library)
            ),
        )
        skills = library.skill_model(level).skills_for(motion)
        yield "rubric", language, make_rubric_sheet(level, skills, language, library)


def ours(library: Library) -> int:
    """Make the catalogue as the program does; return how many documents it has."""
    made = 0
    for name, language, facts in every_document(library):
        text = render.document(name, facts, language)
        made += 2 * bool(text and render.html(text))
    return made


def bare(everything: list[Facts]) -> int:
    """Make the catalogue of ready facts with Jinja and Markdown and nothing around them."""
    templates = {language: _bare_templates(language) for language in LANGUAGES}
    made = 0
    for name, language, facts in everything:
        text = templates[language].get_template(f"{name}.md.j2").render(facts)
        text = re.sub(r"\n{3,}", "\n\n", text)
        made += 2 * bool(text and markdown.markdown(text, extensions=["tables", "sane_lists", "def_list"]))
    return made


def _bare_templates(language: Language) -> jinja2.Environment:
    made = jinja2.Environment(  # noqa: S701 - bare on purpose
        loader=jinja2.FileSystemLoader(shipped("templates") / "documents"),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(phrases.phrases(language), newstyle=True)  # type: ignore[attr-defined]
    return made
