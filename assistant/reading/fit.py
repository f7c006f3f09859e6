"""Fit: a span of a sentence that is of the kind a question asks for, and how a kind is looked for. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.vietnamese import UPPER, fold

DIGITS = r"\d+(?:[.,]\d+)*"
# A word with a capital.
CAPITAL = rf"[{UPPER}][\w'’.&-]*"


class Fit(NamedTuple):
    """sentence[start:end] may be what is asked for; `strength`, above 0 up to 1, says how surely it is of that kind."""

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
