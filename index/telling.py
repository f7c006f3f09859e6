"""Telling: how much each word of a question, and each pair of neighbours, tells its passage from the others. Pure.

A rare word tells more than a common one, but a small store has few of the words that questions are asked with, and all
of them are rare there; and most pairs are rare for standing across the bounds of words. What each factor is worth was
fitted on one half of the questions of four sets and measured on the other (benchmarks/README.md).
"""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.bearing import spoken
from index.glossary import renderings
from index.vietnamese import fold, word_forms

# Words that ask: a passage that has them answers no better.
_WORDS = "ai bao biết cho chưa đâu gì hay hỏi khi không liệu mấy nào nhiêu như sao thế vì"
_ASKING = frozenset(_WORDS.split())


class Factors(NamedTuple):
    """What the rarity of some words, and the weight of some pairs, is multiplied by."""

    asking: float
    # a word with a capital within the question, and a number
    name: float
    number: float
    # two syllables that the glossary has as neighbours are a word, or of one; others may meet by chance
    word: float
    # syllables that seldom stand apart say little more as a pair: how fast that falls with how much oftener they
    # stand together than by chance
    lift: float


FACTORS = Factors(asking=0.23, name=4.5, number=2.2, word=4.9, lift=0.27)


def _rarity(count: int, passages: int) -> float:
    """How telling a term is that stands in so many of the passages; 0 for none."""
    return math.log(1 + (max(passages - count, 0) + 0.5) / (count + 0.5)) if count else 0.0


def names_stand_out(question: str) -> bool:
    """Whether a capital says that a word is a name, as it does not if every word of the question was typed with one."""
    return any(token[0].islower() for token in spoken(question))


def telling(
    question: str,
    frequency: Mapping[str, int],
    passages: int,
    names: bool = True,
    factors: Factors = FACTORS,
) -> Callable[[str], float]:
    """The weight of each folded word of the question, and of each pair joined by `_`; 0 for what the store has not.

    `names`: whether a capital says that a word is one.
    """
    own = spoken(question)
    forms = [word_forms(token) for token in own]
    accented = any(exact != folded for exact, folded in forms)
    asking = _ASKING if accented else _folded_asking()
    weights: dict[str, float] = {}
    for place, (token, (exact, folded)) in enumerate(zip(own, forms, strict=True)):
        weight = _rarity(frequency.get(folded, 0), passages)
        if exact in asking:
            weight *= factors.asking
        elif names and place and token[0].isupper():
            weight *= factors.name
        elif token[0].isdigit():
            weight *= factors.number
        weights[folded] = max(weight, weights.get(folded, 0.0))
    for (_, first), (_, last) in pairwise(forms):
        pair = f"{first}_{last}"
        if together := frequency.get(pair, 0):
            lift = (together + 0.5) * passages / ((frequency[first] + 0.5) * (frequency[last] + 0.5))
            weights[pair] = (factors.word if (first, last) in _compounds() else 1.0) * lift**-factors.lift
    return lambda term: weights.get(term, 0.0)


@lru_cache(maxsize=1)
def _folded_asking() -> frozenset[str]:
    """The words that ask without their accents."""
    return frozenset(map(fold, _ASKING))


@lru_cache(maxsize=1)
def _compounds() -> frozenset[tuple[str, str]]:
    """The folded neighbours in the glossary's Vietnamese."""
    return frozenset(pair for text in renderings() for pair in pairwise(fold(text).split()))
