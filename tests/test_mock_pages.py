"""A whole mock interview by its pages: stopped and taken up again, nothing to compare with before a stage is over."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest
from flask import g
from markupsafe import escape
from pages import text_of
from practice_room import ANSWER, START, Room
from sql import statements
from team import Team

from hiring.answer import Answer
from hiring.exercise import Exercise
from hiring.library import Library
from hiring.mock import EXERCISE
from hiring.storage.opening_kit import questions_in_use
from hiring.storage.practice import answers, mocks, reviews
from hiring.storage.practice.mocks import KeptMock
from hiring.vocabulary import LEVELS
from hiring.web.practice.mock_room import usual_minutes

ON_ANSWER = re.compile(r"/en/practice/answers/(\d+)")


def begun(room: Room) -> int:
    """Begin a mock interview and return its id."""
    address = room.post("/practice/mocks/").location
    found = re.fullmatch(r"/en/practice/mocks/(\d+)", address)
    assert found, address
    return int(found[1])


def kept(room: Room, mock: int) -> KeptMock:
    with room.database.read() as db:
        found = mocks.mock(db, mock)
    assert found
    return found


def answer(room: Room, answer_id: int) -> Answer:
    with room.database.read() as db:
        found = answers.answer(db, answer_id)
    assert found
    return found


def step(room: Room, mock: int) -> Answer | None:
    """Go on; return the answer that the next page is about, or none at the end."""
    found = ON_ANSWER.fullmatch(room.post(f"/practice/mocks/{mock}/next", begin="on").location)
    return answer(room, int(found[1])) if found else None


def steps(room: Room, mock: int, score: int = 4) -> Iterator[Answer]:
    """Yield every step of a mock interview, each before it is answered or rated."""
    while found := step(room, mock):
        yield found
        if found.state == "draft":
            room.keep(found.id)
        else:
            room.rate(found.id, score)


def exercise_of(room: Room, mock: int) -> Exercise:
    found = next(each.exercise for each in kept(room, mock).mock.stages if each.exercise)
    return Library().exercise(found)


def compared(room: Room, library: Library, found: Answer) -> bool:
    """Whether the page of an answer shows anything to compare it with."""
    page = room.get(f"/practice/answers/{found.id}")
    text = page.get_data(as_text=True)
    skill = next(
        (q.skill for name in library.banks for q in library.bank(name) if q.id == found.question), None
    )
    anchors = [anchor.en for _, anchor in library.anchors(skill, "junior")] if skill else []
    shown = [each for each in anchors if str(escape(each)) in text]
    return bool(shown) or "What interviewers look for" in text or "What the rules see" in text


@pytest.fixture
def junior(room: Room) -> Room:
    room.begin("junior", "full_cycle")
    return room


def test_without_a_choice_there_is_no_mock_interview(room: Room) -> None:
    assert room.get("/practice/mocks/").location == "/en/practice/setup"
    assert room.post("/practice/mocks/").location == "/en/practice/setup"


def test_the_first_page_tells_how_long_it_takes_and_that_it_can_be_stopped(
    junior: Room, library: Library
) -> None:
    page = junior.get("/practice/mocks/").text

    minutes = sum(library.stage(stage).minutes.core for stage in library.skill_model("junior").stages)
    assert f"{minutes} minutes of questions and exercises in all" in page
    assert "stopped at any point and taken up again later" in page


def test_a_whole_mock_interview_asks_and_rates_stage_by_stage(junior: Room) -> None:
    mock = begun(junior)

    told = [(each.stage, each.state, each.question) for each in steps(junior, mock)]

    wanted = [
        (row, state, asked)
        for row, stage in enumerate(kept(junior, mock).mock.stages)
        for state in ("draft", "kept")
        for asked in stage.asked
    ]
    assert told == wanted
    assert kept(junior, mock).finished_at is not None
    with junior.database.read() as db:
        assert mocks.last_finished(db) == START


def test_a_kept_answer_leads_straight_to_the_next_question(junior: Room) -> None:
    mock = begun(junior)
    first = step(junior, mock)
    assert first

    typed = {"text": ANSWER, "version": "0", "editor": "e", "sequence": "1", "action": "keep"}
    sent = junior.post(f"/practice/answers/{first.id}", **typed)

    page = junior.get(sent.location).text
    assert answer(junior, first.id + 1).question == kept(junior, mock).mock.stages[0].questions[1]
    assert "question 2 of 5" in page
    assert "Keep and go on" in page


def to_the_last_answer(room: Room, mock: int) -> str:
    """Answer a whole stage; return where keeping its last answer leads to."""
    found, sent = step(room, mock), None
    while found and found.state == "draft":
        typed = {"text": ANSWER, "version": "0", "editor": "e", "sequence": "1", "action": "keep"}
        sent = room.post(f"/practice/answers/{found.id}", **typed)
        led = ON_ANSWER.fullmatch(sent.location)
        found = answer(room, int(led[1])) if led else None
    assert sent
    return sent.location


def test_after_the_last_question_of_a_stage_its_page_says_what_comes(junior: Room) -> None:
    mock = begun(junior)

    led = to_the_last_answer(junior, mock)
    page = text_of(junior.get(led).text)

    assert led == f"/en/practice/mocks/{mock}"
    assert "is over: rate your 5 answers" in page
    assert "Compare and rate" in page


def test_the_next_stage_begins_by_the_own_button_and_its_time_does_not_run_before(junior: Room) -> None:
    mock = begun(junior)
    to_the_last_answer(junior, mock)
    while (found := step(junior, mock)) and found.state == "kept":
        junior.rate(found.id)
        led = junior.post(f"/practice/mocks/{mock}/next").location
        if not ON_ANSWER.fullmatch(led):
            break
    second = [each for each in given(junior, mock) if each.stage == 1]
    page = text_of(junior.get(led).text)

    assert (led, second) == (f"/en/practice/mocks/{mock}", [])
    assert "Its time begins with its first question" in page
    assert "Begin this stage" in page
    begun_now = step(junior, mock)
    assert begun_now
    assert (begun_now.stage, begun_now.state) == (1, "draft")


def given(room: Room, mock: int) -> list[Answer]:
    with room.database.read() as db:
        return answers.of_mock(db, mock)


def test_what_to_practise_next_can_be_answered_now(junior: Room) -> None:
    mock = begun(junior)
    junior.post(f"/practice/mocks/{mock}/finish")
    page = junior.get(f"/practice/mocks/{mock}").text

    assert "come in your plan" not in page
    assert "Each can be answered now" in page


@pytest.mark.parametrize("level", LEVELS)
def test_the_usual_minutes_are_those_of_the_first_page(room: Room, library: Library, level: str) -> None:
    room.begin(level, "full_cycle")

    with room.app.test_request_context():
        g.library = library
        minutes = usual_minutes(level)  # type: ignore[arg-type]

    assert f"{minutes} minutes of questions and exercises in all" in room.get("/practice/mocks/").text


def test_nothing_is_shown_to_compare_with_before_a_stage_is_over(junior: Room, library: Library) -> None:
    mock = begun(junior)
    first = step(junior, mock)
    assert first
    before = compared(junior, library, first)
    junior.keep(first.id)

    between = compared(junior, library, answer(junior, first.id))
    held_back = junior.get(f"/practice/answers/{first.id}")
    rejected = junior.post(f"/practice/answers/{first.id}/rate", score="", evidence="")
    rated = junior.post(f"/practice/answers/{first.id}/rate", score="5", evidence="Named a number.")
    for each in steps(junior, mock):
        if each.state == "kept":
            break

    assert (before, between) == (False, False)
    assert held_back.location == f"/en/practice/mocks/{mock}"
    assert (rejected.status_code, rated.status_code, answer(junior, first.id).review) == (303, 303, None)
    assert compared(junior, library, answer(junior, first.id))


def test_it_is_taken_up_where_it_was_left_even_days_later(junior: Room) -> None:
    mock = begun(junior)
    *_, last = islice(steps(junior, mock), 4)
    junior.day += timedelta(days=2)

    again = begun(junior)
    found = step(junior, again)

    assert again == mock
    assert found
    assert (found.id, found.state, found.question) == (last.id, "draft", last.question)
    assert "You stand in the stage" in junior.get(f"/practice/mocks/{mock}").text


def test_a_question_left_out_comes_up_as_a_gap_and_is_not_rated(junior: Room) -> None:
    mock, skipped = begun(junior), None
    while found := step(junior, mock):
        if found.stage == 0 and found.state == "draft" and skipped is None:
            skipped = found
            junior.post(f"/practice/mocks/{mock}/answers/{found.id}/skip", text="", version="0", sequence="1")
        elif found.state == "draft":
            junior.keep(found.id)
        else:
            junior.rate(found.id)
    assert skipped

    page = junior.get(f"/practice/mocks/{mock}").text

    assert answer(junior, skipped.id).review is None
    assert junior.get(f"/practice/answers/{skipped.id}").location == f"/en/practice/mocks/{mock}"
    assert junior.post(f"/practice/answers/{skipped.id}/rate", score="5", evidence="x").status_code == 303
    assert answer(junior, skipped.id).review is None
    assert page.index("What to practise next") < page.index("/practice/ask/")


def test_what_was_typed_before_leaving_out_is_kept_and_too_much_comes_back(junior: Room) -> None:
    mock = begun(junior)
    first = step(junior, mock)
    assert first
    address = f"/practice/mocks/{mock}/answers/{first.id}/skip"

    long = junior.post(address, text="a" * 10_001, version="0", editor="e", sequence="1")
    junior.post(address, text="Two words", version="0", editor="e", sequence="2")

    assert (long.status_code, "a" * 10_001 in long.text) == (422, True)
    assert (answer(junior, first.id).text, answer(junior, first.id).state) == ("Two words", "kept")


def test_finishing_early_sums_up_what_there_is_and_lets_the_rest_be_rated(junior: Room) -> None:
    mock = begun(junior)
    *_, last = islice(steps(junior, mock), 3)
    junior.post(f"/practice/answers/{last.id}", text="half a thought", version="0", editor="e", sequence="1")

    done = junior.post(f"/practice/mocks/{mock}/finish")
    page = junior.get(f"/practice/mocks/{mock}").text
    waiting = step(junior, mock)

    assert done.location == f"/en/practice/mocks/{mock}"
    assert "Some answers wait for your rating" in page
    assert "not answered" in page
    assert waiting
    assert (waiting.state, waiting.stage) == ("kept", 0)
    assert "Which description does it come nearest to?" in junior.get(f"/practice/answers/{waiting.id}").text
    assert (answer(junior, last.id).text, answer(junior, last.id).state) == ("half a thought", "kept")


def test_the_exercise_hides_what_the_other_side_knows_until_it_is_done(junior: Room) -> None:
    mock = begun(junior)
    exercise = exercise_of(junior, mock)
    assert exercise.actor
    secret = [fact.fact.en for fact in exercise.actor.facts] + [entry.text.en for entry in exercise.key]
    secret += [each.text.en for each in exercise.observe] + [text.en for text in exercise.red_flags]
    leaks, shown = [], ""
    for found in steps(junior, mock):
        page = junior.get(f"/practice/answers/{found.id}").text
        overview = junior.get(f"/practice/mocks/{mock}").text
        is_exercise = found.card.startswith(EXERCISE)
        if is_exercise and found.state == "kept":
            shown = page
            break
        leaks += [(found.question, each) for each in secret if str(escape(each)) in page + overview]
        if is_exercise:
            assert str(escape(exercise.candidate.task[0].en)) in page
            assert "Sheet for your partner" in page

    assert leaks == []
    assert [each for each in [ANSWER, *secret] if str(escape(each)) not in shown] == []


def test_the_rating_of_an_exercise_schedules_nothing_and_can_be_taken_back(junior: Room) -> None:
    mock = begun(junior)
    for found in steps(junior, mock):
        if found.card.startswith(EXERCISE) and found.state == "kept":
            break
    with junior.database.read() as db:
        before = reviews.dues(db)

    junior.rate(found.id, 2)
    rated = answer(junior, found.id)
    page = junior.get(f"/practice/answers/{found.id}").text
    with junior.database.read() as db:
        after = reviews.dues(db)
    junior.post("/practice/undo")

    assert rated.review
    assert rated.review.score == 2
    assert "comes back:" not in page
    assert before == after
    assert answer(junior, found.id).review is None


def test_ratings_count_as_sights_of_their_cards(junior: Room) -> None:
    mock = begun(junior)
    asked = [each.card for each in steps(junior, mock) if each.state == "draft"]

    with junior.database.read() as db:
        seen = {due.card for due in reviews.dues(db)}
    assert seen == {card for card in asked if not card.startswith(EXERCISE)}


def test_the_next_mock_interview_asks_other_questions(junior: Room) -> None:
    first = begun(junior)
    junior.post(f"/practice/mocks/{first}/finish")

    second = begun(junior)

    questions = [
        {asked for stage in kept(junior, mock).mock.stages for asked in stage.questions}
        for mock in (first, second)
    ]
    assert first != second
    assert len(questions[0] & questions[1]) < len(questions[0]) / 2


VAGUE = "We usually did what had to be done, and we always tried to help every client as well as we could."


@pytest.mark.parametrize(
    ("text", "score", "told"),
    [
        (VAGUE, 5, "You gave 4 or 5 to"),
        (ANSWER, 1, "You gave 1 or 2 to"),
        (VAGUE, 3, "Your ratings and the rules do not differ much"),
    ],
)
def test_own_ratings_are_held_against_the_rules_in_plain_words(
    junior: Room, text: str, score: int, told: str
) -> None:
    mock = begun(junior)
    while found := step(junior, mock):
        if found.state == "draft":
            junior.keep(found.id, text)
        else:
            junior.rate(found.id, score)

    page = text_of(junior.get(f"/practice/mocks/{mock}").text)

    sentences = ("You gave 4 or 5 to", "You gave 1 or 2 to", "Your ratings and the rules do not differ much")
    assert [each for each in sentences if each in page] == [told]


def test_one_of_which_nothing_is_rated_can_be_deleted_and_its_questions_do_not_come_again(
    junior: Room,
) -> None:
    mock = begun(junior)
    found = step(junior, mock)
    assert found
    asked = kept(junior, mock).mock
    junior.keep(found.id)

    assert junior.post(f"/practice/mocks/{mock}/delete").location == "/en/practice/mocks/"
    assert junior.get(f"/practice/mocks/{mock}").status_code == 404
    assert kept(junior, begun(junior)).mock != asked


def test_one_with_a_rating_is_not_deleted(junior: Room) -> None:
    mock = begun(junior)
    for found in steps(junior, mock):
        if found.state == "kept":
            junior.rate(found.id)
            break

    assert junior.post(f"/practice/mocks/{mock}/delete").location == f"/en/practice/mocks/{mock}"
    assert kept(junior, mock).rated == 1
    assert "Delete it" not in junior.get(f"/practice/mocks/{mock}").text


def test_ids_that_there_are_not_answer_404(junior: Room) -> None:
    mock = begun(junior)
    found = step(junior, mock)
    assert found

    codes = [junior.get("/practice/mocks/99").status_code]
    addresses = (
        "99/next",
        "99/finish",
        "99/delete",
        f"99/answers/{found.id}/skip",
        f"{mock}/answers/99/skip",
    )
    codes += [junior.post(f"/practice/mocks/{each}").status_code for each in addresses]

    assert codes == [404] * 6
    assert answer(junior, found.id).state == "draft"


def test_every_page_asks_the_database_six_times_at_most(junior: Room) -> None:
    mock, counts = begun(junior), {}

    def count(kind: object, address: str) -> None:
        with statements(junior.database) as asked:
            junior.get(f"/pl/practice/{address}")
        counts[kind] = len(asked)

    for found in steps(junior, mock):
        kind = found.state, found.card.startswith(EXERCISE)
        if kind not in counts:
            count(kind, f"answers/{found.id}")
            count(("stages", *kind), f"mocks/{mock}")
    count("rated", f"answers/{found.id}")
    count("summary", f"mocks/{mock}")
    count("all", "mocks/")

    assert {kind: number for kind, number in counts.items() if not 1 < number <= 6} == {}
    assert len(counts) == 11


def test_what_an_opening_asks_is_in_no_mock_interview_and_leaves_one_begun(
    team: Team, tmp_path: Path
) -> None:
    with_team = Room(tmp_path / "practice.db", team.database)
    with_team.begin("junior", "new_business")
    mock = begun(with_team)
    first = kept(with_team, mock).mock

    team.opening()
    asked = [each.question for each in steps(with_team, mock)]
    second = kept(with_team, begun(with_team)).mock
    with team.database.read() as db:
        in_use = questions_in_use(db, Library(), {})
    with_team.close()

    assert len(in_use & {each for stage in first.stages for each in stage.asked}) > 5
    assert in_use & set(asked) == set()
    assert in_use & {each for stage in second.stages for each in stage.asked} == set()
