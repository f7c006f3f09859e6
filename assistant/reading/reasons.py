"""Reasons: the words in a sentence that say why, an aim less surely than a cause. Pure."""

import re
from collections.abc import Iterator

from assistant.reading.fit import Fit
from index.vietnamese import UPPER

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
_AIM = re.compile(r"\b(?:nên|để|căn cứ|tránh|cho rằng|do đó)\b", re.IGNORECASE)


def reasons(sentence: str, given: str) -> Iterator[Fit]:
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
