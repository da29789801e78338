"""A DOCX that Word can read aloud: headings, languages and table heads; words that people typed only ever show."""

import zipfile
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from markupsafe import Markup, escape
from test_render import NAMED

from hiring import render
from hiring.export.blocks import blocks_of
from hiring.export.docx import docx
from hiring.export.docx_body import TEXT_WIDTH, link_target
from hiring.vocabulary import LANGUAGES, Language

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KIT = """# Kit: Account Executive

A line with **bold** and *slanted* words.

## First stage

| Score | What it looks like |
|---|---|
| 1 | Reads a list |
| 2 | Asks |

> Notes

## Second stage

3. third
4. fourth

- point
    - deeper point

[page](https://x.example/?a=1&b=2) [post](mailto:jobs@x.example)
"""


def made(body: str, name: str = "kit", language: Language = "en", title: str = "Kit") -> dict[str, Element]:
    content = docx(Markup(body), render.Paper(name, title, language, foot="Kit 0123456789ab"))  # noqa: S704 - a test is what is clean here
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {each: fromstring(package.read(each)) for each in package.namelist()}  # noqa: S314 - just written


@pytest.fixture(scope="module")
def kit() -> dict[str, Element]:
    return made(render.html(KIT))


def values(part: Element, tag: str) -> list[str | None]:
    return [each.get(f"{W}val") for each in part.iter(f"{W}{tag}")]


def words(part: Element) -> str:
    return "".join(each.text or "" for each in part.iter(f"{W}t"))


def test_headings_lists_and_links_are_real(kit: dict[str, Element]) -> None:
    document = kit["word/document.xml"]
    relations = [each.attrib for each in kit["word/_rels/document.xml.rels"] if "TargetMode" in each.attrib]
    names = values(kit["word/styles.xml"], "name")

    assert [style for style in values(document, "pStyle") if style and style.startswith(("Head", "List"))] == [
        "Heading1", "Heading2", "Heading2", "ListNumber", "ListNumber", "ListBullet", "ListBullet2",
    ]  # fmt: skip
    assert {"heading 1", "heading 4", "List Bullet", "List Number 2", "Table Grid"} <= set(names)
    assert values(kit["word/numbering.xml"], "startOverride") == ["3"]
    assert [each["Target"] for each in relations] == ["https://x.example/?a=1&b=2", "mailto:jobs@x.example"]
    assert {each["Type"].rpartition("/")[2] for each in relations} == {"hyperlink"}


def test_every_style_that_a_document_uses_is_there(kit: dict[str, Element]) -> None:
    known = {each.get(f"{W}styleId") for each in kit["word/styles.xml"].iter(f"{W}style")}
    used = {
        style
        for part in kit.values()
        for tag in ("pStyle", "rStyle", "tblStyle")
        for style in values(part, tag)
    }

    assert used <= known
    assert len(used) > 8


def test_a_table_repeats_its_head_and_breaks_only_long_rows() -> None:
    table = "| A | B |\n|---|---|\n| short | row |\n| " + "long " * 700 + " | row |"
    rows = list(made(render.html(table))["word/document.xml"].iter(f"{W}tr"))

    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert [row.find(f".//{W}cantSplit") is not None for row in rows] == [True, True, False]


@pytest.mark.parametrize(("language", "told"), [("en", "en-GB"), ("pl", "pl-PL")])
def test_language_and_title_are_told(language: Language, told: str) -> None:
    parts = made("<h1>Karta</h1>", language=language, title="Karta & ocena")
    styles, core = parts["word/styles.xml"], parts["docProps/core.xml"]

    assert set(values(styles, "lang")) == {told}
    assert len(values(styles, "lang")) == 2
    assert [each.text for each in core][:2] == ["Karta & ocena", told]
    assert words(parts["word/header.xml"]) == "Karta & ocena"


def test_each_page_carries_its_number_and_the_hash(kit: dict[str, Element]) -> None:
    footer = kit["word/footer.xml"]

    assert words(footer) == "Kit 0123456789ab1 / 1"
    assert [each.get(f"{W}instr") for each in footer.iter(f"{W}fldSimple")] == [" PAGE ", " NUMPAGES "]


def test_the_same_document_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    paper, body = render.Paper("kit", "Kit", "en", foot="x"), render.html(KIT)
    first = docx(body, paper)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)

    assert docx(body, paper) == first


def test_typed_words_come_out_as_they_are_and_do_nothing() -> None:
    fields = (
        "{ PAGE }",
        "=SUM(A1)",
        '{ DDEAUTO c:\\\\windows "calc" }',
        "]]></w:t><w:fldSimple/>",
        "&#0;&amp;",
    )
    typed = [*NAMED, *fields]
    parts = made("".join(f"<p>{escape(each)}</p>" for each in typed))
    document = parts["word/document.xml"]

    assert not list(document.iter(f"{W}fldSimple")) + list(document.iter(f"{W}instrText"))
    shown = [words(each) for each in document.iter(f"{W}p")]
    assert shown == [" ".join(each.split()) for each in typed]


def test_signs_that_xml_refuses_are_left_out() -> None:
    parts = made("<p>a\x00\x01\x0b\x1f\ufffe\uffffb \U0001f600 ż</p>", title="t\x02\ud800itle")

    assert words(parts["word/document.xml"]) == "ab 😀 ż"
    assert words(parts["word/header.xml"]) == "title"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "\\\\host\\share", "http://[x", "https:///a", "mailto:", "#a",
     "https://x.example:99999/", "mailto:a@b@x.example", "https://x.example/" + "a" * 2000, "data:text/html,x", "ftp://x.example/"],
)  # fmt: skip
def test_a_link_leads_to_the_web_or_to_an_address_or_nowhere(address: str) -> None:
    parts = made(f'<p><a href="{escape(address)}">words</a></p>')

    assert link_target(address) == ""
    assert words(parts["word/document.xml"]) == "words"
    assert not [each for each in parts["word/_rels/document.xml.rels"] if "TargetMode" in each.attrib]


@pytest.mark.parametrize(
    "body",
    ["<blockquote><table><tr><td>a</td></tr></table>b</blockquote>c", "<blockquote><blockquote>a</blockquote>b</blockquote>c",
     "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>c", "<ul><li>a<ul><li>b</li></ul>c</li></ul>",
     "<table></table>a<p>b</p>c", "<ul>" * 40 + "<li>abc</li>" + "</ul>" * 40, "<dl><dt>a</dt><dd><p>b</p><p>c</p></dd></dl>"],
)  # fmt: skip
def test_no_word_is_lost_where_things_stand_inside_others(body: str) -> None:
    assert words(made(body)["word/document.xml"]) == "abc"


def test_spaces_show_as_on_a_page() -> None:
    paragraph: Any = blocks_of("<p> <br> a <strong> b</strong>\n c<br>\n d\N{NO-BREAK SPACE}e </p>").blocks[0]

    assert str(paragraph) == "a b c\nd\N{NO-BREAK SPACE}e"


@pytest.mark.parametrize(
    ("body", "styles"),
    [("<ol><li></li><li>b</li></ol>", ["ListNumber", "ListNumber"]),
     ("<dl><dt>a</dt><dd><p>b</p><p>c</p></dd></dl>", ["Term", "Definition", "Definition"]),
     ("<ul><li><blockquote>a</blockquote>b<p>c</p></li></ul>", ["Note", "AfterTable", "ListBullet", "ListContinue"]),
     ("<blockquote><table><tr><td>a</td><td>b</td></tr></table></blockquote>", ["Note", "Note", "AfterTable"]),
     ("<table><tr></tr></table><hr>a", ["Rule"])],
)  # fmt: skip
def test_what_stands_in_a_point_or_a_definition_looks_like_it(body: str, styles: list[str]) -> None:
    assert values(made(body)["word/document.xml"], "pStyle") == styles


def test_a_column_is_the_wider_the_more_it_says() -> None:
    rows = ["| Score | Question | Answer |", "|---|---|---|", f"| 1 | {'ask ' * 20} | {'answer ' * 90} |"]
    document = made(render.html("\n".join(rows)))["word/document.xml"]
    score, question, answer = (int(str(each.get(f"{W}w"))) for each in document.iter(f"{W}gridCol"))

    assert score < question < answer
    assert abs(score + question + answer - TEXT_WIDTH) <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_scorecard_is_lost(language: Language, pytestconfig: pytest.Config) -> None:
    markdown = (pytestconfig.rootpath / f"tests/golden/scorecard-mid-{language}.md").read_text("utf-8")
    body = render.html(markdown)

    assert words(made(body, "scorecard", language)["word/document.xml"]).split() != []
    assert _letters(words(made(body, "scorecard", language)["word/document.xml"])) == _letters(
        body.striptags()
    )


def _letters(text: str) -> str:
    return "".join(text.split())
