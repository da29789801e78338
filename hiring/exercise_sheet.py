"""An exercise as plain data, told apart for the candidate and for those who hold it."""

from collections.abc import Sequence
from typing import Any

from hiring import phrases
from hiring.exercise import Actor, CandidateBrief, Exercise, Number, Table
from hiring.frozen_kit import Rubrics
from hiring.text import Ours, Text
from hiring.vocabulary import Language, SkillId


def candidates_part(exercise: Exercise, language: Language) -> dict[str, Any]:
    """Return what the candidate reads: the case, its data and the task, and nothing that is hidden."""
    brief: CandidateBrief = exercise.candidate
    return {
        "id": exercise.id,
        "name": exercise.name[language],
        "given": Ours(brief.given),
        "contact": exercise.timing.contact,
        "home": exercise.timing.home,
        "situation": told(brief.situation, language),
        "task": told(brief.task, language),
        "figures": [
            {
                "name": figure.name[language],
                "value": amount(figure.value, language),
                "unit": figure.unit[language],
            }
            for figure in brief.figures
        ],
        "tables": [_table(table, language) for table in brief.tables],
    }


def interviewers_part(
    exercise: Exercise, skills: Sequence[SkillId], language: Language, rubrics: Rubrics
) -> dict[str, Any]:
    """Return the whole exercise; of the skills that it shows only those that are rated, in per cent of their sum."""
    rated = [scored for scored in exercise.skills if scored.skill in skills]
    return {
        **candidates_part(exercise, language),
        "method": Ours(exercise.method),
        "purpose": exercise.purpose[language],
        "rating": exercise.timing.rating,
        "steps": [{"minutes": step.minutes, "text": step.text[language]} for step in exercise.steps],
        "skills": [
            {
                "skill": scored.skill,
                "name": rubrics.rubric(scored.skill).name[language],
                "share": share,
            }
            for scored, share in zip(rated, shares([scored.weight for scored in rated]), strict=True)
        ],
        "actor": _actor(exercise.actor, language) if exercise.actor else None,
        "key": [{"text": entry.text[language], "value": _plain(entry.value)} for entry in exercise.key],
        "observe": [
            {
                "skill": seen.skill,
                "name": rubrics.rubric(seen.skill).name[language],
                "text": seen.text[language],
            }
            for seen in exercise.observe
            if seen.skill in skills
        ],
        "red_flags": told(exercise.red_flags, language),
    }


def _actor(actor: Actor, language: Language) -> dict[str, Any]:
    return {
        "who": actor.who[language],
        "manner": told(actor.manner, language),
        "facts": [{"fact": fact.fact[language], "trigger": fact.trigger[language]} for fact in actor.facts],
    }


def shares(weights: Sequence[int]) -> list[int]:
    """Return weights as whole per cent that sum to 100: what rounding down leaves goes to the largest remainders."""
    whole = sum(weights)
    found = [100 * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda row: -(100 * weights[row] % whole))
    for row in by_remainder[: 100 - sum(found)]:
        found[row] += 1
    return found


def told(texts: Sequence[Text], language: Language) -> list[dict[str, Ours]]:
    """Return texts in one language, as document templates list them."""
    return [{"text": text[language]} for text in texts]


def amount(value: Number, language: Language) -> Ours:
    """Return a number of a case as it is written in a language."""
    return Ours(phrases.number(value, language, "#,##0.##"))


def _plain(value: Number | None) -> float | int | None:
    """Return a whole number without its decimal point."""
    return int(value) if value is not None and value == int(value) else value


def _table(table: Table, language: Language) -> dict[str, Any]:
    def cell(value: Number | str | Text) -> Ours:
        if isinstance(value, Text):
            return value[language]
        return Ours(value) if isinstance(value, str) else amount(value, language)

    return {
        "name": table.name[language],
        "columns": [column.name[language] for column in table.columns],
        "rows": [[cell(value) for value in row] for row in table.rows],
    }


def make_exercise_sheet(
    exercise: Exercise, side: str, language: Language, rubrics: Rubrics
) -> dict[str, Any]:
    """Return one side's paper: `candidate` without, `interviewers` with all that is hidden."""
    if side == "candidate":
        return {"side": Ours(side), "exercise": candidates_part(exercise, language)}
    part = interviewers_part(exercise, exercise.skill_ids, language, rubrics)
    return {"side": Ours(side), "exercise": part}
