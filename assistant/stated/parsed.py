"""Parsed: a text taken apart for checking: its words by cell, clause and sentence, and every exact thing it
states. Pure.

A cell is what stands between two commas or conjunctions, a clause between semicolons: what belongs together
is
told by them.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from assistant.stated.documents import Document, documents
from assistant.stated.moments import Moment, moments
from assistant.stated.numbers import Number, numbers
from assistant.stated.plain import Language, accentless, language, mask, plain
from index.vietnamese import canonical, fold, sentences

_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[;:\n]")
_CELL = re.compile(
    r"[,()\"]| - |(?<![^\W_])(?:và|còn(?! (?:(?:hơn|gần|khoảng|trên|dưới|lại) ?)?\0)|nhưng|song|trong đó|trong khi|"
    r"đồng thời|cùng với|and|"
    r"while|but|whereas)(?![^\W_])",
    re.I,
)
_START = attrgetter("start")
# Longer texts are read anew each time rather than kept.
_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Word:
    """A word: where it stands, as written, canonical (accents, one tone placement) and folded; whether it is written as
    a name's syllable, one capital, then small letters.
    """

    start: int
    end: int
    raw: str
    exact: str
    folded: str
    capital: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """A plain text and what it states, each in order of place."""

    text: str
    language: Language
    bare: bool
    words: tuple[Word, ...]
    starts: tuple[int, ...]
    documents: tuple[Document, ...]
    moments: tuple[Moment, ...]
    numbers: tuple[Number, ...]
    cells: tuple[int, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]

    def cell(self, at: int) -> tuple[int, int]:
        """The cell around an offset, as a span."""
        return _around(self.cells, at, len(self.text))

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around an offset, as a span."""
        return _around(self.clauses, at, len(self.text))

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence around an offset, as a span."""
        return _around(self.sentences, at, len(self.text))

    def within(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin in [start:end)."""
        return self.words[bisect_right(self.starts, start - 1) : bisect_right(self.starts, end - 1)]

    def dated(self, start: int, end: int) -> tuple[Moment, ...]:
        """The moments that begin in [start:end)."""
        if not self.moments:
            return ()
        first, last = (bisect_left(self.moments, at, key=_START) for at in (start, end))
        return self.moments[first:last]

    def before(self, at: int, count: int) -> tuple[Word, ...]:
        """Up to `count` words that begin before an offset, in order."""
        stop = bisect_right(self.starts, at - 1)
        return self.words[max(0, stop - count) : stop]

    def after(self, at: int, count: int) -> tuple[Word, ...]:
        """Up to `count` words that begin at or after an offset."""
        first = bisect_right(self.starts, at - 1)
        return self.words[first : first + count]


def parse(text: str, published: str | None = None) -> Parsed:
    """A text taken apart; `published`, an ISO date, completes dates without a year."""
    return _kept(text, published) if len(text) <= _KEPT else _parse(text, published)


def _parse(text: str, published: str | None) -> Parsed:
    """Take a text apart."""
    text = plain(text)
    spoken = language(text)
    numbered = documents(text)
    masked = mask(text, ((document.start, document.end) for document in numbered))
    dated = moments(masked, published)
    masked = mask(masked, ((moment.start, moment.end) for moment in dated))
    counted = numbers(masked, spoken)
    words = tuple(
        Word(match.start(), match.end(), raw, canonical(raw), fold(raw), _capital(raw))
        for match in _WORD.finditer(masked)
        if (raw := match.group())
    )
    figures = mask(masked, ((number.start, number.end) for number in counted))
    ends = [end for _, end in sentences(text)]
    clauses = sorted({*ends, *(match.end() for match in _CLAUSE.finditer(figures))})
    cells = sorted({*clauses, *(match.end() for match in _CELL.finditer(figures))})
    return Parsed(
        text, spoken, accentless(text), words, tuple(word.start for word in words), tuple(numbered),
        tuple(dated),
        tuple(counted), tuple(cells), tuple(clauses), tuple(ends),
    )  # fmt: skip


def _capital(raw: str) -> bool:
    """Whether a word is written as a name's syllable."""
    return raw[0].isupper() and (len(raw) == 1 or not raw.isupper())


_kept = lru_cache(maxsize=1024)(_parse)


def _around(breaks: tuple[int, ...], at: int, length: int) -> tuple[int, int]:
    """The span between the breaks on either side of an offset."""
    place = bisect_right(breaks, at)
    return breaks[place - 1] if place else 0, breaks[place] if place < len(breaks) else length
