"""How a DOCX looks: its styles, and the signs of its lists."""

from collections.abc import Sequence

from hiring.export.blocks import DEEPEST

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FONT = "Arial"  # in every Word; LibreOffice and Google Docs have one of the same measures
BULLETS = "•–•–•"
_INDENT = 340  # twentieths of a point for each level of a list
_QUIET = "595959"
_LINES = "A6A6A6"

# level, times the size of text, twentieths of a point before and after
_HEADINGS = ((1, 1.75, 0, 120), (2, 1.35, 260, 90), (3, 1.12, 200, 70), (4, 1.0, 180, 60))


def styles(language: str, size: int) -> str:
    """Return the styles of a document in a language such as `en-GB`; `size` of its text in half points."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    spoken = f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>'
    text = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    parts = [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{text}{spoken}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>",
        '<w:spacing w:after="100" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>',
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>',
        f"<w:rPr>{spoken}</w:rPr></w:style>",
        *_headings(size),
        *_lists(),
        *_others(size),
        *_characters(),
        *_tables(),
    ]
    return f"<w:styles {W}>{''.join(parts)}</w:styles>"


def _paragraph(name: str, own: str, letters: str = "", then: str = "") -> str:
    """Return a paragraph style; its id is its name without spaces, each word begun with a capital letter."""
    style_id = "".join(word[:1].upper() + word[1:] for word in name.split())
    custom = "" if name in _BUILT_IN or name.startswith(("heading", "List")) else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'{f"""<w:next w:val="{then}"/>""" if then else ""}<w:qFormat/><w:pPr>{own}</w:pPr><w:rPr>{letters}</w:rPr></w:style>'
    )


_BUILT_IN = {"header", "footer"}


def _headings(size: int) -> list[str]:
    return [
        _paragraph(
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'
            f'<w:outlineLvl w:val="{level - 1}"/>',
            f'<w:b/><w:bCs/><w:sz w:val="{round(size * times)}"/><w:szCs w:val="{round(size * times)}"/>',
            then="Normal",
        )
        for level, times, before, after in _HEADINGS
    ]


def _lists() -> list[str]:
    """Return List Bullet, List Number and List Continue for each level."""
    made = []
    for level in range(1, DEEPEST + 1):
        end = f" {level}" if level > 1 else ""
        depth = f'<w:ilvl w:val="{level - 1}"/>'
        space = '<w:spacing w:after="40"/>'
        for name, number in (("List Bullet", 1), ("List Number", 2)):
            numbering = f'<w:numPr>{depth}<w:numId w:val="{number}"/></w:numPr>'
            made.append(_paragraph(f"{name}{end}", numbering + space))
        made.append(_paragraph(f"List Continue{end}", f'{space}<w:ind w:left="{_INDENT * level}"/>'))
    return made


def _others(size: int) -> list[str]:
    small = f'<w:color w:val="{_QUIET}"/><w:sz w:val="{size - 4}"/><w:szCs w:val="{size - 4}"/>'
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="{_LINES}"/></w:pBdr>'
    cell = '<w:spacing w:before="20" w:after="20" w:line="252" w:lineRule="auto"/>'
    return [
        _paragraph("Term", '<w:keepNext/><w:spacing w:before="80" w:after="0"/>', "<w:b/><w:bCs/>", "Definition"),
        _paragraph("Definition", f'<w:ind w:left="{_INDENT}"/>'),
        _paragraph("Rule", line),
        _paragraph("Table Text", cell),
        _paragraph("Table Head", f"<w:keepNext/>{cell}", "<w:b/><w:bCs/>"),
        _paragraph("Note", cell, small),
        _paragraph("After Table", '<w:spacing w:after="0" w:line="120" w:lineRule="exact"/>', '<w:sz w:val="8"/>'),
        _paragraph("header", '<w:spacing w:after="0"/>', small),
        _paragraph("footer", '<w:spacing w:after="0"/>', small),
    ]  # fmt: skip


def _characters() -> list[str]:
    return [
        _character("Default Paragraph Font", ' w:default="1"', ""),
        _character(
            "Hyperlink",
            "",
            '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="0B4F9E"/><w:u w:val="single"/></w:rPr>',
        ),
    ]


def _character(name: str, default: str, rest: str) -> str:
    return f'<w:style w:type="character"{default} w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>{rest}</w:style>'


def _tables() -> list[str]:
    """Return the style of tables, with lines between cells and a shaded first row, and that of boxes for notes."""
    margins = (
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
    )
    head = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>'
        '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/></w:tcPr></w:tblStylePr>'
    )
    plain = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{margins}</w:tblPr></w:style>'
    )
    return [
        plain,
        _table_style("Table Grid", "", _lines("single"), head),
        _table_style("Notes Box", ' w:customStyle="1"', _lines("dashed"), ""),
    ]


def _table_style(name: str, custom: str, lines: str, head: str) -> str:
    return (
        f'<w:style w:type="table"{custom} w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr>{lines}</w:tblPr>{head}</w:style>'
    )


def _lines(kind: str) -> str:
    sides = ("top", "left", "bottom", "right", *(("insideH", "insideV") if kind == "single" else ()))
    each = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="{_LINES}"/>' for side in sides)
    return f"<w:tblBorders>{each}</w:tblBorders>"


def numbering(starts: Sequence[int], levels: Sequence[int]) -> str:
    """Return the signs of lists: list 1 has bullets, 2 the numbers of the style, 3 and so on begin with `starts`."""
    begun = (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="{level}">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, (start, level) in enumerate(zip(starts, levels, strict=True), 3)
    )
    return (
        f"<w:numbering {W}>{_signs(0, 'bullet', 'List Bullet')}{_signs(1, 'decimal', 'List Number')}"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        f"{''.join(begun)}</w:numbering>"
    )


def _signs(number: int, kind: str, style: str) -> str:
    levels = (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{style.replace(" ", "")}{level + 1 if level else ""}"/>'
        f'<w:lvlText w:val="{BULLETS[level] if kind == "bullet" else f"%{level + 1}."}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_INDENT * (level + 1)}" w:hanging="{_INDENT}"/></w:pPr></w:lvl>'
        for level in range(DEEPEST)
    )
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
