"""Binding: whether a figure, date or name of a quote belongs to what a sentence gives it to. Pure.

"GRDP tăng 12%, xuất khẩu tăng 8%" holds 12% but bears no "xuất khẩu tăng 12%". What a mention belongs to is
told
by the words of its cell, or of the cells before it where its own names nothing.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from assistant.checks.wording.words import STOPS
from assistant.stated.kept import remembered
from assistant.stated.parsed import Parsed, Word


class Spanned(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Scope(NamedTuple):
    """What says what a mention is of: all of it, and the part that stands before the mention."""

    words: frozenset[str]
    before: frozenset[str]


def scope(parsed: Parsed, at: Spanned, mates: Sequence[Spanned] = (), depth: int = 3) -> Scope:
    """The folded words, years and names that say what a mention is of.

    `mates` are the mentions of its kind: where one shares its cell, each has the words on its own side. One with
    nothing before it in its cell is of what the mate before it is, at most `depth` mates back.
    """
    first, last = whole, _ = parsed.cell(at.start)
    for mate in mates:
        if first <= mate.start < at.start:
            first = max(first, mate.end)
        elif at.end <= mate.start < last:
            last = mate.start
    found = _content(parsed, first, max(last, at.end))
    left = _content(parsed, first, at.start)
    right = found - left
    steps = 0
    while not left and len(right) < 2 and steps < 3 and first > parsed.sentence(at.start)[0]:
        begin = parsed.cell(first - 1)[0]
        # what stands behind a figure is what it is held against, no subject: "bằng 88,8% kế hoạch và tăng 412 ha"
        stop = next((mate.start for mate in mates if begin <= mate.start < first), first)
        left = _content(parsed, begin, stop)
        first = begin
        steps += 1
    if not left:
        # "mỗi hộ được 60 triệu đồng xây mới và 30 triệu đồng sửa chữa": both are of what stands before the first
        begin = parsed.cell(whole - 1)[0] if whole > parsed.clause(at.start)[0] else whole
        first_mate = next((mate for mate in mates if begin <= mate.start < whole), None)
        left = scope(parsed, first_mate, mates, depth - 1).before if first_mate and depth else left
    named = found | left
    if not any(" " in word for word in named):
        named |= _subject(parsed, at.start)
    return Scope(named, left | _content(parsed, whole, at.start))


@remembered
def _subject(parsed: Parsed, at: int) -> frozenset[str]:
    """The name nearest before a mention in its clause, what stands in brackets apart."""
    start = parsed.clause(at)[0]
    words: Sequence[Word] = parsed.within(start, at)
    if parsed.text.find("(", start, at) >= 0:
        words = [
            word
            for word in words
            if parsed.text.count("(", start, word.start) <= parsed.text.count(")", start, word.start)
        ]
    for one, other in reversed(list(pairwise(words))):
        if one.capital and other.capital and other.start - one.end == 1:
            return frozenset({f"{one.folded} {other.folded}"})
    return frozenset()


def shared(parsed: Parsed, at: Spanned, mates: Sequence[Spanned]) -> frozenset[str]:
    """The words of a whole text that tell subjects apart, those in the cells of a mention's mates left
    out.
    """
    own = parsed.cell(at.start)
    others = {parsed.cell(mate.start) for mate in mates} - {own}
    edges = [0, *parsed.cells, len(parsed.text)]
    cells = ((first, last) for first, last in pairwise(edges) if (first, last) not in others)
    return frozenset().union(*(_content(parsed, first, last) for first, last in cells))


@remembered
def _content(parsed: Parsed, start: int, end: int) -> frozenset[str]:
    """What tells subjects apart between two offsets: words, years, and names of two words and more as one."""
    words = parsed.within(start, end)
    found = {word.folded for word in words if word.folded not in STOPS}
    found |= {f"y{moment.year}" for moment in parsed.dated(start, end) if moment.year}
    for one, other in pairwise(words):
        if one.capital and other.capital and other.start - one.end == 1:
            found.add(f"{one.folded} {other.folded}")
    return frozenset(found)


def _names(of: Scope) -> frozenset[str]:
    """The names of two words and more among a scope's words."""
    return frozenset(word for word in of.words if " " in word)


def _apart(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether both name something, and nothing in common."""
    return bool(ours) and bool(theirs) and not ours & theirs


def misbound(
    claimed: Scope,
    said: frozenset[str],
    bearing: Sequence[Scope],
    rivals: Sequence[Scope],
    margin: float = 1.0,
) -> int | None:
    """Which of the rivals' scopes fits a claimed scope clearly better than every bearing one does; None for
    none.

    A bearing scope that says nothing before its mention but what the whole sentence (`said`) says too is no
    other
    subject, only a shorter wording of it.
    """
    ours = _names(claimed)
    if (
        not claimed.words
        or not rivals
        or any(one.before and one.before <= said and not _apart(ours, _names(one)) for one in bearing)
    ):
        return None
    everyone = [one.words for one in (*bearing, *rivals)]
    # a name tells most, a word that stands beside most of them tells nothing
    common = {
        word
        for word in claimed.words
        if len(everyone) > 2 and sum(word in one for one in everyone) * 2 > len(everyone)
    }
    scores = [
        sum(2.0 if " " in word else 0.25 if word in common else 1.0 for word in claimed.words & one)
        for one in everyone
    ]
    best = max(scores[: len(bearing)])
    rival = max(range(len(rivals)), key=lambda place: scores[len(bearing) + place])
    return rival if scores[len(bearing) + rival] >= best + margin else None
