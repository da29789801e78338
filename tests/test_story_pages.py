"""The pages of stories, and of a posting that is read with them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pages import Reader, fields_of, sent, text_of

from hiring.practice import Setup
from hiring.storage.database import Database
from hiring.storage.practice import schema, setting_up, stories
from hiring.story import MOST_STORIES, Story
from hiring.web.app import create_app
from hiring.web.practice.reading import MOST_SIGNS

POSTINGS = Path(__file__).parent / "postings"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STORY = Story(
    "The school & the trial", "In March a school turned us down.", "I had to fill two places.",
    "I asked why and proposed a trial of two months.\nI called every week.", "In June they signed for 2 years.",
    "I ask for the reason at once.", ("negotiation", "discovery"),
)  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Database]:
    database = Database(str(tmp_path / "practice.db"))
    schema.prepare(database)
    with database.write() as db:
        setting_up.choose(db, Setup("mid", "new_business", "en", 20))
    yield database
    database.close()


@pytest.fixture
def client(kept: Database) -> FlaskClient:
    app = create_app(None, None, practice=kept)
    app.config["CLOCK"] = lambda: AT
    browser = app.test_client()
    browser.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return browser


def add(kept: Database, story: Story = STORY) -> int:
    with kept.write() as db:
        made = stories.add(db, story, AT, MOST_STORIES)
    assert made
    return made


def every(kept: Database) -> list[tuple[Story, int]]:
    with kept.read() as db:
        return [(each.story, each.version) for each in stories.every_story(db)]


def form(story: Story, **more: str) -> dict[str, object]:
    return {
        **{name: value for name, value in story.as_data().items() if name != "skills"},
        "skill": list(story.skills),
        **more,
    }


def test_a_story_is_written_and_stands_on_its_page_and_in_the_matrix(
    client: FlaskClient, kept: Database
) -> None:
    answer = client.post("/en/practice/stories/new", data=form(STORY))

    assert (answer.status_code, answer.location) == (303, "/en/practice/stories/1")
    page, matrix = client.get(answer.location).text, client.get("/en/practice/stories/").text
    assert "The school &amp; the trial" in page
    assert "In June they signed for 2 years." in page
    assert "The school &amp; the trial" in matrix
    assert every(kept) == [(Story(**{**vars(STORY), "id": 1}), 1)]


def test_every_behavioural_question_names_its_story_or_is_open(client: FlaskClient, kept: Database) -> None:
    before = client.get("/en/practice/stories/").text
    add(kept)
    after = client.get("/en/practice/stories/").text

    assert before.count("no story yet: write one</a>") > after.count("no story yet: write one</a>") > 0
    assert "tell:" not in before
    assert "tell: <strong>" in after


def test_the_matrix_is_a_table_with_headers_and_a_list(client: FlaskClient, kept: Database) -> None:
    add(kept)
    page = Reader(client.get("/en/practice/stories/").text)
    scopes = [tag["scope"] for name, tag in page.tags if name == "th"]

    assert (scopes.count("row"), scopes.count("col")) == (8, 3)
    assert "hits fits story-list" in [tag.get("class") for name, tag in page.tags if name == "ul"]


@pytest.mark.parametrize("path", ["99", "99/edit", "99/delete", str(10**30)])
def test_a_story_that_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"/en/practice/stories/{path}").status_code == 404


def test_before_the_choice_of_a_job_stories_lead_to_it(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "blank.db"))
    schema.prepare(database)
    client = create_app(None, None, practice=database).test_client()

    assert client.get("/en/practice/stories/").location == "/en/practice/setup"
    assert client.get("/en/practice/stories/new").status_code == 200
    assert client.get("/en/practice/posting/").status_code == 200
    database.close()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Give the story a title"),
        ({"skill": []}, "Choose one to three skills"),
        ({"skill": ["negotiation", "discovery", "selling", "pipeline"]}, "Choose one to three skills"),
        ({"skill": "juggling"}, "juggling is not known here"),
        ({"result": "x" * 2001}, "At most 2000 characters; there are 2001"),
        ({"action": "bell\x07"}, "signs in it that cannot be shown"),
    ],
)
def test_a_refused_form_comes_back_as_typed(
    client: FlaskClient, kept: Database, changes: dict[str, object], words: str
) -> None:
    answer = client.post("/en/practice/stories/new", data={**form(STORY), **changes})

    assert answer.status_code == 422
    assert words in text_of(answer.text)
    fields = fields_of(answer)
    assert fields["situation"] == STORY.situation
    if "action" not in changes:
        assert fields["action"] == STORY.action
    assert every(kept) == []


def test_line_ends_and_tags_are_kept_as_text(client: FlaskClient, kept: Database) -> None:
    client.post("/en/practice/stories/new", data=form(STORY, action="one\r\ntwo <b>{{ 1 }}</b>"))

    assert every(kept)[0][0].action == "one\ntwo <b>{{ 1 }}</b>"
    assert "<b>" not in client.get("/en/practice/stories/1").text


def test_a_change_keeps_all_fields_and_counts_the_version(client: FlaskClient, kept: Database) -> None:
    made = add(kept)
    fields = sent(fields_of(client.get(f"/en/practice/stories/{made}/edit")))

    answer = client.post(f"/en/practice/stories/{made}/edit", data={**fields, "title": "Another"})

    assert answer.status_code == 303
    assert every(kept) == [(Story(**{**vars(STORY), "id": made, "title": "Another"}), 2)]


def test_another_window_is_never_overwritten_and_both_texts_are_shown(
    client: FlaskClient, kept: Database
) -> None:
    made = add(kept)
    old = sent(fields_of(client.get(f"/en/practice/stories/{made}/edit")))
    client.post(f"/en/practice/stories/{made}/edit", data={**old, "result": "The first window's result"})

    answer = client.post(
        f"/en/practice/stories/{made}/edit", data={**old, "result": "The second window's result"}
    )

    assert answer.status_code == 409
    assert every(kept)[0][0].result == "The first window's result"
    assert "The first window&#39;s result" in answer.text
    fields = sent(fields_of(answer))
    assert fields["result"] == "The second window's result"
    again = client.post(f"/en/practice/stories/{made}/edit", data=fields)
    assert (again.status_code, every(kept)[0][0].result) == (303, "The second window's result")


def test_sending_the_same_form_twice_is_no_conflict(client: FlaskClient, kept: Database) -> None:
    made = add(kept)
    fields = sent(fields_of(client.get(f"/en/practice/stories/{made}/edit")))

    answers = [
        client.post(f"/en/practice/stories/{made}/edit", data={**fields, "title": "New"}) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [303, 303]


def test_a_story_is_deleted_only_after_asking_and_as_it_was_seen(client: FlaskClient, kept: Database) -> None:
    made = add(kept)
    asked = sent(fields_of(client.get(f"/en/practice/stories/{made}/delete")))
    client.post(f"/en/practice/stories/{made}/edit", data=form(STORY, title="Changed since", version="1"))

    refused = client.post(f"/en/practice/stories/{made}/delete", data=asked)
    assert (refused.status_code, len(every(kept))) == (409, 1)
    assert "Changed since" in refused.text

    done = client.post(f"/en/practice/stories/{made}/delete", data=sent(fields_of(refused)))
    assert (done.status_code, every(kept)) == (303, [])


def test_a_hundred_stories_are_enough(client: FlaskClient, kept: Database) -> None:
    for _ in range(MOST_STORIES):
        add(kept)

    answer = client.post("/en/practice/stories/new", data=form(STORY))

    assert (answer.status_code, len(every(kept))) == (422, MOST_STORIES)
    assert client.get("/en/practice/stories/").status_code == 200


@pytest.mark.parametrize("language", ["en", "pl"])
def test_a_posting_is_shown_with_its_words_the_stories_and_what_to_ask(
    client: FlaskClient, kept: Database, language: str
) -> None:
    add(kept)
    text = (POSTINGS / f"{language}_senior_new_business.md").read_text("utf-8")

    page = client.post(f"/{language}/practice/posting/", data={"text": text.replace("\n", "\r\n")}).text

    words = text_of(page)
    marks = page.count("<mark>")
    assert marks > 8
    assert "The school & the trial" in words
    assert f"/{language}/practice/stories/new?skill=leadership" in page
    assert {
        "en": "How many hours did the last week of the quarter take?",
        "pl": "Jaki to przedział i ile z niego",
    }[language] in words
    assert {"en": "€190,000", "pl": "Senior"}[language] in words


@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_posting_of_ours_is_shown_in_both_languages(client: FlaskClient, language: str) -> None:
    answers = [
        client.post(f"/{language}/practice/posting/", data={"text": path.read_text("utf-8")})
        for path in sorted(POSTINGS.glob("*_*.md"))
    ]

    assert [answer.status_code for answer in answers] == [200] * 16
    assert all("<mark>" in answer.text for answer in answers)


def test_nothing_of_a_posting_is_kept(client: FlaskClient, kept: Database) -> None:
    def dump() -> list[str]:
        with kept.read() as db:
            return list(db.connection.driver_connection.iterdump())  # type: ignore[union-attr]

    before = dump()
    client.post("/en/practice/posting/", data={"text": (POSTINGS / "en_vague.md").read_text("utf-8")})

    assert dump() == before


@pytest.mark.parametrize("text", ["", "too short", "x " * MOST_SIGNS, "bell \x07 " * 20])
def test_what_is_no_posting_comes_back_in_words(client: FlaskClient, text: str) -> None:
    answer = client.post("/en/practice/posting/", data={"text": text})

    assert answer.status_code == 422
    assert fields_of(answer)["text"] == text
    assert 'role="alert"' in answer.text


def test_tags_in_a_posting_are_text(client: FlaskClient) -> None:
    page = client.post("/en/practice/posting/", data={"text": "<script>negotiate</script> " * 20}).text

    assert "<script>negotiate" not in page
    assert "negotiate</mark>" in page
