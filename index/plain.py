"""Plain: a text in lower case without accents, and where each of its characters stands in the original.

Patterns for dates, places and page furniture run on it, so that one pattern reads composed, decomposed and
accentless Vietnamese alike. Whether the accents written agree is for the caller to check on the original.
"""

import codecs
import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from index.memo import memo


def _table() -> dict[int, str]:
    """Each Latin letter with accents as its bare lower-case letter; odd spaces and dashes as plain ones."""
    table = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if base.isascii():
            table[code] = base
    table |= dict.fromkeys(map(ord, "đĐÐð"), "d")
    table |= dict.fromkeys(
        map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000\t"), " "
    )
    return table | dict.fromkeys(map(ord, "\u2010\u2011\u2012–—−"), "-")


_TABLE = _table()
# Nearly all text is made of these. Codecs map so few characters ten times as fast as translate does.
USUAL = (
    "\0"
    + "".join(map(chr, (*range(9, 14), *range(32, 127))))
    + "".join(
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
        if not (vowel + tone).isascii()
    )
    + "đĐ\u00a0–—“”…•‘’²³½°×"
).ljust(256, "\ufffe")
_WRITTEN = codecs.charmap_build(USUAL)
_READ = USUAL.translate(_TABLE)
# Where each stands takes a hundred bytes while it is looked at.
_MOST_UNUSUAL = 100_000
_UNUSUAL = re.compile(f"[^{re.escape(USUAL.rstrip(chr(0xFFFE)))}]")
_MARK = re.compile("[\u0300-\u036f]")
_LEFT = re.compile(rb"\0+")


class Plain(NamedTuple):
    """The bare text; `at` maps its offsets to the original's where combining marks made them differ."""

    text: str
    at: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A non-empty span of the bare text, as the span of the original that it came from."""
        return (start, end) if self.at is None else (self.at[start], self.at[end])


def plain(text: str) -> Plain:
    """The text without case and accents, one character for each of the original's that is no combining
    mark.
    """
    return _remembered(text) if len(text) > _LONG else _remembered_line(text)


def _plain(text: str) -> Plain:
    """What `plain` gives, worked out."""
    bare, marked = _bare(text)
    if not marked:
        return Plain(bare, None)
    # numbers of four bytes: a list of as many takes ten times the memory
    at = array("I", (index for index, char in enumerate(bare) if not "\u0300" <= char <= "\u036f"))
    # a span ends before the next letter, so that a mark stays with the letter it sits on
    at.append(len(text))
    return Plain(_MARK.sub("", bare), at)


def _bare(text: str) -> tuple[str, bool]:
    """The text by `_TABLE`, a character for each, and whether combining marks are among them."""
    try:
        coded = codecs.charmap_encode(text, _LEFT_OUT, _WRITTEN)[0]
        if b"\0" not in coded:
            return codecs.charmap_decode(coded, "strict", _READ)[0], False
        unusual, marked = list(_left(coded)), False
    except UnicodeEncodeError:
        most = min(len(text) // 8, _MOST_UNUSUAL)
        unusual = [match.span() for match in islice(_UNUSUAL.finditer(text), most + 1)]
        marked = _MARK.search(text) is not None
        if len(unusual) > most:
            return text.translate(_TABLE), marked
        coded = codecs.charmap_encode(_UNUSUAL.sub("\0", text), "strict", _WRITTEN)[0]
    mapped = codecs.charmap_decode(coded, "strict", _READ)[0]
    parts: list[str] = []
    done = 0
    for start, end in unusual:
        parts += [mapped[done:start], text[start:end].translate(_TABLE)]
        done = end
    return "".join([*parts, mapped[done:]]), marked


def _left(coded: bytes) -> Iterator[tuple[int, int]]:
    """Where characters were left out, runs of them as one; they are few, and a pattern would look at each byte."""
    at = coded.find(0)
    while run := _LEFT.match(coded, at) if at >= 0 else None:
        yield run.span()
        at = coded.find(0, run.end())


def _left_out(error: UnicodeError) -> tuple[bytes, int]:
    """The place of unusual characters, kept for them; the error where they are marks, of which a text may hold a great
    many.
    """
    assert isinstance(error, UnicodeEncodeError)
    if _MARK.search(error.object, error.start, error.end):
        raise error
    return b"\0" * (error.end - error.start), error.end


_LEFT_OUT = f"{__name__}:left_out"
codecs.register_error(_LEFT_OUT, _left_out)


# The rules for boilerplate, dates and places look at one report's text in turn.
_LONG = 400
_remembered = memo(4)(_plain)
# They look at the lines of its head in turn, too.
_remembered_line = memo(256)(_plain)
