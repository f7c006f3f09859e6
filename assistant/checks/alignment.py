"""Faults of a sentence that repeats its quote but for one thing: the same words around another figure or turn. Pure."""

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
_EXACT = "#"
_EDGE = "|"


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, or `#` for a figure with its unit, in order of place."""

    text: str
    start: int
    end: int
    mention: Mention | None = None


def _tokens(parsed: Parsed, skipped: Sequence[Cue] = ()) -> list[_Token]:
    """A text's words and figures between two edges, the words of some cues left out."""
    mentions: list[Mention] = sorted(
        (*parsed.documents, *parsed.moments, *(one for one in parsed.numbers if one.kind != "code")), key=lambda one: one.start
    )
    exact = [_Token(_EXACT, one.start, one.end, one) for one in mentions]
    taken = {at for cue in skipped for at in range(cue.start, cue.end)}
    taken |= {at for one in mentions for at in range(one.start, one.end)}
    words = [_Token(word.folded, word.start, word.end) for word in parsed.words if word.start not in taken]
    edge = _Token(_EDGE, 0, 0)
    return [edge, edge, *sorted(exact + words, key=lambda token: token.start), edge, edge]


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
        bearing, rivals = [(0, 0)], []
        for other in exact:
            stated = theirs[other].mention
            if stated is None or type(stated) is not type(claimed):
                continue
            run = _run(ours[:place][::-1], theirs[:other][::-1]), _run(ours[place + 1 :], theirs[other + 1 :])
            if _says(stated, claimed):
                bearing.append(run)
            elif not (isinstance(stated, Number) and isinstance(claimed, Number) and not comparable(stated, claimed)):
                rivals.append((run, stated))
        best, after = max(map(sum, bearing)), max(right for _, right in bearing)
        for (left, right), stated in rivals:
            if (left + right >= max(3, best + 2) and left and right) or (right >= max(3, after + 2) and after) or (left >= max(3, best + 2)):
                kind = "date" if isinstance(claimed, Moment) else "number" if isinstance(claimed, Number) else "document_number"
                yield fault(kind, claimed.text, stated.text)
                break


def _run(ours: Sequence[_Token], theirs: Sequence[_Token]) -> int:
    """How many words in a row are the same from the beginning of both."""
    length = 0
    for one, other in zip(ours[:_FAR], theirs[:_FAR], strict=False):
        if one.text != other.text or one.text in (_EXACT, _EDGE):
            break
        length += 1
    return length


def _says(stated: Mention, claimed: Mention) -> bool:
    """Whether a stated figure has a claimed one's value."""
    if isinstance(stated, Number) and isinstance(claimed, Number):
        return (stated.low, stated.high) == (claimed.low, claimed.high) or stated.of == claimed.low or bool(claimed.bound)
    if isinstance(stated, Moment) and isinstance(claimed, Moment):
        return bears(stated, claimed) or bears(claimed, stated)
    return stated.text == claimed.text or (isinstance(stated, Document) and isinstance(claimed, Document) and stated.number == claimed.number)


def replaced(pair: Pair) -> Iterator[Fault]:
    """Turns that one text has, and the other has not, among the very same words."""
    ours, theirs = pair.our_cues, pair.their_cues
    for cue in ours:
        if cue.value != "actual":
            for lacking in _without(pair.sentence, cue, pair.quote, theirs):
                yield fault(cue.axis, cue.text, lacking or None)
    for cue in theirs:
        if cue.value != "actual":
            for lacking in _without(pair.quote, cue, pair.sentence, ours):
                yield fault(cue.axis, lacking or pair.sentence.text[:60], cue.text)


def _without(here: Parsed, cue: Cue, there: Parsed, others: Sequence[Cue]) -> Iterator[str]:
    """What stands in the other text where a cue should, once for a cue that the other lacks there."""
    if cue.axis == "status" and cue.value != "decided" and any(other.axis == "status" and other.value != "decided" for other in others):
        return
    tokens = _tokens(here, [cue])
    place = next((index for index, token in enumerate(tokens[2:], 2) if token.start >= cue.end or token.text == _EDGE), len(tokens))
    left, right = ([token.text for token in side] for side in (tokens[place - _SIDE : place], tokens[place : place + _SIDE]))
    if _EDGE in left + right or (left + right).count(_EXACT) > 2:
        return
    across = _tokens(there)
    texts = [token.text for token in across]
    found = ""
    for index in range(_SIDE, len(texts)):
        if texts[index - _SIDE : index] != left:
            continue
        for step in range(_GAP + 1):
            if texts[index + step : index + step + _SIDE] == right:
                start, end = across[index - _SIDE].start, across[index + step + _SIDE - 1].end
                if any(_answers(other, cue) for other in others if start <= other.start < end):
                    return
                found = there.text[start:end]
                break
    if found:
        yield found


def _answers(other: Cue, cue: Cue) -> bool:
    """Whether a cue says what another of the other text does."""
    if cue.axis != other.axis or other.value == "actual":
        return False
    if cue.axis == "modality":
        return cue.value == other.value or "expected" in (cue.value, other.value)
    if cue.axis == "status":
        return (cue.value == "decided") == (other.value == "decided")
    return cue.value == other.value
