import json
import re
from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml
from pages import FILLED, Reader, app_over, fields_of, send, sent, text_of
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from hiring.brief import Brief
from hiring.brief_lint import lint_brief
from hiring.library import Library
from hiring.web.posting_marks import marked_posting, unused_signs

CLIENT = app_over().test_client()
EMPTY = sent(fields_of(CLIENT.get("/en/posting?level=junior&motion=new_business")))
WORDY = {
    "title": "Sales rockstar",
    "about": "A young  dynamic team.\n\nStay young. You are a native speaker.",
    "benefits": "\n- Fruit\n-\n* work with ninjas, and Ninjas again",
    "duties.1.text": "Sell as a salesman,  with another salesman",
}
MARK = re.compile(r'<mark class="(\w+)"><a href="#([\w-]+)">([^<]*)</a></mark>')


def filled(**changes: str) -> dict[str, Any]:
    """Return the form as a browser sends it, full of worn words; `__` stands for a dot."""
    return {**EMPTY, **FILLED, **WORDY, **{name.replace("__", "."): value for name, value in changes.items()}}


def press(data: dict[str, Any], lang: str = "en", **button: str) -> TestResponse:
    return send(CLIENT, f"/{lang}/posting", MultiDict({**data, **button}))


def look(data: dict[str, Any], lang: str = "en") -> TestResponse:
    return send(CLIENT, f"/{lang}/posting/findings", MultiDict(data))


def card(page: str, words: str, earlier: int = 0) -> str:
    """Return the id of a card that quotes some words, the first or one with so many like it before."""
    cards = re.findall(r'id="(c-\w+)"(.*?)</li>', page, re.DOTALL)
    return [str(name) for name, text in cards if f">{words}</q>" in text][earlier]


def carried(answer: TestResponse) -> dict[str, Any]:
    text = fields_of(answer)["carried"]
    return json.loads(text) if text else {}


@cache
def shown() -> str:
    return press(filled(), action="preview").text


def test_the_posting_marks_the_words_of_each_field_and_links_them_to_their_cards() -> None:
    page = shown()

    marks = MARK.findall(page)
    words = [each[2] for each in marks]
    ids = set(Reader(page).values("li", "id"))
    assert words[:6] == ["rockstar", "young", "dynamic", "young", "native speaker", "salesman"]
    assert {each[1] for each in marks} <= ids
    assert dict(zip(words, (each[0] for each in marks), strict=True))["native speaker"] == "error"


def test_cards_come_in_the_order_of_the_words_and_what_is_missing_comes_last() -> None:
    page = shown()

    rules = re.findall(r"<h3>.*?<code>([\w-]+)</code>", page)
    assert rules[:2] == ["BRO", "AGE-YOUNG"]
    assert rules.index("JP-REC") > rules.index("SEX-NOUN")


def test_a_card_tells_weight_name_words_reason_mending_source_and_field() -> None:
    page = shown()
    text = text_of(page[page.index(f'id="{card(page, "native speaker")}"') :])

    for words in ("mend it", "Origin instead of a language level", "ORIG-NATIVE", "To mend it:", "Source:", "(2002)",
                  "Check with counsel whether it applies to you.", "in: About us"):  # fmt: skip
        assert words in text[:900]


def test_the_list_is_told_by_weight_in_one_sentence_and_has_no_grade() -> None:
    text = text_of(press(filled(), "pl", action="preview").text)

    assert re.search(r"\d+ rzecz\w* do poprawy, \d+ rzecz\w* do sprawdzenia, \d+ uwag\w*\.", text)
    assert "lista do namysłu, nie ocena" in text


def test_every_field_that_a_card_leads_to_is_on_the_page() -> None:
    page = Reader(shown())

    ids = {found["id"] for _, found in page.tags if "id" in found}
    assert {link[1:] for link in page.values("a", "href") if link.startswith("#")} - ids == set()


HOSTILE = ["<script>alert(1)</script>", "](javascript:alert(1))", '"><b>', "**x** &amp;", "\ue000\ue0011\ue002",
           "{{ 7*7 }}"]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_hostile_words_around_a_mark_stay_words(hostile: str) -> None:
    page = press(filled(about=f"{hostile} young {hostile} ninja"), action="preview").text

    section = page[page.index("About us</h2>") :].partition("<h2>")[0]
    assert {"young", "ninja"} <= {found[2] for found in MARK.findall(section)}
    assert {tag for tag, _ in Reader(section).tags} == {"p", "mark", "a"}
    assert text_of(MARK.sub(r"\3", section)) == f"About us {hostile} young {hostile} ninja"


def test_marks_that_overlap_are_not_nested_and_the_narrowest_is_the_one_linked() -> None:
    signs = unused_signs("abcdef\ue000")
    assert signs is not None

    marked = signs.around("abcdef", [((0, 6), 0), ((2, 4), 1)])

    plain = marked.translate({ord(signs.begin): "[", ord(signs.middle): ":", ord(signs.end): "]"})
    assert (plain, signs.begin) == ("[0:ab][1:cd][0:ef]", "\ue003")


def test_an_address_that_is_a_link_gets_no_second_one() -> None:
    brief = Brief.model_validate(
        {**FILLED, "level": "mid", "motion": "expansion", "apply": "https://x.org/ninja"}
    )
    library = Library()
    found = lint_brief(brief.model_copy(update={"apply": "a ninja"}), library, date(2026, 11, 22))
    one = next(each for each in found if each.field == "apply")

    assert "<mark" not in marked_posting(brief, {"c-1": one}, library)


@pytest.mark.parametrize(
    ("words", "field", "after"),
    [
        ("rockstar", "title", "Sales professional"),
        ("native speaker", "about", "A young  dynamic team.\n\nStay young. You are a fluent speaker."),
        ("Ninjas", "benefits", "\n- Fruit\n-\n* work with ninjas, and Professionals again"),
        ("salesman", "duties.1.text", "Sell as a salesperson,  with another salesman"),
    ],
)
def test_better_words_take_the_place_of_these_words_in_this_field_alone(
    words: str, field: str, after: str
) -> None:
    data = filled(contact="  typed as it is ")
    before = press(data, action="preview")

    answer = press(data, mend=card(before.text, words), shown="1")

    typed, mended = ({k: v for k, v in fields_of(page).items() if k in data} for page in (before, answer))
    assert mended == {**typed, field: after}


def test_of_two_words_alike_the_one_that_the_card_is_about_is_mended() -> None:
    answer = press(filled(), mend=card(shown(), "salesman", earlier=1))

    assert fields_of(answer)["duties.1.text"] == "Sell as a salesman,  with another salesperson"


def test_a_card_that_is_gone_changes_nothing_and_says_so() -> None:
    answer = press(filled(), mend="c-000000000000", shown="1")

    assert "These words have changed meanwhile" in text_of(answer.text)
    assert {name: fields_of(answer)[name] for name in WORDY} == WORDY


def test_a_card_without_better_words_has_no_button_for_them() -> None:
    page = shown()
    offered = set(re.findall(r'name="mend" value="(c-\w+)"', page))

    assert (card(page, "young") in offered, card(page, "rockstar") in offered) == (False, True)
    assert fields_of(press(filled(), mend=card(page, "young"), shown="1"))["about"] == WORDY["about"]


def waive(words: str, reason: str) -> TestResponse:
    name = card(shown(), words)
    return press(filled(), **{"waive": name, f"reason.{name}": reason, "shown": "1"})


def test_a_waived_finding_stands_below_with_its_reason_and_goes_into_the_brief() -> None:
    answer = waive("native speaker", " We\nteach <b>it</b> ")

    folded = answer.text.partition('class="waived"')[2]
    kept = {"rule": "ORIG-NATIVE", "words": "native speaker", "reason": "We teach <b>it</b>"}
    assert carried(answer) == {"waivers": [kept]}
    assert "native speaker" in folded
    assert "We teach &lt;b&gt;it&lt;/b&gt;" in folded
    assert "native speaker" not in [each[2] for each in MARK.findall(answer.text)]
    saved = press({**filled(), "carried": fields_of(answer)["carried"]}, action="yaml").text
    assert yaml.safe_load(saved)["waivers"] == [kept]


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 201, "a\x1bb"], ids=ascii)
def test_no_reason_waives_nothing_and_comes_back_beside_its_card(reason: str) -> None:
    answer = waive("native speaker", reason)

    assert carried(answer) == {}
    assert "Give a reason of at most 200 characters." in answer.text.partition('class="waiving"')[2]
    assert '" aria-invalid="true' in answer.text


def test_a_waiver_is_taken_back_and_the_others_stay() -> None:
    waivers = [
        {"rule": "ORIG-NATIVE", "reason": "a"},
        {"rule": "BRO", "reason": "b"},
        {"rule": "LEN-LONG", "reason": "c"},
    ]
    data = filled(carried=json.dumps({"readiness": {"a": "b"}, "waivers": waivers}))

    answer = press(data, take_back="0", shown="1")

    assert carried(answer) == {"readiness": {"a": "b"}, "waivers": waivers[1:]}
    assert 'name="take_back" value="2"' in look(data).text.partition('class="waived"')[0]  # it meets nothing
    assert carried(press(data, take_back="9")) == json.loads(data["carried"])


def test_a_brief_keeps_so_many_waivers_and_no_more() -> None:
    full = json.dumps(
        {"waivers": [{"rule": "LEN-LONG", "words": str(row), "reason": "c"} for row in range(40)]}
    )
    name = card(shown(), "native speaker")

    answer = press(filled(carried=full), **{"waive": name, f"reason.{name}": "why"})

    assert (len(carried(answer)["waivers"]), "at most 40 waivers" in answer.text) == (40, True)


def test_the_list_comes_while_the_form_is_not_yet_whole() -> None:
    answer = look({**EMPTY, **WORDY, "deadline": "soon", "travel": "lots"})

    text = text_of(answer.text)
    assert (answer.status_code, "rockstar" in text, "Fields that are still empty or wrong" in text) == (
        200,
        True,
        True,
    )
    assert "hiringOrganization" not in text
    assert "Pay rules" not in text
    assert 'id="findings-count" hx-swap-oob="innerHTML"' in answer.text


@pytest.mark.parametrize("junk", ["", "\0", "9" * 300, "\ue000"], ids=ascii)
def test_any_words_in_every_field_give_a_list_and_no_mistake_of_ours(junk: str) -> None:
    assert look(dict.fromkeys([*EMPTY, "carried", "made_for"], junk)).status_code == 200
    assert look({**filled(), "carried": junk, "level": junk, "waivers": junk}).status_code == 200


def test_what_is_typed_as_a_reason_stays_when_the_list_is_renewed() -> None:
    name = card(look(filled()).text, "native speaker")

    page = look({**filled(), f"reason.{name}": "we teach"}).text

    assert re.search(rf'id="w-{name}" open>.*?\nwe teach</textarea>', page, re.DOTALL)


def test_the_list_works_in_polish_for_a_polish_posting() -> None:
    words = {
        "language": "pl",
        "made_for": "junior|new_business|pl",
        "title": "Rekin sprzedaży",
        "country": "PL",
    }
    text = text_of(look({**filled(), **words, "about": "Tworzymy młody, dynamiczny zespół."}, "pl").text)

    for part in (
        "Słowa z walki i od superbohaterów",
        "Wiek zamiast poziomu",
        "Przepisy o wynagrodzeniach: Polska",
    ):
        assert part in text


def test_a_form_with_very_many_findings_gets_so_many_cards_and_the_whole_count() -> None:
    page = look(filled(about="ninja " * 100, summary="young " * 100)).text

    more = re.search(r"(\d+) more are counted and not shown", page)
    told = [int(number) for number in re.findall(r"(\d+) (?:thing|note)", page.partition("</strong>")[0])]
    assert more is not None
    assert (page.count('class="finding '), sum(told)) == (60, 60 + int(more[1]))


def test_the_reasons_of_the_readiness_check_stand_in_its_card() -> None:
    readiness = Library().readiness
    advised = [
        max(each.options, key=lambda o: (o.verdict == "senior") * o.points) for each in readiness.questions
    ]
    answers = {question.id: option.id for question, option in zip(readiness.questions, advised, strict=True)}
    reason = next(option.reason.en for option in advised if option.verdict == "senior")

    text = text_of(press(filled(carried=json.dumps({"readiness": answers})), action="preview").text)

    assert "The readiness check advises another hire" in text
    assert str(reason) in text
