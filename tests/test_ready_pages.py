import json

import pytest
from pages import Reader, app_over, fields_of, send, text_of
from werkzeug.datastructures import MultiDict

from hiring.library import Library
from hiring.readiness import advise
from hiring.vocabulary import Language

CLIENT = app_over().test_client()


def answers(library: Library, choice: int) -> dict[str, str]:
    questions = library.readiness.questions
    return {
        question.id: question.options[min(choice, len(question.options) - 1)].id for question in questions
    }


@pytest.mark.parametrize("lang", ["en", "pl"])
@pytest.mark.parametrize("choice", [0, 1, 2, 3])
def test_the_answer_is_the_cores_advice_in_words(choice: int, lang: Language, library: Library) -> None:
    chosen = answers(library, choice)
    advice = advise(library.readiness, chosen)

    page = text_of(send(CLIENT, f"/{lang}/ready", chosen).text)

    reasons = [" ".join(option.reason[lang].split()) for option in (*advice.reasons, *advice.against)]
    assert [reason for reason in reasons if reason not in page] == []
    assert f"{advice.verdict.name[lang]} {advice.verdict.meaning[lang]}" in page


def test_an_answer_left_out_is_asked_for_and_the_others_are_kept(library: Library) -> None:
    chosen = answers(library, 1)
    missing = chosen.popitem()[0]

    answer = send(CLIENT, "/en/ready", chosen)

    page = Reader(answer.text)
    links = [link for link in page.values("a", "href") if link.startswith("#q-")]
    first = library.readiness.questions[-1].options[0].id
    assert (answer.status_code, links, page.fields) == (422, [f"#q-{missing}-{first}"], MultiDict(chosen))


def test_nothing_answered_gives_one_link_a_question_to_an_existing_place() -> None:
    page = Reader(send(CLIENT, "/pl/ready", {}).text)

    links = {link[1:] for link in page.values("a", "href") if link.startswith("#q-")}
    assert (len(links), links - set(page.values("input", "id"))) == (6, set())


@pytest.mark.parametrize(
    "hostile", ["no_option", "{{ 7*7 }}", "<script>alert(1)</script>", "\0", "x" * 100_000]
)
def test_an_unknown_option_is_refused_beside_its_question(hostile: str, library: Library) -> None:
    chosen = answers(library, 1)
    first = next(iter(chosen))

    answer = send(CLIENT, "/en/ready", {**chosen, first: hostile})

    page = Reader(answer.text)
    assert (answer.status_code, first in page.fields, hostile in answer.text) == (422, False, False)
    assert text_of(answer.text).count("Please choose an answer here") == 1


def test_fields_that_are_no_question_change_nothing(library: Library) -> None:
    chosen = answers(library, 1)

    forged = send(CLIENT, "/en/ready", {**chosen, "verdict": "senior", "<b>": "x"})

    assert forged.text == send(CLIENT, "/en/ready", chosen).text


@pytest.mark.parametrize("lang", ["en", "pl"])
def test_the_language_switch_keeps_what_was_chosen_and_asks_for_nothing(lang: str, library: Library) -> None:
    chosen = answers(library, 2)
    chosen.popitem()

    answer = send(CLIENT, f"/{lang}/ready", {**chosen, "action": "stay"})

    assert (answer.status_code, fields_of(answer)) == (200, MultiDict(chosen))


def test_the_advice_can_be_read_in_the_other_language(library: Library) -> None:
    chosen = answers(library, 1)
    advice = send(CLIENT, "/en/ready", chosen)
    switch = [
        found for tag, found in Reader(advice.text).tags if tag == "button" and found.get("lang") == "pl"
    ]

    polish = send(CLIENT, switch[0]["formaction"], fields_of(advice))

    assert polish.text == send(CLIENT, "/pl/ready", chosen).text


def test_the_advice_leads_to_a_posting_with_its_level_motion_and_answers(library: Library) -> None:
    chosen = answers(library, 3)
    advice = advise(library.readiness, chosen)

    links = Reader(send(CLIENT, "/en/ready", chosen).text).values("a", "href")
    page = fields_of(CLIENT.get(next(link for link in links if "/posting?" in link)))

    level = "senior" if advice.verdict.id == "senior" else "mid"
    assert (page["level"], page["motion"]) == (level, advice.motion)
    assert json.loads(page["carried"]) == {"readiness": chosen}


@pytest.mark.parametrize("wrong", ["", "x", "....", "none_yet", ".".join(["none_yet"] * 6), "<b>" * 99])
def test_an_address_with_other_answers_opens_the_form_without_them(wrong: str) -> None:
    page = CLIENT.get("/en/posting", query_string={"level": "mid", "readiness": wrong})

    assert (page.status_code, fields_of(page)["carried"]) == (200, "")
