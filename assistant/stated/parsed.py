"""Parsed: a text taken apart for checking: its words by cell, clause and sentence, and all exact things in it. Pure.

A cell is what stands between two commas or conjunctions, a clause between semicolons: they tell what belongs together.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Set
from operator import attrgetter
from typing import NamedTuple

from assistant.stated.documents import Document, documents
from assistant.stated.kept import Once, remembered
from assistant.stated.moments import Moment, moments
from assistant.stated.numbers import Number, numbers
from assistant.stated.plain import Language, accentless, language, mask, plain
from index.memo import memo
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
# How many letters tell with what a word begins.
OPENING = 3
_RUN = re.compile(rf"([^\W_]{{1,{OPENING}}})[^\W_]*")
# Longer texts are read anew each time rather than kept.
_KEPT = 4000


class Word(NamedTuple):
    """A word: where it stands, as written, canonical (accents, one tone placement) and folded; whether it is written as
    a name's syllable, one capital, then small letters.
    """

    start: int
    end: int
    raw: str
    exact: str
    folded: str
    capital: bool = False


class Parsed:
    """A plain text and what it states, each in order of place and worked out when first asked for.

    What the checks find in it by themselves is kept with it (`kept.py`), and goes when it goes.
    """

    def __init__(self, text: str, published: str | None = None) -> None:
        self.text = text
        self.published = published
        self.facts: dict[Hashable, object] = {}

    @Once
    def lower(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    @Once
    def language(self) -> Language:
        """The language it is in."""
        return language(self.text)

    @Once
    def bare(self) -> bool:
        """Whether it has no Vietnamese letter at all."""
        return accentless(self.text)

    @Once
    def documents(self) -> tuple[Document, ...]:
        """The document numbers."""
        return tuple(documents(self.text))

    @Once
    def _undocumented(self) -> str:
        """The text with its document numbers blanked."""
        return mask(self.text, ((one.start, one.end) for one in self.documents))

    @Once
    def moments(self) -> tuple[Moment, ...]:
        """The dates and periods."""
        return tuple(moments(self._undocumented, self.published))

    @Once
    def _undated(self) -> str:
        """The text with its document numbers and dates blanked."""
        return mask(self._undocumented, ((one.start, one.end) for one in self.moments))

    @Once
    def numbers(self) -> tuple[Number, ...]:
        """The quantities."""
        return tuple(numbers(self._undated, self.language))

    @Once
    def _unfigured(self) -> str:
        """The text with everything exact blanked."""
        return mask(self._undated, ((one.start, one.end) for one in self.numbers))

    @Once
    def words(self) -> tuple[Word, ...]:
        """The words, those of dates and document numbers apart."""
        found = self._undated
        spans = (match.span() for match in _WORD.finditer(found))
        return tuple([Word(start, end, *_spelt(found[start:end])) for start, end in spans])

    @Once
    def spelt(self) -> tuple[str, ...]:
        """The words, canonical."""
        return tuple([word.exact for word in self.words])

    @Once
    def starts(self) -> tuple[int, ...]:
        """Where each word begins."""
        return tuple(map(_START, self.words))

    @Once
    def sentences(self) -> tuple[int, ...]:
        """Where each sentence ends."""
        return tuple(end for _, end in sentences(self.text))

    @Once
    def clauses(self) -> tuple[int, ...]:
        """Where each clause ends."""
        return tuple(sorted({*self.sentences, *(one.end() for one in _CLAUSE.finditer(self._unfigured))}))

    @Once
    def cells(self) -> tuple[int, ...]:
        """Where each cell ends."""
        return tuple(sorted({*self.clauses, *(one.end() for one in _CELL.finditer(self._unfigured))}))

    @Once
    def _opened(self) -> dict[str, list[int]]:
        """Where words and figures begin, by their first letters, small."""
        found: dict[str, list[int]] = {}
        # the one letter that small letters have two of would move all behind it
        for run in _RUN.finditer(self.text.replace("İ", "I").lower()):
            found.setdefault(run[1], []).append(run.start())
        return found

    def opening(self, letters: Set[str]) -> list[tuple[int, str]]:
        """Where a word begins with some of these letters, from left to right, and with which."""
        known = self._opened
        if known.keys().isdisjoint(letters):
            return []
        return sorted((at, some) for some in known.keys() & letters for at in known[some])

    def reworded(self, words: tuple[Word, ...]) -> "Parsed":
        """The same text with other words at their places."""
        other = Parsed(self.text, self.published)
        kept = {name: value for name, value in vars(self).items() if name not in vars(other)}
        starts, spelt = tuple(word.start for word in words), tuple(word.exact for word in words)
        vars(other).update(kept | {"words": words, "starts": starts, "spelt": spelt})
        return other

    @Once
    def _cell_edges(self) -> tuple[int, ...]:
        """Where cells end, between the text's two ends."""
        return 0, *self.cells, len(self.text)

    @Once
    def _clause_edges(self) -> tuple[int, ...]:
        """Where clauses end, between the text's two ends."""
        return 0, *self.clauses, len(self.text)

    def cell(self, at: int) -> tuple[int, int]:
        """The cell around an offset, as a span."""
        place = bisect_right(self.cells, at)
        return self._cell_edges[place : place + 2]  # type: ignore[return-value]  # two of them

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around an offset, as a span."""
        place = bisect_right(self.clauses, at)
        return self._clause_edges[place : place + 2]  # type: ignore[return-value]  # two of them

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence around an offset, as a span."""
        ends = self.sentences
        place = bisect_right(ends, at)
        return ends[place - 1] if place else 0, ends[place] if place < len(ends) else len(self.text)

    def within(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin in [start:end)."""
        starts = self.starts
        return self.words[bisect_left(starts, start) : bisect_left(starts, end)]

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


@remembered
def places(parsed: Parsed, folded: bool) -> dict[str, list[int]]:
    """At which places of a text each word stands: canonical, or without accents where `folded`."""
    found: dict[str, list[int]] = {}
    for place, word in enumerate(parsed.words):
        found.setdefault(word.folded if folded else word.exact, []).append(place)
    return found


def parse(text: str, published: str | None = None) -> Parsed:
    """A text to be taken apart; `published`, an ISO date, completes dates without a year."""
    return _kept(text, published) if len(text) <= _KEPT else _parse(text, published)


def standing(words: tuple[str, ...], run: tuple[str, ...]) -> list[int]:
    """At which places of some words others stand in a row."""
    found, place = [], -1
    for _ in range(words.count(run[0]) if run else 0):
        place = words.index(run[0], place + 1)
        if words[place : place + len(run)] == run:
            found.append(place)
    return found


def begins(parsed: Parsed, run: tuple[str, ...]) -> list[int]:
    """Where canonical words stand in a row in a text, each time the offset of the first."""
    return [parsed.starts[at] for at in standing(parsed.spelt, run)]


def _parse(text: str, published: str | None) -> Parsed:
    """A text in one notation, to be taken apart."""
    return Parsed(plain(text), published)


@memo(16_384)
def _spelt(raw: str) -> tuple[str, str, str, bool]:
    """A word as written, canonical and folded, and whether it is written as a name's syllable."""
    capital = raw[0].isupper() and (len(raw) == 1 or not raw.isupper())
    return raw, canonical(raw), fold(raw), capital


_kept = memo(1024)(_parse)
