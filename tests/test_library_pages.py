import json
import re

import pytest
from pages import Reader, app_over, text_of

from hiring.library import Library
from hiring.skill_model import of_motion
from hiring.vocabulary import LEVELS, MOTIONS, Language, Level, Motion

CLIENT = app_over().test_client()


def hits(lang: Language, words: str) -> list[str]:
    page = Reader(CLIENT.get(f"/{lang}/library/", query_string={"q": words}).text)
    return [link for link in page.values("a", "href") if re.search("/(skills|levels)/|/role$", link)]


@pytest.mark.parametrize(
    "address",
    [
        "/en/library/levels/chief",
        "/en/library/levels/mid.yaml",
        "/en/library/skills/nothing",
        "/en/library/skills/..%2Fscale",
        "/en/library/skills/%00",
        "/en/library/skills/account_growth%20",
        "/en/library/rubrics/chief",
        "/en/library/rubrics/mid.exe",
        "/en/library/rubrics/mid.page",
        "/en/library/rubrics/mid.md.md",
        "/en/library/changes.xls",
        "/en/library/role.md",
    ],
)
def test_what_the_library_does_not_hold_is_not_found(address: str) -> None:
    answer = CLIENT.get(address)

    assert (answer.status_code, "This page does not exist" in text_of(answer.text)) == (404, True)


@pytest.mark.parametrize("motion", MOTIONS)
@pytest.mark.parametrize("level", LEVELS)
def test_a_level_shows_its_own_duties_for_a_motion(level: Level, motion: Motion, library: Library) -> None:
    model = library.skill_model(level)
    for lang in ("en", "pl"):
        page = text_of(CLIENT.get(f"/{lang}/library/levels/{level}?motion={motion}").text)

        shown = [line.id for line in model.duties if " ".join(line.text[lang].split()) in page]
        assert shown == [line.id for line in of_motion(model.duties, motion)]


def test_a_level_leads_to_the_posting_of_that_level_and_motion() -> None:
    page = Reader(CLIENT.get("/en/library/levels/senior?motion=expansion").text)

    assert "/en/posting?level=senior&motion=expansion" in set(page.values("a", "href"))


@pytest.mark.parametrize("motion", ["", "nonsense", "<script>"])
def test_an_unknown_motion_is_the_usual_one(motion: str) -> None:
    page = Reader(CLIENT.get("/en/library/levels/mid", query_string={"motion": motion}).text)

    chosen = [found["href"] for _, found in page.tags if found.get("aria-current") == "page"]
    assert chosen == ["/en/library/", *["/en/library/levels/mid?motion=full_cycle"] * 2]


@pytest.mark.parametrize("level", LEVELS)
def test_a_skill_shows_the_five_anchors_that_a_level_sees(level: Level, library: Library) -> None:
    page = text_of(CLIENT.get(f"/pl/library/skills/negotiation?level={level}").text)

    rungs = [" ".join(rung.pl.split()) for rung in library.rubric("negotiation").rungs]
    seen = [" ".join(text.pl.split()) for _, text in library.anchors("negotiation", level)]
    assert [rung for rung in rungs if rung in page] == seen


def test_a_skill_offers_the_levels_that_assess_it_and_no_other() -> None:
    page = Reader(CLIENT.get("/en/library/skills/leadership?level=junior").text)

    offered = [
        found["href"] for _, found in page.tags if "/skills/" in found.get("href", "") and "lang" not in found
    ]
    assert offered == ["/en/library/skills/leadership?level=senior"]


@pytest.mark.parametrize(
    ("words", "skill"),
    [
        ("negotiation", "negotiation"),
        ("NEGOTIATIONS", "negotiation"),
        ("negocjacje", "negotiation"),
        ("negocjacji", "negotiation"),
        ("badanie potrzeb", "discovery"),
        ("badania potrzeb", "discovery"),
        ("komunikacją", "communication"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "pl"])
def test_search_finds_a_skill_by_words_of_either_language(lang: Language, words: str, skill: str) -> None:
    assert f"/{lang}/library/skills/{skill}" in hits(lang, words)


def test_accents_make_no_difference_to_a_search() -> None:
    assert hits("pl", "współpraca") == hits("pl", "wspolpraca") != []


@pytest.mark.parametrize(
    "words", ["zzzz", "negotiation zzzz", "{{ 7*7 }}", "<script>alert(1)</script>", "\0", "_"]
)
def test_a_search_without_hits_says_so_and_keeps_the_words(words: str) -> None:
    answer = CLIENT.get("/en/library/", query_string={"q": words})

    page = Reader(answer.text)
    assert (page.fields["q"], "script" in dict(page.tags)) == (words.strip(), False)
    assert "0 places found" in text_of(answer.text)


def test_a_search_of_endless_length_is_cut() -> None:
    page = Reader(CLIENT.get("/en/library/", query_string={"q": "x" * 60_000}).text)

    assert page.fields["q"] == "x" * 200


DOCUMENTS = [
    ("rubrics/senior", "rubric-senior", "Rubrics: senior Account Executive"),
    ("changes", "delta-full_cycle-junior-senior", "What changes between levels"),
]


@pytest.mark.parametrize(("path", "name", "title"), DOCUMENTS)
@pytest.mark.parametrize(
    ("form", "media_type"), [("md", "text/markdown"), ("html", "text/html"), ("json", "application/json")]
)
def test_a_document_page_has_its_twins(path: str, name: str, title: str, form: str, media_type: str) -> None:
    answer = CLIENT.get(f"/en/library/{path}.{form}")

    told = (answer.mimetype, answer.headers["Content-Disposition"])
    assert told == (media_type, f'attachment; filename="{name}-en.{form}"')
    assert title in answer.text or form == "json"


@pytest.mark.parametrize(("path", "name", "title"), DOCUMENTS)
def test_a_page_and_its_html_twin_say_the_same(path: str, name: str, title: str) -> None:
    shown = text_of(CLIENT.get(f"/en/library/{path}").text)
    twin = text_of(CLIENT.get(f"/en/library/{path}.html").text.partition("<body ")[2].partition(">")[2])

    assert (twin in shown, title in twin, bool(name)) == (True, True, True)


def test_the_json_twin_holds_the_facts_of_the_page(library: Library) -> None:
    facts = json.loads(CLIENT.get("/pl/library/rubrics/junior.json").text)

    assert (facts["document"], facts["language"]) == ("rubric", "pl")
    assert library.rubric("coachability").name.pl in json.dumps(facts, ensure_ascii=False)


def test_the_changes_between_two_levels_leave_the_third_out() -> None:
    page = text_of(CLIENT.get("/en/library/changes.md?from=junior&to=mid").text)

    assert ("Junior Account Executive → Account Executive" in page, "Senior Account Executive #" in page) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    "query", ["from=senior&to=junior", "from=x&to=y", "from=mid&to=mid", "motion=x&from=%00"]
)
def test_levels_that_cannot_be_compared_give_the_usual_comparison(query: str) -> None:
    assert CLIENT.get(f"/en/library/changes?{query}").status_code == 200
