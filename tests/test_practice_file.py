"""The file of a candidate's own practice: what it holds comes back, and anything else is refused in words."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.answer import MOST_SIGNS, Answer, Review
from hiring.findings import HiringError
from hiring.library import Library
from hiring.mock import mock
from hiring.practice import Card, Setup, deck, replayed, reviewed
from hiring.practice_file import PracticeFile
from hiring.practice_file_reader import MOST_BYTES, in_words, read, written
from hiring.storage.database import Database
from hiring.storage.practice import answers, mocks, reviews, schema, setting_up, stories, taking_along
from hiring.storage.practice.answers import Save
from hiring.story import Story

AT = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
SETUP = Setup("mid", "full_cycle", "pl", 30, date(2026, 4, 1))
STORY = Story("Odnowienie", "Zażółć gęślą jaźń", "t", "a\nb", "r", "", ("negotiation", "discovery"))
WORDS = 'W marcu klient „X” chce odejść;\nproponuję dwa pakiety. 😀 "\\ \u2028'


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Database]:
    """Return a practice file with a bit of everything in it."""
    database = Database(str(tmp_path / "practice.db"))
    schema.prepare(database)
    library = Library()
    with database.write() as db:
        setting_up.choose(db, SETUP)
        stories.add(db, STORY, AT, 10)
        mock_id = mocks.begin(db, mock("mid", "full_cycle", library, (), 1), AT)
        for place, card in enumerate(deck("mid", "full_cycle", library, ())[:6]):
            for times in range(2):
                given_answer(db, card, AT + timedelta(days=3 * times, hours=place), 1 + place % 5)
        in_mock = answers.open_answer(db, "exercise:negotiation", "negotiation", AT, (mock_id, 0))
        answers.save(db, in_mock, Save(0, "x", 1, "said it", 95), AT)
        answers.keep(db, in_mock, AT)
        reviews.rate(db, kept(db, in_mock), Review(3, "e", AT.date(), AT), None, None)
        draft = answers.open_answer(db, "knowledge_one", "knowledge_one", AT)
        answers.save(db, draft, Save(0, "x", 1, WORDS, None), AT)
    yield database
    database.close()


def kept(db: Any, answer_id: int) -> Answer:
    found = answers.answer(db, answer_id)
    assert found
    return found


def given_answer(db: Any, card: Card, at: datetime, score: int) -> None:
    """Answer a card and rate the answer."""
    made = answers.open_answer(db, card.id, card.variants[0].id, at)
    answers.save(db, made, Save(0, "x", 1, WORDS, 61), at)
    answers.keep(db, made, at)
    before = reviews.due_of(db, card.id)
    after = reviewed(before, card, score, at.date(), SETUP)
    reviews.rate(db, kept(db, made), Review(score, "to widać", at.date(), at), before, after)


def taken(database: Database) -> PracticeFile:
    with database.read() as db:
        return taking_along.everything(db)


def skills() -> dict[str, Any]:
    library = Library()
    return {each.id: each.skill for name in library.banks for each in library.bank(name)}


def words_of(raw: bytes) -> list[str]:
    with pytest.raises(HiringError) as caught:
        read(raw)
    return [
        f"{finding.place.path}: {finding.message}".removeprefix(": ") for finding in caught.value.findings
    ]


def test_a_file_holds_all_that_was_practised_and_comes_back_the_same(
    practice: Database, tmp_path: Path
) -> None:
    file = taken(practice)
    other = Database(str(tmp_path / "other.db"))
    schema.prepare(other)

    with other.write() as db:
        taking_along.put(db, read(written(file).encode()), skills())

    assert [len(part) for part in (file.answers, file.reviews, file.stories, file.mocks)] == [14, 13, 1, 1]
    assert written(taken(other)) == written(file)
    with other.read() as db, practice.read() as was:
        assert reviews.dues(db) == reviews.dues(was)
        assert setting_up.chosen(db) == SETUP
        assert [each.story.text for each in stories.every_story(db)] == [STORY.text]
        assert mocks.all_mocks(db)[0].mock == mocks.all_mocks(was)[0].mock
    other.close()


def test_brought_in_ratings_can_be_taken_back_one_after_the_other(practice: Database) -> None:
    file = taken(practice)
    with practice.write() as db:
        taking_along.put(db, file, skills())
        ratings = [(card, score, day) for card, _, score, day, _ in reviews.ratings(db)]
        stood = []
        while ratings:
            known = [each for each in ratings if not each[0].startswith("exercise:")]
            card_skills = {due.card: due.skill for due in reviews.dues(db)}
            expected = replayed(known, card_skills, SETUP)
            stood.append(reviews.dues(db) == sorted(expected, key=lambda due: due.card))
            reviews.take_back(db)
            ratings.pop()

        assert (stood, reviews.dues(db)) == ([True] * 13, [])


def test_what_is_put_replaces_what_was_there_under_new_numbers(practice: Database) -> None:
    file = taken(practice)
    with practice.read() as db:
        before = {each.id for each in answers.all_answers(db)}

    with practice.write() as db:
        taking_along.put(db, file, skills())

    with practice.read() as db:
        after = {each.id for each in answers.all_answers(db)}
    assert (before & after, written(taken(practice))) == (set(), written(file))


def test_all_is_deleted_without_a_trace(practice: Database) -> None:
    with practice.write() as db:
        taking_along.delete_all(db)
    taking_along.leave_no_traces(practice)

    assert practice.file
    left = b"".join(each.read_bytes() for each in practice.file.parent.iterdir() if each.is_file())
    with practice.read() as db:
        counts, chosen = taking_along.counts(db), setting_up.chosen(db)
    assert (set(counts.values()), chosen, "gęślą".encode() in left, b"pakiety" in left) == (
        {0}, None, False, False
    )  # fmt: skip


def test_a_file_cut_off_anywhere_is_said_to_be_cut_off(practice: Database) -> None:
    whole = written(taken(practice)).strip()
    escaped = json.dumps(json.loads(whole), ensure_ascii=True)

    for raw in (whole.encode(), escaped.encode()):
        places = [*range(1, 1500), *range(1500, len(raw), 97), *range(len(raw) - 50, len(raw))]
        told = {words for place in places for words in words_of(raw[:place])}
        assert told == {"the file ends in the middle"}


START = b'{"format": "hiring-practice", "version": 1'
ANSWER = {"id": 1, "card": "a", "question": "a", "text": "x", "begun_at": "2026-03-02T09:00:00Z"}


def with_answer(**changes: Any) -> bytes:
    data = {"format": "hiring-practice", "version": 1, "answers": [{**ANSWER, **changes}]}
    return json.dumps(data).encode()


REFUSED = {
    "nothing": (b" \n", "the file is empty"),
    "words": (b"hello", "this is not JSON (line 1, column 1)"),
    "a mistake": (START + b',\n "setup" null}', "this is not JSON (line 2, column 10)"),
    "more after the end": (START + b"} {}", "this is not JSON (line 1, column 45)"),
    "not UTF-8": (b'{"format": "\xff\xfe"}', "this is not UTF-8 text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "this is not UTF-8 text"),
    "a list": (b"[1, 2]", "This is no file of practice; it holds nothing that is known here"),
    "another app's": (b'{"decks": [], "cards": {}}', "This is no file of practice; it holds: cards, decks"),
    "a newer one": (b'{"format": "hiring-practice", "version": 2, "more": 1}', "the file was made by a newer version of the app (2)"),
    "an older one": (b'{"format": "hiring-practice", "version": 0}', "version: 0 is not one of the choices"),
    "no version": (b'{"format": "hiring-practice"}', "version: version is missing"),
    "an unknown key": (START + b', "more": 1}', "more: unknown key more"),
    "a key twice": (START + b', "version": 1}', "the key version stands twice"),
    "too large": (b" " * (MOST_BYTES + 1), "the file is over 1 MiB"),
    "deep lists": (b"[" * 100_000, "the file nests lists and keys too deeply"),
    "deep keys": (START + b', "a": ' + b'{"a":' * 100_000, "the file nests lists and keys too deeply"),
    "not a number": (START + b', "setup": NaN}', "NaN is no number"),
    "infinity": (START + b', "setup": -Infinity}', "-Infinity is no number"),
    "a huge number": (with_answer(seconds=10**20), f"the number {10**20} is too large"),
    "too many seconds": (with_answer(seconds=10**9), "answers.0.seconds: must be at most 3600"),
    "negative seconds": (with_answer(seconds=-1), "answers.0.seconds: must be at least 0"),
    "half a second": (with_answer(seconds=1.5), "answers.0.seconds: expected a whole number, found a number"),
    "a text for a number": (with_answer(id="1"), "answers.0.id: expected a whole number, found a text"),
    "NUL": (with_answer(text="a\0b"), "answers.0.text: a control character stands in the text; remove it"),
    "escape": (with_answer(text="\x1b[2J"), "answers.0.text: a control character stands in the text; remove it"),
    "half a sign": (with_answer(text="\ud800"), "answers.0.text: There are signs in it that cannot be shown; type them anew"),
    "too long": (with_answer(text="x" * (MOST_SIGNS + 1)), f"answers.0.text: is longer than {MOST_SIGNS} characters"),
    "no id": (with_answer(question="A b"), "answers.0.question: A b does not have the right form"),
    "no zone": (with_answer(begun_at="2026-03-02T09:00:00"), "answers.0.begun_at: write the time with its zone, for example 2026-12-31T10:00:00Z"),
    "another time": (with_answer(begun_at="9999-12-31T23:59:59-23:00"), "answers.0.begun_at: write the time with its zone, for example 2026-12-31T10:00:00Z"),
    "no mock": (with_answer(mock=1, stage=0), ": the answer 1 is of a mock interview that is not there"),
    "half a mock": (with_answer(stage=0), ": the answer 1 needs mock and stage, or neither"),
    "a loose rating": (
        START + b', "reviews": [{"answer": 7, "score": 3, "evidence": "e", "day": "2026-03-02", "at": "2026-03-02T09:00:00Z"}]}',
        ": there is a rating of the answer 7, and no such answer",
    ),
    "a far day": (START + b', "setup": {"level": "mid", "motion": "expansion", "language": "en", "minutes_a_day": 20, "interview": "9999-12-31"}}', "setup.interview: write the date as year-month-day, for example 2026-12-31"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_practice_file_is_refused_in_words(raw: bytes, words: str) -> None:
    begun = perf_counter()

    assert words_of(raw) == [words.removeprefix(": ")]
    assert perf_counter() - begun < 5


def with_review(**changes: Any) -> bytes:
    review = {"answer": 1, "score": 3, "evidence": "e", "day": "2026-03-02", "at": "2026-03-02T09:00:00Z"}
    return json.dumps({**json.loads(with_answer()), "reviews": [{**review, **changes}]}).encode()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (with_review(score=9), "rating 1: the score must be from 1 to 5"),
        (with_review(score="4"), "rating 1: the score must be from 1 to 5"),
        (with_review(evidence=7), "rating 1, line: expected a text, found a number"),
        (with_answer(seconds=-1), "answer 1, seconds: must be at least 0"),
        (with_answer(other=1), "answer 1: unknown key other"),
        (START + b', "stories": [{"title": ""}]}', "story 1: action is missing"),
        (START + b', "mocks": [[]]}', "mock interview 1: expected keys with values, found a list"),
        (START + b', "setup": 1}', "what you prepare for: expected keys with values, found a number"),
        (START + b', "answers": 1}', "answers: expected a list, found a number"),
        (b"{}", "This is no file of practice; it holds nothing that is known here"),
    ],
)
def test_a_mistake_in_a_file_is_told_in_words_for_people(raw: bytes, words: str) -> None:
    with pytest.raises(HiringError) as caught:
        read(raw)

    assert str(in_words(caught.value.findings[0])) == words


@pytest.mark.parametrize(
    "raw",
    [
        b'"' + b'\\"' * 520_000,
        START + b', "answers": [' + b"1," * 500_000 + b"1]}",
        START + b"," + b",".join(b'"k%d":1' % each for each in range(90_000)) + b"}",
        b"{" + b",".join(b'"k%d":1' % each for each in range(90_000)) + b', "k0":1}',
        b"[]," * 340_000,
    ],
    ids=["quotes", "numbers", "keys", "keys twice", "brackets"],
)
def test_a_hostile_file_is_refused_soon(raw: bytes) -> None:
    begun = perf_counter()

    assert 0 < len(words_of(raw)) <= 20
    assert perf_counter() - begun < 10


def test_questions_that_the_library_does_not_know_are_kept(practice: Database) -> None:
    file = read(with_answer(card="from_an_own_folder", question="from_an_own_folder"))

    with practice.write() as db:
        taking_along.put(db, file, skills())

    assert [answer.question for answer in taken(practice).answers] == ["from_an_own_folder"]


@given(st.binary(max_size=300))
def test_junk_raises_nothing_but_findings(raw: bytes) -> None:
    assert words_of(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=12,
)
PARTS = st.sampled_from(["setup", "answers", "reviews", "stories", "mocks", "more"])


@given(st.dictionaries(PARTS, JSON | st.lists(st.dictionaries(st.sampled_from([*ANSWER, "seconds"]), JSON))))
def test_any_data_under_our_name_gives_a_file_or_findings(data: dict[str, Any]) -> None:
    raw = json.dumps({"format": "hiring-practice", "version": 1, **data}).encode()
    with suppress(HiringError):
        file = read(raw)
        assert read(written(file).encode()) == file
