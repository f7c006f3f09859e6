"""Facets: what the reports of a store can be narrowed by, and the reports that filters leave."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from index import Filters, Index, Report
from index.filters import facts

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Facets:
    """Each value with the count of its reports, most frequent first."""

    total: int
    values: dict[str, tuple[tuple[str, int], ...]]

    @classmethod
    def of(cls, index: Index) -> "Facets":
        """The facets of all reports; a report that does not say counts in `total` alone."""
        counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("province", "source", "type", "status", "year")
        }
        total = 0
        after: str | None = None
        while True:
            reports, after = index.reports(after, _PAGE)
            total += len(reports)
            for report in reports:
                for name, counted in counts.items():
                    value = (report.published or "")[:4] if name == "year" else getattr(report, name, None)
                    if value:
                        counted[value] += 1
            if after is None:
                break
        return cls(total, {name: tuple(counted.most_common()) for name, counted in counts.items()})

    def to_json(self) -> dict[str, Any]:
        """The published shape."""
        return {"total": self.total} | {
            name: [{"value": value, "count": count} for value, count in counted]
            for name, counted in self.values.items()
        }


def matching(
    index: Index, filters: Filters, after: str | None, limit: int, key: str | None = None
) -> tuple[list[Report], str | None]:
    """A page of the reports that the filters leave, and the cursor of the next page, None at the end.

    Reads on until it has `limit`, so a page is never short before the end.
    """
    found: list[Report] = []
    while True:
        reports, following = index.reports(after, _PAGE)
        for place, report in enumerate(reports):
            if (key is None or report.key == key) and _holds(report, filters):
                if len(found) == limit:
                    # the cursor that stands before this report
                    return found, index.reports(after, place)[1] if place else after
                found.append(report)
        if following is None:
            return found, None
        after = following


def _holds(report: Report, filters: Filters) -> bool:
    """Whether the filters leave the report."""
    known = facts(report)
    if any(known.get(name) != value for name, value in filters.names.items()):
        return False
    first, last = filters.first_day, filters.last_day
    return (first is None or int(known.get("last_day", 0)) >= first) and (
        last is None or 0 < int(known.get("first_day", 0)) <= last
    )
