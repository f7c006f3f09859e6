"""Faults of a sentence that repeats its quote but for one thing: another figure, turn, name or deputy. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from assistant.answer import Fault
from assistant.checks.figures.alike import near
from assistant.checks.figures.around import words_right
from assistant.checks.figures.kinds import names_its_figure
from assistant.checks.figures.parts import apart_by, inherits
from assistant.checks.pair import Pair, fault
from assistant.checks.times.when import told_apart
from assistant.checks.who.portions import apart
from assistant.checks.wording.equivalents import expanded
from assistant.stated.cues import Cue
from assistant.stated.documents import Document
from assistant.stated.kept import remembered
from assistant.stated.moments import Moment, bears
from assistant.stated.numbers import Number, comparable
from assistant.stated.parsed import Parsed

Mention = Number | Moment | Document

# Words on either side that make a place in one text the same place in the other.
_SIDE = 2
# How many words may stand in the quote where the sentence has a turn, or the other way round.
_GAP = 5
# How many words around a figure, and how many figures of a quote, are looked at.
_FAR = 8
_MOST = 120
# How far off, in characters, another word for a draft answers to one.
_REACH = 40
_START, _SPAN = attrgetter("start"), attrgetter("start", "end")
_EXACT = "#"
_EDGE = "|"
# From how many words on, and with what share of them in the quote's order, a sentence repeats its quote.
_REPEATS, _SAME = 8, 0.8
# The same of one that has another name in a name's place.
_SAME_NAMED = 0.75
# How near to itself, in characters, a turn is said twice.
_TWICE = 8
# How many words a sentence that repeats its quote may have in another's place.
_PLACE = 4
_DEPUTY = ("pho",)
# Counts in words, which a figure beside them may hide: "trong hai ngày 8 - 9-5".
_COUNTS = frozenset(("hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười"))
_PUT_FORWARD = frozenset({("status", "draft"), ("status", "pending"), ("modality", "expected")})


class _Token(NamedTuple):
    """A word, or `#` for a figure with its unit, in order of place."""

    text: str
    start: int
    end: int
    mention: Mention | None = None


@remembered
def _tokens(parsed: Parsed) -> list[_Token]:
    """A text's words and figures between two edges."""
    mentions: list[Mention] = sorted(
        (
            *parsed.documents,
            *(one for one in parsed.moments if one.end > one.start),
            *(one for one in parsed.numbers if one.kind != "code"),
        ),
        key=_START,
    )
    exact = [_Token(_EXACT + _worth(one), one.start, one.end, one) for one in mentions]
    taken = {at for one in mentions for at in range(one.start, one.end)}
    # "đã" comes and goes with the turn itself: "đã quyết định" for "đề nghị"
    words = [
        _Token(word.folded, word.start, word.end)
        for word in parsed.words
        if word.start not in taken and word.exact != "đã"
    ]
    first, last = _Token(_EDGE, -1, 0), _Token(_EDGE, len(parsed.text), len(parsed.text))
    return [first, first, *sorted(exact + words, key=_START), last, last]


def _worth(mention: Mention) -> str:
    """What a figure is worth, in one notation."""
    if isinstance(mention, Number):
        return f"{mention.low} {mention.high} {mention.unit}"
    if isinstance(mention, Moment):
        return (
            f"{mention.until or ''} {mention.month} {mention.day}"
            if mention.month
            else f"{mention.year} {mention.until}"
        )
    return mention.number


def known(quote: Parsed) -> None:
    """Lay the words and figures of a quote in rows."""
    _parted(quote)
    _line(quote)


@remembered
def _parted(parsed: Parsed) -> list[_Token]:
    """The tokens with an edge at the end of each clause, beyond which nothing belongs to a figure."""
    edges = [_Token(_EDGE, at, at) for at in parsed.clauses]
    return sorted((*_tokens(parsed), *edges), key=_SPAN)


def displaced(pair: Pair) -> Iterator[Fault]:
    """Figures and dates that stand among the very words among which the quote has another one."""
    theirs = _exact(pair.quote)[:_MOST]
    for claimed, left, right in _exact(pair.sentence):
        bearing, rivals, ends = [(0, 0)], [], False
        for stated, before, after in theirs:
            if type(stated) is not type(claimed):
                continue
            run = _run(left, before), _run(right, after)
            if _says(stated, claimed):
                bearing.append(run)
                # "chỉ nên bổ sung 5 khu", of the "khu công nghiệp" before
                last = pair.quote.cell(stated.start)[1]
                ends = ends or len(pair.quote.within(stated.end, max(stated.end, last))) <= 1
            elif not (
                isinstance(stated, Number) and isinstance(claimed, Number) and not comparable(stated, claimed)
            ) and not _counts_otherwise(pair, claimed, stated):
                rivals.append((run, stated))
        if taken := next((stated for run, stated in rivals if _nearer(run, bearing, ends)), None):
            yield fault(_kind(claimed), claimed.text, taken.text)


def _counts_otherwise(pair: Pair, claimed: Mention, rival: Mention) -> bool:
    """Whether a rival is told of another name, or the sentence says of what it counts what the quote says of one that
    bears it and not of the rival: "74 xã đạt chuẩn nâng cao" of "186 xã đạt chuẩn, trong đó 74 xã nâng cao".
    """
    if not isinstance(claimed, Number) or not isinstance(rival, Number):
        return False
    stated = [one for one in pair.quote.numbers if one.kind == claimed.kind and _says(one, claimed)]
    if claimed.kind == "label" and names_its_figure(pair, claimed, stated):
        return True
    own = words_right(pair.sentence, claimed) - words_right(pair.quote, rival)
    if (
        apart(pair, stated, rival)
        or inherits(pair, claimed, stated, rival)
        or apart_by(pair, claimed, stated, rival)
        or told_apart(pair, claimed, stated, rival)
    ):
        return True
    return bool(own) and any(
        own <= words_right(pair.quote, one) for one in stated if comparable(one, claimed)
    )


def _nearer(rival: tuple[int, int], bearing: Sequence[tuple[int, int]], ends: bool) -> bool:
    """Whether clearly more of the words around a claimed figure stand around a rival than around any that
    bears it.

    Where a clause `ends` with the bearing figure, what it counts was said before ("… 415 km đường; … 520
    km"), and
    only the words on the left tell.
    """
    left, right = rival
    most_left = max(before for before, _ in bearing)
    if ends or not right:
        return left >= max(3, most_left + 2)
    most, most_right = max(map(sum, bearing)), max(after for _, after in bearing)
    # "so với" may go on two ways: where the bearing figure goes on as it does, the words on the left are shared
    return (bool(left) and left + right >= max(3, most + 2) and right + 2 > most_right) or (
        bool(most_right) and right >= max(3, most_right + 2)
    )


@remembered
def _exact(parsed: Parsed) -> list[tuple[Mention, list[str], list[str]]]:
    """A text's figures and dates, each with the words before it, the nearest first, and those behind it."""
    tokens = _parted(parsed)
    texts = [token.text for token in tokens]
    return [
        (token.mention, texts[max(0, place - _FAR) : place][::-1], texts[place + 1 : place + 1 + _FAR])
        for place, token in enumerate(tokens)
        if token.mention
    ]


def _run(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words in a row are the same from the beginning of both."""
    length = 0
    for one, other in zip(ours, theirs, strict=False):
        if one != other or one[0] in _EXACT + _EDGE:
            break
        length += 1
    return length


def _says(stated: Mention, claimed: Mention) -> bool:
    """Whether a stated figure has a claimed one's value."""
    if isinstance(stated, Number) and isinstance(claimed, Number):
        return (
            (stated.low, stated.high) == (claimed.low, claimed.high)
            or stated.of == claimed.low
            or (bool(claimed.bound) and near(claimed.low, stated.low))
        )
    if isinstance(stated, Moment) and isinstance(claimed, Moment):
        return bears(stated, claimed) or bears(claimed, stated)
    return stated.text == claimed.text or (
        isinstance(stated, Document) and isinstance(claimed, Document) and stated.number == claimed.number
    )


def replaced(pair: Pair) -> Iterator[Fault]:
    """Turns that one text has, and the other has not, among the very same words."""
    ours, theirs = _line(pair.sentence), _line(pair.quote)
    for cue in _telling(ours, pair.our_cues):
        span = _lacking(ours, cue, theirs, pair.their_cues)
        if span and not _parts_at(pair.quote, span):
            yield fault(cue.axis, cue.text, pair.quote.text[span[0] : span[1]])
    for cue in _telling(theirs, pair.their_cues):
        span = _lacking(theirs, cue, ours, pair.our_cues)
        if span and not _parts_at(pair.sentence, span):
            yield fault(cue.axis, pair.sentence.text[span[0] : span[1]], cue.text)


def _parts_at(parsed: Parsed, span: tuple[int, int]) -> bool:
    """Whether a clause ends within a stretch, so that its two ends tell of two things."""
    return any(span[0] < end < span[1] for end in parsed.clauses)


def repeated(pair: Pair) -> Iterator[Fault]:
    """What a sentence that repeats its quote nearly word for word has in another's place: a figure, turn, deputy."""
    ours = _tokens(pair.sentence)[2:-2]
    texts = [token.text for token in ours]
    theirs = _repeated(pair.quote, texts)
    known = {token.text for token in theirs}
    if len(ours) < _REPEATS or sum(text in known for text in texts) < _SAME_NAMED * len(ours):
        return
    steps = SequenceMatcher(None, texts, [token.text for token in theirs], autojunk=False).get_opcodes()
    # what the quote says before and after is no difference, a deputy apart
    if steps[0][0] == "insert":
        deputy = theirs[steps[0][4] - 1].text in _DEPUTY
        steps[:1] = [("insert", 0, 0, steps[0][4] - 1, steps[0][4])] if deputy else []
    if steps and steps[-1][0] == "insert":
        steps = steps[:-1]
    same = sum(last - first for tag, first, last, *_ in steps if tag == "equal")
    if same < _SAME_NAMED * len(ours):
        return
    apart = [(ours[i:j], theirs[k:m]) for tag, i, j, k, m in steps if tag != "equal"]
    moved = [_cued(found, [token for each in apart for token in each[side]]) for side, found in _sides(pair)]
    for here, there in apart:
        if max(len(here), len(there)) <= _PLACE:
            if same >= _SAME * len(ours):
                yield from _turned(pair, here, there, moved)
                yield from _recounted(pair, here, there)
            yield from _renamed(pair, here, there)
    for (_, i, _, k, _), (tag, a, b, _, _), (_, _, j, _, m) in zip(steps, steps[1:], steps[2:], strict=False):
        # "TP Hải Phòng" for "UBND TP": the word between tells nothing
        if tag == "equal" and b - a == 1 and max(j - i, m - k) <= _PLACE:
            yield from _renamed(pair, ours[i:j], theirs[k:m])


def _repeated(quote: Parsed, texts: Sequence[str]) -> list[_Token]:
    """The words and figures of that sentence of a quote which has most of some; of all of it where none has."""
    every = _tokens(quote)[2:-2]
    if len(quote.sentences) > 1 and texts:
        edges = pairwise((0, *quote.sentences))
        each = [[token for token in every if first <= token.start < last] for first, last in edges]
        shares = [sum(map({token.text for token in some}.__contains__, texts)) for some in each]
        if max(shares) >= _SAME_NAMED * len(texts):
            return each[shares.index(max(shares))]
    return every


def _sides(pair: Pair) -> tuple[tuple[int, Sequence[Cue]], ...]:
    """The sentence's cues and the quote's, each with its place in a pair of them."""
    return (0, pair.our_cues), (1, pair.their_cues)


def _cued(found: Sequence[Cue], tokens: Sequence[_Token]) -> list[Cue]:
    """The cues that stand at these tokens."""
    return [
        cue
        for cue in found
        if cue.value != "actual" and any(one.start <= cue.start < one.end for one in tokens)
    ]


def _turned(
    pair: Pair, ours: Sequence[_Token], theirs: Sequence[_Token], moved: Sequence[Sequence[Cue]]
) -> Iterator[Fault]:
    """What a few words say otherwise than those in their place; a turn that only `moved` says the same."""
    figures = [[token.mention for token in side if token.mention] for side in (ours, theirs)]
    if len(figures[0]) == len(figures[1]) == 1:
        (claimed,), (stated,) = figures
        alike = (
            not isinstance(claimed, Number) or not isinstance(stated, Number) or comparable(claimed, stated)
        )
        if (
            alike
            and type(claimed) is type(stated)
            and not _says(stated, claimed)
            and not _told_apart(pair, claimed, stated)
            and not _fellow(pair, claimed, stated)
        ):
            yield fault(_kind(claimed), claimed.text, stated.text)
    drafted = [
        any(cue.axis == "status" and cue.value != "decided" for cue in found) for _, found in _sides(pair)
    ]
    for side, found in _sides(pair):
        tokens = (ours, theirs)[side]
        if figures[side] and not figures[1 - side]:
            continue  # it turns a figure that the other text leaves out
        for cue in _cued(found, tokens):
            if cue.axis == "direction" and any(
                one.value == cue.value and 0 < abs(one.start - cue.start) < _TWICE for one in found
            ):
                continue  # "giảm (giảm 4.142 ha)"
            if any(_answers(other, cue) for other in moved[1 - side]):
                continue
            if cue.axis == "modality" and any(_answers(other, cue) for other in _sides(pair)[1 - side][1]):
                continue
            # what is put forward is a draft, and still to come
            if drafted[1 - side] and (cue.axis, cue.value) in _PUT_FORWARD:
                continue
            if side == 0:
                yield fault(cue.axis, cue.text, _written(pair.quote, theirs))
            else:
                yield fault(cue.axis, _written(pair.sentence, ours) or pair.sentence.text, cue.text)
    words = [tuple(token.text for token in side) for side in (ours, theirs)]
    parsed = pair.sentence if ours else pair.quote
    if words in ([_DEPUTY, ()], [(), _DEPUTY]) and parsed.text[(*ours, *theirs)[0].start :][2:3] in "óo":
        (deputy,) = ours or theirs
        post = " ".join(word.raw for word in parsed.after(deputy.start, 3))
        yield fault("person", post if ours else post.partition(" ")[2], None if ours else post)


def _recounted(pair: Pair, ours: Sequence[_Token], theirs: Sequence[_Token]) -> Iterator[Fault]:
    """Another count in words in one's place."""
    counts = [_written(pair.sentence, ours) or "", _written(pair.quote, theirs) or ""]
    if _COUNTS.issuperset(map(str.lower, counts)):
        yield fault("number", *counts)


def _renamed(pair: Pair, ours: Sequence[_Token], theirs: Sequence[_Token]) -> Iterator[Fault]:
    """A name in another's place, though the report's title has it, too: "Chính phủ" for "Bộ Giao thông"."""
    if not ours or not theirs or pair.bare:
        return
    here = pair.sentence.within(ours[0].start, ours[-1].end)
    there = pair.quote.within(theirs[0].start, theirs[-1].end)
    # "Toàn huyện" and "Cả huyện" open a sentence, and name nobody
    opens = any(len(words) == 1 and not words[0].start for words in (here, there))
    named = all(word.capital or word.raw.isupper() for word in (*here, *there))
    known = {word.exact for word in there}
    strange = [word for word in here if word.exact not in known and not expanded(pair, word)]
    if strange and there and named and not opens:
        yield fault(
            "unsupported",
            *(text for text in (_written(pair.sentence, ours), _written(pair.quote, theirs)) if text),
        )


def _fellow(pair: Pair, claimed: Mention, stated: Mention) -> bool:
    """Whether the quote gives a claimed figure to a part or a fellow of what the one in its place is of."""
    if not isinstance(claimed, Number) or not isinstance(stated, Number):
        return False
    own = [one for one in pair.quote.numbers if one.kind == claimed.kind and _says(one, claimed)]
    return inherits(pair, claimed, own, stated)


def _told_apart(pair: Pair, claimed: Mention, stated: Mention) -> bool:
    """Whether the quote has a claimed figure in another clause, with more of the sentence's words than the clause
    of the one that seems to stand in its place.
    """
    said = {word.folded for word in pair.sentence.words}

    def shares(at: int) -> int:
        """How many of the sentence's words the clause of a place has."""
        return len(said & {word.folded for word in pair.quote.within(*pair.quote.clause(at))})

    there = pair.quote.clause(stated.start)
    own = [
        token.start
        for token in _tokens(pair.quote)
        if token.mention and type(token.mention) is type(claimed) and _says(token.mention, claimed)
    ]
    return any(pair.quote.clause(at) != there and shares(at) > shares(stated.start) for at in own[:_MOST])


def _written(parsed: Parsed, tokens: Sequence[_Token]) -> str | None:
    """The text that tokens in a row stand for."""
    return parsed.text[tokens[0].start : tokens[-1].end] if tokens else None


def _kind(mention: Mention) -> str:
    """What a fault of a figure, date or document's number is called."""
    return (
        "date"
        if isinstance(mention, Moment)
        else "number"
        if isinstance(mention, Number)
        else "document_number"
    )


class _Line:
    """Tokens in a row."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.tokens = tokens
        self.texts = [token.text for token in tokens]
        self.starts = [token.start for token in tokens]

    def places(self, one: str, other: str) -> list[int]:
        """Where two texts stand in a row, at the first places of them."""
        found: list[int] = []
        start = 0
        for _ in range(self.texts[:-1].count(one)):
            at = self.texts.index(one, start)
            start = at + 1
            if self.texts[start] == other:
                found.append(at)
        return found[:_MOST]


@remembered
def _line(parsed: Parsed) -> _Line:
    """A text's tokens in a row."""
    return _Line(_tokens(parsed))


def _telling(line: _Line, found: Sequence[Cue]) -> Iterator[Cue]:
    """The cues of a text whose surroundings tell where the other text has, or lacks, the same."""
    for cue in found[:_MOST]:
        if cue.value != "actual" and not _both_ways(line, cue, found):
            yield cue


def _both_ways(line: _Line, cue: Cue, found: Sequence[Cue]) -> bool:
    """Whether the text that has a cue has its surroundings without one, too, so that they tell nothing."""
    first, last = bisect_left(line.starts, cue.start), bisect_left(line.starts, cue.end)
    left, right = tuple(line.texts[first - _SIDE : first]), tuple(line.texts[last : last + _SIDE])
    turned = [other.start for other in found if other.axis == cue.axis]
    for place in line.places(*left):
        for begin in range(place + _SIDE, min(place + _SIDE + _GAP + 1, len(line.texts) - 1)):
            start, end = line.starts[place], line.starts[begin]
            if (line.texts[begin], line.texts[begin + 1]) == right and not any(
                start <= other < end for other in turned
            ):
                return True
    return False


def _lacking(here: _Line, cue: Cue, there: _Line, others: Sequence[Cue]) -> tuple[int, int] | None:
    """Where the other text has a cue's surroundings without the cue; None where it has not, or has it
    there.
    """
    first, last = bisect_left(here.starts, cue.start), bisect_left(here.starts, cue.end)
    left, right = tuple(here.texts[first - _SIDE : first]), tuple(here.texts[last : last + _SIDE])
    if _EDGE in left + right or sum(text[0] == _EXACT for text in left + right) > _SIDE:
        return None
    found = None
    for place in there.places(*left):
        for begin in range(place + _SIDE, min(place + _SIDE + _GAP + 1, len(there.texts) - 1)):
            if (there.texts[begin], there.texts[begin + 1]) == right:
                start, end = there.tokens[place].start, there.tokens[begin + 1].end
                # a draft may be called one a few words earlier or later
                reach = _REACH if cue.axis == "status" and cue.value != "decided" else 0
                if cue.axis == "modality":
                    # a target or estimate governs what follows it: "Mục tiêu đến năm 2025 …; đến năm 2030 … đạt"
                    reach = start
                if any(
                    _answers(other, cue) for other in others if start - reach <= other.start < end + reach
                ):
                    return None
                found = start, end
                break
    return found


def _answers(other: Cue, cue: Cue) -> bool:
    """Whether a cue says what another of the other text does."""
    if cue.axis != other.axis or other.value == "actual":
        return False
    if cue.axis == "modality":
        return cue.value == other.value or "expected" in (cue.value, other.value)
    if cue.axis == "status":
        return (cue.value == "decided") == (other.value == "decided")
    return cue.value == other.value
