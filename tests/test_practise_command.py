"""Practice in the terminal: answers are kept line by line, compared, rated and taken back; decks and cards as files."""

import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from commands_here import bytes_here, here
from team import START, Team

from hiring.answer import Answer
from hiring.cli.practice_paper import Paper
from hiring.library import Library
from hiring.practice import deck
from hiring.storage.database import Database
from hiring.storage.opening_kit import questions_in_use
from hiring.storage.practice import answers, reviews, setting_up

ANSWER = "In March a client wanted to leave, so I called her.\nIn the end she signed for 12 months."
TOLD = f"{ANSWER}\n\nNamed the months\n4\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of one's own data that is empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for name in ("HIRING_PRACTICE", "HIRING_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "hiring"


def hiring(*words: str, typed: str = "", code: int = 0, **environment: str) -> str:
    """Run a command of ours; return what it says to both sides, the error side last."""
    done = here(*words, stdin=typed, **environment)
    told = done.stdout + done.stderr
    assert (done.returncode, "Traceback" in told) == (code, False), told
    return told


def kept(place: Path) -> list[Answer]:
    database = Database(str(place / "practice.db"))
    with database.read() as db:
        found = answers.all_answers(db)
    database.close()
    return found


def setup_of(place: Path) -> Any:
    database = Database(str(place / "practice.db"))
    with database.read() as db:
        found = setting_up.chosen(db)
    database.close()
    return found


def test_an_answer_is_kept_compared_and_rated(place: Path, library: Library) -> None:
    told = hiring("practise", "--level", "mid", typed=TOLD)

    first = kept(place)[0]
    asked = deck("mid", "full_cycle", library, ())[0].variants[0]
    plain = " ".join(told.split())
    assert (first.text, first.state, first.review and first.review.score) == (ANSWER, "rated", 4)
    assert first.review
    assert first.review.evidence == "Named the months"
    assert [text for text in (asked.text.en, asked.strong[0].en) if " ".join(text.split()) not in plain] == []
    assert "This question or a similar one comes back:" in plain


def test_nothing_to_compare_with_is_shown_before_the_answer(place: Path, library: Library) -> None:
    told = " ".join(hiring("practise", "--level", "mid", typed="\nq\n").split())

    asked = deck("mid", "full_cycle", library, ())[0].variants[0]
    anchors = [" ".join(text.en.split()) for _, text in library.anchors(str(asked.skill), "mid")]
    hidden = [*anchors, *(" ".join(each.en.split()) for each in (*asked.strong, *asked.weak))]
    assert (" ".join(asked.text.en.split()) in told, [text for text in hidden if text in told]) == (True, [])
    assert "Answer first" in told
    assert [answer.state for answer in kept(place)] == ["draft"]


def test_an_answer_broken_off_is_gone_on_with(place: Path) -> None:
    hiring("practise", "--level", "mid", typed="I called.")

    told = hiring("practise", typed="She signed for 12 months.\n\nIt ends well\n3\n")

    first = kept(place)[0]
    assert ("So far:" in told, first.text) == (True, "I called.\nShe signed for 12 months.")
    assert first.review
    assert first.review.score == 3


def test_an_answer_not_rated_yet_is_rated_the_next_time(place: Path) -> None:
    hiring("practise", "--level", "mid", typed=f"{ANSWER}\n\nx\n7\nq\n")
    was = kept(place)[0].state

    hiring("practise", typed="It ends well\n5\n")

    assert (was, kept(place)[0].state) == ("kept", "rated")


def test_the_end_of_input_leaves_a_draft_a_draft(place: Path) -> None:
    told = hiring("practise", "--level", "mid", typed=f"{ANSWER}\n")

    first = kept(place)[0]
    assert (first.text, first.state) == (ANSWER, "draft")
    assert "What you answered is kept" in told
    assert "What the rules see" not in told


@pytest.mark.parametrize("key", ["u", "q", "Q"])
def test_a_key_typed_where_a_line_is_asked_for_is_no_line(place: Path, key: str) -> None:
    told = hiring("practise", "--level", "mid", typed=f"{ANSWER}\n\n{key}\nNamed the months\n4\n")

    first = kept(place)[0]
    assert first.review
    assert (first.review.evidence, first.review.score) == ("Named the months", 4)
    assert "Write one line about your answer" in told


def test_the_line_is_asked_for_before_the_score(place: Path) -> None:
    told = " ".join(hiring("practise", "--level", "mid", typed=TOLD).split())

    assert told.index("What in your answer shows it?") < told.index("Which description does it come nearest")
    assert place.is_dir()


@pytest.mark.parametrize(("language", "words"), [("en", "Motivation · "), ("pl", "Motywacja · ")])
def test_the_line_over_a_question_begins_with_a_capital(
    library: Library, capsys: pytest.CaptureFixture[str], language: Any, words: str
) -> None:
    asked = next(each for name in library.banks for each in library.bank(name) if each.type == "motivation")

    Paper(library, language).question(asked)

    assert capsys.readouterr().out.split("\n")[1].startswith(words)


def test_the_last_rating_is_taken_back(place: Path) -> None:
    told = hiring("practise", "--level", "mid", typed=f"{TOLD}u\nNot so well\n2\nq\n")

    first = kept(place)[0]
    assert ("rate the answer anew" in told, first.review and first.review.score) == (True, 2)


def test_there_may_be_nothing_to_take_back(place: Path) -> None:
    assert "There is no rating to take back." in hiring("practise", "--level", "mid", typed="u\nq\n")
    assert place.is_dir()


def test_an_answer_told_aloud_keeps_its_time(place: Path) -> None:
    hiring("practise", "--level", "mid", "--language", "pl", typed="na głos\n\n\n\nNa głos\n3\n")

    first = kept(place)[0]
    assert (first.seconds, first.text, first.state) == (1, "", "rated")


def test_polish_questions_are_asked_with_polish_words(place: Path) -> None:
    told = hiring("practise", "--level", "mid", "--language", "pl", typed=f"Zażółć gęślą jaźń {TOLD}")

    assert ("Powtórka tego pytania" in told, "Signals" in told, "comes back" in told) == (True, False, False)
    assert kept(place)[0].text.startswith("Zażółć gęślą jaźń In March")


def test_what_was_chosen_is_kept_and_can_be_changed(place: Path) -> None:
    day = (date.today() + timedelta(days=40)).isoformat()  # noqa: DTZ011 - the candidate's own day
    hiring("practise", "--level", "senior", "--motion", "expansion", "--date", day, "--minutes", "45")
    first = setup_of(place)

    hiring("practise", "--date", "none", "--language", "pl")

    assert (first.level, first.motion, str(first.interview), first.minutes_a_day) == (
        "senior",
        "expansion",
        day,
        45,
    )
    assert vars(setup_of(place)) == {**vars(first), "interview": None, "language": "pl"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--level"),
        (("--level", "chief"), "chief"),
        (("--level", "mid", "--date", "tomorrow"), "2026-12-31"),
        (("--level", "mid", "--date", "2020-01-01"), "from today"),
        (("--level", "mid", "--minutes", "5"), "10<=x<=240"),
        (("--level", "mid", "--own", "no-such-folder"), "no-such-folder"),
    ],
)
def test_what_cannot_be_meant_is_told(place: Path, words: tuple[str, ...], told: str) -> None:
    code = 1 if "--own" in words else 2

    assert told in hiring("practise", *words, code=code)
    assert not (place / "practice.db").exists() or setup_of(place) is None


def test_a_file_of_something_else_is_refused(place: Path) -> None:
    place.mkdir()
    with sqlite3.connect(place / "practice.db") as db:
        db.execute("CREATE TABLE notes (words)")
    db.close()
    before = (place / "practice.db").read_bytes()

    told = hiring("practise", "--level", "mid", code=2)

    assert ("no practice file" in told, (place / "practice.db").read_bytes() == before) == (True, True)


@pytest.mark.parametrize("colour", ["", "1"])
def test_a_pipe_gets_no_colours(place: Path, colour: str) -> None:
    told = hiring("practise", "--level", "mid", typed=TOLD, NO_COLOR=colour)

    assert ("\x1b" in told, place.is_dir()) == (False, True)


def test_signs_that_cannot_be_shown_are_left_out(place: Path) -> None:
    told = hiring("practise", "--level", "mid", typed="I\x00 called\x1b[A her.\n")

    assert ("left out" in told, kept(place)[0].text) == (True, "I called[A her.")


def test_bytes_that_are_no_text_do_no_harm(place: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hiring.cli", "practise", "--level", "mid"],
        input=b"caf\xe9 and more\n\xff\xfe\n",
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, kept(place)[0].text) == (0, "caf\ufffd and more\n\ufffd\ufffd")


def test_a_text_too_long_is_told_and_what_stood_stays(place: Path) -> None:
    told = hiring("practise", "--level", "mid", typed="I called.\n" + "x" * 10_000 + "\n")

    assert ("At most 10000 characters" in told, kept(place)[0].text) == (True, "I called.")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "what you answered is kept"), ("pl", "Twoja odpowiedź jest zapisana")]
)
def test_ctrl_c_stops_in_words_and_loses_nothing(place: Path, language: str, words: str) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "hiring.cli", "practise", "--level", "mid", "--language", language],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdin
    running.stdin.write(b"I called her in March.\n")
    running.stdin.flush()
    deadline = time.monotonic() + 30
    while not saved(place) and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=30)

    assert (running.returncode, "Traceback" in errors.decode()) == (130, False)
    assert words in errors.decode()
    assert kept(place)[0].text == "I called her in March."


def saved(place: Path) -> bool:
    """Whether a first line is kept yet."""
    return (place / "practice.db").exists() and any(answer.text for answer in kept_or_none(place))


def kept_or_none(place: Path) -> list[Answer]:
    try:
        return kept(place)
    except Exception:  # noqa: BLE001 - the tables are just being made
        return []


@pytest.fixture
def in_use(team: Team) -> tuple[str, frozenset[str]]:
    """Return a database with an open opening, and the questions that it uses."""
    team.candidate(team.opening())
    with team.database.read() as db:
        used = questions_in_use(db, Library(), {})
    return str(team.database.url.render_as_string(hide_password=False)), used


def ids_of(place: Path) -> set[str]:
    return {answer.question for answer in kept(place)}


def test_questions_in_use_are_neither_asked_nor_printed(place: Path, in_use: Any, library: Library) -> None:
    url, used = in_use
    level = ("--level", "junior", "--motion", "new_business", "--database", url)
    hiring("practise", *level, "--minutes", "240", typed=TOLD * 30)
    printed = hiring("cards", *level, "--format", "json")

    questions = [each for name in library.banks for each in library.bank(name)]
    shown = {each.id for each in questions if f'"id": "{each.id}"' in printed}
    assert (len(used) > 5, len(ids_of(place)) > 5, len(shown) > 30) == (True, True, True)
    assert (ids_of(place) & used, shown & used) == (set(), set())


def test_a_question_that_came_into_use_is_gone_on_with_no_more(
    place: Path, in_use: Any, library: Library
) -> None:
    url, used = in_use
    cards = deck("junior", "new_business", library, ())
    card, asked = next((card, asked) for card in cards for asked in card.variants if asked.id in used)
    words = ("practise", "--level", "junior", "--motion", "new_business")
    hiring(*words)
    database = Database(str(place / "practice.db"))
    with database.write() as db:
        draft = answers.open_answer(db, card.id, asked.id, START)
        answers.save(db, draft, answers.Save(0, "x", 1, "I called.", None), START)
    database.close()

    before, after = hiring(*words, typed="q\n"), hiring(*words, "--database", url, typed="q\n")

    assert ("I called." in before, "I called." in after) == (True, False)
    assert " ".join(asked.text.en.split()) not in " ".join(after.split())


@pytest.mark.parametrize("words", [("practise",), ("cards",), ("deck", "-o", "-")])
def test_an_unreadable_database_stops_in_words(place: Path, words: tuple[str, ...]) -> None:
    place.mkdir()
    (place / "hiring.db").write_bytes(b"no database at all, just some words" * 40)
    before = (place / "hiring.db").read_bytes()

    told = hiring(*words, "--level", "mid", code=3)

    assert ("--database" in told, (place / "hiring.db").read_bytes() == before) == (True, True)


@pytest.mark.parametrize("words", [("practise",), ("cards",), ("deck", "-o", "-")])
def test_no_database_is_made(place: Path, words: tuple[str, ...]) -> None:
    done = bytes_here(*words, "--level", "mid")

    assert (done.returncode, (place / "hiring.db").exists()) == (0, False)


def test_a_deck_is_a_file_and_is_renewed(place: Path, tmp_path: Path) -> None:
    file = tmp_path / "deck.apkg"
    for _ in range(2):
        hiring("deck", "--level", "mid", "--language", "pl", "-o", str(file))
    named = zipfile.ZipFile(file).namelist()
    file.write_bytes(b"my own")

    told = hiring("deck", "--level", "mid", "-o", str(file), code=1)

    assert (named, "--force" in told, file.read_bytes()) == (["collection.anki2", "media"], True, b"my own")
    assert not place.exists()


@pytest.mark.parametrize("name", ["out.txt", "deck", "out.anki"])
def test_a_deck_is_named_with_the_ending_that_anki_opens(tmp_path: Path, name: str) -> None:
    told = hiring("deck", "--level", "mid", "-o", str(tmp_path / name), code=2)

    assert (".apkg" in told, (tmp_path / name).exists()) == (True, False)


def test_two_sittings_at_one_practice_do_not_disturb_each_other(place: Path) -> None:
    hiring("practise", "--level", "mid", typed=TOLD)
    database = Database(str(place / "practice.db"))
    with database.read() as db:
        before = reviews.dues(db)
    database.close()

    hiring("practise", "--level", "mid", typed="")

    database = Database(str(place / "practice.db"))
    with database.read() as db:
        assert reviews.dues(db) == before != []
    database.close()
