"""Web table: the tables of figures in a page's tree as paragraphs that read with their headings.

Extractors of main text keep a table's cells but lose those that span several rows or columns; so each table of figures
is put into lines first, as in every other format.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from index.formats import table

# lxml ships no types
Tree: TypeAlias = Any

_MOST_CELLS = 20_000
# What is longer lays out a page, or is the report itself.
_LONGEST_CELL = 1500
_NO_FIGURES = ("table", "form", "input", "select", "iframe", "nav", "article")


def put_into_lines(tree: Tree, words: Callable[[Tree], str]) -> None:
    """Put each table of figures, in place, into a paragraph for each of its lines, and make plain blocks of those that
    lay out the page; `words` reads a cell.
    """
    from lxml import html  # type: ignore[import-untyped]  # ships no types

    tables = [(element, _lays_out(element)) for element in tree.iter("table")]
    # what stands in a cell comes before the table around it
    for element, lays_out in reversed(tables):
        if element.getparent() is None:
            continue
        rows = [] if lays_out else _rows(element, words)
        if not rows:
            _unframe(element)
            continue
        block = html.Element("div")
        block.tail = element.tail
        caption = element.find("caption")
        titled = [] if caption is None else [words(caption).replace("\n", " ")]
        for line in [*filter(None, titled), *table.lines(rows, _marked(element))]:
            paragraph = html.Element("p")
            paragraph.text = line
            block.append(paragraph)
        element.getparent().replace(element, block)


def _unframe(element: Tree) -> None:
    """Make blocks of a table, its rows and its cells, whose words would be one line else."""
    element.tag = "div"
    for part in element.iter("tbody", "thead", "tfoot", "tr", "td", "th"):
        part.tag = "div"


def _lays_out(element: Tree) -> bool:
    """Whether the table places parts of a page: others stand in it, or what one clicks on."""
    return any(next(element.iterdescendants(tag), None) is not None for tag in _NO_FIGURES)


def _marked(element: Tree) -> int | None:
    """How many first rows are headings by the markup; None if it does not say."""
    count = 0
    for row in element.iter("tr"):
        cells = [each for each in row if each.tag in ("td", "th")]
        if row.getparent().tag != "thead" and not (cells and all(each.tag == "th" for each in cells)):
            break
        count += 1
    return count or None


def _rows(element: Tree, words: Callable[[Tree], str]) -> list[list[str | None]]:
    """The rows, each cell at its columns: one that reaches down stands in each of its rows, one that reaches over
    others is followed by None. No rows where the table is none of figures, or a long one.
    """
    rows: list[list[str | None]] = []
    hanging: dict[int, tuple[int, str | None]] = {}
    cells = linked = length = 0
    for row in element.iter("tr"):
        line: list[str | None] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            _hang(line, hanging)
            said = words(cell)
            cells += 1
            length += len(said)
            linked += sum(len(each.text_content()) for each in cell.iter("a"))
            if len(said) > _LONGEST_CELL or cells > _MOST_CELLS:
                return []
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for place in range(width):
                if height > 1:
                    hanging[len(line)] = height - 1, table.repeated(said) if place == 0 else None
                line.append(said if place == 0 else None)
        _hang(line, hanging)
        rows.append(line)
    return rows if 2 * linked <= length else []


def _hang(line: list[str | None], hanging: dict[int, tuple[int, str | None]]) -> None:
    """Add to a row the cells that reach down into it at its next columns."""
    while (place := len(line)) in hanging:
        left, said = hanging.pop(place)
        line.append(said)
        if left > 1:
            hanging[place] = left - 1, said


def _span(cell: Tree, name: str) -> int:
    """Over how many columns or rows a cell reaches."""
    said = (cell.get(name) or "").strip()
    return min(max(int(said), 1), table.MOST_COLUMNS) if said.isascii() and said.isdigit() else 1
