"""Days: the dates and times in a sentence that a question does not give, deadlines among them. Pure."""

import re
from collections.abc import Iterator

from assistant.question import Question
from assistant.reading.fit import Fit, fresh
from index.vietnamese import fold

_DAY = re.compile(
    r"(?<![\d/.-])\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?(?![\d%])(?!,\d)|(?:ngày"
    r"|mùng)\s+\d{1,2}(?:\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?(?!\d)|\s+tháng\s+\d{1,2})?(?:[,\s]+năm\s+\d{4})?|tháng\s+(?:\d{1,2}|một|hai|ba|tư|năm|sáu"
    r"|bảy|tám|chín|mười)\b(?:[/,\s]+(?:năm\s+)?\d{4})?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:năm\s+)?(?<![\d.,/-])(?:1[0-9]|20)\d\d(?![\d.,]\d)|quý\s+(?:[IV]+|\d)|thế kỷ\s+\w+|nhiệm kỳ|giai đoạn"
    r"|hôm (?:nay|qua)|\d{1,2}\s*(?:giờ|h)\b|(?:sau|trước|trong|hơn|gần|khoảng)\s+\d+\s+(?:ngày|tháng|năm)",
    re.IGNORECASE,
)
_NO_DAY = re.compile(r"nhiệm kỳ|giai đoạn|thế kỷ", re.IGNORECASE)
_ASKS_DEADLINE = re.compile(r"\b(?:thoi han|han chot|han cuoi|deadline)\b")
_DUE = re.compile(
    r"\b(?:trước|chậm nhất|muộn nhất|hết|hạn|(?:xong|thành) (?:trong|vào)|đến)"
    r"\s+(?:(?:là|vào|ngày|tháng|quý|cuối)\s+)*$",
    re.IGNORECASE,
)
_NOT_DUE = 0.3
_ASKS_CALENDAR = re.compile(r"\b(?:ngay|hom|thang|quy|date|day|month)\b")
_ASKS_DAY = re.compile(r"\b(?:ngay|hom|date|day)\b")
_ASKS_WHICH_DAY = re.compile(r"\b(?:ngay|hom) (?:nao|may|bao nhieu)\b|\b(?:what|which) (?:date|day)\b")
_NAMES_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}|(?:ngày|mùng)\s+\d", re.IGNORECASE)


def asks_deadline(question: Question) -> bool:
    """Whether a question asks for a deadline."""
    return question.asked == "date" and bool(_ASKS_DEADLINE.search(fold(question.text)))


def days(sentence: str, given: str) -> Iterator[Fit]:
    """Dates the question does not give; if it asks for a day, a mere month or year is weak.

    If it asks for a deadline, so is a date that is not said to be one.
    """
    if _ASKS_DEADLINE.search(given):
        for fit in days(sentence, _ASKS_DEADLINE.sub(" ", given)):
            due = _DUE.search(sentence, max(0, fit.start - 24), fit.start)
            yield fit if due else fit._replace(strength=min(fit.strength, _NOT_DUE))
        return
    asks_day = bool(_ASKS_DAY.search(given))
    for fit in fresh(_DAY, sentence, given, 1.0):
        whole = bool(_NAMES_DAY.match(sentence[fit.start : fit.end]))
        yield fit if whole or not asks_day else fit._replace(strength=0.2)
    for fit in fresh(_TIME, sentence, given, 0.2 if asks_day else 0.6):
        if not asks_day or not _NO_DAY.match(sentence, fit.start):
            yield fit


def least_day(question: Question) -> float:
    """How strong a date must be to answer: "khi nào" may be answered by a condition, "ngày nào" by no month."""
    if asks_deadline(question):
        return _NOT_DUE + 0.01
    if _ASKS_WHICH_DAY.search(fold(question.text)):
        return 0.3
    return 0.01 if _ASKS_CALENDAR.search(fold(question.text)) else 0.0
