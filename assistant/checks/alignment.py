"""Faults of a sentence that repeats its quote but for one thing: the same words around another figure or
turn. Pure.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Fault
from assistant.checks.pair import Pair, fault
from assistant.stated.cues import Cue
from assistant.stated.documents import Document
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
_EXACT = "#"
_EDGE = "|"


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, or `#` for a figure with its unit, in order of place."""

    text: str
    start: int
    end: int
    mention: Mention | None = None


def _tokens(parsed: Parsed) -> list[_Token]:
    """A text's words and figures between two edges."""
    mentions: list[Mention] = sorted(
        (
            *parsed.documents,
            *(one for one in parsed.moments if one.end > one.start),
            *(one for one in parsed.numbers if one.kind != "code"),
        ),
        key=lambda one: one.start,
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
    return [first, first, *sorted(exact + words, key=lambda token: token.start), last, last]


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


def _parted(parsed: Parsed) -> list[_Token]:
    """The tokens with an edge at the end of each clause, beyond which nothing belongs to a figure."""
    edges = [_Token(_EDGE, at, at) for at in parsed.clauses]
    return sorted((*_tokens(parsed), *edges), key=lambda token: (token.start, token.end))


def displaced(pair: Pair) -> Iterator[Fault]:
    """Figures and dates that stand among the very words among which the quote has another one."""
    ours, theirs = _parted(pair.sentence), _parted(pair.quote)
    exact = [place for place, token in enumerate(theirs) if token.mention][:_MOST]
    for place, token in enumerate(ours):
        claimed = token.mention
        if claimed is None:
            continue
        bearing, rivals, ends = [(0, 0)], [], False
        for other in exact:
            stated = theirs[other].mention
            if stated is None or type(stated) is not type(claimed):
                continue
            run = _run(ours[:place][::-1], theirs[:other][::-1]), _run(ours[place + 1 :], theirs[other + 1 :])
            if _says(stated, claimed):
                bearing.append(run)
                ends = ends or theirs[other + 1].text == _EDGE
            elif not (
                isinstance(stated, Number) and isinstance(claimed, Number) and not comparable(stated, claimed)
            ):
                rivals.append((run, stated))
        if taken := next((stated for run, stated in rivals if _nearer(run, bearing, ends)), None):
            kind = (
                "date"
                if isinstance(claimed, Moment)
                else "number"
                if isinstance(claimed, Number)
                else "document_number"
            )
            yield fault(kind, claimed.text, taken.text)


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
    return (bool(left) and left + right >= max(3, most + 2)) or (
        bool(most_right) and right >= max(3, most_right + 2)
    )


def _run(ours: Sequence[_Token], theirs: Sequence[_Token]) -> int:
    """How many words in a row are the same from the beginning of both."""
    length = 0
    for one, other in zip(ours[:_FAR], theirs[:_FAR], strict=False):
        if one.text != other.text or one.text[0] in _EXACT + _EDGE:
            break
        length += 1
    return length


def _says(stated: Mention, claimed: Mention) -> bool:
    """Whether a stated figure has a claimed one's value."""
    if isinstance(stated, Number) and isinstance(claimed, Number):
        return (
            (stated.low, stated.high) == (claimed.low, claimed.high)
            or stated.of == claimed.low
            or bool(claimed.bound)
        )
    if isinstance(stated, Moment) and isinstance(claimed, Moment):
        return bears(stated, claimed) or bears(claimed, stated)
    return stated.text == claimed.text or (
        isinstance(stated, Document) and isinstance(claimed, Document) and stated.number == claimed.number
    )


def replaced(pair: Pair) -> Iterator[Fault]:
    """Turns that one text has, and the other has not, among the very same words."""
    ours, theirs = _Line(_tokens(pair.sentence)), _Line(_tokens(pair.quote))
    for cue in pair.our_cues[:_MOST]:
        if cue.value != "actual" and (span := _lacking(ours, cue, theirs, pair.their_cues)):
            yield fault(cue.axis, cue.text, pair.quote.text[span[0] : span[1]])
    for cue in pair.their_cues[:_MOST]:
        if cue.value != "actual" and (span := _lacking(theirs, cue, ours, pair.our_cues)):
            yield fault(cue.axis, pair.sentence.text[span[0] : span[1]], cue.text)


class _Line:
    """Tokens in a row, with where each two in a row stand."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.tokens = tokens
        self.texts = [token.text for token in tokens]
        self.starts = [token.start for token in tokens]
        self.pairs: dict[tuple[str, ...], list[int]] = {}
        for place in range(len(tokens) - 1):
            self.pairs.setdefault((self.texts[place], self.texts[place + 1]), []).append(place)


def _lacking(here: _Line, cue: Cue, there: _Line, others: Sequence[Cue]) -> tuple[int, int] | None:
    """Where the other text has a cue's surroundings without the cue; None where it has not, or has it
    there.
    """
    first, last = bisect_left(here.starts, cue.start), bisect_left(here.starts, cue.end)
    left, right = tuple(here.texts[first - _SIDE : first]), tuple(here.texts[last : last + _SIDE])
    if _EDGE in left + right or sum(text[0] == _EXACT for text in left + right) > _SIDE:
        return None
    found = None
    for place in there.pairs.get(left, [])[:_MOST]:
        for begin in range(place + _SIDE, min(place + _SIDE + _GAP + 1, len(there.texts) - 1)):
            if (there.texts[begin], there.texts[begin + 1]) == right:
                start, end = there.tokens[place].start, there.tokens[begin + 1].end
                # a draft may be called one a few words earlier or later
                reach = _REACH if cue.axis == "status" and cue.value != "decided" else 0
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
