"""Tail: what stands behind a number: its scale, its unit and the noun that it counts. Pure."""

import re
from typing import NamedTuple

from assistant.stated.plain import listed
from assistant.stated.units import SCALES, unit
from index.vietnamese import canonical, fold

_AFTER = re.compile(r"[ -]?(%|[^\W\d_]+(?:(?<=m)[23])?)")
_PLURAL_SCALE = re.compile(r"(?<=n)s$|(?<=d)s$")
_OF_DATES = ("ngày", "tháng", "năm", "quý")
_NOUN_STOPS = listed(
    """là và với so của trong năm đã được có cho tại ở theo từ đến lên xuống để do bởi thì mà khi
    còn hay hoặc tăng giảm đạt bằng vượt chiếm trên dưới gồm cả nước toàn này đó ước the of in
    and to from by with compared was were is are at on for than over các những trở tụt vào nhằm
    sẽ gấp đứng xếp ngoài qua sau trước cùng hơn mỗi khác"""
)
_NOUN_STOPS |= frozenset(map(canonical, _NOUN_STOPS))


class Tail(NamedTuple):
    """What stands after the digits: where it ends, the scale, the unit and the noun."""

    end: int
    scale: int
    unit: str
    noun: tuple[str, ...]


def tail_of(text: str, at: int, bare: bool) -> Tail:
    """Read scale, unit and up to three words of noun from `at`; any punctuation ends them."""
    words: list[str] = []
    ends = [at]
    while len(words) < 7 and (match := _AFTER.match(text, ends[-1])):
        if text[match.end() : match.end() + 2].strip(" ")[:1] == "\0" and match.group(1).lower() in _OF_DATES:
            break  # "Nghị quyết số 42 ngày …" counts no days
        words.append(canonical(match.group(1)))
        ends.append(match.end())
    scale = count = 0
    while count < min(3, len(words)) and (factor := SCALES.get(_PLURAL_SCALE.sub("", words[count]))):
        scale = (scale or 1) * factor
        count += 1
    name, length = unit(words[count:], bare)
    noun: list[str] = []
    for word in words[count : count + 3]:
        if word in _NOUN_STOPS and not (length and len(noun) < length):
            break
        noun.append(fold(word))
    return Tail(ends[count + length], scale or 1, name, tuple(noun))
