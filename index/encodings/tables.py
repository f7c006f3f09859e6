"""The charts of the legacy Vietnamese encodings: text as they hold it, to Unicode. Pure.

Legacy text is a string here too: each byte the character with its number, or the one that Windows-1252 shows
for it, as in text pasted from an old Word file. Which encoding a text is in, `detect` says; VIQR is `viqr`'s.
The charts are those of TCVN 5712:1993, RFC 1456 (VISCII) and VNI for Windows.
"""

import re
import unicodedata
from enum import StrEnum

from index.memo import memo


class Encoding(StrEnum):
    """A legacy encoding under the name that people know it by."""

    TCVN3 = "TCVN3 (ABC)"
    TCVN3_CAPITALS = "TCVN3 phông chữ hoa (ABC)"
    VNI = "VNI"
    VISCII = "VISCII"
    VIQR = "VIQR"
    WINDOWS_1258 = "Windows-1258"
    VN1 = "TCVN 5712 (VN1)"
    MISREAD_UTF8 = "UTF-8 đọc nhầm là Windows-1252"


_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# VN1 adds the capitals with tones, which the fonts of TCVN3 show as something else.
_VN1 = _TCVN3 | dict(
    zip(
        "\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17"
        + "".join(map(chr, range(0x80, 0xA0)))
        + "¯º¿ÀÁÂÃÄÅÍÙÚÛàðÿ",
        "ÚỤỪỬỮỨỰỲỶỸÝỴÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖỐ",
        strict=True,
    )
)
_VISCII = dict(
    zip(
        "\x02\x05\x06\x14\x19\x1e" + "".join(map(chr, range(0x80, 0x100))),
        "ẲẴẪỶỸỴ"
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
        "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
        strict=True,
    )
)
_WINDOWS_1258 = {
    chr(code): char
    for code in range(0x80, 0x100)
    if (char := bytes((code,)).decode("cp1258", "ignore"))
    and char != bytes((code,)).decode("cp1252", "ignore")
}
# VNI writes a letter, then a mark that stands for its tone, with circumflex or breve where it has one.
_VNI_TONES = dict(zip("\u0300\u0301\u0309\u0303\u0323", "øùûõï", strict=True))
_VNI_HATS = {
    "\u0302": dict(zip(("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"), "âàáåãä", strict=True)),
    "\u0306": dict(zip(("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"), "êèéúüë", strict=True)),
}
VNI_SINGLES = dict(zip("ôöñìíæóòîÔÖÑÌÍÆÓÒÎ", "ơưđìíỉĩịỵƠƯĐÌÍỈĨỊỴ", strict=True))


def _vni_pairs() -> dict[str, str]:
    """A letter and its mark, in any case, to the letter that they make; the first gives the case."""
    pairs = {f"{letter}{mark}": f"{letter}{tone}" for letter in "aeouy" for tone, mark in _VNI_TONES.items()}
    pairs |= {
        f"{letter}{mark}": f"{letter}{hat}{tone}"
        for letter, hats in (("a", "\u0302\u0306"), ("e", "\u0302"), ("o", "\u0302"))
        for hat in hats
        for tone, mark in _VNI_HATS[hat].items()
    }
    pairs |= {
        f"{letter}{mark}": f"{horned}{tone}"
        for letter, horned in (("ô", "ơ"), ("ö", "ư"))
        for tone, mark in _VNI_TONES.items()
    }
    made = {pair: unicodedata.normalize("NFC", letter) for pair, letter in pairs.items()}
    capitals = {pair.upper(): letter.upper() for pair, letter in made.items()}
    # a mark in the other case comes from programs that changed the case letter by letter
    mixed = {pair[0].upper() + pair[1]: letter.upper() for pair, letter in made.items()}
    mixed |= {pair[0] + pair[1].upper(): letter for pair, letter in made.items()}
    return mixed | capitals | made


VNI_PAIRS = _vni_pairs()
_VNI_LETTER = re.compile("|".join((*VNI_PAIRS, f"[{''.join(VNI_SINGLES)}]")))

_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"


def _tcvn3_capitals() -> dict[str, str]:
    """A capital, then the same letter small with its tone: the capitals that TCVN3 has no code for."""
    return {
        bare.upper() + letter: letter.upper()
        for letter in _TCVN3.values()
        if letter.islower() and any(mark in unicodedata.normalize("NFD", letter) for mark in _TONE_MARKS)
        for bare in (_toneless(letter),)
    }


def _toneless(letter: str) -> str:
    """The letter without its tone."""
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONE_MARKS))


TCVN3_CAPITALS = _tcvn3_capitals()
_TCVN3_CAPITAL = re.compile("|".join(TCVN3_CAPITALS))

# Each byte of an encoding to its letter; VNI writes most letters in pairs.
CHARTS = {
    Encoding.TCVN3: _TCVN3,
    Encoding.TCVN3_CAPITALS: _TCVN3,
    Encoding.VISCII: _VISCII,
    Encoding.WINDOWS_1258: _WINDOWS_1258,
    Encoding.VN1: _VN1,
}


@memo(8)
def _translation(encoding: Encoding) -> dict[int, str]:
    """The chart for str.translate, by byte and by what Windows-1252 shows, which fills the free bytes."""
    shown = {
        chr(code): char for code in range(0x80, 0xA0) if (char := bytes((code,)).decode("cp1252", "ignore"))
    }
    chart = shown | CHARTS[encoding] if encoding in CHARTS else dict(shown)
    for byte, char in shown.items():
        chart.setdefault(char, chart[byte])
    return {ord(code): char for code, char in chart.items()}


def read(text: str, encoding: Encoding) -> str:
    """Text in a legacy encoding other than VIQR as Unicode in NFC; what the chart lacks stays as it is.

    Each character stands for the byte with its number, or for the byte that Windows-1252 shows as it.
    """
    if encoding is Encoding.MISREAD_UTF8:
        return _UTF8.sub(_reread, text)
    if encoding is Encoding.VNI:
        plain = text.translate(_translation(encoding))
        return _VNI_LETTER.sub(lambda match: VNI_PAIRS.get(match[0]) or VNI_SINGLES[match[0]], plain)
    read_by_chart = text.translate(_translation(encoding))
    if encoding is Encoding.TCVN3:
        return _TCVN3_CAPITAL.sub(lambda match: TCVN3_CAPITALS[match[0]], read_by_chart)
    if encoding is Encoding.TCVN3_CAPITALS:
        return read_by_chart.upper()
    return unicodedata.normalize("NFC", read_by_chart)


# A letter of two or three bytes, each shown as Windows-1252 shows it; à loses its second, a no-break space.
_SHOWN = {bytes((code,)).decode("cp1252", "ignore") or chr(code): code for code in range(0x80, 0x100)}
_TRAIL = "".join(map(re.escape, (char for char, code in _SHOWN.items() if code < 0xC0))) + "\x80-\x9f"
_UTF8 = re.compile(
    rf"[\u00c3-\u00c6\u00cc][{_TRAIL}]|\u00e1[\u00ba\u00bb][{_TRAIL}]|\u00e2\u20ac[{_TRAIL}]|\u00c3(?=\s|$)"
)


def _reread(match: "re.Match[str]") -> str:
    """The letter whose bytes were shown one by one; the same characters where they are no UTF-8."""
    raw = bytes(_SHOWN.get(char, ord(char) & 0xFF) for char in match[0])
    return "à" if raw == b"\xc3" else raw.decode("utf-8", "ignore") or match[0]


_FONTS = (
    (re.compile(r"\.vn[a-z].*h\s*$", re.I), Encoding.TCVN3_CAPITALS),
    (re.compile(r"\.vn[a-z]", re.I), Encoding.TCVN3),
    (re.compile(r"vni[- ]", re.I), Encoding.VNI),
    (re.compile(r"vi(?:scii)? (?:arial|times|courier)", re.I), Encoding.VISCII),
)


@memo(256)
def by_font(name: str) -> Encoding | None:
    """The encoding that a font's name stands for (.VnTime, .VnTimeH, VNI-Times), None for a Unicode font."""
    return next((encoding for font, encoding in _FONTS if font.match(name.strip())), None)
