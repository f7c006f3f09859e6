"""Faults of a time's side: before, after or about a time that the quote says is the very one, or the reverse. Pure.

"Sau ngày 20/12 bàn giao" is not borne by "ngày 20/12 bàn giao", nor "lúc 21h20" by "trước 21h20".
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

_SIDE = re.compile(
    r"(?<!\w)(?:(?P<before>trước)|(?P<after>sau)|(?P<near>gần)|(?P<about>(?<!trong )khoảng|chừng|tầm))"
    r"(?: (?:là|vào|lúc|ngày|tháng|năm|quý))*\s*$",
    re.IGNORECASE,
)
# How far before a time such a word stands.
_REACH = 24
# What of a quote says as much as "trước" or "sau" in other words.
_LIMITS = Spotted(
    r"trước|sau|từ|đến|tới|hết|qua|cuối|hạn|chậm nhất|muộn nhất|không quá|kết thúc|rồi|xong|tiếp|kế|bắt đầu"
)
# Of a day with another of these the check of dates tells.
_AMID = ("near", "about")


def beside(pair: Pair) -> Iterator[Fault]:
    """Times before, after or near which the sentence has what the quote has at them, or the other way round."""
    if pair.foreign:
        return
    for day in pair.sentence.moments:
        if not any(bears(one, day) for one in pair.title.moments):
            stated = [one for one in pair.quote.moments if bears(one, day)]
            yield from _aside(pair, day, stated)
    for clock in pair.sentence.numbers:
        # hours and minutes in words may be how long it took: "sau 2 giờ 30 phút"
        if clock.clock and not clock.text.endswith("phút"):
            yield from _aside(pair, clock, bearing(pair, clock))


def _aside(pair: Pair, claimed: Moment | Number, stated: list[Moment] | list[Number]) -> Iterator[Fault]:
    """The fault of a time beside which the quote never says what the sentence does."""
    if not stated:
        return
    ours = _side(pair.sentence, claimed.start)
    theirs = [_side(pair.quote, one.start) for one in stated]
    if ours in theirs or ours == "about":
        return
    dropped = not ours and all(one in _AMID or isinstance(claimed, Number) for one in theirs)
    added = ours == "near" or (bool(ours) and not any(_limited(pair.quote, one.start) for one in stated))
    if dropped or added:
        yield fault("date", _shown(pair.sentence, claimed), _shown(pair.quote, stated[0]))


def _side(parsed: Parsed, at: int) -> str:
    """On which side of a time of a text it is, by the word before: "before", "after", "near", "about" or ""."""
    found = _SIDE.search(parsed.text[max(0, at - _REACH) : at])
    return (found.lastgroup or "") if found else ""


def _limited(quote: Parsed, at: int) -> bool:
    """Whether the sentence of a quote's time says in other words that something begins or ends with it."""
    first, last = quote.sentence(at)
    return any(first <= one.start() < last for one in _LIMITS.finditer(quote))


def _shown(parsed: Parsed, time: Moment | Number) -> str:
    """A time with the word on whose side it is."""
    start = max(0, time.start - _REACH)
    found = _SIDE.search(parsed.text[start : time.start])
    return parsed.text[start + found.start() if found else time.start : time.end]
