"""What people type is text: it comes out as exactly these words and does nothing."""

import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import assume, example, given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hiring import render
from hiring.brief import Brief, link
from hiring.library import Library
from hiring.posting import make_posting, paragraphs
from hiring.samples import starter_brief
from hiring.text import Ours

FIELDS = (
    "title", "company", "about", "industry", "place", "region", "summary", "reports_to", "preview", "apply", "contact",
    "reference", "data_protection", "pay.plan", "pay.rules", "benefits", "duties", "requirements", "nice_to_have",
)  # fmt: skip
OF_PARAGRAPHS = {"about", "summary", "preview", "data_protection", "pay.plan", "pay.rules"}
NAMED = (
    "{{ 7*7 }}", "{% raw %}", "{% include 'posting.md.j2' %}", "{# note #}", "<script>alert(1)</script>",
    "](javascript:alert(1))", "[a](javascript:alert(1))", "![a](https://x.example/a.png)", "<https://x.example>",
    "https://x.example/a_b_c and more", "{qualifications}", "%(company)s", "%s %d 100%", "\u202eright to left\u202c",
    "\u200fשלום\u200e", "👩🏽‍💼 emoji", "1. x", "1) x", "12. x", "# x", "## x ##", "- x", "+ x", "* x", "> x", "| a | b |",
    "a | b", "===", "---", "***", "x\n===", "C#", "x ##", "x \\#", "###", "x\n---", ": x", "x\n: y", "&amp;", "&lt;", "&#60;", "&lt;b&gt;", "AT&T",
    "*a* _b_ **c** __d__", "`code`", "```\ncode\n```", "~~~", "[1]: https://x.example", "[x][1]", "\\*", "\\\\", "\\",
    "a\\", "<!-- x -->", "<![CDATA[x]]>", "<?php ?>", "</p></div>", "<b", "&", "a  b", "    indented", "\tindented",
    "x  \ny", "*[HTML]: x", "[^1]", "{: .class }", "| - | - |", "a|b\n-|-\n1|2", "klzzwxh:0001", "wzxhzdk:0",
    "[" * 100 + "]" * 100, "* " * 150 + "x",
)  # fmt: skip
SIGNS = st.sampled_from("\\`*_[]<>&|~#+=:-.)(!{}%$^\"'/;01 \n\tax") | st.characters(exclude_categories=["Cs"])


class Seen(HTMLParser):
    """The tags of a page with their attributes, and the text of each of its blocks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[Any] = []
        self.blocks = [""]
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))
        if tag not in {"strong", "em", "a"}:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        self.blocks[-1] += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("declaration", decl))

    def texts(self) -> list[str]:
        return [collapsed(block) for block in self.blocks if block.strip()]


def collapsed(text: str) -> str:
    return " ".join(text.split())


def ends_off(text: str) -> str:
    """Return a text without the white space at its ends; a no-break space stays."""
    return text.strip(" \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029")


def brief_with(field: str, text: str) -> Brief:
    """Return a brief in which one field holds a text."""
    data = starter_brief("en").model_dump(mode="json", exclude_none=True)
    if field in {"duties", "requirements", "nice_to_have"}:
        data[field] = [{"text": text}]
    elif field == "benefits":
        data["benefits"] = [text]
    else:
        owner = data["pay"] if field.startswith("pay.") else data
        owner[field.rpartition(".")[2]] = text
    return Brief.model_validate(data)


def brief_of(text: str) -> Brief:
    """Return a brief in which every field holds a text."""
    data = starter_brief("en").model_dump(mode="json", exclude_none=True)
    for field in FIELDS:
        part = brief_with(field, text).model_dump(mode="json", exclude_none=True)
        name, _, inner = field.partition(".")
        data[name] = {**data[name], inner: part[name][inner]} if inner else part[name]
    return Brief.model_validate(data)


def shown(brief: Brief) -> Seen:
    facts = {"posting": make_posting(brief, shipped()).as_dict()}
    return Seen(render.html(render.document("posting", facts, "en")))


@cache
def shipped() -> Library:
    return Library()


@cache
def with_a_plain_word(field: str) -> Seen:
    return shown(brief_with(field, "PLAINWORD"))


def expected_texts(field: str, text: str) -> list[str]:
    """Return the blocks of the page with a plain word, with the text in its place."""
    found = []
    for block in with_a_plain_word(field).texts():
        if field in OF_PARAGRAPHS and block == "PLAINWORD":
            found += [collapsed(part) for part in paragraphs(text)]
        else:
            found.append(collapsed(block.replace("PLAINWORD", ends_off(text))))
    return found


def expected_tags(field: str, text: str) -> list[Any]:
    """Return the tags of the page with a plain word, with a paragraph for each of the text's."""
    tags = with_a_plain_word(field).tags
    return tags if field not in OF_PARAGRAPHS else [*tags, *[("p", [])] * (len(paragraphs(text)) - 1)]


def assert_shown_as_typed(field: str, text: str) -> None:
    page = shown(brief_with(field, text))

    assert page.texts() == expected_texts(field, text)
    assert sorted(page.tags) == sorted(expected_tags(field, text))


@pytest.mark.parametrize("text", NAMED)
def test_a_dangerous_text_is_shown_as_typed_in_every_field(text: str) -> None:
    plain, page = shown(brief_of("PLAINWORD")), shown(brief_of(text[:200]))

    assert page.texts() == [
        collapsed(block.replace("PLAINWORD", ends_off(text[:200]))) for block in plain.texts()
    ]
    assert page.tags == plain.tags


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FIELDS), st.text(SIGNS, min_size=1, max_size=60))
@example("title", "\u2028x")
def test_any_text_is_shown_as_typed_in_any_field(field: str, text: str) -> None:
    try:
        brief_with(field, text)
    except ValidationError:
        reject()
    assume(link(text) is None and text.strip())

    assert_shown_as_typed(field, text)


def test_every_typed_field_of_a_brief_is_tried() -> None:
    typed = {
        "country",
        "level",
        "motion",
        "language",
        "remote",
        "remote_from",
        "travel",
        "contract",
        "hours",
        "deadline",
        "pay_information",
        "readiness",
        "waivers",
    }
    asked = (
        {field.partition(".")[0] for field in FIELDS} | typed | {"posted", "jurisdictions", "goals", "stages"}
    )

    assert set(Brief.model_fields) == asked


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x1b", "\x7f"])
@pytest.mark.parametrize("field", FIELDS)
def test_control_characters_are_refused_before(field: str, sign: str) -> None:
    with pytest.raises(ValidationError, match="control character"):
        brief_with(field, f"a{sign}b")


ADDRESSES = {
    "https://x.example/a_b?c=d&e=f*g*": "https://x.example/a_b?c=d&e=f*g*",
    "jobs_here@x.example": "mailto:jobs_here@x.example",
    "javascript:alert(1)": None,
    "data:text/html,x": None,
    "https://x.example/)(": None,
    "https://x.example/ and more": None,
    "https://x.example/<b>": None,
    "//x.example": None,
    "ftp://x.example": None,
}


@pytest.mark.parametrize(("text", "address"), ADDRESSES.items())
def test_only_a_web_or_mail_address_alone_becomes_a_link(text: str, address: str | None) -> None:
    page = shown(brief_with("apply", text))

    links = {attrs[0][1] for tag, attrs in page.tags if tag == "a"}
    assert links - {"mailto:jobs@northwind.example"} == ({address} if address else set())
    assert text in page.texts()


def test_our_own_words_may_hold_markdown_and_typed_ones_not() -> None:
    facts = {"delta": {"motion": Ours("full_cycle"), "steps": []}, "a": Ours("**a**"), "b": "**b**"}

    assert render.fenced(facts)["a"] == "**a**"
    assert render.fenced(facts)["b"] == r"\*\*b\*\*"


def test_html_keeps_no_tag_attribute_or_address_that_documents_do_not_need() -> None:
    hostile = (
        '<p onclick="x">a<script>b</script><img src=x onerror=y><a href="javascript:z" style="q">c</a></p>'
    )

    assert re.sub(r"\s", "", render.html(hostile)) == "<p>a<a>c</a></p>"


def test_a_page_escapes_its_title_and_holds_no_script() -> None:
    page = render.page(render.html("a"), render.Paper("posting", "</title><script>x</script>", "pl"))

    tags = [tag for tag, _ in Seen(page).tags if tag != "declaration"]
    assert tags == ["html", "head", "meta", "meta", "title", "style", "body", "p"]
    assert '<html lang="pl">' in page


def test_a_page_with_a_foot_repeats_it_on_every_sheet_and_escapes_it() -> None:
    page = render.page(render.html("a"), render.Paper("kit", "Kit", "en", foot="<b>12</b>"))

    tags = [tag for tag, _ in Seen(page).tags]
    assert [tag for tag in tags if tag in {"table", "tbody", "tfoot", "b"}] == ["table", "tbody", "tfoot"]
    assert "Kit · &lt;b&gt;12&lt;/b&gt;" in page
