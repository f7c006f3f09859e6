"""Periods: the year, or part of a year, that a figure of a text is of, and faults of one told for another. Pure."""

import re

from assistant.answer import Fault
from assistant.checks.figures.around import MOST
from assistant.checks.pair import Pair, fault, first
from assistant.stated.moments import Moment
from assistant.stated.numbers import Number
from assistant.stated.parsed import Parsed

# A year after one of these is what something is held against.
COMPARED = re.compile(
    r"\b(?:so với|so|bằng|hơn|than|with|from|over|từ|đến|tới|until|by|to|trước)(?: (?:cùng kỳ|"
    r"cùng|kỳ|hết|cuối|đầu|năm|the|year|of|thực hiện))* ?$",
    re.I,
)
# The year by which something is aimed at opens its clause: "; đến năm 2030 đón 5 triệu lượt khách".
_HORIZON = re.compile(
    r"(?:^|[;.:(] ?|(?:mục tiêu|phấn đấu|dự kiến|kế hoạch|tầm nhìn)(?: là)? )(?:đến|tới)(?: hết| cuối)?(?: năm)? ?$",
    re.I,
)
# A part of a year, and the whole of one. A day or month alone says nothing here: "đến tháng 12" may be the year.
PERIOD = re.compile(
    r"(?<!\w)(?:(?P<day>(?:ngày|tháng) \d{1,2}(?: ?[/-] ?\d{1,4}| tháng \d{1,2}| năm \d{4})*|giai đoạn [\d /-]+|"
    r"nhiệm kỳ [\d /-]+|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"(?: \d{1,2},?)?(?: \d{4})?)|"
    r"(?P<part>quý (?:IV|I{1,3}|[1-4])(?: ?[/-] ?\d{4}| năm \d{4})?|"
    r"(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười một) tháng"
    r"(?: (?:đầu|cuối))?(?: năm)?(?: \d{4})?(?! (?:kể|tính|nữa|qua|tới|sau|trước|tuổi))|"
    r"(?:\d{1,2} tháng|nửa) (?:đầu|cuối) năm(?: \d{4})?|"
    r"(?:the )?first (?:three|six|nine|eight|\d{1,2}) months(?: of \d{4})?|"
    r"(?:the )?(?:first|second) half of (?:the year|\d{4})|"
    r"(?:the )?(?:first|second|third|fourth) quarter(?: of \d{4})?)|"
    r"(?P<whole>cả năm(?: \d{4})?|trong năm \d{4}|năm \d{4}|full[- ]year|in (?:19|20)\d\d))(?!\w)(?![/-]\d)",
    re.I,
)
# What turns from a year to the time of speaking.
_NOW = re.compile(r"(?<!\w)(?:(?:đến|tới|hiện) nay|hiện tại|so far|to date|now)(?!\w)", re.I)
_PLANNED = re.compile(r"\b(?:kế hoạch|dự toán|mục tiêu|chỉ tiêu|nghị quyết)(?: (?:của|cho|giao))? $", re.I)


def period_of(parsed: Parsed, number: Number) -> re.Match[str] | None:
    """The part of a year, or the year, that a number is of: the last said before it in its clause, else in its cell."""
    first, _ = parsed.clause(number.start)
    found = [one for one in PERIOD.finditer(parsed.text, first, number.start) if not is_base(parsed, one)]
    if not found:
        found = [
            one
            for one in PERIOD.finditer(parsed.text, number.end, max(number.end, parsed.cell(number.start)[1]))
            if not is_base(parsed, one)
        ][:1]
    return found[-1] if found and found[-1].lastgroup != "day" else None


def is_base(parsed: Parsed, period: re.Match[str]) -> bool:
    """Whether a period is only what something is held against, or what a plan is for."""
    before = parsed.text[max(0, period.start() - 30) : period.start()]
    return bool(COMPARED.search(before) or _PLANNED.search(before))


def is_held_against(parsed: Parsed, moment: Moment) -> bool:
    """Whether a year is only what something is compared with: "so với năm 2022", but not "đến năm 2030 …"."""
    start = moment.start
    compared = COMPARED.search(parsed.text[max(0, start - 30) : start])
    first = max(parsed.clause(start)[0], start - 30)
    return bool(compared) and not _HORIZON.search(parsed.text[first:start].lstrip())


def year_of(parsed: Parsed, number: Number) -> Moment | None:
    """The year that a number is for: the one in its cell, else the last one said before it in its clause.

    A year that is only compared with ("so với năm 2022") is none, nor is one of several in a cell.
    """
    first, last = parsed.clause(number.start)
    cell = parsed.cell(number.start)
    said = [
        one
        for one in parsed.dated(first, last)
        if one.year and not one.day and not one.until and str(one.year) in one.text
    ]
    own = [one for one in said if not is_held_against(parsed, one)]
    here = [one for one in own if cell[0] <= one.start < cell[1]]
    if len({one.year for one in here}) > 1:
        return None
    before = [
        one for one in own if one.end <= number.start and not _NOW.search(parsed.text, one.end, number.start)
    ]
    return here[0] if here else before[-1] if before else None


def of_another_year(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a number that the quote gives for another year."""
    ours = year_of(pair.sentence, claimed)
    theirs = [year_of(pair.quote, one) for one in bearing[:MOST]]
    if ours is None or any(one is None or one.year == ours.year for one in theirs):
        return None
    return fault("date", ours.text, first(one.text for one in theirs if one))


def of_another_part(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a number of some months or a quarter told of the whole year, or the other way round."""
    ours = period_of(pair.sentence, claimed)
    if ours is None:
        return None
    theirs = [period_of(pair.quote, one) for one in bearing[:MOST]]
    if any(one is None or one.lastgroup == ours.lastgroup for one in theirs):
        return None
    return fault("date", ours.group(), first(one.group() for one in theirs if one))
