"""Detection: bytes or text in, Unicode out, with the legacy encoding that it was converted from. Pure.

Every word is read in each encoding; the readings are compared by how likely they are as Vietnamese. In
Unicode text only a run whose words make little sense as they stand, and good sense in a legacy encoding, is
converted.
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from index.encodings import tables
from index.encodings.doubt import doubtful, has_viqr, is_viqr, may_be_legacy, may_be_viqr, may_convince
from index.encodings.odd import is_odd, odd_places
from index.encodings.run import Repaired, repaired
from index.encodings.syllables import UNSEEN, likelihood
from index.encodings.tables import Encoding
from index.encodings.weight import (
    CONTROL,
    MISREAD,
    OF_TEXT,
    TOKEN,
    TONED,
    UNIT,
    WORD,
    by_chart,
    is_abbreviation,
    is_sense,
    read_run,
    weight_of,
)


class Decoded(NamedTuple):
    """A file's text; `encoding` names the legacy one that it was in, None for Unicode."""

    text: str
    encoding: str | None


BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The order decides between encodings that read a text alike.
_OF_BYTES = (Encoding.TCVN3, Encoding.VNI, Encoding.WINDOWS_1258, Encoding.VISCII, Encoding.VN1)
_OF_ASCII = (None, Encoding.VIQR)
# Of the symbols, what is no punctuation.
_STRANGE = re.compile("[\x01-\x08\x0e-\x1f\x80-\x9f¡-ª¬-¶¸-º¼-¿×÷]")
# A control character left over in a reading: a file of text holds none.
_CONTROLS = -20.0
# Of a file's words with accents, the share that must be syllables; the rest are foreign names and slips.
_SYLLABLES = 0.8


def decode(data: bytes) -> Decoded | None:
    """The bytes as text: Unicode, else the legacy encoding in which they read as Vietnamese, else None.

    Unicode without a byte order mark is UTF-8. Its text is repaired too (see `repair`).
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _unicode(data[len(bom) :], encoding)
    return _unicode(data, "utf-8") or _legacy(data.decode("latin-1"))


def _unicode(data: bytes, encoding: str) -> Decoded | None:
    """The text in this very Unicode encoding, repaired."""
    try:
        repaired = repair(data.decode(encoding))
    except UnicodeDecodeError:
        return None
    return Decoded(repaired.text, repaired.encoding)


def _legacy(text: str) -> Decoded | None:
    """The text, a character a byte, in the encoding that makes it Vietnamese."""
    tokens = TOKEN.findall(text)
    distinct = set(tokens)
    best: Encoding | None = None
    most = float("-inf")
    for encoding in _OF_BYTES:
        readings = {token: by_chart(token, encoding) for token in distinct}
        weights = {
            token: weight_of(reading, misread=MISREAD) + _CONTROLS * len(CONTROL.findall(reading))
            for token, reading in readings.items()
        }
        total = sum(weights[token] for token in tokens)
        if total > most and _is_vietnamese(readings[token] for token in tokens):
            best, most = encoding, total
    if best is None:
        return None
    return Decoded(read_run(text, 0, len(text), best, escapes=False), best.value)


def _is_vietnamese(readings: Iterator[str]) -> bool:
    """Whether nearly all of the words with accents are syllables, two at least, and symbols are no more."""
    good: set[str] = set()
    times = all_words = symbols = 0
    for reading in readings:
        symbols += len(_STRANGE.findall(UNIT.sub(" ", reading)))
        for word in WORD.findall(reading):
            if not word.isascii():
                all_words += 1
                times += likelihood(word) >= UNSEEN or is_abbreviation(word)
                if likelihood(word) > UNSEEN:
                    good.add(word.lower())
    return len(good) >= 2 and times >= _SYLLABLES * all_words and times >= 2 * symbols


def repair(text: str) -> Repaired:
    """Unicode text whose legacy-coded Vietnamese, the whole or runs of it, is converted.

    Text that is Unicode already comes back as it is, the same object.
    """
    if text.isascii():
        if not may_be_viqr(text) or not is_viqr(text):
            return Repaired(text, None, ())
        return repaired(text, _OF_ASCII)
    odd = odd_places(text) if is_odd(text) else []
    if not may_be_legacy(text, odd) and not (may_be_viqr(text) and has_viqr(text)):
        return Repaired(text, None, ())
    parts = [part for part in doubtful(text, odd) if may_convince(text[slice(*part)])]
    if parts == [(0, len(text))]:
        return repaired(text, OF_TEXT)
    return _joined(text, parts)


def _joined(text: str, parts: list[tuple[int, int]]) -> Repaired:
    """The text with these stretches repaired, each by itself."""
    out: list[str] = []
    spans: list[tuple[int, int]] = []
    names: dict[str, None] = {}
    size = done = 0
    for begin, end in parts:
        found = repaired(text[begin:end], OF_TEXT, escapes="\\" in text)
        if found.encoding is None:
            continue
        size += begin - done
        spans += [(size + start, size + stop) for start, stop in found.spans]
        names |= dict.fromkeys(found.encoding.split(", "))
        out += [text[done:begin], found.text]
        size += len(found.text)
        done = end
    if not spans:
        return Repaired(text, None, ())
    return Repaired("".join([*out, text[done:]]), ", ".join(names), tuple(spans))


def convert(text: str, encoding: Encoding) -> str:
    """Text under a font of that encoding (see `by_font`) as Unicode.

    Words that are Unicode already, whatever their font says, stay.
    """
    if TONED.search(text):
        return text
    read = tables.read(text, encoding)
    accented = any(not word.isascii() for word in WORD.findall(text))
    if accented and is_sense(text) and weight_of(text, misread=0.0) > weight_of(read, misread=0.0):
        return text
    return read
