"""Documents as PDF: every word arrives, nothing typed does anything, and the file is one that everybody can read."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands_here import here
from markupsafe import Markup
from pages import app_over

from hiring import render
from hiring.export.clean_tree import parse
from hiring.export.pdf import compiled, pdf, source
from hiring.export.table_widths import shape
from hiring.formats import MEDIA_TYPES, installed
from hiring.library import Library
from hiring.render import Paper
from hiring.samples import sample_facts
from hiring.vocabulary import LANGUAGES, Language

PAPER = Paper("posting", "Zażółć & <b>", "pl", foot="Zestaw 0123456789ab")
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]")
HOSTILE = [
    '#import "@preview/x:1.0.0": *', '#read("/etc/passwd")', '#image("file:///etc/passwd")', '#include "x.typ"',
    "] #panic() [", '\\" #panic(); "', '"; panic(); "', "a\\", "<label> @ref $x^2$ _a_ *b* `c` // d /* e */",
    "http://a.example/x?y=1&z=2#w", "= Heading", "- item", "+ item", "/ term: x", "#set page(width: 1pt)", "~ -- --- ... '\"",
    "x#pagebreak()y", "https://a.example/" + "q" * 90, "<script>alert(1)</script>", "{{ 7*7 }}", '#"a";.b(c)', "100 %", "a~b",
]  # fmt: skip
ODD = {
    "bidi \u202emarks\u2066": "bidi marks",
    "zero\u200bwidth\ufeff": "zerowidth",
    "a\x01\x7fb": "ab",
    "😀 smile": "□ smile",
    "漢字 kanji": "□□ kanji",
    "\u06d6 mark": "□ mark",
    "\U0001d033 old": "□ old",
    "flag 🇵🇱": "flag □□",
}


def read(content: bytes, *options: str) -> str:
    told = subprocess.run(["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True)
    return told.stdout.decode()


def facts_about(content: bytes, tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True).stdout
    return {name: value.strip() for name, _, value in (line.partition(":") for line in told.splitlines())}


def letters(text: str) -> str:
    """Return a text without spaces and hyphens, which depend on where a line ends."""
    return re.sub(r"[\s\xad\u200b‐-]+", "", text)


def without_edges(text: str, title: str) -> str:
    """Return what a PDF says without the head and the foot of its pages."""
    lines = text.replace(f"\f{title}\n", "").split("\n")
    return "\n".join(
        line for line in lines if not re.match(r"(Kit \w+ |Zestaw \w+ )?(Page|Strona) \d+ ", line)
    )


def body_of(paragraphs: list[str]) -> Markup:
    return Markup("<h1>T</h1>{}").format(
        Markup("").join(Markup("<p>{}</p>").format(each) for each in paragraphs)
    )


@pytest.fixture(scope="module")
def facts(library: Library) -> dict[tuple[str, Language], dict[str, Any]]:
    return {
        (name, language): facts for language in LANGUAGES for name, facts in sample_facts(language, library)
    }


@pytest.mark.parametrize(
    ("name", "language"),
    [("posting", "en"), ("posting", "pl"), ("scorecard", "pl"), ("debrief", "en")],
)
def test_every_word_of_a_document_arrives_and_the_typesetter_warns_of_nothing(
    name: str, language: Language, facts: dict[tuple[str, Language], dict[str, Any]]
) -> None:
    markdown = render.document(name, facts[name, language], language)
    body, title = render.html(markdown), markdown.splitlines()[0].removeprefix("# ")

    content, warnings = compiled(source(body, Paper(name, title, language, foot="Kit 0123")))

    assert warnings == []
    text = letters(without_edges(read(content, "-raw"), title))
    pieces = [letters(each.words) for each in parse(body).all("h1", "h2", "h3", "p", "td", "th")]
    assert len(pieces) > 15
    assert [piece for piece in pieces if piece not in text] == []


def test_the_file_has_a_title_a_language_tags_a_standard_and_its_fonts(tmp_path: Path) -> None:
    content = pdf(Markup("<h3>Deep</h3><p>x</p><h1>a</h1><h4>b</h4>"), PAPER)

    told = facts_about(content, tmp_path)
    assert (told["Title"], told["Tagged"], told["Page size"]) == (
        PAPER.title,
        "yes",
        "595.276 x 841.89 pts (A4)",
    )
    assert "CreationDate" not in told
    assert b"/Lang(pl)" in content
    assert b"pdfuaid" in content


def test_pages_are_numbered_and_name_the_kit_and_from_the_second_the_title() -> None:
    pages = read(pdf(body_of(["word " * 900, "word " * 900]), PAPER), "-layout").split("\f")[:-1]

    assert [page.split()[-6:] for page in pages] == [
        ["Zestaw", "0123456789ab", "Strona", str(number), "z", str(len(pages))]
        for number in range(1, len(pages) + 1)
    ]
    assert [page.lstrip().startswith(PAPER.title) for page in pages] == [False, *[True] * (len(pages) - 1)]
    assert len(pages) > 1


@pytest.mark.parametrize(
    "wrap", ["<p>{}</p>", "<table><tr><th>{0}</th></tr><tr><td>{0}</td></tr></table>", "<ul><li>{}</li></ul>"]
)
def test_what_people_typed_arrives_as_typed_and_does_nothing(wrap: str) -> None:
    body = Markup("<h1>T</h1>") + Markup("").join(Markup(wrap).format(each) for each in HOSTILE)  # noqa: S704 - ours

    content, warnings = compiled(source(body, PAPER))

    text = letters(read(content, "-raw"))
    assert warnings == []
    assert [each for each in HOSTILE if letters(each) not in text] == []


def test_signs_that_nobody_sees_are_left_out_and_those_no_font_has_are_squares() -> None:
    content, warnings = compiled(source(body_of([f"begin {typed} end" for typed in ODD]), PAPER))

    lines = [line for line in read(content, "-raw").splitlines() if line.startswith("begin")]
    assert warnings == []
    assert lines == [f"begin {shown} end" for shown in ODD.values()]
    assert b"pdfuaid" in content


def test_a_title_may_hold_anything(tmp_path: Path) -> None:
    paper = replace(PAPER, title='x"; #panic("\\ 😀 ' + "long " * 80)

    told = facts_about(pdf(Markup("<p>x</p>"), paper), tmp_path)

    assert told["Title"] == paper.title.replace("😀", "□").strip()


def test_a_sheet_of_forty_rubrics_breaks_over_pages_and_loses_no_word() -> None:
    row = "<tr><td>{0}</td><td>{1}</td></tr>"
    tables = [
        f"<h2>Skill{skill}</h2><table><thead><tr><th>Score</th><th>What it looks like</th></tr></thead><tbody>"
        + "".join(
            row.format(score, " ".join(f"w{skill}x{score}x{word}" for word in range(22)))
            for score in range(5)
        )
        + "</tbody></table>"
        for skill in range(40)
    ]

    text = read(pdf(Markup("".join(tables)), replace(PAPER, name="rubric")))  # noqa: S704 - ours

    expected = {f"w{skill}x{score}x{word}" for skill in range(40) for score in range(5) for word in range(22)}
    assert expected - set(text.split()) == set()
    assert text.count("\f") > 8


@pytest.mark.parametrize("columns", [1, 2, 6])
def test_a_row_longer_than_a_page_breaks_and_loses_no_word(columns: int) -> None:
    words = [f"word{number}" for number in range(6000 // columns)]
    cells = ["<td>short</td>"] * (columns - 1) + [f"<td>{' '.join(words)}</td>"]
    head = "<tr>" + "<th>head</th>" * columns + "</tr>"
    rows = "<tr>" + "<td>short words here</td>" * columns + "</tr>"

    text = read(pdf(Markup(f"<table>{head}{rows * 9}<tr>{''.join(cells)}</tr></table>"), PAPER))  # noqa: S704 - ours

    assert set(words) - set(text.split()) == set()


def test_depth_and_tables_in_tables_are_flattened_and_lose_no_word() -> None:
    deep = "<ul><li>" * 300 + "deep" + "</li></ul>" * 300
    inner = "<table><tr><td>inner</td><td>other</td></tr></table>"
    body = Markup(  # noqa: S704 - ours
        f"<h1>T</h1>{deep}<table><tr><td>outer {inner} after</td></tr></table><p><strong>a<p>block</p></strong></p>"
        "<blockquote><h2>quoted</h2><hr></blockquote><dl><dt>term</dt><dd>meaning</dd><dt>alone</dt></dl><hr>"
        "<ol start='7'><li>seven<br>line</li></ol><a href='javascript:x'>link</a><a href='https://a.example'>good</a>"
    )  # fmt: skip

    content, warnings = compiled(source(body, PAPER))

    words = [
        "deep",
        "outer",
        "inner",
        "other",
        "after",
        "a",
        "block",
        "quoted",
        "term",
        "meaning",
        "alone",
        "seven",
        "line",
        "link",
        "good",
    ]
    assert warnings == []
    text = read(content)
    assert [word for word in words if word not in text] == []
    assert (b"https://a.example" in content, b"javascript" in content) == (True, False)


def test_the_same_document_gives_the_same_bytes() -> None:
    first = pdf(body_of(["a"]), PAPER)
    pdf(body_of(["b"]), PAPER)

    assert pdf(body_of(["a"]), PAPER) == first


def test_narrow_columns_take_what_they_need_and_empty_ones_leave_room_to_write() -> None:
    assert shape([["Score", "What it looks like"], ["1", "long words " * 9]]).columns == ["auto", "86fr"]
    assert "auto" not in shape([["Name", "Date"], [" ", " "]]).columns


def test_the_server_gives_both_forms_for_paper_as_files() -> None:
    client = app_over().test_client()

    answers = {form: client.get(f"/pl/library/exercises/negotiation.{form}") for form in ("pdf", "docx")}

    assert {form: answer.data[:4] for form, answer in answers.items()} == {
        "pdf": b"%PDF",
        "docx": b"PK\x03\x04",
    }
    assert [answer.mimetype for answer in answers.values()] == [MEDIA_TYPES["pdf"], MEDIA_TYPES["docx"]]
    assert 'filename="negotiation-interviewers-pl.pdf"' in answers["pdf"].headers["Content-Disposition"]
    assert "/pl/library/exercises/negotiation.pdf" in client.get("/pl/library/exercises/negotiation").text


@pytest.fixture
def no_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)


@pytest.mark.usefixtures("no_typst")
def test_without_the_package_a_command_says_what_to_install_and_all_formats_leave_it_out(
    tmp_path: Path,
) -> None:
    one = here(
        "rubric", "--level", "mid", "--skill", "negotiation", "--format", "pdf", "-o", tmp_path / "x.pdf"
    )
    every = here(
        "rubric", "--level", "mid", "--skill", "negotiation", "--format", "all", "-o", tmp_path / "all"
    )

    words = "pip install 'hiring-account-executives[pdf]'"
    assert (one.returncode, one.stdout) == (3, "")
    assert one.stderr == f"pdf: error: PDF needs one more package ({words}) [pdf]\n"
    assert every.returncode == 0
    assert every.stderr.endswith(f"left out rubric-mid-en.pdf, which needs one more package: {words}\n")
    assert {path.suffix for path in (tmp_path / "all").iterdir()} == {".md", ".html", ".json", ".docx"}
    assert not installed("pdf")


@pytest.mark.usefixtures("no_typst")
def test_without_the_package_the_server_says_what_to_install_and_gives_the_other_forms() -> None:
    client = app_over().test_client()

    answer = client.get("/en/library/rubrics/mid.pdf")

    assert answer.status_code == 404
    assert "pip install &#39;hiring-account-executives[pdf]&#39;" in answer.text
    assert client.get("/en/library/rubrics/mid.docx").data[:2] == b"PK"
