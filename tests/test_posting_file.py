"""Any file that holds a posting gives its words, or says what to do instead; none does harm."""

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from hiring import posting_docx, render
from hiring.export.docx import docx
from hiring.findings import HiringError
from hiring.posting_file import posting_text_in, posting_text_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MARKDOWN = "# Handlowiec\n\nZażółć gęślą jaźń, Łódź.\n\n- punkt pierwszy\n- punkt drugi\n\n| A | B |\n|---|---|\n| c | d |\n"
POLISH = "Szukamy osoby: źródła, śruby, ćwiczenia, Świdnica, żółć, ąę.\n"


def packed(body: str, **more: str | bytes) -> bytes:
    """Return a DOCX with this body; `more` are other members."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )
        for name, content in more.items():
            package.writestr(name, content)
    return held.getvalue()


def paragraph(text: str, looks: str = "") -> str:
    return f"<w:p><w:pPr>{looks}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def rule(raw: bytes, name: str = "posting.docx") -> str:
    """Return the id of the rule by which a file is refused."""
    with pytest.raises(HiringError) as caught:
        posting_text_in(raw, name)
    (finding,) = caught.value.findings
    assert finding.place.file == name
    assert finding.suggestion
    return finding.rule


def test_a_docx_of_ours_comes_back_as_its_lines() -> None:
    raw = docx(render.html(MARKDOWN), render.Paper("posting", "x", "pl"))

    assert posting_text_in(raw, "a.docx").split("\n") == [
        "# Handlowiec", "Zażółć gęślą jaźń, Łódź.", "- punkt pierwszy", "- punkt drugi", "A", "B", "c", "d", "",
    ]  # fmt: skip


def test_headings_and_points_are_known_by_the_names_of_polish_styles_too() -> None:
    styles = f"""<w:styles xmlns:w="{WORD}">
        <w:style w:styleId="Nagwek1"><w:name w:val="heading 1"/></w:style>
        <w:style w:styleId="Listapunktowana"><w:name w:val="List Bullet"/></w:style></w:styles>"""
    body = "".join(
        (
            paragraph("Sprzedawca", '<w:pStyle w:val="Nagwek1"/>'),
            paragraph("o nas"),
            paragraph("jeden", '<w:pStyle w:val="Listapunktowana"/>'),
            paragraph("dwa", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>'),
            paragraph(
                "bez znaku", '<w:pStyle w:val="Listapunktowana"/><w:numPr><w:numId w:val="0"/></w:numPr>'
            ),
        )
    )

    text = posting_text_in(packed(body, **{"word/styles.xml": styles}), "a.docx")
    assert text == "# Sprzedawca\no nas\n- jeden\n- dwa\nbez znaku\n"


def test_what_a_reader_of_a_docx_does_not_see_is_left_out() -> None:
    body = """<w:p><w:r><w:t>seen</w:t><w:br/><w:t xml:space="preserve"> too</w:t><w:tab/><w:t>here</w:t></w:r>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>DDEAUTO</w:instrText></w:r>
        <w:del><w:r><w:delText>deleted</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>"""

    assert posting_text_in(packed(body), "a.docx") == "seen\ntoo here\n"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed(paragraph("words"), **{"word/styles.xml": f"<a>{' ' * 10_000_000}</a>"})

    assert len(bomb) < 100_000
    assert rule(bomb) == "too-large"


def test_a_bomb_of_repeated_parts_within_the_ratio_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting_docx, "MOST_UNPACKED", 3000)

    assert rule(packed(paragraph("b" * 2000), **{"word/styles.xml": f"<a>{'c' * 2000}</a>"})) == "too-large"


def test_more_elements_than_a_posting_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting_docx, "MOST_ELEMENTS", 100)

    assert rule(packed("<a/>" * 101)) == "too-large"


def test_a_tag_as_long_as_a_file_is_refused() -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("word/document.xml", f"<a><b c='{'d' * 900_000}'/></a>")

    assert rule(held.getvalue()) == "too-large"


def test_more_text_than_a_posting_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting_docx, "MOST_SIGNS", 50)

    assert rule(packed(paragraph("a") * 30)) == "too-large"


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>',
    ],
)
def test_entities_and_types_are_refused(head: str) -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("word/document.xml", f"{head}<a>&b;&x;</a>")

    assert rule(held.getvalue()) == "unsafe"


def test_too_many_members_are_refused() -> None:
    assert rule(packed(paragraph("a"), **{f"m{number}": b"" for number in range(2000)})) == "too-large"


def test_a_password_and_odd_packing_are_refused() -> None:
    locked, odd = bytearray(packed(paragraph("words"))), BytesIO()
    locked[6], locked[locked.index(b"PK\x01\x02") + 8] = 1, 1
    with zipfile.ZipFile(odd, "w", zipfile.ZIP_BZIP2) as package:
        package.writestr("word/document.xml", f'<w:p xmlns:w="{WORD}"><w:r><w:t>words</w:t></w:r></w:p>')

    assert rule(bytes(locked)) == "encrypted"
    assert rule(odd.getvalue()) == "damaged"


def test_a_file_that_is_cut_off_anywhere_is_refused() -> None:
    raw = packed(paragraph("words ") * 20)

    assert {rule(raw[:length]) for length in range(4, len(raw), 41)} == {"damaged"}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_junk_in_a_docx_gives_words_or_a_refusal(data: st.DataObject) -> None:
    raw = bytearray(packed(paragraph("words") * 3))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(4, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(HiringError):
        assert posting_text_in(bytes(raw), "a.docx").strip()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.md", "a.html", "a.docx", "a"]))
def test_junk_gives_words_or_a_refusal(raw: bytes, name: str) -> None:
    with suppress(HiringError):
        assert posting_text_in(raw, name).strip()


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        (b"%PDF-1.7\n", "posting.docx", "PDF is not read"),
        (b"\n%PDF-1.4\n", "posting.txt", "PDF is not read"),
        (b"{\\rtf1 words}", "posting.doc", "RTF is not read"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "posting.doc",
            "this is an old .doc, or a file with a password",
        ),
        (b"\x89PNG\r\n\x1a\n", "posting.png", "this is a picture"),
        (b"BM\x36\x00\x00", "posting.txt", "this is a picture"),
        (b"words", "posting.docx", "this is no DOCX, though its name says so"),
        (b"a\0b\0\0\0\1", "posting.txt", "this is no text"),
        (b"", "posting.docx", "there are no words to read"),
        (b" \n--\n", "posting.md", "there are no words to read"),
        (b"a" * (1024 * 1024 + 1), "posting.md", "the file is over 1 MiB"),
    ],
)
def test_other_files_are_refused_in_words(raw: bytes, name: str, words: str) -> None:
    with pytest.raises(HiringError) as caught:
        posting_text_in(raw, name)

    (finding,) = caught.value.findings
    assert (str(finding.message), bool(finding.suggestion)) == (words, True)


def test_an_odt_and_any_other_zip_are_refused() -> None:
    odt, other = BytesIO(), BytesIO()
    with zipfile.ZipFile(odt, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<a/>")
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("a.txt", "words")

    assert rule(odt.getvalue(), "a.odt") == "kind-of-file"
    assert rule(other.getvalue(), "a.docx") == "kind-of-file"


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "iso-8859-2"]
)
def test_polish_text_is_read_in_any_charset_it_comes_in(charset: str) -> None:
    assert posting_text_in(POLISH.encode(charset), "a.txt") == POLISH


def test_a_page_is_read_in_the_charset_that_it_declares_unless_it_is_not_in_it() -> None:
    page = '<html><head><meta charset="{}"></head><body><p>słońce &amp; żar</p></body></html>'
    declared = [page.format(name).encode(real) for name, real in
                [("iso-8859-2", "iso-8859-2"), ("windows-1250", "cp1250"), ("utf-8", "cp1250"), ("x-none", "utf-8")]]  # fmt: skip

    assert {posting_text_in(raw, "a.html") for raw in declared} == {"słońce & żar\n"}


def test_a_page_gives_its_lines_without_scripts() -> None:
    page = b"<h1>Seller</h1><script>alert(1)</script><style>p{}</style><p>We sell.</p><ul><li>one<li>two</ul>"

    assert posting_text_in(page, "a.htm") == "# Seller\n\nWe sell.\n\n- one\n- two\n"


def test_a_text_that_begins_with_the_name_of_a_bank_is_no_packed_file() -> None:
    assert posting_text_in(b"PKO szuka", "a.txt") == "PKO szuka"


def test_a_file_is_read_by_its_path_and_told_by_the_name_given(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("# words\r\n", "utf-8")

    assert posting_text_of(file) == "# words\n"
    with pytest.raises(HiringError, match=r"^mine\.md: error: cannot be read"):
        posting_text_of(tmp_path / "none.md", "mine.md")


def test_typed_words_in_a_docx_stay_as_they_are() -> None:
    raw = docx(Markup("<p>&lt;b&gt; {{ 1 }} # x</p>"), render.Paper("posting", "x", "en"))

    assert posting_text_in(raw, "a.docx") == "<b> {{ 1 }} # x\n"
