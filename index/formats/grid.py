"""Grid: the words that stand between drawn lines, as the rows and cells of a table. Pure.

The grid is found from the lines alone; slots that no line separates are one cell. Columns without lines are left to
`columns` and `page`.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.formats.page import Rule, Word, in_reading_order, lines_of
from index.formats.paragraph import joined

Slot = tuple[int, int]

# Lines closer than this, in points, are one line drawn twice or touch each other.
_NEAR = 3.0
# More lines than this are a drawing, not a table.
_MOST = 2000
_MOST_SLOTS = 20_000


class Grid:
    """The cells of one ruled table: where its lines stand and which slots between them are one cell."""

    def __init__(self, upright: Sequence[Rule], level: Sequence[Rule]) -> None:
        """Join the slots that no line parts."""
        self.columns = _places([rule.left for rule in upright])
        self.rows = _places([rule.top for rule in level])
        self._cell: dict[Slot, Slot] = {
            (row, column): (row, column)
            for row in range(len(self.rows) - 1)
            for column in range(len(self.columns) - 1)
        }
        for row, column in list(self._cell):
            middle = (self.rows[row] + self.rows[row + 1]) / 2
            if column and not _parts(upright, self.columns[column], middle):
                self._join((row, column - 1), (row, column))
            middle = (self.columns[column] + self.columns[column + 1]) / 2
            if row and not _parts_level(level, self.rows[row], middle):
                self._join((row - 1, column), (row, column))

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len({self._root(slot) for slot in self._cell})

    def cell(self, word: Word) -> Slot | None:
        """The cell in which the word stands, by its first row and column; None outside the table."""
        row = _slot(self.rows, (word.top + word.bottom) / 2)
        column = _slot(self.columns, (word.left + word.right) / 2)
        return None if row is None or column is None else self._root((row, column))

    def filled(self, words: Iterable[tuple[Slot, Word]]) -> tuple[tuple[str | None, ...], ...]:
        """The table's rows that hold one of the words; a cell's words are one line, None is a cell that the one
        at its left reaches over.
        """
        held: dict[Slot, list[Word]] = {}
        for cell, word in words:
            held.setdefault(cell, []).append(word)
        rows = sorted({row for row, _ in held})
        columns = range(len(self.columns) - 1)
        return tuple(tuple(self._text((row, column), held) for column in columns) for row in rows)

    def _text(self, slot: Slot, held: dict[Slot, list[Word]]) -> str | None:
        """What stands in a slot."""
        root = self._root(slot)
        if root[1] < slot[1]:
            return None
        return _in_cell(held.get(slot, [])) if root == slot else ""

    def _root(self, slot: Slot) -> Slot:
        """The slot that stands for the cell."""
        while self._cell[slot] != slot:
            slot = self._cell[slot]
        return slot

    def _join(self, one: Slot, other: Slot) -> None:
        """Make two slots one cell, known by the upper and left one."""
        first, second = sorted((self._root(one), self._root(other)))
        self._cell[second] = first


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that the drawn lines make; a frame around one text is none."""
    kept = [rule for rule in rules if max(rule.right - rule.left, rule.bottom - rule.top) > _NEAR]
    if not 4 <= len(kept) <= _MOST:
        return []
    found = []
    for group in _connected(kept):
        upright = [rule for rule in group if rule.bottom - rule.top > rule.right - rule.left]
        level = [rule for rule in group if rule.bottom - rule.top <= rule.right - rule.left]
        slots = len(_places([rule.left for rule in upright])) * len(_places([rule.top for rule in level]))
        if len(upright) < 2 or len(level) < 2 or slots > _MOST_SLOTS:
            continue
        grid = Grid(upright, level)
        if grid.cells > 1:
            found.append(grid)
    return found


def _in_cell(words: list[Word]) -> str:
    """A cell's words as one line."""
    text = ""
    for line in in_reading_order(lines_of(words)):
        text = joined(text, line.text) if text else line.text
    return text


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """The lines in groups that touch each other."""
    groups: list[tuple[Rule, list[Rule]]] = []
    for rule in sorted(rules, key=lambda rule: rule.top):
        box, members, apart = rule, [rule], []
        for frame, held in groups:
            if _touch(rule, frame) and any(_touch(rule, other) for other in reversed(held)):
                box = _around(box, frame)
                # the last drawn stay last: the next line is likely to touch them
                members = held + members
            else:
                apart.append((frame, held))
        groups = [*apart, (box, members)]
    return [members for _, members in groups]


def _touch(one: Rule, other: Rule) -> bool:
    """Whether two lines meet or cross."""
    return (
        one.left <= other.right + _NEAR
        and other.left <= one.right + _NEAR
        and one.top <= other.bottom + _NEAR
        and other.top <= one.bottom + _NEAR
    )


def _around(one: Rule, other: Rule) -> Rule:
    """The box around two boxes."""
    return Rule(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def _places(values: list[float]) -> list[float]:
    """The different places at which lines stand, in order."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _parts(upright: Sequence[Rule], place: float, middle: float) -> bool:
    """Whether an upright line at `place` runs past the height `middle`."""
    return any(abs(rule.left - place) <= _NEAR and rule.top <= middle <= rule.bottom for rule in upright)


def _parts_level(level: Sequence[Rule], place: float, middle: float) -> bool:
    """Whether a level line at the height `place` runs past `middle`."""
    return any(abs(rule.top - place) <= _NEAR and rule.left <= middle <= rule.right for rule in level)


def _slot(places: list[float], value: float) -> int | None:
    """Between which two lines a value lies."""
    return next((index for index, (low, high) in enumerate(pairwise(places)) if low <= value < high), None)
