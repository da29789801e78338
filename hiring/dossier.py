"""The whole record of one candidate with the hashes of its parts, so that it can be checked without a database.

A hash is the SHA-256 of JSON with sorted keys, no spaces and no escapes (`canonical`), 64 hexadecimal digits; that
of the kit is cut to 12, as in every other document of a kit.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hiring.debrief_sheet import make_debrief, record_head
from hiring.dossier_reader import NAME, record_of
from hiring.findings import Finding, HiringError, Place, Said, error, say
from hiring.frozen_kit import FrozenStage
from hiring.names import KitWords
from hiring.phrases import long_time
from hiring.record import Card, Plain, Record, Verdict, fingerprint, rating_dict
from hiring.scoring import Rating
from hiring.skill_model import SkillWeight
from hiring.text import Lines, Ours
from hiring.vocabulary import Language

HASHES = {"hash", "record_hash"}


def make_dossier(record: Record, language: Language) -> Plain:
    """Return the whole record as plain data: JSON of it loses nothing, and holds what every figure follows from.

    `record_hash` stands for all but the decisions, whatever the language; `hash` for everything else in it.
    """
    kit, words = record.kit, KitWords(record.kit, language)
    plain = record.as_dict()
    dossier = {
        "language": Ours(language),
        **record_head(record),
        "kit": {"hash": Ours(kit.hash), "content": plain["kit"]},
        "skills": [_skill(weight, words) for weight in kit.weights],
        "stages": [_stage(stage, words) for stage in kit.stages],
        "roles": plain["roles"],
        "seats": plain["seats"],
        "scorecards": [_card(card, words) for card in sorted(record.cards, key=record.turn)],
        "debrief": make_debrief(record, language),
        "decisions": [_decision(verdict, record, language) for verdict in record.verdicts],
        "record_hash": Ours(record.hash),
    }
    return {**dossier, "hash": Ours(fingerprint(dossier))}


def _skill(weight: SkillWeight, words: KitWords) -> Plain:
    """Return what is rated, how much it counts, and what each score looks like."""
    return {
        "skill": weight.skill,
        "name": words.skill(weight.skill),
        "weight": weight.weight,
        "must_have": weight.must_have,
        "floor": weight.floor,
        "anchors": [{"score": score, "text": words.anchor(weight.skill, score)} for score in range(1, 6)],
    }


def _stage(each: FrozenStage, words: KitWords) -> Plain:
    """Return what is asked in a stage."""
    language = words.language
    return {
        "stage": each.stage.id,
        "name": each.stage.name[language],
        "questions": [{"id": question.id, "text": question.text[language]} for question in each.questions],
        "exercise": each.exercise.name[language] if each.exercise else None,
    }


def _card(card: Card, words: KitWords) -> Plain:
    """Return a scorecard, its ratings in the kit's order."""
    names = {each.id: each.name[words.language] for each in words.kit.scale.recommendations}
    return {
        **card.as_dict(),
        "stage_name": words.stage(card.stage),
        "submitted": long_time(card.submitted_at, words.language),
        "recommendation_name": names.get(card.recommendation, card.recommendation),
        "notes": Lines(card.notes),
        "ratings": [
            _rating(rating, words)
            for rating in sorted(card.ratings, key=lambda each: words.kit.skills.index(each.skill))
        ],
        "hash": Ours(card.hash),
    }


def _rating(rating: Rating, words: KitWords) -> Plain:
    revised = rating.revised
    return {
        **rating_dict(rating),
        "name": words.skill(rating.skill),
        "evidence": Lines(rating.evidence),
        "revised": {"score": revised.score, "reason": Lines(revised.reason)} if revised else None,
    }


def _decision(verdict: Verdict, record: Record, language: Language) -> Plain:
    """Return a decision, and whether it was made on the record as it is in the dossier."""
    decision = verdict.decision
    return {
        **verdict.as_dict(),
        "choice": Ours(decision.choice or ""),
        "reason": Lines(decision.reason),
        "override": Lines(decision.override),
        "made": long_time(verdict.at, language),
        "on_this_record": verdict.record_hash == record.hash,
        "hash": Ours(verdict.hash),
    }


def recomputed(dossier: Any) -> list[Finding]:
    """Return everything in a dossier, read back from JSON, that does not follow from the rest of it.

    Each finding names its place, such as `scorecards.0.hash`. A changed score, word or name shows in the hash of
    its part and of the record, a changed weight or anchor in that of the kit, and both in the figures.
    """
    if not isinstance(dossier, Mapping):
        return [error(Place(NAME), "unreadable", say("this is no dossier"))]
    try:
        record = record_of(dossier)
    except HiringError as problem:
        return problem.findings
    expected = {"document": NAME, **make_dossier(record, dossier["language"])}
    return list(_differences({"document": NAME, **dossier}, json.loads(json.dumps(expected)), ""))


def _differences(said: Any, found: Any, path: str) -> Iterator[Finding]:
    """Yield where two pieces of JSON differ; each key of `found` is wanted, and no other."""
    if isinstance(said, Mapping) and isinstance(found, dict):
        for key in sorted(said.keys() | found.keys()):
            here = f"{path}.{key}" if path else str(key)
            if key not in said:
                yield _differs(here, say("%(path)s is missing", path=here))
            elif key not in found:
                yield _differs(here, say("%(path)s has no place in a dossier", path=here))
            else:
                yield from _differences(said[key], found[key], here)
    elif isinstance(said, list) and isinstance(found, list) and len(said) == len(found):
        for row, (one, other) in enumerate(zip(said, found, strict=True)):
            yield from _differences(one, other, f"{path}.{row}")
    elif type(said) is not type(found) or said != found:
        yield _differs(path, _words(path, said, found))


def _differs(path: str, message: Said) -> Finding:
    return error(Place(NAME, path=path), "differs", message)


def _words(path: str, said: Any, found: Any) -> Said:
    if path.rpartition(".")[2] in HASHES:
        return say("%(path)s does not fit: something that it stands for was changed, or the hash", path=path)
    if isinstance(said, Mapping | list) or isinstance(found, dict | list):
        return say("%(path)s is not what the rest of the dossier gives", path=path)
    return say(
        "%(path)s is %(said)s, but the rest of the dossier gives %(found)s",
        path=path,
        said=json.dumps(said, ensure_ascii=False),
        found=json.dumps(found, ensure_ascii=False),
    )
