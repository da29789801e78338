"""A kit as plain data: what the interview kit, the blank scorecards and the preparation sheet get."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hiring.exercise import Exercise
from hiring.exercise_sheet import interviewers_part, told
from hiring.findings import Finding
from hiring.frozen_kit import FrozenKit, FrozenStage
from hiring.library import Library
from hiring.names import teller
from hiring.posting import linked
from hiring.question_bank import Question
from hiring.text import Ours
from hiring.vocabulary import Language, SkillId

Shortfall = dict[str, str]


@dataclass(frozen=True)
class Heading:
    """What the brief says of the job that a document names: as typed, or none."""

    language: Language
    title: str | None = None
    company: str | None = None
    contact: str | None = None


def told_shortfalls(findings: Sequence[Finding], language: Language, library: Library) -> list[Shortfall]:
    """Return the shortfalls of a kit in words."""
    tell = teller(language, library)
    return [{"text": each.message.told(tell), "mend": each.suggestion.told(tell)} for each in findings]


def make_kit_sheet(kit: FrozenKit, heading: Heading, shortfalls: Sequence[Shortfall]) -> dict[str, Any]:
    """Return the whole kit; `shortfalls` is what it does not reach, which the document tells."""
    language, off_limits = heading.language, kit.not_to_ask
    return {
        **kit_head(kit, heading),
        "form": kit.form,
        "shortfalls": list(shortfalls),
        "coverage": _coverage(kit, language),
        "stages": [_stage(kit, number, stage, language) for number, stage in enumerate(kit.stages, start=1)],
        "not_to_ask": [
            {"name": topic.name[language], "instead": topic.instead[language]} for topic in off_limits.topics
        ],
        "volunteered": off_limits.volunteered[language],
    }


def make_scorecard_sheet(kit: FrozenKit, heading: Heading) -> dict[str, Any]:
    """Return the blank scorecards, one a stage: the skills rated in it with their anchors, and both scales."""
    language, scale = heading.language, kit.scale
    return {
        **kit_head(kit, heading),
        "stages": [
            {
                "number": number,
                "name": each.stage.name[language],
                "rubrics": _rubrics(kit, kit.rated_in(each), language),
            }
            for number, each in enumerate(kit.stages, start=1)
            if kit.rated_in(each)
        ],
        "not_assessed": scale.not_assessed.meaning[language],
        "recommendations": [
            {"name": choice.name[language], "meaning": choice.meaning[language]}
            for choice in scale.recommendations
        ],
    }


def make_prep_sheet(kit: FrozenKit, heading: Heading) -> dict[str, Any]:
    """Return what the candidate may know beforehand: stages, skills, formats and lengths, and no question."""
    language = heading.language
    return {
        **kit_head(kit, heading),
        "contact": heading.contact,
        "contact_link": linked(heading.contact),
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
                "skills": [kit.rubric(skill).name[language] for skill in kit.rated_in(each)],
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
                "name": kit.rubric(skill).name[language],
                "definition": kit.rubric(skill).definition[language],
            }
            for skill in kit.skills
        ],
    }


def kit_head(kit: FrozenKit, heading: Heading) -> dict[str, Any]:
    """Return what stands at the head of every document of a kit."""
    return {
        "level": Ours(kit.level),
        "motion": Ours(kit.motion),
        "title": heading.title or kit.title[heading.language],
        "company": heading.company,
        "hash": Ours(kit.hash),
    }


def _coverage(kit: FrozenKit, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "skill": weight.skill,
            "name": kit.rubric(weight.skill).name[language],
            "must_have": weight.must_have,
            "weight": weight.weight,
            "stages": [
                {
                    "name": each.stage.name[language],
                    "exercise": each.exercise is not None and weight.skill in each.exercise.skill_ids,
                }
                for each in kit.stages
                if weight.skill in kit.rated_in(each)
            ],
        }
        for weight in kit.weights
    ]


def _stage(kit: FrozenKit, number: int, each: FrozenStage, language: Language) -> dict[str, Any]:
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


def _question(kit: FrozenKit, number: int, question: Question, language: Language) -> dict[str, Any]:
    return {
        "number": number,
        "id": question.id,
        "type": Ours(question.type),
        "skill": question.skill,
        "skill_name": kit.rubric(question.skill).name[language] if question.skill else None,
        "minutes": question.minutes,
        "text": question.text[language],
        "probes": told(question.probes, language),
        "strong": told(question.strong, language),
        "weak": told(question.weak, language),
        "key": question.key[language] if question.key else None,
        "anchors": _anchors(kit, question.skill, language) if question.rated and question.skill else [],
    }


def _exercise(kit: FrozenKit, exercise: Exercise, language: Language) -> dict[str, Any]:
    part = interviewers_part(exercise, kit.skills, language, kit)
    return {**part, "rubrics": _rubrics(kit, [skill["skill"] for skill in part["skills"]], language)}


def _rubrics(kit: FrozenKit, skills: Sequence[SkillId], language: Language) -> list[dict[str, Any]]:
    return [
        {
            "skill": skill,
            "name": kit.rubric(skill).name[language],
            "anchors": _anchors(kit, skill, language),
        }
        for skill in skills
    ]


def _anchors(kit: FrozenKit, skill: SkillId, language: Language) -> list[dict[str, Any]]:
    return [
        {"score": score, "text": text[language]} for score, text in enumerate(kit.anchors[skill], start=1)
    ]
