"""What the chart of TCVN3 cannot tell: capitals without codes, and a letter that programs lose. Pure.

In TCVN3 a capital with a tone is the small letter's code, shown as a capital by another font. Where the
font is unknown, the letters and words around it say which it was.
"""

import re
import unicodedata

from index.encodings.syllables import UNSEEN, is_syllable, likelihood

_LETTER = re.compile(r"[^\W\d_]+")
_SMALL = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
# Where a sentence begins with a small letter that TCVN3 has no capital for; a wrapped line does not count.
_START = re.compile(rf"(\A|[.!?…]\s{{1,9}}|\n\s{{0,9}}\n\s{{0,9}})([\"“(]?)([{_SMALL}])")
_AFTER_SENTENCE = re.compile(r"(?:\A|\n\s{0,9}|[.!?…]\s{1,9})\Z")
_ONSET = "[bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX]{1,3}"
_HYPHENED = re.compile(rf"(?<![^\W_])(?<![-/])({_ONSET})-([^\W\d_]*)(?![-/\w])")


def finish(text: str, before: str = "") -> str:
    """Text read by the chart of TCVN3, with its capitals; `before` are a few characters that it follows."""
    return _sentence_starts(_capitals(text), before)


def horns(text: str) -> str:
    """The text with ư where a program showed its code, the soft hyphen, as a hyphen: n-ớc, t- pháp."""
    return _HYPHENED.sub(_horn, text) if "-" in text else text


def _horn(match: "re.Match[str]") -> str:
    """The syllable with ư for the hyphen, where that makes one and the rest alone is less likely."""
    joined = f"{match[1]}ư{match[2]}"
    fits = likelihood(joined) > UNSEEN and (not match[2] or likelihood(match[2]) < likelihood(joined))
    return joined if fits else str(match[0])


def _capitals(text: str) -> str:
    """The text with its words of capitals all in capitals: TỈNH for TỉNH, and Hà between two such words."""
    return "".join(_line_capitals(line) for line in text.splitlines(keepends=True))


def _line_capitals(line: str) -> str:
    """One line's words in capitals."""
    words = list(_LETTER.finditer(line))
    kinds = [_kind(match[0]) for match in words]
    for place, kind in enumerate(kinds):
        if kind == "open":
            around = {_neighbour(line, words, kinds, place, step) for step in (-1, 1)} - {""}
            kinds[place] = "capitals" if around == {"capitals"} else "small"
    parts, done = [], 0
    for match, kind in zip(words, kinds, strict=True):
        if kind == "capitals":
            parts += [line[done : match.start()], match[0].upper()]
            done = match.end()
    return "".join([*parts, line[done:]])


def _neighbour(line: str, words: "list[re.Match[str]]", kinds: list[str], place: int, step: int) -> str:
    """The kind of the nearest word on that side whose kind is known, "" where a mark stands between."""
    other = place + step
    while 0 <= other < len(words):
        left, right = words[min(other, other - step)], words[max(other, other - step)]
        if line[left.end() : right.start()].strip():
            return ""
        if kinds[other] != "open":
            return kinds[other]
        other += step
    return ""


def _kind(word: str) -> str:
    """Whether the word is "capitals", "small" or, where only the words around can tell, "open"."""
    sure = "".join(char for char in word if char not in _SMALL)
    if sure != sure.upper():
        return "small"
    if len(sure) == len(word):
        return (
            "capitals"
            if len(word) > 1 and is_syllable(unicodedata.normalize("NFC", word.lower()))
            else "open"
        )
    if len(sure) > 1 or (sure and word[0] in _SMALL):
        return "capitals"
    return "open"


def _sentence_starts(text: str, before: str) -> str:
    """The text with a capital where a sentence begins with a letter that TCVN3 has no capital for."""

    def capital(match: "re.Match[str]") -> str:
        """The match with its letter in capitals, where a sentence begins."""
        if not match[1] and not _AFTER_SENTENCE.search(before):
            return str(match[0])
        return f"{match[1]}{match[2]}{match[3].upper()}"

    return _START.sub(capital, text)
