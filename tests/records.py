"""Records of made-up candidates: the worked scorecard of three raters and five skills, and what can be done with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from hiring.debrief import Role, Seat
from hiring.frozen_kit import FrozenKit, FrozenStage
from hiring.kit import Wish, make_kit
from hiring.library import Library
from hiring.record import Card, Record
from hiring.scoring import Rating
from hiring.skill_model import SkillWeight
from hiring.vocabulary import MOTIONS, SkillId

Scores = Mapping[SkillId, tuple[int | None, ...]]

# Weights 20, 20, 25, 15, 20 divided by five; pipeline management stands for forecasting.
WEIGHTS = {"discovery": 4, "negotiation": 4, "account_growth": 5, "pipeline": 3, "communication": 4}
TABLE: Scores = {
    "discovery": (4, 4, 5),
    "negotiation": (3, 4, 3),
    "account_growth": (2, 4, 4),
    "pipeline": (3, 3, 3),
    "communication": (4, 5, 4),
}
NAMES = ("Ada", "Ben", "Cyd")
ROLES: dict[str, Role] = {"Ada": "hiring_manager", "Cyd": "junior"}
EVIDENCE = "asked what the delay costs, and wrote the sum down"
HANDED_IN = datetime(2027, 1, 11, 10, 30, tzinfo=UTC)


@cache
def whole_kit() -> FrozenKit:
    return make_kit(Wish("mid", "full_cycle", ("screen", "role_play")), Library()).frozen


def kit_of(weights: Mapping[SkillId, int], floors: Mapping[SkillId, int] | None = None) -> FrozenKit:
    """Return a kit that rates some skills in one stage, cut down to a few of its texts."""
    kit, floors = whole_kit(), floors or {}
    short = {"evidence": slice(1), "red_flags": slice(1), "probes": slice(1)}
    changed = kit.model_copy(
        update={
            "weights": [
                SkillWeight(motions=list(MOTIONS), skill=skill, weight=weight, must_have=skill in floors,
                            floor=floors.get(skill))
                for skill, weight in weights.items()
            ],
            "rubrics": [
                (rubric := kit.rubric(skill)).model_copy(
                    update={name: getattr(rubric, name)[part] for name, part in short.items()}
                )
                for skill in weights
            ],
            "anchors": {skill: kit.anchors[skill] for skill in weights},
            "not_to_ask": kit.not_to_ask.model_copy(update={"topics": kit.not_to_ask.topics[:1]}),
            "stages": [FrozenStage(stage=kit.stage("screen").stage, questions=kit.stage("screen").questions[:1],
                                   exercise=None)],
        }
    )  # fmt: skip
    return FrozenKit.model_validate(changed.model_dump())  # anew: a copy keeps the hash of the whole kit


def card_of(name: str, scores: Mapping[SkillId, int | None], evidence: str = EVIDENCE) -> Card:
    ratings = [
        Rating(name, "screen", skill, score, evidence if score else "") for skill, score in scores.items()
    ]
    return Card(name, "screen", tuple(ratings), "yes", "Two customers were named.", HANDED_IN)


def record_of(kit: FrozenKit, scores: Scores) -> Record:
    """Return a record in which Ada, Ben and Cyd give every skill the scores of its row, as far as there are any."""
    people = NAMES[: max(map(len, scores.values()), default=0)]
    return Record(
        opening="Account Executive",
        company="Northwind Instruments",
        candidate="Wren",
        kit=kit,
        seats=tuple(Seat(name, "screen", tuple(scores)) for name in people),
        cards=tuple(
            card_of(name, {skill: row[place] for skill, row in scores.items()})
            for place, name in enumerate(people)
        ),
        roles=ROLES,
    )


def worked(floors: Mapping[SkillId, int] | None = None) -> Record:
    """Return the worked scorecard as a record."""
    return record_of(kit_of(WEIGHTS, floors), TABLE)


def with_card(record: Record, number: int, card: Card) -> Record:
    cards = [card if row == number else each for row, each in enumerate(record.cards)]
    return replace(record, cards=tuple(cards))
