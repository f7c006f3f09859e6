"""Slides: the text of a PowerPoint presentation, slide after slide: titles, points, tables, and the speaker's notes.

Hidden slides, and what stands on every slide (date, foot, number), are left out. A slide is a page. Charts and diagrams
are not read, which is told.
"""

from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from zipfile import ZipFile

from index.encodings import Encoding, by_font, convert
from index.errors import BadInput
from index.formats import apart, table
from index.formats.draft import Draft, bounded, said
from index.formats.elements import local
from index.formats.package import Element, opened, part
from index.lack import Lack

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHOW = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What stands on every slide.
_RUNNING = frozenset(("dt", "ftr", "sldNum", "hdr", "sldImg"))
_TITLES = ("title", "ctrTitle")
_DRAWN = ("/chart", "/diagram")
_MOST_SLIDES = 3000
_DEEPEST = 50


def read(path: Path) -> Iterator[Draft]:
    """The one report of a .pptx file; BadInput if it is damaged, protected or no presentation."""
    yield from apart.drafts(f"{__name__}:parse", path)


@apart.told
def parse(path: Path) -> Draft:
    """For the worker: the file as a Draft."""
    reading = _Reading()
    with opened(path) as package:
        main = _main(package)
        root = part(package, main)
        listed = None if root is None else root.find(f"{_SHOW}sldIdLst")
        if root is None:
            raise BadInput(
                "corrupt_file",
                "Tệp không phải bản trình chiếu đọc được; hãy mở bằng PowerPoint, lưu lại rồi thêm lại.",
                "The file is no readable presentation; open it in PowerPoint, save it and add it again.",
            )
        links = _links(package, main)
        starts: list[int] = []
        slides: list[str] = []
        at = 0
        for each in () if listed is None else list(listed)[:_MOST_SLIDES]:
            starts.append(at)
            slides.append("\n".join(reading.slide(package, links.get(each.get(_LINK) or "", ""))))
            at += len(slides[-1]) + 2
    text = bounded("\n\n".join(slides))
    starts = [min(start, len(text)) for start in starts]
    lacks = (Lack("drawings", reading.drawn),) if reading.drawn else ()
    converted = ", ".join(sorted(reading.converted)) or None
    stated = said("document", title=reading.title)
    return Draft(text, said=stated, pages=tuple(starts), converted=converted, paper=True, lacks=lacks)


def _main(package: ZipFile) -> str:
    """The name of the part that lists the slides."""
    relations = part(package, "_rels/.rels")
    for each in () if relations is None else relations:
        if (each.get("Type") or "").endswith("/officeDocument"):
            return normpath((each.get("Target") or "").lstrip("/"))
    return "ppt/presentation.xml"


def _links(package: ZipFile, name: str, kind: str = "") -> dict[str, str]:
    """The parts that a part names, by the id that it calls them; of one kind alone where that is given."""
    folder = dirname(name)
    relations = part(package, join(folder, "_rels", f"{name.rpartition('/')[2]}.rels"))
    return {
        each.get("Id") or "": normpath(join(folder, target)) if not target.startswith("/") else target[1:]
        for each in (() if relations is None else relations)
        if (target := each.get("Target")) and (each.get("Type") or "").endswith(kind)
    }


class _Reading:
    """What is read of the slides besides their lines."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self.title: str | None = None
        self.converted: set[Encoding] = set()
        self.drawn = 0

    def slide(self, package: ZipFile, name: str) -> list[str]:
        """The lines of a slide and of its notes."""
        root = part(package, name)
        if root is None or root.get("show") in ("0", "false"):
            return []
        lines = self._shapes(root.find(f"{_SHOW}cSld/{_SHOW}spTree"))
        for notes in _links(package, name, "/notesSlide").values():
            found = part(package, notes)
            lines += [] if found is None else self._shapes(found.find(f"{_SHOW}cSld/{_SHOW}spTree"))
        return lines

    def _shapes(self, tree: Element | None, depth: int = 0) -> list[str]:
        """The lines of the shapes of a slide or a group, in their order."""
        lines: list[str] = []
        for shape in () if tree is None or depth > _DEEPEST else tree:
            if shape.tag == f"{_SHOW}sp":
                lines += self._shape(shape)
            elif shape.tag == f"{_SHOW}grpSp":
                lines += self._shapes(shape, depth + 1)
            elif shape.tag == f"{_SHOW}graphicFrame":
                lines += self._frame(shape)
        return lines

    def _shape(self, shape: Element) -> list[str]:
        """The lines of one shape's text."""
        placed = next(shape.iter(f"{_SHOW}ph"), None)
        kind = "" if placed is None else placed.get("type") or ""
        lines = [] if kind in _RUNNING else self._paragraphs(shape.find(f"{_SHOW}txBody"))
        if kind in _TITLES and lines and self.title is None:
            self.title = " ".join(lines)
        return lines

    def _frame(self, frame: Element) -> list[str]:
        """The lines of a table; a chart or a diagram is counted."""
        found = next(frame.iter(f"{_DRAWING}tbl"), None)
        if found is None:
            drawn = next(frame.iter(f"{_DRAWING}graphicData"), None)
            self.drawn += drawn is not None and (drawn.get("uri") or "").endswith(_DRAWN)
            return []
        rows: list[list[str | None]] = []
        for row in found.findall(f"{_DRAWING}tr"):
            cells: list[str | None] = []
            for cell in row.findall(f"{_DRAWING}tc")[: table.MOST_COLUMNS]:
                place = len(cells)
                if cell.get("hMerge") in ("1", "true"):
                    cells.append(None)
                elif cell.get("vMerge") in ("1", "true"):
                    above = rows[-1][place] if rows and place < len(rows[-1]) else ""
                    cells.append(table.repeated(above))
                else:
                    cells.append("\n".join(self._paragraphs(cell.find(f"{_DRAWING}txBody"))))
            rows.append(cells)
        return table.lines(rows)

    def _paragraphs(self, body: Element | None) -> list[str]:
        """The lines of a text."""
        found = () if body is None else body.findall(f"{_DRAWING}p")
        lines = (line.strip() for paragraph in found for line in self._words(paragraph).split("\n"))
        return [line for line in lines if line]

    def _words(self, paragraph: Element) -> str:
        """The words of a paragraph in Unicode; what stands under one font is converted together."""
        runs: list[tuple[Encoding | None, str]] = []
        for run in paragraph:
            name = local(run.tag)
            if name == "br":
                runs.append((runs[-1][0] if runs else None, "\n"))
            elif name in ("r", "fld"):
                font = run.find(f"{_DRAWING}rPr/{_DRAWING}latin")
                encoding = None if font is None else by_font(font.get("typeface") or "")
                words = run.findtext(f"{_DRAWING}t") or ""
                if runs and runs[-1][0] is encoding:
                    words = runs.pop()[1] + words
                runs.append((encoding, words))
        whole = ""
        for encoding, words in runs:
            read = convert(words, encoding) if encoding else words
            if encoding and read != words:
                self.converted.add(encoding)
            whole += read
        return whole
