"""Doubt: which texts, and which lines of them, may hold legacy text; the others are looked at no further. Pure."""

from collections.abc import Iterator

from index.encodings.odd import is_odd
from index.encodings.tables import Encoding
from index.encodings.weight import (
    ALONE,
    CONTROL,
    MARKED,
    OF_TEXT,
    SHARE,
    SPEAKS,
    SYMBOL,
    SYMBOL_BESIDE,
    TOKEN,
    TONED,
    VIQR_WORDS,
    WORD,
    WORDS,
    is_marked,
    is_sense,
    weigh,
)


def doubtful(text: str, odd: list[int]) -> Iterator[tuple[int, int]]:
    """The stretches of whole lines that may hold legacy text: lines with odd letters or signs, and those around
    them that are not surely Unicode. No run goes through a line that is.
    """
    patterns = (MARKED, SYMBOL_BESIDE) if may_be_viqr(text) else (SYMBOL_BESIDE,)
    places = odd + [match.start() for pattern in patterns for match in pattern.finditer(text)]
    doubted = {text.rfind("\n", 0, place) + 1 for place in places}
    done = 0
    for line in sorted(doubted):
        if line < done:
            continue
        begin = line
        while begin > done and not TONED.search(text, above := text.rfind("\n", 0, begin - 1) + 1, begin):
            begin = above
        done = _line_end(text, line)
        while done < len(text) and (done in doubted or not TONED.search(text, done, _line_end(text, done))):
            done = _line_end(text, done)
        yield begin, done


def _line_end(text: str, at: int) -> int:
    """Where the next line begins."""
    return text.find("\n", at) + 1 or len(text)


def may_convince(text: str) -> bool:
    """Whether as many different words as a run must have speak for one legacy encoding; else there is no such run."""
    spoken = dict.fromkeys(OF_TEXT[1:], 0)
    for token in set(TOKEN.findall(text)):
        if TONED.search(token) or not (_may_speak(token) or MARKED.search(token)):
            continue
        plain = weigh(token, None)
        for encoding in spoken:
            if (gain := weigh(token, encoding) - plain) >= SPEAKS:
                spoken[encoding] += 1
                if encoding is Encoding.VISCII and gain >= ALONE:
                    return True
                if spoken[encoding] >= (VIQR_WORDS if encoding is Encoding.VIQR else WORDS):
                    return True
    return False


def _may_speak(token: str) -> bool:
    """Whether the token is odd, or without sense as it stands."""
    if token.isascii():
        return bool(CONTROL.search(token))
    return bool(is_odd(token) or SYMBOL.search(token) or not is_sense(token))


def may_be_legacy(text: str, odd: list[int]) -> bool:
    """Whether any word with an odd letter, whose places are given, is a likelier one in a legacy encoding."""
    words = set[str]()
    end = -1
    for place in odd:
        if place >= end and (token := TOKEN.match(text, _token_start(text, place))):
            words.add(token[0])
            end = token.end()
    return any(weigh(word, encoding) > weigh(word, None) for word in words for encoding in OF_TEXT[1:-1])


def _token_start(text: str, place: int) -> int:
    """Where the token begins that a place lies in."""
    while place and TOKEN.match(text, place - 1, place):
        place -= 1
    return place


def may_be_viqr(text: str) -> bool:
    """Whether the text has any of the signs without which few words can be written in VIQR."""
    if "^" in text or "~" in text or "`" in text or "a(" in text:
        return True
    return "+" in text and ("o+" in text or "u+" in text)


def is_viqr(text: str) -> bool:
    """Whether enough of an ASCII text's words are VIQR and sense."""
    tokens = [token for token in TOKEN.findall(text) if WORD.search(token)]
    marked = [token for token in tokens if is_marked(token)]
    return len(set(marked)) >= VIQR_WORDS and len(marked) >= SHARE * len(tokens)


def has_viqr(text: str) -> bool:
    """Whether the text holds a few words of VIQR."""
    return sum(map(is_marked, set(TOKEN.findall(text)))) >= VIQR_WORDS
