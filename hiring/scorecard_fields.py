"""A scorecard as the fields of its page, and back: all that was typed is told, kept or refused in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar, get_args

from hiring.findings import Finding, Place, Said, error, say
from hiring.scorecard import CARD, MOST_EVIDENCE, MOST_NOTES, Rated, Recommended, Scorecard
from hiring.vocabulary import CONTROL, SkillId

NOTES, RECOMMENDATION, NONE = "notes", "recommendation", "none"
SCORE, EVIDENCE = "score-", "evidence-"
SCORES = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, NONE: None}
RECOMMENDED: tuple[str, ...] = get_args(Recommended)
Fields = Mapping[str, str]
T = TypeVar("T")


def field_names(skills: Sequence[SkillId]) -> list[str]:
    """Return the names of all fields of a card, in the order of its page."""
    rated = [f"{kind}{skill}" for skill in skills for kind in (EVIDENCE, SCORE)]
    return [*rated, RECOMMENDATION, NOTES]


def picked(sent: Fields, skills: Sequence[SkillId], before: Fields) -> dict[str, str]:
    """Return the fields of a card out of all that was sent, with LF at line ends.

    What a page did not have at all, because a skill was added since, stays as it was before.
    """
    there = {SCORE + skill for skill in skills if EVIDENCE + skill in sent}
    there |= {RECOMMENDATION} if NOTES in sent else set()
    return {
        name: _lines(sent.get(name, "")) if name in sent or name in there else before[name]
        for name in field_names(skills)
    }


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def fields_of(card: Scorecard, skills: Sequence[SkillId]) -> dict[str, str]:
    """Return a card as the fields of its page."""
    fields = dict.fromkeys(field_names(skills), "")
    for skill in skills:
        rated = card.ratings.get(skill)
        if rated is not None:
            fields[SCORE + skill] = NONE if rated.score is None else str(rated.score)
        fields[EVIDENCE + skill] = rated.evidence if rated else card.undecided.get(skill, "")
    return {**fields, RECOMMENDATION: card.recommendation or "", NOTES: card.notes}


def card_of(fields: Fields, skills: Sequence[SkillId], before: Scorecard) -> Scorecard:
    """Return the card that fields say; they must be free of findings.

    What was written before on skills that the card does not ask for any more is kept, should they come back.
    """
    chosen = {skill: fields[SCORE + skill] for skill in skills}
    written = {skill: fields[EVIDENCE + skill] for skill in skills}
    ratings = {
        skill: Rated(score=SCORES[score], evidence=written[skill]) for skill, score in chosen.items() if score
    }
    undecided = {skill: written[skill] for skill in skills if written[skill] and not chosen[skill]}
    return Scorecard.model_validate(
        {
            "ratings": {**_others(before.ratings, skills), **ratings},
            "undecided": {**_others(before.undecided, skills), **undecided},
            RECOMMENDATION: fields[RECOMMENDATION] or None,
            NOTES: fields[NOTES],
        }
    )


def _others(before: Mapping[SkillId, T], skills: Sequence[SkillId]) -> dict[SkillId, T]:
    return {skill: each for skill, each in before.items() if skill not in skills}


def field_findings(fields: Fields, skills: Sequence[SkillId]) -> Iterator[Finding]:
    """Yield what keeps fields from being kept as they were typed: too long, with signs that no text holds, not offered."""
    for name in field_names(skills):
        text, place, what = fields[name], Place(CARD, path=name), field_title(name)
        if name.startswith(SCORE) or name == RECOMMENDATION:
            offered = SCORES if name.startswith(SCORE) else RECOMMENDED
            if text and text not in offered:
                yield error(place, "choice", say("%(field)s: choose one of those offered", field=what))
            continue
        most = MOST_NOTES if name == NOTES else MOST_EVIDENCE
        if len(text) > most:
            words = "%(field)s: %(count)s characters; at most %(most)s are kept"
            yield error(place, "limit", say(words, field=what, count=len(text), most=most), say("shorten it"))
        if CONTROL.search(text):
            words = "%(field)s: a control character stands in the text; remove it"
            yield error(place, "control", say(words, field=what))


def field_title(name: str) -> Said:
    """Return what a field is called; of a skill its id, which is told as its name."""
    if name == NOTES:
        return say("Notes")
    if name == RECOMMENDATION:
        return say("Own recommendation")
    return Said(name.partition("-")[2])


def differing(saved: Fields, mine: Fields) -> list[str]:
    """Return the names of the fields in which two versions of a card differ, in the order of the page."""
    return [name for name in saved if saved[name] != mine[name]]


def fuller(saved: str, mine: str) -> bool:
    """Whether one's own version of a field is likelier the one to keep: the other is blank, or is within it."""
    return saved in mine or mine not in saved
