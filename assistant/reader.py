"""Answers without a model: the sentence or two of the found passages that answer, or why none does. Pure.

Sentences are scored in `candidates.py`; answers are verified in `verify.py` and worded in `compose.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.question import Question
from assistant.reading.asked_row import AskedRow, asked_rows
from assistant.reading.bylines import asks_byline, byline
from assistant.reading.candidates import Candidate, KeptOut, Reason, candidates
from assistant.reading.choice import chosen, label_asked
from assistant.reading.confidence import SURE, THRESHOLD, confidence
from assistant.reading.documented import documented
from assistant.reading.evidence import Evidence
from assistant.reading.excerpt import PLAINLY, Excerpt, alone, widened
from assistant.reading.listing import alike, nearest_list
from assistant.reading.named import names_district
from assistant.reading.standing import DRAFTED, Standing
from assistant.reading.versions import as_asked, decided_and_draft, draft_beside, newest_first
from assistant.understanding.asked import asks_to_make
from index import Hit
from index.report import Report

# What a document says in its own head or signature is read from a fixed place: 29 of 30 of the gazette's are right.
_DOCUMENTED = 0.97
# A row of a table that alone bears all of the question answers as surely as a sentence plainly does.
_TABLED = 0.9
# A sentence elsewhere that scores as good as the best is quoted too where that is not sure: figures in
# `benchmarks/README.md`.
_TIE = 0.5
# Of two figures one is wrong, and a wrong figure is worse than none.
_FIGURES = frozenset(("number", "percent", "rank", "year"))
# What the own province's report says of another time is nearer than what another's says of the time asked about, if it
# scores so little less.
_OWN = 2.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The excerpt that answers, along with those that say otherwise, or the reason why nothing answers.

    `items` are the further items if a list is asked for, out of the `read` reports looked at; `second` answers
    about as well as the excerpt, or is the draft if the question compares that with what was decided; `kept_out` is
    the nearest sentence of another place or period, if that is the reason; `meant` are reports of several provinces,
    any of which the question may mean.
    """

    excerpt: Excerpt | None
    items: tuple[Excerpt, ...] = ()
    second: Excerpt | None = None
    read: int = 0
    draft: Excerpt | None = None
    others: tuple[Excerpt, ...] = ()
    reason: Reason | None = None
    kept_out: KeptOut | None = None
    meant: tuple[Report, ...] = ()


def read(
    question: Question,
    hits: Sequence[Hit],
    report_of: Callable[[str], Report],
    weight: Callable[[str], float],
    threshold: float = THRESHOLD,
) -> Reading:
    """The best excerpt of the hits' reports for the question.

    `report_of` gives a report by its id, `weight` a folded word's weight in the store. A draft gives way to
    what was decided unless the draft is asked for, an older report to a newer one that gives another value.
    Below `threshold` nothing is answered.
    """
    if reason := _unread(question):
        return Reading(None, reason=reason)
    if told := documented(question, (report_of(hit.report_id) for hit in hits)):
        report, place, words = told
        return Reading(Excerpt(report, *place, _DOCUMENTED, "plain", words))
    if asks_byline(question):
        signed = byline(question, dict.fromkeys(report_of(hit.report_id) for hit in hits))
        if not signed:
            return Reading(None, reason="not_in_reports")
        return Reading(Excerpt(signed[0], *signed[1], _DOCUMENTED, "plain", signed[1]))
    if tabled := asked_rows(question, dict.fromkeys(report_of(hit.report_id) for hit in hits)):
        return _of_rows(question, tabled)
    found, kept_out = candidates(question, hits, report_of, weight)
    sure = confidence(question, found, kept_out)
    if not found or sure < threshold:
        return _refusing(found, kept_out)
    first, found = found[0], chosen(question, found)
    if question.wants_all and (items := _items(question, found, sure)):
        return Reading(items[0], items[1:], read=len({hit.report_id for hit in hits}))
    if question.wants_both and (pair := decided_and_draft(found)):
        decided, draft = (widened(one, found, sure) for one in pair)
        return Reading(decided, second=draft)
    best, *others = newest_first(question, as_asked(question, found))
    if meant := _of_one_name(question, best, others):
        return Reading(None, reason="unclear_question", meant=meant)
    excerpt = widened(best, found, sure)
    # one that answers by its form needs no other beside it
    by_form = found[0] is not first or label_asked(question, best)
    return Reading(
        excerpt,
        second=None if by_form else _second(question, excerpt, best, found, [one.evidence for one in others]),
        draft=_draft(best, found),
        others=tuple(alone(one) for one in others),
    )


def _of_rows(question: Question, found: Sequence[AskedRow]) -> Reading:
    """The row that answers, the newest if several reports have one, with those that give another value."""
    drafts = [one for one in found if one.report.status in DRAFTED]
    final = [one for one in found if one.report.status not in DRAFTED]
    meant = (drafts or final) if question.wants_draft else (final or drafts)
    best = max(meant, key=lambda one: one.report.published or one.report.event_date or "")
    others = [one for one in meant if one.cell.text != best.cell.text]
    beside = [one for one in drafts if one not in meant and one.cell.text != best.cell.text]
    return Reading(
        _row_quoted(best, _TABLED),
        others=tuple(_row_quoted(one, 0.0) for one in others),
        draft=_row_quoted(beside[0], 0.0) if beside else None,
    )


def _row_quoted(one: AskedRow, sure: float) -> Excerpt:
    """A row as an excerpt, the cell asked for marked in it."""
    standing: Standing = "draft" if one.report.status in DRAFTED else "plain"
    return Excerpt(one.report, one.row.start, one.row.end, sure, standing, (one.cell.start, one.cell.end))


def _unread(question: Question) -> Reason | None:
    """The reason why a question cannot be looked up at all; None if it can."""
    if not question.is_clear:
        return "unclear_question"
    return "not_in_reports" if asks_to_make(question.asked_as) else None


def _items(question: Question, found: Sequence[Candidate], sure: float) -> tuple[Excerpt, ...]:
    """The items of the best candidate's list, else all candidates like it; empty if there is only one."""
    if label_asked(question, found[0]):
        return ()
    if spans := nearest_list(found):
        best = found[0].evidence
        return tuple(Excerpt(best.report, *span, sure, best.standing) for span in spans)
    items = alike(question, found[0], found)
    if len(items) == 1:
        return ()
    first = widened(items[0], found, sure)
    others = [replace(alone(one), confidence=sure) for one in items[1:]]
    inside = [one for one in others if one.report is first.report and first.start <= one.start < first.end]
    return (first, *(one for one in others if one not in inside))


def _second(
    question: Question,
    excerpt: Excerpt,
    best: Candidate,
    found: Sequence[Candidate],
    others: Sequence[Evidence],
) -> Excerpt | None:
    """What answers about as well as an excerpt that is not sure; drafts and other values are reported elsewhere."""
    if excerpt.confidence >= SURE or question.asked in _FIGURES:
        return None
    for one in found:
        here = one.evidence
        if one.score < best.score - _TIE:
            return None
        inside = here.report is excerpt.report and here.start < excerpt.end and here.end > excerpt.start
        drafted = here.standing == "draft" and not question.wants_draft
        if not inside and not drafted and here not in others:
            return replace(alone(one), confidence=excerpt.confidence)
    return None


def _draft(best: Candidate, found: Sequence[Candidate]) -> Excerpt | None:
    """The best draft of the same thing, unless the answer itself is one."""
    beside = draft_beside(best, found)
    return alone(beside) if beside else None


def _of_one_name(question: Question, best: Candidate, others: Sequence[Candidate]) -> tuple[Report, ...]:
    """The reports on districts of the same name in several provinces, if the question names no province."""
    if question.provinces or not names_district(question):
        return ()
    told = {one.evidence.report.province: one.evidence.report for one in (*others, best)}
    told.pop(None, None)
    return tuple(told.values()) if len(told) > 1 else ()


def _refusing(found: Sequence[Candidate], kept_out: Sequence[KeptOut]) -> Reading:
    """Why nothing is answered: the place or period of the best sentence kept out, or else that no report says it."""
    nearest = max(kept_out, key=lambda one: (one.score, one.reason != "not_in_reports"), default=None)
    if nearest is None or nearest.reason == "not_in_reports" or (found and found[0].score >= nearest.score):
        return Reading(None, reason="not_in_reports")
    # by its words alone, as another province's sentence says more only where its report was found before the own
    timed = max((one for one in kept_out if one.reason == "other_period"), key=_worth, default=nearest)
    surer = timed.evidence.fit_strength > nearest.evidence.fit_strength
    if nearest.reason == "other_place" and (surer or timed.merit >= nearest.merit - _OWN):
        nearest = timed
    return Reading(None, reason=nearest.reason, kept_out=nearest)


def _worth(one: KeptOut) -> tuple[bool, float]:
    """The rank of a sentence that cannot answer: first whether it surely has what is asked for."""
    return one.evidence.fit_strength >= PLAINLY, one.score


def nearest(hits: Sequence[Hit]) -> list[str]:
    """Ids of up to three reports that come nearest, best first."""
    return list(dict.fromkeys(hit.report_id for hit in hits))[:3]
