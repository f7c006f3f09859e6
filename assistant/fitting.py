"""Fitting: what in a sentence is of the kind that a question asks for: its numbers, dates, people …, as spans. Pure.

What the question itself already names never counts as its answer. Counts are `counts.py`'s, people `people.py`'s.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from assistant.counts import counted, counts
from assistant.fit import CAPITAL, DIGITS, Fit, fresh
from assistant.measures import measure
from assistant.people import asks_holder, holders
from assistant.question import Question, is_foreign
from index.glossary import translations
from index.vietnamese import UPPER, fold, terms

_PERCENT = re.compile(rf"{DIGITS}\s*(?:%|phần trăm|điểm phần trăm)", re.IGNORECASE)
_RANK = re.compile(
    r"\d+\s*/\s*\d+|thứ\s+(?:\d+|nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:vị trí|hạng|top|tốp)\s+\d+"
    r"|đứng đầu|dẫn đầu|cuối bảng",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?<![\d/.-])\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?(?![\d%])(?!,\d)|(?:ngày"
    r"|mùng)\s+\d{1,2}(?:\s+tháng\s+\d{1,2})?(?:[,\s]+năm\s+\d{4})?|tháng\s+(?:\d{1,2}|một|hai|ba|tư|năm|sáu"
    r"|bảy|tám|chín|mười)\b(?:[/,\s]+(?:năm\s+)?\d{4})?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:năm\s+)?(?<![\d.,/-])(?:1[0-9]|20)\d\d(?![\d.,]\d)|quý\s+(?:[IV]+|\d)|thế kỷ\s+\w+|nhiệm kỳ|giai đoạn"
    r"|hôm (?:nay|qua)|\d{1,2}\s*(?:giờ|h)\b|(?:sau|trước|trong|hơn|gần|khoảng)\s+\d+\s+(?:ngày|tháng|năm)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,-])(?:1[0-9]|20)\d\d(?![\d.,]\d)")
_CAUSE = re.compile(
    r"\b(?:bởi vì|bởi|do|vì|nên|nguyên nhân|lý do|lí do|nhằm|để|xuất phát từ|căn cứ|dẫn đến|khiến|gây ra|tránh"
    r"|nhờ|cho rằng|do đó)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    rf"\d+(?:/\d{{4}})?\s*[-/–]\s*[{UPPER}][\w&-]*|\b(?:nghị quyết|quyết định|thông tư|nghị định|chỉ thị|luật"
    rf"|bộ luật|hiến pháp|hiệp định|kế hoạch)\s+(?:số\s+)?(?:\d|[{UPPER}])[^\s,;]*",
    re.IGNORECASE,
)
_BODY = re.compile(
    rf"\b(?:Sở|Ban|Bộ|Cục|Chi cục|Tổng cục|Phòng|Văn phòng|UBND|HĐND|Ủy ban|Uỷ ban|[Cc]ông ty|[Tt]ập đoàn"
    rf"|Tổng công ty|[Tt]rường|Đại học|[Bb]ệnh viện|Hội|[Nn]gân hàng|Viện|Trung tâm|Liên đoàn|Quốc hội"
    rf"|Chính phủ|Đài|Báo|Đoàn|Quỹ|Tòa án|Thanh tra|Kho bạc|[Ll]iên minh|[Hh]ãng|[Nn]hà máy|Đảng|[Cc]ông an"
    rf"|Tỉnh ủy|Thành ủy|Huyện ủy)\b(?:[\s-]+(?:{CAPITAL}|và|tỉnh|thành phố|huyện|cổ phần|TNHH))*"
)
_CAPITALS = re.compile(rf"(?<![\w.]){CAPITAL}(?:\s+{CAPITAL})*")
_PLACE = re.compile(
    rf"\b(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|TX\.?|thị trấn|phường|xã|thôn|bản|làng|ấp|buôn|khu vực|khu"
    rf"|đường|phố|sông|núi|hồ|đảo|vịnh|biển|cầu|sân bay|cảng|nhà|trụ sở)\s+(?:{CAPITAL}(?:\s+{CAPITAL})*|\d+)"
    rf"|\b(?:tại|ở|từ|đến|thuộc)\s+{CAPITAL}(?:\s+{CAPITAL})*",
)
_OPENS = re.compile(r"\s*(?:[^\s:“\"]+\s+){0,5}?(?:là\b|gồm\b|như sau|[:“\"(–])", re.IGNORECASE)

# Kinds that one pattern knows.
_FORMS = {"percent": _PERCENT, "rank": _RANK, "year": _YEAR, "document": _DOCUMENT}
_QUOTED = re.compile(r"[“\"]([^”\"]{2,120})[”\"]")
_ASKS_CALENDAR = re.compile(r"\b(?:ngay|hom|thang|quy|date|day|month)\b")
_ASKS_DAY = re.compile(r"\b(?:ngay|hom|date|day)\b")
_NAMES_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}|(?:ngày|mùng)\s+\d", re.IGNORECASE)
# Kinds of answer that have a form by which they are known.
FORMED = frozenset(("number", "percent", "rank", "date", "year", "person", "name"))


@lru_cache(maxsize=4096)
def fits(question: Question, sentence: str) -> tuple[Fit, ...]:
    """Everything in the sentence that is of the kind asked for; empty where nothing is, or the kind has no form."""
    given = fold(question.text)
    match question.asked:
        case "number":
            return tuple(counts(question, sentence, given))
        case "percent" | "rank" | "year" | "document":
            return tuple(fresh(_FORMS[question.asked], sentence, given, 1.0))
        case "date":
            return tuple(_dates(sentence, given))
        case "person":
            return tuple(holders(question, sentence, given))
        case "place":
            return tuple([*_which(question, sentence, given), *fresh(_PLACE, sentence, given, 0.6)])
        case "reason":
            return tuple(fresh(_CAUSE, sentence, "", 1.0))
        case "body":
            return tuple([*_which(question, sentence, given), *fresh(_BODY, sentence, given, 0.6)])
        case "name":
            return tuple(_called(sentence, given))
        case "definition":
            return tuple(_definitions(question, sentence))
    return ()


def least_fit(question: Question) -> float:
    """How strong a fit a sentence must hold to answer; 0 where it may answer without.

    "khi nào" may be answered by a condition, "ngày nào" not; who holds a post only by the name beside that post.
    """
    if question.asked == "person":
        return 0.3 if asks_holder(question) else 0.01
    if question.asked == "number" and not measure(question.text) and counted(question):
        return 0.35
    if question.asked == "date":
        return 0.01 if _ASKS_CALENDAR.search(fold(question.text)) else 0.0
    return 0.01 if question.asked in FORMED else 0.0


def _called(sentence: str, given: str) -> Iterator[Fit]:
    """Names in capitals or quotation marks that the question does not give, the sentence's first word apart."""
    yield from fresh(_QUOTED, sentence, given, 1.0)
    for match in _CAPITALS.finditer(sentence, 1):
        said = fold(match.group())
        if len(said) > 2 and not re.search(rf"(?<!\w){re.escape(said)}(?!\w)", given):
            yield Fit(match.start(), match.end(), 0.7)


def _which(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """Where the thing a "which …" question asks for is followed by a name: "xã nào" by "xã Ngọc Phái"."""
    if is_foreign(question) or not question.head:
        return
    wanted = {question.head[-1].folded, *(term.folded for term in question.head[:1])}
    found = terms(sentence)
    for one, other in pairwise(found):
        if (
            one.folded in wanted
            and sentence[other.start].isupper()
            and not sentence[one.end : other.start].strip()
        ):
            name = re.compile(rf"{CAPITAL}(?:\s+{CAPITAL})*").match(sentence, other.start)
            if name and not re.search(rf"(?<!\w){re.escape(fold(name.group()))}(?!\w)", given):
                yield Fit(one.start, name.end(), 1.0)


def _dates(sentence: str, given: str) -> Iterator[Fit]:
    """Dates the question does not give; where it asks for a day, one that says only month or year is weak."""
    asks_day = bool(_ASKS_DAY.search(given))
    for fit in fresh(_DAY, sentence, given, 1.0):
        whole = bool(_NAMES_DAY.match(sentence[fit.start : fit.end]))
        yield fit if whole or not asks_day else fit._replace(strength=0.2)
    yield from fresh(_TIME, sentence, given, 0.2 if asks_day else 0.6)


def _definitions(question: Question, sentence: str) -> Iterator[Fit]:
    """Where what is asked about is followed by its value: "chủ đề năm 2023 là …", "phương châm: …", "“…”"."""
    named = _named(question)
    found = terms(sentence)
    for one, other in pairwise(found):
        if (one.folded, other.folded) in named:
            opening = _OPENS.match(sentence, other.end)
            if opening:
                yield Fit(opening.end(), _clause_end(sentence, opening.end()), 1.0)


@lru_cache(maxsize=512)
def _named(question: Question) -> frozenset[tuple[str, str]]:
    """The folded pairs of neighbouring words that name what a question asks about, in Vietnamese."""
    if is_foreign(question):
        head = [question.text[term.start : term.end].lower() for term in question.head]
        runs = [
            tuple(t.folded for t in terms(text)) for found in translations(head) for text in found.renderings
        ]
    else:
        asked = [term.folded for term in question.content if not term.exact[0].isdigit()]
        runs = [tuple(asked)]
    return frozenset(pair for run in runs for pair in pairwise(run))


def _clause_end(sentence: str, start: int) -> int:
    """Where the clause that begins at `start` ends: at its closing quote, a semicolon, or the sentence's end."""
    closing = re.search(r"[”;»]|(?<=\w)[\"]", sentence[start:])
    return start + closing.start() if closing else len(sentence)


def strongest(found: Iterable[Fit]) -> float:
    """The highest strength among fits; 0 of none."""
    return max((fit.strength for fit in found), default=0.0)
