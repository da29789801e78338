"""How to prepare for interviews at a level as plain data: what the preparation document and its JSON get."""

from collections.abc import Iterable
from typing import Any, get_args

from hiring.library import Library
from hiring.preparation import Checklist, Meeting, NumberToHave, PostingPart, Tip
from hiring.question_bank import Asked, QuestionBack
from hiring.text import Ours
from hiring.vocabulary import Language, Level, Motion, SkillId


def make_preparation_sheet(
    level: Level, motion: Motion, language: Language, library: Library
) -> dict[str, Any]:
    """Return how to read a posting, the skills, dos and don'ts, numbers, questions to ask back, a checklist."""
    model, preparation = library.skill_model(level), library.preparation
    return {
        "level": Ours(level),
        "motion": Ours(motion),
        "title": model.title[language],
        "intro": preparation.intro.text[language],
        "posting_reading": [_posting_part(part, language) for part in preparation.posting_reading],
        "skills": [_skill(skill, level, language, library) for skill in model.skills_for(motion)],
        "dos": [_tip(tip, language) for tip in preparation.dos],
        "donts": [_tip(tip, language) for tip in preparation.donts],
        "numbers": [_number(number, language) for number in preparation.numbers_for(level, motion)],
        "ask_back": _ask_back(library.ask_back.asked_at(level, motion), language),
        "call_checklist": [_checklist(moment, language) for moment in preparation.call_checklist],
    }


def _posting_part(part: PostingPart, language: Language) -> dict[str, Any]:
    return {
        "id": part.id,
        "look_for": part.look_for[language],
        "silence": part.silence[language],
        "ask": part.ask[language],
    }


def _skill(skill: SkillId, level: Level, language: Language, library: Library) -> dict[str, Any]:
    rubric = library.rubric(skill)
    return {
        "skill": skill,
        "name": rubric.name[language],
        "definition": rubric.definition[language],
        "anchors": [
            {"score": score, "text": text[language]} for score, text in library.anchors(skill, level)
        ],
    }


def _tip(tip: Tip, language: Language) -> dict[str, Any]:
    return {
        "id": tip.id,
        "title": tip.title[language],
        "text": tip.text[language],
        "example": tip.example[language] if tip.example else None,
    }


def _number(number: NumberToHave, language: Language) -> dict[str, Any]:
    return {
        "id": number.id,
        "name": number.name[language],
        "meaning": number.meaning[language],
        "work_out": number.work_out[language],
        "say": number.say[language],
    }


def _ask_back(questions: Iterable[QuestionBack], language: Language) -> list[dict[str, Any]]:
    """Return the questions by the person whom they fit best; those of fewer levels come first."""
    by_person: dict[Asked, list[dict[str, Any]]] = {asked: [] for asked in get_args(Asked)}
    for question in sorted(questions, key=lambda question: len(question.levels)):
        by_person[question.ask[0]].append(
            {
                "id": question.id,
                "text": question.text[language],
                "listen_for": question.listen_for[language],
            }
        )
    return [{"ask": Ours(asked), "questions": fitting} for asked, fitting in by_person.items() if fitting]


def _checklist(checklist: Checklist, language: Language) -> dict[str, Any]:
    """Return what to see to at a moment; `meetings` is empty where it holds for every kind."""
    every = len(get_args(Meeting))
    return {
        "when": Ours(checklist.when),
        "lines": [
            {
                "text": line.text[language],
                "meetings": [Ours(each) for each in line.meetings if len(line.meetings) < every],
            }
            for line in checklist.lines
        ],
    }
