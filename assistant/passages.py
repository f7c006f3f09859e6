"""Passages: those that a question is answered from, the province's own reports among them."""

from dataclasses import replace

from assistant.question import Question
from assistant.reading.bearers import bearer
from assistant.reading.bounds import provinces_in
from assistant.reading.dimensions import with_nouns
from assistant.understanding.wordings import without_places
from index import Filters, Hit, Index

# Passages to read: more found no more right quotes on the development sets, and each costs reading time.
_PASSAGES = 8
# A list may be spread over more.
_PASSAGES_OF_LIST = 16


def passages(
    index: Index, question: Question, k: int | None = None, filters: Filters | None = None
) -> list[Hit]:
    """The passages to read for a question, best first; `k` of them, or as many as it needs."""
    k = k or (_PASSAGES_OF_LIST if question.wants_all else _PASSAGES)
    # whoever asks for somebody's post means that name: "giữ chức vụ gì" stands beside many others
    hits = index.search(bearer(question) or with_nouns(question, question.text), k=k, filters=filters)
    if len(question.provinces) == 1 and not (filters and filters.province):
        return _with_own(index, question, k, filters, hits)
    return hits


def _with_own(
    index: Index, question: Question, k: int, filters: Filters | None, hits: list[Hit]
) -> list[Hit]:
    """The passages, with more from reports of the province asked about if few of them are its own.

    A list is read only from the province's own reports and from those that name it.
    """
    (name,) = question.provinces
    naming = [hit for hit in hits if name in provinces_in(hit.text)]
    if not question.wants_all and len(naming) >= k // 2:
        return hits
    # its name tells nothing apart among its own reports
    unnamed = with_nouns(question, without_places(question.text) or question.text)
    own = index.search(unnamed, k=k, filters=replace(filters or Filters(), province=name))
    if question.wants_all:
        known = {hit.passage_id for hit in own}
        return own + [hit for hit in naming if hit.passage_id not in known]
    known = {hit.passage_id for hit in hits}
    # what the whole search left out scores no more there than the last it found
    most = hits[-1].score if hits else 1.0
    new = [replace(hit, score=min(hit.score, most)) for hit in own if hit.passage_id not in known]
    return hits + new[: k // 2]
