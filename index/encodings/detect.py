"""Detection: bytes or text in, Unicode out, with the legacy encoding that it was converted from. Pure.

Every word is read in each encoding; the readings are compared by how likely they are as Vietnamese. In
Unicode text only a run whose words make little sense as they stand, and good sense in a legacy encoding, is
converted.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from index.encodings import tables, tcvn3, viqr
from index.encodings.syllables import UNSEEN, likelihood
from index.encodings.tables import Encoding
from index.plain import USUAL


class Decoded(NamedTuple):
    """A file's text; `encoding` names the legacy one that it was in, None for Unicode."""

    text: str
    encoding: str | None


class Repaired(NamedTuple):
    """Text in Unicode; where nothing was legacy it is the one given, `encoding` is None and `spans` empty.

    `encoding` names what was converted, several joined by a comma; `spans` are the converted stretches of the
    new text, half-open, in code points.
    """

    text: str
    encoding: str | None
    spans: tuple[tuple[int, int], ...]


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The order decides between encodings that read a text alike.
_OF_BYTES = (Encoding.TCVN3, Encoding.VNI, Encoding.WINDOWS_1258, Encoding.VISCII, Encoding.VN1)
_OF_TEXT = (
    None,
    Encoding.TCVN3,
    Encoding.VNI,
    Encoding.WINDOWS_1258,
    Encoding.VISCII,
    Encoding.MISREAD_UTF8,
    Encoding.VIQR,
)
_OF_ASCII = (None, Encoding.VIQR)

# White space that is no letter in any encoding: a no-break space is Õ in VISCII.
_TOKEN = re.compile(r"[^ \t\n\r\f\v]+")
_WORD = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f])*")
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
# Where a symbol follows a letter in clean text: m², 20 °C, µg, Windows®, 1ª.
_UNIT = re.compile(r"(?:[kcdm]?m|\))[²³]|°[CFKNEB]|µ[gmlMsAFVW]|(?<=[a-zA-Z]{4})[®™©]|\d[ªº]")
_SYMBOL = re.compile("[\x01-\x08\x0e-\x1f\x80-\x9f¡-¿×÷–—‘’‚“”„†‡•…‰‹›€™]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
# Of those, what is no punctuation.
_STRANGE = re.compile("[\x01-\x08\x0e-\x1f\x80-\x9f¡-ª¬-¶¸-º¼-¿×÷]")
_SIGNS = re.compile(r"(?<=[a-zA-Z])[\^`~+(.'?]+(?=[a-zA-Z])|(?<=[a-zA-Z])[\^`~+]+|\\(?=[.?'`~(+^])")
# The signs come first, since they are rarer than the letters before them.
_MARKED = re.compile(
    r"[\^+(`~'?.](?:(?<=[aeoAEO]\^)|(?<=[ouOU]\+)|(?<=[aA]\()|(?<=[aeiouyAEIOUY][`~])"
    r"|(?<=[aeiouyAEIOUY]['?.])(?=[a-zA-Z]))|[dD][dD][aeiouyAEIOUY]"
)
# A symbol inside a word, where clean text has none.
_SYMBOL_BESIDE = re.compile(
    "[\x01-\x08\x0e-\x1f\x80-\x9f¡-¿×÷](?:(?<=[^\\W\\d_].)|(?<![\x01-\x1f])(?=[^\\W\\d_]))"
)
_STRAY = re.compile("(?:^|[^\\w\u0300-\u036f])[\u0300-\u036f]")
# A sentence of one word right before a run; a list's `a.` and `ii.` are none.
_TONED_FIRST = re.compile(
    r"(?:^|\n|[.!?:;] )[ \t\"'(-]{0,9}(?P<word>[a-zA-Z]{2,7}[\^(+]?[.?]) (?:[a-zA-Z]+ ){0,3}\Z"
)
_ROMAN = re.compile(r"[ivx]+[.?]", re.I)
# What follows a run whose last mark does not end a sentence.
_GOES_ON = re.compile(r" [a-z]{2}")
_LAST_MARK = re.compile(r"[.?][./?]{0,9}[\"')\]]{0,9}$")
# Two words with a sentence's end between them and no space.
_JOINED = re.compile(r"([a-zA-Z^(+`'~?]*[\^(+`~'?.][a-zA-Z]+)([.?])([a-zA-Z][a-zA-Z^(+`'~?]*)")
# Marks that nothing but VIQR puts inside a word; an address or an English contraction has none.
_SURE = re.compile(
    r"[aeoAEO]\^|[ouOU]\+|[aA]\(|[aeiouyAEIOUY](?:[`~]|'(?!ll|re|ve)(?:[a-z]{2}|(?![dmst])[b-df-hj-np-tv-xz]))"
)
_ADDRESS = re.compile(r"[@/:_=<>{}]")
_TONED = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")

# Natural logarithms, on the scale of `likelihood`. An ASCII word reads alike in all encodings.
_ASCII_WORD = -12.0
_ABBREVIATION = -8.0
_ODD_SYMBOL = -8.0
_SIGN = -4.0
# A control character left over in a reading: a file of text holds none.
_CONTROLS = -20.0
_MISREAD = -8.0
_IMPOSSIBLE = -60.0
# What it takes to go into a legacy encoding, and back to Unicode, after a line's end, a sentence's, a word's.
_LINE, _SENTENCE, _INSIDE = (4.0, 0.0), (6.0, 0.5), (8.0, 4.0)
# By how much a word must be likelier in one encoding to speak for it.
_SPEAKS = 4.0
# How much likelier a word may be in Unicode that begins a legacy sentence all the same.
_BEGINS = 8.0
# How many words that speak for a legacy encoding outweigh one that speaks for Unicode in the same sentence.
_MAJORITY = 4
_SENTENCE_ENDS = '.!?:;”")'
# How much likelier a run must be in its legacy encoding, each distinct word counted once; in how many words.
_GAIN, _WORDS = 16.0, 2
# How much likelier a word must be that speaks alone, amid how many that are the same in the encoding.
_ALONE, _SHARED = 12.0, 3
# The pairs of VNI and the bytes of UTF-8 are seldom anything else.
_PAIRS_GAIN = 10.0
# VIQR is ASCII, so more must speak for it: distinct words with marks.
_VIQR_WORDS = 3
# Of a file's words with accents, the share that must be syllables; the rest are foreign names and slips.
_SYLLABLES = 0.8
# And the share of words with marks or odd letters, among all.
_SHARE = 0.25


def decode(data: bytes) -> Decoded | None:
    """The bytes as text: Unicode, else the legacy encoding in which they read as Vietnamese, else None.

    Unicode without a byte order mark is UTF-8. Its text is repaired too (see `repair`).
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _unicode(data[len(bom) :], encoding)
    return _unicode(data, "utf-8") or _legacy(data.decode("latin-1"))


def _unicode(data: bytes, encoding: str) -> Decoded | None:
    """The text in this very Unicode encoding, repaired."""
    try:
        repaired = repair(data.decode(encoding))
    except UnicodeDecodeError:
        return None
    return Decoded(repaired.text, repaired.encoding)


def _legacy(text: str) -> Decoded | None:
    """The text, a character a byte, in the encoding that makes it Vietnamese."""
    tokens = _TOKEN.findall(text)
    distinct = set(tokens)
    best: Encoding | None = None
    most = float("-inf")
    for encoding in _OF_BYTES:
        readings = {token: _by_chart(token, encoding) for token in distinct}
        weights = {
            token: _weight(reading, misread=_MISREAD) + _CONTROLS * len(_CONTROL.findall(reading))
            for token, reading in readings.items()
        }
        total = sum(weights[token] for token in tokens)
        if total > most and _is_vietnamese(readings[token] for token in tokens):
            best, most = encoding, total
    if best is None:
        return None
    return Decoded(_read_run(text, 0, len(text), best, escapes=False), best.value)


def _is_vietnamese(readings: Iterator[str]) -> bool:
    """Whether nearly all of the words with accents are syllables, two at least, and symbols are no more."""
    good: set[str] = set()
    times = all_words = symbols = 0
    for reading in readings:
        symbols += len(_STRANGE.findall(_UNIT.sub(" ", reading)))
        for word in _WORD.findall(reading):
            if not word.isascii():
                all_words += 1
                times += likelihood(word) >= UNSEEN or _is_abbreviation(word)
                if likelihood(word) > UNSEEN:
                    good.add(word.lower())
    return len(good) >= 2 and times >= _SYLLABLES * all_words and times >= 2 * symbols


def repair(text: str) -> Repaired:
    """Unicode text whose legacy-coded Vietnamese, the whole or runs of it, is converted.

    Text that is Unicode already comes back as it is, the same object.
    """
    if text.isascii():
        if not _may_be_viqr(text) or not _is_viqr(text):
            return Repaired(text, None, ())
        return _repaired(text, _OF_ASCII)
    odd = _odd_places(text) if _is_odd(text) else []
    if not _may_be_legacy(text, odd) and not (_may_be_viqr(text) and _has_viqr(text)):
        return Repaired(text, None, ())
    parts = [part for part in _doubtful(text, odd) if _may_convince(text[slice(*part)])]
    if parts == [(0, len(text))]:
        return _repaired(text, _OF_TEXT)
    return _joined(text, parts)


def _doubtful(text: str, odd: list[int]) -> Iterator[tuple[int, int]]:
    """The stretches of whole lines that may hold legacy text: lines with odd letters or signs, and those around
    them that are not surely Unicode. No run goes through a line that is.
    """
    patterns = (_MARKED, _SYMBOL_BESIDE) if _may_be_viqr(text) else (_SYMBOL_BESIDE,)
    places = odd + [match.start() for pattern in patterns for match in pattern.finditer(text)]
    doubted = {text.rfind("\n", 0, place) + 1 for place in places}
    done = 0
    for line in sorted(doubted):
        if line < done:
            continue
        begin = line
        while begin > done and not _TONED.search(text, above := text.rfind("\n", 0, begin - 1) + 1, begin):
            begin = above
        done = _line_end(text, line)
        while done < len(text) and (done in doubted or not _TONED.search(text, done, _line_end(text, done))):
            done = _line_end(text, done)
        yield begin, done


def _line_end(text: str, at: int) -> int:
    """Where the next line begins."""
    return text.find("\n", at) + 1 or len(text)


def _joined(text: str, parts: list[tuple[int, int]]) -> Repaired:
    """The text with these stretches repaired, each by itself."""
    out: list[str] = []
    spans: list[tuple[int, int]] = []
    names: dict[str, None] = {}
    size = done = 0
    for begin, end in parts:
        found = _repaired(text[begin:end], _OF_TEXT, escapes="\\" in text)
        if found.encoding is None:
            continue
        size += begin - done
        spans += [(size + start, size + stop) for start, stop in found.spans]
        names |= dict.fromkeys(found.encoding.split(", "))
        out += [text[done:begin], found.text]
        size += len(found.text)
        done = end
    if not spans:
        return Repaired(text, None, ())
    return Repaired("".join([*out, text[done:]]), ", ".join(names), tuple(spans))


def _may_convince(text: str) -> bool:
    """Whether as many different words as a run must have speak for one legacy encoding; else there is no such run."""
    spoken = dict.fromkeys(_OF_TEXT[1:], 0)
    for token in set(_TOKEN.findall(text)):
        if _TONED.search(token) or not (_may_speak(token) or _MARKED.search(token)):
            continue
        plain = _weigh(token, None)
        for encoding in spoken:
            if (gain := _weigh(token, encoding) - plain) >= _SPEAKS:
                spoken[encoding] += 1
                if encoding is Encoding.VISCII and gain >= _ALONE:
                    return True
                if spoken[encoding] >= (_VIQR_WORDS if encoding is Encoding.VIQR else _WORDS):
                    return True
    return False


def _may_speak(token: str) -> bool:
    """Whether the token is odd, or without sense as it stands."""
    if token.isascii():
        return bool(_CONTROL.search(token))
    return bool(_is_odd(token) or _SYMBOL.search(token) or not _is_sense(token))


def _is_odd(text: str) -> bool:
    """Whether it has a letter where Unicode Vietnamese has none such."""
    try:
        coded = codecs.charmap_encode(text, _ANY_ERROR, _CODES)[0]
    except UnicodeEncodeError:
        return bool(_ODD.search(text) or _ODD_CAPITAL.search(text))
    return _IS_ODD in coded or bool(_odd_pairs(coded))


def _odd_places(text: str) -> list[int]:
    """Where letters stand that Unicode Vietnamese has not there."""
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


def _may_be_legacy(text: str, odd: list[int]) -> bool:
    """Whether any word with an odd letter, whose places are given, is a likelier one in a legacy encoding."""
    words = set[str]()
    end = -1
    for place in odd:
        if place >= end and (token := _TOKEN.match(text, _token_start(text, place))):
            words.add(token[0])
            end = token.end()
    return any(_weigh(word, encoding) > _weigh(word, None) for word in words for encoding in _OF_TEXT[1:-1])


def _token_start(text: str, place: int) -> int:
    """Where the token begins that a place lies in."""
    while place and _TOKEN.match(text, place - 1, place):
        place -= 1
    return place


def _may_be_viqr(text: str) -> bool:
    """Whether the text has any of the signs without which few words can be written in VIQR."""
    if "^" in text or "~" in text or "`" in text or "a(" in text:
        return True
    return "+" in text and ("o+" in text or "u+" in text)


def _is_viqr(text: str) -> bool:
    """Whether enough of an ASCII text's words are VIQR and sense."""
    tokens = [token for token in _TOKEN.findall(text) if _WORD.search(token)]
    marked = [token for token in tokens if _is_marked(token)]
    return len(set(marked)) >= _VIQR_WORDS and len(marked) >= _SHARE * len(tokens)


def _has_viqr(text: str) -> bool:
    """Whether the text holds a few words of VIQR."""
    return sum(map(_is_marked, set(_TOKEN.findall(text)))) >= _VIQR_WORDS


def _is_marked(token: str) -> bool:
    """Whether the token has a mark that is no punctuation and reads as a known syllable."""
    return bool(_MARKED.search(token)) and _weigh(token, Encoding.VIQR) > _weigh(token, None)


def convert(text: str, encoding: Encoding) -> str:
    """Text under a font of that encoding (see `by_font`) as Unicode.

    Words that are Unicode already, whatever their font says, stay.
    """
    if _TONED.search(text):
        return text
    read = tables.read(text, encoding)
    accented = any(not word.isascii() for word in _WORD.findall(text))
    if accented and _is_sense(text) and _weight(text, misread=0.0) > _weight(read, misread=0.0):
        return text
    return read


class _Token(NamedTuple):
    """A token of the text; what it costs to go into a legacy encoding before it, and to leave one."""

    start: int
    end: int
    text: str
    enter: float
    leave: float


def _repaired(text: str, encodings: tuple[Encoding | None, ...], escapes: bool | None = None) -> Repaired:
    """The text with its legacy runs converted; `escapes` says whether VIQR's own escapes stand in the whole of it."""
    tokens = list(_tokens(text))
    escapes = "\\" in text if escapes is None else escapes
    weights: dict[str, tuple[float, ...]] = {}
    for token in tokens:
        if token.text not in weights:
            weights[token.text] = tuple(_weigh(token.text, encoding) for encoding in encodings)
    path = _settled(tokens, _likeliest(tokens, weights, len(encodings)), weights)
    _widen(tokens, path, weights, encodings)
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    names: dict[str, None] = {}
    size = done = first = 0
    while first < len(tokens):
        last = first
        while last + 1 < len(tokens) and path[last + 1] == path[first]:
            last += 1
        encoding = encodings[path[first]]
        run = _trimmed(tokens[first : last + 1], encoding) if encoding else []
        shared = {
            token.text for token in tokens[first : last + 1] if _is_shared(token.text, weights, path[last])
        }
        first = last + 1
        if encoding is None or not _convinces(run, encoding, weights, path[last], shared):
            continue
        start, end = run[0].start, run[-1].end
        if encoding is Encoding.VIQR:
            start = _toned_before(text, start, done)
        read = _read_run(text, start, end, encoding, escapes)
        parts += [text[done:start], read]
        size += start - done + len(read)
        spans.append((size - len(read), size))
        names[encoding.value] = None
        done = end
    if not spans:
        return Repaired(text, None, ())
    return Repaired("".join([*parts, text[done:]]), ", ".join(names), tuple(spans))


def _tokens(text: str) -> Iterator[_Token]:
    """The tokens of the text."""
    end = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        costs = _SENTENCE if text[end - 1 : end] in _SENTENCE_ENDS else _INSIDE
        if not end or "\n" in between:
            costs = _LINE
        end = match.end()
        yield _Token(match.start(), end, match[0], *costs)


def _likeliest(tokens: list[_Token], weights: dict[str, tuple[float, ...]], states: int) -> list[int]:
    """The likeliest encoding of each token, by its place in the list of encodings (Viterbi's way)."""
    totals = [0.0] + [float("-inf")] * (states - 1)
    came: list[list[int]] = []
    for token in tokens:
        best = max(range(states), key=totals.__getitem__)
        origin = list(range(states))
        for state in range(states):
            switched = totals[best] - (token.enter if state else token.leave)
            if switched > totals[state]:
                origin[state] = best
        before, totals = totals, []
        for state, weight in enumerate(weights[token.text]):
            cost = 0.0 if origin[state] == state else token.enter if state else token.leave
            totals.append(before[origin[state]] - cost + weight)
        came.append(origin)
    state = max(range(states), key=totals.__getitem__)
    path = []
    for origin in reversed(came):
        path.append(state)
        state = origin[state]
    return path[::-1]


def _settled(tokens: list[_Token], path: list[int], weights: dict[str, tuple[float, ...]]) -> list[int]:
    """The path with sentences in one encoding where their words allow it.

    Words that read as well in Unicode follow the sentence: a legacy one to its ends, and none where the words
    that speak for it stand in the sentence before. Nobody writes a sentence in two legacy encodings: it is in the one
    in which its legacy words are likeliest together.
    """
    settled = list(path)
    begin = 0
    for end in range(1, len(tokens) + 1):
        if end < len(tokens) and tokens[end].enter == _INSIDE[0]:
            continue
        states = set(path[begin:end]) - {0}
        if len(states) > 1:
            places = [place for place in range(begin, end) if path[place]]
            totals = {state: sum(weights[tokens[place].text][state] for place in places) for state in states}
            states = {max(states, key=totals.__getitem__)}
            for place in places:
                settled[place] = next(iter(states))
        if len(states) == 1 and 0 in path[begin:end]:
            (state,) = states
            texts = [token.text for token in tokens[begin:end]]
            legacy = sum(_speaks(text, weights[text], state) for text in texts)
            plain = sum(
                _is_unicode(text, weights[text], state) and not _shouts(texts, place)
                for place, text in enumerate(texts)
            )
            ends_line = end == len(tokens) or tokens[end].enter == _LINE[0]
            goes_on = begin and settled[begin - 1] == path[begin] == state and tokens[begin].enter != _LINE[0]
            if not legacy or (legacy == 1 and plain >= _MAJORITY and ends_line and not goes_on):
                # one word among many of Unicode is a footnote's mark, whatever begins in the next line
                settled[begin:end] = [0] * (end - begin)
            elif legacy >= _MAJORITY * plain and not any(map(_TONED.search, texts)):
                settled[begin:end] = [state] * (end - begin)
        begin = end
    return settled


def _widen(
    tokens: list[_Token],
    path: list[int],
    weights: dict[str, tuple[float, ...]],
    encodings: tuple[Encoding | None, ...],
) -> None:
    """Let legacy runs go on to what belongs to them in their line: back to the capital that they begin with, and on to
    foreign words that are odd as they stand. Words between that read alike either way decide nothing.
    """
    for place in range(1, len(tokens)):
        if tokens[place].enter == _LINE[0]:
            continue
        if (state := path[place - 1]) and not path[place]:
            encoding = encodings[state]
            assert encoding
            if _is_foreign(tokens[place].text, encoding) or _is_open(tokens[place].text, weights, state):
                path[place] = state
    for place in range(len(tokens) - 1, 0, -1):
        if not path[place - 1] and (state := path[place]) and tokens[place].enter == _INSIDE[0]:
            encoding = encodings[state]
            assert encoding
            begin = tokens[place - 1]
            if (_is_open(begin.text, weights, state) and not begin.text[:1].isupper()) or (
                _begins(begin.text, encoding)
                and weights[begin.text][0] - weights[begin.text][state] < _BEGINS
            ):
                path[place - 1] = state


def _is_open(token: str, weights: dict[str, tuple[float, ...]], state: int) -> bool:
    """Whether the token reads alike in Unicode and in that encoding."""
    return token.isascii() and weights[token][0] == weights[token][state]


def _is_foreign(token: str, encoding: Encoding) -> bool:
    """Whether the token is odd as it stands, and in that encoding a word with accents that other tongues have."""
    if encoding is Encoding.VIQR:
        odd = bool(_SURE.search(token)) and not _ADDRESS.search(token)
    else:
        odd = not token.isascii() and bool(_is_odd(token) or _SYMBOL_BESIDE.search(token))
    read = _read(token, encoding) if odd else ""
    return bool(_WORD.search(read)) and not (_TONED.search(read) or _is_odd(read) or _SYMBOL.search(read))


def _begins(token: str, encoding: Encoding) -> bool:
    """Whether the token is in that encoding a syllable with a capital, with which a sentence may begin."""
    read = _read(token, encoding)
    return read != token and read[:1].isupper() and not read[1:2].isupper() and _is_sense(read)


def _shouts(texts: list[str], place: int) -> bool:
    """Whether a word is in capitals amid small ones: in TCVN3 LÝ is Lí."""
    around = "".join(texts[max(0, place - 1) : place] + texts[place + 1 : place + 2])
    return texts[place].isupper() and len(texts[place]) > 1 and around.islower()


def _speaks(token: str, weights: tuple[float, ...], state: int) -> bool:
    """Whether the token is much likelier in that encoding, and odd or without sense as it stands."""
    odd = _is_odd(token) or _SYMBOL.search(token) or _MARKED.search(token) or not _is_sense(token)
    return weights[state] - weights[0] >= _SPEAKS and bool(odd)


def _is_unicode(token: str, weights: tuple[float, ...], state: int) -> bool:
    """Whether the token makes sense as it stands, with its accents, and little in that encoding."""
    accented = any(not word.isascii() for word in _WORD.findall(token))
    return accented and _is_sense(token) and weights[0] - weights[state] >= _SPEAKS


def _trimmed(run: list[_Token], encoding: Encoding) -> list[_Token]:
    """The run without the tokens at its ends that read alike in Unicode."""
    # of TCVN3's small letters, each of which may stand for its capital, ý alone is the same in Unicode
    changed = [
        place
        for place, token in enumerate(run)
        if _read(token.text, encoding) != token.text
        or (encoding is Encoding.TCVN3 and token.text.startswith("ý"))
    ]
    return run[changed[0] : changed[-1] + 1] if changed else []


def _is_shared(token: str, weights: dict[str, tuple[float, ...]], state: int) -> bool:
    """Whether the token is a word with accents, the same in that encoding."""
    return not token.isascii() and weights[token][state] == weights[token][0] and _is_sense(token)


def _convinces(
    run: list[_Token],
    encoding: Encoding,
    weights: dict[str, tuple[float, ...]],
    state: int,
    shared: set[str],
) -> bool:
    """Whether enough different words of the run are likelier in the legacy encoding; one is enough that is much
    likelier amid several that are `shared`, of which VISCII has many.
    """
    gains = {token.text: weights[token.text][state] - weights[token.text][0] for token in run}
    better = {
        text for text in gains if _speaks(text, weights[text], state) and _is_sense(_read(text, encoding))
    }
    worded = [token.text for token in run if token.text in better or _WORD.search(token.text)]
    least = _VIQR_WORDS if encoding is Encoding.VIQR else _WORDS
    gain = _PAIRS_GAIN if encoding in (Encoding.VNI, Encoding.MISREAD_UTF8) else _GAIN
    if len(better) == 1 and len(shared) >= _SHARED:
        return gains[next(iter(better))] >= _ALONE
    return (
        len(better) >= least
        and sum(gains.values()) >= gain
        and sum(gains[text] >= _SPEAKS for text in worded) >= _SHARE * len(worded)
    )


def _is_sense(reading: str) -> bool:
    """Whether each of its words with accents is a syllable or an abbreviation, and no accent stands alone."""
    return not _STRAY.search(reading) and all(
        likelihood(word) >= UNSEEN or _is_abbreviation(word)
        for word in _WORD.findall(reading)
        if not word.isascii()
    )


def _read(token: str, encoding: Encoding) -> str:
    """The token in that encoding."""
    return _by_viqr(token) if encoding is Encoding.VIQR else _by_chart(token, encoding)


def _weigh(token: str, encoding: Encoding | None) -> float:
    """How likely the token is, were it in that encoding."""
    if encoding is None:
        return _weight(token, misread=0.0)
    if _TONED.search(token):
        return _IMPOSSIBLE
    if encoding is Encoding.VIQR:
        return _weight(_by_viqr(token), misread=0.0)
    return _weight(_by_chart(token, encoding), misread=_MISREAD)


def _weight(reading: str, misread: float) -> float:
    """The sum over the words of how likely each is; an odd one costs `misread` more."""
    total = 0.0
    for word in _WORD.findall(reading):
        if word.isascii():
            total += max(likelihood(word), _ASCII_WORD)
        elif _is_abbreviation(word):
            total += _ABBREVIATION
        else:
            weight = likelihood(word)
            # a capital inside a word is a sign of the wrong encoding, too
            total += weight if weight >= UNSEEN and not (misread and _is_mixed(word)) else weight + misread
    total += _SIGN * len(_SIGNS.findall(reading))
    if reading.isascii():
        return total
    return total + _ODD_SYMBOL * len(_SYMBOL.findall(_UNIT.sub(" ", reading)))


def _is_mixed(word: str) -> bool:
    """Whether a capital follows a small letter."""
    return any(first.islower() and then.isupper() for first, then in pairwise(word))


def _is_abbreviation(word: str) -> bool:
    """Whether it is capitals without a vowel's accent (QĐ, HĐND), or a list's đ."""
    return word == "đ" or (word.isupper() and word.replace("Đ", "D").isascii())


def _by_chart(token: str, encoding: Encoding) -> str:
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
            return max(read, inner, key=lambda each: _weight(each, misread=_MISREAD))
    return read


def _read_run(text: str, start: int, end: int, encoding: Encoding, escapes: bool) -> str:
    """The run from `start` to `end` as Unicode."""
    run = text[start:end]
    if encoding is Encoding.VIQR:
        goes_on = _GOES_ON.match(text, end)
        escaped = run if escapes else viqr.escape_stops(run, goes_on[0] if goes_on else "")
        return _TOKEN.sub(lambda match: _by_viqr(match[0]), escaped)
    read = _TOKEN.sub(lambda match: _by_chart(match[0], encoding), run)
    return tcvn3.finish(read, text[max(0, start - 3) : start]) if encoding is Encoding.TCVN3 else read


def _toned_before(text: str, start: int, done: int) -> int:
    """Where a run of VIQR begins whose first word was taken for a sentence, its tone for a full stop: `Chi. Hoa`."""
    first = _TONED_FIRST.search(text, done, start)
    if first and likelihood(viqr.read(first["word"])) > UNSEEN and not _ROMAN.fullmatch(first["word"]):
        return first.start("word")
    return start


def _by_viqr(token: str) -> str:
    """The token by VIQR, unless that makes words of it that are no syllables (an address, a formula)."""
    read = viqr.read(token)
    if "\\" in token or _is_sense(read):
        return read
    if (
        (joined := _JOINED.fullmatch(token))
        and _is_sense(viqr.read(joined[1]))
        and _is_sense(viqr.read(joined[3]))
    ):
        return f"{viqr.read(joined[1])}{joined[2]}{viqr.read(joined[3])}"
    stop = _LAST_MARK.search(token)
    stopped = viqr.read(f"{token[: stop.start()]}\\{stop[0]}") if stop else read
    return stopped if _is_sense(stopped) or (_SURE.search(token) and not _ADDRESS.search(token)) else token
