"""A note for the candidate as plain data: the descriptions on the ladder, and nothing that anybody typed of them."""

from hiring.debrief import FeedbackLine, feedback
from hiring.names import KitWords
from hiring.posting import linked
from hiring.record import Plain, Record
from hiring.scoring import skill_means
from hiring.text import Ours
from hiring.vocabulary import Language


def make_feedback_sheet(record: Record, language: Language, contact: str | None = None) -> Plain:
    """Return what was shown on every skill and what comes next, in anchors alone, and what that rests on.

    It holds no score, mean, name, evidence, note, recommendation or decision; `contact` is whom to write to.
    `independent` is whether every card was written by somebody who could not read the others before.
    """
    kit, words = record.kit, KitWords(record.kit, language)
    means = skill_means(record.ratings)
    lines = feedback(means, {skill: kit.ladder(skill) for skill in kit.skills if skill in means})
    return {
        "opening": record.opening,
        "company": record.company,
        "level": Ours(kit.level),
        "motion": Ours(kit.motion),
        "lines": [_line(line, words) for line in lines],
        "not_assessed": [words.skill(skill) for skill in kit.skills if skill not in means],
        "conversations": [
            each.stage.name[language]
            for each in kit.stages
            if each.stage.id in {card.stage for card in record.cards}
        ],
        "scorecards": len(record.cards),
        "independent": not any(card.informed for card in record.cards),
        "contact": contact,
        "contact_link": linked(contact),
    }


def _line(line: FeedbackLine, words: KitWords) -> Plain:
    return {
        "skill": line.skill,
        "name": words.skill(line.skill),
        "shown": line.shown[words.language],
        "next": line.next[words.language] if line.next else None,
    }
