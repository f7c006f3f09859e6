"""Faults of a figure of a kind that its quote counts apart: the whole told of a part, or of another than it stands by.
Pure.

"180 ha nhãn, trong đó 75% là nhãn muộn" bears no "180 ha nhãn muộn", nor "mỏ Tân Lộc (8 công ty)" "tỉnh có 8".
"""

import re
from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.alike import bearing
from assistant.checks.pair import Pair, fault
from assistant.checks.ranked import Named, named
from assistant.checks.wording import tells
from assistant.stated.numbers import Number
from assistant.stated.parsed import Parsed, standing
from index.vietnamese import canonical

_TIMES = frozenset(("năm", "tháng", "tuần", "ngày", "giờ", "phút", "tuổi"))
# What may stand between a thing counted and what kind of it is.
_LINKS = frozenset(("đang", "đã", "còn", "là", "thuộc", "được"))
# What joins a count and what all of them come to.
_WITH = re.compile(r"(?<!\w)(?:với|có|trị giá|kinh phí|tổng)(?!\w)", re.IGNORECASE)
_TURNS = frozenset(map(canonical, ("nhưng", "song", "mà", "tuy", "và")))
# How many words behind a figure are compared.
_FAR = 6
# How many figures of a quote are looked at, so that no quote takes long.
_MOST = 40


def narrowed(pair: Pair) -> Iterator[Fault]:
    """Figures of a kind of which the quote has another figure, and of another than the one whose bracket they fill."""
    if pair.foreign or pair.bare:
        return
    for number in pair.sentence.numbers:
        if number.kind != "plain" or number.unit in _TIMES:
            continue
        found = bearing(pair, number)[:_MOST]
        kinds = [_kind(pair, number, one) for one in found]
        if kinds and all(kinds):
            yield fault("number", f"{number.text} … {kinds[0]}", found[0].text)
            return
        if rival := _of_others(pair, number, found):
            yield fault("number", number.text, rival.text)
            return
        owners = [_owner(pair.quote, one) for one in found]
        if owners and all(one and _other(pair, number, one) for one in owners) and (owner := owners[0]):
            yield fault("number", number.text, pair.quote.text[owner.start : owner.end])
            return


def _of_others(pair: Pair, claimed: Number, found: list[Number]) -> Number | None:
    """The count beside which the quote has a figure that the sentence puts "với" another count of the same: "4 dự án
    với tổng vốn 1.400 tỷ đồng" of "6 dự án với tổng vốn 1.400 tỷ đồng".
    """
    before = [one for one in pair.sentence.numbers if one.end <= claimed.start]
    if not before or not found or not _WITH.search(pair.sentence.text, before[-1].end, claimed.start):
        return None
    count = before[-1]
    if count.measures or not count.noun:
        return None
    rivals: list[Number] = []
    for one in found:
        near = [each for each in pair.quote.numbers if each.end <= one.start]
        if not near or not _WITH.search(pair.quote.text, near[-1].end, one.start):
            return None
        rivals.append(near[-1])
    other = [
        one
        for one in rivals
        if (one.unit, one.noun[:1]) == (count.unit, count.noun[:1]) and one.low != count.low
    ]
    return other[0] if len(other) == len(rivals) else None


def _kind(pair: Pair, claimed: Number, stated: Number) -> str:
    """The word behind what a figure counts that the quote's sentence has only behind another figure; "" for none."""
    after = [one.start for one in pair.sentence.numbers if one.start > claimed.start]
    last = min([pair.sentence.cell(claimed.start)[1], *after])
    ours = [word for word in pair.sentence.after(claimed.start, _FAR) if word.start < last]
    theirs = [word.exact for word in pair.quote.after(stated.start, _FAR)]
    same = next((at for at, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a.exact != b), len(ours))
    rest = [word for word in ours[same:] if word.exact not in _LINKS]
    rest = rest if rest and rest[0].exact not in _TURNS else []
    if not same or not rest or not tells(ours[same - 1]) or not tells(rest[0]):
        return ""
    first, end = pair.quote.sentence(stated.start)
    spots = [pair.quote.words[at].start for at in standing(pair.quote.spelt, (rest[0].exact,))]
    spots = [at for at in spots if first <= at < end]
    return rest[0].raw if spots and all(_of_another(pair.quote, stated, at) for at in spots) else ""


def _of_another(quote: Parsed, stated: Number, at: int) -> bool:
    """Whether the last figure before a place of a quote is another than a stated one, and stands behind it."""
    before = [one for one in quote.numbers if one.start <= at and one.kind == "plain"]
    return bool(before) and before[-1].start > stated.start and before[-1].unit not in _TIMES


def _owner(quote: Parsed, stated: Number) -> Named | None:
    """The name right before the bracket that a figure stands in near its beginning; None for a figure in none."""
    first = quote.cell(stated.start)[0]
    if quote.text[first - 1 : first] != "(" or len(quote.within(first, stated.start)) > _FAR:
        return None
    return next((one for one in named(quote) if 0 <= first - 1 - one.end <= 1), None)


def _other(pair: Pair, claimed: Number, owner: Named) -> bool:
    """Whether a sentence names somebody before a figure, and nowhere a word of its owner in the quote."""
    first = pair.sentence.clause(claimed.start)[0]
    return any(first <= one.start < claimed.start for one in named(pair.sentence)) and not set(
        owner.words
    ) & set(pair.sentence.spelt)
