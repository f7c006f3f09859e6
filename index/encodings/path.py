"""Path: the encoding of each word of a text, the likeliest for all together. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from index.encodings.odd import is_odd
from index.encodings.tables import Encoding
from index.encodings.weight import (
    ADDRESS,
    MARKED,
    SPEAKS,
    SURE,
    SYMBOL,
    SYMBOL_BESIDE,
    TOKEN,
    TONED,
    WORD,
    is_sense,
    reading_of,
)

# What it takes to go into a legacy encoding, and back to Unicode, after a line's end, a sentence's, a word's.
_LINE, _SENTENCE, _INSIDE = (4.0, 0.0), (6.0, 0.5), (8.0, 4.0)
# How much likelier a word may be in Unicode that begins a legacy sentence all the same.
_BEGINS = 8.0
# How many words that speak for a legacy encoding outweigh one that speaks for Unicode in the same sentence.
_MAJORITY = 4
_SENTENCE_ENDS = '.!?:;”")'


class Token(NamedTuple):
    """A token of the text; what it costs to go into a legacy encoding before it, and to leave one."""

    start: int
    end: int
    text: str
    enter: float
    leave: float


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of the text."""
    end = 0
    for match in TOKEN.finditer(text):
        between = text[end : match.start()]
        costs = _SENTENCE if text[end - 1 : end] in _SENTENCE_ENDS else _INSIDE
        if not end or "\n" in between:
            costs = _LINE
        end = match.end()
        yield Token(match.start(), end, match[0], *costs)


def likeliest(tokens: list[Token], weights: dict[str, tuple[float, ...]], states: int) -> list[int]:
    """The likeliest encoding of each token, by its place in the list of encodings (Viterbi's way)."""
    totals = [0.0] + [float("-inf")] * (states - 1)
    came: list[list[int]] = []
    for token in tokens:
        best = max(range(states), key=totals.__getitem__)
        origin = list(range(states))
        for state in range(states):
            switched = totals[best] - (token.enter if state else token.leave)
            if switched > totals[state]:
                origin[state] = best
        before, totals = totals, []
        for state, weight in enumerate(weights[token.text]):
            cost = 0.0 if origin[state] == state else token.enter if state else token.leave
            totals.append(before[origin[state]] - cost + weight)
        came.append(origin)
    state = max(range(states), key=totals.__getitem__)
    path = []
    for origin in reversed(came):
        path.append(state)
        state = origin[state]
    return path[::-1]


def settled(tokens: list[Token], path: list[int], weights: dict[str, tuple[float, ...]]) -> list[int]:
    """The path with sentences in one encoding where their words allow it.

    Words that read as well in Unicode follow the sentence: a legacy one to its ends, and none where the words
    that speak for it stand in the sentence before. Nobody writes a sentence in two legacy encodings: it is in the one
    in which its legacy words are likeliest together.
    """
    settled = list(path)
    begin = 0
    for end in range(1, len(tokens) + 1):
        if end < len(tokens) and tokens[end].enter == _INSIDE[0]:
            continue
        states = set(path[begin:end]) - {0}
        if len(states) > 1:
            places = [place for place in range(begin, end) if path[place]]
            totals = {state: sum(weights[tokens[place].text][state] for place in places) for state in states}
            states = {max(states, key=totals.__getitem__)}
            for place in places:
                settled[place] = next(iter(states))
        if len(states) == 1 and 0 in path[begin:end]:
            (state,) = states
            texts = [token.text for token in tokens[begin:end]]
            legacy = sum(speaks(text, weights[text], state) for text in texts)
            plain = sum(
                _is_unicode(text, weights[text], state) and not _shouts(texts, place)
                for place, text in enumerate(texts)
            )
            ends_line = end == len(tokens) or tokens[end].enter == _LINE[0]
            goes_on = begin and settled[begin - 1] == path[begin] == state and tokens[begin].enter != _LINE[0]
            if not legacy or (legacy == 1 and plain >= _MAJORITY and ends_line and not goes_on):
                # one word among many of Unicode is a footnote's mark, whatever begins in the next line
                settled[begin:end] = [0] * (end - begin)
            elif legacy >= _MAJORITY * plain and not any(map(TONED.search, texts)):
                settled[begin:end] = [state] * (end - begin)
        begin = end
    return settled


def widen(
    tokens: list[Token],
    path: list[int],
    weights: dict[str, tuple[float, ...]],
    encodings: tuple[Encoding | None, ...],
) -> None:
    """Let legacy runs go on to what belongs to them in their line: back to the capital that they begin with, and on to
    foreign words that are odd as they stand. Words between that read alike either way decide nothing.
    """
    for place in range(1, len(tokens)):
        if tokens[place].enter == _LINE[0]:
            continue
        if (state := path[place - 1]) and not path[place]:
            encoding = encodings[state]
            assert encoding
            if _is_foreign(tokens[place].text, encoding) or _is_open(tokens[place].text, weights, state):
                path[place] = state
    for place in range(len(tokens) - 1, 0, -1):
        if not path[place - 1] and (state := path[place]) and tokens[place].enter == _INSIDE[0]:
            encoding = encodings[state]
            assert encoding
            begin = tokens[place - 1]
            if (_is_open(begin.text, weights, state) and not begin.text[:1].isupper()) or (
                _begins(begin.text, encoding)
                and weights[begin.text][0] - weights[begin.text][state] < _BEGINS
            ):
                path[place - 1] = state
        elif path[place - 1] and not path[place] and _opens(tokens[place - 1].text, tokens[place]):
            path[place - 1] = 0


def _opens(token: str, then: Token) -> bool:
    """Whether a word of Unicode with a capital begins a sentence that goes on with a small letter: Dù vậy."""
    small = then.enter == _INSIDE[0] and then.text[:1].islower() and not then.text.isascii()
    return small and token.istitle() and not token.isascii() and not is_odd(token) and is_sense(token)


def _is_open(token: str, weights: dict[str, tuple[float, ...]], state: int) -> bool:
    """Whether the token reads alike in Unicode and in that encoding."""
    return token.isascii() and weights[token][0] == weights[token][state]


def _is_foreign(token: str, encoding: Encoding) -> bool:
    """Whether the token is odd as it stands, and in that encoding a word with accents that other tongues have."""
    if encoding is Encoding.VIQR:
        odd = bool(SURE.search(token)) and not ADDRESS.search(token)
    else:
        odd = not token.isascii() and bool(is_odd(token) or SYMBOL_BESIDE.search(token))
    read = reading_of(token, encoding) if odd else ""
    return bool(WORD.search(read)) and not (TONED.search(read) or is_odd(read) or SYMBOL.search(read))


def _begins(token: str, encoding: Encoding) -> bool:
    """Whether the token is in that encoding a syllable with a capital, with which a sentence may begin."""
    read = reading_of(token, encoding)
    return read != token and read[:1].isupper() and not read[1:2].isupper() and is_sense(read)


def _shouts(texts: list[str], place: int) -> bool:
    """Whether a word is in capitals amid small ones: in TCVN3 LÝ is Lí."""
    around = "".join(texts[max(0, place - 1) : place] + texts[place + 1 : place + 2])
    return texts[place].isupper() and len(texts[place]) > 1 and around.islower()


def speaks(token: str, weights: tuple[float, ...], state: int) -> bool:
    """Whether the token is much likelier in that encoding, and odd or without sense as it stands."""
    odd = is_odd(token) or SYMBOL.search(token) or MARKED.search(token) or not is_sense(token)
    return weights[state] - weights[0] >= SPEAKS and bool(odd)


def _is_unicode(token: str, weights: tuple[float, ...], state: int) -> bool:
    """Whether the token makes sense as it stands, with its accents, and little in that encoding."""
    accented = any(not word.isascii() for word in WORD.findall(token))
    return accented and is_sense(token) and weights[0] - weights[state] >= SPEAKS
