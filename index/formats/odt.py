"""ODT: the text of an OpenDocument text, sheet or presentation: paragraphs, headings, lists, tables, notes and text
boxes in order.

Tracked deletions, remarks and running heads are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import BadInput
from index.formats import apart, table
from index.formats.draft import Draft, worded
from index.formats.elements import local, name_of, number_of
from index.formats.numbering import numeral
from index.formats.package import Element, opened, part, protected
from index.formats.properties import stated_title, title_of
from index.formats.sheet import NAMELESS

_SILENT = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "sequence-decls", "note-citation", "title")
)
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_SPACES = 100
# A row or cell may say that it stands many times, to the sheet's edge.
_MOST_REPEATS = 64


@dataclass(slots=True)
class _Document:
    """The marks of the document's lists by style and depth, whether its tables are sheets, the styles of what is
    hidden, and how many notes came.
    """

    marks: dict[tuple[str, int], tuple[str, str]]
    has_sheets: bool
    hidden: frozenset[str | None]
    noted: int = 0


@dataclass(slots=True)
class _Words:
    """The words of one paragraph, with what stands beside them; words of the `hidden` styles are left out."""

    hidden: frozenset[str | None]
    parts: list[str] = field(default_factory=list)
    beside: list[Element] = field(default_factory=list)


def read(path: Path) -> Iterator[Draft]:
    """The one report of an .odt file; BadInput if it is damaged, protected or no such document."""
    yield from apart.drafts(f"{__name__}:parse", path)


@apart.told
def parse(path: Path) -> Draft:
    """For the worker: the file as a Draft."""
    with opened(path) as package:
        manifest = part(package, "META-INF/manifest.xml")
        if manifest is not None and any(name_of(each) == "encryption-data" for each in manifest.iter()):
            raise protected()
        root = part(package, "content.xml")
        body = None if root is None else next((each for each in root.iter() if name_of(each) == "body"), None)
        if root is None or body is None:
            raise BadInput(
                "corrupt_file",
                "Tệp không phải tài liệu OpenDocument đọc được; hãy mở bằng LibreOffice, lưu lại rồi thêm lại.",
                "The file is no readable OpenDocument; open it in LibreOffice, save it and add it again.",
            )
        marks = _marks(root) | _marks(part(package, "styles.xml"))
        document = _Document(marks, any(name_of(each) == "spreadsheet" for each in body), _hidden(root))
        text = "\n".join(_blocks(body, document))
        title = stated_title(title_of(part(package, "meta.xml")), text)
    return worded(text, title)


def _marks(root: Element | None) -> dict[tuple[str, int], tuple[str, str]]:
    """The format and the sign after it of each list style and depth."""
    found = {}
    for style in () if root is None else root.iter():
        if name_of(style) != "list-style":
            continue
        for level in style:
            depth = number_of(_value(level, "level"), 1)
            kind = (
                "bullet" if name_of(level) == "list-level-style-bullet" else _value(level, "num-format") or ""
            )
            found[_value(style, "name") or "", depth] = (kind, _value(level, "num-suffix") or "")
    return found


def _hidden(root: Element | None) -> frozenset[str | None]:
    """The styles of what is not shown: hidden sheets, hidden words."""
    return frozenset(
        _value(style, "name")
        for style in (() if root is None else root.iter())
        if name_of(style) == "style" and any(_value(each, "display") in ("false", "none") for each in style)
    )


def _blocks(parent: Element, document: _Document) -> Iterator[str]:
    """The lines of what stands in a body, a cell, a note or a text box."""
    for element in parent:
        name = name_of(element)
        if name in ("p", "h"):
            yield from _paragraph(element, document)
        elif name == "list":
            yield from _list(element, document, _value(element, "style-name") or "", 1)
        elif name == "table":
            lines = [] if _value(element, "style-name") in document.hidden else _table(element, document)
            named = _value(element, "name") or ""
            yield from (
                (named,) if lines and named and document.has_sheets and not NAMELESS.fullmatch(named) else ()
            )
            yield from lines
        elif name not in _SILENT:
            yield from _blocks(element, document)


def _list(parent: Element, document: _Document, style: str, depth: int) -> Iterator[str]:
    """The lines of a list; a list inside an item is its next depth."""
    count = 0
    for item in parent:
        mark = ""
        if name_of(item) == "list-item":
            count = number_of(_value(item, "start-value"), count + 1)
            kind, after = document.marks.get((style, depth), ("bullet", ""))
            mark = "-" if kind == "bullet" else numeral(count, _FORMATS.get(kind, "")) + after if kind else ""
        for element in item:
            if name_of(element) == "list":
                yield from _list(element, document, _value(element, "style-name") or style, depth + 1)
                continue
            for line in _blocks((element,), document):
                yield f"{mark} {line}" if mark else line
                mark = ""


def _paragraph(element: Element, document: _Document) -> Iterator[str]:
    """The lines of one paragraph, then of its text boxes and notes."""
    words = _Words(document.hidden)
    _gather(element, words)
    yield from (line for line in (line.strip() for line in "".join(words.parts).split("\n")) if line)
    for each in words.beside:
        mark = ""
        if name_of(each) == "note-body":
            document.noted += 1
            mark = f"({document.noted}) "
        for line in _blocks(each, document):
            yield mark + line
            mark = ""


def _gather(parent: Element, words: _Words) -> None:
    """Collect the words below an element of a paragraph; white space of the markup is one space."""
    _say(parent.text, words)
    for element in parent:
        name = name_of(element)
        if name == "s":
            words.parts.append(" " * min(number_of(_value(element, "c"), 1), _MOST_SPACES))
        elif name in ("tab", "line-break"):
            words.parts.append("\t" if name == "tab" else "\n")
        elif name in ("text-box", "note-body"):
            words.beside.append(element)
        elif name not in _SILENT and not (name == "span" and _value(element, "style-name") in words.hidden):
            _gather(element, words)
        _say(element.tail, words)


def _say(text: str | None, words: _Words) -> None:
    """Add text of the markup."""
    if text:
        words.parts.append(text.replace("\n", " ").replace("\r", " "))


def _table(element: Element, document: _Document) -> list[str]:
    """The lines of a table."""
    rows: list[list[str | None]] = []
    marked = 0
    for row, is_heading in _rows(element, False):
        cells: list[str | None] = []
        reach = 0
        for cell in row:
            if len(cells) > table.MOST_COLUMNS:
                break
            repeats = min(number_of(_value(cell, "number-columns-repeated"), 1), _MOST_REPEATS)
            if name_of(cell) == "covered-table-cell":
                for _ in range(repeats):
                    above = rows[-1][len(cells)] if rows and len(cells) < len(rows[-1]) else None
                    cells.append(None if len(cells) < reach else table.repeated(above))
            elif name_of(cell) == "table-cell":
                reach = len(cells) + number_of(_value(cell, "number-columns-spanned"), 1)
                cells += ["\n".join(_blocks(cell, document))] * repeats
        while document.has_sheets and cells and cells[-1] == "":
            cells.pop()
        rows.append(cells)
        marked += is_heading
    return table.lines(rows, marked or None)


def _rows(parent: Element, is_heading: bool) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and whether the file says that they are headings."""
    for element in parent:
        name = name_of(element)
        if name == "table-row":
            yield element, is_heading
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element, is_heading or name == "table-header-rows")


def _value(element: Element, name: str) -> str | None:
    """The attribute of that name, whatever its namespace."""
    return next((str(value) for key, value in element.items() if local(key) == name), None)
