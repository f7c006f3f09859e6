"""DOCX: the text of a Word document as it is read: paragraphs, headings, lists with their numbers, tables,
footnotes and text boxes, in the document's order.

Tracked insertions are in; tracked deletions and hidden text are not. Running heads are left out. A run under
a font of a legacy encoding (.VnTime, VNI-Times) is read in that encoding. Of the document's own properties
only a title that stands in the text is taken: what else Word notes there is often another document's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from posixpath import dirname, join, normpath
from zipfile import ZipFile

from index.encodings import Encoding, by_font, convert
from index.errors import BadInput
from index.formats import apart, table
from index.formats.draft import Draft, worded
from index.formats.numbering import Level, Listing, Numbering
from index.formats.package import Element, opened, part

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_WORD}}}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"

# Deleted or moved away, machine text of fields, the older twin of a drawing, remarks, and mere properties.
_SILENT = frozenset(
    ("del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# The looks of tables, most of a part that is often larger than the document, say nothing that is looked up.
_TABLE_STYLES = b'<w:style w:type="table"', b"</w:style>"
# What Word itself allows.
_MOST_COLUMNS = 63
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a named style says: its font, its list, the style that it is based on."""

    name: str
    base: str | None
    font: str | None
    listed: tuple[str | None, int] | None
    is_default: bool


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
        main = _main_part(package)
        root = part(package, main)
        body = None if root is None else _child(root, "body")
        if body is None:
            raise BadInput(
                "corrupt_file",
                "Tệp không phải tài liệu Word đọc được; hãy mở bằng Word, lưu lại rồi thêm lại.",
                "The file is no readable Word document; open it in Word, save it and add it again.",
            )
        document = _document(package, dirname(main))
        text = "\n".join(_blocks(body, document))
        title = document.title or stated_title(part(package, "docProps/core.xml"), text)
    return worded(text, title, sorted(document.converted))


def stated_title(properties: Element | None, text: str) -> str | None:
    """The title among a document's properties, where it is a line of the text's beginning."""
    found = None if properties is None else next(properties.iter(_TITLE), None)
    title = "" if found is None else " ".join((found.text or "").split())
    head = (" ".join(line.split()) for line in text[:4000].split("\n"))
    return title if title and title in head else None


def _main_part(package: ZipFile) -> str:
    """The name of the part that holds the document's words."""
    relations = part(package, "_rels/.rels")
    for each in () if relations is None else relations:
        if str(each.get("Type", "")).endswith("/officeDocument"):
            return normpath(str(each.get("Target", "")).lstrip("/"))
    return "word/document.xml"


def _document(package: ZipFile, folder: str) -> _Document:
    """What the other parts of the package say of styles, lists and notes."""
    styles, font = _styles(part(package, join(folder, "styles.xml"), without=_TABLE_STYLES))
    notes = {
        (kind, _value(note, "id") or ""): note
        for kind in ("footnote", "endnote")
        if (root := part(package, join(folder, f"{kind}s.xml"))) is not None
        for note in _children(root, kind)
        if _value(note, "type") in (None, "normal")
    }
    numbering = Numbering(_listings(part(package, join(folder, "numbering.xml"))))
    normal = next((name for name, style in styles.items() if style.is_default), None)
    return _Document(styles, normal, font, numbering, notes)


def _styles(root: Element | None) -> tuple[dict[str, _Style], str | None]:
    """The document's styles, and the font of all text that no style or run gives another."""
    if root is None:
        return {}, None
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


def _listings(root: Element | None) -> dict[str, Listing]:
    """The document's lists by the name that paragraphs call them."""
    if root is None:
        return {}
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


def _blocks(parent: Element, document: _Document) -> Iterator[str]:
    """The lines of what stands in a body, a cell, a note or a text box."""
    for element in parent:
        name = _name(element)
        if name == "p":
            yield from _paragraph(element, document)
        elif name == "tbl":
            yield from _table(element, document)
        elif name not in _SILENT:
            yield from _blocks(element, document)


def _paragraph(element: Element, document: _Document) -> Iterator[str]:
    """The lines of one paragraph, then of its text boxes and notes."""
    if not len(element):
        return
    properties = _child(element, "pPr")
    style = _value(_child(properties, "pStyle")) or document.normal
    words = _Words()
    _gather(element, words, document, _style_font(style, document) or document.font)
    lines = [line for line in (line.strip() for line in words.text(document.converted).split("\n")) if line]
    if lines:
        mark = _mark(properties, style, document)
        lines[0] = f"{mark} {lines[0]}" if mark else lines[0]
        known = document.styles.get(style or "")
        if document.title is None and known and known.name.lower() == "title":
            document.title = " ".join(" ".join(lines).split())
    yield from lines
    for box in words.boxes:
        yield from _blocks(box, document)
    for called in words.notes:
        yield from _note(called, document)


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
        name = _name(element)
        if name == "t":
            words.say(element.text or "", by_font(font) if font else None)
        elif name == "r":
            properties = _child(element, "rPr")
            if properties is None:
                _gather(element, words, document, font)
            elif not _is_on(_child(properties, "vanish")):
                style = _value(_child(properties, "rStyle"))
                own = _font(properties) or _style_font(style, document)
                _gather(element, words, document, own or font)
        elif name in _SIGNS:
            words.say(_SIGNS[name], words.stretches[-1][0] if words.stretches else None)
        elif name in _NOTES:
            words.notes.append((_NOTES[name], _value(element, "id") or ""))
        elif name == "txbxContent":
            words.boxes.append(element)
        elif name not in _SILENT:
            _gather(element, words, document, font)


def _mark(properties: Element | None, style: str | None, document: _Document) -> str:
    """The mark of the paragraph in its list, "" where it stands in none."""
    own = _listed(properties)
    inherited = next((each.listed for each in _chain(style, document) if each.listed), None)
    name, depth = own or inherited or (None, 0)
    if name is None and inherited:
        name = inherited[0]
    return document.numbering.mark(name, depth) if name else ""


def _listed(properties: Element | None) -> tuple[str | None, int] | None:
    """Which list, at which depth, the properties of a paragraph or style put it in."""
    found = _child(properties, "numPr") if properties is not None else None
    if found is None:
        return None
    return _value(_child(found, "numId")), _number(_value(_child(found, "ilvl")))


def _chain(style: str | None, document: _Document) -> Iterator[_Style]:
    """A style and those it is based on, each once."""
    seen: set[str] = set()
    while style and style not in seen and style in document.styles:
        seen.add(style)
        yield document.styles[style]
        style = document.styles[style].base


def _style_font(style: str | None, document: _Document) -> str | None:
    """The font that a style gives."""
    return next((each.font for each in _chain(style, document) if each.font), None)


def _font(properties: Element | None) -> str | None:
    """The font that properties name for Latin letters."""
    found = _child(properties, "rFonts") if properties is not None else None
    return None if found is None else _value(found, "ascii") or _value(found, "hAnsi")


def _table(element: Element, document: _Document) -> list[str]:
    """The lines of a table; a cell that reaches down stands in each of its rows."""
    rows: list[list[str | None]] = []
    marked: list[bool] = []
    for row in _below(element, "tr"):
        properties = _child(row, "trPr")
        if properties is not None and _child(properties, "del") is not None:
            continue
        rows.append(_row(row, rows[-1] if rows else [], document))
        marked.append(properties is not None and _is_on(_child(properties, "tblHeader")))
    return table.lines(rows, sum(takewhile(bool, marked)) or None)


def _row(row: Element, above: list[str | None], document: _Document) -> list[str | None]:
    """The cells of a row, at the columns that they stand in."""
    cells: list[str | None] = []
    before = _child(row, "trPr", "gridBefore")
    cells += [""] * min(_number(_value(before)), _MOST_COLUMNS) if before is not None else []
    for cell in _below(row, "tc"):
        properties = _child(cell, "tcPr")
        merge = _child(properties, "vMerge") if properties is not None else None
        span = _child(properties, "gridSpan") if properties is not None else None
        place = len(cells)
        if place > table.MOST_COLUMNS:
            break
        if merge is not None and _value(merge) != "restart":
            cells.append(table.repeated(above[place]) if place < len(above) else "")
        else:
            cells.append("\n".join(_blocks(cell, document)))
        width = _number(_value(span), 1) if span is not None else 1
        cells += [None] * min(width - 1, _MOST_COLUMNS)
    return cells


def _below(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those inside content controls and insertions with them."""
    for element in parent:
        found = _name(element)
        if found == name:
            yield element
        elif found in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _below(element, name)


def _name(element: Element) -> str:
    """The element's name without its namespace."""
    return _local(str(element.tag))


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    """The tag without its namespace."""
    return tag.rpartition("}")[2]


def _children(parent: Element, name: str) -> Iterator[Element]:
    """The children of that name."""
    return iter(parent.iterchildren(*_tags(name)))


@lru_cache
def _tags(name: str) -> tuple[str, str]:
    """The name in both namespaces of Word's markup."""
    return _W + name, _STRICT + name


def _child(parent: Element | None, *names: str) -> Element | None:
    """The first child of that name, its first child of the next, and so on."""
    for name in names:
        parent = None if parent is None else next(_children(parent, name), None)
    return parent


def _value(element: Element | None, name: str = "val") -> str | None:
    """The attribute of that name."""
    if element is None:
        return None
    value = element.get(_W + name)
    return str(value) if value is not None else element.get(_STRICT + name)


def _number(text: str | None, otherwise: int = 0) -> int:
    """A small number from its digits."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _is_on(element: Element | None) -> bool:
    """Whether a property that is there or not is on."""
    return element is not None and _value(element) not in ("0", "false", "off")
