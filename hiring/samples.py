"""Sample facts for every document: to try a user's templates, and to show what a template gets."""

from collections.abc import Iterator
from typing import Any

from hiring import yaml_file, yaml_reader
from hiring.brief import Brief
from hiring.cards_sheet import make_cards_sheet
from hiring.debrief_sheet import make_debrief_sheet
from hiring.delta import make_delta
from hiring.dossier import make_dossier
from hiring.exercise_sheet import make_exercise_sheet
from hiring.feedback_sheet import make_feedback_sheet
from hiring.interviewer import Interviewers
from hiring.kit import Kit, Wish, make_kit
from hiring.kit_sheet import (
    Heading,
    make_kit_sheet,
    make_prep_sheet,
    make_scorecard_sheet,
    told_shortfalls,
)
from hiring.library import Library, shipped
from hiring.panel import left_over, plan_panel
from hiring.panel_sheet import make_panel_sheet
from hiring.posting import make_posting
from hiring.practice import deck
from hiring.preparation_sheet import make_preparation_sheet
from hiring.record import Record
from hiring.rubric_sheet import make_rubric_sheet
from hiring.sample_record import sample_record
from hiring.short_posting import posting_of
from hiring.shortfalls import shortfalls
from hiring.vocabulary import LEVELS, Language

Sample = tuple[str, dict[str, Any]]

# Too few stages and people, so that a template also shows what a kit does not reach and a plan leaves over.
STAGES = ("screen", "role_play")
PEOPLE = """\
interviewers:
  - name: Ada
    minutes: 120
    skills: all
  - name: Ben
    minutes: 60
    skills: [negotiation, empathy]
"""


def starter_brief(language: Language) -> Brief:
    """Return the brief that `hiring init` writes."""
    path = shipped("templates") / "starters" / f"brief.{language}.yaml"
    return yaml_file.load(path, Brief, path.name).model


def sample_facts(language: Language, library: Library) -> Iterator[Sample]:
    """Yield each document's name with the facts that its template gets; an exercise comes once for each side."""
    brief = starter_brief(language)
    yield "posting", {"posting": make_posting(brief, library).as_dict()}
    yield "posting_short", {"posting": posting_of(brief, "short", library)[0].as_dict()}
    yield "rubric", make_rubric_sheet("mid", library.skill_model("mid").skill_ids, language, library)
    yield "preparation", make_preparation_sheet("mid", "full_cycle", language, library)
    cards = deck("mid", "full_cycle", library, ())
    yield "cards", make_cards_sheet(cards, "mid", "full_cycle", language, library)
    yield "delta", {"delta": make_delta(LEVELS, "full_cycle", language, library).as_dict()}
    yield from _of_a_kit(brief, library)
    exercise = library.exercise("negotiation")
    for side in ("candidate", "interviewers"):
        yield "exercise", make_exercise_sheet(exercise, side, language, library)


def _of_a_kit(brief: Brief, library: Library) -> Iterator[Sample]:
    kit = make_kit(Wish(brief.level, brief.motion, STAGES), library)
    heading = Heading(brief.language, brief.title, brief.company, brief.contact)
    yield (
        "kit",
        make_kit_sheet(kit.frozen, heading, told_shortfalls(shortfalls(kit), brief.language, library)),
    )
    yield "scorecard", make_scorecard_sheet(kit.frozen, heading)
    yield "prep_sheet", make_prep_sheet(kit.frozen, heading)
    yield "panel", _panel(kit, heading)
    title = str(brief.title or kit.frozen.title[brief.language])
    record = sample_record(kit.frozen, title, brief.company, brief.language)
    yield from _of_a_record(record, brief)


def _of_a_record(record: Record, brief: Brief) -> Iterator[Sample]:
    yield "debrief", make_debrief_sheet(record, brief.language)
    yield "dossier", make_dossier(record, brief.language)
    yield "feedback", make_feedback_sheet(record, brief.language, brief.contact)


def _panel(kit: Kit, heading: Heading) -> dict[str, Any]:
    sheet = yaml_reader.parse(PEOPLE, "interviewers.yaml")
    plan = plan_panel(kit, yaml_file.check(sheet, Interviewers).model)
    return make_panel_sheet(plan, heading, list(left_over(plan, sheet)))
