"""Weight: how a word reads in each legacy encoding, and how likely that is as Vietnamese. Pure."""

import re
from itertools import pairwise

from index.encodings import tables, tcvn3, viqr
from index.encodings.syllables import UNSEEN, likelihood
from index.encodings.tables import Encoding

# The order decides between encodings that read a text alike.
OF_TEXT = (
    None,
    Encoding.TCVN3,
    Encoding.VNI,
    Encoding.WINDOWS_1258,
    Encoding.VISCII,
    Encoding.MISREAD_UTF8,
    Encoding.VIQR,
)
# White space that is no letter in any encoding: a no-break space is Õ in VISCII.
TOKEN = re.compile(r"[^ \t\n\r\f\v]+")
WORD = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f])*")
# Where a symbol follows a letter in clean text: m², 20 °C, µg, Windows®, 1ª.
UNIT = re.compile(r"(?:[kcdm]?m|\))[²³]|°[CFKNEB]|µ[gmlMsAFVW]|(?<=[a-zA-Z]{4})[®™©]|\d[ªº]")
SYMBOL = re.compile("[\x01-\x08\x0e-\x1f\x80-\x9f¡-¿×÷–—‘’‚“”„†‡•…‰‹›€™]")
CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
_SIGNS = re.compile(r"(?<=[a-zA-Z])[\^`~+(.'?]+(?=[a-zA-Z])|(?<=[a-zA-Z])[\^`~+]+|\\(?=[.?'`~(+^])")
# The signs come first, since they are rarer than the letters before them.
MARKED = re.compile(
    r"[\^+(`~'?.](?:(?<=[aeoAEO]\^)|(?<=[ouOU]\+)|(?<=[aA]\()|(?<=[aeiouyAEIOUY][`~])"
    r"|(?<=[aeiouyAEIOUY]['?.])(?=[a-zA-Z]))|[dD][dD][aeiouyAEIOUY]"
)
# A symbol inside a word, where clean text has none.
SYMBOL_BESIDE = re.compile(
    "[\x01-\x08\x0e-\x1f\x80-\x9f¡-¿×÷](?:(?<=[^\\W\\d_].)|(?<![\x01-\x1f])(?=[^\\W\\d_]))"
)
_STRAY = re.compile("(?:^|[^\\w\u0300-\u036f])[\u0300-\u036f]")
# What follows a run whose last mark does not end a sentence.
_GOES_ON = re.compile(r" [a-z]{2}")
_LAST_MARK = re.compile(r"[.?][./?]{0,9}[\"')\]]{0,9}$")
# Two words with a sentence's end between them and no space.
_JOINED = re.compile(r"([a-zA-Z^(+`'~?]*[\^(+`~'?.][a-zA-Z]+)([.?])([a-zA-Z][a-zA-Z^(+`'~?]*)")
# Marks that nothing but VIQR puts inside a word; an address or an English contraction has none.
SURE = re.compile(
    r"[aeoAEO]\^|[ouOU]\+|[aA]\(|[aeiouyAEIOUY](?:[`~]|'(?!ll|re|ve)(?:[a-z]{2}|(?![dmst])[b-df-hj-np-tv-xz]))"
)
ADDRESS = re.compile(r"[@/:_=<>{}]")
TONED = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")
# Natural logarithms, on the scale of `likelihood`. An ASCII word reads alike in all encodings.
_ASCII_WORD = -12.0
_ABBREVIATION = -8.0
_ODD_SYMBOL = -8.0
_SIGN = -4.0
MISREAD = -8.0
_IMPOSSIBLE = -60.0
# By how much a word must be likelier in one encoding to speak for it.
SPEAKS = 4.0
# In how many different words at least.
WORDS = 2
# How much likelier a word must be that speaks alone.
ALONE = 12.0
# VIQR is ASCII, so more must speak for it: distinct words with marks.
VIQR_WORDS = 3
# The share of words with marks or odd letters, among all of a run or text.
SHARE = 0.25


def is_marked(token: str) -> bool:
    """Whether the token has a mark that is no punctuation and reads as a known syllable."""
    return bool(MARKED.search(token)) and weigh(token, Encoding.VIQR) > weigh(token, None)


def is_sense(reading: str) -> bool:
    """Whether each of its words with accents is a syllable or an abbreviation, and no accent stands alone."""
    return not _STRAY.search(reading) and all(
        likelihood(word) >= UNSEEN or is_abbreviation(word)
        for word in WORD.findall(reading)
        if not word.isascii()
    )


def reading_of(token: str, encoding: Encoding) -> str:
    """The token in that encoding."""
    return _by_viqr(token) if encoding is Encoding.VIQR else by_chart(token, encoding)


def weigh(token: str, encoding: Encoding | None) -> float:
    """How likely the token is, were it in that encoding."""
    if encoding is None:
        return weight_of(token, misread=0.0)
    if TONED.search(token):
        return _IMPOSSIBLE
    if encoding is Encoding.VIQR:
        return weight_of(_by_viqr(token), misread=0.0)
    return weight_of(by_chart(token, encoding), misread=MISREAD)


def weight_of(reading: str, misread: float) -> float:
    """The sum over the words of how likely each is; an odd one costs `misread` more."""
    total = 0.0
    for word in WORD.findall(reading):
        if word.isascii():
            total += max(likelihood(word), _ASCII_WORD)
        elif is_abbreviation(word):
            total += _ABBREVIATION
        else:
            weight = likelihood(word)
            # a capital inside a word is a sign of the wrong encoding, too
            total += weight if weight >= UNSEEN and not (misread and _is_mixed(word)) else weight + misread
    total += _SIGN * len(_SIGNS.findall(reading))
    if reading.isascii():
        return total
    return total + _ODD_SYMBOL * len(SYMBOL.findall(UNIT.sub(" ", reading)))


def _is_mixed(word: str) -> bool:
    """Whether a capital follows a small letter."""
    return any(first.islower() and then.isupper() for first, then in pairwise(word))


def is_abbreviation(word: str) -> bool:
    """Whether it is capitals without a vowel's accent (QĐ, HĐND), or a list's đ."""
    return word == "đ" or (word.isupper() and word.replace("Đ", "D").isascii())


def by_chart(token: str, encoding: Encoding) -> str:
    """The token by the encoding's chart."""
    read = tables.read(token, encoding)
    if encoding is Encoding.TCVN3:
        return tcvn3.horns(read)
    if encoding is Encoding.VISCII:
        # quotes and dashes around a word may be Windows-1252's own, not the capitals with their codes
        core = token.strip("“”‘’–—…•")
        if core != token:
            start = token.index(core)
            inner = token[:start] + tables.read(core, encoding) + token[start + len(core) :]
            return max(read, inner, key=lambda each: weight_of(each, misread=MISREAD))
    return read


def read_run(text: str, start: int, end: int, encoding: Encoding, escapes: bool) -> str:
    """The run from `start` to `end` as Unicode."""
    run = text[start:end]
    if encoding is Encoding.VIQR:
        goes_on = _GOES_ON.match(text, end)
        escaped = run if escapes else viqr.escape_stops(run, goes_on[0] if goes_on else "")
        return TOKEN.sub(lambda match: _by_viqr(match[0]), escaped)
    read = TOKEN.sub(lambda match: by_chart(match[0], encoding), run)
    return tcvn3.finish(read, text[max(0, start - 3) : start]) if encoding is Encoding.TCVN3 else read


def _by_viqr(token: str) -> str:
    """The token by VIQR, unless that makes words of it that are no syllables (an address, a formula)."""
    read = viqr.read(token)
    if "\\" in token or is_sense(read):
        return read
    if (
        (joined := _JOINED.fullmatch(token))
        and is_sense(viqr.read(joined[1]))
        and is_sense(viqr.read(joined[3]))
    ):
        return f"{viqr.read(joined[1])}{joined[2]}{viqr.read(joined[3])}"
    stop = _LAST_MARK.search(token)
    stopped = viqr.read(f"{token[: stop.start()]}\\{stop[0]}") if stop else read
    return stopped if is_sense(stopped) or (SURE.search(token) and not ADDRESS.search(token)) else token
