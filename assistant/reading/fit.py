"""Fit: what in a sentence is of the kind that a question asks for, as a span, and how a kind is looked for. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.vietnamese import UPPER, fold

DIGITS = r"\d+(?:[.,]\d+)*"
# A word with a capital.
CAPITAL = rf"[{UPPER}][\w'’.&-]*"


class Fit(NamedTuple):
    """sentence[start:end] may be what is asked for, 0 < strength ≤ 1: how surely it is of the kind."""

    start: int
    end: int
    strength: float


def fresh(pattern: re.Pattern[str], sentence: str, given: str, strength: float) -> Iterator[Fit]:
    """The matches that the question does not already give."""
    for match in pattern.finditer(sentence):
        if not _stands(fold(match.group()), given):
            yield Fit(match.start(), match.end(), strength)


def _stands(words: str, text: str) -> bool:
    """Whether words stand in a text as whole words."""
    at = text.find(words) if words else -1
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(words) :][:1]
        if not _WORDLY.match(before) and not _WORDLY.match(after):
            return True
        at = text.find(words, at + 1)
    return False


_WORDLY = re.compile(r"\w")
