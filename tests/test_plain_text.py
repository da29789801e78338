"""Plain text for job boards: every word of the page, nothing that looks like Markdown, typed signs as typed."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring import render
from hiring.brief import Brief
from hiring.export.clean_tree import parse
from hiring.export.plain import plain_document
from hiring.formats import MEDIA_TYPES, posting_body, posting_file, posting_text
from hiring.library import Library
from hiring.posting import Posting, make_posting
from hiring.samples import starter_brief
from hiring.short_posting import LENGTHS, Length, posting_of
from hiring.vocabulary import LANGUAGES, Language

TODAY = date(2026, 11, 22)
SIGNS = "*bold* _low_ #1 [x](y) <b>&amp; `q` ~~z~~ 1. \\ | -"
TYPED = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")) | st.sampled_from("*_#-`[]()<>&| "), min_size=1
)
PIECES = {
    "headings": ("<h1>Seven</h1><h2>AB</h2><p>x</p>", "Seven\n=====\n\nAB\n--\n\nx\n"),
    "long heading": (f"<h2>{'a' * 90}</h2>", f"{'a' * 90}\n{'-' * 60}\n"),
    "points": ("<ul><li>a</li><li>b<br>c</li></ul>", "- a\n- b\n  c\n"),
    "numbers": ("<ol start='3'><li>a</li><li></li></ol>", "3. a\n4.\n"),
    "points in points": ("<ol><li>a<ul><li>b</li></ul></li></ol>", "1. a\n   - b\n"),
    "link": ("<p>See <a href='https://a.example/?b&amp;c'>here</a>.</p>", "See here (https://a.example/?b&c).\n"),
    "address": ("<p><a href='mailto:a@b.example'>a@b.example</a></p>", "a@b.example\n"),
    "mail": ("<p><a href='mailto:a@b.example'>Ada</a></p>", "Ada (a@b.example)\n"),
    "looks": ("<p>a <strong>b</strong> <em>c</em></p>", "a b c\n"),
    "table": ("<table><thead><tr><th>a</th><th>b</th></tr></thead><tr><td>c</td><td>d</td></tr></table>", "a · b\nc · d\n"),
    "terms": ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\n  b\n"),
    "quote": ("<blockquote><p>a</p><p>b</p></blockquote><hr>", "a\n\nb\n"),
}  # fmt: skip


def words(body: str) -> list[str]:
    """Return the words that a page shows, those of separate blocks apart."""
    return parse(re.sub("(?=</(?:p|li|h.)>)", " ", str(body))).words.split()


def asked(language: Language, **changes: object) -> Brief:
    return starter_brief(language).model_copy(update=changes)


@pytest.mark.parametrize("piece", PIECES)
def test_each_part_of_a_document_has_its_lines(piece: str) -> None:
    body, text = PIECES[piece]

    assert plain_document(body) == text


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_page_is_in_the_text_in_its_order(
    language: Language, length: Length, library: Library
) -> None:
    brief = asked(language, apply="Ask *Ada*", company=SIGNS)
    posting, _ = posting_of(brief, length, library)
    body = posting_body(posting, None, length)

    found = iter(plain_document(body).split())

    assert len(words(body)) > 90
    assert [word for word in words(body) if word not in found] == []


@pytest.mark.parametrize("length", LENGTHS)
def test_typed_signs_stay_and_ours_go(length: Length, library: Library) -> None:
    brief = asked("en", company=SIGNS, apply=SIGNS)
    posting, _ = posting_of(brief, length, library)

    text = posting_text("txt", posting, brief, None, TODAY, length)

    assert text.count(SIGNS) >= 2
    assert [sign for sign in ("**", "##", "](", "\\", "&#") if sign in text.replace(SIGNS, "")] == []


@settings(max_examples=15, deadline=None)
@given(TYPED)
def test_whatever_is_typed_is_in_the_text_as_it_was_typed(typed: str) -> None:
    text = plain_document(render.html(f"- {render.escape_markdown('x' + typed + 'x')}"))

    assert text.split() == ["-", *f"x{typed}x".split()]


def test_a_line_is_never_broken_and_the_file_is_utf_8(library: Library) -> None:
    about = "żółć " * 300 + "end"
    brief = asked("pl", about=about)
    posting: Posting = make_posting(brief, library)

    lines = posting_file("txt", posting, brief, None, TODAY).decode("utf-8").splitlines()

    assert about in lines
    assert MEDIA_TYPES["txt"] == "text/plain"
