"""Shortlist: the passages that a search looks at closer: found by either engine, with what they bear of a question."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from index.bearing import Looked, Numbers, bearing, terms_weighed
from index.catalog import Catalog
from index.embedder import Embedder
from index.engines import Engines
from index.filters import Filters
from index.passage import Excerpt, label
from index.ranking import closer, features, fuse, weight_of_meaning
from index.reranker import Reranker
from index.telling import names_stand_out, telling
from index.terms import tokens
from index.things import told
from index.wanted import borne_exactly, wanted

# Passages that each engine offers before the two orders become one, and those of them looked at closer.
_DEPTH, _CLOSER = 50, 16
# Where Chroma searches beside Tantivy: both do their work outside Python. As many at once as a server is asked.
_BESIDE = ThreadPoolExecutor(32, thread_name_prefix="meaning")
# Passages that a cross-encoder reads, where there is one: it takes some ten milliseconds for each.
_RERANKED = 16


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: `text` is its report's text from `start` to `end`; `score` lies between 0 and 1."""

    report_id: str
    key: str
    passage_id: str
    score: float
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The passages that a search looks at closer, and a row of `ranking.FEATURES` for each.

    `exact`: how much each bears of what should stand as typed, None if the question has nothing of the kind.
    """

    hits: tuple[Hit, ...]
    features: Numbers
    exact: Sequence[float] | None

    def scored(self) -> list[tuple[float, Hit]]:
        """The hits with their scores, from 0 to 1, best first; ties by passage, so that the order of adding never
        matters.
        """
        scores = closer(self.features, self.exact).tolist()
        order = sorted(zip(scores, self.hits, strict=True), key=lambda one: (-one[0], one[1].passage_id))
        # what scores beyond 1 still has its place among its like
        return [(min(max(score, 0.0), 1.0), hit) for score, hit in order]


def shortlist(
    question: str, k: int, filters: Filters, engines: Engines, catalog: Catalog, embedder: Embedder
) -> Shortlist:
    """The passages that either engine finds for a question, at least `k` where there are so many, looked at closer."""
    asked = wanted(question, engines.keywords.frequency)
    depth = max(_DEPTH, 2 * k)
    vector = embedder.embed_queries([asked.text])[0]
    passing = engines.keywords.passing(filters)
    nearest = _BESIDE.submit(engines.vectors.search, vector, depth, filters, passing)
    words = engines.keywords.search(asked.text, depth, filters, asked.further, asked.exactly)
    near = nearest.result()
    others = {name for name, _ in words}.difference(name for name, _ in near)
    meaning = near + engines.vectors.cosines(sorted(others), vector)
    pairs = [term for term in tokens(asked.text)[1] if "_" in term]
    weight = weight_of_meaning(engines.keywords.frequency(pairs))
    found = _hits(fuse(words, meaning, weight), max(k, _CLOSER), catalog)
    hits = tuple(hit for hit, _ in found)
    known = engines.keywords.frequency(terms_weighed(asked.in_full))
    tells = telling(asked.in_full, known, engines.keywords.count(), names_stand_out(question))
    texts, lacking = told(asked.things, [hit.text for hit in hits], tells)
    looked = [Looked(asked.spelt_out(text), head) for text, (_, head) in zip(texts, found, strict=True)]
    borne = bearing(asked.in_full, looked, tells)
    rows = features([hit.passage_id for hit in hits], words, meaning, weight, borne, lacking)
    runs = asked.exactly
    exact = [borne_exactly(runs, f"{head}\n{hit.text}") for hit, head in found] if runs else None
    return Shortlist(hits, rows, exact)


def _hits(ranked: Sequence[tuple[str, float]], most: int, catalog: Catalog) -> list[tuple[Hit, str]]:
    """The first of the ranked passages that stand in a ready report, with their text and heading."""
    best: list[tuple[Excerpt, float]] = []
    for first in range(0, len(ranked), most):
        part = ranked[first : first + most]
        living = catalog.excerpts([passage_id for passage_id, _ in part])
        best += [(living[name], score) for name, score in part if name in living]
        if len(best) >= most:  # mostly at once
            break
    return [(_hit(one, score), label(one)) for one, score in best[:most]]


def _hit(one: Excerpt, score: float) -> Hit:
    """A passage as it is found."""
    passage = one.passage
    return Hit(
        passage.report_id,
        one.key,
        passage.passage_id,
        round(score, 6),
        passage.start,
        passage.end,
        one.text,
    )


def reranked(
    reranker: Reranker, question: str, scored: Sequence[tuple[float, Hit]], catalog: Catalog
) -> list[tuple[float, Hit]]:
    """The best passages by their score and the cross-encoder's together.

    The same scores are dealt out in the new order, so that thresholds on them do not depend on the model.
    """
    best, rest = scored[:_RERANKED], scored[_RERANKED:]
    headed = {report.report_id: label(report) for report in catalog.load([hit.report_id for _, hit in best])}
    texts = [f"{headed.get(hit.report_id, '')}\n{hit.text}".strip() for _, hit in best]
    found = reranker.relevance(question, texts).tolist()
    order = sorted(range(len(best)), key=lambda place: (-found[place] - best[place][0], place))
    return [(score, best[place][1]) for (score, _), place in zip(best, order, strict=True)] + list(rest)
