"""Spotted: patterns of whole words, looked for only where a text has a word that begins as one of them does. Pure.

Most texts have none of the words that a pattern is about: that is told by the letters that their words begin with, at
a tenth of what it takes to hold the pattern against every place of the text.
"""

import re
from collections.abc import Iterator

from assistant.stated.kept import remembered
from assistant.stated.parsed import OPENING, Parsed

# What an alternative begins with, behind what must, or must not, stand before it: a word, or the first letters of one.
_LETTERS = re.compile(
    r"(?:\(\?<[!=](?:[^()]|\([^()]*\))*\))*"
    rf"(?:(?P<letters>[^\W_]{{{OPENING}}}(?!\?)|[^\W_]+(?=[ ']|\(\?[!=]|\(\?: |$))|\(\?:(?P<group>[^()]*)\)(?![?*]))"
)


class Spotted:
    """A pattern, in small letters or capitals, that begins with one of some words: alternatives, each of which begins
    with letters of its own. Without another pattern these words are all of it.
    """

    def __init__(self, words: str, pattern: str = "") -> None:
        self._pattern = re.compile(pattern or rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
        self._openings = frozenset(
            letters for one in alternatives(words) for letters in openings(one.lower())
        )

    def finditer(self, parsed: Parsed) -> Iterator[re.Match[str]]:
        """Where a text has one of them, from left to right."""
        return iter(_found(parsed, self))

    def search(self, parsed: Parsed) -> re.Match[str] | None:
        """The first of them in a text; None where it has none."""
        found = _found(parsed, self)
        return found[0] if found else None

    def look(self, parsed: Parsed) -> Iterator[re.Match[str]]:
        """`finditer`, looked for anew."""
        reached = 0
        for start, _ in parsed.opening(self._openings):
            if start >= reached and (match := self._pattern.match(parsed.text, start)):
                reached = match.end()
                yield match


@remembered
def _found(parsed: Parsed, spotted: Spotted) -> tuple[re.Match[str], ...]:
    """What of a pattern a text has: a sentence is held against quote after quote."""
    return tuple(spotted.look(parsed))


def alternatives(words: str) -> Iterator[str]:
    """The alternatives of a pattern."""
    depth = start = 0
    for place, sign in enumerate(words):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            yield words[start:place]
            start = place + 1
    yield words[start:]


def openings(alternative: str) -> Iterator[str]:
    """The letters that an alternative may begin with, as `Parsed.opening` has them."""
    found = _LETTERS.match(alternative)
    assert found, f"“{alternative}” begins with no letters of its own"
    if found["group"] is None:
        yield found["letters"]
    for one in alternatives(found["group"]) if found["group"] else ():
        yield from openings(one + alternative[found.end() :])
