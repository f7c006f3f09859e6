"""Marked: where on a printed page a quote stands: its words among the page's words with their boxes. Pure.

A report's text was made from these very words, but not as they stand: heads were taken out, lines and parted words
joined, columns and cells put in order. So letters are compared, without spaces and marks; what is not found in one
piece is found in several.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.formats.page import Word

# Of a quote less of whose letters than this are found, nothing is marked: better none than a wrong place.
_ENOUGH = 0.6
# A piece of fewer letters may stand anywhere: only whole words, this near to where they are looked for, count.
_SHORT, _NEAR = 6, 300
# Words further apart than so many times their height are not marked together.
_APART = 2.5


class Box(NamedTuple):
    """A box on a page, down and right from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def of(self, width: float, height: float) -> "Box":
        """The box in shares of a page's size, within it."""
        across, down = max(width, 1e-6), max(height, 1e-6)
        shares = (self.left / across, self.top / down, self.right / across, self.bottom / down)
        return Box(*(round(min(max(share, 0.0), 1.0), 5) for share in shares))


def marked(quote: str, words: Sequence[Word], before: float = 0.0) -> tuple[tuple[Box, ...], float]:
    """The boxes of a quote, one a line that it stands on, and the share of its letters that were found.

    `before` says how much of the page's text comes before it, from 0 to 1: of several places the nearest is meant.
    No box and 0 where too little of it stands on the page.
    """
    page, owners = _stream(words)
    tokens = [letters for word in quote.split() if (letters := _letters(word))]
    wanted = sum(map(len, tokens))
    if not wanted or not page:
        return (), 0.0
    taken: list[int] = []
    held = 0
    near = round(before * len(page))
    for piece in _pieces(tokens, page):
        at = _nearest(page, piece, near)
        if len(piece) < min(_SHORT, wanted) and not (
            abs(at - near) < _NEAR and _is_whole(owners, at, at + len(piece))
        ):
            continue
        taken += range(owners[at], owners[at + len(piece) - 1] + 1)
        held += len(piece)
        near = at + len(piece)
    share = held / wanted
    if share < _ENOUGH:
        return (), 0.0
    return tuple(_lines([words[number] for number in dict.fromkeys(taken)])), round(share, 4)


def _letters(text: str) -> str:
    """The letters and figures alone, in one form, whatever their case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _stream(words: Sequence[Word]) -> tuple[str, list[int]]:
    """The page's letters one after the other, and the word that each is of."""
    parts: list[str] = []
    owners: list[int] = []
    for number, word in enumerate(words):
        letters = _letters(word.text)
        parts.append(letters)
        owners += [number] * len(letters)
    return "".join(parts), owners


def _pieces(tokens: Sequence[str], page: str) -> Iterator[str]:
    """The quote in as few pieces as stand on the page, each as long as it can be; what stands nowhere is left out."""
    whole = "".join(tokens)
    if whole in page:
        yield whole
        return
    first = 0
    while first < len(tokens):
        last, piece = first, ""
        while last < len(tokens) and piece + tokens[last] in page:
            piece += tokens[last]
            last += 1
        if piece:
            yield piece
        first = max(last, first + 1)


def _nearest(page: str, piece: str, near: int) -> int:
    """Where a piece stands, of several places the one nearest to where it is looked for."""
    before, after = page.rfind(piece, 0, near + len(piece)), page.find(piece, near)
    return min((at for at in (before, after) if at >= 0), key=lambda at: abs(at - near))


def _is_whole(owners: Sequence[int], start: int, end: int) -> bool:
    """Whether the letters from `start` to `end` are whole words."""
    begins = start == 0 or owners[start - 1] != owners[start]
    return begins and (end == len(owners) or owners[end] != owners[end - 1])


def _lines(words: Sequence[Word]) -> Iterator[Box]:
    """The words' boxes, those beside each other on a line as one."""
    longer = [word for word in words if len(word.text) > 2]
    is_turned = 2 * sum(word.height > word.right - word.left for word in longer) > len(longer)
    held: Box | None = None
    for word in words:
        box = Box(*word[1:])
        if held and _beside(held, box, is_turned):
            held = Box(
                min(held.left, box.left),
                min(held.top, box.top),
                max(held.right, box.right),
                max(held.bottom, box.bottom),
            )
            continue
        if held:
            yield held
        held = box
    if held:
        yield held


def _beside(one: Box, other: Box, is_turned: bool) -> bool:
    """Whether a word goes on on the line of the words before it; lines may run up or down the page."""
    if is_turned:
        one, other = (Box(box.top, box.left, box.bottom, box.right) for box in (one, other))
    height = min(one.bottom - one.top, other.bottom - other.top)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    apart = max(other.left - one.right, one.left - other.right)
    return shared > 0.4 * height and apart < _APART * height
