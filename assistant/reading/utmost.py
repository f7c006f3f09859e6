"""Utmost: whether a sentence says that something is the most of its kind, where a question asks which one is. Pure."""

from assistant.question import Question, is_foreign
from assistant.understanding.asked import Wording

_MOST = Wording(r"\b(?:cao|thấp|nhiều|ít|lớn|nhỏ|nhanh|chậm|dài|ngắn|đông|rộng|giàu|nghèo) nhất\b")
_OF_ONES = frozenset(("which", "person", "body", "place", "name"))
# What says so in other words; a place of sixty-three is a rank.
_SAID = Wording(
    r"\b(?<!thống )(?<!hợp )(?<!đồng )nhất\b(?! trí)|\b(?:(?:đứng|dẫn|hàng) đầu|đầu bảng|kỷ lục|quán quân|top)\b"
    r"|\b(?:số|thứ|hạng|vị trí) 1\b|(?<![\d/])0?1/\d+(?![\d/])"
)


def says_the_most(question: Question, *around: str) -> bool:
    """Whether what stands `around` a sentence says that one is the most, if the question asks which one is: a figure
    of one of them does not tell that no other has more.
    """
    asks = question.asked in _OF_ONES and not is_foreign(question) and _MOST.stands_in(question.text)
    return not asks or any(map(_SAID.stands_in, around))
