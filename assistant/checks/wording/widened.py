"""Faults of what is told of all where the quote tells it of some, or of a smaller place. Pure.

"Nhiều đơn vị khai thác trái phép" bears no "tất cả các đơn vị", nor "huyện Phú Sa chi trả 3 tỷ đồng" "toàn tỉnh".
"""

import re
from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import named_in
from assistant.checks.wording.words import alike_from_start
from assistant.stated.parsed import Parsed, standing
from assistant.stated.spotted import Spotted
from index import places

_ALL = Spotted("tất cả|toàn bộ|mọi|hầu hết|phần lớn|đa số")
_BETWEEN = frozenset(("các", "những", "số", "mọi"))
# What says right before a thing that it is only some of them.
_SOME = re.compile(
    r"(?<!\w)(?:nhiều|một số|một vài|số ít|vài|không ít|một phần|một bộ phận|có những|\d+ trong số)"
    r"(?: (?:các|những))? $",
    re.IGNORECASE,
)
_MOST_OF = re.compile(
    r"(?<!\w)(?:hầu hết|phần lớn|đa số|gần hết|phần nhiều)(?: (?:các|những|số))? $", re.IGNORECASE
)
# What narrows a thing right behind it.
_NARROWS = frozenset(("không", "chưa"))
_EVERYWHERE = Spotted(
    "toàn|cả", r"(?<!\w)(?:toàn|cả) (?P<of>tỉnh|thành phố|huyện|quận|thị xã|nước|quốc)(?!\w)"
)
_IN_A_DISTRICT = frozenset(("xã", "phường", "thị trấn", "thôn", "bản", "ấp", "làng"))
_IN_A_PROVINCE = _IN_A_DISTRICT | {"huyện", "quận", "thị xã"}
# What says that something is of a district or commune.
_LOWER = re.compile(
    r"(?<!\w)(?:quận|huyện|xã|phường|thị xã|thị trấn|thôn|bản|ấp)(?= (?:[A-ZĐ]|này|\d)|,)|"
    r"(?<!\w)(?:trên )?địa bàn (?:quận|huyện|xã|phường|thị xã)(?!\w)",
)
_WIDER = re.compile(r"(?<!\w)(?:toàn|cả|các|tỉnh)(?!\w)", re.IGNORECASE)
# How many figures of a quote are looked at, so that no quote takes long.
_MOST = 40


def widened(pair: Pair) -> Iterator[Fault]:
    """What the sentence says of more than the quote does."""
    if pair.foreign:
        return
    yield from _all(pair)
    yield from _everywhere(pair)
    yield from _province(pair)


def _all(pair: Pair) -> Iterator[Fault]:
    """All, or most, of what the quote has some, or narrows."""
    if pair.bare or pair.quote.bare:
        return
    for match in _ALL.finditer(pair.sentence):
        following = pair.sentence.after(match.end(), 8)
        while following and following[0].exact in _BETWEEN:
            following = following[1:]
        if len(following) < 2:
            continue
        run = tuple(word.exact for word in following)
        every = match.group().lower() in ("tất cả", "toàn bộ", "mọi")
        there = standing(pair.quote.spelt, run[:2])[:_MOST]
        if there and all(_narrower(pair.quote, at, run, every) for at in there):
            first = pair.quote.words[there[0]]
            yield fault(
                "unsupported",
                f"{match.group()} {following[0].raw} {following[1].raw}",
                pair.quote.text[pair.quote.before(first.start, 2)[0].start : first.end] if there[0] else None,
            )
            return


def _narrower(quote: Parsed, at: int, run: tuple[str, ...], every: bool) -> bool:
    """Whether a quote has a thing at one of its words as only some of it, or only that of it which is not something."""
    before = quote.text[max(0, quote.words[at].start - 24) : quote.words[at].start]
    if _SOME.search(before) or (every and _MOST_OF.search(before)):
        return True
    said = quote.spelt[at : at + len(run) + 1]
    same = alike_from_start(said, run)
    return every and same > 2 and said[same : same + 1] != () and said[same] in _NARROWS


def _everywhere(pair: Pair) -> Iterator[Fault]:
    """Figures of a whole province, or district, that the quote gives to a place in it."""
    for match in _EVERYWHERE.finditer(pair.sentence):
        last = pair.sentence.clause(match.start())[1]
        lower = _IN_A_DISTRICT if match["of"].lower() in ("huyện", "quận", "thị xã") else _IN_A_PROVINCE
        for number in pair.sentence.numbers:
            if not match.end() <= number.start < last or number.kind != "plain":
                continue
            found = bearing(pair, number)[:_MOST]
            names = [_smaller(pair.quote, one.start, lower) for one in found]
            if names and all(names):
                yield fault("place", f"{match.group()} … {number.text}", names[0])
                return


def _province(pair: Pair) -> Iterator[Fault]:
    """Figures of a province that the quote gives to a district or commune, which the sentence does not name."""
    provinces = places.find(pair.sentence.text)
    if not provinces or _LOWER.search(pair.sentence.text):
        return
    for number in pair.sentence.numbers:
        first = pair.sentence.clause(number.start)[0]
        whose = [one for one in provinces if first <= one.start < number.start]
        if not whose or number.kind != "plain":
            continue
        found = bearing(pair, number)[:_MOST]
        smaller = [_lower_before(pair.quote, one.start, whose[0].name) for one in found]
        if smaller and all(smaller):
            yield fault("place", f"{whose[0].name} … {number.text}", smaller[0])
            return


def _lower_before(quote: Parsed, at: int, province: str) -> str:
    """What says before a figure, in its clause, that it is of a district or commune; "" where the province does."""
    first = quote.clause(at)[0]
    said = list(_LOWER.finditer(quote.text, first, at))
    if not said or _WIDER.search(quote.text, first, at):
        return ""
    named = any(first <= one.start < at and one.name == province for one in places.find(quote.text))
    return "" if named else said[-1].group()


def _smaller(quote: Parsed, at: int, lower: frozenset[str]) -> str:
    """The place of a lower level that a figure's clause names before it, and nothing wider; "" for none."""
    first = quote.clause(at)[0]
    named = [one for one in named_in(quote, False) if first <= one.start < at and one.level in lower]
    return f"{named[-1].level} {named[-1].text}" if named and not _WIDER.search(quote.text[first:at]) else ""
