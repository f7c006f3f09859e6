"""Bounds: whether a report and a sentence of it are about the province and period asked about. Pure."""

import re
from functools import lru_cache
from typing import Literal

from assistant.question import Question
from assistant.wordings import YEAR_SPAN
from index import Hit, places
from index.report import Report
from index.vietnamese import terms

Bound = Literal["place_not_found", "document_not_found", "period_not_found"]


def out_of_bounds(question: Question, report: Report, hit: Hit, sentence: str, before: str) -> Bound | None:
    """What keeps a sentence of a found passage from answering whatever its words; None where nothing does.

    `before` is the sentence before it, which may name the place or year it leaves out.
    """
    if question.provinces and not any(
        _of_province(name, report, hit, sentence, before) for name in question.provinces
    ):
        return "place_not_found"
    if any(number not in _numbers(f"{before} {sentence}") for number in _numbers(question.text)):
        return "document_not_found"
    if not same_period(question, sentence, before, report):
        return "period_not_found"
    return None


def _of_province(name: str, report: Report, hit: Hit, sentence: str, before: str) -> bool:
    """Whether a sentence is about the province: its report is, or it names it.

    A sentence that names other provinces alone is not; one that names none is where its report is the province's,
    where the sentence before names it or, in a report of no province, the title or passage does.
    """
    said = _provinces(sentence)
    if said:
        return name in said
    if report.province:
        return report.province == name or name in _provinces(before)
    return name in _provinces(f"{before}\n{report.title or ''}\n{hit.text}")


@lru_cache(maxsize=4096)
def _provinces(text: str) -> frozenset[str]:
    """The provinces a text names."""
    return frozenset(place.name for place in places.find(text))


def _numbers(text: str) -> frozenset[str]:
    """The document numbers a text holds (58-NQ/TW), as one writes them."""
    return frozenset(term.folded for term in terms(text) if _DOCUMENT.fullmatch(term.folded))


_DOCUMENT = re.compile(r"\d+(?:/\d{4})?[-/][a-z].*")
_YEAR = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d(?![\d.,]\d)")


def same_period(question: Question, text: str, before: str, report: Report) -> bool:
    """Whether the years asked about are the sentence's: said in it, or by what stands around when it is silent."""
    around = f"{before} {report.title or ''}"
    if question.spans and not set(question.spans) & set(YEAR_SPAN.findall(f"{text} {around}")):
        return False
    if not question.years:
        return True
    wanted = set(question.years)
    if said := _years(text):
        return bool(said & wanted) or (question.asked in ("year", "date") and bool(wanted & _years(around)))
    dated = {date[:4] for date in (report.published, report.event_date) if date}
    return bool(wanted & (_years(around) | dated))


# A year that something is only compared with, and one that only dates a day or month.
_COMPARED = re.compile(
    r"(?:so với|so cùng kỳ|cùng kỳ|bằng|hơn|kém|compared (?:to|with)|than)[^.;,]{0,24}?(?:1[89]|20)\d\d",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:tháng\s+\d{1,2}[\s,/-]+(?:năm\s+)?|\d{1,2}\s*[/.-]\s*)(?:1[89]|20)\d\d", re.IGNORECASE
)


def _years(text: str) -> set[str]:
    """The years a text is about: those it names by themselves, else those of its dates; never one compared with."""
    own = _COMPARED.sub(" ", YEAR_SPAN.sub(" ", text))
    return set(_YEAR.findall(_DATED.sub(" ", own))) or set(_YEAR.findall(own))
