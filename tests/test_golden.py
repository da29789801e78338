"""Every document at every level, motion and language, compared line by line; --update-golden writes them anew."""

import re
from itertools import product
from pathlib import Path

import pytest

from hiring import render, yaml_file
from hiring.brief import Brief, CommissionTerms
from hiring.delta import make_delta
from hiring.exercise_sheet import make_exercise_sheet
from hiring.interviewer import Interviewers
from hiring.kit import Wish, make_kit
from hiring.kit_sheet import Heading, make_kit_sheet, make_prep_sheet, make_scorecard_sheet
from hiring.library import Library, shipped
from hiring.panel import plan_panel
from hiring.panel_sheet import make_panel_sheet
from hiring.posting import make_posting
from hiring.preparation_sheet import make_preparation_sheet
from hiring.render import document
from hiring.rubric_sheet import make_rubric_sheet
from hiring.samples import sample_facts, starter_brief
from hiring.short_posting import posting_of
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language, Level, Motion
from hiring.web.question_pages import SIDES

GOLDEN = Path(__file__).parent / "golden"
RULES = {"en": "No collective agreement applies.", "pl": "Nie obowiązuje żaden układ zbiorowy."}


def brief(level: Level, motion: Motion, language: Language) -> Brief:
    return starter_brief(language).model_copy(update={"level": level, "motion": motion})


def headings(markdown: str) -> list[str]:
    """Return the headings of a document's page, as Markdown would begin them."""
    return ["#" * int(level) + " " for level in re.findall(r"<h([1-6])>", render.html(markdown))]


def compare(name: str, text: str, request: pytest.FixtureRequest) -> None:
    golden = GOLDEN / name
    if request.config.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8")
    assert re.findall(r"[a-z]+\\?_[a-z]+", text) == []  # no id of ours among the words
    assert headings(text) == re.findall(r"^#+ ", text, re.MULTILINE) or name.endswith(".html")
    assert text.splitlines() == golden.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("level", "motion", "language"), list(product(LEVELS, MOTIONS, LANGUAGES)))
def test_a_posting_reads_as_agreed(
    level: Level, motion: Motion, language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    posting = make_posting(brief(level, motion, language), library)

    text = render.document("posting", {"posting": posting.as_dict()}, language)

    compare(f"posting-{level}-{motion}-{language}.md", text, request)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_posting_with_a_commission_plan_reads_as_agreed(
    language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    asked = brief("mid", "full_cycle", language)
    assert asked.pay is not None
    terms = CommissionTerms(quota=400_000, accelerator=1.5, threshold=50, cap=200, ramp=[25, 50, 75])
    pay = asked.pay.model_copy(update={"plan": None, "terms": terms, "rules": RULES[language]})
    posting = make_posting(asked.model_copy(update={"pay": pay}), library)

    text = render.document("posting", {"posting": posting.as_dict()}, language)

    compare(f"posting-plan-{language}.md", text, request)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_posting_reads_as_agreed(
    language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    posting, _ = posting_of(brief("mid", "full_cycle", language), "short", library)

    text = render.document("posting_short", {"posting": posting.as_dict()}, language)

    compare(f"posting-short-{language}.md", text, request)


@pytest.mark.parametrize(("level", "language"), list(product(LEVELS, LANGUAGES)))
def test_a_rubric_sheet_reads_as_agreed(
    level: Level, language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    facts = make_rubric_sheet(level, library.skill_model(level).skill_ids, language, library)

    compare(f"rubric-{level}-{language}.md", render.document("rubric", facts, language), request)


@pytest.mark.parametrize(("motion", "language"), list(product(MOTIONS, LANGUAGES)))
def test_a_level_sheet_reads_as_agreed(
    motion: Motion, language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    facts = {"delta": make_delta(LEVELS, motion, language, library).as_dict()}

    compare(f"delta-{motion}-{language}.md", render.document("delta", facts, language), request)


def test_the_web_page_of_a_posting_reads_as_agreed(library: Library, request: pytest.FixtureRequest) -> None:
    posting = make_posting(brief("senior", "expansion", "pl"), library)

    body = render.html(render.document("posting", {"posting": posting.as_dict()}, "pl"))

    compare("posting-senior-expansion-pl.html", str(body), request)


KITS: tuple[tuple[Level, Motion], ...] = (
    ("junior", "new_business"),
    ("mid", "full_cycle"),
    ("senior", "expansion"),
)


@pytest.mark.parametrize(
    ("level", "motion", "language"), [(*kit, language) for kit, language in product(KITS, LANGUAGES)]
)
def test_the_documents_of_a_kit_read_as_agreed(
    level: Level, motion: Motion, language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    kit = make_kit(Wish(level, motion), library)
    heading = Heading(language, company="Northwind Instruments", contact="jobs@northwind.example")

    compare(
        f"kit-{level}-{language}.md",
        document("kit", make_kit_sheet(kit.frozen, heading, []), language),
        request,
    )
    for name, facts in (
        ("scorecard", make_scorecard_sheet(kit.frozen, heading)),
        ("prep_sheet", make_prep_sheet(kit.frozen, heading)),
    ):
        compare(f"{name}-{level}-{language}.md", document(name, facts, language), request)


@pytest.mark.parametrize(
    ("level", "motion", "language"), [(*kit, language) for kit, language in product(KITS, LANGUAGES)]
)
def test_a_preparation_sheet_reads_as_agreed(
    level: Level, motion: Motion, language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    facts = make_preparation_sheet(level, motion, language, library)

    compare(f"preparation-{level}-{language}.md", document("preparation", facts, language), request)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_panel_plan_reads_as_agreed(
    language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    starter = shipped("templates") / "starters" / f"interviewers.{language}.yaml"
    people = yaml_file.load(starter, Interviewers, starter.name).model
    plan = plan_panel(make_kit(Wish("mid", "full_cycle"), library), people)

    compare(
        f"panel-{language}.md",
        document("panel", make_panel_sheet(plan, Heading(language), []), language),
        request,
    )


@pytest.mark.parametrize(("side", "language"), list(product(SIDES, LANGUAGES)))
def test_an_exercise_reads_as_agreed(
    side: str, language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    facts = make_exercise_sheet(library.exercise("renewal_save"), side, language, library)

    compare(f"exercise-{side}-{language}.md", document("exercise", facts, language), request)


RECORD_PAPERS = ("debrief", "dossier", "feedback")


@pytest.mark.parametrize(("name", "language"), list(product(RECORD_PAPERS, LANGUAGES)))
def test_the_papers_of_a_record_read_as_agreed(
    name: str, language: Language, library: Library, request: pytest.FixtureRequest
) -> None:
    facts = dict(sample_facts(language, library))[name]

    text = re.sub(r"\b[0-9a-f]{12}([0-9a-f]{52})?\b", "(hash)", document(name, facts, language))

    compare(f"{name}-{language}.md", text, request)


def test_no_golden_document_is_left_over() -> None:
    wanted = {
        *(f"posting-{'-'.join(parts)}.md" for parts in product(LEVELS, MOTIONS, LANGUAGES)),
        *(f"rubric-{'-'.join(parts)}.md" for parts in product(LEVELS, LANGUAGES)),
        *(f"delta-{'-'.join(parts)}.md" for parts in product(MOTIONS, LANGUAGES)),
        *(
            f"{name}-{level}-{language}.md"
            for name, (level, _), language in product(
                ("kit", "scorecard", "prep_sheet", "preparation"), KITS, LANGUAGES
            )
        ),
        *(f"panel-{language}.md" for language in LANGUAGES),
        *(f"exercise-{'-'.join(parts)}.md" for parts in product(SIDES, LANGUAGES)),
        *(f"{'-'.join(parts)}.md" for parts in product(RECORD_PAPERS, LANGUAGES)),
        *(f"posting-{kind}-{language}.md" for kind in ("plan", "short") for language in LANGUAGES),
        "posting-senior-expansion-pl.html",
    }

    assert {path.name for path in GOLDEN.iterdir()} == wanted
