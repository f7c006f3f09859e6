"""Faults of what is told of each one, or each year, where the quote says it of all of them. Pure.

"Đến năm 2025 xây 4.000 căn hộ" bears no "mỗi năm xây 4.000 căn hộ"; "5 triệu đồng/hộ" bears "mỗi hộ 5 triệu đồng".
"""

import re
from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted
from index.vietnamese import canonical

_OF_TIMES = "năm|tháng|quý|tuần|ngày"
_EACH = Spotted(
    "mỗi|hằng|hàng|each|every|annually",
    rf"(?<!\w)(?:mỗi(?: một)? (?P<of>[^\W\d_]+)|(?:hằng|hàng) (?P<time>{_OF_TIMES})(?!\w)|"
    r"(?:each|every) (?P<english>year|month|week|day)(?!\w)|(?P<yearly>annually))",
)
_TIMES = {"year": "năm", "month": "tháng", "week": "tuần", "day": "ngày"}
# What says of a quote that something is of each: "mỗi hộ", "bình quân một xã", "/người/tháng", "1 sào".
_SHARED = re.compile(
    r"(?:(?<![^\W_])(?:mỗi|từng|hằng|hàng|một|1|bình quân|trung bình|thường)(?=((?: [^\W\d_]+){1,3}))|"
    r"/ ?(?=([^\W\d_]+(?: [^\W\d_]+)?)))",
    re.IGNORECASE,
)
_ON_AVERAGE = re.compile(r"(?<!\w)(?:bình quân|trung bình)(?!\w)", re.IGNORECASE)
# Each gets as much where all of them do "đều".
_ALIKE = re.compile(r"(?<!\w)(?:đều|cùng mức|như nhau)(?!\w)", re.IGNORECASE)
# Units as they are written for short behind "/".
_SHORT = {"héc": "ha", "hecta": "ha", "mét": "m", "ki": "kg", "kilôgam": "kg", "cân": "kg", "đầu": "người"}


def divided(pair: Pair) -> Iterator[Fault]:
    """What the sentence says of each, and the quote of no one by itself."""
    for match in _EACH.finditer(pair.sentence):
        of = match["of"] or match["time"] or _TIMES.get((match["english"] or "").lower(), "năm")
        if not _borne(pair, canonical(of.lower())):
            yield fault("unsupported", match.group())


def _borne(pair: Pair, of: str) -> bool:
    """Whether quote or title says something of each of what a word names."""
    if any({of, _SHORT.get(of, of)} & _shared(text) for text in (pair.quote, pair.title)):
        return True
    return bool(_ALIKE.search(pair.quote.text)) or all(
        _ON_AVERAGE.search(text.text) for text in (pair.sentence, pair.quote)
    )


@remembered
def _shared(parsed: Parsed) -> frozenset[str]:
    """The canonical words of which, or right behind which, a text says something of each."""
    return frozenset(
        canonical(word.lower())
        for match in _SHARED.finditer(parsed.text)
        for word in (match[1] or match[2]).split()
    )
