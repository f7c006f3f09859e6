"""Faults of a sentence that says of one what the quote says of another, word for word, or has two change places. Pure.

"Hộ nghèo được hỗ trợ thêm 20 triệu đồng" bears nothing of "hộ tái định cư", though another clause names these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.checks.who.mentions import named_in, people_in
from assistant.checks.wording.equivalents import expanded
from assistant.checks.wording.words import spellings, tells
from assistant.stated.names import Name
from assistant.stated.numerals import Value
from assistant.stated.parsed import Parsed, Word, places
from assistant.stated.plain import listed

# How many words of the quote a sentence must end in, and how many of its own may stand behind them.
_TAIL, _LOOSE = 4, 1
# How many words between two names are compared, and how many names, so that no quote takes long.
_BETWEEN, _MOST = 12, 40
# How many words an abbreviation may stand for.
_SPELT_OUT = 5
# From how many words on a row of them is looked at, how many around it, and how many of each side change places.
_RUN, _REACH, _SIDE = 3, 5, 2
# Words of which it is one whether they join A to B or B to A.
_EITHER_WAY = listed(
    """và với cùng hoặc hay giáp cách gặp nối ký kết hợp tác phối giữa là đến tới về sang qua của ở thuộc tại gồm như so
    bằng"""
)
_PASSIVE = frozenset(("được", "bị", "do", "bởi", "nhận", "là"))


@dataclass(frozen=True, slots=True)
class _Tail:
    """The words of the quote that a sentence ends in: how many words of the sentence stand before, where they begin."""

    before: int
    first: int


def exchanged(pair: Pair) -> Iterator[Fault]:
    """What the sentence says of another than the quote does, or has done by whom it is done to."""
    yield from _taken_over(pair)
    yield from _of_another(pair)
    yield from _turned_round(pair)
    yield from _sides_changed(pair)


def _taken_over(pair: Pair) -> Iterator[Fault]:
    """The end of a clause of the quote behind what another clause of it names."""
    ours, theirs = pair.sentence.words, pair.quote.words
    tails = list(_tails(pair))
    # where the sentence spells out what the quote has for short, the two go on alike before it, too
    if not tails or any(expanded(pair, word) for word in ours[: tails[0].before][-_SPELT_OUT:]):
        return
    found: tuple[str, str] | None = None
    for tail in tails:
        start = theirs[tail.first].start
        begin, end = pair.quote.clause(start)
        clause = {word.exact for word in pair.quote.within(begin, end)}
        named = [word for word in ours[: tail.before] if tells(word)]
        strange = [word for word in named if word.exact not in clause]
        if not strange or not all(word.exact in spellings(pair.quote) for word in strange):
            return
        own = [word for word in pair.quote.within(begin, start) if tells(word)]
        others = _beside(pair.quote, {word.exact for word in strange})
        said = {word.exact for word in ours} | others
        left = [word for word in own if word.exact not in said]
        # the sentence has what stands right before, or it is a bare word for what was named before: "đơn vị"
        if (
            not left
            or own[-1].exact in said
            or (len(left) == 1 and left[0] is own[0] and not left[0].capital)
        ):
            return
        found = pair.sentence.text[strange[0].start : strange[-1].end], pair.quote.text[left[0].start : start]
    if found:
        yield fault("unsupported", *found)


def _of_another(pair: Pair) -> Iterator[Fault]:
    """The end of a clause told of one whom the clause names before another that it is told of there: "A lấn chiếm đất"
    of "A tố cáo B lấn chiếm đất".
    """
    ours, theirs = pair.sentence.words, pair.quote.words
    tails = [tail for tail in _tails(pair) if tail.first]
    if not tails:
        return
    last = ours[tails[0].before - 1]
    name = next(
        (one for one in named_in(pair.sentence, pair.bare) if one.start <= last.start < one.end), None
    )
    stated = people_in(pair.quote, False) if name else []
    for tail in tails:
        at = theirs[tail.first - 1]
        other = next((one for one in stated if one.start <= at.start < one.end), None)
        if not name or not other or name.syllables[-1] == other.syllables[-1]:
            return
        before = [one for one in stated if one.syllables == name.syllables and one.end <= other.start]
        between = pair.quote.within(before[-1].end, other.start) if before else ()
        joined = all(word.exact in _EITHER_WAY or word.capital for word in between[:-1])
        if len(between) < _SIDE or joined or pair.quote.text[other.end : theirs[tail.first].start] != " ":
            return
    if name and other:
        yield fault("person", name.text, other.text)


def _beside(quote: Parsed, words: set[str]) -> set[str]:
    """The canonical words of the clauses in which some words stand."""
    spans = {quote.clause(word.start) for word in quote.words if word.exact in words}
    return {word.exact for span in spans for word in quote.within(*span)}


def _tails(pair: Pair) -> Iterator[_Tail]:
    """Where the quote has the words and figures that the sentence ends in, a word at its end apart."""
    words = pair.sentence.words
    for loose in range(_LOOSE + 1):
        ours = words[: len(words) - loose]
        found = list(_tails_of(pair, ours))
        if found:
            longest = min(tail.before for tail in found)
            yield from (tail for tail in found if 0 < tail.before == longest)
            return


def _tails_of(pair: Pair, ours: Sequence[Word]) -> Iterator[_Tail]:
    """Where the quote has the last of some words of the sentence, with their figures."""
    theirs, there = pair.quote.words, pair.quote.spelt
    said = pair.sentence.spelt[: len(ours)]
    for place in places(pair.quote, False).get(said[-1], ()) if said else ():
        length = 1
        while length < min(len(said), place + 1) and there[place - length] == said[-1 - length]:
            length += 1
        tail = ours[-length:]
        if (
            length >= _TAIL
            and sum(map(tells, tail)) > 1
            and _figures(pair.sentence, tail) == _figures(pair.quote, theirs[place - length + 1 : place + 1])
        ):
            yield _Tail(len(ours) - length, place - length + 1)


def _figures(parsed: Parsed, words: Sequence[Word]) -> list[Value]:
    """The figures among some words in a row."""
    return [one.low for one in parsed.numbers if words[0].start <= one.end and one.start < words[-1].end]


def _turned_round(pair: Pair) -> Iterator[Fault]:
    """Two names with the same words between, the other way round than in the quote."""
    ours = named_in(pair.sentence, pair.bare)
    if len(ours) < 2 or pair.bare:
        return
    stated = named_in(pair.quote, False)[:_MOST]
    for one, other in pairwise(ours):
        joint = _joint(pair.sentence, one, other)
        if not joint or set(joint) <= _EITHER_WAY:
            continue
        pairs = [
            (a, b) for a in stated for b in stated if a.end <= b.start and _joint(pair.quote, a, b) == joint
        ]
        straight = any(_same(a, one) and _same(b, other) for a, b in pairs)
        crossed = next(((a, b) for a, b in pairs if _same(a, other) and _same(b, one)), None)
        if crossed and not straight:
            yield fault(
                "person" if one.kind == "person" else "unsupported",
                pair.sentence.text[one.start : other.end],
                pair.quote.text[crossed[0].start : crossed[1].end],
            )
            return


def _joint(parsed: Parsed, one: Name, other: Name) -> tuple[str, ...]:
    """The canonical words between two names of a clause; none where there are too many, or a comma."""
    if other.start > parsed.clause(one.start)[1]:
        return ()
    words = parsed.within(one.end, other.start)
    return tuple(word.exact for word in words) if len(words) <= _BETWEEN else ()


def _same(one: Name, other: Name) -> bool:
    """Whether two names are one."""
    return one.syllables == other.syllables


def _sides_changed(pair: Pair) -> Iterator[Fault]:
    """What stands before some words of the quote told behind them, and what stands behind told before."""
    words = pair.sentence.words
    if len(words) < _RUN + 2 * _SIDE or _in_order(pair):
        return
    for ours, theirs in _runs(pair):
        middle = words[ours[0] : ours[1]]
        if sum(map(tells, middle)) < _SIDE or {word.exact for word in middle} <= _EITHER_WAY:
            continue
        before, behind = _near(pair.sentence, ours)
        left, right = _near(pair.quote, theirs)
        if (
            len(before & right) >= _SIDE
            and len(behind & left) >= _SIDE
            and not before & left
            and not behind & right
            and not _passive(pair.sentence, ours) ^ _passive(pair.quote, theirs)
        ):
            yield fault("unsupported", pair.sentence.text, " ".join(word.raw for word in middle))
            return


def _in_order(pair: Pair) -> bool:
    """Whether the words that the quote has once stand in the sentence in the order of the quote."""
    known = places(pair.quote, False)
    found = [known[word][0] for word in pair.sentence.spelt if len(known.get(word, ())) == 1]
    return all(one <= other for one, other in pairwise(found))


def _runs(pair: Pair) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where sentence and quote have the same words in a row, the longest from each word of the sentence on."""
    ours, theirs = pair.sentence.spelt, pair.quote.spelt
    known = places(pair.quote, False)
    end = 0
    for place, word in enumerate(ours):
        best = 0, 0
        for at in known.get(word, ())[:_MOST]:
            if place and at and ours[place - 1] == theirs[at - 1]:
                continue  # part of a row that began before
            length = 1
            while (one := ours[place + length : place + length + 1]) and one == theirs[
                at + length : at + length + 1
            ]:
                length += 1
            best = max(best, (length, at))
        length, at = best
        if length >= _RUN and place + length > end:
            end = place + length
            yield (place, end), (at, at + length)


def _near(parsed: Parsed, run: tuple[int, int]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that name something right before and right behind a run, in its clause."""
    first, last = parsed.words[run[0]].start, parsed.words[run[1] - 1].end
    begin, end = parsed.clause(first)
    before = [word for word in parsed.within(begin, first) if tells(word)][-_REACH:]
    behind = [word for word in parsed.within(last, end) if tells(word)][:_REACH]
    return frozenset(word.exact for word in before), frozenset(word.exact for word in behind)


def _passive(parsed: Parsed, run: tuple[int, int]) -> bool:
    """Whether a run, or the words right beside it, have somebody suffer or get something, or be somebody."""
    near = parsed.words[max(0, run[0] - 2) : run[1] + 1]
    return any(word.exact in _PASSIVE for word in near)
