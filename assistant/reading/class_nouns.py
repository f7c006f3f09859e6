"""Class nouns: words that a name follows (“huyện”, “nhà máy”), one kind per line of `class_nouns.txt`. Pure."""

from functools import lru_cache
from pathlib import Path

from index.vietnamese import fold


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
