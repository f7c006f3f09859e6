"""Bounds: whether a report and a sentence of it are about the province and period asked about. Pure."""

import re
from functools import lru_cache
from typing import Literal

from assistant.question import Question
from assistant.wordings import YEAR_SPAN
from index import Hit, places
from index.report import Report

Bound = Literal["place_not_found", "period_not_found"]


def out_of_bounds(question: Question, report: Report, hit: Hit, sentence: str, before: str) -> Bound | None:
    """What keeps a sentence of a found passage from answering whatever its words; None where nothing does.

    `before` is the sentence before it, which may name the place or year it leaves out.
    """
    if question.provinces and not any(
        _of_province(name, report, hit, sentence, before) for name in question.provinces
    ):
        return "place_not_found"
    if not _same_period(question, sentence, before, report):
        return "period_not_found"
    return None


def _of_province(name: str, report: Report, hit: Hit, sentence: str, before: str) -> bool:
    """Whether a sentence is about the province: its report is, or it names it.

    A sentence that names other provinces alone is not; one that names none is where the sentence before does or,
    in a report of no province, its title or passage.
    """
    if report.province == name:
        return True
    said = _provinces(sentence)
    if report.province or said:
        return name in (said or _provinces(before))
    return name in _provinces(f"{before}\n{report.title or ''}\n{hit.text}")


@lru_cache(maxsize=4096)
def _provinces(text: str) -> frozenset[str]:
    """The provinces a text names."""
    return frozenset(place.name for place in places.find(text))


_YEAR = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d(?![\d.,]\d)")


def _same_period(question: Question, text: str, before: str, report: Report) -> bool:
    """Whether the years asked about are the sentence's: said in it, or by what stands around when it is silent."""
    around = f"{before} {report.title or ''}"
    if question.spans and not set(question.spans) & set(YEAR_SPAN.findall(f"{text} {around}")):
        return False
    if not question.years:
        return True
    wanted = set(question.years)
    said = set(_YEAR.findall(YEAR_SPAN.sub(" ", text)))
    if said & wanted:
        return True
    if said and question.asked not in ("year", "date"):
        return False
    dated = {date[:4] for date in (report.published, report.event_date) if date}
    return bool(wanted & (set(_YEAR.findall(YEAR_SPAN.sub(" ", around))) | dated))
