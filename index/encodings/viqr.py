"""VIQR: Vietnamese in ASCII, accents as marks after their letter (RFC 1456), to Unicode. Pure.

A full stop or question mark after a vowel is an accent unless a backslash stands before it. Many people left
the backslash out; where a text has none, the likelier word decides at the end of a sentence.
"""

import re
import unicodedata

from index.encodings.syllables import UNSEEN, likelihood

_HATS = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_TONES = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}

_HATTED = "[aA][(^]|[eE]\\^|[oO][+^]|[uU]\\+|[aeiouyAEIOUY]"
_UNIT = re.compile(rf"\\([\\'`?~.^(+dD])|(d[dD]|D[dD])|({_HATTED})([.'`?~]?)")
# The end of a word where the mark may be the sentence's: `qua.` `the^?` `ba...`
_STOP = re.compile(
    rf"(?<![a-zA-Z^(+`'~?.])([a-zA-Z^(+`'~?.]{{0,16}}(?:{_HATTED}))([.?]|\.\.\.|\./\.)(?![.?])(?=[\"')\]]*(?:$|\s+[\"'(]*(?:[A-Z](?![A-Z])|DD)|\s*\n))"
)
# By how much a word is likelier than one that was never seen; and questions are rarer than statements.
_UNHEARD, _RARE = 8.0, 2.0
_WORD = re.compile(r"[^\W\d_]+")


def read(text: str) -> str:
    """The text by the letter of the standard, in NFC."""
    return _UNIT.sub(_letter, text)


def escape_stops(text: str, after: str = "") -> str:
    """The text with a backslash before each mark that ends a sentence, if the word is as likely without; `after` is
    what follows the text.
    """
    whole, parts, done = text + after, list[str](), 0
    for match in _STOP.finditer(whole):
        if match.end() <= len(text):
            parts += [text[done : match.start()], _escaped(match)]
            done = match.end()
    return "".join([*parts, text[done:]])


def _letter(match: "re.Match[str]") -> str:
    """The letter that a unit stands for."""
    escaped, stroked, vowel, tone = match.groups()
    if escaped:
        return str(escaped)
    if stroked:
        return "đ" if stroked[0] == "d" else "Đ"
    marks = "".join(_HATS[sign] for sign in vowel[1:]) + _TONES.get(tone, "")
    return unicodedata.normalize("NFC", vowel[0] + marks)


def _escaped(match: "re.Match[str]") -> str:
    """The word with a backslash before its last mark where the word without that accent is likelier."""
    word, mark = match.groups()
    gain = _likelihood(read(word)) - _likelihood(read(word + mark[0]))
    inside = match.string[match.end() : match.end() + 1] == " "
    if len(mark) == 1 and inside and (mark == "?" or gain < _UNHEARD):
        return str(match[0])  # the capital that follows may be a name's
    return f"{word}\\{mark}" if len(mark) > 1 or gain >= (0.0 if mark == "." else _RARE) else str(match[0])


def _likelihood(reading: str) -> float:
    """How likely the last word of the reading is."""
    words = _WORD.findall(reading)
    return likelihood(words[-1]) if words else UNSEEN
