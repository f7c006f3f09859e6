"""Running heads and feet: lines that stand at the same place of page after page, with other numbers. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from statistics import median

from index.formats.page import Line, Page
from index.plain import plain

# How many rows from a page's edge may be its head or foot.
_DEEP = 3
# On this share of the pages, and on this many, a line says nothing of one page.
_SHARE, _LEAST = 0.4, 3
# How far, in points, the same line may stand from its place on other pages.
_SWAY = 8.0
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-–—(|\[ ]*(?:trang|page|tr\.)? ?#(?: ?(?:/|tren|of) ?#)?[-–—)|\] .]*")
# The head of the official gazette, which a document of one page has but once.
_GAZETTE = re.compile(r"(?:\d+ )?cong bao ?/ ?so [\d +]+/ ?ngay [\d/-]+(?: \d+)?")


def without_running(pages: Sequence[Page]) -> list[Page]:
    """The pages without their running heads, feet and numbers."""
    edges = [(_rows(page.lines), _rows(page.lines)[::-1]) for page in pages]
    heads = _repeated([head for head, _ in edges])
    feet = _repeated([foot for _, foot in edges])
    return [
        _without(page, set(map(id, chain(_stripped(head, heads), _stripped(foot, feet)))))
        for page, (head, foot) in zip(pages, edges, strict=True)
    ]


def _without(page: Page, dropped: set[int]) -> Page:
    """The page without these lines."""
    return Page(tuple(part for part in page.parts if id(part) not in dropped))


def _rows(lines: list[Line]) -> list[list[Line]]:
    """The page's lines from the top, those on one level together."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.bottom, line.left)):
        if rows and line.bottom - rows[-1][0].bottom < 0.5 * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _shape(line: Line) -> str:
    """The line with every number as one mark."""
    return _NUMBER.sub("#", plain(line.text).text.strip())


def _repeated(edges: list[list[list[Line]]]) -> set[str]:
    """The shapes of lines that stand near this edge of page after page."""
    stood: defaultdict[str, list[float]] = defaultdict(list)
    offsets: Counter[int] = Counter()
    numbered = 0
    for index, rows in enumerate(edges):
        shapes = {_shape(line): line for row in rows[:_DEEP] for line in row}
        for shape, line in shapes.items():
            stood[shape].append(line.bottom)
            if _PAGE_NUMBER.fullmatch(shape):
                numbered += 1
                offsets.update({int(_NUMBER.findall(line.text)[0][:9]) - index})
    wanted = max(_LEAST, _SHARE * len(edges)) if len(edges) > 2 else 2
    found = {
        shape
        for shape, places in stood.items()
        if sum(abs(place - median(places)) < _SWAY for place in places) >= wanted
    }
    if offsets and offsets.most_common(1)[0][1] >= max(2, 0.6 * numbered):
        found |= {shape for shape in stood if _PAGE_NUMBER.fullmatch(shape)}
    return found


def _stripped(rows: list[list[Line]], repeated: set[str]) -> list[Line]:
    """The lines of this edge that are running ones: from the outermost row inwards."""
    lines: list[Line] = []
    for row in rows[:_DEEP]:
        gazette = bool(_GAZETTE.fullmatch(plain(" ".join(line.text for line in row)).text))
        blank = [line for line in row if not any(char.isalnum() for char in line.text)]
        found = row if gazette else [line for line in row if _shape(line) in repeated]
        if len(found) < len(row) - len(blank):
            break
        lines += row
    return lines
