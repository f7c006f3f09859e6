"""Faults of what is told of each one, or each year, where the quote tells it of all of them, or of each other. Pure.

"Đến năm 2025 xây 4.000 căn hộ" bears no "mỗi năm xây 4.000 căn hộ"; "5 triệu đồng/hộ" bears "mỗi hộ 5 triệu đồng".
"""

import re
from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.figures.around import MOST
from assistant.checks.pair import Pair, fault
from assistant.stated.kept import remembered
from assistant.stated.numbers import Number, comparable
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted
from assistant.stated.units import TIMES
from index.vietnamese import canonical, fold

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
# What a figure is of each of: "53 triệu đồng/tháng".
_PER = re.compile(
    r" ?(?:/ ?|(?:mỗi|một) )(?P<of>tháng|năm|ngày|người|hộ|ha|km|giờ|tuần|vụ|xã|"
    r"kg|tấn|tạ|yến|lít|m2|m3|công|sào|mẫu|con|em|quý|kỳ|chuyến|lượt|kWh|đêm|suất)(?!\w)",
    re.I,
)
# What is counted per day: "5.200 khách/ngày".
_COUNTED = re.compile(r"(?: [^\W\d_]+){1,3}(?=/)")
# Those by which a price or yield goes: a quote may say them once for all its figures.
_PRICED = frozenset(
    (
        "kg",
        "tấn",
        "tạ",
        "yến",
        "lít",
        "m2",
        "m3",
        "công",
        "sào",
        "mẫu",
        "con",
        "em",
        "chuyến",
        "lượt",
        "kwh",
        "suất",
    )
)
# Words, without accents, that say of each.
_SAYS_EACH = frozenset(("moi", "tren", "binh", "tung", "mot", "hang"))
# What a figure is of each of, said before it: "bình quân mỗi xã đạt 18,2 tiêu chí".
_EACH_ONE = re.compile(
    r"(?<!\w)(?:mỗi|từng|một) (?P<of>xã|huyện|hộ|người|thôn|tháng|năm|ngày|tuần|trường|lớp|ha|vụ|tỉnh)(?!\w)",
    re.I,
)


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


def told_per(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a figure told of each month, head or hectare that the quote gives in all."""
    ours = _pers(pair.sentence, claimed)
    theirs = [_pers(pair.quote, one) for one in bearing]
    if not ours or any(ours <= one for one in theirs):
        return None
    if ours & _PRICED and not all(theirs):
        return None
    said = {word.folded for word in pair.quote.words}
    told = said & _SAYS_EACH and all(fold(of) in said for of in ours)
    # "120 triệu đồng/ha, … 65 triệu đồng/ha mỗi năm": both are of each year
    rivals = any({of in TIMES for of in ours - one} & {of in TIMES for of in one - ours} for one in theirs)
    return (
        None
        if told and not rivals
        else fault("unit", f"{claimed.text}/{'/'.join(sorted(ours))}", bearing[0].text)
    )


def _pers(parsed: Parsed, number: Number) -> set[str]:
    """What a figure is of each of, said right after it: "triệu đồng/ha mỗi năm"."""
    found, at = set[str](), number.end
    if not number.unit and (counted := _COUNTED.match(parsed.text, at)):
        at = counted.end()
    while per := _PER.match(parsed.text, at):
        found.add(per["of"].lower())
        at = per.end()
    return found


def told_of_each(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of a figure told of each of something else: "mỗi huyện đạt 18,2 tiêu chí" of "mỗi xã …"."""
    ours = _of_each(pair.sentence, claimed)
    theirs = [_of_each(pair.quote, one) for one in bearing[:MOST]]
    if pair.foreign or not ours or not theirs or ours in theirs:
        return None
    if not all(theirs):
        # "440.000 lượt khách, trung bình 12.000 lượt/ngày": of each day is the other figure alone
        own = {one.start for one in bearing}
        pers = [
            one
            for one in pair.quote.numbers[:MOST]
            if comparable(one, claimed) and ours in _pers(pair.quote, one)
        ]
        if any(theirs) or not pers or any(one.start in own for one in pers) or ours not in TIMES:
            return None
        return fault("unit", f"{ours} … {claimed.text}", pers[0].text)
    return fault("unit", f"{ours} … {claimed.text}", f"{theirs[0]} … {bearing[0].text}")


def _of_each(parsed: Parsed, number: Number) -> str:
    """What a number is of each of, said before it in its cell; "" where that is not said."""
    found = list(_EACH_ONE.finditer(parsed.text, parsed.cell(number.start)[0], number.start))
    return found[-1]["of"].lower() if found else ""
