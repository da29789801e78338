"""A dossier can be checked from itself alone: whatever is changed in it is told with its place."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from records import TABLE, WEIGHTS, Scores, kit_of, record_of, worked

from hiring import dossier_reader
from hiring.debrief import Decision
from hiring.debrief_sheet import make_debrief_sheet
from hiring.dossier import make_dossier, recomputed
from hiring.findings import HiringError
from hiring.formats import document_text
from hiring.record import Card, Record, Verdict, fingerprint, utc_text
from hiring.scoring import Revision
from hiring.vocabulary import LANGUAGES, Language

Path = tuple[str | int, ...]
MADE = datetime(2027, 1, 14, 9, 15, 30, 250, tzinfo=UTC)
PATIENT = settings(deadline=None, max_examples=150)


def decided(scores: Scores = TABLE) -> Record:
    """Return a scorecard with a floor broken, a card typed from paper, a revision and two decisions."""
    record = record_with(scores)
    ada, ben, cyd = record.cards
    ben = replace(ben, typed_by="Ada", informed=True)
    ratings = [replace(each, revised=Revision(None, "it was about a colleague")) for each in cyd.ratings[:1]]
    cyd = replace(cyd, ratings=(*ratings, *cyd.ratings[1:]), notes="A second line\nfollows.")
    record = replace(record, cards=(ada, ben, cyd))
    early = Verdict(Decision("Ada", "decline", "too little yet"), MADE, record_with(scores).hash)
    late = Decision("Ada", "hire", "growth can be taught", "coached from the first month")
    return replace(record, verdicts=(early, Verdict(late, MADE, record.hash)))


def record_with(scores: Scores) -> Record:
    return record_of(kit_of({skill: WEIGHTS[skill] for skill in scores}, {"account_growth": 4}), scores)


@cache
def text_of(language: Language = "en") -> str:
    return document_text("dossier", "json", make_dossier(decided(), language), language, None)


def read(language: Language = "en") -> Any:
    return json.loads(text_of(language))


@cache
def short_text() -> str:
    few = {skill: TABLE[skill] for skill in ("discovery", "account_growth")}
    return document_text("dossier", "json", make_dossier(decided(few), "en"), "en", None)


def short() -> Any:
    """Return a dossier on two skills alone."""
    return json.loads(short_text())


def leaves(part: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of everything in a piece of JSON that holds nothing else."""
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for step, each in inside:
        if isinstance(each, dict | list) and each:
            yield from leaves(each, (*path, step))
        else:
            yield (*path, step)


LEAVES = list(leaves(short()))


def owner_of(dossier: Any, path: Path) -> Any:
    for step in path[:-1]:
        dossier = dossier[step]
    return dossier


def put(path: Path, value: Any, make: Callable[[], Any] = read) -> Any:
    """Return a dossier with another value at a path."""
    dossier = make()
    owner_of(dossier, path)[path[-1]] = value
    return dossier


def another(value: Any) -> Any:
    """Return another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value - 1 if value > 1 else value + 1
    return f"{value}." if isinstance(value, str) else "x"


def places(dossier: Any) -> list[str]:
    return [finding.place.path for finding in recomputed(dossier)]


def resealed(dossier: dict[str, Any]) -> dict[str, Any]:
    """Return a dossier whose last hash was made to fit again."""
    sealed = {name: part for name, part in dossier.items() if name not in {"document", "hash"}}
    return {**dossier, "hash": fingerprint(sealed)}


# What it is


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dossier_read_back_from_json_follows_from_itself(language: Language) -> None:
    assert recomputed(read(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_comes_back_without_loss(language: Language) -> None:
    record, back = decided(), dossier_reader.record_of(read(language))

    assert back.as_dict() == record.as_dict()
    assert (back.kit, back.verdicts, back.hash) == (record.kit, record.verdicts, record.hash)


def test_a_dossier_names_its_parts_as_promised() -> None:
    dossier = read()
    card, decision = dossier["scorecards"][2], dossier["decisions"][1]

    assert {"candidate", "opening", "company", "kit", "level", "motion", "stages", "scorecards", "debrief", "decisions",
            "hash"} <= dossier.keys()  # fmt: skip
    assert {
        "interviewer",
        "stage",
        "submitted_at",
        "ratings",
        "recommendation",
        "notes",
        "typed_by",
        "hash",
    } <= card.keys()
    assert card["submitted_at"] == "2027-01-11T10:30:00Z"
    assert card["ratings"][0] == {
        "skill": "discovery",
        "name": "Discovery",
        "score": 5,
        "evidence": "asked what the delay costs, and wrote the sum down",
        "revised": {"score": None, "reason": "it was about a colleague"},
    }
    assert (decision["choice"], decision["at"]) == ("hire", "2027-01-14T09:15:30.000250Z")


def test_a_decision_tells_whether_the_record_is_still_the_one_that_it_was_made_on() -> None:
    dossier = read()

    told = [(each["record_hash"], each["on_this_record"]) for each in dossier["decisions"]]
    assert told == [(record_with(TABLE).hash, False), (dossier["record_hash"], True)]


# Hashes


def test_the_hash_of_a_record_is_the_sha_256_of_its_canonical_json() -> None:
    record = decided()

    spelt = json.dumps(record.as_dict(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert record.hash == sha256(spelt.encode("utf-8")).hexdigest()
    assert [len(each) for each in (record.hash, record.cards[0].hash, record.kit.hash)] == [64, 64, 12]


def test_a_revision_changes_the_record_and_not_the_card_that_was_handed_in() -> None:
    record = worked()
    [ada, ben, cyd] = record.cards
    later = replace(record, cards=(ada, _with_revision(ben), cyd))

    assert later.cards[1].hash == ben.hash
    assert later.hash != record.hash


def _with_revision(card: Card) -> Card:
    first, *others = card.ratings
    return replace(card, ratings=(replace(first, revised=Revision(3, "heard more")), *others))


def test_a_decision_changes_no_hash_of_what_it_was_made_on() -> None:
    record = decided()

    assert replace(record, verdicts=()).hash == record.hash


CARD_CHANGES: dict[str, Callable[[Card], Card]] = {
    "interviewer": lambda card: replace(card, interviewer="Adam"),
    "recommendation": lambda card: replace(card, recommendation="no"),
    "notes": lambda card: replace(card, notes="Two customers were named"),
    "time": lambda card: replace(card, submitted_at=card.submitted_at + timedelta(microseconds=1)),
    "typed by": lambda card: replace(card, typed_by="Ben"),
    "informed": lambda card: replace(card, informed=True),
    "score": lambda card: replace(card, ratings=(replace(card.ratings[0], score=1), *card.ratings[1:])),
    "evidence": lambda card: replace(card, ratings=(replace(card.ratings[0], evidence=""), *card.ratings[1:])),
    "rating left out": lambda card: replace(card, ratings=card.ratings[1:]),
}  # fmt: skip


@pytest.mark.parametrize("change", CARD_CHANGES.values(), ids=CARD_CHANGES.keys())
def test_whatever_was_handed_in_is_in_the_hash_of_the_card(change: Callable[[Card], Card]) -> None:
    card = worked().cards[0]

    assert change(card).hash != card.hash


def test_times_are_told_in_utc_and_one_without_a_zone_is_refused() -> None:
    warsaw = datetime(2027, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))

    assert utc_text(warsaw) == "2027-07-01T10:00:00Z"
    with pytest.raises(ValueError, match="time zone"):
        utc_text(datetime(2027, 7, 1, 12))  # noqa: DTZ001 - that is what is refused


# What was changed is found


def test_every_change_of_a_single_value_is_found() -> None:
    honest = short()
    changed = {path: another(owner_of(honest, path)[path[-1]]) for path in LEAVES}

    assert len(changed) > 400
    assert [path for path, value in changed.items() if places(put(path, value, short)) == []] == []


@PATIENT
@given(st.sampled_from(LEAVES))
def test_every_part_left_out_or_put_in_is_found(path: Path) -> None:
    shorter, longer = short(), short()
    del owner_of(shorter, path)[path[-1]]
    owner = owner_of(longer, path)
    owner.append("x") if isinstance(owner, list) else owner.update(added="x")

    assert (places(shorter) != [], places(longer) != []) == (path != ("document",), True)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@PATIENT
@given(st.sampled_from(LEAVES), st.data(), junk)
def test_junk_anywhere_is_found_and_raises_nothing(path: Path, data: st.DataObject, value: Any) -> None:
    cut = path[: data.draw(st.integers(1, len(path)))]
    before = owner_of(short(), cut)[cut[-1]]
    assume(json.dumps(before, sort_keys=True) != json.dumps(value, sort_keys=True))

    assert places(put(cut, value, short)) != []


@pytest.mark.parametrize("value", [None, [], "dossier", 7, {}, {"document": "dossier"}, [read()]])
def test_what_is_no_dossier_is_told(value: Any) -> None:
    assert {finding.rule for finding in recomputed(value)} == {"unreadable"}


CHANGES: dict[str, tuple[Path, Any, set[str]]] = {
    "a score": (
        ("scorecards", 0, "ratings", 2, "score"),
        5,
        {"scorecards.0.hash", "debrief.overall.mean.exact", "debrief.floors", "record_hash", "hash"},
    ),
    "evidence": (
        ("scorecards", 0, "ratings", 2, "evidence"),
        "x",
        {"scorecards.0.hash", "debrief.agenda.0.ratings.2.evidence", "record_hash", "hash"},
    ),
    "a weight": (
        ("kit", "content", "weights", 2, "weight"),
        1,
        {"kit.hash", "skills.2.weight", "debrief.overall.mean.exact", "record_hash", "hash"},
    ),
    "an anchor": (
        ("kit", "content", "anchors", "account_growth", 1, "en"),
        "Waits to be asked.",
        {"kit.hash", "skills.2.anchors.1.text", "debrief.agenda.0.lowest.anchor", "record_hash", "hash"},
    ),
    "a question": (
        ("kit", "content", "stages", 0, "questions", 0, "text", "en"),
        "Why you?",
        {"kit.hash", "stages.0.questions.0.text", "record_hash", "hash"},
    ),
    "a revised score": (("scorecards", 2, "ratings", 0, "revised", "score"), 5, {"record_hash", "hash"}),
    "who was awaited": (("seats", 0, "interviewer"), "Dee", {"debrief.scorecards.of", "record_hash", "hash"}),
    "a role": (("roles", 1, "role"), "interviewer", {"record_hash", "hash"}),
    "a decision": (("decisions", 1, "choice"), "decline", {"decisions.1.hash", "hash"}),
    "what a decision was made on": (
        ("decisions", 1, "record_hash"),
        "0" * 64,
        {"decisions.1.hash", "decisions.1.on_this_record", "hash"},
    ),
    "a shown figure": (("debrief", "overall", "mean", "shown"), "4.68", {"debrief.overall.mean.shown"}),
    "a hash": (("scorecards", 1, "hash"), "0" * 64, {"scorecards.1.hash"}),
    "the name of the document": (("document",), "debrief", {"document"}),
    "a score of the right value and the wrong kind": (
        ("skills", 0, "must_have"), 0, {"skills.0.must_have"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("path", "value", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_a_change_is_told_at_its_place(path: Path, value: Any, expected: set[str]) -> None:
    found = places(put(path, value))

    assert expected <= set(found)
    assert len(found) == len(set(found))


def test_a_finding_says_in_words_what_does_not_fit() -> None:
    found = {each.place.path: str(each.message) for each in recomputed(put(("debrief", "overall", "n"), 14))}
    [hashed] = recomputed(put(("record_hash",), "0" * 64))

    assert found == {"debrief.overall.n": "debrief.overall.n is 14, but the rest of the dossier gives 15"}
    assert str(hashed.message).startswith(
        "record_hash does not fit: something that it stands for was changed"
    )


def test_a_change_with_every_hash_made_to_fit_still_shows_in_the_figures() -> None:
    honest, record = read(), decided()
    ada = record.cards[0]
    better = [replace(each, score=4) if each.skill == "account_growth" else each for each in ada.ratings]
    forged = replace(record, cards=(replace(ada, ratings=tuple(better)), *record.cards[1:]))

    dossier = resealed({**make_dossier(forged, "en"), "debrief": honest["debrief"]})

    found = places(json.loads(json.dumps(dossier)))
    assert {"debrief.overall.mean.exact", "debrief.floors", "debrief.suggestion.band"} <= set(found)
    assert {path.partition(".")[0] for path in found} == {"debrief", "hash"}


STRANGERS: dict[str, tuple[Path, Any]] = {
    "scorecards.0.stage": (("scorecards", 0, "stage"), "coffee"),
    "scorecards.0.ratings": (("scorecards", 0, "ratings", 0, "skill"), "charm"),
    "scorecards.0.recommendation": (("scorecards", 0, "recommendation"), "perhaps"),
    "seats.1.skills": (("seats", 1, "skills", 0), "charm"),
    "kit.content.weights": (("kit", "content", "weights", 0, "skill"), "charm"),
}


@pytest.mark.parametrize(("place", "change"), STRANGERS.items())
def test_a_name_that_the_kit_does_not_know_is_told(place: str, change: tuple[Path, Any]) -> None:
    with pytest.raises(HiringError) as told:
        dossier_reader.record_of(put(*change))

    assert (place, "unknown-name") in {(each.place.path, each.rule) for each in told.value.findings}


def test_a_card_without_a_recommendation_is_no_mistake() -> None:
    record = worked()
    first, *others = record.cards
    dossier = make_dossier(
        replace(record, cards=(replace(first, recommendation="", ratings=()), *others)), "en"
    )

    assert recomputed(json.loads(json.dumps(dossier))) == []
    assert "Recommendation: –\n" in document_text("dossier", "md", dossier, "en", None)


def test_two_cards_of_one_person_and_stage_have_one_order() -> None:
    record = worked()
    again = replace(record.cards[0], submitted_at=MADE, notes="the second half")
    cards = (again, *record.cards)

    assert replace(record, cards=cards).hash == replace(record, cards=cards[::-1]).hash


def test_a_kit_without_an_anchor_cannot_be_read() -> None:
    dossier = read()
    del dossier["kit"]["content"]["anchors"]["discovery"][4]

    assert places(dossier) == ["kit.content.weights"]


# On paper


FEET: tuple[tuple[str, Language, str], ...] = (
    ("debrief", "en", "Record"),
    ("debrief", "pl", "Zapis"),
    ("dossier", "en", "Dossier"),
    ("dossier", "pl", "Pełny zapis"),
)


@pytest.mark.parametrize(("paper", "language", "word"), FEET)
def test_the_hash_stands_at_the_foot_of_every_sheet(paper: str, language: Language, word: str) -> None:
    record = decided()
    facts = make_dossier(record, language) if paper == "dossier" else make_debrief_sheet(record, language)

    page = document_text(paper, "html", facts, language, None)

    foot = page.partition("<tfoot>")[2].partition("</tfoot>")[0]
    assert f" · {word} {facts['hash'][:12]}</td>" in foot


def test_the_paper_has_every_word_and_every_hash() -> None:
    record = decided()

    text = document_text("dossier", "md", make_dossier(record, "en"), "en", None)

    cards, verdicts = [card.hash for card in record.cards], [verdict.hash for verdict in record.verdicts]
    hashes = [record.kit.hash, record.hash, *cards, *verdicts]
    assert [each for each in hashes if each not in text] == []
    assert "A second line<br>follows." in text
    assert text.count("asked what the delay costs") == 15
    assert "### Hire · 14 January 2027, 09:15 UTC" in text


def test_the_hash_of_a_dossier_is_that_of_its_language_and_its_record_hash_is_not() -> None:
    english, polish = read("en"), read("pl")

    assert english["record_hash"] == polish["record_hash"]
    assert english["hash"] != polish["hash"]
    assert copy.deepcopy(english) == resealed(english)
