"""Cited: a passage that a model's sentence cites, and those of its sentences that may bear it.

While the model reads the passages they are taken apart here, beside; what bears the sentence is `support.py`'s.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from operator import methodcaller
from typing import NamedTuple

from assistant.compose import reported
from assistant.quote import LONGEST_QUOTE
from assistant.stated.kept import Once
from assistant.verify import prepare
from index import Hit
from index.memo import memo
from index.report import Report
from index.vietnamese import fold, sentences

# How many of a passage's sentences, those most like what is claimed, are looked at for one that bears it.
_TRIED = 3
# A word without the marks around it.
_BARE = methodcaller("strip", ".,;:!?()\"'“”")


@dataclass(frozen=True, slots=True)
class Span:
    """A quote: report.text[start:end], and how well its passage answered the question."""

    report: Report
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The quote."""
        return self.report.text[self.start : self.end]

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands, as its citation's id tells."""
        return self.report.report_id, self.start, self.end


class _Stretch(NamedTuple):
    """A sentence of a passage: where it stands in the report's text, and its words as `bare_words` has them."""

    start: int
    end: int
    words: frozenset[str]


class Cited:
    """A passage that a sentence cites, and those of its sentences that may bear it."""

    def __init__(self, text: str, report: Report, hit: Hit) -> None:
        self._text = text
        self._hit = hit
        self.report = report
        self.about = reported(report)

    @Once
    def sentences(self) -> tuple[_Stretch, ...]:
        """The passage's sentences."""
        return _sentences(self.report.text, self._hit.start, self._hit.end)

    @Once
    def likest(self) -> list[_Stretch]:
        """Those that share most words with the text, the shorter of two first."""
        said = bare_words(self._text)
        return sorted(self.sentences, key=lambda one: (-len(said & one.words), len(one.words)))[:_TRIED]

    @property
    def shared(self) -> int:
        """How many words the likest shares."""
        return len(bare_words(self._text) & self.likest[0].words) if self.likest else 0

    @property
    def nearest(self) -> Span:
        """The likest; all of a passage without sentences."""
        start, end = self.likest[0][:2] if self.likest else (self._hit.start, self._hit.end)
        return self.span(start, end)

    def span(self, start: int, end: int) -> Span:
        """A quote of the passage."""
        return Span(self.report, start, end, self._hit.score)

    def tried(self) -> Iterator[tuple[int, int]]:
        """Where a sentence stands that has the text word for word; then the likest, then the first two of these with a
        neighbour.
        """
        at = self.report.text.find(self._text, self._hit.start, self._hit.end)
        for one in self.sentences if at >= 0 else ():
            if one.start <= at and at + len(self._text) <= one.end:
                yield one.start, one.end
        for one in self.likest:
            yield one.start, one.end
        firsts, lasts = {one.start for one in self.likest[:2]}, {one.end for one in self.likest[:2]}
        for first, last in _neighbours(self.sentences):
            if first in firsts or last in lasts:
                yield first, last


@contextmanager
def preparing(hits: Sequence[Hit], report_of: Callable[[str], Report]) -> Iterator[None]:
    """Have the passages taken apart beside what is done meanwhile: a model reads them, and checking what it writes
    takes less. Once that is over no more of them are.
    """
    over = threading.Event()
    threading.Thread(target=_prepared, args=(hits, report_of, over), daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _prepared(hits: Sequence[Hit], report_of: Callable[[str], Report], over: threading.Event) -> None:
    """Take the passages' sentences apart, and then each with its neighbour."""
    reports = [report_of(hit.report_id) for hit in hits]
    passages = [
        (report, _sentences(report.text, hit.start, hit.end))
        for report, hit in zip(reports, hits, strict=True)
    ]
    alone = [(report, one.start, one.end) for report, found in passages for one in found]
    paired = [(report, *span) for report, found in passages for span in _neighbours(found)]
    for report, start, end in (*alone, *paired):
        if over.is_set():
            return
        prepare(report.text[start:end], reported(report))
        time.sleep(0)  # whoever reads the model's first words has its turn at once


def _neighbours(found: Sequence[_Stretch]) -> list[tuple[int, int]]:
    """Each two sentences in a row that are not too long for a quote."""
    return [
        (one.start, other.end) for one, other in pairwise(found) if other.end - one.start <= LONGEST_QUOTE
    ]


@memo(128)
def _sentences(text: str, start: int, end: int) -> tuple[_Stretch, ...]:
    """The sentences of a passage."""
    return tuple(_Stretch(a, b, bare_words(text[a:b])) for a, b in sentences(text, start, end))


@memo(128)
def bare_words(text: str) -> frozenset[str]:
    """A text's words and figures without accents, cases and marks."""
    return frozenset(map(_BARE, fold(text).split()))
