"""Binding: whether a figure, date or name of a quote belongs to what a sentence gives it to. Pure.

"GRDP tăng 12%, xuất khẩu tăng 8%" holds 12% but bears no "xuất khẩu tăng 12%". What a mention belongs to is told
by the words of its cell, or of the cells before it where its own names nothing.
"""

from collections.abc import Sequence
from typing import Protocol

from assistant.stated.parsed import Parsed

# Words that tell no subject from another: little words, units, and the verbs that figures hang on.
STOPS = frozenset(
    """la va voi so cua trong da duoc co cho tai o theo tu den len xuong de do boi thi ma khi con hay hoac tang giam dat
    bang vuot chiem tren duoi gom ca nay ay nhung cac mot moi nam ngay thang cung ky hon gap vao nhu ra ve qua sau truoc
    ty trieu nghin ngan dong lan xep thu dung bac diem usd vnd tiep tuc hien gan khoang phan dau muc uoc du kien se dang
    rat chi bi phai nen neu vi tuy nhien song ngoai dong thoi cung viec nhu vua vay do ngoai ra cu the truoc day ben canh biet bao
    the of in and to from by with compared was were is are at on for than over a an its it that this has have had be been
    as or which rose fell increased decreased reached year per cent percent billion million trillion thousand up down
    vnd dong will expected estimated about more nearly over under""".split()
)


class Spanned(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


def scope(parsed: Parsed, at: Spanned, mates: Sequence[Spanned] = ()) -> frozenset[str]:
    """The folded words, and years, that say what a mention is of.

    `mates` are the mentions of its kind: where one shares its cell, each has the words on its own side.
    """
    first, last = parsed.cell(at.start)
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
        left = _content(parsed, begin, first)
        first = begin
        steps += 1
    return found | left


def _content(parsed: Parsed, start: int, end: int) -> frozenset[str]:
    """The words between two offsets that tell subjects apart, the years, and names of two words and more as one."""
    words = parsed.within(start, end)
    found = {word.folded for word in words if word.folded not in STOPS}
    found |= {f"y{moment.year}" for moment in parsed.moments if start <= moment.start < end and moment.year}
    for one, other in zip(words, words[1:], strict=False):
        if one.capital and other.capital and other.start - one.end == 1:
            found.add(f"{one.folded} {other.folded}")
    return frozenset(found)


def misbound(
    claimed: frozenset[str], bearing: Sequence[frozenset[str]], rivals: Sequence[frozenset[str]], margin: float = 1.0
) -> int | None:
    """Which of the rivals' scopes fits a claimed scope clearly better than every bearing one does; None for none."""
    if not claimed or not rivals or not bearing:
        return None
    everyone = [*bearing, *rivals]
    # a word that stands beside most of them tells nothing
    weight = {
        word: 2.0 if " " in word else 0.25 if sum(word in one for one in everyone) * 2 > len(everyone) and len(everyone) > 2 else 1.0 for word in claimed
    }
    scores = [sum(weight[word] for word in claimed & one) for one in everyone]
    best = max(scores[: len(bearing)])
    rival = max(range(len(rivals)), key=lambda place: scores[len(bearing) + place])
    return rival if scores[len(bearing) + rival] >= best + margin else None
