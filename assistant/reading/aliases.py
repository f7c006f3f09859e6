"""Aliases: somebody whom a report names once, and from then on tells of by his post: “đồng chí Chủ tịch tỉnh”. Pure.

A sentence that has that post and no name bears the person's name, too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.question import Question
from assistant.reading.bearers import borne_by
from assistant.reading.cut import Cut
from assistant.reading.overlap import Words, words
from assistant.reading.people import people
from assistant.stated.names import names, posts
from assistant.stated.parsed import parse
from index import places
from index.memo import memo
from index.report import Report
from index.vietnamese import sentences

# "Chủ tịch" alone is anybody's.
_TOLD_BY = 3
_DEPUTY = "phó"
# "Ông" is a surname, too, and then followed by fewer words.
_ADDRESS = re.compile(r"^(?:ông|bà|anh|chị|cô)\s+(?=\S+\s+\S)", re.IGNORECASE)


def with_aliases(question: Question, cuts: Sequence[Cut]) -> list[Cut]:
    """The passages, the name of whom the question is about said wherever his post stands for him."""
    named = people(question.text) if question.asked != "person" and not borne_by(question) else ()
    for start, end in named:
        name = words(_ADDRESS.sub("", question.text[start:end]))
        cuts = [replace(cut, words=tuple(_said(cut, name))) for cut in cuts]
    return list(cuts)


def _said(cut: Cut, name: Words) -> Iterable[Words]:
    """The words of a passage's sentences, with a name where a post of his stands for it."""
    held = _posts(cut.report, name.exact)
    for (start, end), said in zip(cut.spans, cut.words, strict=True):
        if any(_stands_for(post, said.exact) for post in held) and not people(cut.report.text[start:end]):
            said = replace(said, folded=f"{said.folded}|{name.folded}", exact=f"{said.exact}|{name.exact}")
        yield said


def _stands_for(post: str, said: str) -> bool:
    """Whether a row of words has a post that is not his deputy's."""
    return post in said and f" {_DEPUTY}{post}" not in said


@memo(512)
def _posts(report: Report, name: str) -> tuple[str, ...]:
    """The posts that a report gives to a name, each a row of words as `Words` has them."""
    found: dict[str, None] = {}
    for start, end in sentences(report.text):
        sentence = report.text[start:end]
        if name not in words(sentence).exact:
            continue
        parsed = parse(sentence)
        for post in posts(parsed, names(parsed, places.find(parsed.text))):
            told = words(post.text)
            if post.holder and f" {' '.join(post.holder)} " == name and len(told.row) >= _TOLD_BY:
                found[f" {' '.join(told.written)} "] = None
    return tuple(found)
