"""Files stay read between requests, and one edited in an own folder is seen at the very next request."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from pages import Reader, app_over, fields_of, send, text_of

from hiring.library import Library

BANK = "question_banks/motivation.yaml"
QUESTION = "/en/library/questions/motivation_company"


def put(own: Path, text: str, name: str = BANK) -> None:
    """Keep a file in an own folder."""
    (own / name).parent.mkdir(parents=True, exist_ok=True)
    (own / name).write_text(text, "utf-8")


def bank(words: str) -> str:
    """Return our bank on motivation with other words for one question."""
    data: Any = yaml.safe_load(Library().path(BANK).read_text("utf-8"))
    question = next(each for each in data["questions"] if each["id"] == "motivation_company")
    question["text"] = {"en": words, "pl": f"{words} (pl)"}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def heading(page: str) -> str:
    return text_of(page.partition("<h1")[2].partition(">")[2].partition("</h1>")[0])


def test_an_edited_file_is_seen_at_the_next_request(tmp_path: Path) -> None:
    client = app_over(tmp_path).test_client()
    ours = heading(client.get(QUESTION).text)

    seen = []
    for words in ("What draws you to us?", "What draws you to it?", "Why us?"):
        put(tmp_path, bank(words))
        seen += [heading(client.get(QUESTION).text), heading(client.get(QUESTION).text)]
    (tmp_path / BANK).unlink()

    assert seen == [
        each for each in ("What draws you to us?", "What draws you to it?", "Why us?") for _ in "12"
    ]
    assert heading(client.get(QUESTION).text) == ours


def test_an_edited_question_is_seen_in_the_kit_with_another_hash(tmp_path: Path) -> None:
    client = app_over(tmp_path).test_client()
    before = client.get("/en/kit/kit.md").text

    put(tmp_path, bank("What draws you to us?"))

    after = client.get("/en/kit/kit.md").text
    hashes = [text.partition("Kit ")[2][:12] for text in (before, after)]
    assert ("What draws you to us?" in before, "What draws you to us?" in after) == (False, True)
    assert hashes[0] != hashes[1]


def test_a_file_put_in_place_of_another_is_seen_though_size_and_time_are_the_same(tmp_path: Path) -> None:
    client = app_over(tmp_path).test_client()
    put(tmp_path, bank("What draws you to us?"))
    assert heading(client.get(QUESTION).text) == "What draws you to us?"

    stat = (tmp_path / BANK).stat()
    put(tmp_path, bank("What draws you to it?"), "new.yaml")
    os.utime(tmp_path / "new.yaml", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    (tmp_path / "new.yaml").rename(tmp_path / BANK)

    assert (tmp_path / BANK).stat().st_size == stat.st_size
    assert heading(client.get(QUESTION).text) == "What draws you to it?"


@pytest.mark.parametrize(
    ("broken", "words"),
    [("questions: [", f"{BANK}:"), ("questions:\n- id: No Id\n", f"{BANK}:2"), ("\0", f"{BANK}:1"), ("", f"{BANK}:1")],
    ids=ascii,
)  # fmt: skip
def test_a_broken_file_gives_the_words_and_a_mended_one_works_again(
    tmp_path: Path, broken: str, words: str
) -> None:
    client = app_over(tmp_path).test_client()
    put(tmp_path, bank("What draws you to us?"))
    assert client.get(QUESTION).status_code == 200

    put(tmp_path, broken)
    answers = [client.get(address) for address in (QUESTION, "/en/library/questions", QUESTION, "/en/kit/")]
    put(tmp_path, bank("Why us?"))

    told = [(answer.status_code, words in text_of(answer.text)) for answer in answers]
    assert told == [*[(503, True)] * 3, (422, True)]
    assert heading(client.get(QUESTION).text) == "Why us?"


def test_a_broken_file_stops_only_the_pages_that_need_it(tmp_path: Path) -> None:
    put(tmp_path, "questions: [")

    client = app_over(tmp_path).test_client()

    paths = ("", "posting", "ready", "library/role", "library/levels/mid", "library/exercises")
    assert {path: client.get(f"/en/{path}").status_code for path in paths} == dict.fromkeys(paths, 200)


def test_two_apps_over_two_folders_do_not_see_each_others_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        put(tmp_path / name, bank(f"Why {name}?"))
    clients = [app_over(tmp_path / name).test_client() for name in ("one", "two", "one")]

    assert [heading(client.get(QUESTION).text) for client in clients] == ["Why one?", "Why two?", "Why one?"]


def test_a_file_is_read_once_while_it_stays_as_it_is(tmp_path: Path) -> None:
    kept: Any = {}
    put(tmp_path, bank("Why us?"))

    first, second = (Library(tmp_path, kept).bank(BANK) for _ in range(2))
    put(tmp_path, bank("Why us now?"))
    third = Library(tmp_path, kept).bank(BANK)

    assert (first is second, first is third) == (True, False)


@pytest.mark.parametrize("path", ["panel", "kit.md", "scorecard", "prep_sheet.html"])
def test_a_broken_file_is_told_with_its_place_on_the_pages_of_a_kit(path: str, tmp_path: Path) -> None:
    put(tmp_path, "questions: [")

    answer = app_over(tmp_path).test_client().get(f"/en/kit/{path}", follow_redirects=True)

    assert (answer.status_code, f"{BANK}:" in text_of(answer.text)) == (422, True)


def test_people_typed_while_a_file_is_broken_are_planned_for_the_same_kit_once_it_is_mended(
    tmp_path: Path,
) -> None:
    client = app_over(tmp_path).test_client()
    address = "/en/kit/panel?level=senior&motion=expansion"
    put(tmp_path, "questions: [")
    refused = send(client, address, {"0.name": "Ann", "0.minutes": "90", "0.skills": "leadership"})
    (tmp_path / BANK).unlink()

    [action] = Reader(refused.text).values("form", "action")
    mended = send(client, action, fields_of(refused))

    assert (mended.status_code, action, fields_of(mended)["0.name"]) == (200, address, "Ann")
