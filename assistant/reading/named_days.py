"""Named days: the days of the year that a text names, and whether a sentence is of the one asked about. Pure."""

import re

from assistant.question import Question
from assistant.reading.years import OF_WHEN
from assistant.understanding.asked import Wording
from index import Hit
from index.memo import memo
from index.months import MONTHS
from index.report import Report
from index.vietnamese import fold

_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})(?:\s*[/.-]\s*| thang )(\d{1,2})(?![\d%]|[.,]\d)")
# Days that share the month behind the last: "ngày 18, 19 và 20/4", "từ ngày 8 đến 13/3".
_ROW = re.compile(
    r"(?<![\d/.,-])(?P<first>\d{1,2}(?:(?:\s*,\s*|\s+(?:va|den|toi)\s+|\s*-\s*)(?:ngay )?\d{1,2})*)"
    r"(?P<join>\s*,\s*|\s+(?:va|den|toi)\s+|\s*-\s*)(?:ngay )?(?P<last>\d{1,2})"
    r"(?:/| thang )(?P<month>\d{1,2})(?![\d%]|[.,]\d)"
)
_TO = re.compile(r"\b(?:den|toi)\b|-")
_MONTHS = [month[:3].lower() for month in MONTHS]
_ENGLISH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in map(str.lower, MONTHS))
_ENGLISH_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_ENGLISH})\b|\b({_ENGLISH}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,]?\d)"
)
# "Ngày 5/9 sở làm gì?": what was done on that day, and not what somebody then said.
_ASKS_DONE = Wording(r"\b(?:làm|tổ chức|họp|bàn|diễn ra|xảy ra|có)(?: [^\s,?]+){0,2} gì\b")


@memo(4096)
def named_days(text: str) -> frozenset[tuple[int, int]]:
    """The days of the year that a text names: 19/6, ngày 19 tháng 6, 18, 19 và 20/6, 8 đến 13/6, 19 June."""
    bare = fold(text)
    found = {(int(day), int(month)) for day, month in _DAY.findall(bare)}
    for row in _ROW.finditer(bare):
        days = [int(day) for day in re.findall(r"\d+", row["first"])]
        last = int(row["last"])
        days += range(days[-1], last) if _TO.search(row["join"]) else ()
        found |= {(day, int(row["month"])) for day in (*days, last)}
    for day, month, other_month, other_day in _ENGLISH_DAY.findall(bare):
        found.add((int(day or other_day), _MONTHS.index((month or other_month)[:3]) + 1))
    return frozenset((day, month) for day, month in found if 1 <= day <= 31 and 1 <= month <= 12)


def is_of_day(question: Question, report: Report, hit: Hit, sentence: str, before: str) -> bool:
    """Whether a sentence is of the day asked about: it names that day or, naming none, stands beside it.

    What was done on a day is told by a sentence that names it, or by the next.
    """
    wanted = named_days(question.text)
    if not wanted:
        return True
    said = named_days(sentence)
    if said and question.asked not in OF_WHEN:
        return bool(wanted & said)
    dated = {
        (int(date[8:10]), int(date[5:7]))
        for date in (report.published, report.event_date)
        if date and len(date) == 10
    }
    beside = f"{before} {report.title or ''}"
    if not _ASKS_DONE.stands_in(question.text):
        beside = f"{beside} {hit.text}"
    return bool(wanted & (said | named_days(beside) | dated))
