"""Flat: the words of a Word document without building a tree, if it is paragraphs and tables of plain runs.

Building and walking a tree takes three times as long as stripping the tags that say nothing of the words, as most do.
A document that then still has a tag unknown here is left to the tree. Pure.
"""

import re
from collections.abc import Collection
from typing import NamedTuple, TypeAlias
from xml.parsers import expat


class Styled(NamedTuple):
    """A paragraph under a style or in a list that says something of it: the style, the list and depth, its words."""

    style: str | None
    listed: tuple[str | None, int] | None
    text: str


class Cell(NamedTuple):
    """A cell that is merged with others: what its merging downwards says, over how many columns it reaches, what stands
    in it.
    """

    merge: str | None
    width: int
    words: "list[Words]"


class Row(NamedTuple):
    """A row of a table; `marked` says that it is repeated as a heading. A cell of plain paragraphs is their lines."""

    marked: bool
    cells: "list[str | Cell]"


# The lines of plain paragraphs, or one that is not.
Words: TypeAlias = str | Styled
# A table is its rows.
Block: TypeAlias = Words | list[Row]

# What says how things look, or where: in the order of how often, since they are tried one after the other.
_SILENT = "|".join(
    (
        "p|r|rPr|pPr|tcPr|tcW|rFonts|sz|szCs|spacing|jc|b|bCs|ind|lang|color|proofErr|bookmarkStart|bookmarkEnd|i|iCs",
        "u|tabs|tab(?= )|keepNext|keepLines|widowControl|outlineLvl|shd|highlight|kern|w|rtl",
        "noProof|contextualSpacing|lastRenderedPageBreak|softHyphen|caps|smallCaps|strike|dstrike|position|bdr|em",
        "pBdr|top|left|bottom|right|between|bar|start|end|adjustRightInd|autoSpaceDE|autoSpaceDN|snapToGrid|cnfStyle",
        "suppressAutoHyphens|suppressLineNumbers|textAlignment|pageBreakBefore|overflowPunct|kinsoku|wordWrap|bidi",
        "mirrorIndents|divId|cs|bidiVisual|tblPr|tblStyle|tblpPr|tblOverlap|tblW|tblCellSpacing|tblInd|tblBorders",
        "tblLayout|tblCellMar|tblLook|tblGrid|gridCol|insideH|insideV|trPr|trHeight|cantSplit|gridAfter|wAfter",
        "tcBorders|tcMar|noWrap|vAlign|hideMark|textDirection|tcFitText|tl2br|tr2bl|sectPr|pgSz|pgMar|cols|col|docGrid",
        "headerReference|footerReference|titlePg|pgNumType|type|formProt|paperSrc|pgBorders|noEndnote",
    )
)
_T = r'w:t(?: xml:space="preserve")?>'
# Words stand in `t` alone: between other tags there is nothing, or it is a document laid out for people to read.
_TAG = rf"(?:/w:(?!p>)(?:t|{_SILENT})|w:(?:t[rc](?=>| (?![^>]*/>))|{_SILENT}|t(?=/| [^>]*/>))(?:[ /][^>]*)?)>"
# Most are these, which are faster looked for as they stand.
_USUAL = rf"<w:p><w:r><{_T}|</w:t></w:r>(?=<)"
_SAYS_NOTHING = re.compile(rf"{_USUAL}|<(?:{_TAG}(?:<{_TAG})*+(?:<{_T}|(?=<))|{_T})".encode())
_WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BEGINS = re.compile(
    rb"(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])?\s*\?>\s*)?"
    rb"<w:document (?:[^<>]* )?xmlns:w=\"" + re.escape(_WORD) + rb"\"[^<>]*>\s*<w:body>"
)
_ENDS = re.compile(rb"</w:body>\s*</w:document>\s*\Z")
_STYLE = r'<w:[pr]Style w:val="([^"<>&\s]*)"/>'
_STYLES = re.compile(_STYLE.encode())
_FONTS = re.compile(rb"<w:rFonts [^>]*>")
_FONT = re.compile(r'w:(?:ascii|hAnsi)="([^"]*)"')
_SIGNS = {"<w:tab/>": "\t", "<w:noBreakHyphen/>": "-"}
_BREAK = re.compile(r"<w:(?:br|cr)(?: [^<>]*)?/>")
# What runs may stand in, and how deep is for a parser to judge.
_HOLDS, _MOST_HELD = re.compile(r"</?w:(?:ins|hyperlink|smartTag)(?: [^<>]*)?>"), 200
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_STYLED = re.compile(
    r'(?:<w:pStyle w:val="(?P<style>[^"<>&\s]*)"/>)?'
    r'(?P<listed><w:numPr>(?:<w:ilvl w:val="(?P<depth>[0-9]{1,5})"/>)?(?:<w:numId w:val="(?P<name>[0-9]{1,9})"/>)?'
    r"</w:numPr>)?(?P<text>[^<]*)"
)
_HEADING = re.compile(r'<w:tblHeader(?: w:val="(?:true|1|on)")?/>')
_MERGED = re.compile(
    r'(?:<w:gridSpan w:val="(?P<width>[0-9]{1,5})"/>)?'
    r'(?P<merged><w:vMerge(?: w:val="(?P<merge>restart|continue)")?/>)?'
)
_LARGEST = 8 * 1024 * 1024


class _Other(Exception):
    """Raised if the document holds something that cannot be read without a tree."""


def styles(markup: bytes) -> set[str]:
    """The styles that the document's paragraphs and runs name."""
    return set(map(bytes.decode, set(_STYLES.findall(markup))))


def fonts(markup: bytes) -> set[str]:
    """The fonts that its runs name for Latin letters."""
    return {font for tag in set(_FONTS.findall(markup)) for font in _FONT.findall(tag.decode())}


def blocks(markup: bytes, plain: Collection[str]) -> list[Block] | None:
    """What stands in the document, in its order; None if the tree is needed to tell. `plain` are the styles that say
    nothing of what stands under them.
    """
    begin, end = _BEGINS.match(markup), _ENDS.search(markup, max(0, len(markup) - 200))
    # a name of the markup's own must mean one thing throughout
    if not begin or not end or len(markup) > _LARGEST or markup.find(b"xmlns", begin.end()) >= 0:
        return None
    left = _SAYS_NOTHING.sub(b"", markup[begin.end() : end.start()] + b"<")[:-1]
    if b"\r" in left or b"&#" in left:
        return None
    try:
        expat.ParserCreate().Parse(markup, True)
        text = left.decode()
        for style in plain:
            text = text.replace(f'<w:pStyle w:val="{style}"/>', "").replace(
                f'<w:rStyle w:val="{style}"/>', ""
            )
        return _blocks(text)
    except (_Other, expat.ExpatError, UnicodeDecodeError):
        return None


def _blocks(text: str) -> list[Block]:
    """What stands in the body."""
    before, *tables = text.split("<w:tbl>")
    found: list[Block] = [*_words(before)]
    for each in tables:
        rows, ended, after = each.partition("</w:tbl>")
        *full, rest = rows.split("</w:tr>")
        if not ended or rest.strip():
            raise _Other
        found.append(list(map(_row, full)))
        found += _words(after)
    return found


def _row(text: str) -> Row:
    """A row of a table."""
    marked = _HEADING.match(text)
    *cells, rest = text[marked.end() if marked else 0 :].split("</w:tc>")
    if rest.strip():
        raise _Other
    return Row(bool(marked), list(map(_cell, cells)))


def _cell(text: str) -> str | Cell:
    """A cell of a row."""
    lines = text.replace("</w:p>", "\n")
    if "<" not in lines:
        return _read(lines)
    found = _MERGED.match(text)
    assert found  # it may match nothing, but it matches
    merge = (found["merge"] or "continue") if found["merged"] else None
    return Cell(merge, int(found["width"] or 1), _words(text[found.end() :]))


def _words(text: str) -> list[Words]:
    """The paragraphs of a part of the text: those in a row that are plain as their lines."""
    lines = text.replace("</w:p>", "\n")
    if "<" not in lines:
        return [_read(lines)]
    return [_read(each) if "<" not in each else _styled(each) for each in text.split("</w:p>")]


def _styled(text: str) -> Words:
    """A paragraph that is under a style, in a list or holds signs that are written as tags."""
    for tag, sign in _SIGNS.items():
        text = text.replace(tag, sign)
    text, held = _HOLDS.subn("", text)
    if held > _MOST_HELD:
        raise _Other
    told = _STYLED.fullmatch(_BREAK.sub("\n", text))
    if not told:
        raise _Other
    listed = (told["name"], int(told["depth"] or 0)) if told["listed"] else None
    return Styled(told["style"], listed, _read(told["text"]))


def _read(text: str) -> str:
    """The characters of the text that markup must write otherwise, as they are."""
    if "&" in text:
        for written, char in _ENTITIES.items():
            text = text.replace(written, char)
    return text
