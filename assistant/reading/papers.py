"""Papers: the documents that a sentence names, by number or title. Pure."""

import re
from collections.abc import Iterator

from assistant.reading.fit import Fit, fresh
from index.vietnamese import UPPER

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


def papers(sentence: str, given: str) -> Iterator[Fit]:
    """Documents by their numbers, surest where the number is asked for, and by their names."""
    yield from fresh(_NUMBERED_PAPER, sentence, given, 1.0)
    yield from fresh(_NAMED_PAPER, sentence, given, 0.2 if _ASKS_NUMBER.search(given) else 0.6)
