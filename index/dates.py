"""Dates: the dates that a text names, as spans of it with ISO values. Pure.

Found are whole dates, months, quarters and years in Vietnamese, ISO and English writing. A date without its
year takes it from `reference`; without one its value begins with `--` (`--12-21`), as in XML Schema. Lunar
dates and two-figure years are left alone: they name no day for certain.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from index.errors import BadInput
from index.months import MONTHS
from index.plain import Plain, plain
from index.vietnamese import canonical

Precision = Literal["day", "month", "quarter", "year"]


class FoundDate(NamedTuple):
    """A date named in a text, from `start` to `end` in code points.

    `value` is `2022-12-21`, `2022-12`, `2022-Q4` or `2022`, beginning with `--` in the year's place where the
    year is not known.
    """

    start: int
    end: int
    value: str
    precision: Precision

    @property
    def year(self) -> int | None:
        """The year, if it is known."""
        return None if self.value.startswith("--") else int(self.value[:4])

    @property
    def first(self) -> str | None:
        """The first day that the date covers, ISO; None without a year."""
        return self._edges()[0] if self.year else None

    @property
    def last(self) -> str | None:
        """The last day that the date covers, ISO; None without a year."""
        return self._edges()[1] if self.year else None

    def _edges(self) -> tuple[str, str]:
        """First and last day of a date whose year is known."""
        if self.precision == "day":
            return self.value, self.value
        year, _, rest = self.value.partition("-")
        first, last = 1, 12
        if self.precision == "month":
            first = last = int(rest)
        elif self.precision == "quarter":
            last = int(rest[1]) * 3
            first = last - 2
        return f"{year}-{first:02d}-01", f"{year}-{last:02d}-{calendar.monthrange(int(year), last)[1]:02d}"


_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_YEAR_2, _DAY_2 = _YEAR.replace("<y>", "<y2>"), _DAY.replace("<d>", "<d2>")
_MONTH = r"(?P<m>0?[1-9]|1[0-2])"
# 37/2021/QH15, 17-NQ/TU and 5/2021/NĐ-CP are document numbers, 3/4.5 and 12/2022% measures
_STOP = r"(?!\d|\s?/\s?[a-z0-9]|-[a-z]|-\d|[.,]\d|\s?%)"
# the first of "20-21/12", "20 và 21/12/2022", "từ ngày 5 đến ngày 7 tháng 12"
_THEN = r"(?P<other>0?[1-9]|[12]\d|3[01])\s?(?:-|,|va|den(?: het)?)\s?(?:ngay )?"
_ENGLISH = {month[:3].lower(): number for number, month in enumerate(MONTHS, 1)}
_MONTH_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)

# Tried in this order at each number that no earlier date holds.
_WHOLE = re.compile(
    rf"{_YEAR}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?![\d/-])"
    rf"|(?:{_THEN})?{_DAY_2}(?P<mark>\s?[/-]\s?|\.)0?(?P<m2>[1-9]|1[0-2])(?P=mark){_YEAR_2}"
    r"(?!\d|\s?/\s?[a-z0-9]|-[a-z])"
)
_WORDED = re.compile(
    rf"(?:{_THEN})?{_DAY},? thang {_MONTH}(?!\d|[/.,-]\d\d?(?!\d))"
    rf"(?:,? nam {_YEAR}|\s?[/-]\s?{_YEAR_2})?(?!\d)"
)
_SHORT = re.compile(rf"(?:{_THEN})?{_DAY}(?:\s?[/-]\s?|\.){_MONTH}{_STOP}")
_MONTHLY = re.compile(rf"{_MONTH}(?:\s?[/-]\s?|,? nam ){_YEAR}{_STOP}")
_ISO_MONTH = re.compile(rf"{_YEAR}-(?P<m>0[1-9]|1[0-2])(?![\d/]|-\d|-[a-z])")
_BARE_MONTH = re.compile(rf"{_MONTH}(?!\d|\s?[/.,-]\s?\d|\s?%)")
_ENGLISH_DAY = re.compile(rf"(?:{_DAY}(?:st|nd|rd|th)? (?:of )?{_MONTH_NAME},?(?: {_YEAR})?)(?!\d)")
_ENGLISH_REST = re.compile(rf"{_DAY}(?:st|nd|rd|th)?,? {_YEAR}(?!\d)")
_YEARLY = re.compile(rf"{_YEAR}(?!\d|\s?/\s?[a-z0-9]|[.,]\d|-[a-z]|\s?%)")

_BEFORE_SHORT = re.compile(
    r"\b(?:ngay|sang|chieu|toi|trua|dem|hom|mung|(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat),?)[ ,]*\(?$"
    r"|\b(?:nay|qua|mai|kia),? ?\($"
)
_BEFORE_MONTH = re.compile(r"\bthang ?$")
_BEFORE_NUMBER = re.compile(r"\b(?:so|khoan|dieu|muc|t[yi] le)(?: ?:)? ?$")
_BEFORE_YEAR = re.compile(r"\bnam ?$")
_BEFORE_ENGLISH = re.compile(rf"\b{_MONTH_NAME}\.? ?(?:{_DAY}(?:st|nd|rd|th)?,? )?$")
_DAY_OF = re.compile(r"\b(?:ngay|mung) $")
_WEEKDAY = re.compile(r"\bthu $")
_INSIDE = re.compile(r"[\d/.,]$|\d ?- ?$|[a-z]-?$")
_RANGE_BEFORE = re.compile(r"(?:19|20)\d\d ?- ?$")
_MEASURE = re.compile(
    r" ?(?:nguoi|ho|ty|trieu|nghin|ngan|dong|ha|km|met|tan|xa|thon|du an|lo|cay|con|can|suat"
    r"|hoc sinh|doanh nghiep|"
    r"truong hop|dai bieu|usd|hoi vien|dang vien|vu|chiec|gio|phut)\b"
)
_QUARTER = re.compile(
    rf"\b(?:qu[yi] |q)(?P<q>iv|i{{1,3}}|[1-4])(?:\s?[/-]\s?{_YEAR}"
    rf"|,? (?:nam )?{_YEAR_2})?(?![\w/])"
)
_RELATIVE = re.compile(r"\b(?P<word>hom nay|hom qua|hom kia|ngay mai|nam nay|nam ngoai)\b")
_SHIFT = {"hom nay": 0, "hom qua": -1, "hom kia": -2, "ngay mai": 1}
_LUNAR = re.compile(
    r",? (?:am lich|(?:nam )?(?:canh|tan|nham|quy|giap|at|binh|dinh|mau|ky) (?:ty|suu|dan|mao"
    r"|thin|ngo|mui|than|dau|tuat|hoi)\b)"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NUMBER = re.compile(r"\d+")
_PARTIAL = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def parse(value: str, field: str = "date") -> str:
    """An ISO date, whole or to the month or year, as given; BadInput naming `field` for anything else."""
    if _PARTIAL.fullmatch(value) and (len(value) < 10 or _real(*map(int, value.split("-")))):
        return value
    raise BadInput(
        "bad_date",
        f"“{field}” phải là ngày ISO như 2022, 2022-12 hoặc 2022-12-21, không phải “{value[:40]}”.",
        f'"{field}" must be an ISO date such as 2022, 2022-12 or 2022-12-21, not "{value[:40]}".',
        field,
    )


def find(text: str, reference: int | date | None = None) -> list[FoundDate]:
    """The dates that `text` names, left to right.

    A missing year is `reference` itself if that is a year; if it is a day, the year that brings the date closest to
    it, so that a report of 2 January may speak of 30 December.
    """
    bare = plain(text)
    found = [*_numeric(bare, text, reference), *_named(bare, text, reference)]
    found.sort(key=lambda date_: (date_.start, -date_.end))
    kept: list[FoundDate] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _numeric(bare: Plain, text: str, reference: int | date | None) -> Iterator[FoundDate]:
    """Dates that begin with a number or with `tháng`."""
    reach = 0
    for number in _NUMBER.finditer(bare.text):
        if number.start() < reach or number.end() - number.start() > 4:
            continue
        for start, end, value, precision in _at(bare, text, number.start(), reference):
            reach = max(reach, end)
            yield FoundDate(*bare.span(start, end), value, precision)


_Raw = tuple[int, int, str, Precision]


def _at(bare: Plain, text: str, at: int, reference: int | date | None) -> list[_Raw]:
    """The date or dates that begin at one number, by the first form that fits."""
    head = bare.text[max(0, at - 24) : at]
    if _WEEKDAY.search(head):
        return []
    if not _INSIDE.search(head) or _RANGE_BEFORE.search(head):
        for form in (_whole_date, _worded_date, _short_date, _month_of_year, _bare_month, _year):
            found = form(bare, text, at, head, reference)
            if found is not None:
                return found
    return []


def _whole_date(
    bare: Plain, text: str, at: int, head: str, reference: int | date | None
) -> list[_Raw] | None:
    """21/12/2022 · 22 - 12 - 2022 · 20-21/12/2022 · 2022-12-21."""
    match = _WHOLE.match(bare.text, at)
    if not match:
        return None
    year, month, day = (match[a] or match[b] for a, b in (("y", "y2"), ("m", "m2"), ("d", "d2")))
    return _days(match, int(day), int(month), int(year), "d" if match["d"] else "d2")


def _worded_date(
    bare: Plain, text: str, at: int, head: str, reference: int | date | None
) -> list[_Raw] | None:
    """Ngày 21 tháng 12 năm 2022, its year left out or not; 21 December 2022, December 21, 2022."""
    match = _WORDED.match(bare.text, at)
    if match:
        year = match["y"] or match["y2"]
        said = year or _DAY_OF.search(head) or _BEFORE_SHORT.search(head)
        if not said or not _spelt(bare, text, bare.text.index("thang", match.end("d")), 5, "tháng"):
            return None
        if _LUNAR.match(bare.text, match.end()):
            return []
        return _days(match, int(match["d"]), int(match["m"]), int(year) if year else reference, "d")
    match = _ENGLISH_DAY.match(bare.text, at)
    if match:
        year = match["y"]
        name = text[slice(*bare.span(*match.span("name")))]
        # "5 máy bơm", typed "5 may bom" too, is no day of May
        if not name.isascii() or not (year or name[0].isupper()):
            return None
        return _days(
            match, int(match["d"]), _ENGLISH[match["name"][:3]], int(year) if year else reference, "d"
        )
    return None


def _short_date(
    bare: Plain, text: str, at: int, head: str, reference: int | date | None
) -> list[_Raw] | None:
    """Sáng 21/12 · ngày 20-21/12 · hôm qua (30/5): only after a word that makes a date of it, never 7/11
    tỉnh.
    """
    before = _BEFORE_SHORT.search(head)
    if not before:
        return None
    match = _SHORT.match(bare.text, at)
    return _days(match, int(match["d"]), int(match["m"]), reference, "d") if match else None


def _month_of_year(
    bare: Plain, text: str, at: int, head: str, reference: int | date | None
) -> list[_Raw] | None:
    """Tháng 11/2024 · tháng 11 năm 2024 · 5/2021 · 2024-11; December 2022."""
    match = _ISO_MONTH.match(bare.text, at)
    if not match:
        match = _MONTHLY.match(bare.text, at)
        if not match or (_BEFORE_NUMBER.search(head) and not _BEFORE_MONTH.search(head)):
            return _english_month(bare, at, head)
        if "/" not in match.group() and not _BEFORE_MONTH.search(head):
            return None
    return [
        (
            _from_word(at, head, _BEFORE_MONTH),
            match.end(),
            f"{match['y']}-{int(match['m']):02d}",
            "month",
        )
    ]


def _english_month(bare: Plain, at: int, head: str) -> list[_Raw] | None:
    """December 2022 and December 21, 2022, found at the year or the day."""
    match = _YEARLY.match(bare.text, at)
    before = _BEFORE_ENGLISH.search(head)
    if match and before and not before["d"]:
        return [
            (
                at - len(head) + before.start(),
                match.end(),
                f"{match['y']}-{_ENGLISH[before['name'][:3]]:02d}",
                "month",
            )
        ]
    day = _ENGLISH_REST.match(bare.text, at)
    if before and day and not before["d"]:
        days = _days(day, int(day["d"]), _ENGLISH[before["name"][:3]], int(day["y"]), "d")
        return days and [(at - len(head) + before.start(), *days[0][1:])]
    return None


def _bare_month(
    bare: Plain, text: str, at: int, head: str, reference: int | date | None
) -> list[_Raw] | None:
    """Tháng 11, its year not said."""
    before = _BEFORE_MONTH.search(head)
    match = _BARE_MONTH.match(bare.text, at)
    if not before or not match or not _spelt(bare, text, at - len(head) + before.start(), 5, "tháng"):
        return None
    if _LUNAR.match(bare.text, match.end()):
        return []
    month = int(match["m"])
    year = _closest(reference, month, 15)
    value = f"{year}-{month:02d}" if year else f"--{month:02d}"
    return [(at - len(head) + before.start(), match.end(), value, "month")]


def _year(bare: Plain, text: str, at: int, head: str, reference: int | date | None) -> list[_Raw] | None:
    """Năm 2022, 2021-2025, 2022: not a count and not a document's number."""
    match = _YEARLY.match(bare.text, at)
    if not match:
        return None
    if not _BEFORE_YEAR.search(head) and (
        _BEFORE_NUMBER.search(head) or _MEASURE.match(bare.text, match.end())
    ):
        return None
    return [(at, match.end(), match["y"], "year")]


def _named(bare: Plain, text: str, reference: int | date | None) -> Iterator[FoundDate]:
    """Quarters, and with a day or year to reckon from also `hôm qua`, `năm nay`."""
    for match in _QUARTER.finditer(bare.text):
        if match.group().startswith("qu") and not _spelt(bare, text, match.start(), 3, "quý", "quí"):
            continue
        quarter = _ROMAN.get(match["q"]) or int(match["q"])
        year = match["y"] or match["y2"] or _closest(reference, quarter * 3 - 1, 15)
        yield FoundDate(*bare.span(*match.span()), f"{year or '-'}-Q{quarter}", "quarter")
    if reference is None:
        return
    for match in _RELATIVE.finditer(bare.text):
        word = match["word"]
        if word in _SHIFT and isinstance(reference, date):
            day = reference + timedelta(_SHIFT[word])
            yield FoundDate(*bare.span(*match.span()), day.isoformat(), "day")
        elif word not in _SHIFT:
            year = (reference.year if isinstance(reference, date) else reference) - (word == "nam ngoai")
            yield FoundDate(*bare.span(*match.span()), str(year), "year")


def _days(
    match: re.Match[str], day: int, month: int, year: int | date | None, group: str
) -> list[_Raw] | None:
    """One day, or the two of `20-21/12`; None if the calendar has no such day."""
    known = _closest(year, month, day)
    if not _real(known or 2024, month, day):
        return None
    tail = f"{month:02d}" if known is None else f"{known}-{month:02d}"
    shape = "--{}-{:02d}" if known is None else "{}-{:02d}"
    found: list[_Raw] = [(match.start(), match.end(), shape.format(tail, day), "day")]
    other = match.groupdict().get("other")
    if other and int(other) < day:
        found[0] = (match.start(group), match.end(), found[0][2], "day")
        found.insert(0, (match.start("other"), match.end("other"), shape.format(tail, int(other)), "day"))
    return found


def _closest(reference: int | date | None, month: int, day: int) -> int | None:
    """The year that a date without one belongs to."""
    if not isinstance(reference, date):
        return reference
    years = [
        year for year in (reference.year - 1, reference.year, reference.year + 1) if _real(year, month, day)
    ]
    return min(years, key=lambda year: abs((date(year, month, day) - reference).days), default=None)


def _real(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    return 1 <= day <= calendar.monthrange(year, month)[1]


def _spelt(bare: Plain, text: str, start: int, length: int, *words: str) -> bool:
    """Whether the word there has these accents or none: `thắng 4` is no month."""
    begin, end = bare.span(start, start + length)
    written = text[begin:end]
    return written.isascii() or canonical(written) in {canonical(word) for word in words}


def _from_word(at: int, head: str, word: re.Pattern[str]) -> int:
    """Where the date begins: at the word before the number, if it is there."""
    before = word.search(head)
    return at - len(head) + before.start() if before else at
