"""Fitting: the spans of a sentence that are of the kind a question asks for: numbers, dates, people … Pure.

What the question itself names never counts as its answer. A kind that takes more than a pattern has its own file.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from assistant.question import Question, is_foreign
from assistant.reading.bearers import borne_by, posts_beside
from assistant.reading.bodies import asks_firm, bodies
from assistant.reading.counts import counted, counts
from assistant.reading.days import days, least_day
from assistant.reading.definitions import definitions
from assistant.reading.dimensions import least_of
from assistant.reading.fit import CAPITAL, DIGITS, Fit, fresh
from assistant.reading.holders import holders
from assistant.reading.measures import measure
from assistant.reading.papers import papers
from assistant.reading.posts import asks_holder, is_asked_of_another, names_post
from assistant.reading.reasons import reasons
from assistant.reading.signers import asks_signer
from assistant.reading.whereabouts import whereabouts
from assistant.reading.which import which
from assistant.understanding.asked import Asked
from index.memo import memo
from index.vietnamese import fold

_PERCENT = re.compile(rf"{DIGITS}\s*(?:%|phần trăm|điểm phần trăm)", re.IGNORECASE)
_RANK = re.compile(
    r"(?<![\d/])\d+\s*/\s*(?:1[3-9]|[2-9]\d|\d{3,})(?![\d/])|(?:thứ|hạng|vị trí|xếp|đứng)\s+\d+\s*/\s*\d+"
    r"|thứ\s+(?:\d+|nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:vị trí|hạng|top|tốp)\s+\d+"
    r"|đứng đầu|dẫn đầu|cuối bảng",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,-])(?:1[0-9]|20)\d\d(?![\d.,]\d)")
_YES_NO = re.compile(
    r"\b(?:không|chưa|đã|bác bỏ|phủ nhận|khẳng định|xác nhận|chính thức|dừng|đồng ý|được phép|sẽ)\b",
    re.IGNORECASE,
)
_IN_A_ROW = re.compile(
    r"(?:\b(?:gồm|đó là|là|như|các|những|có|với|tại|tên)\b|[:(])[^.;:]*[^\d\W][,;] [^.;:]*(?:[^\d\W][,;] | và )",
    re.IGNORECASE,
)
_CAPITALS = re.compile(rf"(?<![\w.]){CAPITAL}(?:\s+{CAPITAL})*")
# Where money comes from.
_FUNDS = re.compile(
    r"\bngân sách(?: (?:nhà nước|trung ương|địa phương|tỉnh|huyện|xã|thành phố|các cấp))?"
    r"|\bnguồn (?:vốn |kinh phí |thu )?(?:ngân sách|dự phòng|sự nghiệp|tăng thu|xã hội hó?a|hợp pháp|vay"
    r"|tài trợ|cải cách)"
    r"|\b(?:quỹ|vốn) (?:[^\W\d_]+ ?){1,3}|\btrái phiếu\b|\bxã hội hó?a\b|\bODA\b|\b(?:đóng góp|tài trợ|hỗ trợ) của\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:từ|bằng|gồm|do|nguồn|lấy|sử dụng)\b[^.;]{0,40}$|:\s*$", re.IGNORECASE)
# Kinds that one pattern knows.
_FORMS = {"percent": _PERCENT}
_ASKS_BIRTH = re.compile(r"\bsinh (?:vao )?nam\b|\bnam sinh\b|\bborn\b")
# Within the brackets behind a name, which it may repeat in full, or right before the year.
_BORN = re.compile(
    r"(?<!\w)(?:(?:sinh|SN|born)(?!\w)[^;()]{0,24}|\((?:tên khai )?(?:sinh|born)(?!\w)[^()–-]{0,60})$",
    re.IGNORECASE,
)
_CAME_INTO_LIFE = re.compile(r"(?<!\w)(?:ra|chào|cất tiếng khóc chào) đời(?!\w)", re.IGNORECASE)
# "kỳ họp thứ 12", "sáng thứ hai": no place in an order.
_COUNTED_OFF = re.compile(
    r"\b(?:họp|kỳ|lần|phiên|khóa|khoá|ngày|hôm|sáng|trưa|chiều|tối|đêm|người|năm|tập|cuộc)\s+$", re.IGNORECASE
)
_ASKS_WHICH_TURN = re.compile(r"\b(hop|ky|lan|phien|khoa|ngay|nguoi|nam|tap|cuoc) thu (?:may|bao nhieu)\b")
_QUOTED = re.compile(r"[“\"]([^”\"]{2,120})[”\"]")
# Kinds of answer that have a form by which they are known.
FORMED = frozenset(("number", "percent", "rank", "date", "year", "person", "name"))


@memo(4096)
def fits(question: Question, sentence: str) -> tuple[Fit, ...]:
    """Everything in the sentence that is of the kind asked for; empty if nothing is, or if the kind has no form."""
    if name := borne_by(question):
        return tuple(posts_beside(name, sentence))
    given = fold(question.text)
    if question.asked in _FORMS:
        return tuple(fresh(_FORMS[question.asked], sentence, given, 1.0))
    found = _READINGS.get(question.asked)
    return tuple(found(question, sentence, given)) if found else ()


def least_fit(question: Question) -> float:
    """How strong a fit a sentence needs to answer; 0 if it may answer without one.

    Who holds a post is told only by the name beside that post.
    """
    if borne_by(question):
        return 0.5
    if question.asked == "person":
        if asks_holder(question) or asks_signer(question):
            return 0.3
        is_held = names_post(question) and not is_asked_of_another(question)
        return 0.01 if is_foreign(question) or is_held else 0.12
    if question.asked == "number" and measure(question.text):
        return max(least_of(question), 0.01)
    if question.asked == "number" and counted(question):
        return 0.35
    if question.asked == "funds":
        return 0.4
    if question.asked == "date":
        return least_day(question)
    if question.asked == "body" and asks_firm(fold(question.text)):
        return 0.5
    return 0.01 if question.asked in FORMED else 0.0


def _ranks(sentence: str, given: str) -> Iterator[Fit]:
    """Places in a ranking; an ordinal alone ("lần thứ hai") only if the question asks for one ("lần thứ mấy")."""
    turn = _ASKS_WHICH_TURN.search(given)
    for fit in fresh(_RANK, sentence, given, 1.0):
        counted_off = _COUNTED_OFF.search(sentence, 0, fit.start)
        if fold(counted_off.group().strip() if counted_off else "") == (turn[1] if turn else ""):
            yield fit


def _years(sentence: str, given: str) -> Iterator[Fit]:
    """Years that the question does not give; if it asks for somebody's birth, those told as one alone."""
    of_birth = _ASKS_BIRTH.search(given)
    for fit in fresh(_YEAR, sentence, given, 1.0):
        if not of_birth or _BORN.search(sentence, 0, fit.start) or _CAME_INTO_LIFE.search(sentence, fit.end):
            yield fit


def _called(sentence: str, given: str) -> Iterator[Fit]:
    """Names in capitals or quotation marks that the question does not give, except the sentence's first word."""
    yield from fresh(_QUOTED, sentence, given, 1.0)
    for match in _CAPITALS.finditer(sentence, 1):
        said = fold(match.group())
        if len(said) > 2 and not re.search(rf"(?<!\w){re.escape(said)}(?!\w)", given):
            yield Fit(match.start(), match.end(), 0.7)


def _funds(sentence: str, given: str) -> Iterator[Fit]:
    """What money may come from, surest behind a word that says so."""
    for fit in fresh(_FUNDS, sentence, given, 0.4):
        yield fit._replace(strength=1.0) if _FROM.search(sentence, 0, fit.start) else fit


def _answers_whether(sentence: str) -> Iterator[Fit]:
    """Words that say yes or no."""
    for match in _YES_NO.finditer(sentence):
        yield Fit(match.start(), match.end(), 0.4 if match.group().lower() == "đã" else 1.0)


def enumerates(sentence: str) -> bool:
    """Whether a sentence names several things in a row."""
    return bool(_IN_A_ROW.search(sentence))


def strongest(found: Iterable[Fit]) -> float:
    """The highest strength among fits; 0 for none."""
    return max((fit.strength for fit in found), default=0.0)


# What is looked for, by the kind that is asked for.
_READINGS: dict[Asked, Callable[[Question, str, str], Iterable[Fit]]] = {
    "number": counts,
    "year": lambda _, sentence, given: _years(sentence, given),
    "rank": lambda _, sentence, given: _ranks(sentence, given),
    "document": lambda _, sentence, given: papers(sentence, given),
    "funds": lambda _, sentence, given: _funds(sentence, given),
    "date": lambda _, sentence, given: days(sentence, given),
    "person": holders,
    "place": whereabouts,
    "reason": lambda _, sentence, given: reasons(sentence, given),
    "body": bodies,
    "which": which,
    "whether": lambda _, sentence, __: _answers_whether(sentence),
    "name": lambda _, sentence, given: _called(sentence, given),
    "definition": lambda question, sentence, _: definitions(question, sentence),
}
