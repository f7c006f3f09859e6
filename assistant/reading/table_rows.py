"""Table rows: the rows of a report's tables, each with its cells, its headings and what is said above it. Pure.

A row reads `Tên xã: Liêm Chung | Số hộ: 1.234` (`index/formats/table.py`), or stands between bars under a line of
headings, as texts in Markdown have it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.overlap import Rows, rows
from index.memo import memo
from index.report import Report
from index.vietnamese import fold

_SEPARATOR = " | "
_HEADED = re.compile(r"(?P<head>[^|:\n]{1,120}): (?P<cell>[^\n]+)")
# What numbers the rows is nothing that they say.
_ORDER = re.compile(r"(?:stt|tt|so tt|so thu tu|no\.?)")
_BAR = "|"
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?")
_FIGURE = re.compile(r"[-+(]?\d[\d.,/\s–%-]*\)?")
# Fewer cells under headings make no row.
_FEWEST = 2
# A table's caption is one of so many lines above it, none of them longer; a report's opening names its place and year.
_CAPTION_LINES, _LONGEST_CAPTION, _OPENING = 3, 300, 300
# The rows that are looked at in one report, and the characters of it.
_MOST_ROWS, _MOST_TEXT = 2_000, 600_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its heading and where its words stand in the report's text."""

    head: str
    text: str
    start: int
    end: int

    @property
    def is_order(self) -> bool:
        """Whether it only numbers the row."""
        return bool(_ORDER.fullmatch(fold(self.head)))

    @property
    def is_figure(self) -> bool:
        """Whether it holds a figure alone."""
        return bool(_FIGURE.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its place in the report's text, its cells, its words and those above it, and its table's number."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    said: Rows
    heads: Rows
    above: str
    table: int

    @property
    def names(self) -> tuple[Cell, ...]:
        """The cells that say what the row is of: those of words."""
        return tuple(cell for cell in self.cells if not (cell.is_order or cell.is_figure))


def table_rows(report: Report) -> tuple[TableRow, ...]:
    """The rows of a report's tables, in order."""
    return _rows_of(report.title or "", report.text) if _BAR in report.text else ()


# As many reports as one question reads; of one, all rows take a few megabytes at most.
@memo(16)
def _rows_of(title: str, text: str) -> tuple[TableRow, ...]:
    """The rows of a text under a title."""
    return tuple(_rows(title, text[:_MOST_TEXT]))


def _rows(title: str, text: str) -> Iterator[TableRow]:
    """The rows of a text, each with the lines above its table and the section that it stands in."""
    caption: list[str] = []
    table = found = start = 0
    inside = False
    above = ""
    heads: Sequence[str] = ()
    lines = text.split("\n")
    opening = "" if _SEPARATOR in title else title
    for number, line in enumerate(lines):
        if _RULE.fullmatch(line) and number:
            heads = [head.strip() for head in lines[number - 1].strip().strip(_BAR).split(_BAR)]
            cells: tuple[Cell, ...] = ()
            inside = False
        elif line.startswith(_BAR):
            cells = _between_bars(line, start, heads)
        else:
            heads, cells = (), cells_of(line, start)
        if cells:
            table += not inside
            inside = True
            above = above or "\n".join((opening, *caption))
            yield TableRow(
                start,
                start + len(line.rstrip()),
                cells,
                rows.__wrapped__(_SEPARATOR.join(cell.text for cell in cells if not cell.is_order)),
                rows(_SEPARATOR.join(cell.head for cell in cells)),
                above,
                table,
            )
            found += 1
            if found == _MOST_ROWS:
                return
        elif line.strip() and not line.startswith(_BAR):
            # a section between rows is a line of its own, and short; a sentence ends the table
            inside = inside and not line.rstrip().endswith((".", ";"))
            caption = [*caption, line[:_LONGEST_CAPTION]][-_CAPTION_LINES:]
            opening += f"\n{line[:_LONGEST_CAPTION]}" if start < _OPENING else ""
            above = ""
        start += len(line) + 1


def cells_of(line: str, start: int = 0) -> tuple[Cell, ...]:
    """The cells of a line that is a row under headings; none of any other line."""
    if _SEPARATOR not in line:
        return ()
    cells = []
    for part in line.split(_SEPARATOR):
        if match := _HEADED.fullmatch(part):
            cells.append(
                Cell(match["head"].strip(), match["cell"], start + match.start("cell"), start + len(part))
            )
        start += len(part) + len(_SEPARATOR)
    return tuple(cells) if len(cells) >= _FEWEST else ()


def _between_bars(line: str, start: int, heads: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of a row between bars under so many headings; none where it has more or fewer."""
    parts = line.rstrip().removesuffix(_BAR)[1:].split(_BAR)
    if len(parts) != len(heads):
        return ()
    cells = []
    start += 1
    for head, part in zip(heads, parts, strict=True):
        if text := part.strip():
            at = start + part.index(text)
            cells.append(Cell(head, text, at, at + len(text)))
        start += len(part) + 1
    return tuple(cells) if len(cells) >= _FEWEST else ()
