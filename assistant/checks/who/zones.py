"""Zones: the clauses of a quote that are about one, and faults of what it has in clauses of others alone. Pure.

"Sở A tiếp đoàn; Hội B tặng 2 xe cứu thương" bears no "Sở A tặng 2 xe cứu thương".
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import Mention, covered, mentions
from assistant.checks.wording.words import paired, tells
from assistant.stated.kept import remembered
from assistant.stated.moments import bears
from assistant.stated.parsed import Parsed, begins, standing
from assistant.stated.plain import listed
from assistant.stated.spotted import Spotted
from assistant.stated.units import TIMES

# How many words may stand before whom a sentence or clause is about.
_OPENING = 8
# What leads to one whom a clause is not about.
_AROUND = listed("tại ở trong từ đến tới về với cho của do theo cùng sang qua trên gần giữa là bởi")
# How many pairs of words told of another tell that all is.
_SURE = 2
# What tells of several at once, and what of a quote does.
_SEVERAL = re.compile(r"(?:cả )?(?:hai|ba|bốn|[2-4]) (?P<noun>[^\W\d_]+)", re.I)
_SHARED = Spotted("mỗi|đều|cả|tổng|cùng|chung|hai|ba|bốn|lần lượt")
# How many clauses of a quote are looked at, so that no quote takes long.
_MOST = 40

Span = tuple[int, int]


def strayed(pair: Pair) -> Iterator[Fault]:
    """Whom a sentence is about, where the quote tells its figures, or what it says, in clauses of others alone."""
    if pair.foreign or pair.bare or pair.quote.bare or len(_clauses(pair.quote)) < _SURE:
        return
    if pair.sentence.clause(0)[1] < len(pair.sentence.text):
        return  # it is about more than one
    subject = _subject(pair.sentence) or _run(pair)
    if subject is None:
        yield from _of_several(pair)
        return
    zone = _zone(pair.quote, subject.words)
    if not zone:
        return
    if other := _figures_of(pair, zone) or _deeds_of(pair, zone):
        yield fault("person", pair.sentence.text[subject.start : subject.end], other)


@remembered
def _subject(parsed: Parsed) -> Mention | None:
    """Whom a sentence is about: the one whom it names first, near its beginning and not as where something is."""
    found = mentions(parsed)
    return found[0] if found and _leads(parsed, found[0], 0) else None


def _run(pair: Pair) -> Mention | None:
    """The words with which a sentence begins as far as the quote has them in a row, where they are a body's name."""
    words, spelt = pair.sentence.words[:_OPENING], pair.sentence.spelt
    length = 0
    while length < len(words) and standing(pair.quote.spelt, spelt[: length + 1]):
        length += 1
    # an abbreviation alone tells a body: "Ủy ban MTTQ tỉnh"
    capitals = [2 if word.raw[1:].isupper() else 1 for word in words[1:length] if word.raw[0].isupper()]
    named = sum(capitals) >= _SURE and "theo" not in spelt[:length]
    return Mention(words[0].start, words[length - 1].end, spelt[:length]) if named else None


def _of_several(pair: Pair) -> Iterator[Fault]:
    """What the quote tells of one of several, told of all of them: "hai huyện trồng 40 ha"."""
    several = _SEVERAL.match(pair.sentence.text)
    noun = pair.sentence.after(several.start("noun"), 1) if several else ()
    if (
        not several
        or not noun
        or len(begins(pair.quote, (noun[0].exact,))) < _SURE
        or _SHARED.search(pair.quote)
    ):
        return
    for number in pair.sentence.numbers:
        if number.start < several.end() or number.kind != "plain" or number.unit in TIMES:
            continue
        others = [_other(pair, one.start) for one in bearing(pair, number)]
        if others and all(others):
            yield fault("number", pair.sentence.text[: number.end], others[0])
            return


def _leads(parsed: Parsed, one: Mention, first: int) -> bool:
    """Whether one is named near the beginning of a stretch, and is no place where something else is."""
    before = parsed.within(first, one.start)
    return len(before) < _OPENING and not any(word.exact in _AROUND for word in before)


@remembered
def _clauses(quote: Parsed) -> tuple[tuple[Span, Mention | None], ...]:
    """A quote's clauses, each with the one whom it is about, where it names one."""
    # what a colon leads to is still of whom it is behind
    ends = [end for end in quote.clauses if quote.text[end - 1] != ":"]
    edges = [edge for edge in pairwise((0, *ends)) if quote.within(*edge)][:_MOST]
    named = mentions(quote)
    return tuple(
        (
            edge,
            next(
                (one for one in named if edge[0] <= one.start < edge[1] and _leads(quote, one, edge[0])), None
            ),
        )
        for edge in edges
    )


@remembered
def _zone(quote: Parsed, name: tuple[str, ...]) -> tuple[Span, ...]:
    """The clauses that name one, and those behind them that are about nobody else."""
    spots = begins(quote, name) or (begins(quote, name[-1:]) if name else [])
    found: list[Span] = []
    for edge, about in _clauses(quote):
        if any(edge[0] <= at < edge[1] for at in spots) or (
            found and found[-1][1] == edge[0] and about is None
        ):
            found.append(edge)
    return tuple(found)


def _other(pair: Pair, at: int) -> str:
    """The one whom the clause of a place of the quote is about, named before the place and not in the sentence; "" for
    none.
    """
    edge, about = next(
        ((edge, about) for edge, about in _clauses(pair.quote) if edge[0] <= at < edge[1]), ((0, 0), None)
    )
    if about is None or about.end > at or begins(pair.sentence, about.words[-1:]):
        return ""
    return pair.quote.text[edge[0] : about.end]


def _figures_of(pair: Pair, zone: Sequence[Span]) -> str:
    """The one of whom alone the quote tells a figure of the sentence; "" for none."""
    told = [
        [one.start for one in bearing(pair, number)]
        for number in pair.sentence.numbers
        if number.kind == "plain" and number.unit not in TIMES
    ]
    told += [[one.start for one in pair.quote.moments if bears(one, each)] for each in pair.sentence.moments]
    for found in told:
        others = [_other(pair, at) for at in found if not _lies(at, zone)]
        if found and len(others) == len(found) and all(others):
            return others[0]
    return ""


def _deeds_of(pair: Pair, zone: Sequence[Span]) -> str:
    """The one of whom alone the quote tells what the sentence says; "" for none."""
    if pair.sentence.numbers:
        return ""
    names = covered(pair.sentence, False)
    words = pair.sentence.words
    said = {
        (one.exact, other.exact)
        for one, other in pairwise(words)
        if one.start not in names and other.start not in names and (tells(one) or tells(other))
    }
    telling = {(one.exact, other.exact) for one, other in pairwise(words) if tells(one) and tells(other)}
    own = {each for edge in zone for each in paired(pair.quote.within(*edge))}
    left = said - own
    for edge, about in _clauses(pair.quote):
        if edge in zone or about is None or begins(pair.sentence, about.words[-1:]):
            continue
        behind = pair.quote.within(about.end, edge[1])
        there = left.intersection(paired(behind))
        every = not said & own and any(each in there for each in telling)
        if (len(there) >= _SURE or every) and len(there) > len(said & own):
            return pair.quote.text[edge[0] : about.end]
    return ""


def _lies(at: int, zone: Sequence[Span]) -> bool:
    """Whether a place lies in one of some stretches."""
    return any(first <= at < last for first, last in zone)
