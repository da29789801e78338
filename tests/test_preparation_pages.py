"""The preparation sheet, the cards to print and the deck for Anki, on a candidate's machine and on a team's server."""

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from pages import Reader, app_over, text_of
from practice_room import Room
from team import Team
from werkzeug.test import TestResponse

from hiring.library import Library
from hiring.practice import deck
from hiring.storage.opening_kit import questions_in_use
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language, Level, Motion

CLIENT = app_over().test_client()
PAPERS = ("preparation", "cards")


def address_of(name: str) -> str:
    return "/preparation/" if name == "preparation" else f"/preparation/{name}"


def questions_of(answer: TestResponse) -> set[str]:
    """Return the first fields of all notes in a deck."""
    package = zipfile.ZipFile(io.BytesIO(answer.data)).read("collection.anki2")
    db = sqlite3.connect(":memory:")
    try:
        db.deserialize(package)
        return {row[0].partition("\x1f")[0] for row in db.execute("SELECT flds FROM notes")}
    finally:
        db.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("motion", MOTIONS)
@pytest.mark.parametrize("level", LEVELS)
def test_a_sheet_names_the_skills_of_its_level_and_motion(
    level: Level, motion: Motion, language: Language, library: Library
) -> None:
    page = text_of(CLIENT.get(f"/{language}/preparation/?level={level}&motion={motion}").text)

    names = [library.rubric(each).name[language] for each in library.skill_model(level).skills_for(motion)]
    assert (len(names) > 5, [name for name in names if name not in page]) == (True, [])


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_paper_has_its_twins(name: str, form: str) -> None:
    answer = CLIENT.get(f"/pl/preparation/{name}.{form}?level=senior&motion=expansion")

    named = f'attachment; filename="{name}-senior-expansion-pl.{form}"'
    assert (answer.status_code, answer.headers["Content-Disposition"]) == (200, named)
    if form == "json":
        facts = json.loads(answer.text)
        assert (facts["document"], facts["level"], facts["motion"]) == (name, "senior", "expansion")


@pytest.mark.parametrize("name", PAPERS)
def test_a_page_and_its_html_twin_say_the_same(name: str) -> None:
    shown = text_of(CLIENT.get(f"/en{address_of(name)}").text)
    twin = text_of(CLIENT.get(f"/en/preparation/{name}.html").text.partition("<body ")[2].partition(">")[2])

    assert (twin in shown, len(twin) > 1000) == (True, True)


@pytest.mark.parametrize(
    "path",
    [
        "preparation.xls",
        "cards.exe",
        "deck-mid-x.apkg",
        "deck-x-expansion.apkg",
        "deck-mid-full_cycle.zip",
        "x",
    ],
)
def test_what_is_not_there_is_not_found(path: str) -> None:
    answer = CLIENT.get(f"/en/preparation/{path}")

    assert (answer.status_code, "This page does not exist" in text_of(answer.text)) == (404, True)


def test_an_unknown_level_is_the_usual_one() -> None:
    page = Reader(CLIENT.get("/en/preparation/?level=<script>&motion=%00").text)

    decks = [link for link in page.values("a", "href") if link.endswith(".apkg")]
    assert decks == ["/en/preparation/deck-mid-full_cycle.apkg"]


def test_one_who_practises_gets_the_own_level_first(room: Room) -> None:
    room.begin("senior", "expansion")

    page = Reader(room.get("/preparation/").text)

    decks = [link for link in page.values("a", "href") if link.endswith(".apkg")]
    chosen = [found["href"] for _, found in page.tags if found.get("aria-current") == "page"]
    assert decks == ["/en/preparation/deck-senior-expansion.apkg"]
    assert "/en/preparation/?level=senior&motion=expansion" in chosen


def test_a_deck_is_a_file_with_the_questions_of_the_level(library: Library) -> None:
    answer = CLIENT.get("/pl/preparation/deck-junior-new_business.apkg")

    cards = deck("junior", "new_business", library, ())
    assert answer.headers["Content-Disposition"] == 'attachment; filename="deck-junior-new_business-pl.apkg"'
    assert len(questions_of(answer)) == sum(len(card.variants) for card in cards)


def test_questions_in_use_are_in_neither_cards_nor_deck(team: Team, library: Library) -> None:
    client = team.client(team.manager)
    before = questions_of(client.get("/en/preparation/deck-junior-new_business.apkg"))
    team.candidate(team.opening())
    with team.database.read() as db:
        used = questions_in_use(db, library, {})

    after = questions_of(client.get("/en/preparation/deck-junior-new_business.apkg"))

    facts = json.loads(client.get("/en/preparation/cards.json?level=junior&motion=new_business").text)
    shown = {asked["id"] for skill in facts["skills"] for asked in skill["questions"]}
    expected = {asked.id for card in deck("junior", "new_business", library, used) for asked in card.variants}
    assert (len(used) > 5, after < before, shown, len(after)) == (True, True, expected, len(expected))


def test_on_a_teams_server_only_those_signed_in_prepare(team: Team) -> None:
    team.app.config.update(TEAM=True)
    paths = ("", "cards", "deck-mid-expansion.apkg", "preparation.md")

    answers = {
        who: [team.client(person).get(f"/en/preparation/{path}").status_code for path in paths]
        for who, person in (("stranger", None), ("manager", team.manager))
    }

    team.app.config.update(TEAM=False)
    assert answers == {"stranger": [401] * 4, "manager": [200] * 4}


def test_practice_is_not_on_a_teams_server_and_the_sheet_leads_nowhere_there(team: Team) -> None:
    links = set(Reader(team.client(team.manager).get("/en/preparation/").text).values("a", "href"))

    assert [link for link in links if "/practice" in link] == []


def test_reserved_questions_are_in_no_deck(tmp_path: Path, library: Library) -> None:
    name = "question_banks/negotiation.yaml"
    bank = library.path(name).read_text("utf-8")
    first = next(each for each in library.bank(name) if each.asked_at("mid", "full_cycle"))
    (tmp_path / "question_banks").mkdir()
    own = bank.replace(f"  - id: {first.id}\n", f"  - id: {first.id}\n    practice: false\n")
    (tmp_path / name).write_text(own, "utf-8")

    facts = json.loads(app_over(tmp_path).test_client().get("/en/preparation/cards.json").text)

    shown = {asked["id"] for skill in facts["skills"] for asked in skill["questions"]}
    assert (first.id in shown, len(shown) > 50) == (False, True)
