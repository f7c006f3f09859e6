"""Faults of negation: what the quote denies, leaves open or forbids, told as if it held, or the reverse. Pure."""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.pair import Pair, fault
from assistant.checks.stance.governed import (
    FAR,
    MOST,
    from_on,
    left_open,
    of_axis,
    places_of,
    shown,
    targets_of,
    words_under,
)
from assistant.stated import parsed
from assistant.stated.cues import Cue
from assistant.stated.parsed import Parsed
from assistant.stated.spotted import Spotted
from assistant.stated.units import TIMES

# Words that say something of what stands before them.
_HOLDS = frozenset(("co", "duoc", "da", "dat", "la", "cho"))
_AGREES = Spotted(
    r"(?:đồng ý|chấp thuận|phê duyệt|thông qua|cho phép|nhất trí|thống nhất|công nhận|chấp nhận)"
    r"(?: (?:với|cho|về))?"
)
_FORBIDS = Spotted("nghiêm cấm|bị cấm|cấm|không được phép")
_UNDONE = Spotted("không|chưa|ngừng|dừng|hạn chế|vi phạm|phạt|ngăn|tránh|phòng")
# What was not held or begun, and what says that something was; how many words name it.
_HELD = Spotted("không|chưa", r"(?<!\w)(?:không|chưa) (?:tổ chức|tiến hành|triển khai|bố trí)(?!\w)")
_HAS = re.compile(r"(?<!\w)(?:có|gồm|tổ chức|diễn ra|cùng|với)(?!\w)", re.I)
_THING = 3
_OPEN = re.compile(r"(?<!\w)(?:(?:hay|hoặc)(?: là)? (?:không|chưa)|liệu)(?!\w)", re.I)


def chosen(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """What the sentence denies and the quote leaves open, "không gọi" of "gọi hay không gọi", or the other way."""
    opened = {cue: said for cue in stated if (said := left_open(pair.quote, cue))}
    for cue in claimed:
        if left_open(pair.sentence, cue) and not _OPEN.search(pair.quote.text):
            yield fault("negation", shown(pair.sentence, cue), None)
    if not opened:
        return
    under = words_under(pair.quote, [cue for cue in stated if cue not in opened])
    denied = {word.exact for word in pair.quote.words if word.start in under}
    for cue in claimed:
        target = next((word.exact for word in targets_of(pair.sentence, cue)), None)
        left = next((one for one, said in opened.items() if any(word.exact == target for word in said)), None)
        if left and target not in denied and not left_open(pair.sentence, cue):
            yield fault("negation", shown(pair.sentence, cue), shown(pair.quote, left))


def figures_denied(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Figures that the sentence denies something of, and the quote nothing: "9 xã chưa đạt" of "9 xã đã đạt"."""
    for cue in claimed:
        first, last = pair.sentence.cell(cue.start)
        for number in (
            one
            for one in pair.sentence.numbers
            if first <= one.start < last and one.kind == "plain" and one.unit not in TIMES
        ):
            found = bearing(pair, number)
            spans = [pair.quote.clause(one.start) for one in found]
            if found and not any(a <= one.start < b for a, b in spans for one in stated):
                yield fault("negation", shown(pair.sentence, cue), found[0].text)
                return


def names_denied(pair: Pair, claimed: Sequence[Cue], stated: Sequence[Cue]) -> Iterator[Fault]:
    """Names that the sentence denies something of, and the quote of others alone: "không có huyện Lộc Hà" of "có huyện
    Lộc Hà, không có huyện Phú Sa".
    """
    if not stated or pair.foreign or pair.bare:
        return
    known = parsed.places(pair.quote, False)
    for cue in claimed:
        for word in pair.sentence.within(cue.end, pair.sentence.cell(cue.start)[1]):
            there = [pair.quote.words[at].start for at in known.get(word.exact, ())] if word.capital else ()
            if there and not any(_is_denied(pair.quote, at, stated) for at in there[:MOST]):
                yield fault("negation", shown(pair.sentence, cue), from_on(pair.quote, there[0]))
                return


def _is_denied(quote: Parsed, at: int, denied: Sequence[Cue]) -> bool:
    """Whether a place of a quote stands behind a negation of its sentence, beside one in its cell, or in a list before
    one.
    """
    first, last = quote.sentence(at)
    start, end = quote.cell(at)
    listed_before = not any(word.folded in _HOLDS for word in quote.within(start, at))
    return any(
        first <= one.start < at or start <= one.start < (last if listed_before else end) for one in denied
    )


def refused(pair: Pair, denied: Sequence[Cue]) -> Iterator[Fault]:
    """What the quote has not even looked at, told as decided: "đồng ý X" of "chưa xem xét đề nghị X"."""
    if pair.foreign or of_axis(pair.our_cues, "negation"):
        return
    for match in list(_AGREES.finditer(pair.sentence))[:MOST]:
        deed = Cue(match.start(), match.end(), match.group(), "status", "decided")
        places = places_of(pair.quote, targets_of(pair.sentence, deed))[:MOST]
        not_yet = [_denying(pair.quote, denied, place) for place in places]
        if places and all(not_yet) and (one := not_yet[0]):
            yield fault("negation", shown(pair.sentence, deed), shown(pair.quote, one))
            return


def _denying(quote: Parsed, denied: Sequence[Cue], place: int) -> Cue | None:
    """The negation in whose cell a place of the quote stands, few words behind it."""
    first = quote.cell(place)[0]
    return next(
        (one for one in denied if first <= one.start < place and len(quote.within(one.end, place)) < FAR),
        None,
    )


def not_held(pair: Pair) -> Iterator[Fault]:
    """What the quote says was not held, told as held in other words: "có chọi trâu" of "không tổ chức chọi trâu"."""
    if pair.foreign or not _HELD.search(pair.quote) or _UNDONE.search(pair.sentence):
        return
    said = pair.sentence.spelt
    for match in list(_HELD.finditer(pair.quote))[:MOST]:
        last = pair.quote.cell(match.end())[1]
        thing = tuple(word.exact for word in pair.quote.after(match.end(), _THING) if word.start < last)
        ours = parsed.standing(said, thing) if len(thing) > 1 else []
        if ours and _HAS.search(pair.sentence.text[: pair.sentence.words[ours[0]].start]):
            start = pair.sentence.words[ours[0]].start
            yield fault("negation", from_on(pair.sentence, start), from_on(pair.quote, match.start()))
            return


def forbidden(pair: Pair) -> Iterator[Fault]:
    """What the quote forbids, told as if it might be done."""
    if pair.foreign or _FORBIDS.search(pair.sentence) or _UNDONE.search(pair.sentence):
        return
    for match in list(_FORBIDS.finditer(pair.quote))[:MOST]:
        last = pair.quote.clause(match.start())[1]
        deed = [word.exact for word in pair.quote.after(match.end(), 3) if word.start < last]
        words = pair.sentence.words
        for place in range(len(words) - 2) if len(deed) == 3 else ():
            if [word.exact for word in words[place : place + 3]] == deed:
                yield fault(
                    "negation", from_on(pair.sentence, words[place].start), from_on(pair.quote, match.start())
                )
                return
