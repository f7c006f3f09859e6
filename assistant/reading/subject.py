"""Subject: whether what stands around a sentence bears two neighbouring words of what a question is about. Pure.

A Vietnamese word is mostly two syllables: “thủ đô” is neither “thủ tướng” nor “đô thị”, which share one with it. A word
that is no syllable, “Valentine”, is whole by itself.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from assistant.question import Question, is_foreign
from assistant.reading.overlap import rows
from index.encodings.syllables import is_syllable
from index.memo import memo
from index.vietnamese import fold, terms

# "phát biểu gì", "mong muốn gì": what somebody said or wanted may be told in other words, though not what it is about.
_ASKS_OTHERWISE = re.compile(r"(?<!\bla) (?:nhung )?gi\b")
_ABOUT = re.compile(
    r"\bgì (?:về|liên quan (?:đến|tới)|xung quanh|quanh)\b|\b(?:ai|người)\b(?: \w+){0,2} k[ýí]\b(?: \w+){0,4}? về\b"
)


def bears_subject(question: Question, around: Iterable[str]) -> bool:
    """Whether any two neighbouring words of the question, an abbreviation or a foreign word stand in one of the texts.

    True of a question in English, typed without accents, or without two such words, and of one that asks neither what
    something is, nor which is the most of its kind, nor whether: what happened, and how much there is of it, is told
    in more ways than a thing has names.
    """
    needles = _needles(question)
    return not needles or any(needle in rows(text).folded for text in around for needle in needles)


# "Khách sạn nào tốt nhất": the most of a kind that must be named; which one did something is told otherwise, too.
_MOST = re.compile(r" nhat\b")
_OF_THINGS = frozenset(("definition", "which", "whether"))


@memo(512)
def _needles(question: Question) -> tuple[str, ...]:
    """The folded pairs, abbreviations and foreign words of a question, a space around each."""
    if is_foreign(question) or not question.accented:
        return ()
    about = _ABOUT.search(question.text.lower())
    if not about and (
        question.asked not in _OF_THINGS
        or (question.asked == "which" and not _MOST.search(fold(question.text)))
        or _ASKS_OTHERWISE.search(fold(question.text))
    ):
        return ()
    since = about.end() if about else 0
    meant = {term.start for term in question.content if term.start >= since}
    found = [term for term in terms(question.text) if term.exact.isalpha()]
    pairs = [
        f" {one.folded} {other.folded} "
        for one, other in pairwise(found)
        if one.start in meant and other.start in meant and other.start - one.end == 1
    ]
    alone = [
        f" {term.folded} "
        for term in found
        if term.start >= since
        and len(term.folded) > 1
        and (question.text[term.start : term.end].isupper() or not is_syllable(term.exact))
    ]
    return tuple(pairs + alone) if pairs else ()
