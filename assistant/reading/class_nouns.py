"""Class nouns: words that a name follows (“huyện”, “nhà máy”), one kind per line of `class_nouns.txt`. Pure."""

import re
from functools import lru_cache
from pathlib import Path

from index.vietnamese import fold

# The longest noun, with the space behind it and what must not stand before it.
_LONGEST = 24


@lru_cache(maxsize=1)
def class_nouns() -> dict[str, int]:
    """Each class noun as it is written, with the number of its kind."""
    lines = (Path(__file__).parent / "class_nouns.txt").read_text("utf-8").splitlines()
    return {
        noun.replace("_", " "): number
        for number, line in enumerate(lines)
        if not line.startswith("#")
        for noun in line.split()
    }


@lru_cache(maxsize=1)
def kinds() -> dict[str, int]:
    """Each class noun, folded, with the number of its kind."""
    return {fold(noun): number for noun, number in class_nouns().items()}


def with_its_noun(text: str, at: int) -> int:
    """Where the class noun begins that stands right before a place in a text; the place itself where none does."""
    found = _right_before().search(text, max(0, at - _LONGEST), at)
    return found.start() if found else at


@lru_cache(maxsize=1)
def _right_before() -> re.Pattern[str]:
    """What finds a class noun at the end of a stretch."""
    nouns = "|".join(map(re.escape, sorted(class_nouns(), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{nouns})\s+$", re.IGNORECASE)
