"""A debrief as plain data: what to talk about first, and figures that each tell what they rest on."""

from collections.abc import Iterable
from fractions import Fraction

from hiring.agreement import Agreement, agreement
from hiring.debrief import Flag, Seat, Topic, agenda, count_recommendations
from hiring.findings import Said, say
from hiring.names import KitWords
from hiring.record import Card, Plain, Record
from hiring.scoring import (
    WIDE_DEVIATION,
    Floors,
    Overall,
    Rating,
    floors,
    moves,
    overall,
    shown,
    skill_means,
    suggest,
)
from hiring.skill_model import SkillWeight
from hiring.text import Lines, Ours
from hiring.vocabulary import Language


def make_debrief_sheet(record: Record, language: Language) -> Plain:
    """Return what the debrief of a candidate shows; its hash is that of the record that it rests on."""
    return {
        **record_head(record),
        "kit": {"hash": Ours(record.kit.hash)},
        "debrief": make_debrief(record, language),
        "hash": Ours(record.hash),
    }


def record_head(record: Record) -> Plain:
    """Return what stands at the head of every document on one candidate."""
    return {
        "candidate": record.candidate,
        "opening": record.opening,
        "company": record.company,
        "level": Ours(record.kit.level),
        "motion": Ours(record.kit.motion),
    }


def make_debrief(record: Record, language: Language) -> Plain:
    """Return all that follows from the ratings of a candidate, and the ratings in the order of the agenda.

    A figure is `{"exact": "11/3", "shown": "3.67", "n": 3}`: a fraction, the same rounded half up as the language
    writes it, and how many scores (of a mean), skills (of the coverage) or cards it rests on. All but
    `revised_mean` and `moves` rest on the first scores.
    """
    weights, ratings, words = record.kit.weights, record.ratings, KitWords(record.kit, language)
    topics = agenda(weights, ratings, record.roles, record.missing)
    means = skill_means(ratings)
    broken = floors(weights, means)
    result = overall({weight.skill: weight.weight for weight in weights}, means)
    suggested = suggest(result, broken)
    return {
        "scorecards": {"n": len(record.cards), "of": len(record.cards) + len(record.missing)},
        "interviewers": len({card.interviewer for card in record.cards}),
        "missing": [_missing(seat, words) for seat in record.missing],
        "from_paper": [
            {**_whose(card, words), "typed_by": card.typed_by}
            for card in _in_turn(record)
            if card.typed_by is not None
        ],
        "informed": [_whose(card, words) for card in _in_turn(record) if card.informed],
        "agenda": [_topic(topic, words) for topic in topics],
        "overall": _overall(result, topics, language),
        "floors": _floors(broken, topics, words),
        "suggestion": {
            "band": Ours(suggested.band),
            "text": words.told(suggested.told()),
            "held_back": suggested.held_back,
        },
        "recommendations": _recommendations(record, language),
        "moves": {**vars(moves(ratings)), "n": sum({each.score, each.last} != {None} for each in ratings)},
    }


def figure(value: Fraction, n: int, language: Language) -> Plain:
    """Return a number with what it rests on."""
    return {"exact": exact(value), "shown": Ours(shown(value, language)), "n": n}


def exact(value: Fraction) -> str:
    """Return a fraction without any loss, such as `11/3` or `4/1`."""
    return f"{value.numerator}/{value.denominator}"


def per_cent(share: Fraction, language: Language) -> Ours:
    """Return a share in per cent, with one decimal where it is not whole."""
    value = share * 100
    return Ours(f"{shown(value, language, 0 if value.denominator == 1 else 1)}%")


def _in_turn(record: Record) -> list[Card]:
    return sorted(record.cards, key=record.turn)


def _whose(each: Card | Seat | Rating, words: KitWords) -> Plain:
    return {
        "interviewer": each.interviewer,
        "stage": each.stage,
        "stage_name": words.stage(each.stage),
    }


def _missing(seat: Seat, words: KitWords) -> Plain:
    skills = [skill for skill in words.kit.skills if skill in seat.skills]
    return {**_whose(seat, words), "skills": [words.skill(skill) for skill in skills]}


# Topics


def _topic(topic: Topic, words: KitWords) -> Plain:
    language = words.language
    return {
        **_skill(topic.weight, words),
        "weight": topic.weight.weight,
        "flags": [{"flag": Ours(flag), "text": _why(flag, topic, words)} for flag in topic.flags],
        "n": topic.n,
        "mean": _mean(topic.mean, topic.first, language),
        "revised_mean": _mean(topic.revised_mean, topic.revised, language)
        if any(rating.revised for rating in topic.ratings)
        else None,
        **_agreement(topic, language),
        "speakers": list(topic.speakers),
        "awaited": list(topic.awaited),
        "lowest": _side(topic, topic.lowest, words),
        "highest": _side(topic, topic.highest, words),
        "ratings": [_rating(rating, topic, words) for rating in topic.ratings],
    }


def _skill(weight: SkillWeight, words: KitWords) -> Plain:
    return {
        "skill": weight.skill,
        "name": words.skill(weight.skill),
        "must_have": weight.must_have,
        "floor": weight.floor,
    }


def _mean(value: Fraction | None, scores: tuple[int, ...], language: Language) -> Plain | None:
    return None if value is None else figure(value, len(scores), language)


def _agreement(topic: Topic, language: Language) -> Plain:
    """Return how far the first scores lie apart; nothing where there are fewer than two."""
    found = agreement(topic.first)
    if not isinstance(found, Agreement):
        return {"spread": None, "deviation": None, "r_wg": None}
    return {
        "spread": {"exact": found.spread, "n": found.n},
        "deviation": figure(found.deviation, found.n, language),
        "r_wg": figure(found.r_wg, found.n, language),
    }


def _side(topic: Topic, side: Iterable[Rating], words: KitWords) -> Plain | None:
    """Return the score of one side and what it looks like; whose it is stands with the ratings."""
    score = next((rating.score for rating in side if rating.score is not None), None)
    return None if score is None else {"score": score, "anchor": words.anchor(topic.skill, score)}


def _rating(rating: Rating, topic: Topic, words: KitWords) -> Plain:
    sides = {"lowest": topic.lowest, "highest": topic.highest}
    revised = rating.revised
    return {
        **_whose(rating, words),
        "score": rating.score,
        "side": next((Ours(name) for name, ratings in sides.items() if rating in ratings), None),
        "evidence": Lines(rating.evidence),
        "revised": {"score": revised.score, "reason": Lines(revised.reason)} if revised else None,
    }


def _why(flag: Flag, topic: Topic, words: KitWords) -> str:
    """Return in words why a skill needs talking about."""
    language = words.language
    mean = shown(topic.mean or Fraction(0), language)
    deviation = shown(topic.average_deviation, language)
    told: dict[Flag, Said] = {
        "below_floor": say(
            "the mean of %(mean)s (n = %(n)s) is below the floor of %(floor)s",
            mean=mean,
            n=topic.n,
            floor=topic.weight.floor,
        ),
        "nobody_assessed": say("nobody assessed it"),
        "evidence_missing": say("a score has too few words of evidence"),
        "spread": say("the highest score is %(points)s points above the lowest", points=topic.spread),
        "deviation": say(
            "the scores are %(deviation)s points from their mean on average; more than %(most)s is wide apart",
            deviation=deviation,
            most=shown(WIDE_DEVIATION, language),
        ),
    }
    return words.told(told[flag])


# Figures


def _overall(result: Overall, topics: list[Topic], language: Language) -> Plain:
    n = sum(topic.n for topic in topics)
    seen = sum(topic.n > 0 for topic in topics)
    mean, percent = result.mean, result.percent
    return {
        "n": n,
        "mean": None if mean is None else figure(mean, n, language),
        "percent": None
        if percent is None
        else {"exact": exact(percent), "shown": per_cent(percent / 100, language), "n": n},
        "coverage": {
            "exact": exact(result.coverage),
            "shown": per_cent(result.coverage, language),
            "n": seen,
            "of": len(topics),
        },
        "incomplete": result.incomplete,
        "lowest": figure(result.lowest, n, language),
        "highest": figure(result.highest, n, language),
    }


def _floors(broken: Floors, topics: list[Topic], words: KitWords) -> list[Plain]:
    """Return what stands beside any mean: the must-haves below their floor, then those that nobody assessed."""
    by_skill = {topic.skill: topic for topic in topics}
    told = zip((*broken.below, *broken.unseen), broken.told(), strict=True)
    return [_floor(by_skill[skill], words.told(said), words) for skill, said in told]


def _floor(topic: Topic, text: str, words: KitWords) -> Plain:
    mean = _mean(topic.mean, topic.first, words.language)
    return {**_skill(topic.weight, words), "mean": mean, "text": text}


def _recommendations(record: Record, language: Language) -> list[Plain]:
    """Return how many cards give each recommendation, in the scale's order."""
    counted = count_recommendations((card.recommendation for card in record.cards), record.kit.scale)
    return [
        {"id": each.id, "name": each.name[language], "count": counted[each.id], "n": len(record.cards)}
        for each in record.kit.scale.recommendations
    ]
