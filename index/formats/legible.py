"""Legible: whether the letters that a PDF names are really text. Pure.

A font may lack the table that says which letters its signs are, or have a wrong one: what looks right on the page is
then garbage as text. And a scanner that knows no Vietnamese may have put words without accents under a page.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.encodings import repair
from index.encodings.syllables import UNSEEN, likelihood

# Above this share of characters that no font explains, the text is no text.
_UNREADABLE = 0.3
# A page of Vietnamese has at least nine syllables in ten words, one of names and tables eight, one of English four.
_SOUND, _BARE = 0.6, 0.6
# Of so many words together that are no Vietnamese, this share of the letters in words with signs or capitals inside is
# what wrong tables make; where they are a fifth of a page, the page is read from its picture.
_WINDOW, _ODD, _SPOILT = 12, 0.3, 0.2
# In so few letters nothing can be told.
_FEW = 10
# Of the syllables of Vietnamese nine in ten bear accents; below this share a machine that knows none has read them.
_ACCENTED, _ENOUGH = 0.1, 20
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Signs that no word has inside, and no address or formula.
_SIGN_INSIDE = re.compile(r"[^\W\d_][^\w\s.,;:/()'’‘“”\"&@=+%*–—|·•…-]+[^\W\d_]|[\x00-\x1f\x7f-\x9f]")


def legible(words: Sequence[str]) -> bool:
    """Whether the words of a page are letters, and mostly words, and not what a font with no or a wrong table of
    letters leaves behind.
    """
    letters = "".join(words)
    odd = sum(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc") for char in letters)
    if odd > _UNREADABLE * len(letters):
        return False
    if _share(words) >= _SOUND:
        return True
    # legacy encodings look odd, too, and are read later
    parts = repair(" ".join(words)).text.split(" ")
    windows = [parts[at : at + _WINDOW] for at in range(0, len(parts), _WINDOW)]
    return sum(map(_is_garbage, windows)) < max(1.0, _SPOILT * len(windows))


def is_bare(words: Sequence[str]) -> bool:
    """Whether the words of a page are Vietnamese that lost its accents."""
    found = [word for each in words for word in _LETTERS.findall(each)]
    if len(found) < _ENOUGH or _share(words) < _BARE:
        return False
    return sum(not word.isascii() for word in found) < _ACCENTED * len(found)


def _share(words: Iterable[str]) -> float:
    """The share of Vietnamese syllables among the words of letters; 1 where there are none."""
    found = [word for each in words for word in _LETTERS.findall(each)]
    return sum(likelihood(word) > UNSEEN for word in found) / len(found) if found else 1.0


def _is_garbage(words: Sequence[str]) -> bool:
    """Whether words that stand together are no words of any language."""
    longer = [word for word in words if len(word) > 1]
    odd = sum(len(word) for word in longer if _is_odd(word))
    return odd >= max(_FEW, _ODD * sum(map(len, longer))) and _share(words) < _SOUND


def _is_odd(word: str) -> bool:
    """Whether a word has signs inside, or capitals after small letters."""
    if _SIGN_INSIDE.search(word):
        return True
    return any(
        before.islower() and after.isupper()
        for run in _LETTERS.findall(word)
        for before, after in pairwise(run)
    )
