"""Answers without a model: the sentence or two of the found passages that answer, or why none does. Pure.

The weights were fitted by `benchmarks/reading.py` on development sets; `benchmarks/README.md` has the figures.
Verifying and wording the answer are `verify.py`'s and `compose.py`'s work.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.bounds import out_of_bounds, same_period
from assistant.evidence import Evidence, Features, evidence, names
from assistant.fitting import least_fit
from assistant.overlap import Unit, borne, head_units, share, units, words
from assistant.question import Question, is_foreign
from assistant.standing import Standing
from index import Hit
from index.report import Report
from index.vietnamese import sentences

# A quote is at most this long unless its one sentence is longer (the published contract).
LONGEST_QUOTE = 400
# Fitted weights of a logistic model, in the order of `Features`, and its constant.
WEIGHTS = Features(
    own=2.7, pairs=-0.2, reach=0.6, before=-0.8, after=-1.15, title=-0.2, heaviest=-1.35, head=1.0, names=0.75,
    rest=1.95, run=0.0, density=1.1, fits=0.6, defines=1.5, tells=0.1, near=1.3, lacks=-0.7, placed=0.2,
    search=2.65, rank=3.65, length=0.2, opening=0.2, decided=0.6, draft=-1.2, aims=-1.0,
)  # fmt: skip
CONSTANT = -10.5
# Below this probability that the best sentence answers, nothing is answered.
THRESHOLD = 0.12
# An English question meets the text through a glossary, which bears less of it: its threshold is this share.
_FOREIGN = 0.5
# A draft this close to the decided sentence, in log odds, tells of the same thing.
_SAME_THING = 1.5

# A neighbour is quoted too when it bears this much more of the question's weight.
_LEANS = 0.12

Reason = Literal["nothing_found", "place_not_found", "document_not_found", "period_not_found", "not_stated"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence, with a neighbour where it leans on it, as evidence: report.text[start:end].

    `confidence` is the fitted probability that it answers.
    """

    report: Report
    start: int
    end: int
    confidence: float
    standing: Standing

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.report.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with the log odds that it answers."""

    odds: float
    evidence: Evidence

    @property
    def merit(self) -> float:
        """The log odds with the part left out that says whether it tells of a draft or a decision."""
        features = self.evidence.features
        return self.odds - WEIGHTS.draft * features.draft - WEIGHTS.decided * features.decided

    @property
    def probability(self) -> float:
        """The fitted probability that it answers, 0 to 1."""
        return 1 / (1 + math.exp(-self.odds))


@dataclass(frozen=True, slots=True)
class Reading:
    """The excerpt that answers with a differing draft beside it, or the reason why nothing does."""

    excerpt: Excerpt | None
    draft: Excerpt | None = None
    reason: Reason | None = None


def read(
    question: Question,
    hits: Sequence[Hit],
    report_of: Callable[[str], Report],
    weight: Callable[[str], float],
    threshold: float = THRESHOLD,
) -> Reading:
    """The best excerpt of the hits' reports for the question.

    `report_of` gives a report by its id, `weight` a folded word's weight in the store. A draft gives way to
    what was decided unless the draft is asked for. Below `threshold` nothing is answered.
    """
    if not hits or not any(term.exact[0].isalpha() for term in question.content):
        return Reading(None, reason="nothing_found")
    found, kept_out = candidates(question, hits, report_of, weight)
    needed = threshold * (_FOREIGN if is_foreign(question) else 1.0)
    if not found or found[0].probability < needed:
        return Reading(None, reason=_reason(kept_out, found))
    best = found[0]
    drafts = [c for c in found[1:] if c.evidence.standing == "draft" and c.merit > best.merit - _SAME_THING]
    draft = drafts[0].evidence if drafts and best.evidence.standing != "draft" else None
    return Reading(
        _leaned(question, units(question, weight), best),
        Excerpt(draft.report, draft.start, draft.end, 0.0, "draft") if draft else None,
    )


def candidates(
    question: Question,
    hits: Sequence[Hit],
    report_of: Callable[[str], Report],
    weight: Callable[[str], float],
) -> tuple[list[Candidate], list[Reason]]:
    """The sentences of the hits that can answer, best first, and what kept out each of the others.

    Ties are broken by report and place, so the order in which reports were added never matters.
    """
    asked, head = units(question, weight), head_units(question, weight)
    found: dict[tuple[str, int], Candidate] = {}
    kept_out: list[Reason] = []
    least = least_fit(question)
    capital = names(question, [hit.text for hit in hits])
    ranks: dict[str, int] = {}
    for hit in hits:
        report = report_of(hit.report_id)
        rank = ranks.setdefault(hit.report_id, len(ranks))
        before = ""
        for one in evidence(question, asked, head, capital, report, (hit.start, hit.end), hit.score, rank):
            bound = out_of_bounds(question, report, hit, one.text, before)
            if bound:
                kept_out.append(bound)
            elif one.fit_strength < least:
                kept_out.append("not_stated")
            else:
                found.setdefault((hit.report_id, one.start), Candidate(odds(one.features), one))
            before = one.text
    return sorted(
        found.values(), key=lambda c: (-c.odds, c.evidence.report.report_id, c.evidence.start)
    ), kept_out


def odds(features: Features) -> float:
    """The log odds that a sentence with these features answers."""
    return CONSTANT + sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True))


def _reason(kept_out: Sequence[Reason], found: Sequence[Candidate]) -> Reason:
    """Why nothing is answered: the place, document or period that kept every sentence out, else that none says it."""
    if found or "not_stated" in kept_out or not kept_out:
        return "not_stated"
    # each is looked at only where the one before it fits
    order: tuple[Reason, ...] = ("period_not_found", "document_not_found", "place_not_found")
    return next(reason for reason in order if reason in kept_out)


def _leaned(question: Question, asked: tuple[Unit, ...], candidate: Candidate) -> Excerpt:
    """The sentence with the neighbour that bears most of what it lacks of the question, where both still fit."""
    best = candidate.evidence
    text = best.report.text
    floor = max(text.rfind("\n", 0, best.start) + 1, *(a for a, b in best.report.body if a <= best.start < b))
    ceiling = min(
        (text.find("\n", best.end) + 1 or len(text) + 1) - 1,
        *(b for a, b in best.report.body if a < best.end <= b),
    )
    spans = [(best.start, best.end)]
    if earlier := sentences(text, floor, best.start):
        spans.append((earlier[-1][0], best.end))
    if later := sentences(text, best.end, ceiling):
        spans.append((best.start, later[0][1]))
    # a neighbour that tells of another period would be quoted as if it answered
    spans = [spans[0], *(s for s in spans[1:] if same_period(question, text[slice(*s)], "", best.report))]
    choices = [
        (share(asked, borne(asked, words(text[a:b]), question.accented)), -i, (a, b))
        for i, (a, b) in enumerate(spans)
        if i == 0 or b - a <= LONGEST_QUOTE
    ]
    most, _, span = max(choices)
    start, end = span if most - best.features.own >= _LEANS else spans[0]
    return Excerpt(best.report, start, end, candidate.probability, best.standing)


def nearest(hits: Sequence[Hit]) -> list[str]:
    """Ids of up to three reports that come nearest, best first."""
    return list(dict.fromkeys(hit.report_id for hit in hits))[:3]
