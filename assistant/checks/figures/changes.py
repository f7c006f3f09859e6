"""Changes: which way something went by a figure, and faults of a rise or fall told as what it came to. Pure.

"Đạt 61,8 tạ, tăng 5,3 tạ" bears no "đạt 5,3 tạ", and "từ 7,8% xuống 5,3%" no "còn 7,8%".
"""

import re

from assistant.answer import Fault
from assistant.checks.figures.alike import with_bound
from assistant.checks.figures.around import right_before, untimed
from assistant.checks.pair import Pair, fault
from assistant.stated.cues import cues
from assistant.stated.numbers import Number, comparable
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted

# What stands right before an amount, and right before a change of it.
_AMOUNT = re.compile(r"\b(?:đạt|là|còn|ở mức)(?: (?:hơn|gần|khoảng|trên|dưới))? $", re.I)
_CHANGE = re.compile(
    r"\b(?:tăng|giảm|tụt|sụt|vượt|hụt|kéo dài thêm)(?: (?:thêm|hơn|gần|khoảng|trên|dưới))? $", re.I
)
# A change that nothing but a word for one tells, and such words.
_RISE = re.compile(r"\b(?:tăng|giảm|tụt|sụt|kéo dài thêm)(?: (?:thêm|hơn|gần|khoảng|trên|dưới))? $", re.I)
_TURNED = Spotted(
    "tăng|giảm|tụt|sụt|hụt|thêm|kéo dài|bớt|hơn|kém|thấp|cao|vượt|mức|tốc độ|lên|xuống|rút|cắt|hạ|nâng|mất|đi|mở rộng|"
    "thu hẹp|thay đổi|biến động|chênh|lùi|tiết kiệm|cộng|dôi|thiếu|thừa|lại|rẻ|đắt|ưu đãi|bằng|gấp|hỗ trợ|miễn"
)
# What something came to, and what it came from.
_REACHED = re.compile(
    r"\b(?:còn|xuống|lên|đạt|tới)(?: (?:còn|đến|tới|mức|hơn|gần|khoảng|trên|dưới))* $", re.I
)
# A share of a whole, and what a rise or fall came to.
_SHARE = re.compile(r"\b(?:bằng|chiếm)(?: (?:hơn|gần|khoảng|trên|dưới))? $", re.I)
_CAME_TO = re.compile(
    r"\b(?:tăng|giảm|tụt|sụt)(?: (?:còn|xuống|lên|đến|tới)(?: (?:còn|đến|tới|mức|hơn|gần|khoảng|trên|dưới))*) $",
    re.I,
)
# By how much something lies above or below something else.
_BEYOND = re.compile(
    r"\b(?:cao|thấp|nhiều|ít|lớn|nhỏ|kém|sớm|muộn) hơn(?: [^\W\d_]+){1,4} $|"
    r"(?:trên|dưới|vượt|hơn) (?:mức )?báo động (?:số )?(?:\d|I{1,3}) (?:là )?(?:khoảng )?$",
    re.I,
)
# What leads to a figure, and what joins its change to it.
_LED = re.compile(r": ?$")
_TO_IT = re.compile(r" ?[,(] ?(?:tăng|giảm|tụt|sụt)(?: (?:thêm|hơn|gần|khoảng|trên|dưới))? ", re.I)
_BESIDE = Spotted("trên|dưới|báo động")
# A change by what stands right behind it, and its way.
_WAY = re.compile(r"\b(?:(?P<up>tăng)|giảm|sụt|tụt)(?: (?:thêm|hơn|gần|khoảng|trên|dưới))? $", re.I)
_FROM = re.compile(r"\btừ(?: (?:mức|hơn|gần|khoảng|trên|dưới))* $", re.I)
_EARLIER = re.compile(
    r"(?<!\w)(?:đầu năm|đầu kỳ|ban đầu|trước (?:đó|đây|kia)|năm trước|lúc đầu|vốn)(?!\w)", re.I
)
_BEFORE = re.compile(r"^(?:trước (?:đó|đây|kia)|ban đầu|lúc đầu|vốn)(?!\w)", re.I)
# How many words may stand between "tăng" and the figure by which.
_BY = 4


def turn_of(parsed: Parsed, number: Number) -> str:
    """Which way something went by a figure, "up" or "down", said before it in its cell; "" where it is no change."""
    first = max(
        [
            parsed.cell(number.start)[0],
            *(one.end for one in untimed(list(parsed.numbers)) if one.end <= number.start),
        ]
    )
    found = [
        cue
        for cue in cues(parsed)
        if cue.axis == "direction"
        and first <= cue.start < number.start
        and len(parsed.within(cue.end, number.start)) < _BY
    ]
    return found[-1].value if found else ""


def told_as_reached(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of what something fell or rose from told as what it came to: "còn 7,8%" of "từ 7,8% xuống 5,3%"."""
    if pair.foreign:
        return None
    if _BEFORE.search(pair.sentence.text) and claimed.kind == "plain":
        return _as_before(pair, claimed, bearing)
    if not _REACHED.search(right_before(pair.sentence, claimed)):
        return None
    if _EARLIER.search(pair.sentence.text) or not all(
        _FROM.search(right_before(pair.quote, one)) for one in bearing
    ):
        return None
    last = pair.quote.clause(bearing[0].start)[1]
    reached = [
        one for one in pair.quote.numbers if bearing[0].end <= one.start < last and comparable(one, claimed)
    ]
    return fault("number", claimed.text, reached[0].text) if reached else None


def _as_before(pair: Pair, claimed: Number, bearing: list[Number]) -> Fault | None:
    """The fault of what something came to told as what it was before: "trước đó là 5,3%" of "từ 7,8% xuống 5,3%"."""
    before = [
        next((other for other in reversed(pair.quote.numbers) if other.end <= one.start), None)
        for one in bearing
    ]
    reached = all(
        other
        and comparable(other, one)
        and _FROM.search(right_before(pair.quote, other))
        and _REACHED.search(right_before(pair.quote, one))
        for one, other in zip(bearing, before, strict=True)
    )
    return fault("number", claimed.text, before[0].text) if reached and before[0] else None


def told_as_amount(pair: Pair, claimed: Number, bearing: list[Number], stated: list[Number]) -> Fault | None:
    """The fault of a rise or fall told as the amount itself, "đạt 5,3" of "đạt 61,8, tăng 5,3", or the other way round:
    "tăng 2.100 ha" of "lên 2.100 ha".
    """
    ours = right_before(pair.sentence, claimed)
    if ours.endswith("vượt ") and all(one.bound == ">" for one in bearing):
        return None  # "vượt 20.000 tỷ đồng" of "đạt trên 20.000 tỷ đồng"
    if pair.foreign:
        return None
    there = [right_before(pair.quote, one) for one in bearing]
    if _CHANGE.search(ours):
        wrong = all(
            _REACHED.search(before)
            or _SHARE.search(before)
            or _goes_the_other_way(ours, before)
            or _changed_behind(pair.quote, one, ours)
            for one, before in zip(bearing, there, strict=True)
        )
        return fault("number", claimed.text, with_bound(bearing[0], pair.quote)) if wrong else None
    changes = all(map(_CHANGE.search, there))
    if _CAME_TO.search(ours) and changes:
        return fault("number", claimed.text, with_bound(bearing[0], pair.quote))
    if not changes:
        beyond = all(map(_BEYOND.search, there)) and not (
            _TURNED.search(pair.sentence) or _BESIDE.search(pair.sentence)
        )
        return fault("number", claimed.text, with_bound(bearing[0], pair.quote)) if beyond else None
    if not _TURNED.search(pair.sentence) and all(map(_RISE.search, there)):
        return fault("number", claimed.text, with_bound(bearing[0], pair.quote))
    if not _AMOUNT.search(right_before(pair.sentence, claimed)):
        return None
    amounts = [
        one for one in stated if comparable(one, claimed) and _AMOUNT.search(right_before(pair.quote, one))
    ]
    return fault("number", claimed.text, amounts[0].text) if amounts else None


def _goes_the_other_way(ours: str, theirs: str) -> bool:
    """Whether a rise and a fall, or the other way round, stand right before the same figure of two texts."""
    one, other = _WAY.search(ours), _WAY.search(theirs)
    return bool(one and other) and bool(one and one["up"]) != bool(other and other["up"])


def _changed_behind(quote: Parsed, number: Number, ours: str) -> bool:
    """Whether a figure that nothing turns has its change, or another's of the same way and kind, behind it in its
    clause: "142 triệu USD, giảm 38%"; "nhập 42 xã thành 19 xã, giảm 23 xã".
    """
    first, last = quote.clause(number.start)
    if _LED.search(quote.text[max(0, number.start - 2) : number.start]):
        first = quote.sentence(number.start)[0]
    if any(first <= one.start() < number.start for one in _TURNED.finditer(quote)):
        return False
    behind = [one for one in quote.numbers if number.end <= one.start < last]
    if behind and _TO_IT.fullmatch(quote.text, number.end, behind[0].start):
        return True
    way = _WAY.search(ours)
    return way is not None and any(
        comparable(one, number)
        and (found := _WAY.search(right_before(quote, one))) is not None
        and bool(found["up"]) == bool(way["up"])
        for one in behind
    )
