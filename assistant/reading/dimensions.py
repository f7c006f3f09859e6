"""Dimensions: what an adjective asks the measure of, “rộng bao nhiêu”, by the nouns that texts give it with. Pure."""

import re
from typing import NamedTuple

from assistant.question import Question
from assistant.understanding.asked import Wording
from index.memo import memo
from index.vietnamese import fold, terms

# Each adjective, with what texts say instead of it.
_NOUNS = {
    "rộng": ("diện tích", "chiều rộng", "bề rộng", "bề ngang"),
    "dài": ("chiều dài", "bề dài"),
    "cao": ("chiều cao", "độ cao"),
    "sâu": ("độ sâu", "chiều sâu"),
    "nặng": ("trọng lượng", "khối lượng", "cân nặng"),
    "dày": ("độ dày", "bề dày"),
    "đông": ("dân số",),
}
# "cao mấy tầng", "dài bao nhiêu trang": things are counted, and nothing is measured.
NOT_COUNTED = (
    r"(?! (?:tầng|trang|tập|lớp|bậc|chữ|dòng|phút|giờ|giây|ngày|tháng|năm|gian|phần trăm|%|điểm|làn|nhịp|hàng|toa"
    r"|lần)(?!\w))"
)
_HOW_MUCH = rf"(?:(?:bao nhiêu|mấy){NOT_COUNTED}|(?:cỡ|chừng|đến|thế) nào)"
# Typed without accents these end as "đông" does, and no crowd is meant: "huy dong bao nhieu", "hop dong".
_ENDING_SO = ("huy", "lao", "hoạt", "tác", "hợp", "hội", "vận")
CROWDED = "".join(rf"(?<!\b{first} )" for first in _ENDING_SO) + "đông"
_AS_ASKED = {"đông": CROWDED}
# The adjective beside the asking word says more than a noun with which the question begins.
_ASKED = tuple(
    [(word, Wording(rf"\b{_AS_ASKED.get(word, word)}(?: (?:lớn|dân))? {_HOW_MUCH}")) for word in _NOUNS]
    + [
        (word, Wording(rf"^(?:{'|'.join(nouns)})\b|\b{nouns[0]} {_HOW_MUCH}"))
        for word, nouns in _NOUNS.items()
    ]
)
# An adjective counts right before its figure alone: "cao tốc" is no height.
_SAID = {
    word: re.compile(
        rf"\b(?:{'|'.join(map(fold, nouns))})\b"
        rf"|\b{fold(word)}(?: (?:khoang|hon|gan|toi|den|chung|la|tren|duoi|trung binh))*\W*$"
    )
    for word, nouns in _NOUNS.items()
}
# What may stand between such a noun and its figure without saying of what part it is.
_SAYING_NOTHING = frozenset(
    fold(
        "tự nhiên của là đạt khoảng hơn gần trên dưới với lên tới đến dự kiến vào xấp xỉ ước rộng dài cao sâu"
        " toàn bộ cả tổng đất khu này nay hiện có được chừng tối đa trung bình mỗi lần lượt từ thiết kế quy hoạch"
        " dự án công trình tỉnh thành phố huyện xã phường quận năm"
    ).split()
)
_TOLD_AS_SUCH = frozenset(("sâu", "dày"))
_LINEAR = re.compile(r"\d\s*(?:k?m|mét)$", re.IGNORECASE)
# A figure of another dimension is weaker than this (`counts.py`).
_LEAST = 0.35
# So far before a figure its dimension stands; a comma ends it.
_REACH = 40
_CLAUSE = re.compile(r"[,;.](?!\d)")


class Dimension(NamedTuple):
    """An adjective that a question measures by, and the nouns that stand for it."""

    word: str
    nouns: tuple[str, ...]


@memo(512)
def dimension(question: Question) -> Dimension | None:
    """The dimension that a question asks the measure of; None if it asks for none."""
    word = next((word for word, asked in _ASKED if asked.stands_in(question.text)), None)
    return Dimension(word, _NOUNS[word]) if word else None


def is_of_another(asked: Dimension, sentence: str, start: int, end: int) -> bool:
    """Whether a figure measures something by another dimension: its length, not its width.

    A depth is told as one; so is a width in metres, where an area is told by its unit.
    """
    before = fold(_CLAUSE.split(sentence[max(0, start - _REACH) : start])[-1])
    last = {word: found[-1].end() for word, said in _SAID.items() if (found := list(said.finditer(before)))}
    if last:
        return max(last, key=last.__getitem__) != asked.word
    return asked.word in _TOLD_AS_SUCH or (
        asked.word == "rộng" and bool(_LINEAR.search(sentence, start, end))
    )


def is_of_part(question: Question, asked: Dimension, sentence: str, start: int) -> bool:
    """Whether a figure measures a part or kind that the question does not name: "diện tích vi phạm 1.400 m2"."""
    said = sentence[max(0, start - _REACH) : start].lower()
    noun = next((noun for noun in asked.nouns if noun in said), None)
    if not noun:
        return False
    named = {term.folded for term in question.content} | _SAYING_NOTHING
    between = terms(said[said.rindex(noun) + len(noun) :])
    return any(term.folded not in named and term.exact.isalpha() for term in between)


def with_nouns(question: Question, text: str) -> str:
    """A wording to search with, with the noun for the adjective that a question measures by."""
    asked = dimension(question)
    if not asked or asked.nouns[0] in question.text.lower():
        return text
    return f"{text} {asked.nouns[0] if question.accented else fold(asked.nouns[0])}"


def least_of(question: Question) -> float:
    """How strong a figure must be to answer; 0 if no dimension is asked for."""
    return _LEAST if dimension(question) else 0.0
