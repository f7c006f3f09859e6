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
from index.formats.numbering import Level, Listing, Numbering
from index.formats.package import Element, kept, markup, opened, parsed
from index.formats.page import SUPERSCRIPTS
from index.memo import memo

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_WORD}}}"
# The namespace of Word's other way to save, which says the same.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TITLED = re.compile(rb"title(?:\s[^<>]*)?>\s*(?:[^<\s]|<!)")

_P, _TBL, _PPR, _PSTYLE, _NUMPR = (_W + name for name in ("p", "tbl", "pPr", "pStyle", "numPr"))
_R, _T, _RPR, _RFONTS, _RSTYLE = (_W + name for name in ("r", "t", "rPr", "rFonts", "rStyle"))
_TR, _TC, _TCPR, _VMERGE, _GRID_SPAN = (_W + name for name in ("tr", "tc", "tcPr", "vMerge", "gridSpan"))
_VANISH, _VERT_ALIGN = _W + "vanish", _W + "vertAlign"

# Deleted or moved away, machine text of fields, the older twin of a drawing, remarks, and mere properties.
_SILENT = frozenset(
    ("del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What most paragraphs are made of, and the sign that it stands for, if for any.
_USUAL = dict.fromkeys(
    (
        *(_P, _PPR, _R, _RPR),
        *(_W + name for name in ("b", "bCs", "bookmarkEnd", "bookmarkStart", "color", "contextualSpacing")),
        *(
            _W + name
            for name in ("highlight", "hyperlink", "i", "iCs", "ilvl", "ind", "ins", "jc", "keepLines")
        ),
        *(_W + name for name in ("keepNext", "kern", "lang", "lastRenderedPageBreak", "noProof", "numId")),
        *(
            _W + name
            for name in ("outlineLvl", "proofErr", "rtl", "shd", "smartTag", "spacing", "sz", "szCs")
        ),
        *(_W + name for name in ("u", "w", "widowControl")),
    ),
    "",
) | {_W + name: sign for name, sign in _SIGNS.items() if name != "tab"}
# The looks of tables, most of a part that is often larger than the document, say nothing that is looked up.
_TABLE_STYLE, _STYLE_END = b'<w:style w:type="table"', b"</w:style>"
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
class _Style:
    """What a named style says: its font, its list, the style that it is based on."""

    name: str
    base: str | None
    font: str | None
    listed: tuple[str | None, int] | None
    is_default: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style comes to with those that it is based on, and with what the document says of all text."""

    font: str | None
    listed: tuple[str | None, int] | None
    is_title: bool
    is_legacy: bool


@dataclass(slots=True)
class _Document:
    """What the walk through a document looks up, and what it has come upon."""

    styles: dict[str, _Style]
    normal: str | None
    font: str | None
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    noted: int = 0
    title: str | None = None
    converted: set[Encoding] = field(default_factory=set)
    looks: dict[str | None, _Look] = field(default_factory=dict)

    def look(self, style: str | None) -> _Look:
        """What a style comes to."""
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
        """Add words set above the line; their figures are superscripts, for 1.234¹ is no 12.341."""
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
    """The one report of a .docx file; BadInput where it is damaged, protected or no Word document."""
    yield from apart.drafts(f"{__name__}:parse", path)


@apart.told
def parse(path: Path) -> Draft:
    """For the worker: the file as a Draft."""
    with opened(path) as package:
        main = _main_part(package, "_rels/.rels")
        raw = _words_own(markup(package, main) or b"")
        document = _document(package, dirname(main))
        lines = _flat(raw, document)
        text = "\n".join(_walked(raw, document) if lines is None else lines)
        title = document.title or stated_title(_own_title(package), text)
    return worded(text, title, sorted(document.converted))


def _own_title(package: ZipFile) -> str | None:
    """The title among the document's properties; most have none, for which no tree is built."""
    properties = markup(package, "docProps/core.xml")
    return title_of(parsed(properties)) if properties and _TITLED.search(properties) else None


def title_of(properties: Element | None) -> str | None:
    """The title among a document's properties."""
    found = None if properties is None else next(properties.iter(_TITLE), None)
    return None if found is None else found.text


def stated_title(stated: str | None, text: str) -> str | None:
    """The title that a document's properties state, where it is a line of the text's beginning."""
    title = " ".join((stated or "").split())
    head = (" ".join(line.split()) for line in text[:4000].split("\n"))
    return title if title and title in head else None


@kept
def _main_part(relations: bytes) -> str:
    """The name of the part that holds the document's words, by the package's relations."""
    for each in parsed(relations) if relations else ():
        if str(each.get("Type", "")).endswith("/officeDocument"):
            return normpath(str(each.get("Target", "")).lstrip("/"))
    return "word/document.xml"


def _part(package: ZipFile, name: str) -> Element | None:
    """The root element of a part of Word's own markup, in the one namespace."""
    found = markup(package, name)
    return None if found is None else parsed(_words_own(found))


def _words_own(raw: bytes) -> bytes:
    """Word's own markup in the one namespace."""
    return raw.replace(_STRICT, _WORD.encode())


def _walked(raw: bytes, document: _Document) -> list[str]:
    """The lines of a document, by a tree of its markup; BadInput where it is none of Word's."""
    body = _child(parsed(raw), "body") if raw else None
    if body is None:
        raise BadInput(
            "corrupt_file",
            "Tệp không phải tài liệu Word đọc được; hãy mở bằng Word, lưu lại rồi thêm lại.",
            "The file is no readable Word document; open it in Word, save it and add it again.",
        )
    return _blocks(body, document)


def _flat(raw: bytes, document: _Document) -> list[str] | None:
    """The same lines without a tree; None where one is needed to tell them."""
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
    styles, font = _styles(package, join(folder, "styles.xml"))
    notes = {
        (kind, _value(note, "id") or ""): note
        for kind in ("footnote", "endnote")
        if (root := _part(package, join(folder, f"{kind}s.xml"))) is not None
        for note in _children(root, kind)
        if _value(note, "type") in (None, "normal")
    }
    numbering = Numbering(_listings(package, join(folder, "numbering.xml")))
    normal = next((name for name, style in styles.items() if style.is_default), None)
    return _Document(styles, normal, font, numbering, notes)


@kept
def _styles(raw: bytes) -> tuple[dict[str, _Style], str | None]:
    """The document's styles, and the font of all text that no style or run gives another."""
    if not raw:
        return {}, None
    first, *others = raw.split(_TABLE_STYLE)
    raw = b"".join([first, *(each.partition(_STYLE_END)[2] for each in others)])
    root = parsed(raw.replace(_STRICT, _WORD.encode()))
    styles = {}
    for style in _children(root, "style"):
        name = _child(style, "name")
        base = _child(style, "basedOn")
        styles[_value(style, "styleId") or ""] = _Style(
            name=(_value(name) or "") if name is not None else "",
            base=_value(base) if base is not None else None,
            font=_font(_child(style, "rPr")),
            listed=_listed(_child(style, "pPr")),
            is_default=_value(style, "type") == "paragraph" and _value(style, "default") in ("1", "true"),
        )
    defaults = _child(root, "docDefaults", "rPrDefault", "rPr")
    return styles, _font(defaults)


@kept
def _listings(raw: bytes) -> dict[str, Listing]:
    """The document's lists by the name that paragraphs call them."""
    if not raw:
        return {}
    root = parsed(raw.replace(_STRICT, _WORD.encode()))
    levels = {
        _value(definition, "abstractNumId") or "": {
            _number(_value(level, "ilvl")): _level(level) for level in _children(definition, "lvl")
        }
        for definition in _children(root, "abstractNum")
    }
    found = {}
    for listing in _children(root, "num"):
        definition = _value(_child(listing, "abstractNumId")) or ""
        own, restarts = dict(levels.get(definition, {})), {}
        for override in _children(listing, "lvlOverride"):
            depth = _number(_value(override, "ilvl"))
            if (start := _value(_child(override, "startOverride"))) is not None:
                restarts[depth] = _number(start, 1)
            if (level := _child(override, "lvl")) is not None:
                own[depth] = _level(level)
        found[_value(listing, "numId") or ""] = Listing(definition, own, restarts)
    return found


def _level(level: Element) -> Level:
    """How one level of a list counts."""
    return Level(
        format=_value(_child(level, "numFmt")) or "decimal",
        text=_value(_child(level, "lvlText")) or "",
        start=_number(_value(_child(level, "start")), 1),
    )


def _blocks(parent: Element, document: _Document) -> list[str]:
    """The lines of what stands in a body, a cell, a note or a text box."""
    lines: list[str] = []
    for element in parent:
        tag = element.tag
        if tag == _P:
            _paragraph(element, document, lines)
        elif tag == _TBL:
            lines += _table(element, document)
        elif _name(element) not in _SILENT:
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
            if by_font(_font_by(each) or ""):
                return None
        elif tag == _PSTYLE:
            style = _value(each)
        elif tag == _NUMPR:
            listed = _listed_by(each)
        else:
            return None
    return style, listed, parts


def _placed(element: Element) -> tuple[str | None, tuple[str | None, int] | None]:
    """The style of a paragraph, and its list."""
    style = own = None
    if len(element) and element[0].tag == _PPR:
        for each in element[0]:
            if each.tag == _PSTYLE:
                style = _value(each) or style
            elif each.tag == _NUMPR:
                own = _listed_by(each)
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
        elif (name := _local(str(tag))) in _SIGNS:
            words.say(_SIGNS[name], words.stretches[-1][0] if words.stretches else None)
        elif name == "sym":
            words.say(_symbol(_value(element, "font"), _value(element, "char")), None)
        elif name == "softHyphen" and font and (encoding := by_font(font)):
            # its code is a letter there: ư of TCVN3
            words.say("\xad", encoding)
        elif name in _NOTES:
            words.notes.append((_NOTES[name], _value(element, "id") or ""))
        elif name == "txbxContent":
            words.boxes.append(element)
        elif name not in _SILENT:
            _gather(element, words, document, font)


def _symbol(font: str | None, code: str | None) -> str:
    """The sign that stands at a code of a font of signs; nothing where it is an ornament."""
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
                own = _font_by(each)
            elif tag == _RSTYLE:
                style = _value(each)
            elif tag == _VANISH and _is_on(each):
                return
            elif tag == _VERT_ALIGN:
                raised = _value(each) == "superscript"
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
    """The mark of a paragraph in its list, "" where it stands in none."""
    name, depth = own or inherited or (None, 0)
    if name is None and inherited:
        name = inherited[0]
    return document.numbering.mark(name, depth) if name else ""


def _listed(properties: Element | None) -> tuple[str | None, int] | None:
    """Which list, at which depth, the properties of a paragraph or style put it in."""
    found = _child(properties, "numPr") if properties is not None else None
    return None if found is None else _listed_by(found)


def _listed_by(found: Element) -> tuple[str | None, int]:
    """The list and the depth that a property names."""
    return _value(_child(found, "numId")), _number(_value(_child(found, "ilvl")))


def _chain(style: str | None, document: _Document) -> Iterator[_Style]:
    """A style and those it is based on, each once."""
    seen: set[str] = set()
    while style and style not in seen and style in document.styles:
        seen.add(style)
        yield document.styles[style]
        style = document.styles[style].base


def _font(properties: Element | None) -> str | None:
    """The font that properties name for Latin letters."""
    found = _child(properties, "rFonts") if properties is not None else None
    return None if found is None else _font_by(found)


def _font_by(found: Element) -> str | None:
    """The font that a property names for Latin letters."""
    return _value(found, "ascii") or _value(found, "hAnsi")


def _table(element: Element, document: _Document) -> list[str]:
    """The lines of a table; a cell that reaches down stands in each of its rows."""
    rows: list[list[str | None]] = []
    marked: list[bool] = []
    for row in _below(element, _TR):
        properties = _child(row, "trPr")
        if properties is not None and _child(properties, "del") is not None:
            continue
        rows.append(_row(row, properties, rows[-1] if rows else [], document))
        marked.append(properties is not None and _is_on(_child(properties, "tblHeader")))
    return _rows(rows, marked)


def _rows(rows: list[list[str | None]], marked: list[bool]) -> list[str]:
    """The lines of a table's rows, some of them marked as headings."""
    return table.lines(rows, sum(takewhile(bool, marked)) or None)


def _row(
    row: Element, properties: Element | None, above: list[str | None], document: _Document
) -> list[str | None]:
    """The cells of a row, at the columns that they stand in."""
    cells: list[str | None] = []
    before = _child(properties, "gridBefore")
    cells += [""] * min(_number(_value(before)), _MOST_COLUMNS) if before is not None else []
    for cell in _below(row, _TC):
        merge = span = None
        first = next(iter(cell), None)
        for each in first if first is not None and first.tag == _TCPR else ():
            tag = each.tag
            if tag == _VMERGE:
                merge = each
            elif tag == _GRID_SPAN:
                span = each
        merged = None if merge is None else _value(merge) or "continue"
        width = _number(_value(span), 1) if span is not None else 1
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
        elif _local(str(found)) in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _below(element, tag)


def _name(element: Element) -> str:
    """The element's name without its namespace."""
    return _local(str(element.tag))


@memo(1024)
def _local(tag: str) -> str:
    """The tag without its namespace."""
    return tag.rpartition("}")[2]


def _children(parent: Element, name: str) -> Iterator[Element]:
    """The children of that name."""
    return iter(parent.iterchildren(_W + name))


def _child(parent: Element | None, *names: str) -> Element | None:
    """The first child of that name, its first child of the next, and so on."""
    for name in names:
        parent = None if parent is None else next(_children(parent, name), None)
    return parent


def _value(element: Element | None, name: str = "val") -> str | None:
    """The attribute of that name."""
    return None if element is None else element.get(_W + name)


def _number(text: str | None, otherwise: int = 0) -> int:
    """A small number from its digits."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _is_on(element: Element | None) -> bool:
    """Whether a property that is there or not is on."""
    return element is not None and _value(element) not in ("0", "false", "off")
