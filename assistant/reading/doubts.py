"""Doubts: what around a figure says that it hardly tells how much of something there is. Pure.

It tells by how much something grew, of a part, a share or another country, or not exactly.
"""

import re
from collections.abc import Iterable, Iterator

from assistant.question import Question
from assistant.reading.countries import countries, opens_abroad
from assistant.reading.dimensions import dimension, is_of_another, is_of_part
from assistant.reading.fit import DIGITS, Fit
from assistant.reading.measures import measure
from assistant.understanding.parts import parts, spots
from index.vietnamese import UPPER, fold

# "hàng chục hộ": hardly a number beside one that is told exactly.
_VAGUE = re.compile(r"\b(?:hàng|nhiều|vài|mấy)\s+$", re.IGNORECASE)
_VAGUELY = 0.5
# "4 hộ còn lại", "3 căn nữa": of all that are counted a part.
_REST = re.compile(
    r"(?:\s+[^\W\d]+){1,3}\s+(?:còn lại|nữa|khác|đầu tiên|tiếp theo|cuối cùng)(?!\w)", re.IGNORECASE
)
_ASKS_REST = re.compile(
    r"\b(?:con lai|nua|khac|dau tien|tiep theo|cuoi cung|rest|other|more|first|last|left)\b"
)
_PARTLY = 0.6
_WHOLE_YEAR = re.compile(r"\b(?:ca nam|toan nam|nam truoc|whole year|full year)\b")
# "70% học sinh" hardly tells how many they are.
_SHARE = re.compile(r"\s*(?:%|phần trăm(?!\w))", re.IGNORECASE)
_COMMA = re.compile(r"[,;:.(](?!\d)")
# "hơn Bắc Giang 0,15 điểm", "khoảng cách còn 0,31 điểm", "tăng 2 điểm": no value but a difference.
_DIFFERENCE = re.compile(
    rf"(?:\b(?:hơn|kém|thua)\s+(?:tỉnh\s+|thành phố\s+)?[{UPPER}][^.;]*"
    r"|\b(?:[Kk]hoảng cách|[Cc]hênh lệch|cách biệt|hơn kém|chênh nhau|cách nhau)\b[^.;]*"
    r"|\b(?:tăng|giảm|nhích|hụt)\s+(?:thêm\s+|được\s+)?(?:gần\s+|hơn\s+|khoảng\s+)?)$"
)
_ASKS_DIFFERENCE = re.compile(
    r"\b(?:hon|kem|thua|chenh|cach|tang|giam|nhich|hut|vuot|more|less|fewer|higher|lower|differ\w*|gap|grow\w*|grew"
    r"|increas\w*|decreas\w*|rise|rose|fall|fell|drop\w*)\b"
)
# How far two figures are apart, not two places.
_ASKS_BETWEEN = re.compile(
    r"\b(?:(?:khoang cach|chenh lech|cach biet|chenh nhau) (?:ve )?(?:diem|gia|muc|so|thu)|hon kem)\b"
)
# So far before a figure a difference is told, and a word that makes it vague.
_REACH, _WORD, _APART = 60, 8, 0.3

# "11 trong tổng số 16 xã", "11 xã trong số 16 xã": what stands before the number of all.
_PART_OF = re.compile(
    rf"(?P<part>{DIGITS})(?P<counts>\s(?:[^\W\d]+\s){{0,3}})(?:trong|trên)\s+(?:tổng\s+)?số\s+$"
)
_ASKS_ALL = re.compile(r"\b(?:tong so|tat ca|tong cong|in all|total)\b")


def doubted(question: Question, sentence: str, given: str, fit: Fit) -> Fit | None:
    """A figure with what strength the doubts of it leave; None if it tells of another country than the asker's.

    A difference or growth hardly tells how much there is, unless it is asked for; nor do two amounts tell their
    difference, nor a length a width.
    """
    if question.provinces and not countries(question) and opens_abroad(_clause(sentence, fit.start)):
        return None
    differing, between = _ASKS_DIFFERENCE.search(given), _ASKS_BETWEEN.search(given)
    apart = bool(_DIFFERENCE.search(sentence, max(0, fit.start - _REACH), fit.start))
    if not apart if between else apart and not differing:
        return _at_most(fit, _APART)
    if (measured := dimension(question)) and is_of_another(measured, sentence, fit.start, fit.end):
        return _at_most(fit, _APART)
    if _VAGUE.search(sentence, max(0, fit.start - _WORD), fit.start):
        return _at_most(fit, _VAGUELY)
    if not measure(question.text) and _SHARE.match(sentence, fit.end):
        return _at_most(fit, _VAGUELY)
    if measured and is_of_part(question, measured, sentence, fit.start):
        return _at_most(fit, _PARTLY)
    if question.years and not parts(question.text) and _is_of_part(sentence[: fit.start]):
        return _at_most(fit, _PARTLY)
    if _REST.match(sentence, fit.end) and not _ASKS_REST.search(given):
        return _at_most(fit, _PARTLY)
    return fit


def _is_of_part(before: str) -> bool:
    """Whether a part of a year is told of before a figure, and no whole year between: "8 tháng đầu năm 2016, có 15"."""
    found = spots(before)
    return bool(found) and not _WHOLE_YEAR.search(fold(before[found[-1][0] :]))


def part_of_all(fits: Iterable[Fit], sentence: str, given: str) -> Iterator[Fit]:
    """The fits, where "11 trong tổng số 16 xã" counts eleven, unless all of them are asked for."""
    for fit in fits:
        part = None if _ASKS_ALL.search(given) else _PART_OF.search(sentence, 0, fit.start)
        if part and part["counts"].isspace():
            yield fit._replace(start=part.start("part"), end=part.end("part"))
        yield _at_most(fit, _APART) if part else fit


def _at_most(fit: Fit, strength: float) -> Fit:
    """A figure that is no surer than this."""
    return fit._replace(strength=min(fit.strength, strength))


def _clause(sentence: str, end: int) -> str:
    """What stands between the comma or the like before a figure, and that figure."""
    return _COMMA.split(sentence[:end])[-1]
