"""The button of the posting form that leads to the interview kit of the brief as typed."""

from urllib.parse import parse_qs, urlsplit

from pages import FILLED, app_over, fields_of, send, sent, text_of

CLIENT = app_over().test_client()
EMPTY_FORM = sent(fields_of(CLIENT.get("/en/posting")))
BRIEF = {"level": "senior", "motion": "expansion", "language": "pl", "stages": ["screen", "role_play"],
         "title": "Opiekun klienta & co.", "company": "Northwind <b>", "contact": "Jan Nowak, +48 600 000 000"}  # fmt: skip


def test_the_forms_button_leads_to_the_kit_of_the_brief() -> None:
    form = {**EMPTY_FORM, **FILLED, **BRIEF, "action": "kit"}

    answer = send(CLIENT, "/en/posting", form)

    named = {name: values if name == "stages" else values[0] for name, values in parse_qs(urlsplit(answer.location).query).items()}  # fmt: skip
    page = CLIENT.get(answer.location)
    assert (answer.status_code, urlsplit(answer.location).path, named) == (303, "/en/kit/", BRIEF)
    assert (page.status_code, f"{BRIEF['title']} · {BRIEF['company']}" in text_of(page.text)) == (200, True)
    assert {name: fields_of(page)[name] for name in ("level", "contact")} == {"level": "senior", "contact": BRIEF["contact"]}  # fmt: skip


def test_the_kit_of_an_untouched_form_names_the_stages_of_its_level_by_leaving_them_out() -> None:
    form = {**EMPTY_FORM, **FILLED, "action": "kit"}

    answer = send(CLIENT, "/en/posting", form)

    assert parse_qs(urlsplit(answer.location).query) == {
        "level": ["mid"],
        "motion": ["full_cycle"],
        "language": ["en"],
        "company": ["Northwind Instruments"],
    }


def test_a_brief_with_mistakes_shows_the_form_again_and_no_kit() -> None:
    form = {**EMPTY_FORM, **FILLED, "country": "Poland", "action": "kit"}

    answer = send(CLIENT, "/en/posting", form)

    assert (answer.status_code, fields_of(answer)["country"], 'id="pane-0"' in answer.text) == (
        422,
        "Poland",
        False,
    )
    assert "1 thing to mend" in text_of(answer.text)
