"""Ranking: one order made of two, by keywords and by vectors, then a closer look at the best. Pure.

On Vietnamese questions keywords are right more often than vectors, and fusing both as equals loses; on
English questions, and where the store knows few of the question's words, vectors carry. So vectors are
weighed by how much of the question the store's own words cover. Figures: benchmarks/retrieval.py.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from index.bearing import COLUMNS, Numbers

Ranked = Sequence[tuple[str, float]]

# The weight of vectors where every pair of the question's words is known to the store, and where none is.
LEAST, MOST = 0.1, 0.8


def weight_of_meaning(pairs: Mapping[str, int]) -> float:
    """How much vectors count for a question, by the number of passages in which each pair of its words stands.

    Neighbouring words stand together in the store's texts when the question is put as they are; those of
    an English question hardly ever do. A question of one word has no pairs, and is a keyword.
    """
    unknown = sum(1 for count in pairs.values() if not count) / max(len(pairs), 1)
    return LEAST + (MOST - LEAST) * unknown


def fuse(words: Ranked, meaning: Ranked, weight: float) -> list[tuple[str, float]]:
    """Ids with a score from 0 to 1, best first: the keyword score as a share of the best, and the cosine.

    `weight` (0 to 1) is what the cosine counts for. `meaning` holds the cosine of every passage of `words`
    too, so that a score depends on the passage and not on how deep either ranking went.
    """
    best = max((score for _, score in words), default=0.0) or 1.0
    by_words = dict(words)
    by_meaning = {name: max(cosine, 0.0) for name, cosine in meaning}
    scores = {
        name: (1 - weight) * by_words.get(name, 0.0) / best + weight * by_meaning.get(name, 0.0)
        for name in {**by_words, **by_meaning}
    }
    return sorted(scores.items(), key=lambda one: (-one[1], one[0]))


# What a passage looked at closer is scored by, and what each counts for: fitted on the questions of four
# sets, in small stores and in a large one, by benchmarks/retrieval.py --fit, which measures halves by each other's fit.
FEATURES = ("keywords", "meaning", "keywords, weighed", "meaning, weighed", *COLUMNS, "things lacking")
_START = 0.164
_WEIGHTS = {
    "keywords": 0.232,
    "meaning": 0.201,
    "keywords, weighed": 0.007,
    "meaning, weighed": 0.303,
    "words spelt so": 0.086,
    "in one sentence": 0.136,
    "pairs in one sentence": 0.169,
    "in two sentences": 0.123,
    "names": 0.091,
    "numbers": 0.017,
    "of the title": 0.026,
    "length": -0.092,
    "things lacking": -0.101,
}


def features(
    names: Sequence[str], words: Ranked, meaning: Ranked, weight: float, borne: Numbers, lacking: Numbers
) -> Numbers:
    """A row of `FEATURES` for each of the passages named; `borne` has their rows of `bearing`.

    `lacking` is how much each lacks of what an English question asks about, under any name.
    """
    best = max((score for _, score in words), default=0.0) or 1.0
    by_words, by_meaning = dict(words), dict(meaning)
    found = np.array(
        [(by_words.get(name, 0.0) / best, max(by_meaning.get(name, 0.0), 0.0)) for name in names]
    ).reshape(-1, 2)
    return np.hstack([found, found * weight, borne, lacking[:, None]])


def closer(rows: Numbers, exact: Sequence[float] | None = None) -> Numbers:
    """The score of each passage whose `FEATURES` a row holds, mostly 0 to 1; `exact` counts as much as all else."""
    scores = np.asarray(_START + rows @ np.array([_WEIGHTS[name] for name in FEATURES]), dtype=np.float64)
    return scores if exact is None else (scores + np.array(exact)) / 2
