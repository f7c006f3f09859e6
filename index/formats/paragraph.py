"""Paragraphs: the lines of pages as text that reads, and where in it each page starts. Pure.

A line goes on in the next one unless something tells that the paragraph ended: room left for the next word, an
indent, a wider gap, other letters, a list's mark. Paragraphs go on over the page; footnotes stand before one that
does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from index.formats.page import Line, Page, Table, joined_rows

_LIST_MARK = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|[a-zđA-ZĐ][.)]|[IVX]{1,5}[.)]|[-–+*•●▪]"
    r"|(?:Điều|Chương|Mục|Phần|Phụ lục|Khoản) [\dIVXA-Z]+\.?)\s"
)
_ORNAMENT = re.compile(r"[_–—=~* -]{3,}")
_ENDED = re.compile(r"[.;:!?…][\"”’»)\]]*$")
# Words after which no line of a title ends.
_OPEN = re.compile(
    r"(?:[,–-]|\b(?:của|và|về|số|theo|tại|với|cho|các|những|một|từ|đến|ngày|tháng|năm|trong|do|là|hoặc|được))$",
    re.I,
)
# Footnotes are set in letters this much smaller than the page's.
_NOTE = 0.93
# No first line is indented by so many times its letters' height.
_INDENTED = 8
_NOTE_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹*]|\d{1,3} ")


@dataclass(frozen=True, slots=True)
class Flow:
    """A line of running text beside the edges of the column in which it stands; `follows_column` where another column
    stands at its left.
    """

    line: Line
    left: float
    right: float
    pitch: float
    follows_column: bool


def text_of(pages: Sequence[Page]) -> tuple[str, tuple[int, ...]]:
    """The pages as one text and the offset at which each page starts; a page without words starts where the next
    one does.
    """
    writer = _Writer()
    last: Flow | Table | None = None
    flows = [_flows(page) for page in pages]
    for number, parts in enumerate(flows):
        follows = next((each[0] for each in flows[number + 1 :] if each), None)
        writer.turn()
        for index, part in enumerate(_notes_first(parts, follows)):
            if isinstance(part, Flow) and _ORNAMENT.fullmatch(part.line.text):
                continue
            if isinstance(part, Table):
                writer.rows(rows_of(part), goes_on=index == 0 and isinstance(last, Table))
            else:
                goes_on = isinstance(last, Flow) and _goes_on(last, part, turned=index == 0)
                writer.line(part.line, goes_on)
            last = part
    return writer.text, tuple(writer.starts)


def rows_of(table: Table) -> list[str]:
    """A table's rows as lines: their cells parted by ` | `, as they stand on the page."""
    rows = [" | ".join(cell for cell in row if cell is not None).strip(" |") for row in table.rows]
    return [row for row in rows if row]


class _Writer:
    """The text as it grows."""

    def __init__(self) -> None:
        """Begin without a word."""
        self._done: list[str] = []
        self._length = 0
        self._open = ""
        self._turned: list[int] = []
        self.starts: list[int] = []

    @property
    def text(self) -> str:
        """All of it."""
        self._close("")
        self.starts += [self._length] * len(self._turned)
        self._turned.clear()
        return "".join(self._done).rstrip()

    def turn(self) -> None:
        """Begin a page; it starts at the next words."""
        self._turned.append(0)

    def line(self, line: Line, goes_on: bool) -> None:
        """Add a line, to the paragraph that is open or as a new one."""
        if not goes_on or not self._open:
            self._close("\n\n")
            self._mark(self._length)
            self._open = line.text
            return
        text = joined(self._open, line)
        self._mark(self._length + _start_of_last(self._open, text, line.text))
        self._open = text

    def rows(self, rows: Sequence[str], goes_on: bool) -> None:
        """Add a table's rows, to those before where the table goes on."""
        for index, row in enumerate(rows):
            self._close("\n" if index or goes_on else "\n\n")
            self._mark(self._length)
            self._open = row

    def _mark(self, start: int) -> None:
        """Note where the pages turned since the last words start."""
        self.starts += [start] * len(self._turned)
        self._turned.clear()

    def _close(self, end: str) -> None:
        """End the open paragraph."""
        if self._open:
            self._done += [self._open, end]
            self._length += len(self._open) + len(end)
        self._open = ""


def _start_of_last(before: str, text: str, line: str) -> int:
    """Where in a joined text the line begins that was added to it."""
    return max(len(before) - 1, len(text) - len(line))


def joined(text: str, line: Line | str) -> str:
    """A text and the line that goes on with it; a hyphen that parts a word of two lines is taken out."""
    following = line if isinstance(line, str) else line.text
    last, first = text.rpartition(" ")[2], following.partition(" ")[0]
    if (
        not last.endswith(("-", "\u00ad"))
        or len(last) < 2
        or not last[-2].isalnum()
        or not first[:1].isalnum()
    ):
        return f"{text} {following}"
    head, tail = last[:-1], first.rstrip(".,;:!?…”\"')")
    soft = last.endswith("\u00ad")
    # Vietnamese parts no words: "VKSNDTC-|TANDTC" and "Ma-lai-|xi-a" keep theirs
    if soft or (head.isascii() and head.isalpha() and tail.isascii() and tail.isalpha() and tail.islower()):
        return text[:-1] + following
    return text + following


def _flows(page: Page) -> list[Flow | Table]:
    """The page's parts, each line with the edges of its column and the usual step from line to line."""
    parts: list[Flow | Table] = []
    block: list[Line] = []
    lines = page.lines
    sides: dict[int, tuple[bool, bool]] = {}
    for part in [*page.parts, None]:
        if isinstance(part, Line):
            sides[id(part)] = _neighbours(part, lines)
            last = block[-1] if block else None
            if not last or (_below(last, part) and sides[id(last)] == sides[id(part)]):
                block.append(part)
                continue
        parts += _block(block, bool(block) and sides[id(block[0])][0])
        block = [part] if isinstance(part, Line) else []
        if isinstance(part, Table) and part.rows:
            parts.append(part)
    return parts


def _below(last: Line, line: Line) -> bool:
    """Whether the line stands below the other, or beside it on one level."""
    return line.bottom >= last.bottom - 0.3 * last.height


def _neighbours(line: Line, lines: list[Line]) -> tuple[bool, bool]:
    """Whether other lines stand at the line's left, and at its right: whether it is one column of several."""
    level = [
        other
        for other in lines
        if other is not line
        and min(line.bottom, other.bottom) - max(line.top, other.top) > 0.3 * min(line.height, other.height)
    ]
    return any(other.right < line.left for other in level), any(line.right < other.left for other in level)


def _block(block: list[Line], follows_column: bool) -> Iterator[Flow]:
    """The lines of a block, those on one level made one."""
    if not block:
        return
    rows = joined_rows(block)
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    steps = [
        (row.height, (later.bottom - row.bottom) / row.height)
        for row, later in pairwise(rows)
        if later.bottom - row.bottom > 0.5 * row.height and _alike(row.height, later.height)
    ]
    pitches: dict[float, float] = {}
    for row in rows:
        if row.height not in pitches:
            pitches[row.height] = _pitch([step for height, step in steps if _alike(height, row.height)])
        yield Flow(row, left, right, pitches[row.height], follows_column)


def _alike(height: float, other: float) -> bool:
    """Whether letters are of one size."""
    return abs(height - other) < 0.07 * height


def _pitch(steps: list[float]) -> float:
    """The step from line to line inside a paragraph, of all steps: the shorter ones."""
    return quantiles(steps, n=4)[0] if len(steps) > 3 else min(steps, default=1.2)


def _notes_first(parts: list[Flow | Table], follows: Flow | Table | None) -> list[Flow | Table]:
    """The page's parts; where its last paragraph goes on over the page, the footnotes stand before it."""
    notes = _notes_from(parts)
    if notes == len(parts) or notes == 0 or not isinstance(follows, Flow):
        return parts
    last = parts[notes - 1]
    if not isinstance(last, Flow) or not _goes_on(last, follows, turned=True):
        return parts
    begin = notes - 1
    while begin > 0:
        before, part = parts[begin - 1], parts[begin]
        if isinstance(before, Table) or isinstance(part, Table) or not _goes_on(before, part):
            break
        begin -= 1
    return parts[:begin] + parts[notes:] + parts[begin:notes]


def _notes_from(parts: list[Flow | Table]) -> int:
    """The index of the first footnote, the number of parts where there is none."""
    heights = [part.line.height for part in parts if isinstance(part, Flow)]
    if len(heights) < 4:
        return len(parts)
    usual = median(heights)
    first = len(parts)
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if isinstance(part, Table) or part.line.height > _NOTE * usual:
            break
        if _NOTE_MARK.match(part.line.text):
            first = index
    return first


def _goes_on(before: Flow, flow: Flow, *, turned: bool = False) -> bool:
    """Whether the paragraph of the one line goes on in the other, which may stand on the next page."""
    line, last = flow.line, before.line
    em = last.height
    if abs(line.height - last.height) > 0.12 * em:
        return False
    if not turned and before.follows_column and not flow.follows_column and line.left < before.left:
        # what stands under both columns, or begins the next row of a table without rules, is no part of the right one
        return False
    step = (line.bottom - last.bottom) / em
    if not turned and not 0.5 < step <= 1.25 * max(before.pitch, 1.0):
        return False
    text, above = line.text, last.text
    marked = bool(_LIST_MARK.match(f"{text} "))
    if marked and (_ENDED.search(above) or above[-1:].isdigit()):
        return False
    if not turned and _centred(last, line, em):
        return _title_goes_on(before, text)
    if not turned and last.left - line.left > _INDENTED * em:
        # more than a first line's indent: what stands at the right, as place and day do
        return False
    # "số 43/2024/QH15" and the like are never parted, so that the line above may end early
    open_end = not marked and (text[:1].islower() or bool(_OPEN.search(above))) and not _ENDED.search(above)
    needed = 0.25 * (before.right - before.left) if open_end else line.words[0].right - line.words[0].left
    if before.right - last.right > needed + 0.5 * em:
        return False
    indent = (line.left - flow.left) - (last.left - before.left)
    if indent > 0.5 * em and not _hangs(last, line):
        return False
    # a last line may by chance be full
    return not (_ENDED.search(above) and (marked or turned or step > 1.12 * max(before.pitch, 1.0)))


def _centred(last: Line, line: Line, em: float) -> bool:
    """Whether two lines of different length have one middle."""
    return abs(last.centre - line.centre) < 0.5 * em and abs(last.left - line.left) > 0.5 * em


def _title_goes_on(before: Flow, text: str) -> bool:
    """Whether a centred line is the rest of the one above it."""
    above = before.line.text
    if text[:1].islower() or _OPEN.search(above):
        return True
    if _ENDED.search(above) or "." in text.split()[0] or "." in above.split()[0] or not text[0].isalnum():
        return False
    wide = before.line.right - before.line.left > 0.6 * (before.right - before.left)
    return above.isupper() == text.isupper() and (above.isupper() or wide)


def _hangs(last: Line, line: Line) -> bool:
    """Whether the line stands under the words after a list's mark."""
    if len(last.words) < 2 or not _LIST_MARK.match(f"{last.words[0].text} "):
        return False
    return abs(line.left - last.words[1].left) < 0.3 * last.height
