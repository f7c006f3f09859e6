"""Legacy: Vietnamese text written in the old encodings, a character for each byte, as `index.encodings` reads it."""

import unicodedata
from functools import cache

from index.encodings import Encoding, tables

# The 134 letters that Vietnamese has beside those of ASCII.
LETTERS = "".join(tables.CHARTS[Encoding.VISCII].values())

_TONES = {"\u0300": "`", "\u0301": "'", "\u0309": "?", "\u0303": "~", "\u0323": "."}
_MARKS = {"\u0302": "^", "\u0306": "(", "\u031b": "+", **_TONES}
# The marks that each vowel may have beside a tone, as VIQR writes them.
_HATS = {"a": "^(", "e": "^", "o": "^+", "u": "+", "i": "", "y": ""}


def write(text: str, encoding: Encoding) -> str:
    """Unicode text as the encoding holds it; letters that the encoding lacks stay as they are."""
    composed = unicodedata.normalize("NFC", text)
    if encoding is Encoding.VIQR:
        return _viqr(composed)
    if encoding is Encoding.WINDOWS_1258:
        return "".join(map(_windows_1258, composed))
    return composed.translate(_chart(encoding))


def pasted(text: str, encoding: Encoding) -> str:
    """Unicode text in the encoding as an old Word file gives it to a Unicode program."""
    return shown(write(text, encoding))


def shown(text: str) -> str:
    """What Windows-1252 shows for legacy text; a byte that it lacks is the control character of that number."""
    return "".join(
        bytes((ord(char),)).decode("cp1252", "ignore") or char if ord(char) < 256 else char for char in text
    )


@cache
def _chart(encoding: Encoding) -> dict[int, str]:
    """The chart from Unicode to the encoding, for str.translate."""
    if encoding is Encoding.VNI:
        # the pairs of one case come last in the table and so win
        pairs = {letter: pair for pair, letter in tables.VNI_PAIRS.items()}
        chart = pairs | {letter: code for code, letter in tables.VNI_SINGLES.items()}
    else:
        chart = {letter: code for code, letter in tables.CHARTS[encoding].items()}
    if encoding is Encoding.TCVN3:
        chart |= {
            letter: "".join(chart.get(part, part) for part in pair)
            for pair, letter in tables.TCVN3_CAPITALS.items()
        }
    return {ord(letter): code for letter, code in chart.items()}


def _windows_1258(char: str) -> str:
    """A letter as its base and combining tone, each in Windows-1258."""
    if not char.isalpha() or char.isascii():
        return char
    parts = unicodedata.normalize("NFD", char)
    toneless = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    tone = "".join(part for part in parts if part in _TONES)
    return (toneless + tone).encode("cp1258", "ignore").decode("latin-1") or char


def _viqr(text: str) -> str:
    """Composed text in VIQR, with a backslash before each sign that would be read as an accent."""
    written: list[str] = []
    open_to = ""  # the signs that the letter before would take
    for char in text:
        if char in "đĐ":
            if open_to == "dD":
                written[-1] = f"\\{written[-1][-1]}"
            written.append("dd" if char == "đ" else "DD")
            open_to = ""
            continue
        parts = unicodedata.normalize("NFD", char)
        base, marks = parts[0], parts[1:]
        if base.lower() in _HATS and all(mark in _MARKS for mark in marks):
            signs = sorted((_MARKS[mark] for mark in marks), key="^(+".find, reverse=True)
            written.append(base + "".join(signs))
            tones = "" if set(_TONES.values()) & set(signs) else "".join(_TONES.values())
            open_to = tones + ("" if marks else _HATS[base.lower()])
            continue
        written.append(f"\\{char}" if char == "\\" or char in open_to else char)
        open_to = "dD" if char in "dD" else ""
    return "".join(written)
