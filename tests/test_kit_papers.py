"""The documents of a kit as files: each in its form, frozen by the kit's hash, and nothing secret for the candidate."""

import json
import re

import pytest
from pages import Reader, app_over, text_of

from hiring.kit import Kit, Wish, make_kit
from hiring.library import Library
from hiring.text import texts
from hiring.vocabulary import LANGUAGES, Language

CLIENT = app_over().test_client()
QUERY = "level=senior&motion=expansion&form=B&company=Northwind&contact=jobs@northwind.example"
DOCUMENTS = {"kit": "kit", "scorecard": "scorecard", "prep_sheet": "prep_sheet"}
TYPES = {"md": "text/markdown", "html": "text/html", "json": "application/json"}


@pytest.fixture(scope="module")
def kit(library: Library) -> Kit:
    return make_kit(Wish("senior", "expansion", form="B"), library)


def paper(path: str, lang: Language = "en") -> str:
    return CLIENT.get(f"/{lang}/kit/{path}?{QUERY}").text


def plain(text: str) -> str:
    """Return words alone: what escaping, quotes and line breaks cannot hide."""
    return "".join(sign for sign in text if sign.isalnum()).casefold()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_file_has_its_type_its_name_and_the_hash(
    document: str, form: str, lang: Language, kit: Kit
) -> None:
    answer = CLIENT.get(f"/{lang}/kit/{document}.{form}?{QUERY}")

    told = (answer.status_code, answer.mimetype, answer.headers["Content-Disposition"])
    name = f"{document}-senior-expansion-B-{kit.hash}-{lang}.{form}"
    assert told == (200, TYPES[form], f'attachment; filename="{name}"')
    assert (kit.hash in answer.text, "Northwind" in answer.text) == (True, True)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_json_holds_the_facts(document: str, kit: Kit) -> None:
    facts = json.loads(paper(f"{document}.json", "pl"))

    names = [stage["name"] for stage in facts["stages"]]
    head = {name: facts[name] for name in ("document", "language", "level", "motion", "company", "hash")}
    assert names == [each.stage.name.pl for each in kit.stages]
    assert head == {"document": document, "language": "pl", "level": "senior", "motion": "expansion",
                    "company": "Northwind", "hash": kit.hash}  # fmt: skip


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_html_file_has_the_hash_in_the_foot_of_every_sheet(document: str, kit: Kit) -> None:
    feet = re.findall("<tfoot>(.*?)</tfoot>", paper(f"{document}.html"), re.DOTALL)

    assert [text_of(foot).rpartition(" · ")[2] for foot in feet] == [f"Kit {kit.hash}"]


@pytest.mark.parametrize("document", ["scorecard", "prep_sheet"])
def test_a_page_and_its_html_file_say_the_same(document: str) -> None:
    body = (
        paper(f"{document}.html").partition("<tbody><tr><td>")[2].partition("</td></tr></tbody>\n<tfoot")[0]
    )

    assert len(text_of(body)) > 1000
    assert text_of(body) in text_of(paper(document))


def test_a_file_is_in_the_language_of_the_interview_on_a_page_of_another(kit: Kit) -> None:
    answer = CLIENT.get(f"/en/kit/kit.md?{QUERY}&language=pl")

    assert answer.headers["Content-Disposition"].endswith('-pl.md"')
    assert [plain(q.text.pl) in plain(answer.text) for each in kit.stages for q in each.questions] == [True] * sum(
        len(each.questions) for each in kit.stages
    )  # fmt: skip


def secrets(kit: Kit, lang: Language) -> set[str]:
    """Return every sentence of the kit's questions and of its exercises beyond the candidate's paper."""
    told = [text for each in kit.stages for question in each.questions for _, text in texts(question)]
    exercises = [each.exercise for each in kit.stages if each.exercise]
    open_parts = {"candidate", "name"}
    told += [text for each in exercises for path, text in texts(each) if path[0] not in open_parts]
    return {plain(text[lang]) for text in told if len(text[lang]) > 12}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["", ".md", ".html", ".json"])
def test_a_preparation_sheet_and_a_scorecard_hold_no_question(form: str, lang: Language, kit: Kit) -> None:
    hidden = secrets(kit, lang)

    sheet, card = (plain(text_of(paper(f"{name}{form}", lang))) for name in ("prep_sheet", "scorecard"))
    whole = plain(paper("kit.md", lang))

    assert [text for text in hidden if text in sheet or text in card] == []
    assert len([text for text in hidden if text in whole]) > 100
    assert ("jobsnorthwindexample" in sheet, "jobsnorthwindexample" in card) == (True, False)


def test_a_scorecard_has_every_anchor_of_each_stage(kit: Kit, library: Library) -> None:
    words = plain(text_of(paper("scorecard")))

    for skill in {skill for each in kit.stages for skill in each.skills}:
        stages = sum(skill in each.skills for each in kit.stages)
        anchors = [plain(str(text.en)) for _, text in library.anchors(skill, "senior")]
        assert (skill, [words.count(anchor) for anchor in anchors]) == (skill, [stages] * 5)


@pytest.mark.parametrize(
    "path",
    ["kit.xls", "kit.odt", "kit.", "kit.page", "kit.md.md", "kit.html%00", "kit", "scorecard.xls", "scorecard.exe",
     "scorecard/", "prep_sheet.yaml", "prep_sheet.jsonld", "panel.md", "panel/x", "rubric", "kit.j2", "../kit.md"],
)  # fmt: skip
def test_a_document_or_form_that_there_is_not_is_not_found(path: str) -> None:
    answer = CLIENT.get(f"/en/kit/{path}")

    assert (answer.status_code, "This page does not exist" in text_of(answer.text)) == (404, True)


@pytest.mark.parametrize("query", ["seed=3", "form=A", "form=B"])
def test_every_document_linked_on_the_page_of_a_kit_is_of_that_kit(query: str) -> None:
    def links(page: str) -> list[str]:
        ours = re.compile(r"/en/kit/(kit|scorecard|prep_sheet)\b(?!\.(pdf|docx))")
        return [link for link in Reader(page).values("a", "href") if ours.match(link)]

    page = CLIENT.get(f"/en/kit/?level=senior&{query}").text
    [frozen] = re.findall(r"<code>(\w{12})</code>", page)

    documents = [*links(page), *(each for link in links(page) for each in links(CLIENT.get(link).text))]
    assert len(documents) > 10
    assert [link for link in documents if frozen not in CLIENT.get(link).text] == []
