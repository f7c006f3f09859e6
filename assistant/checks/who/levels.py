"""Faults of level: what the quote tells of a body of one level told of its like of another, and so of roads. Pure.

"Hội Nông dân huyện tặng bò" bears no "Hội Nông dân tỉnh tặng bò", nor "tỉnh lộ 457" a "quốc lộ 457".
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.answer import Fault
from assistant.checks.figures.alike import bearing
from assistant.checks.figures.around import right_before
from assistant.checks.pair import Pair, fault
from assistant.checks.wording.words import SPELT
from assistant.stated.kept import remembered
from assistant.stated.names import LEVELS
from assistant.stated.parsed import Parsed, Word
from index.vietnamese import canonical

# What is governed, of the levels that a place's name follows, by how many words they have.
_GOVERNED = frozenset(("tỉnh", "huyện", "xã", "phường", "quận", "thị xã", "thị trấn", "thành phố"))
_TWO = {words: level for words, level in LEVELS.items() if len(words) > 1 and level in _GOVERNED}
_ONE = {words[0]: level for words, level in LEVELS.items() if len(words) == 1 and level in _GOVERNED}
# What "xã" is a part of before it, and behind it.
_OF_OTHERS = frozenset(map(canonical, ("tác", "làng")))
_SOCIAL = frozenset(map(canonical, ("hội", "luận", "giao", "viên")))
# Words that no body's name ends with.
_NO_BODIES = frozenset(
    map(
        canonical,
        (*SPELT, "mọi", "từng", "nhiều", "ít", "hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười"),
    )
)
# What stands between two levels of which the same is told: "huyện, xã", "huyện Yên Hạ và thị trấn Lâm".
_JOINED = re.compile(r"(?: [^\W\d_]+){0,4} ?(?:[,/-]|và|hoặc|hay|đến|lẫn) ?(?:các |cấp )?")
_ROAD = re.compile(r"(?<!\w)(?P<level>quốc|tỉnh|huyện|hương) lộ(?: số)? ?$", re.I)
_MOST = 40


def misleveled(pair: Pair) -> Iterator[Fault]:
    """Bodies and roads of another level than the quote has."""
    if pair.bare or pair.quote.bare:
        return
    yield from _bodies(pair)
    yield from _opening(pair)
    yield from _roads(pair)


@remembered
def _levels(parsed: Parsed) -> tuple[tuple[int, int, str], ...]:
    """The levels of places in a text: the places of their first words, how many these are, and the level."""
    spelt, found = parsed.spelt, list[tuple[int, int, str]]()
    for at, word in enumerate(spelt):
        if (level := _TWO.get(spelt[at : at + 2])) is not None:
            found.append((at, 2, level))
        elif (level := _ONE.get(word)) is not None and not (
            (at and (spelt[at - 1] in _OF_OTHERS or spelt[at - 1 : at + 1] in _TWO))
            or (spelt[at + 1 : at + 2] and spelt[at + 1] in _SOCIAL)
        ):
            found.append((at, 1, level))
    return tuple(found)


@remembered
def _borne_by(parsed: Parsed) -> dict[str, set[str]]:
    """The levels that stand right behind each word of a text."""
    found: dict[str, set[str]] = {}
    for at, _, level in _levels(parsed):
        if at and parsed.text[parsed.words[at - 1].end : parsed.starts[at]] == " ":
            found.setdefault(parsed.spelt[at - 1], set()).add(level)
    return found


def _nameless(parsed: Parsed, at: int, size: int) -> bool:
    """Whether no name stands behind a level: "Hội Nông dân tỉnh tặng", not "Hội Nông dân tỉnh Hà Nam"."""
    behind = parsed.words[at + size : at + size + 1]
    return not behind or not behind[0].raw[0].isupper()


def _bodies(pair: Pair) -> Iterator[Fault]:
    """A level behind a word behind which the quote has others alone."""
    ours = pair.sentence
    for at, size, level in _levels(ours):
        if not at or not _nameless(ours, at, size):
            continue
        body = ours.words[at - 1]
        if ours.text[body.end : ours.starts[at]] != " " or body.exact in _NO_BODIES:
            continue
        there = _borne_by(pair.quote).get(body.exact)
        if there and level not in there and not _joined(pair.quote, body, level):
            yield fault(
                "place",
                f"{body.raw} {ours.text[ours.starts[at] : ours.words[at + size - 1].end]}",
                min(there),
            )
            return


def _joined(quote: Parsed, body: Word, level: str) -> bool:
    """Whether the quote has a level in a row with another one behind a word: "cán bộ huyện, xã"."""
    found = _levels(quote)[:_MOST]
    for (at, size, _), (other, _, name) in pairwise(found):
        if name == level and at and quote.spelt[at - 1] == body.exact:
            between = quote.text[quote.words[at + size - 1].end : quote.starts[other]]
            if _JOINED.fullmatch(between):
                return True
    return False


def _opening(pair: Pair) -> Iterator[Fault]:
    """A level with which the sentence opens, where the quote has what is told of it behind another alone."""
    ours = pair.sentence
    if not (found := _levels(ours)) or ours.starts[found[0][0]] or not _nameless(ours, 0, found[0][1]):
        return
    _, size, level = found[0]
    behind = ours.words[size : size + 1]
    if not behind or level in {name for _, _, name in _levels(pair.title)}:
        return
    quote = pair.quote
    found = _levels(quote)[:_MOST]
    if any(name == level and quote.cell(quote.starts[at])[0] in _around(quote, at) for at, _, name in found):
        return  # it goes on about it: "Tỉnh nhập 42 xã, giảm 23 xã"
    there = {name for at, length, name in found if _behind(quote, at + length) == behind[0].exact}
    if there and level not in there:
        yield fault("place", ours.text[: behind[0].end], min(there))


def _around(parsed: Parsed, at: int) -> tuple[int, int]:
    """The offset of a word, and that of the space before it."""
    return parsed.starts[at], parsed.starts[at] - 1


def _behind(parsed: Parsed, at: int) -> str:
    """The first word from a place of a text on that is no part of a name, if nothing but that stands before it; "" for
    none, and behind a level that is counted: "19 xã".
    """
    level = parsed.words[at - 1]
    counted = parsed.text[: level.start].rstrip()[-1:].isdigit()
    for last, word in pairwise(parsed.words[at - 1 : at + 5]) if not counted else ():
        if parsed.text[last.end : word.start] != " ":
            return ""
        if not word.raw[0].isupper():
            return word.exact
    return ""


def _roads(pair: Pair) -> Iterator[Fault]:
    """A road's number that the quote has behind another level of roads alone."""
    for number in pair.sentence.numbers:
        if number.kind != "label" or not (ours := _ROAD.search(right_before(pair.sentence, number))):
            continue
        theirs = [_ROAD.search(right_before(pair.quote, one)) for one in bearing(pair, number)]
        if theirs and all(one and one["level"].lower() != ours["level"].lower() for one in theirs):
            yield fault("unsupported", f"{ours[0]}{number.text}", theirs[0] and theirs[0][0])
            return
