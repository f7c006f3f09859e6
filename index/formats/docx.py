"""DOCX: the text of a Word document as it is read: paragraphs, headings, lists with their numbers, tables,
footnotes and text boxes, in the document's order.

Tracked insertions are in; tracked deletions and hidden text are not. Running heads are left out. A run under
a font of a legacy encoding (.VnTime, VNI-Times) is read in that encoding. Of the document's own properties
only a title that stands in the text is taken: what else Word notes there is often another document's.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from pathlib import Path
from posixpath import dirname, join, normpath
from zipfile import ZipFile

from index.encodings import Encoding, by_font, convert
from index.errors import BadInput
from index.formats import apart, flat, table
from index.formats.draft import Draft, worded
from index.formats.elements import local, name_of, number_of
from index.formats.numbering import Numbering
from index.formats.package import Element, kept, markup, opened, parsed
from index.formats.page import SUPERSCRIPTS
from index.formats.properties import stated_title, title_in
from index.formats.styles import Style, font_named, list_named, listings_of, styles_of
from index.formats.wordml import (
    W,
    child,
    children,
    in_one_namespace,
    is_on,
    part_of,
    value_of,
)

_P, _TBL, _PPR, _PSTYLE, _NUMPR = (W + name for name in ("p", "tbl", "pPr", "pStyle", "numPr"))
_R, _T, _RPR, _RFONTS, _RSTYLE = (W + name for name in ("r", "t", "rPr", "rFonts", "rStyle"))
_TR, _TC, _TCPR, _VMERGE, _GRID_SPAN = (W + name for name in ("tr", "tc", "tcPr", "vMerge", "gridSpan"))
_VANISH, _VERT_ALIGN = W + "vanish", W + "vertAlign"

# Deleted or moved away, machine text of fields, the older twin of a drawing, remarks, and mere properties.
_SILENT = frozenset(
    ("del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What most paragraphs are made of, and the sign that it stands for, if for any.
_USUAL = dict.fromkeys(
    (
        *(_P, _PPR, _R, _RPR),
        *(W + name for name in ("b", "bCs", "bookmarkEnd", "bookmarkStart", "color", "contextualSpacing")),
        *(
            W + name
            for name in ("highlight", "hyperlink", "i", "iCs", "ilvl", "ind", "ins", "jc", "keepLines")
        ),
        *(W + name for name in ("keepNext", "kern", "lang", "lastRenderedPageBreak", "noProof", "numId")),
        *(W + name for name in ("outlineLvl", "proofErr", "rtl", "shd", "smartTag", "spacing", "sz", "szCs")),
        *(W + name for name in ("u", "w", "widowControl")),
    ),
    "",
) | {W + name: sign for name, sign in _SIGNS.items() if name != "tab"}
# What Word itself allows.
_MOST_COLUMNS = 63
# What people put in from Word's table of symbols and read as words: comparisons, degrees, boxes that are ticked or not.
_SYMBOLS = {
    (font, sign[:2]): sign[3:]
    for font, signs in {
        "symbol": "A3=≤ B3=≥ B1=± B4=× B8=÷ B0=° B9=≠ BB=≈ AE=→ 44=Δ 53=Σ 57=Ω 61=α 62=β 67=γ 6D=µ 70=π",
        "wingdings": "FE=☑ FD=☒ A8=☐ 6F=☐ 71=☐ 72=☐ FC=✓ FB=✗ E0=→",
    }.items()
    for sign in signs.split()
}
_CODE = re.compile(r"(?:F0|00)?([0-9a-fA-F]{2})", re.I)
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class _Look:
    """A style with what it inherits from the styles that it is based on and from the document's defaults."""

    font: str | None
    listed: tuple[str | None, int] | None
    is_title: bool
    is_legacy: bool


@dataclass(slots=True)
class _Document:
    """What the walk through a document looks up, and what it has come upon."""

    styles: dict[str, Style]
    normal: str | None
    font: str | None
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    noted: int = 0
    title: str | None = None
    converted: set[Encoding] = field(default_factory=set)
    looks: dict[str | None, _Look] = field(default_factory=dict)

    def look(self, style: str | None) -> _Look:
        """The style with what it inherits, worked out once."""
        if style not in self.looks:
            chain = list(_chain(style, self))
            font = next((each.font for each in chain if each.font), None)
            self.looks[style] = _Look(
                font,
                next((each.listed for each in chain if each.listed), None),
                bool(chain) and chain[0].name.lower() == "title",
                bool(by_font(font or self.font or "")),
            )
        return self.looks[style]


@dataclass(slots=True)
class _Words:
    """The words of one paragraph: stretches under one encoding, its text boxes, its notes."""

    stretches: list[tuple[Encoding | None, list[str]]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def say(self, text: str, encoding: Encoding | None) -> None:
        """Add text; what is under one encoding is joined, since a letter may lie in two runs."""
        if not self.stretches or self.stretches[-1][0] is not encoding:
            self.stretches.append((encoding, []))
        self.stretches[-1][1].append(text)

    def raised(self, others: "_Words") -> None:
        """Add words set above the line; their figures become superscripts, for 1.234¹ is not 12.341."""
        for encoding, parts in others.stretches:
            for each in parts:
                self.say(each.translate(SUPERSCRIPTS), encoding)
        self.boxes += others.boxes
        self.notes += others.notes

    def text(self, converted: set[Encoding]) -> str:
        """The words in Unicode; the encodings that they were not in before go into `converted`."""
        whole = []
        for encoding, parts in self.stretches:
            raw = "".join(parts)
            whole.append(convert(raw, encoding) if encoding else raw)
            if encoding and whole[-1] != raw:
                converted.add(encoding)
        return "".join(whole)


def read(path: Path) -> Iterator[Draft]:
    """The one report of a .docx file; BadInput if it is damaged, protected or no Word document."""
    yield from apart.drafts(f"{__name__}:parse", path)


@apart.told
def parse(path: Path) -> Draft:
    """For the worker: the file as a Draft."""
    with opened(path) as package:
        main = _main_part(package, "_rels/.rels")
        raw = in_one_namespace(markup(package, main) or b"")
        document = _document(package, dirname(main))
        lines = _flat(raw, document)
        text = "\n".join(_walked(raw, document) if lines is None else lines)
        title = document.title or stated_title(title_in(package), text)
    return worded(text, title, sorted(document.converted))


@kept
def _main_part(relations: bytes) -> str:
    """The name of the part that holds the document's words, by the package's relations."""
    for each in parsed(relations) if relations else ():
        if str(each.get("Type", "")).endswith("/officeDocument"):
            return normpath(str(each.get("Target", "")).lstrip("/"))
    return "word/document.xml"


def _walked(raw: bytes, document: _Document) -> list[str]:
    """The lines of a document, by a tree of its markup; BadInput if it is none of Word's."""
    body = child(parsed(raw), "body") if raw else None
    if body is None:
        raise BadInput(
            "corrupt_file",
            "Tệp không phải tài liệu Word đọc được; hãy mở bằng Word, lưu lại rồi thêm lại.",
            "The file is no readable Word document; open it in Word, save it and add it again.",
        )
    return _blocks(body, document)


def _flat(raw: bytes, document: _Document) -> list[str] | None:
    """The lines, read without building a tree; None if they cannot be told without one."""
    looks = {style: document.look(style) for style in flat.styles(raw)}
    normal = document.look(document.normal)
    if normal.listed or normal.is_title or any(map(by_font, flat.fonts(raw))):
        return None
    if normal.is_legacy or any(look.is_legacy for look in looks.values()):
        return None
    plain = {style for style, look in looks.items() if not (look.listed or look.is_title)}
    found = flat.blocks(raw, plain)
    return None if found is None else _lines(found, document)


def _lines(found: Sequence[flat.Block], document: _Document) -> list[str]:
    """The lines of what stands in a flat document, or in a cell of it."""
    lines: list[str] = []
    for block in found:
        if isinstance(block, str):
            lines += filter(None, map(str.strip, block.split("\n")))
        elif isinstance(block, flat.Styled):
            look = document.look(block.style or document.normal)
            _say(block.text, block.listed, look, document, lines)
        else:
            lines += _flat_table(block, document)
    return lines


def _flat_table(found: Sequence[flat.Row], document: _Document) -> list[str]:
    """The lines of a flat document's table."""
    rows: list[list[str | None]] = []
    for row in found:
        above, cells = rows[-1] if rows else [], list[str | None]()
        for cell in row.cells[: table.MOST_COLUMNS + 1]:
            if isinstance(cell, str):
                text = cell.strip()
                cells.append(text if "\n" not in text else "\n".join(_lines([text], document)))
            elif not _put(partial(_lines, cell.words, document), cell.merge, cell.width, cells, above):
                break
        rows.append(cells)
    return _rows(rows, [row.marked for row in found])


def _document(package: ZipFile, folder: str) -> _Document:
    """What the other parts of the package say of styles, lists and notes."""
    styles, font = styles_of(package, join(folder, "styles.xml"))
    notes = {
        (kind, value_of(note, "id") or ""): note
        for kind in ("footnote", "endnote")
        if (root := part_of(package, join(folder, f"{kind}s.xml"))) is not None
        for note in children(root, kind)
        if value_of(note, "type") in (None, "normal")
    }
    numbering = Numbering(listings_of(package, join(folder, "numbering.xml")))
    normal = next((name for name, style in styles.items() if style.is_default), None)
    return _Document(styles, normal, font, numbering, notes)


def _blocks(parent: Element, document: _Document) -> list[str]:
    """The lines of what stands in a body, a cell, a note or a text box."""
    lines: list[str] = []
    for element in parent:
        tag = element.tag
        if tag == _P:
            _paragraph(element, document, lines)
        elif tag == _TBL:
            lines += _table(element, document)
        elif name_of(element) not in _SILENT:
            lines += _blocks(element, document)
    return lines


def _paragraph(element: Element, document: _Document, lines: list[str]) -> None:
    """Add the lines of one paragraph, then of its text boxes and notes."""
    usual = _usual(element)
    style, own = usual[:2] if usual else _placed(element)
    look = document.look(style or document.normal)
    words = None
    if usual and not look.is_legacy:
        text = "".join(usual[2])
    else:
        words = _Words()
        _gather(element, words, document, look.font or document.font)
        text = words.text(document.converted)
    _say(text, own, look, document, lines)
    if words:
        for box in words.boxes:
            lines += _blocks(box, document)
        for called in words.notes:
            lines += _note(called, document)


def _say(
    text: str, own: tuple[str | None, int] | None, look: _Look, document: _Document, lines: list[str]
) -> None:
    """Add the lines of a paragraph's words, with its mark in its list."""
    if text := text.strip():
        if own or look.listed:
            mark = _mark(own, look.listed, document)
            text = f"{mark} {text}" if mark else text
        said = [line for each in text.split("\n") if (line := each.strip())] if "\n" in text else [text]
        if look.is_title and document.title is None:
            document.title = " ".join(" ".join(said).split())
        lines += said


# A paragraph of plain runs: its style, its list and its words.
_Usual = tuple[str | None, tuple[str | None, int] | None, list[str]]


def _usual(element: Element) -> _Usual | None:
    """What a paragraph of plain runs says, as most are; None for one that must be looked at more closely."""
    style = listed = None
    parts = []
    for each in element.iter():
        tag = each.tag
        if tag == _T:
            parts.append(each.text or "")
        elif (sign := _USUAL.get(tag)) is not None:
            if sign:
                parts.append(sign)
        elif tag == _RFONTS:
            if by_font(font_named(each) or ""):
                return None
        elif tag == _PSTYLE:
            style = value_of(each)
        elif tag == _NUMPR:
            listed = list_named(each)
        else:
            return None
    return style, listed, parts


def _placed(element: Element) -> tuple[str | None, tuple[str | None, int] | None]:
    """The style of a paragraph, and its list."""
    style = own = None
    if len(element) and element[0].tag == _PPR:
        for each in element[0]:
            if each.tag == _PSTYLE:
                style = value_of(each) or style
            elif each.tag == _NUMPR:
                own = list_named(each)
    return style, own


def _note(called: tuple[str, str], document: _Document) -> Iterator[str]:
    """The lines of a note, once, under its number."""
    note = document.notes.pop(called, None)
    if note is not None:
        document.noted += 1
        mark = f"({document.noted}) "
        for line in _blocks(note, document):
            yield mark + line
            mark = ""


def _gather(parent: Element, words: _Words, document: _Document, font: str | None) -> None:
    """Collect the words below an element of a paragraph, in order."""
    for element in parent:
        tag = element.tag
        if tag == _R:
            _run(element, words, document, font)
        elif tag == _T:
            words.say(element.text or "", by_font(font) if font else None)
        elif (name := local(str(tag))) in _SIGNS:
            words.say(_SIGNS[name], words.stretches[-1][0] if words.stretches else None)
        elif name == "sym":
            words.say(_symbol(value_of(element, "font"), value_of(element, "char")), None)
        elif name == "softHyphen" and font and (encoding := by_font(font)):
            # its code is a letter there: ư of TCVN3
            words.say("\xad", encoding)
        elif name in _NOTES:
            words.notes.append((_NOTES[name], value_of(element, "id") or ""))
        elif name == "txbxContent":
            words.boxes.append(element)
        elif name not in _SILENT:
            _gather(element, words, document, font)


def _symbol(font: str | None, code: str | None) -> str:
    """The sign that stands at a code of a font of signs; nothing if it is an ornament."""
    found = _CODE.fullmatch(code or "")
    return _SYMBOLS.get(((font or "").rstrip(" 23").lower(), found[1].upper()), "") if found else ""


def _run(element: Element, words: _Words, document: _Document, font: str | None) -> None:
    """Collect the words of a run under one look, unless it is hidden."""
    raised = False
    if len(element) and element[0].tag == _RPR:
        style = own = None
        for each in element[0]:
            tag = each.tag
            if tag == _RFONTS:
                own = font_named(each)
            elif tag == _RSTYLE:
                style = value_of(each)
            elif tag == _VANISH and is_on(each):
                return
            elif tag == _VERT_ALIGN:
                raised = value_of(each) == "superscript"
        font = own or (document.look(style).font if style else None) or font
    if raised:
        others = _Words()
        _gather(element, others, document, font)
        words.raised(others)
    else:
        _gather(element, words, document, font)


def _mark(
    own: tuple[str | None, int] | None, inherited: tuple[str | None, int] | None, document: _Document
) -> str:
    """The mark of a paragraph in its list, "" if it stands in none."""
    name, depth = own or inherited or (None, 0)
    if name is None and inherited:
        name = inherited[0]
    return document.numbering.mark(name, depth) if name else ""


def _chain(style: str | None, document: _Document) -> Iterator[Style]:
    """A style and those it is based on, each once."""
    seen: set[str] = set()
    while style and style not in seen and style in document.styles:
        seen.add(style)
        yield document.styles[style]
        style = document.styles[style].base


def _table(element: Element, document: _Document) -> list[str]:
    """The lines of a table; a cell that reaches down stands in each of its rows."""
    rows: list[list[str | None]] = []
    marked: list[bool] = []
    for row in _below(element, _TR):
        properties = child(row, "trPr")
        if properties is not None and child(properties, "del") is not None:
            continue
        rows.append(_row(row, properties, rows[-1] if rows else [], document))
        marked.append(properties is not None and is_on(child(properties, "tblHeader")))
    return _rows(rows, marked)


def _rows(rows: list[list[str | None]], marked: list[bool]) -> list[str]:
    """The lines of a table's rows, some of them marked as headings."""
    return table.lines(rows, sum(takewhile(bool, marked)) or None)


def _row(
    row: Element, properties: Element | None, above: list[str | None], document: _Document
) -> list[str | None]:
    """The cells of a row, at the columns that they stand in."""
    cells: list[str | None] = []
    before = child(properties, "gridBefore")
    cells += [""] * min(number_of(value_of(before)), _MOST_COLUMNS) if before is not None else []
    for cell in _below(row, _TC):
        merge = span = None
        first = next(iter(cell), None)
        for each in first if first is not None and first.tag == _TCPR else ():
            tag = each.tag
            if tag == _VMERGE:
                merge = each
            elif tag == _GRID_SPAN:
                span = each
        merged = None if merge is None else value_of(merge) or "continue"
        width = number_of(value_of(span), 1) if span is not None else 1
        if not _put(partial(_blocks, cell, document), merged, width, cells, above):
            break
    return cells


def _put(
    words: Callable[[], list[str]],
    merge: str | None,
    width: int,
    cells: list[str | None],
    above: list[str | None],
) -> bool:
    """Add a cell to its row, at the columns that it stands in; no cell where a row has too many already."""
    place = len(cells)
    if place > table.MOST_COLUMNS:
        return False
    if merge not in (None, "restart"):
        cells.append(table.repeated(above[place]) if place < len(above) else "")
    else:
        cells.append("\n".join(words()))
    cells += [None] * min(width - 1, _MOST_COLUMNS)
    return True


def _below(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those inside content controls and insertions with them."""
    for element in parent:
        found = element.tag
        if found == tag:
            yield element
        elif local(str(found)) in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _below(element, tag)
