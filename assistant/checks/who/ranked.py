"""Faults of who is first, or before another, where the quote has another first or draws no comparison. Pure.

"Sạt lở nặng nhất là xã Ba Vinh, xã Ba Tô 4 km" bears no "xã Ba Tô sạt lở nặng nhất".
"""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import Mention, mentions
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted
from index.vietnamese import canonical

_TOP = re.compile(
    r"(?<!\w)(?P<how>(?!thống |thứ |hợp |đồng |duy |ngày |ít )[^\W\d_]+) nhất(?!\w)(?! (?:trí|quán|thể|định|thời))",
    re.IGNORECASE,
)
# What leads from a superlative to whose it is.
_IS = re.compile(r" (?:là|gồm|thuộc về|phải kể đến|tại|ở)(?: (?:ở|tại|địa bàn))? ", re.IGNORECASE)
_THAN = Spotted(
    "hơn|kém",
    r"(?<!\w)(?:hơn|kém)(?: (?:so với|cả|của|ở|là|tỉnh|huyện|xã|thành phố|thị xã|phường|quận|thị trấn))*"
    r" (?P<than>(?-i:[A-ZĐÂÊÔƯÁÀẢÃẠÉÍÓÚÝ])[^\W\d_]*)",
)
# Classes that are told by a letter.
_LETTERED = Spotted(
    "khối|loại|hạng|nhóm|khu|lô|bảng|tòa|đội|tuyến|gói|phương án",
    r"(?<!\w)(?P<of>khối|loại|hạng|nhóm|khu|lô|bảng|tòa|đội|tuyến|gói|phương án) (?P<letter>[^\W\d_])(?![\w.])",
)
_BOTH = 2
_HELD = re.compile(r"(?<!\w)(?:hơn|kém|thua|so với|vượt|gấp)(?!\w)", re.IGNORECASE)


def misranked(pair: Pair) -> Iterator[Fault]:
    """Who is told first, or before another, and is not so in the quote."""
    if pair.foreign:
        return
    yield from _topped(pair)
    for match in _LETTERED.finditer(pair.sentence):
        there = [one for one in _LETTERED.finditer(pair.quote) if one["of"].lower() == match["of"].lower()]
        if match["letter"].isupper() and there and all(one["letter"] != match["letter"] for one in there):
            yield fault("unsupported", match.group(), there[0].group())
    # with a figure of each it is told how the two compare
    for match in _THAN.finditer(pair.sentence) if len(pair.sentence.numbers) < _BOTH else ():
        other = canonical(match["than"].lower())
        if not any(one == other for where in _compared(pair.quote) for one in where):
            yield fault("unsupported", match.group())


@remembered
def _compared(quote: Parsed) -> tuple[frozenset[str], ...]:
    """The canonical words behind what holds one against another in a text."""
    return tuple(
        frozenset(word.exact for word in quote.after(one.end(), 8)) for one in _HELD.finditer(quote.text)
    )


def _topped(pair: Pair) -> Iterator[Fault]:
    """A superlative whose holder in the quote is another."""
    for match in _TOP.finditer(pair.sentence.text) if "nhất" in pair.sentence.lower else ():
        first, last = pair.sentence.clause(match.start())
        ours = [one for one in mentions(pair.sentence) if first <= one.start < last]
        stated = [one for one in _TOP.finditer(pair.quote.text) if one["how"].lower() == match["how"].lower()]
        holders = [_holders(pair.quote, one) for one in stated]
        if not ours or not holders or not all(holders):
            continue
        said = {word for each in holders for one in each for word in one.words}
        if not any(said.issuperset(one.words) for one in ours) and all(
            _stands(pair.quote, one) for one in ours
        ):
            held = holders[0][0]
            yield fault("unsupported", match.group(), pair.quote.text[held.start : held.end])
            return


def _stands(quote: Parsed, name: Mention) -> bool:
    """Whether a text names one, too."""
    return any(set(name.words) <= set(one.words) for one in mentions(quote))


def _holders(quote: Parsed, top: re.Match[str]) -> Sequence[Mention]:
    """Whose a superlative of a quote is: named right behind "là", else before it in its cell; () where nobody is."""
    last = quote.clause(top.start())[1]
    if leads := _IS.match(quote.text, top.end()):
        end = quote.cell(leads.end())[1]
        return [one for one in mentions(quote) if leads.end() <= one.start < min(end, last)]
    first, cell = quote.clause(top.start())[0], quote.cell(top.start())[0]
    if any(cell <= one.start < top.start() for one in mentions(quote)):
        last = top.start()
    return [one for one in mentions(quote) if first <= one.start < last]
