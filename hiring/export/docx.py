"""A document as DOCX, for Word, LibreOffice and Google Docs; the same document gives the same bytes."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from markupsafe import Markup

from hiring.export.blocks import blocks_of, plain
from hiring.export.docx_body import TEXT_WIDTH, Body
from hiring.export.docx_styles import W, numbering, styles
from hiring.render import Paper

LANGUAGES = {"en": "en-GB", "pl": "pl-PL"}
DENSE = {
    "kit": 19,
    "scorecard": 19,
    "debrief": 19,
    "dossier": 19,
    "preparation": 18,
    "cards": 18,
}  # half points
PLAIN_SIZE = 20
A_PAGE_EACH = {"kit", "scorecard"}  # a page for each stage
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "numbering", "settings", "header", "footer")
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1021" w:bottom="1134" w:left="1021" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_WHEN = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows


def docx(body: Markup, paper: Paper) -> bytes:
    """Return a document, as `render.html` gives it, as a DOCX file of A4 pages."""
    document = blocks_of(body)
    size = DENSE.get(paper.name, PLAIN_SIZE)
    written = Body(document, pages_of_heads=paper.name in A_PAGE_EACH)
    main = written.xml()
    language = LANGUAGES[paper.language]
    return _zipped(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _first_relations(),
            "word/document.xml": f'<w:document {W} xmlns:r="{_OFFICE}"><w:body>{main}{_SECTION}</w:body></w:document>',
            "word/_rels/document.xml.rels": _relations(written.links),
            "word/styles.xml": styles(language, size),
            "word/numbering.xml": numbering(document.starts, written.levels),
            "word/settings.xml": _settings(language),
            "word/header.xml": f'<w:hdr {W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{_words(paper.title)}</w:p></w:hdr>',
            "word/footer.xml": _footer(paper.foot),
            "docProps/core.xml": _properties(paper.title, language),
        }
    )


def _words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r>'


def _footer(foot: str) -> str:
    """Return what stands below each page: the foot, and `page / pages`."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    number = '<w:r><w:tab/></w:r>{}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{}'.format(
        *(
            f'<w:fldSimple w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
            for field in ("PAGE", "NUMPAGES")
        )
    )
    style = f'<w:pPr><w:pStyle w:val="Footer"/>{tab}</w:pPr>'
    return f"<w:ftr {W}><w:p>{style}{_words(foot)}{number}</w:p></w:ftr>"


def _settings(language: str) -> str:
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{language}"/></w:settings>'
    )


def _properties(title: str, language: str) -> str:
    """Return title and language; the times are always the same, for the file to be."""
    when = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(plain(title))}</dc:title><dc:language>{language}</dc:language>{when}</cp:coreProperties>"
    )


def _content_types() -> str:
    parts = {f"/word/{part}.xml": f"{_WORD}.{part}+xml" for part in _PARTS} | {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _first_relations() -> str:
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return _related(
        [
            ("document", f"{_OFFICE}/officeDocument", "word/document.xml", ""),
            ("core", core, "docProps/core.xml", ""),
        ]
    )


def _relations(links: Iterable[str]) -> str:
    parts = [(part, f"{_OFFICE}/{part}", f"{part}.xml", "") for part in _PARTS]
    away = [
        (f"r{number}", f"{_OFFICE}/hyperlink", link, ' TargetMode="External"')
        for number, link in enumerate(links, 1)
    ]
    return _related([*parts, *away])


def _related(relations: Iterable[tuple[str, str, str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target={quoteattr(target)}{mode}/>'
        for name, kind, target, mode in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _zipped(parts: Mapping[str, str]) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            member = ZipInfo(name, _WHEN)
            member.compress_type = ZIP_DEFLATED
            declared = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'
            package.writestr(member, declared.encode())
    return held.getvalue()
