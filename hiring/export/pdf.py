"""A document as PDF: tagged, accessible by PDF/UA-1, with its fonts inside, the same bytes each time."""

import re
import textwrap
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from markupsafe import Markup

from hiring import phrases
from hiring.export.clean_tree import Element, parse
from hiring.export.table_widths import least_width
from hiring.export.typst_markup import markup, quoted, seen, with_squares
from hiring.findings import NotInstalled, Place, error, say
from hiring.library import shipped
from hiring.render import Paper

if TYPE_CHECKING:
    import typst

    Compiled = tuple[bytes, list[typst.TypstWarning]]

PARTED = ("kit", "scorecard")  # an interviewer may take the pages of one stage alone
SIZES = {
    "posting": "9.8pt",
    "preparation": "9pt",
    **dict.fromkeys((*PARTED, "cards", "debrief", "dossier"), "9.5pt"),
}
ACROSS, LETTERS = 5, 118  # columns, and letters in small type, beyond which a table needs a page on its side
SHORT = 90  # letters of a title at the head of a page
ALWAYS = 0  # the time that every file is said to be made at
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_RARE = "^\u0000-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2000-\u20cf\u2100-\u2bff"


def pdf(body: Markup, paper: Paper) -> bytes:
    """Return a document as a PDF file; a sign that no font has becomes a small square."""
    return compiled(source(body, paper))[0]


def no_typst() -> NotInstalled:
    """Return what to say where the package that sets type is not installed."""
    remedy = say("pip install 'hiring-account-executives[pdf]'")
    return NotInstalled([error(Place("pdf"), "pdf", say("PDF needs one more package"), remedy)])


def source(body: Markup, paper: Paper) -> str:
    """Return a document in Typst's language, below the preamble that says how it looks."""
    tree = parse(body)
    title = seen(paper.title) or paper.name
    pages = phrases.phrases(paper.language).gettext("Page %(page)s of %(pages)s")
    options = {
        "title": quoted(title),
        "short": quoted(textwrap.shorten(title, SHORT, placeholder=" …")),
        "language": quoted(paper.language),
        "foot": quoted(seen(paper.foot)),
        "pages": quoted(pages % {"page": "#", "pages": "$"}),
        "size": SIZES.get(paper.name, "10pt"),
        "flipped": str(any(map(_wide, tree.all("table")))).lower(),
    }
    preamble = (shipped("templates") / "documents" / "paper.typ").read_text("utf-8")
    given = ", ".join(f"{name}: {value}" for name, value in options.items())
    return f"{preamble}\n#show: paper.with({given})\n{markup(tree, parted=paper.name in PARTED)}\n"


def _wide(table: Element) -> bool:
    rows = [[cell.words for cell in row.all("th", "td")] for row in table.all("tr")]
    return max(map(len, rows), default=0) > ACROSS and least_width(rows) > LETTERS


def compiled(text: str) -> "Compiled":
    """Return the PDF of a text in Typst's language, and what the typesetter warns of."""
    try:
        import typst  # noqa: PLC0415 - not in the core install
    except ImportError as problem:
        raise no_typst() from problem
    for mend in (_with_squares, _in_common_letters):
        try:
            return _compiled(text, ["ua-1"])
        except typst.TypstError as problem:
            text = mend(text, problem.diagnostic)
    try:
        return _compiled(text, ["ua-1"])
    except typst.TypstError:
        return _compiled(text, [])


def _with_squares(text: str, diagnostic: str) -> str:
    """Return a text with a square for each sign that no font has, and for the accents on it."""
    return with_squares(text, "".join(map(re.escape, sorted(missing(diagnostic)))))


def _in_common_letters(text: str, _: str) -> str:
    """Return a text whose letters are Latin, Greek or Cyrillic, for where others bring the typesetter down."""
    return with_squares(text, _RARE)


def missing(diagnostic: str) -> set[str]:
    """Return the signs that a typesetter's complaint says no font has."""
    told = _NO_GLYPH.findall(diagnostic)
    signs = "".join(_ESCAPE.sub(lambda code: chr(int(code[1], 16)), each) for each in told)
    return {sign for sign in signs if not sign.isascii()}


def _compiled(text: str, standards: list["typst.PDFStandard"]) -> "Compiled":
    import typst  # noqa: PLC0415

    with TemporaryDirectory() as nothing:  # no file can be read, and no package found
        room = typst.Compiler(
            root=nothing, ignore_system_fonts=True, package_path=nothing, package_cache_path=nothing
        )
        try:
            content, warnings = room.compile_with_warnings(
                text.encode(), format="pdf", pdf_standards=standards, timestamp=ALWAYS
            )
        except BaseException as problem:
            if (
                type(problem).__name__ == "PanicException"
            ):  # the typesetter's own mistake, of no class to name
                raise typst.TypstError(str(problem), "") from None
            raise
    return cast("bytes", content), warnings  # one file, as none was named
