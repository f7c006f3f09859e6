"""Versions: what was decided and its draft, the newer report and the older that gives another value. Pure."""

import re
from collections.abc import Hashable, Sequence

from assistant.question import Question
from assistant.reading.bearers import borne_by
from assistant.reading.candidates import Candidate
from assistant.reading.evidence import Evidence
from assistant.reading.fitting import FORMED
from assistant.reading.posts import asks_holder
from assistant.reading.standing import Standing
from assistant.stated.numbers import numbers
from assistant.stated.plain import plain
from index.report import Report
from index.vietnamese import fold

# A draft whose sentence alone scores this close to the answer's tells of the same thing; where one is to be set against
# the other, only one of them bears the question's word for a draft.
_SAME_THING, _SET_AGAINST = 1.5, 4.0
_IN_FORCE = frozenset(("passed", "issued"))
# Another report's value, in a sentence that scores so close and bears as much of the question, is for the same thing.
_OTHERWISE, _AS_MUCH, _AS_SURELY = 1.0, 0.05, 0.15


def draft_beside(best: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """The best draft of the same thing as the answer; None if that itself is one."""
    if best.evidence.standing == "draft":
        return None
    drafts = (c for c in found if c.evidence.standing == "draft" and c.merit > best.merit - _SAME_THING)
    return next(drafts, None)


def as_asked(question: Question, found: Sequence[Candidate]) -> Sequence[Candidate]:
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


def decided_and_draft(found: Sequence[Candidate]) -> tuple[Candidate, Candidate] | None:
    """The best of what was decided and the best draft of the same thing; None if either is missing."""
    decided = next((one for one in found if _is_decided(one.evidence)), None)
    draft = next((one for one in found if one.evidence.standing == "draft"), None)
    if not decided or not draft or abs(decided.merit - draft.merit) > _SET_AGAINST:
        return None
    return decided, draft


def _is_decided(one: Evidence) -> bool:
    """Whether a sentence tells of what was decided, or stands in a paper that was."""
    return one.standing == "decided" or (one.standing == "plain" and one.report.status in _IN_FORCE)


def newest_first(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate and those of other reports that give another value for the same thing, the newest first.

    Who holds a post when no time is told is whom the newest report names as its holder, however much else of the
    question another one bears.
    """
    best = found[0]
    if holds_at_no_time(question):
        return _holders(question, found)
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


def holds_at_no_time(question: Question) -> bool:
    """Whether a question asks who holds a post, or whose post somebody holds, and does not say when."""
    asks = asks_holder(question) or bool(borne_by(question))
    return asks and not question.years and not question.spans and not _THEN.search(fold(question.text))


# Who held a post once, or at a time that something else tells.
_THEN = re.compile(
    r"\b(?:nguyen|cuu|tung|khi (?:do|ay|co|xay|dien)|luc (?:do|ay)|thoi (?:do|diem|ky)|hoi (?:thang|nam)|ngay \d"
    r"|thang \d|nhiem ky|former\w*|was|then|at the time)\b"
)
# So surely is the name beside the very post; a newer report's sentence that scores so much less names it as plainly.
_PLAINLY_HELD, _AS_PLAINLY = 1.0, 4.0


def _holders(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate, or of a newer report one that as plainly names a holder, and those of other reports that
    name another.
    """
    best = found[0]
    # what stands near none of the question's words is plain, and yet the nearest of nothing
    plainly = best.evidence.fit and best.evidence.fit_strength >= _PLAINLY_HELD
    if not plainly or best.evidence.standing == "draft":
        return [best]
    newest, values, others = best, {_value(best.evidence)}, []
    for one in found[1:]:
        here = one.evidence
        if not here.fit or here.fit_strength < _PLAINLY_HELD or here.standing == "draft":
            continue
        if one.score >= best.score - _AS_PLAINLY and is_older(newest.evidence.report, here.report):
            newest = one
        elif one.merit >= best.merit - _OTHERWISE and _value(here) not in values:
            values.add(_value(here))
            others.append(one)
    if newest is not best:
        others = [best, *others]
    # of one person the posts, which may stand side by side, are no other value of each other
    told = [] if borne_by(question) else others
    return [newest, *(one for one in told if _value(one.evidence) != _value(newest.evidence))]


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
