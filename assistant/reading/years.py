"""Years: which years a text is about, and whether a sentence is of the one in a date that a question gives. Pure."""

import re

from assistant.question import Question
from assistant.reading.documented import KIND
from assistant.understanding.wordings import YEAR_SPAN
from index.memo import memo
from index.report import Report
from index.vietnamese import fold

_YEAR = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d(?![\d.,]\d)")
# A year that something is only compared with, somebody's birth, and one that only dates a day or month.
_COMPARED = re.compile(
    r"(?<!\w)(?:so với|so cùng kỳ|cùng kỳ|bằng|hơn|kém|compared (?:to|with)|than)(?!\w)"
    r"[^.;,]{0,24}?(?:1[89]|20)\d\d",
    re.IGNORECASE,
)
# The same with a figure of that year between: what the next sentence says is not of that year.
HELD_AGAINST = re.compile(
    r"(?<!\w)(?:so với|so cùng kỳ|cùng kỳ|bằng|hơn|kém|compared (?:to|with)|than)(?!\w)"
    r"(?:[^.;,]|(?<=\d)[.,](?=\d)){0,40}?(?:1[89]|20)\d\d",
    re.IGNORECASE,
)
_BORN = re.compile(r"\bsinh (?:ngày|năm|tháng)?\s*(?:[\d/.-]|tháng|năm|\s)*(?:1[89]|20)\d\d", re.IGNORECASE)
_DATED = re.compile(
    r"(?:tháng\s+\d{1,2}[\s,/-]+(?:năm\s+)?|\d{1,2}\s*[/.-]\s*)(?:1[89]|20)\d\d", re.IGNORECASE
)


def years_of(text: str) -> set[str]:
    """The years that a text is about: those it names alone, else those of its dates; never one only compared with."""
    return named_years(text) or set(_YEAR.findall(_own(text)))


def named_years(text: str) -> set[str]:
    """The years that a text names alone, outside dates, and not only to compare with."""
    return set(_YEAR.findall(_DATED.sub(" ", _own(text))))


def _own(text: str) -> str:
    """A text without spans of years, years of birth and years that something is compared with."""
    return _BORN.sub(" ", _COMPARED.sub(" ", YEAR_SPAN.sub(" ", text)))


# "tháng 5/2013", "ngày 6/2/2017", "quý III/2016": a year that stands with a part of it and never alone.
_WITH_ITS_PART = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}\s?[/.-]\s?)?(?P<month>1[0-2]|0?[1-9])\s?[/.-]\s?(?P<year>(?:19|20)\d\d)(?![\d/-]|[.,]\d)"
    r"|\b(?:quy|q) ?(?:iv|i{1,3}|[1-4]) ?[/-] ?(?P<of>(?:19|20)\d\d)(?!\d)"
)
_MONTH = re.compile(r"(?<![\d/.-])(?:\d{1,2}\s?[/.-]\s?|thang )(?P<month>1[0-2]|0?[1-9])(?![\d%]|[.,]\d)")
# Kinds of answer that say when something was: a sentence may tell it by what stands around it.
OF_WHEN = frozenset(("date", "year"))


@memo(512)
def _dated_year(question: Question) -> tuple[str, frozenset[int]]:
    """The one year that a question gives within a date, and that date's month; empty where it says another, too.

    When something was is asked by what is known of it, and a paper's date says nothing of what stands in it.
    """
    bare = fold(_own(question.text))
    found = list(_WITH_ITS_PART.finditer(bare))
    years = {match["year"] or match["of"] for match in found}
    if len(years) != 1 or question.years or question.spans or question.asked in OF_WHEN or KIND.search(bare):
        return "", frozenset()
    return years.pop(), frozenset(int(match["month"]) for match in found if match["month"])


def is_of_dated_year(question: Question, report: Report, sentence: str, before: str, whole: str) -> bool:
    """Whether a sentence is of the year in a question's date: it says so or, saying none, its report may be of it.

    A report may be of the year before it came out, too, if it tells of that month.
    """
    wanted, months = _dated_year(question)
    if not wanted:
        return True
    if said := _all_years(sentence):
        return wanted in said or wanted in _all_years(f"{before} {report.title or ''}")
    dated = {date[:4] for date in (report.published, report.event_date) if date}
    if not dated or wanted in dated or wanted in _years_of_month(whole, months):
        return True
    told = months & {int(match["month"]) for match in _MONTH.finditer(fold(f"{before} {sentence}"))}
    return bool(told) and str(int(wanted) + 1) in dated


@memo(128)
def _years_of_month(whole: str, months: frozenset[int]) -> frozenset[str]:
    """The years that a report names alone or with one of these months."""
    found = _WITH_ITS_PART.finditer(fold(_own(whole)))
    dated = {match["year"] for match in found if match["month"] and int(match["month"]) in months}
    return frozenset(dated | named_years(whole))


@memo(4096)
def _all_years(text: str) -> frozenset[str]:
    """Every year that a text is about, alone or in a date."""
    return frozenset(_YEAR.findall(_own(text)))
