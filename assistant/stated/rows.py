"""Rows: the rows of a table told as sentences, each figure with its row, its heading and its unit. Pure.

A row of ours reads `Đơn vị: Sông Hinh | Số hộ nghèo (hộ): 1.602`; others stand between bars, their headings first.
"""

import re
from collections.abc import Sequence

from assistant.stated.units import SCALES, measures, unit
from index.vietnamese import canonical

_LINE = re.compile(r"\n|(?<=\|);(?= ?\|)")
_HEADED = re.compile(r"(?P<head>[^|:]{1,120}): (?P<cell>[^|]*)")
_RULE = re.compile(r"[\s|:-]+")
_FIGURE = re.compile(r"[-+]?\d[\d.,]*(?: ?%)?|\d[\d.,]* ?[-–/] ?\d[\d.,]*")
_ORDER = re.compile(r"(?:stt|tt|số tt|số thứ tự|no\.?)", re.I)
_UNIT = re.compile(r"^(?P<name>.*?)\s*\((?P<unit>[^()\d]{1,30})\)$")
# A column that names the unit of its row, and what leads to a thing counted.
_MEASURE = re.compile(r"đơn vị(?: tính)?|ĐVT|unit", re.I)
# A column of places of one level.
_LEVEL = re.compile(r"(?:tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|thôn)", re.I)
_HOW_MANY = [canonical("số")]
_YEAR = re.compile(r"(?<![\w/.,-])(?<!năm )(?=(?:19|20)\d\d(?![\w/.,-]))")
# A heading over what is only planned.
_PLANNED = re.compile(r"(?:kế hoạch|KH|chỉ tiêu|dự toán|plan|target)(?!\w)", re.I)
# Fewer cells make no row.
_FEWEST = 2


def told(text: str) -> str:
    """A text with its rows told as sentences; one without rows as it is."""
    if "|" not in text:
        return text
    out: list[str] = []
    heads: Sequence[str] = ()
    for line in _LINE.split(text):
        if cells := _headed(line):
            out.append(_sentences(cells))
        elif bars := _between_bars(line):
            if heads and len(heads) == len(bars):
                out.append(_sentences(list(zip(heads, bars, strict=True))))
            else:
                heads = bars
        else:
            heads = heads if _RULE.fullmatch(line) else ()
            out.append(line)
    return "\n".join(out)


def _headed(line: str) -> list[tuple[str, str]]:
    """The headings and cells of a row that has both; none where it is no such row."""
    found = [_HEADED.fullmatch(part.strip()) for part in line.split(" | ")]
    cells = [(one["head"].strip(), one["cell"].strip()) for one in found if one]
    return cells if len(cells) == len(found) >= _FEWEST else []


def _between_bars(line: str) -> list[str]:
    """The cells of a row between bars; none where it is no such row."""
    line = line.strip(" .;")
    if not line.startswith("|") or _RULE.fullmatch(line):
        return []
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    return cells if len(cells) >= _FEWEST else []


def _sentences(cells: Sequence[tuple[str, str]]) -> str:
    """A row's cells as clauses, each said of the first that is no figure."""
    place = next(
        (
            at
            for at, (head, cell) in enumerate(cells)
            if cell and not _figure(cell) and not _ORDER.fullmatch(head)
        ),
        None,
    )
    subject, shared = _parted(cells[place][1]) if place is not None else ("", "")
    if place is not None and _LEVEL.fullmatch(cells[place][0]):
        subject = f"{cells[place][0].lower()} {subject}"
    measured = next((cell for head, cell in cells if _MEASURE.fullmatch(head) and _is_unit(cell)), "")
    said = []
    for at, (head, cell) in enumerate(cells):
        if not cell or _ORDER.fullmatch(head):
            continue
        if at == place:
            said.append(f"{head} {cell}" if _LEVEL.fullmatch(head) else f"{head}: {cell}")
            continue
        name, own = _parted(head)
        aim = "mục tiêu " if _PLANNED.match(name) and _figure(cell) else ""
        named = _YEAR.sub("năm ", f"{subject} {aim}{_lowered(name)}".strip())
        joint = " là" if _figure(cell) else ":"
        measure = (shared or own or measured or _counts(name)) if _figure(cell) and "%" not in cell else ""
        said.append(f"{named}{joint} {cell}{'' if measure == '%' or not measure else ' '}{measure}")
    return "; ".join(said) + "."


def _is_unit(cell: str) -> bool:
    """Whether a cell holds a unit alone: "tấn", "triệu đồng"."""
    words = canonical(cell).split()
    if words and words[0] in SCALES:
        words = words[1:]
    return bool(words) and unit(words, False)[1] == len(words)


def _counts(name: str) -> str:
    """What a heading begins with, where figures under it count that: "Hộ nghèo", "Số xã"; "" of any other."""
    words = canonical(name).split()
    words = words[1:] if words[:1] == _HOW_MANY else words
    found, _ = unit(words, False)
    return "" if measures(found) else found


def _figure(cell: str) -> bool:
    """Whether a cell holds a figure alone."""
    return bool(_FIGURE.fullmatch(cell))


def _parted(head: str) -> tuple[str, str]:
    """A heading without the unit that it ends with in brackets, and that unit."""
    match = _UNIT.match(head)
    return (match["name"], match["unit"].strip()) if match else (head, "")


def _lowered(head: str) -> str:
    """A heading as it stands inside a sentence: "GRDP" keeps its capitals, "Diện tích" does not."""
    return head if head[1:2].isupper() else head[:1].lower() + head[1:]
