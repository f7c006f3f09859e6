"""What any wording of a question shows by itself: its language, its years and its provinces. Pure."""

import re

from index import places
from index.glossary import STOP as ENGLISH_STOP
from index.vietnamese import fold, terms

# A year by itself, and a stretch of them ("2021 - 2025").
YEAR = re.compile(r"(?<![\d.,/-])(?:1[89]|20)\d\d(?![\d.,]\d|\s*[-–/]\s*(?:1[89]|20)\d\d)")
YEAR_SPAN = re.compile(
    r"((?:1[89]|20)\d\d)\s*(?:[-–]|(?:đến|tới|to|den|toi)(?: hết| het| end of)?(?: năm| nam)?)\s*((?:1[89]|20)\d\d)"
)
# English function words that are Vietnamese syllables as well ("do ai", "in sách"): they prove nothing alone.
_BOTH = frozenset(re.findall(r"\w+", "a am an can do hai he in it may me my no on so than the to"))
_ASKING = re.findall(r"\w+", "what who when where which why how much many whose whom list give")
_ENGLISH = (ENGLISH_STOP | set(_ASKING)) - _BOTH


def is_english(text: str) -> bool:
    """Whether a wording is English: by function words that only English has, names with accents allowed for."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    sure = sum(word in _ENGLISH for word in words)
    english = sure + sum(word in _BOTH for word in words)
    accented = sum(fold(word) != word for word in words)
    return sure >= 1 and english * 4 >= len(words) and accented <= 2 * sure


def named_places(text: str) -> list[places.Place]:
    """The provinces a wording names, however it is typed: all small letters, all capitals, or without accents."""
    found = places.find(text)
    careless = fold(text) == text.lower() or text[1:] in (text[1:].lower(), text[1:].upper())
    if found or not careless:
        return found
    return [
        place
        for place in places.find(text, folded=True)
        if _is_typed(text[place.start : place.end], place.name)
    ]


def _is_typed(written: str, name: str) -> bool:
    """Whether a name is written with its own accents, or with none."""
    exact = [term.exact for term in terms(written)]
    return fold(written) == written.lower() or exact == [term.exact for term in terms(name)]
