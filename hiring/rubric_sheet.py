"""The rubrics of a level as plain data: what the rubric document and its JSON get."""

from collections.abc import Sequence
from typing import Any

from hiring.library import Library
from hiring.text import Text
from hiring.vocabulary import Language, Level, SkillId


def make_rubric_sheet(
    level: Level, skills: Sequence[SkillId], language: Language, library: Library
) -> dict[str, Any]:
    """Return the scale and, for each skill, its definition, five anchors, evidence, red flags and probes."""
    scale = library.scale
    return {
        "level": level,
        "scale": {
            "scores": [
                {"score": step.score, "name": step.name[language], "meaning": step.meaning[language]}
                for step in scale.scores
            ],
            "not_assessed": {
                "name": scale.not_assessed.name[language],
                "meaning": scale.not_assessed.meaning[language],
            },
        },
        "rubrics": [_rubric(skill, level, language, library) for skill in skills],
    }


def _rubric(skill: SkillId, level: Level, language: Language, library: Library) -> dict[str, Any]:
    rubric = library.rubric(skill)

    def told(texts: Sequence[Text]) -> list[dict[str, str]]:
        return [{"text": text[language]} for text in texts]

    return {
        "skill": rubric.skill,
        "name": rubric.name[language],
        "definition": rubric.definition[language],
        "anchors": [
            {"score": score, "text": text[language]} for score, text in library.anchors(skill, level)
        ],
        "evidence": told(rubric.evidence),
        "red_flags": told(rubric.red_flags),
        "probes": told(rubric.probes),
    }
