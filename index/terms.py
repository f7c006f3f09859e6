"""Terms: what keyword search makes of a text: its words with and without accents, and neighbouring pairs. Pure."""

import string
from itertools import chain, pairwise

from index.memo import memo
from index.vietnamese import fold, forms, pieces, word_forms

# Longer "words" are encodings and rules of dashes, and nobody types them; Tantivy refuses terms over 64 KB.
_LONGEST = 100
# What is no part of a term where a stretch begins or ends with it.
_SIGNS = string.punctuation + "“”‘’…–—"
# Stretches that are remembered at once, half a kilobyte each.
_MOST_KNOWN = 65_536


def tokens(text: str) -> tuple[list[str], list[str]]:
    """A text's terms: words and parts of compound numbers with accents; the same without, and neighbouring pairs.

    Pairs with accents as well found no more, and made the index larger by half.
    """
    # no term holds a white space
    cut = [_remembered(stretch) for stretch in text.split()]
    if not cut:
        return [], []
    words, bare, parts = ([*chain.from_iterable(column)] for column in zip(*cut, strict=True))
    return words + parts, [*bare, *map("_".join, pairwise(bare)), *map(fold, parts)]


def fields(text: str) -> tuple[str, str]:
    """What `tokens` gives, separated by spaces, in another order and half the time, without a call per word."""
    known = _known()
    cut = text.split()
    bare = [*chain.from_iterable(map(known.__getitem__, cut))]
    exact = " ".join(map(known.exact.__getitem__, cut))
    folded = " ".join((*bare, _every_second_pair(bare), _every_second_pair(bare[1:])))
    if "\n" in exact:
        parts = [part for stretch in cut for part in known.parts.get(stretch, ())]
        folded = " ".join((folded, *map(fold, parts)))
    return exact, folded


def _every_second_pair(words: list[str]) -> str:
    """The first word with the second, the third with the fourth and so on."""
    even = len(words) // 2 * 2
    run = [""] * (2 * even)
    run[::2] = words[:even]
    run[1::2] = ["_", " "] * (even // 2)
    return "".join(run)


class _Known(dict[str, tuple[str, ...]]):
    """The words without accents of texts without white space, worked out when one is first met."""

    def __init__(self) -> None:
        super().__init__()
        # of those that are in: what stands in the field with accents, parts of compound numbers on lines of their own
        self.exact: dict[str, str] = {}
        self.parts: dict[str, tuple[str, ...]] = {}

    def __missing__(self, stretch: str) -> tuple[str, ...]:
        """Work out what is met for the first time, adding it to this dict last, as another thread may be reading."""
        exact, bare, parts = _terms(stretch)
        if parts:
            self.parts[stretch] = parts
        self.exact[stretch] = "\n".join((" ".join(exact), *parts))
        self[stretch] = bare
        return bare


@memo(1)
def _held() -> _Known:
    """The memory, the same until it is begun anew."""
    return _Known()


def _known() -> _Known:
    """The memory; begun anew when it is too large, while others may still read the old one."""
    if len(_held()) > _MOST_KNOWN:
        _held.cache_clear()
    return _held()


def _terms(stretch: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The terms of a text without white space as written and without accents, and the parts of compound numbers."""
    # most are one plain word, which needs no pattern
    word = stretch.strip(_SIGNS)
    cut = [word_forms(word)] if word.isalpha() else forms(stretch)
    found = [form for form in cut if len(form[0]) <= _LONGEST]
    if not found:
        return (), (), ()
    exact, folded = zip(*found, strict=True)
    if len(found) == 1 and exact[0].isalpha():
        return exact, folded, ()
    parts = [part for form in exact if not form.isalpha() for part in pieces(form)]
    return exact, folded, tuple(parts)


_remembered = memo(4096)(_terms)
