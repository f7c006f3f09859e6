"""Passage: a stretch of a report searched as one; where a report is cut, and what is searched beside it.

A passage is offsets, never text: whoever needs its words slices the report. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from index.report import Report
from index.vietnamese import sentences

# Below 800 characters a passage loses the words around the answer that the question uses too: on 132
# questions to provincial news the first three passages held the answer for .94 at 800 to 1,200, .92 at 500
# to 800; larger ones gain little more and are slow to read (benchmarks/retrieval.py).
_ENOUGH, _FULL = 800, 1200
# What is left of a span below this joins the passage before it: alone it says too little to be found.
_SCRAP = 300
# Above this a single sentence (a table run together, a text without stops) is cut at clause marks.
_ENDLESS = 2000
# A line that ends in no mark and is this short announces what follows.
_HEADING = 120
_STOPS = ".!?…;"
_CLAUSE = re.compile(r"(?:[;:,]|\s[-–—])\s")


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """The half-open span [start, end) of a report's text, in code points."""

    report_id: str
    start: int
    end: int

    @classmethod
    def of_id(cls, passage_id: str) -> "Passage":
        """The passage with this id."""
        report_id, start, end = passage_id.rsplit("-", 2)
        return cls(report_id, int(start), int(end))

    @property
    def passage_id(self) -> str:
        """The id, derived from the three alone."""
        return f"{self.report_id}-{self.start}-{self.end}"


class Headed(Protocol):
    """What a heading is made of, as a report has it."""

    @property
    def title(self) -> str | None:
        """As of a report, and so are the others."""

    @property
    def published(self) -> str | None:
        """ISO, whole or to the month or year."""

    @property
    def province(self) -> str | None:
        """The name."""

    @property
    def number(self) -> str | None:
        """The document's own."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of a live report with its words, and what its heading is made of."""

    passage: Passage
    text: str
    key: str
    title: str | None
    published: str | None
    province: str | None
    number: str | None


def split(report: Report) -> tuple[Passage, ...]:
    """The report's passages in order: each inside one span of the body, cut at sentence and paragraph ends.

    Every character of the body that is not white space stands in exactly one passage.
    """
    text, report_id = report.text, report.report_id
    return tuple(Passage(report_id, start, end) for span in report.body for start, end in _cut(text, *span))


def heading(report: Headed) -> str:
    """What is searched beside each of a report's passages: its title, date and province."""
    day = "/".join(reversed(report.published.split("-"))) if report.published else None
    return "\n".join(part for part in (report.title, day, report.province) if part)


def label(report: Headed) -> str:
    """The heading with the document's number, which keywords find and vectors do not."""
    return f"{heading(report)}\n{report.number}" if report.number else heading(report)


def search_text(report: Report, passage: Passage) -> str:
    """The words that stand for the passage in a search: the report's heading, then the passage itself."""
    return f"{heading(report)}\n{report.text[passage.start : passage.end]}".strip()


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """One span of the body as passages."""
    passages: list[tuple[int, int]] = []
    held: list[tuple[int, int]] = []
    for unit in _units(text, start, end):
        if held and _closes(text, held, unit):
            kept = _without_headings(text, held)
            passages.append((held[0][0], held[kept - 1][1]))
            held = held[kept:]
        held.append(unit)
    if held:
        first, last = held[0][0], held[-1][1]
        if passages and last - first < _SCRAP and last - passages[-1][0] <= _FULL + _SCRAP:
            first = passages.pop()[0]
        passages.append((first, last))
    return passages


def _closes(text: str, held: list[tuple[int, int]], unit: tuple[int, int]) -> bool:
    """Whether the sentences held are a passage before `unit` is added to them."""
    first, last = held[0][0], held[-1][1]
    if unit[1] - first > _FULL:
        return last - first >= _SCRAP or unit[1] - first > _ENDLESS
    return last - first >= _ENOUGH and "\n" in text[last : unit[0]]


def _without_headings(text: str, held: list[tuple[int, int]]) -> int:
    """How many of the sentences close a passage: a heading at their end goes with what follows it."""
    kept = len(held)
    while kept > 1 and _is_heading(text, held[kept - 1], held[kept - 2]):
        kept -= 1
    # a list of short lines is no heading
    return kept if held[kept - 1][1] - held[0][0] >= _SCRAP else len(held)


def _is_heading(text: str, unit: tuple[int, int], before: tuple[int, int]) -> bool:
    """Whether a sentence is a short line of its own without a closing mark."""
    start, end = unit
    alone = "\n" in text[before[1] : start] and text[end : end + 1] in ("", "\n", "\r")
    return alone and end - start <= _HEADING and text[end - 1] not in _STOPS


def _units(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span's sentences; an endless one is cut at its clauses, else at white space, else anywhere."""
    for first, last in sentences(text, start, end):
        while last - first > _ENDLESS:
            stop = _clause_end(text, first, first + _FULL)
            yield first, _trimmed(text, first, stop)
            first = _next_word(text, stop)
        if first < last:
            yield first, last


def _clause_end(text: str, first: int, limit: int) -> int:
    """Where to cut: after the last clause mark, else space, of the second half, else at `limit`."""
    half = (first + limit) // 2
    marks = [match.end() for match in _CLAUSE.finditer(text, half, limit)]
    if marks:
        return marks[-1]
    for place in range(limit, half, -1):
        if text[place - 1].isspace():
            return place
    return limit


def _trimmed(text: str, first: int, stop: int) -> int:
    """`stop` moved back over white space."""
    while stop > first and text[stop - 1].isspace():
        stop -= 1
    return stop


def _next_word(text: str, place: int) -> int:
    """`place` moved on over white space."""
    while place < len(text) and text[place].isspace():
        place += 1
    return place
