"""Limits: whether a sentence tells of the side of a figure that is asked for: not of “dưới 30 tỷ” for “trên”. Pure."""

import re

from index.memo import memo
from index.vietnamese import fold

_N = r"(?P<n>\d+(?:[.,]\d+)*)"
# What turns a word for the one side into one for the other: "không dưới", "chưa quá", "không vượt quá", "no more than".
_NOT = r"(?:khong|chua|no|not) (?:vuot |phai )?"
_PLAIN = r"(?<!\bkhong )(?<!\bchua )(?<!\bno )(?<!\bnot )"
_MORE = r"(?:tren|hon|vuot|qua|vuot qua|over|above|more than)"
_LESS = r"(?:duoi|(?:it|thap|nho|kem) hon|under|below|less than|fewer than)"
_UP = re.compile(
    rf"{_PLAIN}(?<!\bvuot )(?<!\bit )(?<!\bthap )(?<!\bnho )(?<!\bkem )"
    rf"\b(?:{_MORE}|it nhat|toi thieu|at least|{_NOT}{_LESS}) {_N}"
    rf"|\btu {_N.replace('<n>', '<from>')}(?: [^\W\d]+){{0,4}} tro len\b"
)
_DOWN = re.compile(
    rf"{_PLAIN}\b(?:{_LESS}|toi da|at most|{_NOT}{_MORE}) {_N}"
    rf"|\btu {_N.replace('<n>', '<from>')}(?: [^\W\d]+){{0,4}} tro xuong\b"
)


def is_beyond_limit(question: str, sentence: str) -> bool:
    """Whether a sentence tells only of the other side of a figure that a question sets as a limit."""
    asked, said = _limits(question), _limits(sentence)
    return any((not up, figure) in said and (up, figure) not in said for up, figure in asked)


@memo(4096)
def _limits(text: str) -> frozenset[tuple[bool, str]]:
    """The figures that a text sets as limits, with whether what it tells of lies above."""
    bare = fold(text)
    return frozenset(
        (up, match["n"] or match["from"])
        for up, pattern in ((True, _UP), (False, _DOWN))
        for match in pattern.finditer(bare)
    )
