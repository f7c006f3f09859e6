"""Faults of a condition: what the quote says will be if something else is, told without that or with another. Pure.

"Nếu thời tiết thuận lợi, cống sẽ vận hành" bears no "cống sẽ vận hành".
"""

import re
from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.checks.wording.words import tells
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted

_IF = Spotted(
    "nếu|với điều kiện|trong trường hợp|trường hợp|giả sử",
    r"(?<!\w)(?:nếu(?! (?:như )?(?:so|tính|kể|không kể|xét|trừ|chỉ|cộng|nhìn|trước đây))|với điều kiện|giả sử|"
    r"(?<!các )(?<!nhiều )(?<!những )(?<!mọi )(?<!một )(?:trong )?trường hợp)(?!\w)[^,;.:]*,",
)
# What says that something else comes first, or that it is not sure.
_SOMETIME = Spotted(
    "nếu|khi|trường hợp|với điều kiện|giả sử|miễn là|chừng nào|một khi|trong điều kiện|sau khi|thì|dự kiến|có thể|"
    "có khả năng|kỳ vọng|if|when|once|provided|should|in case|unless"
)
_TO_COME = re.compile(r"(?<!\w)(?:sẽ|dự kiến|có thể)(?!\w)", re.I)
_OPENS_WITH = Spotted("nếu", r"(?<!\w)nếu(?!\w)[^,;.:]*")


def conditioned(pair: Pair) -> Iterator[Fault]:
    """What the quote has happen on a condition that the sentence leaves out, or has another for."""
    found = [one for one in _IF.finditer(pair.quote) if _is_told(pair, one)]
    if not found:
        return
    theirs = [_said(pair.quote, one) for one in found]
    if not _SOMETIME.search(pair.sentence):
        spelt = set(pair.sentence.spelt)
        if all(len(each & spelt) * 2 < len(each) for each in theirs):
            yield fault("modality", pair.sentence.text, found[0].group().rstrip(","))
    elif ours := _OPENS_WITH.search(pair.sentence):
        said = _said(pair.sentence, ours)
        there = set(pair.quote.spelt)
        if said and said.isdisjoint(frozenset().union(*theirs)) and not said <= there:
            yield fault("modality", ours.group(), found[0].group().rstrip(","))


def known(quote: Parsed) -> None:
    """Find the conditions of a quote."""
    _IF.search(quote)


def _said(parsed: Parsed, match: re.Match[str]) -> frozenset[str]:
    """The words of a condition that name a thing or deed."""
    return frozenset(word.exact for word in parsed.within(match.start(), match.end()) if tells(word))


def _is_told(pair: Pair, condition: re.Match[str]) -> bool:
    """Whether what is still to come on a condition of the quote is what the sentence tells, by most of its words, of
    which the rest of the quote has no more.
    """
    quote = pair.quote
    last = quote.clause(condition.end() - 1)[1]
    if not _TO_COME.search(quote.text, condition.end(), last):
        return False
    behind = {word.exact for word in quote.within(condition.end(), last)}
    elsewhere = {word.exact for word in quote.words if not condition.start() <= word.start < last}
    said = [word.exact for word in pair.sentence.words if tells(word)]
    told = sum(word in behind for word in said)
    return told * 2 > len(said) and told >= sum(word in elsewhere for word in said)
