"""Plain: a text made ready to be compared, in one notation of letters, dashes, quotes and spaces. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

Language = Literal["vi", "en"]

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»″〝〞"), '"') | dict.fromkeys(map(ord, "‘’‚‛′ʼ"), "'")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_TABLE = _DASHES | _QUOTES | _UNSEEN
_MARK = re.compile(r"\[\d{1,3}\]")
_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[\n ]*")
_ENGLISH = frozenset(
    """the of in and was is are were to by for from on at with that has have had its it an this which be been will
    than per not no as their percent billion million rose fell""".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def plain(text: str) -> str:
    """The text in one notation, single spaces, without citation marks; offsets are not kept.

    Compatibility forms are unified too: `m²` is `m2`, full-width digits are digits.
    """
    composed = unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)
    return _LINES.sub("\n", _SPACE.sub(" ", _MARK.sub(" ", composed))).strip()


def accentless(text: str) -> bool:
    """Whether a text bears no Vietnamese letter at all: English, or typed without accents."""
    return not any(letter.isalpha() and not letter.isascii() for letter in text)


def language(text: str) -> Language:
    """English when English little words are frequent and accented letters rare, else Vietnamese."""
    words = _WORD.findall(text.lower()[:4000])
    if not words:
        return "vi"
    accented = sum(not word.isascii() for word in words)
    little = sum(word in _ENGLISH for word in words)
    return "en" if little * 8 >= len(words) and accented * 3 <= len(words) else "vi"


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these spans blanked by NULs, offsets kept."""
    kept: list[str] = []
    last = 0
    for start, end in sorted(spans):
        if end > last:
            start = max(start, last)
            kept += (text[last:start], "\0" * (end - start))
            last = end
    return "".join(kept) + text[last:]
