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
        if not given or not re.search(rf"(?<!\w){re.escape(fold(match.group()))}(?!\w)", given):
            yield Fit(match.start(), match.end(), strength)
