"""Facets: what the reports of a store can be narrowed by, and the reports that filters and words leave."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Any

from index import Filters, Index, Report
from index.cursor import bad_cursor, is_cursor
from index.filters import days
from index.memo import memo
from index.shelf import Card, Sort, ordered, sought
from index.vietnamese import fold

_NAMES = ("province", "source", "type", "status")
# The cursor of a sorted list: where its page's last report stood, which one that was, and which list. That of the list
# as it came is a place.
_SORTED = re.compile(r"@(?P<place>\d{1,9})\.(?P<position>\d{1,18})\.(?P<list>[0-9a-f]{8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Facets:
    """Each value with the count of its reports, most frequent first."""

    total: int
    values: dict[str, tuple[tuple[str, int], ...]]

    @classmethod
    def of(cls, index: Index) -> "Facets":
        """The facets of all reports; a report without such a value counts in `total` alone."""
        return _counted(_Shelf(index.version, index.cards()))

    @classmethod
    def among(cls, cards: Sequence[Card]) -> "Facets":
        """The facets of these reports."""
        counts = {name: Counter(value for card in cards if (value := getattr(card, name))) for name in _NAMES}
        dates = [card.published for card in cards if card.published]
        counts["year"] = Counter(date[:4] for date in dates)
        counts["month"] = Counter(date[:7] for date in dates if len(date) >= 7)
        return cls(len(cards), {name: tuple(counted.most_common()) for name, counted in counts.items()})

    def to_json(self) -> dict[str, Any]:
        """The published shape."""
        return {"total": self.total} | {
            name: [{"value": value, "count": count} for value, count in counted]
            for name, counted in self.values.items()
        }


@dataclass(frozen=True, slots=True)
class Sifted:
    """What a list of reports is narrowed and sorted by: filters, words of their titles or facts, an order."""

    filters: Filters
    words: str = ""
    sort: Sort = "added"
    descending: bool = False

    @property
    def is_as_they_came(self) -> bool:
        """Whether the reports are listed in the order in which they were added."""
        return self.sort == "added" and not self.descending

    @property
    def mark(self) -> str:
        """What tells a list's cursors from another list's."""
        return blake2s(repr(self).encode("utf-8", "replace"), digest_size=4).hexdigest()


def sifted(
    index: Index, asked: Sifted, after: str | None, limit: int
) -> tuple[list[Report], str | None, int]:
    """A page of the reports asked for, the cursor of the next page (None at the end), and how many there are in all.

    BadInput for a cursor that does not come from such a list.
    """
    left = _left(_Shelf(index.version, index.cards()), asked)
    begin = _place(left, asked, after)
    page = left[begin : begin + limit]
    has_more = begin + limit < len(left)
    following = None
    if has_more:
        last = page[-1].position
        following = str(last) if asked.is_as_they_came else f"@{begin + limit - 1}.{last}.{asked.mark}"
    return index.load([card.report_id for card in page]), following, len(left)


def matching(
    index: Index, filters: Filters, after: str | None, limit: int, key: str | None = None
) -> tuple[list[Report], str | None]:
    """A page of the reports that the filters leave, and the cursor of the next page, None at the end."""
    if key is not None:
        return index.load([card.report_id for card in index.cards() if card.key == key][:limit]), None
    reports, following, _ = sifted(index, Sifted(filters), after, limit)
    return reports, following


def leave_nothing(index: Index, filters: Filters) -> bool:
    """Whether filters leave none of a store's reports, though it has some."""
    return bool(index.count) and not matching(index, filters, None, 1)[0]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The cards of one version of a store, compared by that version alone."""

    version: str
    cards: Sequence[Card] = field(compare=False)


@memo(2)
def _counted(shelf: _Shelf) -> Facets:
    """The facets of one version of a store."""
    return Facets.among(shelf.cards)


# The next page of a list that one is reading, by some readers at once.
@memo(4)
def _left(shelf: _Shelf, asked: Sifted) -> Sequence[Card]:
    """The cards that the filters and words leave, in the order asked for."""
    held: Sequence[Card] = shelf.cards
    if asked.filters != Filters():
        held = [card for card in held if _holds(card, asked.filters)]
    if asked.words.strip():
        held = sought(held, asked.words)
    return held if asked.is_as_they_came else ordered(held, asked.sort, asked.descending)


# The names that a store's reports have in common.
_folded = memo(4096)(fold)


def _place(left: Sequence[Card], asked: Sifted, after: str | None) -> int:
    """Where a page begins."""
    if after is None:
        return 0
    if asked.is_as_they_came and is_cursor(after):
        return next((place for place, card in enumerate(left) if card.position > int(after)), len(left))
    ended = None if asked.is_as_they_came else _SORTED.fullmatch(after)
    if not ended or ended["list"] != asked.mark:
        raise bad_cursor(after)
    position = int(ended["position"])
    # where the report is gone, the next one has come to its place
    return next((at + 1 for at, card in enumerate(left) if card.position == position), int(ended["place"]))


def _holds(card: Card, filters: Filters) -> bool:
    """Whether the filters leave the report."""
    for name, value in filters.names.items():
        if _folded((getattr(card, name) or "").strip()) != value:
            return False
    first, last = filters.first_day, filters.last_day
    if first is None and last is None:
        return True
    known = days(card.published)
    return (first is None or known.get("last_day", 0) >= first) and (
        last is None or 0 < known.get("first_day", 0) <= last
    )
