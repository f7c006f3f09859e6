"""Utmost: whether a sentence says that something is the most of its kind, where a question asks which one is. Pure."""

import re

from assistant.question import Question, is_foreign
from assistant.reading.overlap import rows
from assistant.understanding.asked import Wording
from index.memo import memo

_ENGLISH = (
    r"\b(?:(?<!at )most(?! of\b)|fewest|(?<!at )least"
    r"|(?:high|low|larg|small|bigg|fast|slow|long|short|rich|poor)est|ranks? first)\b"
)
_WHAT_MOST = "cao|thấp|nhiều|ít|lớn|nhỏ|nhanh|chậm|dài|ngắn|đông|rộng|giàu|nghèo"
_MOST = Wording(
    rf"\b(?:(?:{_WHAT_MOST}|(?:đứng|xếp|hạng)(?: thứ)?) nhất|(?:đứng|dẫn) đầu)\b|{_ENGLISH}",
)
_OF_ONES = frozenset(("which", "person", "body", "place", "name"))
# What says so in other words; a place of sixty-three is a rank.
_SAID = Wording(
    r"\b(?<!thống )(?<!hợp )(?<!đồng )nhất\b(?! trí)|\b(?:(?:đứng|dẫn|hàng) đầu|đầu bảng|kỷ lục|quán quân|top)\b"
    rf"|\b(?:số|thứ|hạng|vị trí) 1\b|(?<![\d/])0?1/\d+(?![\d/])|{_ENGLISH}"
)
_CLAUSE = re.compile(r"[;\n]|\.\s")
# They say that something is the most, and nothing of what.
_OF_ORDER = frozenset(
    (*_WHAT_MOST.split("|"), "nhất", "đứng", "dẫn", "đầu", "xếp", "hạng", "thứ", "nước", "năm")
)


def says_the_most(question: Question, *around: str) -> bool:
    """Whether what stands `around` a sentence says that one is the most, if the question asks which one is: a figure
    of one of them does not tell that no other has more, nor does one that is the most of something else.
    """
    if question.asked not in _OF_ONES or not _MOST.stands_in(question.text):
        return True
    clauses = [clause for text in around for clause in _CLAUSE.split(text) if _SAID.stands_in(clause)]
    subject = _subject(question)
    return any(not subject or any(word in rows(clause).folded for word in subject) for clause in clauses)


@memo(512)
def _subject(question: Question) -> tuple[str, ...]:
    """The folded words that say in what something is the most; none of a question in English."""
    if is_foreign(question):
        return ()
    words = (term for term in question.content if term not in question.head and term.exact not in _OF_ORDER)
    return tuple(f" {word.folded} " for word in words if not word.exact[0].isdigit())
