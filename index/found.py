"""Found: where in its text a report says what the rules read of it. Pure.

The rules of `metadata` and `letterhead` weigh much; this shows the reader one place to look at: the first that says it.
"""

import re
from collections.abc import Iterable, Iterator

from index import dates, places
from index.boilerplate import Layout
from index.plain import plain

Span = tuple[int, int]
_LONGEST = 400
# A date is looked for in the beginning of a span.
_FIRST = 4000


def words(text: str, value: str, end: int | None = None) -> Span | None:
    """Where the words of `value` stand, in any case, whatever white space, bars and marks lie between them."""
    parts = re.findall(r"[^\s|*#_]+", value)
    if not parts or len(value) > _LONGEST * 2:
        return None
    if len(parts) == 1:
        # a number may be written with spaces around its strokes
        parts = re.findall(r"[^/-]+|[/-]", value)
        gap = r"\s?"
    else:
        gap = r"[\s|*#_]+"
    if not _holds(text, parts):
        return None
    pattern = gap.join(map(re.escape, parts))
    found = re.compile(pattern, re.I).search(text, 0, len(text) if end is None else end)
    return found.span() if found else None


def _holds(text: str, parts: list[str]) -> bool:
    """Whether each of the words stands in the text anywhere, the longest looked for first: most are told so."""
    bare = plain(text).text
    return all(plain(part).text in bare for part in sorted(parts, key=len, reverse=True))


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
