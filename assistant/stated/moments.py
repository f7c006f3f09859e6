"""Moment: a date, month, quarter, year or period that a text states, made ready to be compared. Pure.

Finding dates is `index/dates.py`'s work; here is what one stated moment says of another.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from index import dates
from index.months import MONTHS

_TO = re.compile(r" ?- ?| (?:đến|tới|to|until|and) (?:hết )?(?:năm )?")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ENGLISH_QUARTER = re.compile(
    r"\b(first|second|third|fourth|1st|2nd|3rd|4th) quarter(?: of)?(?: the year)? *$", re.I
)
_MONTHS = [month.lower() for month in MONTHS]
_PARTS = _QUARTERS | {month: place for place, month in enumerate(_MONTHS, 1)}
_ENGLISH_DAY = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d\d?)(?:st|nd|rd|th)?(?![\w%])(?!,? \d{{4}})", re.I)
# A month or quarter of no year: "in May", "the October session", "in the third quarter".
_ENGLISH_PART = re.compile(
    r"(?<!\w)(?:(?:in|by|of|since|until|from|during|through|for|the|this|last|late|early|mid)[ -]"
    rf"(?P<month>{'|'.join(_MONTHS)})"
    r"(?![^\W_])(?!,? \d)|(?P<quarter>first|second|third|fourth) quarter(?! (?:(?:of|in) )?(?:the year )?\d{4}))",
    re.I,
)
_RELATIVE = re.compile(r"(?<!\d )\bnăm (nay|qua|trước|ngoái|sau|tới)(?!\w)", re.I)
_COUNTED = re.compile(r"\d năm (?:nay|ngoái)", re.I)
# The ends of a stretch of days, of which one is called a day: "từ 15/3 đến hết ngày 31/5"; the last of one.
_STRETCH = re.compile(
    r"(?<![\w/.,])(?P<day>ngày )?(?P<d>\d{1,2})/(?P<m>\d{1,2})"
    r"(?= (?:đến|tới)(?: hết)?(?P<other> ngày)? \d{1,2}/\d{1,2}(?![\d/]))|"
    r"(?<![\w/.,])(?:hết|đến hết|trước|(?:hiệu lực|kể|bắt đầu|áp dụng) từ) "
    r"(?P<last_d>\d{1,2})/(?P<last_m>\d{1,2})(?![\d/%]|[.,]\d)|"
    r"(?<=\d )(?:đến|tới) (?P<end_d>\d{1,2})/(?P<end_m>\d{1,2})(?![\d/%]|[.,]\d)"
)
# The ends of a stretch of days or months joined by a hyphen, of one year: "15/7-21/7/2017", "tháng 3-5/2017".
_SPAN = re.compile(
    r"(?<![\w/.,-])(?:(?P<d>\d{1,2})/|(?<=tháng ))(?P<m>\d{1,2}) ?- ?(?(d)(?P<end_d>\d{1,2})/)"
    r"(?P<end_m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?![\d/%]|[.,]\d)"
)
# One of these stands where such a year does, and is found in a fraction of the time.
_YEARS = tuple(f"năm {word}" for word in ("nay", "qua", "trước", "ngoái", "sau", "tới"))
_OFFSETS = {"nay": 0, "qua": 0, "trước": -1, "ngoái": -1, "sau": 1, "tới": 1}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or stretch of time as text[start:end] states it; a part that the text leaves out is None.

    `until` is the last year of a period.
    """

    start: int
    end: int
    text: str
    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None


def moments(text: str, published: str | None = None) -> list[Moment]:
    """The moments of a plain text in order; missing years are taken from an ISO date of publication, if any."""
    reference = _reference(published)
    # "10 năm nay" counts years
    dated = (
        each
        for each in dates.find(text, reference)
        if not _COUNTED.search(text[max(0, each.start - 3) : each.end])
    )
    found = [*_joined(text, [_moment(text, each) for each in dated]), *_english(text)]
    if "/" in text:
        known = [(moment.start, moment.end) for moment in found]
        days = _stretched(text)
        found += [day for day in days if not any(a < day.end and day.start < b for a, b in known)]
        if "-" in text:
            ends = list(_spanned(text))
            found = [one for one in found if not any(a.start <= one.start < b.end for a, b in ends)]
            found += chain(*ends)
    if reference is not None:
        found += _relative(text, reference if isinstance(reference, int) else reference.year)
    return sorted(found, key=lambda moment: moment.start)


def _joined(text: str, found: Sequence[Moment]) -> Iterator[Moment]:
    """The moments, two years with "đến" or the like between them as one period."""
    last: Moment | None = None
    for moment in found:
        if last and _only_year(last) and _only_year(moment) and _TO.fullmatch(text, last.end, moment.start):
            last = replace(last, end=moment.end, text=text[last.start : moment.end], until=moment.year)
            continue
        if last:
            yield last
        last = moment
    if last:
        yield last


def _english(text: str) -> Iterator[Moment]:
    """The days, months and quarters in English words that stand without a year."""
    lowered = text.lower()
    names_month = any(month in lowered for month in _MONTHS)
    if names_month:
        for match in _ENGLISH_DAY.finditer(text):
            month = _MONTHS.index(match.group(1).lower()) + 1
            yield Moment(match.start(), match.end(), match.group(), None, None, month, int(match.group(2)))
    if names_month or "quarter" in lowered:
        for match in _ENGLISH_PART.finditer(text):
            if name := match.lastgroup:
                part = {name: _PARTS[match.group(name).lower()]}
                yield Moment(match.start(name), match.end(), match.group(name), **part)


def _relative(text: str, year: int) -> Iterator[Moment]:
    """The years that a text gives relative to the year in which it was published."""
    lowered = text.lower()
    if any(word in lowered for word in _YEARS):
        for match in _RELATIVE.finditer(text):
            yield Moment(match.start(), match.start(), match.group(), year + _OFFSETS[match.group(1).lower()])


def _stretched(text: str) -> Iterator[Moment]:
    """The days without a year that only their place between "từ" and "đến", or after "hết", tells to be days."""
    dated = False
    for match in _STRETCH.finditer(text):
        if match["d"]:
            dated = bool(match["day"] or match["other"])
        if match["end_d"] and not dated and not re.search(r"ngày \d{1,2}/\d{1,2} $", text[: match.start()]):
            continue
        if match["d"] and not dated:
            continue
        day, month = next(
            (
                int(match[a]),
                int(match[b]),
            )
            for a, b in (("d", "m"), ("last_d", "last_m"), ("end_d", "end_m"))
            if match[a]
        )
        if 1 <= day <= 31 and 1 <= month <= 12:
            written = re.search(r"\d.*", match.group())
            start = match.start() + (written.start() if written else 0)
            yield Moment(start, match.end(), text[start : match.end()], None, None, month, day)


def _spanned(text: str) -> Iterator[tuple[Moment, Moment]]:
    """The first and the last day or month of each stretch that gives its year at its end alone."""
    for match in _SPAN.finditer(text):
        year, month, until = (int(match[name]) for name in ("y", "m", "end_m"))
        first, last = (int(match[name]) if match[name] else None for name in ("d", "end_d"))
        if 1 <= month <= until <= 12 and all(day is None or 1 <= day <= 31 for day in (first, last)):
            begin, end = match.end("m"), match.start("end_d" if last else "end_m")
            yield (
                Moment(match.start(), begin, text[match.start() : begin], year, None, month, first),
                Moment(end, match.end(), text[end : match.end()], year, None, until, last),
            )


def bears(stated: Moment, claimed: Moment) -> bool:
    """Whether one stated moment says all that a claimed one does."""
    if claimed.until is not None:
        return (claimed.year, claimed.until) == (stated.year, stated.until)
    if stated.until is not None:
        return (
            claimed.month is None and claimed.quarter is None and claimed.year in (stated.year, stated.until)
        )
    quarter = stated.quarter or ((stated.month + 2) // 3 if stated.month else None)
    return (
        claimed.year in (None, stated.year)
        and claimed.quarter in (None, quarter)
        and claimed.month in (None, stated.month)
        and claimed.day in (None, stated.day)
    )


def borne(claimed: Moment, stated: list[Moment]) -> bool:
    """Whether any of these moments, or for a period two of them, say all that a claimed one does."""
    if any(bears(one, claimed) for one in stated):
        return True
    years = {one.year for one in stated if _only_year(one)}
    return claimed.until is not None and {claimed.year, claimed.until} <= years


def _only_year(moment: Moment) -> bool:
    """Whether it is a plain year."""
    return moment.year is not None and moment.month is moment.quarter is moment.until is None


def _moment(text: str, found: dates.FoundDate) -> Moment:
    """A found date's value as numbers."""
    parts = re.fullmatch(r"(?:-|(\d{4}))-?(?:Q(\d)|(\d\d)(?:-(\d\d))?)?", found.value)
    year, quarter, month, day = (
        int(part) if part else None for part in (parts.groups() if parts else (None,) * 4)
    )
    start = found.start
    if (
        year
        and not month
        and not quarter
        and (match := _ENGLISH_QUARTER.search(text, max(0, start - 40), start))
    ):
        quarter, start = _QUARTERS[match.group(1).lower()], match.start()
    return Moment(start, found.end, text[start : found.end], year, quarter, month, day)


def _reference(published: str | None) -> date | int | None:
    """What `dates.find` reckons missing years from: the day of publication, or its year alone."""
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", (published or "").strip())
    if not match or not 2 <= int(match[1]) <= 9998:
        return None
    if not match[2]:
        return int(match[1])
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 15))
    except ValueError:
        return int(match[1])
