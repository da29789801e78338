"""What an interviewer fills in: ratings with evidence, a recommendation, notes; and what it still lacks."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from hiring.findings import Finding, Place, Said, error, say
from hiring.scoring import Rating, evidence_findings
from hiring.vocabulary import CONTROL, Score, SkillId, Strict, refuse

MOST_NOTES, MOST_EVIDENCE = 10_000, 4_000
Recommended = Literal["strong_no", "no", "yes", "strong_yes"]
CARD = "scorecard"


def _as_typed(text: str) -> str:
    if CONTROL.search(text):
        raise refuse("control", "a control character stands in the text; remove it")
    return text.replace("\r\n", "\n").replace("\r", "\n")


Evidence = Annotated[str, Field(max_length=MOST_EVIDENCE), AfterValidator(_as_typed)]


class Rated(Strict):
    """A score with its evidence; without a score the skill is not assessed."""

    score: Score | None = None
    evidence: Evidence = ""


class Scorecard(Strict):
    """One interviewer's card of one candidate at one stage; a skill that nobody touched yet is absent.

    `undecided` is evidence written down before anything was chosen; it rates nothing.
    """

    ratings: dict[SkillId, Rated] = {}
    undecided: dict[SkillId, Evidence] = {}
    recommendation: Recommended | None = None
    notes: Annotated[str, Field(max_length=MOST_NOTES), AfterValidator(_as_typed)] = ""

    def as_ratings(self, interviewer: str, stage: str, skills: Sequence[SkillId]) -> list[Rating]:
        """Return the ratings of the skills asked for; one that was not touched is not assessed."""
        touched: Mapping[SkillId, Rated] = self.ratings
        rated = ((skill, touched.get(skill, Rated())) for skill in skills)
        return [Rating(interviewer, stage, skill, each.score, each.evidence) for skill, each in rated]


def missing(card: Scorecard, skills: Sequence[SkillId]) -> Iterator[Finding]:
    """Yield what a card lacks to be submitted: a choice for every skill, evidence for every score, a recommendation."""
    for rating in card.as_ratings("", "", skills):
        place = Place(CARD, path=f"score-{rating.skill}")
        if rating.skill not in card.ratings:
            message = say("%(skill)s: choose a score, or not assessed", skill=Said(rating.skill))
            yield error(place, "score-missing", message)
        for found in evidence_findings(rating, Place(CARD, path=f"evidence-{rating.skill}")):
            message = say("%(skill)s: %(what)s", skill=Said(rating.skill), what=found.message)
            yield error(found.place, found.rule, message, found.suggestion)
    if card.recommendation is None:
        yield error(
            Place(CARD, path="recommendation"),
            "recommendation-missing",
            say("choose your own recommendation"),
        )


def as_data(card: Scorecard) -> dict[str, Any]:
    """Return a card as plain data, the same for the same content."""
    return card.model_dump()
