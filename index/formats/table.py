"""Table: a table as lines that read by themselves: `Tên xã: Liêm Chung | Số hộ: 1.234`. Pure.

A row found by a search or quoted alone still says what its figures are. Which row holds the headings is
decided here; in doubt none does, since a figure under a wrong heading would be a false statement.
"""

import re
from collections.abc import Iterable, Sequence

from index.plain import plain

# A row of a table: a cell's words, None where a cell at its left reaches over this column too.
Row = Sequence[str | None]

_FIGURE = re.compile(
    r"[-+(\[]?\d[\d.,:/\s%-]*[)\]]?(?: ?%)?|[-–—x.]|(?:ngay )?\d{1,2} thang \d{1,2} nam \d{4}"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COLUMN = re.compile(r"[(\[]?(\d{1,2})(?: ?= ?[\d\s()+/*x:.,%-]{1,40})?[)\]]?")
_LETTER = re.compile(r"\(?[A-E]\)?")
# A heading is a few words; what is longer is what the table says.
_HEADING = 120
_HEADING_ROWS = 3
# What stands in each of many rows must be short, or a few cells make a text without end.
_REPEATED = 200
MOST_COLUMNS = 500
# The head of an official letter is set as a table without lines: the authority left, the motto right.
_MOTTO = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap ?[-,.] ?tu do")
_OF_LETTERHEAD = re.compile(rf".*(?:{_MOTTO.pattern})|so ?:|[^|]{{2,40}}, ngay ")
_HEAD_ROWS = 6
_RULE = re.compile(r"\|(?:---\|)+ ?")


def lines(rows: Iterable[Row], marked: int | None = None) -> list[str]:
    """The table as lines, one a row; `marked` is how many first rows the file itself says are headings.

    Rows above the headings that hold one cell (a title, a unit) and rows between that do (a section) are
    lines of their own. A table of one row or column, and the head of a letter, only lay a page out: their
    paragraphs follow one another.
    """
    filled = [row for row in rows if any(cell and cell.strip() for cell in row)]
    width = max((sum(cell is not None and bool(cell.strip()) for cell in row) for row in filled), default=0)
    if width < 2 or len(filled) < 2:
        return _laid_out(filled)
    if letterhead := _letterhead(filled):
        # a sheet has its letterhead above the table in the same cells
        rest = filled[letterhead:]
        return _laid_out(filled[:letterhead]) + lines(rest) if _is_table(rest) else _laid_out(filled)
    first = 0
    while first < len(filled) and _count(filled[first]) < 2:
        first += 1
    head = _headings(filled[first:], None if marked is None else max(marked - first, 0))
    names = _joined(filled[first : first + head])
    said = [_line(row, []) for row in filled[:first]]
    below = filled[first + head :]
    if head and len(below) > 1 and _counts_columns(below[0]):
        said.append(_line(below.pop(0), []))
    return said + [_line(row, names) for row in below]


def _counts_columns(row: Row) -> bool:
    """Whether the row only numbers the columns: `1 | 2 | 3`, `A | B | (1) | (2)`, `(1) | (2) | (3=2/1)`."""
    said = [cell.strip() for cell in row if cell and cell.strip()]
    numbers = [int(match[1]) for cell in said if (match := _COLUMN.fullmatch(cell)) and match[1]]
    letters = [cell.strip("()") for cell in said if _LETTER.fullmatch(cell)]
    return (
        len(numbers) > 1
        and len(numbers) + len(letters) == len(said) > 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] == 1
        and letters == sorted(letters)
    )


def repeated(cell: str | None) -> str | None:
    """What a cell that reaches down says in a row below: its words where they are few."""
    return cell if cell is None or len(cell) <= _REPEATED else ""


def renamed(text: str) -> str:
    """A text whose tables stand between bars, with a rule under their headings, with its rows as here."""
    if "|---" not in text:
        return text
    out: list[str] = []
    table: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if _RULE.fullmatch(line):
            continue
        if line.startswith("| ") and line.rstrip(" ").endswith("|"):
            table.append([cell.strip() for cell in line.strip(" ")[1:-1].split("|")])
            continue
        out += lines(table)
        table = []
        out.append(line)
    return "\n".join(out[:-1])


def _count(row: Row) -> int:
    """How many cells of the row hold words."""
    return sum(bool(cell and cell.strip()) for cell in row)


def bare(rows: Iterable[Row]) -> list[str]:
    """The rows as lines without headings, where it is not known which cell stands under which."""
    return [line for row in rows if (line := _line(row, []))]


def _letterhead(rows: Sequence[Row]) -> int:
    """How many of the first rows are the head of an official letter, up to its motto, number and day."""
    bare = [[plain(" ".join(cell.split())).text for cell in row if cell] for row in rows[:_HEAD_ROWS]]
    if not any(_MOTTO.search(cell) for row in bare[:3] for cell in row):
        return 0
    return max(at for at, row in enumerate(bare, 1) if any(map(_OF_LETTERHEAD.match, row)))


def _is_table(rows: Sequence[Row]) -> bool:
    """Whether rows below a letterhead are more than a few words beside each other: headings, and what they are of."""
    return sum(_count(row) > 2 for row in rows) > 1


def _laid_out(rows: Sequence[Row]) -> list[str]:
    """The paragraphs of a table that only lays out a page, column after column, as it is read."""
    width = max(map(len, rows), default=0)
    cells = (row[column] for column in range(width) for row in rows if column < len(row))
    return [" ".join(line.split()) for cell in cells if cell for line in cell.split("\n") if line.strip()]


def _headings(rows: Sequence[Row], marked: int | None) -> int:
    """How many of the first rows are headings: as marked, else by what they and the rows below hold."""
    if marked and all(len(cell or "") <= _REPEATED for row in rows[:marked] for cell in row):
        return min(marked, _HEADING_ROWS, len(rows) - 1)
    if len(rows) < 2 or not _names(rows[0]):
        return 0
    count = 1
    # a heading over several columns is told apart by the row under it
    while (
        count < min(_HEADING_ROWS, len(rows) - 1)
        and _reaches_over(rows[count - 1])
        and all(not _is_figure(cell) or _is_year(cell) for cell in rows[count] if cell and cell.strip())
    ):
        count += 1
    below = rows[count:]
    if max(map(_count, rows)) > 2:
        return count
    # of two columns the first may name what the second says, row by row
    last = [row[-1] for row in below if row and row[-1] and row[-1].strip()]
    return count if last and all(map(_is_figure, last)) else 0


def _names(row: Row) -> bool:
    """Whether each cell of the row could name a column: words, short, no two alike, no label of its own."""
    said = [" ".join(cell.split()) for cell in row if cell is not None]
    full = [cell for cell in said if cell]
    return (
        len(full) >= 2
        and len(full) >= len(said) - 1
        and len(set(full)) == len(full)
        and not any(len(cell) > _HEADING or cell.endswith((":", ".")) for cell in full)
        and _are_words(full)
    )


def _are_words(cells: Sequence[str]) -> bool:
    """Whether no cell is a figure, or those that are stand for years beside each other: `Chỉ tiêu | 2022 | 2023`."""
    figures = list(filter(_is_figure, cells))
    return not figures or (
        len(figures) > 1 and all(map(_is_year, figures)) and not any(map(_is_figure, cells[:1]))
    )


def _is_year(cell: str | None) -> bool:
    """Whether the cell is a year, which may head a column."""
    return bool(_YEAR.fullmatch((cell or "").strip()))


def _reaches_over(row: Row) -> bool:
    """Whether a cell of the row stands over several columns."""
    return any(cell is None for cell in row)


def _is_figure(cell: str | None) -> bool:
    """Whether the cell is a number, a date or a mark for none."""
    return bool(_FIGURE.fullmatch(plain((cell or "").strip()).text))


def _joined(head: Sequence[Row]) -> list[str]:
    """One name a column, of the headings above it from top to bottom."""
    names: list[list[str]] = [[] for _ in range(max(map(len, head), default=0))]
    for depth, row in enumerate(head):
        last = ""
        for column, cell in enumerate(row):
            # the lowest heading stands for one column alone
            last = last if cell is None and depth < len(head) - 1 else " ".join((cell or "").split())
            name = last.rstrip(": ")
            if name and name not in names[column]:
                names[column].append(name)
    return [" - ".join(parts) for parts in names]


def _line(row: Row, names: Sequence[str]) -> str:
    """One row as one line."""
    cells = [(column, line) for column, cell in enumerate(row) if cell and (line := one_line(cell))]
    if len(cells) == 1 and (len(row) > 1 or not names):
        return cells[0][1] if cells[0][0] == 0 else _named(*cells[0], names)
    return " | ".join(_named(column, cell, names) for column, cell in cells)


def one_line(cell: str) -> str:
    """The words with one space between them, as nearly all stand already."""
    return cell.strip() if cell.isprintable() and "  " not in cell else " ".join(cell.split())


def _named(column: int, cell: str, names: Sequence[str]) -> str:
    """A cell with its column's name."""
    name = names[column] if column < len(names) else ""
    return f"{name}: {cell}" if name else cell
