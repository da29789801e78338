"""A candidate's round: the own answer first, then what to compare it with, the own rating, the next day."""

import re
from datetime import date, timedelta

import pytest
from practice_room import ANSWER, START, Room
from sqlalchemy import event

from hiring.library import Library
from hiring.practice import deck
from hiring.storage.practice import answers, reviews

TAGS = re.compile(r"<[^>]+>")


def words(page: str) -> str:
    """Return what a page says."""
    return " ".join(TAGS.sub(" ", page).split())


def kept(room: Room, answer: int) -> str:
    with room.database.read() as db:
        found = answers.answer(db, answer)
    assert found
    return found.text


def test_the_first_visit_asks_what_to_prepare_for(room: Room) -> None:
    first = room.get("/practice/")

    assert (first.status_code, first.location) == (302, "/en/practice/setup")
    assert "What do you prepare for?" in room.get("/practice/setup").text


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("level", "boss", "Please choose one of these"),
        ("motion", "", "Please choose one of these"),
        ("minutes_a_day", "9", "Type a number of minutes from 10 to 240"),
        ("minutes_a_day", "twenty", "Type a number of minutes from 10 to 240"),
        ("minutes_a_day", "²0", "Type a number of minutes from 10 to 240"),
        ("interview", "2027-02-30", "Write the date as year-month-day"),
        ("interview", "10.03.2027", "Write the date as year-month-day"),
        ("interview", "2027-02-28", "Choose a day from today to a year from now"),
        ("interview", "2029-01-01", "Choose a day from today to a year from now"),
    ],
)
def test_a_choice_that_makes_no_plan_comes_back_with_why_and_as_typed(
    room: Room, field: str, typed: str, told: str
) -> None:
    form = {
        "level": "mid",
        "motion": "expansion",
        "minutes_a_day": "25",
        "interview": "2027-03-20",
        field: typed,
    }

    answer = room.post("/practice/setup", **form)

    assert answer.status_code == 422
    assert told in words(answer.text)
    assert f'value="{form["minutes_a_day"]}"' in answer.text
    assert room.get("/practice/").location == "/en/practice/setup"


def test_nothing_that_helps_is_shown_before_the_own_answer_is_kept(room: Room) -> None:
    room.begin(minutes=240)
    library, shown = Library(), []
    for card in deck("junior", "full_cycle", library, ()):
        for question in card.variants:
            answer = room.post(f"/practice/ask/{question.id}").location
            before = room.get(answer).text
            helps = [
                *question.probes,
                *question.strong,
                *question.weak,
                *([question.key] if question.key else []),
            ]
            helps += [example.text for example in question.examples]
            if question.skill:
                helps += [text for _, text in library.anchors(question.skill, "junior")]
            shown += [text.en for text in helps if text.en in words(before).replace("&#39;", "'")]
            assert question.text.en[:20] in words(before).replace("&#39;", "'")

    assert shown == []


def test_an_answer_is_compared_rated_and_comes_back_on_another_day(room: Room) -> None:
    room.begin()
    answer = room.next()
    assert answer
    assert room.post(f"/practice/answers/{answer}", text=ANSWER, action="keep").status_code == 303
    compare = words(room.get(f"/practice/answers/{answer}").text)
    room.rate(answer, 4)
    after = words(room.get(f"/practice/answers/{answer}").text)

    assert "What interviewers look for" in compare
    assert "You gave yourself 4" in after
    assert "This question or a similar one comes back: Wed 3 Mar." in after
    with room.database.read() as db:
        found = [(due.due, due.times_seen, due.last_score) for due in reviews.dues(db)]
    assert found == [(date(2027, 3, 3), 1, 4)]


def test_the_example_comes_after_the_rating_and_not_before(room: Room) -> None:
    room.begin()
    card = next(
        card
        for card in deck("junior", "full_cycle", Library(), ())
        if card.variants[0].examples and card.rated
    )
    answer = int(room.post(f"/practice/ask/{card.variants[0].id}").location.rpartition("/")[2])
    room.keep(answer)
    before = room.get(f"/practice/answers/{answer}").text
    room.rate(answer)
    after = room.get(f"/practice/answers/{answer}").text

    assert ["An example of a strong answer" in page for page in (before, after)] == [False, True]


@pytest.mark.parametrize("text", ["", "   \n ", "four words only here"])
def test_nothing_is_kept_for_good_before_there_is_an_answer(room: Room, text: str) -> None:
    room.begin()
    answer = room.next()

    refused = room.post(f"/practice/answers/{answer}", text=text, action="keep")

    assert refused.status_code == 422
    assert "Answer first, in a few words or aloud" in words(refused.text)
    assert "What interviewers look for" not in room.get(f"/practice/answers/{answer}").text


def test_an_answer_aloud_needs_no_text(room: Room) -> None:
    room.begin()
    answer = room.next()

    room.post(f"/practice/answers/{answer}", text="", seconds="95", action="keep")

    assert "Answered aloud in 1:35" in words(room.get(f"/practice/answers/{answer}").text)


@pytest.mark.parametrize(
    ("score", "evidence", "told"),
    [
        ("", "a line", "Choose the description"),
        ("6", "a line", "Choose the description"),
        ("³", "a line", "Choose the description"),
        ("3", " ", "Write one line first"),
        ("3", "x" * 501, "At most 500 characters"),
        ("3", "a\x00b", "At most 500 characters"),
    ],
)
def test_a_rating_without_score_or_line_comes_back_as_typed(
    room: Room, score: str, evidence: str, told: str
) -> None:
    room.begin()
    answer = room.next()
    assert answer
    room.keep(answer)

    refused = room.post(f"/practice/answers/{answer}/rate", score=score, evidence=evidence)

    assert refused.status_code == 422
    assert told in words(refused.text)
    assert room.get(f"/practice/answers/{answer}").text.count("You gave yourself") == 0


def test_the_last_rating_can_be_taken_back_and_the_card_stands_as_before(room: Room) -> None:
    room.begin()
    first = room.next()
    assert first
    room.keep(first)
    room.rate(first, 5)
    room.day += timedelta(9)
    with room.database.read() as db:
        before = reviews.dues(db)
    second = int(room.post(f"/practice/ask/{question_of(room, first)}").location.rpartition("/")[2])
    room.keep(second)
    room.rate(second, 1)

    undone = room.post("/practice/undo")

    assert undone.location == f"/en/practice/answers/{second}"
    with room.database.read() as db:
        assert reviews.dues(db) == before
    assert "Your own rating" in room.get(f"/practice/answers/{second}").text
    room.rate(second, 3)
    assert "You gave yourself 3" in words(room.get(f"/practice/answers/{second}").text)


def question_of(room: Room, answer: int) -> str:
    with room.database.read() as db:
        found = answers.answer(db, answer)
    assert found
    return found.question


def test_a_draft_is_there_again_after_the_tab_was_closed(room: Room) -> None:
    room.begin()
    answer = room.next()

    saved = room.client.post(
        f"/en/practice/answers/{answer}",
        data={"text": "I asked\r\nhim", "version": "0", "editor": "tab", "sequence": "2"},
        headers={"Sec-Fetch-Site": "same-origin", "Accept": "application/json"},
    )

    assert saved.get_json()["state"] == "saved"
    assert answer
    assert kept(room, answer) == "I asked\nhim"
    assert "I asked\nhim</textarea>" in room.get(f"/practice/answers/{answer}").text
    assert f"/en/practice/answers/{answer}" in room.get("/practice/").text
    assert room.next() == answer


def test_a_second_window_overwrites_nothing_and_both_texts_are_shown(room: Room) -> None:
    room.begin()
    answer = room.next()
    assert answer
    room.post(f"/practice/answers/{answer}", text="the first window", version="0", editor="one", sequence="1")

    late = room.post(
        f"/practice/answers/{answer}", text="the second window", version="0", editor="two", sequence="1"
    )

    assert late.status_code == 422
    assert "the first window" in late.text
    assert "the second window</textarea>" in late.text
    assert kept(room, answer) == "the first window"


def test_an_older_save_that_arrives_late_wins_over_nothing(room: Room) -> None:
    room.begin()
    answer = room.next()
    assert answer
    room.post(f"/practice/answers/{answer}", text="newer", version="0", editor="one", sequence="5")

    room.post(f"/practice/answers/{answer}", text="older", version="0", editor="one", sequence="4")

    assert kept(room, answer) == "newer"


@pytest.mark.parametrize("text", ["x" * 10_001, "a\x07b"])
def test_a_text_that_cannot_be_kept_comes_back_with_why(room: Room, text: str) -> None:
    room.begin()
    answer = room.next()

    refused = room.post(f"/practice/answers/{answer}", text=text, version="0", editor="one", sequence="1")

    assert refused.status_code == 422
    assert text[-3:] in refused.text


def test_what_was_typed_stays_text(room: Room) -> None:
    room.begin()
    answer = room.next()
    assert answer
    room.keep(answer, "<script>alert(1)</script> **bold** {{ 7 * 7 }} and some more words")

    page = room.get(f"/practice/answers/{answer}").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold** {{ 7 * 7 }}" in TAGS.sub("", page)


def test_a_kept_answer_changes_no_more(room: Room) -> None:
    room.begin()
    answer = room.next()
    assert answer
    room.keep(answer)

    room.post(f"/practice/answers/{answer}", text="changed", version="1", editor="e", sequence="9")

    assert kept(room, answer) == ANSWER


def test_a_week_with_a_missed_day_ends_with_the_interview(room: Room) -> None:
    room.begin(minutes=30, days=10)
    for missed in (False, False, True, False, False, False, False):
        if not missed:
            room.practise(3)
        room.day += timedelta(1)

    page = words(room.get("/practice/").text)

    assert "Until the interview on Thu 11 Mar" in page
    assert "missed" not in page
    assert "Mock interview" in page.partition("Tue 9 Mar")[2].partition("Wed 10 Mar")[0]
    with room.database.read() as db:
        late = [due for due in reviews.dues(db) if due.due and due.due >= START + timedelta(10)]
    assert late == []
    room.day = START + timedelta(10)
    assert "Nothing is left to learn today" in words(room.get("/practice/").text)
    room.day += timedelta(1)
    assert "The interview was on Thu 11 Mar" in words(room.get("/practice/").text)


def test_another_interview_day_plans_what_was_done_anew(room: Room) -> None:
    room.begin(minutes=30)
    room.practise(5)

    room.begin(minutes=30, days=6)

    with room.database.read() as db:
        dues = [due.due for due in reviews.dues(db)]
    assert dues
    assert [due for due in dues if due and due >= START + timedelta(6)] == []


def test_progress_shows_every_skill_beside_a_picture(room: Room) -> None:
    room.begin(minutes=60)
    room.practise(4)

    page = room.get("/practice/progress").text

    assert page.count("<svg") == 2
    assert "4.00" in words(page)
    assert "Mon 1 Mar" in words(page)


def test_single_keys_can_be_switched_off(room: Room) -> None:
    room.begin()
    address = f"/practice/answers/{room.next()}"
    on = room.get(address).text
    room.post("/practice/keys")
    off = room.get(address).text
    room.post("/practice/keys", keys="on")

    assert [
        bool(re.search(r'id="keys"[^>]*checked', page)) for page in (on, off, room.get(address).text)
    ] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    "path", ["/practice/answers/1", "/practice/answers/99999999999", "/practice/answers/0"]
)
def test_an_answer_that_is_not_there_is_a_plain_404(room: Room, path: str) -> None:
    room.begin()

    assert [room.get(path).status_code, room.post(path, text="x").status_code] == [404, 404]


def test_only_the_pages_with_the_clock_may_use_the_microphone(room: Room) -> None:
    room.begin()
    headers = [room.get(path).headers for path in (f"/practice/answers/{room.next()}", "/practice/", "/")]

    assert ["microphone=(self)" in each["Permissions-Policy"] for each in headers] == [True, False, False]
    assert ["media-src blob:" in each["Content-Security-Policy"] for each in headers] == [True, False, False]


def test_a_text_typed_in_a_window_too_late_is_given_back(room: Room) -> None:
    room.begin()
    answer = room.next()
    assert answer
    room.keep(answer)

    late = room.post(
        f"/practice/answers/{answer}", text="what the other window had", version="0", editor="b", sequence="3"
    )

    assert late.status_code == 409
    assert "what the other window had" in late.text
    assert kept(room, answer) == ANSWER


def test_a_rating_given_in_a_window_too_late_is_given_back(room: Room) -> None:
    room.begin()
    answer = room.next()
    assert answer
    room.keep(answer)
    room.rate(answer, 4)

    late = room.post(f"/practice/answers/{answer}/rate", score="2", evidence="the other line")

    assert late.status_code == 409
    assert "the other line" in late.text
    assert "You gave yourself 4" in room.get(f"/practice/answers/{answer}").text


def test_a_rating_taken_back_is_there_to_begin_from(room: Room) -> None:
    room.begin()
    answer = room.next()
    assert answer
    room.keep(answer)
    room.rate(answer, 4)
    room.post("/practice/undo")

    page = room.get(f"/practice/answers/{answer}").text

    assert 'value="Named a number."' in page
    assert re.search(r'value="4" checked', page)


def test_the_next_question_is_never_one_that_still_waits_for_its_rating(room: Room) -> None:
    room.begin()
    answer = room.next()
    assert answer
    room.keep(answer)

    assert room.next() == answer


def test_seconds_that_are_no_number_are_told(room: Room) -> None:
    room.begin()
    answer = room.next()

    refused = room.post(f"/practice/answers/{answer}", text=ANSWER, seconds="two", action="keep")

    assert refused.status_code == 422
    assert "Type the seconds as a whole number" in words(refused.text)


def test_a_question_that_does_not_fit_is_named_by_its_skill_alone(room: Room) -> None:
    room.begin(minutes=10, days=4)

    page = words(room.get("/practice/").text)
    texts = {q.text.en for card in deck("junior", "full_cycle", Library(), ()) for q in card.variants}

    assert "do not fit twice before the interview" in page
    assert [text for text in texts if text in page.replace("&#39;", "'")] == []


def test_no_page_of_practice_asks_its_file_more_than_six_times(room: Room) -> None:
    room.begin(minutes=60)
    room.practise()
    room.begin(minutes=60, days=20)
    counts = {}
    for path in (
        "/practice/",
        "/practice/progress",
        "/practice/answers/1",
        "/practice/stories/",
        "/practice/mocks/",
    ):
        asked: list[str] = []

        def count(*told: object, asked: list[str] = asked) -> None:
            asked.append(str(told[2]))

        event.listen(room.database.engine, "before_cursor_execute", count)
        room.get(path)
        event.remove(room.database.engine, "before_cursor_execute", count)
        counts[path] = len(asked)

    assert {path: number for path, number in counts.items() if number > 6} == {}
    assert counts["/practice/"] > 2
