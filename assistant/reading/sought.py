"""Sought: what a question looks for in the sentences of the passages found, worked out once. Pure."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from assistant.question import Question
from assistant.reading.cut import Cut
from assistant.reading.overlap import Unit, head_units, units, words
from assistant.reading.standing import aims

# What a province weighs, which bounds see to: about as much as two rare words.
_PROVINCE = 6.0


class Around(NamedTuple):
    """How much of a question's own words a passage and its report's title bear between them."""

    borne: float  # the weight of its words, each as far as it is borne, and of its provinces
    lacks: float  # the weight of what is not


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question's sentences are measured by, worked out once for all of them.

    What a sentence bears of each unit, multiplied by one of `shares`, gives the share that it bears of some of them.
    """

    question: Question
    asked: tuple[Unit, ...]  # the question's units, those of what it asks for among them
    wanted: tuple[str, ...]  # its folded words in order
    vocabulary: frozenset[str]  # the same, each once
    neighbours: tuple[str, ...]  # all its pairs of neighbouring words, folded, as `Words` has them
    shares: dict[str, np.ndarray]  # for some units by name, a weight for every unit
    heavy: np.ndarray  # the weight of each of the question's words, 0 for the other units
    is_aim: bool  # whether a target or plan is asked for

    @classmethod
    def of(cls, question: Question, weight: Callable[[str], float], cuts: Sequence[Cut]) -> "Sought":
        """What a question looks for in the passages found; `weight` gives a folded word's weight in the store."""
        asked, head = units(question, weight), head_units(question, weight)
        names = _names(question, cuts)
        every = (*asked, *(unit for unit in head if unit not in asked))
        single = [place for place, unit in enumerate(asked) if not unit.pair]
        named = [place for place in single if asked[place].renderings[0][0] in names]
        groups = {
            "all": range(len(asked)),
            "pairs": [place for place, unit in enumerate(asked) if unit.pair],
            "heaviest": sorted(single, key=lambda place: -asked[place].weight)[:3],
            "named": named,
            "others": [place for place in single if place not in named and asked[place] not in head],
            "head": [every.index(unit) for unit in head],
        }
        shares = {name: _weighing(every, places) for name, places in groups.items()}
        wanted = tuple(term.folded for term in question.content)
        heavy = np.zeros(len(every))
        heavy[single] = [asked[place].weight for place in single]
        return cls(
            question,
            every,
            wanted,
            frozenset(wanted),
            _neighbours(question.text),
            shares,
            heavy,
            aims(question.text),
        )

    def share(self, name: str, found: np.ndarray, none: float = 0.0) -> list[float]:
        """For each row of `found` (a value a unit), the share of some units that is borne; `none` of no units."""
        weights = self.shares[name]
        borne: list[float] = (found @ weights).tolist() if weights.any() else [none] * len(found)
        return borne

    def around(self, found: np.ndarray) -> Around:
        """What a text bears of the question's words, by how far it bears each unit."""
        borne = float(found @ self.heavy) + _PROVINCE * len(self.question.provinces)
        return Around(borne, float((1 - found) @ self.heavy))


def _neighbours(text: str) -> tuple[str, ...]:
    """The pairs of neighbouring words in a question, each once."""
    return tuple(dict.fromkeys(f" {one} {other} " for one, other in pairwise(words(text).row)))


def _weighing(asked: Sequence[Unit], places: Sequence[int]) -> np.ndarray:
    """A weight a unit, those of some places adding up to 1, the others 0."""
    weights = np.zeros(len(asked))
    for place in places:
        weights[place] += asked[place].weight
    return weights / (weights.sum() or 1.0)


def _names(question: Question, cuts: Sequence[Cut]) -> frozenset[str]:
    """The question's words that the passages write with a capital more often than not, sentences' beginnings apart.

    Read off the passages, so that it does not matter how the question was typed.
    """
    wanted = {term.folded: term.exact for term in question.content}
    capitals: Counter[str] = Counter()
    for cut in cuts:
        for (begin, _), said in zip(cut.spans, cut.words, strict=True):
            for word, start in zip(said.row, said.starts, strict=True):
                if start and word in wanted:
                    capitals[wanted[word]] += 1 if cut.report.text[begin + start].isupper() else -1
    return frozenset(word for word, count in capitals.items() if count > 0)
