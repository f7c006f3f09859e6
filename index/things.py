"""Things: what an English question asks about, each by all the names that it may have in Vietnamese. Pure.

The commonest name alone is a word of the question; a report may use another.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np

from index.bearing import Numbers, words
from index.vietnamese import nfc

# Of each thing, its names: the commonest first.
Things = tuple[tuple[str, ...], ...]
# How often the words of a further name count in keyword search.
_TIMES = 0.5


def other_names(things: Things) -> list[tuple[Sequence[str], float]]:
    """The names to search for besides the first, and how often each counts."""
    return [(name.split(), _TIMES) for names in things for name in names[1:]]


def told(things: Things, texts: Sequence[str], weight: Callable[[str], float]) -> tuple[list[str], Numbers]:
    """The texts with each thing by its first name, and how much of the things' weight each text lacks.

    A thing weighs what the words of its first name do; see `bearing`.
    """
    weights = np.array([sum(weight(bare) for _, bare in words(names[0])) for names in things])
    lacked = np.ones((len(texts), len(things)))
    by_name: dict[str, set[int]] = {}
    for place, names in enumerate(things):
        for name in names:
            by_name.setdefault(nfc(name).lower(), set()).add(place)
    lowered = [nfc(text).lower() for text in texts]
    # most names stand in none, which is soon seen
    known = [name for name in by_name if any(name in text for text in lowered)]
    made = list(texts)
    if known:
        firsts = {nfc(names[0]).lower() for names in things}
        longest = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        any_name = re.compile(rf"(?<!\w)(?:{longest})(?!\w)", re.I)
        for at, (row, text) in enumerate(zip(lacked, texts, strict=True)):

            def first(match: re.Match[str], row: Numbers = row) -> str:
                """The first name of what is named, which the text's row takes down."""
                name = match.group().lower()
                # a long s is read as an s, and stays one
                named = by_name.get(name, set())
                row[list(named)] = 0
                return things[min(named)][0] if named and name not in firsts else match.group()

            made[at] = any_name.sub(first, nfc(text))
    return made, lacked @ weights / (weights.sum() or 1.0)
