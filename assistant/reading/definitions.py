"""Definitions: what a sentence says the thing asked about is: “chủ đề năm 2023 là …”, “phương châm: …”. Pure."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.question import Question, is_foreign
from assistant.reading.fit import Fit
from assistant.reading.overlap import words
from index.glossary import translations
from index.memo import memo
from index.vietnamese import terms

_OPENS = re.compile(r"\s*(?:[^\s:“”\"]+\s+){0,5}?(?:là\b|gồm\b|như sau|[:“\"(–])", re.IGNORECASE)
# "phương châm được thêm “đoàn kết”": what became of it, not what it is.
_CHANGES = re.compile(r"\b(?:thêm|bổ sung|bỏ|bớt|thay|đổi|sửa)\b", re.IGNORECASE)
_CHANGED = 0.3


def definitions(question: Question, sentence: str) -> Iterator[Fit]:
    """Where what is asked about is followed by its value: "chủ đề năm 2023 là …", "phương châm: …", "“…”"."""
    named = _named(question)
    said = words(sentence)
    for place, pair in enumerate(pairwise(said.row), 1):
        if pair in named:
            opening = _OPENS.match(sentence, said.ends[place])
            if opening:
                surely = _CHANGED if _CHANGES.search(opening.group()) else 1.0
                yield Fit(opening.end(), _clause_end(sentence, opening.end()), surely)


@memo(512)
def _named(question: Question) -> frozenset[tuple[str, str]]:
    """The folded pairs of neighbouring words that name what a question asks about, in Vietnamese."""
    if is_foreign(question):
        head = [question.text[term.start : term.end].lower() for term in question.head]
        runs = [
            tuple(t.folded for t in terms(text)) for found in translations(head) for text in found.renderings
        ]
    else:
        asked = [term.folded for term in question.content if not term.exact[0].isdigit()]
        runs = [tuple(asked)]
    return frozenset(pair for run in runs for pair in pairwise(run))


def _clause_end(sentence: str, start: int) -> int:
    """Where the clause that begins at `start` ends: at its closing quote, a semicolon, or the sentence's end."""
    closing = re.search(r"[”;»]|(?<=\w)[\"]", sentence[start:])
    return start + closing.start() if closing else len(sentence)
