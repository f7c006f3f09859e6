"""Columns: a table without drawn lines, recognised by lines of figures that stand below each other. Pure.

At least three rows that end in figures, with white columns between their words from the first row to the last, are a
table; the words above that keep to the same columns are its headings. Otherwise each cell would be a paragraph, and a
figure would be quoted without what it is of.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from index.formats.page import Line, Table, Word, in_reading_order, lines_of

# A figure, or what stands for one that there is none.
_FIGURE = re.compile(r"[-+(]?\d[\d.,:/%-]*[)%]*|[-–—…x.]+")
_DIGIT = re.compile(r"\d")
_FEWEST = 3
# The white between two columns, and from row to row, in heights of the letters.
_WHITE, _STEP, _ON_ONE_LEVEL = 0.6, 4.0, 0.4
# Cells of more letters that are all nearly as long as the longest are lines of prose.
_LINE, _FULL = 25, 0.8
_MOST_COLUMNS = 40
_MOST_HEADINGS, _CLOSE = 4, 1.6
# By how much nearer the rest of a label is to its row than to the next one.
_NEARER = 0.8

_Level = list[Line]
_Span = tuple[float, float]


def tabled(lines: Sequence[Line]) -> list[Line | Table]:
    """The lines in their order, those of each table without drawn lines as that table."""
    if sum(map(_is_figure, lines)) < _FEWEST:
        return list(lines)
    levels = _levels(lines)
    places = {id(line): place for place, line in enumerate(lines)}
    parts: list[Line | Table | None] = list(lines)
    for begin, end in _runs(levels):
        columns = _columns(levels[begin:end])
        if not _holds(levels[begin:end], columns):
            continue
        first = _first_heading(levels, begin, columns)
        rows = [levels[first:begin]] * (first < begin) + _rows(levels[begin:end])
        of_table = sorted(places[id(line)] for level in levels[first:end] for line in level)
        for place in of_table:
            parts[place] = None
        parts[of_table[0]] = Table(tuple(_cells(row, columns) for row in rows))
    return [part for part in parts if part is not None]


def _levels(lines: Iterable[Line]) -> list[_Level]:
    """The lines that stand on one level together, from the top."""
    levels: list[_Level] = []
    for line in sorted(lines, key=lambda line: line.bottom):
        if levels and line.bottom - levels[-1][0].bottom < _ON_ONE_LEVEL * line.height:
            levels[-1].append(line)
        else:
            levels.append([line])
    return [sorted(level, key=lambda line: line.left) for level in levels]


def _runs(levels: Sequence[_Level]) -> list[tuple[int, int]]:
    """From which to which level rows of figures follow each other closely; one line alone may stand between two."""
    runs: list[tuple[int, int]] = []
    begin = end = 0
    for at, level in enumerate(levels):
        if not _has_figures(level):
            continue
        near = end > begin and all(_is_near(*pair) for pair in pairwise(levels[end - 1 : at + 1]))
        if near and (at == end or (at == end + 1 and _is_label(levels[end], levels[end - 1]))):
            end = at + 1
            continue
        runs.append((begin, end))
        begin, end = at, at + 1
    runs.append((begin, end))
    return [(begin, end) for begin, end in runs if sum(map(_has_figures, levels[begin:end])) >= _FEWEST]


def _is_near(level: _Level, below: _Level) -> bool:
    """Whether the next level is as near, and in letters of the size, as rows of one table are."""
    height = level[0].height
    return (
        below[0].bottom - level[0].bottom <= _STEP * height and abs(below[0].height - height) < 0.2 * height
    )


def _has_figures(level: _Level) -> bool:
    """Whether words and figures stand apart on the level, as in a row."""
    figures = sum(map(_is_figure, level))
    if not any(map(_DIGIT.search, (line.text for line in level[1:]))):
        return False  # dots to be written on
    ends = len(level) > 1 and _is_figure(level[-1]) and not _is_figure(level[0])
    return ends or (figures > 1 and len(level) > 2)


def _is_label(level: _Level, row: _Level) -> bool:
    """Whether the level is one line that stands before the figures of the row above it."""
    return len(level) == 1 and level[0].right < min(line.left for line in row if _is_figure(line))


def _is_figure(line: Line) -> bool:
    """Whether nothing but figures stand there."""
    return all(_FIGURE.fullmatch(word.text) for word in line.words)


def _columns(levels: Sequence[_Level]) -> list[_Span]:
    """The columns that the words of the rows stand in: from where to where, with white between them."""
    rows = [level for level in levels if _has_figures(level)]
    white = _WHITE * median(level[0].height for level in rows)
    columns: list[_Span] = []
    for left, right in sorted((word.left, word.right) for level in rows for word in _words(level)):
        if columns and left - columns[-1][1] < white:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns


def _holds(levels: Sequence[_Level], columns: list[_Span]) -> bool:
    """Whether the rows are a table in these columns: no prose in any, and in one after the first figures alone."""
    if not 2 <= len(columns) <= _MOST_COLUMNS:
        return False
    rows = [_cells([level], columns) for level in levels if _has_figures(level)]
    if any(sum(map(bool, row)) < 2 for row in rows):
        return False
    filled = [[row[at] for row in rows if row[at]] for at in range(len(columns))]
    if any(map(_is_prose, filled)) or not all(_keeps(level, columns) for level in levels):
        return False
    figured = [sum(all(map(_FIGURE.fullmatch, cell.split())) for cell in cells) for cells in filled]
    return max(figured[1:]) == max(map(len, filled[1:]))


def _is_prose(cells: Sequence[str]) -> bool:
    """Whether the cells are lines of a text that stands beside others: each nearly as long as there is room."""
    lengths = [len(cell) for cell in cells]
    return median(lengths) > _LINE and min(lengths[:-1], default=0) > _FULL * max(lengths)


def _keeps(level: _Level, columns: list[_Span]) -> bool:
    """Whether no word of the level stands in two columns."""
    return all(
        sum(word.left < right and left < word.right for left, right in columns) < 2 for word in _words(level)
    )


def _first_heading(levels: Sequence[_Level], begin: int, columns: list[_Span]) -> int:
    """The first of the levels above the rows that are headings of these columns, each of most of them; a heading of
    several lines has them close.
    """
    first = begin
    for at in range(begin - 1, max(begin - 1 - _MOST_HEADINGS, -1), -1):
        near = _is_near(levels[at], levels[at + 1])
        close = at + 1 == begin or _step(levels, at + 1) <= _CLOSE * levels[at][0].height
        if not (near and close and _heads(levels[at], columns)):
            break
        if 2 * len(levels[at]) > len(columns):
            first = at
    return first


def _heads(level: _Level, columns: list[_Span]) -> bool:
    """Whether each line of the level stands in one column, alone: a figure under a wrong heading would be a false
    statement.
    """
    places = [{_nearest(word, columns) for word in line.words} for line in level]
    return (
        _keeps(level, columns)
        and all(map(set.isdisjoint, places, places[1:]))
        and all(len(at) == 1 for at in places)
    )


def _rows(levels: Sequence[_Level]) -> list[Sequence[_Level]]:
    """The levels that make a row together: a line alone that is nearer to the row above it, or to the one below, is
    the rest of its label.
    """
    starts = [0]
    for at in range(1, len(levels)):
        step = _step(levels, at)
        above = step < _NEARER * _step(levels, at + 1) and not _has_figures(levels[at])
        below = step < _NEARER * _step(levels, at - 1) and not _has_figures(levels[at - 1])
        if not (above or below):
            starts.append(at)
    return [levels[begin:end] for begin, end in pairwise([*starts, len(levels)])]


def _step(levels: Sequence[_Level], at: int) -> float:
    """How far the level stands below the one above it; nothing does at the ends."""
    return levels[at][0].bottom - levels[at - 1][0].bottom if 0 < at < len(levels) else 0.0


def _cells(levels: Iterable[_Level], columns: list[_Span]) -> tuple[str, ...]:
    """The words in each column."""
    held: list[list[Word]] = [[] for _ in columns]
    for level in levels:
        for word in _words(level):
            held[_nearest(word, columns)].append(word)
    return tuple(" ".join(line.text for line in in_reading_order(lines_of(words))) for words in held)


def _nearest(word: Word, columns: list[_Span]) -> int:
    """The column in which the word stands, or which is nearest to it."""
    middle = (word.left + word.right) / 2
    return min(range(len(columns)), key=lambda at: max(columns[at][0] - middle, middle - columns[at][1], 0.0))


def _words(level: _Level) -> list[Word]:
    """The words of the level."""
    return [word for line in level for word in line.words]
