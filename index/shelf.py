"""Shelf: what is known of every report except its words, searched, narrowed and sorted. Pure.

Thirty thousand cards take some ten megabytes, so they are kept in memory; the texts stay in the catalog.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from index.memo import memo
from index.vietnamese import fold

Sort = Literal["added", "title", "published", "province", "source", "type", "status"]
# As a Vietnamese dictionary has them; what is no letter comes before.
_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", 1000)}
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_DIGITS = re.compile(r"\d+")
_BETWEEN = re.compile(r"[^\w%]+")


@dataclass(frozen=True, slots=True)
class Card:
    """A report without its words; `position` is its place among all in the order they came."""

    position: int
    report_id: str
    key: str
    title: str | None
    file: str | None
    source: str | None
    published: str | None
    event_date: str | None
    province: str | None
    type: str | None
    status: str | None
    number: str | None
    signer: str | None
    origin: str

    @property
    def shown(self) -> str:
        """The name that a list shows."""
        return self.title or self.file or self.key


def sought(cards: Iterable[Card], words: str) -> list[Card]:
    """The cards that have each of the words, or a word beginning with it, with or without accents."""
    wanted = _BETWEEN.sub(" ", fold(words)).split()
    return [card for card in cards if all(f" {word}" in _searched(card) for word in wanted)]


def ordered(cards: Sequence[Card], sort: Sort, descending: bool = False) -> list[Card]:
    """The cards sorted by one of their facts, those without it always last; without a fact in the order they came."""
    if sort == "added":
        return sorted(cards, key=lambda card: card.position, reverse=descending)
    known = [card for card in cards if _value(card, sort)]
    silent = [card for card in cards if not _value(card, sort)]
    return sorted(known, key=lambda card: collated(_value(card, sort)), reverse=descending) + silent


@memo(1 << 16)
def collated(text: str) -> tuple[tuple[int, ...], str]:
    """What texts are sorted by: as a Vietnamese dictionary has them, tones after letters, numbers by their value."""
    numbered = _DIGITS.sub(lambda match: match[0].lstrip("0").rjust(12, "0"), text.casefold())
    plain = "".join(char for char in unicodedata.normalize("NFD", numbered) if char not in _TONES)
    letters = unicodedata.normalize("NFC", plain)
    return tuple(_ALPHABET.get(letter, min(ord(letter), 999)) for letter in letters), text


def _value(card: Card, sort: Sort) -> str:
    """The fact that cards are sorted by, "" if it is not known."""
    if sort == "title":
        return card.shown
    return str(getattr(card, sort) or "")


def _searched(card: Card) -> str:
    """All that a card is searched in."""
    return _plain((card.title, card.file, card.source, card.number, card.signer, card.province, card.key))


# A store's cards are read anew after each change, and are the same but for a few.
@memo(1 << 16)
def _plain(parts: tuple[str | None, ...]) -> str:
    """The words of the parts without accents, each with a space before it."""
    return " " + _BETWEEN.sub(" ", fold(" ".join(part for part in parts if part)))
