"""Countries: which foreign ones a question names, and whether a report tells of each. Pure.

The reports tell of provinces: what one of them says of its own is no answer about Thailand. A short name is other
words as well (“pháp luật”, “bà Nga”), and counts as its country only where it is written as one.
"""

import re
from functools import lru_cache
from pathlib import Path

from assistant.question import Question, is_foreign
from assistant.reading.capitals import BEFORE_PEOPLE
from index import places
from index.encodings.syllables import is_syllable
from index.memo import memo
from index.vietnamese import Term, fold, forms, nfc, terms

Words = tuple[str, ...]
# A country is named by any word for it behind one of these, however that is typed.
_LANDS = frozenset(("nước", "nuoc"))
# What may stand before the country that a clause tells of.
_LEAD = re.compile(r"^\W*(?:(?:riêng|còn|tại|ở|nước) )*", re.IGNORECASE)


@memo(512)
def countries(question: Question) -> tuple[int, ...]:
    """The foreign countries that a question names, as the numbers of their lines in `countries.txt`."""
    text = nfc(question.text)
    said = terms(text)
    found: list[int] = []
    place = 0
    while place < len(said):
        number, length = _named_at(question, text, said, place)
        if length:
            found.append(number)
        place += max(length, 1)
    return tuple(dict.fromkeys(found))


def tells_of_countries(question: Question, whole: str) -> bool:
    """Whether a report bears a name of each foreign country that the question names; one that names no province may
    tell of any: its subject often stands outside the text.
    """
    asked = countries(question)
    return not asked or set(asked) <= _borne(whole) or not _of_provinces(whole)


@memo(4096)
def opens_abroad(clause: str) -> bool:
    """Whether a clause begins with a foreign country, of which it then tells: "Thái Lan đã ghi nhận …"."""
    said = terms(nfc(_LEAD.sub("", clause)))
    for length in range(min(_known().widest, len(said)), 0, -1):
        exact = tuple(term.exact for term in said[:length])
        for written, _ in _known().names.get(tuple(fold(word) for word in exact), ()):
            if exact == written and (length > 1 or clause.lstrip()[:1].isupper()):
                return True
    return False


@memo(128)
def _of_provinces(whole: str) -> bool:
    """Whether a text names a province."""
    return next(places.each(whole), None) is not None


def _named_at(question: Question, text: str, said: list[Term], place: int) -> tuple[int, int]:
    """The country that the words from a place on name, and how many they are; (0, 0) where they name none."""
    for length in range(min(_known().widest, len(said) - place), 0, -1):
        run = said[place : place + length]
        for exact, number in _known().names.get(tuple(term.folded for term in run), ()):
            if _is_written(question, text, said, place, exact):
                return number, length
    return 0, 0


def _is_written(question: Question, text: str, said: list[Term], place: int, exact: Words) -> bool:
    """Whether words of a question that may be a country's name are written as one."""
    run = said[place : place + len(exact)]
    # "Tan Son Nhat" in an English question is no Japan
    if is_foreign(question):
        return not all(is_syllable(word) for word in exact)
    if not any(is_syllable(word) for word in exact):
        return True
    accents = tuple(term.exact for term in run) == exact
    if question.accented and not accents:
        return False
    if place and said[place - 1].exact in _LANDS:
        return True
    capital = all(text[term.start].isupper() for term in run) and text != text.upper()
    if len(exact) > 1:
        return capital or (question.accented and fold(" ".join(exact)) != " ".join(exact))
    return capital and question.accented and place > 0 and _stands_alone(text, said, place)


def _stands_alone(text: str, said: list[Term], place: int) -> bool:
    """Whether a word with a capital is no part of a longer name, and nobody's: "Đức" of "ông Đức" or "Thủ Đức"."""
    before, after = said[place - 1], said[place + 1] if place + 1 < len(said) else None
    joined = after is not None and text[after.start].isupper() and after.start - said[place].end == 1
    # "Tổng thống Mỹ", the question's first word apart
    led = place > 1 and text[before.start].isupper() and said[place].start - before.end == 1
    return not joined and not led and before.exact not in BEFORE_PEOPLE


@memo(128)
def _borne(whole: str) -> frozenset[int]:
    """The countries that a text bears a name of: of several syllables in any case, one syllable with its capital."""
    folded = [word for _, word in forms(whole)]
    row = f" {' '.join(folded)} "
    written = nfc(whole)
    found: set[int] = set()
    for name, spellings in _known().names.items():
        if f" {' '.join(name)} " not in row:
            continue
        for exact, number in spellings:
            short = len(exact) == 1 and is_syllable(exact[0])
            if not short or re.search(rf"(?<!\w){exact[0].capitalize()}(?!\w)", written):
                found.add(number)
    return frozenset(found)


class _Known:
    """The names of `countries.txt`: by their folded words, the words as written and the country's number."""

    def __init__(self, lines: list[str]) -> None:
        self.names: dict[Words, list[tuple[Words, int]]] = {}
        for number, line in enumerate(lines):
            for name in line.split(";") if line[:1] != "#" else ():
                exact = tuple(term.exact for term in terms(nfc(name)))
                self.names.setdefault(tuple(fold(word) for word in exact), []).append((exact, number))
        self.widest = max(map(len, self.names))


@lru_cache(maxsize=1)
def _known() -> _Known:
    """The countries' names, read once."""
    return _Known(Path(__file__).with_name("countries.txt").read_text("utf-8").splitlines())
