"""Odd letters: where a text has letters that Unicode Vietnamese has not there. Pure.

Nearly all text is clean, and this is all that is looked for in it.
"""

import codecs
import re
from collections.abc import Iterator

from index.plain import USUAL

# Letters of legacy text that clean Vietnamese lacks, and those that it lacks after the letter before them.
_LACKING = "\x80-\x9f¡-¦¨ª¬\xad¯¶¸¹º¼¾¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöøûü÷þÿ"
_MARKS = "àáâãèéêìòùúõÀÁÂÃÈÉÊÌÒÙÚÕ"
# One class to look for first, since nearly all text is clean and this is all that it costs.
_ODD = re.compile(
    f"[{_LACKING}{_MARKS}](?:(?<=[{_LACKING}])|(?<=[aAeE].)|(?<=[oO][âìùõÂÙÕ])|(?<=[uUyY][ùõÙÕ]))"
)
# Windows-1258's grave and hook, capitals in Windows-1252.
_ODD_CAPITAL = re.compile("[a-zâêôãõý][ÌÒ]")
_CLEAN = re.sub(f"[{_LACKING}]", "\ufffe", USUAL)
# Text that is coded so, a byte a character, is looked through many times as fast.
_CODES = codecs.charmap_build(_CLEAN)
# Two places that no character has: of one that is odd anywhere, of any other.
_IS_ODD, _IS_OTHER = (
    bytes((place,)) for place in [at for at, char in enumerate(_CLEAN) if char == "\ufffe"][:2]
)
# The same places by pairs of characters, a bit for each sort: after which of them which marks are odd.
_PAIRS = (
    ("aAeE", _MARKS),
    ("oO", "âìùõÂÙÕ"),
    ("uUyY", "ùõÙÕ"),
    ("abcdefghijklmnopqrstuvwxyzâêôãõý", "ÌÒ"),
)
_BEFORE_ODD, _ODD_AFTER = (
    bytes(sum(1 << bit for bit, pair in enumerate(_PAIRS) if char in pair[which]) for char in _CLEAN)
    for which in (0, 1)
)
_ANY_BIT = b"\0" + b"\1" * 255
_LACKS = re.compile(f"[{_LACKING}]")


def is_odd(text: str) -> bool:
    """Whether it has a letter in a place where Unicode Vietnamese never has that letter."""
    try:
        coded = codecs.charmap_encode(text, _ANY_ERROR, _CODES)[0]
    except UnicodeEncodeError:
        return bool(_ODD.search(text) or _ODD_CAPITAL.search(text))
    return _IS_ODD in coded or bool(_odd_pairs(coded))


def odd_places(text: str) -> list[int]:
    """The places of letters that Unicode Vietnamese never has in such a place."""
    try:
        coded = codecs.charmap_encode(text, _ANY_ERROR, _CODES)[0]
    except UnicodeEncodeError:
        places = {match.start() for match in _ODD.finditer(text)}
        return sorted(places | {match.end() - 1 for match in _ODD_CAPITAL.finditer(text)})
    pairs = _odd_pairs(coded).to_bytes(len(coded)).translate(_ANY_BIT)
    return sorted([*_places(coded, _IS_ODD), *_places(pairs, b"\1")])


def _odd_pairs(coded: bytes) -> int:
    """A byte for each character, not zero where it is a mark that is odd after the one before it.

    Of all characters at once, as long numbers: a pattern takes three times as long.
    """
    before, marks = coded.translate(_BEFORE_ODD), coded.translate(_ODD_AFTER)
    return int.from_bytes(before[:-1]) & int.from_bytes(marks[1:])


def _places(data: bytes, one: bytes) -> Iterator[int]:
    """Where that byte stands."""
    at = data.find(one)
    while at >= 0:
        yield at
        at = data.find(one, at + 1)


def _any(error: UnicodeError) -> tuple[bytes, int]:
    """The bytes of unusual characters, each by whether it is odd; the error where they are marks, of which a text may
    hold a great many.
    """
    assert isinstance(error, UnicodeEncodeError)
    run = error.object[error.start : error.end]
    if "\u0300" <= run[0] <= "\u036f":
        raise error
    return b"".join(_IS_ODD if _LACKS.match(char) else _IS_OTHER for char in run), error.end


_ANY_ERROR = f"{__name__}:any"
codecs.register_error(_ANY_ERROR, _any)
