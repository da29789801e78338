import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import FILLED, SAME_ORIGIN, Reader, app_over, fields_of, send, sent, text_of
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from hiring import yaml_file, yaml_reader
from hiring.brief import Brief
from hiring.findings import Finding
from hiring.formats import posting_text
from hiring.library import Library, shipped
from hiring.posting import check_brief, make_posting, read_brief
from hiring.web.forms import NUMBERS, TEXTS, form_of_brief
from hiring.web.postings import fitted_form
from hiring.web.rows import MOST_ROWS, SECTIONS

ROOT = Path(__file__).parent.parent
APP = app_over()
CLIENT = APP.test_client()
EMPTY_FORM = sent(fields_of(CLIENT.get("/en/posting")))
CHOICES = {
    "level",
    "motion",
    "language",
    "remote",
    "contract",
    "hours",
    "pay.period",
    "pay.tax",
    "pay.variable_kind",
    "pay_information",
}
TYPED = {*TEXTS, *NUMBERS, "benefits", "remote_from"} - CHOICES
LONG = "x" * 401


def filled(**changes: str) -> dict[str, Any]:
    """Return the form as a browser sends it, filled, with changes; `__` stands for a dot in a field's name."""
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return {**EMPTY_FORM, **FILLED, **named}


def ask(action: str, data: Mapping[str, str] | MultiDict[str, str], lang: str = "en") -> TestResponse:
    form = MultiDict(data)
    form["action"] = action
    return send(CLIENT, f"/{lang}/posting", form)


def duties_of(data: Mapping[str, str]) -> list[str]:
    return [line["text"] for line in json.loads(ask("json", data).text)["posting"]["duties"]]


# The same mistakes give the same findings in a form and in a file.


def findings_of_form(data: dict[str, str]) -> list[Finding]:
    with APP.test_request_context("/en/posting", method="POST", data=data, headers=SAME_ORIGIN):
        APP.preprocess_request()
        form = fitted_form()
        return read_brief(form.sheet(Library().skill_model("mid")), Library())[1]


def findings_of_file(brief: dict[str, Any], library: Library) -> list[Finding]:
    sheet = yaml_reader.parse(yaml.safe_dump(brief, allow_unicode=True, sort_keys=False), "brief.yaml")
    return read_brief(sheet, library)[1]


def alike(findings: list[Finding]) -> list[tuple[str, str, str, str]]:
    return sorted((f.place.path, f.rule, str(f.message), str(f.suggestion)) for f in findings)


PAID = {"currency": "GBP", "period": "year"}
PAID_FORM = {"pay.currency": "GBP", "pay.period": "year"}
MISTAKES: list[tuple[dict[str, str], dict[str, Any], str]] = [
    ({"company": ""}, {"company": None}, "company"),
    ({"country": ""}, {"country": None}, "country"),
    ({"apply": " "}, {"apply": None}, "apply"),
    ({"place": ""}, {"place": None}, "place"),
    ({"country": "Poland"}, {"country": "Poland"}, "country"),
    ({"country": "²"}, {"country": "²"}, "country"),
    ({"level": "chief"}, {"level": "chief"}, "level"),
    ({"motion": "none"}, {"motion": "none"}, "motion"),
    ({"language": "de"}, {"language": "de"}, "language"),
    ({"remote": "often"}, {"remote": "often"}, "remote"),
    ({"contract": "b2c"}, {"contract": "b2c"}, "contract"),
    ({"travel": "lots"}, {"travel": "lots"}, "travel"),
    ({"travel": "101"}, {"travel": 101}, "travel"),
    ({"travel": "-1"}, {"travel": -1}, "travel"),
    ({"travel": "12,5"}, {"travel": 12.5}, "travel"),
    ({"travel": "²"}, {"travel": "²"}, "travel"),
    ({"travel": "9" * 40}, {"travel": "9" * 40}, "travel"),
    ({"title": "x" * 201}, {"title": "x" * 201}, "title"),
    ({"about": "x" * 4001}, {"about": "x" * 4001}, "about"),
    ({"deadline": "31.01.2027"}, {"deadline": "31.01.2027"}, "deadline"),
    ({"deadline": "2027-02-30"}, {"deadline": "2027-02-30"}, "deadline"),
    ({"benefits": f"leave\n{LONG}"}, {"benefits": ["leave", LONG]}, "benefits"),
    ({"benefits": "a\n" * 21}, {"benefits": ["a"] * 21}, "benefits"),
    ({"remote_from": "PL, Germany"}, {"remote_from": ["PL", "GERMANY"]}, "remote_from"),
    ({"jurisdictions": "Mars"}, {"jurisdictions": ["Mars"]}, "jurisdictions"),
    (
        {"pay.plan": "x"},
        {"pay": {"period": "month", "variable_kind": "commission", "plan": "x"}},
        "pay.currency",
    ),
    (
        {**PAID_FORM, "pay.currency": "pounds", "pay.ote.min": "1", "pay.ote.max": "2"},
        {"pay": {**PAID, "currency": "pounds", "ote": {"min": 1, "max": 2}}},
        "pay.currency",
    ),
    (
        {**PAID_FORM, "pay.base.min": "90", "pay.base.max": "10,5"},
        {"pay": {**PAID, "base": {"min": 90, "max": 10.5}}},
        "pay.base",
    ),
    ({**PAID_FORM, "pay.base.min": "90"}, {"pay": {**PAID, "base": {"min": 90}}}, "pay.base.max"),
    (
        {**PAID_FORM, "pay.base.min": "0", "pay.base.max": "a lot"},
        {"pay": {**PAID, "base": {"min": 0, "max": "a lot"}}},
        "pay.base.max",
    ),
    (
        {**PAID_FORM, "pay.base.min": "1", "pay.base.max": "9" * 12},
        {"pay": {**PAID, "base": {"min": 1, "max": int("9" * 12)}}},
        "pay.base.max",
    ),
]


def without_blanks(brief: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in brief.items() if value is not None}


@pytest.mark.parametrize(("form", "brief", "field"), MISTAKES, ids=lambda part: str(part)[:40])
def test_a_form_and_a_file_with_the_same_mistake_give_the_same_findings(
    form: dict[str, str], brief: dict[str, Any], field: str, library: Library
) -> None:
    base = {"level": "mid", "motion": "full_cycle", "language": "en", **FILLED}

    found = alike(findings_of_form({**filled(), **form}))

    assert found == alike(findings_of_file(without_blanks({**base, **brief}), library)) != []
    assert field in {path.partition(".")[0] if field in {"benefits", "remote_from", "jurisdictions"} else path
                     or "place" for path, *_ in found}  # fmt: skip


LINE_MISTAKES: list[tuple[dict[str, str], list[dict[str, str]]]] = [
    ({"duties.0.text": LONG}, [{"text": LONG}]),
    ({"duties.0.text": LONG, "duties.0.use": "negotiate"}, [{"use": "negotiate", "text": LONG}]),
    ({"duties.0.text": "words", "duties.0.use": "no_line"}, [{"use": "no_line", "text": "words"}]),
    ({"duties.0.text": "words", "duties.0.use": "No Id"}, [{"use": "No Id", "text": "words"}]),
    ({f"duties.{n}.text": f"line {n}" for n in range(8)}, [{"text": f"line {n}"} for n in range(8)]),
]


@pytest.mark.parametrize(("rows", "lines"), LINE_MISTAKES, ids=lambda part: str(part)[:50])
def test_lines_are_checked_alike_too(
    rows: dict[str, str], lines: list[dict[str, str]], library: Library
) -> None:
    form = {name: value for name, value in filled().items() if not name.startswith("duties.")}
    base = {"level": "mid", "motion": "full_cycle", "language": "en", **FILLED}
    ticks = {name.replace(".text", ".keep"): "on" for name in rows if name.endswith(".text")}

    found = alike(findings_of_form({**form, **ticks, **rows}))

    assert found == alike(findings_of_file({**base, "duties": lines}, library)) != []


def test_a_mistake_in_a_line_names_the_row_that_holds_it_though_rows_before_are_dropped() -> None:
    data = filled(duties__4__text=LONG)
    del data["duties.0.keep"], data["duties.2.keep"]

    assert [finding.place.path for finding in findings_of_form(data)] == ["duties.4.text"]


@pytest.mark.parametrize(("form", "brief", "field"), MISTAKES, ids=lambda part: str(part)[:40])
def test_a_mistake_stands_in_the_summary_with_a_link_and_beside_its_field(
    form: dict[str, str], brief: dict[str, Any], field: str
) -> None:
    answer = ask("preview", {**filled(), **form}, "pl")

    page = Reader(answer.text)
    ids = {found["id"]: tag for tag, found in page.tags if "id" in found}
    links = {link[1:] for link in page.values("a", "href") if link.startswith("#f-")}
    assert (answer.status_code, f"f-{field}" in links, links - set(ids), bool(brief)) == (
        422,
        True,
        set(),
        True,
    )
    assert {f"{link}-mistake" for link in links} <= set(ids)


def test_every_field_with_a_mistake_is_marked_and_points_at_its_words() -> None:
    page = Reader(ask("preview", filled(company="", travel="lots", duties__3__text=LONG)).text)

    marked = {
        found["name"]: found["aria-describedby"].split()[-1]
        for _, found in page.tags
        if "aria-invalid" in found
    }
    assert marked == {
        "company": "f-company-mistake",
        "travel": "f-travel-mistake",
        "duties.3.text": "f-duties.3-mistake",
    }


# Nothing that was typed is ever lost.

AWKWARD = ["</textarea><script>alert(1)</script>", "\n\nleading lines", "trailing  \n", '"quotes" & \'more\'', "🦊‍🔥",
           "a\u202eb\u200f", "&lt;b&gt;&amp;amp;", "{{ 7*7 }}{% raw %}", "\tTab", "\u00a0", "²", "-->]]>", "\ufeffx"]  # fmt: skip
WORD = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60).map("a{}".format)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1, max_size=60)


def came_back(answer: TestResponse, data: Mapping[str, Any]) -> dict[str, Any]:
    fields = sent(fields_of(answer))
    return {name: fields.get(name, "gone") for name in data}


def ways(data: dict[str, str]) -> Iterator[tuple[str, TestResponse]]:
    """Yield what comes back on every way that leads to the form again."""
    yield "422", ask("preview", {**data, "apply": ""})
    yield "preview", ask("preview", data)
    yield "load", ask("load", {**data, "level": "senior"})
    yield "switch", ask("stay", data, "pl")
    yield "brief refused", ask("open", {**data, "brief": "level: ["})
    yield "move", send(CLIENT, "/en/posting", {**data, "move": "requirements.1.up"})


@pytest.mark.parametrize("awkward", AWKWARD)
def test_awkward_texts_come_back_exactly_from_every_field(awkward: str) -> None:
    typed = dict.fromkeys(TYPED, awkward)

    for way, answer in ways({**filled(), **typed, "apply": "x"}):
        sent = {name: value for name, value in typed.items() if name != "apply"}
        assert (way, came_back(answer, sent)) == (way, sent)


@settings(max_examples=30, deadline=None)
@given(texts=st.tuples(TEXT, TEXT, TEXT, TEXT))
def test_any_words_come_back_exactly(texts: tuple[str, str, str, str]) -> None:
    typed = dict(zip(("about", "company", "pay.base.min", "duties.1.text"), texts, strict=True))
    typed["duties.1.text"] += "."

    answer = ask("preview", {**filled(), **typed, "country": "?"})

    assert (answer.status_code, came_back(answer, typed)) == (422, typed)


def test_line_ends_are_the_only_thing_that_changes() -> None:
    answer = ask("preview", filled(about="one\r\ntwo\rthree\nfour", country=""))

    assert fields_of(answer)["about"] == "one\ntwo\nthree\nfour"


def test_choices_and_ticks_come_back() -> None:
    chosen = {"level": "senior", "motion": "expansion", "language": "pl", "remote": "hybrid", "contract": "b2b",
              "hours": "part_time", "pay.period": "day", "pay.tax": "net_vat", "pay.variable_kind": "bonus"}  # fmt: skip
    form = MultiDict({**sent(fields_of(CLIENT.get("/en/posting"))), **chosen})
    form.setlist("jurisdictions", ["EU", "US-NY", "other"])

    fields = fields_of(ask("preview", form))

    assert {name: fields[name] for name in chosen} == chosen
    assert fields.getlist("jurisdictions") == ["EU", "US-NY", "other"]


def test_a_dropped_line_comes_back_dropped_with_its_words() -> None:
    data = filled(duties__2__text="reworded", company="")
    del data["duties.2.keep"]

    fields = fields_of(ask("preview", data))

    assert (fields["duties.2.text"], "duties.2.keep" in fields, "duties.1.keep" in fields) == (
        "reworded",
        False,
        True,
    )


def test_a_brief_that_cannot_be_opened_leaves_the_form_as_it_was() -> None:
    data = filled(
        duties__1__text="My own words", about="Typed before", brief="level: mid\nmotion: sideways\n"
    )

    answer = ask("open", data)

    assert (answer.status_code, came_back(answer, data)) == (422, data)
    assert "brief.yaml:2:9 sideways is not one of the choices" in text_of(answer.text)


def test_own_lines_can_be_added_again_and_again_and_none_is_lost() -> None:
    form, own = filled(), []
    for number in range(MOST_ROWS):
        blank = next((name for name, text in form.items() if not text and name.startswith("duties.") and "text" in name), "")  # fmt: skip
        if blank:
            form[blank] = f"Own line {number}"
            own.append(form[blank])
        form = sent(fields_of(ask("stay", form)))
        assert [text for text in form.values() if str(text).startswith("Own line")] == own

    changed = fields_of(ask("load", {**form, "level": "junior"}))
    assert [text for text in changed.values() if text.startswith("Own line")] == own
    assert len(own) == MOST_ROWS - 7


# Lines: kept, dropped, moved, reworded, one's own.


def test_lines_end_in_the_posting_as_they_were_kept_moved_reworded_and_added() -> None:
    data = filled(duties__2__text="Reworded by hand", duties__7__text="An own line")
    texts = [data[f"duties.{row}.text"] for row in range(8)]
    del data["duties.0.keep"]

    data = sent(fields_of(send(CLIENT, "/en/posting", {**data, "move": "duties.7.up"})))
    data = sent(fields_of(send(CLIENT, "/en/posting", {**data, "move": "duties.1.down"})))

    assert duties_of(data) == [texts[row] for row in (2, 1, 3, 4, 5, 7, 6)]


def test_an_untouched_form_makes_the_posting_that_the_model_makes(library: Library) -> None:
    model = library.skill_model("mid")

    brief = yaml.safe_load(ask("yaml", filled()).text)

    assert [section for section in SECTIONS if section in brief] == []
    assert duties_of(filled()) == [str(line.text.en) for line in model.duties if "full_cycle" in line.motions]


def test_a_section_with_every_line_dropped_is_empty() -> None:
    data = {
        name: value for name, value in filled().items() if not (name.startswith("duties.") and "keep" in name)
    }

    assert duties_of(data) == []


def test_another_level_brings_its_lines_and_keeps_own_and_reworded_ones(library: Library) -> None:
    data = filled(duties__0__text="Reworded by hand", duties__7__text="An own line", level="senior")

    answer = ask("load", data)

    lines = [line.text.en for line in library.skill_model("senior").duties if "full_cycle" in line.motions]
    rows = [text for name, text in fields_of(answer).items() if name.startswith("duties.") and "text" in name]
    own = ["Reworded by hand", "An own line"]
    assert [row for row in rows if row in own] == own
    assert [row for row in rows if row and row not in own] == [
        line for line in map(str, lines) if line in rows
    ]
    assert fields_of(answer)["made_for"] == "senior|full_cycle|en"


def test_the_posting_is_of_the_level_chosen_though_its_lines_were_never_loaded(library: Library) -> None:
    shown = json.loads(ask("json", filled(level="senior", motion="expansion", language="pl")).text)["posting"]

    model = library.skill_model("senior")
    duties = [str(line.text.pl) for line in model.duties if "expansion" in line.motions]
    assert (shown["title"], [line["text"] for line in shown["duties"]]) == (model.title.pl, duties)


# What can be taken along.


@pytest.mark.parametrize(
    ("action", "media_type", "name"),
    [
        ("md", "text/markdown", "posting-mid-en.md"),
        ("html", "text/html", "posting-mid-en.html"),
        ("json", "application/json", "posting-mid-en.json"),
        ("jsonld", "application/ld+json", "posting-mid-en.jsonld"),
        ("yaml", "application/yaml", "brief.yaml"),
    ],
)
def test_a_download_has_its_type_and_its_name(action: str, media_type: str, name: str) -> None:
    answer = ask(action, filled())

    told = (answer.status_code, answer.mimetype, answer.headers["Content-Disposition"])
    assert told == (200, media_type, f'attachment; filename="{name}"')
    assert "Northwind Instruments" in answer.text


def markdown_of(brief_text: str, library: Library) -> str:
    sheet = yaml_reader.parse(brief_text, "brief.yaml")
    brief = yaml_file.check(sheet, Brief).model
    assert list(check_brief(brief, sheet, library)) == []
    return posting_text("md", make_posting(brief, library), brief, None, date(2026, 1, 1))


LOOKS_LIKE_YAML = ["yes", "no", "~", "null", "010", "1e3", "12:30:00", "2027-01-31", "- a", "# b", "a: b", "&x", "*x",
                   "!t", "%", "@", "`", "{a: b}", "[1", "'", '"', "|", ">", "one\n\n\n two \n", "\u2028", "\x85"]  # fmt: skip


@pytest.mark.parametrize("text", LOOKS_LIKE_YAML, ids=ascii)
def test_a_saved_brief_makes_the_same_posting_whatever_the_words_look_like(
    text: str, library: Library
) -> None:
    names = (
        "title",
        "company",
        "about",
        "industry",
        "benefits",
        "reports_to",
        "contact",
        "nice_to_have.5.text",
    )
    data = {**filled(), **dict.fromkeys(names, f"{text} x"), "summary": f"x {text}", "place": f"{text}."}

    saved = ask("yaml", data).text

    assert markdown_of(saved, library) == ask("md", data).text


@settings(max_examples=30, deadline=None)
@given(texts=st.tuples(WORD, WORD, WORD), numbers=st.tuples(st.integers(1, 10**9), st.floats(0.01, 10**9)))
def test_a_saved_brief_makes_the_same_posting(
    texts: tuple[str, str, str], numbers: tuple[int, float]
) -> None:
    low, high = sorted((f"{number:.2f}" for number in numbers), key=float)
    words = dict(zip(("about", "title", "nice_to_have.5.text"), texts, strict=True))
    data = {**filled(**PAID_FORM), **words, "pay.base.min": low, "pay.base.max": high}

    saved = ask("yaml", data).text

    assert markdown_of(saved, Library()) == ask("md", data).text


@pytest.mark.parametrize("lang", ["en", "pl"])
def test_a_brief_that_is_opened_fills_the_form_that_makes_its_posting(lang: str, library: Library) -> None:
    text = (shipped("templates") / "starters" / f"brief.{lang}.yaml").read_text("utf-8")

    opened = ask("open", {**EMPTY_FORM, "brief": text})

    fields = fields_of(opened)
    assert (opened.status_code, fields["brief"], fields["language"]) == (200, "", lang)
    assert ask("md", fields).text == markdown_of(text, library)


def test_a_saved_brief_opens_with_every_choice_of_lines() -> None:
    data = filled(duties__2__text="Reworded by hand", duties__7__text="An own line")
    del data["duties.0.keep"], data["requirements.0.keep"]
    saved = ask("yaml", data).text

    opened = sent(fields_of(ask("open", {**EMPTY_FORM, "brief": saved})))

    assert (ask("yaml", opened).text, ask("md", opened).text) == (saved, ask("md", data).text)


# Hostile input is text, or it is refused in words.

HOSTILE = ["{{ 7*7 }}", "{% raw %}{% endraw %}", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
           "](javascript:alert(1))", "[x](javascript:alert(1))", "<javascript:alert(1)>", "javascript:alert(1)",
           "\u202etxet", "🦊", "\0", "\x80", "\x1b[31m", "²", "9" * 400, "-1", "1e400", "١٢", "NaN", "..%2f..%2fetc",
           "%s%(x)s%n", "\ud7ff\ue000\uffff", "a\nb: c", "* " * 100, "[" * 190, "&#106;avascript:x", "\N{ZERO WIDTH SPACE}"]  # fmt: skip

REFUSED = {"\0", "\x80", "\x1b[31m", "9" * 400}
WORDS = ("title", "company", "about", "industry", "place", "region", "summary", "reports_to", "preview", "apply",
         "contact", "reference", "data_protection", "benefits", "pay.plan")  # fmt: skip


def assert_harmless(answer: TestResponse) -> None:
    page = Reader(answer.text)
    assert answer.status_code in {200, 422}
    assert (
        all(found.get("src", "").startswith("/static/") for tag, found in page.tags if tag == "script"),
        [name for _, found in page.tags for name in found if name[:2] == "on"],
    ) == (
        True,
        [],
    )
    assert [
        link for link in page.values("a", "href") if not link.startswith(("#", "/", "http", "mailto:"))
    ] == []


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_hostile_words_are_shown_as_they_are_or_refused(hostile: str) -> None:
    data = {**filled(**PAID_FORM), **dict.fromkeys(WORDS, hostile), "nice_to_have.5.text": f"{hostile}."}

    answer = ask("preview", data)

    assert_harmless(answer)
    without_marks = re.sub(r'<mark class="\w+"><a href="#c-\w+">|</a></mark>', "", answer.text)
    preview = text_of(without_marks.partition('id="preview"')[2])
    shown = preview.count(" ".join(hostile.split())) >= len(WORDS)
    assert (answer.status_code, shown) == ((422, False) if hostile in REFUSED else (200, True))
    assert came_back(answer, dict.fromkeys(WORDS, hostile)) == dict.fromkeys(WORDS, hostile)


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_hostile_words_in_every_field_at_once_are_refused_in_words(hostile: str) -> None:
    answer = ask("preview", dict.fromkeys([*EMPTY_FORM, *NUMBERS, "jurisdictions"], hostile))

    assert_harmless(answer)
    assert (answer.status_code, "things to mend" in text_of(answer.text)) == (422, True)


@pytest.mark.parametrize(
    "name",
    [
        "company",
        "about",
        "travel",
        "pay.base.min",
        "deadline",
        "benefits",
        "remote_from",
        "duties.0.text",
        "duties.8.text",
    ],
)
def test_a_field_of_100_000_characters_is_refused_and_comes_back(name: str) -> None:
    answer = ask("preview", {**filled(), name: "x" * 100_000})

    assert (answer.status_code, fields_of(answer)[name] == "x" * 100_000) == (422, True)


FORGED = [
    {"made_for": "||"}, {"made_for": "chief|x|y"}, {"made_for": "senior|expansion|pl"}, {"made_for": "|" * 9000},
    {"made_for": "\0"}, {"move": ""}, {"move": "duties"}, {"move": "duties.0"}, {"move": "duties.0.up"},
    {"move": "duties.-1.up"}, {"move": "duties.².up"}, {"move": "duties.٣.down"}, {"move": f"duties.{10**400}.up"},
    {"move": "company.0.up"}, {"move": "duties.8.down"}, {"move": "duties.0.sideways"}, {"action": ""},
    {"action": "../../x"}, {"action": "xls"}, {"action": "\0"}, {"level": "chief"}, {"level": ""}, {"motion": "\0"},
    {"language": "xx"}, {"duties.29.text": "x"}, {f"duties.{10**30}.text": "x"}, {"duties.-1.text": "x"},
    {"duties..text": "x"}, {"duties.0.use": "\0"}, {"duties.1.use": "negotiate"}, {"unknown": "x"},
]  # fmt: skip


@pytest.mark.parametrize("forged", FORGED, ids=lambda part: ascii(part)[:50])
def test_a_forged_field_loses_nothing_that_was_typed(forged: dict[str, str]) -> None:
    answer = send(CLIENT, "/en/posting", {**filled(company="", about="Typed"), "action": "preview", **forged})

    assert_harmless(answer)
    assert (fields_of(answer)["about"], fields_of(answer)["made_for"].count("|")) == ("Typed", 2)


@pytest.mark.parametrize(
    "left_out", ["made_for", "level", "motion", "language", "duties.0.use", "duties.0.text"]
)
def test_a_field_left_out_loses_nothing_that_was_typed(left_out: str) -> None:
    data = {name: value for name, value in filled(about="Typed").items() if name != left_out}

    answer = ask("preview", data)

    assert_harmless(answer)
    assert fields_of(answer)["about"] == "Typed"


def test_a_posting_of_typed_fields_alone_has_the_models_lines() -> None:
    bare = {**FILLED, "level": "mid", "motion": "full_cycle", "language": "en"}

    assert duties_of(bare) == duties_of(filled())


@pytest.mark.parametrize(
    "brief",
    ["", "\0", "[" * 5000, "a: &x 1", "x: {a: b}", "- 1", "level", "'", "\ttab", "level: mid\n" * 2, "<script>alert(1)</script>: x",
     "company: {{ 7*7 }}", "a: !!python/object:os.system x", "🦊: 🦊", "a: " + "9" * 5000],
    ids=lambda text: ascii(text)[:30],
)  # fmt: skip
def test_a_hostile_brief_is_refused_with_its_place_and_comes_back(brief: str) -> None:
    answer = ask("open", {**EMPTY_FORM, "brief": brief})

    assert_harmless(answer)
    assert (answer.status_code, fields_of(answer)["brief"] == brief) == (422, True)
    assert "brief.yaml:" in text_of(answer.text)


# A broken file of one's own.


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("skill_models/mid.yaml", "level: [", "skill_models/mid.yaml:"),
        ("skill_models/mid.yaml", "level: mid\n", "skill_models/mid.yaml:1:1"),
        ("skill_models/mid.yaml", "\0", "skill_models/mid.yaml:"),
        ("templates/documents/posting.md.j2", "{% if %}", "templates/documents/posting.md.j2:1"),
        (
            "templates/documents/posting.md.j2",
            "\n{{ nothing.at.all }}",
            "templates/documents/posting.md.j2:2",
        ),
    ],
)
def test_a_broken_file_of_ones_own_is_told_with_its_place_and_what_was_typed_is_kept(
    tmp_path: Path, name: str, content: str, place: str
) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text(content, "utf-8")
    data = filled(about="</textarea>Typed\n", action="preview")

    answer = send(app_over(tmp_path).test_client(), "/en/posting", data)

    assert (answer.status_code, came_back(answer, data)) == (503, data)
    assert place in text_of(answer.text)
    assert "Traceback" not in answer.text


def test_what_was_kept_makes_the_posting_once_the_file_is_mended(tmp_path: Path) -> None:
    file = tmp_path / "skill_models" / "mid.yaml"
    file.parent.mkdir()
    file.write_text("level: [", "utf-8")
    client = app_over(tmp_path).test_client()
    kept = fields_of(send(client, "/en/posting", filled(action="md", about="Typed")))

    file.unlink()

    assert send(client, "/en/posting", kept).text == ask("md", filled(about="Typed")).text


def test_an_own_folder_that_is_gone_is_told_on_every_page_but_the_style_sheet(tmp_path: Path) -> None:
    client = app_over(tmp_path / "gone").test_client()

    answer = client.get("/pl/library/")

    assert (answer.status_code, "gone" in text_of(answer.text)) == (503, True)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs" / "briefs").glob("*.yaml")), ids=lambda path: path.stem
)
def test_a_brief_opened_in_the_form_and_saved_again_is_the_same_brief(path: Path) -> None:
    brief = yaml_file.load(path, Brief, path.name).model.model_copy(update={"posted": date(2026, 11, 22)})
    model = Library().skill_model(brief.level)

    again = yaml_file.check(form_of_brief(brief, model).sheet(model), Brief).model

    assert again == brief.model_copy(update={"about": str(brief.about).strip()})


ASIDE = """
level: mid
motion: expansion
company: A
place: B
country: PL
apply: C
pay:
  currency: PLN
  period: month
  rules: None apply.
  terms:
    quota: 100000
    accelerator: 1.5
    threshold: 50
    cap: 150
    ramp: [0, 25, 100]
pay_information: before_interview
readiness:
  customers: many
waivers:
  - rule: PAY-WIDE
    reason: 'Two offices: „A” & <B> 🦊'
"""


def test_what_the_form_has_no_field_for_is_kept_with_the_rest() -> None:
    opened = sent(fields_of(ask("open", {**EMPTY_FORM, "brief": ASIDE})))

    saved = yaml_file.check(yaml_reader.parse(ask("yaml", opened).text, "brief.yaml"), Brief).model

    assert saved == yaml_file.check(yaml_reader.parse(ASIDE, "brief.yaml"), Brief).model


@pytest.mark.parametrize("carried", ["[", "[1]", '{"waivers": 1}', "[" * 20_000, '{"other": {}}', "1" * 5000])
def test_what_is_carried_along_may_be_anything(carried: str) -> None:
    assert ask("preview", {**filled(), "carried": carried}).status_code == (
        422 if "waivers" in carried else 200
    )
