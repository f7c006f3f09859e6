"""Faults of when: what the quote says of one time told of another that it names elsewhere. Pure.

"Tháng 8 đạt 24,6 nghìn tấn; tính chung 8 tháng 187 nghìn tấn" bears no "tháng 8 đạt 187 nghìn tấn".
"""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.pair import Pair, fault
from assistant.checks.times.periods import COMPARED
from assistant.checks.wording.words import light, says
from assistant.stated.kept import remembered
from assistant.stated.moments import Moment, bears
from assistant.stated.numbers import Number
from assistant.stated.parsed import Parsed
from assistant.stated.plain import listed

# A month, the months up to one, the time of speaking, a year still to come.
_WHEN = re.compile(
    r"(?<!\w)(?:(?P<months>(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười một) tháng"
    r"(?! (?:trước|sau|tới|tuổi|nữa))|(?:từ|kể từ|tính từ) đầu năm(?! (?:học|19|20))|lũy kế)|"
    r"(?<!đến )(?<!hết )(?<!tới )(?<!từ )(?P<month>tháng \d{1,2}(?! tháng)|trong tháng(?! [1-9])|tháng này)|"
    r"(?P<now>hiện (?:nay|tại)|hiện|đến nay|tới nay)(?! (?:đại|trạng|thực|trường|vật|tượng|diện))|"
    r"(?P<past>(?:cùng kỳ )?năm ngoái|(?<!các )(?<!những )(?:cùng kỳ )?(?<!kỳ )năm trước|"
    r"cùng kỳ năm trước|hồi đầu năm)|"
    r"(?P<by>(?:đến|tới|vào) (?:hết |cuối )?năm (?P<year>20\d\d)))(?!\w)",
    re.I,
)
_APART = frozenset({frozenset(two) for two in (("month", "months"), ("now", "by"), ("now", "past"))})
# How far behind a figure its day stands, and what leads to it.
_NEAR = 24
_ON_DAY = re.compile(r"[^\d,.;()]*(?:\((?:vào )?(?:ngày |hôm )?|vào (?:ngày )?)", re.I)
_OF_A_DAY = listed("sáng trưa chiều tối đêm rạng")
# How many more words of another time's portion than of its own make what is told another time's.
_MARGIN = 3
# How many mentions of a quote are looked at, so that no quote takes long.
_MOST = 60


def mistimed(pair: Pair) -> Iterator[Fault]:
    """Figures and deeds of another time than the sentence says."""
    yield from _years(pair)
    yield from _dated(pair)
    if not pair.foreign:
        yield from _figures(pair)
        yield from _deeds(pair)


def _figures(pair: Pair) -> Iterator[Fault]:
    """Figures of a month told of all the months, or of now told of a year to come, and the other way round."""
    if not _timed(pair.sentence) or not _timed(pair.quote):
        return
    for number in pair.sentence.numbers:
        ours = _when(pair.sentence, number)
        if ours is None or number.kind != "plain" or number.unit in ("tháng", "năm"):
            continue
        theirs = [_when(pair.quote, one) for one in bearing(pair, number)[:_MOST]]
        if theirs and all(one and _conflict(pair, ours, one) for one in theirs):
            yield fault("date", f"{ours.group()} … {number.text}", theirs[0].group() if theirs[0] else None)
            return


@remembered
def _timed(parsed: Parsed) -> bool:
    """Whether a text says such a time at all."""
    return bool(_WHEN.search(parsed.text))


def told_apart(pair: Pair, claimed: Number, own: Sequence[Number], rival: Number) -> bool:
    """Whether the quote has a rival of a figure at a time of another kind than the sentence's: "năm ngoái 28 triệu,
    hiện nay 32,5 triệu" for "hiện nay 32,5 triệu".
    """
    if not _timed(pair.sentence) or (ours := _when(pair.sentence, claimed)) is None:
        return False
    there, kind = _when(pair.quote, rival), _kind(ours)
    said = (_when(pair.quote, one) for one in own[:_MOST]) if there and _kind(there) != kind else ()
    return any(one and _kind(one) == kind for one in said)


def _conflict(pair: Pair, ours: re.Match[str], theirs: re.Match[str]) -> bool:
    """Whether two times are of kinds that are told apart, a year to come from now."""
    kinds = [_kind(one) for one in (ours, theirs)]
    years = [int(one["year"]) for one in (ours, theirs) if one["year"]]
    published = pair.quote.published
    return frozenset(kinds) in _APART and not (years and published and years[0] <= int(published[:4]))


def _kind(when: re.Match[str]) -> str:
    """What kind of time it is."""
    return next(kind for kind in ("months", "month", "now", "past", "by") if when[kind])


def _when(parsed: Parsed, number: Number) -> re.Match[str] | None:
    """The time said last before a figure in its clause."""
    first = parsed.clause(number.start)[0]
    found = [
        one
        for one in _WHEN.finditer(parsed.text, first, number.start)
        if not COMPARED.search(parsed.text[max(0, one.start() - 30) : one.start()])
    ]
    return found[-1] if found else None


def _years(pair: Pair) -> Iterator[Fault]:
    """Figures of a day's year told of that day, which the quote gives another year for."""
    claimed = [one for one in pair.sentence.moments if one.day]
    if len(claimed) != 1 or len(pair.sentence.moments) > 1:
        return
    stated = [one for one in pair.quote.moments if bears(one, claimed[0]) and one.year]
    for number in pair.sentence.numbers if stated else ():
        theirs = [_own_year(pair.quote, one) for one in bearing(pair, number)[:_MOST]]
        if theirs and all(one and all(one.year != day.year for day in stated) for one in theirs):
            yield fault("date", claimed[0].text, theirs[0].text if theirs[0] else None)
            return


def _dated(pair: Pair) -> Iterator[Fault]:
    """Figures of one day that the quote has beside another day: "41 độ (ngày 7/5)" told of "ngày 2/6"."""
    claimed = [one for one in pair.sentence.moments if one.day]
    if len(claimed) != 1:
        return
    for number in pair.sentence.numbers:
        if number.kind != "plain" or number.unit in ("tháng", "năm", "ngày"):
            continue
        theirs = [_beside(pair.quote, one) for one in bearing(pair, number)[:_MOST]]
        if theirs and all(one and not bears(one, claimed[0]) for one in theirs):
            yield fault("date", claimed[0].text, theirs[0].text if theirs[0] else None)
            return


def _beside(parsed: Parsed, number: Number) -> Moment | None:
    """The day in brackets, or behind "vào", right behind a figure; None where there is none."""
    found = next((one for one in parsed.dated(number.end, number.end + _NEAR) if one.day), None)
    return found if found and _ON_DAY.fullmatch(parsed.text, number.end, found.start) else None


def _own_year(parsed: Parsed, number: Number) -> Moment | None:
    """The year alone that opens the clause of a figure, and no other moment in it; None where there is none."""
    first, last = parsed.clause(number.start)
    found = parsed.dated(first, last)
    if (
        len(found) != 1
        or found[0].start > number.start
        or found[0].month
        or found[0].until
        or not found[0].year
    ):
        return None
    compared = COMPARED.search(parsed.text[max(0, found[0].start - 30) : found[0].start])
    return None if compared else found[0]


def _deeds(pair: Pair) -> Iterator[Fault]:
    """What is told of a day or month that the quote tells of another."""
    claimed = [one for one in pair.sentence.moments if one.month]
    if len(claimed) != 1 or len(pair.sentence.moments) > 1:
        return
    stated = [one for one in pair.quote.moments if one.month and bool(one.day) == bool(claimed[0].day)][
        :_MOST
    ]
    own = [one for one in stated if bears(one, claimed[0])]
    others = [one for one in stated if not bears(one, claimed[0])]
    if not own or not others:
        return
    telling = (word for word in pair.sentence.words if says(word, pair.bare) and not light(word, pair.bare))
    said = {word.exact for word in telling} - _OF_A_DAY
    here = frozenset[str]().union(*(_portion(pair.quote, one, stated) for one in own)) & said
    for one in others:
        there = _portion(pair.quote, one, stated) & said
        if len(there - here) >= _MARGIN and not here - there:
            yield fault("date", claimed[0].text, one.text)
            return


def _portion(parsed: Parsed, moment: Moment, stated: Sequence[Moment]) -> frozenset[str]:
    """The canonical words of a moment's sentence, without those of the clauses, or else cells, of other moments."""
    first, last = parsed.sentence(moment.start)
    before = [one for one in stated if first <= one.start < moment.start]
    after = [one for one in stated if moment.start < one.start < last]
    if before:
        first = parsed.cell(moment.start)[0]
    if after:
        last = max(moment.end, parsed.cell(after[0].start)[0])
    return frozenset(word.exact for word in parsed.within(first, last))
