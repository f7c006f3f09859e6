"""Papers: the documents that a sentence names, by number or title. Pure."""

import re
from collections.abc import Iterator

from assistant.reading.fit import Fit, fresh
from index.vietnamese import UPPER, fold

_PAPERS = (
    r"(?:nghị quyết|quyết định|thông tư|nghị định|chỉ thị|bộ luật|luật|hiến pháp|hiệp định|kế hoạch|văn bản|công văn"
    r"|tờ trình|thông báo|công điện|giấy phép|báo cáo)"
)
_NUMBERED_PAPER = re.compile(
    rf"(?<![\d/.-])\d+(?:/\d{{4}})?\s*[-/–]\s*[{UPPER}][\w&-]*(?:[/-][{UPPER}][\w&-]*)*"
    rf"|\b(?i:{_PAPERS}(?:\s+\w+){{0,6}}?\s+số)\s+\d[\w/&.-]*",
)
_NAMED_PAPER = re.compile(rf"\b(?i:{_PAPERS})\s+(?:\d|[{UPPER}])[^\s,;]*")
# How the number of a paper says whose it is: "37/2021/QH15", "58-NQ/TW".
_SYMBOLS = {
    "quoc hoi": "qh",
    "bo chinh tri": "tw",
    "ban chap hanh trung uong": "tw",
    "trung uong dang": "tw",
    "chinh phu": "cp",
    "thu tuong": "ttg",
    "ubnd": "ubnd",
    "uy ban nhan dan": "ubnd",
    "hdnd": "hdnd",
    "hoi dong nhan dan": "hdnd",
    "tinh uy": "tu",
    "thanh uy": "tu",
}
_OF_BODY = re.compile(rf"\b(?:cua|do) ({'|'.join(_SYMBOLS)})\b")
_SYMBOL = re.compile(r"[/-]([^\W\d_]+)\d*\W*$")
_OF_ANOTHER = 0.3
_ASKS_NUMBER = re.compile(r"\bso (?:may|bao nhieu|nao|hieu)\b")


def papers(sentence: str, given: str) -> Iterator[Fit]:
    """Documents by their numbers, surest where the number is asked for, and by their names.

    One that another body's number stands on is hardly of the body asked about.
    """
    body = _OF_BODY.search(given)
    for fit in fresh(_NUMBERED_PAPER, sentence, given, 1.0):
        symbol = _SYMBOL.search(fold(sentence[fit.start : fit.end])) if body else None
        own = not body or not symbol or symbol[1] not in _SYMBOLS.values() or symbol[1] == _SYMBOLS[body[1]]
        yield fit if own else fit._replace(strength=_OF_ANOTHER)
    yield from fresh(_NAMED_PAPER, sentence, given, 0.2 if _ASKS_NUMBER.search(given) else 0.6)
