"""One skill's ladder of rungs, and the window of five that a level sees as scores 1 to 5."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from hiring.text import Text
from hiring.vocabulary import Id, Level, Score, Seeds, SkillId, Strict

Texts = Annotated[list[Text], Field(min_length=1, max_length=12)]
SCORES = 5


class Rubric(Strict):
    """What each score on one skill looks like in the room, from the lowest rung to the highest."""

    skill: SkillId
    name: Text
    definition: Text
    seed: Seeds
    rungs: Annotated[list[Text], Field(min_length=5, max_length=7)]
    evidence: Texts
    red_flags: Texts
    probes: Texts

    def anchors(self, level: Level, levels: Sequence[Level]) -> list[tuple[int, Text]]:
        """Return the five (score, anchor) pairs of a level; `levels` are those that assess the skill.

        The lowest level sees rungs 1 to 5, the next 2 to 6, the next 3 to 7, so one rung is worth
        a point less at each higher level.
        """
        start = levels.index(level)
        return list(enumerate(self.rungs[start : start + SCORES], start=1))


class ScoreMeaning(Strict):
    """What one score means, relative to the level hired for."""

    score: Score
    name: Text
    meaning: Text


class NotAssessed(Strict):
    """What it means that nothing was seen: never zero."""

    name: Text
    meaning: Text


class Recommendation(Strict):
    """One of an interviewer's four recommendations, apart from any arithmetic."""

    id: Id
    name: Text
    meaning: Text


class Scale(Strict):
    """The rating scale and the recommendation scale."""

    scores: Annotated[list[ScoreMeaning], Field(min_length=5, max_length=5)]
    not_assessed: NotAssessed
    recommendations: Annotated[list[Recommendation], Field(min_length=4, max_length=4)]
