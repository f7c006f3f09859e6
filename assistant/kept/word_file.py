"""Word file: a conversation as a DOCX document; python-docx enters the project here."""

import io
import re
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from assistant.kept.exchange import Exchange
from assistant.kept.transcript import Kind, blocks

# XML knows no other control characters, nor half a pair of surrogates.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLE: dict[Kind, str] = {
    "title": "Title", "question": "Heading 2", "quote": "Quote", "item": "List Bullet",
    "citation": "List Paragraph",
}  # fmt: skip
_FONT, _BLACK = "Times New Roman", RGBColor(0, 0, 0)
_SIZES = {"Normal": 13, "Title": 16, "Heading 2": 14, "Quote": 13, "List Bullet": 13, "List Paragraph": 12}
_WARNING = RGBColor(0x8A, 0x4B, 0x00)


def word_file(title: str, exchanges: Sequence[Exchange], language: str = "vi") -> bytes:
    """The conversation as the bytes of a .docx file: paragraphs in styles of Word's own, comparisons as tables."""
    document = docx.Document()
    _dress(document)
    document.core_properties.title = _clean(title)
    document.core_properties.author = "Trích"
    for block in blocks(title, exchanges, language):
        if block.rows:
            _lay(document, block.rows)
            continue
        paragraph = document.add_paragraph(style=_STYLE.get(block.kind))
        run = paragraph.add_run(_clean(block.text))
        run.italic = block.kind == "note"
        if block.kind == "unverified":
            run.font.color.rgb = _WARNING
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _dress(document: Document) -> None:
    """Give every style the look of an official letter: one font that every machine has, black, no lines or theme."""
    for name, size in _SIZES.items():
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), _BLACK
        style.font.italic = False
        # the theme's font and the line beneath a title would win
        fonts = style.element.rPr.rFonts
        for theme in [each for each in fonts.attrib if each.endswith("Theme")]:
            del fonts.attrib[theme]
        for border in style.element.xpath("w:pPr/w:pBdr"):
            border.getparent().remove(border)
    document.styles["Title"].font.bold = True
    document.styles["Quote"].paragraph_format.left_indent = Cm(1)


def _lay(document: Document, rows: Sequence[Sequence[str]]) -> None:
    """Add a table whose head is repeated on each page, with space beneath it."""
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for number, (row, cells) in enumerate(zip(rows, table.rows, strict=True)):
        for place, (text, cell) in enumerate(zip(row, cells.cells, strict=True)):
            run = cell.paragraphs[0].add_run(_clean(text))
            run.bold = number == 0 or place == 0
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
