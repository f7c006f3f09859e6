"""Difference: what tells apart the reports that an unclear question may mean: their places, their years. Pure."""

from collections.abc import Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from assistant.reading.years import years_of
from index import places
from index.report import Report
from index.vietnamese import fold

# From what share of the words of two titles on they are about the same matter, places and years apart.
_SAME = 0.5


class Difference(NamedTuple):
    """What differs, and its name for each report in order; `names` is empty if only the titles tell them apart."""

    kind: Literal["place", "year", "title"]
    names: tuple[str, ...] = ()


def difference(reports: Sequence[Report]) -> Difference:
    """What tells reports on the same matter apart: their provinces, else their years, else their titles."""
    if all(_alike(one, other) for one, other in combinations(map(_matter, reports), 2)):
        if found := _each(tuple(_place(report) for report in reports)):
            return Difference("place", found)
        if found := _each(tuple(_year(report) for report in reports)):
            return Difference("year", tuple(sorted(found)))
    return Difference("title")


def _each(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names if each report has one of its own, else none."""
    return names if all(names) and len(set(names)) == len(names) else ()


def _place(report: Report) -> str:
    """The one province that a report is about; "" if that is not clear."""
    named = {place.name for place in places.find(report.title or "")}
    return named.pop() if len(named) == 1 else "" if named else report.province or ""


def _year(report: Report) -> str:
    """The one year that a report is about; "" if that is not clear."""
    named = years_of(report.title or "")
    return (
        named.pop() if len(named) == 1 else "" if named else (report.published or report.event_date or "")[:4]
    )


def _matter(report: Report) -> frozenset[str]:
    """The words of a report's title except places and figures."""
    title = report.title or ""
    for place in reversed(places.find(title)):
        title = f"{title[: place.start]} {title[place.end :]}"
    return frozenset(word for word in fold(title).split() if word.isalpha())


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles are about the same matter."""
    return bool(one & other) and len(one & other) >= _SAME * len(one | other)
