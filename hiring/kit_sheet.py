"""A kit as plain data: what the interview kit, the blank scorecards and the preparation sheet get."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hiring.exercise import Exercise
from hiring.exercise_sheet import interviewers_part, told
from hiring.findings import Finding
from hiring.kit import Kit, KitStage
from hiring.names import teller
from hiring.posting import linked
from hiring.question_bank import Question
from hiring.text import Ours
from hiring.vocabulary import Language, SkillId


@dataclass(frozen=True)
class Opening:
    """What the brief says of the job that a document names: as typed, or none."""

    language: Language
    title: str | None = None
    company: str | None = None
    contact: str | None = None


def make_kit_sheet(kit: Kit, opening: Opening, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return the whole kit; `findings` are its shortfalls, which the document tells."""
    language, library = opening.language, kit.library
    off_limits = library.not_to_ask
    translate = teller(language, library)
    return {
        **kit_head(kit, opening),
        "form": kit.wish.form,
        "shortfalls": [
            {"text": finding.message.told(translate), "mend": finding.suggestion.told(translate)}
            for finding in findings
        ],
        "coverage": _coverage(kit, language),
        "stages": [_stage(kit, number, stage, language) for number, stage in enumerate(kit.stages, start=1)],
        "not_to_ask": [
            {"name": topic.name[language], "instead": topic.instead[language]} for topic in off_limits.topics
        ],
        "volunteered": off_limits.volunteered[language],
    }


def make_scorecard_sheet(kit: Kit, opening: Opening) -> dict[str, Any]:
    """Return the blank scorecards, one a stage: the skills rated in it with their anchors, and both scales."""
    language, scale = opening.language, kit.library.scale
    return {
        **kit_head(kit, opening),
        "stages": [
            {
                "number": number,
                "name": each.stage.name[language],
                "rubrics": _rubrics(kit, each.skills, language),
            }
            for number, each in enumerate(kit.stages, start=1)
            if each.skills
        ],
        "not_assessed": scale.not_assessed.meaning[language],
        "recommendations": [
            {"name": choice.name[language], "meaning": choice.meaning[language]}
            for choice in scale.recommendations
        ],
    }


def make_prep_sheet(kit: Kit, opening: Opening) -> dict[str, Any]:
    """Return what the candidate may know beforehand: stages, skills, formats and lengths, and no question."""
    language, library = opening.language, kit.library
    return {
        **kit_head(kit, opening),
        "contact": opening.contact,
        "contact_link": linked(opening.contact),
        "stages": [
            {
                "number": number,
                "name": each.stage.name[language],
                "minutes": each.stage.minutes.total,
                "interviewers": {
                    "min": each.stage.interviewers.min,
                    "max": each.stage.interviewers.max,
                },
                "format": each.stage.format[language],
                "skills": [library.rubric(skill).name[language] for skill in each.skills],
                "exercise": {
                    "method": Ours(each.exercise.method),
                    "given": Ours(each.exercise.candidate.given),
                    "home": each.exercise.timing.home,
                    "contact": each.exercise.timing.contact,
                }
                if each.exercise
                else None,
                "types": [Ours(kind) for kind in dict.fromkeys(question.type for question in each.questions)],
            }
            for number, each in enumerate(kit.stages, start=1)
        ],
        "skills": [
            {
                "name": library.rubric(skill).name[language],
                "definition": library.rubric(skill).definition[language],
            }
            for skill in kit.skills
        ],
    }


def kit_head(kit: Kit, opening: Opening) -> dict[str, Any]:
    """Return what stands at the head of every document of a kit."""
    title = opening.title or kit.library.skill_model(kit.wish.level).title[opening.language]
    return {
        "level": Ours(kit.wish.level),
        "motion": Ours(kit.wish.motion),
        "title": title,
        "company": opening.company,
        "hash": Ours(kit.hash),
    }


def _coverage(kit: Kit, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "skill": weight.skill,
            "name": kit.library.rubric(weight.skill).name[language],
            "must_have": weight.must_have,
            "weight": weight.weight,
            "stages": [
                {
                    "name": each.stage.name[language],
                    "exercise": each.exercise is not None and weight.skill in each.exercise.skill_ids,
                }
                for each in kit.stages
                if weight.skill in each.skills
            ],
        }
        for weight in kit.weights
    ]


def _stage(kit: Kit, number: int, each: KitStage, language: Language) -> dict[str, Any]:
    stage = each.stage
    return {
        "id": stage.id,
        "number": number,
        "name": stage.name[language],
        "minutes": {
            "total": stage.minutes.total,
            "opening": stage.minutes.opening,
            "core": stage.minutes.core,
            "closing": stage.minutes.closing,
            "planned": each.minutes,
        },
        "interviewers": {"min": stage.interviewers.min, "max": stage.interviewers.max},
        "purpose": stage.purpose[language],
        "opening": stage.opening[language],
        "closing": stage.closing[language],
        "questions": [
            _question(kit, row, question, language) for row, question in enumerate(each.questions, start=1)
        ],
        "exercise": _exercise(kit, each.exercise, language) if each.exercise else None,
    }


def _question(kit: Kit, number: int, question: Question, language: Language) -> dict[str, Any]:
    return {
        "number": number,
        "id": question.id,
        "type": Ours(question.type),
        "skill": question.skill,
        "skill_name": kit.library.rubric(question.skill).name[language] if question.skill else None,
        "minutes": question.minutes,
        "text": question.text[language],
        "probes": told(question.probes, language),
        "strong": told(question.strong, language),
        "weak": told(question.weak, language),
        "key": question.key[language] if question.key else None,
        "anchors": _anchors(kit, question.skill, language) if question.rated and question.skill else [],
    }


def _exercise(kit: Kit, exercise: Exercise, language: Language) -> dict[str, Any]:
    part = interviewers_part(exercise, kit.skills, language, kit.library)
    return {**part, "rubrics": _rubrics(kit, [skill["skill"] for skill in part["skills"]], language)}


def _rubrics(kit: Kit, skills: Sequence[SkillId], language: Language) -> list[dict[str, Any]]:
    return [
        {
            "skill": skill,
            "name": kit.library.rubric(skill).name[language],
            "anchors": _anchors(kit, skill, language),
        }
        for skill in skills
    ]


def _anchors(kit: Kit, skill: SkillId, language: Language) -> list[dict[str, Any]]:
    anchors = kit.library.anchors(skill, kit.wish.level)
    return [{"score": score, "text": text[language]} for score, text in anchors]
