"""Fit what the words of a question tell: the factors of index/telling.py, beside the weights of index/ranking.py.

    make bench BENCH=telling ARGS="FOLDER… [--limit 630] [--more REPORTS.jsonl.gz [--apart NAME]]"

The sets are those of benchmarks/retrieval.py. Factors and weights are fitted on every second report's questions and
measured on the others, then the other way round; the factors printed last are those of a third fit, on all.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
import retrieval

from index.bearing import COLUMNS, Looked, Looks, Numbers, bearing, looks
from index.index import Index
from index.ranking import FEATURES
from index.telling import FACTORS, Factors, telling

# What a factor of e or 1/e costs beside the improbability of the right passages, summed over the sets.
_HELD_BACK = 0.01
# How far a factor is moved, as a share of it, to see which way the fit improves.
_STEP = 0.05
_BORNE = slice(FEATURES.index(COLUMNS[0]), FEATURES.index(COLUMNS[-1]) + 1)


class Seen(NamedTuple):
    """A question's shortlist, and what its columns of bearing are worked out from."""

    ranked: retrieval.Ranked
    looks: Looks
    tells: Callable[..., Callable[[str], float]]

    def by(self, factors: Factors) -> retrieval.Ranked:
        """The shortlist as other factors make it."""
        rows = self.ranked.features.copy()
        rows[:, _BORNE] = self.looks.borne(self.tells(factors=factors))
        return self.ranked._replace(features=rows)


Sets = Mapping[str, Sequence[Seen]]


def seen(index: Index, questions: Iterable[dict[str, str]]) -> Iterator[Seen]:
    """Each question's shortlist with what it is made of."""
    made: list[Looks] = []
    tells: list[Callable[..., Callable[[str], float]]] = []

    def borne(question: str, passages: Sequence[Looked], weight: Callable[[str], float]) -> Numbers:
        """The columns, and where the words stand kept."""
        made.append(looks(question, passages))
        return bearing(question, passages, weight)

    def told(
        question: str, frequency: Mapping[str, int], passages: int, names: bool
    ) -> Callable[[str], float]:
        """What the words tell, and what that is worked out from kept."""
        tells.append(partial(telling, question, frequency, passages, names))
        return tells[-1]()

    with patch("index.shortlist.bearing", borne), patch("index.shortlist.telling", told):
        ranked = list(retrieval.shortlists(index, questions))
    yield from map(Seen, ranked, made, tells)


def by(factors: Factors, sets: Sets) -> list[list[retrieval.Ranked]]:
    """All shortlists as these factors make them."""
    return [[one.by(factors) for one in asked] for asked in sets.values()]


def fitted(sets: Sets) -> tuple[Factors, np.ndarray]:
    """The factors, and with them the weights, that make the right passages most probable."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # it has no types

    def loss(logs: np.ndarray) -> tuple[float, np.ndarray]:
        """With the weights that suit these factors best, which stay while each factor is moved a little."""
        ranked = by(Factors(*np.exp(logs)), sets)
        weights = retrieval.fitted(ranked)
        improbable = retrieval.odds_of(ranked)(weights)[0]
        slope = [
            (retrieval.odds_of(by(Factors(*np.exp(logs + step)), sets))(weights)[0] - improbable) / _STEP
            for step in _STEP * np.eye(len(logs))
        ]
        return improbable + _HELD_BACK * logs @ logs, np.array(slope) + 2 * _HELD_BACK * logs

    bounds = [(-4.0, 4.0)] * len(FACTORS)
    logs = minimize(
        loss,
        np.log(FACTORS),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 15, "ftol": 1e-5},
    ).x
    factors = Factors(*np.exp(logs).tolist())
    return factors, retrieval.fitted(by(factors, sets))


def shown(factors: Factors) -> str:
    """The factors as index/telling.py has them."""
    return ", ".join(f"{name} {value:.3g}" for name, value in factors._asdict().items())


def main() -> None:
    """Fit on either half, say what each makes of the other, and the factors that all give."""
    stores = retrieval.each(retrieval.parser(__doc__).parse_args())
    sets = {name: list(seen(index, questions)) for name, index, questions in stores}
    halves = [
        {name: [one for one in asked if one.ranked.half == half] for name, asked in sets.items()}
        for half in (0, 1)
    ]
    fits = [fitted(each) for each in halves]
    for half, (factors, _) in enumerate(fits):
        print(f"half {half}: {shown(factors)}", flush=True)
    for name, asked in sets.items():
        first = [
            one.by(factors).first(weights)
            for one in asked
            for factors, weights in [fits[1 - one.ranked.half]]
        ]
        sys.stdout.write(f"{name}: hit@1 by the other half's fit {np.mean(first):.3f}\n")
    print(f"all: {shown(fitted(sets)[0])}", flush=True)


if __name__ == "__main__":
    main()
