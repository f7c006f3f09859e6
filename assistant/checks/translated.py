"""Faults of an English sentence by what its Vietnamese quote says where: a figure or date of something else. Pure.

Word for word the two cannot be compared; but what the glossary finds of the sentence beside another figure of the
quote, and not beside the one that it has, tells that other one.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.alike import bearing
from assistant.checks.around import MOST
from assistant.checks.glossed import Term, terms
from assistant.checks.pair import Pair, fault
from assistant.stated.kept import remembered
from assistant.stated.moments import Moment, bears
from assistant.stated.numbers import Number, comparable
from assistant.stated.parsed import Parsed
from index.glossary import STOP

_TIMES = frozenset(("năm", "tháng", "tuần", "ngày", "giờ", "phút"))
# How many words may stand before whom a sentence is about, and how many of its words tell that it is of another.
_OPENING, _SURE = 6, 2
# What says in other words than "not" that something was not done.
_DENIES = re.compile(
    r"n't\b|\b(?:(?:lack|fail|refus|disagree|object|oppos|reject|remain|await|wait|ban|forbid|prohibit|stop|avoid|"
    r"prevent)\w*|den(?:y|ied|ies)|yet to|none|nobody|neither|nor|unable|absence|missing|still to|un\w{4,}|only|"
    r"behind|short of|pending|instead|free of|less|fewer|below|under|despite|before|until|if|unless|barely|hardly|"
    r"whether|(?:im|in|ir|dis)\w+(?:able|ible|cal))\b",
    re.IGNORECASE,
)
# How many words behind a negation the first thing that it denies stands, and the last.
_NEXT, _REACH = 3, 8

Mention = Number | Moment
Span = tuple[int, int]


def misheld(pair: Pair) -> Iterator[Fault]:
    """Figures and dates of an English sentence that the quote has beside what it says of another one."""
    if not pair.foreign or pair.sentence.language != "en" or "lần lượt" in pair.quote.lower:
        return
    said = terms(pair)
    for number in _figures(pair.sentence):
        own = bearing(pair, number)[:MOST]
        rivals = [one for one in _figures(pair.quote) if any(_alike(one, mine) for mine in own)]
        if rival := _rival(pair, said, number, own, rivals):
            yield fault("number", number.text, rival.text)
    for moment in _dates(pair.sentence):
        dated = [one for one in _dates(pair.quote) if bears(one, moment)]
        if rival := _rival(pair, said, moment, dated, _dates(pair.quote)):
            yield fault("date", moment.text, rival.text)


def _alike(one: Number, other: Number) -> bool:
    """Whether two figures of a quote could be taken for each other."""
    return one.kind == other.kind and comparable(one, other)


def misdone(pair: Pair) -> Iterator[Fault]:
    """Deeds of an English sentence that the quote tells of others alone, or says were not done."""
    if not pair.foreign or pair.sentence.language != "en":
        return
    said = terms(pair)
    yield from _of_others(pair, said)
    yield from _undone(pair, said)


def _of_others(pair: Pair, said: Sequence[Term]) -> Iterator[Fault]:
    """The one whom the sentence names first, where all else that it says stands in clauses of others."""
    begins = len(pair.sentence.words[:_OPENING])
    subject = next((one for one in said if one.name), None)
    if subject is None or len(pair.sentence.within(0, subject.start)) >= begins:
        return
    zone = [span for spot in subject.spots for span in _told(pair.quote, spot[0])]
    others = [one for one in said if one is not subject and not _adjoin(pair.sentence, subject, one)]
    if any(_lies(spot, zone) for one in others for spot in one.spots):
        return
    if sum(not one.exact for one in others) >= _SURE:
        where = pair.quote.clause(others[0].spots[0][0])
        yield fault(
            "unsupported", pair.sentence.text[subject.start : subject.end], pair.quote.text[slice(*where)]
        )


def _told(quote: Parsed, at: int) -> Iterator[Span]:
    """The clause of a place of the quote and those behind it that name nobody."""
    first, last = quote.clause(at)
    yield first, last
    while last < len(quote.text):
        first, last = quote.clause(last)
        if _names(quote, first, last):
            return
        yield first, last


def _adjoin(sentence: Parsed, one: Term, other: Term) -> bool:
    """Whether nothing but words that say what something is stands between two terms: "the Phuoc Hoa waste plant"."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    return end - start <= 1 or (
        sentence.text[start:end].replace(" ", "").isalpha()
        and not any(word.folded in STOP for word in sentence.within(start, end))
    )


def _undone(pair: Pair, said: Sequence[Term]) -> Iterator[Fault]:
    """What the quote says was not done, and the sentence says without a word that denies anything."""
    denied = [cue for cue in pair.their_cues if cue.axis == "negation"][:MOST]
    if (
        not denied
        or any(cue.axis == "negation" for cue in pair.our_cues)
        or _DENIES.search(pair.sentence.text)
    ):
        return
    quote = pair.quote
    for cue in denied:
        first = quote.clause(cue.start)[0]
        reach = quote.after(cue.end, _REACH)
        under = [(cue.end, min(quote.cell(cue.start)[1], reach[-1].end if reach else cue.end))]
        deeds = [one for one in said if not one.exact and all(_lies(spot, under) for spot in one.spots)]
        if not any(spot[0] < reach[:_NEXT][-1].end for one in deeds for spot in one.spots):
            continue
        whose = [
            one for one in said if one.name and all(_lies(spot, [(first, cue.start)]) for spot in one.spots)
        ]
        if len(deeds) >= _SURE or (deeds and whose):
            yield fault("negation", pair.sentence.text, quote.text[cue.start : under[0][1]])
            return


@remembered
def _figures(parsed: Parsed) -> tuple[Number, ...]:
    """The figures of a text that are of something."""
    return tuple(
        one for one in parsed.numbers if one.kind not in ("code", "label") and one.unit not in _TIMES
    )[:MOST]


@remembered
def _dates(parsed: Parsed) -> tuple[Moment, ...]:
    """The days and months of a text."""
    return tuple(one for one in parsed.moments if one.month and one.end > one.start)[:MOST]


def _rival(
    pair: Pair, said: Sequence[Term], claimed: Mention, own: Sequence[Mention], others: Sequence[Mention]
) -> Mention | None:
    """The mention beside which the quote says what the sentence says of a claimed one, and beside its own nothing of
    it that it does not say beside the other; None where there is none.
    """
    theirs = {one.start for one in own}
    rivals = [one for one in others if one.start not in theirs]
    if not own or not rivals:
        return None
    kind = type(claimed)
    ours = _reach(pair.sentence, claimed, kind)
    about = [one for one in said if not claimed.start <= one.start < claimed.end]
    cell = [pair.sentence.cell(claimed.start)]
    near = [one for one in about if _lies((one.start, one.end), cell if one.exact else ours)]
    reached = [span for one in own for span in _reach(pair.quote, one, kind)]
    held = [one for one in about if any(_lies(spot, reached) for spot in one.spots)]
    for rival in rivals:
        there = _reach(pair.quote, rival, kind)
        if any(not any(_lies(spot, there) for spot in one.spots) for one in held):
            continue
        only = [one for one in near if one not in held and any(_lies(spot, there) for spot in one.spots)]
        # another sentence has a like word by chance
        sure = any(one.name or one.exact for one in only) or len(only) > 1
        beside = any(pair.quote.sentence(one.start) == pair.quote.sentence(rival.start) for one in own)
        if only and (sure or beside) and not _joined(pair.quote, own, rival):
            return rival
    return None


def _joined(quote: Parsed, own: Sequence[Mention], rival: Mention) -> bool:
    """Whether no word parts a mention from one of its own: "5-0", "13-21-3"."""
    return any(not quote.within(min(one.end, rival.end), max(one.start, rival.start)) for one in own)


def _lies(spot: Span, spans: Sequence[Span]) -> bool:
    """Whether a place lies in one of some stretches."""
    return any(first <= spot[0] and spot[1] <= last for first, last in spans)


@remembered
def _reach(parsed: Parsed, one: Mention, kind: type[Mention]) -> tuple[Span, ...]:
    """What a mention is told by: the stretch that is its own, then what opens its clause, and those before it where
    its clause names nobody of its own.
    """
    mates = _figures(parsed) if kind is Number else _dates(parsed)
    first, last = parsed.clause(one.start)
    found = [_stretch(parsed, one, mates)]
    while True:
        found.append((first, min((mate.start for mate in mates if first <= mate.start < last), default=last)))
        if not first or any(_names(parsed, *span) for span in found[-2:]):
            return tuple(found)
        first, last = parsed.clause(first - 1)


def _names(parsed: Parsed, first: int, last: int) -> bool:
    """Whether a stretch names anybody: has a capital that opens it not."""
    return any(word.capital for word in parsed.within(first, last)[1:])


def _stretch(parsed: Parsed, one: Mention, mates: Sequence[Mention]) -> Span:
    """The text about a mention: between the ends of cells by which those before and behind it are parted from it."""
    first, last = parsed.clause(one.start)
    for before in (mate for mate in reversed(mates) if first <= mate.start < one.start):
        if edges := [edge for edge in parsed.cells if before.end <= edge <= one.start]:
            first = edges[0]
            break
    for behind in (mate for mate in mates if one.end <= mate.start < last):
        if edges := [edge for edge in parsed.cells if one.end <= edge <= behind.start]:
            last = edges[-1]
            break
    return first, last
