"""Mentions: whom and where a text names: its provinces, other names and posts, and where their words stand. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from assistant.checks.pair import Pair
from assistant.checks.wording.words import spelling
from assistant.stated.kept import remembered
from assistant.stated.names import Name, Post, names, posts
from assistant.stated.parsed import Parsed
from index import places
from index.vietnamese import canonical

# What stands right before the name of a body that is told by it: "Sở Tài chính".
BODIES = frozenset(map(canonical, ["sở", "bộ", "ban", "cục", "phòng", "ngành", "viện", "vụ", "hội"]))


class Mentioned(NamedTuple):
    """The provinces, other names and posts of a text."""

    provinces: Sequence[places.Place]
    names: Sequence[Name]
    posts: Sequence[Post]


class Mention(NamedTuple):
    """A name or province of a text, and its canonical words."""

    start: int
    end: int
    words: tuple[str, ...]


@remembered
def mentioned(parsed: Parsed, bare: bool) -> Mentioned:
    """What a text names; with `bare` provinces also as they are written without accents."""
    provinces = places.find(parsed.text, folded=bare)
    found = names(parsed, provinces)
    return Mentioned(provinces, found, posts(parsed, found))


def named_in(parsed: Parsed, bare: bool) -> Sequence[Name]:
    """The names of a text, its provinces apart."""
    return mentioned(parsed, bare).names


def people_in(parsed: Parsed, bare: bool) -> list[Name]:
    """The people of a text."""
    return [one for one in named_in(parsed, bare) if one.kind == "person"]


@remembered
def mentions(parsed: Parsed) -> tuple[Mention, ...]:
    """The names and provinces of a text in order."""
    found = mentioned(parsed, False)
    provinces = [
        Mention(one.start, one.end, tuple(map(canonical, parsed.text[one.start : one.end].lower().split())))
        for one in found.provinces
    ]
    names = [Mention(one.start, one.end, one.syllables) for one in found.names]
    return tuple(sorted([*provinces, *names]))


@remembered
def covered(parsed: Parsed, bare: bool) -> frozenset[int]:
    """Where words stand that belong to a text's names and provinces, each held against the quote as a name."""
    found = mentioned(parsed, bare)
    spans = [(one.start, one.end) for one in found.provinces] + [(one.start, one.end) for one in found.names]
    return frozenset(word.start for start, end in spans for word in parsed.within(start, end))


@remembered
def posted(parsed: Parsed, bare: bool) -> frozenset[int]:
    """Where words stand that belong to a text's posts, each held against the quote as a post."""
    spans = [(one.start, one.end) for one in mentioned(parsed, bare).posts]
    return frozenset(word.start for start, end in spans for word in parsed.within(start, end))


@remembered
def entitled(title: Parsed) -> frozenset[str]:
    """The provinces that a title names, in any spelling."""
    return frozenset(place.name for place in places.find(title.text, folded=True))


def known(quote: Parsed) -> None:
    """Find the names and posts of a quote."""
    mentioned(quote, False)
    spelling(quote, False)


def may_be_one(pair: Pair, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names may be one's: equal, or the shorter ends the longer."""
    short, long = sorted((pair.spelling(one), pair.spelling(other)), key=len)
    return long[-len(short) :] == short
