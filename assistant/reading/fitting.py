"""Fitting: what in a sentence is of the kind that a question asks for: its numbers, dates, people …, as spans. Pure.

What the question itself already names never counts as its answer. Counts are `counts.py`'s, people `people.py`'s.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from assistant.question import Question, is_foreign
from assistant.reading.counts import counted, counts
from assistant.reading.fit import CAPITAL, DIGITS, Fit, fresh
from assistant.reading.measures import measure
from assistant.reading.overlap import words
from assistant.reading.people import asks_holder, holders, names_post
from assistant.understanding.asked import Asked
from index import places
from index.glossary import translations
from index.vietnamese import UPPER, fold, terms

_PERCENT = re.compile(rf"{DIGITS}\s*(?:%|phần trăm|điểm phần trăm)", re.IGNORECASE)
_RANK = re.compile(
    r"(?<![\d/])\d+\s*/\s*(?:1[3-9]|[2-9]\d|\d{3,})(?![\d/])|(?:thứ|hạng|vị trí|xếp|đứng)\s+\d+\s*/\s*\d+"
    r"|thứ\s+(?:\d+|nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:vị trí|hạng|top|tốp)\s+\d+"
    r"|đứng đầu|dẫn đầu|cuối bảng",
    re.IGNORECASE,
)
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
_YEAR = re.compile(r"(?<![\d.,-])(?:1[0-9]|20)\d\d(?![\d.,]\d)")
_CAUSE = re.compile(
    r"\b(?:bởi vì|bởi|vì|nguyên nhân|lý do|lí do|sở dĩ|xuất phát từ|dẫn đến|dẫn tới|khiến|gây ra|gây nên|nhằm|nhờ"
    r"|(?:là|được xác định|xảy ra|một phần) do|do)\b",
    re.IGNORECASE,
)
# "do ông A ký", "do Công ty B làm chủ đầu tư": who did it, no reason.
_BY_WHOM = re.compile(
    rf"\bdo\s+(?:[{UPPER}]|(?:ông|bà|anh|chị|cô|đồng chí|công ty|một|các|nhà báo|đơn vị|tỉnh|huyện|xã|bộ|sở)\b)"
)
# A cause that is still looked for.
_SOUGHT = re.compile(
    r"\b(?:làm rõ|đánh giá|điều tra|xác minh|tìm hiểu|tìm ra|tìm|xác định|giám sát|chưa rõ|về|báo cáo)\s+"
    r"(?:\w+\s+){0,2}(?:nguyên nhân|lý do|lí do)$",
    re.IGNORECASE,
)
_FAULT = re.compile(r"\b(?:về tội|vì tội|với hành vi|về hành vi|vi phạm|lỗi)\b", re.IGNORECASE)
_ASKS_FAULT = re.compile(
    r"\b(?:loi gi|toi gi|hanh vi gi|bi (?:\w+ ){0,2}(?:phat|bat|khoi to|ky luat|canh cao|dinh chi))\b"
)
_YES_NO = re.compile(
    r"\b(?:không|chưa|đã|bác bỏ|phủ nhận|khẳng định|xác nhận|chính thức|dừng|đồng ý|được phép|sẽ)\b",
    re.IGNORECASE,
)
_IN_A_ROW = re.compile(
    r"(?:\b(?:gồm|đó là|là|như|các|những|có|với|tại|tên)\b|[:(])[^.;:]*[^\d\W][,;] [^.;:]*(?:[^\d\W][,;] | và )",
    re.IGNORECASE,
)
_AIM = re.compile(r"\b(?:nên|để|căn cứ|tránh|cho rằng|do đó)\b", re.IGNORECASE)
_PAPERS = (
    r"(?:nghị quyết|quyết định|thông tư|nghị định|chỉ thị|bộ luật|luật|hiến pháp|hiệp định|kế hoạch|văn bản|công văn"
    r"|tờ trình|thông báo|công điện|giấy phép|báo cáo)"
)
_NUMBERED_PAPER = re.compile(
    rf"(?<![\d/.-])\d+(?:/\d{{4}})?\s*[-/–]\s*[{UPPER}][\w&-]*(?:[/-][{UPPER}][\w&-]*)*"
    rf"|\b(?i:{_PAPERS}(?:\s+\w+){{0,6}}?\s+số)\s+\d[\w/&.-]*",
)
_NAMED_PAPER = re.compile(rf"\b(?i:{_PAPERS})\s+(?:\d|[{UPPER}])[^\s,;]*")
_ASKS_NUMBER = re.compile(r"\bso (?:may|bao nhieu|nao|hieu)\b")
_BODY = re.compile(
    rf"\b(?:Sở|Ban|Bộ|Cục|Chi cục|Tổng cục|Phòng|Văn phòng|UBND|HĐND|Ủy ban|Uỷ ban|[Cc]ông ty|[Tt]ập đoàn"
    rf"|Tổng công ty|[Tt]rường|Đại học|[Bb]ệnh viện|Hội|[Nn]gân hàng|Viện|Trung tâm|Liên đoàn|Quốc hội"
    rf"|Chính phủ|Đài|Báo|Đoàn|Quỹ|Tòa án|Thanh tra|Kho bạc|[Ll]iên minh|[Hh]ãng|[Nn]hà máy|Đảng|[Cc]ông an"
    rf"|Tỉnh ủy|Thành ủy|Huyện ủy)\b(?:[\s-]+(?:{CAPITAL}|và|tỉnh|thành phố|huyện|cổ phần|TNHH))*"
)
_NAME = re.compile(rf"{CAPITAL}(?:\s+{CAPITAL})*")
_FIGURE = re.compile(r"\d+\w*")
_CAPITALS = re.compile(rf"(?<![\w.]){CAPITAL}(?:\s+{CAPITAL})*")
_ASKS_FIRM = re.compile(
    r"\b(?:cong ty|doanh nghiep|tap doan|nha thau|nha dau tu|chu dau tu|hang|ngan hang|company|firm|contractor)"
    r" (?:\w+ ){0,4}?(?:nao|gi)\b|\b(?:which|what) (?:company|firm|contractor)\b"
)
_FIRM = re.compile(r"(?:tong )?cong ty|tap doan|doanh nghiep|ngan hang|hang|lien doanh")
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
_OPENS = re.compile(r"\s*(?:[^\s:“”\"]+\s+){0,5}?(?:là\b|gồm\b|như sau|[:“\"(–])", re.IGNORECASE)

# "phương châm được thêm “đoàn kết”": what became of it, not what it is.
_CHANGES = re.compile(r"\b(?:thêm|bổ sung|bỏ|bớt|thay|đổi|sửa)\b", re.IGNORECASE)
_CHANGED = 0.3

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
_FORMS = {"percent": _PERCENT, "year": _YEAR}
# "kỳ họp thứ 12", "sáng thứ hai": no place in an order.
_COUNTED_OFF = re.compile(
    r"\b(?:họp|kỳ|lần|phiên|khóa|khoá|ngày|hôm|sáng|trưa|chiều|tối|đêm|người|năm|tập|cuộc)\s+$", re.IGNORECASE
)
_ASKS_WHICH_TURN = re.compile(r"\b(hop|ky|lan|phien|khoa|ngay|nguoi|nam|tap|cuoc) thu (?:may|bao nhieu)\b")
_QUOTED = re.compile(r"[“\"]([^”\"]{2,120})[”\"]")
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
# Kinds of answer that have a form by which they are known.
FORMED = frozenset(("number", "percent", "rank", "date", "year", "person", "name"))


@lru_cache(maxsize=4096)
def fits(question: Question, sentence: str) -> tuple[Fit, ...]:
    """Everything in the sentence that is of the kind asked for; empty where nothing is, or the kind has no form."""
    given = fold(question.text)
    if question.asked in _FORMS:
        return tuple(fresh(_FORMS[question.asked], sentence, given, 1.0))
    found = _READINGS.get(question.asked)
    return tuple(found(question, sentence, given)) if found else ()


def asks_deadline(question: Question) -> bool:
    """Whether a question asks by when something is due."""
    return question.asked == "date" and bool(_ASKS_DEADLINE.search(fold(question.text)))


def least_fit(question: Question) -> float:
    """How strong a fit a sentence must hold to answer; 0 where it may answer without.

    "khi nào" may be answered by a condition, "ngày nào" not; who holds a post only by the name beside that post.
    """
    if question.asked == "person":
        if asks_holder(question):
            return 0.3
        return 0.01 if is_foreign(question) or names_post(question) else 0.12
    if question.asked == "number" and not measure(question.text) and counted(question):
        return 0.35
    if question.asked == "funds":
        return 0.4
    if asks_deadline(question):
        return _NOT_DUE + 0.01
    if question.asked == "date":
        if _ASKS_WHICH_DAY.search(fold(question.text)):
            return 0.3  # a month is no answer to "ngày nào"
        return 0.01 if _ASKS_CALENDAR.search(fold(question.text)) else 0.0
    if question.asked == "body" and _ASKS_FIRM.search(fold(question.text)):
        return 0.5
    return 0.01 if question.asked in FORMED else 0.0


def _ranks(sentence: str, given: str) -> Iterator[Fit]:
    """Places in an order; what is only counted off where just that is asked for: "lần thứ mấy" by "lần thứ hai"."""
    turn = _ASKS_WHICH_TURN.search(given)
    for fit in fresh(_RANK, sentence, given, 1.0):
        counted_off = _COUNTED_OFF.search(sentence, 0, fit.start)
        if fold(counted_off.group().strip() if counted_off else "") == (turn[1] if turn else ""):
            yield fit


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
    said = words(sentence)
    for place, word in enumerate(said.row[:-1]):
        following = said.starts[place + 1]
        if (
            word in wanted
            and (sentence[following].isupper() or sentence[following].isdigit())
            and not sentence[said.ends[place] : following].strip()
        ):
            name = _NAME.match(sentence, following) or _FIGURE.match(sentence, following)
            if name and not re.search(rf"(?<!\w){re.escape(fold(name.group()))}(?!\w)", given):
                yield Fit(said.starts[place], name.end(), 1.0)


def _papers(sentence: str, given: str) -> Iterator[Fit]:
    """Documents by their numbers, surest where the number is asked for, and by their names."""
    yield from fresh(_NUMBERED_PAPER, sentence, given, 1.0)
    yield from fresh(_NAMED_PAPER, sentence, given, 0.2 if _ASKS_NUMBER.search(given) else 0.6)


def _places(sentence: str, given: str) -> Iterator[Fit]:
    """Places; one that only says whose office, post or police is meant is hardly where something is."""
    for fit in fresh(_PLACE, sentence, given, 0.6):
        lead = sentence[max(0, fit.start - 24) : fit.start]
        where = 0.9 if _WHEREABOUTS.search(lead + sentence[fit.start : fit.start + 7]) else 0.6
        yield fit._replace(strength=0.2 if _OF_BODY.search(lead) else where)


def _wheres(question: Question, sentence: str, given: str) -> Iterator[Fit]:
    """Places of the kind asked for: provinces where "tỉnh nào" is, else whatever names one."""
    if _ASKS_PROVINCE.search(given):
        yield from _provinces(sentence, given)
    else:
        yield from _which(question, sentence, given)
        yield from _places(sentence, given)


def _provinces(sentence: str, given: str) -> Iterator[Fit]:
    """Provinces that the question does not name; where something took place is hardly which one did it."""
    for place in places.find(sentence):
        if fold(sentence[place.start : place.end]) not in given:
            where = _TOOK_PLACE.search(sentence, max(0, place.start - 24), place.start)
            yield Fit(place.start, place.end, 0.3 if where else 0.9)


def _reasons(sentence: str, given: str) -> Iterator[Fit]:
    """Words that give a reason, aims less surely, and who did something hardly; an offence is why one is punished."""
    if _ASKS_FAULT.search(given):
        for match in _FAULT.finditer(sentence):
            yield Fit(match.start(), match.end(), 1.0)
    for match in _CAUSE.finditer(sentence):
        hardly = _BY_WHOM.match(sentence, match.start()) or _SOUGHT.search(sentence[: match.end()])
        partly = match.group().lower() in ("khiến", "nhằm", "dẫn đến", "dẫn tới")
        yield Fit(match.start(), match.end(), 0.2 if hardly else 0.6 if partly else 1.0)
    for match in _AIM.finditer(sentence):
        yield Fit(match.start(), match.end(), 0.4)


def _funds(sentence: str, given: str) -> Iterator[Fit]:
    """Where money may come from, surest behind a word that says so."""
    for fit in fresh(_FUNDS, sentence, given, 0.4):
        yield fit._replace(strength=1.0) if _FROM.search(sentence, 0, fit.start) else fit


def _answers_whether(sentence: str) -> Iterator[Fit]:
    """Words that say yes or no."""
    for match in _YES_NO.finditer(sentence):
        yield Fit(match.start(), match.end(), 0.4 if match.group().lower() == "đã" else 1.0)


def enumerates(sentence: str) -> bool:
    """Whether a sentence names several things in a row."""
    return bool(_IN_A_ROW.search(sentence))


def _bodies(sentence: str, given: str) -> Iterator[Fit]:
    """Bodies; of another kind than the one asked for less surely: a company is no committee."""
    firm = bool(_ASKS_FIRM.search(given))
    for fit in fresh(_BODY, sentence, given, 0.6):
        other = firm != bool(_FIRM.match(fold(sentence[fit.start : fit.end])))
        yield fit._replace(strength=0.3 if firm and other else 0.9 if firm else 0.6)


def _dates(sentence: str, given: str) -> Iterator[Fit]:
    """Dates the question does not give; where it asks for a day, one that says only month or year is weak.

    Where it asks by when, so is one that does not say so.
    """
    if _ASKS_DEADLINE.search(given):
        for fit in _dates(sentence, _ASKS_DEADLINE.sub(" ", given)):
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


def _definitions(question: Question, sentence: str) -> Iterator[Fit]:
    """Where what is asked about is followed by its value: "chủ đề năm 2023 là …", "phương châm: …", "“…”"."""
    named = _named(question)
    said = words(sentence)
    for place, pair in enumerate(pairwise(said.row), 1):
        if pair in named:
            opening = _OPENS.match(sentence, said.ends[place])
            if opening:
                surely = _CHANGED if _CHANGES.search(opening.group()) else 1.0
                yield Fit(opening.end(), _clause_end(sentence, opening.end()), surely)


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


# What is looked for, by the kind that is asked for.
_READINGS: dict[Asked, Callable[[Question, str, str], Iterable[Fit]]] = {
    "number": counts,
    "rank": lambda _, sentence, given: _ranks(sentence, given),
    "document": lambda _, sentence, given: _papers(sentence, given),
    "funds": lambda _, sentence, given: _funds(sentence, given),
    "date": lambda _, sentence, given: _dates(sentence, given),
    "person": holders,
    "place": _wheres,
    "reason": lambda _, sentence, given: _reasons(sentence, given),
    "body": lambda *asked: [*_which(*asked), *_bodies(*asked[1:])],
    "which": _which,
    "whether": lambda _, sentence, __: _answers_whether(sentence),
    "name": lambda _, sentence, given: _called(sentence, given),
    "definition": lambda question, sentence, _: _definitions(question, sentence),
}
