"""Found: where in its text a report says what the rules read of it. Pure.

The rules of `metadata` and `letterhead` weigh much; this shows the reader one place to look at: the first that says it.
"""

import re
from collections.abc import Iterable

from index import dates, places
from index.boilerplate import Layout
from index.plain import plain

Span = tuple[int, int]
_LONGEST = 400


def words(text: str, value: str, end: int | None = None) -> Span | None:
    """Where the words of `value` stand, in any case, whatever white space, bars and marks lie between them."""
    parts = re.findall(r"[^\s|*#_]+", value)
    if not parts or len(value) > _LONGEST * 2:
        return None
    if len(parts) == 1:
        # a number may be written with spaces around its strokes
        parts = re.findall(r"[^/-]+|[/-]", value)
        pattern = r"\s?".join(map(re.escape, parts))
    else:
        pattern = r"[\s|*#_]+".join(map(re.escape, parts))
    found = re.compile(pattern, re.I).search(text, 0, len(text) if end is None else end)
    return found.span() if found else None


def day(text: str, value: str, spans: Iterable[Span], year: int | None = None) -> Span | None:
    """Where the first of the spans names that date; a date there without a year is of `year`."""
    for start, end in spans:
        for each in dates.find(text[start:end][:4000]):
            whole = f"{year}-{each.value[2:]}" if each.year is None and year else each.value
            if whole == value:
                return start + each.start, start + each.end
    return None


def province(text: str, name: str) -> Span | None:
    """The first mention of the province."""
    return next(((each.start, each.end) for each in places.find(text) if each.name == name), None)


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
