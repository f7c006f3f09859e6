"""Found: where in its text a report says what the rules read from it. Pure.

The rules of `metadata` and `letterhead` weigh many places; this shows the reader one of them: the first that says it.
"""

import re
from collections.abc import Iterable, Iterator

from index import dates, places
from index.boilerplate import Layout
from index.memo import memo
from index.plain import Plain, plain

Span = tuple[int, int]
_LONGEST = 400
_PARTS, _BETWEEN = re.compile(r"[^\s|*#_]+"), re.compile(r"[\s|*#_]+")
# How often the first word is looked behind: a text of one word over and over must end.
_MOST_BEGINNINGS = 5000
_STROKES, _AROUND_STROKES = re.compile(r"[^/-]+|[/-]"), re.compile(r"\s?")
# A date is looked for in the beginning of a span.
_FIRST = 4000


def words(text: str, value: str, end: int | None = None) -> Span | None:
    """Where the words of `value` stand, in any case, whatever white space, bars and marks lie between them."""
    first = _first_words(text, value) if len(value) <= _LONGEST * 2 else None
    # what the whole text says first may end too late, and another that begins later not
    return first if first is None or end is None or first[1] <= end else _words(text, value, end)


def _words(text: str, value: str, end: int | None) -> Span | None:
    """What `words` gives, worked out."""
    split, between = _PARTS, _BETWEEN
    if len(parts := split.findall(value)) == 1:
        # a number may be written with spaces around its strokes
        split, between = _STROKES, _AROUND_STROKES
        parts = split.findall(value)
    bare, wanted = plain(text), split.findall(plain(value).text)
    # most that do not stand there are told by their longest word
    if len(wanted) != len(parts) or not all(
        bare.text.find(part, 0, end) >= 0 for part in sorted(wanted, key=len, reverse=True)
    ):
        return None
    if not wanted:
        return None
    at = bare.text.find(wanted[0], 0, end)
    for _ in range(_MOST_BEGINNINGS):
        if at < 0:
            return None
        span = _from(text, bare, at, parts, wanted, between)
        if span and (end is None or span[1] <= end):
            return span
        at = bare.text.find(wanted[0], at + 1, end)
    return None


@memo(2)
def _first_words(text: str, value: str) -> Span | None:
    """Where the words stand first; remembered, since a document's subject is looked for twice."""
    return _words(text, value, None)


def _from(
    text: str, bare: Plain, at: int, parts: list[str], wanted: list[str], between: re.Pattern[str]
) -> Span | None:
    """The span of the words that begin at `at` of the bare text; None if others stand there, or other accents."""
    begin, stop = at, at
    for number, (part, word) in enumerate(zip(parts, wanted, strict=True)):
        if number:
            gap = between.match(bare.text, stop)
            if gap is None:
                return None
            stop = gap.end()
        if not bare.text.startswith(word, stop):
            return None
        start, last = bare.span(stop, stop + len(word))
        if text[start:last].lower() != part.lower():
            return None
        stop += len(word)
    return bare.span(begin, stop)


def day(text: str, value: str, spans: Iterable[Span], year: int | None = None) -> Span | None:
    """Where the first of the spans names that date; a date there without a year is of `year`."""
    seen: set[Span] = set()
    for start, end in spans:
        end = min(end, start + _FIRST)
        if (start, end) in seen:
            continue
        seen.add((start, end))
        for part in _parts(text, start, end, value[:4] if year is None else None):
            for each in dates.find(text[slice(*part)]):
                whole = f"{year}-{each.value[2:]}" if each.year is None and year else each.value
                if whole == value:
                    return part[0] + each.start, part[0] + each.end
    return None


def _parts(text: str, start: int, end: int, year: str | None) -> Iterator[Span]:
    """The span; where a year must stand in the date the lines that hold it, one after the other."""
    if year is None:
        yield start, end
        return
    at = text.find(year, start, end)
    while at >= 0:
        begin = text.rfind("\n", start, at) + 1 or start
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield begin, stop
        at = text.find(year, stop, end)


def province(text: str, name: str) -> Span | None:
    """The first mention of the province."""
    return next(((place.start, place.end) for place in places.each(text) if place.name == name), None)


def event(text: str, layout: Layout, value: str) -> Span | None:
    """The dateline: the day of the event, or the word for today that opens the report."""
    found = day(text, value, layout.body, int(value[:4]))
    if found:
        return found
    for start, end in layout.body:
        today = re.search(
            r"\b(?:sang|chieu|toi|trua) (?:som )?nay\b|\bhom (?:nay|qua|kia)\b", plain(text[start:end]).text
        )
        if today:
            first, last = plain(text[start:end]).span(*today.span())
            return start + first, start + last
    return None
