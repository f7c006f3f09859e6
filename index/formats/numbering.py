"""Numbering: the marks that Word shows before the items of its lists (`1.`, `a)`, `II.1.`), counted anew.

A document stores how a list counts, but not the numbers themselves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50)
_ROMAN_ENDS = ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: the format's name in Word, the text around the numbers, the first."""

    format: str
    text: str
    start: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: its levels, the counter it shares with others of the same definition, where it restarts."""

    definition: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted."""

    listings: Mapping[str, Listing]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, name: str, depth: int) -> str:
        """The mark of the list's next item at that depth from 0: "-" for a bullet, "" for none."""
        listing = self.listings.get(name)
        level = listing.levels.get(depth) if listing else None
        if listing is None or level is None or not 0 <= depth < _LEVELS:
            return ""
        counts = self._counts.setdefault(listing.definition, [None] * _LEVELS)
        if depth in listing.restarts and (name, depth) not in self._begun:
            counts[depth] = listing.restarts[depth]
        else:
            counts[depth] = level.start if (now := counts[depth]) is None else now + 1
        self._begun.add((name, depth))
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.format == "bullet":
            return "-"
        return "" if level.format == "none" else self._filled(listing, level, counts)

    def _filled(self, listing: Listing, level: Level, counts: list[int | None]) -> str:
        """The level's text with its numbers."""

        def number(place: re.Match[str]) -> str:
            """The number that stands in a place."""
            depth = int(place[1]) - 1
            above = listing.levels.get(depth, level)
            return numeral(above.start if (count := counts[depth]) is None else count, above.format)

        return _PLACE.sub(number, level.text).strip()


def numeral(count: int, name: str) -> str:
    """The number in the format of that name; in digits where the format is another."""
    if name in ("lowerLetter", "upperLetter") and 0 < count < 1000:
        # after z comes aa, then bb
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if name == "upperLetter" else letters
    if name in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        letters = ""
        for sign, value in _ROMAN + _ROMAN_ENDS:
            letters += sign * (count // value)
            count %= value
        return letters.upper() if name == "upperRoman" else letters
    return f"{count:02}" if name == "decimalZero" else str(count)
