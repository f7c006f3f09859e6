"""Suggestions: questions to go on with that the store answers: the same one for another year or province.

`variants` words them from what the passages nearest to the question are about; `suggestions` keeps those that are
really answered, without a model. A question refused for what it took over from the one before is suggested as typed.
No suggestion is better than one that ends in a refusal.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.reading.bounds import provinces_in
from assistant.reading.confidence import SURE
from assistant.reading.years import years_of
from assistant.understanding.followup import points_back
from assistant.understanding.wordings import YEAR, named_places, without_places
from index import Filters, Hit
from index.errors import TrichError
from index.report import Report

# Passages looked at for years and provinces, and variants tried: each try costs as much as an answer by quotes.
_LOOKED_AT = 12
_TRIED = 4
_YEAR_WORD = re.compile(
    r"\s*(?:,\s*)?\b(?:(?:trong|vào|của|cho|in|for|of)\s+)?(?:năm|nam)?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Told:
    """What one passage is about: its years and its provinces."""

    years: tuple[str, ...]
    provinces: tuple[str, ...]

    @classmethod
    def by(cls, hit: Hit, report: Report) -> "Told":
        """The years and provinces of a passage and its report."""
        years = years_of(hit.text) or years_of(report.title or "") or {(report.published or "")[:4]} - {""}
        provinces = provinces_in(hit.text) or ({report.province} if report.province else set())
        return cls(tuple(sorted(years, reverse=True)), tuple(sorted(provinces)))


def variants(question: str, told: Iterable[Told]) -> list[str]:
    """The question for each other year and province told, those of the nearest passage first.

    A question is varied only in a year or province that it names, and only if it names just one.
    """
    years, named = list(YEAR.finditer(question)), named_places(question)
    found: dict[str, None] = {}
    for each in told:
        if len(years) == 1:
            for year in each.years:
                found[f"{question[: years[0].start()]}{year}{question[years[0].end() :]}"] = None
        if len(named) == 1 and question[1:] != question[1:].lower():
            for name in each.provinces:
                if name != named[0].name:
                    found[f"{question[: named[0].start]}{name}{question[named[0].end :]}"] = None
    found.pop(question, None)
    return list(found)


def wider(question: str) -> list[str]:
    """The question without the one year that it names, for the store may answer it for another year or none."""
    years = list(YEAR.finditer(question))
    if len(years) != 1:
        return []
    before = _YEAR_WORD.sub("", question[: years[0].start()])
    return [" ".join(f"{before} {question[years[0].end() :]}".split()).replace(" ?", "?")]


def suggestions(
    assistant: Assistant, answer: Answer, filters: Filters | None = None, most: int = 2
) -> tuple[str, ...]:
    """At most so many questions near the one answered or refused, each of which the store answers by other quotes.

    Each variant tried is one search of the store; if that cannot be read there are none.
    """
    question = answer.standalone_question
    quoting = Assistant(assistant.index)
    if answer.refusal and question != answer.question and (alone := _alone(quoting, answer, filters)):
        return (alone,)
    if answer.table or not (YEAR.search(question) or named_places(question)):
        return ()
    seen = {citation.id for citation in answer.citations}
    kept: list[str] = []
    try:
        asked = variants(question, _told(quoting, question, filters))
        if answer.refusal and answer.refusal.code == "other_period":
            # the same place in another year comes nearer than another place; the sort keeps the order else
            asked.sort(key=lambda one: without_places(one) == without_places(question))
        for variant in [*asked[:_TRIED], *(wider(question) if answer.refusal else ())]:
            other = quoting.answer(variant, filters=filters)
            cited = {citation.id for citation in other.citations}
            sure = other.status == "answered" and other.confidence >= SURE
            if sure and not cited & seen and _bears(other, variant, question):
                kept.append(variant)
                seen |= cited
            if len(kept) == most:
                break
    except TrichError:
        return ()
    return tuple(kept)


def _alone(assistant: Assistant, answer: Answer, filters: Filters | None) -> str:
    """The question as it was typed, if it was refused for what it took over and the store answers it without; else "".

    A question that points back says nothing alone.
    """
    asked = answer.question
    if points_back(asked):
        return ""
    try:
        other = assistant.answer(asked, filters=filters)
    except TrichError:
        return ""
    return asked if other.status == "answered" and other.confidence >= SURE else ""


def _bears(answer: Answer, variant: str, question: str) -> bool:
    """Whether what is new in a variant stands in its quotes or their titles: the year and the province put in."""
    shown = " ".join(f"{one.title or ''} {one.province or ''} {one.quote}" for one in answer.citations)
    years = set(YEAR.findall(variant)) - set(YEAR.findall(question))
    new = {place.name for place in named_places(variant)} - {place.name for place in named_places(question)}
    return all(year in shown for year in years) and new <= provinces_in(shown)


def _told(assistant: Assistant, question: str, filters: Filters | None) -> Sequence[Told]:
    """What the passages nearest to the question, taken without its year and province, are about."""
    bare = YEAR.sub(" ", without_places(question)).strip()
    hits = assistant.index.search(bare or question, k=_LOOKED_AT, filters=filters)
    return [Told.by(hit, assistant.index.report(hit.report_id)) for hit in hits]
