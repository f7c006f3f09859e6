"""Answers without a model: the sentence or two of the found passages that answer, or why none does. Pure.

Scoring one sentence is `candidates.py`' work, verifying and wording the answer `verify.py`'s and `compose.py`'s.
"""

import math
import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from assistant.question import Question, is_foreign
from assistant.quote import LONGEST_QUOTE
from assistant.reading.candidates import Candidate, KeptOut, Reason, candidates
from assistant.reading.choice import chosen, is_formed, label_asked
from assistant.reading.documented import documented
from assistant.reading.evidence import Evidence
from assistant.reading.fitting import FORMED
from assistant.reading.listing import alike, nearest_list
from assistant.reading.named import names_district
from assistant.reading.standing import Standing
from assistant.stated.numbers import numbers
from assistant.stated.plain import plain
from assistant.understanding.asked import asks_to_make
from index import Hit
from index.report import Report
from index.vietnamese import fold, sentences

# A quote's confidence: the logistic fit, on the development sets, of whether it bears an accepted answer, by its
# sentence's score and by how far the next best stands behind (up to `_FAR`).
_BY_SCORE, _BY_LEAD, _CONSTANT, _FAR = 0.091, 0.454, -1.48, 5.0
# What another province's report says as well tells less against an answer of the own; what the own says of another time
# is nearer than what another says of the time asked about, if it scores so little less.
_ELSEWHERE, _OWN = 4.0, 2.0
# What a document says in its own head or signature is read from a fixed place: 29 of 30 of the gazette's are right.
_DOCUMENTED = 0.97
# Below this confidence nothing is answered.
THRESHOLD = 0.33
# An English question meets the text through a glossary, which bears less of it: its threshold is this share.
FOREIGN = 0.5
# A draft whose sentence alone scores this close to the answer's tells of the same thing; where one is to be set against
# the other, only one of them bears the question's word for a draft.
_SAME_THING, _SET_AGAINST = 1.5, 4.0
# Another report's value, in a sentence that scores so close and bears as much of the question, is for the same thing.
_OTHERWISE, _AS_MUCH, _AS_SURELY = 1.0, 0.05, 0.15
# A sentence elsewhere that scores as good as the best is quoted too where the best is no surer than this: figures in
# `benchmarks/README.md`.
_TIE, _UNSURE = 0.5, 0.65
# Of two figures one is wrong, and a wrong figure is worse than none.
_FIGURES = frozenset(("number", "percent", "rank", "year"))
# What is so surely of the kind asked for is marked in the quote, where the kind is one of words that stand together.
_PLAINLY = 0.6
_SPANNED = FORMED | {"place", "body", "document", "definition"}
# A neighbour that scores so little less is quoted with the sentence: the answer often stands in it.
_NEIGHBOUR = 4.0
# A longer line is no heading but a sentence that lacks its stop.
_LONGEST_HEADING = 160
_LINE_BEGINS = re.compile(
    r"(?:^|\n)[^\S\n]*(?:(?:Điều|Chương|Mục|Phần)\s+\w+\s*[.:]\s*|(?:\d+|[IVX]+)[.)]\s*)?$"
)
# The number of an article or section, which stands as a sentence and says nothing.
_MARK = re.compile(r"(?:Điều|Chương|Mục|Phần)\s+\w+\s*[.:]?|(?:\d+|[IVX]+)[.)]")
_LINE_ENDS = re.compile(r"[^\S\n]*(?:\n|$)")
# A sentence that opens so leans on the one before.
_LEANING = re.compile(
    r"(?:ong|ba|anh|chi|ho|tinh|theo do|trong do|day|dieu nay|viec nay|du an nay|cung|dong thoi|ngoai ra|sau do|khi do"
    r"|con|rieng|tuy nhien|do do|vi vay)\b(?! [a-z]+ (?:la|cho biet)\b)"
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence, with a neighbour where it leans on it, as evidence: report.text[start:end].

    `confidence` is the fitted probability that it answers; `span` is where in the report's text the very words stand
    that answer, where that is plain.
    """

    report: Report
    start: int
    end: int
    confidence: float
    standing: Standing
    span: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.report.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Reading:
    """The excerpt that answers with those that say otherwise beside it, or the reason why nothing does.

    `items` are the further items where a list is asked for, out of the `read` reports looked at; `second`
    answers about as well as the excerpt, or is the draft where the question sets that against what was decided;
    `kept_out` is the nearest sentence of another place or period, where that is the reason, `meant` the reports of
    several provinces of which the question may mean each.
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
    if not question.is_clear:
        return Reading(None, reason="unclear_question")
    if asks_to_make(question.asked_as):
        return Reading(None, reason="not_in_reports")
    if told := documented(question, (report_of(hit.report_id) for hit in hits)):
        report, place, words = told
        return Reading(Excerpt(report, *place, _DOCUMENTED, "plain", words))
    found, kept_out = candidates(question, hits, report_of, weight)
    needed = threshold * (FOREIGN if is_foreign(question) else 1.0)
    sure = _confidence(question, found, kept_out) if found else 0.0
    if not found or sure < needed:
        return _not_read(found, kept_out)
    first, found = found[0], chosen(question, found)
    if question.wants_all and (listed := _listed(question, found, sure)):
        return Reading(listed[0], listed[1:], read=len({hit.report_id for hit in hits}))
    if question.wants_both and (pair := _decided_and_draft(found)):
        decided, draft = (widened(one, found, sure) for one in pair)
        return Reading(decided, second=draft)
    best, *others = _newest_first(question, _as_asked(question, found))
    if meant := _of_one_name(question, best, others):
        return Reading(None, reason="unclear_question", meant=meant)
    excerpt = widened(best, found, sure)
    # one that answers by its form needs no other beside it
    by_form = found[0] is not first or label_asked(question, best)
    return Reading(
        excerpt,
        second=None if by_form else _second(question, excerpt, best, found, [one.evidence for one in others]),
        draft=_draft_beside(best, found),
        others=tuple(_excerpt(one) for one in others),
    )


def _listed(question: Question, found: Sequence[Candidate], sure: float) -> tuple[Excerpt, ...]:
    """Every item of the list nearest to the best candidate, else each of its like; empty of one alone."""
    if label_asked(question, found[0]):
        return ()
    if spans := nearest_list(found):
        best = found[0].evidence
        return tuple(Excerpt(best.report, *span, sure, best.standing) for span in spans)
    items = alike(question, found[0], found)
    if len(items) == 1:
        return ()
    first = widened(items[0], found, sure)
    others = [replace(_excerpt(one), confidence=sure) for one in items[1:]]
    inside = [one for one in others if one.report is first.report and first.start <= one.start < first.end]
    return (first, *(one for one in others if one not in inside))


def _second(
    question: Question,
    excerpt: Excerpt,
    best: Candidate,
    found: Sequence[Candidate],
    others: Sequence[Evidence],
) -> Excerpt | None:
    """What answers about as well as an excerpt that is not sure; a draft, or another value, is told of otherwise."""
    if excerpt.confidence >= _UNSURE or question.asked in _FIGURES:
        return None
    for one in found:
        here = one.evidence
        if one.score < best.score - _TIE:
            return None
        inside = here.report is excerpt.report and here.start < excerpt.end and here.end > excerpt.start
        drafted = here.standing == "draft" and not question.wants_draft
        if not inside and not drafted and here not in others:
            return replace(_excerpt(one), confidence=excerpt.confidence)
    return None


def _draft_beside(best: Candidate, found: Sequence[Candidate]) -> Excerpt | None:
    """The best draft of the same thing, where the answer itself is none."""
    if best.evidence.standing == "draft":
        return None
    drafts = (c for c in found if c.evidence.standing == "draft" and c.merit > best.merit - _SAME_THING)
    return next((_excerpt(draft) for draft in drafts), None)


def _as_asked(question: Question, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates, what was decided before a draft of the same thing; the draft first where it is asked for.

    The one may bear more of the question than the other, since it names the paper that it is a draft of.
    """
    best = found[0].evidence
    wanted: Standing = "draft" if question.wants_draft else "decided"
    other: Standing = "decided" if question.wants_draft else "draft"
    if best.standing != other or not best.fit or question.wants_both:
        return found
    for one in found:
        here = one.evidence
        same = here.fit and here.fit.strength >= best.fit.strength - _AS_SURELY
        if here.standing == wanted and same and one.merit > found[0].merit - _SET_AGAINST:
            return [one, *(other for other in found if other is not one)]
    return found


def _decided_and_draft(found: Sequence[Candidate]) -> tuple[Candidate, Candidate] | None:
    """The best of what was decided and the best draft of the same thing; None where either is missing."""
    decided = next((one for one in found if one.evidence.standing == "decided"), None)
    draft = next((one for one in found if one.evidence.standing == "draft"), None)
    if not decided or not draft or abs(decided.merit - draft.merit) > _SET_AGAINST:
        return None
    return decided, draft


def _newest_first(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate and those of other reports that give another value for the same thing, the newest first."""
    best = found[0]
    if question.asked not in FORMED or not best.evidence.fit:
        return [best]
    given = {best.evidence.report.report_id: best}
    values = {_value(best.evidence)}
    # a draft is told of as one, and what was decided is no other value of a draft
    apart: tuple[Standing, ...] = ("draft", "decided") if question.wants_draft else ("draft",)
    for one in found[1:]:
        if one.evidence.standing in apart or not one.evidence.fit or one.merit < best.merit - _OTHERWISE:
            continue
        same = (
            one.evidence.features.own >= best.evidence.features.own - _AS_MUCH
            and one.evidence.fit.strength >= best.evidence.fit.strength - _AS_SURELY
        )
        if same and one.evidence.report.report_id not in given and _value(one.evidence) not in values:
            given[one.evidence.report.report_id] = one
            values.add(_value(one.evidence))
    newest = best
    for one in given.values():
        if is_older(newest.evidence.report, one.evidence.report):
            newest = one
    return [newest, *(one for one in given.values() if one is not newest)]


def _of_one_name(question: Question, best: Candidate, others: Sequence[Candidate]) -> tuple[Report, ...]:
    """The reports that tell of districts of one name in several provinces, where the question says no province."""
    if question.provinces or not names_district(question):
        return ()
    told = {one.evidence.report.province: one.evidence.report for one in (*others, best)}
    told.pop(None, None)
    return tuple(told.values()) if len(told) > 1 else ()


def is_older(report: Report, other: Report) -> bool:
    """Whether a report was surely published before another: a day may lie anywhere in a month that stands alone."""
    first, second = report.published or "", other.published or ""
    return bool(first and second) and first < second and not second.startswith(first)


def _value(one: Evidence) -> Hashable:
    """What answers in a sentence, so that two can be told apart: a figure by what it is worth, else its words."""
    assert one.fit is not None
    text = plain(one.text[one.fit.start :])
    figure = next(iter(numbers(text, "vi")), None)
    if figure and figure.start == 0:
        return figure.low, figure.high, figure.unit
    return " ".join(fold(one.text[one.fit.start : one.fit.end]).split())


def _excerpt(candidate: Candidate) -> Excerpt:
    """A candidate's sentence alone, as it stands beside an answer."""
    one = candidate.evidence
    return Excerpt(one.report, one.start, one.end, 0.0, one.standing, answering(one))


def _confidence(question: Question, found: list[Candidate], kept_out: Sequence[KeptOut]) -> float:
    """How sure the reading of these candidates is.

    Where one answers by its form, what else its report says is no rival: its title bears more of the question always.
    """
    best = chosen(question, found)[0]
    if is_formed(question, best):
        here = best.evidence.report
        kept_out = [
            one for one in kept_out if one.evidence.report is not here or one.reason != "not_in_reports"
        ]
    return confidence(found, kept_out)


def confidence(found: Sequence[Candidate], kept_out: Sequence[KeptOut]) -> float:
    """The fitted probability, 0 to 1, that a quote of the best candidate bears the answer."""
    by_score, by_lead = leads(found, kept_out)
    return 1 / (1 + math.exp(-(_BY_SCORE * by_score + _BY_LEAD * by_lead + _CONSTANT)))


def leads(found: Sequence[Candidate], kept_out: Sequence[KeptOut]) -> tuple[float, float]:
    """The best candidate's score, and how far the next not quoted with it stands behind, within `_FAR` either way.

    The next may be one that cannot answer: where such a one scores higher, the question is about another thing.
    """
    best = found[0]
    scored = [(one.score, one.evidence) for one in found[1:]]
    # another province's report, found before the own, weighs by its words alone, and less
    scored += [
        (
            min(one.score, best.score - best.merit + one.merit) - _ELSEWHERE
            if one.reason == "other_place"
            else one.score,
            one.evidence,
        )
        for one in kept_out
        # what holds nothing of the kind asked for would be no answer in any year
        if one.reason != "other_period" or one.evidence.fit_strength or one.evidence.asked not in FORMED
    ]
    behind = max((score for score, one in scored if not _joined(best.evidence, one)), default=-math.inf)
    return best.score, max(-_FAR, min(best.score - behind, _FAR))


def widened(best: Candidate, found: Sequence[Candidate], sure: float) -> Excerpt:
    """The best sentence with the neighbour that may bear the answer as well, where both make one quote."""
    one = best.evidence
    around = [
        c
        for c in found
        if c is not best
        and _joined(one, c.evidence)
        and not _MARK.fullmatch(c.evidence.text)
        and not _heads_next(one, c.evidence)
    ]
    near = [c for c in around if c.score >= best.score - _NEIGHBOUR]
    before = [c for c in around if c.evidence.start < one.start]
    if before and _LEANING.match(fold(one.text)):
        near = before
    start, end = one.start, one.end
    if _is_heading(one):
        end = _under_heading(one)
    elif near:
        other = near[0].evidence
        start, end = min(start, other.start), max(end, other.end)
    return Excerpt(one.report, start, end, sure, one.standing, answering(one))


def _is_heading(one: Evidence) -> bool:
    """Whether a sentence is a line of its own that ends in no mark: it names what follows and says nothing."""
    text = one.report.text
    alone = _LINE_BEGINS.search(text, max(0, one.start - 24), one.start) and _LINE_ENDS.match(text, one.end)
    return bool(alone) and text[one.end - 1].isalnum() and one.end - one.start <= _LONGEST_HEADING


def _under_heading(one: Evidence) -> int:
    """Where the first sentence under a heading ends; the heading's own end where both make no quote."""
    text = one.report.text
    end = next((span[1] for span in one.report.body if span[0] <= one.start < span[1]), one.end)
    below = sentences(text, one.end, min(end, one.end + LONGEST_QUOTE))
    reached = below[0][1] if below else one.end
    whole = reached < one.end + LONGEST_QUOTE or reached == end
    return reached if whole and reached - one.start <= LONGEST_QUOTE else one.end


def answering(one: Evidence) -> tuple[int, int] | None:
    """Where in the report's text the words stand that answer, a figure with its unit; None where it is not plain."""
    if not one.fit or one.fit.strength < _PLAINLY or one.asked not in _SPANNED:
        return None
    start, end = one.fit.start, one.fit.end
    if one.asked == "number":
        figure = next(iter(numbers(one.text[start:], "vi")), None)
        end = start + figure.end if figure and figure.start == 0 else end
    words = one.text[start:end]
    start, end = end - len(words.lstrip()), start + len(words.rstrip(" \n\t.,;:"))
    return one.start + start, one.start + end


def _heads_next(one: Evidence, other: Evidence) -> bool:
    """Whether a neighbour is the heading of what comes next: a line without an end behind a sentence with one."""
    text = one.report.text
    apart = one.end <= other.start and "\n" in text[one.end : other.start]
    return apart and text[one.end - 1] in ".!?" and text[other.end - 1].isalnum()


def _joined(one: Evidence, other: Evidence) -> bool:
    """Whether two sentences are neighbours that make one quote: of one paragraph or line, not too long."""
    if one.report.report_id != other.report.report_id or one.start == other.start:
        return False
    first, second = (one, other) if one.start < other.start else (other, one)
    between = one.report.text[first.end : second.start]
    return not between.strip() and between.count("\n") < 2 and second.end - first.start <= LONGEST_QUOTE


def _not_read(found: Sequence[Candidate], kept_out: Sequence[KeptOut]) -> Reading:
    """Why nothing is answered: the place or period of the best sentence kept out, else that none says it."""
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
    """How near a sentence that cannot answer comes: first whether it surely has what is asked for."""
    return one.evidence.fit_strength >= _PLAINLY, one.score


def nearest(hits: Sequence[Hit]) -> list[str]:
    """Ids of up to three reports that come nearest, best first."""
    return list(dict.fromkeys(hit.report_id for hit in hits))[:3]
