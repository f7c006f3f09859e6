"""Page: the words of a printed or scanned page and where they stand, put into lines in reading order. Pure.

Coordinates are in points from the top left corner. What a PDF's or a scan's reader finds becomes a Page;
`table` takes the ruled tables out, `running` the heads and feet, `paragraph` makes text of the lines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

# A gap wider than this many times the letters' height parts two columns; justified words stand closer.
_COLUMN_GAP = 1.6
# A superscript stands this much of the line's height above the line's foot, in letters this much smaller.
_RAISED, _SMALL = 0.18, 0.8
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Word(NamedTuple):
    """A word and its box; `height` is the height of its letters' box, the measure of its size."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """The height of the box."""
        return self.bottom - self.top


class Rule(NamedTuple):
    """A drawn line, upright or level; its box is thin one way."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line without a wide gap between them, and the box of its usual letters.

    In its text small raised figures are superscripts.
    """

    words: tuple[Word, ...]
    text: str
    left: float
    top: float
    right: float
    bottom: float
    height: float

    @classmethod
    def of(cls, words: Sequence[Word]) -> "Line":
        """The line that the words make."""
        height = _usual_height(words)
        usual = [word for word in words if word.height >= _SMALL * height]
        return cls(
            tuple(words),
            "".join(_spaced(words, height)),
            words[0].left,
            min(word.top for word in usual),
            max(word.right for word in words),
            max(word.bottom for word in usual),
            height,
        )

    def beside(self, other: "Line") -> "Line":
        """Join to it one that stands at its right."""
        return Line(
            self.words + other.words,
            f"{self.text} | {other.text}",
            self.left,
            min(self.top, other.top),
            other.right,
            max(self.bottom, other.bottom),
            self.height,
        )

    @property
    def centre(self) -> float:
        """The middle between its ends."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a ruled table; a cell is None if the one at its left reaches over it."""

    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Lines and tables of a page in reading order."""

    parts: tuple[Line | Table, ...]

    @property
    def lines(self) -> list[Line]:
        """The lines outside tables."""
        return [part for part in self.parts if isinstance(part, Line)]


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words, in the order in which they were written, as lines."""
    lines: list[Line] = []
    held: list[Word] = []
    box = Word("", 0, 0, 0, 0)
    for word in words:
        if held and _goes_on(held[-1], box, word):
            box = Word("", box.left, min(box.top, word.top), word.right, max(box.bottom, word.bottom))
        else:
            if held:
                lines.append(Line.of(held))
            held, box = [], word
        held.append(word)
    if held:
        lines.append(Line.of(held))
    return lines


def in_reading_order(lines: list[Line]) -> list[Line]:
    """The lines in the order in which one reads them.

    The order in which they were written is right but for two kinds of page: one whose lines jump up again and
    again, and one of columns that was written across them.
    """
    jumps = sum(later.top < line.top - 1.5 * line.height for line, later in pairwise(lines))
    across = [(line, later) for line, later in pairwise(lines) if _beside(line, later)]
    prose = [pair for pair in across if min(map(_length, pair)) >= 20]
    if (jumps > 6 and 4 * jumps > len(lines)) or (len(prose) > 6 and 5 * len(prose) > len(lines)):
        return _by_column(lines)
    return _boxes_placed(lines)


def joined_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines, those written one after another on one level as one with ` | ` between them."""
    rows: list[Line] = []
    for line in lines:
        if rows and _beside(rows[-1], line) and rows[-1].right <= line.left:
            rows[-1] = rows[-1].beside(line)
        else:
            rows.append(line)
    return rows


def _boxes_placed(lines: list[Line]) -> list[Line]:
    """The lines with those of text boxes, which are written last, put into the gaps they stand in."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.bottom > runs[-1][-1].bottom - 0.3 * line.height:
            runs[-1].append(line)
        else:
            runs.append([line])
    main: list[Line] = []
    gaps: dict[int, list[list[Line]]] = {}
    for run in runs:
        top, bottom = min(line.top for line in run), max(line.bottom for line in run)
        at = next(
            (
                index
                for index, (line, later) in enumerate(pairwise(main))
                if line.bottom <= top and bottom <= later.top
            ),
            None,
        )
        if at is None:
            main += run
        else:
            gaps.setdefault(at, []).append(run)
    ordered: list[Line] = []
    for index, line in enumerate(main):
        ordered.append(line)
        for run in sorted(gaps.get(index, []), key=lambda run: run[0].left):
            ordered += run
    return ordered


def _goes_on(last: Word, line: Word, word: Word) -> bool:
    """Whether the word stands on the line whose box is given, close after its last word."""
    height = max(line.height, word.height)
    shared = min(line.bottom, word.bottom) - max(line.top, word.top)
    if shared < 0.45 * min(word.height, line.height):
        return False
    return -0.6 * height <= word.left - last.right <= _COLUMN_GAP * height


def _usual_height(words: Sequence[Word]) -> float:
    """The height of most of the letters."""
    ordered = sorted(word.height for word in words if len(word.text) > 1) or [word.height for word in words]
    return ordered[len(ordered) // 2]


def _spaced(words: Sequence[Word], height: float) -> Iterable[str]:
    """The words' texts with the spaces between them; a raised figure follows its word without one."""
    before: Word | None = None
    for word in words:
        raised = word.height < _SMALL * height and word.text.isdigit() and len(words) > 1
        if raised and before:
            raised = word.bottom < before.bottom - _RAISED * height or before.height < _SMALL * height
        touches = before is not None and word.left - before.right < 0.12 * height
        if before is not None and not (touches and (raised or before.height < _SMALL * height)):
            yield " "
        yield word.text.translate(SUPERSCRIPTS) if raised else word.text
        before = word


def _beside(line: Line, other: Line) -> bool:
    """Whether two lines stand on one level, apart."""
    shared = min(line.bottom, other.bottom) - max(line.top, other.top)
    if shared < 0.6 * min(line.height, other.height):
        return False
    return line.right < other.left or other.right < line.left


def _length(line: Line) -> int:
    """How many characters the line has."""
    return sum(len(word.text) + 1 for word in line.words)


def _by_column(lines: list[Line]) -> list[Line]:
    """The lines from the top, those on both sides of a gutter column by column."""
    rows = sorted(lines, key=lambda line: (round(line.bottom / max(1.0, 0.5 * line.height)), line.left))
    gutter = _gutter(rows)
    if gutter is None:
        return rows
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in rows:
        if line.left < gutter < line.right:
            ordered += _side(left) + _side(right) + [line]
            left, right = [], []
        else:
            (left if line.right <= gutter else right).append(line)
    return ordered + _side(left) + _side(right)


def _side(lines: list[Line]) -> list[Line]:
    """One column, which may be two."""
    return _by_column(lines) if len(lines) > 8 else lines


def _gutter(lines: list[Line]) -> float | None:
    """Where most pairs of lines on one level leave a gap, if few lines cross it."""
    gaps = [
        (line.right + other.left) / 2
        for line, other in pairwise(lines)
        if _beside(line, other) and line.right < other.left
    ]
    if len(gaps) < 3:
        return None
    at = median(gaps)
    crossing = sum(line.left < at < line.right for line in lines)
    return at if crossing < len(gaps) else None
