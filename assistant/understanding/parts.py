"""Parts: the parts of a year that a text speaks of (“quý III”, “6 tháng đầu năm”), and whether one is asked about.

Pure.
"""

import re
from collections.abc import Iterator

from assistant.stated.numerals import roman
from index.memo import memo
from index.vietnamese import fold

Months = tuple[int, int]

_QUARTER = re.compile(
    r"\b(?:quy|qui) (?P<quarter>iv|i{1,3}|[1-4]|mot|hai|ba|tu)\b(?! nguoi)|\bq(?P<short>[1-4])\b"
    r"|\b(?P<ordinal>first|second|third|fourth) quarter\b"
)
_MONTHS = re.compile(
    r"\b(?P<number>1[01]|[2-9]|ba|bon|nam|sau|bay|tam|chin|muoi|six|nine) (?:thang|months)"
    r"(?: (?P<end>dau|cuoi) nam|(?: nam |/| of )(?=(?:19|20)\d\d))|\bfirst (?P<first>six|nine|three) months\b"
    # "thu ngân sách 9 tháng ước đạt …": no term, age or sentence of so many months
    r"|(?<!trong )(?<!sau )(?<!truoc )(?<!qua )(?<!dai )(?<!moi )(?<!han )(?<!hon )(?<!gan )(?<!tu )(?<!du )(?<!thieu )"
    r"(?<![-–,./\d])\b(?P<bare>[369]|1[01]) thang(?= (?:uoc|dat|la|tang|giam|bao nhieu|duoc|bang)\b)"
)
_HALF = re.compile(r"\bnua (?P<half>dau|cuoi) nam\b|\b(?P<which>first|second) half\b")
# What a part of a year is only compared with.
_COMPARED = re.compile(
    r"\b(?:so voi|hon|kem|bang|cung ky|compared (?:to|with)|than) (?:cung ky )?(?:cua )?"
    r"(?=(?:(?:quy|qui) |q[1-4]\b|\d{1,2} thang|nua |(?:the )?(?:first|second|third|fourth) ))[^.;,]*?"
    r"(?:quy \w+|qui \w+|q[1-4]|thang (?:dau|cuoi) nam|nua (?:dau|cuoi) nam|quarter|half)\b"
)
_WHOLE = re.compile(r"\b(?:ca|tron) nam\b|\b(?:muc tieu|ke hoach) nam\b|\bwhole year\b")
_NUMBERS = dict(
    mot=1, hai=2, ba=3, tu=4, bon=4, nam=5, sau=6, bay=7, tam=8, chin=9, muoi=10, first=1, second=2, third=3, fourth=4,
    three=3, six=6, nine=9,
)  # fmt: skip


@memo(4096)
def parts(text: str) -> frozenset[Months]:
    """The parts of a year that a text speaks of, each by its first and last month, except those only compared with."""
    return frozenset(months for _, months in _told(_COMPARED.sub(" ", fold(text))))


def spots(text: str) -> list[tuple[int, int, str]]:
    """Where a text names a part of a year, in order, each with its own words."""
    found = sorted((match.start(), match.end()) for match, _ in _told(fold(text)))
    return [(start, end, text[start:end].strip()) for start, end in found]


def _told(bare: str) -> Iterator[tuple[re.Match[str], Months]]:
    """Each mention of a part in folded text, with its first and last month."""
    for match in _QUARTER.finditer(bare):
        quarter = _number(match["quarter"] or match["short"] or match["ordinal"])
        yield match, (3 * quarter - 2, 3 * quarter)
    for match in _MONTHS.finditer(bare):
        months = _number(match["number"] or match["first"] or match["bare"])
        yield match, (13 - months, 12) if match["end"] == "cuoi" else (1, months)
    for match in _HALF.finditer(bare):
        yield match, (1, 6) if match["half"] == "dau" or match["which"] == "first" else (7, 12)


def is_of_part(question: str, *around: str) -> bool:
    """Whether a sentence is of the part of a year asked about, by the first of the texts `around` it that names one.

    The sentence itself comes first; one of the whole year is of no part. If none of them names a part, the whole year
    is meant.
    """
    if not (wanted := parts(question)):
        return True
    if not parts(around[0]) and _WHOLE.search(fold(around[0])):
        return False
    said = next(filter(None, map(parts, around)), frozenset())
    return bool(wanted & said)


def _number(written: str) -> int:
    """A number in digits, Roman figures or as spoken."""
    if written.isdigit():
        return int(written)
    return _NUMBERS.get(written) or roman(written.upper())
