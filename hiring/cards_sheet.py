"""The cards of a deck as plain data: what the printable cards, their JSON and the Anki deck get."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from hiring.library import Library
from hiring.practice import Card
from hiring.question_bank import Question
from hiring.text import Ours, Text
from hiring.vocabulary import Language, Level, Motion


def make_cards_sheet(
    cards: Sequence[Card], level: Level, motion: Motion, language: Language, library: Library
) -> dict[str, Any]:
    """Return the questions of a deck by skill, each with what scores 1 to 5 look like, signals, key and example."""
    return {
        "level": Ours(level),
        "motion": Ours(motion),
        "title": library.skill_model(level).title[language],
        "skills": [
            {
                "skill": skill,
                "name": library.rubric(skill).name[language] if skill else "",
                "questions": list(_questions(of_skill, level, language, library)),
            }
            for skill, of_skill in groupby(cards, key=lambda card: card.skill)
        ],
    }


def ladder(asked: Question, level: Level, library: Library) -> list[tuple[int, Text]]:
    """Return what scores 1 to 5 look like: the skill's anchors, or for what no rubric rates the preparation's own."""
    if asked.rated and asked.skill:
        return library.anchors(asked.skill, level)
    return library.preparation.anchors("motivation" if asked.type == "motivation" else "knowledge")


def best_example(asked: Question, language: Language) -> Ours | None:
    """Return the strongest of the answers that a question has as examples."""
    if not asked.examples:
        return None
    return max(asked.examples, key=lambda example: example.rung).text[language]


def _questions(
    cards: Iterator[Card], level: Level, language: Language, library: Library
) -> Iterator[dict[str, Any]]:
    def told(texts: Sequence[Text]) -> list[dict[str, Ours]]:
        return [{"text": text[language]} for text in texts]

    for card in cards:
        for asked in card.variants:
            yield {
                "id": asked.id,
                "type": Ours(asked.type),
                "minutes": asked.minutes,
                "text": asked.text[language],
                "anchors": [
                    {"score": score, "text": text[language]} for score, text in ladder(asked, level, library)
                ],
                "strong": told(asked.strong),
                "weak": told(asked.weak),
                "key": asked.key[language] if asked.key else None,
                "example": best_example(asked, language),
            }
