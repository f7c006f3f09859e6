"""Indicators: whether a figure is that of the indicator a question names: GRDP, CPI, PCI and their like. Pure."""

import re

from assistant.question import Question
from index.memo import memo
from index.vietnamese import fold

_FIGURES = frozenset(("number", "percent", "rank"))
# How reports write each of them in full.
_INDICATORS = {
    "grdp": "tong san pham|tang truong|kinh te (?:tang|giam)",
    "gdp": "tong san pham|tang truong|kinh te (?:tang|giam)",
    "cpi": "chi so gia tieu dung",
    "iip": "chi so san xuat|cong nghiep",
    "pci": "nang luc canh tranh",
    "papi": "hieu qua quan tri",
    "fdi": "dau tu (?:truc tiep )?nuoc ngoai|von ngoai",
    "oda": "vien tro|ho tro phat trien",
    "hdi": "phat trien con nguoi",
    "sipas": "hai long",
    "dti": "chuyen doi so",
}
_NAMED = re.compile(rf"\b(?:{'|'.join(_INDICATORS)})\b")


def is_of_indicator(question: Question, sentence: str, before: str, title: str) -> bool:
    """Whether a sentence is about each indicator of which a question asks a figure.

    It, the sentence before or the title names it, or one of the first two has it in full.
    """
    named = _named(question)
    if not named:
        return True
    near = fold(f"{before} {sentence}")
    short = f"{near} {fold(title)}"
    return all(
        re.search(rf"\b{name}\b", short) or re.search(rf"\b(?:{_INDICATORS[name]})\b", near) for name in named
    )


@memo(512)
def _named(question: Question) -> tuple[str, ...]:
    """The indicators of which a question asks a figure."""
    return tuple(_NAMED.findall(fold(question.text))) if question.asked in _FIGURES else ()
