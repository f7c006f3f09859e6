"""Faults of what a figure or year is held against: another base, or a base told as the time itself. Pure.

"bằng 88,8% kế hoạch" bears no "bằng 88,8% so với cùng kỳ", and "tăng 4 bậc so với năm 2021" says nothing of 2021.
"""

import re
from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.pair import Pair, fault
from assistant.stated.moments import Moment, bears
from assistant.stated.numbers import Number
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted

# What a figure is held against, as it stands right after the figure: a plan, or an earlier time.
_BASE = re.compile(
    r"^\W{0,2}(?:(?:so với|so|của|theo|trên|tổng) )*(?:(?P<plan>kế hoạch|KH|dự toán|chỉ tiêu|nghị quyết|mục tiêu)|"
    r"(?P<earlier>cùng kỳ|(?:tháng|quý|tuần|năm|kỳ|vụ|đợt) (?:trước|ngoái)|đầu (?:năm|kỳ|nhiệm kỳ))|"
    r"(?P<year>năm (?:19|20)\d\d))(?!\w)",
    re.I,
)
# What stands right before something that is only held against.
_HELD = re.compile(
    r"(?<!\w)(?:so|hơn|kém|bằng|từ|cùng kỳ)(?: (?:với|cùng|kỳ|cuối|đầu|năm|tháng|quý|thời|"
    r"điểm|của|mức|trước|đó|là|cả|trọn))* ?$",
    re.I,
)
_AGAINST = re.compile(
    r"(?<!\w)(?:so|cùng kỳ)(?: (?:với|cùng|kỳ|cuối|đầu|năm|tháng|quý|thời|điểm|của|mức))* ?$", re.I
)
_SET = re.compile(rf"{_AGAINST.pattern}|(?<!\w)(?:cao|thấp|nhiều|ít|lớn|nhỏ)? ?(?:hơn|kém) ?$", re.I)
# Times named by where they lie from another.
_EARLIER = Spotted(
    r"(?:tháng|quý|tuần|năm|kỳ|vụ|nhiệm kỳ|phiên|đợt) (?:trước|ngoái)|đầu (?:năm|kỳ|nhiệm kỳ)|cùng kỳ",
    r"(?<!\w)(?P<said>(?:tháng|quý|tuần|năm|kỳ|vụ|nhiệm kỳ|phiên|đợt) (?:trước|ngoái)(?! đó| khi)|"
    r"đầu (?:năm|kỳ|nhiệm kỳ)|cùng kỳ)(?!\w)",
)
# Such a time that is no year, and a month set against.
_NEAR = re.compile(r"(?:tháng|quý|tuần|vụ) ", re.I)
_AGAINST_MONTH = re.compile(r"(?<!\w)so (?:với )?(?:cuối |đầu )?(?:tháng|quý|tuần) \d", re.I)
_PARTS = re.compile(r"(?:\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|những|các) tháng $", re.I)
# From a day on, and up to one.
_SINCE = re.compile(
    r"(?<!\w)(?:từ|kể từ|bắt đầu(?: từ)?)(?: (?:ngày|tháng|năm|đầu|hôm|\d\d?(?: giờ|h)))* ?$", re.I
)
_UNTIL = re.compile(
    r"(?<!\w)(?:đến|tới|hết|đến hết|trước|chậm nhất|muộn nhất)(?: (?:là|vào|hết|ngày|tháng|năm|cuối|hôm|"
    r"\d\d?(?: giờ|h)))* ?$",
    re.I,
)
_ENGLISH_BASE = re.compile(
    r"%?(?: (?:higher|lower|more|less|up|above|below|over|increase|rise|of|than|in|compared|with|to|from|the|its|their|"
    r"year's|annual|yearly))* (?:(?P<plan>plan|target|estimate)|"
    r"(?P<earlier>(?:previous|last|earlier|preceding|same) (?:years?|months?|quarters?|periods?)))(?![^\W_])",
    re.I,
)
# A plan surpassed by the figure behind it.
_SURPASSED = re.compile(
    r"(?<!\w)(?:vượt|hơn|so với) (?:kế hoạch|dự toán|chỉ tiêu|mục tiêu)(?: (?:năm|đề ra|giao))? $", re.I
)
_PLANNED = re.compile(r"(?<!\w)(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|KH)(?!\w)", re.I)
# A sum to which a figure is given, and what makes one that of which something is a share.
_IN_ALL = Spotted("tổng", r"(?<!\w)(?P<whole>tổng(?: [^\W\d_]+){1,3}?) (?:là|đạt|có|gồm) (?=\d)")
_OF_SHARE = re.compile(r"\d ?%(?: (?:của|trên|trong|so với))? $")
# What compares, and what tells in a quote of more or less, or of what is aimed at.
_COMPARES = Spotted("so với")
_COMPARED = Spotted(
    "so|hơn|kém|bằng|gấp|cùng|tăng|giảm|thêm|lên|xuống|vượt|đạt|chiếm|khác|như|kế hoạch|dự toán|chỉ tiêu|mục tiêu"
)
_CLOSE = 24
# How many mentions of a quote are looked at, so that no quote takes long.
_MOST = 60


def rebased(pair: Pair) -> Iterator[Fault]:
    """Everything that is held against something else than in the quote, or only held against there."""
    if pair.foreign:
        yield from _english(pair)
        return
    yield from _shares(pair)
    yield from _years(pair)
    yield from _earlier(pair)
    yield from _turned(pair)
    yield from _compared(pair)
    yield from _whole(pair)


def _compared(pair: Pair) -> Iterator[Fault]:
    """What the sentence compares with something, where neither quote nor title compares anything."""
    compared = _COMPARES.search(pair.sentence)
    if compared and not any(map(_COMPARED.search, (pair.quote, pair.title))):
        yield fault("unsupported", pair.sentence.text[compared.start() :])


def _whole(pair: Pair) -> Iterator[Fault]:
    """A whole of which the quote only tells a share, given a figure of something else: "tổng số hộ là 5.310"."""
    for match in _IN_ALL.finditer(pair.sentence):
        stated = list(re.finditer(rf"(?<!\w){re.escape(match['whole'].lower())}(?!\w)", pair.quote.lower))[
            :_MOST
        ]
        if stated and all(
            _OF_SHARE.search(pair.quote.text[max(0, one.start() - 16) : one.start()]) for one in stated
        ):
            yield fault(
                "number", match.group(), pair.quote.text[stated[0].start() - 8 : stated[0].end()].strip()
            )


def _shares(pair: Pair) -> Iterator[Fault]:
    """Figures of a plan told as of an earlier time, or the other way round."""
    for number in pair.sentence.numbers:
        ours = _base(pair.sentence, number)
        if not ours:
            if _over(pair, number):
                yield fault("number", pair.sentence.text[max(0, number.start - 16) : number.end])
            continue
        theirs = [_base(pair.quote, one) for one in bearing(pair, number)[:_MOST]]
        if theirs and all(one and _differ(ours, one) for one in theirs):
            kind = "date" if ours["year"] else "number"
            yield fault(kind, number.text + ours.group(), theirs[0].group() if theirs[0] else None)


def _english(pair: Pair) -> Iterator[Fault]:
    """Figures that an English sentence holds against an earlier time, the quote against a plan, or the other way."""
    for number in pair.sentence.numbers:
        ours = _ENGLISH_BASE.match(pair.sentence.text, number.end)
        if not ours or number.label:
            continue
        theirs = [_base(pair.quote, one) for one in bearing(pair, number)[:_MOST]]
        if theirs and all(one and ours.lastgroup != one.lastgroup != "year" for one in theirs):
            yield fault("number", number.text + ours.group(), theirs[0].group() if theirs[0] else None)


def _over(pair: Pair, number: Number) -> bool:
    """Whether a figure by which the sentence has a plan surpassed is nowhere beside one in the quote."""
    if number.unit != "%" or not _SURPASSED.search(pair.sentence.text[: number.start]):
        return False
    found = bearing(pair, number)[:_MOST]
    return bool(found) and not any(
        _PLANNED.search(pair.quote.text, pair.quote.cell(one.start)[0], one.end + _CLOSE) for one in found
    )


def _differ(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two bases are two: a plan and an earlier time, or two years."""
    if "year" in (one.lastgroup, other.lastgroup):
        return bool(one["year"] and other["year"]) and one["year"] != other["year"]
    return one.lastgroup != other.lastgroup


def _base(parsed: Parsed, number: Number) -> re.Match[str] | None:
    """What stands right after a figure as its base."""
    return _BASE.match(parsed.text[number.end : number.end + 40]) if not number.label else None


def _years(pair: Pair) -> Iterator[Fault]:
    """Years told as a figure's own that the quote only holds something against."""
    for claimed in pair.sentence.moments:
        if not claimed.year or claimed.until or _before(pair.sentence, claimed, _HELD):
            continue
        stated = [one for one in pair.quote.moments if bears(one, claimed)][:_MOST]
        if not stated or any(bears(one, claimed) for one in pair.title.moments):
            continue
        if all(_before(pair.quote, one, _AGAINST) for one in stated):
            yield fault("date", claimed.text, stated[0].text)


def _earlier(pair: Pair) -> Iterator[Fault]:
    """An earlier time told as a figure's own that the quote only holds something against."""
    for match in _EARLIER.finditer(pair.sentence):
        stated = list(_EARLIER.finditer(pair.quote))[:_MOST]
        alike = [one for one in stated if one["said"].lower() == match["said"].lower()]
        if stated and not alike and _NEAR.match(match["said"]) and not _against_a_day(pair.quote):
            yield fault("date", match.group(), stated[0].group())
        if alike and not _against(pair.sentence, match, _HELD) and all(
            _against(pair.quote, one, _SET) for one in alike
        ):  # fmt: skip
            yield fault("date", match.group(), alike[0].group())


def _against_a_day(quote: Parsed) -> bool:
    """Whether a quote holds something against a time by its name, which may be the month before: "so với tháng 7"."""
    return any(_before(quote, one, _AGAINST) for one in quote.moments[:_MOST]) or bool(
        _AGAINST_MONTH.search(quote.text)
    )


def _against(parsed: Parsed, match: re.Match[str], lead: re.Pattern[str]) -> bool:
    """Whether an earlier time is only held against: said so before it, or itself such a word."""
    before = parsed.text[max(0, match.start() - 30) : match.start()]
    if _PARTS.search(before):
        return False
    return match["said"].lower() == "cùng kỳ" or bool(lead.search(before))


def _turned(pair: Pair) -> Iterator[Fault]:
    """The day up to which something holds told as the one from which it does, and the other way round."""
    for claimed in pair.sentence.moments:
        ours = _edge(pair.sentence, claimed)
        if not ours:
            continue
        theirs = [_edge(pair.quote, one) for one in pair.quote.moments if bears(one, claimed)][:_MOST]
        if theirs and all(one and one != ours for one in theirs):
            yield fault(
                "date", claimed.text, next(one.text for one in pair.quote.moments if bears(one, claimed))
            )


def _edge(parsed: Parsed, moment: Moment) -> str:
    """Whether a day opens or ends what holds; "" where it is said of neither."""
    if not moment.day:
        return ""
    return "since" if _before(parsed, moment, _SINCE) else "until" if _before(parsed, moment, _UNTIL) else ""


def _before(parsed: Parsed, moment: Moment, lead: re.Pattern[str]) -> bool:
    """Whether these words stand right before a moment."""
    return bool(lead.search(parsed.text[max(0, moment.start - 30) : moment.start]))
