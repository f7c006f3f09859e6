"""Run: words that stand together in one legacy encoding, converted where enough speaks for it. Pure."""

import re
from typing import NamedTuple

from index.encodings import viqr
from index.encodings.path import Token, likeliest, settled, speaks, tokens_of, widen
from index.encodings.syllables import UNSEEN, likelihood
from index.encodings.tables import Encoding
from index.encodings.weight import (
    ALONE,
    SHARE,
    SPEAKS,
    VIQR_WORDS,
    WORD,
    WORDS,
    is_sense,
    read_run,
    reading_of,
    weigh,
)


class Repaired(NamedTuple):
    """Text in Unicode; where nothing was legacy it is the one given, `encoding` is None and `spans` empty.

    `encoding` names what was converted, several joined by a comma; `spans` are the converted stretches of the
    new text, half-open, in code points.
    """

    text: str
    encoding: str | None
    spans: tuple[tuple[int, int], ...]


# A sentence of one word right before a run; a list's `a.` and `ii.` are none.
_TONED_FIRST = re.compile(
    r"(?:^|\n|[.!?:;] )[ \t\"'(-]{0,9}(?P<word>[a-zA-Z]{2,7}[\^(+]?[.?]) (?:[a-zA-Z]+ ){0,3}\Z"
)
_ROMAN = re.compile(r"[ivx]+[.?]", re.I)
# How much likelier a run must be in its legacy encoding, each distinct word counted once.
_GAIN = 16.0
# Amid how many words that are the same in the encoding one may convince alone.
_SHARED = 3
# The pairs of VNI and the bytes of UTF-8 are seldom anything else.
_PAIRS_GAIN = 10.0


def repaired(text: str, encodings: tuple[Encoding | None, ...], escapes: bool | None = None) -> Repaired:
    """The text with its legacy runs converted; `escapes` says whether VIQR's own escapes stand in the whole of it."""
    tokens = list(tokens_of(text))
    escapes = "\\" in text if escapes is None else escapes
    weights: dict[str, tuple[float, ...]] = {}
    for token in tokens:
        if token.text not in weights:
            weights[token.text] = tuple(weigh(token.text, encoding) for encoding in encodings)
    path = settled(tokens, likeliest(tokens, weights, len(encodings)), weights)
    widen(tokens, path, weights, encodings)
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    names: dict[str, None] = {}
    size = done = first = 0
    while first < len(tokens):
        last = first
        while last + 1 < len(tokens) and path[last + 1] == path[first]:
            last += 1
        encoding = encodings[path[first]]
        run = _trimmed(tokens[first : last + 1], encoding) if encoding else []
        shared = {
            token.text for token in tokens[first : last + 1] if _is_shared(token.text, weights, path[last])
        }
        first = last + 1
        if encoding is None or not _convinces(run, encoding, weights, path[last], shared):
            continue
        start, end = run[0].start, run[-1].end
        if encoding is Encoding.VIQR:
            start = _toned_before(text, start, done)
        read = read_run(text, start, end, encoding, escapes)
        parts += [text[done:start], read]
        size += start - done + len(read)
        spans.append((size - len(read), size))
        names[encoding.value] = None
        done = end
    if not spans:
        return Repaired(text, None, ())
    return Repaired("".join([*parts, text[done:]]), ", ".join(names), tuple(spans))


def _trimmed(run: list[Token], encoding: Encoding) -> list[Token]:
    """The run without the tokens at its ends that read alike in Unicode."""
    # of TCVN3's small letters, each of which may stand for its capital, ý alone is the same in Unicode
    changed = [
        place
        for place, token in enumerate(run)
        if reading_of(token.text, encoding) != token.text
        or (encoding is Encoding.TCVN3 and token.text.startswith("ý"))
    ]
    return run[changed[0] : changed[-1] + 1] if changed else []


def _is_shared(token: str, weights: dict[str, tuple[float, ...]], state: int) -> bool:
    """Whether the token is a word with accents, the same in that encoding."""
    return not token.isascii() and weights[token][state] == weights[token][0] and is_sense(token)


def _convinces(
    run: list[Token],
    encoding: Encoding,
    weights: dict[str, tuple[float, ...]],
    state: int,
    shared: set[str],
) -> bool:
    """Whether enough different words of the run are likelier in the legacy encoding; one is enough that is much
    likelier amid several that are `shared`, of which VISCII has many.
    """
    gains = {token.text: weights[token.text][state] - weights[token.text][0] for token in run}
    better = {
        text for text in gains if speaks(text, weights[text], state) and is_sense(reading_of(text, encoding))
    }
    worded = [token.text for token in run if token.text in better or WORD.search(token.text)]
    least = VIQR_WORDS if encoding is Encoding.VIQR else WORDS
    gain = _PAIRS_GAIN if encoding in (Encoding.VNI, Encoding.MISREAD_UTF8) else _GAIN
    if len(better) == 1 and len(shared) >= _SHARED:
        return gains[next(iter(better))] >= ALONE
    return (
        len(better) >= least
        and sum(gains.values()) >= gain
        and sum(gains[text] >= SPEAKS for text in worded) >= SHARE * len(worded)
    )


def _toned_before(text: str, start: int, done: int) -> int:
    """Where a run of VIQR begins whose first word was taken for a sentence, its tone for a full stop: `Chi. Hoa`."""
    first = _TONED_FIRST.search(text, done, start)
    if first and likelihood(viqr.read(first["word"])) > UNSEEN and not _ROMAN.fullmatch(first["word"]):
        return first.start("word")
    return start
