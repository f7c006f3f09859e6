"""Indicators: whether a figure is that of the indicator a question names: GRDP, CPI, PCI and their like. Pure."""

import re

from assistant.question import Question
from assistant.understanding.asked import FIGURES
from index.memo import memo
from index.vietnamese import fold

# How reports write each of them in full, and what near a figure tells of it as well.
_INDICATORS = {
    "grdp": ("tong san pham", "tang truong|kinh te (?:tang|giam)"),
    "gdp": ("tong san pham", "tang truong|kinh te (?:tang|giam)"),
    "cpi": ("chi so gia tieu dung", ""),
    "iip": ("chi so san xuat", "cong nghiep"),
    "pci": ("nang luc canh tranh", ""),
    "papi": ("hieu qua quan tri", ""),
    "fdi": ("dau tu (?:truc tiep )?nuoc ngoai", "von ngoai"),
    "oda": ("ho tro phat trien", "vien tro"),
    "hdi": ("phat trien con nguoi", ""),
    "sipas": ("chi so hai long", "hai long"),
    "dti": ("chi so chuyen doi so", "chuyen doi so"),
}
_NAMED = re.compile(rf"\b(?:{'|'.join(_INDICATORS)})\b")


def is_of_indicator(question: Question, sentence: str, before: str, title: str) -> bool:
    """Whether a sentence is about each indicator of which a question asks a figure.

    It, the sentence before or the title names it, for short or in full, or one of the first two tells of it otherwise.
    """
    named = _named(question)
    if not named:
        return True
    near = fold(f"{before} {sentence}")
    around = f"{near} {fold(title)}"
    return all(_tells_of(name, near, around) for name in named)


def _tells_of(name: str, near: str, around: str) -> bool:
    """Whether folded words around a figure name an indicator, or those near it tell of it."""
    full, otherwise = _INDICATORS[name]
    told = re.search(rf"\b(?:{name}|{full})\b", around)
    return bool(told or (otherwise and re.search(rf"\b(?:{otherwise})\b", near)))


@memo(512)
def _named(question: Question) -> tuple[str, ...]:
    """The indicators of which a question asks a figure."""
    return tuple(_NAMED.findall(fold(question.text))) if question.asked in FIGURES else ()
