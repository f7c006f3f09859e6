"""Candidates: the sentences of the found passages that may answer, scored, and why each of the others cannot. Pure.

`benchmarks/reading.py --fit` fits the weights on development sets; `benchmarks/README.md` has the figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Literal

from assistant.question import Question
from assistant.reading.aliases import with_aliases
from assistant.reading.another import unnamed
from assistant.reading.asked_row import RowsBeside
from assistant.reading.bounds import out_of_bounds
from assistant.reading.casing import recased
from assistant.reading.cut import Cut
from assistant.reading.evidence import Evidence, Features, evidence
from assistant.reading.fitting import least_fit
from assistant.reading.sections import is_outside, meant
from assistant.reading.sought import Sought
from index import Hit
from index.report import Report

# Fitted on the sets that `benchmarks/reading.py` marks * so that a sentence that answers stands first among those of
# its question (a softmax over them): only differences between two sentences of one question mean anything. `decided`
# and `draft` are set by hand: the sets hold too few drafts to fit them.
WEIGHTS = Features(
    own=-0.12, pairs=-1.79, beside=5.3, reach=6.66, before=0.58, after=0.68, title=0.43, heaviest=-0.44,
    head=1.61, names=0.26, rest=2.11, run=0.44, density=0.81, fits=0.92, defines=0.71, tells=1.15, near=2.43,
    lacks=-0.5, placed=0.0, search=5.39, rank=1.42, length=-1.31, opening=0.2, decided=0.2, draft=-1.6,
    aims=0.03,
)  # fmt: skip

Reason = Literal["other_place", "other_period", "not_in_reports", "unclear_question"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its score."""

    score: float
    evidence: Evidence

    @property
    def merit(self) -> float:
        """The score of the sentence alone."""
        return _merit(self.evidence)


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A sentence that cannot answer, with the score it would have, and why."""

    reason: Reason
    score: float
    evidence: Evidence

    @property
    def merit(self) -> float:
        """The score that the sentence alone would have."""
        return _merit(self.evidence)


def _merit(evidence: Evidence) -> float:
    """A sentence's score if neither its being a draft or decision counts, nor how its report was found."""
    return score(evidence.features._replace(draft=0.0, decided=0.0, search=0.0, rank=0.0))


def candidates(
    question: Question,
    hits: Sequence[Hit],
    report_of: Callable[[str], Report],
    weight: Callable[[str], float],
) -> tuple[list[Candidate], list[KeptOut]]:
    """The sentences of the hits that can answer, best first, and those that cannot.

    `report_of` gives a report by its id, `weight` a folded word's weight in the store. Ties are broken by report
    and place, so the order in which reports were added never matters.
    """
    cuts = [Cut.of(report_of(hit.report_id), hit) for hit in hits]
    question = recased(question, cuts)
    cuts = with_aliases(question, cuts)
    sought = Sought.of(question, weight, cuts)
    found: dict[tuple[str, int], Candidate] = {}
    kept_out: list[KeptOut] = []
    least = least_fit(question)
    ranks: dict[str, int] = {}
    reports = {cut.report.report_id: cut.report for cut in cuts}
    others = unnamed(question, reports)
    sections = {report_id: meant(question, report) for report_id, report in reports.items()}
    beside = {report_id: RowsBeside(question, report) for report_id, report in reports.items()}
    for cut in cuts:
        rank = ranks.setdefault(cut.hit.report_id, len(ranks))
        before = ""
        whole = f"{cut.report.title or ''}\n{cut.report.text}"
        for one in evidence(sought, cut, rank):
            reason: Reason | None = out_of_bounds(question, cut.report, cut.hit, one.text, before, whole)
            if not reason and cut.report.report_id in others:
                reason = "not_in_reports"
            if not reason and is_outside(sections[cut.report.report_id], one.start, one.text):
                reason = "not_in_reports"
            if not reason and beside[cut.report.report_id].is_another(one.start):
                reason = "not_in_reports"
            if not reason and one.fit_strength < least:
                reason = "not_in_reports"
            if reason:
                kept_out.append(KeptOut(reason, score(one.features), one))
            else:
                found.setdefault((cut.hit.report_id, one.start), Candidate(score(one.features), one))
            before = one.text
    return sorted(
        found.values(), key=lambda c: (-c.score, c.evidence.report.report_id, c.evidence.start)
    ), kept_out


def score(features: Features) -> float:
    """How well a sentence with these features answers, beside others of the same question."""
    return float(sum(map(mul, WEIGHTS, features)))
