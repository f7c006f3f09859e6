"""Doers: who does in a quote what a figure is of, and faults of a figure told of another who is named there. Pure.

"Vận động 33 hộ hiến 5.600 m2" has nobody but the households give; "A nói giá đất chững lại; B nói giao dịch giảm 43%"
bears no "giá đất giảm 43%".
"""

import re
from collections.abc import Sequence

from assistant.answer import Fault
from assistant.checks.figures.around import MOST
from assistant.checks.pair import Pair, fault
from assistant.checks.wording.words import alike_from_start, spellings, tells
from assistant.stated.numbers import Number
from assistant.stated.parsed import Parsed, Word
from assistant.stated.units import TIMES_OR_AGE

_PEOPLE = "người"
# How many words tell of another than the sentence does.
_TELLING = 2
# What has somebody else do what stands behind it.
_MAKES = re.compile(
    r"(?<!\w)(?:vận động|yêu cầu|đề nghị|giao|hướng dẫn|hỗ trợ|giúp|kêu gọi|tạo điều kiện|cho phép|"
    r"chỉ đạo|động viên|huy động)(?!\w)",
    re.I,
)
# What opens what is told of whom or what stands before it.
_TOLD = frozenset(("bị", "được", "đã", "đang", "chưa", "không"))
# What of a quote goes on about those who were not counted.
_REST = re.compile(r"(?<!\w)(?:số )?còn lại(?!\w)", re.I)


def of_another_doer(pair: Pair, claimed: Number, bearing: Sequence[Number]) -> Fault | None:
    """The fault of a figure whose verb the quote has of another, or that is of what is told of another."""
    if pair.foreign or pair.bare or claimed.kind != "plain" or claimed.unit in TIMES_OR_AGE:
        return None
    found = bearing[:MOST]
    for told in (_by_verb, _predicated):
        if all(told(pair, claimed, one) for one in found):
            return fault("number", claimed.text, pair.quote.text[slice(*pair.quote.cell(found[0].start))])
    return None


def _by_verb(pair: Pair, claimed: Number, stated: Number) -> bool:
    """Whether the verb before a figure has another subject in the quote, or somebody else do it for the sentence's."""
    ours, theirs = pair.sentence.before(claimed.start, 1), pair.quote.before(stated.start, 1)
    if not ours or not theirs or ours[0].exact != theirs[0].exact:
        return False
    quote = pair.quote
    first, last = quote.clause(stated.start)
    subject = _naming(pair.sentence, pair.sentence.clause(claimed.start)[0], ours[0].start)
    if not subject or not all(word.exact in spellings(quote) for word in subject):
        return False
    said = pair.sentence.spelt
    makes = [one for one in _MAKES.finditer(quote.text, first, theirs[0].start)]
    if makes and subject[-1].end + 1 == ours[0].start and not _MAKES.search(pair.sentence.text):
        done_by = _naming(quote, makes[-1].end(), theirs[0].start)
        if done_by and not any(word.exact in said for word in done_by):
            return True
    there = {word.exact for word in quote.within(first, last)}
    own = _naming(quote, max(quote.cell(stated.start)[0], first), theirs[0].start)
    return (
        len(subject) >= _TELLING
        and not any(word.exact in there for word in subject)
        and len(own) >= _TELLING
        and not any(word.exact in said for word in own)
    )


def _predicated(pair: Pair, claimed: Number, stated: Number) -> bool:
    """Whether the sentence says behind a count what the quote says before it of another, of whom it says something else
    behind: "4 cửa hàng bị đình chỉ" of "công ty A bị đình chỉ, 4 cửa hàng bị phạt".
    """
    if claimed.measures and claimed.unit != _PEOPLE:
        return False
    quote = pair.quote
    last = min(
        [
            pair.sentence.cell(claimed.start)[1],
            *(one.start for one in pair.sentence.numbers if one.start > claimed.start),
        ]
    )
    first, end = quote.cell(stated.start)
    behind, after = quote.within(stated.end, end), pair.sentence.within(claimed.end, last)
    counted = alike_from_start([word.exact for word in after], [word.exact for word in behind])
    ours = [word for word in after[counted:] if tells(word) and not word.capital]
    marked = any(word.exact in _TOLD for word in after[counted:])
    if not ours or len(ours) + marked < _TELLING:
        return False
    told = next((word for word in behind if word.exact in _TOLD), None)
    said = {word.exact for word in ours}
    own = [word for word in behind if told and word.start > told.start and tells(word)]
    rest = _REST.search(quote.text, end, quote.clause(stated.start)[1])
    if own and rest and not any(word.exact in said for word in quote.within(0, end)):
        return said <= {word.exact for word in quote.within(rest.end(), quote.clause(stated.start)[1])}
    if not own or any(word.exact in said for word in quote.within(first, len(quote.text))):
        return False
    spots = [word for word in quote.within(0, first) if word.exact in said]
    return len({word.exact for word in spots}) == len(said) and any(
        word.capital for word in quote.within(quote.clause(spots[0].start)[0], spots[0].start)
    )


def _naming(parsed: Parsed, start: int, end: int) -> list[Word]:
    """The words between two places that name a thing or deed."""
    return [word for word in parsed.within(start, end) if tells(word)]
