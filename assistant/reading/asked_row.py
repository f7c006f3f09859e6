"""Asked row: the row of a table that a question is about, and the cell under the heading that it asks for. Pure.

The row is the one whose own cells bear all of the question that neither the headings nor the words above the table do;
where two rows do, or none, nothing is said. What a question and a heading call alike counts as the same: a target may
be headed “Kế hoạch”.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from assistant.question import Question, is_foreign
from assistant.reading.bounds import provinces_in
from assistant.reading.overlap import Rows, rows
from assistant.reading.table_rows import Cell, TableRow, table_rows
from assistant.understanding.asked import AMOUNTS, says_nothing
from index.memo import memo
from index.report import Report
from index.vietnamese import fold, forms


class _Alike(NamedTuple):
    """Words that say the same, as they are written and as they are typed without accents."""

    written: re.Pattern[str]
    bare: re.Pattern[str]

    @classmethod
    def of(cls, words: str) -> "_Alike":
        """The words, between bars."""
        return cls(re.compile(rf"(?<!\w)(?:{words})(?!\w)"), re.compile(rf"(?<!\w)(?:{fold(words)})(?!\w)"))

    def asked_in(self, question: Question) -> bool:
        """Whether a question has one of them."""
        return bool((self.written if question.accented else self.bare).search(_typed(question)))

    def heads(self, cell: Cell) -> bool:
        """Whether a cell's heading has one of them."""
        return bool(self.written.search(cell.head.lower()))


# What is planned, what came about, and who sees to it, as questions and headings have it.
_AIM = _Alike.of("mục tiêu|chỉ tiêu|kế hoạch|phấn đấu|dự kiến|dự toán|kh")
_DONE = _Alike.of("thực hiện|kết quả|đạt được|đạt|ước đạt|ước|th")
_CHARGE = _Alike.of("chủ trì|phụ trách|chịu trách nhiệm|đảm nhiệm")
_ALIKE = (_AIM, _DONE, _CHARGE)
# Words of measure and time that a question puts beside what it asks for.
_FRAME = re.compile(
    r"\bnam (?=(?:19|20)\d\d)|\b(?:bao nhieu|may) (?:tien|dong|(?:trieu|ty|ti|nghin) dong|phan tram)\b|\bphan tram\b"
    r"|\b(?:den )?(?:ngay|thang)(?= nao)|\bngay thang\b|\bden dau\b"
)
_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"\d{1,2}\s*[/-]\s*\d{1,4}|(?:19|20)\d\d|tháng \d|quý [IV\d]", re.IGNORECASE)
# Kinds of answer by what a cell must hold.
_DAYS = frozenset(("date", "year"))
_WORDS = frozenset(
    ("person", "body", "text", "definition", "place", "which", "name", "funds", "reason", "document")
)
# A row is named where this share of the words of one of its cells is in the question.
_NAMED = 1 / 3
# More words make no figure with its unit.
_LONGEST_FIGURE = 5


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A row that answers, and the cell of it that does."""

    report: Report
    row: TableRow
    cell: Cell


def asked_rows(question: Question, reports: Iterable[Report]) -> list[AskedRow]:
    """The row of each report that answers, in the order of the reports; none where it is not plain which one does."""
    if is_foreign(question) or question.wants_all or question.spans or not _subject(question):
        return []
    found = []
    for report in reports:
        if _of_provinces(question, report) and (one := _asked_row(question, report)):
            found.append(AskedRow(report, *one))
    return found


class RowsBeside:
    """The rows of a report beside each other, as a question tells them apart; worked out once for both."""

    def __init__(self, question: Question, report: Report) -> None:
        self._question = question
        self._rows = {} if is_foreign(question) else {row.start: row for row in table_rows(report)}
        self._borne = {
            start: frozenset(word for word in _subject(question) if _in(question, row.said, word))
            for start, row in self._rows.items()
        }
        # rows without end bear only a few of a question's words each
        self._of_table = {(row.table, self._borne[start]) for start, row in self._rows.items()}

    def is_another(self, start: int) -> bool:
        """Whether the row that begins there is of another thing than the question means; False where none does.

        So it is where another row of its table bears all that it bears of the question and more, or where its name and
        the question each have words that the other lacks.
        """
        if not (own := self._rows.get(start)):
            return False
        above = {word for word in _subject(self._question) if _is_above(self._question, own, word)}
        here = self._borne[start] - above
        if any(table == own.table and here < borne - above for table, borne in self._of_table):
            return True
        given = _given(self._question, own)
        return given is not None and _share(self._question, given) < 1 and _lacks(self._question, own)


def _lacks(question: Question, row: TableRow) -> bool:
    """Whether a row and all above it lack a word of the question, and its cells that word's neighbour as well.

    A Vietnamese word is mostly two syllables.
    """
    missing = [not _in(question, row.said, word) for word in _subject(question)]
    unsaid = [
        one and not _is_above(question, row, word)
        for one, word in zip(missing, _subject(question), strict=True)
    ]
    return any(
        one and other and (first or second)
        for (one, first), (other, second) in pairwise(zip(missing, unsaid, strict=True))
    )


def _typed(question: Question) -> str:
    """A question's wording in small letters, without accents where it is typed so."""
    return question.text.lower() if question.accented else fold(question.text)


@memo(512)
def _subject(question: Question) -> tuple[str, ...]:
    """The question's words that name what it is about: not its years, nor those for a plan, an outcome or a charge."""
    bare = fold(question.text)
    if len(bare) != len(question.text):
        return ()
    aside = [match.span() for pattern in (_FRAME, _YEAR) for match in pattern.finditer(bare)]
    for alike in _ALIKE:
        pattern = alike.written if question.accented else alike.bare
        aside += [match.span() for match in pattern.finditer(_typed(question))]
    return tuple(
        dict.fromkeys(
            term.exact if question.accented else term.folded
            for term in question.content
            if not any(start <= term.start < end for start, end in aside)
        )
    )


def _in(question: Question, said: Rows, word: str) -> bool:
    """Whether words in a row have one of the question's, with its accents where it is typed with any."""
    return f" {word} " in (said.exact if question.accented else said.folded)


def _is_above(question: Question, row: TableRow, word: str) -> bool:
    """Whether the headings of a row, or what is said above it, have a word."""
    return _in(question, row.heads, word) or _in(question, rows(row.above), word)


def _of_provinces(question: Question, report: Report) -> bool:
    """Whether a report is of the provinces that a question names, or names them in its title."""
    return set(question.provinces) <= {report.province} | provinces_in(report.title or "")


def _asked_row(question: Question, report: Report) -> tuple[TableRow, Cell] | None:
    """The one row of a report that the question is about, with the cell asked for."""
    best: list[tuple[tuple[int, float], TableRow, Cell]] = []
    for row in table_rows(report):
        if not _bears_all(question, row) or not (cell := _asked_cell(question, row, report)):
            continue
        if not _bears_all(question, row, cell):
            continue
        borne = sum(_in(question, row.said, word) for word in _subject(question))
        given = _given(question, row)
        share = _share(question, given) if given else 0.0
        if borne and share >= _NAMED:
            best.append(((borne, share), row, cell))
    best.sort(key=lambda one: one[0], reverse=True)
    if not best or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return best[0][1:]


def _bears_all(question: Question, row: TableRow, besides: Cell | None = None) -> bool:
    """Whether a row with its headings and what is above bears all words of the question's subject.

    `besides` is the cell that answers, whose own words do not count.
    """
    said = row.said
    if besides:
        said = rows(" | ".join(cell.text for cell in row.cells if cell is not besides and not cell.is_order))
    return all(_in(question, said, word) or _is_above(question, row, word) for word in _subject(question))


def _given(question: Question, row: TableRow) -> Cell | None:
    """The cell that names the row as the question does: the one that bears most of it."""
    return max(
        row.names,
        key=lambda cell: sum(_in(question, rows(cell.text), w) for w in _subject(question)),
        default=None,
    )


def _share(question: Question, cell: Cell) -> float:
    """The share of a cell's telling words that the question's subject has."""
    subject = _subject(question)
    said = [
        exact if question.accented else folded
        for exact, folded in forms(cell.text)
        if not says_nothing(exact, accents_typed=True)
    ]
    return sum(word in subject for word in said) / len(said) if said else 0.0


def _asked_cell(question: Question, row: TableRow, report: Report) -> Cell | None:
    """The cell of a row that the question asks for, by its heading and by the kind of answer; None if two may be it."""
    # what the question itself names is not what it asks for
    given = _given(question, row)
    fitting = [
        cell for cell in row.cells if cell is not given and not cell.is_order and _is_of_kind(question, cell)
    ]
    if question.asked in AMOUNTS and _counts_rows(question, row):
        return None
    if question.years:
        headed = [cell for cell in row.cells if _YEAR.search(cell.head)]
        fitting_year = [cell for cell in fitting if set(_YEAR.findall(cell.head)) & set(question.years)]
        if headed and question.asked in AMOUNTS:
            fitting = fitting_year
        elif not set(question.years) & _years_around(row, report):
            return None
    if question.asked == "percent" and (shares := [cell for cell in fitting if _is_share(cell, row)]):
        fitting = shares
    ranked = sorted(
        ((_heading_share(question, cell, given), cell.start, cell) for cell in fitting), reverse=True
    )
    if not ranked or (ranked[0][0] <= 0 and (len(ranked) > 1 or question.asked not in AMOUNTS | _DAYS)):
        return None
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    cell = ranked[0][2]
    # what is only planned did not come about
    is_reached = _DONE.asked_in(question) and not _AIM.asked_in(question)
    return None if is_reached and _AIM.heads(cell) else cell


def _is_of_kind(question: Question, cell: Cell) -> bool:
    """Whether a cell may hold what the question asks for."""
    if question.asked in AMOUNTS:
        has_figure = any(sign.isdigit() for sign in cell.text)
        return has_figure and len(cell.text.split()) <= _LONGEST_FIGURE and not _DAY.match(cell.text)
    if question.asked in _DAYS:
        return bool(_DAY.search(cell.text))
    return question.asked in _WORDS and (question.asked not in ("person", "body") or not cell.is_figure)


def _is_share(cell: Cell, row: TableRow) -> bool:
    """Whether a cell tells a share, by itself, its heading or the unit that its row gives."""
    return "%" in cell.text + cell.head or any(one.text == "%" for one in row.cells)


def _heading_share(question: Question, cell: Cell, given: Cell | None) -> float:
    """How much of the question a heading bears: its words, and what it has alike, a plan or an outcome.

    What the question says in naming the row by its `given` cell names no column.
    """
    head = rows(cell.head)
    named = rows(given.text if given else "")
    borne = float(
        sum(_in(question, head, word) for word in _subject(question) if not _in(question, named, word))
    )
    for alike in _ALIKE:
        borne += alike.asked_in(question) and alike.heads(cell)
    return borne - 0.5 if _AIM.heads(cell) and not _AIM.asked_in(question) else borne


def _counts_rows(question: Question, row: TableRow) -> bool:
    """Whether a question asks how many rows there are: "bao nhiêu dự án" of a column headed so."""
    head = [term.exact if question.accented else term.folded for term in question.head]
    return bool(head) and any(
        all(_in(question, rows(cell.head), word) for word in head) for cell in row.names
    )


def _years_around(row: TableRow, report: Report) -> set[str]:
    """The years that a row, its headings, the words above it or its report's dates give."""
    dated = {date[:4] for date in (report.published, report.event_date) if date}
    said = " ".join((row.above, *(f"{cell.head} {cell.text}" for cell in row.cells)))
    return {*dated, *re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", said)}
