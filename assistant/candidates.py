"""Candidates: every sentence of the found passages that may answer, scored, and why each other cannot. Pure.

`benchmarks/reading.py --fit` fits the weights on development sets; `benchmarks/README.md` has the figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.bounds import out_of_bounds
from assistant.evidence import Evidence, Features, evidence, names
from assistant.fitting import least_fit
from assistant.overlap import head_units, units
from assistant.question import Question
from index import Hit
from index.report import Report

# Fitted so that a sentence that answers stands first among those of its question (a softmax over them): only
# differences between two sentences of one question mean anything. `decided` and `draft` are set by hand: the sets hold
# too few drafts to fit them.
WEIGHTS = Features(
    own=0.05, pairs=-0.66, reach=8.11, before=0.02, after=0.38, title=1.47, heaviest=-1.23, head=1.74, names=0.77,
    rest=2.74, run=0.6, density=2.45, fits=0.68, defines=0.84, tells=-0.52, near=3.32, lacks=-0.32, placed=-0.64,
    search=5.04, rank=1.01, length=-0.21, opening=0.16, decided=0.2, draft=-1.6, aims=-0.17,
)  # fmt: skip

Reason = Literal["other_place", "other_period", "not_in_reports", "unclear_question"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its score."""

    score: float
    evidence: Evidence

    @property
    def merit(self) -> float:
        """The score of the sentence alone: neither draft nor decision counts, nor how its report was found."""
        features = self.evidence.features._replace(draft=0.0, decided=0.0, search=0.0, rank=0.0)
        return score(features)


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A sentence that cannot answer, with the score it would have, and why."""

    reason: Reason
    score: float
    evidence: Evidence


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
    asked, head = units(question, weight), head_units(question, weight)
    found: dict[tuple[str, int], Candidate] = {}
    kept_out: list[KeptOut] = []
    least = least_fit(question)
    capital = names(question, [hit.text for hit in hits])
    ranks: dict[str, int] = {}
    for hit in hits:
        report = report_of(hit.report_id)
        rank = ranks.setdefault(hit.report_id, len(ranks))
        before = ""
        for one in evidence(question, asked, head, capital, report, (hit.start, hit.end), hit.score, rank):
            reason: Reason | None = out_of_bounds(question, report, hit, one.text, before)
            if not reason and one.fit_strength < least:
                reason = "not_in_reports"
            if reason:
                kept_out.append(KeptOut(reason, score(one.features), one))
            else:
                found.setdefault((hit.report_id, one.start), Candidate(score(one.features), one))
            before = one.text
    return sorted(
        found.values(), key=lambda c: (-c.score, c.evidence.report.report_id, c.evidence.start)
    ), kept_out


def score(features: Features) -> float:
    """How well a sentence with these features answers, beside others of the same question."""
    return sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True))
