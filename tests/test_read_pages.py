"""The page that reads an old posting: nothing kept, typed text is text, and a brief begins from it."""

import pytest
from pages import Reader, app_over, send, text_of

from hiring.library import Library
from hiring.vocabulary import Language

CLIENT = app_over().test_client()
POSTING = """Account Executive
Northwind sp. z o.o., Leeds

What you will do
- Win new clients by prospecting
- Negotiate contracts with <b>procurement</b>

What you need
- 3 years of sales experience
- You are a rockstar

Apply: jobs@northwind.example
"""


def shown(text: str = POSTING, lang: str = "en", **more: str) -> str:
    return send(CLIENT, f"/{lang}/read", {"text": text, **more}).text


@pytest.mark.parametrize("lang", ["en", "pl"])
def test_the_page_asks_for_a_posting_and_the_first_page_and_the_form_lead_to_it(lang: str) -> None:
    page = Reader(CLIENT.get(f"/{lang}/read").text)

    assert f"/{lang}/read" in page.values("form", "action")
    for address in (f"/{lang}/", f"/{lang}/posting"):
        assert f"/{lang}/read" in Reader(CLIENT.get(address).text).values("a", "href")


def test_what_was_read_stands_with_its_words_and_typed_tags_are_text() -> None:
    page = shown()

    assert "<mark >Negotiate</mark>" in page or "<mark>Negotiate</mark>" in page
    assert '<mark class="mend">rockstar</mark>' in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


@pytest.mark.parametrize("lang", ["en", "pl"])
def test_findings_give_reason_mending_and_source_in_the_readers_language(
    lang: Language, library: Library
) -> None:
    rule = next(rule for rule in library.posting_wording.rules if rule.id == "BRO")
    source = next(each for each in library.posting_wording.sources if each.id == rule.source)

    page = text_of(shown(lang=lang))

    for words in (rule.why, rule.mend, source.name):
        assert " ".join(words[lang].split()) in page


def test_gaps_are_told_in_the_words_of_the_model(library: Library) -> None:
    page = text_of(shown())

    lines = [line for line in library.skill_model("mid").requirements if "problem_solving" in line.skills]
    assert any(" ".join(line.text["en"].split()) in page for line in lines)


def test_a_brief_begun_from_it_fills_the_posting_form_and_leaves_the_rest_open() -> None:
    page = Reader(shown(action="start"))

    fields = {
        name: page.fields.get(name) for name in ("level", "motion", "title", "company", "apply", "place")
    }
    assert fields == {
        "level": "mid",
        "motion": "new_business",
        "title": "Account Executive",
        "company": "Northwind sp. z o.o.",
        "apply": "jobs@northwind.example",
        "place": "",
    }
    assert "Win new clients by prospecting" in page.fields.values()


@pytest.mark.parametrize("text", ["", "too short", "a b " * 30_000, "a b c d e \x00 f"])
def test_what_cannot_be_read_comes_back_with_the_reason(text: str) -> None:
    answer = send(CLIENT, "/en/read", {"text": text})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_page_of_html_is_read_up_to_a_megabyte() -> None:
    page = f"<html><body><script>{'x' * 900_000}</script><p>{POSTING.replace('<b>', '')}</p></body></html>"

    assert send(CLIENT, "/en/read", {"text": page}).status_code == 200
    assert send(CLIENT, "/en/read", {"text": page + "y" * 200_000}).status_code == 413


def test_the_other_language_keeps_the_text() -> None:
    page = Reader(shown(action="stay", lang="pl"))

    assert page.fields["text"].strip() == POSTING.strip()
