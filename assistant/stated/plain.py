"""Plain: a text made ready to be compared, in one notation of letters, dashes, quotes and spaces. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

Language = Literal["vi", "en"]


def listed(words: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(words.split())


_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»″〝〞"), '"') | dict.fromkeys(map(ord, "‘’‚‛′ʼ"), "'")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_TABLE = _DASHES | _QUOTES | _UNSEEN
# Few texts have any of these, and looking for one takes a tenth of what translating does.
_ODD = re.compile(f"[{''.join(map(chr, _TABLE))}]")
# The older placing of tones (hoà, uỷ), at the end of a syllable, and the newer one (hòa, ủy).
_TONES = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_TONES |= {old.capitalize(): new.capitalize() for old, new in _TONES.items()} | {
    old.upper(): new.upper() for old, new in _TONES.items()
}
# It begins with letters, and only then looks at what stands before them: so most of a text is passed over at once.
_TONE = re.compile(rf"[ouOU](?<![qQ].)[{''.join({pair[1] for pair in _TONES})}](?![^\W\d_])")
_MARK = re.compile(r"\[\d{1,3}\]")
# Every space but one alone.
_SPACE = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_LINES = re.compile(r" ?\n[\n ]*")
_ENGLISH = listed(
    """the of in and was is are were to by for from on at with that has have had its it an this
    which be been will than per not no as their percent billion million rose fell"""
)
# What a Vietnamese syllable looks like without accents.
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|th|tr|ch|gh|gi|kh|ph|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_WORD = re.compile(r"[^\W\d_]+")


def plain(text: str) -> str:
    """The text in one notation, single spaces, one placing of tones, without citation marks; offsets are not kept.

    Compatibility forms are unified too: `m²` is `m2`, full-width digits are digits.
    """
    composed = _usual(unicodedata.normalize("NFKC", _usual(text)))
    toned = _TONE.sub(lambda match: _TONES.get(match.group(), match.group()), composed)
    spaced = _SPACE.sub(" ", _MARK.sub(" ", toned))
    return (_LINES.sub("\n", spaced) if "\n" in spaced else spaced).strip()


def _usual(text: str) -> str:
    """The text with the usual dashes and quotes, without what is not seen."""
    return text.translate(_TABLE) if _ODD.search(text) else text


def accentless(text: str) -> bool:
    """Whether a text bears no Vietnamese letter at all: English, or typed without accents."""
    return not any(letter.isalpha() and not letter.isascii() for letter in text)


def language(text: str) -> Language:
    """English when its little words, or words that no Vietnamese syllable looks like, are frequent."""
    words = _WORD.findall(text[:4000])
    accented = len(words) - sum(map(str.isascii, words))
    if not words or accented * 3 > len(words):
        return "vi"
    little = sum(word.lower() in _ENGLISH for word in words)
    strange = sum(
        word.isascii() and not word.isupper() and not SYLLABLE.fullmatch(word.lower()) for word in words
    )
    return "en" if little * 8 >= len(words) or strange * 3 >= len(words) else "vi"


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
