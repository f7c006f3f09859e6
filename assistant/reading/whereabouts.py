"""Whereabouts: the places in a sentence where something may be, provinces where one is asked for. Pure."""

import re
from collections.abc import Iterator

from assistant.question import Question
from assistant.reading.fit import CAPITAL, Fit, fresh
from assistant.reading.which import which
from index import places
from index.vietnamese import fold

_OF_BODY = re.compile(
    r"(?:UBND|HĐND|UB|Ủy ban nhân dân|Hội đồng nhân dân|Công an|Chủ tịch|Bí thư|Giám đốc|Trưởng|Thành ủy|Tỉnh ủy"
    r"|Huyện ủy|Quân sự|Chi cục|Cục|Sở [\w&-]+|Phòng [\w&-]+|ĐBQH|Đoàn|Mặt trận|đạo|báo|Báo)\s*$"
)
_WHEREABOUTS = re.compile(
    r"\b(?:tại|ở|thuộc|trên địa bàn|địa phận|trên|nằm|trú|qua|khu vực)\s+(?:\S+\s+){0,2}\S*$", re.IGNORECASE
)
_PLACE = re.compile(
    rf"\b(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|TX\.?|thị trấn|phường|xã|thôn|bản|làng|ấp|buôn|khu vực|khu"
    rf"|đường|phố|sông|núi|hồ|đảo|vịnh|biển|cầu|sân bay|cảng|nhà|trụ sở)\s+(?:{CAPITAL}(?:\s+{CAPITAL})*|\d+)"
    rf"|\b(?:tại|ở|từ|đến|thuộc)\s+{CAPITAL}(?:\s+{CAPITAL})*",
)
_ASKS_PROVINCE = re.compile(r"\b(?:tinh|thanh pho|dia phuong) nao\b|\b(?:what|which) (?:province|city)\b")
_TOOK_PLACE = re.compile(r"\b(?:tại|ở|từ|đến|vào|về)\s+(?:tỉnh\s+|thành phố\s+|TP\.?\s*)?$", re.IGNORECASE)


_ASKS_WHOSE = re.compile(r"\btinh nao\b|\b(?:what|which) province\b")


def asks_whose(question: Question) -> bool:
    """Whether a question asks which province something is of, so that a report of no known one cannot answer."""
    return question.asked == "place" and bool(_ASKS_WHOSE.search(fold(question.text)))


# What sort of unit is asked for, and what a place of another begins with.
_ASKS_UNIT = re.compile(
    r"\b(?:(huyen|quan|thi xa)|(xa|phuong|thi tran)|(?:thon|ban|lang|ap|buon)) nao\b"
    r"|\b(?:what|which) (?:(district)|(commune|ward)|(?:village|hamlet))\b"
)
_UNITS = (
    ("huyen ", "quan ", "thi xa "),
    ("xa ", "phuong ", "thi tran "),
    ("thon ", "ban ", "lang ", "ap ", "buon "),
)
_OF_ANOTHER = 0.3


def asks_unit(question: Question) -> bool:
    """Whether a question asks which unit of one sort something lies in: which district, which commune."""
    return bool(_ASKS_UNIT.search(fold(question.text)))


def _of_another_sort(place: str, given: str) -> bool:
    """Whether a place is a unit of another sort than the one asked for: a commune where a district is."""
    asked = _ASKS_UNIT.search(given)
    if not asked:
        return False
    wanted = 0 if asked[1] or asked[3] else 1 if asked[2] or asked[4] else 2
    return any(fold(place).startswith(units) for at, units in enumerate(_UNITS) if at != wanted)


def _places(sentence: str, given: str) -> Iterator[Fit]:
    """Places; one that only says whose office, post or police is meant is hardly where something is, nor is a unit of
    another sort than the one asked for.
    """
    for fit in fresh(_PLACE, sentence, given, 0.6):
        if _of_another_sort(sentence[fit.start : fit.end], given):
            yield fit._replace(strength=_OF_ANOTHER)
            continue
        lead = sentence[max(0, fit.start - 24) : fit.start]
        where = 0.9 if _WHEREABOUTS.search(lead + sentence[fit.start : fit.start + 7]) else 0.6
        yield fit._replace(strength=0.2 if _OF_BODY.search(lead) else where)


def whereabouts(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """Places of the kind asked for: provinces where "tỉnh nào" is, else whatever names one."""
    if _ASKS_PROVINCE.search(given):
        yield from _provinces(sentence, given)
    else:
        yield from which(question, sentence, given)
        yield from _places(sentence, given)


def _provinces(sentence: str, given: str) -> Iterator[Fit]:
    """Provinces that the question does not name; where something took place is hardly which one did it."""
    for place in places.find(sentence):
        if fold(sentence[place.start : place.end]) not in given:
            where = _TOOK_PLACE.search(sentence, max(0, place.start - 24), place.start)
            yield Fit(place.start, place.end, 0.3 if where else 0.9)
