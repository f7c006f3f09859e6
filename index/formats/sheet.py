"""Sheets: the rows of XLSX and CSV as lines that read with their headings.

A cell is read as it is shown in Vietnamese (1.234; 7,37; 12,5%; 21/12/2022), a formula by its last result. A
merged cell stands in each of its rows.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import ZipFile

from index.errors import BadInput
from index.formats import table, worker
from index.formats.draft import LIMIT, Draft, contents, worded
from index.formats.package import LARGEST_PART, check_markup, opened, unpacked
from index.formats.text import recognised
from index.lack import Lack

# openpyxl ships no types
Sheet: TypeAlias = Any

# Half a million cells take some ten seconds.
_SECONDS = 60
_MOST_CELLS = 500_000
_MOST_SHEETS = 200
# Names that a program gave.
NAMELESS = re.compile(r"(?:sheet|trang tính|trang_tính|bảng) ?\d*", re.I)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]{0,100}?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
# A formula whose result is an empty text says of itself that it is text.
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b(?:[^>]{0,200}?\bt=[\"'](?P<kind>str|e)[\"'])?[^>]{0,200}>\s*"
    rb"<(?:\w+:)?f\b(?:[^>]{0,200}/>|[^>]{0,200}>[^<]{0,8192}</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\b[^>]{0,40}>(?P<result>[^<]))?"
)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[#0?](?:[#0?,.]*[#0?])?")
_DAY = re.compile(r"(?:d{1,2}|m{1,2}|y{2,4})(?:([-/. ])(?:d{1,2}|m{1,2}|y{2,4})){1,2}")
# Excel's own way to say it.
_NAMED_DELIMITER = re.compile(r"\ufeff?\"?sep=([,;\t|])\"?[^\S\n]*\n", re.I)
_DELIMITERS = (";", "\t", ",", "|")


def read_xlsx(path: Path) -> Iterator[Draft]:
    """The one report of an .xlsx file, all its sheets; BadInput if it is damaged or too large."""
    with opened(path) as package:
        _check(package)
    # in a process with limits: a few cells of a workbook can ask for much time and memory
    found = worker.run("index.formats.sheet:workbook", str(path), _SECONDS, 0)
    lacks = (Lack("formula_values", found["uncalculated"]),) if found["uncalculated"] else ()
    yield replace(worded(found["text"]), lacks=lacks)


def workbook(path: str) -> Iterator[dict[str, Any]]:
    """For the worker: the text of a workbook, and how many of its formulas have no result."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # ships no types

    book = load_workbook(path, read_only=True, data_only=True)
    shown = [sheet for sheet in book.worksheets[:_MOST_SHEETS] if sheet.sheet_state == "visible"]
    text = _bounded(list(_book_lines(shown)))
    yield {"text": text, "uncalculated": sum(map(_uncalculated, shown))}


def read_csv(path: Path) -> Iterator[Draft]:
    """The one report of a .csv file, its cells between commas, semicolons or tabs."""
    text, converted = recognised(contents(path))
    try:
        rows = []
        cells = 0
        delimiter, begin = _delimiter(text)
        for row in csv.reader(StringIO(text[begin:], newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            cells += max(len(row), 1)
            if cells > _MOST_CELLS:
                raise _too_many()
    except csv.Error as error:
        raise BadInput(
            "bad_csv",
            f"Tệp CSV có dấu nháy hoặc ô không khép lại ({error}); hãy xuất lại từ bảng tính.",
            f"The CSV file has an unclosed quote or cell ({error}); export it again from the spreadsheet.",
        ) from error
    yield Draft(_bounded(table.lines(_even(rows))), converted=converted)


def _even(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the empty cells at their ends."""
    return [
        row[: max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)] for row in rows
    ]


def _delimiter(text: str) -> tuple[str, int]:
    """What stands between the cells, and where they begin: the sign that a first line `sep=;` names, else the one
    that cuts the first lines into the same number of cells.
    """
    if named := _NAMED_DELIMITER.match(text):
        return named[1], named.end()
    head = text[:20_000].split("\n")[:20]
    head = head[:-1] if len(head) == 20 or len(text) > 20_000 else head

    def evenness(delimiter: str) -> tuple[float, int]:
        """How alike the lines are when cut there, and how many cells that makes."""
        counts = [len(row) for row in csv.reader(head, delimiter=delimiter) if row]
        common = max(set(counts), key=counts.count, default=1)
        return (counts.count(common) / len(counts) if common > 1 else 0.0), common

    try:
        return max(_DELIMITERS, key=evenness), 0
    except csv.Error:
        return ",", 0


def _check(package: ZipFile) -> None:
    """BadInput if a part of the workbook is more than a parser should be given."""
    for info in package.infolist():
        if info.filename.endswith((".xml", ".rels")):
            if info.file_size > 2 * LARGEST_PART:
                raise _too_many()
            check_markup(unpacked(package, info))


def _too_many() -> BadInput:
    """The error for a sheet with too many rows."""
    return BadInput(
        "too_large",
        f"Bảng tính quá lớn (giới hạn {_MOST_CELLS:,} ô); hãy chia nhỏ tệp.".replace(",", "."),
        f"The sheet is too large (the limit is {_MOST_CELLS:,} cells); split the file.",
    )


def _bounded(lines: list[str]) -> str:
    """The lines as one text; BadInput if it is longer than a report can be."""
    text = "\n".join(lines)
    if len(text) > LIMIT:
        raise _too_many()
    return text


def _book_lines(sheets: list[Sheet]) -> Iterator[str]:
    """The lines of sheets, each under its name."""
    cells = 0
    for sheet in sheets:
        rows: list[list[str | None]] = []
        sheet.reset_dimensions()  # a wrong one makes rows of sixteen thousand cells
        for row in sheet.iter_rows():
            shown = [_shown(cell) for cell in row[: table.MOST_COLUMNS]]
            while shown and not shown[-1]:
                shown.pop()
            rows.append(list(shown))
            # an empty row counts too, or a far last row would make a million of them
            cells += max(len(shown), 1)
            if cells > _MOST_CELLS:
                raise _too_many()
        _merge(rows, _merged(sheet))
        found = table.lines(rows)
        if found:
            yield from () if NAMELESS.fullmatch(sheet.title) else (sheet.title,)
            yield from found


def _merged(sheet: Sheet) -> Iterator[tuple[int, int, int, int]]:
    """The merged areas of a sheet: first and last row, first and last column, from 0."""
    from openpyxl.utils.cell import range_boundaries  # type: ignore[import-untyped]  # ships no types

    for match in _MERGED.finditer(_markup(sheet)):
        left, top, right, bottom = range_boundaries(match[1].decode())
        yield top - 1, bottom - 1, left - 1, right - 1


def _uncalculated(sheet: Sheet) -> int:
    """How many cells of a sheet hold a formula without its result, as programs write them that do not calculate."""
    return sum(match["kind"] is None and not match["result"] for match in _FORMULA.finditer(_markup(sheet)))


def _markup(sheet: Sheet) -> bytes:
    """The markup of a sheet; openpyxl passes over what is no cell's value when it streams."""
    with sheet._get_source() as source:
        return bytes(source.read())


def _merge(rows: list[list[str | None]], areas: Iterator[tuple[int, int, int, int]]) -> None:
    """Let each merged cell stand in all its rows, and reach over its columns."""
    for top, bottom, left, right in areas:
        if top >= len(rows) or left >= len(rows[top]) or right - left > table.MOST_COLUMNS:
            continue
        for row in rows[top : bottom + 1]:
            row += [""] * (left + 1 - len(row))
            row[left] = rows[top][left] if row is rows[top] else table.repeated(rows[top][left])
            row[left + 1 : right + 1] = [None] * (right - left)


def _shown(cell: Sheet) -> str:
    """A cell as it is shown."""
    value, pattern = cell.value, str(cell.number_format or "General")
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return number(value, pattern)
    if isinstance(value, (datetime, date, time)):
        return moment(value, pattern)
    return str(value) if isinstance(value, timedelta) else ""


def moment(value: datetime | date | time, pattern: str) -> str:
    """A day or hour under a number format: as that has it where it is all digits, else dd/mm/yyyy."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    bare = re.sub(r"\[[^]]*\]|\\|\"|;@.*|@", "", pattern.lower()).strip()
    day = value.strftime("%d/%m/%Y")
    # the short day of the system, which is dd/mm/yyyy in Vietnam
    if bare not in ("mm-dd-yy", "m/d/yy", "m/d/yyyy", "mm/dd/yyyy") and _DAY.fullmatch(bare):
        signs = {"dd": "%d", "d": "%-d", "mm": "%m", "m": "%-m", "yyyy": "%Y", "yyy": "%Y", "yy": "%y"}
        return value.strftime(re.sub(r"d+|m+|y+", lambda part: signs[part[0]], bare))
    if isinstance(value, datetime) and "h" in bare and value.time() != time():
        return f"{day} {value:%H:%M}"
    return day


def number(value: float, pattern: str) -> str:
    """A number under a number format, with the Vietnamese signs: 1.234; 7,37; 12,5%."""
    section = re.sub(r"\[[^]]*\]|_.|\*.", "", pattern.split(";")[0])
    bare = _LITERAL.sub("", section)
    digits = _DIGITS.search(bare)
    if not digits or re.search(r"[eE][+-]", bare) or "/" in bare or section == "General":
        return _plain_number(value)
    value *= 100 if "%" in bare else 1
    value /= 1000 ** (len(trailing[0]) if (trailing := re.match(r",+", bare[digits.end() :])) else 0)
    whole, _, fraction = digits[0].partition(".")
    said = f"{value:{',' if ',' in whole else ''}.{min(len(fraction), 15)}f}"
    if "#" in fraction:
        said = said[: len(said) - fraction.count("#")] + said[len(said) - fraction.count("#") :].rstrip("0")
        said = said.rstrip(".")
    said = said.zfill(len(whole)) if whole.isdigit() else said
    said = said.translate({ord(","): ".", ord("."): ","})
    parts = section.partition(digits[0])
    before, after = (_LITERAL.sub(lambda match: match[1] or match[2] or "", part) for part in parts[::2])
    return f"{before}{said}{after.lstrip(',')}".strip()


def _plain_number(value: float) -> str:
    """A number without a format: up to eleven digits, as spreadsheets show it."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else f"{value:.10e}".replace(".", ",")
    said = f"{value:.11g}"
    return said.replace(".", ",")
