"""Faults of what a quote says of all but one told of that one: "riêng huyện A …". Pure."""

from collections.abc import Iterator

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.figures.around import MOST
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import named_in
from assistant.stated.moments import bears
from assistant.stated.parsed import standing
from assistant.stated.spotted import Spotted

# What sets one apart from what was said of all.
_BUT = Spotted(r"riêng(?! (?:lẻ|biệt|tư|rẽ))")


def excepted(pair: Pair) -> Iterator[Fault]:
    """A figure or date said of all before one was set apart, told of that one, of which the quote has others."""
    if pair.foreign or _BUT.search(pair.sentence):
        return
    quote = pair.quote
    for match in _BUT.finditer(quote):
        first, last = match.start(), quote.clause(match.start())[1]
        if quote.text[:first].rstrip()[-1:] not in ",;.:(":
            continue  # "nhà riêng" sets nobody apart
        names = [
            at
            for one in named_in(pair.sentence, pair.bare)
            for at in standing(quote.spelt, pair.spelling(one.syllables))[:MOST]
        ]
        if not names or not all(first <= quote.words[at].start < last for at in names):
            continue
        told = [
            ("number", one.text, [each.start for each in bearing(pair, one)])
            for one in pair.sentence.numbers
            if one.kind == "plain"
        ]
        told += [
            ("date", one.text, [each.start for each in quote.moments if bears(each, one)])
            for one in pair.sentence.moments
        ]
        told = [one for one in told if one[2]]
        begins = quote.sentence(first)[0]
        if not told and (undone := _undone(pair, first, last)):
            yield fault("negation", pair.sentence.text, undone)
            return
        if told and all(begins <= at < first for _, _, places in told for at in places):
            yield fault(told[0][0], told[0][1], quote.text[first:last])
            return


def _undone(pair: Pair, first: int, last: int) -> str:
    """What the quote denies of the one set apart, where the sentence denies nothing; "" for nothing."""
    if any(one.axis == "negation" for one in pair.our_cues):
        return ""
    end = next((at for at in pair.quote.cells if at > first and pair.quote.text[at - 1] == ","), last)
    denied = any(one.axis == "negation" and first < one.start < end for one in pair.their_cues)
    return pair.quote.text[first:last] if denied else ""
